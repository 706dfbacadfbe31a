"""County filing of village secretaries (R-E08): when it is due, what it holds, until when the district may object.

Example: elected 2019-03-10, filed 03-22: in time with a limit of 15 days; 03-26 is late. The town manages; the district files and can object.
"""

from __future__ import annotations

import datetime as dt

from qianxian.foundation.periods import add_days
from qianxian.foundation.rulebook import (
    Facts,
    Finding,
    ImpossibleFacts,
    InForce,
    Input,
    Output,
    RuleViolation,
    SettingsOnDay,
    rule,
    violation,
    warning,
)

EVENTS = (("elected", "当选"), ("appointed", "任命"), ("removed", "免职、撤换"))
PIECES = {"form": "备案表", "vetting": "联审结果", "term": "任期", "pledge": "承诺书", "decision": "党组织决定", "notice": "告知书"}
WHAT_A_FILING_HOLDS = {
    "elected": ("form", "vetting", "term", "pledge"),
    "appointed": ("form", "vetting", "term", "pledge"),
    "removed": ("form", "decision", "notice"),
}


@rule(
    "R-E08",
    title="村党组织书记县级备案",
    title_en="County filing of village secretaries",
    versions=[
        InForce(
            dt.date(2019, 1, 1),
            "《中国共产党农村基层组织工作条例》（2019年）",
            "村党组织书记县级备案管理",
            confidence="check",
            note="备案管理见条例；天数由区县确定。机关期限，按日历日，不因节假日顺延。",
        )
    ],
    inputs=[
        Input("event", "enum", "事项", "Event", required=False, default="elected", choices=EVENTS),
        Input("event_on", "date", "当选、任命或免职日期", "Day of the event"),
        Input("filed_on", "date", "报送备案日期", "Day of filing", required=False),
        Input("lacking", "list", "缺少的材料", "Missing pieces", required=False, default=(), hint="代码：form、vetting、term、pledge、decision、notice"),
        Input("objected_on", "date", "区委组织部提出异议日期", "Day the district objected", required=False),
    ],
    outputs=[
        Output("due_on", "date", "最迟备案日期", "Filing due on"),
        Output("state", "string", "备案情况", "State of the filing"),
        Output("complete", "bool", "材料是否齐全", "Whether complete"),
        Output("missing", "list", "缺少的材料", "Missing pieces"),
        Output("objection_until", "date", "异议期至", "Objections possible until"),
        Output("standing", "string", "备案结果", "Outcome"),
    ],
)
def county_filing(facts: Facts, settings: SettingsOnDay, on: dt.date) -> Finding:
    """``state``: waiting, overdue, in_time, late. ``standing``: unfiled, incomplete, open (may be objected to), objected, stands."""
    strangers = [name for name in facts.lacking if name not in PIECES]
    if strangers:
        raise ImpossibleFacts(f"没有这样的备案材料：{'、'.join(strangers)}；可用：{'、'.join(PIECES)}。", "lacking")
    if facts.objected_on is not None and (facts.filed_on is None or facts.objected_on < facts.filed_on):
        raise ImpossibleFacts("异议日期早于备案日期，请核对。", "objected_on")
    due = add_days(facts.event_on, settings["filing.days"])
    filed = facts.filed_on if facts.filed_on is not None and facts.filed_on <= on else None
    missing = [name for name in WHAT_A_FILING_HOLDS[facts.event] if name in facts.lacking]
    until = add_days(filed, settings["filing.objection_days"]) if filed else None
    state = ("in_time" if filed <= due else "late") if filed else ("overdue" if on > due else "waiting")
    outputs = {
        "due_on": due,
        "state": state,
        "complete": filed is not None and not missing,
        "missing": missing,
        "objection_until": until,
        "standing": _standing(filed, missing, until, facts.objected_on, on),
    }
    return Finding(outputs, [*_timing(state, due, filed), *_pieces(missing), *_objection(facts.objected_on, until, on)])


def _standing(filed: dt.date | None, missing: list[str], until: dt.date | None, objected: dt.date | None, on: dt.date) -> str:
    if filed is None or until is None:
        return "unfiled"
    if missing:
        return "incomplete"
    if objected is not None and objected <= min(until, on):
        return "objected"
    return "open" if on <= until else "stands"


def _timing(state: str, due: dt.date, filed: dt.date | None) -> list[RuleViolation]:
    if state == "late":
        return [
            violation(
                "filed_late",
                f"应在 {due} 前备案，实际 {filed} 才报送；请在备案表中写明原因。",
                f"Filing was due by {due} and came on {filed}; state the reason.",
                field="filed_on",
            )
        ]
    if state == "overdue":
        return [
            violation(
                "filing_overdue",
                f"应在 {due} 前向区委组织部备案，还没有报送；请今天报送。",
                f"Filing was due by {due}; file today.",
                field="filed_on",
            )
        ]
    return []


def _pieces(missing: list[str]) -> list[RuleViolation]:
    if not missing:
        return []
    names = "、".join(PIECES[name] for name in missing)
    return [violation("filing_incomplete", f"备案材料还缺：{names}；请补齐。", f"The filing lacks: {', '.join(missing)}.", field="lacking")]


def _objection(objected: dt.date | None, until: dt.date | None, on: dt.date) -> list[RuleViolation]:
    if objected is None or until is None or objected > on:
        return []
    if objected > until:
        return [
            violation(
                "objection_late",
                f"异议期已于 {until} 届满；如有新的事实，请另行办理。",
                f"Objections were possible until {until}.",
                field="objected_on",
            )
        ]
    return [
        warning(
            "objection_raised",
            "区委组织部提出了异议；请镇（街道）党委研究后答复。",
            "The district objected; the town committee must answer.",
            field="objected_on",
        )
    ]
