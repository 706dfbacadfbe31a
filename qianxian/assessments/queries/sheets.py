"""Reads of schemes and sheets. Lists stand in the order of division codes; nothing is ordered by score or grade."""

from __future__ import annotations

from collections import Counter
from uuid import UUID

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from qianxian.accounts.rights import Permission as P
from qianxian.assessments.models import AssessmentFact, AssessmentScheme, AssessmentSheet, GradeAppeal, GradingDecision
from qianxian.foundation.actor import Actor

State = AssessmentSheet.State


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
    """The sheet within reach; the database shows the assessed his own alone. He reads his grade once it was served, not before."""
    row = sheets_in_reach(actor).filter(uuid=uuid).first()
    if row is not None and row.served_on is None and not actor.may(P.VIEW_ASSESSMENTS):
        row.grade = row.grade_reason = ""
    return row


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


def title_of(sheet: AssessmentSheet) -> str:
    """What a list calls the sheet: the person's or the centre's name with the year."""
    return _("%(name)s %(year)d 年度考核") % {"name": subject_of(sheet), "year": sheet.year}


def subject_of(sheet: AssessmentSheet) -> str:
    """The name of who is assessed: the person's or the centre's."""
    return sheet.person.name if sheet.subject == "person" else sheet.centre.name


def grading_of(scheme: AssessmentScheme) -> GradingDecision | None:
    """The committee's decision on the grades of a scheme, if it was made."""
    return GradingDecision.objects.filter(scheme=scheme).first()
