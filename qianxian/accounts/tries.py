"""Tries of passwords and codes, counted before anything is hashed (a hash costs 0.4 s and would be the better weapon).

A try counts per pair of account and address, per account and per address. A browser that logged in as the account before carries a signed
cookie and is counted on its own: strangers who hammer an account lock out strangers, never its owner, and nobody can lock out all staff.
Rows commit at once, on their own: login pages stand outside the request's transaction, so a page that fails later keeps the count.
"""

from __future__ import annotations

import datetime as dt
import ipaddress
import logging
import secrets
from collections.abc import Iterable

from django.conf import settings
from django.core import signing
from django.db.models import Count, Q
from django.db.models.functions import Now
from django.http import HttpRequest, HttpResponse

from qianxian.accounts import rules
from qianxian.accounts.models import LoginAttempt, User
from qianxian.foundation.sealing import keyed_hash
from qianxian.foundation.statements import prepared

WINDOW = dt.timedelta(seconds=rules.LIMITS["pair"].seconds)
DEVICE_AGE = 180 * 86400
KEPT = dt.timedelta(days=1)

log = logging.getLogger("qianxian.security")


def address_of(request: HttpRequest) -> str:
    """The client's address: the proxy's last word where a proxy is trusted, else the peer; IPv6 counts by its /64."""
    peer = request.META.get("REMOTE_ADDR", "")
    if getattr(settings, "SECURE_PROXY_SSL_HEADER", None):
        peer = request.META.get("HTTP_X_FORWARDED_FOR", peer).rsplit(",", 1)[-1].strip()
    try:
        found = ipaddress.ip_address(peer)
    except ValueError:
        return ""
    return str(ipaddress.ip_network(f"{found}/64", strict=False)) if found.version == 6 else str(found)


def _short(kind: str, *parts: str) -> str:
    """A key without the text itself: people type passwords into the login field."""
    return f"{kind}:{keyed_hash('|'.join(parts), kind='login-try')[:40]}"


def _cookie(login: str) -> str:
    secure = "__Secure-" if settings.SESSION_COOKIE_SECURE else ""
    return secure + "qx_known_" + keyed_hash(login.lower(), kind="known-browser")[:12]


def known_browser(request: HttpRequest, login: str) -> str:
    """The number of a browser that logged in as this account before, or an empty string."""
    try:
        value = signing.loads(request.COOKIES.get(_cookie(login), ""), salt="accounts.known-browser", max_age=DEVICE_AGE)
    except signing.BadSignature:
        return ""
    return value[1] if value[0] == keyed_hash(login.lower(), kind="known-browser") else ""


def remember_browser(request: HttpRequest, response: HttpResponse, login: str) -> None:
    """Let this browser be counted on its own from the next login on."""
    number = known_browser(request, login) or secrets.token_hex(8)
    value = signing.dumps([keyed_hash(login.lower(), kind="known-browser"), number], salt="accounts.known-browser")
    response.set_cookie(_cookie(login), value, max_age=DEVICE_AGE, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE,
                        path=settings.LOGIN_URL)  # fmt: skip


def keys_of(request: HttpRequest, login: str) -> list[str]:
    """What one try of this login from this request counts under."""
    login = login.strip().lower()
    if number := known_browser(request, login):
        return [_short("device", login, number)]
    address = address_of(request)
    return [_short("pair", login, address), _short("account", login), _short("address", address)]


def second_keys(user_uuid: object) -> list[str]:
    """Codes are counted per account: whoever tries one knows the password already."""
    return [_short("second", str(user_uuid))]


def client_keys(request: HttpRequest, client_id: str) -> list[str]:
    """A program's secret is counted per client and address: a stranger elsewhere never stops the program itself."""
    return [_short("client", client_id, address_of(request)), _short("address", address_of(request))]


def receipt_keys(request: HttpRequest, number: str, *, by_phone: bool) -> list[str]:
    """Who asks after a case by its receipt: counted per number and per address; by the last digits of a telephone more strictly, and per day."""
    address = _short("visitor", address_of(request))
    return [_short("lastfour", number), _short("lastfourday", number), address] if by_phone else [_short("receipt", number), address]


def application_keys(request: HttpRequest) -> list[str]:
    """Who hands in a case without a login: counted per address, so that nobody floods a village's window."""
    return [_short("handin", address_of(request))]


# Asked at each look-up and each login: written by hand, planned once. One statement, so it is committed at once where no transaction stands around.
_COUNT_THIS = "INSERT INTO accounts_loginattempt (key, succeeded) SELECT unnest(%s::text[]), false RETURNING id"
_TRIED = """SELECT key, count(*) FROM accounts_loginattempt JOIN unnest(%s::text[], %s::int[]) AS asked (key, seconds) USING (key)
    WHERE NOT succeeded AND at > statement_timestamp() - make_interval(secs => seconds) GROUP BY key"""
_LOSE_THE_LAST = """UPDATE accounts_loginattempt SET succeeded = true
    WHERE id IN (SELECT max(id) FROM accounts_loginattempt WHERE key = ANY(%s::text[]) AND NOT succeeded GROUP BY key)"""


def _tried(keys: list[str]) -> dict[str, int]:
    """Tries per key within the time of its own limit."""
    seconds = [rules.LIMITS[key.partition(":")[0]].seconds for key in keys]
    with prepared() as cursor:
        cursor.execute(_TRIED, [keys, seconds])
        return dict(cursor.fetchall())


def admit(keys: list[str]) -> bool:
    """Count this try and say whether it may go on. The row stands before the count, so parallel tries see each other."""
    with prepared() as cursor:
        cursor.execute(_COUNT_THIS, [keys])
        counted = [number for (number,) in cursor.fetchall()]
    if not rules.too_many(_tried(keys)):
        return True
    log.warning("throttled keys=%s", ",".join(keys))
    # A refused try does not count: waiting 15 minutes from the last real one is enough, however often somebody knocks.
    LoginAttempt.objects.filter(pk__in=counted).delete()
    return False


def held_back(users: Iterable[User]) -> list[User]:
    """Those whose password or code was tried wrongly so often in the last quarter of an hour that a further try may be refused.

    Keys are hashes, so the question is asked account by account; nothing is hashed while nobody knocks.
    """
    limits = {"account": rules.LIMITS["pair"].failures, "second": rules.LIMITS["second"].failures}
    tried = LoginAttempt.objects.filter(Q(key__startswith="account:") | Q(key__startswith="second:"), succeeded=False, at__gt=Now() - WINDOW)
    counts = tried.values_list("key").annotate(n=Count("id"))
    held = {key for key, n in counts if n >= limits[key.partition(":")[0]]}
    return [u for u in users if held & {_short("account", u.login.lower()), *second_keys(u.uuid)}] if held else []


def failed(keys: list[str], what: str) -> None:
    """A line in the service's log for a wrong password, code or secret: keys only, since people type passwords into the wrong field."""
    log.warning("refused what=%s keys=%s", what, ",".join(keys))


def succeeded(keys: list[str]) -> None:
    """The right person: this browser's or pair's failures are forgotten; the wide counts only lose this one try."""
    narrow = [key for key in keys if key.startswith(("pair:", "device:", "second:", "client:"))]
    if narrow:
        LoginAttempt.objects.filter(key__in=narrow, succeeded=False).update(succeeded=True)
    if wide := [key for key in keys if key not in narrow]:
        with prepared() as cursor:
            cursor.execute(_LOSE_THE_LAST, [wide])


def forget_old_tries() -> int:
    """Remove tries older than a day; run by the nightly job."""
    return LoginAttempt.objects.filter(at__lt=Now() - KEPT).delete()[0]
