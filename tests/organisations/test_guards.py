"""What PostgreSQL itself holds for members, whoever writes: in his branch when he is added, alone or with a whole roster."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from qianxian.organisations.models import BranchRegistration, PartyMember, PartyOrganisation
from qianxian.people.models import Person
from tests.organisations.test_sheets import settle

JOINED = dt.date(2010, 7, 1)


@pytest.fixture
def branches(tree) -> tuple[PartyOrganisation, PartyOrganisation]:
    """Two villages' branches."""
    return PartyOrganisation.objects.get(code="DM103210"), PartyOrganisation.objects.get(code="DM103209")


def member(name: str, organisation: PartyOrganisation, **more) -> PartyMember:
    person = Person.objects.create(name=name, sex="female", birth_date=dt.date(1980, 1, 1), division_code=organisation.division_code)
    facts = {"person": person, "organisation": organisation, "division_code": organisation.division_code, "status": "full", "joined_on": JOINED}
    return PartyMember(**facts | more)


def registration(member_id: int, organisation: PartyOrganisation) -> BranchRegistration:
    facts = {"member_id": member_id, "organisation": organisation, "division_code": organisation.division_code, "period": DateRange(JOINED, None)}
    return BranchRegistration(**facts)


def keys(count: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('organisations_partymember_id_seq') FROM generate_series(1, %s)", [count])
        return [key for (key,) in cursor.fetchall()]


def roster(branches: list[PartyOrganisation], registered: list[PartyOrganisation | None]) -> None:
    """Members of those branches, registered in those, as a file writes them: registrations first, then all members at once."""
    members = [member(f"陈{i}", branch) for i, branch in enumerate(branches)]
    for one, key in zip(members, keys(len(members)), strict=True):
        one.pk = key
    BranchRegistration.objects.bulk_create(registration(m.pk, o) for m, o in zip(members, registered, strict=True) if o)
    PartyMember.objects.bulk_create(members)


def refused():
    return pytest.raises(DatabaseError, match="党员所在党组织要和现行组织关系一致")


def test_a_roster_registered_where_it_stands_is_taken(branches):
    one, other = branches
    roster([one, other, one], [one, other, one])
    settle()
    assert PartyMember.objects.filter(organisation=one).count() == 2


def test_one_member_of_a_roster_in_another_branch_than_registered_stops_all(branches):
    one, other = branches
    with refused(), transaction.atomic():
        roster([one, other, one], [one, one, one])
        settle()
    assert not PartyMember.objects.exists()


def test_one_member_of_a_roster_without_registration_stops_all(branches):
    one, _other = branches
    with refused(), transaction.atomic():
        roster([one, one], [one, None])
        settle()


def test_a_member_may_be_written_before_the_registration_of_the_same_transaction(branches):
    one, _other = branches
    added = member("陈一", one)
    added.save()
    registration(added.pk, one).save()
    settle()
    assert added.registrations.count() == 1


def test_a_member_who_has_left_and_is_still_registered_is_refused(branches):
    one, _other = branches
    with refused(), transaction.atomic():
        added = member("陈一", one, ended_on=dt.date(2019, 1, 1))
        (added.pk,) = keys(1)
        registration(added.pk, one).save()
        added.save(force_insert=True)
        settle()


def test_a_member_settled_by_his_roster_is_still_asked_about_when_his_registration_goes(branches):
    one, _other = branches
    roster([one], [one])
    with refused(), transaction.atomic():
        BranchRegistration.objects.filter(member__organisation=one).delete()
        settle()
