"""The letter on paper: PDF, and Word from the template that an officer edits; with the code that anybody checks it by."""

from __future__ import annotations

import datetime as dt

from qianxian.foundation.papers.engine import Format, chinese_date, render
from qianxian.letters.models import Letter


def letter_paper(letter: Letter, *, number: str, verify_url: str, form: Format, on: dt.date) -> bytes:
    """The bytes of a letter issued on the day under this number; equal for equal facts."""
    facts = {
        "title": letter.title, "letter_no": number, "addressee": letter.addressee, "lines": list(letter.lines), "purpose": letter.purpose, "issuing_town": letter.issuer,
        "issued_on": chinese_date(on), "verify_url": verify_url,
    }  # fmt: skip
    return render("letter", facts, form, title=letter.title, dated=on)
