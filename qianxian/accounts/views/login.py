"""登录: password, code, role, each a plain POST."""

from __future__ import annotations

import time

import pyotp
from django.conf import settings
from django.contrib import auth
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from qianxian.accounts import commands, logging_in, oidc, queries, tries
from qianxian.accounts.commands import second_factors
from qianxian.accounts.commands.sessions import person_only
from qianxian.accounts.county import place_names
from qianxian.accounts.forms import CodeForm, EnrolForm, LoginForm, RoleForm
from qianxian.accounts.middleware import SECOND_KEY
from qianxian.accounts.models import User
from qianxian.accounts.views.qr import qr_picture
from qianxian.portal.forms import run_command, show

ENROLLING_KEY = "enrol_secret"


def _wrong() -> str:
    return _("登录名或密码不对。核对后再试；连续错 5 次，要等 15 分钟。")


def _too_many() -> str:
    return _("试的次数太多。请等 15 分钟再试，或请安全管理员重设密码。")


@never_cache
@sensitive_post_parameters("password")
def login(request: HttpRequest) -> HttpResponse:
    """First factor. Wrong, unknown and locked answer alike for every login."""
    if request.user.is_authenticated and request.method == "GET":
        return redirect("home")
    form = LoginForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        name, keys = form.cleaned_data["login"], tries.keys_of(request, form.cleaned_data["login"])
        user = None
        if not tries.admit(keys):
            form.add_error(None, _too_many())
        elif (user := logging_in.right_password(name, form.cleaned_data["password"])) is None:
            tries.failed(keys, "password")
            form.add_error(None, _wrong())
        elif not logging_in.usable_today(request, user):
            form.add_error(None, _("这个账号已停用。有疑问请联系本区安全管理员。"))
        else:
            tries.succeeded(keys)
            return logging_in.begin(request, user, method="password", next_url=request.GET.get("next", "/"))
    context = {"page_title": _("登录"), "sso": oidc.login_url(), "sso_name": oidc.name()}
    return show(request, "accounts/login.html", context, form)


def _code_fits(user: User, given: dict, on) -> None:
    if given.get("code"):
        commands.use_totp(user=user, code=given["code"], on=on)
    else:
        commands.use_recovery_code(user=user, code=given["recovery"], on=on)


@never_cache
def second_factor(request: HttpRequest) -> HttpResponse:
    """Second factor: the phone's code or a recovery code, five tries in 15 minutes."""
    user = logging_in.pending_user(request)
    if user is None:
        return redirect(settings.LOGIN_URL)
    form, keys = CodeForm(request.POST or None), tries.second_keys(user.uuid)
    if request.method == "POST" and form.is_valid():
        if not tries.admit(keys):
            form.add_error(None, _too_many())
        elif run_command(form, _code_fits, user=user, given=form.cleaned_data, on=request.today).ok:
            tries.succeeded(keys)
            return logging_in.finish(request, user, second_factor=True)
        else:
            tries.failed(keys, "code")
    context = {"page_title": _("动态验证码"), "example_code": example_code(request, user), "person": user}
    return show(request, "accounts/second_factor.html", context, form)


def example_code(request: HttpRequest, user: User) -> str:
    """The code that will be accepted now, shown in the example county alone so that a visitor can try every role."""
    factor = queries.second_factor_of(user) if request.county.is_example else None
    if factor is None:
        return ""
    totp = pyotp.TOTP(second_factors.secret_of(factor))
    now = totp.timecode(time.time())
    return totp.generate_otp(max(now, factor.last_step + 1)) if factor.last_step <= now else ""


@never_cache
def enrol(request: HttpRequest) -> HttpResponse:
    """Bind a phone before the first login in a role that requires it."""
    user = logging_in.pending_user(request)
    if user is None or queries.second_factor_of(user) is not None:
        return redirect("accounts:second_factor" if user else settings.LOGIN_URL)
    form, secret = EnrolForm(request.POST or None), request.session.setdefault(ENROLLING_KEY, second_factors.fresh_secret())
    if request.method == "POST" and form.is_valid():
        done = run_command(form, commands.enrol_totp, user=user, secret=secret, code=form.cleaned_data["code"], by=person_only(user),
                           on=request.today)  # fmt: skip
        if done.ok:
            del request.session[ENROLLING_KEY]
            after = logging_in.finish(request, user, second_factor=True)
            shown = show(request, "accounts/codes.html", {"page_title": _("恢复码"), "codes": done.value, "next_url": after.url})
            shown.cookies.update(after.cookies)
            return shown
    return show(request, "accounts/enrol.html", enrol_context(request, user, secret), form)


def enrol_context(request: HttpRequest, user: User, secret: str) -> dict:
    """QR code, the key to type by hand, and in the example county the code itself."""
    return {"page_title": _("绑定手机"), "qr": qr_picture(second_factors.provisioning_uri(secret, user)),
            "secret": " ".join(secret[i : i + 4] for i in range(0, len(secret), 4)), "person": user,
            "example_code": second_factors.current_code(secret) if request.county.is_example else ""}  # fmt: skip


@never_cache
def switch_role(request: HttpRequest) -> HttpResponse:
    """换角色: one at a time. Who has none reads whom to ask."""
    if not request.user.is_authenticated:
        return redirect(settings.LOGIN_URL)
    grants = queries.grants_of(request.user, request.today)
    form = RoleForm(request.POST or None, grants=grants, places=place_names([g.division_code for g in grants], request.today),
                    initial={"grant": request.grant.uuid if request.grant else None})  # fmt: skip
    if request.method == "POST" and form.is_valid():
        by = request.actor or person_only(request.user)
        done = run_command(form, commands.switch_role, grant=form.cleaned_data["grant"], by=by, on=request.today,
                           second_factor_given=bool(request.session.get(SECOND_KEY)))  # fmt: skip
        if done.ok:
            logging_in.act_in(request, done.value)
            kept = request.session.pop(logging_in.NEXT_KEY, "/")
            return redirect(logging_in.safe_next(request, request.GET.get("next") or kept))
    return show(request, "accounts/switch_role.html", {"page_title": _("换角色"), "grants": grants}, form)


@require_POST
def logout(request: HttpRequest) -> HttpResponse:
    """退出登录."""
    if request.user.is_authenticated:
        commands.log_out(user=request.user, session_key=request.session.session_key)
    auth.logout(request)
    return redirect(settings.LOGIN_URL)
