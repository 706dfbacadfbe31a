"""Who may do what in 选聘分离: the role (what), the reach (where), and that nobody decides on himself or on his own proposal."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from qianxian.accounts.queries import is_one_of
from qianxian.accounts.rights import Permission as P
from qianxian.engagements.models import EngagementDecision, EngagementReview, VettingCase, VettingReply, VettingRound
from qianxian.foundation.actor import Actor
from qianxian.foundation.verdict import ALLOWED, Verdict, deny

ELSEWHERE = _("这件事不在您的范围内。请联系所在镇（街道）的组织干部。")
CASES_ARE_SEEN_BY = _("处理事项由镇（街道）党委、组织干部和区委组织部查看。")
HIMSELF = _("不能办自己的选聘事项。请由其他同志办理。")


def _may(by: Actor, permission: P, who: str | Promise, division_code: str = "") -> Verdict:
    if not by.may(permission):
        return deny(who)
    if division_code and not by.reaches(division_code):
        return deny(ELSEWHERE)
    return ALLOWED


def is_himself(by: Actor, person) -> bool:
    """True when the actor is the person in question; works for a person or a review's candidate."""
    return bool(by.person_uuid) and str(by.person_uuid) == str(person.uuid)


# reading


def can_view_engagements(by: Actor) -> Verdict:
    """Those who work on engagements; others see their own record on their own page."""
    return _may(by, P.VIEW_ENGAGEMENTS, _("选聘台账由组织部门、镇（街道）党委和村（社区）党组织查看。"))


def can_view_review(by: Actor, review: EngagementReview) -> Verdict:
    """As the list, within reach."""
    return _may(by, P.VIEW_ENGAGEMENTS, _("选聘事项由组织部门、镇（街道）党委和村（社区）党组织查看。"), review.division_code)


def can_view_vetting(by: Actor) -> Verdict:
    """Replies are for vetting officers alone."""
    return _may(by, P.SEND_VETTING, _("联审答复只有区联审员可以查看。聘任时只显示结论。"))


def can_view_department_list(by: Actor) -> Verdict:
    """A department sees the items sent to it, nothing else."""
    if not by.may(P.ANSWER_VETTING) or not by.department:
        return deny(_("联审名单由被征求意见部门的答复人查看。请联系本部门答复人。"))
    return ALLOWED


# joint vetting


def can_create_round(by: Actor, division_code: str) -> Verdict:
    """Vetting officers of the district."""
    return _may(by, P.SEND_VETTING, _("联审由区联审员发起。请把人选名单交区联审员。"), division_code)


def can_send_round(by: Actor, round: VettingRound) -> Verdict:
    """Vetting officers of the district."""
    return _may(by, P.SEND_VETTING, _("联审名单由区联审员发出。"), round.division_code)


def can_answer_vetting(by: Actor, reply: VettingReply) -> Verdict:
    """A department answers for itself only."""
    if not by.may(P.ANSWER_VETTING):
        return deny(_("联审由被征求意见部门的答复人答复。"))
    if not by.department or by.department != reply.department:
        return deny(_("只能答复发给本部门的名单。"))
    return _not_self(by, reply.case.person)


def can_conclude_case(by: Actor, case: VettingCase) -> Verdict:
    """A vetting officer other than the one who sent the list (separation of duties ⑥)."""
    verdict = _may(by, P.CONCLUDE_VETTING, _("联审结论由区联审员作出。"), case.division_code)
    if verdict and is_one_of(by, case.round.sent_by):
        return deny(_("发出名单的人不能下结论。请另一位区联审员下结论。"))
    return verdict


# review


def can_nominate(by: Actor, division_code: str) -> Verdict:
    """The town's organisation officer."""
    return _may(by, P.NOMINATE, _("人选由镇（街道）组织干部提名。"), division_code)


def can_propose(by: Actor, review: EngagementReview, about_secretary: bool) -> Verdict:
    """The village secretary for the party organisation; about the secretary himself the town's organisation officer proposes."""
    if about_secretary:
        if not by.may(P.NOMINATE):
            return deny(_("人选是书记本人，村（社区）党组织书记应当回避，由镇（街道）组织干部提出建议。"))
        return ALLOWED if by.reaches(review.division_code) else deny(ELSEWHERE)
    verdict = _may(by, P.PROPOSE_ENGAGEMENT, _("聘任建议由村（社区）党组织书记以党组织名义提出。"), review.division_code)
    return _not_self(by, review.person) if verdict else verdict


