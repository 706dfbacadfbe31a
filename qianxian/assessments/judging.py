"""Rows as the rules' inputs: asks R-E10, R-E11 and R-E12 with the county's settings, and gives commands plain answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from qianxian.assessments.models import AssessmentFact, AssessmentMark, AssessmentSheet
from qianxian.assessments.rules import Graded, grades_for, quota_of, total_of
from qianxian.engagements.judging import ask, setting
from qianxian.engagements.models import YearlyGrade
from qianxian.foundation.errors import Violation

__all__ = ["ask", "consequences_of", "deduction_of", "expected_grades", "grades_of", "quota", "score_of", "setting", "veto_faults", "weight_faults"]


def weight_faults(weights: Iterable[Decimal], on: dt.date) -> list[Violation]:
    """R-E10: the weights sum to 100."""
    return list(ask("R-E10", on, {"indicators": [{"weight": weight} for weight in weights]}).errors)


def deduction_of(mark: AssessmentMark, facts: dict[str, Any], year: int, before: Decimal, on: dt.date):
    """R-E12 for one deduction on an indicator of which ``before`` points were taken already."""
    told = {"indicator": mark.name, "cap": mark.deduction_cap, "deducted_before": before, "year": year}
    return ask("R-E12", on, told | facts)


def veto_faults(item: str, document: str, on: dt.date) -> list[Violation]:
    """R-E10: a veto is on the written list and has its document."""
    return list(ask("R-E10", on, {"score": 0, "assessed": 0, "veto_item": item, "veto_document": document}).errors) if item or document else []


def taken(mark: AssessmentMark) -> Decimal:
    """Points that standing facts deduct from the indicator, before the cap."""
    return sum((fact.points for fact in AssessmentFact.objects.filter(mark=mark, withdrawn_on=None)), Decimal(0))


def score_of(marks: Iterable[AssessmentMark]) -> Decimal:
    """The score of a sheet whose every indicator has a mark."""
    return total_of((row.weight, row.full_mark, row.mark) for row in marks)


def quota(assessed: int, on: dt.date) -> int:
    """How many of the town's assessed may be excellent."""
    return quota_of(assessed, setting("grading.excellent_quota", on))


def grades_of(sheets: Iterable[AssessmentSheet], on: dt.date, override: bool) -> dict[int, Graded]:
    """R-E10 over all sheets of a scheme: grade and reason by the sheet's key."""
    rows = list(sheets)
    scores = {str(row.pk): row.score for row in rows}
    vetoed = [str(row.pk) for row in rows if row.veto_item]
    found = grades_for(scores, quota(len(rows), on), setting("assessment.bands", on), vetoed, override)
    return {int(key): graded for key, graded in found.items()}


def expected_grades(scored: Iterable[AssessmentSheet], assessed: int, on: dt.date) -> list[str]:
    """R-E10 over the scores as they stand: the grades that would come out today, without any committee's decision. Nobody is told one."""
    rows = [row for row in scored if row.score is not None]
    vetoed = [str(row.pk) for row in rows if row.veto_item]
    found = grades_for({str(row.pk): row.score for row in rows}, quota(assessed, on), setting("assessment.bands", on), vetoed)
    return [graded.grade for graded in found.values()]


def consequences_of(sheet: AssessmentSheet, on: dt.date):
    """R-E11 for the sheet's grade, with last year's."""
    before = YearlyGrade.objects.filter(person=sheet.person, year=sheet.year - 1).first()
    return ask(
        "R-E11",
        on,
        {
            "grade": sheet.grade,
            "grade_before": before.grade if before and sheet.subject == "person" else None,
            "notified_on": sheet.served_on,
        },
    )
