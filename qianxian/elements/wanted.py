"""A table that somebody wants filled: whose rows and which columns are known, what is held goes in, the rest is marked, and it is given back.

Example: columns 村名 and 路灯（盏） and two villages: the cell of the village that gave the number is filled (green), the other stays empty (yellow).
Cells that say something already are never touched. The file is read in the limited child of ``foundation.sheets``; what it refuses is refused here.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from qianxian.accounts.rights import Permission as P
from qianxian.divisions import queries as divisions
from qianxian.elements.models import DataElement, TaskUnit
from qianxian.elements.queries.holding import Standing, counting, standings
from qianxian.elements.queries.register import elements
from qianxian.elements.readers import held_by_readers, reader_of
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import FileRefused
from qianxian.foundation.sheets.cells import written
from qianxian.foundation.sheets.headings import plain_heading
from qianxian.foundation.sheets.inert import inert, looks, new_workbook
from qianxian.foundation.sheets.reading import Raw, read
from qianxian.organisations import queries as organisations
from qianxian.people import queries as people

KEYS = {
    "person": ("姓名",), "organisation": ("党组织", "党组织名称", "党组织全称", "党支部名称", "党组织代码"),
    "village": ("村", "村名", "村名称", "行政村", "社区", "村(社区)", "村(社区)名称", "村居", "单位", "单位名称", "填报单位", "区划代码"),
}  # fmt: skip
HEADING_ROWS, MOST_ROWS = 10, 5000
BRACKETS = re.compile(r"[(（][^()（）]*[)）]\Z")
FILLED, MISSING, UNKNOWN = {"bg_color": "#E6F4EA"}, {"bg_color": "#FFF1C2"}, {"bg_color": "#FBE9E7"}


@dataclass(frozen=True)
class Filled:
    """The workbook given back, and how many cells were filled, are not held, and how many rows were not recognised."""

    content: bytes
    filled: int
    missing: int
    unknown: int


@dataclass(frozen=True)
class _Plan:
    """Where the heading stands, which column names whom, and which columns ask for which element."""

    row: int
    subject: str
    key: int
    asks: dict[int, DataElement]


def fill(source: Any, by: Actor, on: dt.date) -> Filled:
    """The table with what is held. Raises FileRefused for a file that is not read, or in which nothing is recognised."""
    raw = read(source)
    rows = [list(row) for row in zip(*raw.columns, strict=True)]
    if len(rows) > MOST_ROWS:
        raise FileRefused("too_long", _("一次最多 %(n)d 行。请分开上传。") % {"n": MOST_ROWS})
    plan = _planned(rows, by)
    keys = {r: written(rows[r][plan.key]).strip() for r in range(plan.row + 1, len(rows))}
    known = _known(plan.subject, set(keys.values()) - {""}, by, on)
    held = _held(plan, {found for found in known.values() if found}, by, on)
    return _written(raw, rows, plan, {r: known.get(key) for r, key in keys.items() if key}, held)


def _planned(rows: Sequence[Sequence[Any]], by: Actor) -> _Plan:
    """The heading row that names most elements of one subject, beside a column that says whose row it is."""
    named = {subject: {plain_heading(e.name): e for e in elements(subject=subject)} for subject in KEYS}
    best: _Plan | None = None
    for at, row in enumerate(rows[:HEADING_ROWS]):
        headings = [plain_heading(cell).replace("（", "(").replace("）", ")") for cell in row]
        for subject, words in KEYS.items():
            key = next((c for word in words for c, heading in enumerate(headings) if heading == word), None)
            if key is None:
                continue
            asks = {c: e for c, heading in enumerate(headings) if c != key and (e := _element(named[subject], heading))}
            if asks and (best is None or len(asks) > len(best.asks)):
                best = _Plan(at, subject, key, asks)
    if best is None:
        raise FileRefused("no_heading", _("没有认出表头。表里要有一列「村名」「党组织」或「姓名」，其他列的名称和数据元一致。"))
    if best.subject == "person" and not (by.may(P.VIEW_MEMBERS) and by.may(P.EXPORT_LISTS)):
        raise FileRefused("persons", _("人员的表由有导出权限的组织干部来填。"))
    return best


def _element(named: Mapping[str, DataElement], heading: str) -> DataElement | None:
    found = named.get(heading) or named.get(heading.replace("(", "（").replace(")", "）")) or named.get(BRACKETS.sub("", heading))
    return counting(found) if found else None


def _known(subject: str, words: set[str], by: Actor, on: dt.date) -> dict[str, str | None]:
    """The subject's key for each word within reach; None where two or more bear it."""
    pairs: list[tuple[str, str]] = []
    if subject == "village":
        pairs = [(word, d.code) for d in divisions.villages(on, by) for word in {d.name, d.official_name, d.code}]
    elif subject == "organisation":
        pairs = [(word, o.code) for o in organisations.organisations_on(by, on) for word in {o.name, o.short_name, o.code}]
    else:
        pairs = [(p.name, str(p.uuid)) for p in people.people(by).filter(name__in=words)]
    found: dict[str, str | None] = {}
    for word, key in pairs:
        if word in words:
            found[word] = key if found.get(word, key) == key else None
    return found


def _held(plan: _Plan, keys: Iterable[str], by: Actor, on: dt.date) -> dict[tuple[int, str], Standing]:
    """What the actor's role may see of what is held, by element and key."""
    seen = [e for e in plan.asks.values() if not e.lives or by.may(getattr(reader_of(e.code), "permission", ""))]
    if plan.subject == "village":
        return standings(seen, [TaskUnit(division_code=key) for key in keys], by, on)
    return {(e.pk, key): Standing(held, stale=False) for e in seen if e.lives for key, held in held_by_readers(e.code, keys, by, on).items()}


def _written(raw: Raw, rows: Sequence[Sequence[Any]], plan: _Plan, known: Mapping[int, str | None], held: Mapping[tuple[int, str], Standing]) -> Filled:
    out, filled, missing = io.BytesIO(), 0, 0
    book = new_workbook(out, raw.sheet, constant_memory=False)
    page, look = book.add_worksheet(), looks(book)
    formats = {name: book.add_format(spec | {"num_format": "@"}) for name, spec in (("filled", FILLED), ("missing", MISSING), ("unknown", UNKNOWN))}
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            stand = held.get((plan.asks[c].pk, known[r] or "")) if r in known and c in plan.asks else None
            empty = not written(cell).strip()
            if r in known and c in plan.asks and known[r] and empty:
                filled, missing = filled + bool(stand), missing + (not stand)
                mark = formats["filled" if stand and not stand.stale else "missing"]
                page.write_string(r, c, inert(stand.held.value), mark) if stand else page.write_blank(r, c, None, mark)
            elif r in known and c == plan.key and not known[r]:
                page.write_string(r, c, inert(written(cell)), formats["unknown"])
            elif not empty:
                page.write_string(r, c, inert(written(cell)), look["head" if r == plan.row else "text"])
    _explained(book, plan)
    book.close()
    return Filled(out.getvalue(), filled, missing, sum(1 for found in known.values() if not found))


def _explained(book: Any, plan: _Plan) -> None:
    """A second sheet: what the colours mean, and where each column's values live."""
    page = book.add_worksheet(_("说明"))
    lines = [_("绿色：已掌握，自动填入。"), _("黄色：没有掌握，或已过有效期，请核对。"), _("红色：没有认出，或同名不止一个，不填。")]
    lines += [f"{e.name}：{reader.lives_in if (reader := reader_of(e.code)) else _('填报一次')}" for e in plan.asks.values()]
    for at, line in enumerate(lines):
        page.write_string(at, 0, inert(line))
