"""The registers ``staff`` and ``grades``: written, repeated without change, wrong rows named, taken back."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection

from qianxian.centres.models import WindowStaff
from qianxian.engagements.models import YearlyGrade
from qianxian.foundation.sealing import keyed_hash
from qianxian.foundation.sheets.register import register_for
from qianxian.people.models import Person
from tests import cast
from tests.engagements.stage import day, village
from tests.organisations.conftest import bring_in, identity

pytestmark = pytest.mark.django_db


def codes(plan) -> set[str]:
    return {e.code for e in plan.errors}


def test_staff_written_repeated_and_taken_back():
    v = village()
    row = {
        "name": "周敏仪",
        "identity_number": identity(dt.date(1990, 5, 1), 12),
        "centre": v.centre.name,
        "title": "社保窗口",
        "from": day(1, 20),
    }
    plan, leaf = bring_in("staff", [row])
    assert (codes(plan), plan.new) == (set(), 1)
    assert WindowStaff.objects.get().person.division_code == v.centre.division_code
    again, _leaf = bring_in("staff", [row])
    assert (again.new, again.changed, again.unchanged) == (0, 0, 1)
    register_for("staff").undo(connection, leaf, by=cast.SERVICE)
    assert not WindowStaff.objects.exists() and not Person.objects.filter(name="周敏仪").exists()


def test_staff_faults_are_named():
    v = village()
    row = {"name": "周敏仪", "identity_number": identity(dt.date(1990, 5, 1), 12), "title": "社保窗口"}
    plan, _leaf = bring_in(
        "staff",
        [
            row | {"centre": "没有的中心", "from": day(1, 20)},
            row | {"centre": v.centre.code, "from": day(1, 20, 2020)},
            row | {"centre": v.centre.code, "from": day(1, 1)},
            row | {"centre": v.centre.code, "from": day(2, 1)},
        ],
    )
    assert {"unknown_centre", "in_future", "overlap"} <= codes(plan)
    taken = row | {"centre": v.centre.code, "from": day(1, 20)}
    assert bring_in("staff", [taken])[0].clean
    assert codes(bring_in("staff", [taken | {"name": "周敏怡"}])[0]) == {"other_name"}  # a window is not given to who only has somebody's number


def test_grades():
    v = village()
    number = identity(dt.date(1979, 8, 2), 24)
    Person.objects.filter(pk=v.member.pk).update(identity_index=keyed_hash(number, kind="identity"))
    row = {
        "identity_number": number,
        "name": v.member.name,
        "year": 2019,
        "grade": "excellent",
        "decided_on": day(12, 10),
        "document": "斗组〔2019〕61号",
    }
    plan, _leaf = bring_in("grades", [row])
    assert codes(plan) == {"not_engaged"}
    v.engaged(v.member)
    plan, leaf = bring_in("grades", [row])
    assert (codes(plan), plan.new) == (set(), 1)
    assert bring_in("grades", [row])[0].unchanged == 1
    assert bring_in("grades", [row | {"grade": "basic"}])[0].changed == 1
    assert YearlyGrade.objects.get().grade == "basic"
    wrong, _leaf = bring_in(
        "grades",
        [
            row | {"decided_on": day(12, 10, 2018), "name": "别人"},
            row | {"identity_number": identity(dt.date(1970, 1, 1), 2), "year": 2019},
        ],
    )
    assert {"decided_on", "other_name", "unknown_person"} <= codes(wrong)
    del leaf
