"""Finds the row of headings and which column of the file holds which column of the sheet.

A title row above the headings is allowed (the first five rows are tried), their order is free, Chinese and English
are both known. A heading that the sheet does not know is an error, not a silence: its column would be lost unseen.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from qianxian.foundation.sheets.cells import half_width, trimmed
from qianxian.foundation.sheets.precheck import refusal
from qianxian.foundation.sheets.spec import Sheet
from qianxian.foundation.sheets.wording import say as _
from qianxian.foundation.sheets.wording import shown

SEARCH_ROWS = 5
ERROR_HEADINGS = ("错误说明", "What is wrong")  # ours, in a workbook sent back; read over when it is uploaded again
_ROW_LABELS = ("序号", "no.", "行号")


@dataclass(frozen=True)
class Heading:
    """``row`` indexes the raw rows; ``place`` maps column key → index of the raw column; faults are (index, code, message)."""

    row: int
    place: dict[str, int]
    faults: list[tuple[int | None, str, str, str]]


def plain_heading(value: Any) -> str:
    """A heading without blanks, case, and the mark of required columns."""
    text = half_width(trimmed([value]))[0]
    return "".join(text.split()).replace("(必填)", "").strip("*").lower()


def find(sheet: Sheet, columns: list[list[Any]]) -> Heading:
    """The heading row; FileRefused ``no_heading`` when none of the first five rows holds a known heading."""
    known = {}
    for column in sheet.columns:
        known[plain_heading(column.heading_zh)] = known[plain_heading(column.heading_en)] = column.key
    height = len(columns[0]) if columns else 0
    rows = [[plain_heading(c[r]) for c in columns] for r in range(min(SEARCH_ROWS, height))]
    scores = [len({known[h] for h in row if h in known}) for row in rows]
    best = max(scores, default=0)
    # one lucky word in a title is no heading row, unless the sheet itself is as narrow
    if best < min(2, len(sheet.columns)):
        raise refusal("no_heading")
    at = scores.index(best)
    return _match(sheet, columns, rows[at], at, known)


def _match(sheet: Sheet, columns: list[list[Any]], row: list[str], at: int, known: dict[str, str]) -> Heading:
    place: dict[str, int] = {}
    faults: list[tuple[int | None, str, str, str]] = []
    skipped = {plain_heading(h) for h in (*ERROR_HEADINGS, *_ROW_LABELS)}
    for index, heading in enumerate(row):
        key = known.get(heading)
        typed = shown(columns[index][at])
        if key and key in place:
            faults.append((index, typed, "heading_twice", _("表头「%(h)s」出现两次。删去多的一列") % {"h": typed}))
        elif key:
            place[key] = index
        elif heading and heading not in skipped:
            message = _("不认识表头「%(h)s」。改成模板里的表头，或删去这一列") % {"h": typed}
            faults.append((index, typed, "heading_unknown", message))
        elif not heading and any(c.__class__ is not str or c.strip() for c in columns[index][at + 1 :]):
            faults.append((index, "", "heading_blank", _("这一列有内容，没有表头。补上模板里的表头，或删去这一列")))
    for column in sheet.columns:
        if column.required and column.key not in place:
            message = _("缺少表头「%(h)s」。从模板里复制这一列的表头") % {"h": column.heading_zh}
            faults.append((None, column.heading, "heading_missing", message))
    return Heading(at, place, faults)
