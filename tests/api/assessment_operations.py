"""Prepared schemes and sheets for the table of operations, each at the step that an operation starts from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from qianxian.assessments import commands as assessments
from qianxian.foundation.reach import bind
from tests.api.stage import DAY
from tests.assessments.stage import INDICATORS, PANEL, TOWN
from tests.cast import SERVICE, TOWN_COMMITTEE, TOWN_OFFICER

ROAD = ("open", "reported", "scored", "told", "signed", "approved", "graded", "served", "appealed", "answered")
LINES = [{"name": line.name, "measure": line.measure, "weight": f"{line.weight}", "source": line.source} for line in INDICATORS]
REPORT = "本年窗口办件一千二百件，按期办结；培训参加不够，明年补上。"
FACT = {"order": 2, "fact": "3 件超期未办", "happened_on": "2019-03-04", "evidence": "清单", "points": "3", "told_on": "2019-03-05"}
MARKS = [{"order": order, "given": "85", "reason": "对照台账"} for order in (1, 2, 3)]
ANSWER = {"result": "upheld", "panel": "邓少峰", "reasons": "事实清楚", "document": "斗镇复〔2019〕1号"}


def draft(s: Any) -> Any:
    """A draft of the town."""
    bind(SERVICE)
    return assessments.draft_scheme(division_code=TOWN, year=2019, subject="person", title="2019年度方案", indicators=INDICATORS, by=TOWN_OFFICER, on=DAY)


def published(s: Any) -> Any:
    """And public."""
    return assessments.publish_scheme(scheme=draft(s), document="斗镇委〔2019〕1号", by=TOWN_COMMITTEE, on=DAY)


def sheet_at(state: str, engaged: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """The member's sheet at the step."""

    def work(s: Any) -> Any:
        engaged(s)
        scheme = published(s)
        (sheet,) = assessments.open_sheets(scheme=scheme, by=TOWN_OFFICER, on=DAY)
        for reached in ROAD[1 : ROAD.index(state) + 1]:
            STEPS[reached](sheet, scheme)
            sheet.refresh_from_db()
        bind(SERVICE)
        return sheet

    return work


def scheme_at(state: str, engaged: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """The scheme whose one sheet stands at the step."""
    return lambda s: sheet_at(state, engaged)(s).scheme


STEPS: dict[str, Callable[[Any, Any], Any]] = {
    "reported": lambda sheet, scheme: assessments.report_self(sheet=sheet, text=REPORT, by=TOWN_OFFICER, on=DAY),
    "scored": lambda sheet, scheme: assessments.score_sheet(
        sheet=sheet, marks=[assessments.MarkLine(order, Decimal(85), "对照台账") for order in (1, 2, 3)], by=TOWN_OFFICER, on=DAY
    ),
    "told": lambda sheet, scheme: assessments.tell_score(sheet=sheet, by=TOWN_OFFICER, on=DAY),
    "signed": lambda sheet, scheme: assessments.sign_sheet(sheet=sheet, signature="signed", by=TOWN_OFFICER, on=DAY),
    "approved": lambda sheet, scheme: assessments.approve_sheet(sheet=sheet, opinion="属实", by=TOWN_COMMITTEE, on=DAY),
    "graded": lambda sheet, scheme: assessments.grade_town(scheme=scheme, body="斗门镇党委", meeting="第9次会议", by=TOWN_COMMITTEE, on=DAY),
    "served": lambda sheet, scheme: assessments.serve_grade(sheet=sheet, served_on=DAY, by=TOWN_OFFICER, on=DAY),
    "appealed": lambda sheet, scheme: assessments.appeal_grade(sheet=sheet, grounds="事实有误", by=TOWN_OFFICER, on=DAY),
    "answered": lambda sheet, scheme: assessments.answer_appeal(appeal=sheet.appeal, by=PANEL, on=DAY, **ANSWER),
}


def fact(engaged: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """A reported sheet with one deduction; the fact."""

    def work(s: Any) -> Any:
        sheet = sheet_at("reported", engaged)(s)
        values = FACT | {"points": Decimal(3), "happened_on": dt.date(2019, 3, 4), "told_on": dt.date(2019, 3, 5)}
        values.pop("order")
        return assessments.record_fact(mark=sheet.marks.get(order=2), by=TOWN_OFFICER, on=DAY, **values)

    return work
