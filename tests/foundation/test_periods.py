"""Days and periods: year end, 29 February, holidays moved by notice, the day before and the day after."""

from __future__ import annotations

import datetime as dt

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qianxian.foundation.periods import (
    CONFIRMED_HOLIDAY_YEARS,
    Period,
    PeriodRefused,
    add_days,
    add_months,
    citizen_deadline,
    days_before,
    full_months_between,
    holidays_of,
    is_working_day,
    parse_calendar_period,
    working_days_after,
)

D = dt.date.fromisoformat
DATES = st.dates(dt.date(1900, 1, 1), dt.date(2199, 12, 31))


@pytest.mark.parametrize(
    ("day", "count", "last"),
    [
        ("2019-03-31", 5, "2019-04-05"),
        ("2019-12-31", 1, "2020-01-01"),
        ("2020-02-28", 1, "2020-02-29"),
        ("2019-02-28", 1, "2019-03-01"),
        ("2022-06-01", 60, "2022-07-31"),
        ("2022-06-01", 90, "2022-08-30"),
        ("2019-03-31", 10, "2019-04-10"),
    ],
)
def test_the_first_day_is_not_counted(day, count, last):
    assert add_days(D(day), count) == D(last)


@pytest.mark.parametrize(
    ("day", "count", "latest"), [("2019-03-31", 20, "2019-03-11"), ("2020-03-01", 1, "2020-02-29"), ("2020-01-01", 1, "2019-12-31")]
)
def test_days_before_count_back(day, count, latest):
    assert days_before(D(day), count) == D(latest)


@pytest.mark.parametrize(
    ("day", "months", "result"),
    [
        ("2019-08-31", 6, "2020-02-29"),
        ("2018-08-31", 6, "2019-02-28"),
        ("2019-03-31", 1, "2019-04-30"),
        ("2019-12-15", 1, "2020-01-15"),
        ("2020-02-29", 12, "2021-02-28"),
        ("2020-02-29", 48, "2024-02-29"),
        ("2023-04-10", -6, "2022-10-10"),
        ("2019-03-31", -1, "2019-02-28"),
        ("2019-05-01", 6, "2019-11-01"),
        ("2019-02-28", 1, "2019-03-28"),
    ],
)
def test_months_end_on_the_last_day(day, months, result):
    assert add_months(D(day), months) == D(result)


@given(DATES, st.integers(0, 240))
def test_full_months_agree_with_adding_months(day, months):
    assert full_months_between(day, add_months(day, months)) == months
    assert full_months_between(day, add_months(day, months) - dt.timedelta(days=1)) == max(0, months - 1)


@pytest.mark.parametrize(
    ("day", "count", "last"),
    [
        ("2019-03-11", 5, "2019-03-18"),  # the fifth day is a Saturday (R-V04)
        ("2019-09-26", 5, "2019-10-08"),  # National Day week
        ("2019-04-23", 5, "2019-04-28"),  # a make-up Sunday is a working day
        ("2018-12-27", 5, "2019-01-02"),
    ],
)
def test_a_citizens_last_day_moves_past_days_off(day, count, last):
    assert citizen_deadline(D(day), count).day == D(last)
    assert citizen_deadline(D(day), count).confirmed


def test_a_year_without_notice_is_flagged():
    assert not citizen_deadline(D("2098-09-28"), 5).confirmed
    assert not working_days_after(D("2026-12-29"), 10).confirmed
    assert not holidays_of(2098).confirmed


@pytest.mark.parametrize(
    ("day", "count", "last"), [("2019-04-30", 1, "2019-05-05"), ("2019-03-29", 5, "2019-04-08"), ("2019-12-31", 1, "2020-01-02")]
)
def test_working_days(day, count, last):
    assert working_days_after(D(day), count).day == D(last)


@pytest.mark.parametrize("year", sorted(CONFIRMED_HOLIDAY_YEARS))
def test_confirmed_years_agree_with_a_second_calendar(year):
    day, differing = dt.date(year, 1, 1), []
    while day.year == year:
        if is_working_day(day) != chinese_calendar.is_workday(day):
            differing.append(day)
        day += dt.timedelta(days=1)
    assert differing == []


def test_periods_convert_to_the_database_and_back():
    year = Period(D("2019-01-01"), D("2019-12-31"))
    assert year.half_open() == (D("2019-01-01"), D("2020-01-01"))
    assert Period.from_half_open(*year.half_open()) == year
    assert Period.from_half_open(D("2019-01-01"), None).last is None
    assert (year.days, D("2019-12-31") in year, D("2020-01-01") in year) == (365, True, False)
    with pytest.raises(PeriodRefused):
        Period(D("2019-01-02"), D("2019-01-01"))


def test_overlap_and_cover():
    year, open_end = Period(D("2019-01-01"), D("2019-12-31")), Period(D("2019-12-31"))
    assert year.overlap(open_end) == Period(D("2019-12-31"), D("2019-12-31"))
    assert year.overlap(Period(D("2020-01-01"))) is None
    assert open_end.overlap(open_end) == open_end
    assert year.covers(Period(D("2019-04-01"), D("2019-06-30"))) and not year.covers(open_end)


@given(st.dates(dt.date(2019, 1, 1), dt.date(2021, 12, 31)), st.integers(0, 700))
def test_months_of_a_period_hold_all_its_days(first, length):
    period = Period(first, first + dt.timedelta(days=length))
    assert sum(days for _, _, days, _ in period.months()) == period.days
    assert all(0 < days <= longest for _, _, days, longest in period.months())


def test_written_periods():
    assert parse_calendar_period("2019-Q2") == Period(D("2019-04-01"), D("2019-06-30"))
    assert parse_calendar_period("2020-02") == Period(D("2020-02-01"), D("2020-02-29"))
    with pytest.raises(PeriodRefused):
        parse_calendar_period("２０１９")
