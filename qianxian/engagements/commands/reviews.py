"""The review of a candidate: nominated, proposed by the party organisation, decided by the town. The elected seat is never touched."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from qianxian.centres.models import ServiceCentre
from qianxian.engagements import facts, grounds, judging, moves
from qianxian.engagements import permissions as may
from qianxian.engagements.models import EngagementDecision, EngagementReview, VettingCase
from qianxian.engagements.numbers import file_number
from qianxian.foundation import audit
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import RuleViolated, Violation, violated
from qianxian.foundation.verdict import require
from qianxian.notices.outbox import Kind, announce
from qianxian.organisations.models import Mandate
from qianxian.people.models import Person

DUE_PROCESS = "干部权利保障"
SHOWN = ("state", "proposal", "proposal_document", "publicity_from", "publicity_to")


@dataclass(frozen=True)
class Kin:
    """A near relative with an office in the village, as the candidate declares: read by the one check of R-E09 and kept nowhere."""

    person: Person
    relation: str


@dataclass(frozen=True)
class Ruling:
    """What the town decided: the outcome, where and by whom, and what that outcome needs.

    ``talk_document`` is needed to engage somebody whose last grade is basic or not competent; ``kin`` is what the candidate declares.
    """

    outcome: str
    body: str
    meeting: str
    term_from: dt.date | None = None
    term_to: dt.date | None = None
    ground_code: str = ""
    ground: str = ""
    evidence: str = ""
    statement_heard_on: dt.date | None = None
    deferred_until: dt.date | None = None
    talk_document: str = ""
    kin: tuple[Kin, ...] = ()


def locked(review: EngagementReview) -> EngagementReview:
    """The review locked for a write, its centre locked before it so that posts cannot be given out twice."""
    centre = ServiceCentre.objects.select_for_update(no_key=True).get(pk=review.centre_id)
    row = EngagementReview.objects.select_for_update(of=["self"]).select_related("person").get(pk=review.pk)
    row.centre = centre
    return row


def check_move(review: EngagementReview, to: str) -> None:
    """Raise when the review cannot go there from where it stands."""
    if fault := moves.move_fault(review.state, to, review.get_state_display()):
        raise RuleViolated([fault])


def moved(review: EngagementReview, to: str, *fields: str) -> None:
    """Save the review in its new state."""
    review.state, review.version = to, review.version + 1
    review.save(update_fields=["state", "version", *fields])


@transaction.atomic
def nominate(
    *, person: Person, centre: ServiceCentre, post: str, by: Actor, on: dt.date, mandate: Mandate | None = None
) -> EngagementReview:
    """A new review. Needs a free planned post; the director's candidate is the serving secretary (R-E02, R-E03). Vetting may follow."""
    place = ServiceCentre.objects.select_for_update(no_key=True).get(pk=centre.pk)
    require(may.can_nominate(by, place.division_code))
    office = mandate or facts.office_of(person, place, post, on)
    if faults := _nomination_faults(person, place, post, office, on):
        raise RuleViolated(faults)
    made = EngagementReview.objects.create(
        division_code=place.division_code,
        number=file_number("XP", place.division_code, on),
        person=person,
        centre=place,
        post=post,
        mandate=office,
        vetting_case=facts.usable_vetting(person, on),
        nominated_on=on,
        nominated_by=by.login,
    )
    audit.record(
        by=by,
        action="engagements.nominate",
        thing=made,
        after={
            "number": made.number,
            "person": str(person.uuid),
            "centre": str(place.uuid),
            "post": post,
            "mandate": str(office.uuid) if office else None,
        },
    )
    return made


