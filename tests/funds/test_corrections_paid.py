"""What a correction adds to a run is paid under the run, what it takes back is no longer owed, and neither is a reason for a certificate of its own."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from qianxian.engagements.models import Engagement
from qianxian.foundation.errors import RuleViolated
from qianxian.foundation.reach import bind
from qianxian.funds import commands
from qianxian.funds.models import Account
from qianxian.funds.queries import accruals
from qianxian.funds.queries.payments import due_of_run
from qianxian.pay import commands as pay
from qianxian.pay.models import DifferenceLine, PayFact, PaySlip
from qianxian.pay.queries import net_corrected
from tests.cast import COUNTY_OFFICER, SERVICE
from tests.engagements.stage import day
from tests.funds import stage
from tests.funds.stage import BOOKKEEPER, ON, SECRETARY, yuan
from tests.funds.test_accruals import INSERT, accrued, balances
from tests.funds.test_cheats import refused
from tests.funds.test_pay_runs import asked, unmet, v, village_run
from tests.funds.test_withheld import handed_on
from tests.pay.stage import correct

__all__ = ["v"]
pytestmark = pytest.mark.django_db
APPROVE = "UPDATE funds_payment SET state = 'approved', approved_by = %s, approved_on = %s WHERE id = %s"
JUNE = (day(6, 1), day(6, 30))


def leave() -> None:
    """A month without pay, of the village's one person."""
    pay.record_fact(person=person(), kind="unpaid_leave", first_day=JUNE[0], last_day=JUNE[1], document="请假审批表", by=COUNTY_OFFICER, on=ON)


def person():
    return Engagement.objects.get().person


@pytest.fixture
def run():
    """The year's run of one person, corrected by a month of leave that was entered by mistake."""
    made = village_run()
    leave()
    correct(made, "unpaid_leave", person())
    return made


def corrected(run, back: bool = True):
    """Corrected by a month's pay: the leave taken back, or another month of it."""
    bind(COUNTY_OFFICER)
    if back:
        pay.cancel_fact(fact=PayFact.objects.get(), document="考勤核实", by=COUNTY_OFFICER, on=ON)
    else:
        pay.record_fact(person=person(), kind="unpaid_leave", first_day=day(7, 1), last_day=day(7, 31), document="请假审批表", by=COUNTY_OFFICER, on=ON)
    made = correct(run, "unpaid_leave", person())
    bind(SERVICE)
    return made


def test_what_it_adds_is_paid_under_the_run_to_the_cent(v, run):
    before = due_of_run(run.pk, stage.VILLAGE)
    stage.carried(asked(v, run, before))
    assert unmet(asked(v, run, yuan(1))) == {"pay_run"}
    back = -net_corrected(stage.VILLAGE, run.pk)
    corrected(run)
    more = due_of_run(run.pk, stage.VILLAGE)
    assert more == back > 0 and net_corrected(stage.VILLAGE, run.pk) == 0
    over = stage.carried(asked(v, run, more + yuan("0.01")), "look_at_payment")
    assert unmet(over) == {"pay_run"} and refused((APPROVE, [SECRETARY.login, ON, over.pk])) == "within_the_pay_run"
    stage.carried(asked(v, run, more))
    assert due_of_run(run.pk, stage.VILLAGE) == 0


def test_what_it_takes_back_is_no_longer_owed(v, run):
    before = due_of_run(run.pk, stage.VILLAGE)
    waiting = stage.carried(asked(v, run, before), "book_payment")
    corrected(run, back=False)
    less = due_of_run(run.pk, stage.VILLAGE)
    assert less < 0 and unmet(waiting) == {"pay_run"}
    pay_it = "UPDATE funds_payment SET state = 'paid', paid_by = %s, paid_on = %s WHERE id = %s"
    assert refused((pay_it, [stage.CASHIER.login, ON, waiting.pk])) == "within_the_pay_run"
    with pytest.raises(RuleViolated, match="没有发放"):
        commands.pay_out(payment=waiting, by=stage.CASHIER, on=ON)
    commands.return_payment(payment=waiting, reason="更正后减少", by=stage.CASHIER)
    stage.carried(asked(v, run, before + less))


def test_of_a_correction_after_the_request_nothing_is_paid_by_straight_sql(v, run):
    """As with slips: the request names what was approved by then."""
    due = due_of_run(run.pk, stage.VILLAGE)
    early = asked(v, run, due + yuan(1))
    corrected(run)
    early.refresh_from_db()
    bind(SERVICE)
    type(early).objects.filter(pk=early.pk).update(requested_on=ON - dt.timedelta(days=1))
    look = "UPDATE funds_payment SET state = 'looked', looked_by = 'b', looked_on = %s WHERE id = %s"
    assert refused((look, [ON, early.pk]), (APPROVE, [SECRETARY.login, ON, early.pk])) == "within_the_pay_run"


def test_run_and_correction_accrued_are_paid_from_the_payable_and_handed_on(v, run):
    corrected(run)
    accrued(v)
    due = due_of_run(run.pk, stage.VILLAGE)
    assert balances(v)["21201"] == -due
    stage.carried(asked(v, run, due, account=Account.objects.get(code="21201")))
    slips = PaySlip.objects.filter(run=run, division_code=stage.VILLAGE)
    lines = DifferenceLine.objects.filter(division_code=stage.VILLAGE, part__in=("insurance", "employer_city", "employer_district", "employer_town"))
    owed = sum((s.insurance + s.employer_city + s.employer_district + s.employer_town for s in slips), Decimal(0)) + sum((one.amount for one in lines), Decimal(0))
    assert -balances(v).get("211", Decimal(0)) == owed
    over = stage.carried(handed_on(v, run, "211", owed + yuan("0.01")), "look_at_payment")
    assert unmet(over) == {"withheld"} and refused((APPROVE, [SECRETARY.login, ON, over.pk])) == "within_what_was_withheld"
    if owed:
        stage.carried(handed_on(v, run, "211", owed))
    assert balances(v).get("211", Decimal(0)) == 0 and balances(v).get("21201", Decimal(0)) == 0


def test_a_correction_is_not_accrued_beside_a_run_that_was_paid_as_the_expense(v, run):
    stage.carried(asked(v, run, due_of_run(run.pk, stage.VILLAGE)))
    made = corrected(run)
    key = next(one.key for one in accruals.pay_due(BOOKKEEPER, v.book) if one.source == made.number)
    with pytest.raises(RuleViolated, match="直接记入费用"):
        commands.accrue_pay(book=v.book, fund=v.pay, key=key, date=ON, by=BOOKKEEPER, on=ON)
    by_hand = INSERT + " VALUES (gen_random_uuid(), 1, %s, %s, 'ordinary', %s, 'x', 'x', '[]', %s, 'prepared', 'x', %s, '', '')"
    assert refused((by_hand, [stage.VILLAGE, v.book.pk, ON, key, ON])) == "pay_is_no_expense_twice"
