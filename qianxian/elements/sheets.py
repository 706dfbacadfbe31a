"""The register of data elements: one row each, found again by its code."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_noop

from qianxian.elements.commands.register import SAID
from qianxian.elements.judging import faults_of
from qianxian.elements.models import DataElement
from qianxian.elements.readers import reader_of
from qianxian.foundation.actor import Actor
from qianxian.foundation.sheets import Column, Parsed, Sheet, register_sheet
from qianxian.foundation.sheets.register import Plan, offer_register, take_back
from qianxian.foundation.sheets.staged import Staged

SUBJECTS = {
    "village": ("村（社区）", "Village"), "organisation": ("党组织", "Party organisation"), "person": ("个人", "Person"), "household": ("户", "Household"), "project": ("项目", "Project"),
}  # fmt: skip
KINDS = {"number": ("整数", "Whole number"), "decimal": ("小数", "Decimal"), "date": ("日期", "Date"), "text": ("文字", "Text"), "yes_no": ("是或否", "Yes or no")}
OWNERS = {
    "organisation": ("区委组织部", "District organisation department"), "finance": ("区财政局", "District finance bureau"),
    "agriculture": ("区农业农村、审计部门", "District agriculture and audit bureaus"),
}  # fmt: skip
STAYS = ("subject", "kind", "lives")

SHEET = register_sheet(
    Sheet(
        "elements", "数据元", "Data elements",
        columns=(
            Column("code", "编号", "Code", "code", required=True, width=30, max_length=60, example="village.street_lights", unique=True),
            Column("name", "名称", "Name", required=True, width=22, max_length=60, example="路灯"),
            Column("definition", "含义", "Meaning", required=True, width=44, max_length=300, example="村道上能亮的路灯"),
            Column("subject", "对象", "Subject", "enum", required=True, choices=SUBJECTS, width=12, example="村（社区）"),
            Column("kind", "类型", "Kind", "enum", required=True, choices=KINDS, width=10, example="整数"),
            Column("unit", "单位", "Unit", width=8, max_length=12, example="盏"),
            Column("owner", "归口单位", "Owner", "enum", required=True, choices=OWNERS, width=24, example="区农业农村、审计部门"),
            Column("legal_basis", "依据", "Legal basis", required=True, width=44, max_length=200, example="《中华人民共和国公路法》第八条"),
            Column("validity_months", "有效期（月）", "Valid for (months)", "integer", required=True, width=10, example="12"),
            Column("lives", "台账已有", "Held by a register", "bool", width=10, example="否"),
            Column("private", "个人信息", "Personal", "bool", width=10, example="否"),
        ),
        notes=(gettext_noop("一行一个数据元，按编号认。编号、对象、类型登记后不改。"), gettext_noop("「台账已有」由系统按编号判断，填错会提示。")),
    )
)  # fmt: skip

WORDS: dict[str, tuple[str, dict[Any, Any]]] = {c.key: (c.heading_zh, {True: "是", False: "否"} if c.kind == "bool" else c.choices) for c in SHEET.columns}


class Elements:
    """The register as the imports room drives it."""

    sheet = SHEET

    def plan(self, connection: Any, parsed: Parsed, *, by: Actor, on: date) -> Plan:
        """Rows compared with the register; every fault of every row."""
        staged = Staged("elements", parsed, (DataElement,))
        held = {element.code: element for element in DataElement.objects.all()}
        rows = [_completed(said_in(parsed, i), held.get(parsed.columns["code"][i]), parsed.absent) for i in range(len(parsed))]
        wrong = {e.row for e in parsed.errors}
        for i, said in enumerate(rows):
            if parsed.row_numbers[i] not in wrong:
                _check(parsed, i, said, held.get(said["code"]))
        wrong = {e.row for e in parsed.errors}
        for i, said in enumerate(rows):
            if parsed.row_numbers[i] not in wrong:
                put = staged.put(DataElement, held.get(said["code"]), said)
                put.thing.division_code = by.county_code  # where its history is read; the element itself bears no place
                staged.row(i, f"{said['code']} {said['name']}", [put], WORDS)
        return staged.done()

    def write(self, connection: Any, plan: Plan, *, by: Actor, on: date, leaf: UUID) -> int:
        """New and changed elements."""
        if not plan.clean:
            raise ValueError("a plan with errors is never written")
        return plan.payload.write(connection, leaf)

    def undo(self, connection: Any, leaf: UUID, *, by: Actor) -> int:
        """The register as it was before the file."""
        return take_back(leaf)


def _check(parsed: Parsed, i: int, said: dict[str, Any], held: DataElement | None) -> None:
    for fault in faults_of(said):
        parsed.fault(i, fault.field or "code", fault.code, fault.message)
    if held is not None and any(getattr(held, key) != said[key] for key in STAYS):
        parsed.fault(i, "code", "stays", "对象、类型登记后不改；要问另一件事，请登记新的数据元")


def _completed(said: dict[str, Any], held: DataElement | None, absent: frozenset[str]) -> dict[str, Any]:
    """The row with what the register holds in columns that the file does not have."""
    return said if held is None else said | {key: getattr(held, key) for key in SAID if key in absent}


def said_in(parsed: Parsed, i: int) -> dict[str, Any]:
    """What the row says of its element."""
    cells = {key: parsed.columns[key][i] for key in parsed.columns}
    lives = reader_of(cells["code"] or "") is not None if cells.get("lives") is None else bool(cells["lives"])
    said = {key: cells.get(key) or "" for key in SAID}
    return said | {"validity_months": 12 if cells["validity_months"] is None else cells["validity_months"], "lives": lives, "private": bool(cells.get("private"))}


offer_register(Elements())
