"""Which cells of a sheet ask for which element, and of whom: a list with its headings in one or two rows, or a card of labels with blanks beside them.

Example: 村名 merged over two rows beside 基本情况 over 户籍人口 and 户数 is read as the columns 村名, 户籍人口, 户数; in a card, the blank to the right of
户籍人口 is that of the village whose name stands to the right of 村名. What it means is decided here; what is held is looked up by ``giving_back``.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from qianxian.divisions import queries as divisions
from qianxian.elements.models import DataElement
from qianxian.elements.queries.holding import counting
from qianxian.elements.queries.register import elements
from qianxian.foundation.actor import Actor
from qianxian.foundation.sheets.cells import written
from qianxian.foundation.sheets.headings import plain_heading
from qianxian.organisations import queries as organisations
from qianxian.people import queries as people

KEYS = {
    "person": ("姓名",), "organisation": ("党组织", "党组织名称", "党组织全称", "党支部名称", "党组织代码"),
    "village": ("村", "村名", "村名称", "行政村", "社区", "村(社区)", "村(社区)名称", "村居", "单位", "单位名称", "填报单位", "区划代码"),
}  # fmt: skip
HEADING_ROWS = 10
HEADS_ABOVE = 2  # a heading merged over the rows of its neighbours' parts stands in the uppermost of them
BRACKETS = re.compile(r"[(（][^()（）]*[)）]\Z")
AMONG_THEM = re.compile(r"\A(其中)?[:：]?")
#: How the committee of a village or community is called after its name.
COMMITTEES = {"村": ("村委会", "村民委员会"), "社区": ("社区居委会", "社区居民委员会")}

Place = tuple[int, int]
Named = Mapping[str, Mapping[str, DataElement]]


@dataclass(frozen=True)
class Asked:
    """What one sheet asks: of which subject, which cells of whom for which element, the cells that name somebody, and the rows of headings."""

    subject: str
    cells: dict[Place, tuple[DataElement, str]]
    names: dict[Place, str]
    heads: frozenset[int] = field(default_factory=frozenset)


def by_heading() -> dict[str, dict[str, DataElement]]:
    """The elements of each subject by their names as headings are compared."""
    return {subject: {plain_heading(e.name): e for e in elements(subject=subject)} for subject in KEYS}


def asked_by(rows: Sequence[Sequence[Any]], spans: Mapping[Place, Place], named: Named) -> Asked | None:
    """What the sheet asks; None where nothing in it is known. ``spans``: the last cell of what is merged, by its first."""
    return _list(rows, named) or _card(rows, spans, named)


def _list(rows: Sequence[Sequence[Any]], named: Named) -> Asked | None:
    """The heading row that names most elements of one subject, beside a column that says whose row it is."""
    best: tuple[int, str, int, dict[int, DataElement]] | None = None
    for at in range(min(HEADING_ROWS, len(rows))):
        headings = [_heading(rows, at, c)[1] for c in range(len(rows[at]))]
        for subject, words in KEYS.items():
            key = next((c for word in words for c, heading in enumerate(headings) if heading == word), None)
            asks = {} if key is None else {c: e for c, heading in enumerate(headings) if c != key and (e := _element(named[subject], heading))}
            if asks and (best is None or len(asks) > len(best[3])):
                best = (at, subject, key, asks)
    if best is None:
        return None
    at, subject, key, asks = best
    names = {(r, key): word for r in range(at + 1, len(rows)) if (word := said(rows[r][key]))}
    cells = {(r, c): (element, word) for (r, _key), word in names.items() for c, element in asks.items()}
    return Asked(subject, cells, names, frozenset(_heading(rows, at, c)[0] for c in (key, *asks)))


def _heading(rows: Sequence[Sequence[Any]], at: int, c: int) -> tuple[int, str]:
    """The row and the words of the column's heading: in this row, or above it where the cell is blank because the heading reaches down to it."""
    for r in range(at, max(at - HEADS_ABOVE, 0) - 1, -1):
        if text := plain_heading(rows[r][c]):
            return r, _plain(text)
    return at, ""


def _card(rows: Sequence[Sequence[Any]], spans: Mapping[Place, Place], named: Named) -> Asked | None:
    """One village's or organisation's own sheet: labels, and to the right of each its value or a blank. Persons are not looked for."""
    told = {(r, c): text for r, row in enumerate(rows) for c, cell in enumerate(row) if (text := said(cell))}
    labels = [(_plain(plain_heading(text)), _beside(place, spans)) for place, text in told.items()]
    for subject in ("village", "organisation"):
        names = {place: told[place] for label, place in labels if label in KEYS[subject] and place in told}
        names |= {place: word for place, text in told.items() if (word := _in_one_cell(text, KEYS[subject]))}
        if len(set(names.values())) != 1:
            continue
        word = next(iter(names.values()))
        cells = {place: (e, word) for label, place in labels if (e := _element(named[subject], label)) and place not in told}
        if cells:
            return Asked(subject, cells, names)
    return None


def _beside(place: Place, spans: Mapping[Place, Place]) -> Place:
    return place[0], spans.get(place, place)[1] + 1


def _in_one_cell(text: str, words: Sequence[str]) -> str:
    """大赤坎村 of 填报单位（盖章）：大赤坎村; nothing of any other text."""
    label, colon, word = text.replace("：", ":").partition(":")
    return word if colon and BRACKETS.sub("", _plain(plain_heading(label))) in words else ""


def said(cell: Any) -> str:
    """The cell as text without blanks: 张 三 is 张三."""
    return "".join(written(cell).split())


def _plain(heading: str) -> str:
    return AMONG_THEM.sub("", heading.replace("（", "(").replace("）", ")").rstrip(":："))


def _element(named: Mapping[str, DataElement], heading: str) -> DataElement | None:
    found = named.get(heading) or named.get(heading.replace("(", "（").replace(")", "）")) or named.get(BRACKETS.sub("", heading))
    return counting(found) if found else None


def known(subject: str, words: set[str], by: Actor, on: dt.date) -> dict[str, str | None]:
    """The subject's key for each word within reach; None where two or more bear it."""
    found: dict[str, str | None] = {}
    for word, key in _bearers(subject, words, by, on):
        if word in words:
            found[word] = key if found.get(word, key) == key else None
    return found


def _bearers(subject: str, words: set[str], by: Actor, on: dt.date) -> Iterator[tuple[str, str]]:
    if subject == "village":
        for d in divisions.villages(on, by):
            yield from ((word, d.code) for word in _called(d.name) | {d.official_name, d.code})
    elif subject == "organisation":
        yield from ((word, o.code) for o in organisations.organisations_on(by, on) for word in {o.name, o.short_name, o.code})
    else:
        yield from ((p.name, str(p.uuid)) for p in people.people(by).filter(name__in=words))


def _called(name: str) -> set[str]:
    """What people write for a village: 大赤坎村, 大赤坎, 大赤坎村委会, 大赤坎村民委员会."""
    for ending, committees in COMMITTEES.items():
        if name.endswith(ending) and len(name) > len(ending):
            stem = name.removesuffix(ending)
            return {name, stem, *(stem + committee for committee in committees)}
    return {name}
