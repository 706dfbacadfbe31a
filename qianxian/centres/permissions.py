"""Who may see and change centres, their windows and their planned posts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from qianxian.accounts.rights import Permission as P
from qianxian.centres.models import ServiceCentre
from qianxian.foundation.actor import Actor
from qianxian.foundation.verdict import ALLOWED, Verdict, deny, in_place

_within = in_place(_("这个中心不在您的范围内。请联系所在镇（街道）的组织干部。"))


def can_view_centres(by: Actor) -> Verdict:
    """All who work with centres."""
    return ALLOWED if by.may(P.VIEW_CENTRES) else deny(_("服务中心台账由组织部门、镇（街道）和村（社区）工作人员查看。"))


def can_view_centre(by: Actor, centre: ServiceCentre) -> Verdict:
    """As the list, within reach."""
    return _within(by, P.VIEW_CENTRES, _("服务中心台账由组织部门、镇（街道）和村（社区）工作人员查看。"), centre.division_code)


def can_edit_centre(by: Actor, division_code: str) -> Verdict:
    """The organisation officers of the town or the district."""
    return _within(by, P.EDIT_CENTRES, _("服务中心由镇（街道）组织干部或区委组织部登记。"), division_code)


def can_keep_duty(by: Actor, division_code: str) -> Verdict:
    """The village's own centre, or the organisation officers above it."""
    return _within(by, P.KEEP_DUTY, _("值班由本村（社区）党组织书记、中心委员排，或由镇（街道）组织干部代排。"), division_code)


def resident_of(division_code: str) -> Actor:
    """Anybody at the door who looks at one village's public page: that village's reach, no right to anything else."""
    return Actor(login="", name="", role="", reach=(division_code,))


def can_plan_staffing(by: Actor, division_code: str) -> Verdict:
    """The district's organisation officers."""
    return _within(by, P.PLAN_STAFFING, _("岗位数由区委组织部核定。请把人口数和申请报区委组织部。"), division_code)
