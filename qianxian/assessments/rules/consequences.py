"""What follows a grade (R-E11), and until when it may be appealed against. Nothing here ends an engagement: people decide, after a hearing.

Example: basic in 2019 and in 2020: the engagement is flagged for review; nobody is ended by the calendar.
"""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

from qianxian.foundation.periods import Deadline, add_days, add_months, citizen_deadline
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

GRADES = (("excellent", "优秀"), ("competent", "称职"), ("basic", "基本称职"), ("not_competent", "不称职"))
RENEWAL = {"excellent": "priority", "competent": "renew", "basic": "at_most_one_year", "not_competent": "refused"}
#: After these a renewal lasts a year at most and needs a talk on record; "not renewed" is the ordinary way after the last.
LIMITED = frozenset({"basic", "not_competent"})
RENEWAL_MONTHS = 12
TASKS = {"excellent": (), "competent": (), "basic": ("talk", "improvement_plan"), "not_competent": ("talk", "hearing")}


@rule(
    "R-E11",
    title="考核结果运用",
    title_en="What follows a grade",
    versions=[
        InForce(
            dt.date(2019, 1, 1),
            "选聘分离办法（据文章）",
            "考核结果与奖金、续聘挂钩条款",
            confidence="check",
            note="异议期限为参数；本人期限末日遇节假日顺延，机关答复期限不顺延。基本称职的续聘最长一年，由规则拒绝；"
            "不称职的不续聘，谈话后仍要聘任的写明谈话记录，聘期同样最长一年。",
        )
    ],
    inputs=[
        Input("grade", "enum", "本年度等次", "This year's grade", choices=GRADES),
        Input("grade_before", "enum", "上年度等次", "Last year's grade", required=False, choices=GRADES),
        Input("serious", "bool", "是否情节严重（有文书）", "Whether serious, by a document", required=False, default=False),
        Input("sanction_until", "date", "处分影响期至", "A sanction works until", required=False),
        Input("notified_on", "date", "告知本人日期", "Day the person was told", required=False),
        Input("appealed_on", "date", "提出异议日期", "Day of the appeal", required=False),
        Input("answered_on", "date", "答复日期", "Day of the answer", required=False),
        Input("term_from", "date", "拟续聘起始日期", "First day of the renewal asked", required=False),
        Input("term_to", "date", "拟续聘最后一日", "Last day of the renewal asked", required=False),
        Input("talk_document", "string", "谈话记录文号", "Record of the talk held before the renewal", required=False),
    ],
    outputs=[
        Output("bonus", "string", "奖金", "Bonus"),
        Output("renewal", "string", "续聘", "Renewal"),
        Output("tasks", "list", "待办事项", "Tasks"),
        Output("review", "bool", "是否列入聘任复核", "Whether the engagement is flagged for review"),
        Output("ended", "bool", "是否自动解聘（永远为否）", "Whether ended by itself (never)"),
        Output("appeal_until", "date", "异议期至", "Appeal possible until"),
        Output("appeal", "string", "异议", "Appeal"),
        Output("answer_due", "date", "答复期限", "Answer due on"),
        Output("renewal_latest", "date", "续聘最长可到", "Last day a renewal may have"),
    ],
)
def consequence(facts: Facts, settings: SettingsOnDay, on: dt.date) -> Finding:
    """``bonus``: none or by_grade. ``renewal``: priority, renew, at_most_one_year, refused. ``appeal``: possible, accepted, late, lapsed, none.

    ``tasks``: talk, improvement_plan, review, hearing, sanction_check. ``ended`` is always False. A renewal asked by ``term_from`` and
    ``term_to`` is refused beyond a year after basic, and without a talk on record after basic or not competent.
    """
    _possible(facts)
    tasks = list(TASKS[facts.grade])
    review = facts.serious or (facts.grade == "basic" and facts.grade_before == "basic")
    if review:
        tasks.append("review")
    if facts.serious and "hearing" not in tasks:
        tasks.append("hearing")
    if facts.sanction_until is not None and on <= facts.sanction_until:
        tasks.append("sanction_check")
    latest, renewed = _renewal(facts)
    until = citizen_deadline(facts.notified_on, settings["assessment.appeal_days"]) if facts.notified_on else None
    appeal, told = _appeal(facts, until, on)
    due = add_days(facts.appealed_on, settings["assessment.appeal_answer_days"]) if appeal == "accepted" else None
    told += [*_answer(facts, due, on), *renewed]
    if review and not facts.serious:
        told.append(
            warning(
                "flagged_for_review",
                "连续两年基本称职，聘任列入复核；由镇（街道）党委听取本人陈述后决定，不自动解聘。",
                "Basic two years in a row: flagged for review. The town committee decides after hearing the person; nothing ends by itself.",
                field="grade_before",
            )
        )
    outputs = {
        "bonus": "none" if facts.grade == "not_competent" else "by_grade",
        "renewal": RENEWAL[facts.grade],
        "tasks": tasks,
        "review": review,
        "ended": False,
        "appeal_until": until.day if until else None,
        "appeal": appeal,
        "answer_due": due,
        "renewal_latest": latest,
    }
    return Finding(outputs, told)


