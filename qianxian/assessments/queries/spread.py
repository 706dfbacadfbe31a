"""What is looked at before grades are decided: spread, far scores, bare marks, villages of like size, drift from last year."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from qianxian.accounts.queries import names_of_logins
from qianxian.assessments import judging
from qianxian.assessments.models import AssessmentMark, AssessmentScheme, AssessmentSheet
from qianxian.assessments.rules import evenness
from qianxian.centres.queries import plans_of_year
from qianxian.divisions.queries import names_of
from qianxian.engagements.models import YearlyGrade
from qianxian.foundation.actor import Actor
from qianxian.foundation.reach import prefix_of

State = AssessmentSheet.State


@dataclass
class Evenness:
    """What people look at before grades are decided; groups by name, places by code."""

    assessors: dict[str, evenness.Spread] = field(default_factory=dict)
    villages: dict[str, evenness.Spread] = field(default_factory=dict)
    sizes: dict[str, evenness.Spread] = field(default_factory=dict)
    outliers: list[AssessmentSheet] = field(default_factory=list)
    without_evidence: list[tuple[AssessmentSheet, int]] = field(default_factory=list)
    bare: dict[str, tuple[int, int]] = field(default_factory=dict)  # per assessor: marks under the full one without a fact, of all his marks
    places: dict[str, str] = field(default_factory=dict)
    drift: dict[str, evenness.Shift] = field(default_factory=dict)
    expected: bool = False
    years: dict[str, evenness.Spread] = field(default_factory=dict)
    scored: int = 0
    sheets: int = 0


def evenness_of(scheme: AssessmentScheme, on: dt.date) -> Evenness:
    """Spread per assessor, per village and per size of centre, far scores, low marks without a fact, and the drift since last year.

    The drift is told before results are fixed: until grades are decided it is of those that the scores as they stand would make
    (``expected``).
    """
    sheets = list(scheme.sheets.select_related("person", "centre").order_by("division_code", "pk"))
    scored = [sheet for sheet in sheets if sheet.score is not None]
    places = names_of({sheet.division_code for sheet in scored})
    people = names_of_logins({sheet.scored_by for sheet in scored})
    posts = dict(plans_of_year(scheme.year, _whole(scheme)).values_list("centre_id", "leading_posts"))
    size = _("核 %(n)d 岗的中心")
    far = set(evenness.outliers({str(sheet.pk): sheet.score for sheet in scored}))
    marks = _marks_of(scored)
    by_village = evenness.spreads((sheet.division_code, sheet.score) for sheet in scored)
    return Evenness(
        assessors=evenness.spreads((people.get(sheet.scored_by, sheet.scored_by), sheet.score) for sheet in scored),
        villages={places.get(code, code): spread for code, spread in by_village.items()},
        sizes=evenness.spreads((size % {"n": posts[sheet.centre_id]}, sheet.score) for sheet in scored if sheet.centre_id in posts),
        outliers=[sheet for sheet in scored if str(sheet.pk) in far],
        without_evidence=[(sheet, n) for sheet in scored if (n := _bare(marks[sheet.pk]))],
        bare=_bare_by_assessor(scored, marks, people),
        places=places,
        drift=_drift(scheme, sheets, on),
        expected=not all(sheet.grade for sheet in sheets),
        years=_years(scheme, scored),
        scored=len(scored),
        sheets=len(sheets),
    )


def _whole(scheme: AssessmentScheme) -> Actor:
    """The town's own reach, to read the plans of its centres."""
    return Actor(login="", name="", role="", reach=(prefix_of(scheme.division_code),), permissions=frozenset())


def _marks_of(scored: list[AssessmentSheet]) -> dict[int, list[AssessmentMark]]:
    """Every mark of the sheets with how many facts stand for it, by the sheet's key."""
    found: dict[int, list[AssessmentMark]] = {sheet.pk: [] for sheet in scored}
    for row in AssessmentMark.objects.filter(sheet__in=list(found)).annotate(standing=Count("facts", filter=Q(facts__withdrawn_on=None))).order_by("pk"):
        found[row.sheet_id].append(row)
    return found


def _bare(marks: list[AssessmentMark]) -> int:
    """How many marks lie under the full one though no fact stands for it."""
    return sum(row.given is not None and row.given < row.full_mark and not row.standing for row in marks)


def _bare_by_assessor(scored: list[AssessmentSheet], marks: dict[int, list[AssessmentMark]], people: dict[str, str]) -> dict[str, tuple[int, int]]:
    found: dict[str, tuple[int, int]] = {}
    for sheet in sorted(scored, key=lambda one: people.get(one.scored_by, one.scored_by)):
        name = people.get(sheet.scored_by, sheet.scored_by)
        bare, whole = found.get(name, (0, 0))
        found[name] = (bare + _bare(marks[sheet.pk]), whole + len(marks[sheet.pk]))
    return found


def _drift(scheme: AssessmentScheme, sheets: list[AssessmentSheet], on: dt.date) -> dict[str, evenness.Shift]:
    decided = [sheet.grade for sheet in sheets if sheet.grade]
    now = Counter(decided or judging.expected_grades(sheets, len(sheets), on))
    before = Counter(_before(scheme).values_list("grade", flat=True))
    order = {grade: now[grade] for grade in AssessmentSheet.Grade.values if now[grade] or before[grade]}
    return evenness.drift(order if now else {}, before)


def _before(scheme: AssessmentScheme) -> QuerySet:
    """Last year's grades of the town: of its people from the register, of its centres from their sheets."""
    place, year = prefix_of(scheme.division_code), scheme.year - 1
    if scheme.subject == "centre":
        return AssessmentSheet.objects.filter(division_code__startswith=place, subject="centre", year=year, state=State.FIXED)
    return YearlyGrade.objects.filter(division_code__startswith=place, year=year)


def _years(scheme: AssessmentScheme, scored: list[AssessmentSheet]) -> dict[str, evenness.Spread]:
    """The spread of this year's scores beside last year's, where last year's sheets are here too."""
    rows = AssessmentSheet.objects.filter(
        division_code__startswith=prefix_of(scheme.division_code), subject=scheme.subject, year=scheme.year - 1, score__isnull=False
    )
    before = [(str(scheme.year - 1), score) for score in rows.values_list("score", flat=True)]
    return evenness.spreads([*before, *((str(scheme.year), sheet.score) for sheet in scored)]) if before else {}
