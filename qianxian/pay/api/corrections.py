"""Corrections, their posted lines, the facts they rest on, and vouchers by payer for programs."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import Field

from qianxian.foundation.verdict import require
from qianxian.pay import commands, queries
from qianxian.pay.api.runs import ReasonGiven
from qianxian.pay.models import DifferenceLine, PayCorrection, PayFact
from qianxian.pay.permissions import can_view_pay
from qianxian.people.queries import people
from qianxian.portal.contract import WRITTEN, ListQuery, Made, Page, found, matched, once, page, tagged
from qianxian.portal.contract.shapes import Code, Count, Day, Document, Given, Money, Party, Shape, Uuid, Year, one_of

router = Router(tags=["工资"])
AT, FACTS_AT = "pay/corrections", "pay/facts"
State, Cause = one_of(*PayCorrection.State.values), one_of(*PayCorrection.Cause.values)
Part = one_of(*DifferenceLine.Part.values)
FactKind = one_of(*(kind for kind in PayFact.Kind.values if kind != PayFact.Kind.CANCELLED))


class CorrectionShape(Shape):
    """A correction of an approved run with its differences per payer (yuan; negative where too much was paid)."""

    uuid: Uuid
    version: int
    number: str = Field(examples=["GZ2019-440403-01-C01"])
    division_code: Code
    year: Year
    cause: Cause
    document: str
    state: State
    prepared_by: str
    prepared_on: Day
    checked_by: str
    checked_on: Day | None
    approved_by: str
    approved_on: Day | None
    returned_reason: str
    people: Count
    city_total: Money
    district_total: Money
    town_total: Money
    insurance_total: Money
    tax_total: Money
    employer_city_total: Money
    employer_district_total: Money
    employer_town_total: Money


class CorrectionsFind(ListQuery):
    """Narrow the corrections."""

    year: Year | None = None
    state: State | None = None


class CorrectionGiven(Given):
    """Which run, why, on which document; one person, or everybody whose sums differ."""

    run: Uuid
    cause: Cause
    document: Document
    person: Uuid | None = None


class LineShape(Shape):
    """One posted difference: should be − already posted (yuan)."""

    uuid: Uuid
    number: str
    year: Year
    division_code: Code
    person: Party
    part: Part
    posted: Money
    should: Money
    amount: Money
    cause: Cause
    document: str
    approved_on: Day


class FactShape(Shape):
    """A dated fact that changes what is due, on its written basis."""

    uuid: Uuid
    person: Party
    kind: str
    first_day: Day
    last_day: Day | None
    share: Money | None
    amount: Money | None
    document: str
    recorded_by: str
    recorded_on: Day


class FactGiven(Given):
    """What happened, when, and the document that says so; ``share`` for a suspension, ``amount`` a month for a tax deduction."""

    person: Uuid
    kind: FactKind
    first_day: Day
    last_day: Day | None = None
    share: Money | None = None
    amount: Money | None = None
    engagement: Uuid | None = None
    document: Document


class DocumentGiven(Given):
    """The document for it."""

    document: Document


class VoucherLineShape(Shape):
    """A debit or a credit (yuan)."""

    account: str = Field(examples=["base_pay"])
    title: str = Field(alias="hint.title", examples=["基本报酬支出"])
    nature: str = Field(alias="hint.nature", examples=["expense"])
    owed_to: str = Field(alias="hint.owed_to", examples=[""])
    debit: Money
    credit: Money


class VoucherShape(Shape):
    """One payer's balanced voucher of one run or correction; the key is the same however often it is asked for."""

    key: str = Field(examples=["GZ2019-440403-01/city"])
    payer: str
    source: str
    on: Day | None
    document: str
    lines: list[VoucherLineShape]


@router.get("/pay/corrections", response=Page[CorrectionShape], operation_id="list_pay_corrections", summary="差额更正")
def list_corrections(request: HttpRequest, find: Query[CorrectionsFind]) -> dict[str, Any]:
    """Corrections in reach, for those who handle pay."""
    require(can_view_pay(request.actor))
    rows = queries.corrections(request.actor, find.prefix)
    rows = rows.filter(year=find.year) if find.year else rows
    return page(request, find, rows.filter(state=find.state) if find.state else rows)


def _one(request: HttpRequest, uuid: UUID) -> PayCorrection:
    require(can_view_pay(request.actor))
    return found(queries.corrections(request.actor), uuid=uuid)


@router.get("/pay/corrections/{uuid}", response=CorrectionShape, operation_id="get_pay_correction", summary="一张更正单", openapi_extra={"x-tagged": True})
def get_correction(request: HttpRequest, response: HttpResponse, uuid: UUID) -> PayCorrection:
    """One correction; its version stands in the ETag."""
    return tagged(response, _one(request, uuid))


@router.post("/pay/corrections", response=WRITTEN, operation_id="prepare_pay_correction", summary="编制差额更正")
@once
def prepare_correction(request: HttpRequest, body: CorrectionGiven) -> Made:
    """Differences computed from dated facts; finance checks next."""
    require(can_view_pay(request.actor))
    run = found(queries.runs(request.actor), uuid=body.run)
    person = found(people(request.actor), uuid=body.person) if body.person else None
    given = {"cause": body.cause, "document": body.document}
    return Made(commands.prepare_correction(run=run, person=person, by=request.actor, on=request.today, **given), AT)


