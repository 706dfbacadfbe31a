"""What follows from a published result: the term and the offices opened, a recalled member's seat ended, the handover recorded."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from qianxian.elections import judging, make_up, queries
from qianxian.elections import permissions as may
from qianxian.elections.calendar import formed_on
from qianxian.elections.commands.road import expect, locked, moved
from qianxian.elections.models import ElectedMandate, Election, ResultLine
from qianxian.foundation import audit
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import RuleViolated, Violation
from qianxian.foundation.periods import ONE_DAY
from qianxian.foundation.verdict import require
from qianxian.organisations import commands as organisations
from qianxian.organisations.models import Committee, Mandate

State = Election.State


@transaction.atomic
def open_offices(
    *, election: Election, by: Actor, on: dt.date, accept_vacancies: bool = False, exception_reason: str = "", unseated: Sequence[ResultLine] = (),
    unseated_document: str = "",
) -> Election:  # fmt: skip
    """Every elected person in the office from the day of the vote that elected him; all or none. A recall ends the one seat instead.

    ``unseated`` are those elected who take none, because they give way to a relative (R-V01, R-V18) or decline in writing: on ``unseated_document``;
    their seats stay vacant for a by-election.
    A secretary who heads the supervision committee needs ``exception_reason`` (R-V18); other warnings of the make-up are kept in the log.
    """
    row = locked(election)
    require(may.can_organise(by, row))
    expect(row, State.PUBLISHED)
    lines = list(queries.elected_lines(row))
    if row.occasion == "recall":
        return _close_recall(row, by, on)
    unseated_faults = _unseated_faults(lines, unseated, unseated_document)
    left_out = {line.candidate.person_id for line in unseated}
    lines = [line for line in lines if line.candidate.person_id not in left_out]
    told = make_up.elected_told(row, [line.candidate for line in lines], queries.body_seats(row))
    faults = [*_ready_faults(row, lines, accept_vacancies), *unseated_faults, *map(_with_way_out, told.errors), *_unexplained(told, exception_reason)]
    if faults:
        raise RuleViolated(faults)
    row.exception_reason = exception_reason.strip() if any(v.code == "head_is_secretary" for v in told.warnings) else ""
    row.unseated_document = unseated_document.strip() if left_out else ""
    body = _opened_body(row, lines, by, on)
    for line in _one_office_each(lines):
        made = organisations.open_mandate(
            person=line.candidate.person, role=line.candidate.contest.role, first_day=line.candidate.contest.held_on, by=by, on=on, way=Mandate.Way.ELECTED,
            document=row.approval_document or row.document, term_number=row.number, **body,
        )  # fmt: skip
        ElectedMandate.objects.create(division_code=row.division_code, line=line, mandate=made)
    before = moved(row, State.IN_OFFICE)
    after = {"state": row.state, "offices": len(lines), "unseated": [str(line.uuid) for line in unseated], "warnings": [v.code for v in told.warnings]}
    audit.record(by=by, action="elections.open_offices", thing=row, before=before, after=after, reason=row.unseated_document or row.exception_reason or row.document)
    return row


KIN_CODES = ("kin", "near_relative")


def _with_way_out(fault: Violation) -> Violation:
    """A relative's bar with what is done about it here: one of the two is elected and not put in office."""
    if fault.code not in KIN_CODES:
        return fault
    words = _("%(fault)s在“当选但不就任的人”里选出回避的一位，填选举委员会确认回避的记录。")
    return Violation(fault.code, words % {"fault": fault.message}, fault.source, "unseated")


def _unseated_faults(lines: list[ResultLine], unseated: Sequence[ResultLine], document: str) -> list[Violation]:
    faults, elected = [], {line.pk for line in lines}
    if any(line.pk not in elected for line in unseated):
        faults.append(Violation("unseated", _("只能从这次当选的人里选。"), field="unseated"))
    if unseated and not document.strip():
        faults.append(Violation("unseated_document", _("写明不就任的依据：选举委员会确认回避的记录，或本人书面声明。"), "R-E09", "unseated_document"))
    return faults


def _unexplained(told: make_up.Told, reason: str) -> list[Violation]:
    if reason.strip():
        return []
    return [Violation(v.code, v.message, v.source, "exception_reason") for v in told.warnings if v.code == "head_is_secretary"]


