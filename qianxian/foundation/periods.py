"""Periods and days as county law counts them.

Example: ``add_days(date(2019, 3, 31), 5)`` is 2019-04-05 (the first day is not counted), ``add_months(date(2019, 8, 31), 6)`` 2020-02-29.
People read and write the last day of a period; the database holds ``[first, last + 1)``. Which period binds whom is a rule's business.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from qianxian.foundation.errors import say as _

ONE_DAY = dt.timedelta(days=1)
#: Years whose holiday notice (国务院办公厅放假通知) is out. For any other year the calendar library only guesses, and callers are told.
CONFIRMED_HOLIDAY_YEARS = frozenset(range(2010, 2027))


class PeriodRefused(ValueError):
    """A period that cannot be read, or that ends before it begins."""


@dataclass(frozen=True, order=True)
class Period:
    """From ``first`` to ``last``, both days included; ``last`` None = open. Raises PeriodRefused when last lies before first."""

    first: dt.date
    last: dt.date | None = None

    def __post_init__(self) -> None:
        if self.last is not None and self.last < self.first:
            raise PeriodRefused(_("结束日期 %(last)s 早于开始日期 %(first)s，请核对。") % {"last": self.last, "first": self.first})

    @classmethod
    def from_half_open(cls, lower: dt.date, upper: dt.date | None) -> Period:
        """From the database's ``[lower, upper)``."""
        return cls(lower, None if upper is None else upper - ONE_DAY)

    def half_open(self) -> tuple[dt.date, dt.date | None]:
        """The database's ``[first, last + 1)``."""
        return self.first, None if self.last is None else self.last + ONE_DAY

    @property
    def days(self) -> int:
        """Calendar days, both ends counted. Raises PeriodRefused for an open period."""
        if self.last is None:
            raise PeriodRefused(_("没有结束日期，不能计算天数。"))
        return (self.last - self.first).days + 1

    def __contains__(self, day: dt.date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)

    def covers(self, other: Period) -> bool:
        """Whether the other period lies wholly inside this one."""
        if other.first < self.first:
            return False
        return self.last is None or (other.last is not None and other.last <= self.last)

    def overlap(self, other: Period) -> Period | None:
        """The days both have, or None."""
        ends = [end for end in (self.last, other.last) if end is not None]
        first, last = max(self.first, other.first), min(ends) if ends else None
        return None if last is not None and last < first else Period(first, last)

    def months(self) -> Iterator[tuple[int, int, int, int]]:
        """(year, month, days inside the period, days of the month), month by month. Raises PeriodRefused for an open period."""
        if self.last is None:
            raise PeriodRefused(_("没有结束日期，不能按月分。"))
        year, month = self.first.year, self.first.month
        while (year, month) <= (self.last.year, self.last.month):
            length = calendar.monthrange(year, month)[1]
            start = self.first.day if (year, month) == (self.first.year, self.first.month) else 1
            end = self.last.day if (year, month) == (self.last.year, self.last.month) else length
            yield year, month, end - start + 1, length
            year, month = (year + 1, 1) if month == 12 else (year, month + 1)


_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")


def parse_day(raw: object) -> dt.date:
    """A day written 2019-03-31, and in no other way. Raises PeriodRefused with what to write."""
    if not isinstance(raw, str) or not _DAY.match(raw):
        raise PeriodRefused(_("请填写日期，例如 2019-03-31"))
    try:
        return dt.date.fromisoformat(raw)
    except ValueError as unfit:
        raise PeriodRefused(_("没有 %(raw)s 这一天，请核对") % {"raw": raw}) from unfit


def month_end(year: int, month: int) -> dt.date:
    """The last day of the month."""
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def add_days(day: dt.date, count: int) -> dt.date:
    """The last of ``count`` days after ``day``; the first day is not counted (民法典 art. 201)."""
    return day + dt.timedelta(days=count)


def days_before(day: dt.date, count: int) -> dt.date:
    """The latest day that still lies ``count`` days before ``day``: "publish 20 days before 03-31" is 03-11. Never moved by holidays."""
    return day - dt.timedelta(days=count)


def add_months(day: dt.date, count: int) -> dt.date:
    """The same day ``count`` months later (earlier when negative); where that month has no such day, its last (民法典 art. 202)."""
    position = day.year * 12 + day.month - 1 + count
    year, month = position // 12, position % 12 + 1
    if not 1 <= year <= 9999:
        raise OverflowError("date beyond the calendar")
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def full_months_between(earlier: dt.date, later: dt.date) -> int:
    """Whole months gone by from ``earlier`` to ``later``; 0 when later is not later."""
    if later < earlier:
        return 0
    months = (later.year - earlier.year) * 12 + later.month - earlier.month
    return months if add_months(earlier, months) <= later else months - 1


