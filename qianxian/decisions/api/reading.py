"""Lists of matters, certificates and power cases, and what hangs on one."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from qianxian.decisions import permissions, queries
from qianxian.decisions.api import shapes as s
from qianxian.decisions.models import Certificate, Matter, PowerCase
from qianxian.foundation.verdict import require
from qianxian.portal.contract import ListQuery, Page, page, tagged, there

router = Router(tags=["决策"])


def matter_of(request: HttpRequest, uuid: UUID) -> Matter:
    """The matter within reach, or 404."""
    require(permissions.can_view_decisions(request.actor))
    return there(queries.matter_by_uuid(uuid, request.actor))


def certificate_of(request: HttpRequest, uuid: UUID) -> Certificate:
    """The certificate within reach, or 404."""
    require(permissions.can_view_decisions(request.actor))
    return there(queries.certificate_by_uuid(uuid, request.actor))


def case_of(request: HttpRequest, uuid: UUID) -> PowerCase:
    """The power case within reach, or 404."""
    require(permissions.can_view_decisions(request.actor))
    return there(queries.power_case_by_uuid(uuid, request.actor))


@router.get("/decisions", response=Page[s.MatterShape], operation_id="list_matters", summary="决策事项")
def list_matters(request: HttpRequest, find: Query[s.MattersFind]) -> dict[str, Any]:
    """Every matter within reach."""
    require(permissions.can_view_decisions(request.actor))
    wanted = {name: value for name, value in (("state", find.state), ("kind", find.kind)) if value}
    return page(request, find, queries.matters(request.actor, find.prefix).filter(**wanted))


@router.get("/decisions/certificates", response=Page[s.CertificateShape], operation_id="list_certificates", summary="决策凭证")
def list_certificates(request: HttpRequest, find: Query[ListQuery]) -> dict[str, Any]:
    """Every certificate within reach, revoked and lapsed ones too."""
    require(permissions.can_view_decisions(request.actor))
    return page(request, find, queries.certificates(request.actor, find.prefix))


@router.get(
    "/decisions/certificates/{uuid}", response=s.CertificateShape, operation_id="get_certificate", summary="一张决策凭证", openapi_extra={"x-tagged": True}
)
def get_certificate(request: HttpRequest, response: HttpResponse, uuid: UUID) -> Certificate:
    """One certificate with its evidence."""
    return tagged(response, certificate_of(request, uuid))


@router.get("/decisions/powers", response=Page[s.PowerShape], operation_id="list_power_cases", summary="小微权力事项")
def list_power_cases(request: HttpRequest, find: Query[ListQuery]) -> dict[str, Any]:
    """Every power case within reach."""
    require(permissions.can_view_decisions(request.actor))
    return page(request, find, queries.power_cases(request.actor, find.prefix))


@router.get("/decisions/powers/{uuid}/flags", response=Page[s.FlagShape], operation_id="list_power_flags", summary="跳过的步骤")
def list_power_flags(request: HttpRequest, uuid: UUID, find: Query[ListQuery]) -> dict[str, Any]:
    """Steps passed over, with supervision's notes."""
    return page(request, find, case_of(request, uuid).flags.all())


@router.get("/decisions/{uuid}", response=s.MatterShape, operation_id="get_matter", summary="一件决策事项", openapi_extra={"x-tagged": True})
def get_matter(request: HttpRequest, response: HttpResponse, uuid: UUID) -> Matter:
    """One matter."""
    return tagged(response, matter_of(request, uuid))


@router.get("/decisions/{uuid}/steps", response=Page[s.StepShape], operation_id="list_matter_steps", summary="要经过的会议")
def list_steps(request: HttpRequest, uuid: UUID, find: Query[ListQuery]) -> dict[str, Any]:
    """The bodies of every round with why."""
    return page(request, find, matter_of(request, uuid).steps.all())


@router.get("/decisions/{uuid}/meetings", response=Page[s.MeetingShape], operation_id="list_matter_meetings", summary="会议")
def list_meetings(request: HttpRequest, uuid: UUID, find: Query[ListQuery]) -> dict[str, Any]:
    """Meetings of every round."""
    return page(request, find, matter_of(request, uuid).meetings.all())


@router.get("/decisions/{uuid}/resolutions", response=Page[s.ResolutionShape], operation_id="list_matter_resolutions", summary="决议")
def list_resolutions(request: HttpRequest, uuid: UUID, find: Query[ListQuery]) -> dict[str, Any]:
    """Resolutions of every round: totals only."""
    return page(request, find, matter_of(request, uuid).resolutions.all())


@router.get("/decisions/{uuid}/publications", response=Page[s.PublicationShape], operation_id="list_matter_publications", summary="公开")
def list_publications(request: HttpRequest, uuid: UUID, find: Query[ListQuery]) -> dict[str, Any]:
    """Postings of decision and result."""
    return page(request, find, matter_of(request, uuid).publications.all())


@router.get("/decisions/{uuid}/objections", response=Page[s.ObjectionShape], operation_id="list_matter_objections", summary="决议异议")
def list_objections(request: HttpRequest, uuid: UUID, find: Query[ListQuery]) -> dict[str, Any]:
    """Objections with their answers."""
    return page(request, find, matter_of(request, uuid).objections.all())
