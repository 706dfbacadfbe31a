"""Approved pay taken into the village's book by pay's one interface: once, to the cent, checked by another, and then paid from the payable."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from qianxian.foundation.errors import RuleViolated
from qianxian.foundation.reach import bind
from qianxian.funds import commands
from qianxian.funds.models import Account, VoucherDraft
from qianxian.funds.queries import accruals
from qianxian.funds.queries.balances import trial_balance
from qianxian.funds.queries.payments import due_of_run
from qianxian.funds.rules.accruals import ACCOUNT_OF_PAY, settles
from qianxian.funds.rules.chart import account_named
from qianxian.pay.models import PaySlip
from qianxian.pay.queries import village_vouchers_due, vouchers_of
from qianxian.pay.rules.vouchers import ACCOUNTS
from tests.cast import COUNTY_OFFICER, SERVICE
from tests.funds import stage
from tests.funds.stage import BOOKKEEPER, ON, SECOND_BOOKKEEPER, SECRETARY
from tests.funds.test_cheats import refused
from tests.funds.test_pay_runs import asked, run, unmet, v
from tests.registry_pages import browser_of

__all__ = ["run", "v"]
pytestmark = pytest.mark.django_db
INSERT = (
    'INSERT INTO funds_voucherdraft (uuid, version, division_code, book_id, kind, "on", summary, document, lines, pay_key, state, prepared_by, prepared_on, settled_by,'
    " drop_reason)"
)


def test_every_account_of_pay_has_its_place_in_the_chart():
    """Expenses stand with expenses, what is owed with liabilities."""
    assert set(ACCOUNT_OF_PAY) == set(ACCOUNTS)
    assert all(account_named(code).element == ACCOUNTS[name].nature for name, code in ACCOUNT_OF_PAY.items())
    assert [settles(code, accrued) for code in ("51301", "21201") for accrued in (False, True)] == [True, False, False, True]


def taken(v) -> list[VoucherDraft]:
    """A draft for every payer's voucher that is due."""
    bind(SERVICE)
    return [commands.accrue_pay(book=v.book, fund=v.pay, key=one.key, date=ON, by=BOOKKEEPER, on=ON) for one in accruals.pay_due(BOOKKEEPER, v.book)]


def accrued(v) -> list[VoucherDraft]:
    """All of them posted."""
    drafts = taken(v)
    for draft in drafts:
        commands.check_voucher(draft=draft, by=SECOND_BOOKKEEPER, on=ON)
    stage.settle()
    return drafts


def balances(v) -> dict[str, Decimal]:
    return {row.account.code: row.balance for row in trial_balance(v.book, ON)}


def test_the_villages_parts_are_the_runs_slips_to_the_cent(run):
    bind(COUNTY_OFFICER)
    whole = vouchers_of(COUNTY_OFFICER, run)
    codes = PaySlip.objects.filter(run=run).order_by().values_list("division_code", flat=True).distinct()
    parts = [one for code in codes for one in village_vouchers_due(COUNTY_OFFICER, code, [])]
    assert {one.key.rsplit("/", 1)[1] for one in parts} == set(codes) and all(one.balanced for one in parts)
    for one in whole:
        mine = [line for part in parts if part.payer == one.payer for line in part.lines]
        for line in one.lines:
            assert sum((x.debit - x.credit for x in mine if x.account == line.account), Decimal(0)) == line.debit - line.credit


def test_pay_is_accrued_once_and_paid_from_the_payable(v, run):
    """Drafted by one, posted by another; the payment settles what is owed, and the expense stands once."""
    drafts, gross = accrued(v), sum((s.city + s.district + s.town for s in PaySlip.objects.filter(run=run, division_code=stage.VILLAGE)), Decimal(0))
    due = due_of_run(run.pk, stage.VILLAGE)
    assert balances(v)["51301"] == gross and balances(v)["21201"] == -due and accruals.pay_due(BOOKKEEPER, v.book) == []
    with pytest.raises(RuleViolated, match="已经计提"):
        commands.accrue_pay(book=v.book, fund=v.pay, key=drafts[0].pay_key, date=ON, by=BOOKKEEPER, on=ON)
    assert unmet(asked(v, run, due)) == {"pay_account"}
    wrong = stage.carried(asked(v, run, due), "look_at_payment")
    approve = "UPDATE funds_payment SET state = 'approved', approved_by = %s, approved_on = %s WHERE id = %s"
    assert refused((approve, [SECRETARY.login, ON, wrong.pk])) == "pay_from_the_payable"
    right = asked(v, run, due, account=Account.objects.get(code="21201"))
    assert unmet(right) == set()
    stage.carried(right)
    assert balances(v)["51301"] == gross and balances(v).get("21201", Decimal(0)) == 0


