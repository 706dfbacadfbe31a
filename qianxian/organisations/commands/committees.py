"""Villagers', residents' and supervision committees: a row per term, opened after an election."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _
from django.utils.translation import override

from qianxian.divisions.queries import division_on
from qianxian.foundation import audit
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import RuleViolated, Violation
from qianxian.foundation.periods import ONE_DAY
from qianxian.foundation.verdict import require
from qianxian.organisations import permissions
from qianxian.organisations.models import Committee, Mandate
from qianxian.organisations.sheets.committees import SEATS, due_after, term_years_on

SOURCE = "《村民委员会组织法》第六条、第十一条、第三十二条"


@transaction.atomic
def open_committee(
    *,
    division_code: str,
    kind: str,
    number: int,
    seats: int,
    elected_on: dt.date,
    by: Actor,
    on: dt.date,
    name: str = "",
    term_years: int | None = None,
) -> Committee:
    """The committee of a new term. The one before ends the day before, and with it the seats held in it (term_end)."""
    previous = list(Committee.objects.select_for_update(no_key=True).filter(division_code=division_code, kind=kind).order_by("-elected_on"))
    require(permissions.can_keep_committee(by, division_code))
    place = division_on(division_code, elected_on)
    faults = []
    if place is None or place.kind not in ("village", "community"):
        faults.append(Violation("division", _("村（居）委会设在村或社区。"), "《村民委员会组织法》第三条", "division_code"))
    low, high = SEATS[kind]
    if not low <= seats <= high:
        faults.append(Violation("seats", _("由 %(low)d 至 %(high)d 人组成。") % {"low": low, "high": high}, SOURCE, "seats"))
    if elected_on > on:
        faults.append(Violation("future", _("选举日期 %(day)s 还没有到。") % {"day": elected_on}, field="elected_on"))
    if previous and elected_on <= previous[0].elected_on:
        faults.append(Violation("order", _("选举日期要晚于上一届的 %(day)s。") % {"day": previous[0].elected_on}, field="elected_on"))
    if any(c.number == number for c in previous):
        faults.append(Violation("number", _("第 %(n)d 届已经登记。") % {"n": number}, field="number"))
    if faults:
        raise RuleViolated(faults)
    years = term_years or term_years_on(elected_on)
    with override("zh-hans"):  # a name in the register is Chinese whatever language the page was in
        own_name = f"{place.name}{Committee.Kind(kind).label}"
    made = Committee.objects.create(
        division_code=division_code, kind=kind, number=number, seats=seats, elected_on=elected_on, term_years=years, due_on=due_after(elected_on, years),
        name=name or own_name,
    )  # fmt: skip
    ended = _end(previous[0], elected_on - ONE_DAY) if previous and previous[0].ended_on is None else 0
    audit.record(
        by=by,
        action="organisations.open_committee",
        thing=made,
        after={**audit.snapshot(made, "kind", "number", "seats", "elected_on", "due_on"), "seats_ended": ended},
    )
    return made


def _end(committee: Committee, last_day: dt.date) -> int:
    """End a committee and the seats in it with the term; the number of seats."""
    committee.ended_on, committee.version = last_day, committee.version + 1
    committee.save(update_fields=["ended_on", "version"])
    seats = list(Mandate.objects.select_for_update(of=["self"]).filter(committee=committee, period__contains=last_day + ONE_DAY))
    for seat in seats:
        seat.period, seat.end_reason, seat.version = (
            DateRange(seat.period.lower, last_day + ONE_DAY),
            Mandate.EndReason.TERM_END,
            seat.version + 1,
        )
        seat.save(update_fields=["period", "end_reason", "version"])
    return len(seats)
