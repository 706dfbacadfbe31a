"""Reads of the room, by noun."""

from qianxian.elements.queries.burden import Burden, burden, months_with_tasks
from qianxian.elements.queries.holding import Line, Outlook, Standing, outlook, standings
from qianxian.elements.queries.register import element_by_code, element_by_uuid, elements, samples
from qianxian.elements.queries.tasks import (
    asked_before,
    question_of,
    report_by_uuid,
    reports,
    task_by_uuid,
    tasks,
    tasks_for,
    unit_by_uuid,
    units_of,
    visible_units,
)

__all__ = [
    "Burden", "Line", "Outlook", "Standing", "asked_before", "burden", "element_by_code", "element_by_uuid", "elements", "months_with_tasks", "outlook", "question_of",
    "report_by_uuid", "reports", "samples", "standings", "task_by_uuid", "tasks", "tasks_for", "unit_by_uuid", "units_of", "visible_units",
]  # fmt: skip
