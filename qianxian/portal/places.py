"""What a place's page shows of other rooms: its party organisations and its service centre."""

from __future__ import annotations

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext as _

from qianxian.accounts.roles import Permission
from qianxian.centres import queries as centres
from qianxian.divisions.panels import Line, Panel, offer_panel
from qianxian.foundation.actor import Actor
from qianxian.foundation.reach import prefix_of
from qianxian.organisations import queries as organisations

SHOWN = 8


@offer_panel
def organisations_panel(actor: Actor, code: str, on: dt.date) -> Panel | None:
    """The place's organisations with their kind; None outside the actor's registry."""
    if not actor.may(Permission.VIEW_REGISTRY):
        return None
    rows = organisations.organisations_on(actor, on, prefix_of(code)).order_by("path")
    lines = [Line(o.name, reverse("organisations:organisation", args=[o.uuid]), str(o.get_kind_display())) for o in rows[:SHOWN]]
    if not lines:
        return None
    more = f"{reverse('organisations:list')}?scope={prefix_of(code)}"
    return Panel(_("党组织"), lines, more, _("全部 %(n)d 个党组织") % {"n": rows.count()})


@offer_panel
def centre_panel(actor: Actor, code: str, on: dt.date) -> Panel | None:
    """The place's centre, or that it has none."""
    if not actor.may(Permission.VIEW_CENTRES):
        return None
    rows = list(centres.centres_on(on, actor, prefix_of(code))[: SHOWN + 1])
    lines = [Line(c.name, reverse("centres:centre", args=[c.uuid]), f"{c.opened_on:%Y-%m-%d}" if c.opened_on else "") for c in rows[:SHOWN]]
    more = f"{reverse('centres:list')}?scope={prefix_of(code)}" if len(rows) > SHOWN else ""
    return Panel(_("党群服务中心"), lines or [Line(_("还没有中心"))], more, _("全部中心"))
