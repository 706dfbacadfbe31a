"""The works: milestones with a few photos, orders that change them, and who looked at them and found them good."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Floor, Now
from django.utils.translation import gettext_lazy as _

from qianxian.decisions.models import Certificate
from qianxian.foundation.records import DivisionRecord
from qianxian.projects.models.projects import Project


class Milestone(DivisionRecord):
    """A part of the works with the day it is due, and the day it was done."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="milestones")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    done_by = models.CharField(max_length=80, blank=True, default="")

    class Meta:
        verbose_name = _("节点")
        constraints = [
            models.UniqueConstraint(fields=["project", "position"], name="one_milestone_per_position"),
            models.CheckConstraint(name="milestone_done_by_somebody", condition=Q(done_on__isnull=True, done_by="") | (Q(done_on__isnull=False) & ~Q(done_by=""))),
        ]


class Measure(DivisionRecord):
    """What was measured where the works are or will be: how long, how many households, since when the old ones stand. A later row of the same kind counts."""

    GRANTS: ClassVar[str] = "append"

    class What(models.TextChoices):
        STANDS_SINCE = "stands_since", _("原有设施建成年份")
        LENGTH_KM = "length_km", _("长度（公里）")
        AREA_M2 = "area_m2", _("面积（平方米）")
        HOUSEHOLDS = "households", _("搬迁户数")

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="measures")
    what = models.CharField(max_length=14, choices=What.choices)
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    measured_on = models.DateField()
    document = models.CharField(max_length=200)
    recorded_by = models.CharField(max_length=80)

    class Meta:
        verbose_name = _("现状和工程量")
        constraints = [
            models.CheckConstraint(name="measure_above_zero_on_paper", condition=Q(amount__gt=0) & ~Q(document="")),
            models.CheckConstraint(name="years_and_households_are_whole", condition=~Q(what__in=["stands_since", "households"]) | Q(amount=Floor("amount"))),
            models.CheckConstraint(name="stands_since_a_year", condition=~Q(what="stands_since") | Q(amount__gte=1900, amount__lte=2100)),
        ]


class MilestonePhoto(DivisionRecord):
    """A picture of the works, drawn anew from its pixels: nothing of where, when and with what it was taken is kept. Never of people's faces for a check."""

    GRANTS: ClassVar[str] = "append"

    milestone = models.ForeignKey(Milestone, on_delete=models.PROTECT, related_name="photos")
    content = models.BinaryField()
    digest = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    uploaded_by = models.CharField(max_length=80)
    uploaded_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("节点照片")
        constraints = [models.UniqueConstraint(fields=["milestone", "digest"], name="one_photo_once"), models.CheckConstraint(name="photo_is_small", condition=Q(size__lte=1_500_000))]


class ChangeOrder(DivisionRecord):
    """Something ordered beside or instead of the contract. Beyond the share set in all, it waits for the certificate of a new decision."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="changes")
    position = models.PositiveSmallIntegerField()
    ordered_on = models.DateField()
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    reason = models.CharField(max_length=500)
    document = models.CharField(max_length=200)
    ordered_by = models.CharField(max_length=80)
    certificate = models.ForeignKey(Certificate, null=True, blank=True, on_delete=models.PROTECT, related_name="change_orders")

    class Meta:
        verbose_name = _("工程变更")
        constraints = [models.UniqueConstraint(fields=["project", "position"], name="one_change_order_per_position")]


class Acceptance(DivisionRecord):
    """What one person who looked at the works found. Neither the builder nor anybody whose hands the payments passed through."""

    GRANTS: ClassVar[str] = "append"

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="acceptances")
    login = models.CharField(max_length=80)
    name = models.CharField(max_length=60)
    looked_on = models.DateField()
    good = models.BooleanField()
    opinion = models.CharField(max_length=500)

    class Meta:
        verbose_name = _("验收意见")
        constraints = [models.CheckConstraint(name="acceptance_says_what_was_found", condition=~Q(opinion="") & ~Q(login="") & ~Q(name=""))]
