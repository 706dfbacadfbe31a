"""Lists out of the house: .xlsx and .csv that any program opens, without formulas, masked unless a reveal was granted.

``write_export(columns, rows, file, title="党员名册", filters="白蕉镇，2019-12-16", printed_by="李*", on=now)``.
``columns`` are the same ``Column`` as on the way in; a row is a tuple in their order. Who may export what is decided before.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, BinaryIO

from qianxian.foundation.masks import mask_account, mask_identity, mask_name, mask_phone
from qianxian.foundation.sheets.inert import inert, looks, new_workbook, sheet_name
from qianxian.foundation.sheets.spec import Column
from qianxian.foundation.sheets.wording import in_english
from qianxian.foundation.sheets.wording import say as _

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook

_MASKS: dict[str, Callable[[str], str]] = {
    "identity_number": mask_identity,
    "phone": mask_phone,
    "bank_account": mask_account,
    "name": mask_name,
}
EARLIEST = date(1900, 3, 1)  # Excel believes in 1900-02-29: earlier days are written as text


def _text_of(column: Column, reveal: bool) -> Callable[[Any], str]:
    """How a cell of the column reads as inert text."""
    mask = _MASKS.get(column.kind, lambda text: "*" * min(len(text), 8)) if column.secret and not reveal else None
    labels = {code: names[1 if in_english() else 0] for code, names in column.choices.items()}
    yes, no = _("是"), _("否")

    def text(value: Any) -> str:
        if value is None:
            return ""
        if value is True or value is False:
            return yes if value else no
        if isinstance(value, datetime):
            return value.strftime("%Y-%m-%d %H:%M")
        if isinstance(value, Decimal) and not mask:
            return f"{value:.2f}" if column.kind == "money" else str(value)
        if not mask and value.__class__ in (int, float):
            return str(value)  # a negative number is a number, "-5" typed as a name is made inert
        plain = labels.get(value, value) if labels else value
        return inert(mask(str(plain)) if mask else plain)

    return text


def _number_of(value: Any) -> float | int | None:
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
        return None
    number = float(value)
    return number if number == number and abs(number) < 1e15 else None


FOOT = ("制表人：", "Prepared by: ")  # how the line begins, by which it is known again when an export comes back


def footer(printed_by: str, on: date | datetime, filters: str) -> str:
    """The line under a list: who made it, when, and what it covers."""
    when = on.strftime("%Y-%m-%d %H:%M" if isinstance(on, datetime) else "%Y-%m-%d")
    return _("制表人：%(by)s　制表时间：%(on)s　范围：%(filters)s") % {
        "by": printed_by,
        "on": when,
        "filters": filters or _("全部"),
    }


@dataclass(frozen=True)
class Part:
    """One sheet of a workbook of several: its title, its columns and its rows."""

    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Any]]


def write_export_parts(
    parts: Sequence[Part], fileobj: BinaryIO, *, title: str, filters: str, printed_by: str, on: date | datetime
) -> int:
    """Number of rows written over all sheets; each is set like the one of ``write_export``, and masked alike."""
    book = new_workbook(fileobj, title)
    look = looks(book)
    foot = footer(printed_by, on, filters)
    written = sum(_fill(book, look, part.title, f"{title}：{part.title}", part.columns, part.rows, foot, reveal=False) for part in parts)
    book.close()
    return written


def write_export(
    columns: Sequence[Column],
    rows: Iterable[Sequence[Any]],
    fileobj: BinaryIO,
    *,
    title: str,
    filters: str,
    printed_by: str,
    on: date | datetime,
    reveal: bool = False,
) -> int:
    """Number of rows written. Codes are text cells, money has two places, secret columns are masked unless ``reveal``.

    Row by row in constant memory: ``rows`` may be a server-side cursor.
    """
    book = new_workbook(fileobj, title)
    written = _fill(book, looks(book), title, title, columns, rows, footer(printed_by, on, filters), reveal=reveal)
    book.close()
    return written


def _fill(
    book: Workbook, look: dict[str, Any], name: str, title: str, columns: Sequence[Column], rows: Iterable[Sequence[Any]], foot: str, *, reveal: bool
) -> int:
    sheet = book.add_worksheet(sheet_name(name))
    texts = [_text_of(column, reveal) for column in columns]
    numeric = [column.kind in ("integer", "money") and not (column.secret and not reveal) for column in columns]
    formats = [{"integer": look["number"], "money": look["money"], "date": look["date"]}.get(c.kind, look["text"]) for c in columns]
    for i, column in enumerate(columns):
        sheet.set_column(i, i, column.width, formats[i])
    sheet.write_string(0, 0, inert(title), look["title"])
    for i, column in enumerate(columns):
        sheet.write_string(1, i, inert(column.heading), look["head_number" if numeric[i] else "head"])
    at = 1
    for row in rows:
        at += 1
        for i, value in enumerate(row):
            if value is None or value == "":
                continue
            if numeric[i] and (number := _number_of(value)) is not None:
                sheet.write_number(at, i, number, formats[i])
            elif columns[i].kind == "date" and isinstance(value, date) and not columns[i].secret and _as_day(value) >= EARLIEST:
                sheet.write_datetime(at, i, _as_day(value), formats[i])  # type: ignore[arg-type]
            else:
                sheet.write_string(at, i, texts[i](value), look["text"])
    written = at - 1
    sheet.freeze_panes(2, 1)
    if columns:
        sheet.autofilter(1, 0, max(at, 1), len(columns) - 1)
    sheet.write_string(at + 2, 0, inert(foot), look["quiet"])
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.repeat_rows(0, 1)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C&P / &N")
    return written


def _as_day(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value


def write_export_csv(
    columns: Sequence[Column],
    rows: Iterable[Sequence[Any]],
    fileobj: BinaryIO,
    *,
    title: str,
    filters: str,
    printed_by: str,
    on: date | datetime,
    reveal: bool = False,
) -> int:
    """Number of rows written, as UTF-8 with BOM; headings first, the footer line last, the same masks and protection."""
    texts = [_text_of(column, reveal) for column in columns]
    out = io.TextIOWrapper(fileobj, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerow([inert(column.heading) for column in columns])
    written = 0
    for row in rows:
        writer.writerow([text(value) for text, value in zip(texts, row, strict=True)])
        written += 1
    writer.writerow([])
    writer.writerow([inert(f"{title}　{footer(printed_by, on, filters)}")])
    out.flush()
    out.detach()  # the caller's file stays open
    return written
