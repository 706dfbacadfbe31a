"""Every step of a payment for programs. Five people still carry it; approving and paying out ask for a fresh second factor where the account has one."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest

from qianxian.decisions.queries import certificate_by_uuid
from qianxian.foundation.verdict import require
from qianxian.funds import commands, permissions
from qianxian.funds.api.reading import payment_of, router
from qianxian.funds.models import Payment, Purpose
from qianxian.funds.queries import books, payments
from qianxian.portal.contract import WRITTEN, Made, matched, once, there
from qianxian.portal.contract.shapes import Day, Given, Money, Reason, Uuid, one_of

UseCode, AuthorityCode = one_of(*Purpose.values), one_of(*Payment.Authority.values)


class PaymentGiven(Given):
    """What the handler asks for, and the one authority it rests on."""

    fund: Uuid
    bank_account: Uuid | None = None
    amount: Money
    account: str
    purpose: UseCode
    summary: str
    document: str
    payee: str
    payee_account: str = ""
    payee_bank: str = ""
    authority: AuthorityCode
    certificate: Uuid | None = None
    standing: Uuid | None = None
    pay_run: str | None = None
    emergency_reason: str = ""
    ratify_by: Day | None = None


class ReasonGiven(Given):
    """Why it is sent back or withdrawn."""

    reason: Reason


def _facts(request: HttpRequest, body: PaymentGiven, division_code: str) -> dict[str, Any]:
    """The rows that the body names, each within reach."""
    by = request.actor
    given = body.model_dump(exclude={"payee_account"}) | {"amount": body.amount, "fund": there(books.fund_by_uuid(body.fund, by))}
    given["account"] = there(books.chart().filter(code=body.account).first())
    given["bank_account"] = there(books.bank_accounts(by).filter(uuid=body.bank_account).first()) if body.bank_account else None
    given["certificate"] = there(certificate_by_uuid(body.certificate, by)) if body.certificate else None
    given["standing"] = there(payments.standings(by).filter(uuid=body.standing).first()) if body.standing else None
    given["pay_run"] = there(next((r for r in payments.runs_for(division_code) if r.number == body.pay_run), None)) if body.pay_run else None
    return given


@router.post("/funds/books/{uuid}/payments", response=WRITTEN, operation_id="request_payment", summary="申请付款")
@once
def request_payment(request: HttpRequest, uuid: UUID, body: PaymentGiven) -> Made:
    """The handler's request."""
    require(permissions.can_view_funds(request.actor))
    book = there(books.book_by_uuid(uuid, request.actor))
    facts = _facts(request, body, book.division_code)
    return Made(commands.request_payment(book=book, facts=facts, payee_account=body.payee_account, by=request.actor, on=request.today))


@router.post("/funds/payments/{uuid}/change", response=WRITTEN, operation_id="change_payment", summary="改付款，重新办理")
@once
def change_payment(request: HttpRequest, uuid: UUID, body: PaymentGiven) -> Made:
    """Mended, and started again."""
    row = matched(request, payment_of(request, uuid))
    facts = _facts(request, body, row.division_code)
    return Made(commands.change_payment(payment=row, facts=facts, payee_account=body.payee_account, by=request.actor, on=request.today))


def _step(request: HttpRequest, uuid: UUID, command: Callable[..., Any], **given: Any) -> Made:
    return Made(command(payment=matched(request, payment_of(request, uuid)), by=request.actor, **given))


@router.post("/funds/payments/{uuid}/look", response=WRITTEN, operation_id="look_at_payment", summary="监督审看付款")
@once
def look_at_payment(request: HttpRequest, uuid: UUID) -> Made:
    """Supervision passes it on."""
    return _step(request, uuid, commands.look_at_payment, on=request.today)


@router.post("/funds/payments/{uuid}/approve", response=WRITTEN, operation_id="approve_payment", summary="审批付款")
@once
def approve_payment(request: HttpRequest, uuid: UUID) -> Made:
    """Approved within the ceiling, every condition met."""
    return _step(request, uuid, commands.approve_payment, on=request.today)


@router.post("/funds/payments/{uuid}/book", response=WRITTEN, operation_id="book_payment", summary="付款制单")
@once
def book_payment(request: HttpRequest, uuid: UUID) -> Made:
    """The bookkeeper's step."""
    return _step(request, uuid, commands.book_payment, on=request.today)


@router.post("/funds/payments/{uuid}/pay", response=WRITTEN, operation_id="pay_out", summary="付款并记账")
@once
def pay_out(request: HttpRequest, uuid: UUID) -> Made:
    """Paid and posted."""
    return _step(request, uuid, commands.pay_out, on=request.today)


@router.post("/funds/payments/{uuid}/return", response=WRITTEN, operation_id="return_payment", summary="退回付款")
@once
def return_payment(request: HttpRequest, uuid: UUID, body: ReasonGiven) -> Made:
    """Sent back with what has to be mended."""
    return _step(request, uuid, commands.return_payment, reason=body.reason)


@router.post("/funds/payments/{uuid}/withdraw", response=WRITTEN, operation_id="withdraw_payment", summary="撤回付款")
@once
def withdraw_payment(request: HttpRequest, uuid: UUID, body: ReasonGiven) -> Made:
    """Taken back by the village before it was paid."""
    return _step(request, uuid, commands.withdraw_payment, reason=body.reason)