@dataclass(frozen=True)
class Deadline:
    """A last day, and whether every year it leaned on had its holiday notice out."""

    day: dt.date
    confirmed: bool


@dataclass(frozen=True)
class YearCalendar:
    """Legal days off and make-up working days of a year; ``confirmed`` False = provisional."""

    days_off: frozenset[dt.date]
    make_up_workdays: frozenset[dt.date]
    confirmed: bool


@lru_cache(maxsize=64)
def holidays_of(year: int) -> YearCalendar:
    """The legal holidays of the year in mainland China."""
    import holidays  # 0.2 s to import, and few answers need it: the command line must start fast

    known = holidays.country_holidays("CN", years=[year])
    made_up = frozenset(day for day in known.weekend_workdays if day.year == year)
    return YearCalendar(frozenset(day for day in known if day.year == year), made_up, year in CONFIRMED_HOLIDAY_YEARS)


def is_working_day(day: dt.date) -> bool:
    """Whether offices work on the day: weekdays but holidays, and make-up Saturdays and Sundays."""
    year = holidays_of(day.year)
    if day in year.make_up_workdays:
        return True
    return day.weekday() < 5 and day not in year.days_off


def next_working_day(day: dt.date) -> dt.date:
    """The day itself when offices work, else the next day they do."""
    while not is_working_day(day):
        day += ONE_DAY
    return day


def citizen_deadline(day: dt.date, count: int) -> Deadline:
    """The last day of a *citizen's* period of ``count`` days after ``day``, moved past weekends and holidays (民法典 art. 203).

    An authority's duty does not move: use add_days for it.
    """
    last = next_working_day(add_days(day, count))
    years = {add_days(day, count).year, last.year}
    return Deadline(last, all(holidays_of(year).confirmed for year in years))


def working_days_after(day: dt.date, count: int) -> Deadline:
    """The ``count``-th working day after ``day``; the first day is not counted."""
    years = {day.year}
    while count > 0:
        day += ONE_DAY
        years.add(day.year)
        count -= is_working_day(day)
    return Deadline(day, all(holidays_of(year).confirmed for year in years))


def working_days_between(earlier: dt.date, later: dt.date) -> int:
    """How many working days lie after ``earlier`` up to and including ``later``; 0 on the same day. At most about five years apart."""
    return sum(is_working_day(dt.date.fromordinal(n)) for n in range(earlier.toordinal() + 1, later.toordinal() + 1))


_YEAR = re.compile(r"([0-9]{4})\Z")
_QUARTER = re.compile(r"([0-9]{4})-?Q([1-4])\Z")
_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})\Z")
_SPAN = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})/([0-9]{4}-[0-9]{2}-[0-9]{2})\Z")


def parse_calendar_period(raw: object) -> Period:
    """A year "2019", a quarter "2019-Q2", a month "2019-04" or a span "2019-04-01/2019-06-30". Raises PeriodRefused."""
    text = raw if isinstance(raw, str) else ""
    try:
        if found := _YEAR.match(text):
            return Period(dt.date(int(found[1]), 1, 1), dt.date(int(found[1]), 12, 31))
        if found := _QUARTER.match(text):
            year, last_month = int(found[1]), int(found[2]) * 3
            return Period(dt.date(year, last_month - 2, 1), month_end(year, last_month))
        if found := _MONTH.match(text):
            return Period(dt.date(int(found[1]), int(found[2]), 1), month_end(int(found[1]), int(found[2])))
        if found := _SPAN.match(text):
            return Period(dt.date.fromisoformat(found[1]), dt.date.fromisoformat(found[2]))
    except PeriodRefused:
        raise
    except ValueError as unfit:
        raise PeriodRefused(_("没有 %(text)s 这样的时段，请核对。") % {"text": text}) from unfit
    raise PeriodRefused(_("请填写时段，例如 2019、2019-Q2、2019-04 或 2019-04-01/2019-06-30"))


def known_on(period: Any, day: dt.date) -> Any:
    """The range of days as it was known on a day inside it: an end that came later is still open."""
    ended_later = period.upper is not None and period.upper > add_days(day, 1)
    return type(period)(period.lower, None) if ended_later else period
