"""A member's way: admission (R-P18), dues (R-P19), being away (R-P20), study hours (R-P21).

Example: the branch meeting admits on 2018-05-20, so the probation ends on 2019-05-20; undecided on 05-21 it is overdue.
Nothing here changes a status: unpaid dues or lost contact open a task for people.
"""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

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

ADMISSION_RULES = "《中国共产党发展党员工作细则》"
CHARTER = "《中国共产党章程》"
ADULT_YEARS = 18  # 党章 art. 1: an applicant is 18


@rule(
    "R-P18",
    title="发展党员",
    title_en="Admission of members",
    versions=[InForce(dt.date(2014, 5, 28), ADMISSION_RULES, "各阶段条款（2014年）", confidence="likely", note="条号待核对。")],
    inputs=[
        Input("birth_date", "date", "出生日期", "Day of birth", required=False),
        Input("applied_on", "date", "递交入党申请书日期", "Applied on", required=False),
        Input("activist_on", "date", "确定为积极分子日期", "Activist on", required=False),
        Input("target_on", "date", "确定为发展对象日期", "Target on", required=False),
        Input("meeting_on", "date", "支部大会接收日期", "Branch meeting admitted on", required=False),
        Input("introducers", "int", "到会的入党介绍人", "Introducers present", unit="人", required=False, default=2, minimum=0, maximum=2),
        Input("approved_on", "date", "上级党委审批日期", "Upper committee approved on", required=False),
        Input("special_case", "bool", "是否特殊情况", "Special case", required=False, default=False),
        Input("extension_months", "int", "延长预备期", "Extension of probation", unit="个月", required=False, minimum=1),
        Input("extensions", "int", "延长次数", "Extensions", unit="次", required=False, minimum=0),
        Input("decided_on", "date", "转正大会日期", "Decided on full membership on", required=False),
    ],
    outputs=[
        Output("stage", "string", "阶段", "Stage"),
        Output("earliest_target", "date", "最早列为发展对象", "Earliest target"),
        Output("approve_by", "date", "最迟审批", "Approve by"),
        Output("probation_ends", "date", "预备期满", "Probation ends"),
        Output("approval_overdue", "bool", "审批是否逾期", "Whether the approval is overdue"),
        Output("overdue", "bool", "转正讨论是否逾期", "Whether the decision is overdue"),
    ],
)
def admission(facts: Facts, settings: SettingsOnDay, on: dt.date) -> Finding:
    """``stage`` reached by the dates given, each clock's last day, and every clock that ran out. The day itself is still in time."""
    steps = [(name, facts[name]) for name in ("applied_on", "activist_on", "target_on", "meeting_on", "decided_on")]
    known = [(name, day) for name, day in steps if day is not None]
    if not known:
        raise ImpossibleFacts("请至少填写一个阶段的日期。", "applied_on")
    found: list[RuleViolation] = [*_out_of_order(known), *_too_young(facts)]
    earliest = add_months(facts.activist_on, settings["party.activist_months"]) if facts.activist_on else None
    if earliest and facts.target_on and facts.target_on < earliest:
        found.append(
            violation("trained_too_short", f"积极分子要经一年以上培养教育，最早 {earliest} 列为发展对象；请改期。",
                      f"An activist is trained for a year: a target on {earliest} at the earliest.", field="target_on")
        )
    if facts.meeting_on and facts.introducers < 2:
        found.append(
            violation("introducers_absent", "支部大会讨论接收时，两名入党介绍人都要到会；请另定日期召开。", "Both introducers attend the branch meeting.", field="introducers")
        )
    approve_by, approval_late = _approval(facts, settings, on, found)
    ends, decision_late = _probation(facts, settings, on, found)
    stages = {"applied_on": "applied", "activist_on": "activist", "target_on": "target", "meeting_on": "probationary", "decided_on": "full"}
    return Finding(
        {
            "stage": stages[known[-1][0]],
            "earliest_target": earliest,
            "approve_by": approve_by,
            "probation_ends": ends,
            "approval_overdue": approval_late,
            "overdue": decision_late,
        },
        found,
    )


