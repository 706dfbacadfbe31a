"""The register of offices: who holds which office in a Party organisation or a committee, from when to when, one row per mandate.

Persons not yet known are registered with the place of the body. 离任日期 is the last day in office. A committee's seat is never ended here
by an act from above (村民委员会组织法 art. 11).
"""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext_noop

from qianxian.foundation.actor import Actor
from qianxian.foundation.masks import mask_account, mask_name
from qianxian.foundation.periods import ONE_DAY
from qianxian.foundation.sealing import keyed_hash, seal
from qianxian.foundation.sheets import CellError, Column, Parsed, Sheet, register_sheet
from qianxian.foundation.sheets.checks import in_order, needs_with
from qianxian.foundation.sheets.register import Plan, offer_register, take_back
from qianxian.foundation.sheets.staged import Put, Staged
from qianxian.foundation.sheets.wording import say as _
from qianxian.organisations.models import Committee, Mandate
from qianxian.organisations.sheets.matching import Known, Organisations
from qianxian.people import sheets as persons
from qianxian.people.models import Person
from qianxian.people.names import spelled_name

ROLES = {
    "secretary": ("书记", "Secretary"), "deputy_secretary": ("副书记", "Deputy secretary"), "organisation_member": ("组织委员", "Organisation member"),
    "publicity_member": ("宣传委员", "Publicity member"), "discipline_member": ("纪检委员", "Discipline member"), "head": ("主任", "Head"),
    "deputy_head": ("副主任", "Deputy head"), "member": ("委员", "Member"),
}  # fmt: skip
WAYS = {
    "elected": ("选举", "Elected"),
    "designated": ("指定", "Designated"),
    "appointed_by_upper": ("上级任命", "Appointed by the upper level"),
}
END_REASONS = {
    "term_end": ("任期届满", "End of term"), "resign": ("辞职", "Resigned"), "recall": ("罢免", "Recalled"), "replaced": ("撤换（党内）", "Replaced (Party)"),
    "transfer": ("调动（党内）", "Transferred (Party)"), "auto_end": ("职务终止（判处刑罚或丧失行为能力）", "Ended by law"),
    "two_failed_appraisals": ("连续两次评议不称职", "Two failed appraisals"), "death": ("去世", "Death"),
}  # fmt: skip
PARTY_ROLES = frozenset(("secretary", "deputy_secretary", "organisation_member", "publicity_member", "discipline_member", "member"))
COMMITTEE_ROLES = frozenset(("head", "deputy_head", "member"))

SHEET = register_sheet(
    Sheet(
        "offices",
        "任职",
        "Offices",
        columns=(
            persons.NAME,
            persons.IDENTITY,
            Column(
                "body",
                "任职机构",
                "Body",
                required=True,
                width=32,
                max_length=100,
                hint="党组织的全称、简称或代码，或村（居）委会的名称",
                example="八甲村党支部",
            ),
            Column("role", "职务", "Office", "enum", required=True, choices=ROLES, width=12, example="书记"),
            Column("way", "产生方式", "Way", "enum", choices=WAYS, width=10, hint="不填则为选举", example="选举"),
            Column("from", "任职日期", "From", "date", required=True, width=13, example="2017-03-09"),
            Column("last_day", "离任日期", "Last day", "date", width=13, hint="最后一天；仍在任的不填"),
            Column(
                "end_reason",
                "离任原因",
                "Reason of leaving",
                "enum",
                choices=END_REASONS,
                width=16,
                law="村民委员会组织法第十一条、第十六条",
            ),
            Column("end_document", "离任文件", "Document of leaving", width=20, max_length=200),
            Column("source_document", "任职文件", "Document", width=20, max_length=200),
            *persons.PERSON_COLUMNS,
            Column("bank_name", "开户银行", "Bank", width=18, max_length=60, hint="由中心发工资的填"),
            Column("bank_account", "银行账号", "Bank account", "bank_account", width=22, secret=True, hint="由中心发工资的填；按文本填写"),
        ),
        key_columns=("identity_number", "body", "role", "from"),
        row_checks=(
            *persons.PERSON_CHECKS,
            in_order("from", "last_day", "任职日期", "离任日期"),
            needs_with("last_day", "end_reason", frozenset(END_REASONS), "写了离任原因，也要写离任日期"),
        ),
        notes=(
            gettext_noop("一行一个职务；一人有几个职务就写几行。"),
            gettext_noop("村（居）委会成员由选民选举，离任原因不能写撤换或调动。"),
        ),
    )
)
WORDS: dict[str, tuple[str, dict[str, Any]]] = {c.key: (c.heading_zh, c.choices) for c in SHEET.columns} | {
    "account_masked": ("银行账号", {}), "period": ("任职期间", {}),
}  # fmt: skip


