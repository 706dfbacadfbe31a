"""Pages of what payments rest on beside certificates: standing resolutions and approvers' ceilings, each by two people."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from qianxian.accounts.queries import names_of_logins
from qianxian.divisions import queries as divisions
from qianxian.divisions.pages import address_of_file, exported_lines, wants_export
from qianxian.foundation.actor import Actor
from qianxian.funds import commands, forms, permissions
from qianxian.funds.models import StandingResolution
from qianxian.funds.queries import payments
from qianxian.funds.views.books import form_page, found, the_book
from qianxian.portal.forms import need, press, run_command, show


@login_required
def bases(request: HttpRequest) -> HttpResponse:
    """小额支出决议 and 审批限额 in reach."""
    need(permissions.can_view_funds(request.actor))
    by, names, file = request.actor, divisions.place_names_on(request.today), address_of_file(request)
    if wants_export(request):
        return _ceilings_file(request, names) if request.GET.get("list") == "ceilings" else _standings_file(request, names)
    limits = list(payments.ceilings(by, request.scope_prefix))
    people = names_of_logins(c.login for c in limits)
    context = {
        "export_url": file, "ceilings_url": file and f"{file}&list=ceilings",
        "page_title": _("付款的依据"), "crumbs": [(_("资金"), reverse("funds:list")), (_("付款的依据"), "")],
        "standings": [(s, names.get(s.division_code, ""), _standing_act(by, s)) for s in payments.standings(by, request.scope_prefix)],
        "ceilings": [(c, people.get(c.login, c.login), names.get(c.division_code, ""), not c.confirmed_by and permissions.can_confirm_ceiling(by, c).allowed) for c in limits],
        "may_propose": by.may("allocate_funds"),
    }  # fmt: skip
    return show(request, "funds/bases.html", context)


def _standings_file(request: HttpRequest, names: Mapping[str, str]) -> HttpResponse:
    heads = (_("决议"), _("村（社区）"), _("起用日期"), _("有效期至"), _("每笔不超过（元）"), _("状态"), _("终止日期"))
    rows = payments.standings(request.actor, request.scope_prefix)
    cells = ((s.document, names.get(s.division_code, ""), s.first_day, s.last_day, s.ceiling, _("已核对") if s.confirmed_by else _("待核对"), s.ended_on) for s in rows)
    return exported_lines(request, name="standing-resolutions", title=_("小额支出决议"), heads=heads, rows=cells)


def _ceilings_file(request: HttpRequest, names: Mapping[str, str]) -> HttpResponse:
    heads = (_("审批人"), _("范围"), _("起用日期"), _("每笔不超过（元）"), _("状态"))
    rows = list(payments.ceilings(request.actor, request.scope_prefix))
    people = names_of_logins(c.login for c in rows)
    cells = ((people.get(c.login, c.login), names.get(c.division_code, ""), c.first_day, c.amount, _("已确认") if c.confirmed_by else _("待确认")) for c in rows)
    return exported_lines(request, name="ceilings", title=_("审批限额"), heads=heads, rows=cells)


def _standing_act(by: Actor, row: StandingResolution) -> str:
    """What the actor may do with it: confirm, end, or nothing."""
    if row.ended_on is not None:
        return ""
    if not row.confirmed_by:
        return "confirm" if permissions.can_confirm_standing(by, row).allowed else ""
    return "end" if permissions.can_enter_standing(by, row.division_code).allowed else ""


@login_required
def enter_standing(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A village's standing resolution."""
    row, form = the_book(request, uuid), forms.StandingForm(request.POST or None)
    need(permissions.can_enter_standing(request.actor, row.division_code))
    if request.method == "POST" and form.is_valid() and run_command(form, commands.enter_standing, book=row, by=request.actor, on=request.today, **form.cleaned_data).ok:
        return redirect("funds:bases")
    return form_page(request, form, _("录入小额支出决议"), _("交另一位同志核对"), reverse("funds:bases"))


@login_required
@require_POST
def confirm_standing(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Confirmed against the minutes."""
    need(permissions.can_view_funds(request.actor))
    row = found(payments.standings(request.actor).filter(uuid=uuid).first())
    need(permissions.can_confirm_standing(request.actor, row))
    press(request, commands.confirm_standing, standing=row, by=request.actor)
    return redirect("funds:bases")


@login_required
@require_POST
def end_standing(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """No longer in force from today on."""
    need(permissions.can_view_funds(request.actor))
    row = found(payments.standings(request.actor).filter(uuid=uuid).first())
    need(permissions.can_enter_standing(request.actor, row.division_code))
    press(request, commands.end_standing, standing=row, by=request.actor, on=request.today)
    return redirect("funds:bases")


@login_required
def propose_ceiling(request: HttpRequest) -> HttpResponse:
    """A new ceiling."""
    need(permissions.can_propose_ceiling(request.actor, (request.actor.reach or ("",))[0]))
    form = forms.CeilingForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and run_command(form, commands.propose_ceiling, by=request.actor, on=request.today, **form.cleaned_data).ok:
        return redirect("funds:bases")
    return form_page(request, form, _("提出审批限额"), _("交另一位同志确认"), reverse("funds:bases"))


@login_required
@require_POST
def confirm_ceiling(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The second person's word."""
    need(permissions.can_view_funds(request.actor))
    row = found(payments.ceilings(request.actor).filter(uuid=uuid).first())
    need(permissions.can_confirm_ceiling(request.actor, row))
    press(request, commands.confirm_ceiling, ceiling=row, by=request.actor)
    return redirect("funds:bases")
