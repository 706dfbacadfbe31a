"""The paper that an applicant takes home: receipt, and the one notice of what is missing. Wording is Chinese by office and is not translated."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from qianxian.foundation.papers.engine import render


def case_receipt(facts: Mapping[str, Any], *, dated: dt.date) -> bytes:
    """受理回执, or 一次性告知单 where papers are missing, as PDF with the code that opens 查进度."""
    title = "收件回执和一次性告知单" if facts["missing"] else "收件回执"
    return render("case_receipt", facts, "pdf", title=title, dated=dated)
