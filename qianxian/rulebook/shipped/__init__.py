"""Settings shipped with the product: dated rows in the YAML files beside this one, loaded without Django or a database.

Example: ``shipped_settings().on(date(2019, 3, 31))["pay.bonus_cap_rate"]`` is Decimal("0.30").
A county's own rows (the Setting table) stand before these from their first day; that is the rulebook room's query.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from qianxian.foundation.rulebook.refusals import RulebookError
from qianxian.foundation.rulebook.settings import READERS, DatedSetting, SettingsBook, read_value

_READER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class SettingKey:
    """What a key means: its type, unit and titles. The admin page and the loader of county rows both read it."""

    key: str
    title: str
    title_en: str
    kind: str
    unit: str


def _days(value: Any, where: str) -> dt.date | None:
    if value is None or (isinstance(value, dt.date) and not isinstance(value, dt.datetime)):
        return value
    raise RulebookError(f"{where}：{value!r} 不是日期，请写成 2019-01-01。")


@lru_cache(maxsize=1)
def _loaded() -> tuple[dict[str, SettingKey], SettingsBook]:
    keys: dict[str, SettingKey] = {}
    rows: list[DatedSetting] = []
    for file in sorted(Path(__file__).parent.glob("*.yaml")):
        for entry in yaml.load(file.read_text(encoding="utf-8"), Loader=_READER):  # noqa: S506 - both are safe loaders
            key = SettingKey(entry["key"], entry["title"], entry["title_en"], entry["type"], entry.get("unit", ""))
            if key.key in keys or key.kind not in READERS:
                raise RulebookError(f"{file.name}：参数 {key.key} 重复，或类型 {key.kind} 不存在。")
            keys[key.key] = key
            rows += [_row(key, value, file.name) for value in entry["values"]]
    return keys, SettingsBook(rows)


def _row(key: SettingKey, entry: Mapping[str, Any], where: str) -> DatedSetting:
    first = _days(entry["valid_from"], where)
    if first is None:
        raise RulebookError(f"{where}：参数 {key.key} 缺少开始日期。")
    return DatedSetting(
        key=key.key,
        value=read_value(key.kind, entry["value"]),
        kind=key.kind,
        valid_from=first,
        valid_to=_days(entry.get("valid_to"), where),
        source=entry["source"],
        confidence=entry.get("confidence", "check"),
        unit=key.unit,
        title=key.title,
        title_en=key.title_en,
        published_on=_days(entry.get("published_on"), where),
        note=entry.get("note", ""),
    )


def setting_keys() -> list[SettingKey]:
    """Every key a rule may read, with its type and titles."""
    return list(_loaded()[0].values())


def shipped_settings() -> SettingsBook:
    """The book of shipped rows. Raises SettingsOverlap when two rows of a key cover one day."""
    return _loaded()[1]


def dated_setting(
    key: str, raw: Any, valid_from: dt.date, valid_to: dt.date | None, source: str, *, published_on: dt.date | None = None, note: str = ""
) -> DatedSetting:
    """A county's own row of a known key, typed. Raises RulebookError for an unknown key or a value of the wrong type."""
    known = _loaded()[0].get(key)
    if known is None:
        raise RulebookError(f"没有名为 {key} 的参数；请从参数清单中选。")
    return DatedSetting(
        key=key,
        value=read_value(known.kind, raw),
        kind=known.kind,
        valid_from=valid_from,
        valid_to=valid_to,
        source=source,
        confidence="county",
        unit=known.unit,
        title=known.title,
        title_en=known.title_en,
        published_on=published_on,
        note=note,
    )


def county_book(rows: Iterable[DatedSetting]) -> SettingsBook:
    """The shipped book with the county's rows in place of the shipped ones from their first day on."""
    return shipped_settings().overridden_by(rows)
