"""Whose pay of an approved run has to be corrected and is not yet: what happened since its roster was locked, and by when to correct it.

Example: a member who left on 10-31 after the run of the year stands here until his difference is posted, prepared or nothing differs any more.
Nothing is stored: a person is found by what the rooms hold, and kept only where should be and posted differ to the cent.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import DateField, F, Func, QuerySet, Value
from django.db.models.functions import Greatest, Least

from qianxian.engagements.models import Engagement, YearlyGrade
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import RuleViolated
from qianxian.foundation.periods import ONE_DAY, add_days
from qianxian.pay.models import DifferenceLine, PayCorrection, PayFact, PayInput, PayRun, PaySlip
from qianxian.pay.queries.corrections import restored_unpaid
from qianxian.pay.queries.differences import difference_of, policy_of, withholding_of
from qianxian.pay.queries.entitlements import known_facts, posted_sums
from qianxian.pay.rules import Moved, moved_since
from qianxian.people.models import Person
from qianxian.rulebook.queries import county_settings

Cause, Kind = PayCorrection.Cause, PayFact.Kind
OF_A_FACT = {
    Kind.UNPAID_LEAVE: Cause.UNPAID_LEAVE,
    Kind.SUSPENSION: Cause.SUSPENSION,
    Kind.ACTUAL_DAYS: Cause.WRONG_DAY,
    Kind.ADDITIONAL_DEDUCTION: Cause.DEDUCTION,
}


@dataclass(frozen=True)
class Due:
    """A person to correct, the cause that fits, the day from which the days to correct run, and the last of them."""

    person: Person
    cause: str
    since: dt.date
    due_on: dt.date | None


def _days_of(run: PayRun) -> tuple[dt.date, dt.date]:
    return dt.date(run.year, 1, 1), min(run.through, dt.date(run.year, 12, 31))


def _locked_and_held(actor: Actor, run: PayRun) -> tuple[QuerySet[PayInput], QuerySet[Engagement]]:
    first, last = _days_of(run)
    return PayInput.objects.visible_to(actor).filter(run=run), Engagement.objects.visible_to(actor).filter(acting=False, period__overlap=(first, last + ONE_DAY))


def _touched(actor: Actor, run: PayRun) -> set[int]:
    """Persons of whom the locked roster and the register do not hold the very same rows: a thousand rows compared where they lie, to bring up a few."""
    (locked, held), (first, last) = _locked_and_held(actor, run), _days_of(run)
    begins = Greatest(Value(first, DateField()), Func(F("period"), function="lower", output_field=DateField()))
    ends = Least(Value(last, DateField()), Func(F("period"), template="(upper(%(expressions)s) - 1)", output_field=DateField()), F("person__died_on"))
    was = locked.order_by().values_list("person_id", "engagement_uuid", "post", "first_day", "last_day")
    now = held.order_by().annotate(begins=begins, ends=ends).filter(begins__lte=F("ends")).values_list("person_id", "uuid", "post", "begins", "ends")
    return {row[0] for rows in (was.difference(now), now.difference(was)) for row in rows}


def moves_since(actor: Actor, run: PayRun, persons: Collection[int] | None = None) -> dict[int, list[Moved]]:
    """Person → posts of the run's year whose days are no longer those of the locked roster: taken up, left or changed since."""
    persons = _touched(actor, run) if persons is None else persons
    if not persons:
        return {}
    (locked, held), (first, last) = _locked_and_held(actor, run), _days_of(run)
    locked, held = locked.filter(person_id__in=persons), held.filter(person_id__in=persons)
    was: dict[int, dict] = defaultdict(dict)
    now: dict[int, dict] = defaultdict(dict)
    for person, key, *span in locked.values_list("person_id", "engagement_uuid", "post", "first_day", "last_day"):
        was[person][key] = tuple(span)
    ends = (F("period__startswith"), F("period__endswith"), "person__died_on")
    for person, key, post, begins, end, died_on in held.values_list("person_id", "uuid", "post", *ends):
        span = max(first, begins), min([last, *([end - ONE_DAY] if end else []), *([died_on] if died_on else [])])
        if span[0] <= span[1]:
            now[person][key] = (post, *span)
    return {person: found for person in {**was, **now} if (found := moved_since(was[person], now[person]))}


