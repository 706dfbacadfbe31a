"""The register of villagers', residents' and supervision committees: one row per committee and term."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_noop

from qianxian.divisions.models import Division
from qianxian.foundation.actor import Actor
from qianxian.foundation.periods import add_months
from qianxian.foundation.sheets import Column, Parsed, Sheet, register_sheet
from qianxian.foundation.sheets.checks import in_order
from qianxian.foundation.sheets.register import Plan, offer_register, take_back
from qianxian.foundation.sheets.staged import Staged
from qianxian.foundation.sheets.wording import say as _
from qianxian.organisations.models import Committee

KINDS = {
    "villagers_committee": ("村民委员会", "Villagers' committee"),
    "residents_committee": ("居民委员会", "Residents' committee"),
    "supervision_committee": ("村务监督委员会", "Supervision committee"),
}
#: The five-year term of 村民委员会组织法 art. 11 and 城市居民委员会组织法 art. 8 as amended; three years before (R-V02).
FIVE_YEARS_FROM = dt.date(2018, 12, 29)

SHEET = register_sheet(
    Sheet(
        "committees",
        "村（居）委会",
        "Villagers' and residents' committees",
        columns=(
            Column(
                "division",
                "所在村（社区）",
                "Village or community",
                required=True,
                width=18,
                max_length=60,
                hint="名称或 12 位区划代码",
                example="八甲村",
            ),
            Column("kind", "类别", "Kind", "enum", required=True, choices=KINDS, width=16, example="村民委员会"),
            Column("number", "届次", "Term number", "integer", required=True, width=8, example="7"),
            Column("name", "名称", "Name", width=28, max_length=100, hint="不填则为村（社区）名加类别"),
            Column(
                "seats",
                "职数",
                "Seats",
                "integer",
                required=True,
                width=8,
                hint="村民委员会 3 至 7 人，居民委员会 5 至 9 人，监督委员会 3 至 5 人",
                example="5",
            ),
            Column("elected_on", "选举日期", "Elected on", "date", required=True, width=13, example="2017-04-16"),
            Column(
                "term_years",
                "任期年数",
                "Years of the term",
                "integer",
                width=10,
                hint="不填则 2018-12-29 起 5 年，以前 3 年",
                law="村民委员会组织法第十一条",
            ),
            Column("ended_on", "届满或结束日期", "Ended on", "date", width=15, hint="最后一天；仍在任的不填"),
        ),
        key_columns=("division", "kind", "number"),
        row_checks=(in_order("elected_on", "ended_on", "选举日期", "结束日期"),),
        notes=(gettext_noop("一行是一个委员会的一届。空着的格子不会改动已经登记的内容。"),),
    )
)
SEATS = {"villagers_committee": (3, 7), "residents_committee": (5, 9), "supervision_committee": (3, 5)}
WORDS: dict[str, tuple[str, dict[str, Any]]] = {c.key: (c.heading_zh, c.choices) for c in SHEET.columns} | {"due_on": ("届满日期", {})}


def term_years_on(elected_on: dt.date) -> int:
    """Years of a term by the law in force on the day of the election."""
    return 5 if elected_on >= FIVE_YEARS_FROM else 3


def due_after(elected_on: dt.date, years: int) -> dt.date:
    """The day on which the next election is due."""
    return add_months(elected_on, 12 * years)


class Committees:
    """The committees' register."""

    sheet = SHEET

    def plan(self, connection: Any, parsed: Parsed, *, by: Actor, on: dt.date) -> Plan:
        """Rows compared by place, kind and term."""
        staged = Staged("committees", parsed, (Committee,))
        columns, fault = parsed.columns, parsed.fault
        places = {d.name: d for d in Division.objects.filter(valid__contains=on)}
        places |= {d.official_name: d for d in places.values()} | {d.code: d for d in places.values()}
        held = {(c.division_code, c.kind, c.number): c for c in Committee.objects.visible_to(by)}
        found: list[Division | None] = []
        for i in range(len(parsed)):
            written, kind, seats = columns["division"][i], columns["kind"][i], columns["seats"][i]
            place = places.get(written)
            found.append(place)
            if written and place is None:
                fault(i, "division", "unknown_division", _("没有叫「%(name)s」的村（社区）。填写名称或 12 位区划代码") % {"name": written})
            elif place and not by.reaches(place.code):
                fault(i, "division", "out_of_reach", _("这个地方不在您的范围内。请交由当地或区委组织部导入"))
            elif place and place.kind not in ("village", "community"):
                fault(i, "division", "not_a_village", _("「%(name)s」不是村或社区，不设村（居）委会") % {"name": place.name})
            if kind and seats is not None and not SEATS[kind][0] <= seats <= SEATS[kind][1]:
                low, high = SEATS[kind]
                fault(i, "seats", "seats", _("%(kind)s由 %(low)d 至 %(high)d 人组成（村民委员会组织法第六条、第三十二条）。核对职数")
                      % {"kind": KINDS[kind][0], "low": low, "high": high})  # fmt: skip
        wrong = {e.row for e in parsed.errors}
        for i, place in enumerate(found):
            if place is None or parsed.row_numbers[i] in wrong:
                continue
            kind, elected = columns["kind"][i], columns["elected_on"][i]
            existing = held.get((place.code, kind, columns["number"][i]))
            years = columns["term_years"][i] or (existing.term_years if existing else term_years_on(elected))
            name = columns["name"][i] or (existing.name if existing else place.name + KINDS[kind][0])
            values = {"division_code": place.code, "kind": kind, "number": columns["number"][i], "name": name, "seats": columns["seats"][i],
                      "elected_on": elected, "term_years": years, "due_on": due_after(elected, years), "ended_on": columns["ended_on"][i]}  # fmt: skip
            staged.row(
                i, _("%(name)s第 %(n)d 届") % {"name": name, "n": columns["number"][i]}, [staged.put(Committee, existing, values)], WORDS
            )
        return staged.done()

    def write(self, connection: Any, plan: Plan, *, by: Actor, on: dt.date, leaf: UUID) -> int:
        """Committees written, one history row each."""
        if not plan.clean:
            raise ValueError("a plan with errors is never written")
        return plan.payload.write(connection, leaf)

    def undo(self, connection: Any, leaf: UUID, *, by: Actor) -> int:
        """Committees as they were before the file."""
        return take_back(leaf)


offer_register(Committees())
