"""Pages of matters: the register, one matter with its line, a form per act, an objection's answer."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as L

from qianxian.decisions import commands, forms, pages, permissions, prints, queries
from qianxian.decisions.models import Matter
from qianxian.decisions.tables import MatterTable
from qianxian.divisions import queries as divisions
from qianxian.divisions.pages import exported, place_choices, register_page, village_choices, wants_export
from qianxian.foundation import audit
from qianxian.foundation.reach import within
from qianxian.foundation.sheets.spec import Column
from qianxian.papers.views import attachment
from qianxian.portal.forms import form_page, need, run_command, show
from qianxian.threads import queries as threads

COLUMNS = [
    Column("number", "编号", "Number", "code", width=26), Column("title", "事项", "Matter", width=32), Column("village", "村（社区）", "Village"),
    Column("kind", "类别", "Kind", width=24), Column("amount", "金额（元）", "Amount (yuan)", "money", width=14), Column("state", "进展", "State", width=18),
    Column("opened", "发起日期", "Proposed on", "date", width=12),
]  # fmt: skip


def _found(request: HttpRequest) -> tuple[forms.MatterFilter, QuerySet[Matter]]:
    find = forms.MatterFilter(request.GET, choices={"place": place_choices(request)})
    clean = find.cleaned_data if find.is_valid() else {}
    rows = queries.matters(request.actor, request.scope_prefix)
    rows = rows.filter(title__contains=clean["title"]) if clean.get("title") else rows
    rows = rows.filter(**{name: clean[name] for name in ("state", "kind") if clean.get(name)})
    return find, within(rows, request.actor, clean.get("place"))


@login_required
def matters(request: HttpRequest) -> HttpResponse:
    """决策事项: every matter within reach."""
    need(permissions.can_view_decisions(request.actor))
    find, rows = _found(request)
    names = divisions.place_names_on(request.on)
    if wants_export(request):
        cells = [(m.number, m.title, names.get(m.division_code, ""), m.get_kind_display(), m.amount, m.get_state_display(), m.opened_on) for m in rows]
        return exported(request, name="matters", title=_("决策事项"), columns=COLUMNS, rows=cells, count=len(cells), action="decisions.export_matters", find=find)
    return register_page(
        request, title=_("决策事项"), table=MatterTable(rows, names=names), form=find, unit=_("项"), template="decisions/matters.html",
        may_open=request.actor.may("propose_matters"), emergencies=queries.overdue_emergencies(request.actor, request.today, request.scope_prefix),
    )  # fmt: skip


@login_required
def open_matter(request: HttpRequest) -> HttpResponse:
    """A matter proposed."""
    reach = request.actor.reach
    need(permissions.can_open_matter(request.actor, reach[0] if reach else ""))
    places = village_choices(request)
    lines = [(str(t.uuid), f"{t.title}（{t.number}）") for code, _name in places for t in threads.open_threads(request.actor, code)]
    initial = {"division_code": places[0][0]} if len(places) == 1 else {}
    form = forms.OpenForm(request.POST or None, choices={"division_code": places, "thread": lines}, initial=initial | {"thread": request.GET.get("thread", "")})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        given["thread"] = threads.thread_by_uuid(given["thread"], request.actor) if given["thread"] else None
        done = run_command(form, commands.open_matter, by=request.actor, on=request.today, **given)
        if done.ok:
            return redirect("decisions:matter", done.value.uuid)
    return form_page(request, form, _("发起决策事项"), _("发起"), reverse("decisions:matters"))


def _matter(request: HttpRequest, uuid: UUID) -> Matter:
    need(permissions.can_view_decisions(request.actor))
    row = queries.matter_by_uuid(uuid, request.actor)
    if row is None:
        raise Http404
    return row


@login_required
def matter(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One matter: its line of steps, what is missing next, who holds it."""
    row = _matter(request, uuid)
    context = {"page_title": row.title, "crumbs": [(_("决策事项"), reverse("decisions:matters")), (row.title, "")]}
    return show(request, "decisions/matter.html", context | pages.matter_page(request, row))


