"""Templates of papers for programs and persons: versions, upload with its check, adoption by another, return to the shipped one; kept originals."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from ninja import File, Form, Query, Router, UploadedFile

from qianxian.foundation import audit
from qianxian.foundation.papers import word
from qianxian.foundation.verdict import require
from qianxian.papers import commands, queries
from qianxian.papers.kinds import PaperKind, kind_of
from qianxian.papers.models import PaperScan, PaperTemplate
from qianxian.papers.permissions import can_edit_templates, can_keep_original, can_see_paper
from qianxian.papers.views import scan_answer
from qianxian.portal.contract import WRITTEN, ListQuery, Made, Page, matched, once, page
from qianxian.portal.contract.shapes import At, Day, Given, Shape, Uuid, one_of

router = Router(tags=["文书"])
AT = "papers/templates"
Name = one_of(*word.names())


class TemplateShape(Shape):
    """One uploaded version of a template."""

    uuid: Uuid
    version: int
    name: Name
    filename: str
    digest: str
    uploaded_by: str
    uploaded_at: At
    adopted_by: str
    adopted_at: At | None


class TemplateGiven(Given):
    """Which template the file is for."""

    name: Name


class ReturnGiven(Given):
    """Until which day the county's own is used."""

    last_day: Day


class ScanShape(Shape):
    """One kept original; its bytes stand at the address of its file."""

    uuid: Uuid
    version: int
    format: one_of(*PaperScan.Format.values)
    pages: int
    size: int
    digest: str
    uploaded_by: str
    uploaded_at: At


class AdoptGiven(Given):
    """From which day on papers use it."""

    valid_from: Day


@router.get("/papers/templates", response=Page[TemplateShape], operation_id="list_paper_templates", summary="文书模板的各版本")
def list_templates(request: HttpRequest, find: Query[ListQuery]) -> dict[str, Any]:
    """Every version that was uploaded."""
    require(can_edit_templates(request.actor))
    return page(request, find, queries.all_versions())


@router.post("/papers/templates", response=WRITTEN, operation_id="upload_paper_template", summary="上传文书模板")
@once
def upload(request: HttpRequest, body: Form[TemplateGiven], file: File[UploadedFile]) -> Made:
    """Checked and filled with sample facts; nobody uses it until another officer adopts it."""
    require(can_edit_templates(request.actor))
    content, filename = file.read(commands.LARGEST + 1), file.name or ""
    return Made(commands.upload_template(name=body.name, content=content, filename=filename, by=request.actor), AT)


@router.post("/papers/templates/{uuid}/adopt", response=WRITTEN, operation_id="adopt_paper_template", summary="启用文书模板")
@once
def adopt(request: HttpRequest, uuid: UUID, body: AdoptGiven) -> Made:
    """By another than who uploaded it."""
    require(can_edit_templates(request.actor))
    return Made(commands.adopt_template(template=matched(request, _version(uuid)), valid_from=body.valid_from, by=request.actor, on=request.today), AT)


def _version(uuid: UUID) -> PaperTemplate:
    found = queries.version_by_uuid(uuid)
    if found is None:
        raise Http404
    return found


@router.post("/papers/templates/{name}/return", response=WRITTEN, operation_id="return_paper_template", summary="改回出厂模板")
@once
def return_to_shipped(request: HttpRequest, name: str, body: ReturnGiven) -> Made:
    """Papers dated after the last day use the shipped template again."""
    require(can_edit_templates(request.actor))
    if name not in word.names():
        raise Http404
    return Made(commands.return_to_shipped(name=name, last_day=body.last_day, by=request.actor, on=request.today), AT)


SCAN = {"responses": {200: {"description": "签字原件", "content": {kind: {"schema": {"type": "string", "format": "binary"}} for kind in ("application/pdf", "image/jpeg", "image/png")}}}}


def _thing(request: HttpRequest, code: str, uuid: UUID) -> tuple[PaperKind, Any]:
    """The kind and its thing within reach; 404 without them, 403 for who may not see the paper."""
    kind = kind_of(code)
    thing = kind.find(request.actor, uuid) if kind else None
    if kind is None or thing is None:
        raise Http404
    require(can_see_paper(request.actor, kind, thing))
    return kind, thing


def _scans(request: HttpRequest, code: str, uuid: UUID) -> QuerySet[PaperScan]:
    kind, thing = _thing(request, code, uuid)
    return queries.scans_of(queries.kept_paper(kind.code, thing), request.actor)


@router.get("/papers/kept/{kind}/{uuid}/scans", response=Page[ScanShape], operation_id="list_paper_scans", summary="签字原件")
def list_scans(request: HttpRequest, kind: str, uuid: UUID, find: Query[ListQuery]) -> dict[str, Any]:
    """The kept originals of one paper: ``kind`` says which paper (letter, notice, approval, filing, pay_sheet_city …), ``uuid`` of which record."""
    return page(request, find, _scans(request, kind, uuid))


@router.post("/papers/kept/{kind}/{uuid}/scans", response=WRITTEN, operation_id="keep_paper_scan", summary="存签字原件")
@once
def keep_scan(request: HttpRequest, kind: str, uuid: UUID, file: File[UploadedFile]) -> Made:
    """The scan of the signed original, cleaned and sealed; never changed, never removed."""
    told, thing = _thing(request, kind, uuid)
    require(can_keep_original(request.actor, told, thing))
    content = file.read(commands.scans.LARGEST + 1)
    return Made(commands.keep_scan(kind=told, thing=thing, content=content, by=request.actor), f"papers/kept/{kind}/{uuid}/scans")


@router.get("/papers/kept/{kind}/{uuid}/scans/{scan}", operation_id="get_paper_scan", summary="下载签字原件", openapi_extra=SCAN)
def get_scan(request: HttpRequest, kind: str, uuid: UUID, scan: UUID) -> HttpResponse:
    """The bytes of one original; who fetched it is recorded."""
    found = _scans(request, kind, uuid).filter(uuid=scan).first()
    if found is None:
        raise Http404
    audit.record(by=request.actor, action="papers.fetch_scan", thing=found)
    return scan_answer(found, f"{kind}-{str(scan)[:8]}")
