"""Until when each step of the road from sheet to grade is to be done: the county's own days after the step before it, for 待办 alone.

Example: a report handed in on 11-28 with 15 days to score is due on 12-13. Nobody is measured by it (R-E12).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal

from qianxian.foundation.periods import add_days

#: Which step a state waits for. While the days to appeal run, and while a panel owes its answer, the law's own day stands (R-E11).
STEP_OF = {
    "open": "report",
    "reported": "score",
    "scored": "tell",
    "told": "sign",
    "signed": "approve",
    "approved": "grade",
    "graded": "serve",
    "served": "fix",
    "appealed": "fix",
}


def step_due(step: str, before: Iterable[dt.date | None], days: Mapping[str, Decimal | int] | None) -> dt.date | None:
    """The last day of a step: its days after the latest of the days before it, calendar days, the first not counted; None where nothing is set."""
    known = [day for day in before if day is not None]
    return add_days(max(known), int(days[step])) if known and days and step in days else None