RANK = ("secretary", "head", "deputy_secretary", "deputy_head")


def _one_office_each(lines: list[ResultLine]) -> list[ResultLine]:
    """Whoever was elected to the committee and from it to its head holds the head's office alone; the seat stays filled by it."""
    best: dict[int, ResultLine] = {}
    for line in sorted(lines, key=lambda one: RANK.index(one.candidate.contest.role) if one.candidate.contest.role in RANK else len(RANK)):
        best.setdefault(line.candidate.person_id, line)
    return list(best.values())


def _ready_faults(row: Election, lines: list[ResultLine], accept_vacancies: bool) -> list[Violation]:
    faults = []
    if row.contests.filter(Q(result__isnull=True) | Q(result__published_by="")).exists():
        faults.append(Violation("open", _("还有职务没有公布结果。")))
    left = [contest for contest in row.contests.filter(following__isnull=True) if queries.following(contest) is not None]
    if left and not accept_vacancies:
        names = "、".join(contest.title for contest in left)
        faults.append(Violation("seats_left", _("%(names)s 还有名额没有选出。先安排再次投票，或确认暂缺。") % {"names": names}, "R-V05、R-P17"))
    if not lines:
        faults.append(Violation("nobody", _("没有人当选，不能登记就任。")))
    return faults


def _opened_body(row: Election, lines: list[ResultLine], by: Actor, on: dt.date) -> dict:
    """The term or committee that the offices belong to; what was held before ends with it."""
    if row.occasion == "by_election":
        return {"organisation": row.organisation} if row.organisation_id else {"committee": row.committee}
    if row.organisation_id:
        organisations.open_term(organisation=row.organisation, elected_on=row.election_on, by=by, on=on, document=row.shift_document or row.document, number=row.number)
        for held in Mandate.objects.filter(organisation=row.organisation, period__contains=row.election_on):
            organisations.end_mandate(mandate=held, last_day=row.election_on - ONE_DAY, reason="term_end", document=row.document, by=by, on=on)
        return {"organisation": row.organisation}
    row.committee = organisations.open_committee(
        division_code=row.division_code, kind=row.kind, number=row.number, seats=queries.seats_of(row), elected_on=row.election_on, by=by, on=on
    )
    return {"committee": Committee.objects.get(pk=row.committee.pk)}


def _close_recall(row: Election, by: Actor, on: dt.date) -> Election:
    """The seat ended on the day of the vote, to be handed over; not recalled, the election is over and nothing is handed over."""
    line = ResultLine.objects.filter(result__contest__election=row).order_by("-result__contest__round").first()
    if line is not None and line.outcome == "recalled":
        organisations.end_mandate(mandate=row.target, last_day=line.result.contest.held_on, reason="recall", document=row.document, by=by, on=on)
    recalled = line is not None and line.outcome == "recalled"
    before = moved(row, State.IN_OFFICE)
    if not recalled:
        moved(row, State.CLOSED)
    audit.record(by=by, action="elections.open_offices", thing=row, before=before, after={"state": row.state, "recalled": recalled}, reason=row.document)
    return row


@transaction.atomic
def record_handover(*, election: Election, handed_over_on: dt.date, by: Actor, on: dt.date) -> Election:
    """The handover done, in ten days or late; a late one is kept as it was and told (R-V11)."""
    row = locked(election)
    require(may.can_organise(by, row))
    expect(row, State.IN_OFFICE)
    faults = []
    if handed_over_on > on or handed_over_on < formed_on(row):
        faults.append(Violation("handed_over_on", _("移交日期在 %(first)s 和今天之间。") % {"first": formed_on(row)}, "R-V11", "handed_over_on"))
    if faults:
        raise RuleViolated(faults)
    state = judging.ask("R-V11", on, {"elected_on": formed_on(row), "handed_over_on": handed_over_on}).outputs["state"]
    row.handed_over_on = handed_over_on
    before = moved(row, State.CLOSED)
    audit.record(by=by, action="elections.record_handover", thing=row, before=before, after={"state": row.state, "handed_over_on": handed_over_on, "handover": state})
    return row
