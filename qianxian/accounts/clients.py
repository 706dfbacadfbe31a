"""Which program calls, as whom, and how often: access tokens of registered clients (OAuth 2.0 client credentials, RFC 6749 4.4).

A client acts as ``client:<client_id>`` in its role. Its reach in a request is what its token's scopes say for the room asked, so nothing is
seen until the operation's room is known (``portal.contract.clients.ScopedClient``). Calls are counted before the request's transaction.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.db import connection
from django.db.models.functions import Now
from django.utils.crypto import constant_time_compare

from qianxian.accounts import rules
from qianxian.accounts.models import ApiClient, ClientToken
from qianxian.accounts.rights import PERSONS_ALONE
from qianxian.accounts.roles import ROLES
from qianxian.foundation.actor import Actor
from qianxian.foundation.sealing import keyed_hash

PREFIX = "qxc_"
# Rooms whose operations are for people, or which have none.
NOT_FOR_CLIENTS = ("foundation", "accounts", "portal", "demo")


def rooms() -> list[str]:
    """The rooms a scope may name."""
    return [room for room in settings.ROOMS if room not in NOT_FOR_CLIENTS]


@dataclass(frozen=True)
class Calling:
    """A registered program in the middle of a request."""

    client: ApiClient
    scopes: tuple[str, ...]

    def reach_in(self, room: str) -> tuple[str, ...]:
        """The division prefixes that the token opens in this room."""
        parts = (rules.scope_parts(scope) for scope in self.scopes)
        return tuple(prefix for named, prefix in parts if named == room)

    def actor(self, room: str = "") -> Actor:
        """The acting program: its role's permissions without what only people may do, its reach only in the named room."""
        role, prefixes = ROLES[self.client.role], self.reach_in(room)
        permissions = frozenset(str(p) for p in role.permissions - PERSONS_ALONE) if prefixes else frozenset()
        return Actor(login=login_of(self.client), name=self.client.title, role=role.code, reach=prefixes, permissions=permissions,
                     role_title=str(role.title))  # fmt: skip


def login_of(client: ApiClient) -> str:
    """The name under which the log keeps a program's acts."""
    return f"client:{client.client_id}"


def secret_hash(secret: str) -> str:
    """The stored form of a secret; 256 random bits need no slow hash."""
    return keyed_hash(secret, kind="client-secret")


def proven(client_id: str, secret: str, on: dt.date) -> ApiClient | None:
    """The living client whose secret this is; unknown, revoked and wrong take the same steps."""
    client = ApiClient.objects.filter(client_id=client_id, revoked_at__isnull=True, usable__contains=on).first()
    right = constant_time_compare(secret_hash(secret), client.secret_hash if client else "")
    return client if client is not None and secret and right else None


def calling(token: str, on: dt.date) -> Calling | None:
    """Who calls with this access token; None when it is unknown, past its time, or its client is revoked or not usable on the day."""
    held = (
        ClientToken.objects.select_related("client")
        .filter(token_hash=keyed_hash(token, kind="client-token"), expires_at__gt=Now(), client__revoked_at__isnull=True,
                client__usable__contains=on)
        .first()
    )  # fmt: skip
    return Calling(held.client, tuple(held.scopes)) if held else None


def seconds_to_wait(client: ApiClient) -> int:
    """Count one call. 0 when it may go on, else the seconds to the next minute. Commits on its own; every worker counts in one row."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO accounts_clientcalls AS c (client_id, minute, calls) VALUES (%s, date_trunc('minute', clock_timestamp()), 1)"
            " ON CONFLICT (client_id, minute) DO UPDATE SET calls = c.calls + 1"
            " RETURNING calls, ceil(60 - extract(second FROM clock_timestamp()))::int",
            [client.pk],
        )
        calls, left = cursor.fetchone()
    return 0 if calls <= client.calls_a_minute else max(left, 1)


def forget_old_tokens() -> int:
    """Remove tokens past their time and counts of past hours; run by the nightly job."""
    gone = ClientToken.objects.filter(expires_at__lt=Now()).delete()[0]
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM accounts_clientcalls WHERE minute < now() - interval '1 hour'")
        return gone + cursor.rowcount
