"""R-P01–R-P13 and USCC: the handbook's worked examples, and the day before, the day, the day after."""

from __future__ import annotations

import pytest

from qianxian.foundation.rulebook import ImpossibleFacts, InputsRefused
from qianxian.organisations.rules import check_credit_code, has_vote
from tests.rulebook.asking import ask, codes, outputs

DAY = "2019-03-31"


@pytest.mark.parametrize(
    ("full", "probationary", "form"), [(2, 4, "joint_branch"), (3, 0, "party_branch"), (0, 0, "none"), (0, 4, "joint_branch")]
)
def test_p01_probationary_members_do_not_make_a_branch(full, probationary, form):
    assert outputs("R-P01", DAY, {"full_members": full, "probationary": probationary})["form"] == form


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({"full_members": 3, "own_branch": False}, ["branch_required"]),
        ({"full_members": 2, "own_branch": True}, ["joint_branch_required"]),
        ({"full_members": 2, "units": 6}, ["too_many_units"]),
        ({"full_members": 2, "units": 5}, []),
    ],
)
def test_p01_says_what_to_found(facts, told):
    assert codes("R-P01", DAY, facts) == told


@pytest.mark.parametrize(("members", "above"), [(50, False), (51, True), (96, True)])
def test_p02_a_large_branch_is_warned_and_never_barred(members, above):
    found = ask("R-P02", DAY, {"members": members})
    assert found.outputs["warning"] is above
    assert found.errors == []
    assert (found.outputs["suggestion"] == "general_party_branch") is above


@pytest.mark.parametrize(
    ("facts", "allowed"),
    [
        ({"members": 51, "form": "general_party_branch"}, True),
        ({"members": 50, "form": "general_party_branch"}, False),
        ({"members": 50, "form": "general_party_branch", "need_reason": "自然村分散"}, True),
        ({"members": 50, "form": "general_party_branch", "need_reason": "  "}, False),
        ({"members": 100, "form": "primary_party_committee"}, False),
        ({"members": 100, "form": "primary_party_committee", "county_approval_doc": "斗组〔2018〕1号"}, True),
        ({"members": 99, "form": "primary_party_committee", "county_approval_doc": "斗组〔2018〕1号"}, False),
        ({"members": 3, "form": "party_branch"}, True),
        ({"members": 5, "full_members": 2, "form": "party_branch"}, False),
    ],
)
def test_p03_forms_of_a_village(facts, allowed):
    assert outputs("R-P03", DAY, facts)["allowed"] is allowed


def test_p03_lists_the_forms_when_none_is_named():
    assert outputs("R-P03", DAY, {"members": 60}) == {"allowed": None, "allowed_forms": ["party_branch", "general_party_branch"]}
    with pytest.raises(ImpossibleFacts):
        ask("R-P03", DAY, {"members": 3, "full_members": 4})


@pytest.mark.parametrize(
    ("full", "size", "status", "told"),
    [
        (7, 0, "error", ["committee_missing"]),
        (6, 3, "warning", ["committee_not_needed"]),
        (6, 0, "ok", []),
        (20, 8, "warning", ["committee_too_large"]),
        (20, 7, "ok", []),
        (20, 2, "warning", ["committee_too_small"]),
        (20, 3, "ok", []),
    ],
)
def test_p04_branch_committee(full, size, status, told):
    facts = {"full_members": full, "committee_size": size}
    assert outputs("R-P04", DAY, facts)["status"] == status
    assert codes("R-P04", DAY, facts) == told


def test_p04_more_on_the_committee_than_members():
    with pytest.raises(ImpossibleFacts):
        ask("R-P04", DAY, {"full_members": 7, "committee_size": 8})


