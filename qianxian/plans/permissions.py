"""Who may see the article's figures beside the county's own."""

from __future__ import annotations

from django.utils.translation import gettext as _

from qianxian.accounts.rights import Permission
from qianxian.foundation.actor import Actor
from qianxian.foundation.verdict import ALLOWED, Verdict, deny


def can_view_story(by: Actor) -> Verdict:
    """Officers of district and towns, and those who look on their behalf. Totals only, no names."""
    return ALLOWED if by.may(Permission.VIEW_STORY) else deny(_("文章数字对照由区、镇（街道）和村（社区）党组织查看。"))
