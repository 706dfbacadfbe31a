"""What an election and an engagement decision do to each other, and what follows a change of secretary or a deferral (R-E01, R-E02, R-E04).

Example: a member of the villagers' committee who is not engaged keeps the elected seat and gets no line of centre pay.
Grounds of refusals and their evidence are not judged here.
"""

from __future__ import annotations

import datetime as dt

from qianxian.foundation.periods import add_days, add_months
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

ARTICLE_FROM = dt.date(2019, 1, 1)
OUTCOMES = (("engaged", "同意聘任"), ("not_engaged", "不予聘任"), ("deferred", "暂缓聘任"))
VILLAGE_LAW_AMENDED = dt.date(2026, 1, 1)


@rule(
    "R-E01",
    title="选聘分离",
    title_en="Election and engagement are separate",
    versions=[
        InForce(
            ARTICLE_FROM,
            "《中华人民共和国村民委员会组织法》（2018年）",
            "第十一条；选聘分离办法（据文章）",
            confidence="sure",
            unverified_from=VILLAGE_LAW_AMENDED,
            note="选聘分离自2019年起实行；村民委员会组织法2018年修正文本2018年12月29日施行。",
        )
    ],
    inputs=[
        Input("outcome", "enum", "聘任决定（未作决定不填）", "Decision on engagement", required=False, choices=OUTCOMES),
        Input("elected", "bool", "是否当选村（居）委会或党组织成员", "Whether holding an elected office", required=False, default=False),
        Input(
            "end_elected_office",
            "bool",
            "是否想借此免去选举职务",
            "Whether the elected seat is to be ended by this",
            required=False,
            default=False,
        ),
    ],
    outputs=[
        Output("elected_office", "string", "选举职务", "Elected office"),
        Output("engaged", "bool", "是否受聘", "Whether engaged"),
        Output("centre_pay_lines", "int", "中心报酬项数", "Lines of centre pay", "项"),
    ],
)
def separation(facts: Facts, settings: SettingsOnDay, on: dt.date) -> Finding:
    """``elected_office``: kept or none. Only the decision "engaged" makes an engagement and a line of pay."""
    engaged = facts.outcome == "engaged"
    told: list[RuleViolation] = []
    if facts.end_elected_office:
        told.append(
            violation(
                "elected_office_untouchable",
                "聘任决定不能免去选举产生的职务；只能由选民罢免、本人辞职或依法终止。",
                "A decision on engagement cannot end an elected office; only recall, resignation or the law's own grounds can.",
                field="end_elected_office",
            )
        )
    office = "kept" if facts.elected else "none"
    return Finding({"elected_office": office, "engaged": engaged, "centre_pay_lines": 1 if engaged else 0}, told)


@rule(
    "R-E02",
    title="中心主任由村党组织书记兼任",
    title_en="The director is the serving secretary",
    versions=[
        InForce(
            ARTICLE_FROM, "选聘分离办法（据文章）", "主任兼任条款", confidence="sure", note="代理期限为参数，按日历日计算，不因节假日顺延。"
        )
    ],
    inputs=[
        Input("secretary_ends", "date", "书记任职最后一日", "Last day of the secretary"),
        Input("acting_set", "date", "确定代理主任日期", "Day the acting director was set", required=False),
        Input("new_director_from", "date", "新主任到任日期", "New director from", required=False),
    ],
    outputs=[
        Output("director_engagement_ends", "date", "主任聘任最后一日", "Last day of the director's engagement"),
        Output("vacancy", "bool", "主任岗位是否空缺", "Whether the post falls vacant"),
        Output("acting_due", "date", "代理主任最迟", "Acting director due on"),
        Output("acting", "string", "代理情况", "Acting director"),
    ],
)
def director_follows_secretary(facts: Facts, settings: SettingsOnDay, on: dt.date) -> Finding:
    """The engagement ends with the secretary's last day; ``acting``: waiting, missing, in_time, late.

    An acting director does not fill the vacancy.
    """
    ends = facts.secretary_ends
    for name in ("acting_set", "new_director_from"):
        if facts[name] is not None and facts[name] < ends:
            raise ImpossibleFacts(f"{facts[name]} 早于书记任职最后一日 {ends}，请核对。", name)
    due = add_days(ends, settings["engagement.acting_director_days"])
    vacancy = facts.new_director_from is None or facts.new_director_from > max(on, add_days(ends, 1))
    told: list[RuleViolation] = []
    if facts.acting_set is not None:
        acting = "in_time" if facts.acting_set <= due else "late"
    else:
        acting = "missing" if vacancy and on > due else "waiting"
    if acting == "late":
        told.append(
            violation(
                "acting_director_late",
                f"代理主任应在 {due} 前确定，实际为 {facts.acting_set}；请在记录中写明原因。",
                f"An acting director was due by {due}, set on {facts.acting_set}; record the reason.",
                field="acting_set",
            )
        )
    if acting == "missing":
        told.append(
            violation(
                "acting_director_missing",
                f"主任岗位自 {ends} 后空缺，代理主任应在 {due} 前确定；请镇（街道）尽快确定。",
                f"The post is vacant after {ends}; an acting director was due by {due}. The town must set one.",
                field="acting_set",
            )
        )
    return Finding({"director_engagement_ends": ends, "vacancy": vacancy, "acting_due": due, "acting": acting}, told)


