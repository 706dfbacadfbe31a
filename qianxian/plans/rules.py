"""Does a number agree with what the article says of it: 多, 近, 约, 超过, 不超过. Pure; no database, no clock.

Example: ``agrees(1260, 1200, "approx+")`` is True, ``agrees(1200, 1200, "approx+")`` False: 多 means strictly more.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

#: How far 约, 近 and 左右 may lie from the article's value.
NEARLY = Decimal("0.05")


def round_step(value: Decimal) -> Decimal:
    """The step to the next round number: one in the last place that is not zero (1200 → 100, 5500 → 100, 2,000,000 → 1,000,000)."""
    digits = value.normalize().as_tuple()
    return Decimal(1).scaleb(int(digits.exponent))


def _range(value: Decimal, article: Any) -> bool:
    first, last = (Decimal(end) for end in str(article).split("–"))
    return first <= value <= last


TESTS: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "exact": lambda value, article: value == article,
    "approx": lambda value, article: abs(value - article) <= article * NEARLY,
    "approx+": lambda value, article: article < value < article + round_step(article),
    "approx−": lambda value, article: article * (1 - NEARLY) <= value < article,
    # the article's sentences say 超过 and 多, never 不低于, where it is plainly "lower"
    "lower": lambda value, article: value > article,
    "upper": lambda value, article: value <= article,
    "lower, approx": lambda value, article: value >= article * (1 - NEARLY),
}


def agrees(value: Any, article: Any, qualifier: str) -> bool:
    """True when the value is what the article says with that qualifier. Texts agree when equal. KeyError for an unknown qualifier."""
    if qualifier == "range":
        return _range(Decimal(str(value)), article)
    if isinstance(article, str):
        return str(value) == article
    return TESTS[qualifier](Decimal(str(value)), Decimal(str(article)))
