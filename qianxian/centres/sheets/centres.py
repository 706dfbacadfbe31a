"""The register of service centres: one row per centre or service point, so that a county need not type its centres one by one.

A village's centre is found again by its village, a service point by its village and name. What its hall took over, its duty and its leading
posts are never brought in here. A closed centre stays closed.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_noop

from qianxian.centres.models import ServiceCentre
from qianxian.divisions.models import Division
from qianxian.foundation.actor import Actor
from qianxian.foundation.rulebook import evaluate
from qianxian.foundation.sheets import Column, Parsed, Sheet, register_sheet
from qianxian.foundation.sheets.register import Plan, offer_register, take_back
from qianxian.foundation.sheets.staged import Staged
from qianxian.foundation.sheets.wording import say as _
from qianxian.rulebook.queries import county_settings

MAIN, POINT = ServiceCentre.Kind.MAIN, ServiceCentre.Kind.BRANCH_POINT
KINDS = {"main": ("中心", "Centre"), "branch_point": ("服务点", "Service point")}
WINDOWS, SQUARE_METRES = 200, 99_999
SAID = ("opened_on", "area_m2", "windows", "opening_hours", "telephone", "address")

SHEET = register_sheet(
    Sheet(
        "centres", "党群服务中心", "Service centres",
        columns=(
            Column("division", "所在村（社区）", "Village or community", required=True, width=18, max_length=60, hint="名称或 12 位区划代码", example="八甲村"),
            Column("kind", "类别", "Kind", "enum", required=True, choices=KINDS, width=10, hint="一村（社区）一个中心，另设的为服务点", example="中心"),
            Column("name", "名称", "Name", width=28, max_length=100, hint="中心不填则为村（社区）名加「党群服务中心」；服务点要填", example="八甲村党群服务中心"),
            Column("opened_on", "启用日期", "Opened on", "date", width=13, hint="不填则为导入的那一天", example="2018-07-01"),
            Column("area_m2", "面积（平方米）", "Area (m²)", "money", width=12, example="320"),
            Column("windows", "窗口数", "Windows", "integer", width=8, example="4"),
            Column("opening_hours", "开放时间", "Opening hours", width=28, max_length=100, example="周一至周五 8:30-12:00，14:30-17:30"),
            Column("telephone", "电话", "Telephone", width=16, max_length=30, hint="中心的公开电话", example="0756-5510000"),
            Column("address", "地址", "Address", width=30, max_length=120, example="斗门镇八甲村委会旁"),
        ),
        key_columns=("division", "kind", "name"),
        notes=(gettext_noop("一行一个中心或服务点。空着的格子不会改动已经登记的内容。"), gettext_noop("职能、值班、主任岗位不在这里导入，在中心的页面登记。")),
    )
)  # fmt: skip
WORDS: dict[str, tuple[str, dict[str, Any]]] = {c.key: (c.heading_zh, c.choices) for c in SHEET.columns}


class Centres:
    """The register as the imports room drives it."""

    sheet = SHEET

    def plan(self, connection: Any, parsed: Parsed, *, by: Actor, on: dt.date) -> Plan:
        """Rows compared with the centres that are open; every fault of every row."""
        return _Comparison(parsed, by, on).plan()

    def write(self, connection: Any, plan: Plan, *, by: Actor, on: dt.date, leaf: UUID) -> int:
        """Centres written, one history row each."""
        if not plan.clean:
            raise ValueError("a plan with errors is never written")
        return plan.payload.write(connection, leaf)

    def undo(self, connection: Any, leaf: UUID, *, by: Actor) -> int:
        """Centres as they were before the file."""
        return take_back(leaf)


class _Comparison:
    def __init__(self, parsed: Parsed, by: Actor, on: dt.date) -> None:
        self.parsed, self.columns, self.by, self.on = parsed, parsed.columns, by, on
        places = {d.name: d for d in Division.objects.filter(valid__contains=on)}
        self.places = places | {d.official_name: d for d in places.values()} | {d.code: d for d in places.values()}
        held = list(ServiceCentre.objects.visible_to(by))
        self.beside = Counter(centre.division_code for centre in held)  # closed ones keep their codes
        self.open = {_key(c.division_code, c.kind, c.name): c for c in held if c.closed_on is None}
        self.told: set[tuple[str, str, str]] = set()
        self.with_main = {c.division_code for c in self.open.values() if c.kind == MAIN}
        self.with_main |= {p.code for i, kind in enumerate(self.columns["kind"]) if kind == MAIN and (p := self._place(i))}

    def plan(self) -> Plan:
        staged = Staged("centres", self.parsed, (ServiceCentre,))
        for i in range(len(self.parsed)):
            self._check(i)
        wrong = {e.row for e in self.parsed.errors}
        for i in range(len(self.parsed)):
            if self.parsed.row_numbers[i] not in wrong:
                self._stage(staged, i)
        return staged.done()

    def _place(self, i: int) -> Division | None:
        return self.places.get(self.columns["division"][i])

    def _name(self, i: int, place: Division) -> str:
        written = self.columns["name"][i]
        return written or (f"{place.name}党群服务中心" if self.columns["kind"][i] == MAIN else "")

    def _check(self, i: int) -> None:
        fault, place, kind, written = self.parsed.fault, self._place(i), self.columns["kind"][i], self.columns["division"][i]
        for key, most in (("windows", WINDOWS), ("area_m2", SQUARE_METRES)):
            if (given := self.columns[key][i]) is not None and not 0 <= given <= most:
                fault(i, key, "out_of_range", _("填写 0 到 %(most)s") % {"most": most})
        if (opened := self.columns["opened_on"][i]) and opened > self.on:
            fault(i, "opened_on", "in_future", _("日期 %(date)s 还没有到。核对年份") % {"date": opened})
        if written and place is None:
            fault(i, "division", "unknown_division", _("没有叫「%(name)s」的村（社区）。填写名称或 12 位区划代码") % {"name": written})
        elif place and not self.by.reaches(place.code):
            fault(i, "division", "out_of_reach", _("这个地方不在您的范围内。请交由当地或区委组织部导入"))
        elif place and kind:
            self._check_kind(i, place, kind)

    def _check_kind(self, i: int, place: Division, kind: str) -> None:
        """A second centre of a village, a point without its centre, a zone (R-K01)."""
        key = _key(place.code, kind, self._name(i, place))
        asked = {"place_kind": place.kind, "kind": kind, "has_main_centre": key in self.told if kind == MAIN else place.code in self.with_main}
        for told in evaluate("R-K01", self.on, asked, county_settings()).errors:
            self.parsed.fault(i, "division" if told.field == "division_code" else told.field, told.code, told.message)
        if kind == POINT and not self.columns["name"][i]:
            self.parsed.fault(i, "name", "name", _("请填写服务点的名称"))
        self.told.add(key)

    def _stage(self, staged: Staged, i: int) -> None:
        place, kind = self._place(i), self.columns["kind"][i]
        name = self._name(i, place)
        existing = self.open.get(_key(place.code, kind, name))
        values = {key: self.columns[key][i] for key in SAID} | {"name": name if existing is None else self.columns["name"][i]}
        if existing is None:
            values |= {"division_code": place.code, "kind": kind, "code": self._fresh_code(place.code, kind), "opened_on": values["opened_on"] or self.on}
        staged.row(i, name, [staged.put(ServiceCentre, existing, values)], WORDS)

    def _fresh_code(self, division_code: str, kind: str) -> str:
        self.beside[division_code] += 1
        number = self.beside[division_code]
        return f"{'F' if kind == MAIN else 'D'}{division_code}{'' if number == 1 else f'-{number}'}"


def _key(division_code: str, kind: str, name: str) -> tuple[str, str, str]:
    """A village has one open centre, whatever it is called; its points are told apart by their names."""
    return division_code, kind, "" if kind == MAIN else name


offer_register(Centres())