def _possible(facts: Facts) -> None:
    order = [(name, facts[name]) for name in ("notified_on", "appealed_on", "answered_on") if facts[name] is not None]
    for (_earlier, first), (name, then) in pairwise(order):
        if then < first:
            raise ImpossibleFacts(f"{then} 早于 {first}，请核对告知、异议、答复的先后日期。", name)
    if facts.term_from is not None and facts.term_to is not None and facts.term_to < facts.term_from:
        raise ImpossibleFacts(f"聘期最后一日 {facts.term_to} 早于第一日 {facts.term_from}，请核对。", "term_to")


def _renewal(facts: Facts) -> tuple[dt.date | None, list[RuleViolation]]:
    """(last day a renewal may have, what stands against the one asked): nothing after excellent and competent."""
    if facts.term_from is None or facts.grade not in LIMITED:
        return None, []
    latest, told = add_days(add_months(facts.term_from, RENEWAL_MONTHS), -1), []
    if not (facts.talk_document or "").strip():
        refused = "上次考核不称职，不再续聘；谈话后仍要聘任的" if facts.grade == "not_competent" else "上次考核基本称职，续聘前要先谈话"
        told.append(
            violation(
                "renewal_without_talk",
                f"{refused}，请填写谈话记录文号。",
                "After this grade a renewal needs a talk on record; enter its document, or do not renew.",
                field="talk_document",
            )
        )
    if facts.term_to is not None and facts.term_to > latest:
        told.append(
            violation(
                "renewal_too_long",
                f"上次考核{dict(GRADES)[facts.grade]}，续聘最长 1 年；请把聘期最后一天改为 {latest} 或更早。",
                f"After this grade a renewal lasts a year at most: until {latest}.",
                field="term_to",
            )
        )
    return latest, told


def _appeal(facts: Facts, until: Deadline | None, on: dt.date) -> tuple[str, list[RuleViolation]]:
    if until is None:
        told = (
            [violation("not_notified", "先告知本人等次，再计算异议期限；请登记告知日期。", "Tell the person first.", field="notified_on")]
            if facts.appealed_on
            else []
        )
        return "none", told
    provisional = (
        []
        if until.confirmed
        else [warning("provisional_holidays", f"{until.day.year} 年放假安排未公布，期限为暂定。", "The holiday notice is not out; provisional.")]
    )
    if facts.appealed_on is None:
        return ("possible" if on <= until.day else "lapsed"), provisional
    if facts.appealed_on <= until.day:
        return "accepted", provisional
    late = violation(
        "appeal_late",
        f"异议期已于 {until.day} 届满，{facts.appealed_on} 提出的不再按异议受理；如有新的证据，可以向镇（街道）党委反映。",
        f"Appeals were possible until {until.day}.",
        field="appealed_on",
    )
    return "late", [*provisional, late]


def _answer(facts: Facts, due: dt.date | None, on: dt.date) -> list[RuleViolation]:
    answered = facts.answered_on or on
    if due is None or answered <= due:
        return []
    return [
        violation(
            "answer_overdue",
            f"异议应在 {due} 前答复；请另一组人员立即答复。",
            f"The answer was due by {due}; the other panel must answer now.",
            field="answered_on",
        )
    ]
