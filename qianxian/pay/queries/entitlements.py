"""What the rooms know of a person's pay in a year: posts held, posts restored by a review, stops, grade; and what was posted so far.

``known_facts`` gives the pure rules everything they need; figures that other rooms hold are read there and never typed again.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Q, QuerySet, Sum

from qianxian.engagements.models import Engagement, YearlyGrade
from qianxian.engagements.queries.restorations import ENDED, Restoration, restorations
from qianxian.foundation.actor import Actor
from qianxian.foundation.periods import ONE_DAY, Period
from qianxian.pay.models import DifferenceLine, PayFact, PayRun, PaySlip
from qianxian.pay.rules import PARTS, Held, Stop, filled
from qianxian.people.models import Person


@dataclass
class PersonFacts:
    """Everything known of one person's year, and where the person is paid."""

    division_code: str
    centre: str
    held: list[Held] = field(default_factory=list)
    stops: list[Stop] = field(default_factory=list)
    died_on: dt.date | None = None
    grade: str = ""
    restored: list[Restoration] = field(default_factory=list)
    actual_days: list[tuple[dt.date, dt.date, str]] = field(default_factory=list)
    additional: dict[str, Decimal] = field(default_factory=dict)


def known_facts(
    actor: Actor, year: int, through: dt.date, coefficients: Mapping[str, Decimal], persons: Collection[int] | None = None
) -> dict[int, PersonFacts]:
    """Person → facts of the year up to ``through``, for everybody in reach or the given ones. Raises KeyError for a post without coefficient."""
    whole = Period(dt.date(year, 1, 1), min(through, dt.date(year, 12, 31)))
    recorded = _standing_facts(actor, whole, persons)
    found: dict[int, PersonFacts] = {}
    _engaged(actor, whole, coefficients, recorded, persons, found)
    _restored(actor, whole, coefficients, persons, found)
    for row in recorded:
        if row.person_id in found:
            _apply(row, whole, found[row.person_id])
    grades = YearlyGrade.objects.visible_to(actor).filter(year=year, person_id__in=found)
    for person_id, grade in grades.values_list("person_id", "grade"):
        found[person_id].grade = grade
    for person_id, died_on in Person.objects.filter(pk__in=found, died_on__isnull=False).values_list("pk", "died_on"):
        found[person_id].died_on = died_on
    return found


def _standing_facts(actor: Actor, whole: Period, persons: Collection[int] | None) -> list[PayFact]:
    rows = PayFact.objects.visible_to(actor).filter(cancelled_by__isnull=True, first_day__lte=whole.last)
    rows = rows.filter(Q(last_day__isnull=True) | Q(last_day__gte=whole.first)).exclude(kind=PayFact.Kind.CANCELLED)
    return list((rows if persons is None else rows.filter(person_id__in=persons)).order_by("id"))


def _clip(first: dt.date, last: dt.date | None, whole: Period) -> tuple[dt.date, dt.date] | None:
    both = whole.overlap(Period(first, last)) if last is None or last >= first else None
    return (both.first, both.last) if both and both.last else None


def _engaged(actor, whole: Period, coefficients, recorded: list[PayFact], persons, found: dict[int, PersonFacts]) -> None:
    actual = {row.engagement_uuid: row for row in recorded if row.kind == PayFact.Kind.ACTUAL_DAYS}  # the latest one stands
    rows = Engagement.objects.visible_to(actor).filter(acting=False)
    rows = rows.filter(Q(period__overlap=(whole.first, whole.last + ONE_DAY)) | Q(uuid__in=actual))
    rows = rows if persons is None else rows.filter(person_id__in=persons)
    for row in rows.select_related("centre").order_by("division_code", "person_id", "period"):
        period = Period.from_half_open(row.period.lower, row.period.upper)
        first, last = period.first, period.last
        if row.uuid in actual:
            first, last = actual[row.uuid].first_day, actual[row.uuid].last_day or last
        days = _clip(first, last, whole)
        who = found.setdefault(row.person_id, PersonFacts(row.division_code, row.centre.name))
        if row.uuid in actual:
            who.actual_days.append((first, last, actual[row.uuid].document))
        if days:
            who.held.append(Held(*days, row.post, row.division_code, coefficients[row.post]))


