"""Service centres, what their halls have taken over, their window staff, duty and staffing plans."""

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


class CentreFunction(ShowsItsCentre, DivisionRecord):
    """One line of work in a centre's hall for a period: the desk that answers for it, or where it was transferred to, by which paper (R-K02)."""

    class Function(models.TextChoices):
        SOCIAL_SECURITY = "social_security", _("社会保障")
        HEALTH_FAMILY = "health_family", _("卫生健康（计生）")
        CULTURE = "culture", _("文化活动")
        DISTANCE_EDUCATION = "distance_education", _("远程教育")
        BUILDING_APPLICATION = "building_application", _("农房报建")
        GROUP_ORGANISATIONS = "group_organisations", _("群团组织")
        MEDIATION = "mediation", _("人民调解")
        POLICING = "policing", _("警务室")

    class Way(models.TextChoices):
        DESK = "desk", _("本中心窗口")
        TRANSFERRED = "transferred", _("移交别处办理")

    centre = models.ForeignKey(ServiceCentre, on_delete=models.PROTECT, related_name="functions")
    function = models.CharField(max_length=24, choices=Function.choices)
    way = models.CharField(max_length=12, choices=Way.choices)
    desk = models.CharField(max_length=40, blank=True, default="")
    moved_to = models.CharField(max_length=100, blank=True, default="")
    document = models.CharField(max_length=200, blank=True, default="")
    period = DateRangeField()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="one_desk_per_function_and_centre",
                expressions=[("centre", RangeOperators.EQUAL), ("function", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)],
            ),
            models.CheckConstraint(
                name="desk_or_recorded_transfer",
                condition=(models.Q(way="desk") & ~models.Q(desk="")) | (models.Q(way="transferred") & ~models.Q(moved_to="") & ~models.Q(document="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_function_display()} · {self.desk or self.moved_to}"


class DutyTurn(ShowsItsCentre, DivisionRecord):
    """Who is on duty in the hall on a day of the week, for a period; shown to residents."""

    class Part(models.TextChoices):
        MORNING = "morning", _("上午")
        AFTERNOON = "afternoon", _("下午")
        EVENING = "evening", _("晚上")

    class Weekday(models.IntegerChoices):
        MONDAY = 1, _("周一")
        TUESDAY = 2, _("周二")
        WEDNESDAY = 3, _("周三")
        THURSDAY = 4, _("周四")
        FRIDAY = 5, _("周五")
        SATURDAY = 6, _("周六")
        SUNDAY = 7, _("周日")

    centre = models.ForeignKey(ServiceCentre, on_delete=models.PROTECT, related_name="duty")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="duty_turns")
    weekday = models.PositiveSmallIntegerField(choices=Weekday.choices)
    part = models.CharField(max_length=10, choices=Part.choices)
    period = DateRangeField()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="one_duty_turn_per_person_and_time",
                expressions=[
                    ("person", RangeOperators.EQUAL), ("weekday", RangeOperators.EQUAL), ("part", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(name="duty_on_a_day_of_the_week", condition=models.Q(weekday__gte=1, weekday__lte=7)),
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.get_part_display()} · {self.person.name}"
