"""The county's own templates, dated, and kept papers with the scans of their signed originals.

Bytes stand in the database, so that a backup carries them and nothing of them lies under the web root. Scans are sealed.
"""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from qianxian.foundation.records import DivisionRecord, Record


class PaperTemplate(Record):
    """One uploaded version of one template. It is used for papers dated within ``period``; without a period it is not used at all."""

    name = models.CharField(max_length=60)
    content = models.BinaryField()
    digest = models.CharField(max_length=64)
    filename = models.CharField(max_length=120)
    uploaded_by = models.CharField(max_length=80)
    uploaded_at = models.DateTimeField(db_default=Now())
    adopted_by = models.CharField(max_length=80, blank=True, default="")
    adopted_at = models.DateTimeField(null=True, blank=True)
    period = DateRangeField(null=True, blank=True)
    ended_by = models.CharField(max_length=80, blank=True, default="")

    class Meta:
        constraints = [
            ExclusionConstraint(name="one_template_at_a_time", expressions=[("name", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)]),
            models.CheckConstraint(name="template_adopted_by_another", condition=Q(adopted_by="") | ~Q(adopted_by=F("uploaded_by"))),
            models.CheckConstraint(name="template_used_once_adopted", condition=Q(period__isnull=True) | ~Q(adopted_by="")),
        ]


class KeptPaper(DivisionRecord):
    """One paper that was printed or whose signed original is kept: which kind, of which thing, under which number, last printed when and by whom."""

    kind = models.CharField(max_length=40)
    object_id = models.UUIDField()
    number = models.CharField(max_length=80, blank=True, default="")
    printed_on = models.DateField(null=True, blank=True)
    printed_by = models.CharField(max_length=80, blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "object_id"], name="one_kept_paper_per_thing")]


class PaperScan(DivisionRecord):
    """The scan of a signed original, sealed to its row. Never changed, never removed."""

    GRANTS: ClassVar[str] = "append"

    class Format(models.TextChoices):
        """What may be kept."""

        PDF = "pdf", "PDF"
        JPEG = "jpeg", "JPEG"
        PNG = "png", "PNG"

    paper = models.ForeignKey(KeptPaper, on_delete=models.PROTECT, related_name="scans")
    format = models.CharField(max_length=8, choices=Format.choices)
    pages = models.PositiveSmallIntegerField()
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    sealed = models.BinaryField()
    uploaded_by = models.CharField(max_length=80)
    uploaded_at = models.DateTimeField(db_default=Now())
