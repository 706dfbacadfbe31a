"""The register of window staff: who serves at which centre's windows, from when to when, one row per post.

Persons not yet known are registered with the place of the centre. 结束日期 is the last day; a blank one goes on. Leading posts are never
brought in here: they need a vetting, a decision and a letter (R-E01).
"""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext_noop

from qianxian.centres.models import ServiceCentre, WindowStaff
from qianxian.foundation.actor import Actor
from qianxian.foundation.masks import mask_name
from qianxian.foundation.periods import ONE_DAY
from qianxian.foundation.sheets import Column, Parsed, Sheet, register_sheet
from qianxian.foundation.sheets.checks import in_order
from qianxian.foundation.sheets.register import Plan, offer_register, take_back
from qianxian.foundation.sheets.staged import Put, Staged
from qianxian.foundation.sheets.wording import say as _
from qianxian.people import sheets as persons
from qianxian.people.models import Person
from qianxian.people.names import spelled_name

SHEET = register_sheet(
    Sheet(
        "staff",
        "窗口人员",
        "Window staff",
        columns=(
            persons.NAME,
            persons.IDENTITY,
            Column(
                "centre",
                "党群服务中心",
                "Service centre",
                required=True,
                width=28,
                max_length=100,
                hint="中心的名称或编号",
                example="大赤坎村党群服务中心",
            ),
            Column("title", "窗口岗位", "Window", required=True, width=16, max_length=40, example="社保窗口"),
            Column("from", "开始日期", "From", "date", required=True, width=13, example="2019-01-01"),
            Column("last_day", "结束日期", "Last day", "date", width=13, hint="最后一天；仍在岗的不填"),
            *persons.PERSON_COLUMNS,
        ),
        key_columns=("identity_number", "centre", "from"),
        row_checks=(*persons.PERSON_CHECKS, in_order("from", "last_day", "开始日期", "结束日期")),
        notes=(gettext_noop("一行一个人在一个中心的窗口岗位。"), gettext_noop("主任、副主任、委员不在这里导入，要经联审、决定和聘任书。")),
    )
)
WORDS: dict[str, tuple[str, dict[str, Any]]] = {c.key: (c.heading_zh, c.choices) for c in SHEET.columns} | {"period": ("在岗期间", {})}


class Staff:
    """The window staff's register."""

    sheet = SHEET

    def plan(self, connection: Any, parsed: Parsed, *, by: Actor, on: dt.date) -> Plan:
        """Rows compared by person, centre and first day."""
        return _Comparison(connection, parsed, by, on).plan()

    def write(self, connection: Any, plan: Plan, *, by: Actor, on: dt.date, leaf: UUID) -> int:
        """Persons first met here, and their window posts."""
        if not plan.clean:
            raise ValueError("a plan with errors is never written")
        return plan.payload.write(connection, leaf)

    def undo(self, connection: Any, leaf: UUID, *, by: Actor) -> int:
        """Posts and persons as they were before the file."""
        return take_back(leaf)


