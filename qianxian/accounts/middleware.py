"""Who is at the door: each request acts as one person in one role, inside one transaction with the reach bound.

Sets ``request.actor`` (None for strangers), ``request.grant``, ``request.county``, ``request.today`` (business day), ``request.on`` (?on=),
``request.scope`` and ``request.scope_prefix`` (?scope=, never wider than the reach). A view that raises, or answers 5xx, leaves nothing
written. The session is judged before the transaction, so a slow page never holds the row of the person's session.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import auth
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import SuspiciousOperation
from django.db import DEFAULT_DB_ALIAS, DatabaseError, InterfaceError, OperationalError, connections, transaction
from django.db.models.functions import Now
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qianxian.accounts import clients, queries
from qianxian.accounts.county import CountyFacts, county, place_names
from qianxian.accounts.models import OpenSession, RoleGrant, User
from qianxian.accounts.roles import ROLES
from qianxian.foundation import reach
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import NotPermitted
from qianxian.rulebook.queries import read_once

SECOND_KEY = "second_factor"
GRANT_KEY = "grant"
TOUCH = dt.timedelta(seconds=60)
ABSOLUTE = dt.timedelta(hours=8)
# Pages that commit step by step: a try must count even where the page fails later.
TOKENS = "/oauth/token"
PROGRESS = "/progress/"
STEPWISE = (settings.LOGIN_URL, TOKENS, PROGRESS)
WITHOUT_ROLE = (settings.LOGIN_URL, TOKENS, "/logout/", "/language/", "/view/", "/help/")
WITHOUT_NEW_PASSWORD = (*WITHOUT_ROLE, "/me/password/")
ENDED = {
    "idle": gettext_lazy("超过 15 分钟没有操作，已自动退出。填了一半的内容存在本机，登录后接着办。"),
    "absolute": gettext_lazy("一次登录最长 8 小时，已自动退出。请重新登录。"),
    "elsewhere": gettext_lazy("这次登录已经结束：可能在别处登录了第三次，或被结束、改了密码。请重新登录。"),
    "leaver": gettext_lazy("这个账号已停用。有疑问请联系本区安全管理员。"),
    "second_factor": gettext_lazy("这个角色要用动态验证码登录。请重新登录。"),
}


class Scope(str):
    """A division prefix with the name of its place, as the scope chip shows it."""

    __slots__ = ("name",)
    name: str


class ActorMiddleware:
    """Puts the actor on the request and the request into a transaction."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor, request.grant, request.calling, request.scope, request.scope_prefix = None, None, None, Scope(""), ""
        if request.path_info == "/healthz" or request.path_info.startswith(f"/{settings.STATIC_URL.strip('/')}/"):
            return self.get_response(request)
        request.county = _county()
        request.today = request.county.today
        request.on = _day(request.GET.get("on", ""), request.today)
        # A day gone by: what was written down later is not shown (end dates, reasons); None where the page looks at today or ahead.
        request.past = request.on if request.on < request.today else None
        if not request.path_info.startswith("/api/") and any("\x00" in value for _name, values in request.GET.lists() for value in values):
            raise SuspiciousOperation("a NUL in the address")  # PostgreSQL takes none; the API's shapes refuse it themselves
        if (refused := self._recognise(request)) or (refused := _turned_away(request)):
            return refused
        if request.path_info.startswith(STEPWISE):
            return self.get_response(request)
        response = self._in_one_transaction(request)
        if request.actor is not None and "Cache-Control" not in response.headers:
            # Pages carry people's data: nothing of them stays on a shared machine, neither after logging out nor by the back button.
            response.headers["Cache-Control"] = "private, no-store"
        return response

    def _in_one_transaction(self, request: HttpRequest) -> HttpResponse:
        with transaction.atomic():
            reach.bind(request.actor)
            _narrow(request)
            request.written_from = transaction.savepoint()
            with read_once() if request.method in ("GET", "HEAD") else nullcontext():
                response = self.get_response(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """Undo what the view wrote before its error page is drawn, so that the page may still read."""
        if written_from := getattr(request, "written_from", None):
            transaction.set_rollback(False)
            try:
                transaction.savepoint_rollback(written_from)
            except DatabaseError:  # the connection is gone, and with it the transaction
                transaction.set_rollback(True)

    def _recognise(self, request: HttpRequest) -> HttpResponse | None:
        if request.path_info.startswith("/api/") and (token := _bearer(request)):
            if token.startswith(clients.PREFIX):
                return _recognise_client(request, token)
            request.actor = queries.actor_of_token(token, request.today)
            return None if request.actor else _answer(request, "leaver", _("令牌不对、已到期或已停用。请本人重新申请。"))
        number = request.session.get(auth.SESSION_KEY)
        if not number:
            return None
        session, grant = queries.at_the_door(request.session.session_key, int(number), request.session.get(GRANT_KEY), request.today)
        if reason := _why_ended(request, session, number):
            return _end(request, session, reason)
        if session.idle > TOUCH:
            OpenSession.objects.filter(pk=session.pk).update(seen_at=Now())
        request.user = session.user
        _act(request, session, grant)
        if request.grant and ROLES[request.grant.role].second_factor and not request.session.get(SECOND_KEY):
            request.actor = request.grant = None
            return _end(request, session, "second_factor")
        return None


def _county() -> CountyFacts:
    """The county, by the request's first statement: it finds out as well whether the connection outlived a restart of the server."""
    link = connections[DEFAULT_DB_ALIAS]
    link.health_check_done = True
    try:
        return county()
    except (OperationalError, InterfaceError):
        if link.in_atomic_block:
            raise
        link.close()
        return county()


def _recognise_client(request: HttpRequest, token: str) -> HttpResponse | None:
    """A registered program, within its pace; it sees nothing until the operation's room is known."""
    request.calling = clients.calling(token, request.today)
    if request.calling is None:
        return _answer(request, "invalid_token", _("访问令牌不对、已到期，或客户端已停用。用客户端编号和密钥重新取一个。"))
    if wait := clients.seconds_to_wait(request.calling.client):
        problem = {"type": "about:blank", "title": _("太快了"), "status": 429, "code": "too_many", "detail": _("请 %(n)s 秒后再试。") % {"n": wait}}
        return JsonResponse(problem, status=429, content_type="application/problem+json", headers={"Retry-After": str(wait)})
    request.actor = request.calling.actor()
    return None


def _bearer(request: HttpRequest) -> str:
    kind, _space, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if kind.lower() == "bearer" else ""


def _day(text: str, otherwise: dt.date) -> dt.date:
    """The as-of day of the address; the business day when it is missing or no date of these times."""
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        return otherwise
    return day if 1921 <= day.year <= 2199 else otherwise


def _why_ended(request: HttpRequest, session: OpenSession | None, number: str) -> str:
    if session is None:
        return "elsewhere" if User.objects.filter(pk=number, is_active=True).exists() else "leaver"
    user = session.user
    if not user.is_active or request.today not in user.usable:
        return "leaver"
    if not constant_time_compare(request.session.get(auth.HASH_SESSION_KEY, ""), user.get_session_auth_hash()):
        return "elsewhere"
    if session.age > ABSOLUTE:
        return "absolute"
    return "idle" if session.idle > dt.timedelta(seconds=settings.SESSION_IDLE_SECONDS) else ""


def _end(request: HttpRequest, session: OpenSession | None, reason: str) -> HttpResponse | None:
    """Forget the session. Login pages go on as for a stranger; every other page says why, with 401."""
    if session is not None:
        session.delete()
    request.session.flush()
    request.user = AnonymousUser()
    return None if request.path_info.startswith(WITHOUT_ROLE) else _answer(request, reason, str(ENDED[reason]))


def _answer(request: HttpRequest, reason: str, why: str) -> HttpResponse:
    if request.path_info.startswith("/api/"):
        problem = {"type": "about:blank", "title": _("请重新登录"), "status": 401, "code": reason, "detail": why}
        challenge = {"WWW-Authenticate": 'Bearer realm="qianxian", error="invalid_token"'}
        return JsonResponse(problem, status=401, content_type="application/problem+json", headers=challenge)
    back = request.get_full_path() if request.method == "GET" else ""
    url = f"{settings.LOGIN_URL}?{urlencode({'next': back})}" if back else settings.LOGIN_URL
    response = render(request, "accounts/ended.html", {"page_title": _("已退出登录"), "why": why, "login_url": url}, status=401)
    if request.headers.get("HX-Request"):
        response["HX-Redirect"] = url
    return response


def _act(request: HttpRequest, session: OpenSession, grant: RoleGrant | None) -> None:
    """The one grant the session acts in, if it still is in force."""
    if grant is None:
        return
    try:
        actor = queries.actor_for(grant, request.today, request.county.merges or {})
    except NotPermitted:
        del request.session[GRANT_KEY]
        return
    never = float("inf") if session.code_age is None else session.code_age.total_seconds()
    request.actor, request.grant = replace(actor, code_age=never if session.bound else None), grant


def _turned_away(request: HttpRequest) -> HttpResponse | None:
    """Somebody logged in who must first choose a password or a role."""
    user = request.user
    if not user.is_authenticated or (request.actor and request.grant is None):
        return None
    if user.must_change_password and not request.path_info.startswith(WITHOUT_NEW_PASSWORD):
        return _sent(request, reverse("accounts:change_password"), _("先改掉初始密码，再办事。"))
    if request.actor is None and not request.path_info.startswith(WITHOUT_NEW_PASSWORD):
        return _sent(request, reverse("accounts:switch_role"), _("先选一个角色，再办事。"))
    return None


def _sent(request: HttpRequest, url: str, why: str) -> HttpResponse:
    if request.path_info.startswith("/api/"):
        problem = {"type": "about:blank", "title": why, "status": 403, "code": "not_ready", "detail": why}
        return JsonResponse(problem, status=403, content_type="application/problem+json")
    back = f"?{urlencode({'next': request.get_full_path()})}" if request.method == "GET" and request.path_info != "/" else ""
    return HttpResponseRedirect(url + back)


def _narrow(request: HttpRequest) -> None:
    """?scope= as a prefix inside the reach; anything else is left out rather than refused."""
    wanted = request.GET.get("scope", "")
    actor: Actor | None = request.actor
    if actor is None or not (wanted.isdigit() and 6 <= len(wanted) <= 12):
        return
    prefix = reach.prefix_of(wanted) if len(wanted) == 12 else wanted
    if not reach.narrowed(actor, prefix):
        return
    code = prefix.ljust(12, "0")
    request.scope, request.scope_prefix = Scope(prefix), prefix
    request.scope.name = place_names([code], request.on).get(code, prefix)
