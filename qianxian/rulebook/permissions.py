"""Who may try a rule, and who may fix a setting of the county."""

from __future__ import annotations

from django.utils.translation import gettext as _

from qianxian.accounts.rights import Permission
from qianxian.foundation.actor import Actor
from qianxian.foundation.verdict import ALLOWED, Verdict, deny


def can_try_rules(actor: Actor) -> Verdict:
    """Officers try a rule before a meeting; nothing is written by it."""
    return ALLOWED if actor.may(Permission.TRY_RULES) else deny(_("规则试算供区、镇、村干部使用。需要试算请联系镇（街道）组织办。"))


def can_edit_settings(actor: Actor) -> Verdict:
    """The county's organisation department fixes settings, each with its source document."""
    return ALLOWED if actor.may(Permission.EDIT_SETTINGS) else deny(_("参数由区委组织部按文件设定。要改请把文件送区委组织部。"))
