"""The service catalogue for programs."""

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import Field

from qianxian.foundation.verdict import require
from qianxian.portal.contract import WRITTEN, DayQuery, ListQuery, Made, Page, once, page, there
from qianxian.portal.contract.shapes import Dated, Day, Document, Given, Money, Reason, Shape, Small, Title, Uuid, one_of
from qianxian.services import commands, permissions, queries
from qianxian.services.models import ServiceItem

router = Router(tags=["办事目录"])
Category, HandledBy = one_of(*ServiceItem.Category.values), one_of(*ServiceItem.HandledBy.values)


class ItemShape(Dated):
    """One version of a service item."""

    uuid: Uuid
    version: int
    code: str = Field(examples=["SB-001"])
    name: str
    category: Category
    law: str
    who: str
    materials: list[str]
    limit_days: int = Field(description="工作日；0 为当场办结")
    fee: Money
    fee_law: str
    handled_by: HandledBy
    department: str
    village_step: str
    link_title: str
    link: str
    form_name: str
    proof: str
    checked: bool


class DueShape(Shape):
    """By when a case accepted on the day is due; not confirmed while a year's holidays are not published."""

    last: Day
    confirmed: bool


class ItemsFind(ListQuery):
    """Narrow the catalogue."""

    category: Category | None = None


class ItemGiven(Given):
    """A new item or version."""

    code: str = Field(pattern=r"^[A-Z]{2}-[0-9]{3}$", examples=["SB-001"])
    name: Title
    category: Category
    law: Document
    who: Document
    materials: list[Document] = Field([], max_length=30)
    limit_days: Small
    fee: Money | None = Field(None, ge=0, le=99999)
    fee_law: Document = ""
    handled_by: HandledBy
    department: str = Field("", max_length=60)
    village_step: Reason = ""
    link_title: str = Field("", max_length=60)
    link: str = Field("", max_length=200, pattern=r"^(https?://[^\s\x00-\x1f]+)?$")
    form_name: str = Field("", max_length=60)
    proof: str = Field("", max_length=60)
    checked: bool = False
    first_day: Day


class WithdrawGiven(Given):
    """The last day and the document that ends the item."""

    last_day: Day
    reason: Document


@router.get("/services", response=Page[ItemShape], operation_id="list_services", summary="办事目录")
def list_services(request: HttpRequest, find: Query[ItemsFind]) -> dict[str, Any]:
    """Items in force on the day."""
    return page(request, find, queries.items_on(find.day(request), category=find.category or ""))


@router.get("/services/{code}", response=ItemShape, operation_id="get_service", summary="一个事项")
def get_service(request: HttpRequest, code: str, find: Query[DayQuery]) -> ServiceItem:
    """The version in force on the day."""
    return there(queries.item_on(code, find.day(request)))


@router.get("/services/{code}/due", response=DueShape, operation_id="get_service_due", summary="办结期限")
def get_due(request: HttpRequest, code: str, find: Query[DayQuery]) -> dict[str, Any]:
    """By when a case accepted on the day is due, in working days."""
    found = queries.due(there(queries.item_on(code, find.day(request))), find.day(request))
    return {"last": found.day, "confirmed": found.confirmed}


@router.post("/services", response=WRITTEN, operation_id="publish_service", summary="公布事项")
@once
def publish_service(request: HttpRequest, body: ItemGiven) -> Made:
    """A new item, or its new version from the first day (R-K03, R-K04)."""
    return Made(commands.publish_item(by=request.actor, on=request.today, **body.model_dump() | {"fee": body.fee or 0}))


@router.post("/services/{code}/withdraw", response=WRITTEN, operation_id="withdraw_service", summary="停用事项")
@once
def withdraw_service(request: HttpRequest, code: str, body: WithdrawGiven) -> Made:
    """The item offered until the last day, no longer."""
    require(permissions.can_edit_items(request.actor))
    item = there(queries.item_on(code, request.today))
    return Made(commands.withdraw_item(item=item, by=request.actor, on=request.today, **body.model_dump()))
