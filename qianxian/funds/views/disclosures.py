"""Pages of disclosure: quarters with their sheets, what is overdue, one sheet and its signatures."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from qianxian.centres.permissions import resident_of
from qianxian.divisions import queries as divisions
from qianxian.divisions.pages import address_of_file, exported_lines, wants_export
from qianxian.foundation.periods import month_end
from qianxian.foundation.reach import acting_as, bind
from qianxian.funds import commands, permissions
from qianxian.funds.disclosing import sections
from qianxian.funds.pages.rows import rows_behind
from qianxian.funds.queries import disclosure as queries
from qianxian.funds.views.books import found, the_book
from qianxian.portal.forms import need, press, show


@login_required
def disclosures(request: HttpRequest) -> HttpResponse:
    """财务公开: every quarter that is over, overdue ones first."""
    need(permissions.can_view_funds(request.actor))
    names, on = divisions.place_names_on(request.today), request.today
    rows = [(q, names.get(q.book.division_code, q.book.title), q.late(on)) for q in queries.quarters(request.actor, on, request.scope_prefix)]
    if wants_export(request):
        heads = (_("村（社区）"), _("季度"), _("最迟公开日期"), _("状态"), _("逾期"))
        cells = ((place, f"{q.first:%Y-%m}–{q.last:%Y-%m}", q.due, q.sheet.get_state_display() if q.sheet else _("还没有编制"), late) for q, place, late in rows)
        return exported_lines(request, name="disclosures", title=_("财务公开"), heads=heads, rows=cells)
    context = {"export_url": address_of_file(request), "page_title": _("财务公开"), "crumbs": [(_("资金"), reverse("funds:list")), (_("财务公开"), "")],
               "rows": sorted(rows, key=lambda r: not r[2]),
               "late": sum(1 for r in rows if r[2]), "keeps": request.actor.may("keep_books")}  # fmt: skip
    return show(request, "funds/disclosures.html", context)


@login_required
@require_POST
def prepare(request: HttpRequest, uuid: UUID, last: str) -> HttpResponse:
    """The quarter's sheet, its figures fixed."""
    row = the_book(request, uuid)
    need(permissions.can_prepare_disclosure(request.actor, row.division_code))
    try:
        month = dt.date.fromisoformat(f"{last}-01")
    except ValueError as unreadable:
        raise Http404 from unreadable
    if month.month % 3:
        raise Http404
    done = press(request, commands.prepare_disclosure, book=row, first_month=dt.date(month.year, month.month - 2, 1), last_month=month, by=request.actor, on=request.today)
    return redirect("funds:disclosure", done.value.uuid) if done.ok else redirect("funds:disclosures")


@login_required
def disclosure(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One sheet; supervision signs, the village puts it up."""
    need(permissions.can_view_funds(request.actor))
    row = found(queries.sheet_by_uuid(uuid, request.actor))
    act = {"prepared": (commands.sign_disclosure, permissions.can_sign_disclosure, _("审核无误，签字")),
           "signed": (commands.publish_disclosure, permissions.can_publish_disclosure, _("登记公开"))}  # fmt: skip
    command, allowed, words = act.get(row.state, (None, None, ""))
    if request.method == "POST" and command is not None:
        need(allowed(request.actor, row))
        press(request, command, sheet=row, by=request.actor, on=request.today)
        return redirect("funds:disclosure", uuid)
    waits = {"prepared": _("下一步：由本村（社区）村务监督委员会成员审核签字。"), "signed": _("下一步：由本村（社区）的经手人登记公开。")}
    end = month_end(row.last_month.year, row.last_month.month)
    context = {
        "page_title": _("财务公开表"), "page_sub": row.book.title, "crumbs": [(_("资金"), reverse("funds:list")), (_("财务公开"), reverse("funds:disclosures")), (row.book.title, "")],
        "sheet": row, "until": end, "sections": sections(row.content), "later": queries.vouchers_since(row), "later_url": rows_behind(later=row.uuid, until=end),
        "waits": waits.get(row.state, ""), "words": words if command and allowed(request.actor, row).allowed else "",
    }  # fmt: skip
    return show(request, "funds/disclosure.html", context)


@require_safe
def published(request: HttpRequest, code: str) -> HttpResponse:
    """村务公开: what the village put up, for anybody; single payments, which name who was paid, for its own residents and whoever has it within reach."""
    place = divisions.division_on(code, request.today)
    if place is None or place.kind not in ("village", "community"):
        raise Http404
    with acting_as(resident_of(code)) as by:
        sheets = [(sheet, sections(sheet.content)) for sheet in queries.published(by, code)[:8]]
    bind(request.actor)
    named = request.actor is not None and permissions.can_read_published(request.actor, code).allowed
    return show(request, "funds/published.html", {"page_title": _("村务公开"), "page_sub": place.name, "sheets": sheets, "named": named, "back_url": reverse("affairs")})
