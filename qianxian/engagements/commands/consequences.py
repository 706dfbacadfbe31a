"""A negative outcome for an engaged person: proposed with its ground, heard, decided by a body, told in writing, reviewed by others (R-E11).

Nothing here runs by itself: a grade or a date opens no case and ends nobody. An overturned ending stands as if it had never been.
"""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from qianxian.accounts.queries import named_in
from qianxian.engagements import facts, grounds, judging, moves
from qianxian.engagements import permissions as may
from qianxian.engagements.commands.outcomes import took_part_words
from qianxian.engagements.commands.posts import close_engagement, locked_engagement, relieve_acting
from qianxian.engagements.commands.reviews import DUE_PROCESS
from qianxian.engagements.models import ConsequenceCase, Engagement, EngagementReview, YearlyGrade
from qianxian.engagements.numbers import document_number, file_number
from qianxian.foundation import audit
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import RuleViolated, Violation, violated
from qianxian.foundation.periods import add_days, citizen_deadline, days_before
from qianxian.foundation.verdict import require

State, Kind = ConsequenceCase.State, ConsequenceCase.Kind
ENDS_AS = {Kind.END: Engagement.EndReason.ENDED_BY_REVIEW, Kind.NOT_RENEWED: Engagement.EndReason.NOT_RENEWED}


def _locked(case: ConsequenceCase) -> ConsequenceCase:
    return ConsequenceCase.objects.select_for_update(of=["self"]).select_related("person", "engagement").get(pk=case.pk)


def _check(row: ConsequenceCase, to: str) -> None:
    if fault := moves.case_fault(row.state, to, str(row.get_state_display())):
        raise RuleViolated([fault])


def _moved(row: ConsequenceCase, to: str, by: Actor, action: str, reason: str = "", **values) -> ConsequenceCase:
    before = audit.snapshot(row, "state", *values)
    row.state, row.version = to, row.version + 1
    for name, value in values.items():
        setattr(row, name, value)
    row.save(update_fields=["state", "version", *values])
    audit.record(by=by, action=action, thing=row, before=before, after=audit.snapshot(row, "state", *values), reason=reason)
    return row


def _filled(**named: str) -> list[Violation]:
    return [Violation(name, _("请填写这一项。"), DUE_PROCESS, name) for name, value in named.items() if not value.strip()]


@transaction.atomic
def propose_consequence(
    *, engagement: Engagement, kind: str, ground_code: str, ground: str, evidence: str, by: Actor, on: dt.date, since: dt.date | None = None,
    until: dt.date | None = None,
) -> ConsequenceCase:  # fmt: skip
    """A case with its ground of the list and its evidence; the engagement goes on until a body has decided."""
    row = locked_engagement(engagement)
    require(may.can_propose_consequence(by, row))
    faults = _filled(ground=ground, evidence=evidence)
    if kind not in Kind.values:
        faults.append(Violation("kind", _("请选择：提前解聘，或到期不再续聘。"), "R-E11", "kind"))
    if row.period.upper is not None and row.period.upper <= on:
        faults.append(Violation("ended", _("这份聘任已经结束。"), "R-E11"))
    if row.consequence_cases.filter(state__in=[s for s, to in moves.CASE_MOVES.items() if to]).exists():
        faults.append(Violation("open", _("这份聘任已有正在办的处理事项。请在那件事项里办理。"), "R-E11"))
    faults += _ground_faults(row, ground_code, since, until, evidence, on)
    if faults:
        raise RuleViolated(faults)
    made = ConsequenceCase.objects.create(
        division_code=row.division_code, number=file_number("CL", row.division_code, on), engagement=row, person=row.person, kind=kind,
        ground_code=ground_code, ground=ground.strip(), evidence=evidence.strip(), proposed_on=on, proposed_by=by.login,
    )  # fmt: skip
    audit.record(by=by, action="engagements.propose_consequence", thing=made, after=audit.snapshot(made, "kind", "ground_code", "state"))
    return made


def _ground_faults(row: Engagement, code: str, since: dt.date | None, until: dt.date | None, evidence: str, on: dt.date) -> list[Violation]:
    if code not in grounds.CASE_GROUNDS:
        answer = judging.ask("R-E06", on, {"ground": code or "-", "since": since, "until": until, "document": evidence})
        return list(answer.errors)
    grades = dict(YearlyGrade.objects.filter(person=row.person, decided_on__lte=on).values_list("year", "grade"))
    last = max(grades, default=None)
    if code == "grade_not_competent" and (last is None or grades[last] != "not_competent"):
        return [Violation("grade", _("最近一次年度考核不是不称职，不能以此为理由。请核对等次台账。"), "R-E11", "ground_code")]
    if code == "basic_twice" and (last is None or (grades[last], grades.get(last - 1)) != ("basic", "basic")):
        return [Violation("grade", _("最近两年考核不都是基本称职，不能以此为理由。请核对等次台账。"), "R-E11", "ground_code")]
    return []