def _nomination_faults(person: Person, centre: ServiceCentre, post: str, office: Mandate | None, on: dt.date) -> list[Violation]:
    faults = []
    if person.died_on or person.merged_into_id:
        faults.append(Violation("person", _("这份人员档案已停用，请从合并后的档案提名。"), "R-E01", "person"))
    if post not in EngagementReview.Post.values:
        faults.append(Violation("post", _("请选择中心岗位。"), "R-E03", "post"))
    if centre.closed_on is not None or centre.kind != ServiceCentre.Kind.MAIN:
        faults.append(Violation("centre", _("请选择正在使用的中心；服务点不设领导岗位。"), "R-K01", "centre"))
    if office is not None and office.person_id != person.pk:
        faults.append(Violation("mandate", _("当选职务要是这个人本人的。请重新选择。"), "R-E01", "mandate"))
    if facts.open_review_of(person):
        faults.append(Violation("open_review", _("这个人已有一件没有办结的选聘。请先办结那一件。"), "R-E01", "person"))
    if facts.engaged_now(person, on):
        faults.append(Violation("engaged", _("这个人现在已受聘。请先结束那一段聘任。"), "R-E01", "person"))
    if post == EngagementReview.Post.DIRECTOR:
        faults += facts.director_faults(person, centre, on)
    return faults + facts.place_faults(centre, on, person, facts.OPEN)


@transaction.atomic
def propose(*, review: EngagementReview, proposal: str, document: str, opinion: str, by: Actor, on: dt.date) -> EngagementReview:
    """The party organisation's proposal with its document or meeting. About the secretary himself the town's officer proposes."""
    row = locked(review)
    require(may.can_propose(by, row, facts.is_secretary(row.person, row.centre, on)))
    check_move(row, EngagementReview.State.PROPOSED)
    faults = []
    if proposal not in EngagementDecision.Outcome.values:
        faults.append(Violation("proposal", _("请选择建议：聘任、不予聘任或暂缓聘任。"), "选聘办法", "proposal"))
    if not document.strip():
        faults.append(Violation("document", _("请填写党组织会议或文件，例如「2019年第5次支委会」。"), "选聘办法", "document"))
    if proposal in moves.NEGATIVE and not opinion.strip():
        faults.append(Violation("opinion", _("建议不予或暂缓聘任的，请写明理由。"), DUE_PROCESS, "opinion"))
    if faults:
        raise RuleViolated(faults)
    before = audit.snapshot(row, *SHOWN)
    row.proposed_on, row.proposed_by, row.proposal = on, by.login, proposal
    row.proposal_document, row.proposal_opinion = document.strip(), opinion.strip()
    moved(row, EngagementReview.State.PROPOSED, "proposed_on", "proposed_by", "proposal", "proposal_document", "proposal_opinion")
    audit.record(by=by, action="engagements.propose", thing=row, before=before, after=audit.snapshot(row, *SHOWN))
    return row


@transaction.atomic
def return_review(*, review: EngagementReview, reason: str, by: Actor, on: dt.date) -> EngagementReview:
    """Sent back to the party organisation with what is to be mended."""
    row = locked(review)
    require(may.can_return(by, row))
    check_move(row, EngagementReview.State.RETURNED)
    if not reason.strip():
        raise violated("reason", _("请写明退回原因和要补正的内容。"), "选聘办法", "reason")
    before = audit.snapshot(row, *SHOWN)
    moved(row, EngagementReview.State.RETURNED)
    audit.record(by=by, action="engagements.return_review", thing=row, before=before, after=audit.snapshot(row, *SHOWN), reason=reason)
    announce(Kind.RETURNED, to=row.proposed_by or row.nominated_by)
    return row


@transaction.atomic
def withdraw(*, review: EngagementReview, reason: str, by: Actor, on: dt.date) -> EngagementReview:
    """The nomination taken back before a decision; the elected office is untouched."""
    row = locked(review)
    require(may.can_withdraw(by, row))
    check_move(row, EngagementReview.State.WITHDRAWN)
    if not reason.strip():
        raise violated("reason", _("请写明撤回原因。"), "选聘办法", "reason")
    before = audit.snapshot(row, *SHOWN)
    moved(row, EngagementReview.State.WITHDRAWN)
    audit.record(by=by, action="engagements.withdraw", thing=row, before=before, after=audit.snapshot(row, *SHOWN), reason=reason)
    return row


@transaction.atomic
def attach_vetting(*, review: EngagementReview, case: VettingCase, by: Actor, on: dt.date) -> EngagementReview:
    """The review rests on this vetting of the same person from now on."""
    row = locked(review)
    require(may.can_withdraw(by, row))
    if case.person_id != row.person_id:
        raise violated("vetting", _("联审要是这个人本人的。请重新选择。"), "R-E05", "vetting_case")
    before = {"vetting_case": str(row.vetting_case.uuid) if row.vetting_case_id else None}
    row.vetting_case, row.version = case, row.version + 1
    row.save(update_fields=["vetting_case", "version"])
    audit.record(by=by, action="engagements.attach_vetting", thing=row, before=before, after={"vetting_case": str(case.uuid)})
    return row


