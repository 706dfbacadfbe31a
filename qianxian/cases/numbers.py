"""Numbers of cases, short enough to be typed on a phone: BJ103210-2019-0001 is the first of 2019 in the village 440403103210."""

from __future__ import annotations

import re
import unicodedata

from qianxian.cases import books
from qianxian.cases.models import CaseNumber
from qianxian.foundation.records import short_number

BOOK = "BJ"
NUMBER = re.compile(r"([A-Z]{2})?(\d{6})-?(\d{4})-?(\d{4,6})")


def next_number(division_code: str, year: int) -> str:
    """The next number of the village's book; the book is locked until the transaction ends."""
    return short_number(CaseNumber, BOOK, division_code, year)


def read_number(typed: str, county_code: str) -> tuple[str, str]:
    """(number, village code) of what somebody typed: spaces, full-width signs and missing dashes do not matter; two empty texts when it is none.

    Without letters it is a case's; letters of no book are none.
    """
    text = "".join(unicodedata.normalize("NFKC", typed).upper().split()).replace("—", "-").replace("–", "-")
    found = NUMBER.fullmatch(text)
    if found is None or (found[1] or BOOK) not in books.known():
        return "", ""
    return f"{found[1] or BOOK}{found[2]}-{found[3]}-{found[4]}", county_code[:6] + found[2]
