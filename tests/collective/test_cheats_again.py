"""More ways to cheat the collective by straight SQL as the application role: members and rolls, near relations, leases cut short, a distribution's rates and voucher."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection

from qianxian.collective import commands
from qianxian.collective.models import Lease
from qianxian.divisions.models import County
from qianxian.foundation.errors import RuleViolated
from qianxian.foundation.reach import bind
from qianxian.funds import commands as funds
from tests.cast import SERVICE
from tests.collective import stage
from tests.collective.stage import BOOKKEEPER, SIBLING
from tests.collective.test_cheats import NEXT, cheat, copied, county
from tests.decisions import stage as decisions
from tests.funds.stage import SECOND_BOOKKEEPER

__all__ = ["county"]
pytestmark = pytest.mark.django_db(databases=["default", "owner"])


def test_another_person_under_a_members_number():
    row = stage.admitted("邝月娥")
    for change in ("name = '别人'", "born_on = '2001-01-01'", "uuid = gen_random_uuid()", "number = 'x'"):
        assert cheat((f"UPDATE collective_member SET {change} WHERE id = %s", [row.pk])) == "membership_stays", change
    assert cheat(("UPDATE collective_member SET household = '9号' WHERE id = %s", [row.pk])) == ""


def test_a_roll_that_lists_people_otherwise_than_they_are_registered():
    """The roll's rows written with it, in one transaction: a child given a vote, a member called otherwise or put into another household."""
    rows = stage.members()
    roll = stage.roll()
    stage.settle()
    child = roll.entries.get(member=rows[9])
    assert not child.votes
    for changed in ({"votes": True}, {"name": "别人"}, {"household": "99号"}, {"shares": 3}):
        assert cheat(copied("collective_rollentry", child.pk, turn=10, **changed)) == "roll_of_members", changed
    grown = roll.entries.get(member=rows[0])
    assert cheat(copied("collective_rollentry", grown.pk, votes=False)) == "roll_of_members"


def test_near_relations_taken_back_or_declared_elsewhere():
    seat, delegate = stage.seated(stage.admitted("邝国强")), stage.seated(stage.admitted("邝月娥", "2号"), kind="delegate")
    near = commands.declare_related(seat=seat, name="斗门某建材店", relation="business", by=stage.CENTRE, on=stage.ON)
    stage.settle()
    assert cheat(("UPDATE collective_nearparty SET name = '别的店' WHERE id = %s", [near.pk])) == "42501"
    assert cheat(("DELETE FROM collective_nearparty WHERE id = %s", [near.pk])) == "42501"
    assert cheat(copied("collective_nearparty", near.pk, seat_id=delegate.pk)) == "near_to_a_director"
    assert cheat(copied("collective_nearparty", near.pk, division_code=SIBLING, name="x")) == "near_to_a_director"
    assert cheat(copied("collective_nearparty", near.pk, declared_on=dt.date(2031, 1, 1), name="x")) == "near_to_a_director"
    assert cheat(copied("collective_nearparty", near.pk, name="x")) == ""


def test_a_lease_cut_short_on_paper_loses_no_arrears():
    lease = stage.signed(stage.asset(), stage.small_certificate(), total="3000", first_day=dt.date(2019, 12, 1), last_day=dt.date(2024, 11, 30))
    stage.settle()
    end = "UPDATE collective_lease SET state = 'ended', ended_on = %s, end_reason = 'x', ended_by = 'x', period = daterange('2019-12-01', %s) WHERE id = %s"
    assert cheat((end, ["2019-12-16", "2019-12-02", lease.pk])) == "lease_ends_on_its_day"
    assert cheat((end, ["2019-12-01", "2019-12-02", lease.pk])) == "lease_ends_on_its_day"
    assert cheat((end, ["2031-01-01", "2024-12-01", lease.pk])) == "lease_ends_on_its_day"
    assert cheat((end, [None, "2019-12-17", lease.pk])) == "lease_ends_on_its_day"
    assert cheat((end, ["2019-12-16", "2019-12-17", lease.pk])) != "lease_ends_on_its_day"
    assert cheat(("DELETE FROM collective_lease WHERE id = %s", [lease.pk])) == "42501"


def distributed():
    v = stage.book()
    stage.members()
    v.earn("1000.07")
    paper = decisions.certified(decisions.matter(kind="collective_income", amount="5000", unit="collective", title="收益分配", purpose="分配"))
    bind(SERVICE)
    County.objects.update(example_day=NEXT)
    row = commands.distribute(fund=v.rent, year=2019, roll=stage.roll(), certificate=paper, by=BOOKKEEPER, on=NEXT)
    stage.settle()
    return v, row


def test_a_distribution_by_rates_that_nobody_set():
    v, row = distributed()
    drop = ("UPDATE collective_distribution SET state = 'dropped', drop_reason = 'x' WHERE id = %s", [row.pk])
    again = {"state": "computed", "draft_id": None}
    none_kept = again | {"reserve_rate": "0", "reserve": "0.00", "paid": "1000.00", "per_share": "50.00", "remainder": "0.07"}
    assert cheat(drop, copied("collective_distribution", row.pk, **none_kept)) == "shared_out_by_the_rates"
    # the running year, its own income and every sum right
    lines = [v.line("102", v.rent, "1000.07", bank_account=v.collective), v.line("502", v.rent, "1000.07", "credit")]
    draft = funds.prepare_voucher(book=v.book, kind="ordinary", date=NEXT, summary="租金", document="", lines=lines, by=BOOKKEEPER, on=NEXT)
    funds.check_voucher(draft=draft, by=SECOND_BOOKKEEPER, on=NEXT)
    assert cheat(drop, copied("collective_distribution", row.pk, **again, year=2020)) == "shared_out_after_its_year"


