"""What follows a decision: publicity and letter, or notice, its service and the review that the person may ask for."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from qianxian.accounts.queries import named_in
from qianxian.divisions.queries import county
from qianxian.engagements import facts, judging, moves
from qianxian.engagements import permissions as may
from qianxian.engagements.commands.posts import relieve_acting
from qianxian.engagements.commands.reviews import DUE_PROCESS, Ruling, check_move, locked, moved, write_decision
from qianxian.engagements.models import Engagement, EngagementDecision, EngagementReview, OutcomeNotice, ReviewRequest
from qianxian.engagements.numbers import document_number
from qianxian.foundation import audit
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import RuleViolated, Violation, violated
from qianxian.foundation.periods import add_days, citizen_deadline, working_days_after
from qianxian.foundation.verdict import require

PUBLICITY = ("state", "publicity_from", "publicity_to", "publicity_feedback")


def latest_decision(review: EngagementReview) -> EngagementDecision | None:
    """The decision that counts: the last one written."""
    return review.decisions.order_by("-decided_on", "-id").first()


@transaction.atomic
def publicise(*, review: EngagementReview, by: Actor, on: dt.date) -> EngagementReview:
    """Publicity from ``on``; its last day is the county's number of working days later, the first day not counted."""
    row = locked(review)
    require(may.can_issue(by, row))
    check_move(row, EngagementReview.State.PUBLICISED)
    decision = latest_decision(row)
    if decision is None or decision.outcome != "engaged":
        raise violated("not_engaged", _("只公示同意聘任的决定；不予、暂缓聘任送达本人，不公示。"), DUE_PROCESS)
    before = audit.snapshot(row, *PUBLICITY)
    row.publicity_from = on
    row.publicity_to = working_days_after(on, judging.setting("engagement.publicity_working_days", on)).day
    moved(row, EngagementReview.State.PUBLICISED, "publicity_from", "publicity_to")
    audit.record(by=by, action="engagements.publicise", thing=row, before=before, after=audit.snapshot(row, *PUBLICITY))
    return row


@transaction.atomic
def settle_publicity(*, review: EngagementReview, feedback: str, by: Actor, on: dt.date) -> EngagementReview:
    """What came in during the publicity, after its last day. An objection that holds goes back to the town by a new decision."""
    row = locked(review)
    require(may.can_issue(by, row))
    if row.state != EngagementReview.State.PUBLICISED:
        raise violated("state", _("这件选聘不在公示中。请刷新页面，看当前该办的事。"), "选聘办法")
    if on <= row.publicity_to:
        raise violated("publicity", _("公示到 %(day)s 为止，期满后再登记结果。") % {"day": row.publicity_to}, "选聘办法")
    if not feedback.strip():
        raise violated("feedback", _("请填写公示结果，例如「没有收到反映」。"), "选聘办法", "feedback")
    before = audit.snapshot(row, *PUBLICITY)
    row.publicity_feedback, row.version = feedback.strip(), row.version + 1
    row.save(update_fields=["publicity_feedback", "version"])
    audit.record(by=by, action="engagements.settle_publicity", thing=row, before=before, after=audit.snapshot(row, *PUBLICITY))
    return row


@transaction.atomic
def issue_letter(*, review: EngagementReview, by: Actor, on: dt.date, effective_from: dt.date | None = None) -> Engagement:
    """The letter with the town's next number, and the engagement it opens.

    The term starts after the publicity, never before the decided first day.
    """
    row = locked(review)
    require(may.can_issue(by, row))
    decision = latest_decision(row)
    if faults := _letter_faults(row, decision, on):
        raise RuleViolated(faults)
    first = effective_from or max(decision.term_from, add_days(row.publicity_to, 1))
    if first <= row.publicity_to or first < decision.term_from or first > decision.term_to:
        raise violated("term", _("聘期要在公示期满之后、决定的聘期之内开始。"), "选聘办法", "effective_from")
    if row.post == EngagementReview.Post.DIRECTOR and (faults := facts.director_faults(row.person, row.centre, first, decision.term_to)):
        raise RuleViolated(faults)
    if not facts.restored(decision) and (faults := facts.place_faults(row.centre, first, row.person)):
        raise RuleViolated(faults)
    if row.post == EngagementReview.Post.DIRECTOR:
        relieve_acting(row.centre, first, decision.body + decision.meeting, by)
    made = Engagement.objects.create(
        division_code=row.division_code,
        decision=decision,
        person=row.person,
        centre=row.centre,
        post=row.post,
        period=DateRange(first, add_days(decision.term_to, 1)),
        letter_number=document_number("letter", "聘", row.division_code, on),
        lettered_on=on,
    )
    moved(row, EngagementReview.State.SETTLED)
    audit.record(
        by=by,
        action="engagements.issue_letter",
        thing=made,
        reason=made.letter_number,
        after={"review": row.number, "letter_number": made.letter_number, "period": made.period, "post": made.post},
    )
    return made


