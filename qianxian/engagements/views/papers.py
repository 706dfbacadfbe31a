"""Downloads: engagement letter, notices, vetting form, as PDF or Word."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse

from qianxian.engagements import permissions, prints, queries
from qianxian.engagements.queries import vetting
from qianxian.foundation import audit
from qianxian.papers.commands import keep_print
from qianxian.papers.kinds import kind_of
from qianxian.papers.permissions import can_see_paper
from qianxian.portal.forms import need

TYPES = {"pdf": "application/pdf", "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document"}


def _format(request: HttpRequest) -> str:
    return "docx" if request.GET.get("format") == "docx" else "pdf"


def _file(request: HttpRequest, name: str, content: bytes, thing) -> HttpResponse:
    need(can_see_paper(request.actor, kind_of(name), thing))
    keep_print(kind=kind_of(name), thing=thing, by=request.actor, on=request.today)
    audit.record(by=request.actor, action=f"engagements.print_{name}", thing=thing)
    response = HttpResponse(content, content_type=TYPES[_format(request)])
    response.headers["Content-Disposition"] = f'attachment; filename="{name}-{str(thing.uuid)[:8]}.{_format(request)}"'
    return response


def paper_file(request: HttpRequest, name: str, make: Callable, thing) -> HttpResponse:
    """The paper that ``make(thing, format)`` gives, as a recorded download."""
    return _file(request, name, make(thing, _format(request)), thing)


@login_required
def letter(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """聘任书: for those who work on engagements, and for the person himself."""
    found = queries.engagements(request.actor).select_related("decision__review").filter(uuid=uuid, acting=False).first()
    if found is None:
        raise Http404
    if not permissions.is_himself(request.actor, found.person):
        need(permissions.can_view_review(request.actor, found.decision.review))
    return _file(request, "letter", prints.letter(found, request.today, _format(request)), found)


@login_required
def approval(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """聘任审批表 of a review, for those who work on it."""
    found = queries.review_by_uuid(uuid, request.actor)
    if found is None:
        raise Http404
    need(permissions.can_view_review(request.actor, found))
    return paper_file(request, "approval", prints.approval_form, found)


@login_required
def notice(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """告知书 of a refusal or deferral: for those who work on it, and for the person himself."""
    found = queries.notices(request.actor).filter(uuid=uuid).first()
    if found is None:
        raise Http404
    if not permissions.is_himself(request.actor, found.decision.person):
        need(permissions.can_view_review(request.actor, found.decision.review))
    return _file(request, "notice", prints.notice(found, request.today, _format(request)), found)


@login_required
def round_paper(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """联审表 with the conclusions so far; never grounds. For vetting officers."""
    need(permissions.can_view_vetting(request.actor))
    found = vetting.round_by_uuid(uuid, request.actor)
    if found is None:
        raise Http404
    return _file(request, "vetting", prints.vetting_form(found, request.actor.name, _format(request)), found)