def can_return(by: Actor, review: EngagementReview) -> Verdict:
    """Who decides may send back."""
    return _decider(by, review)


def can_decide(by: Actor, review: EngagementReview) -> Verdict:
    """The town committee; never the one who proposed or nominated, never the candidate."""
    return _decider(by, review)


def _decider(by: Actor, review: EngagementReview) -> Verdict:
    verdict = _may(by, P.DECIDE_ENGAGEMENT, _("聘任由镇（街道）党委决定。"), review.division_code)
    if not verdict:
        return verdict
    if is_one_of(by, review.proposed_by, review.nominated_by):
        return deny(_("提名人、建议人不能决定同一件事。请由镇（街道）党委其他同志决定。"))
    return _not_self(by, review.person)


def can_withdraw(by: Actor, review: EngagementReview) -> Verdict:
    """The town's organisation officer, who nominated."""
    return _may(by, P.NOMINATE, _("撤回人选由镇（街道）组织干部办理。"), review.division_code)


def can_issue(by: Actor, review: EngagementReview) -> Verdict:
    """Publicity, letters and notices: the town's organisation officer, never about himself."""
    verdict = _may(by, P.ISSUE_LETTERS, _("公示、聘任书和告知书由镇（街道）组织干部办理。"), review.division_code)
    return _not_self(by, review.person) if verdict else verdict


def can_request_review(by: Actor, decision: EngagementDecision) -> Verdict:
    """The person concerned, or the town's organisation officer who takes his paper request."""
    if is_himself(by, decision.person) and by.may(P.VIEW_OWN_RECORD):
        return ALLOWED
    return _may(by, P.ISSUE_LETTERS, _("申请复核由本人提出，也可以把书面申请交镇（街道）组织干部登记。"), decision.division_code)


def can_answer_review(by: Actor, decision: EngagementDecision) -> Verdict:
    """The town committee's other people: never who decided, never who proposed."""
    verdict = _may(by, P.DECIDE_ENGAGEMENT, _("复核由镇（街道）党委没有参加原决定的同志办理。"), decision.division_code)
    if verdict and is_one_of(by, decision.decided_by, decision.review.proposed_by, decision.review.nominated_by):
        return deny(_("作出原决定或提出建议的人不能复核。请由没有参加原决定的同志办理。"))
    return _not_self(by, decision.person) if verdict else verdict


# appointments


def can_end_engagement(by: Actor, engagement) -> Verdict:
    """The town committee; never one's own."""
    verdict = _may(by, P.DECIDE_ENGAGEMENT, _("结束聘任由镇（街道）党委决定。"), engagement.division_code)
    return _not_self(by, engagement.person) if verdict else verdict


def can_appoint_acting(by: Actor, division_code: str, person) -> Verdict:
    """The town committee; never oneself."""
    verdict = _may(by, P.DECIDE_ENGAGEMENT, _("代理主任由镇（街道）党委指定。"), division_code)
    return _not_self(by, person) if verdict else verdict


def can_change_secretary(by: Actor, division_code: str) -> Verdict:
    """Who keeps the registry of the place; the engagement's end is the law's consequence, not a further decision (R-E02)."""
    return _may(by, P.EDIT_REGISTRY, _("书记任免由镇（街道）组织干部按党委决定登记。"), division_code)


def can_record_grade(by: Actor, person) -> Verdict:
    """District and town; never one's own grade."""
    verdict = _may(by, P.RECORD_GRADES, _("年度考核等次由镇（街道）党委或区委组织部登记。"), person.division_code)
    return _not_self(by, person) if verdict else verdict


# consequences, filing


def can_view_cases(by: Actor) -> Verdict:
    """Those who bear it: the town committee, its organisation officer, the district's organisation department."""
    return _may(by, P.VIEW_ASSESSMENTS, CASES_ARE_SEEN_BY)


def can_view_case(by: Actor, case) -> Verdict:
    """As the list, within reach; and the person concerned."""
    if is_himself(by, case.person) and by.may(P.VIEW_OWN_RECORD):
        return ALLOWED
    return _may(by, P.VIEW_ASSESSMENTS, CASES_ARE_SEEN_BY, case.division_code)


