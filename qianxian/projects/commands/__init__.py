"""Writes of projects, in the order of the work."""

from qianxian.projects.commands.course import cancel_project, resume_project, stall_project
from qianxian.projects.commands.deciding import approve_project, award, open_tender, record_vote
from qianxian.projects.commands.ending import accept_project, audit_project, enter_asset, look_at_works
from qianxian.projects.commands.opening import Source, open_project, set_budget
from qianxian.projects.commands.works import add_milestone, decide_change, finish_milestone, keep_photo, order_change, record_measure

__all__ = [
    "Source",
    "accept_project",
    "add_milestone",
    "approve_project",
    "audit_project",
    "award",
    "cancel_project",
    "decide_change",
    "enter_asset",
    "finish_milestone",
    "keep_photo",
    "look_at_works",
    "open_project",
    "open_tender",
    "order_change",
    "record_measure",
    "record_vote",
    "resume_project",
    "set_budget",
    "stall_project",
]
