"""Every body's quorum and majority at its boundary: one fewer, exactly, one more; and that no vote passes below its threshold."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qianxian.foundation.rulebook import ImpossibleFacts
from tests.rulebook.asking import ask, codes, outputs

DAY, NOW = "2019-03-31", "2025-05-01"


@pytest.mark.parametrize(
    ("facts", "quorum", "passed"),
    [
        ({"households": 700, "present_households": 466, "for": 466}, False, False),
        ({"households": 700, "present_households": 467, "for": 233}, True, False),
        ({"households": 700, "present_households": 467, "for": 234}, True, True),
        ({"adults": 1500, "present": 800, "for": 740, "against": 60}, True, True),
        ({"adults": 2400, "present": 1200, "for": 1200}, False, False),
        ({"adults": 2400, "present": 1201, "for": 600}, True, False),
        ({"adults": 2400, "present": 1201, "for": 601}, True, True),
    ],
)
def test_v12_the_assembly(facts, quorum, passed):
    found = outputs("R-V12", DAY, facts)
    assert (found["quorum"], found["passed"]) == (quorum, passed)


@pytest.mark.parametrize(("asking", "called"), [(239, False), (240, True), (241, True)])
def test_v12_a_tenth_of_the_villagers_calls_it(asking, called):
    assert outputs("R-V12", DAY, {"adults": 2400, "present": 1201, "for": 0, "villagers_asking": asking})["must_call"] is called


@pytest.mark.parametrize(("asking", "called"), [(9, False), (10, True), (11, True)])
def test_v12_a_third_of_the_representatives_calls_it(asking, called):
    assert outputs("R-V12", DAY, {"adults": 2400, "present": 1201, "for": 0, "reps": 30, "reps_asking": asking})["must_call"] is called


@pytest.mark.parametrize(("notice", "told"), [("2019-03-20", []), ("2019-03-21", []), ("2019-03-22", ["notice_too_short"])])
def test_v12_ten_days_of_notice(notice, told):
    assert codes("R-V12", DAY, {"adults": 100, "present": 60, "for": 60, "notice_on": notice, "held_on": "2019-03-31"}) == told


@pytest.mark.parametrize(
    "facts",
    [
        {"for": 1},
        {"adults": 10, "for": 1},
        {"adults": 10, "present": 9, "households": 3, "present_households": 3, "for": 1},
        {"adults": 10, "present": 11, "for": 1},
        {"adults": 10, "present": 9, "for": 10},
        {"adults": 10, "present": 9, "for": 5, "against": 5},
    ],
)
def test_v12_what_cannot_be(facts):
    with pytest.raises(ImpossibleFacts):
        ask("R-V12", DAY, facts)


@pytest.mark.parametrize(("present", "votes", "quorum", "passed"), [(23, 23, False, False), (24, 12, True, False), (24, 13, True, True)])
def test_v14_the_representatives(present, votes, quorum, passed):
    found = outputs("R-V14", DAY, {"members": 35, "present": present, "for": votes})
    assert (found["quorum"], found["passed"]) == (quorum, passed)


@pytest.mark.parametrize(("reps", "women", "ok"), [(27, 12, False), (28, 12, True), (30, 11, False), (30, 12, True)])
def test_v14_how_the_meeting_is_made_up(reps, women, ok):
    assert outputs("R-V14", DAY, {"members": 35, "present": 24, "for": 13, "reps": reps, "women_reps": women})["made_up_ok"] is ok


@pytest.mark.parametrize(("asking", "called"), [(5, False), (6, True)])
def test_v14_a_fifth_calls_it_and_without_authority_no_number_passes(asking, called):
    facts = {"members": 35, "present": 35, "for": 35, "reps": 30, "women_reps": 12, "reps_asking": asking}
    assert outputs("R-V14", DAY, facts)["must_call"] is called
    found = ask("R-V14", DAY, facts | {"authorised": False})
    assert found.outputs["passed"] is False
    assert [item.code for item in found.errors] == ["not_authorised"]


@pytest.mark.parametrize(
    ("facts", "quorum", "passed"),
    [
        ({"adults": 90, "present": 59, "for": 59}, False, False),
        ({"adults": 90, "present": 60, "for": 30}, True, False),
        ({"adults": 90, "present": 60, "for": 31}, True, True),
        ({"households": 30, "present_households": 19, "for": 19}, False, False),
        ({"households": 30, "present_households": 20, "for": 10}, True, False),
        ({"households": 30, "present_households": 20, "for": 11}, True, True),
    ],
)
def test_v15_a_group(facts, quorum, passed):
    found = outputs("R-V15", DAY, facts)
    assert (found["quorum"], found["passed"]) == (quorum, passed)


@pytest.mark.parametrize(("votes", "passed"), [(19, False), (20, True), (21, True)])
def test_v16_two_thirds_of_all_representatives(votes, passed):
    assert outputs("R-V16", DAY, {"reps": 30, "present": 24, "for": votes})["passed"] is passed


@pytest.mark.parametrize(
    ("act", "town", "county", "effective", "told"),
    [
        ("adjust", True, True, True, []),
        ("adjust", True, False, False, ["not_approved"]),
        ("outsiders", True, None, True, []),
        ("outsiders", False, None, False, ["not_approved"]),
        ("outsiders", None, None, False, []),
    ],
)
def test_v16_approvals(act, town, county, effective, told):
    facts = {"reps": 30, "present": 24, "for": 20, "act": act, "town_approval": town, "county_approval": county}
    found = ask("R-V16", DAY, {k: v for k, v in facts.items() if v is not None})
    assert (found.outputs["effective"], [item.code for item in found.errors]) == (effective, told)


@pytest.mark.parametrize(("day", "passed"), [("2019-12-31", False), ("2020-01-01", True)])
def test_v16_the_market_opens_in_2020(day, passed):
    assert outputs("R-V16", day, {"reps": 30, "present": 24, "for": 24, "act": "market"})["passed"] is passed


@pytest.mark.parametrize(
    ("present", "votes", "quorum", "passed"),
    [(599, 599, False, False), (600, 599, True, False), (600, 600, True, True), (700, 599, True, False), (700, 600, True, True)],
)
def test_c01_two_thirds_of_all_members(present, votes, quorum, passed):
    found = outputs("R-C01", NOW, {"members": 900, "present": present, "for": votes})
    assert (found["quorum"], found["passed"]) == (quorum, passed)


@pytest.mark.parametrize(("day", "known"), [("2025-04-30", False), ("2025-05-01", True), ("2025-05-02", True)])
def test_c01_holds_from_the_laws_first_day(day, known):
    found = ask("R-C01", day, {"members": 900, "present": 700, "for": 700})
    assert (found.outputs is not None) is known
    assert [item.code for item in found.violations] == ([] if known else ["not_in_force"])


@pytest.mark.parametrize(("votes", "passed"), [(19, False), (20, True)])
def test_c02_delegates(votes, passed):
    assert outputs("R-C02", NOW, {"delegates": 30, "for": votes})["passed"] is passed


@pytest.mark.parametrize("kind", ["collective_charter", "collective_members", "land_contracting", "homestead", "income_share_plan", "expropriation_money", "collective_merger"])
def test_c02_what_the_law_keeps_for_the_assembly(kind):
    found = ask("R-C02", NOW, {"delegates": 30, "for": 30, "kind": kind})
    assert found.outputs["passed"] is False
    assert [item.code for item in found.errors] == ["assembly_only"]


@pytest.mark.parametrize(("delegates", "households", "told"), [(20, 200, ["too_few_delegates"]), (21, 315, []), (21, 316, ["households_per_delegate"]), (21, 104, ["households_per_delegate"])])
def test_c02_how_many_delegates(delegates, households, told):
    assert codes("R-C02", NOW, {"delegates": delegates, "for": delegates, "households": households}) == told


@pytest.mark.parametrize(("present", "votes", "quorum", "passed"), [(3, 3, False, False), (4, 2, True, False), (4, 3, True, True), (5, 3, True, True)])
def test_c03_the_board(present, votes, quorum, passed):
    found = outputs("R-C03", NOW, {"directors": 5, "present": present, "for": votes})
    assert (found["quorum"], found["passed"]) == (quorum, passed)


@pytest.mark.parametrize(("directors", "ok"), [(1, False), (3, True), (4, False), (7, True), (9, False)])
def test_c03_three_to_seven_and_odd(directors, ok):
    assert outputs("R-C03", NOW, {"directors": directors, "present": directors, "for": directors})["size_ok"] is ok


@pytest.mark.parametrize(("studied", "error"), [(None, "not_studied"), ("2025-06-11", "studied_after"), ("2025-06-10", None), ("2025-06-09", None)])
def test_c05_the_party_studies_first(studied, error):
    facts = {"assembly_on": "2025-06-10"} | ({"studied_on": studied} if studied else {})
    assert outputs("R-C05", NOW, facts)["error"] == error


@pytest.mark.parametrize(("votes", "passed"), [(3, False), (4, True)])
def test_d04_seven_present_one_recused(votes, passed):
    assert outputs("R-D04", DAY, {"present": 7, "recused": 1, "for": votes}) == {"base": 6, "votes_needed": 4, "passed": passed}


@pytest.mark.parametrize("facts", [{"present": 3, "recused": 4}, {"present": 7, "recused": 1, "for": 7}])
def test_d04_what_cannot_be(facts):
    with pytest.raises(ImpossibleFacts):
        ask("R-D04", DAY, facts)


@pytest.mark.parametrize("rule_id", ["R-V12", "R-V14", "R-V15"])
@pytest.mark.parametrize(("day", "told"), [("2025-12-31", False), ("2026-01-01", True)])
def test_the_amended_village_law_is_said_to_be_unverified(rule_id, day, told):
    facts = {"members": 30, "present": 30, "for": 30} if rule_id == "R-V14" else {"adults": 30, "present": 30, "for": 30}
    assert ("text_unverified" in codes(rule_id, day, facts)) is told


# body → (whole's name, present's name, quorum: share and inclusive, majority: share, inclusive and of whom)
BODIES = {
    "R-P12": ("voters", "present", Fraction(1, 2), True, Fraction(1, 2), False, "whole"),
    "R-V12": ("adults", "present", Fraction(1, 2), False, Fraction(1, 2), False, "present"),
    "R-V12/households": ("households", "present_households", Fraction(2, 3), True, Fraction(1, 2), False, "present"),
    "R-V14": ("members", "present", Fraction(2, 3), True, Fraction(1, 2), False, "present"),
    "R-V15": ("adults", "present", Fraction(2, 3), True, Fraction(1, 2), False, "present"),
    "R-V16": ("reps", "present", Fraction(2, 3), True, Fraction(2, 3), True, "whole"),
    "R-C01": ("members", "present", Fraction(2, 3), True, Fraction(2, 3), True, "whole"),
    "R-C02": ("delegates", "present", Fraction(2, 3), True, Fraction(2, 3), True, "whole"),
    "R-C03": ("directors", "present", Fraction(2, 3), True, Fraction(1, 2), False, "whole"),
}


@st.composite
def electorates(draw):
    whole = draw(st.integers(1, 4000))
    present = draw(st.integers(0, whole))
    return whole, present, draw(st.integers(0, present))


@pytest.mark.parametrize("body", BODIES)
@given(drawn=electorates())
def test_no_vote_passes_below_its_threshold_and_none_at_it_is_lost(body, drawn):
    """The law as fractions, written anew beside the rule: both must say the same of every electorate."""
    whole, present, votes = drawn
    whole_name, present_name, quorum, quorum_inclusive, share, inclusive, base = BODIES[body]
    found = outputs(body.split("/")[0], NOW, {whole_name: whole, present_name: present, "for": votes})
    came, needed = Fraction(present, whole), share * (whole if base == "whole" else present)
    enough = came >= quorum if quorum_inclusive else came > quorum
    lawful = enough and (votes >= needed if inclusive else votes > needed)
    assert found["passed"] is lawful
