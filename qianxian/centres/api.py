"""Service centres, their windows and planned posts for programs."""

from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import Field

from qianxian.centres import commands, permissions, queries
from qianxian.centres.models import CentreFunction, DutyTurn, ServiceCentre, StaffingPlan, WindowStaff
from qianxian.foundation.verdict import require
from qianxian.people.queries import people
from qianxian.portal.contract import WRITTEN, DayQuery, ListQuery, Made, Page, changes, found, known_by, matched, once, page, page_of, tagged, there
from qianxian.portal.contract.shapes import (
    Code,
    Count,
    Dated,
    Day,
    Document,
    Given,
    Money,
    Name,
    Number,
    Party,
    Shape,
    Small,
    Title,
    Uuid,
    Year,
    one_of,
)

router = Router(tags=["党群服务中心"])
AT = "centres"
Kind = one_of(*ServiceCentre.Kind.values)
Function, Way, Part = one_of(*CentreFunction.Function.values), one_of(*CentreFunction.Way.values), one_of(*DutyTurn.Part.values)


class CentreShape(Shape):
    """A centre or service point."""

    uuid: Uuid
    version: int
    division_code: Code
    code: str = Field(examples=["F440403103210"])
    name: str
    kind: Kind
    area_m2: Money | None = Field(description="平方米")
    opened_on: Day | None
    closed_on: Day | None
    windows: int
    opening_hours: str
    telephone: str
    address: str


class CentresFind(ListQuery):
    """Narrow the centres."""

    kind: Kind | None = None


class GapShape(Shape):
    """A village or community without a centre on the day."""

    code: Code
    name: str
    kind: str


class PlanShape(Shape):
    """Leading posts of a centre for a year, by resident population (R-E03)."""

    uuid: Uuid
    version: int
    centre: Uuid = Field(alias="centre.uuid")
    division_code: Code
    year: Year
    resident: Count
    leading_posts: Small
    exception_posts: Small
    exception_document: str
    decided_on: Day


class PlansFind(ListQuery):
    """Of which year; the business day's when left out."""

    year: Year | None = None


class WindowShape(Dated):
    """Who serves at the windows."""

    uuid: Uuid
    version: int
    centre: Uuid = Field(alias="centre.uuid")
    division_code: Code
    person: Party
    title: str


class FunctionShape(Dated):
    """A line of work in a centre's hall: its desk, or where it was transferred to (R-K02)."""

    uuid: Uuid
    version: int
    centre: Uuid = Field(alias="centre.uuid")
    division_code: Code
    function: Function
    way: Way
    desk: str
    moved_to: str
    document: str


class DutyShape(Dated):
    """A turn of duty in a centre's hall; 1 is Monday."""

    uuid: Uuid
    version: int
    centre: Uuid = Field(alias="centre.uuid")
    division_code: Code
    person: Party
    weekday: int = Field(ge=1, le=7)
    part: Part


class CentreGiven(Given):
    """A new centre or service point."""

    division_code: Code
    name: Title
    code: Number = ""
    kind: Kind = "main"
    opened_on: Day | None = None
    area_m2: Money | None = Field(None, ge=0, le=99999)
    windows: Small = 0
    opening_hours: Title = ""
    telephone: str = Field("", max_length=30, pattern=r"^[0-9 +()-]*$", examples=["0756-5510000"])
    address: Title = ""


class CentreChanged(Given):
    """Only what changes."""

    name: Title = ""
    area_m2: Money | None = Field(None, ge=0, le=99999)
    windows: Small = 0
    opening_hours: Title = ""
    telephone: str = Field("", max_length=30, pattern=r"^[0-9 +()-]*$", examples=["0756-5510000"])
    address: Title = ""


class CloseGiven(Given):
    """Last day and document."""

    last_day: Day
    document: Document


class WindowGiven(Given):
    """A person at a window."""

    person: Uuid
    title: Name = Field(max_length=40, examples=["社保窗口"])
    first_day: Day
    last_day: Day | None = None


class FunctionGiven(Given):
    """Which desk answers for the work, or where it was transferred to by which document."""

    function: Function
    way: Way
    first_day: Day
    desk: str = Field("", max_length=40, examples=["社保窗口"])
    moved_to: str = Field("", max_length=100)
    document: Document = ""


