"""Reads of admissions: who is on the way, the days of each step, the clocks that run (R-P18)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from qianxian.accounts.rights import Permission as P
from qianxian.divisions.queries import names_of
from qianxian.foundation.actor import Actor
from qianxian.foundation.tasks import Task
from qianxian.organisations.judging import ask
from qianxian.pipeline.models import Admission

Stage = Admission.Stage
DAY_OF = {Stage.APPLIED: "applied_on", Stage.ACTIVIST: "activist_on", Stage.TARGET: "target_on", Stage.ADMITTED: "meeting_on", Stage.FULL: "decided_on"}
SEEN_AHEAD = 30  # days before a clock's last day that it shows on a desk


def admissions(actor: Actor, scope: str | None = None) -> QuerySet[Admission]:
    """Everybody on the way or at its end, by place."""
    rows = Admission.objects.visible_to(actor, scope).select_related("person", "organisation", "member").prefetch_related("steps")
    return rows.order_by("division_code", "person__pinyin", "id")


def admission_by_uuid(uuid, actor: Actor) -> Admission | None:
    """One within reach."""
    return admissions(actor).filter(uuid=uuid).first()


def admission_days(row: Admission) -> dict[str, Any]:
    """The steps' days and the extension, as R-P18 asks for them."""
    days: dict[str, Any] = {}
    for step in row.steps.all():
        if step.extension_months:
            days |= {"extension_months": step.extension_months, "extensions": days.get("extensions", 0) + 1}
        elif step.stage == Stage.PROBATIONARY:
            days["approved_on"] = step.on
        elif step.stage in DAY_OF:
            days[DAY_OF[step.stage]] = step.on
    return days


def clocks(row: Admission, on: dt.date) -> dict[str, Any]:
    """R-P18's answer for the row on the day: earliest target, approve by, probation ends, what is overdue."""
    return ask("R-P18", on, {"birth_date": row.person.birth_date, **admission_days(row)}).outputs or {}


def due_on(row: Admission, on: dt.date) -> dt.date | None:
    """The last day of the step that this person waits for: approval above, or the vote when the probation is over; None where no day is fixed."""
    key = {Stage.ADMITTED: "approve_by", Stage.PROBATIONARY: "probation_ends"}.get(row.stage)
    due = clocks(row, on).get(key) if key else None
    return dt.date.fromisoformat(due) if isinstance(due, str) else due


def admission_tasks(actor: Actor, on: dt.date) -> list[Task]:
    """Approvals and decisions whose last day is near or gone."""
    if not actor.may(P.EDIT_REGISTRY):
        return []
    rows = list(admissions(actor).filter(stage__in=[Stage.ADMITTED, Stage.PROBATIONARY]))
    names = names_of({row.division_code for row in rows})
    tasks = []
    for row in rows:
        why, due = _("上级党委要审批") if row.stage == Stage.ADMITTED else _("预备期满，要讨论转正"), due_on(row, on)
        if due and due <= on + dt.timedelta(days=SEEN_AHEAD):
            title = _("%(place)s %(name)s：发展党员") % {"place": names.get(row.division_code, ""), "name": row.person.name}
            tasks.append(Task(_("发展"), title, why, due, reverse("pipeline:admission", args=[row.uuid]), row.division_code))
    return tasks
