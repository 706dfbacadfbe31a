"""The voters' roll by Excel: written, repeated without change, wrong rows named, taken back until it is published, and joined to the registry."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection

from qianxian.elections import commands
from qianxian.elections.models import RollEntry
from qianxian.foundation.errors import RuleViolated
from qianxian.foundation.sealing import keyed_hash
from qianxian.foundation.sheets.register import register_for
from qianxian.people.models import Person
from tests.cast import OTHER_TOWN_OFFICER, TOWN_OFFICER
from tests.elections import stage
from tests.elections.stage import CALLED, DAY, DOC, SEATS, VILLAGE
from tests.organisations.conftest import bring_in, identity

pytestmark = pytest.mark.django_db
BORN = dt.date(1970, 3, 5)
ROW = {"division": VILLAGE, "name": "邝大有", "birth_date": BORN, "basis": "hukou_resident"}


def called(**more):
    stage.open_county()
    return commands.call_election(kind="villagers_committee", division_code=VILLAGE, election_on=DAY, contests=SEATS, document=DOC, by=TOWN_OFFICER, on=CALLED, **more)


def take(*rows, by=TOWN_OFFICER):
    return bring_in("voters", [ROW | row for row in rows], by=by, on=CALLED)


def codes(plan) -> set[str]:
    return {e.code for e in plan.errors}


def test_written_repeated_changed_and_taken_back():
    election = called()
    plan, leaf = take({}, {"name": "邝二有", "basis": "hukou_away", "declared": "是"})
    assert (codes(plan), plan.new, election.roll.count()) == (set(), 2, 2)
    again, _leaf = take({}, {"name": "邝二有", "basis": "hukou_away", "declared": "是"})
    assert (again.new, again.changed, again.unchanged) == (0, 0, 2)
    changed, second = take({"basis": "hukou_away", "declared": "是"})
    assert (changed.changed, election.roll.get(name="邝大有").basis) == (1, "hukou_away")
    register_for("voters").undo(connection, second, by=TOWN_OFFICER)
    assert election.roll.get(name="邝大有").basis == "hukou_resident"
    with pytest.raises(RuleViolated):
        register_for("voters").undo(connection, leaf, by=TOWN_OFFICER)  # changed again after it
    assert election.roll.count() == 2


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"birth_date": dt.date(2001, 3, 31)}, set()),
        ({"birth_date": dt.date(2001, 4, 1)}, {"under_age"}),
        ({"basis": "hukou_away"}, {"not_declared"}),
        ({"basis": "non_hukou", "applied": "是", "resident_months": 12, "basis_document": "代表会议纪要"}, set()),
        ({"basis": "non_hukou", "applied": "是", "resident_months": 11, "basis_document": "代表会议纪要"}, {"residence_too_short"}),
        ({"basis": "non_hukou", "applied": "是", "resident_months": 13}, {"not_approved"}),
        ({"basis": "non_hukou", "resident_months": 13, "basis_document": "代表会议纪要"}, {"not_applied"}),
        ({"deprived": "是"}, {"deprived_of_rights"}),
        ({"registered_elsewhere": "是"}, {"registered_elsewhere"}),
        ({"division": "没有的村"}, {"unknown_division"}),
        ({"division": "八甲村"}, {"no_election"}),
        ({"kind": "supervision_committee"}, {"no_election"}),
        ({"identity_number": identity(BORN, 901)}, {"unknown_person"}),
    ],
)
def test_every_row_is_judged_like_one_entered_by_hand_and_one_wrong_row_writes_none(row, told):
    election = called()
    plan, _leaf = take({"name": "邝三有"}, row)
    assert codes(plan) == told
    assert election.roll.count() == (0 if told else 2)


def test_the_same_voter_twice_and_a_body_to_choose():
    called()
    commands.call_election(kind="supervision_committee", division_code=VILLAGE, election_on=DAY, contests=SEATS, document=DOC, by=TOWN_OFFICER, on=CALLED)
    assert codes(take({})[0]) == {"which_election"}
    plan, _leaf = take({"kind": "villagers_committee"}, {"kind": "supervision_committee"})
    assert (codes(plan), plan.new) == (set(), 2)
    assert codes(take({"kind": "villagers_committee", "name": "邝四有"}, {"kind": "villagers_committee", "name": "邝四有", "division": "大赤坎村"})[0]) == {"twice"}


def test_a_number_joins_the_voter_to_the_registry():
    election = called()
    number = identity(BORN, 903)
    who = Person.objects.create(division_code=VILLAGE, name="邝大有", sex="male", birth_date=BORN, identity_index=keyed_hash(number, kind="identity"))
    assert codes(take({"identity_number": number, "name": "别人"})[0]) == {"other_name"}
    assert codes(take({"identity_number": number, "birth_date": dt.date(1971, 1, 1)})[0]) == {"other_birth"}
    assert codes(take({"identity_number": number})[0]) == set()
    assert election.roll.get().person == who


def test_another_towns_officer_and_a_published_roll():
    election = called()
    assert codes(take({}, by=OTHER_TOWN_OFFICER)[0]) == {"out_of_reach"}
    _plan, leaf = take({})
    commands.appoint_staff(election=election, person=stage.person("主持人"), duty="chair", by=TOWN_OFFICER, on=CALLED)
    commands.publish_roll(election=election, by=TOWN_OFFICER, on=CALLED)
    assert codes(take({"name": "邝三有"})[0]) == {"no_election"}
    with pytest.raises(RuleViolated) as told:
        register_for("voters").undo(connection, leaf, by=TOWN_OFFICER)
    assert {v.code for v in told.value.violations} == {"published"}
    assert RollEntry.objects.filter(election=election).count() == 1