def _letter_faults(row: EngagementReview, decision: EngagementDecision | None, on: dt.date) -> list[Violation]:
    if decision is None or decision.outcome != "engaged":
        return [Violation("outcome", _("只有「同意聘任」的决定才印发聘任书。"), "R-E01")]
    if row.state == EngagementReview.State.SETTLED:
        return [Violation("settled", _("聘任书已经印发。请在选聘事项页面下载。"), "选聘办法")]
    if row.state != EngagementReview.State.PUBLICISED:
        return [Violation("publicity", _("请先公示，期满没有问题再印发聘任书。"), "选聘办法")]
    if on <= row.publicity_to:
        return [Violation("publicity", _("公示到 %(day)s 为止，期满后再印发聘任书。") % {"day": row.publicity_to}, "选聘办法")]
    if not row.publicity_feedback:
        return [Violation("feedback", _("请先登记公示结果，再印发聘任书。"), "选聘办法")]
    return []


@transaction.atomic
def issue_notice(*, decision: EngagementDecision, contact: str, by: Actor, on: dt.date) -> OutcomeNotice:
    """The written notice of a refusal or deferral, numbered. Its review days run from service."""
    row = locked(decision.review)
    require(may.can_issue(by, row))
    if decision.outcome not in moves.NEGATIVE:
        raise violated("outcome", _("同意聘任的印发聘任书，不印告知书。"), DUE_PROCESS)
    if OutcomeNotice.objects.filter(decision=decision).exists():
        raise violated("notice", _("这个决定已有告知书。"), DUE_PROCESS)
    if not contact.strip():
        raise violated("contact", _("请填写联系人和电话，方便本人询问。"), DUE_PROCESS, "contact")
    made = OutcomeNotice.objects.create(
        division_code=decision.division_code,
        decision=decision,
        number=document_number("notice", "聘告", decision.division_code, on),
        issued_on=on,
        review_until=_review_until(on),
        contact=contact.strip(),
    )
    audit.record(by=by, action="engagements.issue_notice", thing=made, after={"number": made.number, "decision": str(decision.uuid)})
    return made


def _review_until(received_on: dt.date) -> dt.date:
    """The last day to ask for a review: a citizen's period, moved past weekends and holidays (民法典 art. 203)."""
    return citizen_deadline(received_on, judging.setting("engagement.appeal_days", received_on)).day


@transaction.atomic
def serve_notice(*, notice: OutcomeNotice, served_on: dt.date, by: Actor, on: dt.date) -> OutcomeNotice:
    """The notice as received by the person; the days to ask for a review run from then. A refusal is settled, a deferral keeps waiting."""
    review = locked(notice.decision.review)
    require(may.can_issue(by, review))
    row = OutcomeNotice.objects.select_for_update(of=["self"]).select_related("decision").get(pk=notice.pk)
    if row.served_on is not None:
        raise violated("served", _("告知书已在 %(day)s 送达。") % {"day": row.served_on}, DUE_PROCESS)
    if not row.issued_on <= served_on <= on:
        raise violated("served_on", _("送达日期要在出具日期和今天之间。"), DUE_PROCESS, "served_on")
    row.served_on, row.review_until, row.version = served_on, _review_until(served_on), row.version + 1
    row.save(update_fields=["served_on", "review_until", "version"])
    if row.decision.outcome == "not_engaged" and review.state == EngagementReview.State.DECIDED and latest_decision(review) == row.decision:
        moved(review, EngagementReview.State.SETTLED)
    audit.record(
        by=by,
        action="engagements.serve_notice",
        thing=row,
        before={"served_on": None},
        after=audit.snapshot(row, "served_on", "review_until"),
    )
    return row


