"""Approved pay taken into a village's book through pay's one interface: a draft per payer, checked and posted by another bookkeeper."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from qianxian.foundation import audit
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import RuleViolated, Violation, violated
from qianxian.foundation.verdict import require
from qianxian.funds import permissions as may
from qianxian.funds.commands.posting import Line
from qianxian.funds.commands.vouchers import prepare_voucher
from qianxian.funds.models import Book, Fund, Voucher, VoucherDraft
from qianxian.funds.queries import accruals
from qianxian.funds.rules.accruals import ACCOUNT_OF_PAY


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
