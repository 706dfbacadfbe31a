"""A payment through five pairs of hands. PostgreSQL looks at every step again; these commands say beforehand, in words, what is missing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from qianxian.accounts.permissions import require_fresh_code
from qianxian.foundation import audit
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import Conflict, RuleViolated, Violation, violated
from qianxian.foundation.masks import mask_account
from qianxian.foundation.money import format_yuan
from qianxian.foundation.sealing import keyed_hash, seal
from qianxian.foundation.statements import ByKey, prepared
from qianxian.foundation.verdict import require
from qianxian.funds import permissions as may
from qianxian.funds.commands.posting import Head, Line, post_voucher
from qianxian.funds.models import Book, Payment, Ratification
from qianxian.funds.queries.gates import missing
from qianxian.funds.queries.payments import ceiling_of
from qianxian.funds.rules import ALLOWED_MOVES
from qianxian.people.models import Person

State = Payment.State
FACTS = ("fund", "bank_account", "amount", "account", "purpose", "summary", "document", "payee", "payee_bank", "authority", "certificate", "standing", "pay_run", "contract",
         "emergency_reason", "ratify_by")  # fmt: skip


@transaction.atomic
def request_payment(*, book: Book, facts: Mapping[str, Any], payee_account: str = "", by: Actor, on: dt.date) -> Payment:
    """The handler's request. ``facts``: fund, bank_account, amount, account, purpose, payee, authority and what it names. Raises RuleViolated on what cannot be."""
    held = Book.objects.select_for_update(no_key=True).get(pk=book.pk)
    require(may.can_request_payment(by, held.division_code))
    row = Payment(division_code=held.division_code, book=held, number=_next_number(held, on), requested_on=on, handled_by=by.login, handled_for=by.principal)
    _fill(row, facts, payee_account)
    if faults := _impossible(row):
        raise RuleViolated(faults)
    row.save()
    audit.record(by=by, action="funds.request_payment", thing=row, after=_told(row), reason=row.summary)
    return row


@transaction.atomic
def change_payment(*, payment: Payment, facts: Mapping[str, Any], payee_account: str = "", by: Actor, on: dt.date) -> Payment:
    """Another payee, amount or authority: it starts again, with who changes it as handler. Raises Conflict once paid or withdrawn."""
    row = _locked(payment)
    require(may.can_change_payment(by, row))
    if row.state in (State.PAID, State.WITHDRAWN):
        raise Conflict(_("已付款或已撤回的付款不能改。"), current=row)
    before = _told(row)
    _fill(row, facts, payee_account)
    if faults := _impossible(row):
        raise RuleViolated(faults)
    _start_again(row, by, on)
    row.save()
    audit.record(by=by, action="funds.change_payment", thing=row, before=before, after=_told(row), reason=row.summary)
    return row


@transaction.atomic
def look_at_payment(*, payment: Payment, by: Actor, on: dt.date) -> Payment:
    """The supervision committee has seen papers and purpose."""
    row = _moving(payment, State.LOOKED)
    require(may.can_look_at_payment(by, row))
    return _step(row, State.LOOKED, "looked", by, on, "funds.look_at_payment")


@transaction.atomic
def approve_payment(*, payment: Payment, by: Actor, on: dt.date) -> Payment:
    """Approved within the approver's ceiling, with every condition of the gate met. Raises RuleViolated with all that is missing."""
    row = _moving(payment, State.APPROVED)
    require(may.can_approve_payment(by, row))
    require_fresh_code(by, on)
    faults = missing(row, on)
    most = ceiling_of(by.principal or by.login, row.division_code, on)
    if most is None or most < row.amount:
        faults.append(Violation("ceiling", _("金额超过您的审批限额（%(sum)s 元）。请报上一级（镇、街道）审批。") % {"sum": format_yuan(most or Decimal(0))}, "R-F04"))
    if faults:
        raise RuleViolated(faults)
    return _step(row, State.APPROVED, "approved", by, on, "funds.approve_payment")


