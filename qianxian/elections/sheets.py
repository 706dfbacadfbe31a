"""The voters' roll of a village by Excel: one row per voter, judged like a voter entered by hand (R-V03), all rows or none.

The rows go into the election that is being prepared in the place. Importing the same file again changes nothing; once the roll is published
no file changes it any more, and none is taken back: then objections put it right (R-V04).
"""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_noop

from qianxian.divisions.models import Division
from qianxian.elections import permissions as may
from qianxian.elections.models import Election, RollEntry
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import RuleViolated, Violation
from qianxian.foundation.masks import mask_name
from qianxian.foundation.sheets import Column, Parsed, Sheet, register_sheet
from qianxian.foundation.sheets.register import Plan, offer_register, past_of, take_back
from qianxian.foundation.sheets.staged import Staged
from qianxian.foundation.sheets.wording import say as _
from qianxian.organisations.judging import judged
from qianxian.people.models import Person
from qianxian.people.sheets import identity_hashes, other_name

BASES = {
    "hukou_resident": ("户籍在本村且居住在本村", "Registered and living here"),
    "hukou_away": ("户籍在本村，不居住在本村，本人表示参加", "Registered here, living elsewhere, declared to take part"),
    "non_hukou": ("户籍不在本村，居住一年以上，申请并经同意", "Not registered here, living here for a year, applied and agreed to"),
}
KINDS = {
    "villagers_committee": ("村民委员会", "Villagers' committee"),
    "residents_committee": ("居民委员会", "Residents' committee"),
    "supervision_committee": ("村务监督委员会", "Supervision committee"),
}
LAW = "村民委员会组织法第十三条"

SHEET = register_sheet(
    Sheet(
        "voters",
        "选民名单",
        "Voters' roll",
        columns=(
            Column("division", "所在村（社区）", "Village or community", required=True, width=18, max_length=60, hint="名称或 12 位区划代码", example="八甲村"),
            Column("kind", "选举机构", "Body", "enum", choices=KINDS, width=16, hint="当地只有一次选举在筹备时可以不填", example="村民委员会"),
            Column("name", "姓名", "Name", "name", required=True, width=12, max_length=60, example="张三妹"),
            Column("birth_date", "出生日期", "Date of birth", "date", required=True, width=13, hint="选举日满 18 周岁", example="1968-02-28", law=LAW),
            Column("basis", "登记依据", "Basis", "enum", required=True, choices=BASES, width=34, example="户籍在本村且居住在本村", law=LAW),
            Column("declared", "本人表示参加", "Declared to take part", "bool", width=12, hint="户籍在本村、住在外地的填「是」"),
            Column("applied", "本人已申请", "Has applied", "bool", width=12, hint="户籍不在本村的填「是」"),
            Column("resident_months", "居住月数", "Months of residence", "integer", width=10, hint="户籍不在本村的填写"),
            Column("basis_document", "同意的会议记录", "Record of the agreement", width=22, max_length=200, hint="户籍不在本村的，村民会议或代表会议同意的记录"),
            Column("registered_elsewhere", "已在他处登记", "Registered elsewhere", "bool", width=12),
            Column("deprived", "被剥夺政治权利", "Deprived of political rights", "bool", width=14),
            Column("identity_number", "身份证号码", "Identity number", "identity_number", width=22, secret=True,
                   hint="可以不填；填了就和人员档案对上，候选人不能接受委托才查得出"),
        ),
        key_columns=("division", "kind", "name", "birth_date"),
        notes=(gettext_noop("一行一位选民。名单公布以前可以反复导入；公布以后按异议更正。"), gettext_noop("只登记谁有选举权，不登记谁投了票。")),
    )
)  # fmt: skip
WORDS: dict[str, tuple[str, dict[str, Any]]] = {c.key: (c.heading_zh, c.choices) for c in SHEET.columns} | {"person_id": ("人员档案", {})}


class Voters:
    """The roll as a register of the imports room."""

    sheet = SHEET

    def plan(self, connection: Any, parsed: Parsed, *, by: Actor, on: dt.date) -> Plan:
        """Rows compared with the roll of the election under preparation, by name and day of birth."""
        return _Comparison(parsed, by, on).plan()

    def write(self, connection: Any, plan: Plan, *, by: Actor, on: dt.date, leaf: UUID) -> int:
        """The voters, while the elections stay locked and unpublished."""
        if not plan.clean:
            raise ValueError("a plan with errors is never written")
        staged, elections = plan.payload
        states = Election.objects.select_for_update(no_key=True).filter(pk__in=elections).values_list("state", flat=True)
        if any(state != Election.State.CALLED for state in states):
            raise RuleViolated([Violation("published", _("名单已经公布，不能再导入。按异议更正"), "R-V04")])
        return staged.write(connection, leaf)

    def undo(self, connection: Any, leaf: UUID, *, by: Actor) -> int:
        """The roll as it was before the file, while it is not published."""
        keys = [row.object_id for rows in past_of(leaf).values() for row in rows]
        touched = Election.objects.select_for_update(no_key=True, of=["self"]).filter(roll__uuid__in=keys)
        if any(row.state != Election.State.CALLED for row in touched):
            raise RuleViolated([Violation("published", _("名单已经公布，不能整批撤销。按异议逐条更正"), "R-V04")])
        return take_back(leaf)


