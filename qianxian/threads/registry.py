"""What the rooms above show on a thread's page: their events and the money paid, told by them, so that this room imports none of them.

Example, in the ``ready`` of a room's AppConfig::

    registry.contributes("matter", title=_("事项"), model="decisions.Matter", events=matter_events, money=None, address=matter_url)

``events(uuids, actor)`` gives ``Event``s and ``money(uuids, actor)`` ``Payment``s of these things; ``needs(uuids, actor)`` what is missing next, in
words; ``address(uuid)`` the thing's one page and ``opens`` the permission it asks for; ``choices(actor, division_code)`` the (uuid, label) pairs that may be tied by hand.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.utils.functional import Promise

from qianxian.foundation.actor import Actor


@dataclass(frozen=True)
class Event:
    """A knot of the time line: its day and title; an amount in yuan, words, the page it stands on and a plain status where there are any."""

    on: dt.date
    title: str
    amount: Decimal | None = None
    address: str = ""
    words: str = ""
    status: str = ""


@dataclass(frozen=True)
class Payment:
    """Money that has come in or gone out for the thread, in yuan; ``way`` is received or paid."""

    on: dt.date
    amount: Decimal
    words: str
    way: str = "paid"
    address: str = ""


@dataclass(frozen=True)
class Need:
    """Something still missing, and the page that mends it."""

    words: str
    address: str = ""


Events = Callable[[Sequence[UUID], Actor], Iterable[Event]]
Money = Callable[[Sequence[UUID], Actor], Iterable[Payment]]
Needs = Callable[[Sequence[UUID], Actor], Iterable[Need]]
Choices = Callable[[Actor, str], Iterable[tuple[str, str]]]


@dataclass(frozen=True)
class Contribution:
    """A kind of thing that hangs on threads. ``model`` is the label of its table (``decisions.Matter``), which has a ``uuid``."""

    kind: str
    title: str | Promise
    model: str
    icon: str = "file"
    events: Events | None = None
    money: Money | None = None
    needs: Needs | None = None
    address: Callable[[UUID], str] | None = None
    choices: Choices | None = None
    opens: str = ""

    def page(self, uuid: UUID, actor: Actor) -> str:
        """The thing's page for whom it opens; empty for who would be refused there."""
        return self.address(uuid) if self.address and (not self.opens or actor.may(self.opens)) else ""


@dataclass(frozen=True)
class Addition:
    """What a still higher room knows of things of a kind: payments made for a matter, say, which hang on its thread through it."""

    events: Events | None = None
    money: Money | None = None
    needs: Needs | None = None


_kinds: dict[str, Contribution] = {}
_added: dict[str, dict[str, Addition]] = {}


def contributes(
    kind: str, *, title: str | Promise, model: str, icon: str = "file", events: Events | None = None, money: Money | None = None,
    needs: Needs | None = None, address: Callable[[UUID], str] | None = None, choices: Choices | None = None, opens: str = "",
) -> Contribution:  # fmt: skip
    """Things of this kind may hang on threads from now on; the last word on a kind counts."""
    _kinds[kind] = Contribution(kind, title, model, icon, events, money, needs, address, choices, opens)
    return _kinds[kind]


def adds(room: str, kind: str, *, events: Events | None = None, money: Money | None = None, needs: Needs | None = None) -> None:
    """The room tells more of things of a kind that another room holds; its last word counts."""
    _added.setdefault(kind, {})[room] = Addition(events, money, needs)


def tellers(kind: str) -> list[Contribution | Addition]:
    """Everybody who tells of things of a kind: the room that holds them first."""
    return [*([_kinds[kind]] if kind in _kinds else []), *_added.get(kind, {}).values()]


def kinds() -> dict[str, Contribution]:
    """Every kind by its code, in the order of the rooms."""
    return dict(_kinds)


def forget(kind: str) -> None:
    """Take a kind back; for tests that register one of their own."""
    _kinds.pop(kind, None)
