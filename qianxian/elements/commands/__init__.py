"""Writes of the room, by noun."""

from qianxian.elements.commands.filling import answer_report, report_question, return_unit, submit_unit
from qianxian.elements.commands.register import CHANGED, change_element, register_element
from qianxian.elements.commands.tasks import (
    add_question,
    approve_task,
    change_question,
    change_task,
    close_task,
    decline_task,
    draft_task,
    drop_question,
    issue_task,
    report_task,
    withdraw_task,
)
from qianxian.elements.commands.wanted import fill_table

__all__ = [
    "CHANGED", "add_question", "answer_report", "approve_task", "change_element", "change_question", "change_task", "close_task", "decline_task", "draft_task",
    "drop_question", "fill_table", "issue_task", "register_element", "report_question", "report_task", "return_unit", "submit_unit", "withdraw_task",
]  # fmt: skip