@pytest.mark.parametrize(
    ("facts", "years", "due"),
    [
        ({"elected_on": "2018-04-10"}, 5, "2023-04-10"),
        ({"elected_on": "2018-04-10", "sector": "school"}, 3, "2021-04-10"),
        ({"elected_on": "2018-04-10", "sector": "gov", "kind": "general_party_branch"}, 3, "2021-04-10"),
        ({"elected_on": "2018-04-10", "sector": "gov", "kind": "primary_party_committee"}, 5, "2023-04-10"),
        ({"elected_on": "2018-04-10", "sector": "urban_community", "kind": "general_party_branch"}, 5, "2023-04-10"),
        ({"elected_on": "2020-02-29", "sector": "school"}, 3, "2023-02-28"),
    ],
)
@pytest.mark.parametrize("on", ["2018-04-10", "2019-03-31", "2026-11-23"])
def test_p05_terms(facts, years, due, on):
    found = ask("R-P05", on, facts).to_json()["outputs"]
    assert found == {"term_years": years, "due_on": due}


def test_p05_a_temporary_branch_has_no_term():
    assert codes("R-P05", DAY, {"elected_on": "2019-01-01", "kind": "temporary_branch"}) == ["no_term_elections"]


@pytest.mark.parametrize(
    ("held", "approved", "told"),
    [
        ("2024-04-10", True, []),
        ("2024-04-11", True, ["shifted_too_far"]),
        ("2023-06-01", False, ["approval_missing"]),
        ("2023-04-10", False, []),
        ("2022-04-10", True, []),
        ("2022-04-09", True, ["shifted_too_far"]),
        ("2023-04-09", False, ["approval_missing"]),
        ("2024-04-11", False, ["approval_missing", "shifted_too_far"]),
    ],
)
def test_p06_early_and_late(held, approved, told):
    facts = {"due_on": "2023-04-10", "held_on": held, "upper_approval": approved}
    assert codes("R-P06", held, facts) == told
    assert outputs("R-P06", held, facts)["ok"] is (not told)


def test_p06_follows_the_text_of_the_day():
    facts = {"due_on": "2020-07-12", "held_on": "2020-07-12"}
    assert ask("R-P06", "2020-07-12", facts).version == "1990-06-27"
    assert ask("R-P06", "2020-07-13", facts).version == "2020-07-13"
    assert "1990" in ask("R-P06", "2020-07-12", facts).settings[0].source


@pytest.mark.parametrize(
    ("on", "state"),
    [("2022-10-09", "quiet"), ("2022-10-10", "remind"), ("2023-04-10", "remind"), ("2023-04-11", "overdue")],
)
def test_p07_alerts(on, state):
    assert outputs("R-P07", on, {"term_ends": "2023-04-10"})["state"] == state


def test_p07_extension_and_new_term():
    assert outputs("R-P07", "2023-04-11", {"term_ends": "2023-04-10", "extended_to": "2024-04-10"})["state"] == "quiet"
    assert outputs("R-P07", "2023-04-11", {"term_ends": "2023-04-10", "new_term_from": "2023-04-11"})["state"] == "renewed"


@pytest.mark.parametrize(("elected", "warned", "months"), [("2019-06-29", True, 11), ("2019-06-30", False, 12), ("2019-07-01", False, 12)])
def test_p08_party_age_counts_from_full_membership(elected, warned, months):
    facts = {"joined_on": "2017-06-30", "full_on": "2018-06-30", "elected_on": elected}
    found = ask("R-P08", elected, facts)
    assert found.outputs == {"ok": not warned, "warning": warned, "party_age_months": months}
    assert [item.level for item in found.violations] == (["warning"] if warned else [])


def test_p08_approval_settles_and_probation_bars():
    assert codes("R-P08", "2019-06-29", {"full_on": "2018-06-30", "upper_approval": True}) == []
    assert codes("R-P08", "2018-11-01", {"full_on": "2018-11-02"}) == ["not_full_member"]
    with pytest.raises(ImpossibleFacts):
        ask("R-P08", DAY, {"full_on": "2018-06-30", "joined_on": "2018-07-01"})


