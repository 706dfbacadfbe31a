"""Checks across the cells of a row and the rows of a file, as small factories for ``Sheet.row_checks``.

Example: ``row_checks=(age_at_least("joined_on", "identity_number", 18, law), in_order("joined_on", "full_on"))``.
Each takes the columns by key and yields (row index, column key, code, message). What needs the database is not here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from qianxian.foundation.sheets.numbers import born_on
from qianxian.foundation.sheets.spec import RowCheck, Sheet
from qianxian.foundation.sheets.wording import say as _

ODD = frozenset("13579")

Columns = Mapping[str, list[Any]]
Fault = tuple[int, str, str, str]


def in_order(first: str, second: str, first_name: str, second_name: str, *, same_day: bool = True) -> RowCheck:
    """Wrong where the second date lies before the first (or on it, unless ``same_day``)."""

    def check(columns: Columns) -> Iterable[Fault]:
        for i, (a, b) in enumerate(zip(columns[first], columns[second], strict=True)):
            if a and b and (b < a or (b == a and not same_day)):
                message = _("%(second)s %(b)s 早于%(first)s %(a)s。核对两个日期")
                yield i, second, "date_order", message % {"first": first_name, "second": second_name, "a": a, "b": b}

    return check


def age_at_least(on_key: str, born_key: str, years: int, source: str = "") -> RowCheck:
    """Wrong where the person was younger than that on the date; ``born_key`` is a date or an identity number column.

    Full years: turned 18 on the birthday itself. Born on 29 February counts from 1 March in common years.
    """

    def check(columns: Columns) -> Iterable[Fault]:
        for i, (on, born) in enumerate(zip(columns[on_key], columns[born_key], strict=True)):
            if on and born:
                # quick way first: by more than a year nobody needs the exact birthday
                year = int(born[6:10]) if born.__class__ is str else born.year
                if on.year - year > years:
                    continue
                birth = born_on(born) if born.__class__ is str else born
                if birth and (age := full_years(birth, on)) < years:
                    message = _("当时 %(age)d 岁，未满 %(years)d 岁。核对日期%(source)s")
                    note = _("（%(law)s）") % {"law": source} if source else ""
                    yield i, on_key, "too_young", message % {"age": age, "years": years, "source": note}

    return check


def full_years(born: date, on: date) -> int:
    """Full years of age on that day; negative before birth."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def agrees_with_identity(identity: str, born: str = "", sex: str = "", male: str = "male") -> RowCheck:
    """Wrong where the birth date or the sex written differs from the identity number's; blank cells pass."""

    def check(columns: Columns) -> Iterable[Fault]:
        if born:
            for i, (number, day) in enumerate(zip(columns[identity], columns[born], strict=True)):
                if number and day and day != date.fromisoformat(number[6:14]):
                    yield i, born, "birth_differs", _("和身份证号码里的出生日期不同。核对两处，写成一样的")
        if sex:
            for i, (number, value) in enumerate(zip(columns[identity], columns[sex], strict=True)):
                if number and value and (number[16] in ODD) is not (value == male):
                    yield i, sex, "sex_differs", _("和身份证号码第 17 位表示的性别不同。核对两处，写成一样的")

    return check


def not_after(keys: tuple[str, ...], on: date) -> RowCheck:
    """Wrong where one of those dates lies after the day."""

    def check(columns: Columns) -> Iterable[Fault]:
        for key in keys:
            for i, value in enumerate(columns[key]):
                if value and value > on:
                    yield i, key, "in_future", _("日期 %(date)s 还没有到。核对年份") % {"date": value}

    return check


def needs_with(key: str, other: str, values: frozenset[str], message: str) -> RowCheck:
    """Wrong where ``other`` holds one of the values and ``key`` is blank."""

    def check(columns: Columns) -> Iterable[Fault]:
        for i, (value, deciding) in enumerate(zip(columns[key], columns[other], strict=True)):
            if deciding in values and value in (None, ""):
                yield i, key, "needed_with", message

    return check


def duplicates(sheet: Sheet, columns: Columns, row_numbers: list[int], wrong: Mapping[str, set[int]]) -> Iterable[Fault]:
    """Each row whose key, or whose value in a unique column, stands in another row too; both rows are named.

    Rows already ``wrong`` in the key are left out: their cells are blank now and would look alike.
    """
    groups = [sheet.key_columns] if sheet.key_columns else []
    groups += [(c.key,) for c in sheet.columns if c.unique and (c.key,) != sheet.key_columns]
    for group in groups:
        lists = [columns[key] for key in group]
        values = lists[0] if len(lists) == 1 else list(zip(*lists, strict=True))
        if len(set(values)) == len(values):
            continue
        faulty = set().union(*(wrong.get(key, set()) for key in group))
        twice = {value for value, count in Counter(values).items() if count > 1}
        places: dict[Any, list[int]] = {}
        for i, value in enumerate(values):
            if value in twice and i not in faulty and value and (value.__class__ is not tuple or any(value)):
                places.setdefault(value, []).append(i)
        heading = "、".join(sheet.column(key).heading for key in group)
        for where in places.values():
            for i in where if len(where) > 1 else ():
                others = "、".join(str(row_numbers[j]) for j in [j for j in where[:11] if j != i][:10])
                message = _("%(heading)s和第 %(rows)s 行重复。一行只写一次，删去多的一行")
                yield i, group[0], "duplicate", message % {"heading": heading, "rows": others}
