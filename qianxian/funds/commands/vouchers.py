"""Vouchers: prepared by one, checked and posted by another; reversed, never changed; months closed in order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from django.db import connection, transaction
from django.utils.translation import gettext as _

from qianxian.foundation import audit
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import Conflict, RuleViolated, Violation, violated
from qianxian.foundation.money import format_yuan
from qianxian.foundation.periods import month_end
from qianxian.foundation.verdict import require
from qianxian.funds import permissions as may
from qianxian.funds.commands.posting import Head, Line, line_from, lines_of, post_voucher
from qianxian.funds.judging import faults_of_voucher, judged
from qianxian.funds.models import BankAccount, Book, Fund, MonthClose, Voucher, VoucherDraft
from qianxian.funds.queries.balances import held_by, trial_balance
from qianxian.funds.queries.books import is_closed
from qianxian.funds.queries.reconciling import unreconciled
from qianxian.funds.queries.statements import balance_sheet
from qianxian.pay.models import PayRun

State = VoucherDraft.State


@transaction.atomic
def prepare_voucher(*, book: Book, kind: str, date: dt.date, summary: str, document: str, lines: Sequence[Line], by: Actor, on: dt.date, pay_key: str = "",
                    recovers: PayRun | None = None) -> VoucherDraft:  # fmt: skip
    """A draft for another to check; ``pay_key`` where it takes a voucher of pay, ``recovers`` where pay of that run came back.

    Raises RuleViolated with everything against its lines (R-F07, R-F08).
    """
    held = Book.objects.select_for_update(no_key=True).get(pk=book.pk)
    require(may.can_keep_books(by, held.division_code))
    faults = faults_of_voucher(lines, by.login)
    if not held.opened_on <= date <= on:
        faults.append(Violation("date", _("凭证日期要在建账日期以后，不能晚于今天。"), "R-F07", "date"))
    if is_closed(held, date):
        faults.append(Violation("closed", _("这个月已经结账。请记入未结账的月份。"), "R-F07", "date"))
    if faults:
        raise RuleViolated(faults)
    row = VoucherDraft.objects.create(division_code=held.division_code, book=held, kind=kind, on=date, summary=summary.strip(), document=document.strip(),
                                      lines=[line.to_json() for line in lines], pay_key=pay_key, recovers=recovers, prepared_by=by.login, prepared_on=on)  # fmt: skip
    audit.record(by=by, action="funds.prepare_voucher", thing=row, after={"kind": kind, "on": date, "summary": summary, "lines": row.lines})
    return row


@transaction.atomic
def prepare_move(*, book: Book, giver: Fund, taker: Fund, given_from: BankAccount, taken_to: BankAccount, amount: Decimal, document: str, date: dt.date, by: Actor, on: dt.date) -> VoucherDraft:
    """Money moved between accounts of one fund, or between funds, on its authority: a draft for another to check.

    A public fund gives only to the one whose purpose was changed with the approver's consent, whose document is the authority (R-F03); between
    the collective's own funds, and between accounts, ``document`` names it. Raises RuleViolated otherwise.
    """
    Book.objects.select_for_update(no_key=True).get(pk=book.pk)
    require(may.can_keep_books(by, book.division_code))
    faults, document = [], document.strip()
    if giver != taker and Fund.Origin.PUBLIC in (giver.origin, taker.origin):
        changed = taker.allocation.changed_from_id if taker.allocation else None
        if giver.allocation_id is None or changed != giver.allocation_id:
            faults.append(Violation("origin", _("集体资金和财政资金不能互转；专项资金改变用途要有原批准单位的书面同意。"), "R-F03", "taker"))
        else:
            document = document or taker.allocation.consent_document
    if giver == taker and given_from == taken_to:
        faults.append(Violation("same", _("转出和转入是同一笔资金的同一个账户。请另选。"), "R-F07", "taken_to"))
    if amount <= 0 or held_by(giver) < amount:
        faults.append(Violation("over_balance", _("转出资金余额 %(sum)s 元，不够转。请减少金额。") % {"sum": format_yuan(held_by(giver))}, "R-F02", "amount"))
    if not document:
        faults.append(Violation("document", _("请填写转款依据的名称和文号。"), "R-F07", "document"))
    if faults:
        raise RuleViolated(faults)
    out, come = Line("102", giver.pk, credit=amount, bank_account=given_from.pk), Line("102", taker.pk, debit=amount, bank_account=taken_to.pk)
    between = [] if giver == taker else [Line("11301", giver.pk, debit=amount, counter_fund=taker.pk), Line("11301", taker.pk, credit=amount, counter_fund=giver.pk)]
    summary = _("转款：%(giver)s 转 %(taker)s") % ({"giver": given_from.name, "taker": taken_to.name} if giver == taker else {"giver": giver.title, "taker": taker.title})
    return prepare_voucher(book=book, kind=Voucher.Kind.ORDINARY, date=date, summary=summary[:200], document=document, lines=[*between[:1], out, come, *between[1:]], by=by, on=on)


@transaction.atomic
def prepare_reversal(*, voucher: Voucher, date: dt.date, reason: str, by: Actor, on: dt.date) -> VoucherDraft:
    """A draft that mirrors a posted voucher line by line. Raises RuleViolated where it was reversed already."""
    Book.objects.select_for_update(no_key=True).get(pk=voucher.book_id)
    require(may.can_keep_books(by, voucher.division_code))
    faults = []
    if voucher.kind == Voucher.Kind.REVERSAL or Voucher.objects.filter(reverses=voucher).exists() or voucher.reversal_drafts.filter(state=State.PREPARED).exists():
        faults.append(Violation("reversed", _("这张凭证已经冲销，或本身就是冲销凭证。"), "R-F07"))
    if not voucher.on <= date <= on:
        faults.append(Violation("date", _("冲销日期不能早于原凭证，不能晚于今天。"), "R-F07", "date"))
    if is_closed(voucher.book, date):
        faults.append(Violation("closed", _("这个月已经结账。请记入未结账的月份。"), "R-F07", "date"))
    if faults:
        raise RuleViolated(faults)
    row = VoucherDraft.objects.create(division_code=voucher.division_code, book=voucher.book, kind=Voucher.Kind.REVERSAL, on=date, summary=reason.strip(), reverses=voucher,
                                      lines=[line.mirrored.to_json() for line in lines_of(voucher)], prepared_by=by.login, prepared_on=on)  # fmt: skip
    audit.record(by=by, action="funds.prepare_reversal", thing=row, after={"reverses": str(voucher.uuid)}, reason=reason)
    return row


@transaction.atomic
def check_voucher(*, draft: VoucherDraft, by: Actor, on: dt.date) -> Voucher:
    """Checked by another than who prepared it, and posted. Raises RuleViolated, Conflict when settled meanwhile; the ledger's own refusals come from PostgreSQL."""
    row = _waiting(draft)
    require(may.can_check_voucher(by, row))
    lines = [line_from(one) for one in row.lines]
    if faults := faults_of_voucher(lines, row.prepared_by, by.login):
        raise RuleViolated(faults)
    head = Head(row.kind, row.on, row.summary, row.prepared_by, by.login, row.document, row.reverses_id, recovers=row.recovers_id)
    row.voucher = post_voucher(row.book, head, lines)
    row.state, row.settled_by, row.version = State.POSTED, by.login, row.version + 1
    row.save()
    audit.record(by=by, action="funds.check_voucher", thing=row.voucher, after={"month": row.voucher.month, "number": row.voucher.number, "total": row.voucher.total})
    return row.voucher


