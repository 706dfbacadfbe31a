"""The register of the collective's assets as an Excel sheet: one row per asset, found again by its number, or by village, name and day of acquisition.

What an asset was registered with stays; a later file sets its place right and nothing else: state and number of a facility change on the asset's page,
on a paper of their own. A batch taken back strikes its assets out (``strike_asset``): they keep their numbers and their history, which is only ever added to.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_noop

from qianxian.collective import numbers
from qianxian.collective.history import first_of, strike_out
from qianxian.collective.judging import facility_faults
from qianxian.collective.models import Asset, PropertyEvent
from qianxian.divisions.sheets import VILLAGE, Places
from qianxian.foundation import clock
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import RuleViolated, Violation
from qianxian.foundation.sheets import Column, Parsed, Sheet, register_sheet
from qianxian.foundation.sheets.register import Plan, changed_later, offer_register, past_of, restore
from qianxian.foundation.sheets.staged import Staged
from qianxian.foundation.sheets.wording import say as _

_CATEGORIES = {"operating": ("经营性资产", "Operating"), "fixed": ("其他固定资产", "Other fixed"), "welfare": ("公益性资产", "Public welfare")}
_FACILITIES = {
    "street_light": ("路灯（盏）", "Street lights"), "public_toilet": ("公共厕所（座）", "Public toilets"), "waste_point": ("垃圾收集点（个）", "Waste points"),
    "road": ("硬化村道（公里）", "Paved road (km)"), "square": ("文化广场（平方米）", "Square (m²)"), "library": ("农家书屋藏书（册）", "Library books"),
    "elder_canteen": ("长者饭堂（座位）", "Elders' canteen (seats)"), "fire_station": ("微型消防站（个）", "Fire points"), "shelter": ("防台风避护所（床位）", "Shelter (beds)"),
}  # fmt: skip
_STATES = {
    "idle": ("闲置", "Idle"), "own_use": ("自用", "In own use"), "leased": ("已出租", "Leased"), "disposed": ("已处置", "Disposed of"), "struck": ("登记有误", "Struck out"),
}  # fmt: skip

SHEET = register_sheet(
    Sheet(
        "assets", "集体资产", "Assets of the collective",
        columns=(
            VILLAGE,
            Column("title", "资产名称", "Asset", required=True, width=24, max_length=120, example="八甲村商铺一号"),
            Column("category", "类别", "Category", "enum", required=True, choices=_CATEGORIES, width=16, example="经营性资产"),
            Column("place", "存放地点", "Place", required=True, width=24, max_length=200, example="八甲村口"),
            Column("acquired_on", "取得日期", "Acquired on", "date", required=True, width=13, example="2012-08-30"),
            Column("original_value", "原值（元）", "Original value (yuan)", "money", required=True, width=16, example="186000.00"),
            Column("document", "依据", "Document", required=True, width=30, max_length=200, hint="清产核资报告、发票、移交书等", example="2018 年清产核资报告第 12 号"),
            Column("facility", "公共设施", "Public facility", "enum", choices=_FACILITIES, width=20, hint="路灯、公厕等公共设施选种类；其他资产不填"),
            Column("quantity", "数量", "Quantity", "money", width=10, hint="公共设施填；单位写在种类的括号里"),
            Column("state", "状态", "State", "enum", choices=_STATES, width=10, hint="不填为闲置；新登记的只能是闲置或自用", example="闲置"),
            Column("number", "编号", "Number", "code", width=26, max_length=40, hint="系统编的号。新资产不填；从台账导出的保留"),
        ),
        key_columns=("division", "title", "acquired_on", "number"),
        notes=(
            gettext_noop("一行一项资产，按编号认；没有编号的，按村（社区）、名称和取得日期认。"),
            gettext_noop("名称、类别、原值、取得日期和依据登记后不能改；存放地点可以用后一张表更正。"),
            gettext_noop("改变状态、清点数量、出租、处置在资产页办理，每次写明依据的文件。"),
            gettext_noop("表里没有的资产不会被删去。整批撤销的，资产写明「登记有误」，编号和经过保留。"),
        ),
    )
)  # fmt: skip
FIXED = ("title", "category", "acquired_on", "original_value", "document")
WORDS: dict[str, tuple[str, dict[str, Any]]] = {c.key: (c.heading_zh, c.choices) for c in SHEET.columns}


class Assets:
    """The asset register as the imports room drives it."""

    sheet = SHEET

    def plan(self, connection: Any, parsed: Parsed, *, by: Actor, on: dt.date) -> Plan:
        """Rows compared with the register."""
        staged, places, held = Staged("assets", parsed, (Asset,)), Places(on), _Held(by)
        for i in range(len(parsed)):
            place = places.village(parsed, i, by)
            cells = {name: parsed.columns[name][i] for name in parsed.columns}
            if place is None or any(e.row == parsed.row_numbers[i] for e in parsed.errors):
                continue
            existing, faults = held.find(place.code, cells)
            for column, code, words in [*faults, *(_new_faults(cells, on) if existing is None else _held_faults(cells, existing, place.code))]:
                parsed.fault(i, column, code, words)
            if not any(e.row == parsed.row_numbers[i] for e in parsed.errors):
                staged.row(i, f"{place.name} · {cells['title']}", [staged.put(Asset, existing, _values(cells, existing, place.code, by, on))], WORDS)
        return staged.done()

    def write(self, connection: Any, plan: Plan, *, by: Actor, on: dt.date, leaf: UUID) -> int:
        """New assets with their numbers and the first line of their history; places that were set right."""
        if not plan.clean:
            raise ValueError("a plan with errors is never written")
        made = plan.payload.new[Asset]
        for row in made:
            row.number = numbers.next_number(numbers.ASSET, row.division_code, on.year)
        count = plan.payload.write(connection, leaf)
        PropertyEvent.objects.bulk_create([first_of(row, by) for row in made])
        return count

    def undo(self, connection: Any, leaf: UUID, *, by: Actor) -> int:
        """The batch's assets struck out, places as before; RuleViolated when one of them was leased, moved, counted or changed since.

        One struck out since stays so, as it would be now: nothing could take that back, and the others need not wait for it.
        """
        label, past = Asset._meta.label_lower, past_of(leaf)
        touched = list(Asset.objects.select_for_update(no_key=True).filter(uuid__in=[row.object_id for row in past[label]]).order_by("id"))
        standing = {str(row.uuid): row for row in touched if row.state != Asset.State.STRUCK}
        mine = [row for row in past[label] if row.object_id in standing]
        if not mine:
            raise RuleViolated([Violation("nothing", _("这一批的资产都已撤销登记，不用再撤销。"))])
        made = [standing[row.object_id] for row in mine if row.before is None]
        if faults := [*changed_later(past | {label: mine}), *_leased(made)]:
            raise RuleViolated(faults)
        for row in made:
            strike_out(row, _("导入有误，整批撤销"), by, clock.today())
        restore(Asset, [row for row in mine if row.before is not None])
        return len(mine)


class _Held:
    """The assets within reach, by number and by what names them on paper; those struck out are found by their number alone."""

    def __init__(self, by: Actor) -> None:
        self.numbers: dict[str, Asset] = {}
        self.names: dict[tuple[str, str, dt.date], list[Asset]] = {}
        for row in Asset.objects.visible_to(by).order_by("id"):
            self.numbers[row.number] = row
            if row.state != Asset.State.STRUCK:
                self.names.setdefault((row.division_code, row.title, row.acquired_on), []).append(row)

    def find(self, code: str, cells: dict[str, Any]) -> tuple[Asset | None, list[tuple[str, str, str]]]:
        """(the asset that the row means, what is wrong with how it is named)."""
        if cells["number"]:
            row = self.numbers.get(cells["number"])
            return row, [] if row else [("number", "unknown_number", _("您的范围内没有这个编号的资产。新资产不填编号，由系统编号"))]
        found = self.names.get((code, cells["title"], cells["acquired_on"]), [])
        if len(found) > 1:
            return found[0], [("number", "namesakes", _("有 %(n)d 项同一天取得的同名资产。请填写编号，写明是哪一项") % {"n": len(found)})]
        return (found[0] if found else None), []


def _new_faults(cells: dict[str, Any], on: dt.date) -> list[tuple[str, str, str]]:
    """(column, code, words) of everything a new row cannot say."""
    found = []
    if cells["acquired_on"] > on:
        found.append(("acquired_on", "in_future", _("日期 %(date)s 还没有到。核对年份") % {"date": cells["acquired_on"]}))
    if cells["original_value"] < 0:
        found.append(("original_value", "original_value", _("原值不能小于零。没有原值的填 0，或按评估价填写")))
    if cells["state"] not in ("", None, "idle", "own_use"):
        found.append(("state", "first_state", _("新登记的资产填「闲置」或「自用」。出租、处置登记以后在资产页办理")))
    return found + [(fault.field, fault.code, fault.message) for fault in facility_faults(cells["facility"] or "", cells["quantity"])]


def _held_faults(cells: dict[str, Any], held: Asset, code: str) -> list[tuple[str, str, str]]:
    """(column, code, words) of everything a file does not change."""
    if held.division_code != code:
        return [("division", "asset_stays", _("资产 %(no)s 登记在另一个村（社区），不能用表格改") % {"no": held.number})]
    found = [(name, "asset_stays", _("资产 %(no)s 的这一栏登记后不能改。登记错的，在资产页「撤销登记」后重新登记") % {"no": held.number}) for name in FIXED if cells[name] != getattr(held, name)]
    if cells["state"] not in ("", None, held.state):
        found.append(("state", "state_stays", _("状态在资产页改，写明依据的文件")))
    if (cells["facility"] or held.facility, held.quantity if cells["quantity"] is None else cells["quantity"]) != (held.facility, held.quantity):
        found.append(("quantity", "count_on_the_page", _("种类和数量在资产页「登记设施数量」改，写明依据的文件")))
    if held.state in Asset.GONE and cells["place"] != held.place:
        found.append(("place", "asset_gone", _("资产已处置或登记有误，不能再改")))
    return found


def _values(cells: dict[str, Any], existing: Asset | None, code: str, by: Actor, on: dt.date) -> dict[str, Any]:
    if existing is not None:
        return {"place": cells["place"]}
    said = {name: cells[name] for name in (*FIXED, "place")} | {"facility": cells["facility"] or "", "quantity": cells["quantity"], "state": cells["state"] or Asset.State.IDLE}
    return said | {"original_value": cells["original_value"].quantize(Decimal("0.01")), "division_code": code, "registered_on": on, "registered_by": by.login}


def _leased(made: list[Asset]) -> list[Violation]:
    """Leases do not stand in the batch's history: one that is only planned changes nothing of its asset."""
    count = sum(row.leases.exists() for row in made)
    return [Violation("rests_on_it", _("已有 %(n)d 项资产登记了出租合同，不能整批撤销。逐项办理。") % {"n": count})] if count else []


offer_register(Assets())
