"""The A4 card and the A3 wall sheet of a centre: plain facts in, PDF bytes out. Wording is Chinese by office and is not translated."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from qianxian.foundation.papers.engine import render

TITLES = {"card": "便民卡", "wall": "公示牌"}


def hall_sheet(facts: Mapping[str, Any], *, kind: str, dated: dt.date) -> bytes:
    """The card (A4) or the wall sheet (A3, letters of 22 points and more) as PDF. Raises KeyError for another kind."""
    return render(f"hall_{kind}", facts, "pdf", title=f"{facts['name']}　{TITLES[kind]}", dated=dated)
