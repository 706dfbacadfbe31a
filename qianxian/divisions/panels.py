"""What higher rooms show on a place's page, offered from above so that this room imports none of them.

Example: ``offer_panel(centre_panel)`` where ``centre_panel(actor, code, on)`` gives ``Panel("党群服务中心", rows)`` or None.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field

from qianxian.foundation.actor import Actor


@dataclass(frozen=True)
class Line:
    """One line of a panel: words, address, and a short fact beside it."""

    title: str
    url: str = ""
    fact: str = ""


@dataclass(frozen=True)
class Panel:
    """One panel with its lines; ``more_url`` leads to the whole list."""

    title: str
    lines: list[Line] = field(default_factory=list)
    more_url: str = ""
    more: str = ""


Offer = Callable[[Actor, str, dt.date], "Panel | None"]
_offers: list[Offer] = []


def offer_panel(offer: Offer) -> Offer:
    """The offer, asked from now on for each place's page."""
    if offer not in _offers:
        _offers.append(offer)
    return offer


def panels_of(actor: Actor, code: str, on: dt.date) -> list[Panel]:
    """The panels of a place, in the order in which they were offered."""
    return [panel for offer in _offers if (panel := offer(actor, code, on))]
