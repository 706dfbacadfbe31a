"""Withheld tax and social insurance are handed on by the run that withheld them: to the cent, after the run stands in the book, and out of the money for pay."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.db import transaction
from django.db.models import F, Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qianxian.foundation.errors import RuleViolated
from qianxian.foundation.reach import bind
from qianxian.funds import commands
from qianxian.funds.models import Account, Payment, VoucherDraft
from qianxian.funds.queries.accruals import withheld_due
from qianxian.funds.queries.payments import due_of_run
from qianxian.pay.models import PaySlip
from tests.cast import COUNTY_OFFICER, SERVICE
from tests.funds import stage
from tests.funds.stage import ON, SECRETARY, yuan
from tests.funds.test_accruals import accrued, balances
from tests.funds.test_cheats import refused
from tests.funds.test_pay_runs import unmet, v, village_run
from tests.profiles import times
from tests.rulebook.fixing import fix_setting

__all__ = ["v"]
pytestmark = pytest.mark.django_db
ACCOUNTS = {"tax": "214", "insurance": "211"}
APPROVE = "UPDATE funds_payment SET state = 'approved', approved_by = %s, approved_on = %s WHERE id = %s"


@pytest.fixture
def run():
    """A run that withholds tax too: the monthly deduction is lowered so that a village's pay reaches the first bracket."""
    return village_run(lambda: fix_setting(key="tax.basic_deduction", value="500", valid_from=dt.date(2019, 1, 2), source_document="测试", by=COUNTY_OFFICER))


def withheld(run) -> dict[str, Decimal]:
    """What the village's slips say, by account: tax, and insurance with the employer's own."""
    slips = PaySlip.objects.filter(run=run, division_code=stage.VILLAGE)
    said = slips.aggregate(tax=Sum("tax"), insurance=Sum(F("insurance") + F("employer_city") + F("employer_district") + F("employer_town")))
    return {ACCOUNTS[name]: amount for name, amount in said.items()}


def handed_on(v, run, account: str, amount: Decimal, **more) -> Payment:
    given_ = {"fund": v.pay, "purpose": "pay", "account": Account.objects.get(code=account), "authority": "withheld", "standing": None, "pay_run": run, "payee": "税务机关"} | more
    return stage.requested(v, amount=amount, **given_)


def test_what_was_withheld_is_handed_on_to_the_cent_and_once(v, run):
    accrued(v)
    owed = withheld(run)
    assert min(owed.values()) > 0
    net = due_of_run(run.pk, stage.VILLAGE)
    for account, amount in owed.items():
        stage.carried(handed_on(v, run, account, amount - yuan("0.01")))
        assert unmet(handed_on(v, run, account, yuan("0.02"))) == {"withheld"}
        over = stage.carried(handed_on(v, run, account, yuan("0.02")), "look_at_payment")
        with pytest.raises(RuleViolated, match="代扣数"):
            commands.approve_payment(payment=over, by=SECRETARY, on=ON)
        assert refused((APPROVE, [SECRETARY.login, ON, over.pk])) == "within_what_was_withheld"
        stage.carried(handed_on(v, run, account, yuan("0.01")))
        assert balances(v).get(account, Decimal(0)) == 0
    assert due_of_run(run.pk, stage.VILLAGE) == net  # nobody's pay is touched by it


def test_not_before_the_run_stands_in_the_book_and_not_out_of_other_money(v, run):
    early = stage.carried(handed_on(v, run, "214", yuan(1)), "look_at_payment")
    assert unmet(early) == {"withheld"} and refused((APPROVE, [SECRETARY.login, ON, early.pk])) == "within_what_was_withheld"
    accrued(v)
    wrong = stage.carried(handed_on(v, run, "513", yuan(1)), "look_at_payment")
    assert {"withheld_account", "withheld"} <= unmet(wrong) and refused((APPROVE, [SECRETARY.login, ON, wrong.pk])) == "withheld_account"
    rent = stage.carried(handed_on(v, run, "214", yuan(1), fund=v.rent, bank_account=v.collective), "look_at_payment")
    assert "withheld_fund" in unmet(rent) and refused((APPROVE, [SECRETARY.login, ON, rent.pk])) == "withheld_from_pay_money"
    named = stage.carried(handed_on(v, run, "21201", yuan(1)), "look_at_payment")
    assert refused((APPROVE, [SECRETARY.login, ON, named.pk])) == "pay_by_a_pay_run"
    with pytest.raises(RuleViolated, match="付款依据"):
        handed_on(v, run, "214", yuan(1), pay_run=None)


def test_an_accrual_is_not_taken_back_under_what_was_handed_on(v, run):
    drafts = accrued(v)
    paid = stage.carried(handed_on(v, run, "214", yuan(1)))
    taken = VoucherDraft.objects.get(pk=drafts[0].pk).voucher
    back = commands.prepare_reversal(voucher=taken, date=ON, reason="重编", by=stage.BOOKKEEPER, on=ON)
    with pytest.raises(Exception, match="先冲销上缴的付款"), transaction.atomic():
        commands.check_voucher(draft=back, by=stage.SECOND_BOOKKEEPER, on=ON)
    v.reverse(paid.voucher)
    commands.check_voucher(draft=back, by=stage.SECOND_BOOKKEEPER, on=ON)


def test_any_parts_come_to_what_was_withheld_and_never_to_more(v, run):
    """However the village cuts it: a part is taken while it stays within the slips, by command and by database alike."""
    accrued(v)
    owed = withheld(run)
    parts = st.lists(st.tuples(st.sampled_from(sorted(owed)), st.integers(1, 160)), min_size=1, max_size=4)

    @settings(max_examples=times(8, soak=400), suppress_health_check=list(HealthCheck))
    @given(parts)
    def any_parts(drawn):
        point = transaction.savepoint()
        left = dict(owed)
        for account, percent in drawn:
            amount = max(yuan("0.01"), (owed[account] * percent / 100).quantize(Decimal("0.01")))
            payment = stage.carried(handed_on(v, run, account, amount), "look_at_payment")
            assert withheld_due(payment) == left[account]
            if amount <= left[account]:
                commands.approve_payment(payment=payment, by=SECRETARY, on=ON)
                left[account] -= amount
            else:
                assert unmet(payment) == {"withheld"} and refused((APPROVE, [SECRETARY.login, ON, payment.pk])) == "within_what_was_withheld"
        approved = Payment.objects.filter(authority="withheld", state="approved").values("account").annotate(s=Sum("amount"))
        assert {row["account"]: owed[row["account"]] - row["s"] for row in approved} == {account: rest for account, rest in left.items() if rest != owed[account]}
        transaction.savepoint_rollback(point)

    any_parts()
    bind(SERVICE)