@transaction.atomic
def call_hearing(*, case: ConsequenceCase, hearing_on: dt.date, place: str, by: Actor, on: dt.date) -> ConsequenceCase:
    """The written call to state one's case, at least the county's days ahead."""
    row = _locked(case)
    require(may.can_hear(by, row))
    _check(row, State.INVITED)
    days = judging.setting("consequence.hearing_days", on)
    faults = _filled(place=place)
    if days_before(hearing_on, days) < on:
        faults.append(Violation("hearing_on", _("要至少提前 %(n)d 天书面通知本人，请改晚一些。") % {"n": days}, DUE_PROCESS, "hearing_on"))
    if faults:
        raise RuleViolated(faults)
    return _moved(row, State.INVITED, by, "engagements.call_hearing", hearing_on=hearing_on, hearing_place=place.strip())


@transaction.atomic
def record_hearing(*, case: ConsequenceCase, heard_on: dt.date, heard_by: str, statement: str, by: Actor, on: dt.date) -> ConsequenceCase:
    """What the person said, or that he did not come although called; never before the day he was called for."""
    row = _locked(case)
    require(may.can_hear(by, row))
    _check(row, State.HEARD)
    faults = _filled(heard_by=heard_by, statement=statement)
    if not row.hearing_on <= heard_on <= on:
        faults.append(Violation("heard_on", _("听取陈述的日期不早于通知的日期 %(day)s，也不晚于今天。") % {"day": row.hearing_on}, DUE_PROCESS, "heard_on"))
    if faults:
        raise RuleViolated(faults)
    return _moved(row, State.HEARD, by, "engagements.record_hearing", heard_on=heard_on, heard_by=heard_by.strip(), statement=statement.strip())


@transaction.atomic
def drop_case(*, case: ConsequenceCase, reasons: str, by: Actor, on: dt.date) -> ConsequenceCase:
    """No negative outcome: the engagement goes on, and the record says why."""
    row = _locked(case)
    require(may.can_decide_case(by, row))
    _check(row, State.DROPPED)
    if faults := _filled(reasons=reasons):
        raise RuleViolated(faults)
    return _moved(row, State.DROPPED, by, "engagements.drop_case", reasons=reasons.strip())


@transaction.atomic
def decide_case(
    *, case: ConsequenceCase, body: str, meeting: str, reasons: str, by: Actor, on: dt.date, last_day: dt.date | None = None
) -> ConsequenceCase:
    """The body's decision after the hearing. An early ending takes the engagement to ``last_day``; the elected seat is not touched."""
    engagement = locked_engagement(case.engagement)
    row = _locked(case)
    require(may.can_decide_case(by, row))
    _check(row, State.DECIDED)
    faults = _filled(body=body, meeting=meeting, reasons=reasons)
    before = add_days(engagement.period.upper, -1)
    if row.kind == Kind.END and (last_day is None or last_day < on):
        faults.append(Violation("last_day", _("请填写在岗的最后一天，不早于决定当天。"), "R-E11", "last_day"))
    elif engagement.end_reason and (row.kind == Kind.NOT_RENEWED or last_day >= before):
        words = _("这份聘任已登记结束（%(reason)s，最后一天 %(day)s）。不再提前解聘的，请办「不作处理」。")
        faults.append(Violation("ended", words % {"reason": engagement.get_end_reason_display(), "day": before}, "R-E11"))
    if faults:
        raise RuleViolated(faults)
    last = last_day if row.kind == Kind.END else before
    values = {"body": body.strip(), "meeting": meeting.strip(), "reasons": reasons.strip(), "decided_on": on, "decided_by": by.login}
    stood = {"last_day_before": before, "end_reason_before": engagement.end_reason, "end_document_before": engagement.end_document}
    _moved(row, State.DECIDED, by, "engagements.decide_case", **values, last_day=last, **stood)
    close_engagement(engagement, last, ENDS_AS[row.kind], _paper(row), by, "engagements.end_by_case")
    return row


def _paper(case: ConsequenceCase) -> str:
    return f"{case.body}{case.meeting}"


@transaction.atomic
def serve_case(*, case: ConsequenceCase, served_on: dt.date, contact: str, by: Actor, on: dt.date) -> ConsequenceCase:
    """The written notice with its number, remedy and deadline, received by the person; the days to ask for a review run from then."""
    row = _locked(case)
    require(may.can_serve_case(by, row))
    _check(row, State.SERVED)
    faults = _filled(contact=contact)
    if not row.decided_on <= served_on <= on:
        faults.append(Violation("served_on", _("送达日期要在决定日期和今天之间。"), DUE_PROCESS, "served_on"))
    if faults:
        raise RuleViolated(faults)
    until = citizen_deadline(served_on, judging.setting("engagement.appeal_days", served_on)).day
    number = document_number("notice", "聘告", row.division_code, on)
    return _moved(row, State.SERVED, by, "engagements.serve_case", number, served_on=served_on, contact=contact.strip(), review_until=until, notice_number=number)


