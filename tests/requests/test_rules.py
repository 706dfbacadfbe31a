"""R-K10, R-K11 and the last days of R-X10: truth tables, the day before, the day and the day after, year ends, another calendar as oracle."""

from __future__ import annotations

import datetime as dt

import chinese_calendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qianxian.foundation.rulebook import ImpossibleFacts
from qianxian.requests.rules import ABOUT, HANDS, KINDS, same_body, seen_from, shut_out
from tests.rulebook.asking import ask, codes, outputs

DAYS = {"consult": 3, "help": 5, "complaint": 10, "report": 15, "advice": 10}


def k10(on: str, kind: str, received: str, **more) -> dict:
    return outputs("R-K10", on, {"kind": kind, "received_on": received} | more)


@pytest.mark.parametrize(
    ("kind", "received", "accept", "notice", "due"),
    [
        ("consult", "2019-12-16", "2019-12-18", "2019-12-19", "2019-12-19"), ("help", "2019-12-30", "2020-01-02", "2020-01-06", "2020-01-07"),
        ("complaint", "2019-12-16", "2019-12-18", "2019-12-26", "2019-12-30"), ("report", "2019-12-16", "2019-12-18", "2020-01-02", "2020-01-07"),
        ("advice", "2019-12-31", "2020-01-03", "2020-01-13", "2020-01-15"), ("report", "2019-12-31", "2020-01-03", "2020-01-17", "2020-01-21"),
        ("help", "2019-12-27", "2019-12-31", "2020-01-03", "2020-01-06"), ("consult", "2019-12-29", "2019-12-31", "2020-01-02", "2020-01-02"),
    ],
)  # fmt: skip
def test_last_days_and_reminders_across_the_year(kind, received, accept, notice, due):
    found = k10(received, kind, received)
    assert [str(found[name]) for name in ("accept_by", "notice_on", "due_on")] == [accept, notice, due] and found["confirmed"]


@pytest.mark.parametrize(
    ("on", "notice", "overdue", "over"), [("2020-01-02", False, False, 0), ("2020-01-03", True, False, 0), ("2020-01-06", True, False, 0), ("2020-01-07", True, True, 1)]
)
def test_the_day_before_the_day_and_the_day_after(on, notice, overdue, over):
    found = k10(on, "help", "2019-12-27", accepted_on="2019-12-27")
    assert (found["notice"], found["overdue"], found["days_over"]) == (notice, overdue, over)
    assert codes("R-K10", on, {"kind": "help", "received_on": "2019-12-27", "accepted_on": "2019-12-27"}) == (["overdue"] if overdue else [])


@pytest.mark.parametrize(("accepted", "late"), [("2019-12-17", False), ("2019-12-18", False), ("2019-12-19", True)])
def test_accepted_within_two_working_days(accepted, late):
    facts = {"kind": "report", "received_on": "2019-12-16", "accepted_on": accepted}
    assert codes("R-K10", accepted, facts) == (["accepted_late"] if late else [])


@pytest.mark.parametrize(("answered", "overdue"), [("2019-12-27", False), ("2019-12-30", False), ("2019-12-31", True)])
def test_an_answered_request_is_judged_by_its_own_day(answered, overdue):
    found = k10("2020-06-30", "complaint", "2019-12-16", accepted_on="2019-12-16", answered_on=answered)
    assert found["overdue"] is overdue and not found["notice"]


@pytest.mark.parametrize("more", [{"accepted_on": "2019-12-15"}, {"answered_on": "2019-12-15"}, {"accepted_on": "2019-12-18", "answered_on": "2019-12-17"}])
def test_days_in_the_wrong_order_are_impossible(more):
    with pytest.raises(ImpossibleFacts):
        ask("R-K10", "2019-12-20", {"kind": "help", "received_on": "2019-12-16"} | more)


def test_a_year_without_its_holiday_notice_says_so():
    assert not k10("2031-12-30", "help", "2031-12-30")["confirmed"]


