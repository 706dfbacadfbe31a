"""Pages of pay: runs, one run, one slip, and one's own slips."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from qianxian.accounts.views.step_up import code_first
from qianxian.divisions import queries as divisions
from qianxian.divisions.pages import address_of_file, configured, exported, wants_export
from qianxian.divisions.permissions import can_export_lists
from qianxian.foundation import audit
from qianxian.foundation.reach import within
from qianxian.foundation.verdict import ALLOWED, deny
from qianxian.papers.views import hand_out
from qianxian.pay import commands, documents, queries
from qianxian.pay.forms import PrepareForm, ReasonForm, SlipFilter
from qianxian.pay.models import PayRun, PaySlip
from qianxian.pay.pages.runs import TYPES, run_context, slip_context
from qianxian.pay.permissions import can_approve, can_prepare, can_see_slip, can_view_pay
from qianxian.pay.tables import SlipTable
from qianxian.portal.columns import chosen_columns, keep, of_export
from qianxian.portal.forms import need, run_command, show
from qianxian.portal.shell import remember


@login_required
def runs(request: HttpRequest) -> HttpResponse:
    """Runs so far, and a new one by the organisation department."""
    need(can_view_pay(request.actor))
    if wants_export(request):
        return _runs_file(request)
    form = PrepareForm(request.POST or None, initial={"year": request.on.year})
    if request.method == "POST" and form.is_valid():
        done = run_command(form, _prepare, by=request.actor, on=request.today, **form.cleaned_data)
        if done.ok:
            return redirect("pay:run", done.value.uuid)
    place = request.actor.reach[0].ljust(12, "0") if request.actor.reach else ""
    context = {"page_title": _("工资批次"), "runs": queries.runs(request.actor), "may_prepare": can_prepare(request.actor, place).allowed,
               "export_url": address_of_file(request)}  # fmt: skip
    return show(request, "pay/runs.html", context, form)


def _runs_file(request: HttpRequest) -> HttpResponse:
    found = list(queries.runs(request.actor))
    cells = [(r.year, r.number, r.people, r.base_total, r.bonus_total, r.city_total, r.district_total, r.town_total, r.insurance_total, r.tax_total, r.approved_on,
              r.get_state_display()) for r in found]  # fmt: skip
    return exported(request, name="pay-runs", title=_("工资批次"), columns=documents.RUN_COLUMNS, rows=cells, count=len(cells), action="pay.export_runs")


def _prepare(*, year, override_reason, by, on) -> PayRun:
    return commands.compute_run(run=commands.lock_inputs(year=year, by=by, on=on, override_reason=override_reason), by=by)


def _run(request: HttpRequest, uuid: UUID) -> PayRun:
    need(can_view_pay(request.actor))
    return get_object_or_404(queries.runs(request.actor), uuid=uuid)


def _filtered(request: HttpRequest, run: PayRun):
    towns = [(d.code[:9], d.name) for d in divisions.towns(request.on) if request.actor.reaches(d.code)]
    find = SlipFilter(request.GET, places=towns)
    rows = queries.slips(request.actor, run)
    if find.is_valid():
        rows = rows.filter(person__name__contains=find.cleaned_data["name"]) if find.cleaned_data["name"] else rows
        rows = within(rows, request.actor, find.cleaned_data["place"])
    return find, rows


@login_required
def run(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One run: its state, its payers, its slips, and the next step for whoever holds it."""
    found = _run(request, uuid)
    find, rows = _filtered(request, found)
    table = SlipTable(rows)
    columns = chosen_columns(request, table, f"{reverse('pay:export', args=[uuid])}?{request.GET.urlencode()}")
    table = configured(request, table)
    remember(request, _("%(year)s 年工资批次") % {"year": found.year})
    context = {**columns, **run_context(found, request.actor, request.today), "table": table, "find": find, "reason_form": ReasonForm(),
               "crumbs": [(_("工资批次"), "/pay/"), (found.number, "")]}
    return keep(request, show(request, "pay/run.html", context))


MOVES = {"check": commands.check_run, "approve": commands.approve_run, "return": commands.return_run, "withdraw": commands.withdraw_run}