class DutyGiven(Given):
    """Who is on duty at which time of the week."""

    person: Uuid
    weekday: int = Field(ge=1, le=7, description="1 是周一")
    part: Part
    first_day: Day
    last_day: Day | None = None


class EndGiven(Given):
    """The last day, counted."""

    last_day: Day


class PlanGiven(Given):
    """A year's plan; posts beyond the band need their document."""

    year: Year
    exception_posts: int = Field(0, ge=0, le=99)
    exception_document: Document = ""


@router.get("/centres", response=Page[CentreShape], operation_id="list_centres", summary="服务中心")
def list_centres(request: HttpRequest, find: Query[CentresFind]) -> dict[str, Any]:
    """Centres and service points open on the day."""
    require(permissions.can_view_centres(request.actor))
    rows = queries.centres_on(find.day(request), request.actor, find.prefix)
    return known_by(page(request, find, rows.filter(kind=find.kind) if find.kind else rows), find.day(request), "closed_on")


@router.get("/centres/gaps", response=Page[GapShape], operation_id="list_centre_gaps", summary="没有中心的村（社区）")
def list_gaps(request: HttpRequest, find: Query[ListQuery]) -> dict[str, Any]:
    """Villages and communities without a main centre on the day (R-K01)."""
    require(permissions.can_view_centres(request.actor))
    rows = queries.centre_gaps(find.day(request), request.actor, find.prefix)
    return page_of(find, rows, lambda place: uuid5(NAMESPACE_URL, f"qianxian:gap:{place.code}"))


def _centre(request: HttpRequest, uuid: UUID) -> ServiceCentre:
    require(permissions.can_view_centres(request.actor))
    return there(queries.centre_by_uuid(uuid, request.actor))


@router.get("/centres/plans", response=Page[PlanShape], operation_id="list_staffing_plans", summary="核定岗位")
def list_plans(request: HttpRequest, find: Query[PlansFind]) -> dict[str, Any]:
    """Staffing plans of a year."""
    require(permissions.can_view_centres(request.actor))
    return page(request, find, queries.plans_of_year(find.year or find.day(request).year, request.actor, find.prefix))


@router.get("/centres/windows", response=Page[WindowShape], operation_id="list_window_staff", summary="窗口人员")
def list_windows(request: HttpRequest, find: Query[ListQuery]) -> dict[str, Any]:
    """People at the windows on the day."""
    require(permissions.can_view_centres(request.actor))
    return page(request, find, queries.window_staff_on(find.day(request), request.actor, find.prefix))


@router.get("/centres/functions", response=Page[FunctionShape], operation_id="list_centre_functions", summary="中心职能")
def list_functions(request: HttpRequest, find: Query[ListQuery]) -> dict[str, Any]:
    """What the halls have taken over, as it holds on the day."""
    require(permissions.can_view_centres(request.actor))
    return page(request, find, queries.functions_within(find.day(request), request.actor, find.prefix))


@router.get("/centres/duty", response=Page[DutyShape], operation_id="list_duty", summary="值班")
def list_duty(request: HttpRequest, find: Query[ListQuery]) -> dict[str, Any]:
    """Turns of duty that hold on the day."""
    require(permissions.can_view_centres(request.actor))
    return page(request, find, queries.duty_within(find.day(request), request.actor, find.prefix))


@router.get("/centres/{uuid}", response=CentreShape, operation_id="get_centre", summary="一个中心", openapi_extra={"x-tagged": True})
def get_centre(request: HttpRequest, response: HttpResponse, uuid: UUID, find: Query[DayQuery]) -> ServiceCentre:
    """One centre as it was on the day; 404 before it opened."""
    require(permissions.can_view_centres(request.actor))
    row = there(queries.centre_on(uuid, request.actor, find.day(request)))
    return tagged(response, there(None if row.opened_on and row.opened_on > find.day(request) else row))


@router.post("/centres", response=WRITTEN, operation_id="open_centre", summary="登记中心")
@once
def open_centre(request: HttpRequest, body: CentreGiven) -> Made:
    """A new centre, or a service point where the village has its centre (R-K01)."""
    return Made(commands.open_centre(by=request.actor, on=request.today, **body.model_dump()), AT)


