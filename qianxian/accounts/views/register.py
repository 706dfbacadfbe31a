"""用户 register, one account's page, deputies, and what each role may do."""

from __future__ import annotations

import io

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tables2 import RequestConfig

from qianxian.accounts import queries, sheets
from qianxian.accounts.county import place_names
from qianxian.accounts.models import User
from qianxian.accounts.permissions import can_change_account, can_manage_accounts
from qianxian.accounts.roles import ROLES
from qianxian.accounts.rules import OFFICERS
from qianxian.accounts.tables import AccountFilter, AccountTable
from qianxian.foundation import audit
from qianxian.foundation.sheets import write_export
from qianxian.portal import shell
from qianxian.portal.columns import chosen_columns, keep, of_export
from qianxian.portal.forms import need, show

SIZES = (20, 50, 100)
#: Columns of the workbook that the page draws together in one of its own.
SHOWN_WITH = {"role": "roles", "division_code": "roles", "department": "roles", "organisation_code": "roles", "first": "usable", "last": "usable"}


def _found(request: HttpRequest) -> AccountFilter:
    need(can_manage_accounts(request.actor))
    return AccountFilter(request.GET or None, queryset=queries.accounts_on(request.on, past=bool(request.past)), on=request.on, by=request.actor)


@login_required
def users(request: HttpRequest) -> HttpResponse:
    """All accounts, searched and sorted; resets that wait for the second administrator stand above."""
    found = _found(request)
    rows = found.qs
    places = place_names({g.division_code for g in queries.current_grants(request.on)}, request.on)
    table = AccountTable(rows, places=places, on=request.on)
    query = request.GET.urlencode()
    export_url = f"/accounts/export/{'?' + query if query else ''}"
    choices = chosen_columns(request, table, export_url)
    size = int(request.GET["per_page"]) if request.GET.get("per_page", "") in map(str, SIZES) else SIZES[0]
    RequestConfig(request, paginate={"per_page": size}).configure(table)
    context = choices | {"page_title": _("用户"), "query": found.form, "table": table, "resets": queries.open_resets(), "export_url": export_url}
    return keep(request, show(request, "accounts/users.html", context))


@login_required
def export(request: HttpRequest) -> FileResponse:
    """The found accounts as the register's own workbook, telephones masked; recorded with how many rows left. ``shown=1``: as on the page."""
    rows, columns = list(sheets.rows_of(_found(request).qs)), sheets.SHEET.columns
    places, file = of_export(request, columns, SHOWN_WITH), io.BytesIO()
    cells = [[row[i] for i in places] for row in rows]
    write_export([columns[i] for i in places], cells, file, title=_("用户"), filters=request.GET.urlencode()[:200],
                 printed_by=request.actor.name, on=timezone.localtime())  # fmt: skip
    audit.record(by=request.actor, action="accounts.export_accounts", object_type="accounts.user", object_id="list",
                 division_code=request.county.code, after={"rows": len(rows), "filters": request.GET.urlencode()[:200]})  # fmt: skip
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"accounts-{request.on:%Y%m%d}.xlsx")


@login_required
def user(request: HttpRequest, uuid) -> HttpResponse:
    """One account: who, when, roles in force, history, sessions, phone."""
    need(can_manage_accounts(request.actor))
    account = get_object_or_404(User, uuid=uuid)
    grants = list(queries.grants_history(account))
    context = {
        "page_title": account.name, "person": account, "grants": grants, "on": request.on,
        "places": place_names({g.division_code for g in grants}, request.on), "sessions": queries.sessions_of(account),
        "factor": queries.second_factor_of(account), "resets": queries.open_resets().filter(user=account),
        "may_change": can_change_account(request.actor, account), "log": queries.log_of(account, request.actor),
        "crumbs": [(_("用户"), "/accounts/"), (account.name, "")],
    }  # fmt: skip
    shell.remember(request, account.name)
    return show(request, "accounts/user.html", context)


@login_required
def deputies(request: HttpRequest) -> HttpResponse:
    """Who stands in for whom, from when to when."""
    need(can_manage_accounts(request.actor))
    rows = list(queries.deputies_on(request.on))
    context = {"page_title": _("代理"), "rows": rows, "places": place_names({g.division_code for g in rows}, request.on),
               "crumbs": [(_("用户"), "/accounts/"), (_("代理"), "")]}  # fmt: skip
    return show(request, "accounts/deputies.html", context)


@login_required
def role_table(request: HttpRequest) -> HttpResponse:
    """What each role may do, in words, for everybody who works here."""
    roles = [role for code, role in ROLES.items() if code != "service"]
    return show(request, "accounts/role_table.html", {"page_title": _("角色和权限"), "roles": roles, "officers": OFFICERS})
