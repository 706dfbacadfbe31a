"""The register of service items: one row each, found again by its code. A row that differs is a new version from the day of the import."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext_noop

from qianxian.foundation.actor import Actor
from qianxian.foundation.sheets import Column, Parsed, Sheet, register_sheet
from qianxian.foundation.sheets.register import Plan, offer_register, take_back
from qianxian.foundation.sheets.staged import Staged
from qianxian.services.commands import SAID
from qianxian.services.judging import faults_of
from qianxian.services.models import ServiceItem

_CATEGORIES = {
    "social_security": ("社会保障", "Social security"), "health_family": ("卫生健康（计生）", "Health and family"), "relief": ("社会救助和福利", "Relief and welfare"),
    "culture": ("文化活动", "Culture"), "distance_education": ("远程教育和培训", "Distance education and training"), "building_application": ("农房报建", "Building applications"),
    "land_farming": ("土地和农业", "Land and farming"), "household": ("户政和流动人口", "Household registration"), "veterans": ("兵役和退役军人", "Military service and veterans"),
    "party_groups": ("党员和群团", "Party members and group organisations"), "mediation_law": ("调解和法律服务", "Mediation and legal service"), "village_affairs": ("村务", "Village affairs"),
    "letters": ("证明和函件", "Letters and certificates"),
}  # fmt: skip
_LEVELS = {
    "village": ("村（社区）办结", "Village"), "town": ("村（社区）受理，镇（街道）办结", "Town"), "department": ("村（社区）受理，部门办结", "Department"),
    "online": ("全省网上办，村（社区）代办", "Province-wide, online"),
}  # fmt: skip

SHEET = register_sheet(
    Sheet(
        "services", "服务事项", "Service items",
        columns=(
            Column("code", "事项编号", "Code", "code", required=True, width=12, max_length=20, example="SB-001", unique=True),
            Column("name", "事项名称", "Name", required=True, width=30, max_length=100, example="城乡居民基本养老保险参保登记"),
            Column("category", "类别", "Category", "enum", required=True, choices=_CATEGORIES, width=16, example="社会保障"),
            Column("law", "依据", "Law", required=True, width=40, max_length=200, example="《中华人民共和国社会保险法》第二十条至第二十二条"),
            Column("who", "谁可以办", "Who may apply", required=True, width=30, max_length=200, example="年满16周岁、未参加职工养老保险的本区居民"),
            Column("materials", "材料", "Papers", width=40, max_length=500, hint="一行一项或用分号隔开", example="身份证；户口簿"),
            Column("limit_days", "办结期限（工作日）", "Limit (working days)", "integer", required=True, width=12, hint="当场办结填 0", example="0"),
            Column("fee", "收费（元）", "Fee (yuan)", "money", width=10, hint="不收费不填"),
            Column("fee_law", "收费依据", "Law of the fee", width=24, max_length=200),
            Column("handled_by", "由哪级办结", "Handled by", "enum", required=True, choices=_LEVELS, width=24, example="村（社区）受理，部门办结"),
            Column("department", "办结部门", "Department", width=20, max_length=60, example="区人力资源和社会保障局"),
            Column("village_step", "村（社区）做什么", "The village's step", width=40, max_length=300, example="帮办参保信息录入"),
            Column("link_title", "在哪个平台办", "Platform", width=20, max_length=60, example="粤省事"),
            Column("link", "平台网址", "Address of the platform", width=24, max_length=200),
            Column("form_name", "表单", "Form", width=20, max_length=60),
            Column("proof", "要出具的证明", "Proof it writes", width=20, max_length=60, hint="没有不填；有的要在准许清单内"),
            Column("checked", "依据和期限已核对", "Checked", "bool", width=12, hint="没有对过原文的填「否」", example="否"),
        ),
        key_columns=("code",),
        notes=(gettext_noop("一行一个事项，按编号认。和现行版本不同的，从导入时选定的日期起用新版本。"), gettext_noop("不收费的「收费」不填；收费要写明法律法规依据。")),
        dated=True,
    )
)  # fmt: skip

WORDS: dict[str, tuple[str, dict[Any, Any]]] = {c.key: (c.heading_zh, c.choices) for c in SHEET.columns} | {
    "checked": ("依据和期限已核对", {True: "是", False: "否"}), "period": ("起止日期", {}),
}  # fmt: skip


class Services:
    """The catalogue as the imports room drives it."""

    sheet = SHEET

    def plan(self, connection: Any, parsed: Parsed, *, by: Actor, on: dt.date) -> Plan:
        """Rows compared with the versions in force; every fault of every row."""
        staged = Staged("services", parsed, (ServiceItem,))
        current = {item.code: item for item in ServiceItem.objects.filter(period__endswith__isnull=True)}
        rows = [_completed(said_in(parsed, i), current.get(parsed.columns["code"][i]), parsed.absent) for i in range(len(parsed))]
        wrong = {e.row for e in parsed.errors}
        for i, said in enumerate(rows):
            if parsed.row_numbers[i] not in wrong:
                self._check(parsed, i, said, current.get(said["code"]), on)
        wrong = {e.row for e in parsed.errors}
        for i, said in enumerate(rows):
            if parsed.row_numbers[i] not in wrong:
                _stage(staged, i, said, current.get(said["code"]), on, by.county_code)
        return staged.done()

    def _check(self, parsed: Parsed, i: int, said: dict[str, Any], held: ServiceItem | None, on: dt.date) -> None:
        for fault in faults_of(said, on):
            parsed.fault(i, fault.field if fault.field in {c.key for c in SHEET.columns} else "code", fault.code, fault.message)
        if held is not None and differs(held, said) and on <= held.period.lower:
            parsed.fault(i, "code", "first_day", f"现在的版本从 {held.period.lower} 起用，新版本的日期要在这之后")

    def write(self, connection: Any, plan: Plan, *, by: Actor, on: dt.date, leaf: UUID) -> int:
        """New items and new versions."""
        if not plan.clean:
            raise ValueError("a plan with errors is never written")
        return plan.payload.write(connection, leaf)

    def undo(self, connection: Any, leaf: UUID, *, by: Actor) -> int:
        """The catalogue as it was before the file."""
        return take_back(leaf)


def said_in(parsed: Parsed, i: int) -> dict[str, Any]:
    """What the row says of its item, as ``publish_item`` takes it."""
    cells = {key: parsed.columns[key][i] for key in parsed.columns}
    papers = (cells["materials"] or "").replace("；", "\n").replace(";", "\n").split("\n")
    blank = {key: cells.get(key) or "" for key in SAID if key not in ("materials", "limit_days", "fee", "checked")}
    return blank | {
        "materials": [p.strip() for p in papers if p.strip()], "limit_days": cells["limit_days"] or 0, "fee": cells["fee"] or Decimal(0), "checked": bool(cells["checked"]),
    }  # fmt: skip


def _completed(said: dict[str, Any], held: ServiceItem | None, absent: frozenset[str]) -> dict[str, Any]:
    """The row with what the version in force says in columns that the file does not have: a file of some columns clears none of the others."""
    return said if held is None else said | {key: getattr(held, key) for key in SAID if key in absent}


def differs(held: ServiceItem, said: dict[str, Any]) -> bool:
    """True when the version in force says something else than the row."""
    return any(getattr(held, key) != value for key, value in said.items())


def _stage(staged: Staged, i: int, said: dict[str, Any], held: ServiceItem | None, on: dt.date, place: str) -> None:
    label = f"{said['code']} {said['name']}"
    puts = [] if held is None else [staged.put(ServiceItem, held, {"period": DateRange(held.period.lower, on)} if differs(held, said) else {})]
    if held is None or puts[0].changed:
        puts.append(staged.put(ServiceItem, None, said | {"period": DateRange(on, None)}))
    for put in puts:
        put.thing.division_code = place  # where its history is read; the item itself bears no place
    replaced = {key: (getattr(held, key), said[key]) for key in SAID if getattr(held, key) != said[key]} if held is not None else {}
    staged.row(i, label, puts, WORDS, replaced)


offer_register(Services())