def _out_of_order(known: list[tuple[str, dt.date]]) -> list[RuleViolation]:
    return [
        violation("order", f"{later} 早于前一阶段的 {earlier}；发展党员的阶段不能倒置，请核对日期。", "A later stage is dated before an earlier one.", field=name)
        for (_, earlier), (name, later) in pairwise(known)
        if later < earlier
    ]


def _too_young(facts: Facts) -> list[RuleViolation]:
    if facts.birth_date is None or facts.applied_on is None:
        return []
    if facts.birth_date > facts.applied_on:
        raise ImpossibleFacts(f"出生日期 {facts.birth_date} 晚于申请日期 {facts.applied_on}，请核对。", "birth_date")
    of_age = add_months(facts.birth_date, 12 * ADULT_YEARS)
    if facts.applied_on >= of_age:
        return []
    told = f"年满十八岁才可以申请入党，{of_age} 满十八岁；请届时再递交申请书。"
    return [violation("under_age", told, f"An applicant is 18: from {of_age}.", field="applied_on")]


def _approval(facts: Facts, settings: SettingsOnDay, on: dt.date, found: list[RuleViolation]) -> tuple[dt.date | None, bool]:
    """The upper committee's last day, and whether it passed; a special case has six months instead of three."""
    if facts.meeting_on is None:
        return None, False
    if facts.approved_on is not None and facts.approved_on < facts.meeting_on:
        raise ImpossibleFacts(f"审批日期 {facts.approved_on} 早于支部大会 {facts.meeting_on}，请核对。", "approved_on")
    months = settings["party.admission_approval_months_special" if facts.special_case else "party.admission_approval_months"]
    by = add_months(facts.meeting_on, months)
    # Full membership decided: the approval lies behind it, whether its day was told or not.
    late = facts.approved_on > by if facts.approved_on else facts.decided_on is None and on > by
    if late:
        found.append(
            warning("approval_overdue", f"上级党委应在 {by} 前审批；请尽快审批，并书面说明原因。", f"The approval was due by {by}.", field="approved_on")
        )
    return by, late


def _probation(facts: Facts, settings: SettingsOnDay, on: dt.date, found: list[RuleViolation]) -> tuple[dt.date | None, bool]:
    if facts.meeting_on is None:
        return None, False
    low, high = settings["party.probation_extension_min_months"], settings["party.probation_extension_max_months"]
    ends = add_months(facts.meeting_on, settings["party.probation_months"])
    months = facts.extension_months
    if months is not None and not low <= months <= high:
        found.append(
            violation("extension_length", f"预备期延长 {low} 至 {high} 个月，不能延长 {months} 个月；请改正。", f"An extension is {low} to {high} months.", field="extension_months")
        )
    elif months is not None:
        ends = add_months(ends, months)
    if (facts.extensions or 0) > 1:
        found.append(
            violation("extended_twice", "预备期只能延长一次；请按期讨论转正，或者取消预备党员资格。", "Probation is extended once only.", field="extensions")
        )
    if facts.decided_on is not None and facts.decided_on < ends:
        found.append(
            violation("decided_early", f"预备期到 {ends} 届满，不能提前转正；请届满后讨论。", f"Probation ends on {ends}; do not decide before.", field="decided_on")
        )
    late = facts.decided_on > ends if facts.decided_on else on > ends
    if late:
        found.append(
            warning("decision_overdue", f"预备期已于 {ends} 届满；请支部大会及时讨论能否转正。", f"Probation ended on {ends}; decide now.", field="decided_on")
        )
    return ends, late