class Offices:
    """The offices' register."""

    sheet = SHEET

    def plan(self, connection: Any, parsed: Parsed, *, by: Actor, on: dt.date) -> Plan:
        """Rows compared by person, body, office and first day."""
        return _Comparison(connection, parsed, by, on).plan()

    def write(self, connection: Any, plan: Plan, *, by: Actor, on: dt.date, leaf: UUID) -> int:
        """Persons first met here, and mandates."""
        if not plan.clean:
            raise ValueError("a plan with errors is never written")
        return plan.payload.write(connection, leaf)

    def undo(self, connection: Any, leaf: UUID, *, by: Actor) -> int:
        """Mandates and persons as they were before the file."""
        return take_back(leaf)


class _Comparison:
    def __init__(self, connection: Any, parsed: Parsed, by: Actor, on: dt.date) -> None:
        self.parsed, self.columns, self.on = parsed, parsed.columns, on
        self.staged = Staged("offices", parsed, (Person, Mandate))
        self.organisations = Organisations(connection)
        self.committees: dict[str, list[Committee]] = {}
        for committee in Committee.objects.visible_to(by):
            self.committees.setdefault(committee.name, []).append(committee)
        self.hashes = persons.identity_hashes(self.columns["identity_number"])
        wanted = [h for h in self.hashes if h]
        self.people = {
            p.identity_index: p for p in Person.objects.visible_to(by).filter(identity_index__in=wanted, merged_into__isnull=True)
        }
        self.elsewhere = persons.taken_elsewhere(connection, [h for h in wanted if h not in self.people], by)
        self.members = set(Person.objects.visible_to(by).filter(membership__status="full").values_list("identity_index", flat=True))
        self.mandates = {
            (m.person_id, m.organisation_id, m.committee_id, m.role, m.period.lower): m for m in Mandate.objects.visible_to(by)
        }
        self.secretaries: dict[tuple[str, int], list[tuple[DateRange, Any]]] = {}
        for m in self.mandates.values():
            if m.role in ("secretary", "head"):
                self.secretaries.setdefault(_seat(m.organisation_id, m.committee_id), []).append((m.period, m.uuid))
        self.staged_people: dict[str, Put] = {}

    def plan(self) -> Plan:
        bodies = [self._body(i) for i in range(len(self.parsed))]
        for i, body in enumerate(bodies):
            if body is not None:
                self._check(i, body)
        wrong = {e.row for e in self.parsed.errors}
        for i, body in enumerate(bodies):
            if body is not None and self.parsed.row_numbers[i] not in wrong:
                self._stage(i, body)
        return self.staged.done()

    def _body(self, i: int) -> Known | Committee | None:
        written, start = self.columns["body"][i], self.columns["from"][i]
        if not written or start is None:
            return None
        if terms := self.committees.get(written):
            covering = [c for c in terms if c.elected_on <= start and (c.ended_on is None or start <= c.ended_on)]
            if covering:
                return max(covering, key=lambda c: c.elected_on)
            self.parsed.fault(i, "from", "no_term", _("「%(name)s」没有包含这一天的届次。先导入这一届，或核对任职日期") % {"name": written})
            return None
        known = self.organisations.find(written)
        if isinstance(known, Known):
            return known
        self.parsed.fault(i, "body", *known)
        return None

    def _check(self, i: int, body: Known | Committee) -> None:
        fault, columns = self.parsed.fault, self.columns
        role, reason = columns["role"][i], columns["end_reason"][i]
        of_party = isinstance(body, Known)
        if role and role not in (PARTY_ROLES if of_party else COMMITTEE_ROLES):
            words = _("党组织没有主任、副主任") if of_party else _("村（居）委会没有书记和党内委员")
            fault(i, "role", "role_of_other_body", _("%(words)s。核对职务或任职机构") % {"words": words})
        if not of_party and reason in ("replaced", "transfer"):
            fault(i, "end_reason", "no_removal_from_an_elected_seat",
                  _("村（居）委会成员由选民选举，不能由上级撤换或调动。改为罢免、辞职、任期届满或职务终止（村民委员会组织法第十一条、第十六条，R-V09）"))  # fmt: skip
        for key in ("from", "last_day"):
            if columns[key][i] and columns[key][i] > self.on:
                fault(i, key, "in_future", _("日期 %(date)s 还没有到。核对年份") % {"date": columns[key][i]})
        if self.hashes[i] in self.elsewhere:
            fault(i, "identity_number", "registered_elsewhere", _("这个人登记在您范围以外。请联系区委组织部"))
        if (known := self.people.get(self.hashes[i])) and columns["name"][i] and columns["name"][i] != known.name:
            fault(i, "name", *persons.other_name())
        if of_party and self.hashes[i] and self.hashes[i] not in self.members:
            message = _("登记簿里还没有这名正式党员。先导入党员，再导入任职")
            row = self.parsed.row_numbers[i]
            self.staged.plan.warnings.append(
                CellError(self.parsed.raw.sheet, row, self.parsed.column_name("name"), "not_a_member", message, "name")
            )
        if role in ("secretary", "head") and columns["from"][i] and not self._free(i, body, role):
            fault(i, "from", "overlap", _("这段时间已经有%(role)s。先写前任的离任日期，再写新任") % {"role": ROLES[role][0]})

    def _free(self, i: int, body: Known | Committee, role: str) -> bool:
        """Whether nobody else holds the one seat in the row's period, by the register and the rows above."""
        organisation_id, committee_id = _ids(body)
        period = self._period(i)
        person = self.people.get(self.hashes[i])
        held = self.mandates.get((person.pk if person else None, organisation_id, committee_id, role, period.lower))
        seats = self.secretaries.setdefault(_seat(organisation_id, committee_id), [])
        free = all(other == (held.uuid if held else None) or not _overlap(period, taken) for taken, other in seats)
        seats[:] = [s for s in seats if not held or s[1] != held.uuid]
        seats.append((period, held.uuid if held else uuid.uuid4()))
        return free

    def _period(self, i: int) -> DateRange:
        last = self.columns["last_day"][i]
        return DateRange(self.columns["from"][i], last + ONE_DAY if last else None)

    def _stage(self, i: int, body: Known | Committee) -> None:
        columns = self.columns
        person = self._person(i, body.division_code)
        organisation_id, committee_id = _ids(body)
        role = columns["role"][i]
        if role == "member":
            role = "other_member" if organisation_id else "committee_member"
        existing = self.mandates.get((person.thing.pk, organisation_id, committee_id, role, columns["from"][i]))
        values = {"way": columns["way"][i], "period": self._period(i), "end_reason": columns["end_reason"][i],
                  "end_document": columns["end_document"][i], "source_document": columns["source_document"][i]}  # fmt: skip
        if existing is None:
            values |= {"person": person.thing, "organisation_id": organisation_id, "committee_id": committee_id, "role": role,
                       "division_code": body.division_code, "way": values["way"] or "elected"}  # fmt: skip
        elif columns["last_day"][i] is None:
            del values["period"]  # a blank last day does not reopen a mandate that was ended
        mandate = self.staged.put(Mandate, existing, values)
        self.staged.row(i, f"{mask_name(columns['name'][i])} · {body.name} · {ROLES[columns['role'][i]][0]}", [mandate, person], WORDS)

    def _person(self, i: int, division_code: str) -> Put:
        seal_of = self.hashes[i]
        if seal_of in self.staged_people:
            put = self.staged_people[seal_of]
            return Put(put.thing, False, {})
        columns, existing = self.columns, self.people.get(seal_of)
        values: dict[str, Any] = {
            key: columns[key][i] for key in ("name", "sex", "birth_date", "ethnicity", "education", "mobile", "bank_name")
        }
        pinyin, initials = spelled_name(columns["name"][i])
        values |= {"pinyin": pinyin, "initials": initials}
        key = existing.uuid if existing else uuid.uuid4()
        if existing is None:
            number = columns["identity_number"][i]
            sealed, masked = persons.sealed_identity(number, key)
            values |= {"uuid": key, "division_code": division_code, "identity_sealed": sealed, "identity_index": seal_of, "identity_masked": masked,
                       "sex": values["sex"] or persons.sex_of(number), "birth_date": values["birth_date"] or persons.birth_of(number)}  # fmt: skip
        account = columns["bank_account"][i]
        if account and (existing is None or existing.account_index != (index := keyed_hash(account, kind="account"))):
            index = keyed_hash(account, kind="account")
            values |= {
                "account_sealed": seal(account, row=persons.account_row(key)),
                "account_index": index,
                "account_masked": mask_account(account),
            }
        put = self.staged_people[seal_of] = self.staged.put(Person, existing, values)
        return put


def _ids(body: Known | Committee) -> tuple[int | None, int | None]:
    return (body.id, None) if isinstance(body, Known) else (None, body.pk)


def _seat(organisation_id: int | None, committee_id: int | None) -> tuple[str, int]:
    return ("organisation", organisation_id) if organisation_id else ("committee", committee_id or 0)


def _overlap(a: DateRange, b: DateRange) -> bool:
    return (a.upper is None or b.lower < a.upper) and (b.upper is None or a.lower < b.upper)


offer_register(Offices())
