"""One sheet: its page, and one address per step. A step is a form, a command and a redirect."""

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

from qianxian.assessments import commands, forms, pages, permissions, prints, queries
from qianxian.assessments.models import AssessmentSheet
from qianxian.assessments.moves import STATUS_WORDS
from qianxian.papers.views import asked_form, hand_out
from qianxian.portal.forms import need, run_command, show


def _form(shape: type[Form], **more: Any) -> Callable[[HttpRequest, AssessmentSheet], Form]:
    def make(request: HttpRequest, sheet: AssessmentSheet) -> Form:
        return shape(request.POST) if request.method == "POST" else shape(initial=more)

    return make


def _fact(request: HttpRequest, sheet: AssessmentSheet) -> Form:
    marks = [(str(mark.order), mark.name) for mark in sheet.marks.filter(source="").order_by("order")]
    return forms.FactForm(request.POST or None, marks=marks)


def _withdraw(request: HttpRequest, sheet: AssessmentSheet) -> Form:
    standing = queries.facts_of(sheet).filter(withdrawn_on=None)
    return forms.WithdrawForm(request.POST or None, facts=[(str(fact.uuid), f"{fact.mark.name}：{fact.fact}") for fact in standing])


def _score(request: HttpRequest, sheet: AssessmentSheet) -> Form:
    return forms.ScoreForm(request.POST or None, marks=list(sheet.marks.order_by("order")), on=request.today)


def _served(request: HttpRequest, sheet: AssessmentSheet) -> Form:
    return forms.ServedForm(request.POST) if request.method == "POST" else forms.ServedForm(initial={"served_on": request.today})


def _all(sheet: AssessmentSheet, form: Form) -> dict[str, Any]:
    return {"sheet": sheet, **form.cleaned_data}


def _of_fact(sheet: AssessmentSheet, form: Form) -> dict[str, Any]:
    clean = dict(form.cleaned_data)
    return {**clean, "mark": sheet.marks.get(order=clean["mark"])}


def _of_withdrawal(sheet: AssessmentSheet, form: Form) -> dict[str, Any]:
    return {"fact": queries.fact_by_uuid(UUID(form.cleaned_data["fact"]), sheet), "reason": form.cleaned_data["reason"]}


def _of_score(sheet: AssessmentSheet, form: Form) -> dict[str, Any]:
    clean = form.cleaned_data
    return {"sheet": sheet, "marks": form.lines(), "veto_item": clean["veto_item"], "veto_document": clean["veto_document"]}


def _of_answer(sheet: AssessmentSheet, form: Form) -> dict[str, Any]:
    return {"appeal": queries.appeal_of(sheet), **form.cleaned_data}


BARE = _form(Form)


@dataclass(frozen=True)
class Step:
    """How one step is asked and done."""

    title: Any
    submit: Any
    command: Callable
    may: Callable
    form: Callable[[HttpRequest, AssessmentSheet], Form] = BARE
    arguments: Callable[[AssessmentSheet, Form], dict[str, Any]] = _all


STEPS = {
    "report": Step(L("填写述职"), L("提交述职"), commands.report_self, permissions.can_report, _form(forms.ReportForm)),
    "fact": Step(L("登记事实"), L("登记"), commands.record_fact, permissions.can_record_fact, _fact, _of_fact),
    "withdraw": Step(L("撤回事实"), L("撤回"), commands.withdraw_fact, permissions.can_record_fact, _withdraw, _of_withdrawal),
    "draw": Step(L("读取台账事实"), L("读取"), commands.draw_facts, permissions.can_record_fact),
    "score": Step(L("评分"), L("保存评分"), commands.score_sheet, permissions.can_score, _score, _of_score),
    "tell": Step(L("告知本人"), L("告知本人"), commands.tell_score, permissions.can_tell),
    "sign": Step(L("签字、陈述"), L("提交"), commands.sign_sheet, permissions.can_sign, _form(forms.SignForm)),
    "approve": Step(L("审核"), L("审核通过"), commands.approve_sheet, permissions.can_approve, _form(forms.OpinionForm)),
    "return": Step(L("退回"), L("退回"), commands.return_sheet, permissions.can_approve, _form(forms.ReasonForm)),
    "serve": Step(L("登记送达"), L("登记送达"), commands.serve_grade, permissions.can_tell, _served),
    "appeal": Step(L("提出异议"), L("提交异议"), commands.appeal_grade, permissions.can_appeal, _form(forms.AppealForm)),
    "answer": Step(L("答复异议"), L("确认答复"), commands.answer_appeal, permissions.can_answer_appeal, _form(forms.AnswerForm), _of_answer),
    "fix": Step(L("确定等次"), L("确定等次"), commands.fix_grade, permissions.can_fix_grade),
}


def found(request: HttpRequest, uuid: UUID) -> AssessmentSheet:
    """The sheet within reach, or 404; then whether this actor may see it."""
    this = queries.sheet_by_uuid(uuid, request.actor)
    if this is None:
        raise Http404
    need(permissions.can_view_sheet(request.actor, this))
    return this


@login_required
def sheet(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The sheet's one page: score, indicators with facts and reasons, report and statement, the line, and the steps of whoever holds it."""
    this = found(request, uuid)
    context = {
        "page_title": queries.title_of(this),
        "crumbs": [(_("年度考核表"), reverse("assessments:sheets")), (queries.title_of(this), "")] if permissions.can_view_assessments(request.actor) else [],
        "sheet": this,
        "page_sub": f"{this.centre.name} · {this.number}",
        "word": STATUS_WORDS[this.state],
        "rows": pages.summary(this),
        "indicators": pages.indicators(this),
        "steps": pages.line(this, request.today),
        "actions": pages.actions(this, request.actor, request.today),
        "appeal": queries.appeal_of(this),
        "papers": pages.papers_of(this),
    }
    return show(request, "assessments/sheet.html", context)


@login_required
def act(request: HttpRequest, uuid: UUID, step: str) -> HttpResponse:
    """One step of a sheet."""
    this, asked = found(request, uuid), STEPS.get(step)
    if asked is None:
        raise Http404
    need(asked.may(request.actor, this))
    if request.method == "GET" and step not in {one["key"] for one in pages.actions(this, request.actor, request.today)}:
        messages.info(request, _("这一步现在不由您办。看「办到哪一步」。"))
        return redirect("assessments:sheet", uuid)
    form, back = asked.form(request, this), reverse("assessments:sheet", args=[uuid])
    ready = request.method == "POST" and form.is_valid()
    if ready and run_command(form, asked.command, by=request.actor, on=request.today, **asked.arguments(this, form)).ok:
        messages.success(request, _("已登记：%(what)s。") % {"what": asked.title})
        return redirect(back)
    context = {"page_title": asked.title, "submit": asked.submit, "back": back, "summary": pages.summary(this) + (pages.appeal_rows(this) if step == "answer" else [])}
    context["draft"] = f"assessment-{uuid}" if step == "report" else ""
    return show(request, "assessments/act.html", context, form)


@login_required
def paper(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """年度考核表 as PDF or Word: for those who assess, and for the person himself."""
    this = found(request, uuid)
    form = asked_form(request)
    if request.GET.get("paper") == "minutes":
        appeal = queries.appeal_of(this)
        if appeal is None or appeal.answered_on is None:
            raise Http404
        return hand_out(request, "assessment_minutes", this, prints.minutes, action="assessments.print_minutes", form=form)
    return hand_out(request, "assessment_sheet", this, prints.sheet, action="assessments.print_sheet", form=form)
