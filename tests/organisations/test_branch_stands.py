"""No member and no registration names an organisation that is not there: asked once for each statement, as strictly as a foreign key would."""

from __future__ import annotations

import datetime as dt
import threading

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from qianxian.divisions import commands as divisions
from qianxian.foundation.reach import acting_as
from qianxian.organisations.models import BranchRegistration, PartyMember, PartyOrganisation
from tests import cast
from tests.at_once import together
from tests.organisations.conftest import DAY, TREE, bring_in, member
from tests.organisations.test_sheets import settle

NOWHERE = 999_999_999
CLOSED = DateRange(dt.date(1990, 1, 1), dt.date(1991, 1, 1))


def past(one: PartyMember, organisation_id: int) -> BranchRegistration:
    """A registration of long ago, which no other guard has anything against."""
    return BranchRegistration(member=one, organisation_id=organisation_id, division_code=one.division_code, period=CLOSED)


def stands():
    return pytest.raises(IntegrityError, match="写明的党组织不存在")


def test_a_registration_names_an_organisation_that_stands(members):
    one = PartyMember.objects.order_by("id").first()
    with stands(), transaction.atomic():
        BranchRegistration.objects.bulk_create([past(one, one.organisation_id), past(PartyMember.objects.order_by("id").last(), NOWHERE)])
    with stands(), transaction.atomic():
        BranchRegistration.objects.filter(member=one).update(organisation_id=NOWHERE)
    assert BranchRegistration.objects.count() == 9


def test_a_member_names_an_organisation_that_stands_even_one_who_has_left(members):
    one = PartyMember.objects.order_by("id").first()
    with stands(), transaction.atomic():
        PartyMember.objects.update(organisation_id=NOWHERE)
    BranchRegistration.objects.filter(member=one).update(period=DateRange(dt.date(1998, 7, 1), DAY))
    PartyMember.objects.filter(pk=one.pk).update(ended_on=DAY, status="withdrawn")
    settle()
    with stands(), transaction.atomic():
        PartyMember.objects.filter(pk=one.pk).update(organisation_id=NOWHERE)


def test_the_guard_sees_beyond_the_writers_reach(members):
    """A town's member may stand in another town's register of the past; whether that organisation is there is no question of reach."""
    one, other = PartyMember.objects.order_by("id").first(), PartyOrganisation.objects.get(code="DM103209")
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('qianxian.reach', %s, true)", [one.division_code])
        past(one, other.pk).save()
        cursor.execute("SELECT current_setting('qianxian.reach')")
        assert cursor.fetchone() == (one.division_code,)


def test_an_organisation_that_is_still_named_is_not_deleted(members):
    branch = PartyMember.objects.order_by("id").first().organisation
    for sentence in ("DELETE FROM organisations_partyorganisation WHERE id = %s", "UPDATE organisations_partyorganisation SET id = 999999998 WHERE id = %s"):
        with pytest.raises(IntegrityError, match="还有党员或组织关系，不能删除"), transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("DELETE FROM organisations_organisationterm WHERE organisation_id = %s", [branch.pk])
                cursor.execute(sentence, [branch.pk])
            settle()


@pytest.mark.django_db(transaction=True)
def test_nobody_deletes_it_while_it_is_being_named():
    with acting_as(cast.SERVICE):
        divisions.open_county(divisions_json=cast.divisions_file(), by=cast.SERVICE, is_example=True, example_day=DAY)
        assert not bring_in("organisations", TREE)[0].errors and not bring_in("members", [member("单雄信", 100, "八甲村党支部")])[0].errors
        one, empty = PartyMember.objects.get(), PartyOrganisation.objects.get(code="DM103209")
    named, deleting = threading.Event(), threading.Event()

    def name() -> None:
        past(one, empty.pk).save()
        named.set()
        assert deleting.wait(20)

    def delete() -> None:
        assert named.wait(20)
        threading.Timer(0.5, deleting.set).start()
        PartyOrganisation.objects.filter(pk=empty.pk)._raw_delete("default")

    assert together([name, delete]) == {"done": 1, "23503": 1}
    with acting_as(cast.SERVICE):
        assert BranchRegistration.objects.filter(organisation=empty).exists() and PartyOrganisation.objects.filter(pk=empty.pk).exists()
