"""Who keeps the catalogue. Reading it needs no right: it hangs in every hall."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from qianxian.accounts.rights import Permission as P
from qianxian.foundation.actor import Actor
from qianxian.foundation.verdict import ALLOWED, Verdict, deny


def can_edit_items(by: Actor) -> Verdict:
    """The district's organisation officers."""
    return ALLOWED if by.may(P.EDIT_SERVICES) else deny(_("办事目录由区委组织部登记。要增加、修改事项，请把依据报区委组织部。"))
