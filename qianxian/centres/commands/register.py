"""Writes of the centre register: open, change, close, who serves at the windows, and the leading posts of a year."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from qianxian.centres import permissions as may
from qianxian.centres.models import ServiceCentre, StaffingPlan, WindowStaff
from qianxian.divisions import queries as divisions
from qianxian.foundation import audit
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import RuleViolated, Violation, violated
from qianxian.foundation.periods import add_days
from qianxian.foundation.records import holding_from
from qianxian.foundation.rulebook import evaluate
from qianxian.foundation.verdict import require
from qianxian.people.models import Person
from qianxian.rulebook.queries import county_settings

SOURCE = "R-K01"
SHOWN = ("code", "name", "kind", "area_m2", "opened_on", "closed_on", "windows", "opening_hours", "telephone", "address")
CHANGEABLE = frozenset({"name", "area_m2", "windows", "opening_hours", "telephone", "address"})
PLAN = ("year", "resident", "leading_posts", "exception_posts", "exception_document")


@transaction.atomic
def open_centre(
    *,
    division_code: str,
    name: str,
    by: Actor,
    on: dt.date,
    code: str = "",
    kind: str = "main",
    opened_on: dt.date | None = None,
    area_m2: Decimal | None = None,
    windows: int = 0,
    opening_hours: str = "",
    telephone: str = "",
    address: str = "",
) -> ServiceCentre:
    """A new centre, or a service point where the village has its one centre already (R-K01). Development zones have none."""
    beside = list(ServiceCentre.objects.select_for_update(no_key=True).filter(division_code=division_code))
    require(may.can_edit_centre(by, division_code))
    place = divisions.division_on(division_code, on)
    has_main = any(c.kind == ServiceCentre.Kind.MAIN and c.closed_on is None for c in beside)
    asked = {"place_kind": place.kind if place else "none", "kind": kind, "has_main_centre": has_main}
    faults = list(evaluate("R-K01", on, asked, county_settings()).errors) if kind in ServiceCentre.Kind.values else []
    if not name.strip():
        faults.append(Violation("name", _("请填写中心名称。"), SOURCE, "name"))
    if kind not in ServiceCentre.Kind.values:
        faults.append(Violation("kind", _("请选择中心或服务点。"), SOURCE, "kind"))
    if faults:
        raise RuleViolated(faults)
    letter = "F" if kind == ServiceCentre.Kind.MAIN else "D"
    made = ServiceCentre.objects.create(
        division_code=division_code,
        code=code or f"{letter}{division_code}{'' if not beside else f'-{len(beside) + 1}'}",
        name=name.strip(),
        kind=kind,
        opened_on=opened_on or on,
        area_m2=area_m2,
        windows=windows,
        opening_hours=opening_hours,
        telephone=telephone,
        address=address,
    )
    audit.record(by=by, action="centres.open_centre", thing=made, after=audit.snapshot(made, *SHOWN))
    return made


@transaction.atomic
def change_centre(*, centre: ServiceCentre, by: Actor, on: dt.date, **changes) -> ServiceCentre:
    """Name, area, windows, hours, telephone or address changed from ``on``; village and kind stay."""
    row = ServiceCentre.objects.select_for_update(no_key=True).get(pk=centre.pk)
    require(may.can_edit_centre(by, row.division_code))
    if unknown := set(changes) - CHANGEABLE:
        raise violated("fields", _("这些内容不能在这里改：%(names)s。") % {"names": ", ".join(sorted(unknown))}, SOURCE)
    if row.closed_on is not None:
        raise violated("closed", _("这个中心已在 %(day)s 关闭，不再修改。") % {"day": row.closed_on}, SOURCE)
    if not str(changes.get("name", row.name)).strip():
        raise violated("name", _("请填写中心名称。"), SOURCE, "name")
    before = audit.snapshot(row, *SHOWN)
    for field, value in changes.items():
        setattr(row, field, value)
    row.version += 1
    with holding_from(on):
        row.save(update_fields=[*changes, "version"])
    audit.record(by=by, action="centres.change_centre", thing=row, before=before, after=audit.snapshot(row, *SHOWN))
    return row


@transaction.atomic
def close_centre(*, centre: ServiceCentre, last_day: dt.date, document: str, by: Actor, on: dt.date) -> ServiceCentre:
    """The centre closed after its last day; windows end with it. Refused (by the database too) while anybody is engaged there."""
    row = ServiceCentre.objects.select_for_update(no_key=True).get(pk=centre.pk)
    require(may.can_edit_centre(by, row.division_code))
    if row.closed_on is not None:
        raise violated("closed", _("这个中心已在 %(day)s 关闭。") % {"day": row.closed_on}, SOURCE)
    if not document.strip():
        raise violated("document", _("请填写关闭中心的批准文件。"), SOURCE, "document")
    if (
        row.kind == ServiceCentre.Kind.MAIN
        and ServiceCentre.objects.filter(division_code=row.division_code, kind="branch_point", closed_on__isnull=True).exists()
    ):
        raise violated("points", _("这个中心还有服务点。请先关闭服务点。"), SOURCE)
    before = audit.snapshot(row, *SHOWN)
    for post in row.window_staff.select_for_update().filter(period__endswith__isnull=True) | row.window_staff.filter(
        period__endswith__gt=add_days(last_day, 1)
    ):
        _end_window(post, last_day, by)
    row.closed_on, row.version = last_day, row.version + 1
    row.save(update_fields=["closed_on", "version"])
    audit.record(by=by, action="centres.close_centre", thing=row, before=before, after=audit.snapshot(row, *SHOWN), reason=document)
    return row


@transaction.atomic
def assign_window_staff(
    *, centre: ServiceCentre, person: Person, title: str, first_day: dt.date, by: Actor, on: dt.date, last_day: dt.date | None = None
) -> WindowStaff:
    """The person at the centre's windows from the first day; not a leading post and no engagement."""
    row = ServiceCentre.objects.select_for_update(no_key=True).get(pk=centre.pk)
    require(may.can_edit_centre(by, row.division_code))
    days = DateRange(first_day, add_days(last_day, 1) if last_day else None)
    faults = []
    if not title.strip():
        faults.append(Violation("title", _("请填写窗口岗位，例如「社保窗口」。"), "", "title"))
    if last_day is not None and last_day < first_day:
        faults.append(Violation("last_day", _("结束日期要不早于开始日期 %(day)s。") % {"day": first_day}, "", "last_day"))
    elif row.window_staff.filter(person=person, period__overlap=days).exists():
        faults.append(Violation("already", _("%(name)s 这段时间已在这个中心窗口。请核对日期。") % {"name": person.name}, "", "person"))
    if row.closed_on is not None:
        faults.append(Violation("closed", _("这个中心已关闭，请选择在用的中心。"), SOURCE, "centre"))
    if faults:
        raise RuleViolated(faults)
    made = WindowStaff.objects.create(division_code=row.division_code, centre=row, person=person, title=title.strip(), period=days)
    audit.record(
        by=by,
        action="centres.assign_window_staff",
        thing=made,
        after={"centre": str(row.uuid), "person": str(person.uuid), "title": made.title, "period": days},
    )
    return made


