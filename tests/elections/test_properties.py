"""Properties of counting and of the days: whoever wins has the votes, nobody beyond the seats, names decide nothing, and every last day is the law's."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from qianxian.elections.rules.tallies import tally
from qianxian.foundation.periods import add_months, is_working_day
from tests.rulebook.asking import outputs

NAMES = [f"人选{letter}" for letter in "甲乙丙丁戊己庚辛"]
DAYS = st.dates(dt.date(2019, 1, 1), dt.date(2024, 12, 31))
ONE = dt.timedelta(days=1)


@st.composite
def tables(draw):
    """Votes by name with many equals, the seats, and the bar."""
    names = draw(st.lists(st.sampled_from(NAMES), min_size=1, unique=True))
    votes = {name: draw(st.integers(0, 12)) for name in names}
    return votes, draw(st.integers(1, 5)), draw(st.integers(1, 12))


@given(tables())
def test_no_assignment_of_votes_elects_more_than_the_seats_or_below_the_bar(table):
    votes, seats, needed = table
    told = tally(votes, seats, needed)
    assert len(told.elected) <= seats and all(votes[name] >= needed for name in (*told.elected, *told.revote))
    assert told.open_seats == seats - len(told.elected)
    assert sorted((*told.elected, *told.revote, *told.left)) == sorted(votes)
    # nobody who is left, or only voted on again, has more votes than somebody elected
    assert all(votes[one] <= votes[won] for won in told.elected for one in (*told.left, *told.revote))


@given(tables())
def test_a_seat_is_left_open_only_for_want_of_votes_or_for_a_tie(table):
    votes, seats, needed = table
    told = tally(votes, seats, needed)
    if told.revote:
        assert len({votes[name] for name in told.revote}) == 1
        assert len(told.elected) + len(told.revote) > seats > len(told.elected)
    elif told.open_seats:
        assert all(votes[name] < needed for name in told.left)


@given(tables(), st.permutations(NAMES))
def test_a_tie_is_the_same_whatever_the_names_and_their_order(table, others):
    votes, seats, needed = table
    renamed = dict(zip(NAMES, others, strict=True))
    told = tally(votes, seats, needed)
    again = tally({renamed[name]: count for name, count in reversed(votes.items())}, seats, needed)
    assert {renamed[name] for name in told.elected} == set(again.elected)
    assert {renamed[name] for name in told.revote} == set(again.revote)


@settings(deadline=None)
@given(st.integers(1, 400), st.integers(0, 400), st.integers(0, 400), st.booleans())
def test_a_recall_passes_by_both_majorities_after_a_hearing_and_never_otherwise(registered, cast, votes, heard):
    cast, votes = min(cast, registered), min(votes, cast, registered)
    facts = {"registered": registered, "cast": cast, "for": votes, "defence_heard": heard, "petition": registered}
    told = outputs("R-V09", "2019-07-31", facts)
    assert told["recalled"] == (2 * cast > registered and 2 * votes > cast and heard)


@settings(deadline=None)
@given(DAYS)
def test_every_last_day_of_a_village_election_is_kept_on_the_day_and_missed_the_day_after(day):
    def told(rule: str, **facts: dt.date) -> dict[str, Any]:
        return outputs(rule, day.isoformat(), facts)

    by = told("R-V04", election_on=day)["publish_by"]
    assert by == day - dt.timedelta(days=20)
    assert [told("R-V04", election_on=day, published_on=one)["published_in_time"] for one in (by - ONE, by, by + ONE)] == [True, True, False]
    last = told("R-V04", published_on=day)["objection_by"]
    assert last >= day + dt.timedelta(days=5) and is_working_day(last)
    assert [told("R-V04", published_on=day, objection_on=one)["objection_in_time"] for one in (last - ONE, last, last + ONE)] == [True, True, False]
    decide = told("R-V04", received_on=day)["decide_by"]
    assert [told("R-V04", received_on=day, decided_on=one)["decided_in_time"] for one in (decide - ONE, decide, decide + ONE)] == [True, True, False]
    hand = told("R-V11", elected_on=day)["handover_by"]
    assert [told("R-V11", elected_on=day, handed_over_on=one)["state"] for one in (hand - ONE, hand, hand + ONE)] == ["done", "done", "done_late"]
    audit = told("R-V19", election_on=day)["publish_audit_by"]
    assert [told("R-V19", election_on=day, audit_published_on=one)["audit_ok"] for one in (audit - ONE, audit, audit + ONE)] == [True, True, False]


@settings(deadline=None)
@given(DAYS)
def test_a_party_election_moves_twelve_months_at_most_and_only_with_approval(due):
    def ok(held: dt.date, approved: bool) -> bool:
        return outputs("R-P06", held.isoformat(), {"due_on": due, "held_on": held, "upper_approval": approved})["ok"]

    first, last = add_months(due, -12), add_months(due, 12)
    assert [ok(one, True) for one in (first - ONE, first, due, last, last + ONE)] == [False, True, True, True, False]
    assert [ok(one, False) for one in (due - ONE, due, due + ONE)] == [False, True, False]
