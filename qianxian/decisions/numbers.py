"""Numbers of matters, resolutions, certificates and power cases: SX-440403103200-2019-0007, gapless per village, kind and year.

Taken inside the command's transaction under a row lock, so a command that fails gives its number back.
"""

from __future__ import annotations

from qianxian.decisions.models import MatterNumber
from qianxian.foundation.records import next_in_book

MATTER, RESOLUTION, CERTIFICATE, POWER = "SX", "JY", "PZ", "QL"


def next_number(kind: str, division_code: str, year: int) -> str:
    """The next number of the village's book; the book is locked until the transaction ends."""
    return f"{kind}-{division_code}-{year}-{next_in_book(MatterNumber, kind, division_code, year):04d}"
