"""R-P18–R-P22: the handbook's examples, and the day before, the day, the day after."""

from __future__ import annotations

import pytest

from qianxian.foundation.rulebook import ImpossibleFacts
from tests.rulebook.asking import ask, codes, outputs

MET = {"meeting_on": "2018-05-20", "approved_on": "2018-06-20"}


@pytest.mark.parametrize(("day", "overdue"), [("2019-05-19", False), ("2019-05-20", False), ("2019-05-21", True)])
def test_p18_probation_ends_after_a_year_and_is_overdue_the_day_after(day, overdue):
    found = outputs("R-P18", day, MET)
    assert (str(found["probation_ends"]), found["overdue"], found["stage"]) == ("2019-05-20", overdue, "probationary")


@pytest.mark.parametrize(("decided", "overdue", "told"), [("2019-05-19", False, ["decided_early"]), ("2019-05-20", False, []), ("2019-05-21", True, ["decision_overdue"])])
def test_p18_decided_on_time_or_late(decided, overdue, told):
    found = ask("R-P18", "2019-06-01", {**MET, "decided_on": decided})
    assert (found.outputs["overdue"], [item.code for item in found.violations]) == (overdue, told)


@pytest.mark.parametrize(("months", "told", "ends"), [(5, ["extension_length"], "2019-05-20"), (6, [], "2019-11-20"), (12, [], "2020-05-20"), (13, ["extension_length"], "2019-05-20")])
def test_p18_an_extension_is_six_to_twelve_months(months, told, ends):
    found = ask("R-P18", "2019-05-20", {**MET, "extension_months": months})
    assert ([item.code for item in found.violations], str(found.outputs["probation_ends"])) == (told, ends)


def test_p18_extended_once_only():
    assert codes("R-P18", "2019-05-20", {**MET, "extension_months": 6, "extensions": 2}) == ["extended_twice"]
    assert codes("R-P18", "2019-05-20", {**MET, "extension_months": 6, "extensions": 1}) == []


@pytest.mark.parametrize(
    ("special", "day", "late"),
    [(False, "2018-08-19", False), (False, "2018-08-20", False), (False, "2018-08-21", True), (True, "2018-11-20", False), (True, "2018-11-21", True)],
)
def test_p18_approved_within_three_months_or_six(special, day, late):
    assert outputs("R-P18", day, {"meeting_on": "2018-05-20", "special_case": special})["approval_overdue"] is late
    assert outputs("R-P18", "2018-12-31", {"meeting_on": "2018-05-20", "special_case": special, "approved_on": day})["approval_overdue"] is late


@pytest.mark.parametrize(("target", "told"), [("2018-04-30", ["trained_too_short"]), ("2018-05-01", []), ("2018-05-02", [])])
def test_p18_an_activist_is_trained_for_a_year(target, told):
    facts = {"applied_on": "2017-03-01", "activist_on": "2017-05-01", "target_on": target}
    assert codes("R-P18", "2018-06-01", facts) == told


@pytest.mark.parametrize(("applied", "told"), [("2018-05-03", ["under_age"]), ("2018-05-04", []), ("2018-05-05", [])])
def test_p18_an_applicant_is_eighteen(applied, told):
    assert codes("R-P18", "2018-06-01", {"birth_date": "2000-05-04", "applied_on": applied}) == told


def test_p18_both_introducers_and_stages_in_order():
    assert codes("R-P18", "2018-06-01", {**MET, "introducers": 1}) == ["introducers_absent"]
    assert codes("R-P18", "2018-06-01", {"applied_on": "2017-05-02", "activist_on": "2017-05-01"}) == ["order"]
    for facts in ({}, {"meeting_on": "2018-05-20", "approved_on": "2018-05-19"}, {"birth_date": "2018-01-01", "applied_on": "2017-01-01"}):
        with pytest.raises(ImpossibleFacts):
            ask("R-P18", "2018-06-01", facts)


@pytest.mark.parametrize(("day", "months", "task"), [("2019-06-29", 5, None), ("2019-06-30", 6, "talk_and_verify"), ("2019-07-01", 6, "talk_and_verify")])
def test_p19_six_months_unpaid_open_a_task_and_change_nothing(day, months, task):
    assert outputs("R-P19", day, {"paid_to": "2018-12"}) == {"months_unpaid": months, "task": task, "status_changed": False}


