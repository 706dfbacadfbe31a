"""三会一课: what a branch has held in a period and what is missing (R-P11).

Example: a branch with a committee and no groups in 2019-Q2, committee meetings on 04-20 and 05-18: the committee of June is missing.
A finding is a report and a reminder, never an automatic punishment; attendance of persons is not looked at.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from qianxian.foundation.periods import Period, month_end
from qianxian.foundation.rulebook import (
    Facts,
    Finding,
    ImpossibleFacts,
    InForce,
    Input,
    Output,
    RulebookError,
    SettingsOnDay,
    rule,
    warning,
)

KINDS = (
    ("members_meeting", "党员大会"),
    ("committee_meeting", "支部委员会会议"),
    ("group_meeting", "党小组会"),
    ("party_lesson", "党课"),
    ("theme_day", "主题党日"),
    ("organisational_life_meeting", "组织生活会"),
    ("democratic_appraisal", "民主评议党员"),
    ("talk", "谈心谈话"),
)
_MONTHS_OF = {"month": 1, "quarter": 3, "year": 12}


@dataclass(frozen=True)
class Unit:
    """A month, quarter or year in which a duty falls."""

    name: str
    period: Period


def whole_units(period: Period, every: str, founded_on: dt.date | None = None) -> Iterator[Unit]:
    """The months, quarters or years that lie wholly in the period and, with a founding day, wholly after it (first full period)."""
    if every not in _MONTHS_OF:
        raise RulebookError(f"周期 {every} 不在 month、quarter、year 之中；请改正参数。")
    assert period.last is not None
    length = _MONTHS_OF[every]
    for year in range(period.first.year, period.last.year + 1):
        for number in range(12 // length):
            unit = Period(dt.date(year, number * length + 1, 1), month_end(year, (number + 1) * length))
            if period.covers(unit) and (founded_on is None or founded_on <= unit.first):
                yield Unit(_named(unit, every), unit)


def _named(unit: Period, every: str) -> str:
    year, month = unit.first.year, unit.first.month
    return {"month": f"{year}-{month:02d}", "quarter": f"{year}-Q{(month + 2) // 3}", "year": str(year)}[every]


_DUTY = (
    Output("required", "int", "应开", "Required", "次"),
    Output("done", "int", "已开", "Done", "次"),
    Output("held", "int", "实际次数", "Meetings held", "次"),
    Output("missing", "list", "缺", "Missing"),
)


@rule(
    "R-P11",
    title="三会一课",
    title_en="Three meetings and one lesson",
    versions=[InForce(dt.date(2018, 10, 28), "《中国共产党支部工作条例（试行）》", "第十一条至第十九条", confidence="sure")],
    inputs=[
        Input("period", "period", "统计时段", "Period", hint="2019、2019-Q2、2019-04 或 2019-04-01/2019-06-30"),
        Input(
            "meetings",
            "list",
            "会议和活动",
            "Meetings",
            required=False,
            default=(),
            fields=(
                Input("kind", "enum", "类别", "Kind", choices=KINDS),
                Input("on", "date", "日期", "Day"),
                Input(
                    "status",
                    "enum",
                    "状态",
                    "Status",
                    required=False,
                    default="held",
                    choices=(("planned", "计划"), ("held", "已开"), ("cancelled", "取消")),
                ),
                Input("group", "string", "党小组", "Party group", required=False),
                Input(
                    "also_members_meeting",
                    "bool",
                    "记录写明同时作为党员大会",
                    "Minutes say it was a members' meeting too",
                    required=False,
                    default=False,
                ),
            ),
        ),
        Input("has_committee", "bool", "是否设支委会", "Whether there is a committee", required=False, default=True),
        Input("groups", "list", "党小组名称", "Names of Party groups", required=False, default=()),
        Input("founded_on", "date", "成立日期", "Founded on", required=False),
        Input("full_members", "int", "正式党员", "Full members", unit="人", required=False, minimum=0),
    ],
    outputs=[
        Output("complete", "bool", "是否齐全", "Whether nothing is missing"),
        *(Output(kind, "object", label, kind.replace("_", " ").capitalize(), fields=_DUTY) for kind, label in KINDS),
    ],
)
def three_meetings(facts: Facts, settings: SettingsOnDay, on: dt.date) -> Finding:
    """Per kind: required, done (duties met), held (meetings) and missing, over the whole units of the period."""
    if facts.has_committee and facts.full_members is not None and facts.full_members < 1:
        raise ImpossibleFacts("没有正式党员的支部不会有支委会，请核对。", "full_members")
    cadence = {row["kind"]: row["every"] for row in settings["party.duty_cadence"]} | {"party_lesson": settings["party.lesson_cadence"]}
    held = _held(facts)
    outputs: dict[str, object] = {}
    found = []
    for kind, label in KINDS:
        units = list(whole_units(facts.period, cadence[kind], facts.founded_on)) if kind in cadence else []
        if kind == "committee_meeting" and not facts.has_committee:
            units = []
        duty = _group_duty(units, facts, held) if kind == "group_meeting" else _duty(units, [day for one, day, _ in held if one == kind])
        outputs[kind] = duty
        if duty["missing"]:
            found.append(
                warning(
                    f"missing_{kind}",
                    f"{label}缺 {len(duty['missing'])} 次：{'、'.join(duty['missing'])}；请补开，或在记录中说明原因。",
                    f"{kind.replace('_', ' ')} missing: {', '.join(duty['missing'])}; hold it, or record why not.",
                    field="meetings",
                )
            )
    return Finding({"complete": not found, **outputs}, found)


def _held(facts: Facts) -> list[tuple[str, dt.date, str]]:
    """(kind, day, group) of what was held inside the period; a theme day or lesson counts twice where its minutes say so."""
    known, held = set(facts.groups), []
    for meeting in facts.meetings:
        if meeting.status != "held" or meeting.on not in facts.period:
            continue
        group = meeting.group or ""
        if meeting.kind == "group_meeting" and known:
            if not group and len(known) == 1:
                group = next(iter(known))
            if group not in known:
                raise ImpossibleFacts(f"{meeting.on} 的党小组会要写明党小组：{'、'.join(facts.groups)}。", "meetings")
        held.append((meeting.kind, meeting.on, group))
        if meeting.also_members_meeting and meeting.kind != "members_meeting":
            held.append(("members_meeting", meeting.on, ""))
    return held


def _duty(units: list[Unit], days: list[dt.date]) -> dict[str, Any]:
    missing = [unit.name for unit in units if not any(day in unit.period for day in days)]
    return {"required": len(units), "done": len(units) - len(missing), "held": len(days), "missing": missing}


def _group_duty(units: list[Unit], facts: Facts, held: list[tuple[str, dt.date, str]]) -> dict[str, Any]:
    """Each group owes its own meeting every month; a branch without groups owes none."""
    meetings = [(day, group) for kind, day, group in held if kind == "group_meeting"]
    wanted = [(unit, group) for unit in units for group in facts.groups]
    missing = [f"{unit.name} {group}" for unit, group in wanted if not any(day in unit.period and of == group for day, of in meetings)]
    return {"required": len(wanted), "done": len(wanted) - len(missing), "held": len(meetings), "missing": missing}
