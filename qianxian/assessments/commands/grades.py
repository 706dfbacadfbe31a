"""The town's grading by bands and quota, its service, the appeal to another panel, and the grade that stands."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from qianxian.accounts.queries import is_one_of, named_in
from qianxian.assessments import judging
from qianxian.assessments import permissions as may
from qianxian.assessments.commands.facts import locked
from qianxian.assessments.commands.sheets import check_move, moved
from qianxian.assessments.models import AssessmentScheme, AssessmentSheet, GradeAppeal, GradingDecision
from qianxian.engagements import commands as engagements
from qianxian.foundation import audit
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import RuleViolated, Violation, violated
from qianxian.foundation.verdict import require

State = AssessmentSheet.State


@transaction.atomic
def grade_town(
    *, scheme: AssessmentScheme, body: str, meeting: str, by: Actor, on: dt.date, override_reason: str = "", override_document: str = ""
) -> GradingDecision:
    """Every sheet of the scheme graded at once. A tie at the quota's last place gets nothing unless the committee says why, with its document."""
    row = AssessmentScheme.objects.select_for_update().get(pk=scheme.pk)
    require(may.can_grade(by, row))
    sheets = list(AssessmentSheet.objects.select_for_update(of=["self"]).filter(scheme=row).order_by("division_code", "pk"))
    if faults := _grading_faults(row, sheets, body, meeting, override_reason, override_document, by):
        raise RuleViolated(faults)
    found = judging.grades_of(sheets, on, override=bool(override_document.strip()))
    used = any(graded.reason == "committee_override" for graded in found.values())
    if override_document.strip() and not used:
        raise violated("no_tie", _("末位没有同分超额的情况，不需要另作决定。请把理由和文号留空。"), "R-E10", "override_document")
    made = GradingDecision.objects.create(
        division_code=row.division_code, scheme=row, decided_on=on, decided_by=by.login, body=body.strip(), meeting=meeting.strip(),
        assessed=len(sheets), quota=judging.quota(len(sheets), on), override_reason=override_reason.strip(), override_document=override_document.strip(),
    )  # fmt: skip
    for sheet in sheets:
        graded = found[sheet.pk]
        moved(sheet, State.GRADED, grading=made, grade=graded.grade, grade_reason=graded.reason)
    after = audit.snapshot(made, "decided_on", "assessed", "quota", "override_document") | {"grades": {s.number: s.grade for s in sheets}}
    audit.record(by=by, action="assessments.grade_town", thing=made, after=after, reason=f"{made.body}{made.meeting}")
    return made


def _grading_faults(
    scheme: AssessmentScheme, sheets: list[AssessmentSheet], body: str, meeting: str, reason: str, document: str, by: Actor
) -> list[Violation]:
    faults = []
    if not sheets:
        faults.append(Violation("sheets", _("还没有考核表，不能评定等次。"), "R-E10"))
    if waiting := [sheet for sheet in sheets if sheet.state != State.APPROVED]:
        faults.append(Violation("waiting", _("还有 %(n)d 份考核表没有审核。全部审核后一次评定，名额才公平。") % {"n": len(waiting)}, "R-E10"))
    if not body.strip() or not meeting.strip():
        faults.append(Violation("meeting", _("请填写评定机关和会议。"), "R-E10", "meeting"))
    if bool(reason.strip()) != bool(document.strip()):
        faults.append(Violation("override", _("对末位同分的决定要同时有理由和文号。"), "R-E10", "override_document"))
    if any(may.is_assessed(by, sheet) for sheet in sheets):
        faults.append(Violation("himself", str(may.HIMSELF), "R-E10"))
    if is_one_of(by, *(sheet.scored_by for sheet in sheets)):
        faults.append(Violation("scorer", _("参加评分的人不能评定等次。请由镇（街道）党委其他同志办理。"), "R-E10"))
    return faults


@transaction.atomic
def serve_grade(*, sheet: AssessmentSheet, served_on: dt.date, by: Actor, on: dt.date) -> AssessmentSheet:
    """The grade told to the person in writing; the days to appeal run from then (R-E11)."""
    row = locked(sheet)
    require(may.can_tell(by, row))
    check_move(row, State.SERVED)
    if not row.grading.decided_on <= served_on <= on:
        raise violated("served_on", _("送达日期要在评定日期和今天之间。"), "R-E11", "served_on")
    until = judging.ask("R-E11", served_on, {"grade": row.grade, "notified_on": served_on}).outputs["appeal_until"]
    before = moved(row, State.SERVED, served_on=served_on, appeal_until=until)
    audit.record(by=by, action="assessments.serve_grade", thing=row, before=before, after=audit.snapshot(row, "state", "served_on", "appeal_until"))
    return row


@transaction.atomic
def appeal_grade(*, sheet: AssessmentSheet, grounds: str, by: Actor, on: dt.date) -> GradeAppeal:
    """The person's appeal within its days; another panel owes the answer."""
    row = locked(sheet)
    require(may.can_appeal(by, row))
    check_move(row, State.APPEALED)
    answer = judging.ask("R-E11", on, {"grade": row.grade, "notified_on": row.served_on, "appealed_on": on})
    faults = list(answer.errors)
    if not grounds.strip():
        faults.append(Violation("grounds", _("请写明异议的理由。"), "R-E11", "grounds"))
    if faults:
        raise RuleViolated(faults)
    made = GradeAppeal.objects.create(
        division_code=row.division_code, sheet=row, appealed_on=on, appealed_by=by.login, grounds=grounds.strip(),
        due_on=answer.outputs["answer_due"], grade_before=row.grade,
    )  # fmt: skip
    moved(row, State.APPEALED)
    audit.record(by=by, action="assessments.appeal_grade", thing=made, after=audit.snapshot(made, "appealed_on", "due_on", "grade_before"))
    return made


