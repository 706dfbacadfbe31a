"""What higher rooms make of a case, shown on its own pages: a letter drafted for it, and what its applicant fetches with the receipt.

Example: the ``ready`` of ``letters``: drafted from the case's page, fetched on 查进度, told when the case ends.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from qianxian.cases.models import Case
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import Violation


@dataclass(frozen=True)
class Offered:
    """``acts`` and ``links``: (address, words) of what staff may make of the case now, and of what was made of it; ``shown``: lines for who holds its receipt;
    ``told``: words to end it with; ``faults``: what is against what is asked for.
    """

    acts: Callable[[Actor, Case], list[tuple[str, str]]]
    links: Callable[[Actor, Case], list[tuple[str, str]]]
    shown: Callable[[Case], list[dict[str, Any]]]
    told: Callable[[Case], str]
    faults: Callable[[str, dt.date], list[Violation]]


_offered: dict[str, Offered] = {}


def offers(room: str, offered: Offered) -> None:
    """A room says what it makes of cases; the last word counts."""
    _offered[room] = offered


def acts(by: Actor, case: Case) -> list[tuple[str, str]]:
    """What higher rooms let the actor do with the case."""
    return [act for one in _offered.values() for act in one.acts(by, case)]


def links(by: Actor, case: Case) -> list[tuple[str, str]]:
    """What higher rooms made of the case, as far as the actor may look at it."""
    return [link for one in _offered.values() for link in one.links(by, case)]


def shown(case: Case) -> list[dict[str, Any]]:
    """What came of the case, for who holds its receipt: title, words, and the address and key of a file that the receipt's code opens."""
    return [line for one in _offered.values() for line in one.shown(case)]


def told(case: Case) -> str:
    """How the case may be told to have ended."""
    return "".join(one.told(case) for one in _offered.values())


def faults(words: str, on: dt.date) -> list[Violation]:
    """Everything against a letter asked for in these words: told at once, so that nobody waits for what no village writes."""
    return [fault for one in _offered.values() for fault in one.faults(words, on)]
