"""Writes of the map: open the county, rename, merge, and record what was counted."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from qianxian.divisions import permissions, queries, rules
from qianxian.divisions.models import County, Designation, Division, PopulationSnapshot
from qianxian.divisions.spelling import spelled
from qianxian.foundation import audit
from qianxian.foundation.actor import Actor
from qianxian.foundation.clock import calendar_day
from qianxian.foundation.errors import RuleViolated, Violation, violated
from qianxian.foundation.verdict import require

COUNTS = ("registered", "resident", "households", "age60_plus", "income_per_head")


@transaction.atomic
def open_county(*, divisions_json: dict, by: Actor, is_example: bool = False, example_day: dt.date | None = None) -> County:
    """The new county with all its divisions. Once per installation; codes of 400 and above become zones, not villages."""
    require(permissions.can_open_county(by))
    if queries.county() is not None:
        raise violated("county_exists", _("这里已经建立了区（县）。每个系统只管一个区（县）。"))
    try:
        places = rules.places_of(divisions_json)
    except (KeyError, TypeError) as fault:
        raise violated("file_shape", _("区划文件的格式不对：缺少 %(what)s。用 area、streets、villages 三层。") % {"what": fault}) from fault
    if faults := rules.faults_of(places):
        raise RuleViolated(faults)
    area = divisions_json["area"]
    county = County.objects.create(
        code=area["code"],
        name=area["name"],
        city=area.get("city", ""),
        province=area.get("province", ""),
        is_example=is_example,
        example_day=example_day,
    )
    Division.objects.bulk_create(_row(place, DateRange(None, None)) for place in places)
    audit.record(
        by=by,
        action="divisions.open_county",
        object_type="divisions.county",
        object_id=county.code,
        division_code=county.code,
        after={"name": county.name, "places": len(places), "source": divisions_json.get("source", "")},
    )
    return county


def _row(place: rules.Place, valid: DateRange, **more: str) -> Division:
    pinyin, initials = spelled(place.name)
    return Division(
        code=place.code,
        name=place.name,
        official_name=place.official_name,
        kind=place.kind,
        parent_code=place.parent_code,
        valid=valid,
        pinyin=pinyin[:120],
        initials=initials,
        **more,
    )


def _locked(code: str, on: dt.date) -> Division:
    """The row in force on a date, locked; refuses a code without one and a change that would rewrite a later one."""
    row = Division.objects.select_for_update().filter(code=code, valid__contains=on).first()
    if row is None:
        raise violated("no_division", _("%(on)s 没有代码为 %(code)s 的区划。核对代码和日期。") % {"on": on, "code": code})
    if row.valid.upper is not None:
        raise violated("later_change", _("%(name)s 在 %(on)s 之后已经有过变更。从最近一次变更改起。") % {"name": row.name, "on": on})
    if row.valid.lower == on:
        raise violated("same_day", _("%(name)s 当天已经登记过变更。选择另一个日期。") % {"name": row.name}, field="on")
    return row


@transaction.atomic
def rename_division(*, division: Division, official_name: str, document: str, by: Actor, on: dt.date) -> Division:
    """The place under its new name from ``on``; the old row ends the day before and is kept."""
    old = _locked(division.code, on)
    require(permissions.can_change_map(by, old))
    if not document.strip():
        raise violated("document", _("填写更名批文的名称和文号。"), "行政区划管理条例 2019", "document")
    if official_name.strip() in ("", old.official_name):
        raise violated("same_name", _("填写与现名不同的新名称。"), field="official_name")
    old.valid, old.version = DateRange(old.valid.lower, on), old.version + 1
    old.save(update_fields=["valid", "version"])
    new = _row(rules.Place(old.code, official_name.strip()), DateRange(on, None), change_document=document)
    new.kind, new.parent_code = old.kind, old.parent_code
    new.save()
    audit.record(
        by=by,
        action="divisions.rename_division",
        object_type="divisions.division",
        object_id=new.code,
        division_code=new.code,
        before={"name": old.name, "official_name": old.official_name},
        after={"name": new.name, "official_name": new.official_name, "from": on},
        reason=document,
    )
    return new


@transaction.atomic
def merge_divisions(*, codes: list[str], into_code: str, document: str, by: Actor, on: dt.date) -> Division:
    """The place that goes on. The merged places end the day before ``on`` and point to it; their records keep the old code."""
    into = _locked(into_code, on)
    require(permissions.can_change_map(by, into))
    if not document.strip():
        raise violated("document", _("填写合并批文的名称和文号。"), "行政区划管理条例 2019", "document")
    leaving = [_locked(code, on) for code in dict.fromkeys(codes) if code != into_code]
    faults = [
        Violation("other_kind", _("%(a)s 和 %(b)s 不是同一级，不能合并。") % {"a": row.name, "b": into.name}, field="codes")
        for row in leaving
        if (row.kind in queries.VILLAGES) != (into.kind in queries.VILLAGES)
    ]
    faults += [
        Violation("has_children", _("%(name)s 下面还有村（社区）。先登记它们的去向。") % {"name": row.name}, field="codes")
        for row in leaving
        if queries.children(row.code, on).exists()
    ]
    if not leaving:
        faults.append(Violation("nothing", _("至少选一个要并入的地方。"), field="codes"))
    if faults:
        raise RuleViolated(faults)
    for row in leaving:
        row.valid, row.replaced_by, row.change_document, row.version = DateRange(row.valid.lower, on), into_code, document, row.version + 1
        row.save(update_fields=["valid", "replaced_by", "change_document", "version"])
        audit.record(
            by=by,
            action="divisions.merge_divisions",
            object_type="divisions.division",
            object_id=row.code,
            division_code=row.code,
            before={"replaced_by": ""},
            after={"replaced_by": into_code, "from": on},
            reason=document,
        )
    return into


@transaction.atomic
def record_population(
    *, division_code: str, year: int, source: str, by: Actor, reason: str = "", **counts: int | None
) -> PopulationSnapshot:
    """The year's snapshot, waiting for another person's approval. Changing an approved one needs a reason and a new approval."""
    kept = PopulationSnapshot.objects.select_for_update().filter(division_code=division_code, year=year).first()
    require(permissions.can_record_population(by, division_code))
    faults = _count_faults(year, source, counts)
    if kept is not None and kept.approved_on and len(reason.strip()) < 6:
        faults.append(
            Violation(
                "approved", _("%(year)d 年的人口数已经审核。写明更正的理由（至少 6 个字），再请人审核。") % {"year": year}, field="reason"
            )
        )
    if faults:
        raise RuleViolated(faults)
    before = audit.snapshot(kept, *COUNTS, "source", "approved_by") if kept else None
    snapshot = kept or PopulationSnapshot(division_code=division_code, year=year, version=0)
    for name in COUNTS:
        setattr(snapshot, name, counts.get(name))
    snapshot.source, snapshot.recorded_by, snapshot.approved_on, snapshot.approved_by = source.strip(), by.login, None, ""
    snapshot.version += 1
    snapshot.save()
    audit.record(
        by=by,
        action="divisions.record_population",
        thing=snapshot,
        before=before,
        after=audit.snapshot(snapshot, *COUNTS, "source"),
        reason=reason,
    )
    return snapshot


def _count_faults(year: int, source: str, counts: dict[str, int | None]) -> list[Violation]:
    if unknown := set(counts) - set(COUNTS):
        raise TypeError(f"not a count: {sorted(unknown)}")
    faults = []
    if not 1949 <= year <= calendar_day().year:
        faults.append(Violation("year", _("年份要在 1949 到今年之间。"), field="year"))
    if not source.strip():
        faults.append(Violation("source", _("写明数字的出处，例如统计年报的名称。"), field="source"))
    if counts.get("registered") is None and counts.get("resident") is None:
        faults.append(Violation("nothing", _("户籍人口和常住人口至少填一项。"), field="resident"))
    if any(value is not None and value < 0 for value in counts.values()):
        faults.append(Violation("negative", _("人数和户数不能小于 0。")))
    return faults


@transaction.atomic
def approve_population(*, snapshot: PopulationSnapshot, by: Actor, on: dt.date) -> PopulationSnapshot:
    """The snapshot approved by a second person; from now on staffing bands may read it."""
    snapshot = PopulationSnapshot.objects.select_for_update().get(pk=snapshot.pk)
    require(permissions.can_approve_population(by, snapshot))
    if snapshot.approved_on:
        raise violated("approved", _("这一年的人口数已经审核过了。"))
    snapshot.approved_on, snapshot.approved_by, snapshot.version = on, by.login, snapshot.version + 1
    snapshot.save(update_fields=["approved_on", "approved_by", "version"])
    audit.record(
        by=by,
        action="divisions.approve_population",
        thing=snapshot,
        before={"approved_by": ""},
        after=audit.snapshot(snapshot, "approved_on", "approved_by"),
    )
    return snapshot


@transaction.atomic
def record_designation(
    *, division_code: str, kind: str, level: str, starts_on: dt.date, by: Actor, ends_on: dt.date | None = None, document: str = ""
) -> Designation:
    """A title or listing of a place; ``ends_on`` is its last day. Two listings of one kind stay two rows."""
    require(permissions.can_record_population(by, division_code))
    if ends_on is not None and ends_on < starts_on:
        raise violated("order", _("结束日期要不早于开始日期 %(day)s。") % {"day": starts_on}, field="ends_on")
    period = DateRange(starts_on, ends_on + dt.timedelta(days=1) if ends_on else None)
    row = Designation.objects.create(division_code=division_code, kind=kind, level=level, period=period, document=document)
    audit.record(by=by, action="divisions.record_designation", thing=row, after=audit.snapshot(row, "kind", "level", "period", "document"))
    return row