@transaction.atomic
def book_payment(*, payment: Payment, by: Actor, on: dt.date) -> Payment:
    """The bookkeeper has checked papers and account and made out the voucher; it is posted as the money goes."""
    row = _moving(payment, State.BOOKED)
    require(may.can_book_payment(by, row))
    return _step(row, State.BOOKED, "booked", by, on, "funds.book_payment")


@transaction.atomic
def pay_out(*, payment: Payment, by: Actor, on: dt.date) -> Payment:
    """Paid by the cashier, and posted in the same transaction. Raises RuleViolated where the authority has lapsed or the money is gone meanwhile."""
    row = _moving(payment, State.PAID)
    require(may.can_pay_out(by, row))
    require_fresh_code(by, on)
    if faults := missing(row, on):
        raise RuleViolated(faults)
    _step(row, State.PAID, "paid", by, on, "funds.pay_out")
    money = "102" if row.bank_account_id else "101"
    lines = [Line(row.account_id, row.fund_id, debit=row.amount, memo=row.payee), Line(money, row.fund_id, credit=row.amount, bank_account=row.bank_account_id)]
    post_voucher(row.book, Head("ordinary", on, row.summary, row.booked_by, row.approved_by, row.document, payment=row.pk), lines)
    return row


@transaction.atomic
def return_payment(*, payment: Payment, reason: str, by: Actor) -> Payment:
    """Sent back to the handler by who holds the step, with what has to be mended."""
    row = _moving(payment, State.RETURNED)
    require(may.can_return_payment(by, row))
    if not reason.strip():
        raise violated("reason", _("请写明退回的原因。"), "R-F04", "reason")
    before, row.state, row.returned_reason, row.version = row.state, State.RETURNED, reason.strip(), row.version + 1
    row.save()
    audit.record(by=by, action="funds.return_payment", thing=row, before={"state": before}, after={"state": row.state}, reason=reason)
    return row


@transaction.atomic
def withdraw_payment(*, payment: Payment, reason: str, by: Actor) -> Payment:
    """Taken back by the village before it was paid."""
    row = _moving(payment, State.WITHDRAWN)
    require(may.can_change_payment(by, row))
    before, row.state, row.returned_reason, row.version = row.state, State.WITHDRAWN, reason.strip(), row.version + 1
    row.save()
    audit.record(by=by, action="funds.withdraw_payment", thing=row, before={"state": before}, after={"state": row.state}, reason=reason)
    return row


@transaction.atomic
def ratify_payment(*, payment: Payment, document: str, resolved_on: dt.date, certificate=None, by: Actor, on: dt.date) -> Ratification:
    """The resolution afterwards for an emergency payment."""
    row = _locked(payment)
    require(may.can_enter_standing(by, row.division_code))
    faults = []
    if row.authority != Payment.Authority.EMERGENCY or row.state != State.PAID or Ratification.objects.filter(payment=row).exists():
        faults.append(Violation("not_waiting", _("这笔付款不用补办决议，或已经补办。"), "R-D02"))
    if not document.strip():
        faults.append(Violation("document", _("请填写决议名称和编号。"), "R-D02", "document"))
    if not row.requested_on <= resolved_on <= on:
        faults.append(Violation("date", _("决议日期要在支出以后，不能晚于今天。"), "R-D02", "resolved_on"))
    if faults:
        raise RuleViolated(faults)
    made = Ratification.objects.create(division_code=row.division_code, payment=row, certificate=certificate, document=document.strip(), resolved_on=resolved_on, entered_by=by.login)
    audit.record(by=by, action="funds.ratify_payment", thing=made, after={"payment": row.number, "resolved_on": resolved_on}, reason=document)
    return made


SIGNED = "UPDATE funds_payment SET state = %s, version = %s, {part}_by = %s, {part}_for = %s, {part}_on = %s WHERE id = %s"
BOOK = ByKey(lambda: Book.objects.select_for_update(no_key=True))
# With what the gate of nearly every payment looks at; what few payments ask for is read when asked.
PAYMENT = ByKey(lambda: Payment.objects.select_for_update(no_key=True, of=("self",)).select_related("fund", "bank_account", "account", "certificate")
                .defer("certificate__evidence"))  # fmt: skip


