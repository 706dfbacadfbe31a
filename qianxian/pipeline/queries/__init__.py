"""Reads of this room, by noun: the reserve and its outlook, admissions."""

import datetime as dt

from qianxian.foundation.actor import Actor
from qianxian.foundation.tasks import Task
from qianxian.pipeline.queries.admissions import admission_by_uuid, admission_days, admission_tasks, admissions, clocks
from qianxian.pipeline.queries.reserve import (
    Outlook,
    Wave,
    candidate_by_uuid,
    candidates,
    candidates_on,
    capabilities,
    capability_by_uuid,
    outlook,
    reserve_tasks,
    short_by_town,
    standing,
    village_tops,
    waves,
)


def tasks_for(actor: Actor, on: dt.date) -> list[Task]:
    """Everything in this room that waits for the actor on the day."""
    return [*reserve_tasks(actor, on), *admission_tasks(actor, on)]


__all__ = [
    "Outlook", "Wave", "admission_by_uuid", "admission_days", "admission_tasks", "admissions", "candidate_by_uuid", "candidates", "candidates_on", "capabilities", "capability_by_uuid",
    "clocks", "outlook", "reserve_tasks", "short_by_town", "standing", "tasks_for", "village_tops", "waves",
]  # fmt: skip