@transaction.atomic
def drop_draft(*, draft: VoucherDraft, reason: str, by: Actor) -> VoucherDraft:
    """A draft taken back by its preparer or refused by the checker."""
    row = _waiting(draft)
    require(may.can_keep_books(by, row.division_code))
    row.state, row.settled_by, row.drop_reason, row.version = State.DROPPED, by.login, reason.strip(), row.version + 1
    row.save()
    audit.record(by=by, action="funds.drop_draft", thing=row, after={"state": row.state}, reason=reason)
    return row


def _waiting(draft: VoucherDraft) -> VoucherDraft:
    row = VoucherDraft.objects.select_for_update(no_key=True).get(pk=draft.pk)
    if row.state != State.PREPARED:
        raise Conflict(_("这张凭证已经办过。"), current=row)
    return row


@transaction.atomic
def close_month(*, book: Book, month: dt.date, by: Actor, on: dt.date) -> MonthClose:
    """The month closed for good. Raises RuleViolated while drafts wait, statements differ unexplained, or the trial balance is not zero."""
    held = Book.objects.select_for_update(no_key=True).get(pk=book.pk)
    require(may.can_keep_books(by, held.division_code))
    first, last = month.replace(day=1), month_end(month.year, month.month)
    if is_closed(held, first):
        raise violated("closed", _("这个月已经结账。"), "R-F07")
    faults = []
    if held.drafts.filter(state=State.PREPARED, on__lte=last).exists():
        faults.append(Violation("drafts", _("还有待审的凭证。请先审核入账或撤销。"), "R-F07"))
    faults += [Violation("unreconciled", said, "R-F07") for said in unreconciled(held, first)]
    if sum((row.debit - row.credit for row in trial_balance(held, last)), start=0) != 0:
        faults.append(Violation("trial", _("科目余额表借贷不平。"), "R-F09"))
    if first.month == 12:
        sheet = balance_sheet(held, last)
        faults += judged("R-F09", on, {"assets": sheet.assets, "liabilities": sheet.liabilities, "equity": sheet.equity})[0]
    if faults:
        raise RuleViolated(faults)
    row = MonthClose(division_code=held.division_code, book=held, month=first, closed_on=on, closed_by=by.login)
    row.pk = _insert_close(row)
    audit.record(by=by, action="funds.close_month", thing=row, after={"month": first})
    return row


def _insert_close(row: MonthClose) -> int:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO funds_monthclose (uuid, version, division_code, book_id, month, closed_on, closed_by) VALUES (%s, 1, %s, %s, %s, %s, %s) RETURNING id",
                       [row.uuid, row.division_code, row.book_id, row.month, row.closed_on, row.closed_by])  # fmt: skip
        return cursor.fetchone()[0]
