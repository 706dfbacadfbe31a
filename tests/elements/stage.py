"""The register as shipped, a village of Doumen town with its things, and a task brought to a state; people are invented."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from qianxian.collective import commands as collective
from qianxian.collective.models import Asset
from qianxian.demo.workbooks import workbook
from qianxian.elements import commands
from qianxian.elements.data import shipped_elements
from qianxian.elements.models import CollectionTask, DataElement, TaskUnit
from qianxian.elements.queries import element_by_code
from qianxian.foundation.actor import Actor
from qianxian.foundation.reach import bind
from qianxian.imports.commands import import_file
from tests.cast import COUNTY_OFFICER, SECOND_COUNTY_OFFICER, SERVICE, TOWN_OFFICER, acting
from tests.engagements.stage import VILLAGE, village

DAY, DUE = dt.date(2019, 4, 1), dt.date(2019, 4, 12)
SIBLING = "440403103203"
CLERK = acting("luwy", "陆婉仪", "centre_member", VILLAGE)
KEEPER = acting("kuangyh", "邝月红", "village_secretary", VILLAGE)
OTHER_CLERK = acting("fangjx", "方健行", "centre_member", SIBLING)
AGRICULTURE = acting("tanzq", "谭志强", "audit_bureau", "440403")
SECOND = SECOND_COUNTY_OFFICER
WHY = {"title": "三防隐患排查", "purpose": "编制三防预案", "basis": "区三防办通知（示例）"}


def opened() -> Any:
    """The county with the shipped register, and the village."""
    made = village()
    bind(SERVICE)
    import_file(register="elements", filename="数据元.xlsx", content=workbook("elements", shipped_elements()), by=COUNTY_OFFICER, on=DAY)
    bind(SERVICE)
    return made


def registered(code: str, name: str, kind: str, unit: str) -> DataElement:
    """An element that no register holds, beside the shipped ones."""
    bind(COUNTY_OFFICER)
    return commands.register_element(code=code, name=name, definition=name, kind=kind, unit=unit, owner="agriculture", legal_basis="示例", by=COUNTY_OFFICER)


def facility(kind: str, quantity: str, on: dt.date = DAY, code: str = VILLAGE) -> Asset:
    """A public facility in the village's asset register."""
    bind(KEEPER)
    given = {"category": "welfare", "place": "全村", "acquired_on": dt.date(2018, 5, 1), "original_value": Decimal(8000), "document": "资产登记簿（示例）", "state": "own_use"}
    return collective.register_asset(division_code=code, title=str(Asset.Facility(kind).label), facility=kind, quantity=Decimal(quantity), by=KEEPER, on=on, **given)


def inventory(on: dt.date, facilities: bool = True) -> None:
    """The village's yearly inventory."""
    bind(KEEPER)
    collective.record_inventory(division_code=VILLAGE, year=on.year, counted_on=on, facilities=facilities, document="清产核资报告（示例）", by=KEEPER, on=on)


def drafted(*asked: tuple[str, str], by: Actor = COUNTY_OFFICER, places: tuple[str, ...] = (VILLAGE,), on: dt.date = DAY, due: dt.date = DUE, minutes: int = 10, **more: Any) -> CollectionTask:
    """A draft with its questions: (code, mark)."""
    bind(by)
    row = commands.draft_task(**(WHY | {"asks": "village", "due_on": due, "minutes": minutes, "places": places} | more), by=by, on=on)
    for code, mark in asked:
        commands.add_question(task=row, element=element_by_code(code), mark=mark, by=by)
    return row


def issued(*asked: tuple[str, str], by: Actor = COUNTY_OFFICER, on: dt.date = DAY, **more: Any) -> CollectionTask:
    """A task that went out."""
    return commands.issue_task(task=drafted(*asked, by=by, on=on, **more), by=by, on=on)


def unit(task: CollectionTask, code: str = VILLAGE) -> TaskUnit:
    """The task's unit in the village."""
    bind(SERVICE)
    return TaskUnit.objects.get(task=task, division_code=code)


def filled(task: CollectionTask, by: Actor = CLERK, on: dt.date = DAY, code: str = VILLAGE, seconds: int | None = 240, **values: str) -> TaskUnit:
    """Filled by the village; values by the second part of the element's code."""
    row = unit(task, code)
    bind(by)
    return commands.submit_unit(unit=row, values={f"village.{k}": v for k, v in values.items()}, by=by, on=on, seconds=seconds)


__all__ = [
    "AGRICULTURE", "CLERK", "DAY", "DUE", "KEEPER", "OTHER_CLERK", "SECOND", "SIBLING", "TOWN_OFFICER", "VILLAGE", "drafted", "facility", "filled", "inventory", "issued", "opened", "registered",
    "unit",
]  # fmt: skip
