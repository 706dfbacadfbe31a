"""Who takes in, handles, oversees and looks at requests, and who may open the identity of one.

Two things stand before the role: who is complained of, or stands under him, sees nothing of it; and a named person stands aside at every level.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from qianxian.accounts.queries import is_one_of
from qianxian.accounts.rights import Permission as P
from qianxian.foundation.actor import Actor
from qianxian.foundation.verdict import ALLOWED, Verdict, deny, in_place
from qianxian.requests.models import Petition, Request
from qianxian.requests.moves import LEVELS
from qianxian.requests.queries import stands_at

ELSEWHERE = _("这个地方不在您的范围内。请联系所在村（社区）的党群服务中心。")
VIEWERS = _("诉求由村（社区）党群服务中心、镇（街道）和区信访部门的经办人查看。")
RECORDERS = _("诉求由村（社区）窗口人员、中心委员，镇（街道）经办人或区信访干部登记。也可以请本人用手机网页反映。")
TOWN = _("诉求已转到镇（街道）或部门，由镇（街道）经办人办理。")
DISTRICT = _("诉求已转到区里，由区信访干部办理。")
COMPLAINED_OF = _("反映本单位、本人的诉求，由上一级办理，本单位看不到。")
REVEALERS = _("投诉人、举报人的身份只有纪检监察凭编号、说明原因后可以看；经办的人看不到。答复写在诉求上，本人凭回执能看到。")
APPROVERS = _("延长办理由镇（街道）党委或没有经办过的区信访干部批准。")
REVIEWERS = _("复查、复核由没有经办过、也没有答复过复查的区信访干部登记答复。")
_within = in_place(ELSEWHERE)
_DESKS = {"village": (P.RECORD_REQUESTS, RECORDERS), "town": (P.HANDLE_TOWN_REQUESTS, TOWN), "district": (P.HANDLE_DISTRICT_REQUESTS, DISTRICT)}


def guest_of(division_code: str) -> Actor:
    """Somebody without a login who tells something, or asks after it, at one village: that village's reach, no right."""
    return Actor(login="(guest)", name="", role="", reach=(division_code,))


def can_view_requests(by: Actor) -> Verdict:
    """The window, the village's secretary, the town, the district's petition office."""
    return ALLOWED if by.may(P.VIEW_REQUESTS) else deny(VIEWERS)


def can_view_request(by: Actor, request: Request) -> Verdict:
    """As the register, in one's own place, and never who is complained of."""
    return _not_complained_of(by, request) if (seen := _within(by, P.VIEW_REQUESTS, VIEWERS, request.division_code)) else seen


def can_receive_request(by: Actor, division_code: str) -> Verdict:
    """Taken in for a resident: by the window, the town or the district."""
    if not any(by.may(right) for right, _who in _DESKS.values()):
        return deny(RECORDERS)
    return ALLOWED if by.reaches(division_code) else deny(ELSEWHERE)


def can_tell(by: Actor, division_code: str) -> Verdict:
    """Anybody may tell something at a village; no name is asked for."""
    return ALLOWED if by.reaches(division_code) else deny(ELSEWHERE)


def can_handle_request(by: Actor, request: Request) -> Verdict:
    """Who has it in hand: the village's window, the town for itself and for departments, the district."""
    if not (apart := _not_complained_of(by, request)):
        return apart
    permission, who = _DESKS.get(request.desk, _DESKS["town"])
    return _within(by, permission, who, request.division_code)


def can_name_complained_of(by: Actor, request: Request) -> Verdict:
    """Who must stand aside is named by the town or the district, never from the village."""
    if not (apart := _not_complained_of(by, request)):
        return apart
    permission = P.HANDLE_DISTRICT_REQUESTS if by.may(P.HANDLE_DISTRICT_REQUESTS) else P.HANDLE_TOWN_REQUESTS
    return _within(by, permission, TOWN, request.division_code)


def can_extend_petition(by: Actor, request: Request) -> Verdict:
    """Approved by who leads, and had no hand in it: the town's committee, or an officer of the district who took no step of it."""
    if not (apart := _not_complained_of(by, request)):
        return apart
    if not (by.may(P.APPROVE_EXTENSIONS) or by.may(P.HANDLE_DISTRICT_REQUESTS)) or is_one_of(by, *request.handled_by):
        return deny(APPROVERS)
    return ALLOWED if by.reaches(request.division_code) else deny(ELSEWHERE)


def can_review_petition(by: Actor, petition: Petition) -> Verdict:
    """One level above who answered, by a person who took no step and answered no review of it: the district's petition office."""
    if not (apart := _not_complained_of(by, petition.request)):
        return apart
    if is_one_of(by, *petition.handled_by):
        return deny(REVIEWERS)
    return _within(by, P.HANDLE_DISTRICT_REQUESTS, REVIEWERS, petition.division_code)


def can_reveal_requester(by: Actor, request: Request) -> Verdict:
    """One named role, which handles nothing here; never whoever is complained of."""
    if not by.may(P.REVEAL_REQUESTERS) or is_one_of(by, *request.handled_by):
        return deny(REVEALERS)
    return _not_complained_of(by, request) if by.reaches(request.division_code) else deny(ELSEWHERE)


def can_reveal_by_number(by: Actor) -> Verdict:
    """Whether the page that asks for a number opens."""
    return ALLOWED if by.may(P.REVEAL_REQUESTERS) else deny(REVEALERS)


def _not_complained_of(by: Actor, request: Request) -> Verdict:
    if LEVELS.index(stands_at(by)) < LEVELS.index(request.seen_from) or (by.person_uuid and by.person_uuid in request.stand_aside):
        return deny(COMPLAINED_OF)
    return ALLOWED
