"""Who records, approves, accepts, audits. Whoever recorded a project neither approves, accepts nor audits it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from qianxian.accounts.queries import is_one_of
from qianxian.accounts.rights import Permission as P
from qianxian.foundation.actor import Actor
from qianxian.foundation.verdict import ALLOWED, Verdict, deny, in_place
from qianxian.projects.models import Project

ELSEWHERE = _("这个地方不在您的范围内。请联系所在村或镇（街道）。")
KEEPERS = _("项目由村（社区）党组织书记、中心委员和第一书记登记。请把材料交给他们。")
APPROVERS = _("立项由镇（街道）党委批复。")
ACCEPTERS = _("验收由村务监督委员会成员和镇（街道）组织干部办理。")
AUDITORS = _("结算审计由审计、农业农村部门登记。")
_within = in_place(ELSEWHERE)


def can_view_projects(by: Actor) -> Verdict:
    """The village's own people and the offices above that look after it."""
    return ALLOWED if by.may(P.VIEW_PROJECTS) else deny(_("项目由村干部、村务监督委员会和镇（街道）、区有关部门查看。"))


def can_keep_project(by: Actor, division_code: str) -> Verdict:
    """Recorded, budgeted, tendered, changed: the village."""
    return _within(by, P.KEEP_PROJECTS, KEEPERS, division_code)


def _another(by: Actor, permission: P, who: object, project: Project) -> Verdict:
    verdict = _within(by, permission, who, project.division_code)
    return deny(_("项目是您登记的，由另一位同志办理。")) if verdict.allowed and is_one_of(by, project.recorded_by) else verdict


def can_approve_project(by: Actor, project: Project) -> Verdict:
    """The town's committee."""
    return _another(by, P.APPROVE_PROJECTS, APPROVERS, project)


def can_accept_works(by: Actor, project: Project) -> Verdict:
    """The village's supervision committee and the town; whose hands were in it is the rule's business."""
    return _another(by, P.ACCEPT_PROJECTS, ACCEPTERS, project)


def can_audit_project(by: Actor, project: Project) -> Verdict:
    """The audit and agriculture bureaus."""
    return _another(by, P.AUDIT_PROJECTS, AUDITORS, project)
