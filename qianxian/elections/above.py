"""What the room above knows of an election's people: their joint vetting, and whether an elected secretary was filed with the county.

Engagements give their answers in their ``apps.py`` with ``supply``; where nobody answers, nothing is known and nothing is asked.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from qianxian.organisations.models import Mandate
from qianxian.people.models import Person


@dataclass(frozen=True)
class Vetted:
    """A person's joint vetting on a day: ``cleared``, ``blocked``, ``open``, ``expired`` or ``none``, and the same in words."""

    state: str
    words: str


VettedOn = Callable[[Iterable[Person], dt.date], Mapping[int, Vetted]]
FiledOn = Callable[[Mandate], "dt.date | None"]
_supplied: list[tuple[VettedOn, FiledOn]] = []


def supply(vetted_on: VettedOn, filed_on: FiledOn) -> None:
    """Name the functions that know; the last ones named answer."""
    _supplied[:] = [(vetted_on, filed_on)]


def vetted_on(people: Iterable[Person], day: dt.date) -> Mapping[int, Vetted]:
    """The state of each person's vetting on the day, by key; empty where no room answers."""
    return _supplied[0][0](people, day) if _supplied else {}


def filed_on(mandate: Mandate) -> dt.date | None:
    """The day on which the election of this secretary was filed with the county; None while it was not (R-E08)."""
    return _supplied[0][1](mandate) if _supplied else None
