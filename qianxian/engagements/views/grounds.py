"""Grounds on record about persons: the register of the district's officers, recording one, and ending the offices that the law ends."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from qianxian.accounts.queries import names_of_logins
from qianxian.divisions import pages as places
from qianxian.engagements import commands, permissions, queries
from qianxian.engagements.case_pages import ground_titles
from qianxian.engagements.forms import cases as forms
from qianxian.engagements.models import GroundRecord
from qianxian.engagements.rules.grounds import ENDS_BY_LAW
from qianxian.engagements.tables import GroundTable
from qianxian.engagements.views.registers import names
from qianxian.people.queries import person as person_by_uuid
from qianxian.portal.columns import keep
from qianxian.portal.forms import need, run_command, show


@login_required
def grounds(request: HttpRequest) -> HttpResponse:
    """不宜任职情形 in reach, by place: the code, its document and its days."""
    need(permissions.can_view_grounds(request.actor))
    rows = queries.grounds_in_reach(request.actor, request.scope_prefix)
    table = GroundTable(rows, names=names(request), on=request.on, titles=ground_titles(request.today))
    context = places.listed(request, table, export=False) | {  # these rows stay in the house
        "page_title": _("不宜任职情形"),
        "page_sub": _("只登记名录里的情形和文书，不存案情；登记的人和办理终止的人是不同的人"),
        "empty_title": _("没有登记的情形"),
        "empty_why": _("区联审员从人员档案的「选聘」页登记。"),
    }
    return keep(request, show(request, "engagements/cases.html", context))


def _ground(request: HttpRequest, uuid: UUID) -> GroundRecord:
    need(permissions.can_view_grounds(request.actor))
    this = queries.ground_by_uuid(uuid, request.actor)
    if this is None:
        raise Http404
    return this


def _rows(this: GroundRecord, title: str) -> list[dict[str, Any]]:
    people = names_of_logins([this.recorded_by, this.cleared_by])
    rows = [
        (_("情形"), title, "R-E06"),
        (_("依据文书"), this.document, ""),
        (_("起算日期"), this.since, ""),
        (_("届满日期"), this.until or _("没有期限"), ""),
        (_("登记"), _("%(day)s，%(who)s") % {"day": this.recorded_on, "who": people.get(this.recorded_by, "")}, ""),
    ]
    if this.cleared_on:
        rows.append((_("依法终止职务"), _("%(day)s，%(who)s") % {"day": this.cleared_on, "who": people.get(this.cleared_by, "")}, "R-V09"))
    return [{"label": label, "value": value, "rule": rule} for label, value, rule in rows]


@login_required
def ground(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One ground with its document, and the offices that the person still holds."""
    this = _ground(request, uuid)
    held = list(queries.offices_open(this.person))
    by_law = this.code in ENDS_BY_LAW
    context = {
        "page_title": this.person.name,
        "crumbs": [(_("不宜任职情形"), reverse("engagements:grounds")), (this.person.name, "")],
        "rows": _rows(this, ground_titles(request.today).get(this.code, this.code)),
        "offices": queries.offices_text(held),
        "by_law": by_law,
        "clear": reverse("engagements:clear", args=[uuid])
        if by_law and held and not this.cleared_on and permissions.can_clear_cadre(request.actor, this)
        else "",
    }
    return show(request, "engagements/ground.html", context)


@login_required
def ground_new(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A ground about one person, with its document."""
    who = person_by_uuid(request.actor, uuid)
    if who is None:
        raise Http404
    need(permissions.can_record_ground(request.actor, who))
    form = forms.GroundForm(request.POST or None, on=request.today)
    if request.method == "POST" and form.is_valid():
        done = run_command(form, commands.record_ground, person=who, by=request.actor, on=request.today, **form.cleaned_data)
        if done.ok:
            messages.success(request, _("已登记。请由区委组织部其他同志办理后续。"))
            return redirect("engagements:ground", done.value.uuid)
    context = {"page_title": _("登记不宜任职情形：%(name)s") % {"name": who.name}, "submit": _("登记"), "back": reverse("engagements:grounds")}
    context["note"] = _("信访、亲属、宗族、宗教、健康、家庭和民间债务都不能登记。")
    return show(request, "engagements/act.html", context, form)


@login_required
def clear(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Every office that the law ends, ended with the document's number: never "removed by the town"."""
    this = _ground(request, uuid)
    need(permissions.can_clear_cadre(request.actor, this))
    form = forms.ClearForm(request.POST or None)
    there = reverse("engagements:ground", args=[uuid])
    if request.method == "POST" and form.is_valid():
        done = run_command(form, commands.clear_cadre, record=this, by=request.actor, on=request.today, **form.cleaned_data)
        if done.ok:
            messages.success(request, _("已登记依法终止职务 %(n)d 项。") % {"n": len(done.value)})
            return redirect(there)
    context = {"page_title": _("依法终止职务：%(name)s") % {"name": this.person.name}, "submit": _("登记终止"), "back": there}
    context["note"] = _("职务由法律终止，不是由镇（街道）撤销。终止的职务：%(offices)s") % {
        "offices": queries.offices_text(queries.offices_open(this.person)) or _("无")
    }
    return show(request, "engagements/act.html", context, form)
