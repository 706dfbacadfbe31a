"""The roll of the collective's members as an Excel sheet: one row per person, found again by village, name and day of birth.

What a membership began with (since when, on what ground, on which paper) is written once; household, shares and capacity are set right by a later file,
as ``correct_member`` does. Nobody is struck off by being left out of a file: membership ends on a lawful ground alone (R-C04).
"""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_noop

from qianxian.collective import numbers
from qianxian.collective.models import CollectiveNumber, Member
from qianxian.divisions.sheets import VILLAGE, Places
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import RuleViolated, Violation
from qianxian.foundation.sheets import Column, Parsed, Sheet, register_sheet
from qianxian.foundation.sheets.checks import in_order
from qianxian.foundation.sheets.register import Plan, offer_register, past_of, take_back
from qianxian.foundation.sheets.staged import Staged
from qianxian.foundation.sheets.wording import say as _
from qianxian.people.models import Person
from qianxian.people.sheets import identity_hashes

_BASES = {
    "original": ("原有成员", "Original member"), "birth": ("出生", "Birth"), "marriage": ("结婚", "Marriage"), "adoption": ("收养", "Adoption"),
    "settlement": ("政策性移民", "Settled by policy"),
}  # fmt: skip

SHEET = register_sheet(
    Sheet(
        "collective_members", "集体成员", "Members of the collective",
        columns=(
            VILLAGE,
            Column("name", "姓名", "Name", "name", required=True, width=12, max_length=60, example="邝月娥"),
            Column("identity_number", "身份证号码", "Identity number", "identity_number", width=22, secret=True, hint="填了的按号码对应人员档案；不填也可以"),
            Column("household", "户", "Household", required=True, width=14, max_length=40, hint="户号或户主姓名", example="邝家旺户"),
            Column("born_on", "出生日期", "Born on", "date", required=True, width=13, example="1968-04-12"),
            Column("since", "成为成员日期", "Member since", "date", required=True, width=14, example="2016-06-01"),
            Column("basis", "情形", "Ground", "enum", required=True, choices=_BASES, width=14, law="农村集体经济组织法第十一条、第十二条", example="原有成员"),
            Column("document", "依据", "Document", required=True, width=34, max_length=200, hint="成员大会决议或成员登记簿", example="2016 年成员大会决议第 3 号"),
            Column("shares", "份额", "Shares", "integer", width=8, hint="不填为 1", example="1"),
            Column("incapable", "没有完全民事行为能力", "Without full capacity", "bool", width=20, hint="成年而不能行使表决权的填「是」", example="否"),
        ),
        key_columns=("division", "name", "born_on"),
        row_checks=(in_order("born_on", "since", "出生日期", "成为成员日期"),),
        notes=(
            gettext_noop("一行一名成员，按村（社区）、姓名和出生日期认。"),
            gettext_noop("户、份额、行为能力可以用后一张表更正；成为成员的日期、情形和依据登记后不能改。"),
            gettext_noop("表里没有的成员不会被除名；终止只有法律规定的四种情形，在成员页办理。"),
        ),
    )
)  # fmt: skip
FIXED = ("since", "basis", "document")
WORDS: dict[str, tuple[str, dict[str, Any]]] = {c.key: (c.heading_zh, c.choices) for c in SHEET.columns} | {
    "incapable": ("没有完全民事行为能力", {True: "是", False: "否"}), "person_id": ("人员档案", {}),
}


class CollectiveMembers:
    """The members' roll as the imports room drives it."""

    sheet = SHEET

    def plan(self, connection: Any, parsed: Parsed, *, by: Actor, on: dt.date) -> Plan:
        """Rows compared by village, name and day of birth."""
        staged, places = Staged("collective_members", parsed, (Member,)), Places(on)
        held = {(m.division_code, m.name, m.born_on): m for m in Member.objects.visible_to(by).order_by("id")}
        people = _People(parsed, by)
        for i in range(len(parsed)):
            place = places.village(parsed, i, by)
            cells = {name: parsed.columns[name][i] for name in parsed.columns}
            if place is None or any(e.row == parsed.row_numbers[i] for e in parsed.errors):
                continue
            existing = held.get((place.code, cells["name"], cells["born_on"]))
            for column, code, words in [*_faults(cells, existing, on), *people.faults(i, cells, existing)]:
                parsed.fault(i, column, code, words)
            if not any(e.row == parsed.row_numbers[i] for e in parsed.errors):
                staged.row(i, f"{place.name} · {cells['household']} · {cells['name']}", [staged.put(Member, existing, _values(cells, existing, place.code, by) | people.known(i))], WORDS)
        return staged.done()

    def write(self, connection: Any, plan: Plan, *, by: Actor, on: dt.date, leaf: UUID) -> int:
        """New members with their numbers, and what was set right."""
        if not plan.clean:
            raise ValueError("a plan with errors is never written")
        for row in plan.payload.new[Member]:
            row.number = numbers.next_number(numbers.MEMBER, row.division_code, on.year)
        return plan.payload.write(connection, leaf)

    def undo(self, connection: Any, leaf: UUID, *, by: Actor) -> int:
        """Members as they were before the file, the numbers given back; RuleViolated when somebody was registered after them or a roll holds them."""
        made = [p.object_id for p in past_of(leaf)[Member._meta.label_lower] if p.before is None]
        taken = list(Member.objects.filter(uuid__in=made).values_list("division_code", "number"))
        books = _books(taken)
        later = sum(Member.objects.filter(division_code=place, number__gt=f"{stem}{first:04d}", number__startswith=stem).exclude(uuid__in=made).count()
                    for (place, _year, stem), first in books.items())  # fmt: skip
        if later:
            raise RuleViolated([Violation("numbers", _("这一批以后又登记了 %(n)d 名成员，编号不能断，不能整批撤销。逐名更正。") % {"n": later})])
        count = take_back(leaf)
        for (place, year, _stem), first in books.items():
            CollectiveNumber.objects.filter(division_code=place, kind=numbers.MEMBER, year=year).update(last=first - 1)
        return count


