"""Numbers of projects and assets: GC-440403103200-2019-0003, ZC-…, without gaps per village and year."""

from __future__ import annotations

from qianxian.foundation.records import next_in_book
from qianxian.projects.models import ProjectNumber

PROJECT, ASSET = "GC", "ZC"


def next_number(kind: str, division_code: str, year: int) -> str:
    """The next number of the village's book; the book is locked until the transaction ends."""
    return f"{kind}-{division_code}-{year}-{next_in_book(ProjectNumber, kind, division_code, year):04d}"