@transaction.atomic
def decide_review(*, review: EngagementReview, ruling: Ruling, by: Actor, on: dt.date) -> EngagementDecision:
    """The town's decision on ``on``: engaged, not engaged, or deferred. A later decision (after a deferral) replaces, never overwrites."""
    row = locked(review)
    require(may.can_decide(by, row))
    check_move(row, target_state(ruling.outcome))
    if row.state not in ("proposed", "deferred", "publicised"):
        raise violated("state", _("这件选聘已有决定。要改变，请由本人申请复核。"), "选聘办法")
    made = write_decision(row, ruling, by, on)
    announce(Kind.DECIDED, to=row.proposed_by or row.nominated_by)
    return made


def target_state(outcome: str) -> str:
    """Where a decision leads."""
    return EngagementReview.State.DEFERRED if outcome == "deferred" else EngagementReview.State.DECIDED


def write_decision(
    row: EngagementReview, ruling: Ruling, by: Actor, on: dt.date, action: str = "engagements.decide_review"
) -> EngagementDecision:
    """Check every rule of the outcome, then the decision's row and the leaf. For commands that already hold lock and permission."""
    rested_on = row.vetting_case_id
    row.vetting_case = facts.usable_vetting(row.person, on) or row.vetting_case
    earlier = row.decisions.order_by("-decided_on", "-id").first()
    given_back = earlier is not None and facts.overturned(earlier.pk)
    if faults := _ruling_faults(row, ruling, on, given_back):
        raise RuleViolated(faults)
    before = {**audit.snapshot(row, *SHOWN), "outcome": earlier.outcome if earlier else None}
    if row.vetting_case_id != rested_on:
        row.save(update_fields=["vetting_case"])
    made = EngagementDecision.objects.create(
        division_code=row.division_code,
        review=row,
        person=row.person,
        centre=row.centre,
        decided_on=on,
        decided_by=by.login,
        vetting_state=row.vetting_case.state if row.vetting_case else "",
        replaces=earlier,
        exception_document=_exception(row, ruling, on) if ruling.outcome == "engaged" else "",
        **_values(ruling),
    )
    row.publicity_from = row.publicity_to = None
    row.publicity_feedback = ""
    moved(row, target_state(ruling.outcome), "publicity_from", "publicity_to", "publicity_feedback")
    audit.record(
        by=by,
        action=action,
        thing=row,
        before=before,
        reason=ruling.meeting,
        after={**audit.snapshot(row, "state"), "decision": str(made.uuid), **_values(ruling), "kin_declared": len(ruling.kin)},
    )
    return made


def _exception(row: EngagementReview, ruling: Ruling, on: dt.date) -> str:
    """The document above the plan that the engagement rests on: the county's, or for somebody given back by a review that review's own (R-E03)."""
    if facts.place_faults(row.centre, on, row.person):
        return f"{ruling.body.strip()}{ruling.meeting.strip()}"
    plan = facts.plan_on(row.centre, on)
    return plan.exception_document if plan else ""


def _values(ruling: Ruling) -> dict:
    text = ("outcome", "body", "meeting", "ground_code", "ground", "evidence")
    kept = {name: getattr(ruling, name).strip() for name in text}
    negative = ruling.outcome in moves.NEGATIVE
    if negative and not kept["ground"]:
        kept["ground"] = str(grounds.DECISION_GROUNDS[ruling.ground_code][0])
    kept["statement_heard_on"] = ruling.statement_heard_on if negative else None
    kept["deferred_until"] = ruling.deferred_until if ruling.outcome == "deferred" else None
    engaged = ruling.outcome == "engaged"
    kept["talk_document"] = ruling.talk_document.strip() if engaged else ""
    return {**kept, "term_from": ruling.term_from if engaged else None, "term_to": ruling.term_to if engaged else None}


