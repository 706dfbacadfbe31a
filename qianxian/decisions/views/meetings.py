"""The meeting room: one meeting's page, its papers, recusals, counts by phone, the confirmation."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as L

from qianxian.decisions import commands, forms, pages, permissions, prints, queries
from qianxian.decisions.models import Meeting
from qianxian.foundation import audit
from qianxian.papers.views import attachment
from qianxian.portal.forms import form_page, need, run_command, show


def _meeting(request: HttpRequest, uuid: UUID) -> Meeting:
    need(permissions.can_view_decisions(request.actor))
    held = queries.meeting_by_uuid(uuid, request.actor)
    if held is None:
        raise Http404
    return held


@login_required
def meeting(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One meeting: what is voted on, by whom, and the two counts."""
    held = _meeting(request, uuid)
    title, back = str(held.get_body_display()), reverse("decisions:matter", args=[held.matter.uuid])
    crumbs = [(_("决策事项"), reverse("decisions:matters")), (held.matter.title, back), (title, "")]
    return show(request, "decisions/meeting.html", {"page_title": title, "crumbs": crumbs, "papers": PAPERS} | pages.meeting_page(request, held))


def _of_matter(by, held: Meeting):
    return permissions.can_conduct(by, held.matter)


# act → (form, command, title, who may)
ACTS = {
    "count": (forms.CountForm, commands.enter_count, L("录计票"), permissions.can_enter_count),
    "confirm": (Form, commands.confirm_count, L("确认决议"), permissions.can_confirm_count),
    "recuse": (forms.RecuseForm, commands.recuse, L("登记回避"), _of_matter),
    "postpone": (forms.PostponeForm, commands.postpone_meeting, L("改期"), _of_matter),
    "cancel": (forms.ReasonForm, commands.cancel_meeting, L("取消会议"), _of_matter),
}


@login_required
def act(request: HttpRequest, uuid: UUID, act: str) -> HttpResponse:
    """One act in the meeting room."""
    held = _meeting(request, uuid)
    if act not in ACTS:
        raise Http404
    kind, command, title, may = ACTS[act]
    need(may(request.actor, held))
    back, free = reverse("decisions:meeting", args=[held.uuid]), [n for n in (1, 2) if n not in queries.latest_counts(held)]
    mine = held.counts.filter(entered_by=request.actor.login).values_list("copy", flat=True).first()
    initial = {"place": held.place, "held_on": held.held_on, "copy": str(mine or (free[0] if free else 1))}
    form = kind(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid() and run_command(form, command, meeting=held, by=request.actor, on=request.today, **form.cleaned_data).ok:
        return redirect(back)
    return form_page(request, form, f"{held.get_body_display()}：{title}", str(title), back)


PAPERS = (("agenda", L("会议通知和议程")), ("roll", L("会议签到册")), ("sheet", L("会议计票单")))


@login_required
def paper(request: HttpRequest, uuid: UUID, kind: str, form: str) -> HttpResponse:
    """A paper of the meeting, as PDF or Word; recorded."""
    held = _meeting(request, uuid)
    if form not in ("pdf", "docx") or kind not in dict(PAPERS):
        raise Http404
    content = prints.meeting_paper(held, kind, request.actor, form)
    audit.record(by=request.actor, action="decisions.print_paper", thing=held, after={"paper": kind, "format": form})
    return attachment(content, f"{kind}-{held.matter.number}-{held.step.position}", form)
