"""Pages of leases: the register with arrears, signing, one lease with its rent, its end."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from qianxian.collective import commands, forms, pages, papers, permissions
from qianxian.collective.models import Asset, Parcel
from qianxian.collective.queries import leases as queries
from qianxian.collective.queries import property as property_queries
from qianxian.collective.rules.leases import schedule
from qianxian.collective.tables import LeaseTable
from qianxian.divisions import queries as divisions
from qianxian.divisions.pages import place_choices, register_page
from qianxian.foundation.money import format_yuan
from qianxian.foundation.reach import within
from qianxian.papers.views import asked_form, hand_out, listed_paper
from qianxian.portal.forms import need, run_command, show


@login_required
def register(request: HttpRequest) -> HttpResponse:
    """出租合同: every lease, what is in arrears, what ends soon."""
    need(permissions.can_view_collective(request.actor))
    find = forms.LeaseFilter(request.GET, choices={"place": place_choices(request)})
    clean = find.cleaned_data if find.is_valid() else {}
    rows = queries.leases(request.actor, request.scope_prefix)
    rows = rows.filter(state=clean["state"]) if clean.get("state") else rows
    rows = within(rows.filter(contract__counterparty__contains=clean["lessee"]) if clean.get("lessee") else rows, request.actor, clean.get("place"))
    return register_page(
        request, title=_("出租合同"), table=LeaseTable(rows, names=divisions.place_names_on(request.today)), form=find, unit=_("份"), template="collective/leases.html",
        **pages.rent_page(request),
    )  # fmt: skip


def _plan(request: HttpRequest, thing: Asset | Parcel, back: str) -> HttpResponse:
    need(permissions.can_plan_lease(request.actor, thing.division_code))
    papers = {str(c.uuid): c for c in queries.certificates_for(request.actor, thing.division_code, request.today, pages.LEASE_KINDS)}
    form = forms.LeaseForm(request.POST or None, choices={"certificate": pages.named(papers)}, initial={"asked_on": request.today})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data | {"certificate": papers[form.cleaned_data["certificate"]]}
        done = run_command(form, commands.plan_lease, thing=thing, by=request.actor, on=request.today, **given)
        if done.ok:
            return redirect("collective:lease", done.value.uuid)
    return pages.form_page(request, form, _("出租：%(title)s") % {"title": thing.title}, _("草拟合同"), back)


def _take_over(request: HttpRequest, thing: Asset | Parcel, back: str) -> HttpResponse:
    need(permissions.can_plan_lease(request.actor, thing.division_code))
    rows = {str(c.uuid): c for c in queries.contracts_without_thing(request.actor, thing.division_code)}
    form = forms.TakeOverForm(request.POST or None, choices={"contract": [(key, f"{c.number}　{c.subject}") for key, c in rows.items()]})
    if request.method == "POST" and form.is_valid():
        clean, row = form.cleaned_data, rows[form.cleaned_data["contract"]]
        given = {"contract": row, "dues": schedule(row.amount, row.period.lower, row.last_day, clean["every"]), "platform_no": clean["platform_no"]}
        done = run_command(form, commands.take_over_lease, thing=thing, by=request.actor, on=request.today, **given)
        if done.ok:
            return redirect("collective:lease", done.value.uuid)
    return pages.form_page(request, form, _("登记已有出租合同：%(title)s") % {"title": thing.title}, _("登记"), back)


def _parcel(request: HttpRequest, uuid: UUID) -> tuple[Parcel, str]:
    need(permissions.can_view_collective(request.actor))
    row = pages.found(property_queries.parcel_by_uuid(uuid, request.actor))
    return row, reverse("collective:parcel", args=[row.uuid])


def _asset(request: HttpRequest, uuid: UUID) -> tuple[Asset, str]:
    need(permissions.can_view_collective(request.actor))
    row = pages.found(property_queries.asset_by_uuid(uuid, request.actor))
    return row, reverse("collective:asset", args=[row.uuid])


@login_required
def plan_parcel(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A parcel to be leased."""
    return _plan(request, *_parcel(request, uuid))


