"""Numbers of contracts: HT-440403103200-2019-0007, without gaps per village and year."""

from __future__ import annotations

from qianxian.contracts.models import ContractNumber
from qianxian.foundation.records import next_in_book


def next_number(division_code: str, year: int) -> str:
    """The next number of the village's book; the book is locked until the transaction ends."""
    return f"HT-{division_code}-{year}-{next_in_book(ContractNumber, 'HT', division_code, year):04d}"
