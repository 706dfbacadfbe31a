"""The register of data elements."""

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import Field

from qianxian.elements import commands, permissions, queries
from qianxian.elements.models import DataElement
from qianxian.foundation.verdict import require
from qianxian.portal.contract import WRITTEN, ListQuery, Made, Page, once, page, there
from qianxian.portal.contract.shapes import Document, Given, Name, Reason, Shape, Uuid, one_of

router = Router(tags=["数据元"])
Subject, Kind, Owner = one_of(*DataElement.Subject.values), one_of(*DataElement.Kind.values), one_of(*DataElement.Owner.values)
Short = Field("", max_length=12)
Months = Field(12, ge=1, le=120)


class ElementShape(Shape):
    """One element; ``lives``: a register holds its value and no form may ask it; ``same_as``: the element that it was merged into."""

    uuid: Uuid
    version: int
    code: str
    name: str
    definition: str
    subject: Subject
    kind: Kind
    unit: str
    owner: Owner
    legal_basis: str
    validity_months: int
    lives: bool
    private: bool
    same_as: str | None

    @staticmethod
    def resolve_same_as(row: DataElement) -> str | None:
        """The other element's code."""
        return row.same_as.code if row.same_as else None


class ElementsFind(ListQuery):
    """Which elements."""

    subject: Subject | None = None
    owner: Owner | None = None


class MeaningGiven(Given):
    """What an element means."""

    name: Name
    definition: Reason
    unit: str = Short
    owner: Owner
    legal_basis: Document
    validity_months: int = Months
    private: bool = False


class ElementGiven(MeaningGiven):
    """A new element."""

    code: str = Field(max_length=60, pattern=r"^[a-z][a-z_]*\.[a-z][a-z0-9_]*$", examples=["village.street_lights"])
    kind: Kind


@router.get("/elements", response=Page[ElementShape], operation_id="list_elements", summary="数据元")
def list_elements(request: HttpRequest, find: Query[ElementsFind]) -> dict[str, Any]:
    """Every element of the register."""
    require(permissions.can_view_elements(request.actor))
    return page(request, find, queries.elements(subject=find.subject or "", owner=find.owner or ""))


def element_named(request: HttpRequest, code: str) -> DataElement:
    """The element, or 404."""
    require(permissions.can_view_elements(request.actor))
    return there(queries.element_by_code(code))


@router.get("/elements/{code}", response=ElementShape, operation_id="get_element", summary="一个数据元")
def get_element(request: HttpRequest, code: str) -> DataElement:
    """One element."""
    return element_named(request, code)


@router.post("/elements", response=WRITTEN, operation_id="register_element", summary="登记数据元")
@once
def register_element(request: HttpRequest, body: ElementGiven) -> Made:
    """A new element."""
    return Made(commands.register_element(by=request.actor, **body.model_dump()))


@router.post("/elements/{code}/change", response=WRITTEN, operation_id="change_element", summary="修改数据元")
@once
def change_element(request: HttpRequest, code: str, body: MeaningGiven) -> Made:
    """What it means, said better."""
    require(permissions.can_keep_elements(request.actor))
    return Made(commands.change_element(element=element_named(request, code), by=request.actor, **body.model_dump()))