@transaction.atomic
def end_window_staff(*, post: WindowStaff, last_day: dt.date, by: Actor, on: dt.date) -> WindowStaff:
    """The window post ended; the last day counts."""
    row = WindowStaff.objects.select_for_update(of=["self"]).get(pk=post.pk)
    require(may.can_edit_centre(by, row.division_code))
    if last_day < row.period.lower or (row.period.upper and add_days(last_day, 1) > row.period.upper):
        raise violated("last_day", _("最后一天要在这段窗口岗位之内。"), "", "last_day")
    return _end_window(row, last_day, by)


def _end_window(row: WindowStaff, last_day: dt.date, by: Actor) -> WindowStaff:
    before = audit.snapshot(row, "period")
    row.period, row.version = DateRange(row.period.lower, add_days(max(last_day, row.period.lower), 1)), row.version + 1
    row.save(update_fields=["period", "version"])
    audit.record(by=by, action="centres.end_window_staff", thing=row, before=before, after=audit.snapshot(row, "period"))
    return row


@transaction.atomic
def plan_staffing(
    *, centre: ServiceCentre, year: int, by: Actor, on: dt.date, exception_posts: int = 0, exception_document: str = ""
) -> StaffingPlan:
    """The leading posts of a year by the band of the approved *resident* population (R-E03); an exception needs its document.

    A plan once made keeps its band for the year (a band crossed later waits for the next yearly plan); only the exception may change.
    """
    row = ServiceCentre.objects.select_for_update(no_key=True).get(pk=centre.pk)
    require(may.can_plan_staffing(by, row.division_code))
    plan = StaffingPlan.objects.select_for_update().filter(centre=row, year=year).first()
    faults = _plan_faults(row, exception_posts, exception_document)
    if plan is None:
        resident, posts, more = _band(row, year, on)
        faults += more
    if faults:
        raise RuleViolated(faults)
    before = audit.snapshot(plan, *PLAN) if plan else None
    if plan is None:
        plan = StaffingPlan(division_code=row.division_code, centre=row, year=year, resident=resident, leading_posts=posts, version=0)
    plan.exception_posts, plan.exception_document = exception_posts, exception_document.strip() if exception_posts else ""
    plan.decided_on, plan.version = on, plan.version + 1
    plan.save()
    audit.record(
        by=by, action="centres.plan_staffing", thing=plan, before=before, after=audit.snapshot(plan, *PLAN), reason=exception_document
    )
    return plan


def _plan_faults(centre: ServiceCentre, exception_posts: int, exception_document: str) -> list[Violation]:
    faults = []
    if centre.kind != ServiceCentre.Kind.MAIN or centre.closed_on is not None:
        faults.append(Violation("centre", _("只有在用的中心核定领导岗位；服务点不设领导岗位。"), "R-K01", "centre"))
    if exception_posts and not exception_document.strip():
        faults.append(Violation("exception", _("超出核定数要有批准文件，请填写文号。"), "R-E03", "exception_document"))
    return faults


def _band(centre: ServiceCentre, year: int, on: dt.date) -> tuple[int, int, list[Violation]]:
    snapshot = divisions.latest_snapshot(centre.division_code, year)
    if snapshot is None:
        return (
            0,
            0,
            [
                Violation(
                    "no_snapshot",
                    _("%(centre)s 所在村（社区）没有经审核的常住人口数，不能核定岗位。请先录入并审核常住人口（户籍人口不能代替）。")
                    % {"centre": centre.name},
                    "R-E03",
                    "year",
                )
            ],
        )
    answer = evaluate("R-E03", on, {"resident": snapshot.resident}, county_settings())
    if answer.errors:
        return 0, 0, list(answer.errors)
    return snapshot.resident, answer.outputs["leading_posts"], []
