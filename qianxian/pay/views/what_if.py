"""Pages of what-if: scenarios beside the policy in force, as a page and as Excel. They read; nothing is adopted by looking."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from qianxian.divisions.pages import configured
from qianxian.divisions.permissions import can_export_lists
from qianxian.pay import documents, queries
from qianxian.pay.pages.runs import TYPES
from qianxian.pay.pages.what_if import compared, forms_of, people_shown, what_if_context
from qianxian.pay.permissions import can_view_pay
from qianxian.pay.tables import WhatIfTable
from qianxian.portal.forms import need, show


def _year(request: HttpRequest) -> int:
    asked = request.GET.get("year", "")
    return int(asked) if asked.isdecimal() and 2019 <= int(asked) <= 2099 else request.on.year


@login_required
def what_if(request: HttpRequest) -> HttpResponse:
    """Up to three scenarios: who changes, with a chart and its sentence first; then by payer, post, town or person, as the address says."""
    need(can_view_pay(request.actor))
    seen = queries.picture(request.actor, _year(request), request.on, request.scope)
    forms = forms_of(request.GET, seen)
    found = compared(seen, forms)
    context, rows = what_if_context(found, forms, request.GET), people_shown(found)
    table = configured(request, WhatIfTable(rows, names=context["names"])) if rows and context["level"] == "people" else None
    return show(request, "pay/what_if.html", {**context, "table": table, "changed": len(rows)})


@login_required
def what_if_file(request: HttpRequest) -> HttpResponse:
    """The same scenarios as .xlsx: their terms, the sums, every person."""
    need(can_view_pay(request.actor))
    need(can_export_lists(request.actor))
    seen = queries.picture(request.actor, _year(request), request.on, request.scope)
    forms = forms_of(request.GET, seen)
    content = documents.what_if_file(compared(seen, forms), forms, request.actor, timezone.localtime())
    response = HttpResponse(content, content_type=TYPES["xlsx"])
    response.headers["Content-Disposition"] = f'attachment; filename="what-if-{seen.year}.xlsx"'
    return response
