"""The members' roll by Excel: brought in by the village, set right by a later file, taken back while nothing rests on it."""

from __future__ import annotations

import pytest
from django.db import connection

from qianxian.collective import commands as collective
from qianxian.collective.models import Member
from qianxian.foundation.errors import RuleViolated
from qianxian.foundation.reach import bind
from qianxian.foundation.sealing import keyed_hash
from qianxian.imports import commands
from qianxian.imports.models import ImportBatch
from qianxian.people.models import Person
from tests import cast
from tests.engagements.stage import DAY, open_county
from tests.imports.test_properties import CASES, book
from tests.organisations.conftest import identity

pytestmark = pytest.mark.django_db
VILLAGE = "440403103210"
SECRETARY = cast.acting("shuji", "书记", "village_secretary", VILLAGE)
ROWS = [CASES["collective_members"].row(i) for i in range(3)]


@pytest.fixture
def place():
    open_county()
    bind(SECRETARY)


def taken(*rows):
    return commands.import_file(register="collective_members", filename="成员.xlsx", content=book("collective_members", list(rows)), by=SECRETARY, on=DAY)


def codes(plan) -> set[str]:
    return {e.code for e in plan.errors}


def admitted(name: str) -> Member:
    return collective.admit_member(division_code=VILLAGE, name=name, household="一户", born_on=ROWS[0]["born_on"], since=DAY, basis="marriage", document="决议", by=SECRETARY, on=DAY)


def test_a_roll_comes_in_and_goes_on_numbering(place):
    assert (taken(*ROWS).new, Member.objects.count()) == (3, 3)
    assert sorted(Member.objects.values_list("number", flat=True)) == [f"CY-{VILLAGE}-{DAY.year}-{n:04d}" for n in (1, 2, 3)]
    assert admitted("陈新娘").number.endswith("-0004")
    changed = taken(*ROWS, ROWS[0] | {"name": "容甲妹", "born_on": ROWS[0]["born_on"], "household": "别户"})
    assert codes(changed), "the same member twice in one file"
    assert (taken(ROWS[0] | {"shares": 2, "household": "新户"}).changed, Member.objects.get(name="容甲妹").shares) == (1, 2)


def test_what_a_membership_began_with_is_not_changed_by_a_file(place):
    taken(ROWS[0])
    assert codes(taken(ROWS[0] | {"basis": "marriage"})) == {"membership_stays"}
    row = Member.objects.get()
    collective.end_member(member=row, event="death", ended_on=DAY, document="死亡证明", by=SECRETARY, on=DAY)
    assert codes(taken(ROWS[0])) == {"membership_ended"}


def test_an_undone_batch_gives_its_numbers_back_and_nothing_is_taken_from_under_a_roll(place):
    taken(*ROWS)
    commands.undo_batch(batch=ImportBatch.objects.get(), by=SECRETARY, reason="导错了村")
    assert not Member.objects.exists() and admitted("陈新娘").number.endswith("-0001")
    taken(*ROWS)
    batch = ImportBatch.objects.latest("id")
    later = admitted("后来人")
    with pytest.raises(RuleViolated) as caught:
        commands.undo_batch(batch=batch, by=SECRETARY, reason="导错了村")
    assert {v.code for v in caught.value.violations} == {"numbers"} and later.number.endswith("-0005")


def test_a_frozen_roll_holds_its_members(place):
    taken(*ROWS)
    collective.freeze_roll(division_code=VILLAGE, purpose="assembly", by=SECRETARY, on=DAY)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(RuleViolated) as caught:
        commands.undo_batch(batch=ImportBatch.objects.get(), by=SECRETARY, reason="导错了村")
    assert "rests_on_it" in {v.code for v in caught.value.violations} and Member.objects.count() == 3


def numbered(name: str, born, number: str) -> Person:
    bind(cast.SERVICE)
    made = Person.objects.create(division_code=VILLAGE, name=name, pinyin=name, initials="c", sex="female", birth_date=born, identity_index=keyed_hash(number, kind="identity"))
    bind(SECRETARY)
    return made


def test_a_number_in_the_file_links_the_member_and_undoing_takes_the_link_back(place):
    """New members are linked as they come in, known ones by a later file; a number of nobody here or of somebody else is a fault of its row."""
    number, other = identity(ROWS[0]["born_on"], 2), identity(ROWS[0]["born_on"], 4)
    his = numbered(ROWS[0]["name"], ROWS[0]["born_on"], number)
    assert codes(taken(ROWS[0] | {"identity_number": other})) == {"unknown_person"}
    assert codes(taken(ROWS[0] | {"identity_number": number}, ROWS[1] | {"identity_number": number})) == {"other_person"}
    taken(*ROWS)
    assert Member.objects.get(name=ROWS[0]["name"]).person_id is None
    assert taken(ROWS[0] | {"identity_number": number}).changed == 1
    assert Member.objects.get(name=ROWS[0]["name"]).person_id == his.pk
    assert taken(ROWS[0] | {"identity_number": number}).unchanged == 1
    commands.undo_batch(batch=ImportBatch.objects.order_by("-id").exclude(changed=0).first(), by=SECRETARY, reason="号码填错了人")
    assert Member.objects.get(name=ROWS[0]["name"]).person_id is None
