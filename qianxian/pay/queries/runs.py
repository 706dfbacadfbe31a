"""Runs, slips, and the locked roster a run computes from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Avg, QuerySet, Sum
from django.utils.translation import gettext_lazy

from qianxian.engagements.models import Engagement, YearlyGrade
from qianxian.foundation.actor import Actor
from qianxian.pay.models import PayRun, PaySlip
from qianxian.pay.rules import EMPLOYER

PAYERS = {"city": gettext_lazy("市级财政"), "district": gettext_lazy("区级财政"), "town": gettext_lazy("镇（街道）财政")}


@dataclass(frozen=True)
class RosterSpan:
    """One stretch of one person at one post inside the year, and the year's grade."""

    engagement: Engagement
    first_day: dt.date
    last_day: dt.date
    grade: str


def runs(actor: Actor, scope: str | None = None) -> QuerySet[PayRun]:
    """Runs in reach, newest first."""
    return PayRun.objects.visible_to(actor, scope).order_by("-year", "-id")


def slips(actor: Actor, run: PayRun | None = None, scope: str | None = None) -> QuerySet[PaySlip]:
    """Slips in reach with their persons, by place and name. The run is not joined: a village's reach does not see its row."""
    rows = PaySlip.objects.visible_to(actor, scope).select_related("person").order_by("division_code", "person__pinyin", "id")
    return rows.filter(run=run) if run else rows


def own_slips(actor: Actor) -> QuerySet[PaySlip]:
    """The actor's own approved slips, newest first."""
    if not actor.person_uuid:
        return PaySlip.objects.none()
    own = PaySlip.objects.visible_to(actor).filter(person__uuid=actor.person_uuid, approved_on__isnull=False)
    return own.select_related("person").order_by("-year")


def standing_run(actor: Actor, year: int) -> PayRun | None:
    """The run of the year that is not withdrawn."""
    return runs(actor).filter(year=year).exclude(state=PayRun.State.WITHDRAWN).first()


def roster(actor: Actor, year: int, through: dt.date, scope: str | None = None) -> list[RosterSpan]:
    """Who was at which centre post from when to when in the year, up to ``through``; what a run locks."""
    first, last = dt.date(year, 1, 1), min(dt.date(year, 12, 31), through)
    held = Engagement.objects.visible_to(actor, scope).filter(period__overlap=(first, last + dt.timedelta(days=1)))
    held = held.select_related("person", "centre").order_by("division_code", "person_id", "period")
    grades = dict(YearlyGrade.objects.visible_to(actor).filter(year=year).values_list("person_id", "grade"))
    found = []
    for engagement in held:
        upper = engagement.period.upper - dt.timedelta(days=1) if engagement.period.upper else last
        if engagement.acting:
            continue  # an acting director keeps the pay of the post engaged for
        if engagement.person.died_on is not None:
            upper = min(upper, engagement.person.died_on)  # paid to the end of that day, whether or not somebody ended the engagement already
        if upper >= max(first, engagement.period.lower):
            found.append(RosterSpan(engagement, max(first, engagement.period.lower), min(last, upper), grades.get(engagement.person_id, "")))
    return found


@dataclass(frozen=True)
class Average:
    """A year's pay per head over everyone paid in the year."""

    people: int
    mean_gross: Decimal
    highest_bonus_share: Decimal


def average_of(run: PayRun, rows: Iterable[PaySlip]) -> Average:
    """People, mean gross and the largest share of bonus in base pay."""
    rows = list(rows)
    shares = [slip.bonus / slip.base_paid for slip in rows if slip.base_paid]
    mean = PaySlip.objects.filter(run=run).aggregate(mean=Avg("gross"))["mean"] or Decimal(0)
    return Average(len(rows), Decimal(mean).quantize(Decimal("0.01")), max(shares, default=Decimal(0)))


def totals_by_payer(run: PayRun) -> dict[str, Decimal]:
    """Sums per payer over the slips of a run, exact to the cent."""
    sums = PaySlip.objects.filter(run=run).aggregate(city=Sum("city"), district=Sum("district"), town=Sum("town"))
    return {payer: sums[payer] or Decimal("0.00") for payer in ("city", "district", "town")}


def totals_beside(run: PayRun) -> dict[str, Decimal]:
    """Sums over the slips of a run of what is withheld and of the employer's insurance by payer, exact to the cent."""
    parts = ("insurance", "tax", *EMPLOYER.values())
    sums = PaySlip.objects.filter(run=run).aggregate(**{f"{part}_sum": Sum(part) for part in parts})
    return {part: sums[f"{part}_sum"] or Decimal("0.00") for part in parts}
