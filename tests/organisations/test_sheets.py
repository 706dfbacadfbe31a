"""The registers of organisations and members: import, again, change, undo, refusals."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection

from qianxian.foundation.errors import RuleViolated
from qianxian.foundation.models import ChangeHistory
from qianxian.foundation.reach import acting_as
from qianxian.foundation.sealing import keyed_hash, unseal
from qianxian.foundation.sheets.register import register_for
from qianxian.organisations.models import BranchRegistration, Committee, OrganisationTerm, PartyMember, PartyOrganisation
from qianxian.people.commands import correct_person
from qianxian.people.models import Person
from qianxian.people.sheets import identity_row
from tests import cast
from tests.organisations.conftest import DAY, TREE, bring_in, member


def settle():
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def test_the_tree_comes_in_with_paths_and_terms(tree):
    assert (tree.new, tree.changed, tree.unchanged) == (7, 0, 0)
    bajia = PartyOrganisation.objects.get(code="DM103210")
    assert bajia.path == "DM/DM103/DM103210/" and bajia.parent.code == "DM103"
    assert OrganisationTerm.objects.get(organisation=bajia).due_on == dt.date(2022, 3, 9)


def test_importing_the_same_tree_again_changes_nothing(tree):
    plan, _ = bring_in("organisations", list(reversed(TREE)))
    assert (plan.new, plan.changed, plan.unchanged) == (0, 0, 7)


def test_moving_an_organisation_moves_what_lies_below(tree):
    plan, _leaf = bring_in("organisations", [TREE[1] | {"parent": "DM107"}])
    assert plan.changed == 1
    assert PartyOrganisation.objects.get(code="DM103210").path == "DM/DM107/DM103/DM103210/"


def test_circles_unknown_parents_and_second_tops_are_named(tree):
    plan, _ = bring_in("organisations", [
        TREE[1] | {"parent": "DM103210"}, TREE[3],
        TREE[4] | {"parent": "没有的党委"}, TREE[5] | {"division": "440403103210"},
    ])  # fmt: skip
    assert {e.code for e in plan.errors} == {"circle", "unknown_organisation", "second_top"}


def test_members_come_in_sealed_and_spelled(members):
    settle()
    person = Person.objects.get(name="单雄信")
    assert person.pinyin == "shan xiong xin" and person.identity_masked.startswith("440403") and "1968" not in person.identity_sealed
    assert keyed_hash(unseal(person.identity_sealed, row=identity_row(person.uuid)), kind="identity") == person.identity_index
    assert person.uuid.version == 4 and {m.uuid.version for m in PartyMember.objects.all()} == {4}
    assert person.sex == "female" and person.birth_date == dt.date(1968, 2, 28)
    held = PartyMember.objects.get(person=person)
    assert held.organisation.code == "DM103210" and held.registrations.get().period.lower == dt.date(1998, 7, 1)
    assert ChangeHistory.objects.filter(leaf=members, object_type="organisations.partymember").count() == 9


def test_the_same_file_again_changes_nothing(members):
    rows = [member("单雄信", 100, "中共斗门镇八甲村支部委员会"), member("邝伟雄", 201, "DM107201")]
    plan, _ = bring_in("members", rows)
    assert (plan.new, plan.changed, plan.unchanged, plan.errors) == (0, 0, 2, [])


def test_a_changed_row_is_shown_written_and_undone(members):
    plan, leaf = bring_in("members", [member("单雄", 100, "南门村党支部", mobile="13800138000")])
    assert plan.changed == 1 and {f.column: (f.old, f.new) for f in plan.changes[0].fields} == {
        "姓名": ("单雄信", "单雄"), "手机号码": ("", "138****8000"), "所在党组织": ("中共斗门镇八甲村支部委员会", "中共斗门镇南门村支部委员会"),
    }  # fmt: skip
    settle()
    held = PartyMember.objects.get(person__name="单雄")
    assert held.division_code == "440403103209" == held.person.division_code
    assert [(r.period.lower, r.period.upper) for r in held.registrations.order_by("period")] == [(dt.date(1998, 7, 1), DAY), (DAY, None)]
    register_for("members").undo(connection, leaf, by=cast.SERVICE)
    settle()
    held = PartyMember.objects.get(person__name="单雄信")
    assert held.organisation.code == "DM103210" and held.person.mobile == "" and held.registrations.get().period.upper is None


def test_a_whole_batch_is_taken_back_while_nothing_rests_on_it(members):
    assert register_for("members").undo(connection, members, by=cast.SERVICE) == 9
    settle()
    assert not PartyMember.objects.exists() and not Person.objects.exists() and not BranchRegistration.objects.exists()


def test_a_batch_that_was_changed_later_stays(members):
    bring_in("members", [member("单雄", 100, "八甲村党支部")])
    with pytest.raises(RuleViolated, match=r"逐条更正|先撤回"):
        bring_in("members", [member("单雄", 100, "八甲村党支部", status="under_observation")])
        register_for("members").undo(connection, members, by=cast.SERVICE)


def test_a_person_who_came_with_a_member_and_was_corrected_since_stays(members):
    """Persons of a members' file have no history row of its own: a correction made since was deleted with them and nobody was told."""
    person = Person.objects.get(name="单雄信")
    correct_person(person=person, changes={"address": "八甲村 1 号"}, reason="按户口簿补登住址", version=person.version, by=cast.SERVICE, on=DAY)
    with pytest.raises(RuleViolated, match="1 条人员在导入之后又改过"):
        register_for("members").undo(connection, members, by=cast.SERVICE)
    assert Person.objects.get(pk=person.pk).address == "八甲村 1 号"


