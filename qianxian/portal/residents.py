"""What somebody finds on his desk who comes for himself: the guide, the village's hall, what the village has published, his own record.

Example: a villager of 八甲村 reads 办事指南, 党群服务中心, 村务公开 and 我的账号; a party member also his own record.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from qianxian.accounts.rights import Permission
from qianxian.accounts.roles import ROLES
from qianxian.centres import queries as centres
from qianxian.foundation.actor import Actor


@dataclass(frozen=True)
class Door:
    """One thing to do: what it is, what stands behind it, the words on the button."""

    title: str
    words: str
    act: str
    url: str


def desk(actor: Actor, on: dt.date) -> list[Door]:
    """The doors of who is here for himself; empty for everybody who works here."""
    if actor.role not in ROLES or ROLES[actor.role].level != "self":
        return []
    doors = [Door(_("办事指南"), _("办一件事要带什么、多少天、收不收费。"), _("查办事指南"), reverse("services:guide"))]
    village = (actor.reach or ("",))[0]
    if len(village) == 12:
        if centres.main_centres_on(on, actor, village).exists():
            doors.append(Door(_("本村（社区）党群服务中心"), _("地址、电话、开放时间，今天谁值班。"), _("看服务中心"), reverse("centres:hall", args=[village])))
        doors.append(Door(_("村务公开"), _("监督委员会签过字、已经公开的财务公开表。"), _("看公开表"), reverse("funds:published", args=[village])))
    if actor.may(Permission.VIEW_OWN_RECORD) and actor.person_uuid:
        doors.append(Door(_("我的记录"), _("党组织关系、职务、聘任，登记了什么。"), _("看我的记录"), reverse("people:own_record")))
    return [*doors, Door(_("我的账号"), _("系统里存了您哪些资料，改密码，绑定手机。"), _("看我的账号"), reverse("accounts:me"))]
