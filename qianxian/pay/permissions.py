"""Who prepares, checks and approves pay, and who may see a slip. Three different people (handbook 7, separation ①)."""

from __future__ import annotations

from django.utils.translation import gettext as _

from qianxian.accounts.queries import is_one_of
from qianxian.accounts.rights import Permission
from qianxian.foundation.actor import Actor
from qianxian.foundation.verdict import ALLOWED, Verdict, deny
from qianxian.pay.models import PayCorrection, PayRun, PaySlip
from qianxian.people.models import Person


def can_view_pay(actor: Actor) -> Verdict:
    """Runs and lists of pay: organisation department, finance and the approver."""
    return ALLOWED if actor.may(Permission.VIEW_PAY) else deny(_("工资批次由区委组织部和财政部门查看。您自己的工资条在「我的」里。"))


def can_prepare(actor: Actor, division_code: str) -> Verdict:
    """The organisation department prepares, within its reach."""
    if not actor.may(Permission.PREPARE_PAY):
        return deny(_("工资批次由区委组织部编制。"))
    return ALLOWED if actor.reaches(division_code) else deny(_("这个地方不在您的管辖范围内。"))


def can_check(actor: Actor, run: PayRun) -> Verdict:
    """Finance checks what others prepared."""
    if not actor.may(Permission.CHECK_PAY):
        return deny(_("工资批次由财政部门核对。"))
    return deny(_("编制和核对要由两个人做。请财政部门的另一位同志核对。")) if is_one_of(actor, run.prepared_by) else ALLOWED


def can_approve(actor: Actor, run: PayRun) -> Verdict:
    """A third person approves."""
    if not actor.may(Permission.APPROVE_PAY):
        return deny(_("工资批次由审批人审批。"))
    if is_one_of(actor, run.prepared_by, run.checked_by):
        return deny(_("编制、核对、审批要由三个人做。请另一位审批人办理。"))
    return ALLOWED


def can_see_slip(actor: Actor, slip: PaySlip) -> Verdict:
    """The person's own slip once approved; those who handle pay see all in reach."""
    if actor.may(Permission.VIEW_PAY):
        return ALLOWED
    own = actor.person_uuid and str(slip.person.uuid) == actor.person_uuid
    if own and slip.approved_on:
        return ALLOWED
    return deny(_("工资条只给本人和经办工资的人看。"))


def can_record_fact(actor: Actor, person: Person) -> Verdict:
    """Facts that stop or change pay are recorded by those who prepare it, never for oneself."""
    if actor.person_uuid and str(person.uuid) == actor.person_uuid:
        return deny(_("本人的工资变动由另一位同志登记。"))
    return can_prepare(actor, person.division_code)


def can_check_correction(actor: Actor, correction: PayCorrection) -> Verdict:
    """Finance checks what others prepared."""
    if not actor.may(Permission.CHECK_PAY):
        return deny(_("差额更正由财政部门核对。"))
    same = is_one_of(actor, correction.prepared_by)
    return deny(_("编制和核对要由两个人做。请财政部门的另一位同志核对。")) if same else ALLOWED


def can_approve_correction(actor: Actor, correction: PayCorrection) -> Verdict:
    """A third person approves."""
    if not actor.may(Permission.APPROVE_PAY):
        return deny(_("差额更正由审批人审批。"))
    if is_one_of(actor, correction.prepared_by, correction.checked_by):
        return deny(_("编制、核对、审批要由三个人做。请另一位审批人办理。"))
    return ALLOWED
