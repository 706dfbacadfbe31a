"""Downloads: approval form, engagement letter, notices and the record of their review, vetting form, as PDF or Word."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse

from qianxian.engagements import forms_up, permissions, prints, queries
from qianxian.engagements.queries import vetting
from qianxian.papers.views import asked_form, hand_out
from qianxian.portal.forms import need


def paper_file(request: HttpRequest, name: str, make: Callable, thing) -> HttpResponse:
    """The paper that ``make(thing, format)`` gives, as a recorded download; Word where the address asks for it."""
    return hand_out(request, name, thing, make, action=f"engagements.print_{name}", form=asked_form(request))


@login_required
def letter(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """聘任书: for those who work on engagements, and for the person himself."""
    found = queries.engagements(request.actor).select_related("decision__review").filter(uuid=uuid, acting=False).first()
    if found is None:
        raise Http404
    if not permissions.is_himself(request.actor, found.person):
        need(permissions.can_view_review(request.actor, found.decision.review))
    return paper_file(request, "letter", lambda thing, form: prints.letter(thing, request.today, form), found)


@login_required
def approval(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """聘任审批表 of a review, for those who work on it."""
    found = queries.review_by_uuid(uuid, request.actor)
    if found is None:
        raise Http404
    need(permissions.can_view_review(request.actor, found))
    return paper_file(request, "approval", forms_up.approval_form, found)


@login_required
def notice(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """告知书 of a refusal or deferral, with ``paper=minutes`` the record of its review: for those who work on it, and for the person himself."""
    found = queries.notices(request.actor).filter(uuid=uuid).first()
    if found is None:
        raise Http404
    if not permissions.is_himself(request.actor, found.decision.person):
        need(permissions.can_view_review(request.actor, found.decision.review))
    if request.GET.get("paper") == "minutes":
        asked = queries.request_of(found.decision)
        if asked is None or asked.answered_on is None:
            raise Http404
        return paper_file(request, "decision_minutes", lambda _thing, form: prints.decision_minutes(asked, form), found)
    return paper_file(request, "notice", lambda thing, form: prints.notice(thing, request.today, form), found)


@login_required
def round_paper(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """联审表 with the conclusions so far; never grounds. For vetting officers."""
    need(permissions.can_view_vetting(request.actor))
    found = vetting.round_by_uuid(uuid, request.actor)
    if found is None:
        raise Http404
    return paper_file(request, "vetting", lambda thing, form: prints.vetting_form(thing, request.actor.name, form), found)