class _Comparison:
    def __init__(self, connection: Any, parsed: Parsed, by: Actor, on: dt.date) -> None:
        self.parsed, self.columns, self.on = parsed, parsed.columns, on
        self.staged = Staged("staff", parsed, (Person, WindowStaff))
        self.centres: dict[str, list[ServiceCentre]] = {}
        for centre in ServiceCentre.objects.visible_to(by):
            for key in {centre.name, centre.code}:
                self.centres.setdefault(key, []).append(centre)
        self.hashes = persons.identity_hashes(self.columns["identity_number"])
        wanted = [h for h in self.hashes if h]
        self.people = {
            p.identity_index: p for p in Person.objects.visible_to(by).filter(identity_index__in=wanted, merged_into__isnull=True)
        }
        self.elsewhere = persons.taken_elsewhere(connection, [h for h in wanted if h not in self.people], by)
        self.posts: dict[tuple[int, int], list[WindowStaff]] = {}
        for post in WindowStaff.objects.visible_to(by).filter(person__in=self.people.values()):
            self.posts.setdefault((post.person_id, post.centre_id), []).append(post)
        self.staged_people: dict[str, Put] = {}
        self.rows_above: dict[tuple[str, int], list[DateRange]] = {}

    def plan(self) -> Plan:
        found = [self._centre(i) for i in range(len(self.parsed))]
        for i, centre in enumerate(found):
            if centre is not None and self.columns["from"][i] is not None:
                self._check(i, centre)
        wrong = {e.row for e in self.parsed.errors}
        for i, centre in enumerate(found):
            if centre is not None and self.parsed.row_numbers[i] not in wrong:
                self._stage(i, centre)
        return self.staged.done()

    def _centre(self, i: int) -> ServiceCentre | None:
        written = self.columns["centre"][i]
        known = self.centres.get(written, []) if written else []
        if len(known) == 1:
            return known[0]
        if written and not known:
            self.parsed.fault(i, "centre", "unknown_centre", _("没有叫「%(name)s」的中心。核对名称，或先登记中心") % {"name": written})
        elif written:
            self.parsed.fault(i, "centre", "ambiguous_centre", _("叫「%(name)s」的中心不止一个，改填中心编号") % {"name": written})
        return None

    def _period(self, i: int) -> DateRange:
        last = self.columns["last_day"][i]
        return DateRange(self.columns["from"][i], last + ONE_DAY if last else None)

    def _check(self, i: int, centre: ServiceCentre) -> None:
        fault, period = self.parsed.fault, self._period(i)
        if period.lower > self.on:
            fault(i, "from", "in_future", _("日期 %(date)s 还没有到。核对年份") % {"date": period.lower})
        if period.upper is not None and period.upper <= period.lower:
            return  # told by the order of the dates
        if self.hashes[i] in self.elsewhere:
            fault(i, "identity_number", "registered_elsewhere", _("这个人登记在您范围以外。请联系区委组织部"))
        if centre.closed_on is not None and (period.upper is None or period.upper > centre.closed_on + ONE_DAY):
            fault(i, "centre", "closed_centre", _("这个中心已在 %(date)s 关闭。核对中心或结束日期") % {"date": centre.closed_on})
        person = self.people.get(self.hashes[i])
        if person and self.columns["name"][i] and self.columns["name"][i] != person.name:
            fault(i, "name", *persons.other_name())
        held = [p.period for p in self.posts.get((person.pk, centre.pk), []) if p.period.lower != period.lower] if person else []
        above = self.rows_above.setdefault((self.hashes[i], centre.pk), [])
        if any(_overlap(period, other) for other in [*held, *above]):
            fault(i, "from", "overlap", _("这个人这段时间已在这个中心的窗口。核对日期"))
        above.append(period)

    def _stage(self, i: int, centre: ServiceCentre) -> None:
        person = self._person(i, centre.division_code)
        start = self.columns["from"][i]
        existing = next((p for p in self.posts.get((person.thing.pk, centre.pk), []) if p.period.lower == start), None)
        values: dict[str, Any] = {"title": self.columns["title"][i], "period": self._period(i)}
        if existing is None:
            values |= {"person": person.thing, "centre": centre, "division_code": centre.division_code}
        elif self.columns["last_day"][i] is None:
            del values["period"]  # a blank last day does not reopen a post that was ended
        post = self.staged.put(WindowStaff, existing, values)
        self.staged.row(i, f"{mask_name(self.columns['name'][i])} · {centre.name} · {self.columns['title'][i]}", [post, person], WORDS)

    def _person(self, i: int, division_code: str) -> Put:
        seal_of = self.hashes[i]
        if seal_of in self.staged_people:
            return Put(self.staged_people[seal_of].thing, False, {})
        columns, existing = self.columns, self.people.get(seal_of)
        values: dict[str, Any] = {key: columns[key][i] for key in ("name", "sex", "birth_date", "ethnicity", "education", "mobile")}
        values |= dict(zip(("pinyin", "initials"), spelled_name(columns["name"][i]), strict=True))
        if existing is None:
            key, number = uuid.uuid4(), columns["identity_number"][i]
            sealed, masked = persons.sealed_identity(number, key)
            values |= {
                "uuid": key,
                "division_code": division_code,
                "identity_sealed": sealed,
                "identity_index": seal_of,
                "identity_masked": masked,
                "sex": values["sex"] or persons.sex_of(number),
                "birth_date": values["birth_date"] or persons.birth_of(number),
            }
        put = self.staged_people[seal_of] = self.staged.put(Person, existing, values)
        return put


def _overlap(a: DateRange, b: DateRange) -> bool:
    return (a.upper is None or b.lower < a.upper) and (b.upper is None or a.lower < b.upper)


offer_register(Staff())
