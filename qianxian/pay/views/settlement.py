"""The statement of a year's income tax: per person the cumulative income, what was withheld, and whether it equals the tax on the whole."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from qianxian.divisions import queries as divisions
from qianxian.divisions.pages import configured
from qianxian.divisions.permissions import can_export_lists
from qianxian.foundation import audit
from qianxian.pay import documents, queries
from qianxian.pay.forms import SettlementFilter
from qianxian.pay.pages.runs import TYPES
from qianxian.pay.pages.settlement import facts_of, rows_of
from qianxian.pay.permissions import can_view_pay
from qianxian.pay.tables import SettlementTable
from qianxian.portal.forms import need, show


def _found(request: HttpRequest) -> tuple[SettlementFilter, int, list[queries.PersonSettled]]:
    """The query form, the year, and the statements it finds, in reach."""
    find = SettlementFilter(request.GET)
    clean = find.cleaned_data if find.is_valid() else {}
    year = clean.get("year") or request.on.year
    found = queries.settlements(request.actor, year, scope=request.scope_prefix)
    if clean.get("name"):
        found = [one for one in found if clean["name"] in one.person.name]
    if clean.get("apart"):
        found = [one for one in found if one.taxed and not one.settled.equal]
    return find, year, found


@login_required
def settlement(request: HttpRequest) -> HttpResponse:
    """个税年度对账 of the year, by place."""
    need(can_view_pay(request.actor))
    find, year, found = _found(request)
    rows = rows_of(found, divisions.names_of({one.division_code for one in found}, request.on))
    context = {
        "page_title": _("%(year)s 年个税对账") % {"year": year}, "find": find, "facts": facts_of(found) if found else [],
        "table": configured(request, SettlementTable(rows)), "run": queries.settlement_run(request.actor, year),
        "export": can_export_lists(request.actor).allowed, "query": request.GET.urlencode(),
    }  # fmt: skip
    return show(request, "pay/settlement.html", context)


@login_required
def settlement_file(request: HttpRequest) -> HttpResponse:
    """The same statements as .xlsx."""
    need(can_view_pay(request.actor))
    need(can_export_lists(request.actor))
    _find, year, found = _found(request)
    place = (request.actor.reach or ("",))[0].ljust(12, "0")
    audit.record(by=request.actor, action="pay.export_settlement", object_type="list", object_id=f"settlement-{year}", division_code=place,
                 after={"rows": len(found), "filters": request.GET.urlencode()[:200]})  # fmt: skip
    names = divisions.names_of({one.division_code for one in found}, request.on)
    response = HttpResponse(documents.settlement_file(found, names, year, request.actor, timezone.localtime()), content_type=TYPES["xlsx"])
    response.headers["Content-Disposition"] = f'attachment; filename="tax-{year}.xlsx"'
    return response