@settings(deadline=None)  # the calendar is read at the first call
@given(start=st.dates(dt.date(2018, 1, 1), dt.date(2020, 10, 31)), kind=st.sampled_from(sorted(DAYS)))
def test_clock_agrees_with_another_calendar(start, kind):
    day, used, reminded = start, 0, start
    while used < DAYS[kind]:
        day += dt.timedelta(days=1)
        used += chinese_calendar.is_workday(day)
        if chinese_calendar.is_workday(day) and (used - 1) * 100 < DAYS[kind] * 80:
            reminded = day
    found = k10(str(start), kind, str(start))
    assert (found["due_on"], found["notice_on"]) == (day, reminded)


#: (kind, about) → the levels that may have it in hand, by hand and not from the code.
MAY_HOLD = {
    ("complaint", "none"): {"village", "town", "department", "district"}, ("complaint", "village"): {"town", "department", "district"},
    ("complaint", "town"): {"department", "district"}, ("complaint", "department"): {"village", "town", "department", "district"},
    ("report", "none"): {"town", "department", "district"}, ("report", "village"): {"town", "department", "district"},
    ("report", "town"): {"department", "district"}, ("report", "department"): {"town", "department", "district"},
    **{(kind, "none"): {"village", "town", "department", "district"} for kind in ("consult", "help", "advice")},
    **{(kind, "village"): {"town", "department", "district"} for kind in ("consult", "help", "advice")},
    **{(kind, "town"): {"department", "district"} for kind in ("consult", "help", "advice")},
    **{(kind, "department"): {"village", "town", "department", "district"} for kind in ("consult", "help", "advice")},
}  # fmt: skip


def test_never_to_who_is_complained_of_nor_below():
    assert set(MAY_HOLD) == {(kind, about) for kind in dict(KINDS) for about in dict(ABOUT)}
    for (kind, about), may in MAY_HOLD.items():
        assert {to for to in dict(HANDS) if outputs("R-K11", "2019-12-16", {"kind": kind, "about": about, "to": to})["allowed"]} == may, (kind, about)


@pytest.mark.parametrize(("to_body", "allowed"), [("区水务局", False), (" 区 水务局", False), ("区住建局", True), ("", True)])
def test_never_to_the_department_complained_of(to_body, allowed):
    facts = {"kind": "complaint", "about": "department", "about_body": "区水务局", "to": "department", "to_body": to_body}
    assert outputs("R-K11", "2019-12-16", facts)["allowed"] is allowed and same_body("区水务局", to_body) is not allowed


@pytest.mark.parametrize(("kind", "about", "lowest", "shut"), [("help", "none", "village", ()), ("report", "none", "town", ("village",)), ("advice", "village", "town", ("village",)),
                                                             ("consult", "town", "district", ("village", "town")), ("report", "department", "town", ("village",))])  # fmt: skip
def test_the_lowest_level_that_sees_it(kind, about, lowest, shut):
    assert seen_from(kind, about) == lowest and shut_out(lowest) == shut


#: Each last day of R-X10 across the year end: (what is asked, facts, the last day by hand).
LAST_DAYS = [
    ("route_by", {"received_on": "2019-12-20"}, "2020-01-04"), ("route_by", {"received_on": "2019-12-17"}, "2020-01-01"),
    ("finish_by", {"received_on": "2019-11-01", "accepted_on": "2019-11-02"}, "2020-01-01"), ("finish_by", {"received_on": "2019-12-01", "accepted_on": "2019-12-31"}, "2020-02-29"),
    ("finish_by", {"received_on": "2019-10-01", "accepted_on": "2019-10-10", "extended": True, "approved": True, "notified": True}, "2020-01-08"),
    ("review_until", {"received_on": "2019-11-01", "accepted_on": "2019-11-01", "finished_on": "2019-12-01", "replied_on": "2019-12-02"}, "2020-01-02"),  # 1 January is off
    ("review_answer_by", {"received_on": "2019-11-01", "accepted_on": "2019-11-01", "finished_on": "2019-12-01", "replied_on": "2019-12-02", "review_asked_on": "2019-12-15"}, "2020-01-14"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "facts", "last"), LAST_DAYS)
def test_last_days_of_a_petition_over_the_year_end(what, facts, last):
    day = dt.date.fromisoformat(last)
    assert outputs("R-X10", last, facts)[what] == day
    step = {"route_by": "route", "finish_by": "finish", "review_answer_by": "review_answer"}.get(what)
    if step:
        assert step not in outputs("R-X10", last, facts)["late"] and step in outputs("R-X10", str(day + dt.timedelta(days=1)), facts)["late"]
