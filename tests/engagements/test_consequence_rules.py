"""R-E06–R-E09: the handbook's worked examples, the closed list of grounds, and the day before, the day, the day after."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qianxian.engagements import grounds
from qianxian.engagements.rules.avoidance import OFFICES, RELATIONS
from qianxian.engagements.rules.grounds import BARRED
from qianxian.engagements.rules.sanctions import SANCTIONS
from qianxian.foundation.rulebook import ImpossibleFacts
from qianxian.rulebook.shipped import shipped_settings
from tests.rulebook.asking import ask, codes, outputs

LISTED = {row["code"]: row for row in shipped_settings().on(dt.date(2019, 7, 1))["consequence.grounds"]}
SENTENCED = {"ground": "sentenced", "since": "2012-05-01", "document": "（2012）珠斗法刑初字第10号"}


@pytest.mark.parametrize("code", sorted(BARRED))
def test_e06_what_is_barred_is_refused_by_name_whatever_comes_with_it(code):
    found = ask("R-E06", "2019-07-01", SENTENCED | {"ground": code})
    assert (found.outputs["accepted"], found.outputs["in_effect"], found.outputs["effect"]) == (False, False, None)
    assert [item.code for item in found.errors] == ["ground_barred"]


def test_e06_no_barred_ground_is_on_the_list_and_unknown_ones_are_refused():
    assert not BARRED & set(LISTED)
    assert codes("R-E06", "2019-07-01", SENTENCED | {"ground": "big_mouth"}) == ["ground_unknown"]


def test_e06_the_list_holds_every_ground_a_department_may_answer_with_each_with_its_source():
    assert set(grounds.VETTING_GROUNDS) <= set(LISTED)
    assert all(row["source"] and row["effect"] in ("bars", "unfit", "waits") and row["expires"] in ("never", "months", "stated", "open") for row in LISTED.values())


def test_e06_a_sentence_bars_without_end():
    found = outputs("R-E06", "2026-11-24", SENTENCED)
    assert (found["accepted"], found["effect"], found["expires_on"], found["in_effect"]) == (True, "bars", None, True)


@pytest.mark.parametrize(("on", "holds"), [("2019-05-09", True), ("2019-05-10", True), ("2019-05-11", False)])
def test_e06_five_years_after_release_the_ground_is_gone(on, holds):
    facts = {"ground": "released_under_5_years", "since": "2014-05-10", "document": "释放证明"}
    assert outputs("R-E06", on, facts)["expires_on"] == dt.date(2019, 5, 10)
    assert outputs("R-E06", on, facts)["in_effect"] is holds
    assert codes("R-E06", on, facts) == ([] if holds else ["ground_expired"])


@pytest.mark.parametrize(("on", "holds"), [("2020-01-30", True), ("2020-01-31", True), ("2020-02-01", False)])
def test_e06_a_sanction_is_a_ground_until_the_day_its_document_states(on, holds):
    facts = {"ground": "party_sanction_in_effect", "since": "2019-01-31", "until": "2020-01-31", "document": "斗纪〔2019〕3号"}
    assert outputs("R-E06", on, facts)["in_effect"] is holds


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"document": " "}, ["document_missing"]),
        ({"since": None}, ["since_missing"]),
        ({"since": "2019-07-02"}, ["since_in_future"]),
        ({"ground": "party_sanction_in_effect"}, ["until_missing"]),
        ({"document": None, "since": None}, ["since_missing", "document_missing"]),
    ],
)
def test_e06_a_ground_needs_its_day_and_its_document(changes, told):
    found = ask("R-E06", "2019-07-01", SENTENCED | changes)
    assert ([item.code for item in found.violations], found.outputs["accepted"], found.outputs["in_effect"]) == (told, False, False)


def test_e06_facts_that_cannot_be_are_refused():
    with pytest.raises(ImpossibleFacts):
        ask("R-E06", "2019-07-01", SENTENCED | {"until": "2012-04-30"})


@pytest.mark.parametrize(("on", "works"), [("2021-09-09", False), ("2021-09-10", True), ("2022-09-09", True), ("2022-09-10", True), ("2022-09-11", False)])
def test_e07_a_demerit_works_for_twelve_months(on, works):
    found = outputs("R-E07", on, {"sanction": "demerit", "decided_on": "2021-09-10"})
    assert (found["months"], found["effect_until"], found["in_effect"]) == (12, dt.date(2022, 9, 10), works)
    assert found["allowance_reduced"] is True


@pytest.mark.parametrize(
    ("track", "sanction", "until"),
    [
        ("administrative", "warning", "2021-08-28"),
        ("administrative", "demerit", "2022-02-28"),
        ("administrative", "major_demerit", "2022-08-28"),
        ("party", "warning", "2022-02-28"),
        ("party", "serious_warning", "2022-08-28"),
        ("party", "party_post_removal", "2023-02-28"),
        ("party", "party_probation", "2024-02-28"),
        ("party", "expulsion", "2026-02-28"),
    ],
)
def test_e07_periods_by_sanction_last_day_counted(track, sanction, until):
    last = dt.date.fromisoformat(until)
    facts = {"track": track, "sanction": sanction, "decided_on": "2021-02-28"}
    for day, works in ((last - dt.timedelta(1), True), (last, True), (last + dt.timedelta(1), False)):
        found = outputs("R-E07", day.isoformat(), facts)
        assert (found["effect_until"], found["in_effect"]) == (last, works)


def test_e07_probation_of_two_years_is_followed_by_two_more():
    facts = {"track": "party", "sanction": "party_probation", "decided_on": "2021-02-28", "probation_months": 24}
    assert outputs("R-E07", "2021-03-01", facts)["effect_until"] == dt.date(2025, 2, 28)


@pytest.mark.parametrize("sanction", ["downgrade", "dismissal"])
def test_e07_village_managers_get_three_sanctions_only(sanction):
    facts = {"sanction": sanction, "decided_on": "2021-09-10"}
    assert codes("R-E07", "2021-09-10", facts) == ["not_for_village_managers"]
    assert outputs("R-E07", "2021-09-10", facts)["allowed"] is False
    assert codes("R-E07", "2021-09-10", facts | {"village_manager": False}) == []


def test_e07_cases_before_the_law_run_as_their_decision_states():
    before = {"sanction": "demerit", "decided_on": "2020-06-30"}
    assert codes("R-E07", "2020-07-02", before) == ["older_rules"]
    assert outputs("R-E07", "2020-07-02", before)["in_effect"] is False
    stated = outputs("R-E07", "2020-07-02", before | {"stated_until": "2021-06-30"})
    assert (stated["effect_until"], stated["in_effect"], stated["allowance_reduced"]) == (dt.date(2021, 6, 30), True, False)
    assert outputs("R-E07", "2020-07-02", {"sanction": "demerit", "decided_on": "2020-07-01"})["effect_until"] == dt.date(2021, 7, 1)


def test_e07_a_differing_date_in_the_decision_is_told_and_tracks_are_not_mixed():
    assert codes("R-E07", "2021-09-10", {"sanction": "demerit", "decided_on": "2021-09-10", "stated_until": "2022-09-09"}) == ["stated_differs"]
    with pytest.raises(ImpossibleFacts):
        ask("R-E07", "2021-09-10", {"sanction": "expulsion", "decided_on": "2021-09-10"})
    with pytest.raises(ImpossibleFacts):
        ask("R-E07", "2021-09-10", {"sanction": "demerit", "decided_on": "2021-09-10", "stated_until": "2021-09-09"})


@given(st.sampled_from([code for code, _ in SANCTIONS]), st.dates(dt.date(2020, 7, 1), dt.date(2030, 1, 1)))
def test_e07_never_in_effect_before_its_decision_nor_after_its_end(sanction, decided):
    for track in ("administrative", "party"):
        try:
            found = outputs("R-E07", decided.isoformat(), {"track": track, "sanction": sanction, "decided_on": decided})
        except ImpossibleFacts:
            continue
        until = found["effect_until"]
        assert found["in_effect"] and until > decided
        assert not outputs("R-E07", (until + dt.timedelta(1)).isoformat(), {"track": track, "sanction": sanction, "decided_on": decided})["in_effect"]


@pytest.mark.parametrize(
    ("filed", "state"), [("2019-03-08", "in_time"), ("2019-03-22", "in_time"), ("2019-03-24", "in_time"), ("2019-03-25", "in_time"), ("2019-03-26", "late")]
)
def test_e08_filed_within_fifteen_days(filed, state):
    facts = {"event_on": "2019-03-10", "filed_on": filed}
    assert outputs("R-E08", "2019-03-26", facts)["state"] == state
    assert codes("R-E08", "2019-03-26", facts) == (["filed_late"] if state == "late" else [])


@pytest.mark.parametrize(("on", "state"), [("2019-03-24", "waiting"), ("2019-03-25", "waiting"), ("2019-03-26", "overdue")])
def test_e08_not_filed(on, state):
    found = ask("R-E08", on, {"event_on": "2019-03-10"})
    assert (found.outputs["state"], found.outputs["standing"]) == (state, "unfiled")
    assert [item.code for item in found.errors] == (["filing_overdue"] if state == "overdue" else [])


@pytest.mark.parametrize(("on", "standing"), [("2019-04-05", "open"), ("2019-04-06", "open"), ("2019-04-07", "stands")])
def test_e08_the_objection_window(on, standing):
    facts = {"event_on": "2019-03-10", "filed_on": "2019-03-22"}
    found = outputs("R-E08", on, facts)
    assert (found["objection_until"], found["standing"]) == (dt.date(2019, 4, 6), standing)
    late = standing == "stands"
    objected = ask("R-E08", on, facts | {"objected_on": on})
    assert [item.code for item in objected.violations] == (["objection_late"] if late else ["objection_raised"])
    assert objected.outputs["standing"] == ("stands" if late else "objected")


def test_e08_what_a_filing_holds():
    assert codes("R-E08", "2019-03-12", {"event_on": "2019-03-10", "filed_on": "2019-03-12", "lacking": ["pledge", "vetting"]}) == ["filing_incomplete"]
    removed = {"event": "removed", "event_on": "2019-03-10", "filed_on": "2019-03-12"}
    assert outputs("R-E08", "2019-03-12", removed | {"lacking": ["pledge"]})["complete"] is True
    assert outputs("R-E08", "2019-03-12", removed | {"lacking": ["decision", "notice"]})["missing"] == ["decision", "notice"]
    with pytest.raises(ImpossibleFacts):
        ask("R-E08", "2019-03-12", removed | {"lacking": ["photo"]})
    with pytest.raises(ImpossibleFacts):
        ask("R-E08", "2019-03-12", removed | {"objected_on": "2019-03-11"})


@pytest.mark.parametrize(
    ("first", "second", "relation", "barred"),
    [
        ("committee", "committee", "spouse", True),
        ("committee", "committee", "sibling", True),
        ("committee", "head", "parent_child", True),
        ("committee", "committee", "grandparent_grandchild", False),
        ("supervision", "committee", "grandparent_grandchild", True),
        ("supervision", "committee", "same_person", True),
        ("rec_board", "rec_board", "sibling", True),
        ("rec_board", "rec_board", "none", False),
        ("rec_supervisor", "rec_finance", "spouse", True),
        ("rec_supervisor", "rec_board", "same_person", True),
        ("cashier", "secretary", "parent_child", True),
        ("secretary", "head", "same_person", False),
    ],
)
def test_e09_who_avoids_whom(first, second, relation, barred):
    for pair in ((first, second), (second, first)):
        found = ask("R-E09", "2025-05-01", {"first": pair[0], "second": pair[1], "relation": relation})
        assert found.outputs["barred"] is barred
        assert [item.code for item in found.errors] == (["avoidance"] if barred else [])


@pytest.mark.parametrize(("on", "barred"), [("2025-04-30", False), ("2025-05-01", True), ("2025-05-02", True)])
def test_e09_brothers_on_a_board_by_the_law_of_the_day(on, barred):
    facts = {"first": "rec_board", "second": "rec_board", "relation": "sibling"}
    assert outputs("R-E09", on, facts)["barred"] is barred
    assert codes("R-E09", on, facts) == (["avoidance"] if barred else ["avoidance_advised"])


@given(st.sampled_from([code for code, _ in OFFICES]), st.sampled_from([code for code, _ in OFFICES]), st.sampled_from([code for code, _ in RELATIONS]))
def test_e09_order_never_matters_and_strangers_are_never_barred(first, second, relation):
    there = outputs("R-E09", "2025-05-01", {"first": first, "second": second, "relation": relation})
    back = outputs("R-E09", "2025-05-01", {"first": second, "second": first, "relation": relation})
    assert there == back
    assert not (relation == "none" and there["barred"])
