"""From an uploaded workbook to checked columns: the whole way in, short of the database.

``parsed = parse(sheet_for("members"), upload, on=clock.today())`` → ``parsed.columns["name"]``, ``parsed.errors``.
Rooms add what only the register knows with ``parsed.fault(index, key, code, message)``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from qianxian.foundation.sheets import checks, headings, reading
from qianxian.foundation.sheets.cells import formula_like, normalise, trimmed
from qianxian.foundation.sheets.export import FOOT
from qianxian.foundation.sheets.precheck import Source, refusal
from qianxian.foundation.sheets.spec import EMPTY_IS_NONE, Sheet
from qianxian.foundation.sheets.wording import say as _


class CellError(NamedTuple):
    """One fault where the person finds it: sheet name, row as Excel counts, "B 身份证号码", code, and what to do."""

    sheet: str
    row: int
    column: str
    code: str
    message: str
    key: str = ""

    def as_json(self) -> dict[str, Any]:
        """The five fields of the import contract."""
        return {
            "sheet": self.sheet,
            "row": self.row,
            "column": self.column,
            "code": self.code,
            "message": self.message,
        }


def letters(index: int) -> str:
    """Excel's name of a column counted from 0: 0 → A, 26 → AA."""
    out = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        out = chr(65 + rest) + out
    return out


@dataclass
class Parsed:
    """A file after all checks that need no database.

    ``columns`` holds every key of the sheet, each as long as ``row_numbers``; blank text kinds are "", other blanks None;
    a wrong cell is blank too and stands in ``errors``. ``absent`` names optional columns the file does not have at all:
    the register's own values must then stay. ``raw`` keeps the cells as typed for the workbook sent back.
    """

    sheet: Sheet
    raw: reading.Raw
    heading: headings.Heading
    columns: dict[str, list[Any]]
    row_numbers: list[int]
    absent: frozenset[str]
    errors: list[CellError] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.row_numbers)

    def rows(self) -> Iterator[tuple[Any, ...]]:
        """One tuple per row, in the order of the sheet's columns."""
        return zip(*(self.columns[c.key] for c in self.sheet.columns), strict=True)

    def fault(self, index: int, key: str, code: str, message: str) -> None:
        """Adds a fault of the row with that index (into ``columns``); ``key`` may be "" for the row as a whole."""
        self.fault_at(self.row_numbers[index], key, code, message)

    def fault_at(self, row: int, key: str, code: str, message: str) -> None:
        """Adds a fault of the row that Excel numbers so."""
        self.errors.append(CellError(self.raw.sheet, row, self.column_name(key), code, str(message), key))

    def column_name(self, key: str) -> str:
        """ "B 身份证号码" as the file has it; the heading alone when the file lacks the column."""
        if not key:
            return ""
        heading = self.sheet.column(key).heading
        if key not in self.heading.place:
            return heading
        return f"{letters(self.raw.left + self.heading.place[key])} {heading}"

    def sorted_errors(self) -> list[CellError]:
        """The errors by row, then from left to right; also kept so in ``errors``."""
        place = self.heading.place
        self.errors.sort(key=lambda e: (e.row, place.get(e.key, -1)))
        return self.errors

    def wrong_rows(self) -> set[int]:
        """Row numbers, as Excel counts, that have at least one error."""
        return {e.row for e in self.errors}


def parse(sheet: Sheet, source: Source, *, on: date | None = None) -> Parsed:
    """The file's rows in the sheet's kinds with every fault found; FileRefused for a file that is not read at all.

    ``on`` is the business day: identity numbers born later are wrong. A wrong row never stops the others.
    """
    raw = reading.read(source, (sheet.title_zh, sheet.title_en))
    heading = headings.find(sheet, raw.columns)
    first = heading.row + 1
    body = [column[first:] for column in raw.columns]
    numbers = list(range(raw.top + first + 1, raw.top + first + 1 + len(body[0])))
    if blank := _blank_rows(body) | _foot_rows(body):
        keep = [i for i in range(len(numbers)) if i not in blank]
        body = [[column[i] for i in keep] for column in body]
        numbers = [numbers[i] for i in keep]
    if not numbers:
        raise refusal("no_rows")
    absent = frozenset(c.key for c in sheet.columns if c.key not in heading.place)
    parsed = Parsed(sheet, raw, heading, {}, numbers, absent)
    for index, typed, code, message in heading.faults:
        name = f"{letters(raw.left + index)} {typed}".strip() if index is not None else typed
        parsed.errors.append(CellError(raw.sheet, raw.top + first, name, code, message))
    wrong = _special_cells(parsed)
    _fill_columns(parsed, body, wrong, on)
    _check_rows(parsed, wrong)
    parsed.sorted_errors()
    return parsed