@rule(
    "R-P19",
    title="党费欠交",
    title_en="Unpaid dues",
    versions=[InForce(dt.date(2012, 11, 14), CHARTER, "第九条", confidence="sure", note="程序由人启动和决定，软件不改变党员状态。")],
    inputs=[
        Input("paid_to", "period", "党费交至（月份）", "Dues paid to (month)"),
        Input("has_reason", "bool", "是否有正当理由", "Good reason", required=False, default=False),
    ],
    outputs=[
        Output("months_unpaid", "int", "欠交月数", "Months unpaid", "个月"),
        Output("task", "string", "待办", "Task"),
        Output("status_changed", "bool", "党员状态是否改变", "Whether the status changes"),
    ],
)
def unpaid_dues(facts: Facts, settings: SettingsOnDay, on: dt.date) -> Finding:
    """Months wholly gone by unpaid; from six without reason ``task`` is talk_and_verify. The status never changes by itself."""
    day_after, paid = add_days(on, 1), add_days(facts.paid_to.last, 1)
    months = max(0, (day_after.year - paid.year) * 12 + day_after.month - paid.month)
    due = months >= settings["party.dues_arrears_months"] and not facts.has_reason
    told = warning(
        "dues_unpaid",
        f"已有 {months} 个月没有交纳党费；请支部派人谈话核实，是否按自行脱党处理由组织讨论决定。",
        f"Dues unpaid for {months} months: talk and verify; people decide what follows.",
        field="paid_to",
    )
    return Finding({"months_unpaid": months, "task": "talk_and_verify" if due else None, "status_changed": False}, [told] if due else [])


@rule(
    "R-P20",
    title="流动党员",
    title_en="Mobile members",
    versions=[
        InForce(dt.date(2006, 6, 21), "《关于加强和改进流动党员管理工作的意见》", "流动党员认定", valid_to=dt.date(2019, 5, 5), confidence="likely"),
        InForce(dt.date(2019, 5, 6), "《中国共产党党员教育管理工作条例》", "流动党员管理", confidence="likely"),
    ],
    inputs=[
        Input("away_from", "date", "外出日期", "Away from"),
        Input("home_again_on", "date", "返回日期", "Home again on", required=False),
        Input("can_attend", "bool", "能否正常参加组织生活", "Can attend regularly", required=False, default=False),
        Input("last_contact_on", "date", "最近一次联系日期", "Last contact on", required=False),
    ],
    outputs=[
        Output("status", "string", "状态", "Status"),
        Output("mobile_from", "date", "满六个月之日", "Six months away on"),
        Output("contact_due_on", "date", "下次联系不迟于", "Contact due by"),
        Output("lost_from", "date", "按失联处理之日", "Lost contact from"),
    ],
)
def mobile_member(facts: Facts, settings: SettingsOnDay, on: dt.date) -> Finding:
    """``status`` on the day: local, mobile (six months away, cannot attend) or lost_contact (six months unreachable); for people to act on."""
    for name in ("home_again_on", "last_contact_on"):
        if name == "home_again_on" and facts[name] is not None and facts[name] < facts.away_from:
            raise ImpossibleFacts(f"返回日期 {facts[name]} 早于外出日期 {facts.away_from}，请核对。", name)
    mobile_from = add_months(facts.away_from, settings["party.mobile_member_months"])
    home = facts.home_again_on is not None and facts.home_again_on <= on
    away = not home and not facts.can_attend and on >= mobile_from
    contact = facts.last_contact_on
    contact_due = add_months(contact or mobile_from, settings["party.mobile_contact_months"]) if away else None
    lost_from = add_months(contact, settings["party.lost_contact_months"]) if contact and not home else None
    lost = lost_from is not None and on >= lost_from
    status = "lost_contact" if lost else "mobile" if away else "local"
    found: list[RuleViolation] = []
    if lost:
        found.append(
            warning("lost_contact", f"自 {contact} 起失去联系满六个月；请支部核实，按失联党员办法由组织决定处理。", f"No contact since {contact}: verify and decide.", field="last_contact_on")
        )
    elif contact_due and on > contact_due:
        found.append(
            warning("contact_overdue", f"应在 {contact_due} 前联系；请尽快联系并登记。", f"Contact was due by {contact_due}.", field="last_contact_on")
        )
    return Finding({"status": status, "mobile_from": mobile_from, "contact_due_on": contact_due, "lost_from": lost_from}, found)