@router.post("/pay/corrections/{uuid}/recompute", response=WRITTEN, operation_id="recompute_pay_correction", summary="重算差额更正")
@once
def recompute_correction(request: HttpRequest, uuid: UUID) -> Made:
    """A returned correction computed anew."""
    return Made(commands.recompute_correction(correction=matched(request, _one(request, uuid)), by=request.actor, on=request.today), AT)


@router.post("/pay/corrections/{uuid}/check", response=WRITTEN, operation_id="check_pay_correction", summary="核对差额更正")
@once
def check_correction(request: HttpRequest, uuid: UUID) -> Made:
    """Finance computed it again and came to the same cents."""
    return Made(commands.check_correction(correction=matched(request, _one(request, uuid)), by=request.actor, on=request.today), AT)


@router.post("/pay/corrections/{uuid}/approve", response=WRITTEN, operation_id="approve_pay_correction", summary="审批差额更正")
@once
def approve_correction(request: HttpRequest, uuid: UUID) -> Made:
    """A third person approves; the lines are posted."""
    return Made(commands.approve_correction(correction=matched(request, _one(request, uuid)), by=request.actor, on=request.today), AT)


@router.post("/pay/corrections/{uuid}/return", response=WRITTEN, operation_id="return_pay_correction", summary="退回差额更正")
@once
def return_correction(request: HttpRequest, uuid: UUID, body: ReasonGiven) -> Made:
    """Sent back with what has to be mended."""
    return Made(commands.return_correction(correction=matched(request, _one(request, uuid)), by=request.actor, reason=body.reason), AT)


@router.post("/pay/corrections/{uuid}/withdraw", response=WRITTEN, operation_id="withdraw_pay_correction", summary="撤销差额更正")
@once
def withdraw_correction(request: HttpRequest, uuid: UUID, body: ReasonGiven) -> Made:
    """Not yet approved, withdrawn; nothing is posted."""
    return Made(commands.withdraw_correction(correction=matched(request, _one(request, uuid)), by=request.actor, reason=body.reason), AT)


@router.get("/pay/differences", response=Page[LineShape], operation_id="list_pay_differences", summary="已入账的差额")
def list_differences(request: HttpRequest, find: Query[ListQuery]) -> dict[str, Any]:
    """Posted lines in reach, for those who handle pay; one's own are under /me/pay/differences."""
    require(can_view_pay(request.actor))
    return page(request, find, queries.differences_posted(request.actor, scope=find.prefix))


@router.get("/me/pay/differences", response=Page[LineShape], operation_id="list_own_pay_differences", summary="我的差额")
def list_own_differences(request: HttpRequest, find: Query[ListQuery]) -> dict[str, Any]:
    """One's own posted lines."""
    return page(request, find, queries.own_differences(request.actor).select_related("person"))


@router.get("/pay/facts", response=Page[FactShape], operation_id="list_pay_facts", summary="工资变动事实")
def list_facts(request: HttpRequest, find: Query[ListQuery]) -> dict[str, Any]:
    """Recorded facts in reach, for those who handle pay."""
    require(can_view_pay(request.actor))
    return page(request, find, queries.facts_recorded(request.actor, scope=find.prefix))


@router.post("/pay/facts", response=WRITTEN, operation_id="record_pay_fact", summary="登记工资变动事实")
@once
def record_fact(request: HttpRequest, body: FactGiven) -> Made:
    """A fact on its written basis; a correction makes the difference of it."""
    require(can_view_pay(request.actor))
    person = found(people(request.actor), uuid=body.person)
    engagement = queries.engagement_of(request.actor, person, str(body.engagement)) if body.engagement else None
    given = {name: getattr(body, name) for name in ("kind", "first_day", "last_day", "share", "amount", "document")}  # money as Decimal, not as text
    return Made(commands.record_fact(person=person, engagement=engagement, by=request.actor, on=request.today, **given), FACTS_AT)


@router.post("/pay/facts/{uuid}/cancel", response=WRITTEN, operation_id="cancel_pay_fact", summary="撤销工资变动事实")
@once
def cancel_fact(request: HttpRequest, uuid: UUID, body: DocumentGiven) -> Made:
    """A recorded fact no longer stands."""
    require(can_view_pay(request.actor))
    fact = found(queries.facts_recorded(request.actor), uuid=uuid)
    return Made(commands.cancel_fact(fact=fact, document=body.document, by=request.actor, on=request.today), FACTS_AT)


@router.get("/pay/vouchers/{year}", response=list[VoucherShape], operation_id="list_pay_vouchers", summary="工资凭证")
def list_vouchers(request: HttpRequest, year: int) -> list[Any]:
    """Balanced vouchers per payer of a year's approved run and corrections: what the ledger takes, each once by its key."""
    require(can_view_pay(request.actor))
    return queries.vouchers_of_year(request.actor, year)
