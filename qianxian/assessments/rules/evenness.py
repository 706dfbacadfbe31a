"""Whether marks were given with one measure: spread, outliers, likes compared, drift. Numbers to look into, never a ranking or a verdict.

Example: one officer's sheets have the median 92, another's 81: the page says so before any grade is decided, and people talk.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from statistics import median

TENTH = Decimal("0.1")
LEAST_FOR_OUTLIERS = 4
WHISKER = Decimal("1.5")  # Tukey's rule: beyond one and a half times the middle half's width


@dataclass(frozen=True)
class Spread:
    """How many marks, from where to where, and their middle; one place, half up."""

    count: int
    lowest: Decimal
    middle: Decimal
    highest: Decimal


def _tenth(value: Decimal) -> Decimal:
    return Decimal(value).quantize(TENTH, ROUND_HALF_UP)


def spread_of(scores: Iterable[Decimal]) -> Spread | None:
    """The spread of the scores; None of none."""
    found = sorted(scores)
    return Spread(len(found), _tenth(found[0]), _tenth(median(found)), _tenth(found[-1])) if found else None


def spreads(scores: Iterable[tuple[str, Decimal]]) -> dict[str, Spread]:
    """The spread per group (assessor, village, size), in the order of the groups' names: never by height."""
    groups: dict[str, list[Decimal]] = {}
    for name, score in scores:
        groups.setdefault(name, []).append(score)
    return {name: spread for name in sorted(groups) if (spread := spread_of(groups[name])) is not None}


def outliers(scores: Mapping[str, Decimal]) -> list[str]:
    """Whose score lies far from the middle half of all, in the order given; nobody among fewer than four."""
    ordered = sorted(scores.values())
    if len(ordered) < LEAST_FOR_OUTLIERS:
        return []
    half = len(ordered) // 2
    low, high = Decimal(median(ordered[:half])), Decimal(median(ordered[-half:]))
    reach = WHISKER * (high - low)
    return [name for name, score in scores.items() if score < low - reach or score > high + reach]


@dataclass(frozen=True)
class Shift:
    """The share of one grade now and last year in percent of all graded, and how far it moved, in percentage points; one place each."""

    now: Decimal
    before: Decimal
    change: Decimal


def drift(now: Mapping[str, int], before: Mapping[str, int]) -> dict[str, Shift]:
    """How the share of each grade moves against last year, in the order of the keys; empty when last year is not known."""
    total, earlier = sum(now.values()), sum(before.values())
    if not total or not earlier:
        return {}
    found = {}
    for grade in dict.fromkeys([*now, *before]):
        here, there = Decimal(100 * now.get(grade, 0)) / total, Decimal(100 * before.get(grade, 0)) / earlier
        found[grade] = Shift(_tenth(here), _tenth(there), _tenth(here - there))
    return found
