"""Dated settings: what the law or the county fixes for a time, each value with its source document.

Example: ``book.on(date(2019, 3, 31))["pay.bonus_cap_rate"]`` is Decimal("0.30"), and the view remembers that this row was used.
Reading rows from YAML or from the database is the rulebook room's work.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from typing import Any

from qianxian.foundation.errors import in_english
from qianxian.foundation.errors import say as _
from qianxian.foundation.periods import Period
from qianxian.foundation.rulebook.refusals import RulebookError, SettingMissing, SettingsOverlap
from qianxian.foundation.rulebook.threshold import Threshold


def _decimal(value: Any) -> Decimal:
    number = Decimal(str(value))
    if not number.is_finite() or isinstance(value, bool):
        raise ValueError(f"not a number: {value!r}")
    return number


def _integer(value: Any) -> int:
    if isinstance(value, bool) or int(value) != _decimal(value):
        raise ValueError(f"not a whole number: {value!r}")
    return int(value)


def _boolean(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"not true or false: {value!r}")
    return value


READERS: dict[str, Callable[[Any], Any]] = {
    "int": _integer,
    "decimal": _decimal,
    "bool": _boolean,
    "text": str,
    "list": lambda value: tuple(str(item) for item in value),
    "decimals": lambda value: {str(key): _decimal(number) for key, number in value.items()},
    "threshold": Threshold.from_row,
    "rows": lambda value: tuple(dict(row) for row in value),
}


@dataclass(frozen=True)
class DatedSetting:
    """One value of one key from ``valid_from`` to ``valid_to`` (both included; None = still in force), with its source."""

    key: str
    value: Any
    kind: str
    valid_from: dt.date
    valid_to: dt.date | None
    source: str
    confidence: str = "check"
    unit: str = ""
    title: str = ""
    title_en: str = ""
    published_on: dt.date | None = None
    note: str = ""

    def covers(self, on: dt.date) -> bool:
        """Whether the row is in force on the day."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)

    def to_json(self) -> dict[str, Any]:
        """The published contract: key, value, valid_from, valid_to, source (with unit and confidence beside them)."""
        return {
            "key": self.key,
            "value": plain(self.value),
            "unit": self.unit,
            "valid_from": self.valid_from.isoformat(),
            "valid_to": self.valid_to.isoformat() if self.valid_to else None,
            "source": self.source,
            "confidence": self.confidence,
        }


def plain(value: Any) -> Any:
    """A value as JSON takes it: decimals and dates as text, thresholds as their four parts."""
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Threshold):
        return value.to_row()
    if isinstance(value, Period):
        return f"{value.first}/{value.last}"
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return value


def read_value(kind: str, raw: Any) -> Any:
    """The typed value of a raw one from YAML, JSON or a form. Raises RulebookError naming the kind when it does not fit."""
    try:
        return READERS[kind](raw)
    except (KeyError, TypeError, ValueError, AttributeError, InvalidOperation) as unfit:
        raise RulebookError(_("取值 %(raw)s 不是 %(kind)s 类型；请按参数说明填写。") % {"raw": repr(raw), "kind": kind}) from unfit


class SettingsBook:
    """All dated rows of all keys. Overlapping rows of one key cannot be loaded."""

    def __init__(self, rows: Iterable[DatedSetting]):
        by_key: dict[str, list[DatedSetting]] = {}
        for row in rows:
            by_key.setdefault(row.key, []).append(row)
        for key, series in by_key.items():
            series.sort(key=lambda row: row.valid_from)
            _refuse_overlap(key, series)
        self._by_key = by_key

    def __iter__(self) -> Iterator[DatedSetting]:
        for key in sorted(self._by_key):
            yield from self._by_key[key]

    def __contains__(self, key: str) -> bool:
        return key in self._by_key

    def rows(self, key: str) -> list[DatedSetting]:
        """The rows of one key, oldest first."""
        return list(self._by_key.get(key, ()))

    def find(self, key: str, on: dt.date) -> DatedSetting | None:
        """The row in force on the day, or None."""
        return next((row for row in self._by_key.get(key, ()) if row.covers(on)), None)

    def title_of(self, key: str) -> str:
        """What people call the key, in the reader's language; the key itself where no row has a title."""
        title, title_en = next(((row.title, row.title_en) for row in self._by_key.get(key, ()) if row.title), (key, key))
        return title_en if in_english() and title_en else title

    def on(self, day: dt.date) -> SettingsOnDay:
        """The settings of one day; remembers which rows a rule looked at."""
        return SettingsOnDay(self, day)

    def overridden_by(self, rows: Iterable[DatedSetting]) -> SettingsBook:
        """This book with ``rows`` in place of its own where both speak of a day.

        A row of this book that is overridden ends the day before and never resumes: when the county's row ends without a successor,
        the gap is told (SettingMissing) instead of being filled by a default that nobody decided.
        """
        theirs = list(rows)
        kept = (_until_overridden(row, [other for other in theirs if other.key == row.key]) for row in self)
        return SettingsBook([*(row for row in kept if row is not None), *theirs])


class SettingsOnDay:
    """The view a rule gets: ``settings["key"]`` is the typed value in force on ``day``. Raises SettingMissing on a gap."""

    def __init__(self, book: SettingsBook, day: dt.date):
        self.book, self.day = book, day
        self.used: list[DatedSetting] = []

    def row(self, key: str, day: dt.date | None = None) -> DatedSetting:
        """The row in force on ``day`` (default: the view's day), remembered as used."""
        found = self.book.find(key, day or self.day)
        if found is None:
            raise SettingMissing(key, day or self.day, self.book.title_of(key))
        if found not in self.used:
            self.used.append(found)
        return found

    def __getitem__(self, key: str) -> Any:
        return self.row(key).value

    def get(self, key: str, otherwise: Any = None) -> Any:
        """The value in force, or ``otherwise`` where none is."""
        return self[key] if self.book.find(key, self.day) else otherwise


def _until_overridden(row: DatedSetting, others: list[DatedSetting]) -> DatedSetting | None:
    """The part of the row before the first other that shares a day with it; None when nothing is left."""
    overlapping = [
        other.valid_from
        for other in others
        if (row.valid_to is None or other.valid_from <= row.valid_to) and (other.valid_to is None or row.valid_from <= other.valid_to)
    ]
    if not overlapping:
        return row
    first = min(overlapping)
    return replace(row, valid_to=first - dt.timedelta(days=1)) if first > row.valid_from else None


def _refuse_overlap(key: str, series: list[DatedSetting]) -> None:
    for row in series:
        if row.valid_to is not None and row.valid_to < row.valid_from:
            told = {"key": row.title or key, "valid_to": row.valid_to, "valid_from": row.valid_from}
            raise SettingsOverlap(_("参数 %(key)s：终止日期 %(valid_to)s 早于开始日期 %(valid_from)s，请改正日期。") % told)
    for earlier, later in pairwise(series):
        if earlier.valid_to is None or later.valid_from <= earlier.valid_to:
            raise SettingsOverlap(
                _("参数 %(key)s：自 %(valid_from)s 起的取值与自 %(valid_from2)s 起的取值时间重叠，请先给前一条填终止日期。")
                % {"key": later.title or key, "valid_from": later.valid_from, "valid_from2": earlier.valid_from}
            )
