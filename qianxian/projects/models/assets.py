"""What came of a project: a line of the village's asset register."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qianxian.decisions.models import Unit
from qianxian.foundation.records import DivisionRecord
from qianxian.projects.models.projects import Project


class Asset(DivisionRecord):
    """An asset by the project it came of, at its audited cost in yuan. Written once; the room of the collective keeps its further life."""

    GRANTS: ClassVar[str] = "append"

    class Category(models.TextChoices):
        PUBLIC = "public", _("公益性资产")
        BUSINESS = "business", _("经营性资产")
        VENUE = "venue", _("办公和活动场所")
        EQUIPMENT = "equipment", _("设备")
        OTHER = "other", pgettext_lazy("asset", "其他")

    number = models.CharField(max_length=40, unique=True)
    project = models.OneToOneField(Project, on_delete=models.PROTECT, related_name="asset")
    name = models.CharField(max_length=120)
    category = models.CharField(max_length=10, choices=Category.choices)
    unit = models.CharField(max_length=12, choices=Unit.choices)
    place = models.CharField(max_length=120)
    cost = models.DecimalField(max_digits=14, decimal_places=2)
    entered_on = models.DateField()
    entered_by = models.CharField(max_length=80)

    class Meta:
        verbose_name = _("资产")
        constraints = [models.CheckConstraint(name="asset_cost_not_below_nothing", condition=Q(cost__gte=0))]
