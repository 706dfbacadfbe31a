"""One page per command on accounts, all of one shape: form, command, back to the account."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from qianxian.accounts import commands, forms, permissions, queries
from qianxian.accounts.county import divisions_on, place_names
from qianxian.accounts.models import RoleGrant, SecondFactorReset, User
from qianxian.accounts.queries import department_codes
from qianxian.portal.forms import need, run_command, show


def _account(request: HttpRequest, uuid) -> User:
    account = get_object_or_404(User, uuid=uuid)
    need(permissions.can_change_account(request.actor, account))
    return account


def _page(request: HttpRequest, form, title: str, submit: str, account: User | None = None, why: str = "") -> HttpResponse:
    back = f"/accounts/{account.uuid}/" if account else "/accounts/"
    crumbs = [(_("用户"), "/accounts/"), *([(account.name, back)] if account else []), (title, "")]
    context = {"page_title": title, "submit": submit, "back": back, "why": why, "crumbs": crumbs, "person": account}
    return show(request, "accounts/form.html", context, form)


def _run(request: HttpRequest, form, command, said: str, **things):
    """The command's answer, or None when the form must be shown again."""
    if request.method != "POST" or not form.is_valid():
        return None
    done = run_command(form, command, by=request.actor, on=request.today, **things, **form.cleaned_data)
    if done.ok and said:
        messages.success(request, said)
    return done.value if done.ok else None


def _password_once(request: HttpRequest, opened) -> HttpResponse:
    context = {"page_title": _("初始密码"), "opened": opened, "next_url": f"/accounts/{opened.user.uuid}/"}
    return show(request, "accounts/password_once.html", context)


@login_required
@never_cache
def open_account(request: HttpRequest) -> HttpResponse:
    """开通账号; the first password is shown once."""
    need(permissions.can_manage_accounts(request.actor))
    form = forms.OpenAccountForm(request.POST or None, initial={"first": request.today})
    if opened := _run(request, form, commands.open_account, ""):
        return _password_once(request, opened)
    return _page(request, form, _("开通账号"), _("开通账号"))


@login_required
def change_account(request: HttpRequest, uuid) -> HttpResponse:
    """改账号信息."""
    account = _account(request, uuid)
    now = {name: getattr(account, name) for name in ("name", "phone", "email", "unit", "person_uuid")}
    form = forms.ChangeAccountForm(request.POST or None, initial={**now, "first": account.usable.lower, "last": account.last_day})
    if _run(request, form, commands.change_account, _("账号信息已改。"), user=account):
        return redirect("accounts:user", uuid)
    return _page(request, form, _("改账号信息"), _("保存"), account)


@login_required
def grant_role(request: HttpRequest, uuid) -> HttpResponse:
    """授予角色."""
    account = _account(request, uuid)
    start = {"first": request.today, "division_code": request.county.code}
    form = forms.GrantForm(request.POST or None, places=divisions_on(request.today), departments=department_codes(request.today), initial=start)
    if _run(request, form, commands.grant_role, _("角色已授予。"), user=account):
        return redirect("accounts:user", uuid)
    return _page(request, form, _("授予角色"), _("授予角色"), account)


@login_required
def end_grant(request: HttpRequest, uuid) -> HttpResponse:
    """结束角色, a deputy's too."""
    grant = get_object_or_404(RoleGrant.objects.select_related("user", "deputy_for__user"), uuid=uuid)
    need(permissions.can_end_grant(request.actor, grant))
    form = forms.EndGrantForm(request.POST or None)
    if _run(request, form, commands.end_grant, _("角色已结束。"), grant=grant):
        return redirect("accounts:user", grant.user.uuid) if permissions.can_manage_accounts(request.actor) else redirect("accounts:me")
    return _page(request, form, _("结束角色"), _("结束角色"), grant.user, f"{grant.user.name} · {grant.title}")


@login_required
def end_access(request: HttpRequest, uuid) -> HttpResponse:
    """停用账号 of a leaver."""
    account = _account(request, uuid)
    form = forms.ReasonForm(request.POST or None)
    if _run(request, form, commands.end_access, _("账号已停用，登录和角色都已结束。"), user=account):
        return redirect("accounts:user", uuid)
    return _page(request, form, _("停用账号"), _("停用账号"), account, _("立即不能登录；角色、代理、登录和令牌今天都结束。"))


@login_required
@never_cache
def reopen_access(request: HttpRequest, uuid) -> HttpResponse:
    """恢复账号."""
    account = _account(request, uuid)
    form = forms.ReopenForm(request.POST or None, initial={"first": request.today})
    if opened := _run(request, form, commands.reopen_access, "", user=account):
        return _password_once(request, opened)
    return _page(request, form, _("恢复账号"), _("恢复账号"), account, _("角色要重新授予。"))


@login_required
@never_cache
def reset_password(request: HttpRequest, uuid) -> HttpResponse:
    """重设密码; shown once."""
    account = _account(request, uuid)
    form = forms.ReasonForm(request.POST or None)
    if opened := _run(request, form, commands.reset_password, "", user=account):
        return _password_once(request, opened)
    return _page(request, form, _("重设密码"), _("重设密码"), account, _("先核实身份。所有登录会结束，下次登录要改密码。"))


@login_required
def request_reset(request: HttpRequest, uuid) -> HttpResponse:
    """申请重设手机; another administrator confirms."""
    account = _account(request, uuid)
    form = forms.ReasonForm(request.POST or None)
    if _run(request, form, commands.request_second_factor_reset, _("已申请。请另一位安全管理员确认。"), user=account):
        return redirect("accounts:user", uuid)
    return _page(request, form, _("申请重设手机"), _("申请"), account, _("要两位安全管理员：一位申请，另一位确认。"))


@require_POST
@login_required
def confirm_reset(request: HttpRequest, uuid) -> HttpResponse:
    """确认重设手机."""
    reset = get_object_or_404(SecondFactorReset.objects.select_related("user", "requested_by"), uuid=uuid)
    need(permissions.can_confirm_reset(request.actor, reset))
    commands.confirm_second_factor_reset(reset=reset, by=request.actor, on=request.today)
    messages.success(request, _("手机已解除。本人下次登录时绑定新手机。"))
    return redirect("accounts:user", reset.user.uuid)


@login_required
def appoint_deputy(request: HttpRequest) -> HttpResponse:
    """设代理."""
    need(permissions.can_manage_accounts(request.actor))
    principals = queries.principals_on(request.today).exclude(user__login=request.actor.login)
    people = queries.others_usable_on(request.today, request.actor)
    places = place_names({g.division_code for g in principals}, request.today)
    start = {"first": request.today, "last": request.today + dt.timedelta(days=14)}
    form = forms.DeputyForm(request.POST or None, principals=principals, deputies=people, places=places, initial=start)
    if _run(request, form, commands.appoint_deputy, _("代理已设。")):
        return redirect("accounts:deputies")
    return _page(request, form, _("设代理"), _("设代理"), None, _("代理人以被代理人的角色办事，每一笔都记明代谁。"))


@require_POST
@login_required
def end_session(request: HttpRequest, uuid, number: int) -> HttpResponse:
    """End somebody's session at once."""
    account = _account(request, uuid)
    session = get_object_or_404(queries.sessions_of(account), pk=number)
    commands.end_session(session=session, by=request.actor, on=request.today)
    messages.success(request, _("那次登录已经结束。"))
    return redirect("accounts:user", uuid)
