"""Terms of office of Party organisations: length, early or late elections, alerts, and who may be secretary (R-P05–R-P08).

Example: a village branch elected on 2018-04-10 is due on 2023-04-10; the reminder starts on 2022-10-10.
Votes of an election are counted elsewhere.
"""

from __future__ import annotations

import datetime as dt

from qianxian.foundation.periods import add_months, full_months_between
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

TERM_OPINION = "《关于党的基层组织任期的意见》"
KINDS = (
    ("party_branch", "党支部"),
    ("joint_branch", "联合党支部"),
    ("general_party_branch", "党总支"),
    ("primary_party_committee", "基层党委"),
    ("temporary_branch", "临时党支部"),
)
SECTORS = (
    ("rural", "农村"),
    ("urban_community", "社区"),
    ("school", "学校"),
    ("gov", "机关"),
    ("enterprise", "国有企业"),
    ("two_new", "两新组织"),
)
GRASSROOTS_SECTORS = frozenset({"rural", "urban_community"})


def term_years_of(kind: str, sector: str, settings: SettingsOnDay) -> int | None:
    """Years of a term; None for a temporary branch, which holds no term elections."""
    if kind == "temporary_branch":
        return None
    if kind == "primary_party_committee" or sector in GRASSROOTS_SECTORS:
        return settings["party.term_years_long"]
    return settings["party.term_years_other"]


@rule(
    "R-P05",
    title="党组织任期",
    title_en="Term of a Party organisation",
    versions=[
        InForce(
            dt.date(2017, 10, 24),
            "《中国共产党章程》（2017年）",
            "第三十一条",
            valid_to=dt.date(2018, 7, 9),
            confidence="likely",
            note="党章定三年至五年；村、社区按随后的任期意见为五年，意见施行前当选的届次同样计算。",
        ),
        InForce(dt.date(2018, 7, 10), TERM_OPINION, "任期条款", confidence="sure", note="2018年7月10日公布。"),
    ],
    inputs=[
        Input("elected_on", "date", "选举日期", "Day of the election"),
        Input("kind", "enum", "组织类别", "Kind of organisation", required=False, default="party_branch", choices=KINDS),
        Input("sector", "enum", "领域", "Sector", required=False, default="rural", choices=SECTORS),
    ],
    outputs=[
        Output("term_years", "int", "任期", "Term", "年"),
        Output("due_on", "date", "届满日期", "Term ends on"),
    ],
)
def term_of_office(facts: Facts, settings: SettingsOnDay, on: dt.date) -> Finding:
    """Five years for villages, communities and primary committees, three for other branches; due on the same day, or the month's last."""
    years = term_years_of(facts.kind, facts.sector, settings)
    if years is None:
        told = violation(
            "no_term_elections",
            "临时党支部不换届；任务结束后撤销。",
            "A temporary branch has no terms; it is dissolved with its task.",
            field="kind",
        )
        return Finding({"term_years": None, "due_on": None}, [told])
    return Finding({"term_years": years, "due_on": add_months(facts.elected_on, 12 * years)})


@rule(
    "R-P06",
    title="提前或延期换届",
    title_en="Early or late election",
    versions=[
        InForce(
            dt.date(1990, 6, 27),
            "《中国共产党基层组织选举工作暂行条例》",
            "延期、提前换届条款",
            valid_to=dt.date(2020, 7, 12),
            confidence="likely",
        ),
        InForce(dt.date(2020, 7, 13), "《中国共产党基层组织选举工作条例》", "第三条", confidence="sure"),
    ],
    inputs=[
        Input("due_on", "date", "届满日期", "Term ends on"),
        Input("held_on", "date", "换届选举日期", "Day of the election"),
        Input("upper_approval", "bool", "是否经上级党组织批准", "Approved by the upper organisation", required=False, default=False),
    ],
    outputs=[
        Output("ok", "bool", "是否符合", "Whether it is in order"),
        Output("timing", "string", "早晚", "Timing"),
        Output("earliest", "date", "最早", "Earliest"),
        Output("latest", "date", "最晚", "Latest"),
    ],
)
def shifted_election(facts: Facts, settings: SettingsOnDay, on: dt.date) -> Finding:
    """``timing``: early, on_time or late. Shifted only with approval, and by no more than twelve months either way."""
    months = settings["party.election_shift_months"]
    earliest, latest = add_months(facts.due_on, -months), add_months(facts.due_on, months)
    timing = "early" if facts.held_on < facts.due_on else "late" if facts.held_on > facts.due_on else "on_time"
    found: list[RuleViolation] = []
    if timing != "on_time" and not facts.upper_approval:
        found.append(
            violation(
                "approval_missing",
                f"届满日期为 {facts.due_on}，提前或延期换届要经上级党组织批准；请先报批。",
                f"The term ends on {facts.due_on}; an early or late election needs the upper organisation's approval.",
                field="upper_approval",
            )
        )
    if not earliest <= facts.held_on <= latest:
        found.append(
            violation(
                "shifted_too_far",
                f"提前或延期不超过 {months} 个月；请改在 {earliest} 至 {latest} 之间换届。",
                f"No more than {months} months either way: hold it between {earliest} and {latest}.",
                field="held_on",
            )
        )
    return Finding({"ok": not found, "timing": timing, "earliest": earliest, "latest": latest}, found)


