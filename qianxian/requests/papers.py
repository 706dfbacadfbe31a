"""The paper that somebody takes home who told something at the window. Wording is Chinese by office and is not translated."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from qianxian.foundation.papers.engine import render


def request_receipt(facts: Mapping[str, Any], *, dated: dt.date) -> bytes:
    """诉求回执 as PDF with the code that opens 查进度."""
    return render("request_receipt", facts, "pdf", title="诉求回执", dated=dated)
