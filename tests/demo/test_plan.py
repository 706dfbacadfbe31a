"""The plan of the example: counts, believable people, and the same county every time."""

import datetime as dt
from collections import Counter

import pytest

from qianxian.demo import cadres as plan_of
from qianxian.demo import cast, registers
from qianxian.demo.blueprint import ARTICLE_DAY, EXAMPLE_DAY, TOWN_START, WEAK_2018
from qianxian.demo.cadres import NAMED
from qianxian.demo.registry_story import Play
from qianxian.demo.roster import SIXTY_BORN_BY
from qianxian.demo.selection_story import candidates
from qianxian.demo.workbooks import cells, digest, workbook
from qianxian.foundation.periods import add_months, is_working_day
from qianxian.foundation.sheets import parse, sheet_for


@pytest.fixture(scope="module")
def play():
    return Play()


def rows_of(play: Play) -> dict[str, list]:
    grades = plan_of.grades(play.cadres)
    return {
        "organisations": registers.organisation_rows(play.plan),
        "members": registers.member_rows(play.members, play.cadres),
        "committees": registers.committee_rows(play.plan),
        "offices": play.offices,
        "staff": play.staff,
        "grades": [row for town in TOWN_START for row in registers.grade_rows(play.cadres, grades, town)],
        "accounts": cast.account_rows(play.plan, dt.date(2019, 1, 1)),
    }


def test_two_runs_give_the_same_cells(play):
    again = Play()
    one, two = rows_of(play), rows_of(again)
    assert {name: digest(name, rows) for name, rows in one.items()} == {name: digest(name, rows) for name, rows in two.items()}


def test_two_runs_give_the_same_bytes(play):
    rows = registers.committee_rows(play.plan)
    assert workbook("committees", rows) == workbook("committees", rows)


def test_a_key_without_a_column_is_refused():
    with pytest.raises(KeyError):
        list(cells(sheet_for("committees"), [{"nobody": 1}]))


@pytest.mark.parametrize("register", ["organisations", "members", "committees", "offices", "staff", "grades", "accounts"])
def test_every_workbook_reads_back_without_a_fault(play, register):
    rows = rows_of(play)[register]
    parsed = parse(sheet_for(register), workbook(register, rows), on=EXAMPLE_DAY)
    assert not parsed.errors and len(parsed) == len(rows)


def test_counts_are_the_articles(play):
    assert len(play.members) == 19_648
    assert len(registers.organisation_rows(play.plan)) == 1264
    assert len(play.with_centre) == 127 and len(play.plan.places) == 129
    outcomes = Counter(one.cadre.outcome for one in candidates(play))
    assert outcomes == {"engaged": 721, "not_engaged": 17, "deferred": 13}


def test_nobody_is_two_people(play):
    members = [m.person.identity_number for m in play.members]
    others = {row["identity_number"] for row in [*play.offices, *play.staff]} - set(members)
    cadres = {c.person.identity_number for c in play.cadres}
    assert len(set(members)) == len(members)
    assert not {row["identity_number"] for row in play.staff} & (cadres | set(members))
    assert len(others) > 400


def test_bajia_is_one_branch_of_ninety_six_with_nearly_forty_in_a_hundred_over_sixty(play):
    bajia = [m for m in play.members if m.division == cast.BAJIA_CODE]
    assert len({m.branch for m in bajia}) == 1 and len(bajia) == 96
    assert sum(m.person.birth_date <= SIXTY_BORN_BY for m in bajia) == 38


def test_members_joined_as_adults_and_became_full_a_year_later(play):
    for member in play.members:
        assert add_months(member.person.birth_date, 12 * 18) <= member.joined_on
        assert member.full_on is None or member.full_on == add_months(member.joined_on, 12)
    waiting = [m for m in play.members if m.full_on is None]
    assert 0.015 < len(waiting) / len(play.members) < 0.025
    assert all(add_months(m.joined_on, 12) > ARTICLE_DAY for m in waiting)


def test_every_branch_keeps_three_full_members(play):
    full = Counter(m.branch for m in play.members if m.full_on)
    assert min(full.values()) >= 3 and len(full) == len({m.branch for m in play.members})


def test_adverse_outcomes_never_fall_on_a_village_the_article_names(play):
    assert not {c.place.name for c in play.cadres if c.outcome != "engaged"} & {*NAMED, *WEAK_2018}


def test_decisions_fall_on_working_days_before_the_terms_begin(play):
    for cadre in play.cadres:
        on = plan_of.decided_on(cadre)
        assert is_working_day(on)
        if cadre.outcome == "deferred":
            assert EXAMPLE_DAY <= plan_of.deferred_until(cadre) <= min(dt.date(2019, 12, 20), add_months(on, 6))
        else:
            assert on < TOWN_START[cadre.place.town_code]


def test_excellent_is_at_most_a_quarter_of_each_town(play):
    grades = plan_of.grades(play.cadres)
    for town in TOWN_START:
        of_town = [
            grades[c.person.identity_number] for c in play.cadres if c.place.town_code == town and c.person.identity_number in grades
        ]
        assert of_town.count("excellent") <= len(of_town) // 4
    assert len(grades) == 721


def test_telephones_belong_to_cadres_alone_and_accounts_to_the_engaged(play):
    cadres = {c.person.identity_number for c in play.cadres}
    engaged = {c.person.identity_number for c in play.cadres if c.outcome == "engaged" and c.place.has_centre}
    members = registers.member_rows(play.members, play.cadres)
    assert {row["identity_number"] for row in members if row["mobile"]} <= cadres
    assert {row["identity_number"] for row in play.offices if row.get("bank_account")} == engaged
