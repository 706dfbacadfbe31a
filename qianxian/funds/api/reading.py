"""What programs read of money: books, funds, vouchers, payments with their gate."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import Field

from qianxian.foundation.verdict import require
from qianxian.funds import permissions
from qianxian.funds.models import Fund, Payment, Voucher
from qianxian.funds.queries import books, payments
from qianxian.funds.queries.gates import gate
from qianxian.portal.contract import ListQuery, Page, page, tagged, there
from qianxian.portal.contract.shapes import Code, Count, Day, Money, Shape, Uuid, one_of

router = Router(tags=["资金"])
State, Kind, Origin = one_of(*Payment.State.values), one_of(*Voucher.Kind.values), one_of(*Fund.Origin.values)


class BookShape(Shape):
    """A village's book."""

    uuid: Uuid
    version: int
    division_code: Code
    title: str
    opened_on: Day
    posted: Count


class FundShape(Shape):
    """A fund of a book."""

    uuid: Uuid
    version: int
    division_code: Code
    book: Uuid = Field(alias="book.uuid")
    origin: Origin
    purpose: str
    title: str
    opened_on: Day


class VoucherShape(Shape):
    """A posted voucher."""

    uuid: Uuid
    division_code: Code
    book: Uuid = Field(alias="book.uuid")
    kind: Kind
    on: Day
    month: Day
    number: Count
    summary: str
    total: Money
    prepared_by: str
    checked_by: str


class LineShape(Shape):
    """One line of a voucher (yuan)."""

    turn: Count
    account: str = Field(alias="account_id")
    fund: Uuid = Field(alias="fund.uuid")
    debit: Money
    credit: Money
    memo: str


class VoucherDetail(VoucherShape):
    """A voucher with its lines."""

    lines: list[LineShape]

    @staticmethod
    def resolve_lines(voucher: Voucher) -> list[Any]:
        """In their order."""
        return list(books.lines_of_voucher(voucher))


class PaymentShape(Shape):
    """A payment on its way."""

    uuid: Uuid
    version: int
    number: str
    division_code: Code
    fund: Uuid = Field(alias="fund.uuid")
    amount: Money
    payee: str
    purpose: str
    summary: str
    authority: str
    state: State
    requested_on: Day
    handled_by: str
    looked_by: str
    approved_by: str
    booked_by: str
    paid_by: str
    returned_reason: str


class ConditionShape(Shape):
    """One condition of the gate: met or missing, and what stands or is missing."""

    code: str
    title: str
    met: bool
    said: str
    rule: str


class PaymentDetail(PaymentShape):
    """A payment with its gate."""

    gate: list[ConditionShape]


class PaymentsFind(ListQuery):
    """In which state."""

    state: State | None = None


@router.get("/funds/books", response=Page[BookShape], operation_id="list_books", summary="账套")
def list_books(request: HttpRequest, find: Query[ListQuery]) -> dict[str, Any]:
    """Books within reach."""
    require(permissions.can_view_funds(request.actor))
    return page(request, find, books.books(request.actor, find.prefix))


@router.get("/funds", response=Page[FundShape], operation_id="list_funds", summary="资金")
def list_funds(request: HttpRequest, find: Query[ListQuery]) -> dict[str, Any]:
    """Funds within reach."""
    require(permissions.can_view_funds(request.actor))
    return page(request, find, books.funds(request.actor, find.prefix))


@router.get("/funds/vouchers", response=Page[VoucherShape], operation_id="list_vouchers", summary="记账凭证")
def list_vouchers(request: HttpRequest, find: Query[ListQuery]) -> dict[str, Any]:
    """Posted vouchers within reach."""
    require(permissions.can_view_funds(request.actor))
    return page(request, find, books.vouchers(request.actor, find.prefix))


@router.get("/funds/vouchers/{uuid}", response=VoucherDetail, operation_id="get_voucher", summary="一张凭证")
def get_voucher(request: HttpRequest, uuid: UUID) -> Voucher:
    """One voucher with its lines."""
    require(permissions.can_view_funds(request.actor))
    return there(books.voucher_by_uuid(uuid, request.actor))


@router.get("/funds/payments", response=Page[PaymentShape], operation_id="list_payments", summary="付款")
def list_payments(request: HttpRequest, find: Query[PaymentsFind]) -> dict[str, Any]:
    """Payments within reach."""
    require(permissions.can_view_funds(request.actor))
    rows = payments.payments(request.actor, find.prefix)
    return page(request, find, rows.filter(state=find.state) if find.state else rows)


def payment_of(request: HttpRequest, uuid: UUID) -> Payment:
    """One payment within reach, for those who may see money."""
    require(permissions.can_view_funds(request.actor))
    return there(payments.payment_by_uuid(uuid, request.actor))


@router.get("/funds/payments/{uuid}", response=PaymentDetail, operation_id="get_payment", summary="一笔付款和它的条件", openapi_extra={"x-tagged": True})
def get_payment(request: HttpRequest, response: HttpResponse, uuid: UUID) -> Payment:
    """One payment; every condition, met or missing."""
    row = tagged(response, payment_of(request, uuid))
    row.gate = gate(row, request.today)
    return row
