"""Pages of sources: the register, a new source, its allocation, a change of purpose."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from qianxian.divisions.pages import address_of_file, exported_lines, wants_export
from qianxian.divisions.queries import place_names_on
from qianxian.funds import commands, forms, permissions
from qianxian.funds.models import Allocation, FundSource
from qianxian.funds.pages.rows import kind_rows
from qianxian.funds.queries import books as queries
from qianxian.funds.queries import rectification
from qianxian.funds.views.books import form_page, found
from qianxian.portal.forms import need, run_command, show


@login_required
def sources(request: HttpRequest) -> HttpResponse:
    """Sources and allocations in reach; rectification money by its four kinds."""
    need(permissions.can_view_funds(request.actor))
    title = _("资金来源")
    rows = queries.sources(request.actor, request.scope_prefix).filter(decided_on__lte=request.on)
    given = queries.allocations(request.actor, request.scope_prefix).filter(allocated_on__lte=request.on)
    if wants_export(request):
        return _allocations_file(request, given) if request.GET.get("list") == "allocations" else _sources_file(request, rows)
    file = address_of_file(request)
    context = {
        "page_title": title, "crumbs": [(_("资金"), reverse("funds:list")), (title, "")], "sources": rows, "allocations": given, "may_enter": request.actor.may("allocate_funds"),
        "kinds": kind_rows(rectification.by_kind(request.actor, request.on, request.scope_prefix), request.scope_prefix, request.on),
        "export_url": file, "allocations_url": file and f"{file}&list=allocations",
    }  # fmt: skip
    return show(request, "funds/sources.html", context)


def _sources_file(request: HttpRequest, rows: QuerySet[FundSource]) -> HttpResponse:
    heads = (_("资金名称"), _("级别"), _("用途"), _("文号"), _("批准日期"), _("金额（元）"))
    cells = ((s.title, s.get_level_display(), s.get_purpose_display(), s.doc_no, s.decided_on, s.amount) for s in rows)
    return exported_lines(request, name="fund-sources", title=_("资金来源"), heads=heads, rows=cells)


def _allocations_file(request: HttpRequest, rows: QuerySet[Allocation]) -> HttpResponse:
    names = place_names_on(request.today)
    heads = (_("资金名称"), _("村（社区）"), _("用途"), _("文号"), _("整顿资金来源"), _("日期"), _("金额（元）"))
    cells = ((a.title, names.get(a.division_code, ""), a.get_purpose_display(), a.doc_no, a.get_rectification_display(), a.allocated_on, a.amount) for a in rows)
    return exported_lines(request, name="allocations", title=_("拨付"), heads=heads, rows=cells)


@login_required
def enter(request: HttpRequest) -> HttpResponse:
    """A source by its document."""
    code = (request.actor.reach or ("",))[0].ljust(12, "0")
    need(permissions.can_allocate(request.actor, code))
    form = forms.SourceForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and run_command(form, commands.enter_source, division_code=code, by=request.actor, on=request.today, **form.cleaned_data).ok:
        return redirect("funds:sources")
    return form_page(request, form, _("登记资金来源"), _("登记"), reverse("funds:sources"))


@login_required
def allocate(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Part of a source for a village."""
    need(permissions.can_view_funds(request.actor))
    row = found(queries.source_by_uuid(uuid, request.actor))
    need(permissions.can_allocate(request.actor, row.division_code))
    places = {str(b.uuid): b for b in queries.books(request.actor)}
    form = forms.AllocateForm(request.POST or None, choices={"book": [(k, b.title) for k, b in places.items()]})
    if request.method == "POST" and form.is_valid():
        clean = form.cleaned_data
        if run_command(form, commands.allocate, source=row, book=places[clean["book"]], amount=clean["amount"], by=request.actor, on=request.today).ok:
            return redirect("funds:sources")
    return form_page(request, form, _("拨付：%(title)s") % {"title": row.title}, _("拨付"), reverse("funds:sources"))


@login_required
def change_purpose(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Another purpose with the approver's consent."""
    need(permissions.can_view_funds(request.actor))
    row, form = found(queries.fund_by_uuid(uuid, request.actor)), forms.PurposeForm(request.POST or None)
    need(permissions.can_allocate(request.actor, row.division_code))
    if request.method == "POST" and form.is_valid() and run_command(form, commands.change_purpose, fund=row, by=request.actor, on=request.today, **form.cleaned_data).ok:
        return redirect("funds:book", row.book.uuid)
    return form_page(request, form, _("改变用途：%(title)s") % {"title": row.title}, _("登记"), reverse("funds:book", args=[row.book.uuid]))
