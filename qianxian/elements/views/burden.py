"""减负看板: M1–M9 per issuer and month, each number leading to its rows."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from qianxian.elements import pages, queries
from qianxian.elements.permissions import can_view_elements
from qianxian.portal.forms import need, show


@login_required
def burden(request: HttpRequest) -> HttpResponse:
    """The board of one year."""
    need(can_view_elements(request.actor))
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdigit() and len(asked) == 4 else request.today.year
    rows = queries.burden(request.actor, year=year, scope=request.scope_prefix)
    years = sorted({request.today.year, year, *queries.months_with_tasks(request.actor)}, reverse=True)
    context = {"page_title": _("减负看板"), "rows": pages.board(rows), "year": year, "years": years, "measures": pages.MEASURES}
    return show(request, "elements/burden.html", context)