@transaction.atomic
def request_review(*, decision: EngagementDecision, grounds: str, by: Actor, on: dt.date) -> ReviewRequest:
    """The person's request, within the days of the notice; the panel owes an answer within the county's number of days."""
    locked(decision.review)
    require(may.can_request_review(by, decision))
    notice = OutcomeNotice.objects.filter(decision=decision).first()
    faults = []
    if decision.outcome not in moves.NEGATIVE:
        faults.append(Violation("outcome", _("只有不予聘任、暂缓聘任可以申请复核。"), DUE_PROCESS))
    if ReviewRequest.objects.filter(decision=decision).exists():
        faults.append(Violation("requested", _("这个决定已申请过复核，请等待答复。"), DUE_PROCESS))
    if notice and notice.served_on and on > notice.review_until:
        faults.append(
            Violation(
                "late",
                _("申请复核的期限是 %(day)s，已经过了。党员可以按党员权利保障条例申诉。") % {"day": notice.review_until},
                DUE_PROCESS,
            )
        )
    if not grounds.strip():
        faults.append(Violation("grounds", _("请写明申请复核的理由。"), DUE_PROCESS, "grounds"))
    if faults:
        raise RuleViolated(faults)
    made = ReviewRequest.objects.create(
        division_code=decision.division_code,
        decision=decision,
        requested_on=on,
        grounds=grounds.strip(),
        due_on=add_days(on, judging.setting("engagement.review_answer_days", on)),
    )
    audit.record(by=by, action="engagements.request_review", thing=made, after=audit.snapshot(made, "requested_on", "due_on"))
    return made


@transaction.atomic
def answer_review(
    *, request: ReviewRequest, result: str, panel: str, reasons: str, by: Actor, on: dt.date, ruling: Ruling | None = None
) -> ReviewRequest:
    """The panel's answer by people who did not decide. Overturned: a new decision under every rule replaces the old one."""
    asked = ReviewRequest.objects.select_related("decision__review", "decision__person").get(pk=request.pk)
    review = locked(asked.decision.review)
    row = ReviewRequest.objects.select_for_update(of=["self"]).select_related("decision__review", "decision__person").get(pk=request.pk)
    require(may.can_answer_review(by, row.decision))
    if faults := _answer_faults(row, result, panel, reasons, ruling, review):
        raise RuleViolated(faults)
    row.result, row.panel, row.reasons, row.answered_on, row.answered_by = result, panel.strip(), reasons.strip(), on, by.login
    row.version += 1
    row.save(update_fields=["result", "panel", "reasons", "answered_on", "answered_by", "version"])
    audit.record(by=by, action="engagements.answer_review", thing=row, after=audit.snapshot(row, "result", "answered_on", "panel"))
    if result == ReviewRequest.Result.OVERTURNED:
        write_decision(review, ruling, by, on, action="engagements.overturn_decision")
    return row


def _answer_faults(
    row: ReviewRequest, result: str, panel: str, reasons: str, ruling: Ruling | None, review: EngagementReview
) -> list[Violation]:
    faults = []
    if row.answered_on is not None:
        return [Violation("answered", _("这件复核已在 %(day)s 答复。") % {"day": row.answered_on}, DUE_PROCESS)]
    if result not in ReviewRequest.Result.values:
        faults.append(Violation("result", _("请选择复核结果：维持或改变。"), DUE_PROCESS, "result"))
    if not panel.strip():
        faults.append(Violation("panel", _("请填写复核人员名单；参加原决定的人不列入。"), DUE_PROCESS, "panel"))
    took_part = (row.decision.decided_by, review.proposed_by, review.nominated_by)
    faults += [Violation("panel_took_part", took_part_words(name), DUE_PROCESS, "panel") for name in named_in(panel, took_part)]
    if not reasons.strip():
        faults.append(Violation("reasons", _("请写明复核理由。"), DUE_PROCESS, "reasons"))
    if result == ReviewRequest.Result.OVERTURNED:
        if ruling is None or ruling.outcome == row.decision.outcome:
            faults.append(Violation("outcome", _("改变原决定的，请填写与原来不同的新结论。"), DUE_PROCESS, "outcome"))
        if latest_decision(review) != row.decision:
            faults.append(Violation("replaced", _("原决定已被新决定代替，请维持或由本人对新决定申请复核。"), DUE_PROCESS))
    return faults


def took_part_words(name: str) -> str:
    """What a panel is told that lists somebody of the first decision."""
    return _("%(name)s 参加了原决定，不能列入复核人员。请另列没有参加的同志。") % {"name": name}


def contact_of_town(on: dt.date) -> str:
    """The default contact printed on a notice: the county's telephone, when it gave one."""
    place = county()
    return place.telephone if place else ""
