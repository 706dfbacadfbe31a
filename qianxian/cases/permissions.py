"""Who records, handles, oversees and looks at cases. A case in the village's hands is the window's; above it the town's."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from qianxian.accounts.rights import Permission as P
from qianxian.cases.models import Case, Holder
from qianxian.foundation.actor import Actor
from qianxian.foundation.verdict import ALLOWED, Verdict, deny, in_place

ELSEWHERE = _("这个地方不在您的范围内。请联系所在村（社区）的党群服务中心。")
VIEWERS = _("办件由村（社区）党群服务中心和镇（街道）的经办人查看。")
RECORDERS = _("办件由村（社区）窗口人员和中心委员登记、办理。请到窗口办理。")
TOWN = _("办件已转到镇（街道）或部门，由镇（街道）经办人登记进展。")
_within = in_place(ELSEWHERE)


def guest_of(division_code: str) -> Actor:
    """Somebody without a login who hands in a case, or asks after one, at one village: that village's reach, no right."""
    return Actor(login="(guest)", name="", role="", reach=(division_code,))


def can_view_cases(by: Actor) -> Verdict:
    """The window, the village's secretary, the town."""
    return ALLOWED if by.may(P.VIEW_CASES) else deny(VIEWERS)


def can_view_case(by: Actor, case: Case) -> Verdict:
    """As the register, in one's own place."""
    return _within(by, P.VIEW_CASES, VIEWERS, case.division_code)


def can_record_case(by: Actor, division_code: str) -> Verdict:
    """Taken in at the window or from paper: window staff and the centre's members."""
    return _within(by, P.RECORD_CASES, RECORDERS, division_code)


def can_apply(by: Actor, division_code: str) -> Verdict:
    """Anybody may hand in a case at a village; who he is he says himself, and the window looks at it."""
    return ALLOWED if by.reaches(division_code) else deny(ELSEWHERE)


def can_handle_case(by: Actor, case: Case) -> Verdict:
    """Who has it in hand: the window, or the town for itself and for departments."""
    if case.holder == Holder.VILLAGE:
        return can_record_case(by, case.division_code)
    return _within(by, P.HANDLE_TOWN_CASES, TOWN, case.division_code)


def can_see_own_cases(by: Actor) -> Verdict:
    """One's own, for whoever has a record of his own."""
    return ALLOWED if by.may(P.VIEW_OWN_CASES) and by.person_uuid else deny(_("这个账号没有对应的本人记录。可以用编号和查询码查进度。"))
