"""Who may try a rule, and who may fix a setting of the county."""

from __future__ import annotations

from django.utils.translation import gettext as _

from qianxian.accounts.rights import Permission
from qianxian.foundation.actor import Actor
from qianxian.foundation.verdict import ALLOWED, Verdict, deny
from qianxian.rulebook.models import SettingProposal


def can_try_rules(actor: Actor) -> Verdict:
    """Officers try a rule before a meeting; nothing is written by it."""
    return ALLOWED if actor.may(Permission.TRY_RULES) else deny(_("规则试算供区、镇、村干部使用。需要试算请联系镇（街道）组织办。"))


def can_edit_settings(actor: Actor) -> Verdict:
    """The county's organisation department fixes settings, each with its source document."""
    return ALLOWED if actor.may(Permission.EDIT_SETTINGS) else deny(_("参数由区委组织部按文件设定。要改请把文件送区委组织部。"))


def can_enact_proposal(actor: Actor, proposal: SettingProposal) -> Verdict:
    """Another officer of the organisation department than the one who proposed the value."""
    may = can_edit_settings(actor)
    if may.allowed and actor.login == proposal.proposed_by:
        return deny(_("提出取值的人不能自己审核。请区委组织部另一位同志审核。"))
    return may


def can_drop_proposal(actor: Actor, proposal: SettingProposal) -> Verdict:
    """Who proposed it takes it back; a second officer refuses it."""
    return can_edit_settings(actor)
