"""Who may do what to accounts: one verdict per verb, with the reason a page can show."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from qianxian.accounts.models import ApiClient, ApiToken, OpenSession, RoleGrant, SecondFactorReset, User
from qianxian.accounts.queries import is_one_of
from qianxian.accounts.rights import Permission
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import CodeNeeded
from qianxian.foundation.verdict import ALLOWED, Verdict, deny
from qianxian.rulebook.queries import county_settings


def can_manage_accounts(by: Actor | None) -> Verdict:
    """Accounts, grants and deputies belong to the security administrator."""
    if by is not None and by.may(Permission.MANAGE_ACCOUNTS):
        return ALLOWED
    return deny(_("账号和授权由安全管理员办理。要开通或改动，请联系本区安全管理员。"))


def can_change_account(by: Actor | None, user: User) -> Verdict:
    """The security administrator, but never at his own account."""
    verdict = can_manage_accounts(by)
    if verdict and by.login == user.login:
        return deny(_("自己的账号和角色要由另一位安全管理员来改。"))
    return verdict


def can_grant_role(by: Actor | None, user: User) -> Verdict:
    """As for changing the account: nobody grants himself a role."""
    return can_change_account(by, user)


def can_end_grant(by: Actor | None, grant: RoleGrant) -> Verdict:
    """The security administrator; the principal may also end his own deputy."""
    if by is not None and grant.deputy_for_id and by.login == grant.deputy_for.user.login:
        return ALLOWED
    return can_change_account(by, grant.user)


def can_appoint_deputy(by: Actor | None, principal: RoleGrant) -> Verdict:
    """The security administrator, for others than himself."""
    return can_change_account(by, principal.user)


def can_use_own_account(by: Actor | None, user: User) -> Verdict:
    """Password, second factor and codes are set by the person alone."""
    if by is not None and by.login == user.login:
        return ALLOWED
    return deny(_("只能改自己的密码和验证码。别人忘了，由安全管理员重设。"))


def can_end_session(by: Actor | None, session: OpenSession) -> Verdict:
    """One's own sessions, or anybody's for the security administrator."""
    return ALLOWED if by is not None and by.login == session.user.login else can_manage_accounts(by)


def can_request_reset(by: Actor | None, user: User) -> Verdict:
    """A security administrator, for somebody else; the command line is no person and cannot be one of the two."""
    return can_change_account(by, user) if by is None or by.role != "service" else deny(_("重设要两位安全管理员本人在页面上办理。"))


def can_confirm_reset(by: Actor | None, reset: SecondFactorReset) -> Verdict:
    """A second security administrator: neither who asked nor whose phone it is."""
    verdict = can_request_reset(by, reset.user)
    if verdict and by is not None and is_one_of(by, reset.requested_by.login):
        return deny(_("申请人自己不能确认。请另一位安全管理员来确认。"))
    return verdict


def can_switch_role(by: Actor | None, grant: RoleGrant) -> Verdict:
    """One's own grants."""
    if by is not None and by.login == grant.user.login:
        return ALLOWED
    return deny(_("只能换到自己的角色。"))


def can_issue_token(by: Actor | None, grant: RoleGrant) -> Verdict:
    """The person, for the role he acts in; deputies use the pages."""
    if by is not None and by.login == grant.user.login and by.role == grant.role and not grant.deputy_for_id:
        return ALLOWED
    return deny(_("接口令牌只能由本人以当前角色申请，代理角色不发令牌。"))


def can_revoke_token(by: Actor | None, token: ApiToken) -> Verdict:
    """The person, or the security administrator."""
    return ALLOWED if by is not None and by.login == token.user.login else can_manage_accounts(by)


def can_manage_clients(by: Actor | None) -> Verdict:
    """Programs are registered and revoked by the security administrator."""
    if by is not None and by.may(Permission.MANAGE_ACCOUNTS):
        return ALLOWED
    return deny(_("接口客户端由安全管理员登记。要接入程序，请联系本区安全管理员。"))


def can_use_client(by: Actor | None, client: ApiClient) -> Verdict:
    """The program itself, while it is not revoked."""
    if by is not None and by.login == f"client:{client.client_id}" and client.revoked_at is None:
        return ALLOWED
    return deny(_("令牌只发给登记过、没有停用的程序本身。"))


STEP_UP = "accounts.step_up_minutes"
STEP_UP_MINUTES = 5


def step_up_minutes(on: dt.date) -> int:
    """For how many minutes a second factor stays fresh: the county's setting in force, else 5."""
    row = county_settings().find(STEP_UP, on)
    return int(row.value) if row else STEP_UP_MINUTES


def has_fresh_code(by: Actor, on: dt.date) -> bool:
    """True when the second factor was given within the last minutes, or when there is none to give."""
    return by.code_age is None or by.code_age <= 60 * step_up_minutes(on)


def require_fresh_code(by: Actor, on: dt.date) -> None:
    """Nothing when the second factor is fresh; raises CodeNeeded otherwise (step-up: reveals and approvals of pay)."""
    if not has_fresh_code(by, on):
        words = _("这一步要先在页面上再输入一次动态验证码，%(n)d 分钟内有效。程序不能代办，请本人登录网页办理。")
        raise CodeNeeded(words % {"n": step_up_minutes(on)})
