"""Reads of the yearly assessment. Lists stand in the order of division codes; nothing is ordered by score or grade."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from qianxian.accounts.queries import names_of_logins
from qianxian.accounts.rights import Permission as P
from qianxian.assessments import judging
from qianxian.assessments.models import AssessmentFact, AssessmentMark, AssessmentScheme, AssessmentSheet, GradeAppeal
from qianxian.assessments.rules import evenness
from qianxian.centres.queries import plans_of_year
from qianxian.divisions.queries import names_of
from qianxian.engagements.models import YearlyGrade
from qianxian.foundation.actor import Actor
from qianxian.foundation.reach import prefix_of
from qianxian.foundation.tasks import Task

State = AssessmentSheet.State
KIND = gettext_noop("年度考核")


def schemes_in_reach(actor: Actor, scope: str | None = None) -> QuerySet[AssessmentScheme]:
    """Schemes with how many sheets they opened, the newest year first, by division code within it."""
    rows = AssessmentScheme.objects.visible_to(actor, scope).annotate(sheets_opened=Count("sheets"))
    return rows.order_by("-year", "division_code", "subject", "-edition")


def scheme_by_uuid(uuid: UUID, actor: Actor) -> AssessmentScheme | None:
    """The scheme within reach."""
    return AssessmentScheme.objects.visible_to(actor).filter(uuid=uuid).first()


def sheets_in_reach(actor: Actor, scope: str | None = None) -> QuerySet[AssessmentSheet]:
    """Sheets, the newest year first, by division code within it."""
    rows = AssessmentSheet.objects.visible_to(actor, scope).select_related("person", "centre", "grading")
    return rows.order_by("-year", "division_code", "subject", "person__pinyin", "pk")


def sheet_by_uuid(uuid: UUID, actor: Actor) -> AssessmentSheet | None:
    """The sheet within reach; the database shows the assessed his own alone."""
    return sheets_in_reach(actor).filter(uuid=uuid).first()


def own_sheets(actor: Actor) -> QuerySet[AssessmentSheet]:
    """The sheets that the actor answers for, the newest first."""
    return AssessmentSheet.objects.filter(answers_for=actor.person_uuid or UUID(int=0)).select_related("centre", "person").order_by("-year", "pk")


def steps_of(scheme: AssessmentScheme) -> list[tuple[str, int]]:
    """How many sheets of the scheme stand at each step, in the order of the road."""
    counts = Counter(scheme.sheets.values_list("state", flat=True))
    return [(str(word), counts[code]) for code, word in State.choices if counts[code]]


def facts_of(sheet: AssessmentSheet) -> QuerySet[AssessmentFact]:
    """The sheet's facts in the order of their days, withdrawn ones too."""
    return AssessmentFact.objects.filter(sheet=sheet).select_related("mark").order_by("mark__order", "happened_on", "pk")


def fact_by_uuid(uuid: UUID, sheet: AssessmentSheet) -> AssessmentFact | None:
    """One fact of the sheet."""
    return facts_of(sheet).filter(uuid=uuid).first()


def appeal_of(sheet: AssessmentSheet) -> GradeAppeal | None:
    """The sheet's appeal, if one was made."""
    return GradeAppeal.objects.filter(sheet=sheet).first()


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


def tasks_for(actor: Actor, on: dt.date) -> list[Task]:
    """待办 of the assessment for whoever holds the next step."""
    found = list(_own_tasks(actor)) if actor.person_uuid and actor.may(P.VIEW_OWN_RECORD) else []
    asked = {
        state: why
        for permission, state, why in (
            (P.SCORE_ASSESSMENTS, State.REPORTED, _("本人已述职，要评分")),
            (P.SCORE_ASSESSMENTS, State.SCORED, _("要把得分和理由告知本人")),
            (P.SCORE_ASSESSMENTS, State.GRADED, _("等次要书面送达")),
            (P.APPROVE_ASSESSMENTS, State.SIGNED, _("要审核考核表")),
            (P.ANSWER_APPEALS, State.APPEALED, _("异议由没有参加的人答复")),
        )
        if actor.may(permission)
    }
    found += _of_states(actor, asked) if asked else []
    if actor.may(P.APPROVE_ASSESSMENTS):
        found += [
            Task(_(KIND), row.title, _("方案要公布才能使用"), None, reverse("assessments:scheme", args=[row.uuid]), row.division_code)
            for row in AssessmentScheme.objects.visible_to(actor).filter(state="draft").exclude(drafted_by=actor.login).order_by("pk")
        ]
    return found


def _of_states(actor: Actor, asked: dict[str, str]) -> Iterator[Task]:
    rows = AssessmentSheet.objects.visible_to(actor).filter(state__in=list(asked)).select_related("person", "centre").order_by("division_code", "pk")
    dues = dict(GradeAppeal.objects.visible_to(actor).filter(answered_on=None).values_list("sheet_id", "due_on"))
    for row in rows:
        yield Task(_(KIND), title_of(row), asked[row.state], dues.get(row.pk), reverse("assessments:sheet", args=[row.uuid]), row.division_code)


def _own_tasks(actor: Actor) -> Iterator[Task]:
    for row in own_sheets(actor).filter(state__in=[State.OPEN, State.TOLD]):
        why = _("请写本年述职") if row.state == State.OPEN else _("得分已告知，请看过后签字或陈述")
        yield Task(_(KIND), title_of(row), why, None, reverse("assessments:sheet", args=[row.uuid]), row.division_code)


def title_of(sheet: AssessmentSheet) -> str:
    """What a list calls the sheet: the person's or the centre's name with the year."""
    name = sheet.person.name if sheet.subject == "person" else sheet.centre.name
    return _("%(name)s %(year)d 年度考核") % {"name": name, "year": sheet.year}
