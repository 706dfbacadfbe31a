"""Templates of papers for programs and persons: versions, upload with its check, adoption by another, return to the shipped one."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from ninja import File, Form, Query, Router, UploadedFile

from qianxian.foundation.papers import word
from qianxian.foundation.verdict import require
from qianxian.papers import commands, queries
from qianxian.papers.models import PaperTemplate
from qianxian.papers.permissions import can_edit_templates
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