@pytest.mark.parametrize("act", ["admission", "discipline", "dues", "delegates", "term_election"])
def test_p09_barred_acts(act):
    assert outputs("R-P09", DAY, {"act": act})["allowed"] is False


def test_p09_meets_until_the_task_is_over():
    assert outputs("R-P09", DAY, {"act": "meeting", "task_ends": DAY}) == {"allowed": True, "must_dissolve": False}
    assert outputs("R-P09", "2019-04-01", {"act": "meeting", "task_ends": DAY}) == {"allowed": False, "must_dissolve": True}


@pytest.mark.parametrize(
    ("on", "answered", "state"),
    [
        ("2019-04-01", None, "waiting"),
        ("2019-04-02", None, "overdue"),
        ("2019-04-02", "2019-04-01", "answered"),
        ("2019-04-03", "2019-04-02", "answered_late"),
    ],
)
def test_p10_answer_within_a_month(on, answered, state):
    assert outputs("R-P10", on, {"applied_on": "2019-03-01", "answered_on": answered})["state"] == state


def test_p10_order():
    assert codes("R-P10", DAY, {"applied_on": "2019-03-01", "meeting_on": "2019-03-20"}) == ["elected_before_answer"]
    assert outputs("R-P10", DAY, {"applied_on": "2019-01-31"})["due_on"].isoformat() == "2019-02-28"
    with pytest.raises(ImpossibleFacts):
        ask("R-P10", DAY, {"applied_on": "2019-03-01", "answered_on": "2019-02-28"})


def meetings(*pairs: str) -> list[dict[str, str]]:
    return [{"kind": kind, "on": on} for kind, _, on in (pair.partition(" ") for pair in pairs)]


SECOND_QUARTER = meetings(
    "members_meeting 2019-04-12",
    "committee_meeting 2019-04-20",
    "committee_meeting 2019-05-18",
    "theme_day 2019-04-01",
    "theme_day 2019-05-01",
    "theme_day 2019-06-01",
    "party_lesson 2019-05-18",
)


def test_p11_example_a():
    found = ask("R-P11", DAY, {"period": "2019-Q2", "meetings": SECOND_QUARTER})
    assert found.outputs["committee_meeting"] == {"required": 3, "done": 2, "held": 2, "missing": ["2019-06"]}
    assert [item.code for item in found.violations] == ["missing_committee_meeting"]
    assert found.errors == []


def test_p11_example_b_and_groups():
    found = outputs("R-P11", DAY, {"period": "2019-Q2", "meetings": SECOND_QUARTER, "has_committee": False, "full_members": 6})
    assert found["committee_meeting"]["required"] == 0
    assert found["complete"] is True
    groups = {"period": "2019-04", "groups": ["一组", "二组"], "meetings": [{"kind": "group_meeting", "on": "2019-04-30", "group": "一组"}]}
    assert outputs("R-P11", DAY, groups)["group_meeting"] == {"required": 2, "done": 1, "held": 1, "missing": ["2019-04 二组"]}
    with pytest.raises(ImpossibleFacts):
        ask("R-P11", DAY, groups | {"meetings": [{"kind": "group_meeting", "on": "2019-04-30", "group": "三组"}]})


def test_p11_edges():
    founded = {"period": "2019-Q2", "founded_on": "2019-04-02"}
    assert outputs("R-P11", DAY, founded)["members_meeting"]["required"] == 0
    assert outputs("R-P11", DAY, founded)["theme_day"]["required"] == 2
    assert outputs("R-P11", DAY, founded | {"founded_on": "2019-04-01"})["members_meeting"]["required"] == 1
    cancelled = [{"kind": "members_meeting", "on": "2019-04-12", "status": "cancelled"}]
    assert outputs("R-P11", DAY, {"period": "2019-Q2", "meetings": cancelled})["members_meeting"]["done"] == 0
    both = [{"kind": "theme_day", "on": "2019-04-12", "also_members_meeting": True}]
    assert outputs("R-P11", DAY, {"period": "2019-Q2", "meetings": both})["members_meeting"]["done"] == 1
    year = outputs("R-P11", DAY, {"period": "2019"})
    assert [year[kind]["required"] for kind in ("organisational_life_meeting", "democratic_appraisal", "talk", "theme_day")] == [
        1,
        1,
        1,
        12,
    ]


