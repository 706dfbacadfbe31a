"""待办 of the yearly assessment for whoever holds the next step, each with its last day. Nothing waits without somebody.

The assessed's own steps stand on the officer's desk too once their days are over: the officer takes the paper report, or notes a refusal.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal

from django.db.models import Count, Max, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from qianxian.accounts.queries import is_one_of
from qianxian.accounts.rights import Permission as P
from qianxian.assessments import permissions
from qianxian.assessments.models import AssessmentScheme, AssessmentSheet, GradeAppeal
from qianxian.assessments.queries.sheets import own_sheets, title_of
from qianxian.assessments.rules.steps import STEP_OF, step_due
from qianxian.foundation.actor import Actor
from qianxian.foundation.tasks import Task
from qianxian.rulebook.queries import county_settings

State = AssessmentSheet.State
KIND = gettext_noop("年度考核")
Days = Mapping[str, Decimal] | None


def step_days(on: dt.date) -> Days:
    """Days each step may take on the day; None where the county set none."""
    row = county_settings().find("assessment.step_days", on)
    return None if row is None else row.value


def due_of(sheet: AssessmentSheet, days: Days, appeal: GradeAppeal | None = None) -> dt.date | None:
    """The last day of what the sheet waits for: an open appeal's own day, else the step's days after the step before it."""
    if appeal is not None and appeal.answered_on is None:
        return appeal.due_on
    if sheet.state == State.GRADED:  # beyond the reach of the assessed, to whom it was not told yet
        return step_due("serve", [sheet.grading.decided_on], days) if sheet.grading else None
    before = {
        State.OPEN: (sheet.opened_on,),
        State.REPORTED: (sheet.reported_on, sheet.signed_on),  # sent back: from the day it was signed
        State.SCORED: (sheet.scored_on,),
        State.TOLD: (sheet.told_on,),
        State.SIGNED: (sheet.signed_on,),
        State.APPROVED: (sheet.approved_on,),
        State.SERVED: (sheet.appeal_until,),
        State.APPEALED: (appeal.answered_on if appeal else None,),
    }.get(sheet.state, ())
    return step_due(STEP_OF.get(sheet.state, ""), before, days)


def tasks_for(actor: Actor, on: dt.date) -> list[Task]:
    """待办 of the assessment for whoever holds the next step."""
    days = step_days(on)
    found = list(_own_tasks(actor, on, days)) if actor.person_uuid and actor.may(P.VIEW_OWN_RECORD) else []
    if not any(actor.may(one) for one in (P.SCORE_ASSESSMENTS, P.APPROVE_ASSESSMENTS, P.ANSWER_APPEALS)):
        return found
    return [*found, *_of_sheets(actor, on, days), *_of_schemes(actor, on, days)]


def _of_sheets(actor: Actor, on: dt.date, days: Days) -> Iterator[Task]:
    rows = AssessmentSheet.objects.visible_to(actor).exclude(state__in=[State.APPROVED, State.FIXED])
    rows = rows.select_related("person", "centre", "grading", "appeal").order_by("division_code", "pk")
    for row in rows:
        appeal = getattr(row, "appeal", None)
        due = due_of(row, days, appeal)
        if why := _why(row, appeal, actor, on, due):
            yield _task(row, why, due)


def _why(row: AssessmentSheet, appeal: GradeAppeal | None, actor: Actor, on: dt.date, due: dt.date | None) -> str:
    """What the actor has to do with the sheet, in words; "" where it waits for somebody else."""
    scores, approves = actor.may(P.SCORE_ASSESSMENTS), actor.may(P.APPROVE_ASSESSMENTS)
    late = due is not None and on > due
    if row.state == State.APPEALED and appeal is not None and appeal.answered_on is None:
        return _("异议由没有参加的人答复") if actor.may(P.ANSWER_APPEALS) and permissions.can_answer_appeal(actor, row) else ""
    if row.state == State.APPEALED or (row.state == State.SERVED and on > row.appeal_until):
        return _("要确定等次") if approves else ""
    return {
        State.OPEN: _("本人没有按期述职，请收书面述职") if scores and late else "",
        State.REPORTED: _("本人已述职，要评分") if scores else "",
        State.SCORED: _("要把得分和理由告知本人") if scores else "",
        State.TOLD: _("本人没有按期签字，请收签字件或注明拒签") if scores and late else "",
        State.SIGNED: _("要审核考核表") if approves and row.scored_by != actor.login else "",
        State.GRADED: _("等次要书面送达") if scores else "",
    }.get(row.state, "")


def _of_schemes(actor: Actor, on: dt.date, days: Days) -> Iterator[Task]:
    rows = AssessmentScheme.objects.visible_to(actor).exclude(state="replaced")
    rows = rows.annotate(
        opened=Count("sheets"), waiting=Count("sheets", filter=~Q(sheets__state=State.APPROVED)), approved_on=Max("sheets__approved_on")
    )
    for row in rows.order_by("pk"):
        why, due = "", None
        if row.state == "draft":
            if actor.may(P.APPROVE_ASSESSMENTS) and not is_one_of(actor, row.drafted_by):
                why = _("方案要公布才能使用")
        elif not row.opened:
            if actor.may(P.SCORE_ASSESSMENTS):
                why, due = _("方案已公布，要建立考核表"), step_due("open", [row.published_on], days)
        elif not row.waiting and actor.may(P.APPROVE_ASSESSMENTS):
            why, due = _("考核表已全部审核，要评定等次"), step_due("grade", [row.approved_on], days)
        if why:
            yield Task(_(KIND), row.title, why, due, reverse("assessments:scheme", args=[row.uuid]), row.division_code)


def _own_tasks(actor: Actor, on: dt.date, days: Days) -> Iterator[Task]:
    for row in own_sheets(actor).filter(Q(state__in=[State.OPEN, State.TOLD]) | Q(state=State.SERVED, appeal_until__gte=on)):
        if row.state == State.SERVED:
            yield _task(row, _("等次已送达，不同意的可以提出异议"), row.appeal_until)
        else:
            yield _task(row, _("请写本年述职") if row.state == State.OPEN else _("得分已告知，请看过后签字或陈述"), due_of(row, days))


def _task(row: AssessmentSheet, why: str, due: dt.date | None) -> Task:
    return Task(_(KIND), title_of(row), why, due, reverse("assessments:sheet", args=[row.uuid]), row.division_code)
