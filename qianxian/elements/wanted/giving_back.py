"""The workbook given back: every visible sheet of it, each cell where it stood, what is merged merged again, what is held filled in and the rest marked."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from qianxian.accounts.rights import Permission as P
from qianxian.elements.models import DataElement, TaskUnit
from qianxian.elements.queries.holding import Standing, standings
from qianxian.elements.readers import held_by_readers, reader_of
from qianxian.elements.wanted.recognising import Asked, Place, asked_by, by_heading, known, said
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import FileRefused
from qianxian.foundation.sheets.cells import EXACT, written
from qianxian.foundation.sheets.inert import inert, looks, new_workbook, sheet_name
from qianxian.foundation.sheets.reading import Raw, read

MOST_ROWS, MOST_SHEETS, MOST_MERGED_CELLS = 5000, 8, 20_000
PLAIN_NUMBER = re.compile(r"-?[0-9]{1,14}(\.[0-9]{1,4})?")
Value = str | int | float
FILLED, MISSING, UNKNOWN = {"bg_color": "#E6F4EA"}, {"bg_color": "#FFF1C2"}, {"bg_color": "#FBE9E7"}


@dataclass(frozen=True)
class Filled:
    """The workbook given back, and how many cells were filled, are not held, and how many names were not recognised."""

    content: bytes
    filled: int
    missing: int
    unknown: int


@dataclass(frozen=True)
class _Page:
    """One sheet as it came, and what it asks; ``keys``: whom its words mean; ``held``: what is held of them by element and key; ``unseen``: what the role may not see."""

    raw: Raw
    rows: list[list[Any]]
    spans: dict[Place, Place]
    asked: Asked | None
    keys: Mapping[str, str | None]
    held: Mapping[tuple[int, str], Standing]
    unseen: frozenset[int] = frozenset()


def fill(source: Any, by: Actor, on: dt.date) -> Filled:
    """The table with what is held. Raises FileRefused for a file that is not read, or in which nothing is recognised."""
    first, named = read(source), by_heading()
    if len(first.others) >= MOST_SHEETS:
        raise FileRefused("too_many_sheets", _("一次最多 %(n)d 张工作表。请分开上传。") % {"n": MOST_SHEETS})
    pages = [_page(raw, named, by, on) for raw in (first, *(read(source, (name,)) for name in first.others))]
    if not any(page.asked for page in pages):
        raise FileRefused("no_heading", _("没有认出表头。表里要有一列「村名」「党组织」或「姓名」，其他列的名称和数据元一致；一村一表的，写明「村名」。"))
    return _written(pages)


def _page(raw: Raw, named: Mapping[str, Mapping[str, DataElement]], by: Actor, on: dt.date) -> _Page:
    rows = [list(row) for row in zip(*raw.columns, strict=True)]
    if len(rows) > MOST_ROWS:
        raise FileRefused("too_long", _("一次最多 %(n)d 行。请分开上传。") % {"n": MOST_ROWS})
    spans = _spans(raw)
    asked = asked_by(rows, spans, named)
    if asked is None:
        return _Page(raw, rows, spans, None, {}, {})
    if asked.subject == "person" and not (by.may(P.VIEW_MEMBERS) and by.may(P.EXPORT_LISTS)):
        raise FileRefused("persons", _("人员的表由有导出权限的组织干部来填。"))
    keys = known(asked.subject, set(asked.names.values()), by, on)
    wanted = list({element.pk: element for element, _word in asked.cells.values()}.values())
    seen = [e for e in wanted if not e.lives or by.may(getattr(reader_of(e.code), "permission", ""))]
    held = _held(asked.subject, seen, {key for key in keys.values() if key}, by, on)
    return _Page(raw, rows, spans, asked, keys, held, frozenset(e.pk for e in wanted if e not in seen))


def _spans(raw: Raw) -> dict[Place, Place]:
    """What is merged, from its first cell to its last, counted from the first used cell; each cell in one of them, and not too many."""
    found: dict[Place, Place] = {}
    taken: set[Place] = set()
    for r1, c1, r2, c2 in raw.merged:
        first, last = (r1 - raw.top, c1 - raw.left), (r2 - raw.top, c2 - raw.left)
        size = (r2 - r1 + 1) * (c2 - c1 + 1)
        if min(first) < 0 or size < 2 or len(taken) + size > MOST_MERGED_CELLS:
            continue
        cells = {(r, c) for r in range(first[0], last[0] + 1) for c in range(first[1], last[1] + 1)}
        if not cells & taken:
            taken |= cells
            found[first] = last
    return found


def _held(subject: str, seen: Sequence[DataElement], keys: Iterable[str], by: Actor, on: dt.date) -> dict[tuple[int, str], Standing]:
    """What is held of the elements that the actor's role may see, by element and key."""
    if subject == "village":
        return standings(seen, [TaskUnit(division_code=key) for key in keys], by, on)
    return {(e.pk, key): Standing(held, stale=False) for e in seen if e.lives for key, held in held_by_readers(e.code, keys, by, on).items()}


