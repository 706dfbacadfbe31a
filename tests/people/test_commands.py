"""Persons: registered, corrected, merged, revealed."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection

from qianxian.foundation.errors import Conflict, NotPermitted, RuleViolated
from qianxian.foundation.models import AuditLeaf, ChangeHistory
from qianxian.organisations.models import Mandate
from qianxian.people import commands, queries
from qianxian.people.models import Person
from qianxian.people.names import spelled_name
from qianxian.people.reveals import shown_field, token_for
from tests import cast
from tests.organisations.conftest import DAY, bring_in, county, identity, member, members, tree  # noqa: F401
from tests.organisations.test_sheets import COMMITTEES, office, settle

BY = {"by": cast.TOWN_OFFICER, "on": DAY}
BORN = dt.date(1980, 5, 6)


def registered(name: str = "冼国强", order: int | None = 111, **more) -> Person:
    number = identity(BORN, order) if order else ""
    facts = {"division_code": "440403103210", "name": name, "sex": "male", "birth_date": BORN, "identity_number": number}
    return commands.register_person(**(facts | more), **BY)


def codes(broken) -> set[str]:
    return {v.code for v in broken.value.violations}


@pytest.mark.parametrize("name, pinyin", [("单雄信", "shan xiong xin"), ("曾一", "zeng yi"), ("解晓", "xie xiao"), ("仇英", "qiu ying"), ("区少", "ou shao"),
                                          ("朴志", "piao zhi"), ("查良", "zha liang"), ("尉迟恭", "yu chi gong"), ("阿依·古丽", "a yi gu li")])  # fmt: skip
def test_surnames_are_read_as_surnames(name, pinyin):
    assert spelled_name(name).pinyin == pinyin


def test_a_person_is_registered_sealed_and_recorded(tree):  # noqa: F811
    made = registered()
    assert made.pinyin == "xian guo qiang" and made.identity_masked == "440403********" + identity(BORN, 111)[-4:]
    assert identity(BORN, 111) not in str(list(ChangeHistory.objects.values_list("after", flat=True)))
    assert queries.by_identity(cast.TOWN_OFFICER, f" {identity(BORN, 111)} ").get() == made


@pytest.mark.parametrize(
    "change, code",
    [
        ({"identity_number": "440403198005061111"}, None),
        ({"sex": "female"}, "sex_differs"),
        ({"birth_date": dt.date(1980, 5, 7)}, "birth_differs"),
        ({"name": " "}, "name"),
    ],
)
def test_a_wrong_number_is_told(tree, change, code):  # noqa: F811
    with pytest.raises(RuleViolated) as broken:
        registered(**change)
    assert code is None or code in codes(broken)


def test_the_same_number_twice_is_told_within_and_beyond_reach(members):  # noqa: F811
    registered()
    with pytest.raises(RuleViolated) as broken:
        registered("冼国祥")
    assert codes(broken) == {"doubled"}
    from qianxian.foundation.reach import bind

    bind(cast.OTHER_TOWN_OFFICER)
    with pytest.raises(RuleViolated) as broken:
        commands.register_person(
            division_code="440403107201",
            name="冼国强",
            sex="male",
            birth_date=BORN,
            identity_number=identity(BORN, 111),
            by=cast.OTHER_TOWN_OFFICER,
            on=DAY,
        )
    assert codes(broken) == {"elsewhere"} and "冼" not in str(broken.value)
    bind(cast.SERVICE)


def test_a_correction_keeps_the_old_value_and_refuses_an_old_version(tree):  # noqa: F811
    made = registered()
    commands.correct_person(
        person=made, changes={"name": "冼国祥", "identity_number": identity(BORN, 113)}, reason="按户口簿核对", version=1, **BY
    )
    entry = queries.log_of(made)[0]
    assert entry.before["name"] == "冼国强" and entry.after["name"] == "冼国祥"
    with pytest.raises(Conflict):
        commands.correct_person(person=made, changes={"name": "冼"}, reason="按户口簿核对", version=1, **BY)
    with pytest.raises(RuleViolated):
        commands.correct_person(person=made, changes={"birth_date": dt.date(1981, 5, 6)}, reason="错", version=2, **BY)
    with pytest.raises(NotPermitted):
        commands.correct_person(person=made, changes={}, reason="按户口簿核对", version=2, by=cast.FINANCE, on=DAY)


def test_two_records_become_one_and_both_rows_stay(members):  # noqa: F811
    bring_in("committees", COMMITTEES)
    bring_in("offices", [office("曾国强", 101, "八甲村村民委员会", "head")])
    kept, doubled = registered("曾国祥", None, mobile="13800138000"), Person.objects.get(name="曾国强")
    done = commands.merge_persons(kept=kept, doubled=doubled, reason="同一人两次登记", **BY)
    settle()
    assert Mandate.objects.get().person == kept and kept.pk == done.membership.person_id and done.mobile == "13800138000"
    doubled.refresh_from_db()
    assert doubled.merged_into == done and done.identity_index == doubled.identity_index
    assert commands.full_value(done, "identity") == identity(dt.date(1968, 2, 28), 101)
    assert doubled not in queries.people(cast.TOWN_OFFICER) and AuditLeaf.objects.filter(action__startswith="people.merge").count() == 2


def test_records_that_collide_are_not_merged(members):  # noqa: F811
    one, two = Person.objects.get(name="曾国强"), Person.objects.get(name="黄金水")
    with pytest.raises(RuleViolated) as broken:
        commands.merge_persons(kept=one, doubled=two, reason="同一人两次登记", **BY)
    assert codes(broken) == {"identity"}
    Person.objects.filter(pk=two.pk).update(identity_index=None)
    with pytest.raises(RuleViolated) as broken:
        commands.merge_persons(kept=one, doubled=two, reason="同一人两次登记", **BY)
    assert codes(broken) == {"both"} and Person.objects.get(pk=two.pk).merged_into is None


def test_reveals_are_recorded_and_limited(tree, monkeypatch):  # noqa: F811
    monkeypatch.setattr(queries, "reveal_limit", lambda on: 2)
    made = registered()
    with pytest.raises(RuleViolated):
        commands.reveal_field(person=made, field="identity", reason="看看", **BY)
    for _ in range(2):
        assert commands.reveal_field(person=made, field="identity", reason="核对工资账号", **BY) == identity(BORN, 111)
    with pytest.raises(RuleViolated, match="上限"):
        commands.reveal_field(person=made, field="identity", reason="核对工资账号", **BY)
    assert AuditLeaf.objects.filter(action="people.reveal_field").count() == 2
    with pytest.raises(NotPermitted):
        commands.reveal_field(person=made, field="identity", reason="核对工资账号", by=cast.TOWN_COMMITTEE, on=DAY)


def test_a_reveal_is_open_to_its_actor_for_five_minutes(tree, monkeypatch):  # noqa: F811
    made, other = registered(), registered("区兆基", 131)
    token = token_for(made, "identity", cast.TOWN_OFFICER)
    assert shown_field(made, token, cast.TOWN_OFFICER) == ("identity", identity(BORN, 111))
    assert shown_field(other, token, cast.TOWN_OFFICER) is None and shown_field(made, token, cast.COUNTY_OFFICER) is None
    assert shown_field(made, token + "x", cast.TOWN_OFFICER) is None
    import time

    now = time.time()
    monkeypatch.setattr("django.core.signing.time.time", lambda: now + 301)
    assert shown_field(made, token, cast.TOWN_OFFICER) is None


def test_the_database_holds_no_number_in_the_open(tree):  # noqa: F811
    registered(bank_account="6222021234567890128")
    with connection.cursor() as cursor:
        cursor.execute("SELECT p::text FROM people_person p")
        text = cursor.fetchone()[0]
    assert identity(BORN, 111) not in text and "6222021234567890128" not in text
