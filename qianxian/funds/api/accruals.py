"""Approved pay and the books: what a book has still to take of it, and taking it as a draft for another to check."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from pydantic import Field

from qianxian.foundation.verdict import require
from qianxian.funds import commands, permissions
from qianxian.funds.api.reading import router
from qianxian.funds.queries import accruals, books, payments
from qianxian.pay.rules import Voucher
from qianxian.portal.contract import WRITTEN, Made, once, there
from qianxian.portal.contract.shapes import Day, Document, Given, Money, Shape, Uuid


class PayLineShape(Shape):
    """One line of a voucher of pay: its account by name (docs/pay.md), yuan."""

    account: str = Field(examples=["base_pay"])
    title: str = Field(alias="hint.title", examples=["基本报酬支出"])
    debit: Money
    credit: Money


class PayDueShape(Shape):
    """A payer's voucher of an approved run or correction that the book has not taken."""

    key: str = Field(examples=["GZ2019-440403-01/district/440403103200"])
    payer: str = Field(examples=["district"])
    source: str = Field(examples=["GZ2019-440403-01"])
    on: Day | None
    lines: list[PayLineShape]


class PayDueList(Shape):
    """All of them, the earliest first."""

    items: list[PayDueShape]


class AccrualGiven(Given):
    """Which voucher of pay is taken, on which of the book's funds for pay, and the voucher's day."""

    key: str = Field(examples=["GZ2019-440403-01/district/440403103200"], max_length=80)
    fund: Uuid
    date: Day


class OverpaidShape(Shape):
    """What of a run was paid too much and has not come back: on which account it comes back, yuan."""

    run: str = Field(alias="run.number", examples=["GZ2019-440403-01"])
    account: str = Field(examples=["21201"])
    amount: Money


class OverpaidList(Shape):
    """All of it, the latest run first."""

    items: list[OverpaidShape]


class RecoveryGiven(Given):
    """Which overpaid pay came back, how much, into which fund and account, on which paper."""

    run: str = Field(examples=["GZ2019-440403-01"], max_length=40)
    account: str = Field(examples=["21201"], max_length=12)
    amount: Money
    fund: Uuid
    bank_account: Uuid
    document: Document
    date: Day


@router.get("/funds/books/{uuid}/overpaid", response=OverpaidList, operation_id="list_overpaid", summary="多发未收回的干部报酬")
def list_overpaid(request: HttpRequest, uuid: UUID) -> dict[str, list[accruals.Overpaid]]:
    """What corrections took back after it had gone out."""
    require(permissions.can_view_funds(request.actor))
    return {"items": accruals.overpaid(there(books.book_by_uuid(uuid, request.actor)))}


@router.post("/funds/books/{uuid}/recoveries", response=WRITTEN, operation_id="recover_pay", summary="收回多发报酬")
@once
def recover_pay(request: HttpRequest, uuid: UUID, body: RecoveryGiven) -> Made:
    """A draft for another bookkeeper to check."""
    require(permissions.can_view_funds(request.actor))
    book = there(books.book_by_uuid(uuid, request.actor))
    run = there(next((one for one in payments.runs_for(book.division_code) if one.number == body.run), None))
    given: dict[str, Any] = body.model_dump() | {"run": run, "amount": body.amount, "fund": there(books.fund_by_uuid(body.fund, request.actor))}
    given["bank_account"] = there(books.bank_accounts(request.actor).filter(uuid=body.bank_account).first())
    return Made(commands.recover_pay(book=book, by=request.actor, on=request.today, **given))


@router.get("/funds/books/{uuid}/pay-due", response=PayDueList, operation_id="list_pay_due", summary="待计提的干部报酬")
def list_pay_due(request: HttpRequest, uuid: UUID) -> dict[str, list[Voucher]]:
    """What the book has still to take; nothing comes twice."""
    require(permissions.can_view_funds(request.actor))
    return {"items": accruals.pay_due(request.actor, there(books.book_by_uuid(uuid, request.actor)))}


@router.post("/funds/books/{uuid}/accruals", response=WRITTEN, operation_id="accrue_pay", summary="计提干部报酬")
@once
def accrue_pay(request: HttpRequest, uuid: UUID, body: AccrualGiven) -> Made:
    """A draft for another bookkeeper to check."""
    require(permissions.can_view_funds(request.actor))
    book = there(books.book_by_uuid(uuid, request.actor))
    given: dict[str, Any] = body.model_dump() | {"fund": there(books.fund_by_uuid(body.fund, request.actor))}
    return Made(commands.accrue_pay(book=book, by=request.actor, on=request.today, **given))
