"""Prepared elements and tasks for the table of operations, each at the step that an operation starts from."""

from __future__ import annotations

import datetime as dt
from typing import Any

from qianxian.elements import commands
from qianxian.elements.models import AskedBefore, CollectionTask, DataElement, Question, TaskUnit
from qianxian.foundation.actor import Actor
from qianxian.foundation.reach import bind
from tests.api.stage import DAY, VILLAGE
from tests.cast import COUNTY_OFFICER, SERVICE, TOWN_OFFICER, acting

EXTINGUISHERS = {"name": "公共灭火器", "definition": "公共场所放置的灭火器", "kind": "number", "unit": "具", "owner": "agriculture", "legal_basis": "《中华人民共和国消防法》第三十二条"}
ABOUT = {"title": "消防检查", "purpose": "编制隐患清单", "basis": "区消安委通知（示例）", "minutes": 5}
DUE = dt.date(2019, 3, 29)
CLERK = acting("tianbao", "填报员", "centre_member", VILLAGE)


def element(s: Any, code: str = "village.fire_extinguishers", **more: str) -> DataElement:
    """An element that no register holds."""
    bind(SERVICE)
    return commands.register_element(code=code, by=COUNTY_OFFICER, **(EXTINGUISHERS | more))


def centre_name(s: Any) -> DataElement:
    """An element that the register of centres holds."""
    return element(s, "village.centre_name", name="党群服务中心名称", kind="text", unit="")


def draft(s: Any, by: Actor = TOWN_OFFICER, minutes: int = 5, mark: str = "new", held: bool = False) -> CollectionTask:
    """A draft that asks one question."""
    asked = centre_name(s) if held else element(s)
    bind(SERVICE)
    row = commands.draft_task(**(ABOUT | {"minutes": minutes}), asks="village", due_on=DUE, places=[VILLAGE], by=by, on=DAY)
    commands.add_question(task=row, element=asked, mark=mark, by=by)
    return row


def all_held(s: Any) -> CollectionTask:
    """A draft that asks nothing new."""
    return draft(s, mark="confirm", held=True)


def question(s: Any) -> Question:
    """The question of a draft."""
    return draft(s).questions.get()


def waiting(s: Any) -> CollectionTask:
    """Over the budget, waiting for the second person."""
    row = draft(s, minutes=200)
    return commands.issue_task(task=row, budget_reason="应急", by=TOWN_OFFICER, on=DAY)


def sent(s: Any) -> CollectionTask:
    """A task that went out."""
    return commands.issue_task(task=draft(s), by=TOWN_OFFICER, on=DAY)


def unit(s: Any) -> TaskUnit:
    """The village's part of it."""
    return sent(s).units.get()


def filled(s: Any) -> TaskUnit:
    """Answered."""
    return commands.submit_unit(unit=unit(s), values={"village.fire_extinguishers": "86"}, by=CLERK, on=DAY)


def report(s: Any) -> AskedBefore:
    """「这道题问过了」."""
    row = unit(s)
    return commands.report_question(unit=row, question=row.task.questions.get(), words="上月报过", by=CLERK, on=DAY)


def waiting_beside(s: Any) -> CollectionTask:
    """Another task, over the budget, that asks what a register holds and something new."""
    asked = element(s, "village.low_lying_households", name="低洼易涝户", unit="户")
    bind(SERVICE)
    row = commands.draft_task(**(ABOUT | {"title": "人居环境", "minutes": 200}), asks="village", due_on=DUE, places=[VILLAGE], by=TOWN_OFFICER, on=DAY)
    commands.add_question(task=row, element=asked, mark="new", by=TOWN_OFFICER)
    return commands.issue_task(task=row, budget_reason="应急", by=TOWN_OFFICER, on=DAY)
