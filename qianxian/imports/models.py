"""Import batches and the sealed bytes of their files."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from qianxian.foundation.records import DivisionRecord


class ImportBatch(DivisionRecord):
    """One uploaded workbook on its way in: previewed → committed → undone."""

    class State(models.TextChoices):
        PREVIEWED = "previewed", _("待确认")
        COMMITTED = "committed", _("已写入")
        UNDONE = "undone", _("已撤销")
        DROPPED = "dropped", _("未导入")

    register = models.CharField(max_length=20)
    filename = models.CharField(max_length=200)
    file_digest = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PREVIEWED)
    uploaded_by = models.CharField(max_length=80)
    uploaded_at = models.DateTimeField(db_default=Now())
    effective_on = models.DateField()
    rows = models.PositiveIntegerField(default=0)
    new = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    wrong = models.PositiveIntegerField(default=0)
    errors = models.JSONField(default=list)
    changes = models.JSONField(default=list)
    committed_by = models.CharField(max_length=80, blank=True, default="")
    committed_at = models.DateTimeField(null=True, blank=True)
    leaf = models.UUIDField(null=True, blank=True)
    undone_by = models.CharField(max_length=80, blank=True, default="")
    undone_at = models.DateTimeField(null=True, blank=True)
    seconds = models.DecimalField(max_digits=8, decimal_places=2, default=0)


class ImportFile(DivisionRecord):
    """The uploaded bytes, sealed, kept until the batch is committed or dropped."""

    GRANTS: ClassVar[str] = "erasable"

    batch = models.OneToOneField(ImportBatch, on_delete=models.CASCADE, related_name="file")
    sealed = models.BinaryField()
