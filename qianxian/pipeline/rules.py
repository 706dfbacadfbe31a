"""When a secretary's post will fall vacant, and whether the reserve covers it: arithmetic of dates, no prediction about people.

Example: a term due 2023-04-10 without extension gives ``Expected(2023-04-10, "term")``; a secretary born 1963-07-02 with an age limit of 60
gives ``Expected(2023-07-02, "age")``; the earlier one counts. Ages and terms are facts on file; nothing here says who should follow.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from qianxian.foundation.periods import add_months

#: A candidate's way: proposed by one officer, confirmed by another, ended with a reason.
ALLOWED_MOVES: dict[str, frozenset[str]] = {
    "proposed": frozenset({"confirmed", "declined"}),
    "confirmed": frozenset({"ended"}),
    "declined": frozenset(),
    "ended": frozenset(),
}
WHO_HOLDS_IT: dict[str, str] = {"proposed": "town_committee", "confirmed": "town_org_officer", "declined": "", "ended": ""}


#: An admission's way (R-P18). From each open stage it may also be ended, with the reason.
STAGES: dict[str, frozenset[str]] = {
    "applied": frozenset({"activist", "ended"}),
    "activist": frozenset({"target", "ended"}),
    "target": frozenset({"admitted", "ended"}),
    "admitted": frozenset({"probationary", "ended"}),
    "probationary": frozenset({"probationary", "full", "ended"}),
    "full": frozenset(),
    "ended": frozenset(),
}


@dataclass(frozen=True)
class Expected:
    """The first day on which a post is expected to be open, and why: vacant, term or age."""

    on: dt.date
    why: str


def expected_vacancy(*, term_ends: dt.date | None, born: dt.date | None, age_limit: int, on: dt.date) -> Expected:
    """The post's next vacancy as seen on a day; ``born`` None means nobody holds it, so it is vacant now.

    The age limit (years) is a county's dated setting; the birthday itself counts as reached (民法典 art. 1259).
    """
    if born is None:
        return Expected(on, "vacant")
    birthday = add_months(born, 12 * age_limit)
    if term_ends is None or birthday < term_ends:
        return Expected(max(birthday, on), "age")
    return Expected(max(term_ends, on), "term")


def half_year(day: dt.date) -> str:
    """The half-year a day falls in, as ``2023 上`` and ``2023 下`` sort: "2023-1" or "2023-2"."""
    return f"{day.year}-{1 if day.month <= 6 else 2}"
