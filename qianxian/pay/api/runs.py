"""Pay runs, their moves and slips for programs. Slips explain every yuan; nobody reads another's slip without handling pay."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import Field

from qianxian.foundation.verdict import require
from qianxian.pay import commands, queries
from qianxian.pay.models import PayRun, PaySlip
from qianxian.pay.permissions import can_see_slip, can_view_pay
from qianxian.portal.contract import WRITTEN, ListQuery, Made, Page, found, matched, once, page, page_of, tagged
from qianxian.portal.contract.shapes import Code, Count, Day, Given, Money, Party, Prefix, Reason, Shape, Uuid, Year, one_of

router = Router(tags=["工资"])
AT = "pay/runs"
State = one_of(*PayRun.State.values)


class RunShape(Shape):
    """A pay run with its sums per payer (yuan)."""

    uuid: Uuid
    version: int
    number: str = Field(examples=["GZ2019-440403-01"])
    division_code: Code
    year: Year
    through: Day
    state: State
    locked_on: Day
    prepared_by: str
    checked_by: str
    checked_on: Day | None
    approved_by: str
    approved_on: Day | None
    returned_reason: str
    override_reason: str
    people: Count
    base_total: Money
    bonus_total: Money
    city_total: Money
    district_total: Money
    town_total: Money
    insurance_total: Money
    tax_total: Money
    employer_city_total: Money
    employer_district_total: Money
    employer_town_total: Money


class RunsFind(ListQuery):
    """Narrow the runs."""

    year: Year | None = None
    state: State | None = None


class SlipsFind(ListQuery):
    """Narrow the slips."""

    run: Uuid | None = None
    year: Year | None = None


class PrepareGiven(Given):
    """A year to lock and compute; ``override_reason`` when the multiple is under three."""

    year: Year
    through: Day | None = None
    override_reason: Reason = ""


class ReasonGiven(Given):
    """Why."""

    reason: Reason


class SlipShape(Shape):
    """One person's pay in a run (yuan), payers apart."""

    uuid: Uuid
    number: str
    run: Uuid | None
    year: Year
    division_code: Prefix
    person: Party
    grade: str
    base_paid: Money
    cap: Money
    bonus: Money
    gross: Money
    city: Money
    district: Money
    town: Money
    insurance: Money
    tax: Money
    net: Money
    employer_city: Money
    employer_district: Money
    employer_town: Money

    @staticmethod
    def resolve_run(slip: PaySlip) -> UUID | None:
        """The run; none for the person himself, whose reach ends at his village."""
        try:
            return slip.run.uuid
        except PayRun.DoesNotExist:
            return None


class SlipDetail(SlipShape):
    """A slip with the rule, clause, input and vintage behind every yuan."""

    explanation: dict[str, Any]


class SettlementShape(Shape):
    """One person's statement of a year's income tax (yuan): ``due`` is still to pay, or given back by the settlement when negative."""

    person: Party
    division_code: Prefix
    year: Year
    taxed: bool
    income: Money = Field(alias="settled.income")
    insurance: Money = Field(alias="settled.insurance")
    basic: Money = Field(alias="settled.basic")
    additional: Money = Field(alias="settled.additional")
    taxable: Money = Field(alias="settled.taxable")
    tax: Money = Field(alias="settled.tax")
    withheld: Money = Field(alias="settled.withheld")
    due: Money = Field(alias="settled.due")
    equal: bool = Field(alias="settled.equal")


class SettlementsFind(ListQuery):
    """Of which year."""

    year: Year


@router.get("/pay/settlements", response=Page[SettlementShape], operation_id="list_pay_settlements", summary="个税年度对账")
def list_settlements(request: HttpRequest, find: Query[SettlementsFind]) -> dict[str, Any]:
    """Everybody paid in the year: cumulative income, tax withheld, and whether it equals the tax on the whole."""
    require(can_view_pay(request.actor))
    return page_of(find, queries.settlements(request.actor, find.year, scope=find.prefix), lambda one: one.person.uuid)


@router.get("/pay/runs", response=Page[RunShape], operation_id="list_pay_runs", summary="工资批次")
def list_runs(request: HttpRequest, find: Query[RunsFind]) -> dict[str, Any]:
    """Runs in reach, for those who handle pay."""
    require(can_view_pay(request.actor))
    rows = queries.runs(request.actor, find.prefix)
    rows = rows.filter(year=find.year) if find.year else rows
    return page(request, find, rows.filter(state=find.state) if find.state else rows)


