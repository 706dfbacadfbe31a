"""Data elements: each question that may be asked, asked once. The register is the county's and open; it holds no value of anybody."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qianxian.foundation.records import Record

CODE = r"^[a-z][a-z_]*\.[a-z][a-z0-9_]*$"


class DataElement(Record):
    """One element: what it means, of whom, who answers for it, how long a value holds. ``lives``: a room holds the value, under this code."""

    GRANTS: ClassVar[str] = "erasable"

    class Subject(models.TextChoices):
        VILLAGE = "village", _("村（社区）")
        ORGANISATION = "organisation", _("党组织")
        PERSON = "person", _("个人")
        HOUSEHOLD = "household", _("户")
        PROJECT = "project", _("项目")

    class Kind(models.TextChoices):
        NUMBER = "number", pgettext_lazy("element", "整数")
        DECIMAL = "decimal", pgettext_lazy("element", "小数")
        DATE = "date", _("日期")
        TEXT = "text", _("文字")
        YES_NO = "yes_no", _("是或否")

    class Owner(models.TextChoices):
        ORGANISATION = "organisation", _("区委组织部")
        FINANCE = "finance", _("区财政局")
        AGRICULTURE = "agriculture", _("区农业农村、审计部门")

    code = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=60)
    definition = models.CharField(max_length=300)
    subject = models.CharField(max_length=12, choices=Subject.choices)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    unit = models.CharField(max_length=12, blank=True, default="")
    owner = models.CharField(max_length=12, choices=Owner.choices)
    legal_basis = models.CharField(max_length=200)
    validity_months = models.PositiveSmallIntegerField(default=12)
    lives = models.BooleanField(default=False)
    private = models.BooleanField(default=False)
    same_as = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="duplicates")

    class Meta:
        verbose_name = _("数据元")
        constraints = [
            models.CheckConstraint(name="element_is_whole", condition=Q(code__regex=CODE) & ~Q(name="") & ~Q(definition="") & ~Q(legal_basis="")),
            models.CheckConstraint(name="element_not_the_same_as_itself", condition=Q(same_as__isnull=True) | ~Q(same_as=F("id"))),
            models.CheckConstraint(name="element_holds_for_a_while", condition=Q(validity_months__gte=1, validity_months__lte=120)),
        ]
        indexes = [models.Index(fields=["subject", "code"], name="element_subject_code")]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"
