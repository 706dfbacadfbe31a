"""What the rooms above put onto a village's disclosure sheet beside its money: figures fixed with the sheet, words chosen when it is shown.

Example: ``adds("collective", gather, shown)``; ``gather(division_code, first, end)`` gives plain JSON or {}, ``shown(kept)`` a title and lines of (words, figure).
Totals only: no name of a member ever goes onto a sheet.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

Gather = Callable[[str, dt.date, dt.date], dict[str, Any]]
Shown = Callable[[dict[str, Any]], tuple[str, list[tuple[str, str]]]]
_SECTIONS: dict[str, tuple[Gather, Shown]] = {}


def adds(key: str, gather: Gather, shown: Shown) -> None:
    """Register a section; asked when a sheet is prepared and when it is read."""
    _SECTIONS[key] = (gather, shown)


def gathered(division_code: str, first: dt.date, end: dt.date) -> dict[str, Any]:
    """Every section's figures for a village and a period; empty ones left out."""
    found = {key: gather(division_code, first, end) for key, (gather, _shown) in _SECTIONS.items()}
    return {key: kept for key, kept in found.items() if kept}


def sections(content: dict[str, Any]) -> list[tuple[str, list[tuple[str, str]]]]:
    """The sections a sheet keeps, in the reader's language."""
    return [shown(content[key]) for key, (_gather, shown) in _SECTIONS.items() if content.get(key)]
