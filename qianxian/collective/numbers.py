"""Numbers of members, rolls, parcels, assets, leases and distributions: CY-440403103210-2019-0007, gapless per village, kind and year."""

from __future__ import annotations

from qianxian.collective.models import CollectiveNumber
from qianxian.foundation.records import next_in_book

MEMBER, ROLL, PARCEL, ASSET, LEASE, DISTRIBUTION = "CY", "MC", "DK", "ZC", "ZL", "FP"


def next_number(kind: str, division_code: str, year: int) -> str:
    """The next number of the village's book; the book is locked until the transaction ends."""
    return f"{kind}-{division_code}-{year}-{next_in_book(CollectiveNumber, kind, division_code, year):04d}"
