"""Facts on a sheet: entered with day and evidence, or read from the room that holds them; deductions only after the person was told (R-E12)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from qianxian.assessments import judging, sources
from qianxian.assessments import permissions as may
from qianxian.assessments.models import AssessmentFact, AssessmentMark, AssessmentSheet
from qianxian.foundation import audit
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import RuleViolated, Violation, violated
from qianxian.foundation.verdict import require

State = AssessmentSheet.State
COLLECTING = (State.OPEN, State.REPORTED, State.SCORED)
SHOWN = ("fact", "happened_on", "evidence", "points", "told_on", "withdrawn_on")


def locked(sheet: AssessmentSheet) -> AssessmentSheet:
    """The sheet's row under lock, with the person, the centre and the grading."""
    return AssessmentSheet.objects.select_for_update(of=["self"]).select_related("person", "centre", "grading").get(pk=sheet.pk)


@transaction.atomic
def record_fact(
    *,
    mark: AssessmentMark,
    fact: str,
    happened_on: dt.date,
    evidence: str,
    by: Actor,
    on: dt.date,
    points: Decimal = Decimal(0),
    told_on: dt.date | None = None,
) -> AssessmentFact:
    """A fact on one indicator. With ``points`` it deducts them, as far as the indicator's cap allows."""
    sheet = locked(mark.sheet)
    require(may.can_record_fact(by, sheet))
    row = AssessmentMark.objects.select_for_update().get(pk=mark.pk)
    if faults := _faults(sheet, row, fact, happened_on, evidence, points, told_on, on):
        raise RuleViolated(faults)
    made = AssessmentFact.objects.create(
        division_code=sheet.division_code, sheet=sheet, mark=row, fact=fact.strip(), happened_on=happened_on, evidence=evidence.strip(),
        points=points, told_on=told_on, recorded_on=on, recorded_by=by.login,
    )  # fmt: skip
    _deduct(sheet, row)
    audit.record(by=by, action="assessments.record_fact", thing=made, after=audit.snapshot(made, *SHOWN) | {"sheet": sheet.number, "indicator": row.name})
    return made


def _faults(
    sheet: AssessmentSheet, mark: AssessmentMark, fact: str, happened_on: dt.date, evidence: str, points: Decimal, told_on: dt.date | None, on: dt.date
) -> list[Violation]:
    faults = []
    if sheet.state not in COLLECTING:
        faults.append(Violation("state", _("考核表已告知本人，不能再添事实。有新事实的，退回后再记。"), "R-E12"))
    if mark.source:
        faults.append(Violation("source", _("这项指标的事实由系统从台账读取，不用再填。请点「读取台账事实」。"), "R-E10", "fact"))
    if points < 0:
        faults.append(Violation("points", _("扣分填正数；不扣分填 0。"), "R-E12", "points"))
    if told_on is not None and told_on > on:
        faults.append(Violation("told_on", _("告知日期不能晚于今天。"), "R-E12", "told_on"))
    asked = {"fact": fact, "happened_on": happened_on, "evidence": evidence, "notified_on": told_on, "points": max(points, Decimal(0))}
    answer = judging.deduction_of(mark, asked, sheet.year, judging.taken(mark), on)
    unneeded = {"notified_on_missing"} if points == 0 else set()
    return [*faults, *(found for found in answer.errors if found.code not in unneeded)]


def _deduct(sheet: AssessmentSheet, mark: AssessmentMark) -> None:
    """What the standing facts take from the indicator, within its cap; a score made before no longer stands."""
    mark.deducted, mark.version = min(judging.taken(mark), mark.deduction_cap), mark.version + 1
    mark.save(update_fields=["deducted", "version"])
    if sheet.state == State.SCORED:
        sheet.score, sheet.version = judging.score_of(sheet.marks.all()), sheet.version + 1
        sheet.save(update_fields=["score", "version"])


@transaction.atomic
def withdraw_fact(*, fact: AssessmentFact, reason: str, by: Actor, on: dt.date) -> AssessmentFact:
    """A fact that does not hold, taken back with its reason; its deduction goes with it."""
    sheet = locked(fact.sheet)
    require(may.can_record_fact(by, sheet))
    row = AssessmentFact.objects.select_for_update(of=["self"]).select_related("mark").get(pk=fact.pk)
    if row.withdrawn_on is not None:
        raise violated("withdrawn", _("这条事实已撤回。"), "R-E12")
    if sheet.state not in COLLECTING:
        raise violated("state", _("考核表已告知本人，不能撤回事实。请先退回考核表。"), "R-E12")
    if not reason.strip():
        raise violated("reason", _("请写明撤回的原因。"), "R-E12", "reason")
    before = audit.snapshot(row, *SHOWN)
    row.withdrawn_on, row.withdrawn_reason, row.version = on, reason.strip(), row.version + 1
    row.save(update_fields=["withdrawn_on", "withdrawn_reason", "version"])
    _deduct(sheet, row.mark)
    audit.record(by=by, action="assessments.withdraw_fact", thing=row, before=before, after=audit.snapshot(row, *SHOWN), reason=row.withdrawn_reason)
    return row


@transaction.atomic
def draw_facts(*, sheet: AssessmentSheet, by: Actor, on: dt.date) -> list[AssessmentFact]:
    """Facts that other rooms hold about the year, read once each; the new ones. They show and never deduct by themselves."""
    row = locked(sheet)
    require(may.can_record_fact(by, row))
    if row.state not in COLLECTING:
        raise violated("state", _("考核表已告知本人，不再读取事实。"), "R-E12")
    have = set(row.facts.exclude(source="").values_list("source", "source_key"))
    made = [
        AssessmentFact.objects.create(
            division_code=row.division_code, sheet=row, mark=mark, fact=found.fact, happened_on=found.happened_on,
            evidence=found.evidence or _("台账"), source=mark.source, source_key=found.key, recorded_on=on, recorded_by=by.login,
        )
        for mark in row.marks.exclude(source="").order_by("order")
        for found in sources.facts_from(mark.source, row, on)
        if (mark.source, found.key) not in have
    ]  # fmt: skip
    audit.record(by=by, action="assessments.draw_facts", thing=row, after={"facts": [fact.fact for fact in made]})
    return made
