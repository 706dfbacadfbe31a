"""What the pages of the room show."""

from __future__ import annotations

import datetime as dt
import re
import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core import signing
from django.db.models import QuerySet
from django.forms import Form
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as L

from qianxian.accounts.queries import names_of_logins
from qianxian.accounts.roles import ROLES
from qianxian.divisions.queries import names_of
from qianxian.elements import permissions as may
from qianxian.elements import queries
from qianxian.elements.judging import budget_of, outlook_faults
from qianxian.elements.models import AskedBefore, CollectionTask, DataElement, Question, TaskUnit
from qianxian.elements.queries import Burden, standings
from qianxian.elements.queries.holding import SENT, counting
from qianxian.elements.readers import reader_of
from qianxian.foundation.actor import Actor
from qianxian.foundation.sheets.spec import Column
from qianxian.portal.forms import sentence_of

State = CollectionTask.State
SALT = "elements.opened"
MONTH = re.compile(r"\d{4}-\d{2}\Z")


def issuer_name(code: str, role: str, names: dict[str, str]) -> str:
    """Who asks, in words: a place and an office, never a person."""
    return f"{names.get(code, code)} · {ROLES[role].title}"


def issuer_words(rows: Iterable[CollectionTask]) -> dict[tuple[str, str], str]:
    """The issuers of the rows in words."""
    pairs = {(row.issuer_code, row.issuer_role) for row in rows}
    names = names_of({code for code, _role in pairs})
    return {(code, role): issuer_name(code, role, names) for code, role in pairs}


def issuer_choices(by: Actor) -> list[tuple[str, str]]:
    """Issuers of what the actor may look at."""
    return sorted((f"{code}.{role}", words) for (code, role), words in issuer_words(queries.tasks(by)).items())


def narrowed_tasks(rows: QuerySet[CollectionTask], clean: dict[str, Any]) -> QuerySet[CollectionTask]:
    """The tasks that fit the query form."""
    rows = rows.filter(title__icontains=clean["words"]) if clean.get("words") else rows
    rows = rows.filter(state=clean["state"]) if clean.get("state") else rows
    if issuer := clean.get("issuer"):
        code, role = issuer.split(".")
        rows = rows.filter(issuer_code=code, issuer_role=role)
    if MONTH.match(month := clean.get("month") or ""):
        rows = rows.filter(issued_on__year=int(month[:4]), issued_on__month=int(month[5:]))
    return rows


def narrowed_reports(rows: QuerySet[AskedBefore], clean: dict[str, Any]) -> QuerySet[AskedBefore]:
    """The reports that fit the query form."""
    if reply := clean.get("reply"):
        rows = rows.filter(reply="" if reply == "open" else reply)
    if MONTH.match(month := clean.get("month") or ""):
        rows = rows.filter(question__task__issued_on__year=int(month[:4]), question__task__issued_on__month=int(month[5:]))
    return rows


def task_page(request: HttpRequest, row: CollectionTask) -> dict[str, Any]:
    """Everything a task's page draws."""
    by, on = request.actor, request.today
    steers, before = may.can_steer_collection(by, row).allowed, row.state in (State.DRAFT, State.WAITING)
    told = queries.outlook(row, by, on)
    faults = [sentence_of(v) for v in outlook_faults(told, on)] if before else []
    over, words = budget_of(row, told, on) if before else (False, "")
    names = names_of_logins({row.drafted_by, row.approved_by} - {""})
    return {
        "task": row, "kv": _kv(row, names), "facts": _facts(row, told), "lines": told.lines, "faults": faults, "over": words if over else "", "edits": steers and row.state == State.DRAFT,
        "acts": _acts(by, row, steers), "presses": _presses(by, row, steers, told), "units": _unit_rows(row, by, steers) if not before else [],
        "export_url": f"{request.path}?export=xlsx" if may.can_steer_collection(by, row) and by.may("export_lists") else "",
    }  # fmt: skip


def _facts(row: CollectionTask, told: queries.Outlook) -> list[dict[str, Any]]:
    return [
        {"label": _("状态"), "value": row.get_state_display(), "now": row.state in (State.DRAFT, State.WAITING, State.ISSUED)},
        {"label": _("已掌握（格）"), "value": told.held, "note": _("直接显示，不再问")}, {"label": _("要核对（格）"), "value": told.to_confirm, "note": _("已过有效期")},
        {"label": _("真正新问（格）"), "value": told.really_new}, {"label": _("填报单位"), "value": told.units},
        {"label": _("预计总分钟"), "value": told.minutes, "note": _("每单位 %(n)d 分钟") % {"n": row.minutes}},
        {"label": _("提前量（工作小时）"), "value": told.lead_hours},
    ]  # fmt: skip


