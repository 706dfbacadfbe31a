"""Service centres, their window staff and their staffing plans."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from qianxian.foundation.records import DivisionRecord, FormerRecord, put_back
from qianxian.people.models import Person


class ServiceCentre(DivisionRecord):
    """党群服务中心: one main centre per village or community (R-K01); a further one is a branch point."""

    GRANTS: ClassVar[str] = "erasable"

    class Kind(models.TextChoices):
        MAIN = "main", _("中心")
        BRANCH_POINT = "branch_point", _("服务点")

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=14, choices=Kind.choices, default=Kind.MAIN)
    area_m2 = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    opened_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    windows = models.PositiveSmallIntegerField(default=0)
    opening_hours = models.CharField(max_length=100, blank=True, default="")
    telephone = models.CharField(max_length=30, blank=True, default="")
    address = models.CharField(max_length=120, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["division_code"], name="one_main_centre_per_village", condition=models.Q(kind="main", closed_on__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return self.name

    def _as_then(self, said: dict | None) -> None:
        put_back(self, said)

    #: Filled by ``queries.as_of``: the centre then shows what it said on the day asked about.
    then = property(fset=_as_then)


class FormerCentre(FormerRecord):
    """What a centre was called and offered before a change."""

    centre = models.ForeignKey(ServiceCentre, on_delete=models.DO_NOTHING, related_name="former", db_constraint=False)

    class Meta:
        constraints = [ExclusionConstraint(name="one_former_centre_at_a_time", expressions=[("centre", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)])]


class ShowsItsCentre:
    """A row that shows its centre under the name of the day asked about."""

    def _centre_as_then(self, said: dict | None) -> None:
        put_back(self.centre, said)

    #: Filled by ``queries.with_centres_of``.
    centre_then = property(fset=_centre_as_then)


class StaffingPlan(ShowsItsCentre, DivisionRecord):
    """Leading posts of a centre for a year, from the band of the *resident* population (R-E03)."""

    centre = models.ForeignKey(ServiceCentre, on_delete=models.PROTECT, related_name="staffing_plans")
    year = models.PositiveSmallIntegerField()
    resident = models.PositiveIntegerField()
    leading_posts = models.PositiveSmallIntegerField()
    exception_posts = models.PositiveSmallIntegerField(default=0)
    exception_document = models.CharField(max_length=200, blank=True, default="")
    decided_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["centre", "year"], name="one_staffing_plan_per_year"),
            models.CheckConstraint(
                name="exception_needs_a_document", condition=models.Q(exception_posts=0) | ~models.Q(exception_document="")
            ),
        ]


class WindowStaff(ShowsItsCentre, DivisionRecord):
    """A person who serves at a centre's windows for a period; not a leading post."""

    GRANTS: ClassVar[str] = "erasable"

    centre = models.ForeignKey(ServiceCentre, on_delete=models.PROTECT, related_name="window_staff")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="window_posts")
    title = models.CharField(max_length=40)
    period = DateRangeField()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="one_window_post_per_person_and_centre",
                expressions=[("centre", RangeOperators.EQUAL), ("person", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)],
            )
        ]
