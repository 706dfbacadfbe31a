"""Registers of sheets and schemes, one's own sheets, a scheme's page with its steps, and what is looked at before grades are decided."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from qianxian.assessments import commands, forms, pages, permissions, queries
from qianxian.assessments.models import AssessmentScheme
from qianxian.assessments.tables import SCHEME_WORDS, SchemeTable, SheetTable
from qianxian.divisions import pages as places
from qianxian.divisions import queries as divisions
from qianxian.foundation.reach import within
from qianxian.portal.columns import keep
from qianxian.portal.forms import need, run_command, show


def names(request: HttpRequest) -> dict[str, str]:
    """Every place's name by code, in one query."""
    return divisions.place_names_on(request.on)


@login_required
def sheets(request: HttpRequest) -> HttpResponse:
    """年度考核表 in reach, by place."""
    need(permissions.can_view_assessments(request.actor))
    find = forms.SheetFilter(request.GET, places=places.place_choices(request))
    clean = find.cleaned_data if find.is_valid() else {}
    rows = queries.sheets_in_reach(request.actor, request.scope_prefix)
    if clean.get("name"):
        rows = rows.filter(Q(person__name__contains=clean["name"]) | Q(centre__name__contains=clean["name"]) | Q(number__iexact=clean["name"]))
    rows = within(rows, request.actor, clean.get("place")).filter(**{k: clean[k] for k in ("year", "state") if clean.get(k)})
    table = SheetTable(rows, names=names(request), on=request.on)
    if places.wants_export(request):
        return places.exported_table(request, table, name="assessment-sheets", title=_("年度考核表"), find=find)
    context = places.listed(request, table) | {
        "page_title": _("年度考核表"),
        "page_sub": _("按村（社区）代码排列，不排名次；得分只在考核表里看"),
        "find": find,
        "empty_title": _("还没有考核表"),
        "empty_why": _("方案公布以后，由镇（街道）组织干部建立考核表。"),
        "links": [{"title": _("考核方案"), "url": reverse("assessments:schemes")}],
    }
    return keep(request, show(request, "assessments/list.html", context))


@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """我的考核: the sheets that I answer for; what waits for me comes first."""
    need(permissions.can_view_own_sheets(request.actor))
    rows = [
        {"sheet": sheet, "title": queries.title_of(sheet), "waits": sheet.state in ("open", "told", "served"), "step": pages.own_words(sheet, request.today)}
        for sheet in queries.own_sheets(request.actor)
    ]
    return show(request, "assessments/mine.html", {"page_title": _("我的考核"), "rows": rows})


@login_required
def schemes(request: HttpRequest) -> HttpResponse:
    """考核方案 in reach."""
    need(permissions.can_view_assessments(request.actor))
    rows = queries.schemes_in_reach(request.actor, request.scope_prefix)
    table = SchemeTable(rows, names=names(request), on=request.on)
    if places.wants_export(request):
        return places.exported_table(request, table, name="assessment-schemes", title=_("考核方案"))
    context = places.listed(request, table) | {
        "page_title": _("考核方案"),
        "page_sub": _("先公布，后使用；公布后不修改，要改另起草新方案"),
        "empty_title": _("还没有考核方案"),
        "empty_why": _("由镇（街道）组织干部起草，镇（街道）党委公布。"),
        "links": [{"title": _("年度考核表"), "url": reverse("assessments:sheets")}],
    }
    if request.actor.may("score_assessments"):
        context |= {"new_url": reverse("assessments:scheme_new"), "new_title": _("起草方案")}
    return keep(request, show(request, "assessments/list.html", context))


@login_required
def scheme_new(request: HttpRequest) -> HttpResponse:
    """A new draft for the actor's town."""
    town = (request.actor.reach or ("",))[0].ljust(12, "0")
    need(permissions.can_draft_scheme(request.actor, town))
    form = forms.SchemeForm(request.POST or None, initial={"year": request.today.year})
    if request.method == "POST" and form.is_valid():
        clean = form.cleaned_data
        done = run_command(
            form, commands.draft_scheme, division_code=town, year=clean["year"], subject=clean["subject"], title=clean["title"],
            indicators=form.lines(), by=request.actor, on=request.today,
        )  # fmt: skip
        if done.ok:
            return redirect("assessments:scheme", done.value.uuid)
    context = {"page_title": _("起草考核方案"), "submit": _("保存草稿"), "back": reverse("assessments:schemes")}
    return show(request, "assessments/act.html", context, form)


