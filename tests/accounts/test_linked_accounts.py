"""Accounts by Excel find their person in the registry: by identity number, which is kept nowhere, or by the office the role stands for."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection

from qianxian.accounts.models import User
from qianxian.accounts.sheets import Accounts
from qianxian.people.models import Person
from tests import cast
from tests.accounts.test_sheets import plan_of, write
from tests.organisations.conftest import bring_in, county, identity, members, tree  # noqa: F401

BORN = dt.date(1968, 2, 28)


@pytest.fixture
def registry(members):  # noqa: F811
    """八甲村 with its secretary in office, as the registers brought it in; the county's officer of accounts acts."""
    plan, _leaf = bring_in("offices", [{"name": "单雄信", "identity_number": identity(BORN, 100), "body": "八甲村党支部", "role": "secretary",
                                        "from": dt.date(2017, 3, 9)}])  # fmt: skip
    assert plan.errors == []
    return Person.objects.get(name="单雄信")


SHUJI = {"login": "shuji-210", "name": "单雄信", "role": "村（社区）党组织书记", "division_code": "440403103210", "first": "2019-01-01"}


def accounts_of(*rows: dict):
    return plan_of(*[[row.get(c.key) for c in Accounts.sheet.columns] for row in rows])


def test_an_account_finds_its_person_by_number_or_by_office(registry):
    by_number = SHUJI | {"login": "dangyuan", "name": "曾国强", "role": "党员", "identity_number": identity(BORN, 101)}
    plan = accounts_of(SHUJI, by_number)
    assert plan.errors == [] and plan.new == 2
    leaf = write(plan)
    assert User.objects.get(login="shuji-210").person_uuid == registry.uuid
    assert User.objects.get(login="dangyuan").person_uuid == Person.objects.get(name="曾国强").uuid
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(u::text, '') || (SELECT string_agg(h.after::text, '') FROM foundation_changehistory h) FROM accounts_user u")
        assert identity(BORN, 101) not in cursor.fetchone()[0], "the number only finds the person and is kept nowhere"
    again = accounts_of(SHUJI, by_number)
    assert (again.new, again.changed, again.unchanged) == (0, 0, 2)
    Accounts().undo(connection, leaf, by=cast.SERVICE)


def test_an_account_opened_before_is_linked_by_a_later_file_and_an_undo_unlinks_it(registry):
    write(accounts_of(SHUJI | {"name": "单雄信", "division_code": "440403103209"}))
    assert User.objects.get(login="shuji-210").person_uuid is None, "no secretary of that name in the other village"
    leaf = write(accounts_of(SHUJI | {"division_code": "440403103209", "identity_number": identity(BORN, 100)}))
    assert User.objects.get(login="shuji-210").person_uuid == registry.uuid
    Accounts().undo(connection, leaf, by=cast.SERVICE)
    assert User.objects.get(login="shuji-210").person_uuid is None


@pytest.mark.parametrize("change, code", [
    ({"identity_number": identity(dt.date(1970, 1, 1), 999)}, "person_unknown"),
    ({"identity_number": identity(dt.date(1968, 2, 28), 101)}, "name_differs"),
    ({"identity_number": identity(dt.date(1968, 2, 28), 100)[:17]}, "identity_length"),
    ({"name": "单雄", "role": "党员"}, "person_needed"),
])  # fmt: skip
def test_a_person_that_does_not_fit_is_named_without_the_number(registry, change, code):
    plan = accounts_of(SHUJI | change)
    assert [(e.row, e.code) for e in plan.errors] == [(2, code)]
    number = change.get("identity_number", "")
    assert not number or number not in plan.errors[0].message


def test_an_account_keeps_its_person(registry):
    write(accounts_of(SHUJI))
    other = Person.objects.get(name="曾国强")
    Person.objects.filter(pk=other.pk).update(name="单雄信")
    assert [e.code for e in accounts_of(SHUJI | {"identity_number": identity(BORN, 101)}).errors] == ["other_person"]
