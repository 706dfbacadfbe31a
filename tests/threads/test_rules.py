"""Days, years, wordings and the road of a thread, with the day before, the day and the day after."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qianxian.threads import rules
from qianxian.threads.models import SOMEBODY, Stall, ThreadStep

DAY = dt.timedelta(days=1)


@pytest.mark.parametrize(("until", "years"), [
    (dt.date(2012, 9, 16), 0), (dt.date(2013, 9, 15), 0), (dt.date(2013, 9, 16), 1), (dt.date(2013, 9, 17), 1),
    (dt.date(2018, 9, 15), 5), (dt.date(2018, 9, 16), 6), (dt.date(2018, 12, 20), 6), (dt.date(2012, 9, 15), 0),
])  # fmt: skip
def test_whole_years(until, years):
    assert rules.whole_years(dt.date(2012, 9, 16), until) == years


@pytest.mark.parametrize(("until", "years"), [(dt.date(2013, 2, 28), 0), (dt.date(2013, 3, 1), 1), (dt.date(2016, 2, 28), 3), (dt.date(2016, 2, 29), 4)])
def test_a_leap_day_is_full_on_the_first_of_march(until, years):
    assert rules.whole_years(dt.date(2012, 2, 29), until) == years


@given(since=st.dates(dt.date(1990, 1, 1), dt.date(2050, 1, 1)), days=st.integers(0, 9000))
def test_years_never_exceed_the_days(since, days):
    years = rules.whole_years(since, since + days * DAY)
    assert years * 365 <= days < (years + 1) * 366 + 1


@pytest.mark.parametrize(("waited", "late"), [(29, False), (30, False), (31, True)])
def test_late_after_the_last_day(waited, late):
    since = dt.date(2019, 5, 20)
    assert rules.is_late(since, since + waited * DAY, 30) is late
    assert rules.days_waited(since, since - DAY) == 0


@pytest.mark.parametrize(("text", "named"), [
    ("水管用了二十多年", False), ("电话13812345678", True), ("440403198001011234反对", True), ("44040319800101123X", True), ("编号1381234567", False),
    ("凭证2019060300123", False), ("138123456789", False), ("", False),
])  # fmt: skip
def test_nobody_is_named(text, named):
    """The rule and the database say the same of every wording."""
    import re

    assert rules.names_somebody(text) is named
    assert bool(re.search(SOMEBODY, text)) is named
    assert bool(rules.wording_faults(words=text)) is named


def test_days_in_the_future_and_too_early():
    on, first = dt.date(2019, 4, 15), dt.date(2019, 4, 1)
    assert [f.code for f in rules.day_faults("since", on + DAY, on)] == ["future"]
    assert rules.day_faults("since", on, on) == []
    assert [f.code for f in rules.day_faults("since", first - DAY, on, not_before=first)] == ["too_early"]
    assert rules.day_faults("since", first, on, not_before=first) == []


@pytest.mark.parametrize(("amount", "wrong"), [("-1", True), ("0", True), ("0.01", False), ("999999999999.99", False), ("1000000000000", True)])
def test_an_estimate_is_positive(amount, wrong):
    assert bool(rules.amount_faults(Decimal(amount))) is wrong


def test_missing_is_a_short_list():
    assert rules.missing_items(" 会议记录 \n\n水价说明\n") == ["会议记录", "水价说明"]
    assert not rules.missing_faults(["项"] * 8) and not rules.missing_faults(["项" * 80])
    assert [f.code for f in rules.missing_faults(["项"] * 9)] == ["too_many"]
    assert [f.code for f in rules.missing_faults(["项" * 81])] == ["too_long"]


def test_the_roads_name_every_step_and_end_with_the_answer():
    assert set(rules.STEPS) == set(ThreadStep.Step.values)
    assert {road[-1] for road in rules.ROADS.values()} == {"answer"}
    assert rules.next_steps("decision", "committees")[0] == "party_meeting"
    assert rules.next_steps("decision", "answer") == () == rules.next_steps("direct", "building")
    assert set(Stall.Cause.values) >= rules.VOTE_CAUSES


@pytest.mark.parametrize(("asked", "told", "stalled", "codes"), [
    (True, True, False, []), (True, False, False, ["not_told"]), (False, False, False, []), (False, False, True, ["stalled"]), (True, False, True, ["stalled", "not_told"]),
])  # fmt: skip
def test_when_it_may_end(asked, told, stalled, codes):
    assert [f.code for f in rules.closing_faults(asked_by_villagers=asked, told=told, stalled=stalled)] == codes


def test_growth():
    assert rules.Growth(Decimal(3926000), Decimal(10364000)).ratio == Decimal("2.64")
