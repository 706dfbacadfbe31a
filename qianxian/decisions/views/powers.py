"""Pages of the minor-powers list: the flows, the cases, one case along its flow, supervision's notes."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from qianxian.decisions import commands, forms, pages, permissions, queries
from qianxian.decisions.flows import flow_named, flows
from qianxian.decisions.models import PowerCase
from qianxian.decisions.tables import PowerTable
from qianxian.divisions import queries as divisions
from qianxian.divisions.pages import exported, place_choices, register_page, village_choices, wants_export
from qianxian.foundation.reach import within
from qianxian.foundation.sheets.spec import Column
from qianxian.portal.forms import form_page, need, run_command, show

COLUMNS = [
    Column("title", "事项", "Matter", width=32), Column("flow", "权力", "Power", width=28), Column("village", "村（社区）", "Village"),
    Column("opened_on", "登记日期", "Entered on", "date", width=12), Column("state", "状态", "State", width=10),
]  # fmt: skip


@login_required
def powers(request: HttpRequest) -> HttpResponse:
    """小微权力: the cases within reach, and the list of powers with their steps."""
    need(permissions.can_view_decisions(request.actor))
    find = forms.PowerFilter(request.GET, choices={"place": place_choices(request)})
    clean = find.cleaned_data if find.is_valid() else {}
    rows = queries.power_cases(request.actor, request.scope_prefix)
    rows = rows.filter(title__contains=clean["title"]) if clean.get("title") else rows
    rows = within(rows.filter(state=clean["state"]) if clean.get("state") else rows, request.actor, clean.get("place"))
    names = divisions.place_names_on(request.on)
    if wants_export(request):
        cells = [(c.title, flow.title if (flow := flow_named(c.flow)) else c.flow, names.get(c.division_code, ""), c.opened_on, c.get_state_display()) for c in rows]
        return exported(request, name="power-cases", title=_("小微权力事项"), columns=COLUMNS, rows=cells, count=len(cells), action="decisions.export_power_cases", find=find)
    return register_page(
        request, title=_("小微权力清单"), table=PowerTable(rows, names=names), form=find, unit=_("件"), template="decisions/powers.html",
        flows=[(flow, pages.flow_facts(flow)) for flow in flows().values()], may_open=request.actor.may("propose_matters"),
    )  # fmt: skip


@login_required
def open_case(request: HttpRequest) -> HttpResponse:
    """A case opened on a flow."""
    reach = request.actor.reach
    need(permissions.can_open_power_case(request.actor, reach[0] if reach else ""))
    places, known = village_choices(request), [(flow.code, flow.title) for flow in flows().values()]
    initial = {"division_code": places[0][0]} if len(places) == 1 else {}
    form = forms.PowerOpenForm(request.POST or None, choices={"division_code": places, "flow": known}, initial=initial)
    if request.method == "POST" and form.is_valid():
        done = run_command(form, commands.open_power_case, by=request.actor, on=request.today, **form.cleaned_data)
        if done.ok:
            return redirect("decisions:power_case", done.value.uuid)
    return form_page(request, form, _("登记权力事项"), _("登记"), reverse("decisions:powers"))


def _case(request: HttpRequest, uuid: UUID) -> PowerCase:
    need(permissions.can_view_decisions(request.actor))
    row = queries.power_case_by_uuid(uuid, request.actor)
    if row is None:
        raise Http404
    return row


@login_required
def power_case(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One case along its flow."""
    row = _case(request, uuid)
    crumbs = [(_("小微权力清单"), reverse("decisions:powers")), (row.title, "")]
    return show(request, "decisions/power_case.html", {"page_title": row.title, "crumbs": crumbs} | pages.power_page(request, row))


def _moving(request: HttpRequest, row: PowerCase) -> Form:
    done = set(row.moves.values_list("step", flat=True))
    left = [(step["code"], step["title"]) for step in row.steps if step["code"] not in done]
    initial = {"done_on": request.today, "step": left[0][0] if left else ""}
    return forms.MoveForm(request.POST if request.method == "POST" else None, choices={"step": left}, initial=initial)


@login_required
def act(request: HttpRequest, uuid: UUID, act: str) -> HttpResponse:
    """A step done, or the case stopped."""
    row = _case(request, uuid)
    if act not in ("move", "stop"):
        raise Http404
    need(permissions.can_move_power_case(request.actor, row))
    moving = act == "move"
    form = _moving(request, row) if moving else forms.ReasonForm(request.POST if request.method == "POST" else None)
    command, title = (commands.move_power_case, _("登记办理")) if moving else (commands.stop_power_case, _("终止"))
    back = reverse("decisions:power_case", args=[row.uuid])
    if request.method == "POST" and form.is_valid() and run_command(form, command, case=row, by=request.actor, on=request.today, **form.cleaned_data).ok:
        return redirect(back)
    return form_page(request, form, f"{row.title}：{title}", title, back)


@login_required
def look(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Supervision's note on a step passed over."""
    need(permissions.can_view_decisions(request.actor))
    flag = queries.flag_by_uuid(uuid, request.actor)
    if flag is None:
        raise Http404
    need(permissions.can_look_at_flag(request.actor, flag))
    form, back = forms.OpinionForm(request.POST or None), reverse("decisions:power_case", args=[flag.case.uuid])
    if request.method == "POST" and form.is_valid() and run_command(form, commands.look_at_flag, flag=flag, by=request.actor, on=request.today, **form.cleaned_data).ok:
        return redirect(back)
    return form_page(request, form, _("监督意见：%(title)s") % {"title": flag.case.title}, _("写下意见"), back)
