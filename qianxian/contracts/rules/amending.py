"""How far a contract may be changed without another decision: further than the share set, it goes back to who decided.

Example: a contract of 1,000,000 at 10 %: an addition of 100,000 needs no further certificate, one cent more does; two of 60,000 do too.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

PERCENT = Decimal(100)


@dataclass(frozen=True)
class Change:
    """One change of the amount in yuan, and whether it rests on a certificate of its own."""

    amount: Decimal
    certified: bool


def most_without_decision(original: Decimal, percent: Decimal) -> Decimal:
    """How much may be added in all without a new certificate, in yuan, rounded down to the cent."""
    return (original * percent / PERCENT).quantize(Decimal("0.01"), rounding="ROUND_DOWN")


def added_without_decision(changes: Iterable[Change]) -> Decimal:
    """What the changes without certificate of their own add up to, additions alone: taking away first does not make room."""
    return sum((max(change.amount, Decimal(0)) for change in changes if not change.certified), Decimal(0))


def needs_decision(original: Decimal, changes: Iterable[Change], amount: Decimal, percent: Decimal) -> bool:
    """Whether a further change of ``amount`` may only be signed on a new certificate."""
    if amount <= 0:
        return False
    return added_without_decision([*changes, Change(amount, certified=False)]) > most_without_decision(original, percent)


def total(original: Decimal, changes: Iterable[Change]) -> Decimal:
    """What the contract comes to with everything changed since, in yuan."""
    return original + sum((change.amount for change in changes), Decimal(0))
