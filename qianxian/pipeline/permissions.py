"""Who may see and keep the reserve and what people have shown. Confidential: organisation roles only (R-T03)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from qianxian.accounts.queries import is_one_of
from qianxian.accounts.rights import Permission as P
from qianxian.foundation.actor import Actor
from qianxian.foundation.verdict import ALLOWED, Verdict, deny, in_place
from qianxian.pipeline.models import Admission, Capability, ReserveCandidate

KEEPERS = _("后备人选由镇（街道）组织干部提名，名单保密，只有组织部门和镇（街道）党委可以看。")
ELSEWHERE = _("这个地方不在您的范围内。请联系所在镇（街道）的组织干部。")
_within = in_place(ELSEWHERE)


def can_view_reserve(by: Actor) -> Verdict:
    """Organisation roles."""
    return ALLOWED if by.may(P.VIEW_RESERVE) else deny(KEEPERS)


def can_propose_candidate(by: Actor, division_code: str) -> Verdict:
    """The organisation officers of the town or the district."""
    return _within(by, P.KEEP_RESERVE, KEEPERS, division_code)


def can_settle_candidate(by: Actor, candidate: ReserveCandidate) -> Verdict:
    """The town's committee; never who proposed, and nobody about himself."""
    if is_one_of(by, candidate.proposed_by):
        return deny(_("人选是您提名的，由另一位同志确认。"))
    if by.person_uuid and str(by.person_uuid) == str(candidate.person.uuid):
        return deny(_("关系到您本人，由另一位同志确认。"))
    return _within(by, P.CONFIRM_RESERVE, _("后备人选由镇（街道）党委确认。"), candidate.division_code)


def can_end_candidate(by: Actor, candidate: ReserveCandidate) -> Verdict:
    """Who keeps the reserve of the place."""
    return _within(by, P.KEEP_RESERVE, KEEPERS, candidate.division_code)


def can_record_capability(by: Actor, division_code: str) -> Verdict:
    """Who keeps the reserve of the place; facts and evidence only."""
    return _within(by, P.KEEP_RESERVE, _("能力事实由镇（街道）组织干部或区委组织部按材料登记。"), division_code)


def can_withdraw_capability(by: Actor, capability: Capability) -> Verdict:
    """As for recording."""
    return can_record_capability(by, capability.division_code)


ADMITTERS = _("发展党员由镇（街道）组织干部或区委组织部按支部和上级党委的材料登记。")


def can_view_admissions(by: Actor) -> Verdict:
    """As for members: Party organisations and their officers."""
    return ALLOWED if by.may(P.VIEW_MEMBERS) else deny(_("发展党员的记录由组织部门和党组织查看。"))


def can_keep_admission(by: Actor, division_code: str, person=None) -> Verdict:
    """Officers who keep the registry of the place; never one's own."""
    if person is not None and by.person_uuid and str(by.person_uuid) == str(person.uuid):
        return deny(_("关系到您本人，由另一位同志登记。"))
    return _within(by, P.EDIT_REGISTRY, ADMITTERS, division_code)


def can_approve_admission(by: Actor, admission: Admission) -> Verdict:
    """Another officer than who recorded the branch meeting."""
    if is_one_of(by, admission.meeting_recorded_by):
        return deny(_("支部大会是您登记的，审批由另一位同志登记。"))
    return can_keep_admission(by, admission.division_code, admission.person)
