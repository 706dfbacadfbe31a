"""R-P14–R-P17 and R-P23: the handbook's examples, one fewer and one more, the day the wording changed, and what no vote may do."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qianxian.foundation.rulebook import ImpossibleFacts, InputsRefused
from tests.rulebook.asking import ask, codes, outputs

OLD, LAST_OLD, NEW = "2019-03-31", "2020-07-12", "2020-07-13"


@pytest.mark.parametrize(("present", "valid"), [(76, False), (77, True), (78, True), (96, True), (0, False)])
@pytest.mark.parametrize("day", [OLD, LAST_OLD, NEW, "2026-11-24"])
def test_p14_four_fifths_of_ninety_six(day, present, valid):
    assert outputs("R-P14", day, {"voters": 96, "present": present}) == {"valid": valid, "base": 96, "needed": 77}


@pytest.mark.parametrize(("day", "valid", "needed"), [("1990-06-27", False, 77), (LAST_OLD, False, 77), (NEW, True, 76), ("2020-07-14", True, 76)])
def test_p14_exactly_four_fifths_follows_the_wording_of_the_day(day, valid, needed):
    found = ask("R-P14", day, {"voters": 95, "present": 76})
    assert (found.outputs["valid"], found.outputs["needed"]) == (valid, needed)
    assert [item.code for item in found.warnings] == ([] if valid else ["exactly_four_fifths"])


def test_p14_before_any_text_it_was_not_in_force():
    found = ask("R-P14", "1990-06-26", {"voters": 95, "present": 76})
    assert found.outputs is None
    assert [item.code for item in found.violations] == ["not_in_force"]


@pytest.mark.parametrize(
    ("approval", "adopted", "base", "valid", "told"),
    [(True, True, 90, True, []), (True, False, 96, False, ["exclusions_not_approved", "no_quorum"]), (False, True, 96, False, ["exclusions_not_approved", "no_quorum"])],
)
def test_p14_exclusions_shrink_the_base_only_when_approved_and_adopted(approval, adopted, base, valid, told):
    facts = {"voters": 96, "present": 73, "excluded": 6, "upper_approval": approval, "adopted_by_meeting": adopted}
    found = ask("R-P14", OLD, facts)
    assert (found.outputs["base"], found.outputs["valid"]) == (base, valid)
    assert [item.code for item in found.violations] == told


@pytest.mark.parametrize(
    "facts",
    [
        {"voters": 96, "present": 97},
        {"voters": 96, "present": 90, "excluded": 96},
        {"voters": 96, "present": 91, "excluded": 6, "upper_approval": True, "adopted_by_meeting": True},
    ],
)
def test_p14_refuses_what_cannot_be(facts):
    with pytest.raises(ImpossibleFacts):
        ask("R-P14", OLD, facts)


def test_p23_says_the_wording_and_flags_the_disputed_line():
    assert outputs("R-P23", LAST_OLD) == {"wording": "超过五分之四", "inclusive": False, "valid": None, "needed": None, "human_decision": False}
    assert outputs("R-P23", NEW)["wording"] == "不少于五分之四"
    disputed = {"wording": "超过五分之四", "inclusive": False, "valid": False, "needed": 77, "human_decision": True}
    assert outputs("R-P23", "2018-06-01", {"voters": 95, "present": 76}) == disputed
    assert outputs("R-P23", "2021-06-01", {"voters": 95, "present": 76})["valid"] is True
    assert outputs("R-P23", "2018-06-01", {"voters": 95, "present": 75})["human_decision"] is False
    with pytest.raises(ImpossibleFacts):
        ask("R-P23", OLD, {"voters": 95, "present": 96})


@pytest.mark.parametrize(("seats", "needed"), [(1, 2), (3, 4), (4, 5), (5, 6), (6, 8), (7, 9), (10, 12), (11, 14)])
def test_p15_a_fifth_more_rounded_up(seats, needed):
    assert outputs("R-P15", OLD, {"seats": seats}) == {"ok": None, "needed": needed}
    assert outputs("R-P15", OLD, {"seats": seats, "candidates": needed})["ok"] is True
    assert codes("R-P15", OLD, {"seats": seats, "candidates": needed - 1}) == ["too_few_candidates"]


def test_p15_secretary_and_deputy_may_stand_alone():
    for post in ("secretary", "deputy_secretary"):
        assert outputs("R-P15", OLD, {"seats": 1, "candidates": 1, "post": post}) == {"ok": True, "needed": 1}
        assert outputs("R-P15", OLD, {"seats": 1, "candidates": 0, "post": post})["ok"] is False


@pytest.mark.parametrize(("returned", "valid"), [(75, True), (76, True), (77, True), (78, False)])
def test_p16_more_returned_than_issued_voids_it(returned, valid):
    found = ask("R-P16", OLD, {"issued": 77, "returned": returned})
    assert (found.outputs["valid"], found.outputs["void"]) == (valid, not valid)
    assert [item.code for item in found.violations] == ([] if valid else ["more_returned_than_issued"])


@pytest.mark.parametrize(("marks", "valid"), [(0, True), (4, True), (5, True), (6, False)])
def test_p16_more_marks_than_seats_spoil_one_ballot(marks, valid):
    assert outputs("R-P16", OLD, {"seats": 5, "marks": marks})["ballot_valid"] is valid


@pytest.mark.parametrize(("valid_ballots", "invalid_ballots", "right"), [(70, 5, True), (70, 4, False), (70, 6, False), (75, None, True)])
def test_p16_valid_and_spoiled_ballots_are_all_that_came_back(valid_ballots, invalid_ballots, right):
    facts = {"issued": 77, "returned": 75, "valid_ballots": valid_ballots, "invalid_ballots": invalid_ballots}
    found = ask("R-P16", OLD, facts)
    assert found.outputs["sums_ok"] is right
    assert [item.code for item in found.violations] == ([] if right else ["ballots_do_not_add_up"])


@pytest.mark.parametrize("facts", [{}, {"issued": 77}, {"seats": 5}, {"issued": 77, "returned": 75, "valid_ballots": 75, "votes": {"A": 76}}])
def test_p16_refuses_half_a_question_and_impossible_votes(facts):
    with pytest.raises(ImpossibleFacts):
        ask("R-P16", OLD, facts)


VOTES = {"A": 70, "B": 66, "C": 60, "D": 41, "E": 39, "F": 38}


def test_p17_the_handbooks_meeting():
    found = outputs("R-P17", OLD, {"present": 77, "seats": 5, "votes": VOTES})
    assert found == {"elected": ["A", "B", "C", "D", "E"], "revote": [], "rerun_seats": 0, "needed": 39}
    tied = outputs("R-P17", OLD, {"present": 77, "seats": 5, "votes": {**VOTES, "F": 39}})
    assert (tied["elected"], tied["revote"], tied["rerun_seats"]) == (["A", "B", "C", "D"], ["E", "F"], 0)


@pytest.mark.parametrize(("votes", "elected"), [(38, []), (39, ["A"]), (40, ["A"])])
def test_p17_more_than_half_of_those_present(votes, elected):
    assert outputs("R-P17", OLD, {"present": 77, "seats": 1, "votes": {"A": votes}})["elected"] == elected
    assert outputs("R-P17", OLD, {"present": 78, "seats": 1, "votes": {"A": 39}})["elected"] == []


def test_p17_open_seats_are_rerun_or_given_up_with_consent_when_close():
    few = {**VOTES, "E": 38}
    assert outputs("R-P17", OLD, {"present": 77, "seats": 5, "votes": few})["rerun_seats"] == 1
    assert outputs("R-P17", OLD, {"present": 77, "seats": 5, "votes": few, "reduce_agreed": True})["rerun_seats"] == 0
    fewer = {**few, "D": 38}
    assert outputs("R-P17", OLD, {"present": 77, "seats": 5, "votes": fewer, "reduce_agreed": True})["rerun_seats"] == 2


def test_p17_a_tie_that_fits_the_seats_is_no_tie():
    assert outputs("R-P17", OLD, {"present": 10, "seats": 2, "votes": {"A": 6, "B": 6}})["elected"] == ["A", "B"]
    three = outputs("R-P17", OLD, {"present": 10, "seats": 2, "votes": {"A": 6, "B": 6, "C": 6}})
    assert (three["elected"], three["revote"]) == ([], ["A", "B", "C"])


@pytest.mark.parametrize("votes", [{"A": 78}, {"A": 77, "B": 1}])
def test_p17_refuses_more_votes_than_ballots(votes):
    with pytest.raises(ImpossibleFacts):
        ask("R-P17", OLD, {"present": 77, "seats": 1, "votes": votes})


@pytest.mark.parametrize("votes", [[["A", 1]], "A 1", {"A": -1}, {"A": "many"}, {"A": None}])
def test_p17_refuses_a_table_it_cannot_read(votes):
    with pytest.raises(InputsRefused):
        ask("R-P17", OLD, {"present": 77, "seats": 1, "votes": votes})


@st.composite
def meetings(draw):
    """A meeting that can be: every name has at most as many votes as people came, all together at most seats × present."""
    present, seats = draw(st.integers(1, 60)), draw(st.integers(1, 7))
    counts = draw(st.lists(st.integers(0, present), min_size=1, max_size=10))
    room = seats * present
    table = {}
    for number, count in enumerate(counts):
        table[f"N{number}"] = min(count, room)
        room -= table[f"N{number}"]
    return present, seats, table


@given(meetings())
def test_p17_winners_have_the_votes_and_never_outnumber_the_seats(meeting):
    present, seats, votes = meeting
    found = outputs("R-P17", OLD, {"present": present, "seats": seats, "votes": votes})
    elected, revote = found["elected"], found["revote"]
    assert len(elected) <= seats
    assert all(2 * votes[name] > present for name in elected + revote)
    assert not set(elected) & set(revote)
    if revote:
        assert len({votes[name] for name in revote}) == 1
        assert len(elected) < seats < len(elected) + len(revote)
    beaten = set(votes) - set(elected) - set(revote)
    assert all(votes[loser] < votes[winner] or 2 * votes[loser] <= present for loser in beaten for winner in elected)
    assert found["rerun_seats"] == (0 if revote else seats - len(elected))
    assert found["needed"] == math.floor(present / 2) + 1


@given(meetings(), st.randoms(use_true_random=False))
def test_p17_names_decide_nothing(meeting, dice):
    present, seats, votes = meeting
    renamed = list(votes)
    dice.shuffle(renamed)
    other = dict(zip(votes, renamed, strict=True))
    shuffled = list(votes)
    dice.shuffle(shuffled)
    first = outputs("R-P17", OLD, {"present": present, "seats": seats, "votes": votes})
    second = outputs("R-P17", OLD, {"present": present, "seats": seats, "votes": {other[name]: votes[name] for name in shuffled}})
    assert {other[name] for name in first["elected"]} == set(second["elected"])
    assert {other[name] for name in first["revote"]} == set(second["revote"])