def _written(pages: Sequence[_Page]) -> Filled:
    out, filled, missing, unknown = io.BytesIO(), 0, 0, 0
    book = new_workbook(out, pages[0].raw.sheet, constant_memory=False)
    look = _looks(book)
    for page in pages:
        told = _cells(page)
        _draw(book.add_worksheet(sheet_name(page.raw.sheet)), page, told, look)
        looked_at = [name for _text, name in told.values()]
        filled += sum(1 for place, (value, _look) in told.items() if value != "" and _is_asked(page, place))
        missing += sum(1 for place, (value, _look) in told.items() if value == "" and _is_asked(page, place))
        unknown += looked_at.count("unknown")
    _explained(book, pages)
    book.close()
    return Filled(out.getvalue(), filled, missing, unknown)


def _looks(book: Any) -> dict[str, Any]:
    """The looks by name; for those that a number may have, the same with ``_number``, or a program that adds up would take it for words."""
    coloured = {"text": {}, "filled": FILLED, "missing": MISSING, "unknown": UNKNOWN}
    own = {name: book.add_format(spec | {"num_format": "@"}) for name, spec in coloured.items() if spec}
    return looks(book) | own | {f"{name}_number": book.add_format({**spec, "valign": "top"}) for name, spec in coloured.items()}


def _is_asked(page: _Page, place: Place) -> bool:
    """Whether the cell is a blank that asks for something of somebody who is known."""
    r, c = place
    blank = r >= len(page.rows) or c >= len(page.rows[r]) or not said(page.rows[r][c])
    return blank and page.asked is not None and place in page.asked.cells and bool(page.keys.get(page.asked.cells[place][1]))


def _cells(page: _Page) -> dict[Place, tuple[Value, str]]:
    """The words or the number and the look of every cell that says something or is asked for."""
    told: dict[Place, tuple[Value, str]] = {(r, c): (_as_it_came(cell), _look(page, (r, c))) for r, row in enumerate(page.rows) for c, cell in enumerate(row) if said(cell)}
    for place, (element, word) in page.asked.cells.items() if page.asked else ():
        if place in told or not (key := page.keys.get(word)):
            continue
        stand = page.held.get((element.pk, key))
        told[place] = (_as_held(element, stand.held.value) if stand else "", "filled" if stand and not stand.stale else "missing")
    return told


def _as_it_came(cell: Any) -> Value:
    """A number stays one, except where Excel has lost its last digits; everything else is words."""
    return cell if cell.__class__ in (int, float) and abs(cell) < EXACT else written(cell)


def _as_held(element: DataElement, value: str) -> Value:
    """What is held of an element that counts or measures as a number, if it reads as one."""
    counts = element.kind in (DataElement.Kind.NUMBER, DataElement.Kind.DECIMAL) and PLAIN_NUMBER.fullmatch(value)
    return (float(value) if "." in value else int(value)) if counts else value


def _look(page: _Page, place: Place) -> str:
    if page.asked and place in page.asked.names and not page.keys.get(page.asked.names[place]):
        return "unknown"
    return "head" if page.asked and place[0] in page.asked.heads else "text"


def _draw(sheet: Any, page: _Page, told: Mapping[Place, tuple[Value, str]], look: Mapping[str, Any]) -> None:
    top, left = page.raw.top, page.raw.left
    for first, last in page.spans.items():
        value, name = told.get(first, ("", "text"))
        sheet.merge_range(top + first[0], left + first[1], top + last[0], left + last[1], "", look[name])
        _put(sheet, top + first[0], left + first[1], value, name, look)
    for (r, c), (value, name) in told.items():
        if (r, c) not in page.spans:
            _put(sheet, top + r, left + c, value, name, look)


def _put(sheet: Any, row: int, column: int, value: Value, name: str, look: Mapping[str, Any]) -> None:
    if not isinstance(value, str):
        sheet.write_number(row, column, value, look[f"{name}_number" if f"{name}_number" in look else name])
    elif value:
        sheet.write_string(row, column, inert(value), look[name])
    else:
        sheet.write_blank(row, column, None, look[name])


def _explained(book: Any, pages: Sequence[_Page]) -> None:
    """A last sheet: what the colours mean, and where each element's values live."""
    taken = {page.raw.sheet for page in pages}
    page = book.add_worksheet(_("说明") if _("说明") not in taken else _("填表说明"))
    lines = [_("绿色：已掌握，自动填入。"), _("黄色：没有掌握，或已过有效期，请核对。"), _("红色：没有认出，或同名不止一个，不填。")]
    wanted = {element.pk: element for one in pages if one.asked for element, _word in one.asked.cells.values()}.values()
    unseen, not_yours = frozenset().union(*(one.unseen for one in pages)), _("（您的岗位看不到，请由村里或管这本台账的人来填）")
    lines += [f"{e.name}：{reader.lives_in if (reader := reader_of(e.code)) else _('填报一次')}{not_yours if e.pk in unseen else ''}" for e in wanted]
    for at, line in enumerate(lines):
        page.write_string(at, 0, inert(line))
