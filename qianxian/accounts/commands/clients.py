"""Programs: registered, given a new secret, revoked by the security administrator; and the access tokens they ask for themselves.

Secrets are shown once. A revoked client's tokens work no more from the same moment, whatever time they had left.
"""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Sequence

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models.functions import Now

from qianxian.accounts import clients, rules
from qianxian.accounts.commands.accounts import county_code_of
from qianxian.accounts.county import county, place_exists
from qianxian.accounts.models import ApiClient, ClientToken
from qianxian.accounts.permissions import can_manage_clients, can_use_client
from qianxian.accounts.roles import CLIENT_ROLES, ROLES
from qianxian.foundation import audit
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import Conflict, RuleViolated, Violation
from qianxian.foundation.reach import prefix_of
from qianxian.foundation.sealing import keyed_hash
from qianxian.foundation.verdict import require

FIELDS = ("title", "responsible", "role", "division_code", "scopes", "calls_a_minute", "usable")
GONE = "这个客户端已停用。要再接入，重新登记一个。"


def _secret() -> str:
    return secrets.token_urlsafe(32)


@transaction.atomic
def register_client(
    *, title: str, responsible: str, role: str, division_code: str, scopes: Sequence[str], calls_a_minute: int, last: dt.date, by: Actor,
    on: dt.date,
) -> tuple[ApiClient, str]:  # fmt: skip
    """The client and its secret, which is shown once."""
    require(can_manage_clients(by))
    scopes = list(dict.fromkeys(scopes))
    found = _faults(title, responsible, role, division_code, scopes, calls_a_minute, last, on)
    if found:
        raise RuleViolated(found)
    secret = _secret()
    client = ApiClient.objects.create(
        client_id=f"qx-{secrets.token_hex(8)}", title=title.strip(), responsible=responsible.strip(), secret_hash=clients.secret_hash(secret),
        role=role, division_code=division_code, scopes=scopes, calls_a_minute=calls_a_minute, usable=DateRange(on, last + dt.timedelta(days=1)),
        registered_by=by.login,
    )  # fmt: skip
    audit.record(by=by, action="accounts.register_client", thing=client, division_code=county_code_of(by),
                 after=audit.snapshot(client, "client_id", *FIELDS))  # fmt: skip
    return client, secret


def _faults(title, responsible, role, division_code, scopes, calls_a_minute, last, on) -> list[Violation]:
    found = []
    if not title.strip():
        found.append(Violation("title", "写明是哪个程序。", "", "title"))
    if not responsible.strip():
        found.append(Violation("responsible", "写明由谁负责，出事时找得到人。", "", "responsible"))
    if role not in CLIENT_ROLES:
        found.append(Violation("role", "程序不能当三员，也不能代个人。从列表里选一个角色。", "网络安全等级保护基本要求（GB/T 22239）", "role"))
        return found
    place = rules.place_fits(ROLES[role].level, division_code, role="", county_code=county().code)
    if not place and not place_exists(division_code, on):
        place = [Violation("no_such_place", f"{on} 没有区划 {division_code}。核对代码。", "", "division_code")]
    found += place or rules.scopes_fit(scopes, prefix_of(division_code), clients.rooms())
    if not 1 <= calls_a_minute <= 6000:
        found.append(Violation("calls_a_minute", "每分钟次数填 1 到 6000。", "", "calls_a_minute"))
    if not on <= last < on + dt.timedelta(days=rules.CLIENT_DAYS):
        found.append(Violation("last", f"最后一天在今天之后、一年之内（到 {on + dt.timedelta(days=rules.CLIENT_DAYS - 1)}）。到期前再办。", "", "last"))
    return found


def _locked(client: ApiClient) -> ApiClient:
    return ApiClient.objects.select_for_update().get(pk=client.pk)


@transaction.atomic
def renew_client_secret(*, client: ApiClient, by: Actor, on: dt.date) -> str:
    """A new secret, shown once; the old one and every token got with it work no more."""
    client = _locked(client)
    require(can_manage_clients(by))
    if client.revoked_at:
        raise Conflict(GONE, current=client)
    secret = _secret()
    client.secret_hash, client.version = clients.secret_hash(secret), client.version + 1
    client.save(update_fields=["secret_hash", "version"])
    ClientToken.objects.filter(client=client).delete()
    audit.record(by=by, action="accounts.renew_client_secret", thing=client, division_code=county_code_of(by))
    return secret


@transaction.atomic
def revoke_client(*, client: ApiClient, reason: str, by: Actor, on: dt.date) -> ApiClient:
    """The program is out, at once."""
    client = _locked(client)
    require(can_manage_clients(by))
    if client.revoked_at:
        raise Conflict(GONE, current=client)
    if not reason.strip():
        raise RuleViolated([Violation("reason", "写明为什么停用。", "", "reason")])
    client.version += 1
    client.revoked_at = Now()
    client.save(update_fields=["revoked_at", "version"])
    ClientToken.objects.filter(client=client).delete()
    audit.record(by=by, action="accounts.revoke_client", thing=client, division_code=county_code_of(by), reason=reason)
    client.refresh_from_db()
    return client


@transaction.atomic
def issue_client_token(*, client: ApiClient, scopes: Sequence[str], by: Actor, on: dt.date) -> str:
    """An access token of 15 minutes for scopes that ``rules.narrowed_scopes`` let through; given to the program that proved its secret."""
    client = _locked(client)
    require(can_use_client(by, client))
    raw = clients.PREFIX + secrets.token_urlsafe(32)
    ClientToken.objects.create(client=client, token_hash=keyed_hash(raw, kind="client-token"), scopes=list(scopes),
                               expires_at=Now() + dt.timedelta(seconds=rules.CLIENT_TOKEN_SECONDS))  # fmt: skip
    audit.record(by=by, action="accounts.issue_client_token", thing=client, division_code=county().code or client.division_code,
                 after={"scopes": list(scopes)})  # fmt: skip
    return raw
