"""用户 register, one account's page, deputies, and what each role may do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tables2 import RequestConfig

from qianxian.accounts import queries, sheets
from qianxian.accounts.county import place_names, places_on
from qianxian.accounts.models import RoleGrant, User
from qianxian.accounts.permissions import can_change_account, can_manage_accounts
from qianxian.accounts.roles import ROLES
from qianxian.accounts.rules import OFFICERS
from qianxian.accounts.tables import AccountFilter, AccountTable
from qianxian.foundation.sheets import Column
from qianxian.portal import shell
from qianxian.portal.columns import chosen_columns, keep, of_export
from qianxian.portal.files import taken_out
from qianxian.portal.forms import need, show

SIZES = (20, 50, 100)
#: Columns of the workbook that the page draws together in one of its own.
SHOWN_WITH = {"role": "roles", "division_code": "roles", "department": "roles", "organisation_code": "roles", "first": "usable", "last": "usable"}


def _found(request: HttpRequest, places: list[tuple[str, str]]) -> AccountFilter:
    need(can_manage_accounts(request.actor))
    return AccountFilter(request.GET or None, queryset=queries.accounts_on(request.on, past=bool(request.past)), on=request.on, by=request.actor, places=places)


@login_required
def users(request: HttpRequest) -> HttpResponse:
    """All accounts, searched and sorted; resets that wait for the second administrator stand above."""
    places = places_on(request.on)
    found = _found(request, places)
    names = {prefix.ljust(12, "0"): name.strip() for prefix, name in places} | {request.county.code: request.county.name}
    table = AccountTable(found.qs, places=names, on=request.on)
    query = request.GET.urlencode()
    export_url = f"/accounts/export/{'?' + query if query else ''}"
    choices = chosen_columns(request, table, export_url)
    size = int(request.GET["per_page"]) if request.GET.get("per_page", "") in map(str, SIZES) else SIZES[0]
    RequestConfig(request, paginate={"per_page": size}).configure(table)
    context = choices | {"page_title": _("用户"), "query": found.form, "table": table, "resets": queries.open_resets(), "export_url": export_url}
    return keep(request, show(request, "accounts/users.html", context))


@login_required
def export(request: HttpRequest) -> HttpResponse:
    """The found accounts as the register's own workbook, telephones masked; recorded with how many rows left. ``shown=1``: as on the page."""
    found = _found(request, places_on(request.on))
    rows, columns = list(sheets.rows_of(found.qs)), sheets.SHEET.columns
    places = of_export(request, columns, SHOWN_WITH)
    asked = [f"{field.label}：{dict(getattr(field.field, 'choices', ())).get(request.GET[field.name], request.GET[field.name]).strip()}" for field in found.form if request.GET.get(field.name)]
    cells = [[row[i] for i in places] for row in rows]
    return of_accounts(request, "accounts", _("用户"), [columns[i] for i in places], cells, asked)


def of_accounts(request: HttpRequest, name: str, title: str, columns: Sequence[Column], cells: Sequence[Sequence[Any]], asked: Sequence[str] = ()) -> HttpResponse:
    """The cells as .xlsx with maker, time, day and conditions; recorded with how many rows left."""
    return taken_out(request, action=f"accounts.export_{name}", name=name, title=title, columns=columns, rows=cells, covered=[request.county.name, str(request.on), *asked],
                     place=request.county.code, on=timezone.localtime())  # fmt: skip


@login_required
def user(request: HttpRequest, uuid) -> HttpResponse:
    """One account: who, when, roles in force, history, sessions, phone."""
    need(can_manage_accounts(request.actor))
    account = get_object_or_404(User, uuid=uuid)
    grants = list(queries.grants_history(account))
    context = {
        "page_title": account.name, "person": account, "grants": grants, "on": request.on,
        "departments": {g.department: queries.department_name(g.department) for g in grants if g.department},
        "places": place_names({g.division_code for g in grants}, request.on), "sessions": queries.sessions_of(account),
        "factor": queries.second_factor_of(account), "resets": queries.open_resets().filter(user=account),
        "may_change": can_change_account(request.actor, account), "log": queries.with_names(queries.log_of(account, request.actor)),
        "crumbs": [(_("用户"), "/accounts/"), (account.name, "")],
    }  # fmt: skip
    shell.remember(request, account.name)
    return show(request, "accounts/user.html", context)


DEPUTY_COLUMNS = [
    Column("deputy", "代理人", "Deputy", width=12), Column("principal", "代理谁", "Stands in for", width=12), Column("role", "角色", "Role", width=22),
    Column("place", "范围", "Place", width=20), Column("first", "起", "From", "date", width=12), Column("last", "止", "Until", "date", width=12),
    Column("document", "依据", "Document", width=28),
]  # fmt: skip


def _deputies(request: HttpRequest) -> list[tuple[RoleGrant, str]]:
    """The deputies' grants of the day, each with the name of its place."""
    rows = list(queries.deputies_on(request.on))
    places = place_names({g.division_code for g in rows}, request.on)
    return [(g, places.get(g.division_code, g.division_code)) for g in rows]


@login_required
def deputies(request: HttpRequest) -> HttpResponse:
    """Who stands in for whom, from when to when."""
    need(can_manage_accounts(request.actor))
    rows = _deputies(request)
    context = {"page_title": _("代理"), "rows": rows, "export_url": reverse("accounts:deputies_export"),
               "crumbs": [(_("用户"), "/accounts/"), (_("代理"), "")]}  # fmt: skip
    return show(request, "accounts/deputies.html", context)


@login_required
def deputies_export(request: HttpRequest) -> HttpResponse:
    """The deputies as the page shows them, and of which day."""
    need(can_manage_accounts(request.actor))
    cells = [(g.user.name, g.deputy_for.user.name, g.title, place, g.period.lower, g.last_day, g.source_document) for g, place in _deputies(request)]
    return of_accounts(request, "deputies", _("代理"), DEPUTY_COLUMNS, cells)


@login_required
def role_table(request: HttpRequest) -> HttpResponse:
    """What each role may do, in words, for everybody who works here."""
    roles = [role for code, role in ROLES.items() if code != "service"]
    return show(request, "accounts/role_table.html", {"page_title": _("角色和权限"), "roles": roles, "officers": OFFICERS})
