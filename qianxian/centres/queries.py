"""Reads of the centre register: centres on a day, villages without one, planned posts, window staff, what halls have taken over and lack."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Case, F, FilteredRelation, IntegerField, Q, QuerySet, Sum, TextField, When
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import gettext as _

from qianxian.centres.holders import posts_of
from qianxian.centres.models import CentreFunction, DutyTurn, ServiceCentre, StaffingPlan, WindowStaff
from qianxian.centres.rules import TAKEN_OVER
from qianxian.divisions import queries as divisions
from qianxian.divisions.models import Division
from qianxian.foundation.actor import Actor
from qianxian.foundation.models import AuditLeaf
from qianxian.foundation.rulebook import evaluate
from qianxian.rulebook.queries import county_settings


def as_of(centres: QuerySet[ServiceCentre], on: dt.date) -> QuerySet[ServiceCentre]:
    """Each centre as it was called and equipped on the day; filters use ``name_on``."""
    was = centres.annotate(was=FilteredRelation("former", condition=Q(former__period__contains=on)), then=F("was__said"))
    return was.annotate(name_on=Coalesce(KeyTextTransform("name", "was__said"), Cast("name", TextField())))


def with_centres_of(rows: QuerySet, on: dt.date) -> QuerySet:
    """Rows whose centre shows the name that it had on the day (``select_related`` must load it)."""
    called = FilteredRelation("centre__former", condition=Q(centre__former__period__contains=on))
    return rows.annotate(centre_was=called, centre_then=F("centre_was__said"))


def centre_on(uuid, actor: Actor, on: dt.date) -> ServiceCentre | None:
    """One centre within reach as it was on the day; one that closed later stands open."""
    found = as_of(ServiceCentre.objects.visible_to(actor), on).filter(uuid=uuid).first()
    if found is not None and found.closed_on and found.closed_on > on:
        found.closed_on = None
    return found


def centres_on(on: dt.date, actor: Actor, scope: str | None = None) -> QuerySet[ServiceCentre]:
    """Centres and service points open on the day, within reach, by place."""
    rows = as_of(ServiceCentre.objects.visible_to(actor, scope), on)
    return rows.filter(Q(opened_on__isnull=True) | Q(opened_on__lte=on)).exclude(closed_on__lt=on).order_by("division_code", "-kind", "id")


def main_centres_on(on: dt.date, actor: Actor, scope: str | None = None) -> QuerySet[ServiceCentre]:
    """The one centre of each village or community."""
    return centres_on(on, actor, scope).filter(kind=ServiceCentre.Kind.MAIN)


def centre_gaps(on: dt.date, actor: Actor, scope: str | None = None) -> list[Division]:
    """Villages and communities without a main centre on the day, by code (R-K01)."""
    have = set(main_centres_on(on, actor, scope).values_list("division_code", flat=True))
    return [place for place in divisions.villages(on, actor, scope) if place.code not in have]


def centre_by_uuid(uuid, actor: Actor) -> ServiceCentre | None:
    """One centre within reach."""
    return ServiceCentre.objects.visible_to(actor).filter(uuid=uuid).first()


def log_of(centre: ServiceCentre, actor: Actor, limit: int = 50) -> QuerySet[AuditLeaf]:
    """What was done to the centre, its plans and its window staff, newest first: who and when, never values."""
    plans, staff = centre.staffing_plans.values_list("uuid", flat=True), centre.window_staff.values_list("uuid", flat=True)
    return AuditLeaf.objects.visible_to(actor).filter(object_id__in=[str(u) for u in (centre.uuid, *plans, *staff)]).order_by("-id")[:limit]


def plan_on(centre: ServiceCentre, on: dt.date) -> StaffingPlan | None:
    """The plan in force: that of the year, else the latest before it (a band crossed later takes effect at the next yearly plan)."""
    return StaffingPlan.objects.filter(centre=centre, year__lte=on.year).order_by("-year").first()


def plans_on(centres: Iterable[ServiceCentre], on: dt.date) -> dict[int, StaffingPlan]:
    """The plan in force of each centre, in one query."""
    rows = StaffingPlan.objects.filter(centre__in=list(centres), year__lte=on.year).order_by("centre_id", "-year").distinct("centre_id")
    return {plan.centre_id: plan for plan in rows}


def plans_of_year(year: int, actor: Actor, scope: str | None = None) -> QuerySet[StaffingPlan]:
    """All plans of a year within reach."""
    return StaffingPlan.objects.visible_to(actor, scope).filter(year=year).select_related("centre").order_by("division_code")


def planned_posts(year: int, actor: Actor, scope: str | None = None) -> int:
    """Leading posts planned for a year, with exceptions."""
    sums = plans_of_year(year, actor, scope).aggregate(band=Sum("leading_posts"), more=Sum("exception_posts"))
    return (sums["band"] or 0) + (sums["more"] or 0)


def window_staff_on(on: dt.date, actor: Actor, scope: str | None = None) -> QuerySet[WindowStaff]:
    """People at the windows on the day."""
    rows = WindowStaff.objects.visible_to(actor, scope).filter(period__contains=on).select_related("person", "centre")
    return with_centres_of(rows, on).order_by("division_code", "person__pinyin")


def desks_of(centre: ServiceCentre, on: dt.date) -> dict[int, str]:
    """The desk of everybody at the centre's windows on the day, by the person's key: for pages that tell desks and no names."""
    return dict(WindowStaff.objects.filter(centre=centre, period__contains=on).values_list("person_id", "title"))


def functions_on(centres: Iterable[ServiceCentre], on: dt.date) -> QuerySet[CentreFunction]:
    """What the halls of the centres have taken over, as it holds on the day."""
    return CentreFunction.objects.filter(centre__in=list(centres), period__contains=on).select_related("centre").order_by("centre_id", "pk")


def duty_on(centres: Iterable[ServiceCentre], on: dt.date) -> QuerySet[DutyTurn]:
    """Turns of duty that hold on the day, by the week."""
    rows = DutyTurn.objects.filter(centre__in=list(centres), period__contains=on).select_related("person")
    through_the_day = Case(*(When(part=part, then=place) for place, part in enumerate(DutyTurn.Part.values)), output_field=IntegerField())
    return rows.order_by("weekday", through_the_day, "person__pinyin")


def functions_within(on: dt.date, actor: Actor, scope: str | None = None) -> QuerySet[CentreFunction]:
    """What the halls within reach have taken over, as it holds on the day."""
    return CentreFunction.objects.visible_to(actor, scope).filter(period__contains=on).select_related("centre").order_by("division_code", "pk")


def duty_within(on: dt.date, actor: Actor, scope: str | None = None) -> QuerySet[DutyTurn]:
    """Turns of duty within reach that hold on the day."""
    rows = DutyTurn.objects.visible_to(actor, scope).filter(period__contains=on).select_related("centre", "person")
    return rows.order_by("division_code", "weekday", "pk")


def function_by_uuid(uuid, actor: Actor) -> CentreFunction | None:
    """One line of work within reach."""
    return CentreFunction.objects.visible_to(actor).filter(uuid=uuid).select_related("centre").first()


def turn_by_uuid(uuid, actor: Actor) -> DutyTurn | None:
    """One turn of duty within reach."""
    return DutyTurn.objects.visible_to(actor).filter(uuid=uuid).select_related("centre", "person").first()


@dataclass(frozen=True)
class Standing:
    """Whether a centre counts as open (R-K02), how many of the five lines of work are settled, and the ones that are not, in words."""

    open: bool
    settled: int
    missing: tuple[str, ...]

    @property
    def words(self) -> str:
        """已开放, or what is still missing."""
        if self.open:
            return _("五项职能都已落实，已开放")
        return _("筹建中：还没有落实 %(missing)s") % {"missing": "、".join(self.missing)}


def standings(centres: Iterable[ServiceCentre], on: dt.date) -> dict[int, Standing]:
    """The standing of each centre, by its key."""
    centres, settings = list(centres), county_settings()
    settled: dict[int, dict[str, str]] = {centre.pk: {} for centre in centres}
    for row in functions_on(centres, on):
        settled[row.centre_id][row.function] = row.way
    return {key: _standing(ways, on, settings) for key, ways in settled.items()}


def _standing(ways: dict[str, str], on: dt.date, settings) -> Standing:
    answer = evaluate("R-K02", on, {code: ways.get(code, "none") for code in TAKEN_OVER}, settings)
    if answer.outputs is None:  # a day before the centres began
        return Standing(False, 0, tuple(str(CentreFunction.Function(code).label) for code in TAKEN_OVER))
    missing = tuple(str(CentreFunction.Function(code).label) for code in answer.outputs["missing"])
    return Standing(answer.outputs["status"] == "open", answer.outputs["mapped"], missing)


def standing(centre: ServiceCentre, on: dt.date) -> Standing:
    """The standing of one centre."""
    return standings([centre], on)[centre.pk]


@dataclass(frozen=True)
class Lack:
    """A centre and what it lacks, in words."""

    centre: ServiceCentre
    words: tuple[str, ...]


def lacking(on: dt.date, actor: Actor, scope: str | None = None) -> list[Lack]:
    """Main centres that lack something on the day, by place: functions, director, duty, hours, telephone, windows, area."""
    centres = list(main_centres_on(on, actor, scope))
    found, posts = standings(centres, on), posts_of(centres, on)
    on_duty = set(DutyTurn.objects.filter(centre__in=centres, period__contains=on).values_list("centre_id", flat=True))
    lacks = [Lack(c, tuple(_lacks(c, found[c.pk], posts[c.pk].vacant, c.pk in on_duty))) for c in centres]
    return [one for one in lacks if one.words]


def _lacks(centre: ServiceCentre, standing: Standing, vacant: bool, on_duty: bool) -> Iterator[str]:
    yield from (_("职能「%(name)s」") % {"name": name} for name in standing.missing)
    yield from (word for missing, word in (
        (vacant, _("主任")), (not on_duty, _("值班表")), (not centre.opening_hours, _("开放时间")), (not centre.telephone, _("电话")),
        (not centre.windows, _("窗口数")), (centre.area_m2 is None, _("面积")),
    ) if missing)  # fmt: skip
