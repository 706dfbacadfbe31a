"""The books of numbers that the one door 查进度 opens: cases, and what higher rooms add, each with how its receipt is asked and answered.

Example, in the ``ready`` of a room's AppConfig: ``books.opens("SQ", pages.progress_by_receipt)``. Whatever finds nothing answers None, and every
None looks alike on the page.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from qianxian.foundation.actor import Actor

#: (who asks, number, proof, the day) → what the page shows, or None.
Shows = Callable[[Actor, str, str, dt.date], dict[str, Any] | None]
_books: dict[str, Shows] = {}


def opens(letters: str, shows: Shows) -> None:
    """Numbers that begin with these letters are answered so; the last word counts."""
    _books[letters] = shows


def known() -> tuple[str, ...]:
    """The letters of every book."""
    return tuple(_books)


def shown(by: Actor, number: str, proof: str, on: dt.date) -> dict[str, Any] | None:
    """What the holder of the receipt may read; None for an unknown book as for a wrong proof."""
    shows = _books.get(number[:2])
    return shows(by, number, proof, on) if shows else None
