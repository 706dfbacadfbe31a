"""Numbers of papers and files: 斗镇聘〔2019〕28号, gapless per town and year.

The number is taken inside the command's transaction under a row lock, so a command that fails gives its number back.
"""

from __future__ import annotations

import datetime as dt

from qianxian.divisions.models import Division
from qianxian.engagements.models import NumberBook
from qianxian.foundation.records import next_in_book

TOWN_WORDS = {"subdistrict": "街", "county": "区"}


def next_number(kind: str, division_code: str, year: int) -> int:
    """The next number of the book of that place, kind and year; the book is locked until the transaction ends."""
    return next_in_book(NumberBook, kind, division_code, year)


def town_of(division_code: str) -> str:
    """The 12-digit code of the town (or county) above a place."""
    return division_code[:6] + "000000" if division_code[6:] == "000000" else division_code[:9] + "000"


def letter_head(town_code: str, on: dt.date) -> str:
    """The town's short mark in document numbers: 斗镇 for 斗门镇, 白街 for 白藤街道."""
    town = Division.objects.filter(code=town_code, valid__contains=on).first()
    if town is None:
        return ""
    return town.name[:1] + TOWN_WORDS.get(town.kind, "镇")


def document_number(kind: str, word: str, division_code: str, on: dt.date) -> str:
    """A document number of the town for the year of ``on``: head, word, year in 〔〕, number."""
    town = town_of(division_code)
    return f"{letter_head(town, on)}{word}〔{on.year}〕{next_number(kind, town, on.year)}号"


def file_number(kind: str, division_code: str, on: dt.date) -> str:
    """A file number such as XP-440403103-2019-0012 (kind, place, year, number)."""
    town = town_of(division_code)
    place = town[:6] if town[6:] == "000000" else town[:9]
    return f"{kind}-{place}-{on.year}-{next_number(kind, town, on.year):04d}"
