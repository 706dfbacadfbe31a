"""Who may do what in the yearly assessment: scorer, approver and panel are different people, and nobody acts on his own sheet but as its owner."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from qianxian.accounts.queries import is_one_of
from qianxian.accounts.rights import Permission as P
from qianxian.foundation.actor import Actor
from qianxian.foundation.verdict import ALLOWED, Verdict, deny

ELSEWHERE = _("这件事不在您的范围内。请联系所在镇（街道）的组织干部。")
HIMSELF = _("不能办自己的考核。请由其他同志办理。")


def _may(by: Actor, permission: P, who: str | Promise, division_code: str) -> Verdict:
    if not by.may(permission):
        return deny(who)
    return ALLOWED if by.reaches(division_code) else deny(ELSEWHERE)


def is_assessed(by: Actor, sheet) -> bool:
    """True when the actor is assessed on the sheet: himself, or as a member of the assessed centre."""
    if not by.person_uuid:
        return False
    return str(by.person_uuid) == str(sheet.answers_for) or str(by.person_uuid) in {str(one) for one in sheet.assessed_people}


def _not_self(by: Actor, sheet) -> Verdict:
    return deny(HIMSELF) if is_assessed(by, sheet) else ALLOWED


def _work(by: Actor, permission: P, who: str | Promise, sheet) -> Verdict:
    verdict = _may(by, permission, who, sheet.division_code)
    return _not_self(by, sheet) if verdict else verdict


def can_view_assessments(by: Actor) -> Verdict:
    """Those who assess; the assessed see their own sheet under 我的考核."""
    return ALLOWED if by.may(P.VIEW_ASSESSMENTS) else deny(_("年度考核表由镇（街道）党委、组织干部和区委组织部查看；本人看「我的考核」。"))


def can_view_sheet(by: Actor, sheet) -> Verdict:
    """Those who assess, within reach; and the person who answers for the sheet."""
    if by.person_uuid and str(by.person_uuid) == str(sheet.answers_for) and by.may(P.VIEW_OWN_RECORD):
        return ALLOWED
    return _may(by, P.VIEW_ASSESSMENTS, _("年度考核表由镇（街道）党委、组织干部和区委组织部查看；本人看「我的考核」。"), sheet.division_code)


def can_view_own_sheets(by: Actor) -> Verdict:
    """Whoever has a record of his own."""
    return ALLOWED if by.may(P.VIEW_OWN_RECORD) and by.person_uuid else deny(_("您的账号没有对应的人员档案。请联系镇（街道）组织干部。"))


def can_draft_scheme(by: Actor, division_code: str) -> Verdict:
    """The town's organisation officer."""
    return _may(by, P.SCORE_ASSESSMENTS, _("考核方案由镇（街道）组织干部起草。"), division_code)


def can_publish_scheme(by: Actor, scheme) -> Verdict:
    """The town committee; never who drafted it."""
    verdict = _may(by, P.APPROVE_ASSESSMENTS, _("考核方案由镇（街道）党委公布。"), scheme.division_code)
    if verdict and is_one_of(by, scheme.drafted_by):
        return deny(_("起草方案的人不能公布方案。请由镇（街道）党委其他同志公布。"))
    return verdict


def can_open_sheets(by: Actor, scheme) -> Verdict:
    """The town's organisation officer, once the scheme is public."""
    return _may(by, P.SCORE_ASSESSMENTS, _("考核表由镇（街道）组织干部建立。"), scheme.division_code)


def can_report(by: Actor, sheet) -> Verdict:
    """The assessed himself; or the town's organisation officer who takes his paper report."""
    return _own_or_paper(by, sheet, _("述职由本人填写，也可以把书面述职交镇（街道）组织干部登记。"))


def can_sign(by: Actor, sheet) -> Verdict:
    """The assessed himself; or the town's organisation officer who keeps the signed paper or notes the refusal."""
    return _own_or_paper(by, sheet, _("由本人签字，或由镇（街道）组织干部登记纸质签字、注明拒签。"))


def can_appeal(by: Actor, sheet) -> Verdict:
    """The assessed himself; or the town's organisation officer who takes his paper."""
    return _own_or_paper(by, sheet, _("异议由本人提出，也可以把书面异议交镇（街道）组织干部登记。"))


def _own_or_paper(by: Actor, sheet, who: str | Promise) -> Verdict:
    if by.person_uuid and str(by.person_uuid) == str(sheet.answers_for) and by.may(P.VIEW_OWN_RECORD):
        return ALLOWED
    return _work(by, P.SCORE_ASSESSMENTS, who, sheet)


def can_record_fact(by: Actor, sheet) -> Verdict:
    """The town's organisation officer, never about himself."""
    return _work(by, P.SCORE_ASSESSMENTS, _("考核事实由镇（街道）组织干部登记。"), sheet)


def can_score(by: Actor, sheet) -> Verdict:
    """The town's organisation officer, never himself."""
    return _work(by, P.SCORE_ASSESSMENTS, _("评分由镇（街道）组织干部办理。"), sheet)


def can_tell(by: Actor, sheet) -> Verdict:
    """Notices are the town organisation officer's."""
    return _work(by, P.SCORE_ASSESSMENTS, _("告知由镇（街道）组织干部办理。"), sheet)


def can_approve(by: Actor, sheet) -> Verdict:
    """The town committee; never the scorer, never the assessed (separation of duties ②③)."""
    verdict = _work(by, P.APPROVE_ASSESSMENTS, _("考核表由镇（街道）党委审核。"), sheet)
    if verdict and is_one_of(by, sheet.scored_by):
        return deny(_("评分的人不能审核同一份考核表。请由镇（街道）党委其他同志审核。"))
    return verdict


def can_grade(by: Actor, scheme) -> Verdict:
    """The town committee decides the grades of its town."""
    return _may(by, P.APPROVE_ASSESSMENTS, _("等次由镇（街道）党委评定。"), scheme.division_code)


def can_answer_appeal(by: Actor, sheet) -> Verdict:
    """Another panel: who neither scored, approved nor graded, and is not assessed."""
    verdict = _work(by, P.ANSWER_APPEALS, _("考核异议由镇（街道）党委没有参加评分、审核、评定的同志答复。"), sheet)
    if verdict and is_one_of(by, sheet.scored_by, sheet.approved_by, sheet.grading.decided_by if sheet.grading else ""):
        return deny(_("参加评分、审核或评定的人不能答复异议。请由没有参加的同志答复。"))
    return verdict


def can_fix_grade(by: Actor, sheet) -> Verdict:
    """The town committee, once the days to appeal are over or the appeal is answered."""
    return _work(by, P.APPROVE_ASSESSMENTS, _("等次由镇（街道）党委确定。"), sheet)
