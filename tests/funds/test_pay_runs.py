"""Cadres' pay leaves the book by an approved pay run alone: to the cent what its slips owe in the village, out of public money for pay."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from qianxian.engagements.models import YearlyGrade
from qianxian.foundation.errors import RuleViolated
from qianxian.foundation.reach import bind
from qianxian.funds.models import Account, Payment, Voucher
from qianxian.funds.queries import balances
from qianxian.funds.queries.gates import gate
from qianxian.funds.queries.payments import due_of_run, runs_for
from tests.cast import COUNTY_OFFICER, SERVICE
from tests.engagements.stage import day
from tests.engagements.stage import village as engaging
from tests.funds import stage
from tests.funds.stage import ON, SECRETARY, yuan
from tests.funds.test_cheats import refused
from tests.pay.stage import approved

pytestmark = pytest.mark.django_db


def village_run(before=lambda: None):
    """The year's run with one engaged member of the village, approved; ``before`` it may change a setting."""
    place = engaging()
    place.engaged(place.member)
    YearlyGrade.objects.create(division_code=place.member.division_code, person=place.member, year=2019, grade="competent", decided_on=day(12, 10))
    bind(COUNTY_OFFICER)
    before()
    return approved()


@pytest.fixture
def run():
    """As the county's settings have it."""
    return village_run()


@pytest.fixture
def v(run) -> stage.Village:
    made = stage.village()
    made.receive(made.pay, "300000", dt.date(2019, 10, 8))
    made.earn("300000", dt.date(2019, 10, 9))
    stage.ceiling(SECRETARY.login, 300000)
    bind(SERVICE)
    return made


def asked(v: stage.Village, run, amount: Decimal, **more) -> Payment:
    given = {"fund": v.pay, "purpose": "pay", "account": Account.objects.get(code="51301"), "authority": "pay_run", "standing": None, "pay_run": run, "payee": "八名干部（代发）"} | more
    return stage.requested(v, amount=amount, **given)


def unmet(payment: Payment) -> set[str]:
    return {c.code for c in gate(payment, ON) if not c.met and not c.step}


def test_a_runs_slips_are_paid_to_the_cent_and_once(v, run):
    due = due_of_run(run.pk, stage.VILLAGE)
    assert due > 0 and list(runs_for(stage.VILLAGE)) == [run]
    first = stage.carried(asked(v, run, due - 1))
    voucher = Voucher.objects.get(payment=first)
    assert {(line.account_id, line.debit, line.credit) for line in voucher.lines.all()} == {("51301", due - 1, Decimal(0)), ("102", Decimal(0), due - 1)}
    assert due_of_run(run.pk, stage.VILLAGE) == Decimal("1.00")
    assert unmet(asked(v, run, yuan("1.01"))) == {"pay_run"}
    with pytest.raises(RuleViolated, match="没有发放"):
        stage.carried(asked(v, run, yuan("1.01")), "approve_payment")
    stage.carried(asked(v, run, yuan(1)))
    assert due_of_run(run.pk, stage.VILLAGE) == 0 and balances.held_by(v.pay) == Decimal(300000) - due
    v.reverse(voucher)
    assert due_of_run(run.pk, stage.VILLAGE) == due - 1
    stage.carried(asked(v, run, due - 1))


def test_not_out_of_other_money_and_not_under_other_names(v, run):
    approve = "UPDATE funds_payment SET state = 'approved', approved_by = %s, approved_on = %s WHERE id = %s"
    cases = (
        ({"fund": v.rent, "bank_account": v.collective}, "collective_pays_cadre"),
        ({"account": Account.objects.get(code="513")}, "pay_by_a_pay_run"),
        ({"authority": "small", "pay_run": None, "standing": stage.standing(v, 90000)}, "pay_by_a_pay_run"),
    )
    for more, condition in cases:
        payment = stage.carried(asked(v, run, yuan(10), **more), "look_at_payment")
        assert condition in unmet(payment)
    assert refused((approve, [SECRETARY.login, ON, payment.pk])) == "pay_by_a_pay_run"
    out_of_rent = stage.carried(asked(v, run, yuan(10), fund=v.rent, bank_account=v.collective), "look_at_payment")
    pay = [(f"UPDATE funds_payment SET state = '{state}', {state}_by = %s, {state}_on = %s WHERE id = %s", [by, ON, out_of_rent.pk])
           for state, by in (("approved", SECRETARY.login), ("booked", "d"), ("paid", "e"))]  # fmt: skip
    assert refused(*pay) in ("paid_with_a_voucher", "collective_pays_no_cadre")


@pytest.mark.parametrize("actor", [stage.HANDLER, stage.BOOKKEEPER])
def test_the_village_is_offered_its_runs_though_the_run_is_the_countys_row(v, run, actor):
    """Under his own reach: read from the slips, to be named by a payment and counted by its gate."""
    payment = asked(v, run, yuan(10))
    bind(actor)
    assert [(r.pk, r.number, r.year) for r in runs_for(stage.VILLAGE)] == [(run.pk, run.number, run.year)]
    assert unmet(Payment.objects.get(pk=payment.pk)) == set()
    bind(SERVICE)