@transaction.atomic
def answer_appeal(
    *, appeal: GradeAppeal, result: str, panel: str, reasons: str, document: str, by: Actor, on: dt.date, grade_after: str = ""
) -> GradeAppeal:
    """The answer of people who neither scored, approved nor graded; a changed grade is recorded with the panel's document."""
    sheet = locked(appeal.sheet)
    require(may.can_answer_appeal(by, sheet))
    row = GradeAppeal.objects.select_for_update(of=["self"]).get(pk=appeal.pk)
    faults = _answer_faults(row, result, panel, reasons, document, grade_after)
    took_part = (sheet.scored_by, sheet.approved_by, sheet.grading.decided_by if sheet.grading else "")
    for name in named_in(panel, took_part):
        words = _("%(name)s 参加了评分、审核或评定，不能列入复核人员。请另列没有参加的同志。") % {"name": name}
        faults.append(Violation("panel_took_part", words, "R-E11", "panel"))
    if result == GradeAppeal.Result.CHANGED and grade_after == AssessmentSheet.Grade.EXCELLENT:
        faults += _quota_faults(sheet)
    if faults:
        raise RuleViolated(faults)
    values = {"result": result, "panel": panel.strip(), "reasons": reasons.strip(), "document": document.strip(), "grade_after": grade_after if result == "changed" else ""}
    for name, value in (values | {"answered_on": on, "answered_by": by.login}).items():
        setattr(row, name, value)
    row.version += 1
    row.save(update_fields=[*values, "answered_on", "answered_by", "version"])
    audit.record(by=by, action="assessments.answer_appeal", thing=row, after=audit.snapshot(row, *values, "answered_on"), reason=row.document)
    if result == GradeAppeal.Result.CHANGED:
        moved(sheet, State.APPEALED, grade=grade_after, grade_reason="appeal")
    return row


def _answer_faults(row: GradeAppeal, result: str, panel: str, reasons: str, document: str, grade_after: str) -> list[Violation]:
    if row.answered_on is not None:
        return [Violation("answered", _("这件异议已在 %(day)s 答复。") % {"day": row.answered_on}, "R-E11")]
    faults = []
    if result not in GradeAppeal.Result.values:
        faults.append(Violation("result", _("请选择：维持等次或改变等次。"), "R-E11", "result"))
    for name, value, words in (
        ("panel", panel, _("请填写复核人员名单；参加评分、审核、评定的人不列入。")),
        ("reasons", reasons, _("请写明复核理由。")),
        ("document", document, _("请填写复核记录的文号。")),
    ):
        if not value.strip():
            faults.append(Violation(name, words, "R-E11", name))
    if result == GradeAppeal.Result.CHANGED and (grade_after not in AssessmentSheet.Grade.values or grade_after == row.grade_before):
        faults.append(Violation("grade_after", _("改变等次的，请选择与原来不同的等次。"), "R-E11", "grade_after"))
    return faults


def _quota_faults(sheet: AssessmentSheet) -> list[Violation]:
    """An appeal gives no place that the quota does not have. The scheme is locked: two answers at once would both find the last place free."""
    AssessmentScheme.objects.select_for_update().get(pk=sheet.scheme_id)
    decision = sheet.grading
    held = AssessmentSheet.objects.filter(grading=decision, grade=AssessmentSheet.Grade.EXCELLENT).exclude(pk=sheet.pk).count()
    if held < decision.quota:
        return []
    words = _("优秀名额 %(quota)d 个，已有 %(held)d 个优秀，没有空额。请维持等次；名额算错的，由镇（街道）党委更正评定后再答复。")
    return [Violation("quota_full", words % {"quota": decision.quota, "held": held}, "R-E10", "grade_after")]


@transaction.atomic
def fix_grade(*, sheet: AssessmentSheet, by: Actor, on: dt.date) -> AssessmentSheet:
    """The grade that stands, written into the person's yearly grades, where pay reads it; only after the days to appeal or the panel's answer."""
    row = locked(sheet)
    require(may.can_fix_grade(by, row))
    check_move(row, State.FIXED)
    appeal = GradeAppeal.objects.filter(sheet=row).first()
    if appeal is not None and appeal.answered_on is None:
        raise violated("appeal_open", _("异议还没有答复，等次不能确定。请另一组人员在 %(day)s 前答复。") % {"day": appeal.due_on}, "R-E11")
    if appeal is None and on <= row.appeal_until:
        raise violated("appeal_days", _("异议期到 %(day)s 为止，期满后再确定等次。") % {"day": row.appeal_until}, "R-E11")
    before = moved(row, State.FIXED, fixed_on=on, fixed_by=by.login)
    audit.record(by=by, action="assessments.fix_grade", thing=row, before=before, after=audit.snapshot(row, "state", "grade", "fixed_on"))
    if row.subject == AssessmentScheme.Subject.PERSON:
        document = appeal.document if appeal and appeal.result == "changed" else f"{row.grading.body}{row.grading.meeting}"
        decided_on = appeal.answered_on if appeal and appeal.result == "changed" else row.grading.decided_on
        engagements.record_grade(person=row.person, year=row.year, grade=row.grade, decided_on=decided_on, document=document, by=by, on=on)
    return row