def _blank_rows(body: list[list[Any]]) -> set[int]:
    blank = list(range(len(body[0])))
    for column in sorted(body, key=lambda column: column.count("")):  # the fullest column rules out the most
        cells = column if len(blank) == len(column) else [column[i] for i in blank]
        blank = [i for i, v in zip(blank, cells, strict=True) if v.__class__ is str and not v.isalnum() and _is_blank(v)]
        if not blank:
            break
    return set(blank)


def _foot_rows(body: list[list[Any]]) -> set[int]:
    """Rows that hold nothing but the line under a list of ours (``export.footer``): an export is edited and comes back as it is."""
    first = [i for i, value in enumerate(body[0]) if value.__class__ is str and value.startswith(FOOT)]
    return {i for i in first if all(column[i] == "" for column in body[1:])}


def _is_blank(text: str) -> bool:
    return not text or ((text.isspace() or not text.isprintable()) and not trimmed([text])[0])


def _special_cells(parsed: Parsed) -> dict[str, set[int]]:
    """Notes formulas, Excel's error values and merged cells; gives the indexes of wrong rows by column key."""
    raw, heading_row = parsed.raw, parsed.raw.top + parsed.heading.row
    key_at = {raw.left + index: key for key, index in parsed.heading.place.items()}
    index_of = {number: i for i, number in enumerate(parsed.row_numbers)}
    wrong: dict[str, set[int]] = {c.key: set() for c in parsed.sheet.columns}

    def note(row: int, column: int, code: str, message: str) -> None:
        key = key_at.get(column)
        if key is None or row < heading_row:
            return
        index = index_of.get(row + 1, -1)
        if index not in wrong[key] or index == -1:
            wrong[key].add(index)
            parsed.fault_at(row + 1, key, code, message)

    for row, column, _text in raw.formulas:
        note(row, column, "formula", str(formula_like()))
    for row, column, value in raw.faults:
        note(row, column, "excel_error", _("这一格是 Excel 的错误值 %(value)s。填写真实的内容") % {"value": value})
    for top, left, bottom, right in raw.merged:
        if bottom > heading_row and top >= heading_row:
            for column in range(left, min(right, left + 200) + 1):
                note(top, column, "merged", _("这里有合并的单元格。取消合并，每一行都填上"))
    return wrong


def _fill_columns(parsed: Parsed, body: list[list[Any]], wrong: dict[str, set[int]], on: date | None) -> None:
    for column in parsed.sheet.columns:
        key, empty = column.key, None if column.kind in EMPTY_IS_NONE else ""
        if key not in parsed.heading.place:
            parsed.columns[key] = [empty] * len(parsed)
            continue
        mine = wrong[key]

        def note(index: int, code: str, message: str, key: str = key, mine: set[int] = mine) -> None:
            if index not in mine:
                mine.add(index)
                parsed.fault(index, key, code, message)

        cells = body[parsed.heading.place[key]]
        values = normalise(column, cells, note, on=on, date1904=parsed.raw.date1904)
        if column.required and empty in values:
            for i, value in enumerate(values):
                if value == empty and i not in mine:
                    note(i, "required", _("没有填写%(heading)s。这一格必须填") % {"heading": column.heading})
        for i in mine:
            if i >= 0:
                values[i] = empty
        parsed.columns[key] = values


def _check_rows(parsed: Parsed, wrong: dict[str, set[int]]) -> None:
    for i, key, code, message in checks.duplicates(parsed.sheet, parsed.columns, parsed.row_numbers, wrong):
        parsed.fault(i, key, code, message)
    for check in parsed.sheet.row_checks:
        for i, key, code, message in check(parsed.columns):
            if i not in wrong[key]:
                parsed.fault(i, key, code, message)
