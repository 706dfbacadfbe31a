"""Somebody who only bears a declared relative's name leases once the supervision committee has said so; and members are known as persons by their number."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import DatabaseError, transaction

from qianxian.collective import commands
from qianxian.collective.models import Member, NamesakeStatement
from qianxian.collective.queries import leases as queries
from qianxian.collective.rules.leases import cleared
from qianxian.foundation.errors import Conflict, NotPermitted, RuleViolated
from qianxian.foundation.models import ChangeHistory
from qianxian.foundation.reach import bind
from qianxian.foundation.sealing import keyed_hash
from qianxian.people.models import Person
from tests.cast import SERVICE, acting
from tests.collective import stage
from tests.collective.stage import CENTRE, ON, SECRETARY, VILLAGE
from tests.collective.test_cheats import cheat, copied
from tests.elections import stage as polls
from tests.registry_pages import browser_of

pytestmark = pytest.mark.django_db
SUPERVISOR = acting("yujd", "余监督", "supervision_member", VILLAGE)
PAPER = "比对身份证：出生日期、住址不同"


@pytest.fixture(autouse=True)
def place(db):
    stage.funds.county()


def codes(caught) -> set[str]:
    return {fault.code for fault in caught.value.violations}


def said(paper, name: str, by=SUPERVISOR) -> NamesakeStatement:
    bind(SERVICE)
    return commands.state_namesake(certificate=paper, name=name, document=PAPER, by=by, on=ON)


@pytest.mark.parametrize(
    ("ground", "stated", "same_hands", "clear"),
    [("kin_name", True, False, True), ("name", True, False, True), ("representative", True, False, True), ("name", False, False, False), ("name", True, True, False),
     ("number", True, False, False), ("kin_number", True, False, False), ("", True, False, False)],
)  # fmt: skip
def test_what_a_statement_clears(ground, stated, same_hands, clear):
    assert cleared(ground, stated=stated, same_hands=same_hands) is clear


def test_a_namesake_leases_after_the_supervision_committees_word():
    _director, son = stage.father_and_son()
    paper, shop = stage.small_certificate(), stage.asset()
    with pytest.raises(RuleViolated, match="同名说明") as told, transaction.atomic():
        stage.planned(shop, paper, total="1200", representative=son.name)
    assert codes(told) == {"related_not_recused"}
    said(paper, " 邝 小强 ")
    row = stage.planned(shop, paper, total="1200", representative=son.name)
    stage.settle()
    assert commands.sign_lease(lease=row, signed_on=ON, signatory="黄志明", by=SECRETARY, on=ON).state == "running"
    assert [one.name for one in queries.namesakes_of(row.contract.certificate)] == ["邝小强"]


def test_only_under_its_certificate_and_only_that_name():
    _director, son = stage.father_and_son()
    said(stage.small_certificate(), son.name)
    with pytest.raises(RuleViolated):
        stage.planned(stage.asset(), stage.small_certificate(), total="1200", representative=son.name)


def test_a_number_that_is_the_same_is_not_cleared_by_any_word():
    """Straight SQL gives the contract the son's own number after the statement."""
    _director, son = stage.father_and_son()
    Person.objects.filter(pk=son.pk).update(identity_index=keyed_hash("44040319900101001X", kind="identity"))
    paper = stage.small_certificate()
    said(paper, son.name)
    lease = stage.planned(stage.asset(), stage.small_certificate(), total="1200")
    stage.settle()
    number = Person.objects.get(pk=son.pk).identity_index
    theirs, his = (copied("contracts_contract", lease.contract_id, certificate_id=paper.pk, party_kind="person", credit_code="", counterparty=son.name, identity_index=index)
                   for index in ("", number))  # fmt: skip
    by_hand = (
        "INSERT INTO collective_lease (uuid, version, division_code, number, contract_id, asset_id, period, total, instalment_count, platform_no, opened_on, opened_by, state,"
        " end_reason, ended_by) SELECT gen_random_uuid(), 1, c.division_code, gen_random_uuid()::text, c.id, %s, c.period, c.amount, 1, 'JY1', '2019-12-16', 'x', 'planned', '', ''"
        " FROM contracts_contract c WHERE c.certificate_id = %s", [stage.asset("市场二楼铺位").pk, paper.pk])  # fmt: skip
    assert cheat(his, by_hand) == "related_kin_recused"
    assert cheat(theirs, by_hand) == "instalments_make_the_rent"