def found(request: HttpRequest, uuid: UUID) -> AssessmentScheme:
    """The scheme within reach of somebody who may see it, or 404."""
    need(permissions.can_view_assessments(request.actor))
    this = queries.scheme_by_uuid(uuid, request.actor)
    if this is None:
        raise Http404
    return this


@login_required
def scheme(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One scheme: its indicators, how far its sheets have come, and what may be done."""
    this = found(request, uuid)
    context = {
        "page_title": this.title,
        "scheme": this,
        "word": SCHEME_WORDS[this.state],
        "rows": [
            {"label": _("镇（街道）"), "value": names(request).get(this.division_code, "")},
            {"label": _("年度"), "value": str(this.year)},
            {"label": _("考核对象"), "value": this.get_subject_display()},
            {"label": _("文号"), "value": this.document},
            {"label": _("公布日期"), "value": this.published_on},
        ],
        "indicators": pages.scheme_lines(this),
        "steps": queries.steps_of(this),
        "actions": pages.scheme_actions(this, request.actor),
        "wanting": pages.not_yet_approved(this),
        "grading": pages.grading_rows(this),
    }
    return show(request, "assessments/scheme.html", context)


def _body(request: HttpRequest, this: AssessmentScheme) -> dict[str, Any]:
    town = names(request).get(this.division_code, "")
    return {"body": f"{town}党委" if town.endswith("镇") else f"{town}党工委"}


def _before(request: HttpRequest, this: AssessmentScheme, form: forms.GradeTownForm) -> dict[str, Any]:
    """What the scores make, beside the form; where nobody ties, the form does not ask about a tie."""
    before = pages.before_grading(this, request.today)
    if not before["tied"]:
        form.without_tie()
    return before


STEPS = {
    "publish": (forms.DocumentForm, commands.publish_scheme, permissions.can_publish_scheme),
    "open": (Form, commands.open_sheets, permissions.can_open_sheets),
    "grade": (forms.GradeTownForm, commands.grade_town, permissions.can_grade),
}


@login_required
def scheme_act(request: HttpRequest, uuid: UUID, step: str) -> HttpResponse:
    """One step of a scheme: form, command, redirect."""
    this = found(request, uuid)
    if step not in STEPS:
        raise Http404
    shape, command, may = STEPS[step]
    need(may(request.actor, this))
    offered = next((one for one in pages.scheme_actions(this, request.actor) if one["key"] == step), None)
    if offered is None:
        messages.info(request, _("这一步现在不由您办。"))
        return redirect("assessments:scheme", uuid)
    form = shape(request.POST) if request.method == "POST" else shape(initial=_body(request, this))
    before = _before(request, this, form) if step == "grade" else {}
    ready = request.method == "POST" and form.is_valid()
    if ready and run_command(form, command, scheme=this, by=request.actor, on=request.today, **form.cleaned_data).ok:
        messages.success(request, _("已登记：%(what)s。") % {"what": offered["title"]})
        return redirect("assessments:scheme", uuid)
    context = {"page_title": offered["title"], "submit": offered["title"], "back": reverse("assessments:scheme", args=[uuid])}
    context |= {"look": reverse("assessments:evenness", args=[uuid]) if before else "", "before": before}
    return show(request, "assessments/act.html", context, form)


@login_required
def evenness(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Whether marks were given with one measure: charts with their tables, far scores, bare deductions, drift."""
    this = found(request, uuid)
    seen = queries.evenness_of(this, request.today)
    context = {
        "page_title": _("评分是否一把尺子"),
        "scheme": this,
        "seen": seen,
        "charts": pages.charts(seen),
        "far": [{"sheet": sheet, "title": queries.title_of(sheet), "place": seen.places.get(sheet.division_code, "")} for sheet in seen.outliers],
        "bare": [{"sheet": sheet, "title": queries.title_of(sheet), "place": seen.places.get(sheet.division_code, ""), "n": n} for sheet, n in seen.without_evidence],
        "drift": pages.drift_chart(seen),
        "bare_chart": pages.bare_chart(seen),
        "far_sentence": pages.far_sentence(seen),
    }
    return show(request, "assessments/evenness.html", context)