def corrections_due(actor: Actor, run: PayRun, on: dt.date) -> list[Due]:
    """People whose posted pay of an approved run differs from what is due and for whom no correction is under way, by name."""
    causes = {one.pk: (Cause.OVERTURNED_REVIEW, run.approved_on) for one in restored_unpaid(actor, run)}
    for person, moved in moves_since(actor, run).items():
        causes.setdefault(person, (Cause.POST_CHANGED, moved[0].changed_on))
    died = Person.objects.filter(died_on__year=run.year, pk__in=PaySlip.objects.filter(run=run).values("person_id"))
    causes |= {person: (Cause.DEATH, died_on) for person, died_on in died.values_list("pk", "died_on")}
    recorded = PayFact.objects.visible_to(actor).filter(first_day__year__lte=run.year, cancelled_by__isnull=True, kind__in=OF_A_FACT)
    for person, kind, last, day in recorded.order_by("pk").values_list("person_id", "kind", "last_day", "recorded_on"):
        if last is None or last.year >= run.year:
            causes.setdefault(person, (OF_A_FACT[kind], day))
    waiting = PayCorrection.objects.visible_to(actor).filter(run=run, state__in=("computed", "checked", "returned"))
    for person in waiting.values_list("person_id", flat=True):
        causes.pop(person, None)
    apart = _apart(actor, run, on, causes)
    found = []
    for person in Person.objects.visible_to(actor).filter(pk__in=apart).order_by("pinyin", "pk"):
        cause, since = causes[person.pk]
        since = max(since, run.approved_on)
        found.append(Due(person, cause, since, last_day(since, on)))
    return found


def whole_run_due(actor: Actor, run: PayRun, on: dt.date) -> list[tuple[str, int, dt.date]]:
    """(cause, people, day it became known) of corrections of everybody concerned: a published index, grades decided since the roster was locked."""
    under_way = set(PayCorrection.objects.visible_to(actor).filter(run=run, state__in=("computed", "checked", "returned")).values_list("cause", flat=True))
    found = []
    if Cause.LATE_INDEX not in under_way and (published := _index_published(actor, run, on)):
        found.append((Cause.LATE_INDEX, run.people, published))
    if Cause.LATE_GRADE not in under_way and (later := _graded_later(actor, run, on)):
        found.append((Cause.LATE_GRADE, len(later), min(later)))
    return [(cause, people, max(day, run.approved_on)) for cause, people, day in found]


def _graded_later(actor: Actor, run: PayRun, on: dt.date) -> list[dt.date]:
    """The days on which people of the run got another grade than it was locked with, as long as no later correction stands posted."""
    locked = PayInput.objects.visible_to(actor).filter(run=run)
    rows = YearlyGrade.objects.visible_to(actor).filter(year=run.year, decided_on__lte=on)
    other = {person for person, _grade in rows.order_by().values_list("person_id", "grade").difference(locked.order_by().values_list("person_id", "grade"))}
    grades = dict(locked.filter(person_id__in=other).values_list("person_id", "grade")) if other else {}
    if not grades:
        return []
    posted = DifferenceLine.objects.visible_to(actor).filter(run=run, person_id__in=grades).order_by("approved_on")
    settled = dict(posted.values_list("person_id", "approved_on"))  # the last of each
    found = rows.filter(person_id__in=grades).values_list("person_id", "grade", "decided_on")
    return [day for person, grade, day in found if grade != grades[person] and settled.get(person, dt.date.min) < day]


def _index_published(actor: Actor, run: PayRun, on: dt.date) -> dt.date | None:
    """The day from which an index stands that the run did not know and no correction has brought in; None where there is none."""
    try:
        policy = policy_of(run.year, on)
    except RuleViolated:
        return None
    row = next((one for one in policy.rows if one.key == "pay.income_index"), None)
    if row is None or Decimal(run.settings["index"]) == policy.terms.index:
        return None
    done = PayCorrection.objects.visible_to(actor).filter(run=run, cause=Cause.LATE_INDEX, state=PayCorrection.State.APPROVED)
    if any(Decimal(str(said.get("index", 0))) == policy.terms.index for said in done.values_list("settings", flat=True)):
        return None
    return row.published_on or run.approved_on


def last_day(since: dt.date, on: dt.date) -> dt.date | None:
    """The last of the county's days to correct; None where it set none."""
    row = county_settings().find("pay.correction_days", on)
    return add_days(since, int(row.value)) if row else None


def _apart(actor: Actor, run: PayRun, on: dt.date, persons: Collection[int]) -> set[int]:
    """Those of the people for whom should be and posted differ; all of them where the year's policy has a gap and nothing can be computed."""
    if not persons:
        return set()
    try:
        policy = policy_of(run.year, on)
        facts = known_facts(actor, run.year, run.through, defaultdict(lambda: Decimal(1), policy.terms.post_coeff), persons)
        posted, withholding = posted_sums(actor, run, persons), withholding_of(run, policy)
        return {key for key in persons if difference_of(run, policy, withholding, key, facts.get(key), posted.get(key, {}))}
    except RuleViolated:
        return set(persons)