@router.patch("/centres/{uuid}", response=WRITTEN, operation_id="change_centre", summary="改中心信息")
@once
def change_centre(request: HttpRequest, uuid: UUID, body: CentreChanged) -> Made:
    """Name, area, windows, hours, telephone or address."""
    centre = matched(request, _centre(request, uuid), required=True)
    return Made(commands.change_centre(centre=centre, by=request.actor, on=request.today, **changes(body)), AT)


@router.post("/centres/{uuid}/close", response=WRITTEN, operation_id="close_centre", summary="关闭中心")
@once
def close_centre(request: HttpRequest, uuid: UUID, body: CloseGiven) -> Made:
    """Closed after its last day; refused while anybody is engaged there."""
    centre = matched(request, _centre(request, uuid))
    return Made(commands.close_centre(centre=centre, by=request.actor, on=request.today, **body.model_dump()), AT)


@router.post("/centres/{uuid}/plans", response=WRITTEN, operation_id="plan_staffing", summary="核定岗位数")
@once
def plan_staffing(request: HttpRequest, uuid: UUID, body: PlanGiven) -> Made:
    """The leading posts of a year by the approved resident population (R-E03)."""
    made: StaffingPlan = commands.plan_staffing(centre=_centre(request, uuid), by=request.actor, on=request.today, **body.model_dump())
    return Made(made)


@router.post("/centres/{uuid}/windows", response=WRITTEN, operation_id="assign_window_staff", summary="安排窗口人员")
@once
def assign_window_staff(request: HttpRequest, uuid: UUID, body: WindowGiven) -> Made:
    """A person at the windows from the first day."""
    centre, person = _centre(request, uuid), found(people(request.actor), uuid=body.person)
    made: WindowStaff = commands.assign_window_staff(
        centre=centre, person=person, by=request.actor, on=request.today, **body.model_dump(exclude={"person"})
    )
    return Made(made)


@router.post("/centres/windows/{uuid}/end", response=WRITTEN, operation_id="end_window_staff", summary="结束窗口岗位")
@once
def end_window_staff(request: HttpRequest, uuid: UUID, body: EndGiven) -> Made:
    """The window post ended; the last day counts."""
    require(permissions.can_view_centres(request.actor))
    post = matched(request, found(queries.window_staff_on(request.today, request.actor), uuid=uuid))
    return Made(commands.end_window_staff(post=post, by=request.actor, on=request.today, **body.model_dump()))


@router.post("/centres/{uuid}/functions", response=WRITTEN, operation_id="settle_centre_function", summary="登记职能")
@once
def settle_function(request: HttpRequest, uuid: UUID, body: FunctionGiven) -> Made:
    """The desk that answers for the work from the first day, or where it was transferred to (R-K02)."""
    made: CentreFunction = commands.settle_function(centre=_centre(request, uuid), by=request.actor, on=request.today, **body.model_dump())
    return Made(made)


@router.post("/centres/functions/{uuid}/end", response=WRITTEN, operation_id="end_centre_function", summary="结束职能")
@once
def end_function(request: HttpRequest, uuid: UUID, body: EndGiven) -> Made:
    """Nobody answers for the work after the last day."""
    require(permissions.can_view_centres(request.actor))
    held = matched(request, there(queries.function_by_uuid(uuid, request.actor)))
    return Made(commands.end_function(held=held, by=request.actor, on=request.today, **body.model_dump()))


@router.post("/centres/{uuid}/duty", response=WRITTEN, operation_id="put_on_duty", summary="排值班")
@once
def put_on_duty(request: HttpRequest, uuid: UUID, body: DutyGiven) -> Made:
    """A person of the centre on duty at that time of each week."""
    centre, person = _centre(request, uuid), found(people(request.actor), uuid=body.person)
    made: DutyTurn = commands.put_on_duty(centre=centre, person=person, by=request.actor, on=request.today, **body.model_dump(exclude={"person"}))
    return Made(made)


@router.post("/centres/duty/{uuid}/end", response=WRITTEN, operation_id="end_duty", summary="结束值班")
@once
def end_duty(request: HttpRequest, uuid: UUID, body: EndGiven) -> Made:
    """The turn ended; the last day counts."""
    require(permissions.can_view_centres(request.actor))
    turn = matched(request, there(queries.turn_by_uuid(uuid, request.actor)))
    return Made(commands.end_duty(turn=turn, by=request.actor, on=request.today, **body.model_dump()))
