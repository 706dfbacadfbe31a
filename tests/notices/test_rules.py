"""R-K22 as truth tables across midnight, weekends and holidays; what is new in somebody's work; when a try is made again."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qianxian.foundation.rulebook import SettingsBook, evaluate
from qianxian.notices.rules import BACK_OFF, MOST_A_WEEK, Waiting, news, next_try, week_of
from qianxian.rulebook.shipped import shipped_settings
from tests.notices.stage import at

WED, FRI, SAT, SUN, MON = (dt.date(2019, 3, d) for d in (20, 22, 23, 24, 25))
EVE, AFTER = dt.date(2019, 4, 30), dt.date(2019, 5, 5)  # 1–4 May 2019 off; Sunday 28 April and Sunday 5 May are worked


def asked(day: dt.date, hour: int, today: int = 0, week: int = 0):
    """The rule's answer by the shipped settings."""
    return evaluate("R-K22", on=day, inputs={"hour": hour, "sent_today": today, "sent_this_week": week}, settings=shipped_settings())


@pytest.mark.parametrize(("day", "hour", "allowed", "next_day", "next_hour"), [
    (WED, 0, False, WED, 8), (WED, 7, False, WED, 8), (WED, 8, True, WED, 8), (WED, 12, True, WED, 12), (WED, 19, True, WED, 19),
    (WED, 20, False, dt.date(2019, 3, 21), 8), (WED, 23, False, dt.date(2019, 3, 21), 8),
    (FRI, 19, True, FRI, 19), (FRI, 20, False, MON, 8), (SAT, 0, False, MON, 8), (SAT, 12, False, MON, 8), (SUN, 23, False, MON, 8), (MON, 7, False, MON, 8),
    (EVE, 20, False, AFTER, 8), (dt.date(2019, 5, 1), 10, False, AFTER, 8), (AFTER, 10, True, AFTER, 10), (dt.date(2019, 4, 28), 9, True, dt.date(2019, 4, 28), 9),
    (dt.date(2019, 12, 31), 21, False, dt.date(2020, 1, 2), 8),
])  # fmt: skip
def test_when_a_message_may_go_out(day, hour, allowed, next_day, next_hour):
    told = asked(day, hour).outputs
    assert (told["allowed"], told["next_day"], told["next_hour"]) == (allowed, next_day, next_hour)


@pytest.mark.parametrize(("today", "week", "error"), [
    (0, 0, None), (2, 9, None), (3, 3, "day_full"), (2, 10, "week_full"), (0, 10, "week_full"), (3, 10, "day_full"), (9, 12, "day_full"),
])  # fmt: skip
def test_how_many_a_person_may_be_sent(today, week, error):
    told = asked(WED, 10, today, week)
    assert told.outputs["error"] == error and told.outputs["allowed"] == (error is None)


def test_quiet_comes_before_full_so_that_the_morning_decides():
    assert asked(WED, 22, today=3).outputs["error"] == "quiet_hours" and asked(SAT, 12, week=10).outputs["error"] == "rest_day"


@given(day=st.dates(dt.date(2019, 3, 11), dt.date(2023, 12, 20)), hour=st.integers(0, 23))
def test_the_earliest_moment_is_one_at_which_it_may_go_out(day, hour):
    """Whatever the day: the answer is now or later, on a working day by another calendar, between 8 and 20, and asked then it is yes."""
    told = asked(day, hour).outputs
    assert (told["next_day"], told["next_hour"]) >= (day, hour)
    assert chinese_calendar.is_workday(told["next_day"]) and 8 <= told["next_hour"] < 20
    assert told["allowed"] == ((told["next_day"], told["next_hour"]) == (day, hour))
    assert asked(told["next_day"], told["next_hour"]).outputs["allowed"]


@given(day=st.dates(dt.date(2019, 3, 11), dt.date(2023, 12, 20)), hour=st.integers(8, 19), week=st.integers(0, 30), today=st.integers(0, 30))
def test_nobody_is_sent_more_than_the_county_says(day, hour, week, today):
    if asked(day, hour, today, week).outputs["allowed"]:
        assert today < 3 and week < 10 <= MOST_A_WEEK


def test_a_county_may_set_less_but_not_more_than_ten():
    def week(most: int) -> tuple[bool, bool]:
        county = SettingsBook(replace(row, value=most) if row.key == "notices.a_week" else row for row in shipped_settings())
        return evaluate("R-K22", on=WED, inputs={"hour": 9, "sent_this_week": 5}, settings=county).outputs["allowed"], evaluate(
            "R-K22", on=WED, inputs={"hour": 9, "sent_this_week": 10}, settings=county).outputs["allowed"]  # fmt: skip

    assert week(40) == (True, False) and week(5) == (False, False)


def test_tries_come_more_slowly_and_end():
    start = at(9)
    gaps = [(next_try(n, start) - start).seconds // 60 for n in range(1, len(BACK_OFF) + 1)]
    assert gaps == [5, 15, 60, 240, 720] and next_try(len(BACK_OFF) + 1, start) is None


def test_weeks_begin_on_monday():
    assert week_of(MON) == MON and week_of(SUN) == dt.date(2019, 3, 18) and week_of(dt.date(2020, 1, 1)) == dt.date(2019, 12, 30)


@pytest.mark.parametrize(("waiting", "known", "told", "fresh", "soon"), [
    ([("a", 5)], None, [], set(), set()),  # the first look knows all
    ([("a", 1)], None, [], set(), {"a"}),
    ([("a", 5), ("b", 5)], ["a"], [], {"b"}, set()),
    ([("a", 1), ("b", 0)], ["a", "b"], ["a"], set(), {"b"}),
    ([("a", 1)], [], [], {"a"}, set()),  # new and due at once is told once
    ([("a", -1), ("b", None), ("c", 2)], ["a", "b", "c"], [], set(), set()),
    ([], ["a"], ["a"], set(), set()),
])  # fmt: skip
def test_what_is_news(waiting, known, told, fresh, soon):
    found = news([Waiting(mark, days) for mark, days in waiting], known, told)
    assert (set(found.fresh), set(found.soon)) == (fresh, soon)
