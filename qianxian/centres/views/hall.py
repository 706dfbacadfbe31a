"""A centre's hall: which desk answers for what, who is on duty, what centres lack, the card and the wall sheet."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from qianxian.centres import commands, permissions, queries
from qianxian.centres.forms import DutyForm, EndForm, FunctionForm
from qianxian.centres.holders import people_of
from qianxian.centres.pages import sheet_facts
from qianxian.centres.papers import hall_sheet
from qianxian.centres.views.register import centre_of
from qianxian.divisions import queries as divisions
from qianxian.divisions.pages import exported, wants_export
from qianxian.divisions.permissions import can_export_lists
from qianxian.foundation import audit
from qianxian.foundation.sheets.spec import Column
from qianxian.papers.views import attachment
from qianxian.portal.forms import form_page, need, run_command, show

STEPS = {
    "function": (FunctionForm, gettext_noop("登记职能"), commands.settle_function, permissions.can_edit_centre),
    "duty": (DutyForm, gettext_noop("排值班"), commands.put_on_duty, permissions.can_keep_duty),
}
ENDINGS = {
    "function": (queries.function_by_uuid, "held", commands.end_function, permissions.can_edit_centre),
    "duty": (queries.turn_by_uuid, "turn", commands.end_duty, permissions.can_keep_duty),
}
LACKING = [
    Column("name", "中心", "Centre", width=26), Column("town", "镇（街道）", "Town", width=14), Column("lacks", "缺什么", "Lacks", width=60),
]  # fmt: skip


def _back(uuid: UUID) -> str:
    return f"{reverse('centres:centre', args=[uuid])}?tab=hall"


@login_required
def settle(request: HttpRequest, uuid: UUID, step: str) -> HttpResponse:
    """Register a line of work or a turn of duty."""
    if step not in STEPS:
        raise Http404
    this, (made, title, command, may) = centre_of(request, uuid), STEPS[step]
    need(may(request.actor, this.division_code))
    people = {"people": people_of(this, request.today)} if step == "duty" else {}
    form = made(request.POST or None, initial={"first_day": request.today}, **people)
    if request.method == "POST" and form.is_valid():
        done = run_command(form, command, centre=this, by=request.actor, on=request.today, **form.cleaned_data)
        if done.ok:
            messages.success(request, _("已登记：%(what)s。") % {"what": _(title)})
            return redirect(_back(uuid))
    return form_page(request, form, _(title), _("登记"), _back(uuid), page_sub=this.name)


@login_required
def end(request: HttpRequest, kind: str, uuid: UUID) -> HttpResponse:
    """The last day of a line of work or a turn of duty."""
    if kind not in ENDINGS:
        raise Http404
    find, word, command, may = ENDINGS[kind]
    row = find(uuid, request.actor)
    if row is None:
        raise Http404
    need(may(request.actor, row.division_code))
    form, back = EndForm(request.POST or None, initial={"last_day": request.today}), _back(row.centre.uuid)
    if request.method == "POST" and form.is_valid():
        done = run_command(form, command, by=request.actor, on=request.today, **{word: row}, **form.cleaned_data)
        if done.ok:
            return redirect(back)
    return form_page(request, form, _("登记结束"), _("登记结束"), back, page_sub=str(row))


@login_required
def lacking(request: HttpRequest) -> HttpResponse:
    """哪些中心缺什么, by place, never by rank: for the district and the towns."""
    need(permissions.can_view_centres(request.actor))
    found, names = queries.lacking(request.on, request.actor, request.scope_prefix), divisions.place_names_on(request.on)
    if wants_export(request):
        rows = [(one.centre.name, names.get(one.centre.division_code[:9] + "000", ""), "、".join(one.words)) for one in found]
        return exported(request, name="lacking", title=_("中心缺项"), columns=LACKING, rows=rows, count=len(rows))
    context = {
        "page_title": _("中心缺项"), "rows": [{"one": one, "town": names.get(one.centre.division_code[:9] + "000", "")} for one in found],
        "gaps": queries.centre_gaps(request.on, request.actor, request.scope_prefix),
        "export_url": f"{request.path}?export=xlsx" if can_export_lists(request.actor) else "",
    }  # fmt: skip
    return show(request, "centres/lacking.html", context)


@login_required
def paper(request: HttpRequest, uuid: UUID, kind: str) -> HttpResponse:
    """The A4 card or the A3 wall sheet, with the code that opens the residents' page."""
    if kind not in ("card", "wall"):
        raise Http404
    this = centre_of(request, uuid)
    content = hall_sheet(sheet_facts(request, this), kind=kind, dated=request.today)
    audit.record(by=request.actor, action="centres.print_sheet", thing=this, after={"kind": kind})
    return attachment(content, f"{kind}-{this.code}", "pdf")
