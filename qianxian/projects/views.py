"""Pages of projects: the register, one project, a form per act, milestones with their photos, assets."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as L

from qianxian.collective.models import Asset as CollectiveAsset
from qianxian.contracts.queries import certificates_for
from qianxian.decisions import queries as decisions
from qianxian.decisions.models import Unit
from qianxian.divisions import queries as divisions
from qianxian.divisions.pages import exported, exported_table, place_choices, register_page, village_choices, wants_export
from qianxian.foundation.reach import within
from qianxian.foundation.sheets.spec import Column
from qianxian.papers.views import asked_form, hand_out, listed_paper
from qianxian.portal.forms import form_page, need, run_command, show
from qianxian.projects import commands, forms, pages, papers, permissions, queries
from qianxian.projects.models import Milestone, Project
from qianxian.projects.tables import AssetTable, ProjectTable
from qianxian.threads import queries as threads

COLUMNS = [
    Column("number", "编号", "Number", "code", width=28), Column("name", "项目", "Project", width=32), Column("village", "村（社区）", "Village"),
    Column("kind", "类别", "Kind", width=14), Column("budget", "预算（元）", "Budget (yuan)", "money", width=16), Column("mode", "招标方式", "Tender mode", width=20),
    Column("contract", "合同", "Contract", "code", width=28), Column("audited", "审定金额（元）", "Audited (yuan)", "money", width=16), Column("state", "进展", "State", width=18),
]  # fmt: skip


def _found(request: HttpRequest) -> tuple[forms.ProjectFilter, QuerySet[Project]]:
    find = forms.ProjectFilter(request.GET, choices={"place": place_choices(request)})
    clean = find.cleaned_data if find.is_valid() else {}
    rows = queries.projects(request.actor, request.scope_prefix)
    rows = rows.filter(name__contains=clean["name"]) if clean.get("name") else rows
    rows = rows.filter(**{name: clean[name] for name in ("state", "kind") if clean.get(name)})
    return find, within(rows, request.actor, clean.get("place"))


@login_required
def projects(request: HttpRequest) -> HttpResponse:
    """项目: every project within reach."""
    need(permissions.can_view_projects(request.actor))
    find, rows = _found(request)
    names = divisions.place_names_on(request.on)
    if wants_export(request):
        cells = [(p.number, p.name, names.get(p.division_code, ""), p.get_kind_display(), p.budget, p.get_mode_display(), p.contract.number if p.contract else "",
                  p.audited_amount, p.get_state_display()) for p in rows]  # fmt: skip
        return exported(request, name="projects", title=_("项目"), columns=COLUMNS, rows=cells, count=len(cells), action="projects.export_projects", find=find)
    return register_page(
        request, title=_("项目"), table=ProjectTable(rows, names=names), form=find, unit=_("个"), template="projects/projects.html", may_open=request.actor.may("keep_projects")
    )


@login_required
def assets(request: HttpRequest) -> HttpResponse:
    """资产: what came of the village's projects."""
    need(permissions.can_view_projects(request.actor))
    find = forms.PlaceFilter(request.GET, choices={"place": place_choices(request)})
    clean = find.cleaned_data if find.is_valid() else {}
    rows = within(queries.assets(request.actor, request.scope_prefix), request.actor, clean.get("place"))
    table = AssetTable(rows, names=divisions.place_names_on(request.on))
    if wants_export(request):
        return exported_table(request, table, name="assets", title=_("项目形成的资产"), find=find)
    return register_page(request, title=_("项目形成的资产"), table=table, form=find, unit=_("项"), template="projects/assets.html")


def _project(request: HttpRequest, uuid: UUID) -> Project:
    need(permissions.can_view_projects(request.actor))
    row = queries.project_by_uuid(uuid, request.actor)
    if row is None:
        raise Http404
    return row


