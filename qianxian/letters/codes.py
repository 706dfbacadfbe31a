"""Numbers and codes of letters. HJ103210-2019-0001 is the first of 2019 of the village 440403103210; 103210-7KQ2-9MXB-4TRE is a code.

A code names its place, so that somebody without a login reads under the reach of that one place, and carries sixty random bits.
"""

from __future__ import annotations

import re
import unicodedata

from django.conf import settings
from django.urls import reverse

from qianxian.cases.receipts import ALPHABET, READ_AS, new_code
from qianxian.foundation.records import short_number
from qianxian.foundation.sealing import keyed_hash
from qianxian.letters.models import LetterNumber

BOOK = "HJ"
CODE = re.compile(rf"(\d{{6}})([{ALPHABET}]{{12}})")


def next_number(division_code: str, year: int) -> str:
    """The next number of the place's book; the book is locked until the transaction ends."""
    return short_number(LetterNumber, BOOK, division_code, year)


def fresh_code(division_code: str) -> str:
    """A code for a letter of the place."""
    return f"{division_code[6:]}-{new_code()}"


def read_code(typed: str, county_code: str) -> tuple[str, str]:
    """(keyed hash, place) of a code as somebody typed it; two empty texts where it is none."""
    signs = "".join(unicodedata.normalize("NFKC", typed).upper().split()).replace("—", "-").replace("–", "-")
    place, rest = signs[:6], signs[6:].translate(READ_AS)
    found = CODE.fullmatch(place + rest)
    return (keyed_hash(f"{place}:{found[2]}", kind="letter-code"), county_code[:6] + place) if found else ("", "")


def address_to_check(code: str) -> str:
    """The whole address that stands on the paper and in its QR code."""
    # Asked of this room's own addresses, which stand at the root: a job or a command line need not read those of every room and the API for it.
    return settings.PUBLIC_URL + reverse("verify_code", urlconf="qianxian.letters.urls", args=[code])
