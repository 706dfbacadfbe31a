"""Rent as dated instalments: the schedule made of a yearly rent, and what is overdue of it. Exact to the cent.

Example: 100.00 a year in three instalments is 33.33, 33.33 and 33.34.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from qianxian.contracts.rules.parties import CLEARABLE
from qianxian.foundation.money import cut
from qianxian.foundation.periods import add_months

EVERY = {"month": 1, "quarter": 3, "half": 6, "year": 12}
#: 民法典 art. 705: a lease runs twenty years at most.
LONGEST_YEARS = 20


@dataclass(frozen=True)
class Due:
    """One instalment: the day it falls due and its yuan."""

    due_on: dt.date
    amount: Decimal


def schedule(total: Decimal, first_day: dt.date, last_day: dt.date, every: str) -> list[Due]:
    """The rent of the whole term in equal instalments, each due on the first day of its stretch; the last bears the remainder. They make the total exactly."""
    step, days, turn = EVERY[every], [], 0
    while (day := add_months(first_day, step * turn)) <= last_day:
        days.append(day)
        turn += 1
    each = cut(total / len(days))
    return [*(Due(day, each) for day in days[:-1]), Due(days[-1], total - each * (len(days) - 1))]


def faults_of_schedule(total: Decimal, dues: Sequence[Due], first_day: dt.date, last_day: dt.date) -> list[str]:
    """Codes of what is wrong with a schedule: empty, order, amounts, sum, days outside the term."""
    if not dues:
        return ["empty"]
    found = []
    if any(due.amount <= 0 or due.amount != cut(due.amount) for due in dues):
        found.append("amounts")
    if [due.due_on for due in dues] != sorted({due.due_on for due in dues}):
        found.append("order")
    if sum((due.amount for due in dues), Decimal("0.00")) != total:
        found.append("sum")
    if any(not first_day <= due.due_on <= last_day for due in dues):
        found.append("outside")
    return found


def days_overdue(due_on: dt.date, on: dt.date) -> int:
    """Days since the due day, which itself is not late; 0 until then."""
    return max((on - due_on).days, 0)


def cleared(grounds: str, *, stated: bool, same_hands: bool) -> bool:
    """Whether somebody near by his name only is cleared: the supervision committee stated it, and not who drafted the lease. A number is never cleared (R-C06)."""
    return grounds in CLEARABLE and stated and not same_hands


def same_party(one: str, other: str) -> bool:
    """Whether two names are one person or unit, whatever spaces and brackets were typed."""
    return _plain(one) == _plain(other) != ""


def _plain(name: str) -> str:
    return "".join(name.split()).replace("（", "(").replace("）", ")").casefold()
