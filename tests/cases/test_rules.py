"""R-K06 and R-X10: the handbook's worked examples, the day before, the day and the day after, year ends, and another calendar as oracle."""

from __future__ import annotations

import datetime as dt

import chinese_calendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qianxian.cases.rules.clock import clock
from qianxian.foundation.rulebook import ImpossibleFacts
from tests.rulebook.asking import ask, codes, outputs


def k06(on: str, received: str, limit: int, **more) -> dict:
    return outputs("R-K06", on, {"received_on": received, "limit_days": limit} | more)


@pytest.mark.parametrize(
    ("received", "limit", "notice", "due"),
    [
        ("2019-12-16", 5, "2019-12-20", "2019-12-23"), ("2019-12-16", 0, "2019-12-16", "2019-12-16"), ("2019-12-16", 1, "2019-12-17", "2019-12-17"),
        ("2019-12-30", 2, "2020-01-02", "2020-01-02"), ("2019-12-27", 5, "2020-01-03", "2020-01-06"),  # the year's end: 1 January off
        ("2019-12-20", 20, "2020-01-14", "2020-01-19"),  # Sunday 19 January 2020 is worked for the Spring Festival
        ("2019-09-29", 6, "2019-10-11", "2019-10-12"),  # the National Day week off, Saturday 12 October worked
        ("2018-12-28", 3, "2019-01-03", "2019-01-03"),  # Saturday 29 December 2018 is worked, 30 December to 1 January off
    ],
)
def test_last_days_and_reminders(received, limit, notice, due):
    found = k06(received, received, limit)
    assert (str(found["notice_on"]), str(found["due_on"]), found["starts_on"]) == (notice, due, dt.date.fromisoformat(received)) and found["confirmed"]


@pytest.mark.parametrize(
    ("on", "notice", "overdue", "over"),
    [("2019-12-19", False, False, 0), ("2019-12-20", True, False, 0), ("2019-12-23", True, False, 0), ("2019-12-24", True, True, 1), ("2019-12-25", True, True, 2),
     ("2019-12-28", True, True, 4)],
)  # fmt: skip
def test_the_day_before_the_day_and_the_day_after(on, notice, overdue, over):
    found = k06(on, "2019-12-16", 5)
    assert (found["notice"], found["overdue"], found["days_over"]) == (notice, overdue, over)
    assert codes("R-K06", on, {"received_on": "2019-12-16", "limit_days": 5}) == (["overdue"] if overdue else [])


@pytest.mark.parametrize(("closed", "overdue"), [("2019-12-20", False), ("2019-12-23", False), ("2019-12-24", True)])
def test_a_closed_case_is_judged_by_its_own_day(closed, overdue):
    found = k06("2020-06-30", "2019-12-16", 5, closed_on=closed)
    assert found["overdue"] is overdue and not found["notice"]


@pytest.mark.parametrize(("asked", "in_time"), [("2019-12-16", True), ("2019-12-23", True), ("2019-12-24", False)])
def test_asked_once_within_five_working_days(asked, in_time):
    """In time, the clock waits for the applicant; late, it runs from the receipt."""
    found = k06("2019-12-24", "2019-12-16", 3, asked_on=asked)
    assert found["waiting"] is in_time and found["due_on"] == (None if in_time else dt.date(2019, 12, 19))
    whole = k06("2019-12-26", "2019-12-16", 3, asked_on=asked, completed_on="2019-12-26")
    assert not whole["waiting"] and whole["due_on"] == (dt.date(2019, 12, 31) if in_time else dt.date(2019, 12, 19))


def test_a_year_without_its_holiday_notice_says_so():
    assert not k06("2031-12-30", "2031-12-30", 5)["confirmed"]


@pytest.mark.parametrize("more", [{"asked_on": "2019-12-15"}, {"completed_on": "2019-12-17"}, {"asked_on": "2019-12-17", "completed_on": "2019-12-16"}, {"closed_on": "2019-12-15"}])
def test_days_in_the_wrong_order_are_impossible(more):
    with pytest.raises(ImpossibleFacts):
        ask("R-K06", "2019-12-20", {"received_on": "2019-12-16", "limit_days": 5} | more)


@settings(deadline=None)  # the calendar is read at the first call
@given(start=st.dates(dt.date(2018, 1, 1), dt.date(2020, 10, 31)), limit=st.integers(0, 30), percent=st.integers(1, 100))
def test_clock_agrees_with_another_calendar(start, limit, percent):
    """Every working day between is walked by chinesecalendar; the reminder is the first day on which that share of the time is used."""
    day, used, reminded = start, 0, start
    while used < limit:
        day += dt.timedelta(days=1)
        used += chinese_calendar.is_workday(day)
        if chinese_calendar.is_workday(day) and (used - 1) * 100 < limit * percent:
            reminded = day
    found = clock(start, limit, percent)
    assert (found.due_on, found.notice_on) == (day, reminded)