def _run(request: HttpRequest, uuid: UUID) -> PayRun:
    require(can_view_pay(request.actor))
    return found(queries.runs(request.actor), uuid=uuid)


@router.get("/pay/runs/{uuid}", response=RunShape, operation_id="get_pay_run", summary="一个工资批次", openapi_extra={"x-tagged": True})
def get_run(request: HttpRequest, response: HttpResponse, uuid: UUID) -> PayRun:
    """One run; its version stands in the ETag."""
    return tagged(response, _run(request, uuid))


@router.post("/pay/runs", response=WRITTEN, operation_id="prepare_pay_run", summary="编制工资批次")
@once
def prepare_run(request: HttpRequest, body: PrepareGiven) -> Made:
    """Lock the roster of the year and compute every slip; finance checks next."""
    run = commands.lock_inputs(by=request.actor, on=request.today, **body.model_dump())
    return Made(commands.compute_run(run=run, by=request.actor), AT)


@router.post("/pay/runs/{uuid}/compute", response=WRITTEN, operation_id="compute_pay_run", summary="重算工资批次")
@once
def compute_run(request: HttpRequest, uuid: UUID) -> Made:
    """Compute a locked or returned run anew."""
    return Made(commands.compute_run(run=matched(request, _run(request, uuid)), by=request.actor), AT)


@router.post("/pay/runs/{uuid}/check", response=WRITTEN, operation_id="check_pay_run", summary="核对工资批次")
@once
def check_run(request: HttpRequest, uuid: UUID) -> Made:
    """Finance found that the cents add up."""
    return Made(commands.check_run(run=matched(request, _run(request, uuid)), by=request.actor, on=request.today), AT)


@router.post("/pay/runs/{uuid}/approve", response=WRITTEN, operation_id="approve_pay_run", summary="审批工资批次")
@once
def approve_run(request: HttpRequest, uuid: UUID) -> Made:
    """A third person approves; slips open to their persons."""
    return Made(commands.approve_run(run=matched(request, _run(request, uuid)), by=request.actor, on=request.today), AT)


@router.post("/pay/runs/{uuid}/return", response=WRITTEN, operation_id="return_pay_run", summary="退回工资批次")
@once
def return_run(request: HttpRequest, uuid: UUID, body: ReasonGiven) -> Made:
    """Sent back with what has to be mended."""
    return Made(commands.return_run(run=matched(request, _run(request, uuid)), by=request.actor, reason=body.reason), AT)


@router.post("/pay/runs/{uuid}/withdraw", response=WRITTEN, operation_id="withdraw_pay_run", summary="撤销工资批次")
@once
def withdraw_run(request: HttpRequest, uuid: UUID, body: ReasonGiven) -> Made:
    """A run not yet approved, withdrawn; its rows stay."""
    return Made(commands.withdraw_run(run=matched(request, _run(request, uuid)), by=request.actor, reason=body.reason), AT)


@router.get("/pay/slips", response=Page[SlipShape], operation_id="list_pay_slips", summary="工资条")
def list_slips(request: HttpRequest, find: Query[SlipsFind]) -> dict[str, Any]:
    """Slips in reach, for those who handle pay; one's own are under /me/pay/slips."""
    require(can_view_pay(request.actor))
    rows = queries.slips(request.actor, scope=find.prefix).select_related("run")
    rows = rows.filter(run__uuid=find.run) if find.run else rows
    return page(request, find, rows.filter(year=find.year) if find.year else rows)


@router.get("/pay/slips/{uuid}", response=SlipDetail, operation_id="get_pay_slip", summary="一张工资条")
def get_slip(request: HttpRequest, uuid: UUID) -> PaySlip:
    """One slip with its explanation; a person reads his own once approved."""
    slip = found(queries.slips(request.actor), uuid=uuid)
    require(can_see_slip(request.actor, slip))
    return slip


@router.get("/me/pay/slips", response=Page[SlipShape], operation_id="list_own_pay_slips", summary="我的工资条")
def list_own_slips(request: HttpRequest, find: Query[ListQuery]) -> dict[str, Any]:
    """One's own approved slips."""
    return page(request, find, queries.own_slips(request.actor))