def _kv(row: CollectionTask, names: dict[str, str]) -> list[dict[str, Any]]:
    issuer = issuer_words([row])[(row.issuer_code, row.issuer_role)]
    told = [
        (_("谁在要"), issuer), (_("用途"), row.purpose), (_("依据"), row.basis), (_("问谁"), row.get_asks_display()), (_("截止日期"), row.due_on),
        (_("起草"), names.get(row.drafted_by, row.drafted_by)), (_("超出预算的原因"), row.budget_reason), (_("第二人"), names.get(row.approved_by, row.approved_by)),
        (_("下发日期"), row.issued_on), (_("结束日期"), row.ended_on), (_("原因"), row.end_reason),
    ]  # fmt: skip
    return [{"label": label, "value": value} for label, value in told if value]


def _acts(by: Actor, row: CollectionTask, steers: bool) -> list[tuple[str, str]]:
    here = lambda act: reverse("elements:act", args=[row.uuid, act])  # noqa: E731 - one line, one address
    found = []
    if row.state == State.DRAFT and steers:
        found += [(here("issue"), _("下发")), (reverse("elements:add", args=[row.uuid]), _("加一项")), (here("change"), _("改"))]
    if row.state == State.WAITING and may.can_approve_collection(by, row):
        found.append((here("decline"), _("退回修改")))
    if row.state in (State.DRAFT, State.WAITING) and steers:
        found.append((here("withdraw"), _("撤回")))
    return [*found, *([(here("close"), _("办结"))] if row.state == State.ISSUED and steers else [])]


def _presses(by: Actor, row: CollectionTask, steers: bool, told: queries.Outlook) -> list[tuple[str, str]]:
    here = lambda act: reverse("elements:pressed", args=[row.uuid, act])  # noqa: E731 - one line, one address
    if row.state == State.DRAFT and steers and told.lines and not told.really_new:
        return [(here("report"), _("直接出数，不下发"))]
    return [(here("approve"), _("同意下发"))] if row.state == State.WAITING and may.can_approve_collection(by, row) else []


def _unit_rows(row: CollectionTask, by: Actor, steers: bool) -> list[dict[str, Any]]:
    units = list(queries.units_of(row, by))
    names = names_of({u.division_code for u in units})
    return [
        {"unit": u, "opens": row.state in SENT, "name": u.organisation.name if u.organisation else names.get(u.division_code, u.division_code),
         "may_return": steers and u.state == TaskUnit.State.SUBMITTED and row.state == State.ISSUED}
        for u in units
    ]  # fmt: skip


def values_table(row: CollectionTask, by: Actor, on: dt.date) -> tuple[list[Column], list[list[str]]]:
    """The task's elements over its units as columns and rows; what the actor's role may not see stays out."""
    questions, units = list(row.questions.select_related("element__same_as").order_by("position")), list(queries.units_of(row, by))
    elements = [counting(q.element) for q in questions]
    stand, names = standings(elements, units, by, on), names_of({u.division_code for u in units})
    columns = [Column("unit", "填报单位", "Unit", width=24), *(Column(e.code, e.name, e.name, width=16) for e in elements)]
    cells = [[u.organisation.name if u.organisation else names.get(u.division_code, ""), *(_shown(e, stand.get((e.pk, u.key)), by)[0] for e in elements)] for u in units]
    return columns, cells


def _shown(element: DataElement, held: Any, by: Actor) -> tuple[str, str]:
    """(value, address) as the actor's role may see it."""
    if held is None:
        return "", ""
    reader = reader_of(element.code) if element.lives else None
    if reader is not None and not by.may(reader.permission):
        return _("已有（您的角色不看这本台账）"), ""
    return held.held.value, held.held.url if element.lives else ""


@dataclass(frozen=True)
class FillLine:
    """One question as its unit sees it: shown with its value, asked, or to be entered in its register first."""

    question: Question
    element: DataElement
    value: str
    unit: str
    as_of: dt.date | None
    url: str
    asked: bool
    stale: bool
    missing_in: str
    told: AskedBefore | None
    ask_url: str


def lines_to_fill(unit: TaskUnit, by: Actor, on: dt.date, change: str = "") -> list[FillLine]:
    """The task's questions for one unit; ``change``: the code of an answer that is to be given anew."""
    questions = list(unit.task.questions.select_related("element__same_as").order_by("position"))
    stand, told = standings([q.element for q in questions], [unit], by, on), queries.asked_before(unit.task, unit)
    return [_line(unit, q, stand.get((counting(q.element).pk, unit.key)), by, change, told.get(q.pk)) for q in questions]