@transaction.atomic
def ask_case_review(*, case: ConsequenceCase, grounds: str, by: Actor, on: dt.date) -> ConsequenceCase:
    """The person's request within its days; other people owe the answer within theirs."""
    row = _locked(case)
    require(may.can_ask_case_review(by, row))
    _check(row, State.ASKED)
    faults = _filled(grounds=grounds)
    if on > row.review_until:
        words = _("申请复核的期限是 %(day)s，已经过了。党员可以按党员权利保障条例申诉。") % {"day": row.review_until}
        faults.append(Violation("late", words, DUE_PROCESS))
    if faults:
        raise RuleViolated(faults)
    due = add_days(on, judging.setting("engagement.review_answer_days", on))
    return _moved(row, State.ASKED, by, "engagements.ask_case_review", review_asked_on=on, review_grounds=grounds.strip(), review_due_on=due)


@transaction.atomic
def answer_case_review(
    *, case: ConsequenceCase, result: str, panel: str, reasons: str, document: str, by: Actor, on: dt.date
) -> ConsequenceCase:
    """Upheld, or overturned: then the engagement runs on as if it had never been cut, and pay reads it from ``queries.restorations``."""
    engagement = locked_engagement(case.engagement)
    row = _locked(case)
    require(may.can_answer_case_review(by, row))
    if result not in (State.UPHELD, State.OVERTURNED):
        raise violated("result", _("请选择复核结果：维持或改变。"), DUE_PROCESS, "result")
    _check(row, result)
    faults = _filled(panel=panel, reasons=reasons, document=document)
    faults += [Violation("panel_took_part", took_part_words(name), DUE_PROCESS, "panel") for name in named_in(panel, (row.decided_by, row.proposed_by))]
    if faults:
        raise RuleViolated(faults)
    values = {"panel": panel.strip(), "answer_reasons": reasons.strip(), "answer_document": document.strip(), "answered_on": on, "answered_by": by.login}
    _moved(row, result, by, "engagements.answer_case_review", document, **values)
    if result == State.OVERTURNED:
        _restore(engagement, row, by)
        if engagement.post == EngagementReview.Post.DIRECTOR and engagement.period.upper > add_days(on, 1):
            relieve_acting(engagement.centre, add_days(on, 1), document, by)
    return row


def _restore(engagement: Engagement, case: ConsequenceCase, by: Actor) -> None:
    """As it stood before the decision, whoever filled the post meanwhile (R-E03: the answer is the document above the plan).

    An end that came since by another act stays: who resigned meanwhile is not called back.
    """
    if (engagement.end_reason, engagement.end_document) != (ENDS_AS[case.kind], _paper(case)):
        return
    before = audit.snapshot(engagement, "period", "end_reason")
    last, reason, document = min(_ends(engagement, case), key=lambda end: end[0])
    engagement.period = DateRange(engagement.period.lower, add_days(last, 1))
    engagement.end_reason, engagement.end_document, engagement.version = reason, document, engagement.version + 1
    engagement.save(update_fields=["period", "end_reason", "end_document", "version"])
    after = audit.snapshot(engagement, "period", "end_reason")
    audit.record(by=by, action="engagements.restore_engagement", thing=engagement, before=before, after=after, reason=case.answer_document)


def _ends(engagement: Engagement, case: ConsequenceCase) -> list[tuple[dt.date, str, str]]:
    """(last day, reason, document) of every end that holds without the decision.

    The term, death, another post taken meanwhile (never two at once), and for a director the secretary's office (R-E02).
    """
    found = [(case.last_day_before, case.end_reason_before, case.end_document_before)]
    if engagement.person.died_on is not None:
        found.append((max(engagement.person.died_on, case.last_day), Engagement.EndReason.DEATH, case.answer_document))
    since = engagement.person.engagements.filter(acting=False, period__startswith__gt=case.last_day, period__startswith__lte=case.last_day_before)
    if (other := since.exclude(pk=engagement.pk).order_by("period").first()) is not None:
        found.append((add_days(other.period.lower, -1), Engagement.EndReason.MOVED, other.letter_number))
    if engagement.post == EngagementReview.Post.DIRECTOR:
        office = facts.secretary_mandates(engagement.division_code).filter(person=engagement.person, period__contains=case.last_day).first()
        if office is not None and office.period.upper is not None:
            found.append((add_days(office.period.upper, -1), Engagement.EndReason.SECRETARY_CHANGED, office.end_document))
    return found
