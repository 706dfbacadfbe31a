"""A sheet from self-report to approval: reported by the assessed, scored with reasons, told, signed or refused, approved by somebody else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from qianxian.assessments import judging, moves
from qianxian.assessments import permissions as may
from qianxian.assessments.commands.facts import locked
from qianxian.assessments.models import AssessmentMark, AssessmentSheet
from qianxian.foundation import audit
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import RuleViolated, Violation
from qianxian.foundation.verdict import require

State = AssessmentSheet.State
LEAST_REPORT = 20  # letters: a report that says nothing cannot be scored fairly


@dataclass(frozen=True)
class MarkLine:
    """The mark given for the indicator at ``order`` and why."""

    order: int
    given: Decimal
    reason: str


def check_move(row: AssessmentSheet, to: str) -> None:
    """Raises RuleViolated when the sheet cannot go to ``to`` from where it stands."""
    if fault := moves.move_fault(row.state, to, str(row.get_state_display())):
        raise RuleViolated([fault])


def moved(row: AssessmentSheet, to: str, **values) -> dict:
    """The sheet set to the state with the values; what the named columns held before."""
    before = audit.snapshot(row, "state", *values)
    row.state = to
    for name, value in values.items():
        setattr(row, name, value)
    row.version += 1
    row.save(update_fields=["state", "version", *values])
    return before


@transaction.atomic
def report_self(*, sheet: AssessmentSheet, text: str, by: Actor, on: dt.date) -> AssessmentSheet:
    """The assessed's own report of the year; on paper it is entered by the town's organisation officer."""
    row = locked(sheet)
    require(may.can_report(by, row))
    check_move(row, State.REPORTED)
    if len(text.strip()) < LEAST_REPORT:
        raise RuleViolated([Violation("text", _("述职写得太短。请写明本年做了哪些事、哪些没做好，至少 20 个字。"), "R-E10", "text")])
    before = moved(row, State.REPORTED, self_report=text.strip(), reported_on=on, reported_by=by.login, returned_reason="")
    audit.record(by=by, action="assessments.report_self", thing=row, before=before, after=audit.snapshot(row, "state", "self_report", "reported_on"))
    return row


@transaction.atomic
def score_sheet(
    *, sheet: AssessmentSheet, marks: Sequence[MarkLine], by: Actor, on: dt.date, veto_item: str = "", veto_document: str = ""
) -> AssessmentSheet:
    """Every indicator's mark with its reason, and the score they make. A veto only from the written list, with its document."""
    row = locked(sheet)
    require(may.can_score(by, row))
    check_move(row, State.SCORED)
    rows = {mark.order: mark for mark in AssessmentMark.objects.select_for_update().filter(sheet=row)}
    if faults := [*_mark_faults(rows, marks), *judging.veto_faults(veto_item, veto_document, on)]:
        raise RuleViolated(faults)
    for line in marks:
        mark = rows[line.order]
        mark.given, mark.reason, mark.version = line.given, line.reason.strip(), mark.version + 1
        mark.save(update_fields=["given", "reason", "version"])
    score = judging.score_of(rows.values())
    values = {"score": score, "scored_on": on, "scored_by": by.login, "veto_item": veto_item, "veto_document": veto_document.strip()}
    before = moved(row, State.SCORED, **values)
    after = audit.snapshot(row, "state", *values) | {"marks": {str(line.order): str(line.given) for line in marks}}
    audit.record(by=by, action="assessments.score_sheet", thing=row, before=before, after=after)
    return row


def _mark_faults(rows: dict[int, AssessmentMark], marks: Sequence[MarkLine]) -> list[Violation]:
    faults = []
    if sorted(line.order for line in marks) != sorted(rows):
        return [Violation("marks", _("请给每项指标评一次分。"), "R-E10", "marks")]
    for line in marks:
        mark = rows[line.order]
        if not 0 <= line.given <= mark.full_mark:
            faults.append(
                Violation("given", _("「%(name)s」的得分要在 0 和满分 %(full)s 之间。") % {"name": mark.name, "full": mark.full_mark}, "R-E10", f"given_{line.order}")
            )
        if not line.reason.strip():
            faults.append(Violation("reason", _("「%(name)s」请写明评分理由。") % {"name": mark.name}, "R-E10", f"reason_{line.order}"))
    return faults


@transaction.atomic
def tell_score(*, sheet: AssessmentSheet, by: Actor, on: dt.date) -> AssessmentSheet:
    """Score, facts and reasons told to the assessed, who may state his view before anybody approves."""
    row = locked(sheet)
    require(may.can_tell(by, row))
    check_move(row, State.TOLD)
    before = moved(row, State.TOLD, told_on=on, told_by=by.login)
    audit.record(by=by, action="assessments.tell_score", thing=row, before=before, after=audit.snapshot(row, "state", "told_on"))
    return row


@transaction.atomic
def sign_sheet(*, sheet: AssessmentSheet, signature: str, by: Actor, on: dt.date, statement: str = "", note: str = "") -> AssessmentSheet:
    """Signed with the assessed's statement, or the refusal noted by the officer with who was present. A refusal costs nothing."""
    row = locked(sheet)
    require(may.can_sign(by, row))
    check_move(row, State.SIGNED)
    faults = []
    if signature not in AssessmentSheet.Signature.values:
        faults.append(Violation("signature", _("请选择：本人已签字，或本人拒签。"), "R-E11", "signature"))
    if signature == AssessmentSheet.Signature.REFUSED and not note.strip():
        faults.append(Violation("note", _("拒签的，请注明日期、在场人和本人所说的理由。"), "R-E11", "note"))
    if faults:
        raise RuleViolated(faults)
    values = {"signature": signature, "signed_on": on, "statement": statement.strip(), "signature_note": note.strip()}
    before = moved(row, State.SIGNED, **values)
    audit.record(by=by, action="assessments.sign_sheet", thing=row, before=before, after=audit.snapshot(row, "state", *values))
    return row


@transaction.atomic
def approve_sheet(*, sheet: AssessmentSheet, opinion: str, by: Actor, on: dt.date) -> AssessmentSheet:
    """Approved by somebody who neither scored nor is assessed; a statement of the assessed must be answered in the opinion."""
    row = locked(sheet)
    require(may.can_approve(by, row))
    check_move(row, State.APPROVED)
    if not opinion.strip():
        raise RuleViolated([Violation("opinion", _("请写审核意见；本人有陈述的，要答复陈述。"), "R-E10", "opinion")])
    before = moved(row, State.APPROVED, opinion=opinion.strip(), approved_on=on, approved_by=by.login)
    audit.record(by=by, action="assessments.approve_sheet", thing=row, before=before, after=audit.snapshot(row, "state", "opinion", "approved_on"))
    return row


@transaction.atomic
def return_sheet(*, sheet: AssessmentSheet, reason: str, by: Actor, on: dt.date) -> AssessmentSheet:
    """Sent back for a new scoring; what was told and signed no longer stands and happens again."""
    row = locked(sheet)
    require(may.can_approve(by, row))
    check_move(row, State.REPORTED)
    if not reason.strip():
        raise RuleViolated([Violation("reason", _("请写明退回的原因。"), "R-E10", "reason")])
    values = {"returned_reason": reason.strip(), "told_on": None, "told_by": "", "signature": "", "signed_on": None, "signature_note": "", "statement": ""}
    before = moved(row, State.REPORTED, **values)
    audit.record(by=by, action="assessments.return_sheet", thing=row, before=before, after=audit.snapshot(row, "state"), reason=row.returned_reason)
    return row