def _line(unit: TaskUnit, question: Question, held: Any, by: Actor, change: str, told: AskedBefore | None) -> FillLine:
    element = counting(question.element)
    value, url = _shown(element, held, by)
    if held is not None and not element.lives and unit.state != TaskUnit.State.SUBMITTED:
        url = f"{reverse('elements:fill', args=[unit.uuid])}?{urlencode({'change': element.code})}"
    asked = not element.lives and (held is None or change == element.code) and unit.state != TaskUnit.State.SUBMITTED
    reader = reader_of(element.code) if element.lives and held is None else None
    seen = held is not None and value == held.held.value
    return FillLine(
        question, element, value, element.unit if seen else "", held.held.as_of if held else None, url, asked, bool(held and held.stale),
        reader.place(unit.key) if reader else "", told, reverse("elements:asked_before", args=[unit.uuid, question.uuid]),
    )  # fmt: skip


def fill_page(request: HttpRequest, row: TaskUnit, lines: list[FillLine], form: Form, fills: bool) -> dict[str, Any]:
    """Everything a unit's form draws."""
    place = row.organisation.name if row.organisation else names_of([row.division_code]).get(row.division_code, "")
    asked = sum(1 for line in lines if line.asked or line.missing_in)
    return {
        "page_title": row.task.title, "page_sub": place, "unit": row, "task": row.task, "fills": fills, "issuer": issuer_words([row.task])[(row.task.issuer_code, row.task.issuer_role)],
        "lines": [(line, form[line.element.code] if line.asked and fills else None) for line in lines], "opened": signing.dumps(int(time.time()), salt=SALT),
        "about": _("约 %(m)d 分钟，问 %(n)d 项，其中 %(k)d 项已替您填好") % {"m": row.task.minutes, "n": len(lines), "k": len(lines) - asked},
        "crumbs": [(_("填报任务"), reverse("elements:tasks")), (row.task.title, "")],
    }  # fmt: skip


def seconds_since(opened: str) -> int | None:
    """Seconds since the form was opened, as the server signed it; None where the mark is missing or not ours."""
    try:
        return int(time.time()) - signing.loads(opened, salt=SALT, max_age=24 * 3600)
    except signing.BadSignature:
        return None


MEASURES = (
    ("M1", L("要填的格"), L("空着要填的格数合计")), ("M2", L("自动带出"), L("已替填报人填好的占全部需要的百分比，目标不低于 70%")),
    ("M3", L("重复问"), L("按「这道题问过了」核实并入的题；已掌握的下发不了，目标 0")), ("M4", L("不下发出数"), L("没有下发任务、直接出数的占全部的百分比，目标不低于 60%")),
    ("M5", L("占用分钟"), L("单位数乘实际用时的中位数；还没有人报的按预计")), ("M6", L("提前量（工作小时）"), L("最短的十分之一，少于 24 小时的要第二人同意")),
    ("M7", L("要附件"), L("任务里不能要附件、照片、定位，恒为 0")), ("M8", L("退回"), L("退回次数占已报的百分比，目标低于 5%")),
    ("M9", L("消息"), L("要数单位所辖的人平均每人每周收到几条消息，目标不超过 10 条；不到五个人收到的不统计，不显示是谁")),
)  # fmt: skip


def board(rows: list[Burden]) -> list[dict[str, Any]]:
    """Each issuer and month with its measures as (measure, value, address of its rows)."""
    names = names_of({row.issuer[0] for row in rows})
    return [{"issuer": issuer_name(*row.issuer, names), "month": row.month, "cells": _cells(row)} for row in rows]


def _cells(row: Burden) -> list[tuple[str, Any, str, str]]:
    here = {"issuer": ".".join(row.issuer), "month": row.month}
    tasks, reports = f"{reverse('elements:tasks')}?{urlencode(here)}", f"{reverse('elements:reports')}?{urlencode({'month': row.month, 'reply': 'merged'})}"
    drawn = f"{reverse('elements:tasks')}?{urlencode({'issuer': here['issuer'], 'state': State.REPORT})}"
    percent = lambda value: None if value is None else f"{value}%"  # noqa: E731 - a word
    values = [
        (row.fields_asked, tasks), (percent(row.reuse), tasks), (row.duplicates, reports), (percent(row.without_task), drawn if row.reports else tasks), (row.minutes, tasks),
        (row.lead_hours, tasks), (0, tasks), (percent(row.returned), tasks), (row.messages, ""),
    ]  # fmt: skip
    return [(code, title, value, url) for (code, title, _meaning), (value, url) in zip(MEASURES, values, strict=True)]