@login_required
@require_POST
def move(request: HttpRequest, uuid: UUID, move: str) -> HttpResponse:
    """Check, approve, send back or withdraw."""
    if move not in MOVES:
        raise Http404
    found = _run(request, uuid)
    if move == "approve":
        need(can_approve(request.actor, found))
        if (asked := code_first(request)) is not None:
            return asked
    form = ReasonForm(request.POST if move in ("return", "withdraw") else {"reason": "-"})
    if form.is_valid():
        # The day of the act is today; the as-of day of the address is for looking only.
        extra = {"on": request.today} if move in ("check", "approve") else form.cleaned_data
        if run_command(form, MOVES[move], run=found, by=request.actor, **extra).ok:
            return redirect("pay:run", uuid)
    find, rows = _filtered(request, found)
    table = configured(request, SlipTable(rows))
    reason = form if move in ("return", "withdraw") else ReasonForm()
    return show(request, "pay/run.html", {**run_context(found, request.actor, request.today), "table": table, "find": find, "reason_form": reason}, form)


def _slip(request: HttpRequest, uuid: UUID) -> PaySlip:
    slip = get_object_or_404(queries.slips(request.actor), uuid=uuid)
    need(can_see_slip(request.actor, slip))
    return slip


def _slip_crumbs(request: HttpRequest, slip: PaySlip) -> list[tuple[str, str]]:
    if can_view_pay(request.actor).allowed:
        return [(_("工资批次"), reverse("pay:runs")), (slip.run.number, reverse("pay:run", args=[slip.run.uuid])), (slip.person.name, "")]
    return [(_("我的工资条"), reverse("pay:own_slips")), (str(slip.year), "")]


@login_required
def slip(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One slip with the formula and the source of every yuan."""
    found = _slip(request, uuid)
    place = documents.place_name(found.division_code, request.on)
    context = {"page_title": _("%(name)s：%(year)s 年工资条") % {"name": found.person.name, "year": found.year}, "slip": found, "place": place,
               "crumbs": _slip_crumbs(request, found), **slip_context(found, request.actor)}
    return show(request, "pay/slip.html", context)


@login_required
def slip_paper(request: HttpRequest, uuid: UUID, form: str) -> HttpResponse:
    """The slip as PDF or Word."""
    if form not in ("pdf", "docx"):
        raise Http404
    found = _slip(request, uuid)
    return hand_out(request, "pay_slip", found, lambda one, kind: documents.slip_paper(one, kind, request.on, request.actor), action="pay.print_slip", form=form)


def _download(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@login_required
def payer_file(request: HttpRequest, uuid: UUID, payer: str) -> HttpResponse:
    """The pay file of one payer, once approved."""
    found = _payable(request, uuid, payer)
    _gone_out(request, found, "export_payer_file", payer=payer)
    return _download(documents.pay_file(found, payer, request.actor, timezone.localtime()), TYPES["xlsx"], f"{found.number}-{payer}.xlsx")


@login_required
def payer_sheet(request: HttpRequest, uuid: UUID, payer: str, form: str = "pdf") -> HttpResponse:
    """The sheet of one payer to sign, A4 landscape, PDF or Word."""
    found = _payable(request, uuid, payer, approved=False)
    make = lambda run, kind: documents.payer_sheet(run, payer, request.actor, kind)  # noqa: E731
    return hand_out(request, f"pay_sheet_{payer}", found, make, action="pay.print_payer_sheet", form=form, payer=payer)


def _gone_out(request: HttpRequest, run: PayRun, action: str, **what: object) -> None:
    """Whoever takes a list of pay out of the house stands in the log."""
    audit.record(by=request.actor, action=f"pay.{action}", thing=run, after=what)


def _payable(request: HttpRequest, uuid: UUID, payer: str, approved: bool = True) -> PayRun:
    found = _run(request, uuid)
    if payer not in queries.PAYERS:
        raise Http404
    if approved and found.state != PayRun.State.APPROVED:
        need(deny(_("审批以后才能下载付款文件。")))
    return found


@login_required
def export(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The slips found, as .xlsx."""
    found = _run(request, uuid)
    need(can_export_lists(request.actor))
    _find, rows = _filtered(request, found)
    _gone_out(request, found, "export_slips", rows=rows.count(), filters=request.GET.urlencode()[:200])
    columns = of_export(request, documents.LIST_COLUMNS, {"name": "person"})
    return _download(documents.slip_list(found, rows, request.actor, timezone.localtime(), columns), TYPES["xlsx"], f"{found.number}.xlsx")


@login_required
def own_slips(request: HttpRequest) -> HttpResponse:
    """One's own slips, on a phone."""
    need(ALLOWED if request.actor.person_uuid else deny(_("您的账号没有关联到台账里的人。请联系镇（街道）组织办。")))
    return show(request, "pay/own_slips.html", {"page_title": _("我的工资条"), "slips": queries.own_slips(request.actor)})
