"""The clock of a petition (R-X10): registered and routed, finished, prolonged once, reviewed. Calendar days; pure.

Example: accepted on 2022-06-01, it is due on 07-31, and on 08-30 when prolonged with approval and notice.
An authority's last day stands whatever day of the week it is; the petitioner's own moves past weekends and holidays (民法典 art. 203).
"""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

from qianxian.foundation.periods import add_days, citizen_deadline
from qianxian.foundation.rulebook import Facts, Finding, ImpossibleFacts, InForce, Input, Output, RuleViolation, SettingsOnDay, rule, violation

REGULATION_2005, REGULATION_2022 = dt.date(2005, 5, 1), dt.date(2022, 5, 1)
ORDER = ("received_on", "routed_on", "accepted_on", "finished_on", "replied_on", "review_asked_on", "review_answered_on")
NUMBERS = ("route_days", "finish_days", "extend_days", "review_days", "review_answer_days")


@rule(
    "R-X10", title="信访事项期限", title_en="Deadlines of a petition",
    versions=[
        InForce(REGULATION_2005, "《信访条例》（国务院令第431号）", "第二十一条、第三十三条、第三十四条、第三十五条", valid_to=dt.date(2022, 4, 30), confidence="likely"),
        InForce(REGULATION_2022, "《信访工作条例》（2022年）", "第二十二条、第三十四条、第三十五条、第三十六条", confidence="likely", note="期限天数已核对，条文号待核对。"),
    ],
    inputs=[
        Input("received_on", "date", "收到日期", "Received on"),
        Input("routed_on", "date", "登记并转送日期", "Registered and routed on", required=False),
        Input("accepted_on", "date", "受理日期", "Accepted on", required=False),
        Input("extended", "bool", "延长办理", "Prolonged", required=False, default=False),
        Input("approved", "bool", "延长经负责人批准", "Prolonged with approval", required=False, default=False),
        Input("notified", "bool", "延长理由已告知本人", "Petitioner told why", required=False, default=False),
        Input("finished_on", "date", "办结日期", "Finished on", required=False),
        Input("replied_on", "date", "本人收到书面答复的日期", "Written answer received on", required=False),
        Input("review_asked_on", "date", "请求复查（复核）的日期", "Review asked on", required=False),
        Input("review_answered_on", "date", "答复复查（复核）的日期", "Review answered on", required=False),
    ],
    outputs=[
        Output("route_by", "date", "最迟登记转送", "Route by"), Output("finish_by", "date", "最迟办结", "Finish by"), Output("review_until", "date", "最迟请求复查", "Review may be asked until"),
        Output("review_answer_by", "date", "最迟答复复查", "Answer the review by"),
        Output("review", "string", "复查：possible 可以请求，asked 已请求，late 过期，lapsed 没有请求，none 还没有答复", "Review: possible, asked, late, lapsed or none"),
        Output("late", "list", "已过期的环节", "Steps that are late"),
    ],
)  # fmt: skip
def petition_clock(facts: Facts, settings: SettingsOnDay, on: dt.date) -> Finding:
    """Each step's last day, judged by the day it was done, or by the day asked about while it is not."""
    _possible(facts)
    days = {name: settings[f"petitions.{name}"] for name in NUMBERS}
    route_by = add_days(facts.received_on, days["route_days"])
    prolonged = facts.extended and facts.approved and facts.notified
    finish_by = add_days(facts.accepted_on, days["finish_days"] + (days["extend_days"] if prolonged else 0)) if facts.accepted_on else None
    until = citizen_deadline(facts.replied_on, days["review_days"]).day if facts.replied_on else None
    review = _review(facts, until, on)
    answer_by = add_days(facts.review_asked_on, days["review_answer_days"]) if review == "asked" else None
    routed = facts.routed_on or facts.accepted_on
    late = [
        step for step, by, done in (("route", route_by, routed), ("finish", finish_by, facts.finished_on), ("review_answer", answer_by, facts.review_answered_on))
        if by is not None and (done or on) > by
    ]  # fmt: skip
    outputs = {"route_by": route_by, "finish_by": finish_by, "review_until": until, "review_answer_by": answer_by, "review": review, "late": late}
    return Finding(outputs, [*_prolonging(facts, prolonged), *(_late(step) for step in late), *_asked_late(review, until)])


def _review(facts: Facts, until: dt.date | None, on: dt.date) -> str:
    if until is None:
        return "none"
    if facts.review_asked_on is not None:
        return "asked" if facts.review_asked_on <= until else "late"
    return "possible" if on <= until else "lapsed"


def _prolonging(facts: Facts, prolonged: bool) -> list[RuleViolation]:
    if not facts.extended or prolonged:
        return []
    return [violation("not_prolonged", "延长办理要经负责人批准，并把理由告知本人；缺一样就不能延长。",
                      "Prolonging needs approval and notice to the petitioner; without both the limit stays.", field="extended")]  # fmt: skip


WORDS = {
    "route": ("登记转送过期", "Registered or routed late.", "routed_on"), "finish": ("办结过期", "Finished late.", "finished_on"),
    "review_answer": ("复查答复过期", "Review answered late.", "review_answered_on"),
}  # fmt: skip


def _late(step: str) -> RuleViolation:
    zh, en, field = WORDS[step]
    return violation(f"{step}_late", f"{zh}。请马上办理，并向上一级说明原因。", en, field=field)


def _asked_late(review: str, until: dt.date | None) -> list[RuleViolation]:
    if review != "late":
        return []
    return [violation("review_late", f"请求复查最迟在 {until} 提出，已经过期。", "The review was asked for too late.", field="review_asked_on")]


def _possible(facts: Facts) -> None:
    days = [(name, facts[name]) for name in ORDER if facts[name] is not None]
    for (_earlier, first), (name, then) in pairwise(days):
        if then < first:
            raise ImpossibleFacts(f"{then} 早于 {first}，请核对各环节的先后日期。", name)
    if facts.review_asked_on is not None and facts.replied_on is None:
        raise ImpossibleFacts("还没有书面答复，不能请求复查。请填写收到答复的日期。", "replied_on")
    if facts.review_answered_on is not None and facts.review_asked_on is None:
        raise ImpossibleFacts("没有请求复查，就没有答复复查的日期。", "review_asked_on")