@login_required
def project(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One project: its road, budgets, works."""
    row = _project(request, uuid)
    context = {"page_title": row.name, "crumbs": [(_("项目"), reverse("projects:list")), (row.number, "")]}
    kept = [listed_paper(_("验收记录"), reverse("projects:acceptance", args=[row.uuid]), "acceptance", row)] if row.contract else []
    return show(request, "projects/project.html", context | pages.project_page(request, row) | {"papers": kept})


@login_required
def acceptance(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """验收记录 as PDF or Word; before anybody has looked, with lines to write on."""
    return hand_out(request, "acceptance", _project(request, uuid), papers.acceptance_paper, action="projects.print_acceptance", form=asked_form(request))


@login_required
def open_project(request: HttpRequest) -> HttpResponse:
    """A project recorded."""
    reach = request.actor.reach
    need(permissions.can_keep_project(request.actor, reach[0] if reach else ""))
    places = village_choices(request)
    lines = [(str(t.uuid), f"{t.title}（{t.number}）") for code, _name in places for t in threads.open_threads(request.actor, code)]
    initial = ({"division_code": places[0][0]} if len(places) == 1 else {}) | {"thread": request.GET.get("thread", "")}
    form = forms.OpenForm(request.POST or None, choices={"division_code": places, "thread": lines}, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        given["thread"] = threads.thread_by_uuid(given["thread"], request.actor) if given["thread"] else None
        done = run_command(form, commands.open_project, by=request.actor, on=request.today, **given)
        if done.ok:
            return redirect("projects:project", done.value.uuid)
    return form_page(request, form, _("登记项目"), _("登记"), reverse("projects:list"))


# act → (form, command, title, button, who may; None: who keeps it)
ACTS = {
    "approve": (forms.ApproveForm, commands.approve_project, L("批复立项"), L("批复"), permissions.can_approve_project),
    "budget": (forms.BudgetForm, commands.set_budget, L("登记预算"), L("登记"), None),
    "vote": (forms.VoteForm, commands.record_vote, L("登记决策"), L("登记"), None),
    "tender": (forms.TenderForm, commands.open_tender, L("登记招标"), L("登记"), None),
    "award": (forms.AwardForm, commands.award, L("登记中标和合同"), L("登记"), None),
    "measure": (forms.MeasureForm, commands.record_measure, L("登记现状和工程量"), L("登记"), None),
    "milestone": (forms.MilestoneForm, commands.add_milestone, L("登记节点"), L("登记"), None),
    "change": (forms.ChangeForm, commands.order_change, L("登记变更"), L("登记"), None),
    "decide": (forms.DecideForm, commands.decide_change, L("登记变更的决策"), L("登记"), None),
    "look": (forms.LookForm, commands.look_at_works, L("写验收意见"), L("提交意见"), permissions.can_accept_works),
    "accept": (Form, commands.accept_project, L("登记验收"), L("验收合格"), None),
    "audit": (forms.AuditForm, commands.audit_project, L("登记结算审计"), L("登记"), permissions.can_audit_project),
    "asset": (forms.AssetForm, commands.enter_asset, L("列入资产"), L("列入资产"), None),
    "stall": (forms.StallForm, commands.stall_project, L("搁置项目"), L("搁置"), None),
    "resume": (forms.ReasonForm, commands.resume_project, L("恢复项目"), L("恢复"), None),
    "cancel": (forms.ReasonForm, commands.cancel_project, L("取消项目"), L("取消项目"), None),
}


def _choices(request: HttpRequest, row: Project, act: str) -> dict[str, list[tuple[str, str]]]:
    """What the form's lists offer."""
    by = request.actor
    if act == "budget":
        return {"allocation": [(str(a.uuid), f"{a.title} {a.amount}") for a in queries.allocations_in(by, row.division_code)]}
    if act == "asset":
        return {"facility": CollectiveAsset.Facility.choices if row.unit == Unit.COLLECTIVE else []}
    if act not in ("vote", "tender", "award", "decide"):
        return {}
    certificates = [(str(c.uuid), f"{c.number} {c.matter.title}") for c in certificates_for(by, row.division_code, request.today)]
    contracts = [row.contract] if row.contract else queries.contracts_for(by, row)
    changes = row.changes.filter(certificate__isnull=True).order_by("position")
    return {"certificate": certificates, "split_certificate": certificates, "contract": [(str(c.uuid), f"{c.number} {c.subject}") for c in contracts],
            "change": [(str(c.uuid), f"{c.document} {c.amount}") for c in changes]}  # fmt: skip


def _given(request: HttpRequest, row: Project, act: str, clean: dict[str, Any]) -> dict[str, Any]:
    """The form's values as the command takes them, rows where it has their keys."""
    by = request.actor
    for name in ("certificate", "split_certificate"):
        if name in clean:
            clean[name] = decisions.certificate_by_uuid(clean[name], by) if clean[name] else None
    if act == "award":
        held = [row.contract] if row.contract else queries.contracts_for(by, row)
        clean["contract"] = next(c for c in held if str(c.uuid) == clean["contract"])
    if act == "decide":
        return {"change": queries.change_by_uuid(row, clean["change"]), "certificate": clean["certificate"]}
    if act == "budget":
        found = {str(a.uuid): a for a in queries.allocations_in(by, row.division_code)}
        rows = [{part: clean.pop(f"{part}{n}") for part in ("level", "title", "amount", "allocation")} for n in range(1, forms.SOURCES + 1)]
        clean["sources"] = [commands.Source(s["level"], s["title"], s["amount"], found.get(s["allocation"])) for s in rows if s["level"] and s["amount"]]
    return {"project": row} | clean


@login_required
def act(request: HttpRequest, uuid: UUID, act: str) -> HttpResponse:
    """One act on a project: a form, the command, back to the page."""
    row = _project(request, uuid)
    if act not in ACTS:
        raise Http404
    kind, command, title, submit, may = ACTS[act]
    need(may(request.actor, row) if may else permissions.can_keep_project(request.actor, row.division_code))
    choices = _choices(request, row, act)
    form, back = kind(request.POST if request.method == "POST" else None, **({"choices": choices} if choices else {})), queries.address_of(row)
    if request.method == "POST" and form.is_valid():
        done = run_command(form, command, by=request.actor, on=request.today, **_given(request, row, act, form.cleaned_data))
        if done.ok:
            return redirect(back)
    return form_page(request, form, f"{row.name}：{title}", str(submit), back)


def _milestone(request: HttpRequest, uuid: UUID) -> Milestone:
    need(permissions.can_view_projects(request.actor))
    found = queries.milestone_by_uuid(uuid, request.actor)
    if found is None:
        raise Http404
    need(permissions.can_keep_project(request.actor, found.division_code))
    return found


@login_required
def done(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A milestone finished."""
    row = _milestone(request, uuid)
    form, back = forms.DoneForm(request.POST or None), queries.address_of(row.project)
    how = {"milestone": row, "by": request.actor, "on": request.today}
    if request.method == "POST" and form.is_valid() and run_command(form, commands.finish_milestone, **how, **form.cleaned_data).ok:
        return redirect(back)
    return form_page(request, form, _("节点完成：%(what)s") % {"what": row.title}, _("登记"), back)


@login_required
def add_photo(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A photo of a milestone kept."""
    row = _milestone(request, uuid)
    form, back = forms.PhotoForm(request.POST or None, request.FILES or None), queries.address_of(row.project)
    if request.method == "POST" and form.is_valid():
        how = {"milestone": row, "content": form.cleaned_data["file"].read(), "by": request.actor, "on": request.today}
        if run_command(form, commands.keep_photo, **how).ok:
            return redirect(back)
    return form_page(request, form, _("节点照片：%(what)s") % {"what": row.title}, _("保存"), back)


@login_required
def photo(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One photo as it is kept: a plain JPEG."""
    need(permissions.can_view_projects(request.actor))
    found = queries.photo_by_uuid(uuid, request.actor)
    if found is None:
        raise Http404
    return HttpResponse(bytes(found.content), content_type="image/jpeg", headers={"X-Content-Type-Options": "nosniff", "Cache-Control": "private, max-age=3600"})