@pytest.mark.parametrize(
    ("voters", "present", "votes", "quorum", "passed"),
    [
        (20, 10, 10, True, False),
        (20, 11, 11, True, True),
        (20, 9, 9, False, False),
        (21, 10, 10, False, False),
        (21, 11, 11, True, True),
        (21, 11, 10, True, False),
        (20, 20, 10, True, False),
        (20, 20, 11, True, True),
        (1, 1, 1, True, True),
        (1, 0, 0, False, False),
    ],
)
def test_p12_truth_table(voters, present, votes, quorum, passed):
    found = outputs("R-P12", DAY, {"voters": voters, "present": present, "for": votes})
    assert (found["quorum"], found["passed"]) == (quorum, passed)


@pytest.mark.parametrize(
    "facts",
    [
        {"voters": 20, "present": 21, "for": 1},
        {"voters": 20, "present": 11, "for": 12},
        {"voters": 20, "present": 11, "for": 6, "against": 6},
        {"voters": 20, "present": 11, "for": 6, "against": 5, "abstain": 1},
    ],
)
def test_p12_impossible_facts(facts):
    with pytest.raises(ImpossibleFacts):
        ask("R-P12", DAY, facts)


def test_p12_dates_in_force():
    facts = {"voters": 20, "present": 11, "for": 11}
    before = ask("R-P12", "2018-10-27", facts)
    assert (before.outputs, before.version, [item.code for item in before.violations]) == (None, None, ["not_in_force"])
    assert ask("R-P12", "2018-10-28", facts).version == "2018-10-28"
    with pytest.raises(InputsRefused):
        ask("R-P12", "2018-10-27", {"voters": 20})


def test_votes_belong_to_full_members():
    assert has_vote("full")
    assert not any(has_vote(status) for status in ("probationary", "suspended_rights", "under_留党察看", "expelled"))


@pytest.mark.parametrize(("members", "needed"), [(5, 3), (3, 2), (4, 2), (7, 4)])
def test_p13_committee_quorum(members, needed):
    assert outputs("R-P13", DAY, {"members": members, "present": needed})["quorum"] is True
    assert outputs("R-P13", DAY, {"members": members, "present": needed - 1}) == {
        "quorum": False,
        "quorum_needed": needed,
        "order_ok": None,
    }


def test_p13_order_is_a_warning():
    facts = {"members": 5, "present": 3, "important": True, "members_meeting_on": "2019-03-20"}
    assert codes("R-P13", DAY, facts) == ["committee_not_first"]
    assert codes("R-P13", DAY, facts | {"committee_met_on": "2019-03-20"}) == []
    assert codes("R-P13", DAY, facts | {"committee_met_on": "2019-03-21"}) == ["committee_not_first"]


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        ("91110000600037341L", None),
        ("9111 0000 6000 3734 1l", None),
        ("91110000600037341K", "check_digit"),
        ("9111000060003734", "length"),
        ("911100006000373411L", "length"),
        ("9111000O600037341L", "form"),
        ("９1110000600037341L", "full_width"),
        ("", "length"),
    ],
)
def test_uscc(number, reason):
    assert outputs("USCC", DAY, {"number": number})["reason"] == reason
    assert check_credit_code(number).valid is (reason is None)


@pytest.mark.parametrize(("prefix", "level"), [("N1", "group"), ("N2", "village"), ("N3", "town")])
def test_uscc_of_collectives_begin_with_n(prefix, level):
    from stdnum.cn import uscc

    body = f"{prefix}440403MF1234567"
    found = check_credit_code(body + uscc.calc_check_digit(body))
    assert (found.valid, found.collective, found.region) == (True, level, "440403")