def test_a_distribution_booked_by_another_voucher():
    v, row = distributed()
    book = "UPDATE collective_distribution SET state = 'drafted', draft_id = %s WHERE id = %s"
    other = funds.prepare_voucher(book=v.book, kind="ordinary", date=NEXT, summary="x", document="", by=BOOKKEEPER, on=NEXT,
                                  lines=[v.line("322", v.rent, row.paid), v.line("211", v.rent, row.paid, "credit")])  # fmt: skip
    assert cheat((book, [other.pk, row.pk])) == "distribution_booked_as_computed"
    assert cheat(("UPDATE collective_distribution SET draft_id = %s WHERE id = %s", [other.pk, row.pk])) in ("distribution_stays", "distribution_booked_as_computed")
    made = commands.post_distribution(distribution=row, by=BOOKKEEPER, on=NEXT)
    assert {line['account'] for line in made.lines} == {'322', '311', '211'}
    assert cheat(("UPDATE collective_distribution SET state = 'dropped', drop_reason = 'x', draft_id = NULL WHERE id = %s", [row.pk])) in ("distribution_stays", "distribution_booked_as_computed")


# Directors


SIGN = "UPDATE contracts_contract SET state = 'signed', signed_on = %s, signatory = '甲', recorded_by = 'y' WHERE id = %s"
TO_HIM = {"counterparty": "邝国强", "party_kind": "person"}


def refused_to_sign(lease) -> str:
    """The command says why not; what stops its straight SQL."""
    with pytest.raises(RuleViolated, match="回避"):
        commands.sign_lease(lease=lease, signed_on=stage.ON, signatory="梁伟雄", by=stage.SECRETARY, on=stage.ON)
    stage.settle()
    return cheat((SIGN, [stage.ON, lease.contract_id]), ("UPDATE collective_lease SET state = 'running', recorded_by = 'y' WHERE id = %s", [lease.pk]))


def test_a_directors_seat_ended_on_paper_before_what_was_decided():
    """The end is written down after the decision and dated before it: he was on record when it was decided, and was not recused."""
    paper = stage.certificate()
    lease, first = stage.planned(stage.Land().east, paper, **TO_HIM), paper.matter.meetings.order_by("held_on").first().held_on
    seat = stage.seated(stage.admitted("邝国强"))
    commands.end_seat(seat=seat, last_day=first - dt.timedelta(days=20), reason="辞职", by=stage.CENTRE, on=stage.ON)
    assert refused_to_sign(lease) == "related_party_recused"


def test_a_director_who_left_between_the_decision_and_the_signing():
    paper = stage.certificate()
    lease = stage.planned(stage.Land().east, paper, **TO_HIM)
    stage.seated(stage.admitted("邝国强"), last=paper.matter.meetings.order_by("held_on").last().held_on)
    assert refused_to_sign(lease) == "related_party_recused"


def test_who_left_before_it_was_decided_is_nobodys_relation():
    paper = stage.certificate()
    stage.seated(stage.admitted("邝国强"), last=paper.matter.meetings.order_by("held_on").first().held_on - dt.timedelta(days=1))
    lease = stage.signed(stage.Land().east, paper, **TO_HIM)
    stage.settle()
    assert Lease.objects.get(pk=lease.pk).contract.state == "signed"


def test_the_day_an_end_was_written_down_is_the_databases():
    seats = [stage.seated(stage.admitted(name, f"{n}号")) for n, name in enumerate(stage.PEOPLE[:3], 1)]
    shorter = "UPDATE collective_seat SET period = daterange(lower(period), '2019-03-01'), ended_by = 'x', end_reason = 'x'"
    with connection.cursor() as cursor:
        for seat, said in zip(seats, ("", ", ended_recorded_on = '2019-02-28'", ", ended_recorded_on = NULL"), strict=True):
            cursor.execute(f"{shorter}{said} WHERE id = %s", [seat.pk])
            cursor.execute("UPDATE collective_seat SET ended_recorded_on = '2019-02-01' WHERE id = %s", [seat.pk])
        cursor.execute(*copied("collective_seat", seats[0].pk, period="[2019-05-01,2019-06-01)", ended_recorded_on=dt.date(2019, 5, 2)))
        cursor.execute("SELECT ended_recorded_on FROM collective_seat ORDER BY id")
        assert cursor.fetchall() == [(stage.ON,)] * 3 + [(None,)]


def test_what_a_director_declared_is_not_lost_with_his_next_seat():
    """Declared with the seat before; seated anew just before the decision, with nothing declared."""
    lease = stage.planned(stage.Land().east, stage.certificate())
    member = stage.admitted("邝国强")
    old = stage.seated(member, first=dt.date(2018, 1, 10), last=dt.date(2019, 1, 9))
    commands.declare_related(seat=old, name="斗门某钢材市场有限公司", relation="business", by=stage.CENTRE, on=stage.ON)
    stage.seated(member)
    assert refused_to_sign(lease) == "related_party_recused"


def test_a_relation_is_one_of_those_the_rule_knows():
    with pytest.raises(RuleViolated, match="选择与对方的关系"):
        commands.declare_related(seat=stage.seated(stage.admitted("邝国强")), name="某店", relation="interest", by=stage.CENTRE, on=stage.ON)
