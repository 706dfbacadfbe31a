"""Cases of negative outcomes and filings of secretaries: registers, the case's page, and one address per step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as L

from qianxian.accounts.rights import Permission as P
from qianxian.divisions import pages as places
from qianxian.engagements import case_pages, commands, forms_up, permissions, prints, queries
from qianxian.engagements.case_pages import CASE_ACTIONS, filing_steps
from qianxian.engagements.forms import cases as forms
from qianxian.engagements.models import ConsequenceCase, SecretaryFiling
from qianxian.engagements.moves import CASE_WORDS
from qianxian.engagements.tables import CaseTable, FilingTable
from qianxian.engagements.views.papers import paper_file
from qianxian.engagements.views.registers import names
from qianxian.portal.columns import keep
from qianxian.portal.forms import need, run_command, show


@login_required
def cases(request: HttpRequest) -> HttpResponse:
    """处理事项 in reach, by place."""
    need(permissions.can_view_cases(request.actor))
    rows = queries.cases_in_reach(request.actor, request.scope_prefix)
    table = CaseTable(rows, names=names(request), on=request.on)
    if places.wants_export(request):
        return places.exported_table(request, table, name="consequence-cases", title=_("处理事项"))
    context = places.listed(request, table) | {
        "page_title": _("处理事项"),
        "page_sub": _("先听取本人陈述申辩，再由镇（街道）党委决定，书面告知，可以复核"),
        "empty_title": _("没有处理事项"),
        "empty_why": _("提前解聘、不再续聘从干部的「选聘」页提出。"),
    }
    return keep(request, show(request, "engagements/cases.html", context))


@login_required
def filings(request: HttpRequest) -> HttpResponse:
    """书记备案 in reach, by place; ``event`` narrows to one kind."""
    need(permissions.can_view_cases(request.actor))
    rows = queries.filings_in_reach(request.actor, request.scope_prefix)
    if request.GET.get("event") in SecretaryFiling.Event.values:
        rows = rows.filter(event=request.GET["event"])
    table = FilingTable(rows, names=names(request), on=request.on)
    if places.wants_export(request):
        return places.exported_table(request, table, name="secretary-filings", title=_("书记备案"))
    context = places.listed(request, table) | {
        "page_title": _("书记备案"),
        "page_sub": _("当选、任命、免职和撤换后报区委组织部备案；异议期内可以提出异议"),
        "unfiled": queries.elected_unfiled(request.actor, request.on, request.scope_prefix), "may_file": request.actor.may(P.ISSUE_LETTERS), "on": request.on,
        "empty_title": _("没有备案"),
        "empty_why": _("书记当选、任命或撤换后，由镇（街道）组织干部报送。"),
    }
    return keep(request, show(request, "engagements/cases.html", context))


@dataclass(frozen=True)
class Step:
    """How one step is asked and done; ``thing`` is the command's name for what it works on."""

    title: Any
    submit: Any
    form: type[Form]
    command: Callable
    may: Callable


CASE_STEPS = {
    "call": Step(L("通知听取陈述"), L("通知"), forms.CallForm, commands.call_hearing, permissions.can_hear),
    "hear": Step(L("记录陈述申辩"), L("保存记录"), forms.HearingForm, commands.record_hearing, permissions.can_hear),
    "decide": Step(L("决定处理"), L("确认决定"), forms.DecideCaseForm, commands.decide_case, permissions.can_decide_case),
    "drop": Step(L("不作处理"), L("不作处理"), forms.ReasonsForm, commands.drop_case, permissions.can_decide_case),
    "serve": Step(L("送达告知书"), L("登记送达"), forms.ServeCaseForm, commands.serve_case, permissions.can_serve_case),
    "ask": Step(L("申请复核"), L("提交申请"), forms.AskForm, commands.ask_case_review, permissions.can_ask_case_review),
    "answer": Step(L("答复复核"), L("确认答复"), forms.AnswerCaseForm, commands.answer_case_review, permissions.can_answer_case_review),
}
FILING_STEPS = {
    "object": Step(L("提出异议"), L("提出异议"), forms.ObjectionForm, commands.object_to_filing, permissions.can_object_to_filing),
    "answer": Step(L("答复异议"), L("答复"), forms.ObjectionAnswerForm, commands.answer_objection, permissions.can_answer_objection),
}


def _case(request: HttpRequest, uuid: UUID) -> ConsequenceCase:
    this = queries.case_by_uuid(uuid, request.actor)
    if this is None:
        raise Http404
    need(permissions.can_view_case(request.actor, this))
    return this