@login_required
def plan_asset(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """An asset to be leased."""
    return _plan(request, *_asset(request, uuid))


@login_required
def take_over_parcel(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A contract of the library put onto a parcel."""
    return _take_over(request, *_parcel(request, uuid))


@login_required
def take_over_asset(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A contract of the library put onto an asset."""
    return _take_over(request, *_asset(request, uuid))


@login_required
def state_namesake(request: HttpRequest) -> HttpResponse:
    """Who is to lease only bears the name of a declared relative: the supervision committee's word."""
    need(permissions.can_view_collective(request.actor))
    home = pages.home_of(request)
    need(permissions.can_state_namesake(request.actor, home))
    papers = {str(c.uuid): c for c in queries.certificates_for(request.actor, home, request.today, pages.LEASE_KINDS)}
    form = forms.NamesakeForm(request.POST or None, choices={"certificate": pages.named(papers)})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data | {"certificate": papers[form.cleaned_data["certificate"]]}
        if run_command(form, commands.state_namesake, by=request.actor, on=request.today, **given).ok:
            return redirect("collective:leases")
    return pages.form_page(request, form, _("登记同名说明"), _("登记"), reverse("collective:leases"))


@login_required
def sign(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The lease signed by another than who drafted it."""
    need(permissions.can_view_collective(request.actor))
    row = pages.found(queries.lease_by_uuid(uuid, request.actor))
    need(permissions.can_sign_lease(request.actor, row))
    form = forms.SignForm(request.POST or None, initial={"signed_on": request.today})
    if request.method == "POST" and form.is_valid() and run_command(form, commands.sign_lease, lease=row, by=request.actor, on=request.today, **form.cleaned_data).ok:
        return redirect("collective:lease", row.uuid)
    return pages.form_page(request, form, _("登记签订：%(title)s") % {"title": row.title}, _("签订"), reverse("collective:lease", args=[row.uuid]))


@login_required
def drop(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A draft given up."""
    need(permissions.can_view_collective(request.actor))
    row = pages.found(queries.lease_by_uuid(uuid, request.actor))
    need(permissions.can_plan_lease(request.actor, row.division_code))
    form = forms.ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and run_command(form, commands.drop_lease, lease=row, by=request.actor, on=request.today, **form.cleaned_data).ok:
        return redirect("collective:lease", row.uuid)
    return pages.form_page(request, form, _("撤回：%(title)s") % {"title": row.title}, _("撤回"), reverse("collective:lease", args=[row.uuid]))


@login_required
def lease(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One lease: what it rests on, the rent due, paid and overdue."""
    need(permissions.can_view_collective(request.actor))
    row = pages.found(queries.lease_by_uuid(uuid, request.actor))
    kept = [listed_paper(_("合同备案表"), reverse("collective:lease_paper", args=[row.uuid]), "lease_sheet", row)]
    return show(request, "collective/lease.html", pages.lease_page(request, row) | {"papers": kept})


@login_required
def paper(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """合同备案表 of the lease as PDF or Word, with its rent."""
    need(permissions.can_view_collective(request.actor))
    row = pages.found(queries.lease_by_uuid(uuid, request.actor))
    return hand_out(request, "lease_sheet", row, papers.lease_paper, action="collective.print_lease", form=asked_form(request))


@login_required
def end(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A lease ended."""
    need(permissions.can_view_collective(request.actor))
    row = pages.found(queries.lease_by_uuid(uuid, request.actor))
    need(permissions.can_end_lease(request.actor, row))
    form = forms.EndLeaseForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and run_command(form, commands.end_lease, lease=row, by=request.actor, on=request.today, **form.cleaned_data).ok:
        return redirect("collective:lease", row.uuid)
    return pages.form_page(request, form, _("结束合同：%(title)s") % {"title": row.title}, _("结束"), reverse("collective:lease", args=[row.uuid]))


@login_required
def match(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A posted receipt matched to an instalment."""
    need(permissions.can_view_collective(request.actor))
    row = pages.found(queries.lease_by_uuid(uuid, request.actor))
    need(permissions.can_match_rent(request.actor, row))
    dues = {str(i.uuid): i for i in queries.instalments_of(row) if i.paid < i.amount}
    lines = {str(line.uuid): (line, left) for line, left in queries.free_receipts(row)}
    choices = {"instalment": [(key, f"{i.due_on}　{format_yuan(i.amount - i.paid)}") for key, i in dues.items()],
               "line": [(key, f"{line.on}　{line.voucher.summary}　{format_yuan(left)}") for key, (line, left) in lines.items()]}  # fmt: skip
    form = forms.MatchForm(request.POST or None, choices=choices)
    if request.method == "POST" and form.is_valid():
        clean = form.cleaned_data
        if run_command(form, commands.match_rent, instalment=dues[clean["instalment"]], line=lines[clean["line"]][0], amount=clean["amount"], by=request.actor, on=request.today).ok:
            return redirect("collective:lease", row.uuid)
    return pages.form_page(request, form, _("核对租金到账：%(title)s") % {"title": row.title}, _("核对"), reverse("collective:lease", args=[row.uuid]))
