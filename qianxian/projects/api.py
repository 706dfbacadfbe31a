"""Projects for programs: the register, one project with budgets, changes and findings, and the assets. Writing stays with people."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import Field

from qianxian.foundation.verdict import require
from qianxian.portal.contract import ListQuery, Page, page, tagged, there
from qianxian.portal.contract.shapes import Code, Day, Money, Shape, Uuid, one_of
from qianxian.projects import permissions, queries
from qianxian.projects.models import Asset, Project

router = Router(tags=["项目"])
State = one_of(*Project.State.values)


class ProjectShape(Shape):
    """A project; ``budget`` is the latest."""

    uuid: Uuid
    version: int
    number: str
    division_code: Code
    name: str
    kind: one_of(*Project.Kind.values)
    tender_class: one_of(*Project.TenderClass.values)
    site: str
    state: State
    budget: Money | None
    mode: one_of("", *Project.Mode.values)
    thought_on: Day
    approved_on: Day | None
    voted_on: Day | None
    tendered_on: Day | None
    started_on: Day | None
    accepted_on: Day | None
    audited_on: Day | None
    audited_amount: Money | None
    stalled_since: Day | None
    stalled_cause: one_of("", *Project.Cause.values)


class SourceShape(Shape):
    """One source of a budget."""

    level: str
    title: str
    amount: Money


class BudgetShape(Shape):
    """A budget with its sources."""

    uuid: Uuid
    position: int
    made_on: Day
    amount: Money
    document: str
    reason: str
    sources: list[SourceShape]

    @staticmethod
    def resolve_sources(row):
        """In the order entered."""
        return list(row.sources.order_by("id"))


class ChangeShape(Shape):
    """A change of the works."""

    uuid: Uuid
    position: int
    ordered_on: Day
    amount: Money
    reason: str
    document: str


class AssetShape(Shape):
    """An asset by its project."""

    uuid: Uuid
    number: str
    division_code: Code
    project: Uuid = Field(alias="project.uuid")
    name: str
    category: one_of(*Asset.Category.values)
    place: str
    cost: Money
    entered_on: Day


class ProjectsFind(ListQuery):
    """In which state."""

    state: State | None = None


def project_of(request: HttpRequest, uuid: UUID) -> Project:
    """The project within reach, or 404."""
    require(permissions.can_view_projects(request.actor))
    return there(queries.project_by_uuid(uuid, request.actor))


@router.get("/projects", response=Page[ProjectShape], operation_id="list_projects", summary="项目")
def list_projects(request: HttpRequest, find: Query[ProjectsFind]) -> dict[str, Any]:
    """Every project within reach."""
    require(permissions.can_view_projects(request.actor))
    return page(request, find, queries.projects(request.actor, find.prefix).filter(**({"state": find.state} if find.state else {})))


@router.get("/projects/assets", response=Page[AssetShape], operation_id="list_project_assets", summary="资产")
def list_assets(request: HttpRequest, find: Query[ListQuery]) -> dict[str, Any]:
    """What came of the village's projects."""
    require(permissions.can_view_projects(request.actor))
    return page(request, find, queries.assets(request.actor, find.prefix))


@router.get("/projects/{uuid}", response=ProjectShape, operation_id="get_project", summary="一个项目", openapi_extra={"x-tagged": True})
def get_project(request: HttpRequest, response: HttpResponse, uuid: UUID) -> Project:
    """One project."""
    return tagged(response, project_of(request, uuid))


@router.get("/projects/{uuid}/budgets", response=Page[BudgetShape], operation_id="list_project_budgets", summary="项目预算")
def list_budgets(request: HttpRequest, uuid: UUID, find: Query[ListQuery]) -> dict[str, Any]:
    """Every budget with its sources."""
    return page(request, find, project_of(request, uuid).budgets.all())


@router.get("/projects/{uuid}/changes", response=Page[ChangeShape], operation_id="list_project_changes", summary="工程变更")
def list_changes(request: HttpRequest, uuid: UUID, find: Query[ListQuery]) -> dict[str, Any]:
    """Changes ordered."""
    return page(request, find, project_of(request, uuid).changes.all())
