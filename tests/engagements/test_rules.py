"""R-E01–R-E05: the handbook's worked examples, and the day before, the day, the day after."""

from __future__ import annotations

import datetime as dt

import pytest

from qianxian.engagements.rules import vetting_state
from qianxian.foundation.rulebook import ImpossibleFacts, InputsRefused
from qianxian.rulebook.shipped import shipped_settings
from tests.rulebook.asking import ask, codes, outputs

DAY = "2019-03-31"


@pytest.mark.parametrize(
    ("outcome", "elected", "office", "lines"),
    [
        ("engaged", True, "kept", 1),
        ("not_engaged", True, "kept", 0),
        ("deferred", True, "kept", 0),
        (None, True, "kept", 0),
        ("engaged", False, "none", 1),
        ("not_engaged", False, "none", 0),
    ],
)
def test_e01_election_and_engagement_are_separate(outcome, elected, office, lines):
    found = outputs("R-E01", DAY, {"outcome": outcome, "elected": elected})
    assert (found["elected_office"], found["centre_pay_lines"], found["engaged"]) == (office, lines, lines == 1)


def test_e01_nobody_is_removed_from_an_elected_seat():
    assert codes("R-E01", DAY, {"outcome": "not_engaged", "elected": True, "end_elected_office": True}) == ["elected_office_untouchable"]


def test_e01_amended_village_law_is_said_to_be_unread():
    facts = {"outcome": "not_engaged", "elected": True}
    assert codes("R-E01", "2025-12-31", facts) == []
    assert codes("R-E01", "2026-01-01", facts) == ["text_unverified"]
    assert ask("R-E01", "2026-01-01", facts).outputs["elected_office"] == "kept"
    assert ask("R-E01", "2026-01-01", facts).errors == []


def test_e02_the_engagement_ends_with_the_secretary():
    found = ask("R-E02", DAY, {"secretary_ends": "2019-03-31"}).to_json()
    assert found["outputs"]["director_engagement_ends"] == "2019-03-31"
    assert found["outputs"]["vacancy"] is True
    assert found["violations"] == []


@pytest.mark.parametrize(
    ("acting", "state"), [("2019-03-31", "in_time"), ("2019-04-04", "in_time"), ("2019-04-05", "in_time"), ("2019-04-06", "late")]
)
def test_e02_acting_director_within_five_calendar_days_holiday_or_not(acting, state):
    assert outputs("R-E02", acting, {"secretary_ends": "2019-03-31", "acting_set": acting})["acting"] == state


def test_e02_missing_acting_director_and_new_director():
    assert codes("R-E02", "2019-04-05", {"secretary_ends": "2019-03-31"}) == []
    assert codes("R-E02", "2019-04-06", {"secretary_ends": "2019-03-31"}) == ["acting_director_missing"]
    assert outputs("R-E02", "2019-04-06", {"secretary_ends": "2019-03-31", "new_director_from": "2019-04-01"})["vacancy"] is False
    assert outputs("R-E02", "2019-04-06", {"secretary_ends": "2019-03-31", "acting_set": "2019-04-02"})["vacancy"] is True
    with pytest.raises(ImpossibleFacts):
        ask("R-E02", DAY, {"secretary_ends": "2019-03-31", "acting_set": "2019-03-30"})


@pytest.mark.parametrize(
    ("resident", "posts"),
    [
        (0, 4),
        (1999, 4),
        (2000, 5),
        (4999, 5),
        (5000, 6),
        (9999, 6),
        (10000, 7),
        (10300, 7),
    ],
)
def test_e03_bands(resident, posts):
    assert outputs("R-E03", DAY, {"resident": resident, "registered": 5500})["leading_posts"] == posts


def test_e03_never_falls_back_to_registered():
    found = ask("R-E03", DAY, {"registered": 5500})
    assert found.outputs["leading_posts"] is None
    assert [item.code for item in found.errors] == ["no_snapshot"]


def test_e03_over_establishment_needs_its_document():
    assert codes("R-E03", DAY, {"resident": 1999, "planned": 4}) == []
    assert codes("R-E03", DAY, {"resident": 1999, "planned": 5}) == ["over_establishment"]
    assert codes("R-E03", DAY, {"resident": 1999, "planned": 5, "exception_doc": "斗组〔2019〕3号"}) == []