@rule(
    "R-P07",
    title="换届提醒",
    title_en="Term alert",
    versions=[InForce(dt.date(2018, 7, 10), TERM_OPINION, "换届提醒督促机制", confidence="likely", note="提前几个月提醒为参数。")],
    inputs=[
        Input("term_ends", "date", "届满日期", "Term ends on"),
        Input("extended_to", "date", "经批准延期至", "Extended with approval to", required=False),
        Input("new_term_from", "date", "新一届开始日期", "New term from", required=False),
    ],
    outputs=[
        Output("state", "string", "状态", "State"),
        Output("remind_from", "date", "开始提醒", "Reminder starts on"),
        Output("days_left", "int", "距届满天数", "Days left", "天"),
    ],
)
def term_alert(facts: Facts, settings: SettingsOnDay, on: dt.date) -> Finding:
    """``state`` on the day: quiet, remind (from six months before), overdue (from the day after), renewed."""
    ends = facts.extended_to or facts.term_ends
    if ends < facts.term_ends:
        raise ImpossibleFacts(f"延期至 {ends}，早于原届满日期 {facts.term_ends}，请核对。", "extended_to")
    remind_from = add_months(ends, -settings["party.term_alert_months"])
    renewed = facts.new_term_from is not None and facts.new_term_from <= on
    state = "renewed" if renewed else "overdue" if on > ends else "remind" if on >= remind_from else "quiet"
    found: list[RuleViolation] = []
    if state == "overdue":
        found.append(
            violation(
                "term_overdue",
                f"任期已于 {ends} 届满，请组织换届，或补报延期请示。",
                f"The term ended on {ends}; hold the election, or ask for an extension.",
                field="term_ends",
            )
        )
    if state == "remind":
        found.append(
            warning(
                "term_ends_soon",
                f"任期将于 {ends} 届满，请开始准备换届。",
                f"The term ends on {ends}; begin to prepare the election.",
                field="term_ends",
            )
        )
    return Finding({"state": state, "remind_from": remind_from, "days_left": (ends - on).days}, found)


@rule(
    "R-P08",
    title="党支部书记党龄",
    title_en="Party age of a branch secretary",
    versions=[
        InForce(
            dt.date(2018, 10, 28),
            "《中国共产党支部工作条例（试行）》",
            "第二十四条",
            confidence="sure",
            note="党龄自转正之日起算（党章第七条）；条号待核对。",
        )
    ],
    inputs=[
        Input("full_on", "date", "转正日期", "Day of becoming a full member"),
        Input("joined_on", "date", "入党日期", "Day of admission", required=False),
        Input("elected_on", "date", "当选或任职日期（不填为试算日期）", "Day of election or appointment", required=False),
        Input("upper_approval", "bool", "是否经上级党组织批准", "Approved by the upper organisation", required=False, default=False),
    ],
    outputs=[
        Output("ok", "bool", "是否满足一般要求", "Whether the general requirement is met"),
        Output("warning", "bool", "是否要上级批准", "Whether approval is needed"),
        Output("party_age_months", "int", "党龄", "Party age", "个月"),
    ],
)
def secretary_party_age(facts: Facts, settings: SettingsOnDay, on: dt.date) -> Finding:
    """Generally one year of Party age, counted from ``full_on``; less is a warning that the upper organisation's approval settles."""
    if facts.joined_on is not None and facts.joined_on > facts.full_on:
        raise ImpossibleFacts(f"转正日期 {facts.full_on} 早于入党日期 {facts.joined_on}，请核对。", "full_on")
    elected = facts.elected_on or on
    months = full_months_between(facts.full_on, elected)
    if elected < facts.full_on:
        told = violation(
            "not_full_member",
            f"{elected} 时还是预备党员，不能担任书记；请在转正后再办理。",
            f"On {elected} this person was still on probation and cannot be secretary.",
            field="full_on",
        )
        return Finding({"ok": False, "warning": False, "party_age_months": 0}, [told])
    least = settings["party.secretary_party_age_months"]
    short = elected < add_months(facts.full_on, least)
    told = warning(
        "party_age_short",
        f"党龄 {months} 个月，一般要满 {least} 个月；确需任职的，请先报上级党组织批准。",
        f"Party age is {months} months, generally {least} are asked; get the upper organisation's approval first.",
        field="full_on",
    )
    needs_approval = short and not facts.upper_approval
    return Finding({"ok": not short, "warning": needs_approval, "party_age_months": months}, [told] if needs_approval else [])
