"""Projects for programs to read: the register, one project with budgets, works, changes and findings, and the assets."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from qianxian.foundation.verdict import require
from qianxian.portal.contract import ListQuery, Page, page, tagged, there
from qianxian.projects import permissions, queries
from qianxian.projects.api import shapes as s
from qianxian.projects.models import Project

router = Router(tags=["项目"])


def project_of(request: HttpRequest, uuid: UUID) -> Project:
    """The project within reach, or 404."""
    require(permissions.can_view_projects(request.actor))
    return there(queries.project_by_uuid(uuid, request.actor))


@router.get("/projects", response=Page[s.ProjectShape], operation_id="list_projects", summary="项目")
def list_projects(request: HttpRequest, find: Query[s.ProjectsFind]) -> dict[str, Any]:
    """Every project within reach."""
    require(permissions.can_view_projects(request.actor))
    return page(request, find, queries.projects(request.actor, find.prefix).filter(**({"state": find.state} if find.state else {})))


@router.get("/projects/assets", response=Page[s.AssetShape], operation_id="list_project_assets", summary="资产")
def list_assets(request: HttpRequest, find: Query[ListQuery]) -> dict[str, Any]:
    """What came of the village's projects."""
    require(permissions.can_view_projects(request.actor))
    return page(request, find, queries.assets(request.actor, find.prefix))


@router.get("/projects/{uuid}", response=s.ProjectShape, operation_id="get_project", summary="一个项目", openapi_extra={"x-tagged": True})
def get_project(request: HttpRequest, response: HttpResponse, uuid: UUID) -> Project:
    """One project."""
    return tagged(response, project_of(request, uuid))


@router.get("/projects/{uuid}/budgets", response=Page[s.BudgetShape], operation_id="list_project_budgets", summary="项目预算")
def list_budgets(request: HttpRequest, uuid: UUID, find: Query[ListQuery]) -> dict[str, Any]:
    """Every budget with its sources."""
    return page(request, find, project_of(request, uuid).budgets.all())


@router.get("/projects/{uuid}/changes", response=Page[s.ChangeShape], operation_id="list_project_changes", summary="工程变更")
def list_changes(request: HttpRequest, uuid: UUID, find: Query[ListQuery]) -> dict[str, Any]:
    """Changes ordered."""
    return page(request, find, project_of(request, uuid).changes.all())


@router.get("/projects/{uuid}/measures", response=Page[s.MeasureShape], operation_id="list_project_measures", summary="现状和工程量")
def list_measures(request: HttpRequest, uuid: UUID, find: Query[ListQuery]) -> dict[str, Any]:
    """What was measured."""
    return page(request, find, queries.measures_of(project_of(request, uuid)))


@router.get("/projects/{uuid}/milestones", response=Page[s.MilestoneShape], operation_id="list_project_milestones", summary="项目节点")
def list_milestones(request: HttpRequest, uuid: UUID, find: Query[ListQuery]) -> dict[str, Any]:
    """Parts of the works."""
    return page(request, find, project_of(request, uuid).milestones.all())


@router.get("/projects/{uuid}/findings", response=Page[s.FindingShape], operation_id="list_project_findings", summary="验收意见")
def list_findings(request: HttpRequest, uuid: UUID, find: Query[ListQuery]) -> dict[str, Any]:
    """What each person found."""
    return page(request, find, project_of(request, uuid).acceptances.all())
