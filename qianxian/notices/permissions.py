"""Whose messages are whose: everybody chooses for himself, the system administrator keeps the outbox running and sees no name in it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from qianxian.accounts.models import User
from qianxian.accounts.rights import Permission as P
from qianxian.foundation.actor import Actor
from qianxian.foundation.verdict import ALLOWED, Verdict, deny


def can_choose_notices(by: Actor, account: User) -> Verdict:
    """One's own account alone."""
    return ALLOWED if by.login == account.login else deny(_("消息提醒由本人在「我的账号」里设置。"))


def can_keep_outbox(by: Actor) -> Verdict:
    """The system administrator: whether messages go out, never to whom."""
    return ALLOWED if by.may(P.MANAGE_SYSTEM) else deny(_("消息发件箱由系统管理员查看。"))