def test_not_from_the_payable_before_it_is_accrued(v, run):
    payment = asked(v, run, stage.yuan(10), account=Account.objects.get(code="21201"))
    assert unmet(payment) == {"pay_account"}
    taken(v)  # a draft is no voucher yet
    assert unmet(payment) == {"pay_account"}


def test_what_was_paid_as_the_expense_is_not_accrued_beside_it(v, run):
    keys = [one.key for one in accruals.pay_due(BOOKKEEPER, v.book)]
    stage.carried(asked(v, run, stage.yuan(10)))
    with pytest.raises(RuleViolated, match="直接记入费用"):
        taken(v)
    by_hand = INSERT + " VALUES (gen_random_uuid(), 1, %s, %s, 'ordinary', %s, 'x', 'x', '[]', %s, 'prepared', 'x', %s, '', '')"
    assert refused((by_hand, [stage.VILLAGE, v.book.pk, ON, keys[0], ON])) == "pay_is_no_expense_twice"


def test_by_straight_sql_nothing_is_taken_twice_or_of_elsewhere(v):
    draft = taken(v)[0]
    copy = (f"{INSERT} SELECT gen_random_uuid(), 1, division_code, book_id, kind, \"on\", summary, document, lines, {{key}}, 'prepared', prepared_by, prepared_on, '', ''"
            " FROM funds_voucherdraft WHERE id = %s")  # fmt: skip
    assert refused((copy.format(key="pay_key"), [draft.pk])) == "pay_accrued_once"
    assert refused((copy.format(key="replace(pay_key, division_code, '440403103209')"), [draft.pk])) == "pay_of_the_village"
    assert refused(("UPDATE funds_voucherdraft SET pay_key = '' WHERE id = %s", [draft.pk])) == "draft_stays"


def test_what_is_dropped_or_reversed_may_be_taken_again(v):
    first, *_rest = taken(v)
    commands.drop_draft(draft=first, reason="重编", by=BOOKKEEPER)
    assert [one.key for one in accruals.pay_due(BOOKKEEPER, v.book)] == [first.pay_key]
    again = commands.accrue_pay(book=v.book, fund=v.pay, key=first.pay_key, date=ON, by=BOOKKEEPER, on=ON)
    voucher = commands.check_voucher(draft=again, by=SECOND_BOOKKEEPER, on=ON)
    stage.settle()
    v.reverse(voucher)
    assert [one.key for one in accruals.pay_due(BOOKKEEPER, v.book)] == [first.pay_key]


def test_only_on_money_for_pay_and_not_before_the_book(v):
    key = accruals.pay_due(BOOKKEEPER, v.book)[0].key
    for more, words in (({"fund": v.venue}, "干部报酬资金"), ({"date": dt.date(2019, 9, 30)}, "建账日期以后"), ({"key": "GZ2019/none"}, "已经计提")):
        with pytest.raises(RuleViolated, match=words):
            commands.accrue_pay(**({"book": v.book, "fund": v.pay, "key": key, "date": ON, "by": BOOKKEEPER, "on": ON} | more))


def test_the_page_takes_it_as_a_draft(v, monkeypatch):
    browser = browser_of(BOOKKEEPER, monkeypatch)
    where = f"/funds/books/{v.book.uuid}/accrue/"
    key = accruals.pay_due(BOOKKEEPER, v.book)[0].key
    assert key in browser.get(where).content.decode()
    answer = browser.post(where, {"key": key, "fund": str(v.pay.uuid), "date": ON.isoformat()})
    assert answer.status_code == 302 and VoucherDraft.objects.get(pay_key=key).prepared_by == BOOKKEEPER.login
