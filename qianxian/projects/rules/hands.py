"""Whose hands an acceptance may not be in: the builder's, and those that a payment passed through.

Example: who asked for the builder's money finds nothing good about his works that counts.
"""

from __future__ import annotations

from collections.abc import Iterable

PAYING_PARTS = ("handled_by", "approved_by", "booked_by", "paid_by")


def unfit(login: str, name: str, *, builder: Iterable[str], paying: Iterable[str], keepers: Iterable[str]) -> str:
    """Why the person may not accept: builder, payer or keeper; "" when he may."""
    if name and name in {"".join(one.split()) for one in builder if one}:
        return "builder"
    if login in set(paying):
        return "payer"
    return "keeper" if login in set(keepers) else ""
