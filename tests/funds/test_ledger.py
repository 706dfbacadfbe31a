"""The ledger through its commands: posting, reversing, numbering, closing, statements."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from qianxian.foundation.errors import NotPermitted, RuleViolated
from qianxian.funds import commands
from qianxian.funds.models import Account, Voucher
from qianxian.funds.queries import balances, statements
from qianxian.funds.rules import CHART, FIRST_LEVEL
from tests.funds import stage
from tests.funds.stage import BOOKKEEPER, ON, SECOND_BOOKKEEPER

pytestmark = pytest.mark.django_db


def test_the_chart_is_shipped_with_42_official_accounts(db):
    assert len(FIRST_LEVEL) == 42 and {len(a.code) for a in FIRST_LEVEL} == {3}
    rows = {a.code: (a.title, a.element, a.side, a.parent_id or "", a.cadre_pay) for a in Account.objects.all()}
    assert rows == {a.code: (a.title, a.element, a.side, a.parent, a.cadre_pay) for a in CHART}
    assert [a.code for a in FIRST_LEVEL if a.element == "asset" and a.side == "credit"] == ["133", "152", "162"]


def test_posting_numbers_reversing_and_balances():
    v = stage.village()
    first, second = v.receive(v.venue, "200000", dt.date(2019, 10, 8)), v.earn("12000.50", dt.date(2019, 10, 9))
    third = v.earn("1", dt.date(2019, 11, 2))
    assert [(x.month, x.number) for x in (first, second, third)] == [(dt.date(2019, 10, 1), 1), (dt.date(2019, 10, 1), 2), (dt.date(2019, 11, 1), 1)]
    assert (first.prepared_by, first.checked_by) == (BOOKKEEPER.login, SECOND_BOOKKEEPER.login)
    assert balances.held_by(v.venue) == Decimal("200000.00") and balances.bank_balance(v.collective) == Decimal("12001.50")
    v.reverse(third)
    assert balances.bank_balance(v.collective) == Decimal("12000.50")
    with pytest.raises(RuleViolated, match="已经冲销"):
        v.reverse(third)
    figures = {f.fund.pk: f for f in balances.fund_figures([v.venue, v.rent], ON)}
    assert (figures[v.rent.pk].received, figures[v.rent.pk].spent) == (Decimal("12000.50"), Decimal("0.00"))


def test_the_preparer_does_not_check():
    v = stage.village()
    lines = [v.line("102", v.rent, 5, bank_account=v.collective), v.line("501", v.rent, 5, "credit")]
    draft = commands.prepare_voucher(book=v.book, kind="ordinary", date=ON, summary="租金", document="", lines=lines, by=BOOKKEEPER, on=ON)
    with pytest.raises(NotPermitted, match="另一位记账员"):
        commands.check_voucher(draft=draft, by=BOOKKEEPER, on=ON)
    commands.drop_draft(draft=draft, reason="录错", by=BOOKKEEPER)
    assert not Voucher.objects.exists()


def test_faults_of_a_draft_come_all_at_once():
    v = stage.village()
    with pytest.raises(RuleViolated) as told:
        commands.prepare_voucher(book=v.book, kind="ordinary", date=dt.date(2019, 9, 30), summary="x", document="", lines=[v.line("999", v.rent, 5)], by=BOOKKEEPER, on=ON)
    assert {x.code for x in told.value.violations} == {"one_line", "unbalanced", "unknown_account", "date"}


def test_opening_in_mid_year_is_a_voucher_of_its_own_kind_and_the_statements_balance():
    v = stage.village()
    v.post(v.line("102", v.rent, 30000, bank_account=v.collective), v.line("151", v.rent, 100000), v.line("152", v.rent, 20000, "credit"), v.line("511", v.rent, 4000),
           v.line("501", v.rent, 14000, "credit"), v.line("301", v.rent, 100000, "credit"), date=stage.OPENED, kind="opening")  # fmt: skip
    v.earn("6000", dt.date(2019, 11, 5))
    sheet, result = statements.balance_sheet(v.book, ON), statements.income_statement(v.book, ON)
    assert (sheet.assets, sheet.liabilities, sheet.equity) == (Decimal(116000), Decimal(0), Decimal(116000))
    assert (result.income, result.expenses, result.surplus) == (Decimal(20000), Decimal(4000), Decimal(16000))
    assert sum((r.debit - r.credit for r in balances.trial_balance(v.book, ON)), Decimal(0)) == 0


def test_a_month_without_movement_closes_and_stays_closed():
    v = stage.village()
    commands.close_month(book=v.book, month=dt.date(2019, 10, 1), by=BOOKKEEPER, on=ON)
    with pytest.raises(RuleViolated, match="已经结账"):
        v.earn("5", dt.date(2019, 10, 31))
    v.earn("5", dt.date(2019, 11, 1))
    with pytest.raises(RuleViolated, match="对账单"):
        commands.close_month(book=v.book, month=dt.date(2019, 11, 1), by=BOOKKEEPER, on=ON)


def moved(v: stage.Village, giver, taker, given_from, taken_to, amount, document: str = "社委会决议3号"):
    draft = commands.prepare_move(book=v.book, giver=giver, taker=taker, given_from=given_from, taken_to=taken_to, amount=stage.yuan(amount), document=document, date=ON, by=BOOKKEEPER, on=ON)
    voucher = commands.check_voucher(draft=draft, by=stage.SECOND_BOOKKEEPER, on=ON)
    stage.settle()
    return voucher


def test_an_account_is_emptied_on_an_authority_and_then_closed():
    v = stage.village()
    v.earn("700")
    with pytest.raises(RuleViolated, match=r"还有余额 700\.00 元"):
        commands.close_bank_account(bank_account=v.collective, by=BOOKKEEPER, on=ON)
    with pytest.raises(RuleViolated, match="转款依据"):
        moved(v, v.rent, v.rent, v.collective, v.committee, 700, document=" ")
    with pytest.raises(RuleViolated, match="不够转"):
        moved(v, v.rent, v.rent, v.collective, v.committee, "700.01")
    assert moved(v, v.rent, v.rent, v.collective, v.committee, 700).document == "社委会决议3号"
    assert commands.close_bank_account(bank_account=v.collective, by=BOOKKEEPER, on=ON).closed_on == ON
    with pytest.raises(RuleViolated, match="已经销户"):
        commands.close_bank_account(bank_account=v.collective, by=BOOKKEEPER, on=ON)


def test_money_passes_between_funds_only_on_their_authority():
    v = stage.village()
    v.receive(v.venue, "200000")
    v.earn("700")
    own = commands.open_collective_fund(book=v.book, title="修路", purpose="works", by=BOOKKEEPER, on=ON)
    moved(v, v.rent, own, v.collective, v.collective, 300)
    assert (balances.held_by(v.rent), balances.held_by(own)) == (Decimal("400.00"), Decimal("300.00"))
    for giver, taker, there, here in ((v.rent, v.pay, v.collective, v.centre), (v.venue, v.rent, v.centre, v.collective), (v.venue, v.culture, v.centre, v.centre)):
        with pytest.raises(RuleViolated, match="不能互转"):
            moved(v, giver, taker, there, here, 9)
    changed = commands.change_purpose(fund=v.venue, purpose="culture", amount=stage.yuan(30000), title="文化室", consent_document="同意函1号", consent_by="区委组织部", by=stage.FINANCE, on=ON)
    assert moved(v, v.venue, changed.fund, v.centre, v.centre, 30000, document="").document == "同意函1号"
    figures = {f.fund.pk: f for f in balances.fund_figures([v.venue, changed.fund], ON)}
    assert figures[changed.fund.pk].held == Decimal("30000.00") and figures[v.venue.pk].held == Decimal("170000.00")
