"""Reads of the yearly assessment, cut by noun: schemes and sheets, what is looked at before grades are decided, 待办."""

from qianxian.assessments.queries.sheets import (
    appeal_of,
    fact_by_uuid,
    facts_of,
    grading_of,
    own_sheets,
    scheme_by_uuid,
    schemes_in_reach,
    sheet_by_uuid,
    sheets_in_reach,
    steps_of,
    subject_of,
    title_of,
)
from qianxian.assessments.queries.spread import Evenness, evenness_of
from qianxian.assessments.queries.tasks import due_of, step_days, tasks_for

__all__ = [
    "Evenness",
    "appeal_of",
    "due_of",
    "evenness_of",
    "fact_by_uuid",
    "facts_of",
    "grading_of",
    "own_sheets",
    "scheme_by_uuid",
    "schemes_in_reach",
    "sheet_by_uuid",
    "sheets_in_reach",
    "step_days",
    "steps_of",
    "subject_of",
    "tasks_for",
    "title_of",
]
