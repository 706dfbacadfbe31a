"""Places, their names over time, their numbers and titles for programs."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import Field

from qianxian.divisions import commands, permissions, queries
from qianxian.divisions.models import Designation, Division, PopulationSnapshot
from qianxian.foundation.verdict import require
from qianxian.portal.contract import WRITTEN, ListQuery, Made, Page, found, matched, once, page, tagged
from qianxian.portal.contract.shapes import ONE_DAY, Code, Count, Dated, Day, Document, Given, Name, Reason, Shape, Uuid, Word, Year, one_of

router = Router(tags=["区划"])


class DivisionShape(Shape):
    """A place as it stood on the day."""

    uuid: Uuid
    version: int
    code: Code
    name: str
    official_name: str
    kind: one_of(*Division.Kind.values)
    parent_code: str
    first_day: Day | None = None
    last_day: Day | None = None
    replaced_by: str
    change_document: str

    @staticmethod
    def resolve_first_day(row: Any) -> Any:
        """The first day under this name; none when it always was so."""
        return row.valid.lower

    @staticmethod
    def resolve_last_day(row: Any) -> Any:
        """The last day, counted."""
        return row.valid.upper - ONE_DAY if row.valid.upper else None


class DivisionsFind(ListQuery):
    """Narrow the places."""

    kind: one_of(*Division.Kind.values) | None = None
    parent_code: Code | None = None


class PopulationShape(Shape):
    """Aggregates of a place in a year: registered (户籍) and resident (常住) are different numbers."""

    uuid: Uuid
    version: int
    division_code: Code
    year: Year
    registered: Count | None
    resident: Count | None
    households: Count | None
    age60_plus: Count | None
    income_per_head: Count | None
    source: str
    recorded_by: str
    approved_on: Day | None
    approved_by: str


class DesignationShape(Dated):
    """A title or listing of a place."""

    uuid: Uuid
    division_code: Code
    kind: str
    level: str
    document: str


class RenameGiven(Given):
    """The new official name, from a day on, with its document."""

    official_name: Name
    document: Document
    on: Day


class MergeGiven(Given):
    """Which places go up in this one, from a day on, with the document."""

    codes: list[Code] = Field(min_length=1, max_length=50)
    document: Document
    on: Day


class PopulationGiven(Given):
    """The year's counts with their source."""

    year: Year
    source: Document
    registered: Count | None = None
    resident: Count | None = None
    households: Count | None = None
    age60_plus: Count | None = None
    income_per_head: Count | None = None
    reason: Reason = ""


class DesignationGiven(Given):
    """A title or listing with its days and document."""

    kind: Word = Field(min_length=1, examples=["weak_village"])
    level: Word = Field(min_length=1, max_length=20, examples=["city"])
    starts_on: Day
    ends_on: Day | None = None
    document: Document = ""


@router.get("/divisions", response=Page[DivisionShape], operation_id="list_divisions", summary="区划")
def list_divisions(request: HttpRequest, find: Query[DivisionsFind]) -> dict[str, Any]:
    """Places valid on the day, within reach."""
    require(permissions.can_view_divisions(request.actor))
    rows = queries.divisions_on(find.day(request), request.actor, find.prefix)
    rows = rows.filter(kind=find.kind) if find.kind else rows
    return page(request, find, rows.filter(parent_code=find.parent_code) if find.parent_code else rows)


def _division(request: HttpRequest, code: str, find: ListQuery | None = None) -> Division:
    require(permissions.can_view_divisions(request.actor))
    division = queries.division_on(code, find.day(request) if find else request.today)
    if division is None:
        raise Http404
    return division


@router.get("/divisions/{code}", response=DivisionShape, operation_id="get_division", summary="一个地方", openapi_extra={"x-tagged": True})
def get_division(request: HttpRequest, response: HttpResponse, code: Code, find: Query[ListQuery]) -> Division:
    """What stood under the code on the day; a merged place is found by its last row."""
    return tagged(response, _division(request, code, find))


@router.post("/divisions/{code}/rename", response=WRITTEN, operation_id="rename_division", summary="更名")
@once
def rename_division(request: HttpRequest, code: Code, body: RenameGiven) -> Made:
    """The place under its new name; the old row ends the day before."""
    division = matched(request, _division(request, code))
    return Made(commands.rename_division(division=division, by=request.actor, **body.model_dump()), "divisions", by="code")


@router.post("/divisions/{code}/merge", response=WRITTEN, operation_id="merge_divisions", summary="并入")
@once
def merge_divisions(request: HttpRequest, code: Code, body: MergeGiven) -> Made:
    """Other places go up in this one; their records keep the old code."""
    return Made(commands.merge_divisions(into_code=code, by=request.actor, **body.model_dump()), "divisions", by="code")


@router.get("/divisions/{code}/populations", response=Page[PopulationShape], operation_id="list_populations", summary="人口数")
def list_populations(request: HttpRequest, code: Code, find: Query[ListQuery]) -> dict[str, Any]:
    """All snapshots of a place, approved or not."""
    return page(request, find, queries.population_of(_division(request, code).code))


@router.post("/divisions/{code}/populations", response=WRITTEN, operation_id="record_population", summary="录入人口数")
@once
def record_population(request: HttpRequest, code: Code, body: PopulationGiven) -> Made:
    """The year's snapshot, waiting for another person's approval."""
    division = _division(request, code)
    return Made(
        commands.record_population(division_code=division.code, by=request.actor, **body.model_dump()), f"divisions/{code}/populations"
    )


@router.get("/divisions/{code}/populations/{uuid}", response=PopulationShape, operation_id="get_population", summary="一年的人口数",
            openapi_extra={"x-tagged": True})  # fmt: skip
def get_population(request: HttpRequest, response: HttpResponse, code: Code, uuid: UUID) -> PopulationSnapshot:
    """One snapshot."""
    return tagged(response, found(queries.population_of(_division(request, code).code), uuid=uuid))


@router.post("/divisions/{code}/populations/{uuid}/approve", response=WRITTEN, operation_id="approve_population", summary="审核人口数")
@once
def approve_population(request: HttpRequest, code: Code, uuid: UUID) -> Made:
    """Approved by a second person; staffing bands may read it from now on."""
    snapshot = matched(request, found(queries.population_of(_division(request, code).code), uuid=uuid))
    return Made(commands.approve_population(snapshot=snapshot, by=request.actor, on=request.today), f"divisions/{code}/populations")


@router.get("/divisions/{code}/designations", response=Page[DesignationShape], operation_id="list_designations", summary="称号和名单")
def list_designations(request: HttpRequest, code: Code, find: Query[ListQuery]) -> dict[str, Any]:
    """Titles and listings of a place."""
    return page(request, find, queries.designations_of(_division(request, code).code))


@router.post("/divisions/{code}/designations", response=WRITTEN, operation_id="record_designation", summary="登记称号")
@once
def record_designation(request: HttpRequest, code: Code, body: DesignationGiven) -> Made:
    """A title or listing; two listings of one kind stay two rows."""
    division = _division(request, code)
    made: Designation = commands.record_designation(division_code=division.code, by=request.actor, **body.model_dump())
    return Made(made)