class _Comparison:
    def __init__(self, parsed: Parsed, by: Actor, on: dt.date) -> None:
        self.parsed, self.columns, self.by, self.on = parsed, parsed.columns, by, on
        self.staged = Staged("voters", parsed, (RollEntry,))
        places = {d.name: d for d in Division.objects.filter(valid__contains=on)}
        self.places = places | {d.official_name: d for d in places.values()} | {d.code: d for d in places.values()}
        called = Election.objects.visible_to(by).filter(state=Election.State.CALLED).exclude(kind=Election.Kind.PARTY).select_related("target__person")
        self.elections = list(called)
        self.verdicts = {e.pk: may.can_organise(by, e) for e in self.elections}
        self.held = {(e.election_id, e.name, e.birth_date): e for e in RollEntry.objects.filter(election__in=self.elections, struck_on__isnull=True)}
        self.hashes = identity_hashes(self.columns["identity_number"])
        known = Person.objects.visible_to(by).filter(identity_index__in=[h for h in self.hashes if h], merged_into__isnull=True)
        self.people = {p.identity_index: p for p in known}
        self.standing = {(e.election_id, e.person_id): (e.name, e.birth_date) for e in self.held.values() if e.person_id}
        self.seen: set[tuple[int, str, dt.date]] = set()

    def plan(self) -> Plan:
        found = [self._election(i) for i in range(len(self.parsed))]
        for i, election in enumerate(found):
            if election is not None:
                self._check(i, election)
        wrong = {e.row for e in self.parsed.errors}
        for i, election in enumerate(found):
            if election is not None and self.parsed.row_numbers[i] not in wrong:
                self._stage(i, election)
        plan = self.staged.done()
        plan.payload = (self.staged, sorted({e.pk for e in found if e is not None}))
        return plan

    def _election(self, i: int) -> Election | None:
        written, kind, fault = self.columns["division"][i], self.columns["kind"][i], self.parsed.fault
        place = self.places.get(written)
        if not written:
            return None
        if place is None:
            fault(i, "division", "unknown_division", _("没有叫「%(name)s」的村（社区）。填写名称或 12 位区划代码") % {"name": written})
            return None
        if not self.by.reaches(place.code):
            fault(i, "division", "out_of_reach", _("这个地方不在您的范围内。请交由当地或区委组织部导入"))
            return None
        there = [e for e in self.elections if e.division_code == place.code and kind in ("", None, e.kind)]
        if len(there) == 1:
            return there[0]
        if there:
            fault(i, "kind", "which_election", _("这里有几次选举在筹备，写明是哪个机构"))
        else:
            fault(i, "division", "no_election", _("这里没有名单未公布的选举。先发起选举，再导入名单"))
        return None

    def _check(self, i: int, election: Election) -> None:
        columns, fault = self.columns, self.parsed.fault
        if not self.verdicts[election.pk]:
            fault(i, "division", "not_permitted", str(self.verdicts[election.pk].reason))
        born, basis = columns["birth_date"][i], columns["basis"][i]
        if born is None or not basis:
            return
        key = (election.pk, columns["name"][i], born)
        if key in self.seen:
            fault(i, "name", "twice", _("同一位选民在表里出现两次。删去一行"))
        self.seen.add(key)
        facts = {
            "birth_date": born, "election_on": election.election_on, "basis": basis, "declared": bool(columns["declared"][i]), "applied": bool(columns["applied"][i]),
            "approved": bool(columns["basis_document"][i]), "resident_months": max(0, columns["resident_months"][i] or 0), "deprived": bool(columns["deprived"][i]),
            "registered_elsewhere": bool(columns["registered_elsewhere"][i]),
        }  # fmt: skip
        for told in judged("R-V03", election.election_on, facts, "basis")[0]:
            fault(i, "basis_document" if told.field == "approved" else told.field if told.field in columns else "basis", told.code, told.message)
        self._check_person(i, election)

    def _check_person(self, i: int, election: Election) -> None:
        columns, fault = self.columns, self.parsed.fault
        if not self.hashes[i]:
            return
        person, name, born = self.people.get(self.hashes[i]), columns["name"][i], columns["birth_date"][i]
        if person is None:
            fault(i, "identity_number", "unknown_person", _("您的范围内没有这个身份证号码的人。核对号码，或者不填"))
        elif name and person.name != name:
            fault(i, "name", *other_name())
        elif person.birth_date != born:
            fault(i, "birth_date", "other_birth", _("登记簿里这个号码的人不是这天出生。核对号码和出生日期"))
        elif self.standing.setdefault((election.pk, person.pk), (name, born)) != (name, born):
            fault(i, "identity_number", "twice", _("这个人已经在名单上，姓名或出生日期不同。核对名单"))

    def _stage(self, i: int, election: Election) -> None:
        columns = self.columns
        name, born = columns["name"][i], columns["birth_date"][i]
        existing = self.held.get((election.pk, name, born))
        person = self.people.get(self.hashes[i]) if self.hashes[i] else None
        values = {"basis": columns["basis"][i], "basis_document": columns["basis_document"][i], "person_id": person.pk if person else None}
        if existing is None:
            values |= {"election": election, "division_code": election.division_code, "name": name, "birth_date": born}
        entry = self.staged.put(RollEntry, existing, values)
        self.staged.row(i, f"{mask_name(name)} · {born.year} · {BASES[columns['basis'][i]][0]}", [entry], WORDS)


offer_register(Voters())
