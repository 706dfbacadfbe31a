"""Approved pay taken into a village's book through pay's one interface, and pay that came back: drafts, checked and posted by another bookkeeper."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from qianxian.foundation import audit
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import RuleViolated, Violation, violated
from qianxian.foundation.money import format_yuan
from qianxian.foundation.verdict import require
from qianxian.funds import permissions as may
from qianxian.funds.commands.posting import ZERO, Line
from qianxian.funds.commands.vouchers import prepare_voucher
from qianxian.funds.models import BankAccount, Book, Fund, Voucher, VoucherDraft
from qianxian.funds.queries import accruals
from qianxian.funds.rules.accruals import ACCOUNT_OF_PAY
from qianxian.pay.models import PayRun


@transaction.atomic
def accrue_pay(*, book: Book, fund: Fund, key: str, date: dt.date, by: Actor, on: dt.date) -> VoucherDraft:
    """One payer's voucher of a run or correction as a draft on the village's money for pay. Raises RuleViolated where it was taken or paid as the expense already."""
    held = Book.objects.select_for_update(no_key=True).get(pk=book.pk)
    require(may.can_keep_books(by, held.division_code))
    due = next((one for one in accruals.pay_due(by, held) if one.key == key), None)
    if due is None:
        raise violated("key", _("这份报酬已经计提，或还没有审批。请重新选择。"), "PAY", "key")
    faults = []
    if fund.book_id != held.pk or fund.origin != Fund.Origin.PUBLIC or fund.purpose != "pay":
        faults.append(Violation("fund", _("报酬计提在财政安排的干部报酬资金上。请另选资金。"), "R-F05", "fund"))
    if accruals.paid_as_expense(held, due.source).exists():
        faults.append(Violation("paid", _("这个批次已有付款直接记入费用。先冲销那些付款，再计提。"), "R-F07", "key"))
    if faults:
        raise RuleViolated(faults)
    lines = [Line(ACCOUNT_OF_PAY[one.account], fund.pk, debit=one.debit, credit=one.credit, memo=one.hint.title) for one in due.lines]
    summary = _("计提干部报酬 %(no)s") % {"no": due.key}
    row = prepare_voucher(book=held, kind=Voucher.Kind.ORDINARY, date=date, summary=summary, document=due.document, lines=lines, pay_key=due.key, by=by, on=on)
    audit.record(by=by, action="funds.accrue_pay", thing=row, after={"pay_key": due.key, "payer": due.payer, "on": date})
    return row


@transaction.atomic
def recover_pay(
    *, book: Book, fund: Fund, bank_account: BankAccount, run: PayRun, account: str, amount: Decimal, document: str, date: dt.date, by: Actor, on: dt.date
) -> VoucherDraft:
    """What was paid too much under a run and came back, as a draft: into the money for pay, off the account it was paid on, in yuan.

    Raises RuleViolated where more came back than corrections took off, or into other money.
    """
    held = Book.objects.select_for_update(no_key=True).get(pk=book.pk)
    require(may.can_keep_books(by, held.division_code))
    faults, most = [], next((one.amount for one in accruals.overpaid(held) if (one.run.pk, one.account) == (run.pk, account)), ZERO)
    if fund.book_id != held.pk or fund.origin != Fund.Origin.PUBLIC or fund.purpose != "pay" or bank_account.book_id != held.pk:
        faults.append(Violation("fund", _("收回的报酬进财政安排的干部报酬资金。请另选资金。"), "R-F05", "fund"))
    if not 0 < amount <= most:
        faults.append(Violation("over", _("这个批次在这个科目上多发 %(sum)s 元，收回不能超过。请核对差额更正。") % {"sum": format_yuan(most)}, "PAY", "amount"))
    if not document.strip():
        faults.append(Violation("document", _("请填写收款依据的名称和编号。"), "R-F07", "document"))
    if faults:
        raise RuleViolated(faults)
    lines = [Line("102", fund.pk, debit=amount, bank_account=bank_account.pk), Line(account, fund.pk, credit=amount, memo=run.number)]
    summary = _("收回多发报酬 %(no)s") % {"no": run.number}
    row = prepare_voucher(book=held, kind=Voucher.Kind.ORDINARY, date=date, summary=summary, document=document, lines=lines, recovers=run, by=by, on=on)
    audit.record(by=by, action="funds.recover_pay", thing=row, after={"run": run.number, "account": account, "amount": amount, "on": date})
    return row
