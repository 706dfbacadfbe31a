"""接口客户端: the programs that may call the API, for the security administrator. Secrets are shown once."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from qianxian.accounts import commands, forms, queries
from qianxian.accounts.county import divisions_on, place_names
from qianxian.accounts.models import ApiClient
from qianxian.accounts.permissions import can_manage_clients
from qianxian.accounts.roles import ROLES
from qianxian.accounts.views.register import of_accounts
from qianxian.portal.files import columns_of, wants_export
from qianxian.portal.forms import need, press, run_command, show


def _client(request: HttpRequest, uuid) -> ApiClient:
    need(can_manage_clients(request.actor))
    return get_object_or_404(queries.clients(), uuid=uuid)


def _crumbs(last: str) -> list[tuple[str, str]]:
    return [(_("用户"), "/accounts/"), (_("接口客户端"), "/accounts/clients/"), (last, "")]


@login_required
def clients(request: HttpRequest) -> HttpResponse:
    """All of them: what, who answers for it, role, place, scopes, pace, until when."""
    need(can_manage_clients(request.actor))
    rows = list(queries.clients())
    if wants_export(request):
        places = place_names({row.division_code for row in rows}, request.today)
        cells = [(c.title, c.client_id, c.responsible, c.get_role_display(), places.get(c.division_code, c.division_code), "、".join(c.scopes),
                  c.calls_a_minute, c.last_day, c.revoked_at and c.revoked_at.date()) for c in rows]  # fmt: skip
        return of_accounts(request, "clients", _("接口客户端"), columns_of((_("程序"), _("编号"), _("负责人"), _("角色"), _("区划"), _("开放范围"), _("每分钟"), _("用到"), _("停用"))), cells)
    context = {"page_title": _("接口客户端"), "rows": rows, "export_url": f"{request.path}?export=xlsx", "roles": {code: role.title for code, role in ROLES.items()}, "today": request.today,
               "places": place_names({row.division_code for row in rows}, request.today),
               "crumbs": [(_("用户"), "/accounts/"), (_("接口客户端"), "")]}  # fmt: skip
    return show(request, "accounts/clients.html", context)


def _secret_once(request: HttpRequest, client: ApiClient, secret: str) -> HttpResponse:
    context = {"page_title": _("客户端密钥"), "client": client, "secret": secret, "crumbs": _crumbs(client.title)}
    return show(request, "accounts/client_secret.html", context)


@login_required
@never_cache
def register_client(request: HttpRequest) -> HttpResponse:
    """登记客户端; number and secret are shown once."""
    need(can_manage_clients(request.actor))
    start = {"division_code": request.county.code, "last": request.today + dt.timedelta(days=364)}
    form = forms.ClientForm(request.POST or None, places=divisions_on(request.today), initial=start)
    if request.method == "POST" and form.is_valid():
        done = run_command(form, commands.register_client, by=request.actor, on=request.today, **form.cleaned_data)
        if done.ok:
            return _secret_once(request, *done.value)
    context = {"page_title": _("登记接口客户端"), "submit": _("登记"), "back": "/accounts/clients/", "crumbs": _crumbs(_("登记"))}
    return show(request, "accounts/form.html", context, form)


@require_POST
@login_required
@never_cache
def renew_secret(request: HttpRequest, uuid) -> HttpResponse:
    """换密钥; shown once, the old one is out."""
    client = _client(request, uuid)
    done = press(request, commands.renew_client_secret, client=client, by=request.actor, on=request.today)
    return _secret_once(request, client, done.value) if done.ok else redirect("accounts:clients")


@login_required
def revoke_client(request: HttpRequest, uuid) -> HttpResponse:
    """停用; its tokens work no more from the same moment."""
    client = _client(request, uuid)
    form = forms.ReasonForm(request.POST or None)
    given = {"client": client, "by": request.actor, "on": request.today}
    if form.is_valid() and run_command(form, commands.revoke_client, **given, **form.cleaned_data).ok:
        messages.success(request, _("客户端已停用，手里的令牌同时失效。"))
        return redirect("accounts:clients")
    context = {"page_title": _("停用接口客户端"), "submit": _("停用"), "back": "/accounts/clients/", "why": client.title, "crumbs": _crumbs(client.title)}
    return show(request, "accounts/form.html", context, form)