class _People:
    """The persons whom the file names by their identity numbers, found by the keyed hash, within reach of who brings it."""

    def __init__(self, parsed: Parsed, by: Actor) -> None:
        self.hashes = identity_hashes(parsed.columns["identity_number"])
        known = Person.objects.visible_to(by).filter(identity_index__in=[h for h in self.hashes if h], merged_into__isnull=True)
        self.people = {person.identity_index: person for person in known}
        held = Member.objects.visible_to(by).filter(person__in=self.people.values(), ended_on__isnull=True)
        self.members: dict[int, int | None] = dict(held.values_list("person_id", "pk"))

    def known(self, i: int) -> dict[str, int]:
        """The person's key for the row, where its number is known."""
        person = self.people.get(self.hashes[i])
        return {"person_id": person.pk} if person else {}

    def faults(self, i: int, cells: dict[str, Any], existing: Member | None) -> list[tuple[str, str, str]]:
        """(column, code, words): a number of nobody here, of somebody else, or of who is a member already."""
        if not self.hashes[i]:
            return []
        person = self.people.get(self.hashes[i])
        if person is None:
            return [("identity_number", "unknown_person", _("您的范围内没有这个身份证号码的人。核对号码，或者不填"))]
        if (person.name, person.birth_date) != (cells["name"], cells["born_on"]):
            return [("identity_number", "other_person", _("人员档案的姓名或出生日期与这一行不同。核对证件"))]
        mine = existing.pk if existing else None
        if existing is not None and existing.person_id not in (None, person.pk):
            return [("identity_number", "linked", _("这名成员已对应另一份人员档案。在成员页写明原因后更改"))]
        if self.members.setdefault(person.pk, mine) != mine:
            return [("identity_number", "member", _("这个人已经是集体成员"))]
        return []


def _books(taken: list[tuple[str, str]]) -> dict[tuple[str, int, str], int]:
    """(place, year, beginning of the number) → the first number of the batch there."""
    found: dict[tuple[str, int, str], int] = {}
    for place, number in taken:
        stem, _dash, last = number.rpartition("-")
        key = (place, int(stem.rpartition("-")[2]), f"{stem}-")
        found[key] = min(found.get(key, int(last)), int(last))
    return found


def _values(cells: dict[str, Any], existing: Member | None, code: str, by: Actor) -> dict[str, Any]:
    said = {"household": cells["household"], "shares": cells["shares"], "incapable": cells["incapable"]}
    if existing is not None:
        return said
    once = {name: cells[name] for name in ("name", "born_on", *FIXED)} | {"division_code": code, "recorded_by": by.login}
    return once | said | {"shares": 1 if cells["shares"] is None else cells["shares"], "incapable": bool(cells["incapable"])}


def _faults(cells: dict[str, Any], held: Member | None, on: dt.date) -> list[tuple[str, str, str]]:
    """(column, code, words) of everything the row cannot say."""
    found = []
    if cells["since"] > on:
        found.append(("since", "in_future", _("日期 %(date)s 还没有到。核对年份") % {"date": cells["since"]}))
    if cells["shares"] is not None and cells["shares"] < 0:
        found.append(("shares", "shares", _("份额不能小于 0")))
    if held is not None and held.ended_on is not None:
        found.append(("name", "membership_ended", _("这名成员的身份已在 %(date)s 终止，不能再导入") % {"date": held.ended_on}))
    elif held is not None and any(cells[name] != getattr(held, name) for name in FIXED):
        found.append(("since", "membership_stays", _("成员 %(no)s 的成为日期、情形和依据登记后不能改") % {"no": held.number}))
    return found


offer_register(CollectiveMembers())