def test_p19_a_reason_opens_nothing_and_paid_ahead_is_zero():
    assert outputs("R-P19", "2019-12-31", {"paid_to": "2018-12", "has_reason": True})["task"] is None
    assert outputs("R-P19", "2019-06-30", {"paid_to": "2019-12"})["months_unpaid"] == 0


@pytest.mark.parametrize(("day", "status"), [("2019-07-04", "local"), ("2019-07-05", "mobile"), ("2019-07-06", "mobile")])
def test_p20_mobile_after_six_months(day, status):
    assert outputs("R-P20", day, {"away_from": "2019-01-05"})["status"] == status
    assert outputs("R-P20", day, {"away_from": "2019-01-05", "home_again_on": "2019-05-01"})["status"] == "local"
    assert outputs("R-P20", day, {"away_from": "2019-01-05", "can_attend": True})["status"] == "local"


@pytest.mark.parametrize(("day", "status"), [("2019-12-31", "mobile"), ("2020-01-01", "lost_contact"), ("2020-01-02", "lost_contact")])
def test_p20_lost_after_six_months_without_contact(day, status):
    assert outputs("R-P20", day, {"away_from": "2019-01-05", "last_contact_on": "2019-07-01"})["status"] == status


@pytest.mark.parametrize(("day", "told"), [("2019-10-01", []), ("2019-10-02", ["contact_overdue"])])
def test_p20_contact_is_kept(day, told):
    assert codes("R-P20", day, {"away_from": "2019-01-05", "last_contact_on": "2019-07-01"}) == told


def test_p20_nobody_returns_before_leaving():
    with pytest.raises(ImpossibleFacts):
        ask("R-P20", "2019-07-05", {"away_from": "2019-01-05", "home_again_on": "2019-01-04"})


@pytest.mark.parametrize(
    ("facts", "met"),
    [
        ({"role": "secretary", "hours": 60, "centralised": 0}, False),
        ({"role": "secretary", "hours": 56, "centralised": 1}, True),
        ({"role": "secretary", "hours": 55, "centralised": 1}, False),
        ({"role": "committee", "hours": "55.5", "centralised": 2}, False),
        ({"hours": 31}, False),
        ({"hours": 32}, True),
        ({"hours": 20, "access_need": True, "home_delivery_hours": 12}, True),
    ],
)
def test_p21_hours(facts, met):
    assert outputs("R-P21", "2019-12-31", facts)["met"] is met


def test_p21_nothing_is_held_against_the_frail():
    found = ask("R-P21", "2019-12-31", {"hours": 4, "access_need": True})
    assert (found.errors, [item.code for item in found.warnings]) == ([], ["hours_short"])
    with pytest.raises(ImpossibleFacts):
        ask("R-P21", "2019-12-31", {"hours": 4, "online_hours": 5})


@pytest.mark.parametrize(("day", "told"), [("2019-09-30", []), ("2019-10-01", ["new_secretary_untrained"])])
def test_p21_a_new_secretary_is_trained_within_six_months(day, told):
    facts = {"role": "secretary", "hours": 56, "centralised": 1, "secretary_since": "2019-03-30"}
    assert codes("R-P21", day, facts) == told
    assert codes("R-P21", "2019-12-31", {**facts, "trained_on": day}) == told


def test_p22_the_party_office_ends_and_the_committee_seat_stays():
    found = outputs("R-P22", "2019-03-31", {"replaced_on": "2019-03-31", "committee_member": True, "decision_doc": "斗委〔2019〕1号"})
    assert str(found["party_office_ends"]) == str(found["director_engagement_ends"]) == "2019-03-31"
    assert (found["committee_seat"], found["dual_office_holder"]) == ("kept", False)


def test_p22_only_an_upper_party_organisation_decides():
    for decider in ("own_meeting", "villagers", "government"):
        found = ask("R-P22", "2019-03-31", {"replaced_on": "2019-03-31", "decided_by": decider})
        assert ([item.code for item in found.errors], found.outputs["party_office_ends"]) == (["wrong_decider"], None)
    told = codes("R-P22", "2019-03-31", {"replaced_on": "2019-03-31", "decision_doc": " ", "notified": False, "filed": False})
    assert told == ["decision_missing", "not_notified", "not_filed"]
