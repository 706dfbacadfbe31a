"""Text that no spreadsheet program takes for a formula, and one look for every workbook that leaves the house.

``inert("=1+1")`` → ``"'=1+1"``. Every text cell written by this engine goes through it (trust.md: formula in an export).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, BinaryIO

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook

DANGEROUS = frozenset("=+-@\t\r\n|＝＋－＠﹢﹣﹦﹫")
LONGEST = 32_000  # Excel takes 32,767; a longer text would be left out silently
_UNWRITABLE = re.compile(r"[\ud800-\udfff\ufffe\uffff\x00-\x08\x0b\x0c\x0e-\x1f]")

BRAND, HEAD, REQUIRED, WRONG, QUIET = "#8C1C13", "#EEF1F4", "#FBE9E7", "#FFF1C2", "#6B7280"


def inert(value: Any) -> str:
    """The value as text, with ' before anything a program might run; characters no file can hold are left out."""
    text = _UNWRITABLE.sub("", str(value))
    if text and (text[0] in DANGEROUS or text.lstrip()[:1] in DANGEROUS):
        text = "'" + text
    return text[:LONGEST]


def sheet_name(title: str) -> str:
    """The title as Excel allows it for a sheet: no []:*?/\\ and at most 31 characters."""
    return re.sub(r"[\[\]:*?/\\]", " ", title).strip(" '")[:31] or "Sheet1"


def new_workbook(fileobj: BinaryIO, title: str, *, constant_memory: bool = True) -> Workbook:
    """A workbook that never turns text into formulas, links or numbers; close it to write the file."""
    import xlsxwriter  # 14 MB that a process which only reads workbooks never needs

    options = {
        "constant_memory": constant_memory,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "nan_inf_to_errors": True,
        "default_date_format": "yyyy-mm-dd",
    }
    book = xlsxwriter.Workbook(fileobj, options)
    book.set_properties({"title": title, "author": "千线"})
    return book


def looks(book: Workbook) -> dict[str, Any]:
    """The cell formats by name."""
    text = {"num_format": "@", "valign": "top"}
    head = {"bold": True, "bg_color": HEAD, "bottom": 1, "text_wrap": True, "valign": "vcenter", "num_format": "@"}
    wanted = {
        "title": {"bold": True, "font_size": 14, "font_color": BRAND},
        "head": head,
        "head_required": head | {"bg_color": REQUIRED, "font_color": BRAND},
        "head_number": head | {"align": "right"},
        "text": text,
        "wrap": text | {"text_wrap": True},
        "wrong": text | {"bg_color": WRONG},
        "wrong_wrap": text | {"bg_color": WRONG, "text_wrap": True, "font_color": BRAND},
        "date": {"num_format": "yyyy-mm-dd", "align": "left", "valign": "top"},
        "number": {"num_format": "0", "align": "right", "valign": "top"},
        "money": {"num_format": "#,##0.00", "align": "right", "valign": "top"},
        "quiet": {"font_color": QUIET, "num_format": "@"},
    }
    return {name: book.add_format(spec) for name, spec in wanted.items()}