# act → (form, command, title, button, who may)
ACTS = {
    "call": (forms.CallForm, commands.call_meeting, L("通知会议"), L("通知"), permissions.can_conduct),
    "publish": (forms.PublishForm, commands.publish_decision, L("公开决议"), L("公开"), permissions.can_conduct),
    "result": (forms.PublishForm, commands.publish_result, L("公开结果"), L("公开"), permissions.can_conduct),
    "amend": (forms.AskedForm, commands.amend_matter, L("修改事项"), L("修改后重新走①"), permissions.can_conduct),
    "withdraw": (forms.ReasonForm, commands.withdraw_matter, L("撤回事项"), L("撤回"), permissions.can_conduct),
    "again": (forms.ReasonForm, commands.take_up_again, L("重新提议"), L("重新提议"), permissions.can_conduct),
    "objection": (forms.ObjectionForm, commands.receive_objection, L("登记异议"), L("登记"), permissions.can_receive_objection),
    "certify": (forms.CertifyForm, commands.issue_certificate, L("出具凭证"), L("出具凭证"), permissions.can_issue_certificate),
    "close": (Form, commands.close_matter, L("归档"), L("归档"), permissions.can_close_matter),
}
ASKED = ("title", "kind", "amount", "purpose", "unit", "authorisation", "decided_in")


def _form(request: HttpRequest, row: Matter, act: str) -> Form:
    kind, initial = ACTS[act][0], dict(forms.opening_days(request.today))
    if act == "call":
        step = queries.next_step(row)
        known = step is None or queries.registered_voters(row, step.body, request.actor, request.today) is not None
        kind, initial = kind if known else forms.CallEnteredForm, initial | {"agenda": row.title}
    elif act == "amend":
        initial = audit.snapshot(row, *ASKED)
    return kind(request.POST if request.method == "POST" else None, initial=initial)


@login_required
def act(request: HttpRequest, uuid: UUID, act: str) -> HttpResponse:
    """One act on a matter: a form, the command, back to the page."""
    row = _matter(request, uuid)
    if act not in ACTS:
        raise Http404
    _kind, command, title, submit, may = ACTS[act]
    need(may(request.actor, row))
    form, back = _form(request, row, act), reverse("decisions:matter", args=[row.uuid])
    if request.method == "POST" and form.is_valid():
        done = run_command(form, command, matter=row, by=request.actor, on=request.today, **form.cleaned_data)
        if done.ok:
            return redirect("decisions:certificate", done.value.uuid) if act == "certify" else redirect(back)
    return form_page(request, form, f"{row.title}：{title}", str(submit), back)


@login_required
def answer(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """An objection answered."""
    need(permissions.can_view_decisions(request.actor))
    row = queries.objection_by_uuid(uuid, request.actor)
    if row is None:
        raise Http404
    need(permissions.can_answer_objection(request.actor, row))
    form, back = forms.AnswerForm(request.POST or None), reverse("decisions:matter", args=[row.matter.uuid])
    how = {"objection": row, "by": request.actor, "on": request.today}
    if request.method == "POST" and form.is_valid() and run_command(form, commands.answer_objection, **how, **form.cleaned_data).ok:
        return redirect(back)
    return form_page(request, form, _("答复异议：%(title)s") % {"title": row.matter.title}, _("答复"), back)


@login_required
def record(request: HttpRequest, uuid: UUID, form: str) -> HttpResponse:
    """The record of 四议两公开, as PDF or Word; recorded."""
    row = _matter(request, uuid)
    if form not in ("pdf", "docx"):
        raise Http404
    content = prints.record_paper(row, request.today, form)
    audit.record(by=request.actor, action="decisions.print_paper", thing=row, after={"paper": "record", "format": form})
    return attachment(content, f"record-{row.number}", form)
