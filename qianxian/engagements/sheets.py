"""The register of yearly grades: one row per person and year, as the assessment decided it (how is a later release's).

Only persons engaged in that year take a grade, or who sat in the two committees before there was a centre; importing the same file again changes nothing.
"""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_noop

from qianxian.engagements.facts import served_in, service_spans
from qianxian.engagements.models import YearlyGrade
from qianxian.foundation.actor import Actor
from qianxian.foundation.masks import mask_name
from qianxian.foundation.sheets import Column, Parsed, Sheet, register_sheet
from qianxian.foundation.sheets.register import Plan, offer_register, take_back
from qianxian.foundation.sheets.staged import Staged
from qianxian.foundation.sheets.wording import say as _
from qianxian.people import sheets as persons
from qianxian.people.models import Person

GRADES = {
    "excellent": ("优秀", "Excellent"),
    "competent": ("称职", "Competent"),
    "basic": ("基本称职", "Basically competent"),
    "not_competent": ("不称职", "Not competent"),
}
FIRST_YEAR, LAST_YEAR = 2010, 2099

SHEET = register_sheet(
    Sheet(
        "grades",
        "年度考核等次",
        "Yearly grades",
        columns=(
            persons.IDENTITY,
            persons.NAME,
            Column("year", "年度", "Year", "integer", required=True, width=8, example="2019"),
            Column("grade", "等次", "Grade", "enum", required=True, choices=GRADES, width=12, example="称职"),
            Column("decided_on", "确定日期", "Decided on", "date", required=True, width=13, example="2019-12-10"),
            Column("document", "文号", "Document", required=True, width=22, max_length=200, example="斗组〔2019〕61号"),
        ),
        key_columns=("identity_number", "year"),
        notes=(gettext_noop("一行一人一年。只登记当年受聘的人。"), gettext_noop("优秀比例等由考核办法把关，这里只登记结果。")),
    )
)
WORDS: dict[str, tuple[str, dict[str, Any]]] = {c.key: (c.heading_zh, c.choices) for c in SHEET.columns} | {"source_document": ("文号", {})}


class Grades:
    """The yearly grades' register."""

    sheet = SHEET

    def plan(self, connection: Any, parsed: Parsed, *, by: Actor, on: dt.date) -> Plan:
        """Rows compared by person and year."""
        return _Comparison(parsed, by, on).plan()

    def write(self, connection: Any, plan: Plan, *, by: Actor, on: dt.date, leaf: UUID) -> int:
        """The grades."""
        if not plan.clean:
            raise ValueError("a plan with errors is never written")
        return plan.payload.write(connection, leaf)

    def undo(self, connection: Any, leaf: UUID, *, by: Actor) -> int:
        """Grades as they were before the file."""
        return take_back(leaf)


class _Comparison:
    def __init__(self, parsed: Parsed, by: Actor, on: dt.date) -> None:
        self.parsed, self.columns, self.by, self.on = parsed, parsed.columns, by, on
        self.staged = Staged("grades", parsed, (YearlyGrade,))
        self.hashes = persons.identity_hashes(self.columns["identity_number"])
        wanted = [h for h in self.hashes if h]
        self.people = {
            p.identity_index: p for p in Person.objects.visible_to(by).filter(identity_index__in=wanted, merged_into__isnull=True)
        }
        self.grades = {(g.person_id, g.year): g for g in YearlyGrade.objects.visible_to(by).filter(person__in=self.people.values())}
        self.served = service_spans(self.people.values())

    def plan(self) -> Plan:
        people = [self.people.get(h) if h else None for h in self.hashes]
        for i, person in enumerate(people):
            self._check(i, person)
        wrong = {e.row for e in self.parsed.errors}
        for i, person in enumerate(people):
            if person is not None and self.parsed.row_numbers[i] not in wrong:
                self._stage(i, person)
        return self.staged.done()

    def _check(self, i: int, person: Person | None) -> None:
        fault, columns = self.parsed.fault, self.columns
        year, day = columns["year"][i], columns["decided_on"][i]
        if person is None:
            if self.hashes[i]:
                fault(i, "identity_number", "unknown_person", _("您的范围内没有这个身份证号码的人。核对号码，或先导入人员"))
            return
        if columns["name"][i] and columns["name"][i] != person.name:
            fault(i, "name", *persons.other_name())
        if str(person.uuid) == self.by.person_uuid:
            fault(i, "name", "himself", _("不能登记自己的等次。请由其他同志登记"))
        if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
            fault(i, "year", "year", _("年度写成四位数，例如 2019"))
        elif year is not None and not served_in(self.served.get(person.pk, ()), year):
            fault(i, "year", "not_engaged", _("这个人 %(year)s 年没有受聘，不定等次（中心设立以前的年度按村两委任职）。核对人员和年度") % {"year": year})
        if day is not None and (day > self.on or (year is not None and day.year < year)):
            fault(i, "decided_on", "decided_on", _("确定日期不早于考核年度，也不晚于今天。核对日期"))

    def _stage(self, i: int, person: Person) -> None:
        columns = self.columns
        existing = self.grades.get((person.pk, columns["year"][i]))
        values = {"grade": columns["grade"][i], "decided_on": columns["decided_on"][i], "source_document": columns["document"][i]}
        if existing is None:
            values |= {"person": person, "year": columns["year"][i], "division_code": person.division_code}
        grade = self.staged.put(YearlyGrade, existing, values)
        self.staged.row(i, f"{mask_name(person.name)} · {columns['year'][i]} · {GRADES[columns['grade'][i]][0]}", [grade], WORDS)


offer_register(Grades())
