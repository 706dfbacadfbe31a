"""Who keeps the register of data elements."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from qianxian.accounts.rights import Permission as P
from qianxian.foundation.actor import Actor
from qianxian.foundation.verdict import ALLOWED, Verdict, deny


def can_view_elements(by: Actor) -> Verdict:
    """Everybody whose work is asked for, and everybody who asks."""
    return ALLOWED if by.may(P.VIEW_ELEMENTS) else deny(_("数据元和填报任务由区、镇（街道）、村（社区）的工作人员查看。"))


def can_keep_elements(by: Actor) -> Verdict:
    """The district's organisation officers."""
    return ALLOWED if by.may(P.KEEP_ELEMENTS) else deny(_("数据元由区委组织部登记。要增加一项，请把依据报区委组织部。"))
