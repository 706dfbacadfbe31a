"""The steps between a right password and the workbench: second factor, session, role. Views call these; nothing here draws a page.

Between the steps the session knows only whose password was right; nobody is logged in before the last factor.
"""

from __future__ import annotations

import time

from django.conf import settings
from django.contrib import auth
from django.contrib.auth.hashers import check_password, make_password
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from qianxian.accounts import commands, queries, tries
from qianxian.accounts.middleware import GRANT_KEY, SECOND_KEY
from qianxian.accounts.models import OpenSession, RoleGrant, SecondFactor, User

PENDING_KEY = "pending_login"
PENDING_SECONDS = 600
NEXT_KEY = "after_login"
BACKEND = "django.contrib.auth.backends.ModelBackend"
_stranger: list[str] = []


def safe_next(request: HttpRequest, target: str) -> str:
    """The page to go on to: one of our own, never a login page."""
    mine = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return target if mine and target.startswith("/") and not target.startswith((settings.LOGIN_URL, "/logout/")) else "/"


def right_password(login: str, password: str) -> User | None:
    """The user whose password this is. For an unknown login a hash of the same cost is computed, so that time tells nothing."""
    user = User.objects.filter(login__iexact=login.strip()).first()
    if user is None and not _stranger:
        _stranger.append(make_password("nobody's password"))
    right = check_password(password, user.password if user else _stranger[0], setter=_rehash(user, password) if user else None)
    return user if user is not None and right else None


def _rehash(user: User, password: str):
    def keep(raw: str) -> None:
        user.set_password(raw)
        user.save(update_fields=["password"])

    return keep


def usable_today(request: HttpRequest, user: User) -> bool:
    """False for leavers; only who knows the password is told."""
    return user.is_active and request.today in user.usable


def begin(request: HttpRequest, user: User, *, method: str, next_url: str = "/") -> HttpResponse:
    """The first factor was right: on to the code, to binding a phone, or straight in."""
    if request.session.get(auth.SESSION_KEY):
        OpenSession.objects.filter(session_key=request.session.session_key).delete()
        request.session.flush()
    request.session.cycle_key()
    request.session[PENDING_KEY] = {"user": str(user.uuid), "at": int(time.time()), "method": method}
    request.session[NEXT_KEY] = safe_next(request, next_url)
    if SecondFactor.objects.filter(user=user).exists():
        return redirect("accounts:second_factor")
    if queries.needs_second_factor(user, request.today):
        return redirect("accounts:enrol")
    return finish(request, user, second_factor=False)


def pending_user(request: HttpRequest) -> User | None:
    """Whose password was right within the last ten minutes."""
    pending = request.session.get(PENDING_KEY)
    if not pending or time.time() - pending["at"] > PENDING_SECONDS:
        return None
    user = User.objects.filter(uuid=pending["user"]).first()
    return user if user and usable_today(request, user) else None


def finish(request: HttpRequest, user: User, *, second_factor: bool) -> HttpResponse:
    """Every factor was given: log in, open the session, choose the role where there is only one."""
    pending = request.session.pop(PENDING_KEY, {})
    auth.login(request, user, backend=BACKEND)
    request.session[SECOND_KEY] = second_factor
    request.session.save()
    commands.open_session(user=user, session_key=request.session.session_key, address=tries.address_of(request), on=request.today,
                          device=request.headers.get("User-Agent", ""), method=pending.get("method", "password"),
                          second_factor=second_factor)  # fmt: skip
    grants = list(queries.grants_of(user, request.today)[:2])
    if len(grants) == 1:
        act_in(request, grants[0])
        response = redirect(request.session.pop(NEXT_KEY, "/"))
    else:
        response = redirect(reverse("accounts:switch_role"))
    tries.remember_browser(request, response, user.login)
    return response


def act_in(request: HttpRequest, grant: RoleGrant) -> None:
    """From the next request on the session acts in this grant; the list of recent pages of another role is dropped."""
    request.session.pop("qx_recent", None)
    request.session[GRANT_KEY] = str(grant.uuid)
