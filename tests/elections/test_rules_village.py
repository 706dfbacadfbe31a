"""R-V01–R-V11, R-V18, R-V19: the handbook's examples, one fewer and one more, the day before, the day, the day after."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qianxian.foundation.rulebook import ImpossibleFacts
from tests.rulebook.asking import ask, codes, outputs

DAY = "2019-03-31"


@pytest.mark.parametrize(("seats", "ok"), [(2, False), (3, True), (7, True), (8, False)])
def test_v01_size(seats, ok):
    assert outputs("R-V01", DAY, {"seats": seats})["size_ok"] is ok
    assert codes("R-V01", DAY, {"seats": seats}) == ([] if ok else ["size"])


@pytest.mark.parametrize(("seats", "ok"), [(4, False), (5, True), (9, True), (10, False)])
def test_v01_a_residents_committee_has_its_own_size(seats, ok):
    assert outputs("R-V01", DAY, {"seats": seats, "committee": "residents"})["size_ok"] is ok


@pytest.mark.parametrize(
    ("facts", "told", "open_seat"),
    [
        ({"men": 5, "women": 0}, ["no_woman"], True),
        ({"men": 5}, ["no_woman"], True),
        ({"men": 4, "women": 1}, [], False),
        ({"women": 1}, [], False),
        ({"men": 4}, [], False),
    ],
)
def test_v01_the_womens_seat(facts, told, open_seat):
    found = ask("R-V01", DAY, {"seats": 5, **facts})
    assert [item.code for item in found.violations] == told
    assert found.outputs["womens_seat_open"] is open_seat


@pytest.mark.parametrize(("relation", "barred"), [("spouse", True), ("parent_child", True), ("sibling", True), ("grandparent_grandchild", False), ("none", False)])
def test_v01_close_kin_do_not_sit_together(relation, barred):
    found = outputs("R-V01", DAY, {"seats": 5, "kin": [{"first": "甲", "second": "乙", "relation": relation}]})
    assert found["kin_ok"] is not barred


def test_v01_more_elected_than_seats_cannot_be_and_minorities_are_a_warning():
    with pytest.raises(ImpossibleFacts):
        ask("R-V01", DAY, {"seats": 5, "men": 4, "women": 2})
    found = ask("R-V01", DAY, {"seats": 5, "multi_ethnic": True, "minority_members": 0})
    assert [item.code for item in found.warnings] == ["no_minority_member"]
    assert found.outputs["ok"] is True


@pytest.mark.parametrize(
    ("facts", "due"),
    [
        ({"elected_on": "2017-03-20", "term_length": 3}, "2020-03-20"),
        ({"elected_on": "2017-03-20"}, "2020-03-20"),
        ({"elected_on": "2021-01-10", "term_length": 5}, "2026-01-10"),
        ({"elected_on": "2018-12-28"}, "2021-12-28"),
        ({"elected_on": "2018-12-29"}, "2023-12-29"),
        ({"elected_on": "2017-03-20", "extended_to": "2021-01-31", "extension_doc": "粤民发〔2019〕1号"}, "2021-01-31"),
    ],
)
def test_v02_term(facts, due):
    assert str(outputs("R-V02", "2019-06-01", facts)["due_on"]) == due


@pytest.mark.parametrize(("day", "overdue"), [("2020-03-19", False), ("2020-03-20", False), ("2020-03-21", True)])
def test_v02_over_the_day_after(day, overdue):
    assert outputs("R-V02", day, {"elected_on": "2017-03-20"})["overdue"] is overdue


def test_v02_an_extension_needs_its_document():
    assert codes("R-V02", DAY, {"elected_on": "2017-03-20", "extended_to": "2021-01-31"}) == ["extension_without_document"]
    with pytest.raises(ImpossibleFacts):
        ask("R-V02", DAY, {"elected_on": "2017-03-20", "extended_to": "2020-03-19", "extension_doc": "文"})


@pytest.mark.parametrize(("election", "eligible"), [("2019-03-10", False), ("2019-03-11", True), ("2019-03-12", True)])
def test_v03_of_age_on_the_day_of_the_election(election, eligible):
    assert outputs("R-V03", "2019-03-01", {"birth_date": "2001-03-11", "election_on": election})["eligible"] is eligible


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({"basis": "hukou_away"}, ["not_declared"]),
        ({"basis": "hukou_away", "declared": True}, []),
        ({"basis": "non_hukou", "resident_months": 14, "applied": True}, ["not_approved"]),
        ({"basis": "non_hukou", "resident_months": 14, "applied": True, "approved": True}, []),
        ({"basis": "non_hukou", "resident_months": 12, "applied": True, "approved": True}, []),
        ({"basis": "non_hukou", "resident_months": 11, "applied": True, "approved": True}, ["residence_too_short"]),
        ({"basis": "non_hukou"}, ["residence_too_short", "not_applied", "not_approved"]),
        ({"deprived": True, "registered_elsewhere": True}, ["deprived_of_rights", "registered_elsewhere"]),
    ],
)
def test_v03_the_three_bases_and_no_double_registration(facts, told):
    found = ask("R-V03", DAY, {"birth_date": "1980-01-01", **facts})
    assert [item.code for item in found.violations] == told
    assert found.outputs["eligible"] is (told == [])


@pytest.mark.parametrize(("months", "eligible"), [(11, False), (12, True), (13, True)])
def test_v03_a_year_of_residence(months, eligible):
    facts = {"birth_date": "1980-01-01", "basis": "non_hukou", "resident_months": months, "applied": True, "approved": True}
    assert outputs("R-V03", DAY, facts)["eligible"] is eligible


def test_v03_nobody_is_born_after_the_election():
    with pytest.raises(ImpossibleFacts):
        ask("R-V03", DAY, {"birth_date": "2019-04-01"})


@pytest.mark.parametrize(("published", "ok"), [("2019-03-10", True), ("2019-03-11", True), ("2019-03-12", False)])
def test_v04_published_twenty_days_before(published, ok):
    found = outputs("R-V04", "2019-03-12", {"election_on": "2019-03-31", "published_on": published})
    assert str(found["publish_by"]) == "2019-03-11"
    assert found["published_in_time"] is ok


@pytest.mark.parametrize(("objection", "ok"), [("2019-03-16", True), ("2019-03-17", True), ("2019-03-18", True), ("2019-03-19", False)])
def test_v04_the_fifth_day_is_a_saturday_and_moves_to_monday(objection, ok):
    found = outputs("R-V04", objection, {"published_on": "2019-03-11", "objection_on": objection})
    assert str(found["objection_by"]) == "2019-03-18"
    assert found["objection_in_time"] is ok


@pytest.mark.parametrize(("decided", "ok"), [("2019-03-18", True), ("2019-03-19", True), ("2019-03-20", False)])
def test_v04_decided_within_three_days_that_do_not_move(decided, ok):
    found = outputs("R-V04", decided, {"received_on": "2019-03-16", "decided_on": decided})
    assert (str(found["decide_by"]), found["decided_in_time"]) == ("2019-03-19", ok)
    saturday = outputs("R-V04", "2019-03-13", {"received_on": "2019-03-13"})
    assert str(saturday["decide_by"]) == "2019-03-16"


@pytest.mark.parametrize(("day", "told"), [("2019-03-19", []), ("2019-03-20", ["decided_late"])])
def test_v04_an_undecided_objection_is_told_the_day_after(day, told):
    assert codes("R-V04", day, {"received_on": "2019-03-16"}) == told


@pytest.mark.parametrize(
    "facts", [{}, {"decided_on": "2019-03-19"}, {"published_on": "2019-03-11", "objection_on": "2019-03-10"}, {"received_on": "2019-03-16", "decided_on": "2019-03-15"}]
)
def test_v04_refuses_what_cannot_be(facts):
    with pytest.raises(ImpossibleFacts):
        ask("R-V04", DAY, facts)


@pytest.mark.parametrize(("cast", "valid"), [(1499, False), (1500, False), (1501, True)])
def test_v05_more_than_half_of_the_registered(cast, valid):
    found = outputs("R-V05", DAY, {"registered": 3000, "cast": cast})
    assert (found["valid"], found["turnout_needed"]) == (valid, 1501)


@pytest.mark.parametrize(("votes", "elected"), [(750, []), (751, ["X"]), (752, ["X"])])
def test_v05_more_than_half_of_the_cast(votes, elected):
    assert outputs("R-V05", DAY, {"registered": 3000, "cast": 1501, "votes": {"X": votes}})["elected"] == elected


def test_v05_nobody_reaches_it_so_both_stand_again():
    found = outputs("R-V05", DAY, {"registered": 3000, "cast": 2000, "votes": {"X": 1000, "Y": 980}, "seats": 1})
    assert (found["elected"], found["rerun"], found["rerun_seats"]) == ([], ["X", "Y"], 1)


def test_v05_the_rerun_holds_one_more_than_its_seats_and_never_cuts_between_equals():
    votes = {"A": 900, "B": 700, "C": 400, "D": 300, "E": 200}
    found = outputs("R-V05", DAY, {"registered": 2000, "cast": 1200, "votes": votes, "seats": 3})
    assert (found["elected"], found["rerun"], found["rerun_seats"]) == (["A", "B"], ["C", "D"], 1)
    tied = outputs("R-V05", DAY, {"registered": 2000, "cast": 1200, "votes": {**votes, "E": 300}, "seats": 3})
    assert tied["rerun"] == ["C", "D", "E"]


def test_v05_a_tie_at_the_last_place_is_voted_on_again_and_an_election_without_turnout_elects_nobody():
    found = outputs("R-V05", DAY, {"registered": 2000, "cast": 1200, "votes": {"A": 700, "B": 650, "C": 650}, "seats": 2})
    assert (found["elected"], found["revote"], found["rerun"]) == (["A"], ["B", "C"], [])
    void = outputs("R-V05", DAY, {"registered": 2000, "cast": 1000, "votes": {"A": 900}})
    assert (void["valid"], void["elected"], void["rerun"]) == (False, [], [])


@pytest.mark.parametrize("facts", [{"registered": 10, "cast": 11}, {"registered": 10, "cast": 8, "votes": {"A": 9}}, {"registered": 10, "cast": 8, "votes": {"A": 8, "B": 1}}])
def test_v05_refuses_what_cannot_be(facts):
    with pytest.raises(ImpossibleFacts):
        ask("R-V05", DAY, facts)


@pytest.mark.parametrize(("votes", "elected"), [(599, []), (600, ["X"]), (610, ["X"])])
def test_v06_a_third_of_the_cast(votes, elected):
    found = outputs("R-V06", DAY, {"cast": 1800, "votes": {"X": votes, "Y": 590}, "seats": 1})
    assert (found["elected"], found["needed"]) == (elected, 600)


def test_v06_a_tie_is_voted_on_again():
    found = outputs("R-V06", DAY, {"cast": 1800, "votes": {"X": 700, "Y": 700}})
    assert (found["elected"], found["revote"], found["seats_left"]) == ([], ["X", "Y"], 0)
    with pytest.raises(ImpossibleFacts):
        ask("R-V06", DAY, {"cast": 10, "votes": {"X": 11}})


@st.composite
def counts(draw):
    registered = draw(st.integers(1, 300))
    cast, seats = draw(st.integers(1, registered)), draw(st.integers(1, 5))
    room, table = seats * cast, {}
    for number, count in enumerate(draw(st.lists(st.integers(0, cast), min_size=1, max_size=9))):
        table[f"N{number}"] = min(count, room)
        room -= table[f"N{number}"]
    return registered, cast, seats, table


@given(counts())
def test_v05_and_v06_elect_by_law_and_within_the_seats(count):
    registered, cast, seats, votes = count
    found = outputs("R-V05", DAY, {"registered": registered, "cast": cast, "seats": seats, "votes": votes})
    assert found["valid"] is (2 * cast > registered)
    assert len(found["elected"]) <= seats
    assert all(2 * votes[name] > cast and found["valid"] for name in found["elected"] + found["revote"])
    assert not set(found["elected"]) & set(found["rerun"])
    assert len(found["rerun"]) >= min(found["rerun_seats"] + 1, len(votes) - len(found["elected"])) or not found["rerun_seats"]
    again = outputs("R-V06", DAY, {"cast": cast, "seats": seats, "votes": votes})
    assert len(again["elected"]) <= seats
    assert all(3 * votes[name] >= cast for name in again["elected"] + again["revote"])
    assert not again["revote"] or len(again["elected"]) + len(again["revote"]) > seats


@given(counts(), st.randoms(use_true_random=False))
def test_v05_and_v06_names_decide_nothing(count, dice):
    registered, cast, seats, votes = count
    renamed, order = list(votes), list(votes)
    dice.shuffle(renamed)
    dice.shuffle(order)
    other = dict(zip(votes, renamed, strict=True))
    table = {other[name]: votes[name] for name in order}
    for rule_id, extra, lists in (("R-V05", {"registered": registered}, ("elected", "revote", "rerun")), ("R-V06", {}, ("elected", "revote"))):
        first = outputs(rule_id, DAY, {"cast": cast, "seats": seats, "votes": votes, **extra})
        second = outputs(rule_id, DAY, {"cast": cast, "seats": seats, "votes": table, **extra})
        for name in lists:
            assert {other[person] for person in first[name]} == set(second[name])


@pytest.mark.parametrize(("candidates", "ok"), [(0, False), (1, False), (2, True), (3, True)])
def test_v07_one_more_than_the_seats(candidates, ok):
    assert outputs("R-V07", DAY, {"seats": 1, "candidates": candidates}) == {"ok": ok, "needed": 2}


def test_v07_voters_nominate():
    assert codes("R-V07", DAY, {"seats": 1, "candidates": 2, "nominated_directly": False}) == ["not_nominated_by_voters"]


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({"proxies": 2}, []),
        ({"proxies": 3}, []),
        ({"proxies": 4}, ["too_many_proxies"]),
        ({"proxy_is_candidate": True}, ["proxy_is_candidate"]),
        ({"relation": "friend"}, ["not_a_near_relative"]),
        ({"relation": "other_relative"}, ["not_a_near_relative"]),
        ({"relation": "grandparent_grandchild"}, []),
        ({"written": False, "proxy_is_voter": False}, ["not_written", "proxy_not_a_voter"]),
    ],
)
def test_v08_proxies(facts, told):
    found = ask("R-V08", DAY, {"relation": "spouse", **facts})
    assert [item.code for item in found.violations] == told
    assert found.outputs["accepted"] is (told == [])


def test_v08_unpublished_names_are_a_warning():
    found = ask("R-V08", DAY, {"relation": "sibling", "published": False})
    assert found.outputs == {"accepted": True, "limit": 3}
    assert [item.code for item in found.warnings] == ["names_not_published"]


@pytest.mark.parametrize(("petition", "accepted"), [(599, False), (600, True), (601, True)])
def test_v09_a_fifth_of_the_voters(petition, accepted):
    assert outputs("R-V09", DAY, {"registered": 3000, "petition": petition})["accepted"] is accepted


@pytest.mark.parametrize(("petition", "accepted"), [(13, False), (14, True)])
def test_v09_a_third_of_the_representatives(petition, accepted):
    assert outputs("R-V09", DAY, {"reps": 40, "reps_petition": petition})["accepted"] is accepted


@pytest.mark.parametrize(("cast", "votes", "recalled"), [(1600, 800, False), (1600, 801, True), (1500, 1500, False), (1501, 751, True), (1501, 750, False)])
def test_v09_double_majority(cast, votes, recalled):
    found = outputs("R-V09", DAY, {"registered": 3000, "cast": cast, "for": votes})
    assert (found["recalled"], found["accepted"]) == (recalled, None)


def test_v09_petition_and_vote_together_and_nobody_else_removes():
    both = {"registered": 3000, "petition": 600, "cast": 1600, "for": 801}
    assert outputs("R-V09", DAY, both)["recalled"] is True
    assert outputs("R-V09", DAY, {**both, "petition": 599})["recalled"] is False
    assert outputs("R-V09", DAY, {**both, "defence_heard": False})["recalled"] is False
    assert codes("R-V09", DAY, {**both, "removed_by": "town"}) == ["only_voters_recall"]
    assert outputs("R-V09", DAY, {**both, "removed_by": "town"})["recalled"] is False
    assert codes("R-V09", DAY, {"registered": 3000, "petition": 600, "reasons_stated": False}) == ["reasons_missing"]


@pytest.mark.parametrize("facts", [{}, {"petition": 5}, {"registered": 10, "petition": 11}, {"registered": 10, "cast": 11, "for": 1}, {"registered": 10, "cast": 8, "for": 9}])
def test_v09_refuses_what_cannot_be(facts):
    with pytest.raises(ImpossibleFacts):
        ask("R-V09", DAY, facts)


def _years(*results):
    return [{"year": 2018 + n, "result": "not_competent" if bad else "competent"} for n, bad in enumerate(results)]


@pytest.mark.parametrize(
    ("facts", "ends"),
    [
        ({"appraisals": _years(1, 0, 1)}, False),
        ({"appraisals": _years(1, 1)}, True),
        ({"appraisals": _years(0, 1, 1)}, True),
        ({"appraisals": _years(1)}, False),
        ({"event": "detained", "document": "拘留通知书"}, False),
        ({"event": "sentenced", "document": "（2019）粤0403刑初1号"}, True),
        ({"event": "incapacity", "document": "鉴定意见书"}, True),
        ({"event": "sentenced"}, False),
    ],
)
def test_v10_what_ends_an_office(facts, ends):
    found = outputs("R-V10", DAY, facts)
    assert found["ends"] is ends
    assert found["needs_confirmation"] is (ends or facts.get("event") == "sentenced")


def test_v10_a_judgment_is_named_and_a_year_counted_once():
    assert codes("R-V10", DAY, {"event": "sentenced", "document": " "}) == ["document_missing"]
    with pytest.raises(ImpossibleFacts):
        ask("R-V10", DAY, {"appraisals": _years(1) * 2})


@pytest.mark.parametrize(("done", "state"), [("2019-04-09", "done"), ("2019-04-10", "done"), ("2019-04-11", "done_late")])
def test_v11_handed_over_in_ten_days(done, state):
    found = outputs("R-V11", done, {"elected_on": DAY, "handed_over_on": done})
    assert (str(found["handover_by"]), found["state"]) == ("2019-04-10", state)


@pytest.mark.parametrize(("day", "state"), [("2019-04-09", "waiting"), ("2019-04-10", "waiting"), ("2019-04-11", "overdue")])
def test_v11_overdue_the_day_after(day, state):
    assert outputs("R-V11", day, {"elected_on": DAY})["state"] == state


def test_v11_a_by_election_fills_the_rest_of_the_term():
    found = outputs("R-V11", DAY, {"elected_on": DAY, "by_election": True, "term_ends": "2020-03-20", "body": "representatives"})
    assert str(found["term_ends"]) == "2020-03-20"
    assert codes("R-V11", DAY, {"elected_on": DAY, "by_election": True, "body": "other"}) == ["wrong_body"]
    for facts in ({"by_election": True, "term_ends": "2019-03-30"}, {"handed_over_on": "2019-03-30"}):
        with pytest.raises(ImpossibleFacts):
            ask("R-V11", DAY, {"elected_on": DAY, **facts})


@pytest.mark.parametrize(("members", "ok"), [(2, False), (3, True), (5, True), (6, False)])
def test_v18_size(members, ok):
    assert outputs("R-V18", DAY, {"members": members, "with_accounting": 1})["size_ok"] is ok


@pytest.mark.parametrize(("relation", "barred"), [("spouse", ["某妻"]), ("grandparent_grandchild", ["某妻"]), ("other_relative", []), ("none", [])])
def test_v18_near_relatives_of_the_committee_are_barred(relation, barred):
    kin = [{"member": "某妻", "committee_member": "某", "relation": relation}]
    found = outputs("R-V18", DAY, {"members": 3, "kin": kin})
    assert (found["barred"], found["ok"]) == (barred, not barred)


def test_v18_accounting_committee_seat_and_secretary():
    assert codes("R-V18", DAY, {"members": 3, "with_accounting": 0, "committee_members": 1}) == ["no_accounting", "committee_member"]
    found = ask("R-V18", DAY, {"members": 3, "head_is_secretary": True})
    assert (found.outputs["ok"], [item.code for item in found.warnings]) == (True, ["head_is_secretary"])
    with pytest.raises(ImpossibleFacts):
        ask("R-V18", DAY, {"members": 3, "with_accounting": 4})


@pytest.mark.parametrize(("published", "ok"), [("2019-03-30", True), ("2019-03-31", False), ("2019-04-02", False)])
def test_v19_the_audit_is_published_before_the_election(published, ok):
    found = ask("R-V19", published, {"election_on": DAY, "audit_published_on": published})
    assert found.outputs["audit_ok"] is ok
    assert [item.code for item in found.violations] == ([] if ok else ["audit_published_late"])


@pytest.mark.parametrize(("day", "told"), [("2019-03-29", []), ("2019-03-30", []), ("2019-03-31", ["audit_published_late"])])
def test_v19_an_unpublished_audit_is_told_on_the_day_of_the_election(day, told):
    assert codes("R-V19", day, {"election_on": DAY}) == told


def test_v19_one_appraisal_a_year_by_the_supervision_body_and_six_items():
    assert codes("R-V19", DAY, {"appraisals": 0}) == ["appraisal_missing"]
    assert outputs("R-V19", DAY, {"appraisals": 1})["appraisal_ok"] is True
    assert codes("R-V19", DAY, {"appraisals": 1, "chaired_by": "other"}) == ["wrong_chair"]
    assert codes("R-V19", DAY, {"election_on": DAY, "audit_published_on": "2019-03-30", "audit_items": 5}) == ["audit_incomplete"]
    assert outputs("R-V19", DAY, {"election_on": DAY, "audit_published_on": "2019-03-30", "audit_items": 6})["audit_ok"] is True
    with pytest.raises(ImpossibleFacts):
        ask("R-V19", DAY)


FACTS = {
    "R-V01": {"seats": 5}, "R-V02": {"elected_on": "2024-01-10"}, "R-V03": {"birth_date": "1980-01-01"}, "R-V04": {"election_on": "2026-06-30"},
    "R-V05": {"registered": 3000, "cast": 1501}, "R-V06": {"cast": 1800, "votes": {"X": 610}}, "R-V07": {"seats": 1, "candidates": 2},
    "R-V08": {"relation": "spouse"}, "R-V09": {"registered": 3000, "petition": 600}, "R-V10": {}, "R-V11": {"elected_on": "2025-12-31"},
    "R-V18": {"members": 3}, "R-V19": {"appraisals": 1},
}


@pytest.mark.parametrize("rule_id", FACTS)
def test_from_2026_the_2018_text_answers_and_says_so(rule_id):
    def unverified(day):
        return "text_unverified" in codes(rule_id, day, FACTS[rule_id])

    assert [unverified("2025-12-31"), unverified("2026-01-01"), unverified("2026-01-02")] == [False, True, True]
    assert ask(rule_id, "2026-01-01", FACTS[rule_id]).outputs is not None