def _restored(actor: Actor, whole: Period, coefficients, persons, found: dict[int, PersonFacts]) -> None:
    """What a review gave back. An ending's days stand in its own engagement, so only the reason is kept; a refusal's are owed up to its letter."""
    for one in restorations(actor):
        key = one.person.pk
        if persons is not None and key not in persons:
            continue
        if one.kind == ENDED:
            if key in found and one.decided_on >= whole.first:
                found[key].restored.append(one)
            continue
        last = one.decided_on if one.engagement is None else max(one.first_day, one.engagement.period.lower) - ONE_DAY
        days = _clip(one.first_day, last, whole)
        if days is None:
            continue
        who = found.setdefault(key, PersonFacts(one.division_code, one.centre_name))
        who.restored.append(one)
        who.held += filled(Held(*days, one.post, one.division_code, coefficients[one.post], "restored"), [h for h in who.held if h.place == one.division_code])


def _apply(row: PayFact, whole: Period, who: PersonFacts) -> None:
    days = _clip(row.first_day, row.last_day, whole)
    if days is None:
        return
    if row.kind in (PayFact.Kind.UNPAID_LEAVE, PayFact.Kind.SUSPENSION):
        who.stops.append(Stop(*days, row.share if row.share is not None else Decimal(0), row.kind))
    elif row.kind == PayFact.Kind.ADDITIONAL_DEDUCTION:
        for year, month, _inside, _length in Period(*days).months():
            key = f"{year}-{month:02d}"
            who.additional[key] = who.additional.get(key, Decimal("0.00")) + row.amount


def sums_posted(actor: Actor, year: int, persons: Collection[int]) -> dict[int, dict[str, Decimal]]:
    """Person → what stands posted for the year, part by part, read without the run: the person himself reaches his own rows alone."""
    slips = PaySlip.objects.visible_to(actor).filter(year=year, approved_on__isnull=False, person_id__in=persons)
    return _summed(slips, DifferenceLine.objects.visible_to(actor).filter(year=year, person_id__in=persons))


def posted_sums(actor: Actor, run: PayRun, persons: Collection[int] | None = None) -> dict[int, dict[str, Decimal]]:
    """Person → what stands posted for the run's year, part by part: the approved slip and every difference line since."""
    slips = PaySlip.objects.visible_to(actor).filter(run=run, approved_on__isnull=False)
    lines = DifferenceLine.objects.visible_to(actor).filter(run=run)
    if persons is not None:
        slips, lines = slips.filter(person_id__in=persons), lines.filter(person_id__in=persons)
    return dict(_summed(slips, lines))


def places_posted(actor: Actor, run: PayRun, persons: Collection[int]) -> dict[int, str]:
    """Person → code of the village in whose book the person's pay of the run stands: the slip's, or that of earlier differences where no slip was made."""
    slips = PaySlip.objects.visible_to(actor).filter(run=run, approved_on__isnull=False, person_id__in=persons)
    lines = DifferenceLine.objects.visible_to(actor).filter(run=run, person_id__in=persons)
    return {**dict(lines.values_list("person_id", "division_code")), **dict(slips.values_list("person_id", "division_code"))}


def _summed(slips: QuerySet[PaySlip], lines: QuerySet[DifferenceLine]) -> dict[int, dict[str, Decimal]]:
    found: dict[int, dict[str, Decimal]] = defaultdict(lambda: dict.fromkeys(PARTS, Decimal("0.00")))
    for row in slips.values("person_id", *PARTS):
        found[row["person_id"]] = {part: row[part] for part in PARTS}
    for row in lines.values("person_id", "part").annotate(sum=Sum("amount")):
        found[row["person_id"]][row["part"]] += row["sum"]
    return found