ROLES = (("member", "党员"), ("secretary", "党组织书记"), ("committee", "班子成员"))


@rule(
    "R-P21",
    title="党员学时",
    title_en="Study hours",
    versions=[
        InForce(dt.date(2019, 1, 1), "《2019－2023年全国党员教育培训工作规划》", "学时要求", valid_to=dt.date(2023, 12, 31), confidence="sure"),
        InForce(dt.date(2024, 1, 1), "《全国党员教育培训工作规划（2024－2028年）》", "学时要求", confidence="check", note="数字待核对。"),
    ],
    inputs=[
        Input("hours", "decimal", "本年度学时", "Hours in the year", unit="学时", minimum=0),
        Input("role", "enum", "身份", "Role", required=False, default="member", choices=ROLES),
        Input("online_hours", "decimal", "其中网上学习", "Of these online", unit="学时", required=False, default=0, minimum=0),
        Input("centralised", "int", "集中培训次数", "Centralised courses", unit="次", required=False, default=0, minimum=0),
        Input("home_delivery_hours", "decimal", "送学上门学时", "Hours delivered at home", unit="学时", required=False, default=0, minimum=0),
        Input("access_need", "bool", "年老体弱、行动不便", "Frail or unable to travel", required=False, default=False),
        Input("secretary_since", "date", "新任书记任职日期", "New secretary since", required=False),
        Input("trained_on", "date", "新任书记培训日期", "New secretary trained on", required=False),
    ],
    outputs=[
        Output("met", "bool", "是否达到", "Whether met"),
        Output("required_hours", "int", "应达到", "Hours required", "学时"),
        Output("counted_hours", "decimal", "计入", "Hours counted", "学时"),
        Output("train_by", "date", "新任书记最迟培训", "Train the new secretary by"),
    ],
)
def study_hours(facts: Facts, settings: SettingsOnDay, on: dt.date) -> Finding:
    """Hours and centralised courses of the year. Frail members' home delivery counts, and nothing is held against them."""
    if facts.online_hours > facts.hours:
        raise ImpossibleFacts(f"网上学习 {facts.online_hours} 学时多于总学时 {facts.hours}，请核对。", "online_hours")
    leader = facts.role != "member"
    required = settings["party.study_hours_leader" if leader else "party.study_hours_member"]
    courses = settings["party.study_centralised_courses"] if leader else 0
    most_online = required * settings["party.study_online_share_max"]
    counted = facts.hours - max(0, facts.online_hours - most_online) + (facts.home_delivery_hours if facts.access_need else 0)
    short, few = counted < required, facts.centralised < courses
    tell = warning if facts.access_need else violation
    found: list[RuleViolation] = []
    if short:
        found.append(tell("hours_short", f"计入 {counted} 学时，应达到 {required} 学时；请安排补学或送学上门。", f"{counted} of {required} hours.", field="hours"))
    if few:
        found.append(tell("no_centralised_course", f"每年至少参加 {courses} 次集中培训；请安排参加。", f"{courses} centralised course a year.", field="centralised"))
    train_by = add_months(facts.secretary_since, settings["party.new_secretary_training_months"]) if facts.secretary_since else None
    if train_by and (facts.trained_on or on) > train_by:
        found.append(violation("new_secretary_untrained", f"新任书记应在 {train_by} 前参加培训；请尽快安排。", f"Train the new secretary by {train_by}.", field="trained_on"))
    return Finding({"met": not short and not few, "required_hours": required, "counted_hours": counted, "train_by": train_by}, found)