def test_e03_a_band_crossed_in_mid_year_waits():
    facts = {"resident": 10300, "posts_before": 6, "yearly_review": False, "planned": 7}
    found = ask("R-E03", DAY, facts)
    assert (found.outputs["leading_posts"], found.outputs["next_review_posts"], found.outputs["over"]) == (6, 7, 1)
    assert outputs("R-E03", DAY, facts | {"yearly_review": True})["leading_posts"] == 7


@pytest.mark.parametrize(("on", "state"), [("2019-10-31", "waiting"), ("2019-11-01", "due"), ("2019-11-02", "overdue")])
def test_e04_a_deferral_never_lapses_in_silence(on, state):
    facts = {"deferred_on": "2019-05-01", "deferred_until": "2019-11-01", "cause": "材料待核实"}
    found = ask("R-E04", on, facts)
    assert found.outputs["state"] == state
    assert found.outputs["task_due"].isoformat() == "2019-11-01"
    assert outputs("R-E04", on, facts | {"decided_on": "2019-10-30"})["state"] == "decided"


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"deferred_until": None}, ["deferred_until_missing"]),
        ({"deferred_until": "2019-11-02"}, ["deferred_too_long"]),
        ({"deferred_until": "2019-05-01"}, ["deferred_until_not_later", "decision_due"]),
        ({"cause": " "}, ["cause_missing"]),
        ({}, []),
    ],
)
def test_e04_needs_a_date_and_a_cause(changes, told):
    facts = {"deferred_on": "2019-05-01", "deferred_until": "2019-11-01", "cause": "材料待核实"} | changes
    assert codes("R-E04", "2019-05-01", facts) == told


ASKED = list(shipped_settings().on(dt.date(2019, 3, 31))["vetting.departments_required"])


def replies(*conclusions: str, on: str = "2019-03-20") -> list[dict[str, str]]:
    return [{"department": name, "conclusion": said, "replied_on": on} for name, said in zip(ASKED, conclusions, strict=False) if said]


def test_e05_silence_is_not_consent():
    assert len(ASKED) == 8
    found = outputs("R-E05", DAY, {"asked": ASKED, "replies": replies(*["no_objection"] * 7)})
    assert (found["state"], found["missing"], found["usable"]) == ("open", [ASKED[7]], False)


def test_e05_cleared_for_six_months():
    facts = {"asked": ASKED, "replies": replies(*["no_objection"] * 8)}
    found = outputs("R-E05", DAY, facts)
    assert (found["state"], found["valid_until"].isoformat(), found["usable"]) == ("cleared", "2019-09-20", True)
    assert outputs("R-E05", "2019-09-20", facts)["usable"] is True
    assert codes("R-E05", "2019-09-21", facts) == ["clearance_expired"]
    assert outputs("R-E05", "2019-09-21", facts)["usable"] is False


@pytest.mark.parametrize(
    ("answers", "state"),
    [
        (("objection",), "blocked"),
        (("objection", "need_more"), "blocked"),
        (("need_more",), "needs_info"),
        ((), "open"),
        (("no_objection",) * 7 + ("objection",), "blocked"),
    ],
)
def test_e05_states(answers, state):
    assert outputs("R-E05", DAY, {"replies": replies(*answers)})["state"] == state


def test_e05_the_last_word_of_a_department_counts_as_of_the_day():
    material = [*replies(*["no_objection"] * 8), {"department": ASKED[0], "conclusion": "objection", "replied_on": "2019-03-25"}]
    assert outputs("R-E05", "2019-03-24", {"replies": material})["state"] == "cleared"
    assert outputs("R-E05", "2019-03-25", {"replies": material})["state"] == "blocked"


def test_e05_who_is_asked():
    assert "department_not_asked" in codes("R-E05", DAY, {"asked": ASKED[:7]})
    assert "department_not_listed" in codes("R-E05", DAY, {"asked": [*ASKED, "petition"]})
    with pytest.raises(ImpossibleFacts):
        ask("R-E05", DAY, {"asked": ASKED, "replies": [{"department": "petition", "conclusion": "objection"}]})
    with pytest.raises(ImpossibleFacts):
        ask("R-E05", DAY, {"asked": [*ASKED, ASKED[0]]})
    with pytest.raises(InputsRefused):
        ask("R-E05", DAY, {"replies": [{"department": ASKED[0], "conclusion": "maybe"}]})
    assert vetting_state((), {}) == "open"
