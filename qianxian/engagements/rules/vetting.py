"""Joint vetting: silence is not consent (R-E05).

Example: eight departments asked, seven clear, one silent: ``open``, not cleared. Any objection blocks; a clearance holds six months.
Grounds are codes kept by the vetting officers; files stay with the departments and the petition office is not asked.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from qianxian.accounts.departments import DEPARTMENTS
from qianxian.foundation.periods import add_months
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

CONCLUSIONS = (("no_objection", "无异议"), ("objection", "有异议"), ("need_more", "需补充材料"))


def vetting_state(asked: Iterable[str], conclusions: Mapping[str, str]) -> str:
    """blocked, needs_info, open or cleared, from each department's latest conclusion. Nobody asked is open: nothing was cleared."""
    answers = [conclusions.get(department) for department in asked]
    if "objection" in answers:
        return "blocked"
    if "need_more" in answers:
        return "needs_info"
    return "cleared" if answers and None not in answers else "open"


@rule(
    "R-E05",
    title="县级联审",
    title_en="Joint vetting by the county",
    versions=[
        InForce(
            dt.date(2019, 1, 1),
            "《中国共产党农村基层组织工作条例》、选聘分离办法（据文章）",
            "联审条款",
            valid_to=dt.date(2019, 6, 22),
            confidence="likely",
            note="2019年6月23日前按条例和当地联审做法。",
        ),
        InForce(
            dt.date(2019, 6, 23),
            "《关于加强和改进乡村治理的指导意见》（2019年）",
            "县级联审机制",
            confidence="sure",
            note="部门名单、有效期为参数。",
        ),
    ],
    inputs=[
        Input("asked", "list", "发函部门", "Departments asked", required=False, hint="不填为参数规定的必审部门"),
        Input(
            "replies",
            "list",
            "答复",
            "Replies",
            required=False,
            default=(),
            fields=(
                Input("department", "string", "部门", "Department"),
                Input("conclusion", "enum", "结论", "Conclusion", choices=CONCLUSIONS),
                Input("replied_on", "date", "答复日期", "Day of the reply", required=False),
            ),
        ),
        Input("sent_on", "date", "发函日期", "Day sent", required=False),
        Input("due_on", "date", "答复期限", "Replies due on", required=False),
    ],
    outputs=[
        Output("state", "string", "状态", "State"),
        Output("missing", "list", "未答复部门", "Departments that have not replied"),
        Output("objecting", "list", "有异议部门", "Departments that object"),
        Output("valid_until", "date", "联审有效期至", "Clearance valid until"),
        Output("usable", "bool", "当日可否作为聘任依据", "Whether it supports an engagement on the day"),
    ],
)
def joint_vetting(facts: Facts, settings: SettingsOnDay, on: dt.date) -> Finding:
    """``state`` on the day: open, needs_info, blocked or cleared (all departments answered, none objects).

    Replies dated after the day do not count yet.
    """
    asked = tuple(settings["vetting.departments_required"] if facts.asked is None else facts.asked)
    latest = _latest_replies(facts, asked, on)
    state = vetting_state(asked, {name: reply.conclusion for name, reply in latest.items()})
    missing = [name for name in asked if name not in latest]
    objecting = [name for name in asked if name in latest and latest[name].conclusion == "objection"]
    valid_until = None
    if state == "cleared":
        concluded = max((reply.replied_on or on for reply in latest.values()), default=on)
        valid_until = add_months(concluded, settings["vetting.validity_months"])
    found = [*_asking(asked, settings), *_answering(state, missing, objecting, facts, on)]
    if valid_until is not None and on > valid_until:
        found.append(
            violation(
                "clearance_expired",
                f"联审结论已于 {valid_until} 过期，请重新联审。",
                f"The clearance expired on {valid_until}; vet again.",
                field="replies",
            )
        )
    usable = state == "cleared" and not any(told.level == "error" for told in found)
    return Finding({"state": state, "missing": missing, "objecting": objecting, "valid_until": valid_until, "usable": usable}, found)


def _latest_replies(facts: Facts, asked: tuple[str, ...], on: dt.date) -> dict[str, Facts]:
    """Each department's last word on the day. Raises ImpossibleFacts for strangers, doubled names and replies before the letter."""
    if len(set(asked)) != len(asked):
        raise ImpossibleFacts("发函部门有重复，请删去重复的部门。", "asked")
    latest: dict[str, Facts] = {}
    for reply in facts.replies:
        if reply.department not in asked:
            raise ImpossibleFacts(f"{_names([reply.department])}没有收到发函，不会有答复；请核对部门。", "replies")
        if facts.sent_on is not None and reply.replied_on is not None and reply.replied_on < facts.sent_on:
            raise ImpossibleFacts(f"{_names([reply.department])}的答复日期早于发函日期 {facts.sent_on}，请核对。", "replies")
        if reply.replied_on is not None and reply.replied_on > on:
            continue
        before = latest.get(reply.department)
        if before is None or (reply.replied_on or on) >= (before.replied_on or on):
            latest[reply.department] = reply
    return latest


def _names(departments: Iterable[str]) -> str:
    """Departments in words; one that only the county's setting knows, by its code."""
    return "、".join(DEPARTMENTS.get(code, (code, code))[0] for code in departments)


def _names_en(departments: Iterable[str]) -> str:
    return ", ".join(DEPARTMENTS.get(code, (code, code))[1] for code in departments)


def _asking(asked: tuple[str, ...], settings: SettingsOnDay) -> list[RuleViolation]:
    """A department that must be asked and was not; one that is not on the list (the petition office never is)."""
    required, optional = settings["vetting.departments_required"], settings["vetting.departments_optional"]
    found = []
    left_out = [name for name in required if name not in asked]
    strangers = [name for name in asked if name not in required and name not in optional]
    if left_out:
        found.append(
            violation("department_not_asked", f"还要发函给：{_names(left_out)}。", f"Also ask: {_names_en(left_out)}.", field="asked")
        )
    if strangers:
        found.append(
            violation(
                "department_not_listed",
                f"联审部门名单中没有：{_names(strangers)}；请按名单发函。",
                f"Not on the list of departments: {_names_en(strangers)}.",
                field="asked",
            )
        )
    return found


def _answering(state: str, missing: list[str], objecting: list[str], facts: Facts, on: dt.date) -> list[RuleViolation]:
    found = []
    if state == "blocked":
        found.append(
            violation(
                "objection",
                f"{_names(objecting)}有异议，不能聘任；请告知本人理由并听取申辩。",
                f"{_names_en(objecting)} object; no engagement. Tell the person the ground and hear the answer.",
                field="replies",
            )
        )
    if state == "needs_info":
        found.append(
            violation(
                "more_needed", "有部门要求补充材料；请补充后再送该部门。", "A department asks for more material; send it.", field="replies"
            )
        )
    if missing and state != "blocked":
        found.append(
            violation(
                "reply_missing",
                f"未答复：{_names(missing)}；未答复不等于无异议，请催办。",
                f"No reply from {_names_en(missing)}; silence is not consent.",
                field="replies",
            )
        )
    if missing and facts.due_on is not None and on > facts.due_on:
        found.append(
            warning("reply_overdue", f"答复期限 {facts.due_on} 已过，请催办。", f"Replies were due on {facts.due_on}.", field="due_on")
        )
    return found
