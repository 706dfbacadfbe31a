"""Pages of who fills: a unit's form, 「这道题问过了」, and the owner's reply to it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from qianxian.divisions.pages import place_choices, register_page
from qianxian.divisions.queries import place_names_on
from qianxian.elements import commands, forms, pages, queries
from qianxian.elements import permissions as may
from qianxian.elements.models import TaskUnit
from qianxian.elements.tables import ReportTable
from qianxian.foundation.reach import within
from qianxian.portal.forms import form_page, need, run_command, show


def unit_of(request: HttpRequest, uuid: UUID) -> TaskUnit:
    """The unit within reach, or 404."""
    need(may.can_view_elements(request.actor))
    row = queries.unit_by_uuid(uuid, request.actor)
    if row is None:
        raise Http404
    return row


@login_required
def fill(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A unit's form: held values are shown with 「改」, only what is missing is asked."""
    row = unit_of(request, uuid)
    lines = pages.lines_to_fill(row, request.actor, request.today, request.GET.get("change", ""))
    form = forms.FillForm(request.POST or None, elements=[line.element for line in lines if line.asked], initial={line.element.code: line.value for line in lines})
    fills = may.can_fill(request.actor, row).allowed and row.state != TaskUnit.State.SUBMITTED and row.task.state == "issued"
    if request.method == "POST" and form.is_valid():
        need(may.can_fill(request.actor, row))
        given = {"values": form.cleaned_data, "seconds": pages.seconds_since(request.POST.get("opened", ""))}
        if run_command(form, commands.submit_unit, unit=row, by=request.actor, on=request.today, **given).ok:
            messages.success(request, _("已报。填过的项在有效期内不会再问。"))
            return redirect("elements:fill", row.uuid)
    return show(request, "elements/fill.html", pages.fill_page(request, row, lines, form, fills), form)


@login_required
def send_back(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A unit's form sent back by who asked."""
    row = unit_of(request, uuid)
    need(may.can_steer_collection(request.actor, row.task))
    form, back = forms.WordsForm(request.POST or None), reverse("elements:task", args=[row.task.uuid])
    if request.method == "POST" and form.is_valid() and run_command(form, commands.return_unit, unit=row, by=request.actor, **form.cleaned_data).ok:
        return redirect(back)
    return form_page(request, form, _("退回补正"), _("退回补正"), back, page_sub=row.task.title)


@login_required
def asked_before(request: HttpRequest, uuid: UUID, question: UUID) -> HttpResponse:
    """「这道题问过了」."""
    row = unit_of(request, uuid)
    need(may.can_fill(request.actor, row))
    held = queries.question_of(row.task, question)
    if held is None:
        raise Http404
    form, back = forms.WordsForm(request.POST or None), reverse("elements:fill", args=[row.uuid])
    given = {"unit": row, "question": held, "by": request.actor, "on": request.today}
    if request.method == "POST" and form.is_valid() and run_command(form, commands.report_question, **given, **form.cleaned_data).ok:
        messages.success(request, _("已转归口单位，答复会显示在这道题旁边。"))
        return redirect(back)
    return form_page(request, form, _("这道题问过了：%(name)s") % {"name": held.element.name}, _("提交"), back, page_sub=_("写明在哪张表、哪里报过"))


@login_required
def reports(request: HttpRequest) -> HttpResponse:
    """What villages say was asked before, and what became of it."""
    need(may.can_view_elements(request.actor))
    find = forms.ReportFilter(request.GET, choices={"place": place_choices(request)})
    clean = find.cleaned_data if find.is_valid() else {}
    rows = within(queries.reports(request.actor), request.actor, clean.get("place"))
    rows = pages.narrowed_reports(rows, clean)
    table = ReportTable(rows, by=request.actor, names=place_names_on(request.on))
    return register_page(request, title=_("这道题问过了"), table=table, form=find, unit=_("条"), empty_title=_("没有人反映重复"), empty_why=_("填报时每道题旁边都有「这道题问过了」。"))


@login_required
def answer_report(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The owner merges the element, or says why it is another thing."""
    need(may.can_view_elements(request.actor))
    row = queries.report_by_uuid(uuid, request.actor)
    if row is None:
        raise Http404
    need(may.can_answer_report(request.actor, row))
    element = row.question.element
    others = queries.elements(subject=element.subject).filter(same_as__isnull=True).exclude(pk=element.pk)
    form = forms.ReplyForm(request.POST or None, choices={"merged_into": [(e.code, f"{e.name}（{e.definition}）") for e in others]})
    back = reverse("elements:reports")
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data | {"merged_into": queries.element_by_code(form.cleaned_data["merged_into"])}
        if run_command(form, commands.answer_report, report=row, by=request.actor, on=request.today, **given).ok:
            messages.success(request, _("已答复。"))
            return redirect(back)
    return form_page(request, form, _("答复：%(name)s") % {"name": element.name}, _("答复"), back, page_sub=row.words)