def _locked(payment: Payment) -> Payment:
    """The book first, as every posting does, then the payment."""
    book = BOOK.get(payment.book_id)
    row = PAYMENT.get(payment.pk)
    row.book = book
    return row


def _moving(payment: Payment, to: str) -> Payment:
    row = _locked(payment)
    if to not in ALLOWED_MOVES[row.state]:
        raise Conflict(_("这笔付款现在是「%(state)s」，不能这样办。") % {"state": row.get_state_display()}, current=row)
    return row


def _step(row: Payment, state: str, part: str, by: Actor, on: dt.date, action: str) -> Payment:
    before, row.state, row.version = row.state, state, row.version + 1
    setattr(row, f"{part}_by", by.login)
    setattr(row, f"{part}_for", by.principal)
    setattr(row, f"{part}_on", on)
    with prepared() as cursor:
        cursor.execute(SIGNED.format(part=part), [state, row.version, by.login, by.principal, on, row.pk])
    audit.record(by=by, action=action, thing=row, before={"state": before}, after={"state": state, "amount": row.amount, "number": row.number})
    return row


def _fill(row: Payment, facts: Mapping[str, Any], payee_account: str) -> None:
    for name in FACTS:
        if name in facts:
            setattr(row, name, facts[name])
    digits = "".join(payee_account.split()).replace("-", "")
    if digits:
        row.payee_sealed, row.payee_index = seal(digits, row=f"funds.payment.payee:{row.uuid}"), keyed_hash(digits, kind="account")
        row.payee_masked = mask_account(digits)
    row.payee_person = Person.objects.filter(account_index=row.payee_index, merged_into__isnull=True).first() if row.payee_index else None


def _impossible(row: Payment) -> list[Violation]:
    """What no later step could mend."""
    faults = []
    if row.amount is None or row.amount <= 0:
        faults.append(Violation("amount", _("金额要大于零。"), "R-F02", "amount"))
    if row.fund.book_id != row.book_id or (row.bank_account_id and row.bank_account.book_id != row.book_id):
        faults.append(Violation("own_fund", _("只能动用本村（社区）账套里的资金。"), "R-F02", "fund"))
    named = {"certificate": row.certificate_id, "small": row.standing_id, "pay_run": row.pay_run_id if row.authority != "withheld" else None,
             "withheld": row.pay_run_id if row.authority == "withheld" else None, "emergency": row.ratify_by and row.emergency_reason.strip()}
    if [kind for kind, thing in named.items() if thing] != [row.authority] or (row.ratify_by and row.authority != "emergency"):
        faults.append(Violation("authority", _("请写明一项付款依据：决策凭证、小额支出决议、应急原因和补办期限、工资批次，只写一项。"), "R-D01", "authority"))
    if row.fund.purpose not in ("general", row.purpose):
        faults.append(Violation("purpose", _("付款用途和资金用途不一致。请换一笔资金，或先取得原批准单位同意改变用途。"), "R-F02", "purpose"))
    if row.account.element in ("income", "equity") or row.account_id.startswith(("10", "11301")):
        faults.append(Violation("account", _("付款要记入费用、成本、资产或负债科目。请另选科目。"), "R-F08", "account"))
    return faults


def _start_again(row: Payment, by: Actor, on: dt.date) -> None:
    row.state, row.requested_on, row.handled_by, row.handled_for, row.returned_reason, row.version = State.REQUESTED, on, by.login, by.principal, "", row.version + 1
    for part in ("looked", "approved", "booked", "paid"):
        setattr(row, f"{part}_by", "")
        setattr(row, f"{part}_for", "")
        setattr(row, f"{part}_on", None)


def _next_number(book: Book, on: dt.date) -> str:
    """FK, the village, the year and a running number; the book is locked."""
    head = f"FK{on.year}-{book.division_code}-"
    return f"{head}{Payment.objects.filter(number__startswith=head).count() + 1:04d}"


def _told(row: Payment) -> dict[str, Any]:
    return {"number": row.number, "amount": row.amount, "payee": row.payee, "account": row.account_id, "fund": str(row.fund.uuid), "authority": row.authority, "state": row.state}