def test_who_says_it_and_how():
    paper = stage.small_certificate()
    for by in (SECRETARY, CENTRE, acting("x", "别村监督", "supervision_member", "440403103209")):
        with pytest.raises(NotPermitted):
            said(paper, "邝小强", by=by)
    with pytest.raises(RuleViolated) as told:
        commands.state_namesake(certificate=paper, name=" ", document=" ", by=SUPERVISOR, on=ON)
    assert codes(told) == {"name", "document"}
    row = said(paper, "邝小强")
    with pytest.raises(RuleViolated) as told:
        said(paper, "邝小强")
    assert codes(told) == {"twice"}
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        NamesakeStatement.objects.filter(pk=row.pk).update(name="别人")


def test_not_by_who_drafted_the_contract():
    """He drafted in another role, states as a supervisor: refused by rule and by hand, and a statement of his clears nothing."""
    paper = stage.small_certificate()
    bind(SERVICE)
    lease = stage.planned(stage.asset(), paper, total="1200")
    himself = acting(lease.contract.drafted_by, "一人两职", "supervision_member", VILLAGE)
    with pytest.raises(RuleViolated) as told:
        said(paper, "邝小强", by=himself)
    assert codes(told) == {"same_hands"}
    by_hand = ("INSERT INTO collective_namesakestatement (uuid, version, division_code, certificate_id, name, document, stated_on, stated_by)"
               " VALUES (gen_random_uuid(), 1, %s, %s, '邝小强', 'x', %s, %s)")  # fmt: skip
    assert cheat((by_hand, [VILLAGE, paper.pk, ON, lease.contract.drafted_by])) == "namesake_by_another"
    assert cheat((by_hand, ["440403103209", paper.pk, ON, "y"])) == "namesake_of_the_village"


def test_the_page_of_the_supervision_committee(monkeypatch):
    paper = stage.small_certificate()
    browser = browser_of(SUPERVISOR, monkeypatch)
    assert "登记同名说明" in browser.get("/collective/leases/").content.decode()
    answer = browser.post("/collective/leases/namesake/", {"certificate": str(paper.uuid), "name": "邝小强", "document": PAPER})
    assert answer.status_code == 302 and NamesakeStatement.objects.get().stated_by == SUPERVISOR.login


# -- members known as persons ------------------------------------------------------------------------------------------------------------------------


def registered(name: str = "邝国强", born: dt.date = dt.date(1975, 5, 4), number: str = "440403197505041239") -> Person:
    made = polls.person(name, birth=born)
    Person.objects.filter(pk=made.pk).update(identity_index=keyed_hash(number, kind="identity"))
    return Person.objects.get(pk=made.pk)


def test_a_member_is_linked_set_right_with_a_reason_and_both_stay_in_the_history():
    bind(SERVICE)
    row, first, second = stage.admitted("邝国强"), registered(), registered(number="440403197505041255")
    assert commands.link_member(member=row, person=first, by=CENTRE).person == first
    with pytest.raises(Conflict):
        commands.link_member(member=row, person=first, by=CENTRE)
    with pytest.raises(RuleViolated) as told:
        commands.link_member(member=row, person=second, by=CENTRE)
    assert codes(told) == {"reason"}
    commands.link_member(member=row, person=second, by=CENTRE, reason="首次核对时看错号码")
    kept = list(ChangeHistory.objects.filter(object_id=str(row.uuid), after__has_key="person").order_by("id").values_list("before", "after"))
    assert [(b["person"], a["person"]) for b, a in kept][-2:] == [(None, str(first.uuid)), (str(first.uuid), str(second.uuid))]


def test_not_to_somebody_else_and_not_twice():
    bind(SERVICE)
    row, other = stage.admitted("邝国强"), stage.admitted("邝国强", "2号", born_on=dt.date(1975, 5, 4))
    with pytest.raises(RuleViolated) as told:
        commands.link_member(member=row, person=registered("邝国豪", number="440403197505041271"), by=CENTRE)
    assert codes(told) == {"other_person"}
    his = registered()
    commands.link_member(member=row, person=his, by=CENTRE)
    with pytest.raises(RuleViolated) as told:
        commands.link_member(member=other, person=his, by=CENTRE)
    assert codes(told) == {"member"}
    with pytest.raises(NotPermitted):
        commands.link_member(member=other, person=his, by=SUPERVISOR)


def test_the_page_links_by_the_number(monkeypatch):
    bind(SERVICE)
    row, his = stage.admitted("邝国强"), registered()
    browser = browser_of(CENTRE, monkeypatch)
    where = f"/collective/members/{row.uuid}/link/"
    assert "没有找到这个号码" in browser.post(where, {"identity": "440403197505041247", "reason": ""}).content.decode()
    answer = browser.post(where, {"identity": "440403 19750504 1239", "reason": ""})
    assert answer.status_code == 302
    bind(SERVICE)
    assert Member.objects.get(pk=row.pk).person_id == his.pk
