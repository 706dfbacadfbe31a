"""A file of members compared with the register, column by column: what is new, what changed, what is wrong.

Reads only. The result is a plan whose payload is (columns for the staging tables by kind of row, history of the changed ones).
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from qianxian.foundation.actor import Actor
from qianxian.foundation.masks import mask_name, mask_phone
from qianxian.foundation.periods import add_months
from qianxian.foundation.sheets import CellError, Parsed
from qianxian.foundation.sheets.register import SHOWN_CHANGES, SHOWN_NEW, FieldChange, Past, Plan, RowChange
from qianxian.foundation.sheets.wording import say as _
from qianxian.organisations.sheets.matching import Known, Organisations
from qianxian.organisations.sheets.staging_members import KINDS, Columns, digest_of, texts
from qianxian.people import sheets as persons
from qianxian.people.names import spelled_name

STATUS = {
    "full": ("正式党员", "Full member"), "probationary": ("预备党员", "Probationary member"), "suspended_rights": ("中止党员权利", "Rights suspended"),
    "under_observation": ("留党察看", "Under observation"), "expelled": ("开除党籍", "Expelled"), "withdrawn": ("退党", "Withdrawn"),
    "struck_off": ("除名", "Struck off"), "deceased": ("去世", "Deceased"),
}  # fmt: skip
MOBILITY = {"local": ("在册", "Local"), "away": ("流动", "Away"), "lost_contact": ("失联", "Lost contact")}

PERSON_KEYS = ("name", "sex", "birth_date", "ethnicity", "education", "mobile", "address")
MEMBER_KEYS = ("status", "joined_on", "full_on", "mobility", "dues_paid_to")
#: Behind the person's own columns when an existing record is read back.
MORE = ", p.address, m.id, m.uuid, m.organisation_id, m.status, m.joined_on, m.full_on, m.mobility, m.dues_paid_to, r.uuid, lower(r.period)"
JOIN = ("LEFT JOIN organisations_partymember m ON m.person_id = p.id"
        " LEFT JOIN organisations_branchregistration r ON r.member_id = m.id AND upper_inf(r.period)")  # fmt: skip
SHOWN = {"sex": persons.SEX, "status": STATUS, "mobility": MOBILITY}
#: A row of a person who exists, as it is put together before it becomes part of its kind's columns.
KNOWN = (
    "person_id", "person_uuid", "member_id", "member_uuid", "moved", "division_code", "organisation_id", *PERSON_KEYS, "identity_index", *MEMBER_KEYS,
)  # fmt: skip
HOLDERS = ("party_branch", "joint_branch", "general_party_branch", "primary_party_committee")


class Comparison:
    """One file against the register on one day."""

    def __init__(self, connection: Any, parsed: Parsed, by: Actor, on: dt.date) -> None:
        self.parsed, self.on, self.columns = parsed, on, parsed.columns
        self.organisations = Organisations(connection)
        self.hashes = persons.identity_hashes(parsed.columns["identity_number"])
        self.answer = Plan("members", rows=len(parsed))
        self.known = persons.people_by_identity(connection, self.hashes, MORE, JOIN, meanwhile=self._dates)
        self.elsewhere = persons.taken_elsewhere(connection, [h for h in self.hashes if h and h not in self.known], by)
        self.known_rows: dict[str, list[tuple[Any, ...]]] = {kind: [] for kind in KINDS[1:]}
        self.pasts: list[Past] = []

    def plan(self) -> Plan:
        """Counts, changes and every error, the cells' own included."""
        found = self._organisations()
        wrong, fresh = {e.row for e in self.parsed.errors}, []
        for i, (number, organisation) in enumerate(zip(self.parsed.row_numbers, found, strict=True)):
            if number in wrong or organisation is None:
                continue
            existing = self.known.get(self.hashes[i])
            if existing is None:
                fresh.append(i)
                self._count_new(i, organisation)
            else:
                self._compare(i, organisation, existing)
        answer = self.answer
        answer.errors = self.parsed.sorted_errors()
        staged = {"new": self._new(fresh, found)} if fresh else {}
        staged |= {kind: _columns_of(rows) for kind, rows in self.known_rows.items() if rows}
        answer.payload, answer.digest = (staged, self.pasts), digest_of(staged)
        return answer

    def _dates(self) -> None:
        on, fault = self.on, self.parsed.fault
        for key in ("joined_on", "full_on"):
            for i, day in enumerate(self.columns[key]):
                if day and day > on:
                    fault(i, key, "in_future", _("日期 %(date)s 还没有到。核对年份") % {"date": day})
        for i, (status, joined, full) in enumerate(
            zip(self.columns["status"], self.columns["joined_on"], self.columns["full_on"], strict=True)
        ):
            if status == "probationary" and full:
                fault(i, "full_on", "probation_with_full", _("预备党员还没有转正日期。删去这一格，或把党籍状态改为正式党员"))
            elif status == "full" and not full:
                self._warn(i, "full_on", "full_without_date", _("正式党员没有写转正日期，党龄算不出来"))
            elif full and joined and _within_a_year(joined, full) and full < add_months(joined, 12):
                self._warn(i, "full_on", "short_probation", _("入党到转正不满一年。核对两个日期（党章第七条）"))

    def _warn(self, index: int, key: str, code: str, message: str) -> None:
        row = self.parsed.row_numbers[index]
        self.answer.warnings.append(CellError(self.parsed.raw.sheet, row, self.parsed.column_name(key), code, message, key))

    def _organisations(self) -> list[Known | None]:
        """The organisation of each row; None where it is wrong (and said so)."""
        fault, find, found = self.parsed.fault, self.organisations.find, []
        for i, written in enumerate(self.columns["organisation"]):
            known = find(written) if written else None
            if known is None:
                found.append(None)
            elif not isinstance(known, Known):
                fault(i, "organisation", *known)
                found.append(None)
            elif known.kind == "temporary_branch":
                fault(i, "organisation", "temporary_branch", _("临时党支部不转组织关系。填写党员原来的党组织（支部工作条例）"))
                found.append(None)
            elif known.kind not in HOLDERS:
                fault(i, "organisation", "not_a_branch", _("「%(name)s」不直接管理党员。填写党员所在的支部") % {"name": known.name})
                found.append(None)
            else:
                found.append(known)
        for i, seal in enumerate(self.hashes):
            if seal in self.elsewhere:
                fault(
                    i, "identity_number", "registered_elsewhere", _("这个号码登记在您范围以外的党组织。请走组织关系转接，或联系区委组织部")
                )
        return found

    def _new(self, fresh: list[int], found: list[Known | None]) -> Columns:
        """The columns of members whose persons are new as well: those of the file, but for the rows that are not."""
        given = {key: [values[i] for i in fresh] if len(fresh) < len(values) else values for key, values in self.columns.items()}
        numbers, names, places = given["identity_number"], given["name"], [found[i] for i in fresh]
        given |= {
            "sex": [sex or persons.sex_of(number) for sex, number in zip(given["sex"], numbers, strict=True)],
            "birth_date": [day or persons.birth_of(number) for day, number in zip(given["birth_date"], numbers, strict=True)],
            "mobility": [value or "local" for value in given["mobility"]],
            "identity_index": [self.hashes[i] for i in fresh], "division_code": [place.division_code for place in places],
            "organisation_id": [place.id for place in places], "moved": [True] * len(fresh),
        }  # fmt: skip
        kept = ("moved", "division_code", "organisation_id", *PERSON_KEYS, "identity_index", *MEMBER_KEYS)
        return {key: texts(given[key]) for key in kept} | {"number": numbers, "names": names}

    def _count_new(self, i: int, organisation: Known) -> None:
        self.answer.new += 1
        if self.answer.new <= SHOWN_NEW:
            self.answer.changes.append(
                RowChange(self.parsed.row_numbers[i], "new", f"{mask_name(self.columns['name'][i])} · {organisation.name}")
            )

    def _compare(self, i: int, organisation: Known, known: tuple[Any, ...]) -> None:
        """A person that exists: the written cells that differ; blank cells and missing columns leave things as they are."""
        held = dict(zip(PERSON_KEYS, known[4:11], strict=True))
        person_id, person_uuid, home = known[1:4]
        member_id, member_uuid, organisation_id = known[11:14]
        held |= dict(zip(MEMBER_KEYS, known[14:19], strict=True))
        written = {key: value for key in held if (value := self.columns[key][i]) not in (None, "")}
        changed = {key: (held[key], value) for key, value in written.items() if held[key] != value}
        if "name" in changed and not set(held["name"]) & set(written["name"]):
            # One character wrong is a slip of the pen that the file mends; all of them is somebody else's number.
            self.parsed.fault(i, "name", *persons.other_name())
            return
        moved = organisation_id != organisation.id
        if member_id is not None and not changed and not moved:
            self.answer.unchanged += 1
            return
        if moved and member_id is not None and known[20] is not None and known[20] >= self.on:
            self.parsed.fault(
                i, "organisation", "moved_before", _("现在的组织关系从 %(day)s 起算。导入日期要晚于这一天") % {"day": known[20]}
            )
            return
        now = held | written
        division = organisation.division_code if moved and member_id is not None else home
        self.known_rows["join" if member_id is None else "change"].append((
            person_id, person_uuid, member_id, member_uuid, moved, division, organisation.id, *(now[key] for key in PERSON_KEYS), self.hashes[i],
            *(now[key] or "local" if key == "mobility" else now[key] for key in MEMBER_KEYS),
        ))  # fmt: skip
        if member_id is None:
            self._count_new(i, organisation)
            self._keep(i, {k: v for k, v in changed.items() if k in PERSON_KEYS}, None, known)
        else:
            self.answer.changed += 1
            self._keep(i, changed, organisation if moved else None, known)

    def _keep(self, i: int, changed: dict[str, tuple[Any, Any]], moved_to: Known | None, known: tuple[Any, ...]) -> None:
        """History rows of a changed record, and what the preview shows of it."""
        person_uuid, home, member_uuid, organisation_id = str(known[2]), known[3], str(known[12]), known[13]
        of_person = {k: v for k, v in changed.items() if k in PERSON_KEYS}
        of_member = {k: v for k, v in changed.items() if k in MEMBER_KEYS}
        if "name" in of_person:
            old, new = (spelled_name(name) for name in of_person["name"])
            of_person |= {"pinyin": (old.pinyin, new.pinyin), "initials": (old.initials, new.initials)}
        if moved_to is not None:
            of_person["division_code"] = of_member["division_code"] = (home, moved_to.division_code)
            of_member["organisation_id"] = (organisation_id, moved_to.id)
        for label, key, fields in (("people.person", person_uuid, of_person), ("organisations.partymember", member_uuid, of_member)):
            if fields:
                self.pasts.append(Past(label, key, home, {k: v[0] for k, v in fields.items()}, {k: v[1] for k, v in fields.items()}))
        if known[11] is not None and len(self.answer.changes) < SHOWN_CHANGES + SHOWN_NEW:
            fields = [FieldChange(self.parsed.sheet.column(k).heading, _shown(k, v[0]), _shown(k, v[1])) for k, v in changed.items()]
            if moved_to is not None:
                heading = self.parsed.sheet.column("organisation").heading
                was = self.organisations.by_id.get(organisation_id)
                fields.append(FieldChange(heading, was.name if was else "—", moved_to.name))
            self.answer.changes.append(RowChange(self.parsed.row_numbers[i], "changed", mask_name(self.columns["name"][i]), tuple(fields)))


def _within_a_year(earlier: dt.date, later: dt.date) -> bool:
    """True when a year has not gone by, and on 28 February after a 29th, which is for the calendar to settle."""
    return (later.year - earlier.year, later.month, later.day) < (1, earlier.month, earlier.day)


def _columns_of(rows: list[tuple[Any, ...]]) -> Columns:
    """Rows of persons who exist, by columns; their numbers are sealed already."""
    columns = dict(zip(KNOWN, zip(*rows, strict=True), strict=True))
    return {key: texts(values) for key, values in columns.items()} | {"number": [""] * len(rows), "names": columns["name"]}


def _shown(key: str, value: Any) -> str:
    if key == "mobile":
        return mask_phone(value)
    if key in SHOWN:
        return SHOWN[key].get(value, (value,))[0]
    return "" if value is None else str(value)