@login_required
def case(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One case: ground and evidence, what the person said, the decision, the line, and the steps of whoever holds it."""
    this = _case(request, uuid)
    context = {
        "page_title": this.person.name,
        "crumbs": [(_("处理事项"), reverse("engagements:cases")), (this.person.name, "")] if permissions.can_view_cases(request.actor) else [],
        "case": this,
        "page_sub": f"{this.engagement.centre.name} · {this.get_kind_display()} · {this.number}",
        "word": CASE_WORDS[this.state],
        "rows": case_pages.summary(this),
        "steps": case_pages.line(this),
        "papers": case_pages.papers_of(this),
        "actions": case_pages.actions(this, request.actor, CASE_STEPS),
        "note": case_pages.room_note(this, request.on),
    }
    return show(request, "engagements/case.html", context)


@login_required
def case_act(request: HttpRequest, uuid: UUID, step: str) -> HttpResponse:
    """One step of a case."""
    this = _case(request, uuid)
    there = reverse("engagements:case", args=[uuid])
    note = case_pages.room_note(this, request.today) if step == "answer" else ""
    return _act(request, "case", this, CASE_STEPS.get(step), step in CASE_ACTIONS.get(this.state, ()), there, note)


def _act(request: HttpRequest, name: str, thing, step: Step | None, open_now: bool, back: str, note: str = "") -> HttpResponse:
    if step is None:
        raise Http404
    need(step.may(request.actor, thing))
    if not open_now and request.method == "GET":
        messages.info(request, _("这一步现在不由您办。看「办到哪一步」。"))
        return redirect(back)
    form = step.form(request.POST or None)
    ready = request.method == "POST" and form.is_valid()
    if ready and run_command(form, step.command, by=request.actor, on=request.today, **{name: thing}, **form.cleaned_data).ok:
        messages.success(request, _("已登记：%(what)s。") % {"what": step.title})
        return redirect(back)
    return show(request, "engagements/act.html", {"page_title": step.title, "submit": step.submit, "back": back, "note": note}, form)


@login_required
def case_new(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A case about one engagement, with a ground of the list."""
    held = queries.engagements(request.actor).filter(uuid=uuid, acting=False).first()
    if held is None:
        raise Http404
    need(permissions.can_propose_consequence(request.actor, held))
    form = forms.ProposeCaseForm(request.POST or None, on=request.today)
    if request.method == "POST" and form.is_valid():
        done = run_command(form, commands.propose_consequence, engagement=held, by=request.actor, on=request.today, **form.cleaned_data)
        if done.ok:
            return redirect("engagements:case", done.value.uuid)
    context = {"page_title": _("提出处理：%(name)s") % {"name": held.person.name}, "submit": _("提出"), "back": reverse("engagements:cases")}
    return show(request, "engagements/act.html", context, form)


@login_required
def case_paper(request: HttpRequest, uuid: UUID, paper: str) -> HttpResponse:
    """听取陈述记录, 处理告知书 or 复核记录 of a case as PDF or Word."""
    this = _case(request, uuid)
    maker = {"hearing": prints.hearing_record, "notice": prints.case_notice, "minutes": prints.review_minutes}.get(paper)
    ready = {"hearing": this.heard_on, "notice": this.served_on, "minutes": this.answered_on}.get(paper)
    if maker is None or ready is None:
        raise Http404
    return paper_file(request, f"case_{paper}", maker, this)


def _filing(request: HttpRequest, uuid: UUID) -> SecretaryFiling:
    need(permissions.can_view_cases(request.actor))
    this = queries.filings_in_reach(request.actor).filter(uuid=uuid).first()
    if this is None:
        raise Http404
    return this


@login_required
def filing(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One filing with its objection window."""
    this = _filing(request, uuid)
    context = {
        "page_title": _("%(name)s 备案") % {"name": this.mandate.person.name},
        "filing": this,
        "crumbs": [(_("书记备案"), reverse("engagements:filings")), (this.mandate.person.name, "")],
        "rows": case_pages.filing_rows(this, request.today),
        "papers": case_pages.filing_papers(this),
        "actions": case_pages.filing_actions(this, request.actor, request.today, FILING_STEPS),
    }
    return show(request, "engagements/filing.html", context)


@login_required
def filing_act(request: HttpRequest, uuid: UUID, step: str) -> HttpResponse:
    """Objection or its answer."""
    this = _filing(request, uuid)
    open_now = step in filing_steps(this, request.today)
    return _act(request, "filing", this, FILING_STEPS.get(step), open_now, reverse("engagements:filing", args=[uuid]))


@login_required
def filing_paper(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """村党组织书记备案表 as PDF or Word."""
    return paper_file(request, "filing", forms_up.filing_form, _filing(request, uuid))


@login_required
def file_secretary(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The filing of one secretary's election, appointment or removal."""
    held = queries.secretary_mandate(uuid, request.actor)
    if held is None:
        raise Http404
    need(permissions.can_file_secretary(request.actor, held))
    form = forms.FilingForm(request.POST or None, initial={"event": "removed" if held.period.upper else "elected", "document": held.source_document})
    if request.method == "POST" and form.is_valid():
        done = run_command(form, commands.file_secretary, mandate=held, by=request.actor, on=request.today, **form.cleaned_data)
        if done.ok:
            return redirect("engagements:filing", done.value.uuid)
    context = {"page_title": _("书记备案：%(name)s") % {"name": held.person.name}, "submit": _("报送备案"), "back": reverse("engagements:filings")}
    return show(request, "engagements/act.html", context, form)