@rule(
    "R-E04",
    title="暂缓聘任",
    title_en="Deferral",
    versions=[InForce(ARTICLE_FROM, "选聘分离办法（据文章）", "暂缓聘任条款", confidence="check", note="最长期限为参数。")],
    inputs=[
        Input("deferred_on", "date", "决定暂缓日期", "Day of the deferral"),
        Input("deferred_until", "date", "暂缓至", "Deferred until", required=False),
        Input("cause", "string", "暂缓原因", "Cause", required=False),
        Input("decided_on", "date", "再次作出决定日期", "Day of the new decision", required=False),
    ],
    outputs=[
        Output("accepted", "bool", "暂缓决定是否完整", "Whether the deferral is complete"),
        Output("task_due", "date", "待办日期", "Task due on"),
        Output("latest", "date", "最迟可暂缓至", "Latest day possible"),
        Output("state", "string", "状态", "State"),
    ],
)
def deferral(facts: Facts, settings: SettingsOnDay, on: dt.date) -> Finding:
    """``state`` on the day: incomplete, waiting, due, overdue, decided.

    Without a date or a cause it is not accepted, and it never lapses in silence.
    """
    start, until, decided = facts.deferred_on, facts.deferred_until, facts.decided_on
    if decided is not None and decided < start:
        raise ImpossibleFacts(f"再次决定日期 {decided} 早于暂缓日期 {start}，请核对。", "decided_on")
    months = settings["engagement.deferral_max_months"]
    latest = add_months(start, months)
    told: list[RuleViolation] = []
    if until is None:
        told.append(
            violation(
                "deferred_until_missing",
                f"请填写暂缓到哪一天，最迟 {latest}。",
                f"Enter until when it is deferred, {latest} at the latest.",
                field="deferred_until",
            )
        )
    elif until <= start:
        told.append(
            violation("deferred_until_not_later", f"暂缓截止日期要晚于 {start}。", f"It must lie after {start}.", field="deferred_until")
        )
    elif until > latest:
        told.append(
            violation(
                "deferred_too_long",
                f"暂缓最长 {months} 个月；请改为 {latest} 或更早。",
                f"A deferral lasts {months} months at most; choose {latest} or earlier.",
                field="deferred_until",
            )
        )
    if not (facts.cause or "").strip():
        told.append(violation("cause_missing", "请填写暂缓原因。", "Enter the cause of the deferral.", field="cause"))
    accepted = not told
    state = _deferral_state(until, decided, on)
    if state == "overdue":
        told.append(
            violation(
                "decision_overdue",
                f"暂缓期已于 {until} 届满，请立即作出新的决定。",
                f"The deferral ended on {until}; decide now.",
                field="decided_on",
            )
        )
    if state == "due":
        told.append(
            warning("decision_due", "暂缓期今天届满，请今天作出新的决定。", "The deferral ends today; decide today.", field="decided_on")
        )
    return Finding({"accepted": accepted, "task_due": until, "latest": latest, "state": state}, told)


def _deferral_state(until: dt.date | None, decided: dt.date | None, on: dt.date) -> str:
    if decided is not None and decided <= on:
        return "decided"
    if until is None:
        return "incomplete"
    return "overdue" if on > until else "due" if on == until else "waiting"
