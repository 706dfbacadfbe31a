"""Reads of tasks, their units within reach, and what villages say was asked before; 待办 of who fills, agrees and answers for an element."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from qianxian.accounts.rights import Permission as P
from qianxian.divisions.queries import names_of
from qianxian.elements.models import AskedBefore, CollectionTask, Question, TaskUnit
from qianxian.elements.permissions import OWNER_ROLES
from qianxian.elements.queries.holding import SENT
from qianxian.foundation.actor import Actor
from qianxian.foundation.tasks import Task


def tasks(by: Actor) -> QuerySet[CollectionTask]:
    """What the actor may look at: tasks that ask a unit within his reach, and drafts of his own role and place; with counts of those units."""
    own = Q(issuer_role=by.role) & _own_places(by)
    asked = Q(state__in=SENT, pk__in=TaskUnit.objects.visible_to(by).order_by().values("task_id"))
    waiting = Q(state=CollectionTask.State.WAITING) & _own_places(by) if by.may(P.APPROVE_COLLECTIONS) else Q(pk__in=[])
    return CollectionTask.objects.filter(own | asked | waiting).annotate(n_units=Count("units"), n_done=Count("units", filter=Q(units__state="submitted")),
                                                                         asked=Sum("units__asked"), shown=Sum("units__shown")).order_by("-drafted_on", "-id")  # fmt: skip


def _own_places(by: Actor) -> Q:
    condition = Q(pk__in=[])
    for prefix in filter(None, by.reach):
        condition |= Q(issuer_code__startswith=prefix)
    return condition


def task_by_uuid(uuid: UUID | str, by: Actor) -> CollectionTask | None:
    """One task that the actor may look at."""
    return tasks(by).filter(uuid=uuid).first()


def units_of(task: CollectionTask, by: Actor) -> QuerySet[TaskUnit]:
    """The units asked within reach, by place."""
    return TaskUnit.objects.visible_to(by).filter(task=task).select_related("organisation", "task").order_by("division_code", "id")


def visible_units(by: Actor) -> QuerySet[TaskUnit]:
    """Every unit within reach that was really asked."""
    return TaskUnit.objects.visible_to(by).filter(task__state__in=SENT).select_related("task", "organisation").order_by("-id")


def unit_by_uuid(uuid: UUID | str, by: Actor) -> TaskUnit | None:
    """One unit within reach of a task that went out."""
    return visible_units(by).filter(uuid=uuid).first()


def question_of(task: CollectionTask, uuid: UUID | str) -> Question | None:
    """One question of the task."""
    return task.questions.filter(uuid=uuid).select_related("element__same_as", "task").first()


def reports(by: Actor) -> QuerySet[AskedBefore]:
    """「这道题问过了」 within reach, those without a reply first."""
    rows = AskedBefore.objects.visible_to(by).select_related("question__element__same_as", "question__task", "merged_into")
    return rows.order_by("reply", "reported_on", "id")


def report_by_uuid(uuid: UUID | str, by: Actor) -> AskedBefore | None:
    """One of them."""
    return reports(by).filter(uuid=uuid).first()


def asked_before(task: CollectionTask, unit: TaskUnit) -> dict[int, AskedBefore]:
    """What the unit's village said of the task's questions, by question."""
    return {r.question_id: r for r in AskedBefore.objects.filter(question__task=task, division_code=unit.division_code)}


def tasks_for(actor: Actor, on: dt.date) -> list[Task]:
    """Forms to fill for the village's staff, drafts over budget for the second person, reports for the element's owner."""
    waiting: list[Task] = []
    if actor.may(P.FILL_COLLECTIONS):
        rows = TaskUnit.objects.visible_to(actor).filter(task__state=CollectionTask.State.ISSUED).exclude(state=TaskUnit.State.SUBMITTED).select_related("task")
        waiting += [_to_fill(row) for row in rows.order_by("task__due_on", "id")]
    if actor.may(P.APPROVE_COLLECTIONS):
        drafts = CollectionTask.objects.filter(_own_places(actor), state=CollectionTask.State.WAITING).exclude(drafted_by=actor.login).order_by("id")
        waiting += [Task(_("填报任务"), row.title, _("超出填报预算，要您同意或退回"), None, reverse("elements:task", args=[row.uuid]), row.issuer_code) for row in drafts]
    if owned := [owner for owner, role in OWNER_ROLES.items() if role == actor.role]:
        rows = AskedBefore.objects.visible_to(actor).filter(reply="", question__element__owner__in=owned).select_related("question__element").order_by("id")
        waiting += _to_answer(list(rows))
    return waiting


def _to_fill(row: TaskUnit) -> Task:
    why = _("退回补正：%(words)s") % {"words": row.return_words} if row.state == TaskUnit.State.RETURNED else _("约 %(m)d 分钟，要填 %(n)d 项，已替您填好 %(k)d 项") % {
        "m": row.task.minutes, "n": row.asked, "k": row.shown}  # fmt: skip
    return Task(_("填报任务"), row.task.title, why, row.task.due_on, reverse("elements:fill", args=[row.uuid]), row.division_code)


def _to_answer(rows: list[AskedBefore]) -> list[Task]:
    names = names_of({row.division_code for row in rows})
    told = _("%(place)s 说「%(name)s」问过了")
    return [
        Task(_("这道题问过了"), told % {"place": names.get(row.division_code, ""), "name": row.question.element.name}, row.words, None,
             reverse("elements:answer_report", args=[row.uuid]), row.division_code)
        for row in rows
    ]  # fmt: skip