def _hearing_faults(row: EngagementReview, heard_on: dt.date | None, on: dt.date) -> list[Violation]:
    """The person was heard on what is decided now: not before he was nominated, nor before the decision that this one follows."""
    if heard_on is None or heard_on > on:
        return [Violation("statement", _("请先听取本人陈述和申辩，再填写听取日期（不晚于决定日）。"), DUE_PROCESS, "statement_heard_on")]
    earlier = row.decisions.order_by("-decided_on", "-pk").values_list("decided_on", flat=True).first()
    first = max(row.nominated_on, earlier or row.nominated_on)
    if heard_on >= first:
        return []
    words = _("听取日期早于提名或上一次决定（%(day)s）。请就这一次的理由另行听取本人陈述和申辩。")
    return [Violation("statement", words % {"day": first}, DUE_PROCESS, "statement_heard_on")]


def _ruling_faults(row: EngagementReview, ruling: Ruling, on: dt.date, given_back: bool) -> list[Violation]:
    faults = []
    if ruling.outcome not in EngagementDecision.Outcome.values:
        return [Violation("outcome", _("请选择结论：同意聘任、不予聘任或暂缓聘任。"), "R-E01", "outcome")]
    if not ruling.body.strip() or not ruling.meeting.strip():
        faults.append(Violation("meeting", _("请填写决定机关和会议。决定由集体作出，不由一个人作出。"), DUE_PROCESS, "meeting"))
    if fault := grounds.decision_ground_fault(ruling.outcome, ruling.ground_code):
        faults.append(fault)
    if ruling.outcome == "engaged":
        return faults + _engaged_faults(row, ruling, on, given_back)
    if not ruling.evidence.strip():
        faults.append(Violation("evidence", _("请写明证据（文件、记录和日期）。"), DUE_PROCESS, "evidence"))
    faults += _hearing_faults(row, ruling.statement_heard_on, on)
    if ruling.outcome == "deferred":
        faults += judging.deferral_faults(on, ruling.deferred_until, ruling.ground or ruling.ground_code)
    return faults


def _engaged_faults(row: EngagementReview, ruling: Ruling, on: dt.date, given_back: bool) -> list[Violation]:
    faults = judging.vetting_faults(row.vetting_case, on)
    if ruling.term_from is None or ruling.term_to is None or ruling.term_to < ruling.term_from:
        faults.append(Violation("term", _("请填写聘期的起止日期，开始日期不晚于结束日期。"), "R-E01", "term_from"))
    elif ruling.term_from <= on:
        faults.append(Violation("term", _("聘期从公示期满之后开始，要晚于决定日 %(on)s。") % {"on": on}, "选聘办法", "term_from"))
    elif row.post == EngagementReview.Post.DIRECTOR:
        faults += facts.director_faults(row.person, row.centre, ruling.term_from, ruling.term_to)
    if not given_back:  # a post filled meanwhile does not keep out whom a review restores
        faults += facts.place_faults(row.centre, on, row.person)
    return faults + judging.separation_faults(row, ruling.outcome, on) + _renewal_faults(row, ruling, on) + kin_faults(row.person, row.centre.division_code, ruling.kin, on)


def _renewal_faults(row: EngagementReview, ruling: Ruling, on: dt.date) -> list[Violation]:
    """R-E11: what the last grade allows."""
    grade = facts.grade_before(row.person, on)
    if grade is None or ruling.term_from is None or ruling.term_to is None or ruling.term_to < ruling.term_from:
        return []
    return judging.renewal_faults(grade.grade, ruling.term_from, ruling.term_to, ruling.talk_document.strip(), on)


def kin_faults(person: Person, division_code: str, declared: Iterable[Kin], on: dt.date) -> list[Violation]:
    """R-E09: the offices that somebody's post rests on, against those of the relatives he declares. The elected seats are not touched."""
    faults = []
    for kin in declared:
        if kin.person.pk == person.pk:
            faults.append(Violation("kin", _("申报的亲属不能是本人。请重新选择。"), "R-E09", "kin_person"))
            continue
        offices, others = (facts.avoided_offices(who, division_code, on) for who in (person, kin.person))
        faults += judging.avoidance_faults(offices, others, kin.relation, on)
    return faults
