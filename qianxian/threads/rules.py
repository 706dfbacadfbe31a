"""The course of a thread: where it may go, what it still needs, how long it waits. Pure; days and facts come as arguments.

Example: ``whole_years(date(2012, 9, 16), date(2018, 12, 20))`` is 6. Days waited never rank a village or a person: they say what to do first.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from qianxian.foundation.errors import Violation
from qianxian.foundation.errors import say as _
from qianxian.foundation.money import LARGEST

#: A thread's states. Whatever is closed or joined by mistake comes back by a recorded reopening.
ALLOWED_MOVES: dict[str, frozenset[str]] = {
    "open": frozenset({"stalled", "closed", "joined"}),
    "stalled": frozenset({"open"}),
    "closed": frozenset({"open"}),
    "joined": frozenset({"open"}),
}

#: The usual way of what needs a decision and money (四议两公开, then the works), and of what can be answered at once.
ROADS: dict[str, tuple[str, ...]] = {
    "decision": (
        "registered", "planning", "party_proposal", "committees", "party_meeting", "villagers", "publication",
        "tendering", "building", "paying", "result", "answer",
    ),
    "direct": ("registered", "handling", "answer"),
}  # fmt: skip
STEPS: tuple[str, ...] = tuple(dict.fromkeys(step for road in ROADS.values() for step in road))
MOST_MISSING, LONGEST_MISSING = 8, 80

#: Causes that say a vote went wrong. Beside them the page shows what the law asks of a vote (R-V12), so that nobody is taken for a veto.
VOTE_CAUSES = frozenset({"vote_not_put", "vote_not_passed", "quorum_failed", "vote_unrecorded"})

_MOBILE = re.compile(r"(?<!\d)1\d{10}(?!\d)")
_IDENTITY = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)")


def names_somebody(text: str) -> bool:
    """Whether a wording carries an identity or mobile number. Who asked, and who was against, is never kept: only the words and the channel."""
    return bool(_MOBILE.search(text) or _IDENTITY.search(text))


def wording_faults(**wordings: str) -> list[Violation]:
    """One violation for each wording that carries somebody's number."""
    told = _("只写事情，不写是谁。去掉身份证号码和手机号码。")
    return [Violation("names_somebody", told, field=name) for name, text in wordings.items() if names_somebody(text)]


def empty_faults(**wordings: tuple[str, str]) -> list[Violation]:
    """One violation for each wording that is missing; the pair is the wording and what to do."""
    return [Violation("empty", say, field=name) for name, (text, say) in wordings.items() if not text.strip()]


def day_faults(field: str, day: dt.date, on: dt.date, *, not_before: dt.date | None = None) -> list[Violation]:
    """The day lies in the future, or before what it follows (the day itself is right)."""
    if day > on:
        return [Violation("future", _("日期 %(day)s 还没有到。") % {"day": day}, field=field)]
    if not_before is not None and day < not_before:
        return [Violation("too_early", _("日期要不早于 %(day)s。") % {"day": not_before}, field=field)]
    return []


def amount_faults(amount: Decimal) -> list[Violation]:
    """An estimate is a positive amount in yuan, to the cent."""
    if amount <= 0 or amount > LARGEST:
        return [Violation("amount", _("估算金额要大于 0 元。"), field="amount")]
    return []


def missing_items(text: str | Iterable[str]) -> list[str]:
    """What is missing, one item a line, blank ones left out."""
    lines = text.splitlines() if isinstance(text, str) else text
    return [line.strip() for line in lines if line.strip()]


def missing_faults(items: Sequence[str]) -> list[Violation]:
    """At most eight items of at most eighty characters: a list to act on, no essay."""
    faults = []
    if len(items) > MOST_MISSING:
        faults.append(Violation("too_many", _("最多写 %(n)d 项，先写最要紧的。") % {"n": MOST_MISSING}, field="missing"))
    if any(len(item) > LONGEST_MISSING for item in items):
        faults.append(Violation("too_long", _("每一项最多 %(n)d 个字。") % {"n": LONGEST_MISSING}, field="missing"))
    return faults


def next_steps(road: str, step: str) -> tuple[str, ...]:
    """What usually follows the step on its road; a step of the other road is followed by nothing known."""
    way = ROADS[road]
    return way[way.index(step) + 1 :] if step in way else ()


def days_waited(since: dt.date, on: dt.date) -> int:
    """Calendar days from the day it began to the day looked at; 0 on the day itself and before it."""
    return max(0, (on - since).days)


def whole_years(since: dt.date, until: dt.date) -> int:
    """Full years between two days: the anniversary counts, the day before it does not. Born on 29 February, it is full on 1 March."""
    return max(0, until.year - since.year - ((until.month, until.day) < (since.month, since.day)))


def is_late(since: dt.date, on: dt.date, days: int) -> bool:
    """Whether a step waits longer than so many days; the last of them is still in time."""
    return days_waited(since, on) > days


@dataclass(frozen=True)
class Growth:
    """How an estimate grew: the first, the last and their ratio in hundredths (2.64)."""

    first: Decimal
    last: Decimal

    @property
    def ratio(self) -> Decimal:
        """Last over first, cut to two places."""
        return (self.last / self.first).quantize(Decimal("0.01"))


def closing_faults(*, asked_by_villagers: bool, told: bool, stalled: bool) -> list[Violation]:
    """A thread ends when who asked was told, and never while it stands still."""
    faults = []
    if stalled:
        faults.append(Violation("stalled", _("这条线还搁置着。先登记恢复，再办结。")))
    if asked_by_villagers and not told:
        faults.append(Violation("not_told", _("还没有答复提出的人。先登记答复，再办结。")))
    return faults
