"""Who keeps the register, who asks, who agrees beyond the budget, who fills, and who answers for an element."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from qianxian.accounts.queries import is_one_of
from qianxian.accounts.rights import Permission as P
from qianxian.foundation.actor import Actor
from qianxian.foundation.verdict import ALLOWED, Verdict, deny, in_place

# Which role answers for the elements of an owner.
OWNER_ROLES = {"organisation": "district_org_officer", "finance": "finance_bureau", "agriculture": "audit_bureau"}
ELSEWHERE = _("这个地方不在您的范围内。请联系所在村或镇（街道）。")
ASKERS = _("填报任务由区有关部门和镇（街道）组织干部起草、下发。")
_within = in_place(ELSEWHERE)


def can_view_elements(by: Actor) -> Verdict:
    """Everybody whose work is asked for, and everybody who asks."""
    return ALLOWED if by.may(P.VIEW_ELEMENTS) else deny(_("数据元和填报任务由区、镇（街道）、村（社区）的工作人员查看。"))


def can_keep_elements(by: Actor) -> Verdict:
    """The district's organisation officers."""
    return ALLOWED if by.may(P.KEEP_ELEMENTS) else deny(_("数据元由区委组织部登记。要增加一项，请把依据报区委组织部。"))


def can_issue_collections(by: Actor) -> Verdict:
    """A department of the district, or a town."""
    return ALLOWED if by.may(P.ISSUE_COLLECTIONS) else deny(ASKERS)


def can_steer_collection(by: Actor, task: Any) -> Verdict:
    """Its own issuer: the same role over the same place."""
    verdict = _within(by, P.ISSUE_COLLECTIONS, ASKERS, task.issuer_code)
    return deny(_("这个任务由起草的单位办理。")) if verdict.allowed and by.role != task.issuer_role else verdict


def can_approve_collection(by: Actor, task: Any) -> Verdict:
    """Over the budget: another person than who drafted, not merely another login of his, of the town's committee or the district."""
    verdict = _within(by, P.APPROVE_COLLECTIONS, _("超出预算的任务由镇（街道）党委或区委组织部另一位同志同意。"), task.issuer_code)
    return deny(_("任务是您起草的，由另一位同志同意。")) if verdict.allowed and is_one_of(by, task.drafted_by) else verdict


def can_fill(by: Actor, unit: Any) -> Verdict:
    """The village's own staff."""
    return _within(by, P.FILL_COLLECTIONS, _("由本村（社区）的书记、中心委员或窗口人员填报。"), unit.division_code)


def can_answer_report(by: Actor, report: Any) -> Verdict:
    """The owner of the element that the question asks, within reach of the village."""
    verdict = _within(by, P.ISSUE_COLLECTIONS, _("由数据元的归口单位答复。"), report.division_code)
    owned = OWNER_ROLES[report.question.element.owner] == by.role
    return verdict if not verdict.allowed or owned else deny(_("由数据元的归口单位答复。"))
