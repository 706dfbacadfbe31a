"""By when a case must be done, when its holder is reminded, and when it is overdue (R-K06). Pure.

Example: received on Monday 2019-12-16 with a limit of 5 working days: reminded on the 20th (4 of 5), due on the 23rd, overdue from the 24th.
What is missing is asked for once and within five working days; asked later, the clock runs from the receipt all the same.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import pairwise

from qianxian.foundation.periods import working_days_after, working_days_between
from qianxian.foundation.rulebook import Facts, Finding, ImpossibleFacts, InForce, Input, Output, RuleViolation, SettingsOnDay, rule, violation

LAW, FROM = "《中华人民共和国行政许可法》", dt.date(2004, 7, 1)
LONGEST_LIMIT = 366


@dataclass(frozen=True)
class Clock:
    """The day the limit starts from, the day it ends, the day of the reminder; ``confirmed`` False: a year's holidays are not published."""

    starts_on: dt.date
    due_on: dt.date
    notice_on: dt.date
    confirmed: bool


def clock(start: dt.date, limit_days: int, notice_percent: int) -> Clock:
    """So many working days from the day, which is not counted; done at once means the day itself. An authority's duty does not move past its day."""
    due = working_days_after(start, limit_days)
    used = -(-limit_days * notice_percent // 100)  # the first working day on which that share of the time is used
    return Clock(start, due.day, working_days_after(start, used).day, due.confirmed)


def asked_in_time(received: dt.date, asked: dt.date, ask_days: int) -> bool:
    """Whether the one notice of what is missing came within its working days after the receipt; the last of them is in time."""
    return asked <= working_days_after(received, ask_days).day


@rule(
    "R-K06", title="办件期限", title_en="Deadline of a case",
    versions=[InForce(FROM, LAW, "第三十二条、第四十二条、第八十二条", confidence="likely", note="村（社区）自办的事项参照执行；期限以办事目录登记的工作日为准。")],
    inputs=[
        Input("received_on", "date", "收件日期", "Received on"),
        Input("limit_days", "int", "办结期限（0 为当场办结）", "Limit (0: at once)", unit="工作日", minimum=0, maximum=LONGEST_LIMIT),
        Input("asked_on", "date", "一次性告知补材料的日期", "Day of the one notice of what is missing", required=False),
        Input("completed_on", "date", "材料补齐的日期", "Day on which everything was there", required=False),
        Input("closed_on", "date", "办结的日期", "Closed on", required=False),
        Input("ask_days", "int", "告知期限", "Days in which to ask", unit="工作日", required=False, minimum=0, setting="cases.ask_days"),
        Input("notice_percent", "int", "提醒比例", "Share of the time after which to remind", unit="%", required=False, minimum=1, maximum=100, setting="cases.notice_percent"),
    ],
    outputs=[
        Output("waiting", "bool", "等群众补材料", "Waiting for the applicant"), Output("starts_on", "date", "期限从哪天算", "Clock starts on"),
        Output("notice_on", "date", "提醒日期", "Reminder on"), Output("due_on", "date", "最迟办结日期", "Due on"),
        Output("confirmed", "bool", "节假日安排已公布", "Holidays published"), Output("notice", "bool", "到了提醒的时候", "Reminder due"),
        Output("overdue", "bool", "已过期", "Overdue"), Output("days_over", "int", "过期几个工作日", "Working days overdue", unit="工作日"),
    ],
)  # fmt: skip
def case_clock(facts: Facts, settings: SettingsOnDay, on: dt.date) -> Finding:
    """Asked in time, the clock starts when everything is there and stands still until then; asked late or never, it runs from the receipt."""
    _possible(facts)
    told: list[RuleViolation] = []
    in_time = facts.asked_on is not None and asked_in_time(facts.received_on, facts.asked_on, facts.ask_days)
    if facts.asked_on is not None and not in_time:
        told.append(violation("asked_late", f"要补的材料没有在 {facts.ask_days} 个工作日内一次告知，期限从收件之日起算。",
                              "What is missing was not told in time; the clock runs from the receipt.", field="asked_on"))  # fmt: skip
    waiting = in_time and facts.completed_on is None and facts.closed_on is None
    if in_time and facts.completed_on is None:
        blank = dict.fromkeys(("starts_on", "notice_on", "due_on"))
        return Finding(blank | {"waiting": waiting, "confirmed": True, "notice": False, "overdue": False, "days_over": 0}, told)
    found = clock(facts.completed_on if in_time else facts.received_on, facts.limit_days, facts.notice_percent)
    looked = facts.closed_on or on
    overdue = looked > found.due_on
    if overdue:
        told.append(violation("overdue", f"已过办结期限 {found.due_on}。请马上办结，或写明理由不予办理。", "Past its limit: finish it now, or refuse it with reasons.", field="closed_on"))
    outputs = {
        "waiting": waiting, "starts_on": found.starts_on, "notice_on": found.notice_on, "due_on": found.due_on, "confirmed": found.confirmed,
        "notice": facts.closed_on is None and found.notice_on <= on, "overdue": overdue,
        "days_over": working_days_between(found.due_on, looked) if overdue else 0,
    }  # fmt: skip
    return Finding(outputs, told)


def _possible(facts: Facts) -> None:
    if facts.completed_on is not None and facts.asked_on is None:
        raise ImpossibleFacts("没有告知过补材料，就没有补齐的日期。请填写告知日期，或去掉补齐日期。", "completed_on")
    days = [(name, facts[name]) for name in ("received_on", "asked_on", "completed_on", "closed_on") if facts[name] is not None]
    for (_earlier, first), (name, then) in pairwise(days):
        if then < first:
            raise ImpossibleFacts(f"{then} 早于 {first}，请核对收件、告知、补齐、办结的先后日期。", name)
