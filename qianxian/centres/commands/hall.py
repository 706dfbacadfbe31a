"""Writes of a centre's hall: which desk answers for which work, and who is on duty when. Desks and turns change by dates, nothing is overwritten."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from qianxian.centres import permissions as may
from qianxian.centres.holders import serves_on
from qianxian.centres.models import CentreFunction, DutyTurn, ServiceCentre
from qianxian.foundation import audit
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import RuleViolated, Violation, violated
from qianxian.foundation.periods import add_days
from qianxian.foundation.verdict import require
from qianxian.people.models import Person

SETTLED = ("function", "way", "desk", "moved_to", "document", "period")


@transaction.atomic
def settle_function(
    *, centre: ServiceCentre, function: str, way: str, first_day: dt.date, by: Actor, on: dt.date, desk: str = "", moved_to: str = "", document: str = ""
) -> CentreFunction:
    """From the first day the desk answers for the work, or the place it was transferred to does (R-K02); what held before ends the day before.

    A transfer names where to and by which document. Raises RuleViolated for a closed centre, or a first day not after the one that holds now.
    """
    row = ServiceCentre.objects.select_for_update(no_key=True).get(pk=centre.pk)
    require(may.can_edit_centre(by, row.division_code))
    held = CentreFunction.objects.select_for_update().filter(centre=row, function=function, period__endswith__isnull=True).first()
    desk, moved_to, document = desk.strip(), moved_to.strip(), document.strip()
    if faults := _settling_faults(row, held, function, way, first_day, desk, moved_to, document):
        raise RuleViolated(faults)
    before = audit.snapshot(held, *SETTLED) if held else None
    if held:
        _end(held, add_days(first_day, -1))
    at_desk = way == CentreFunction.Way.DESK
    made = CentreFunction.objects.create(
        division_code=row.division_code, centre=row, function=function, way=way, period=DateRange(first_day, None), desk=desk if at_desk else "",
        moved_to="" if at_desk else moved_to, document=document,
    )  # fmt: skip
    audit.record(by=by, action="centres.settle_function", thing=made, before=before, after=audit.snapshot(made, *SETTLED))
    return made


def _settling_faults(row: ServiceCentre, held: CentreFunction | None, function: str, way: str, first_day: dt.date, desk: str, moved_to: str, document: str) -> list[Violation]:
    told = []
    if function not in CentreFunction.Function.values:
        told.append(Violation("function", _("请选择职能。"), "R-K02", "function"))
    if way not in CentreFunction.Way.values:
        told.append(Violation("way", _("请选择由本中心窗口办理，还是移交别处办理。"), "R-K02", "way"))
    elif way == CentreFunction.Way.DESK and not desk:
        told.append(Violation("desk", _("请填写负责的窗口，例如「社保窗口」。"), "R-K02", "desk"))
    elif way == CentreFunction.Way.TRANSFERRED:
        told += [] if moved_to else [Violation("moved_to", _("请填写移交到哪里办理。"), "R-K02", "moved_to")]
        told += [] if document else [Violation("document", _("移交要有文件或交接记录，请填写文号。"), "R-K02", "document")]
    if row.closed_on is not None:
        told.append(Violation("closed", _("这个中心已关闭，请选择在用的中心。"), "R-K01", "centre"))
    if held is not None and first_day <= held.period.lower:
        told.append(Violation("first_day", _("这项职能从 %(day)s 起已经登记。新的开始日期要在这之后。") % {"day": held.period.lower}, "R-K02", "first_day"))
    return told


@transaction.atomic
def end_function(*, held: CentreFunction, last_day: dt.date, by: Actor, on: dt.date) -> CentreFunction:
    """The work is no longer answered for after the last day; the centre shows it as missing."""
    row = CentreFunction.objects.select_for_update(of=["self"]).get(pk=held.pk)
    require(may.can_edit_centre(by, row.division_code))
    return _ended(row, last_day, by, "centres.end_function")


@transaction.atomic
def put_on_duty(
    *, centre: ServiceCentre, person: Person, weekday: int, part: str, first_day: dt.date, by: Actor, on: dt.date, last_day: dt.date | None = None
) -> DutyTurn:
    """The person on duty in the hall at that time of each week. He serves there: at a window or in a leading post on the first day."""
    row = ServiceCentre.objects.select_for_update(no_key=True).get(pk=centre.pk)
    require(may.can_keep_duty(by, row.division_code))
    days = DateRange(first_day, add_days(last_day, 1) if last_day else None)
    told = []
    if last_day is not None and last_day < first_day:
        told.append(Violation("last_day", _("结束日期要不早于开始日期 %(day)s。") % {"day": first_day}, "", "last_day"))
    elif DutyTurn.objects.filter(person=person, weekday=weekday, part=part, period__overlap=days).exists():
        told.append(Violation("already", _("%(name)s 这个时段已经排了值班。请换人或换时段。") % {"name": person.name}, "", "person"))
    if row.closed_on is not None:
        told.append(Violation("closed", _("这个中心已关闭，请选择在用的中心。"), "R-K01", "centre"))
    if not serves_on(row, person, first_day):
        told.append(Violation("not_of_the_centre", _("%(name)s 那天不在这个中心任职。值班的请从窗口人员和领导岗位中选。") % {"name": person.name}, "", "person"))
    if told:
        raise RuleViolated(told)
    made = DutyTurn.objects.create(division_code=row.division_code, centre=row, person=person, weekday=weekday, part=part, period=days)
    audit.record(by=by, action="centres.put_on_duty", thing=made, after={"person": str(person.uuid)} | audit.snapshot(made, "weekday", "part", "period"))
    return made


@transaction.atomic
def end_duty(*, turn: DutyTurn, last_day: dt.date, by: Actor, on: dt.date) -> DutyTurn:
    """The turn ended; the last day counts."""
    row = DutyTurn.objects.select_for_update(of=["self"]).get(pk=turn.pk)
    require(may.can_keep_duty(by, row.division_code))
    return _ended(row, last_day, by, "centres.end_duty")


def _ended(row: CentreFunction | DutyTurn, last_day: dt.date, by: Actor, action: str) -> CentreFunction | DutyTurn:
    if last_day < row.period.lower or (row.period.upper and add_days(last_day, 1) > row.period.upper):
        raise violated("last_day", _("最后一天要在登记的起止日期之内。"), "", "last_day")
    before = audit.snapshot(row, "period")
    _end(row, last_day)
    audit.record(by=by, action=action, thing=row, before=before, after=audit.snapshot(row, "period"))
    return row


def _end(row: CentreFunction | DutyTurn, last_day: dt.date) -> None:
    row.period, row.version = DateRange(row.period.lower, add_days(last_day, 1)), row.version + 1
    row.save(update_fields=["period", "version"])