def x10(on: str, **facts) -> dict:
    return outputs("R-X10", on, {"received_on": "2022-05-20"} | facts)


def test_the_handbooks_petition():
    """Accepted 2022-06-01 → due 07-31; extended → 08-30; review request on day 31 → late."""
    assert x10("2022-06-01", accepted_on="2022-06-01")["finish_by"] == dt.date(2022, 7, 31)
    assert x10("2022-06-01", accepted_on="2022-06-01", extended=True, approved=True, notified=True)["finish_by"] == dt.date(2022, 8, 30)
    whole = {"accepted_on": "2022-06-01", "finished_on": "2022-06-20", "replied_on": "2022-06-21"}
    assert x10("2022-07-22", **whole, review_asked_on="2022-07-21")["review"] == "asked"
    assert x10("2022-07-22", **whole, review_asked_on="2022-07-22")["review"] == "late"


@pytest.mark.parametrize(("on", "late"), [("2022-06-03", []), ("2022-06-04", []), ("2022-06-05", ["route"])])
def test_routed_within_fifteen_days(on, late):
    assert x10(on)["late"] == late and x10(on)["route_by"] == dt.date(2022, 6, 4)


@pytest.mark.parametrize(("on", "late"), [("2022-07-30", []), ("2022-07-31", []), ("2022-08-01", ["finish"])])
def test_finished_within_sixty_days(on, late):
    assert x10(on, accepted_on="2022-06-01")["late"] == late
    assert x10("2023-01-01", accepted_on="2022-06-01", finished_on=on)["late"] == late


@pytest.mark.parametrize("lacking", ["approved", "notified"])
def test_prolonged_only_with_approval_and_notice(lacking):
    facts = {"received_on": "2022-05-20", "accepted_on": "2022-06-01", "extended": True, "approved": True, "notified": True, lacking: False}
    assert outputs("R-X10", "2022-06-02", facts)["finish_by"] == dt.date(2022, 7, 31)
    assert codes("R-X10", "2022-06-02", facts) == ["not_prolonged"]


@pytest.mark.parametrize(("replied", "until"), [("2022-06-21", "2022-07-21"), ("2022-09-05", "2022-10-08"), ("2021-12-02", "2022-01-04")])
def test_the_citizens_last_day_moves_past_holidays(replied, until):
    """5 October lies in the National Day week, whose next working day is Saturday the 8th; 1 January 2022 begins three days off."""
    facts = {"received_on": "2021-11-01", "accepted_on": "2021-11-02", "finished_on": "2021-12-01", "replied_on": replied}
    last = dt.date.fromisoformat(until)
    assert outputs("R-X10", "2022-06-01", facts)["review_until"] == last
    for asked, word in ((last - dt.timedelta(days=1), "asked"), (last, "asked"), (last + dt.timedelta(days=1), "late")):
        assert outputs("R-X10", "2022-12-01", facts | {"review_asked_on": str(asked)})["review"] == word
    for on, word in ((last, "possible"), (last + dt.timedelta(days=1), "lapsed")):
        assert outputs("R-X10", str(on), facts)["review"] == word


@pytest.mark.parametrize(("on", "late"), [("2020-01-29", []), ("2020-01-30", []), ("2020-01-31", ["review_answer"])])
def test_a_review_is_answered_within_thirty_days_across_the_year(on, late):
    """Under the regulation of 2005, whose numbers are the same."""
    facts = {"received_on": "2019-10-08", "routed_on": "2019-10-09", "accepted_on": "2019-10-10", "finished_on": "2019-12-01", "replied_on": "2019-12-02", "review_asked_on": "2019-12-31"}
    assert outputs("R-X10", on, facts)["late"] == late
    assert outputs("R-X10", on, facts)["review_answer_by"] == dt.date(2020, 1, 30)


@pytest.mark.parametrize(
    ("accepted", "due"), [("2019-12-31", "2020-02-29"), ("2020-12-31", "2021-03-01"), ("2019-11-01", "2019-12-31"), ("2019-11-02", "2020-01-01")]
)
def test_sixty_days_across_year_ends_and_leap_days(accepted, due):
    assert str(outputs("R-X10", "2020-01-01", {"received_on": "2019-10-30", "accepted_on": accepted})["finish_by"]) == due


@pytest.mark.parametrize("more", [{"routed_on": "2022-05-19"}, {"review_asked_on": "2022-06-01"}, {"replied_on": "2022-06-01", "review_answered_on": "2022-06-02"}])
def test_impossible_petitions(more):
    with pytest.raises(ImpossibleFacts):
        ask("R-X10", "2022-06-05", {"received_on": "2022-05-20"} | more)


def test_no_petition_regulation_before_2005():
    assert ask("R-X10", "2005-04-30", {"received_on": "2005-04-01"}).outputs is None
    assert ask("R-X10", "2005-05-01", {"received_on": "2005-04-30"}).outputs is not None
