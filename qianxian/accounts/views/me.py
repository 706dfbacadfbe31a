"""我的账号: roles, sessions, phone, recovery codes, password, tokens; everybody's own, nobody else's."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from qianxian.accounts import commands, queries
from qianxian.accounts.commands import second_factors
from qianxian.accounts.commands.sessions import person_only
from qianxian.accounts.county import place_names
from qianxian.accounts.forms import EnrolForm, PasswordForm, TokenForm
from qianxian.accounts.middleware import SECOND_KEY
from qianxian.accounts.views.login import ENROLLING_KEY, enrol_context
from qianxian.accounts.views.step_up import code_first
from qianxian.portal.forms import press, run_command, show


@login_required
@never_cache
def me(request: HttpRequest) -> HttpResponse:
    """Everything about one's own account on one page."""
    grants = list(queries.grants_of(request.user, request.today))
    context = {
        "page_title": _("我的账号"), "person": request.user, "grants": grants,
        "places": place_names([g.division_code for g in grants], request.today),
        "sessions": queries.sessions_of(request.user), "this_session": request.session.session_key,
        "factor": queries.second_factor_of(request.user), "codes_left": queries.codes_left(request.user),
        "tokens": queries.tokens_of(request.user),
    }  # fmt: skip
    return show(request, "accounts/me.html", context)


@login_required
@never_cache
@sensitive_post_parameters("old", "new")
def change_password(request: HttpRequest) -> HttpResponse:
    """A new password; other sessions end, this one stays."""
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        by = request.actor or person_only(request.user)
        done = run_command(form, commands.change_password, user=request.user, by=by, on=request.today,
                           keep_session=request.session.session_key, **form.cleaned_data)  # fmt: skip
        if done.ok:
            before = request.session.session_key
            update_session_auth_hash(request, done.value)
            queries.sessions_of(request.user).filter(session_key=before).update(session_key=request.session.session_key)
            messages.success(request, _("密码已改。在别处的登录已经结束。"))
            return redirect("accounts:me" if request.actor else "accounts:switch_role")
    return show(request, "accounts/form.html", {"page_title": _("改密码"), "submit": _("改密码"), "back": _back(request)}, form)


def _back(request: HttpRequest) -> str:
    return "" if request.user.must_change_password else "/me/"


@login_required
@never_cache
def enrol(request: HttpRequest) -> HttpResponse:
    """Bind a phone of one's own will."""
    form, secret = EnrolForm(request.POST or None), request.session.setdefault(ENROLLING_KEY, second_factors.fresh_secret())
    if request.method == "POST" and form.is_valid():
        done = run_command(form, commands.enrol_totp, user=request.user, secret=secret, code=form.cleaned_data["code"], by=request.actor,
                           on=request.today, session_key=request.session.session_key)  # fmt: skip
        if done.ok:
            del request.session[ENROLLING_KEY]
            request.session[SECOND_KEY] = True
            return show(request, "accounts/codes.html", {"page_title": _("恢复码"), "codes": done.value, "next_url": "/me/"})
    return show(request, "accounts/enrol.html", enrol_context(request, request.user, secret), form)


@require_POST
@login_required
@never_cache
def codes(request: HttpRequest) -> HttpResponse:
    """Ten new recovery codes, shown once; they open the account, so the code of the phone is asked anew first."""
    if (asked := code_first(request)) is not None:
        return asked
    done = press(request, commands.renew_recovery_codes, user=request.user, by=request.actor, on=request.today)
    if not done.ok:
        return redirect("accounts:me")
    return show(request, "accounts/codes.html", {"page_title": _("恢复码"), "codes": done.value, "next_url": "/me/"})


@require_POST
@login_required
def end_session(request: HttpRequest, number: int) -> HttpResponse:
    """End one of one's own sessions."""
    session = get_object_or_404(queries.sessions_of(request.user), pk=number)
    commands.end_session(session=session, by=request.actor, on=request.today)
    messages.success(request, _("那次登录已经结束。"))
    return redirect("accounts:me")


@login_required
@never_cache
def issue_token(request: HttpRequest) -> HttpResponse:
    """A bearer token in the acting role, shown once."""
    form = TokenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        done = run_command(form, commands.issue_api_token, grant=request.grant, by=request.actor, on=request.today, **form.cleaned_data)
        if done.ok:
            token, raw = done.value
            return show(request, "accounts/token.html", {"page_title": _("接口令牌"), "token": token, "raw": raw})
    return show(request, "accounts/form.html", {"page_title": _("申请接口令牌"), "submit": _("申请"), "back": "/me/"}, form)


@require_POST
@login_required
def revoke_token(request: HttpRequest, uuid) -> HttpResponse:
    """Stop a token of one's own."""
    commands.revoke_api_token(token=get_object_or_404(queries.tokens_of(request.user), uuid=uuid), by=request.actor, on=request.today)
    messages.success(request, _("令牌已停用。"))
    return redirect("accounts:me")