def can_propose_consequence(by: Actor, engagement) -> Verdict:
    """The town's organisation officer, never about himself."""
    verdict = _may(by, P.NOMINATE, _("处理事项由镇（街道）组织干部提出。"), engagement.division_code)
    return _not_self(by, engagement.person) if verdict else verdict


def can_hear(by: Actor, case) -> Verdict:
    """The town's organisation officer calls the hearing and keeps its record."""
    verdict = _may(by, P.NOMINATE, _("听取陈述由镇（街道）组织干部安排和记录。"), case.division_code)
    return _not_self(by, case.person) if verdict else verdict


def can_decide_case(by: Actor, case) -> Verdict:
    """The town committee; never who proposed, never the person concerned."""
    verdict = _may(by, P.DECIDE_ENGAGEMENT, _("处理事项由镇（街道）党委决定。"), case.division_code)
    if verdict and is_one_of(by, case.proposed_by):
        return deny(_("提出处理的人不能决定同一件事。请由镇（街道）党委其他同志决定。"))
    return _not_self(by, case.person) if verdict else verdict


def can_serve_case(by: Actor, case) -> Verdict:
    """Notices are the town organisation officer's."""
    verdict = _may(by, P.ISSUE_LETTERS, _("告知书由镇（街道）组织干部送达。"), case.division_code)
    return _not_self(by, case.person) if verdict else verdict


def can_ask_case_review(by: Actor, case) -> Verdict:
    """The person concerned, or the town's organisation officer who takes his paper request."""
    if is_himself(by, case.person) and by.may(P.VIEW_OWN_RECORD):
        return ALLOWED
    return _may(by, P.ISSUE_LETTERS, _("申请复核由本人提出，也可以把书面申请交镇（街道）组织干部登记。"), case.division_code)


def can_answer_case_review(by: Actor, case) -> Verdict:
    """The town committee's other people: never who decided, never who proposed."""
    verdict = _may(by, P.DECIDE_ENGAGEMENT, _("复核由镇（街道）党委没有参加原决定的同志办理。"), case.division_code)
    if verdict and is_one_of(by, case.decided_by, case.proposed_by):
        return deny(_("作出原决定或提出处理的人不能复核。请由没有参加原决定的同志办理。"))
    return _not_self(by, case.person) if verdict else verdict


def can_file_secretary(by: Actor, mandate) -> Verdict:
    """The town's organisation officer files with the county."""
    return _may(by, P.ISSUE_LETTERS, _("书记备案由镇（街道）组织干部报送。"), mandate.division_code)


def can_object_to_filing(by: Actor, filing) -> Verdict:
    """The district's organisation department; never who filed."""
    verdict = _may(by, P.FILE_SECRETARIES, _("对备案的异议由区委组织部提出。"), filing.division_code)
    if verdict and is_one_of(by, filing.filed_by):
        return deny(_("报送备案的人不能提出异议。请由区委组织部其他同志办理。"))
    return verdict


def can_answer_objection(by: Actor, filing) -> Verdict:
    """The town committee answers the district."""
    return _may(by, P.DECIDE_ENGAGEMENT, _("对异议由镇（街道）党委研究后答复。"), filing.division_code)


def can_view_grounds(by: Actor) -> Verdict:
    """The district's vetting officers and its organisation department; the database shows the rows to nobody else."""
    if by.may(P.CONCLUDE_VETTING) or by.may(P.FILE_SECRETARIES):
        return ALLOWED
    return deny(_("不宜任职的情形由区联审员和区委组织部查看。"))


def can_record_ground(by: Actor, person) -> Verdict:
    """A vetting officer of the district, never about himself."""
    verdict = _may(by, P.CONCLUDE_VETTING, _("不宜任职的情形由区联审员按文书登记。"), person.division_code)
    return _not_self(by, person) if verdict else verdict


def can_clear_cadre(by: Actor, record) -> Verdict:
    """The district's organisation department; never who recorded the ground."""
    verdict = _may(by, P.FILE_SECRETARIES, _("依法终止职务由区委组织部登记。"), record.division_code)
    if verdict and is_one_of(by, record.recorded_by):
        return deny(_("登记情形的人不能办理终止。请由区委组织部其他同志办理。"))
    return _not_self(by, record.person) if verdict else verdict


def _not_self(by: Actor, person) -> Verdict:
    return deny(HIMSELF) if is_himself(by, person) else ALLOWED
