"""The home of a village's window on a phone: 登记办事, 我的待办, 村务公开, then what happened to cases today. Nothing else.

At a desk the same people have the workbench; which of the two is seen is the width's to say, not the server's.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from qianxian.accounts.rights import Permission
from qianxian.cases import queries as cases
from qianxian.foundation.actor import Actor

SHOWN = 20


def window_home(actor: Actor, on: dt.date, waiting: int) -> dict[str, Any] | None:
    """Three buttons and today's cases for who takes in cases at one village; None for everybody else."""
    village = (actor.reach or ("",))[0]
    if not actor.may(Permission.RECORD_CASES) or len(village) != 12:
        return None
    return {
        "buttons": [
            {"url": reverse("cases:choose"), "icon": "plus", "title": _("登记办事"), "first": True},
            {"url": f"{reverse('workbench')}?tab=todo", "icon": "list", "title": _("我的待办"), "count": waiting},
            {"url": reverse("funds:published", args=[village]), "icon": "megaphone", "title": _("村务公开")},
        ],
        "today": cases.moved_on(actor, on)[:SHOWN],
    }  # fmt: skip
