"""The uploaded rows back again, each wrong one with 错误说明 beside it, so that it can be mended and uploaded as it is.

Rows and columns stay where they were: "第 7 行 B 列" in a message is the same cell here. The text is the person's own,
unmasked, as typed; formulas come back as text. A second sheet lists all errors.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, BinaryIO

from qianxian.foundation.sheets.headings import ERROR_HEADINGS, plain_heading
from qianxian.foundation.sheets.inert import inert, looks, new_workbook, sheet_name
from qianxian.foundation.sheets.parsing import Parsed
from qianxian.foundation.sheets.wording import say as _

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

ERRORS_SHEET = "错误清单"


def write_errors(parsed: Parsed, fileobj: BinaryIO) -> int:
    """Number of wrong rows. All rows come back in their order; wrong cells are coloured, the last column says why."""
    errors = parsed.sorted_errors()
    book = new_workbook(fileobj, parsed.sheet.title_zh)
    look = looks(book)
    page = book.add_worksheet(sheet_name(parsed.raw.sheet))
    listing = book.add_worksheet(ERRORS_SHEET if parsed.raw.sheet != ERRORS_SHEET else ERRORS_SHEET + "2")
    messages: dict[int, list[str]] = {}
    wrong_cells: set[tuple[int, str]] = set()
    for error in errors:
        name = error.column.split(" ", 1)[-1]
        messages.setdefault(error.row, []).append(f"{name}：{error.message}" if name else error.message)
        wrong_cells.add((error.row, error.key))
    _write_rows(parsed, page, look, messages, wrong_cells)
    _write_listing(parsed, listing, look)
    book.close()
    return len(messages)


def _write_rows(parsed: Parsed, page: Worksheet, look: dict[str, Any], messages: dict[int, list[str]], wrong: set[tuple[int, str]]) -> None:
    raw, head = parsed.raw, parsed.heading.row
    ours = {plain_heading(h) for h in ERROR_HEADINGS}
    kept = [(i, c) for i, c in enumerate(raw.columns) if plain_heading(c[head]) not in ours]
    key_of = {index: key for key, index in parsed.heading.place.items()}
    formulas = {(r, c): text for r, c, text in raw.formulas}
    faults = {(r, c): text for r, c, text in raw.faults}
    last = raw.left + (kept[-1][0] if kept else 0) + 1
    for index, _cells in kept:
        key = key_of.get(index)
        width = parsed.sheet.column(key).width if key else 14
        page.set_column(raw.left + index, raw.left + index, width)
    page.set_column(last, last, 60)
    page.freeze_panes(raw.top + head + 1, 0)
    page.autofilter(raw.top + head, raw.left, raw.top + len(raw.columns[0]) - 1, last)
    for r in range(len(raw.columns[0])):
        row = raw.top + r
        for index, cells in kept:
            at, value = raw.left + index, cells[r]
            key = key_of.get(index)
            is_wrong = r > head and (row + 1, key) in wrong
            format_ = look["head"] if r == head else look["wrong"] if is_wrong else look["text"]
            if formula := formulas.get((row, at)):
                page.write_string(row, at, inert(f"={formula}"), format_)
            elif fault := faults.get((row, at)):
                page.write_string(row, at, inert(fault), format_)
            elif value.__class__ is bool:
                page.write_string(row, at, "是" if value else "否", format_)
            elif value.__class__ in (int, float) and value == value and abs(value) != float("inf"):
                page.write_number(row, at, value, look["wrong"] if is_wrong else None)
            elif value != "" or is_wrong:
                page.write_string(row, at, inert(value), format_)
        if r == head:
            page.write_string(row, last, ERROR_HEADINGS[0], look["head_required"])
        elif row + 1 in messages:
            page.write_string(row, last, inert("；".join(messages[row + 1])), look["wrong_wrap"])


def _write_listing(parsed: Parsed, page: Worksheet, look: dict[str, Any]) -> None:
    for i, (heading, width) in enumerate(((_("行"), 8), (_("列"), 24), (_("错误说明"), 80))):
        page.set_column(i, i, width)
        page.write_string(0, i, heading, look["head"])
    page.freeze_panes(1, 0)
    for at, error in enumerate(parsed.errors, 1):
        page.write_number(at, 0, error.row, look["number"])
        page.write_string(at, 1, inert(error.column), look["text"])
        page.write_string(at, 2, inert(error.message), look["wrap"])
