"""Who proposes, counts, confirms, issues and revokes. Whoever proposed a matter neither confirms it nor issues its certificate."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from qianxian.accounts.queries import is_one_of
from qianxian.accounts.rights import Permission as P
from qianxian.decisions.models import Certificate, Matter, Meeting, Objection, PowerCase, PowerFlag
from qianxian.foundation.actor import Actor
from qianxian.foundation.verdict import ALLOWED, Verdict, deny, in_place

ELSEWHERE = _("这个地方不在您的范围内。请联系所在村或镇（街道）。")
PROPOSERS = _("事项由村（社区）党组织书记发起和召集。请把材料交给他。")
COUNTERS = _("计票由村（社区）书记和村务监督委员会成员各录一遍。")
CONFIRMERS = _("决议由镇（街道）组织干部确认，凭证也由他出具。")
REVOKERS = _("凭证由镇（街道）党委撤销。")
SUPERVISORS = _("监督意见由本村村务监督委员会成员写。")
_within = in_place(ELSEWHERE)


def can_view_decisions(by: Actor) -> Verdict:
    """The village's own people and the offices above that look after it."""
    return ALLOWED if by.may(P.VIEW_DECISIONS) else deny(_("决策事项由村干部、村务监督委员会和镇（街道）、区有关部门查看。公开的决议在村务公开栏。"))


def can_open_matter(by: Actor, division_code: str) -> Verdict:
    """The village's secretary."""
    return _within(by, P.PROPOSE_MATTERS, PROPOSERS, division_code)


def can_conduct(by: Actor, matter: Matter) -> Verdict:
    """Meetings called, decisions and results published, the matter amended or withdrawn: the village's secretary."""
    return _within(by, P.PROPOSE_MATTERS, PROPOSERS, matter.division_code)


def can_enter_count(by: Actor, meeting: Meeting) -> Verdict:
    """The village's secretary and its supervision committee; which of the two copies is the command's business."""
    return _within(by, P.RECORD_COUNTS, COUNTERS, meeting.division_code)


def _another(by: Actor, permission: P, who, matter: Matter) -> Verdict:
    verdict = _within(by, permission, who, matter.division_code)
    if verdict.allowed and is_one_of(by, matter.opened_by):
        return deny(_("事项是您发起的，由另一位同志办理。"))
    return verdict


def can_confirm_count(by: Actor, meeting: Meeting) -> Verdict:
    """The town's organisation officer; never who proposed the matter or entered a count."""
    verdict = _another(by, P.CONFIRM_RESOLUTIONS, CONFIRMERS, meeting.matter)
    if verdict.allowed and is_one_of(by, *meeting.counters):
        return deny(_("您录过这次会议的计票，由另一位同志确认。"))
    return verdict


def can_receive_objection(by: Actor, matter: Matter) -> Verdict:
    """Whoever the village turns to: its secretary, its supervision committee, the town."""
    for permission in (P.PROPOSE_MATTERS, P.SUPERVISE_VILLAGE, P.CONFIRM_RESOLUTIONS):
        if by.may(permission):
            return _within(by, permission, PROPOSERS, matter.division_code)
    return deny(_("异议由村（社区）、村务监督委员会或镇（街道）登记。"))


def can_answer_objection(by: Actor, objection: Objection) -> Verdict:
    """The town's officer; never who proposed the matter."""
    return _another(by, P.CONFIRM_RESOLUTIONS, CONFIRMERS, objection.matter)


def can_issue_certificate(by: Actor, matter: Matter) -> Verdict:
    """The town's officer; never who proposed the matter."""
    return _another(by, P.CONFIRM_RESOLUTIONS, CONFIRMERS, matter)


def can_close_matter(by: Actor, matter: Matter) -> Verdict:
    """The town's officer files it once the result is published."""
    return _another(by, P.CONFIRM_RESOLUTIONS, CONFIRMERS, matter)


def can_revoke_certificate(by: Actor, certificate: Certificate) -> Verdict:
    """The town's committee; never who issued it."""
    verdict = _another(by, P.REVOKE_CERTIFICATES, REVOKERS, certificate.matter)
    return deny(_("凭证是您出具的，由另一位同志撤销。")) if verdict.allowed and is_one_of(by, certificate.issued_by) else verdict


def can_open_power_case(by: Actor, division_code: str) -> Verdict:
    """The village's secretary."""
    return _within(by, P.PROPOSE_MATTERS, PROPOSERS, division_code)


def can_move_power_case(by: Actor, case: PowerCase) -> Verdict:
    """The village's secretary."""
    return _within(by, P.PROPOSE_MATTERS, PROPOSERS, case.division_code)


def can_look_at_flag(by: Actor, flag: PowerFlag) -> Verdict:
    """The village's supervision committee; never who moved the case."""
    verdict = _within(by, P.SUPERVISE_VILLAGE, SUPERVISORS, flag.division_code)
    return deny(_("这一步是您办的，由另一位成员查看。")) if verdict.allowed and is_one_of(by, flag.flagged_by) else verdict
