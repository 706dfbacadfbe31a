"""Pages of distributions: the register, a computation, one distribution with its voucher."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from qianxian.collective import commands, forms, pages, permissions
from qianxian.collective.queries import distribution as queries
from qianxian.collective.queries import leases as lease_queries
from qianxian.collective.queries import members as member_queries
from qianxian.divisions.pages import address_of_file, exported_lines, wants_export
from qianxian.portal.forms import need, press, run_command, show


@login_required
def register(request: HttpRequest) -> HttpResponse:
    """收益分配: every year's distribution within reach."""
    need(permissions.can_view_collective(request.actor))
    context = pages.distributions_page(request)
    if wants_export(request):
        heads = (_("年度"), _("编号"), _("村（社区）"), _("本年收益（元）"), _("公积公益金（元）"), _("向成员分配（元）"), _("每份（元）"), _("状态"))
        cells = ((d.year, d.number, place, d.income, d.reserve, d.paid, d.per_share, state) for d, place, state in context["rows"])
        return exported_lines(request, name="distributions", title=_("收益分配"), heads=heads, rows=cells)
    return show(request, "collective/distributions.html", context | {"export_url": address_of_file(request)})


@login_required
def compute(request: HttpRequest) -> HttpResponse:
    """A year computed."""
    need(permissions.can_view_collective(request.actor))
    need(permissions.can_distribute(request.actor, pages.home_of(request)))
    funds = {str(f.uuid): f for f in queries.collective_funds(request.actor)}
    rolls = {str(r.uuid): r for r in member_queries.rolls(request.actor).filter(purpose="distribution")}
    papers = {str(c.uuid): c for c in lease_queries.certificates_for(request.actor, request.scope_prefix, request.today, pages.DISTRIBUTION_KINDS)}
    choices = {"fund": [(k, f"{f.book.title}　{f.title}") for k, f in funds.items()], "roll": [(k, f"{r.number}（{r.on}）") for k, r in rolls.items()], "certificate": pages.named(papers)}
    form = forms.DistributionForm(request.POST or None, choices=choices)
    if request.method == "POST" and form.is_valid():
        clean = form.cleaned_data
        given = {"fund": funds[clean["fund"]], "roll": rolls[clean["roll"]], "certificate": papers[clean["certificate"]], "year": clean["year"]}
        done = run_command(form, commands.distribute, by=request.actor, on=request.today, **given)
        if done.ok:
            return redirect("collective:distribution", done.value.uuid)
    return pages.form_page(request, form, _("测算收益分配"), _("测算"), reverse("collective:distributions"))


@login_required
def distribution(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One year's distribution; the bookkeeper makes out its voucher here."""
    need(permissions.can_view_collective(request.actor))
    row = pages.found(queries.distribution_by_uuid(uuid, request.actor))
    if request.method == "POST":
        need(permissions.can_post_distribution(request.actor, row))
        press(request, commands.post_distribution, distribution=row, by=request.actor, on=request.today)
        return redirect("collective:distribution", row.uuid)
    return show(request, "collective/distribution.html", pages.distribution_page(request, row))


@login_required
def drop(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A distribution given up."""
    need(permissions.can_view_collective(request.actor))
    row = pages.found(queries.distribution_by_uuid(uuid, request.actor))
    need(permissions.can_post_distribution(request.actor, row))
    form = forms.ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and run_command(form, commands.drop_distribution, distribution=row, by=request.actor, **form.cleaned_data).ok:
        return redirect("collective:distribution", row.uuid)
    return pages.form_page(request, form, _("作废：%(number)s") % {"number": row.number}, _("作废"), reverse("collective:distribution", args=[row.uuid]))