@pytest.mark.parametrize(
    "change, code",
    [
        ({"organisation": "八甲村支部"}, "unknown_organisation"),
        ({"organisation": "防汛临时党支部"}, "temporary_branch"),
        ({"organisation": "DM"}, "not_a_branch"),
        ({"joined_on": dt.date(1986, 2, 27), "full_on": dt.date(1987, 3, 1)}, "too_young"),
        ({"full_on": dt.date(1997, 7, 1)}, "date_order"),
        ({"joined_on": dt.date(2020, 1, 1), "full_on": None}, "in_future"),
        ({"status": "probationary"}, "probation_with_full"),
        ({"sex": "male"}, "sex_differs"),
        ({"birth_date": dt.date(1968, 2, 27)}, "birth_differs"),
    ],
)
def test_wrong_rows_are_named_and_nothing_is_written(tree, change, code):
    plan, _ = bring_in("members", [member("黄金水", 100, "八甲村党支部") | change])
    assert [e.code for e in plan.errors] == [code] and plan.new == 0
    assert not Person.objects.exists()


def test_an_unknown_organisation_comes_with_the_nearest_name(tree):
    plan, _ = bring_in("members", [member("黄金水", 100, "八甲村支部")])
    assert "八甲村党支部" in plan.errors[0].message


def test_a_person_registered_out_of_reach_is_told_of_and_not_shown(members):
    with acting_as(cast.TOWN_OFFICER):
        plan, _ = bring_in("members", [member("邝伟雄", 201, "八甲村党支部")], by=cast.TOWN_OFFICER)
    assert [e.code for e in plan.errors] == ["registered_elsewhere"]


def test_a_number_that_belongs_to_somebody_else_is_named_and_a_slip_of_the_pen_is_mended(members):
    plan, _ = bring_in("members", [member("王大海", 100, "八甲村党支部"), member("曾国墙", 101, "八甲村党支部")])
    assert [(e.row, e.code) for e in plan.errors] == [(2, "other_name")] and plan.changed == 1
    bring_in("committees", COMMITTEES)
    plan, _ = bring_in("offices", [office("单雄心", 100, "八甲村村民委员会", "head")])
    assert [(e.row, e.code) for e in plan.errors] == [(2, "other_name")]


COMMITTEES = [
    {"division": "八甲村", "kind": "villagers_committee", "number": 7, "seats": 5, "elected_on": dt.date(2017, 4, 16)},
    {"division": "440403107201", "kind": "supervision_committee", "number": 7, "seats": 3, "elected_on": dt.date(2019, 4, 16)},
]


def office(name: str, order: int, body: str, role: str, since: dt.date = dt.date(2017, 4, 16), **more) -> dict:
    row = member(name, order, "")
    return {"name": name, "identity_number": row["identity_number"], "body": body, "role": role, "from": since, **more}


def test_committees_and_offices_come_in_and_again_unchanged(members):
    plan, _ = bring_in("committees", COMMITTEES)
    assert plan.errors == [] and plan.new == 2
    village, supervision = Committee.objects.get(kind="villagers_committee"), Committee.objects.get(kind="supervision_committee")
    assert (village.name, village.due_on, supervision.due_on) == ("八甲村村民委员会", dt.date(2020, 4, 16), dt.date(2024, 4, 16))
    rows = [
        office("单雄信", 100, "八甲村党支部", "secretary", bank_account="6222021234567890128", bank_name="农商银行"),
        office("单雄信", 100, "八甲村村民委员会", "head"),
        office("新来人", 301, "八甲村村民委员会", "member"),
    ]
    plan, leaf = bring_in("offices", rows)
    assert plan.errors == [] and plan.new == 3
    settle()
    person = Person.objects.get(name="单雄信")
    assert person.account_masked == "****0128" and {m.role for m in person.mandates.all()} == {"secretary", "head"}
    assert Person.objects.get(name="新来人").division_code == "440403103210"
    plan, _ = bring_in("offices", rows)
    assert (plan.new, plan.changed, plan.unchanged) == (0, 0, 3)
    register_for("offices").undo(connection, leaf, by=cast.SERVICE)
    settle()
    assert not Person.objects.filter(name="新来人").exists() and Person.objects.get(name="单雄信").account_sealed == ""


def test_seats_of_the_committee_and_secretaries_are_guarded(members):
    bring_in("committees", COMMITTEES)
    plan, _ = bring_in("offices", [
        office("单雄信", 100, "八甲村党支部", "secretary"),
        office("曾国强", 101, "八甲村党支部", "secretary", dt.date(2018, 1, 1)),
        office("区少梅", 102, "八甲村村民委员会", "member", last_day=dt.date(2019, 1, 1), end_reason="replaced"),
        office("黄金水", 105, "八甲村村民委员会", "secretary"),
        office("陈惠兰", 106, "八甲村党支部", "organisation_member", dt.date(2016, 1, 1)),
    ])  # fmt: skip
    assert sorted((e.row, e.code) for e in plan.errors) == [
        (3, "overlap"), (4, "no_removal_from_an_elected_seat"), (5, "role_of_other_body"),
    ]  # fmt: skip
    plan, _ = bring_in("committees", [COMMITTEES[0] | {"seats": 8}, COMMITTEES[1] | {"division": "龙山工业管理区"}])
    assert {e.code for e in plan.errors} == {"seats", "not_a_village"}
