"""Typed inputs and outputs of rules: one description for the command line, the page 规则试算 and the API.

Example: ``Input("voters", "int", "应到会有表决权的党员", "Voting members who should attend", unit="人", minimum=1)``.
Parsing takes JSON values as well as Python's own (a cleaned form gives dates and Decimals).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from qianxian.foundation.errors import say as _
from qianxian.foundation.money import MoneyRefused, parse_yuan
from qianxian.foundation.periods import Period, PeriodRefused, parse_calendar_period, parse_day
from qianxian.foundation.rulebook.refusals import InputsRefused
from qianxian.foundation.rulebook.settings import plain

TYPES = ("int", "decimal", "money", "date", "bool", "enum", "string", "list", "period", "votes")
EARLIEST, LATEST = dt.date(1900, 1, 1), dt.date(2199, 12, 31)
_LARGEST = 10_000_000_000
_WHOLE = re.compile(r"-?[0-9]{1,18}\Z")
_DECIMAL = re.compile(r"-?[0-9]{1,18}(\.[0-9]{1,12})?\Z")


class Facts(dict):
    """The parsed inputs of one question; ``facts.voters`` and ``facts["for"]`` both work."""

    def __getattr__(self, name: str) -> Any:
        try:
            return self[name]
        except KeyError as unknown:
            raise AttributeError(name) from unknown


class _Unfit(ValueError):
    """A value that does not fit its type; the text says what to fill in."""


@dataclass(frozen=True)
class Input:
    """One fact a rule asks for. Not required: ``default`` is taken, or the dated ``setting`` in force where one is named.

    A list holds rows of ``fields``, or plain values ``of`` one type (text unless said otherwise).
    """

    name: str
    type: str
    label: str
    label_en: str
    unit: str = ""
    required: bool = True
    default: Any = None
    minimum: Any = None
    maximum: Any = None
    choices: Sequence[tuple[str, str]] = ()
    fields: Sequence[Input] = ()
    of: str = "string"
    setting: str = ""
    hint: str = ""

    def __post_init__(self) -> None:
        if self.type not in TYPES:
            raise ValueError(f"{self.name}: no such input type {self.type!r}")

    def parse(self, raw: Any) -> Any:
        """The typed value. Raises ValueError with a message in Chinese saying what to fill in."""
        value = _PARSERS[self.type](self, raw)
        if self.minimum is not None and value < self.minimum:
            raise _Unfit(_("不能小于 %(minimum)s") % {"minimum": plain(self.minimum)})
        if self.maximum is not None and value > self.maximum:
            raise _Unfit(_("不能大于 %(maximum)s") % {"maximum": plain(self.maximum)})
        return value

    def to_json(self) -> dict[str, Any]:
        """Name, type, unit, required and default as published, with labels, limits and choices beside them."""
        shown: dict[str, Any] = {
            "name": self.name,
            "type": self.type,
            "unit": self.unit,
            "required": self.required,
            "default": plain(self.default),
            "label": self.label,
            "label_en": self.label_en,
        }
        if self.minimum is not None:
            shown["minimum"] = plain(self.minimum)
        if self.maximum is not None:
            shown["maximum"] = plain(self.maximum)
        if self.choices:
            shown["choices"] = [{"value": value, "label": label} for value, label in self.choices]
        if self.fields:
            shown["fields"] = [item.to_json() for item in self.fields]
        if self.of != "string":
            shown["of"] = self.of
        if self.setting:
            shown["setting"] = self.setting
        if self.hint:
            shown["hint"] = self.hint
        return shown


@dataclass(frozen=True)
class Output:
    """One thing a rule answers."""

    name: str
    type: str
    label: str
    label_en: str
    unit: str = ""
    fields: Sequence[Output] = field(default_factory=tuple)

    def to_json(self) -> dict[str, Any]:
        """Name, type and unit as published, with labels beside them."""
        shown: dict[str, Any] = {"name": self.name, "type": self.type, "unit": self.unit, "label": self.label, "label_en": self.label_en}
        if self.fields:
            shown["fields"] = [item.to_json() for item in self.fields]
        return shown


def read_facts(declared: Sequence[Input], given: Mapping[str, Any]) -> Facts:
    """The typed facts. Raises InputsRefused naming *every* unknown, missing and ill-typed input."""
    known = {item.name for item in declared}
    problems = [(str(name), _("这条规则没有这项输入；可用：%(known)s") % {"known": "、".join(sorted(known))}) for name in given if name not in known]
    facts = Facts()
    for item in declared:
        raw = given.get(item.name)
        if raw is None:
            if item.required:
                problems.append((item.name, _("请填写「%(label)s」") % {"label": item.label}))
            facts[item.name] = item.default
            continue
        try:
            facts[item.name] = item.parse(raw)
        except ValueError as unfit:
            problems.append((item.name, f"「{item.label}」{unfit}"))
    if problems:
        raise InputsRefused(problems)
    return facts


def _int(item: Input, raw: Any) -> int:
    if isinstance(raw, str) and _WHOLE.match(raw.strip()):
        raw = int(raw)
    if isinstance(raw, bool) or not isinstance(raw, int) or abs(raw) > _LARGEST:
        raise _Unfit(_("请填写整数"))
    return raw


def _decimal(item: Input, raw: Any) -> Decimal:
    if isinstance(raw, float):
        raw = repr(raw)
    if isinstance(raw, str):
        if not _DECIMAL.match(raw.strip()):
            raise _Unfit(_("请填写数字，例如 0.85"))
        raw = Decimal(raw.strip())
    if isinstance(raw, bool) or not isinstance(raw, (int, Decimal)):
        raise _Unfit(_("请填写数字，例如 0.85"))
    try:
        value = Decimal(raw)
    except InvalidOperation as unfit:
        raise _Unfit(_("请填写数字，例如 0.85")) from unfit
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int) or exponent < -12 or abs(value) > _LARGEST:
        raise _Unfit(_("请填写数字，小数最多 12 位"))
    return value


def _money(item: Input, raw: Any) -> Decimal:
    try:
        return parse_yuan(raw)
    except MoneyRefused as unfit:
        raise _Unfit(str(unfit)) from unfit


def _date(item: Input, raw: Any) -> dt.date:
    if isinstance(raw, dt.date) and not isinstance(raw, dt.datetime):
        day = raw
    else:
        try:
            day = parse_day(raw)
        except PeriodRefused as unfit:
            raise _Unfit(str(unfit)) from unfit
    if not EARLIEST <= day <= LATEST:
        raise _Unfit(_("请填写 %(earliest)s 到 %(latest)s 之间的日期") % {"earliest": EARLIEST, "latest": LATEST})
    return day


def _bool(item: Input, raw: Any) -> bool:
    if not isinstance(raw, bool):
        raise _Unfit(_("请填写 true 或 false"))
    return raw


def _enum(item: Input, raw: Any) -> str:
    allowed = [value for value, _ in item.choices]
    if not isinstance(raw, str) or raw not in allowed:
        raise _Unfit(_("请从这些取值中选：%(allowed)s") % {"allowed": "、".join(allowed)})
    return raw


def _string(item: Input, raw: Any) -> str:
    if not isinstance(raw, str) or len(raw) > 2000:
        raise _Unfit(_("请填写文字，不超过 2000 字"))
    return raw


def _period(item: Input, raw: Any) -> Period:
    if isinstance(raw, Period):
        return raw
    try:
        return parse_calendar_period(raw)
    except PeriodRefused as unfit:
        raise _Unfit(str(unfit)) from unfit


def _list(item: Input, raw: Any) -> tuple[Any, ...]:
    if not isinstance(raw, (list, tuple)) or len(raw) > 5000:
        raise _Unfit(_("请填写列表，不超过 5000 项"))
    if not item.fields:
        return tuple(_PARSERS[item.of](item, entry) for entry in raw)
    rows = []
    for number, entry in enumerate(raw, start=1):
        if not isinstance(entry, Mapping):
            raise _Unfit(_("第 %(number)s 项要写成「名称: 值」的形式") % {"number": number})
        try:
            rows.append(read_facts(item.fields, entry))
        except InputsRefused as refused:
            raise _Unfit(_("第 %(number)s 项：%(refused)s") % {"number": number, "refused": refused}) from refused
    return tuple(rows)


def _votes(item: Input, raw: Any) -> dict[str, int]:
    """Name → whole number of votes, in the order given; a name is text that is not blank, and stands once."""
    if not isinstance(raw, Mapping) or len(raw) > 1000:
        raise _Unfit("请填写「姓名: 票数」，不超过 1000 人")
    counted: dict[str, int] = {}
    for name, count in raw.items():
        if not isinstance(name, str) or not name.strip() or len(name) > 200:
            raise _Unfit("姓名要填写文字，不超过 200 字")
        if name.strip() in counted:
            raise _Unfit(f"{name.strip()} 写了两次")
        try:
            votes = _int(item, count)
        except _Unfit as unfit:
            raise _Unfit(f"{name.strip()} 的票数{unfit}") from unfit
        if votes < 0:
            raise _Unfit(f"{name.strip()} 的票数不能小于 0")
        counted[name.strip()] = votes
    return counted


_PARSERS = {
    "int": _int,
    "decimal": _decimal,
    "money": _money,
    "date": _date,
    "bool": _bool,
    "enum": _enum,
    "string": _string,
    "list": _list,
    "period": _period,
    "votes": _votes,
}
