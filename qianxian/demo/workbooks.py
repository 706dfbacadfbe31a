"""The example's workbooks: rows by column key, put under the headings that the rooms' own sheets declare.

Example: ``workbook("members", rows)`` is the .xlsx that an officer would upload. Two runs give the same cells, and the same bytes.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import io
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from qianxian.foundation.sheets import Column, Sheet, sheet_for
from qianxian.foundation.sheets.inert import inert, new_workbook, sheet_name

MADE_AT = dt.datetime(2019, 2, 25, 9, 0)  # noqa: DTZ001 - a file's property; keeps the bytes the same


def _cell(column: Column, value: Any) -> Any:
    if value is None or value == "":
        return None
    if column.kind == "enum":
        return column.choices[value][0]
    if column.kind == "bool":
        return "是" if value else "否"
    return value


def cells(sheet: Sheet, rows: Iterable[Mapping[str, Any]]) -> Iterator[list[Any]]:
    """The cells row by row in the order of the sheet's columns. Raises KeyError for a key that the sheet has no column for."""
    columns = {column.key: column for column in sheet.columns}
    for row in rows:
        if unknown := row.keys() - columns.keys():
            raise KeyError(f"{sheet.register}: {sorted(unknown)}")
        yield [_cell(column, row.get(key)) for key, column in columns.items()]


def workbook(register: str, rows: Iterable[Mapping[str, Any]]) -> bytes:
    """The register's workbook with one row each."""
    sheet, file = sheet_for(register), io.BytesIO()
    book = new_workbook(file, sheet.title_zh)
    book.set_properties({"title": sheet.title_zh, "author": "千线", "created": MADE_AT})
    page, date = book.add_worksheet(sheet_name(sheet.title_zh)), book.add_format({"num_format": "yyyy-mm-dd"})
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, column.width)
        page.write_string(0, place, column.heading_zh)
    for number, row in enumerate(cells(sheet, rows), 1):
        for place, value in enumerate(row):
            if value.__class__ is str:
                page.write_string(number, place, inert(value))
            elif value.__class__ is dt.date:
                page.write_datetime(number, place, value, date)
            elif value is not None:
                page.write_number(number, place, value)
    book.close()
    return file.getvalue()


def digest(register: str, rows: Iterable[Mapping[str, Any]]) -> str:
    """SHA-256 over the cells: the same plan gives the same digest."""
    seal = hashlib.sha256()
    for row in cells(sheet_for(register), rows):
        seal.update(repr(row).encode())
    return seal.hexdigest()
