"""四议两公开 as dates (R-D01): proposed, discussed, reviewed, decided, the decision published, the result published.

Example: ①06-01 ②06-03 ③06-15 ④06-08 has ④ before ③: error ``order``. Days may be written 06-01, of the year asked about, or 2019-06-01.
A contract before ④ is an error; one before the publication has ended is a warning.
"""

from __future__ import annotations

import datetime as dt
import re
from itertools import pairwise

from qianxian.decisions.rules.texts import four_and_two
from qianxian.foundation.periods import PeriodRefused, add_days, days_before, parse_day
from qianxian.foundation.rulebook import Facts, Finding, ImpossibleFacts, Input, Output, RuleViolation, SettingsOnDay, rule, violation, warning

STEP_WORDS = {
    "s1": ("①党组织提议", "1 proposal"), "s2": ("②两委商议", "2 discussion"), "s3": ("③党员大会审议", "3 review"), "s4": ("④村民决议", "4 decision"),
    "a_from": ("决议公开", "publication of the decision"), "b_on": ("实施结果公开", "publication of the result"),
}  # fmt: skip
_SHORT = re.compile(r"[0-9]{2}-[0-9]{2}\Z")
_FORM = "写成 06-01 或 2019-06-01"


def _day(name: str, label: str, label_en: str) -> Input:
    return Input(name, "string", label, label_en, required=False, hint=_FORM)


@rule(
    "R-D01",
    title="四议两公开",
    title_en="Four discussions, two disclosures",
    versions=four_and_two(note="会前通知和公示天数为地方做法，由区县确定。"),
    inputs=[
        Input("s1", "string", "①党组织提议日期", "Day of the proposal", hint=_FORM),
        _day("s2", "②“两委”商议日期", "Day of the discussion"),
        _day("s3", "③党员大会审议日期", "Day of the review"),
        _day("s4", "④村民会议或代表会议决议日期", "Day of the decision"),
        _day("notice", "③的会议通知日期", "Day of the notice of the review"),
        _day("a_from", "决议公开起日", "First day of publication"),
        _day("a_to", "决议公开止日", "Last day of publication"),
        _day("b_on", "实施结果公开日期", "Day the result was published"),
        _day("contract_on", "合同签订日期", "Day of the contract"),
    ],
    outputs=[
        Output("error", "string", "错误", "Error"),
        Output("complete", "bool", "是否走完", "Whether it is complete"),
        Output("next_step", "string", "下一步", "Next step"),
        Output("publication_ends", "date", "公开最早到哪天结束", "Earliest last day of publication"),
        Output("contract_from", "date", "最早可签合同", "Earliest day of a contract"),
    ],
)
def four_discussions(facts: Facts, settings: SettingsOnDay, on: dt.date) -> Finding:
    """Order, notice, publication and contract. ``error`` is the gravest: order, skipped, contract, notice, publication."""
    day = {name: _parsed(name, facts[name], on) for name in ("s1", "s2", "s3", "s4", "notice", "a_from", "a_to", "b_on", "contract_on")}
    notice_days, least = settings["decisions.review_notice_days"], settings["decisions.publication_days"]
    ends = add_days(day["a_from"], least) if day["a_from"] else None
    found = [*_order(day), *_skipped(day), *_contract(day, ends), *_notice(day, notice_days), *_publication(day, ends, least)]
    errors = [item.code for item in found if item.level == "error"]
    next_step = next((name for name in STEP_WORDS if day[name] is None), "")
    return Finding(
        {
            "error": errors[0] if errors else None,
            "complete": not errors and not next_step,
            "next_step": next_step,
            "publication_ends": ends,
            "contract_from": add_days(max(ends, day["a_to"] or ends), 1) if ends else None,
        },
        found,
    )


def _parsed(name: str, raw: str | None, on: dt.date) -> dt.date | None:
    if raw is None:
        return None
    try:
        return parse_day(f"{on.year}-{raw}" if _SHORT.match(raw) else raw)
    except PeriodRefused as unfit:
        raise ImpossibleFacts(f"{raw}：日期{_FORM}，请核对。", name) from unfit


def _order(day: dict[str, dt.date | None]) -> list[RuleViolation]:
    """Every step that lies before one it must follow; equal days are told and allowed."""
    found, held = [], [(name, day[name]) for name in STEP_WORDS if day[name] is not None]
    for (earlier, first), (later, then) in pairwise(held):
        words, words_en = f"{STEP_WORDS[later][0]}（{then}）", f"{STEP_WORDS[later][1]} of {then}"
        if then < first:
            told = f"{words}早于{STEP_WORDS[earlier][0]}（{first}）；程序不能倒置，请从①提议起按顺序重新办理。"
            found.append(violation("order", told, f"The {words_en} lies before the {STEP_WORDS[earlier][1]} of {first}: begin again at step 1.", field=later))
        elif then == first:
            told = f"{words}与{STEP_WORDS[earlier][0]}在同一天；请在记录中写明先后时间。"
            found.append(warning("same_day", told, f"The {words_en} is on the day of the {STEP_WORDS[earlier][1]}: record the hours.", field=later))
    return found


def _skipped(day: dict[str, dt.date | None]) -> list[RuleViolation]:
    names = list(STEP_WORDS)
    last = max(number for number, name in enumerate(names) if day[name] is not None)
    return [
        violation(
            "skipped",
            f"还没有{STEP_WORDS[name][0]}就进入了后面的环节；环节不能跳过，请补办后再往下走。",
            f"{STEP_WORDS[name][1]} was skipped: hold it before going on.",
            field=name,
        )
        for name in names[:last]
        if day[name] is None
    ]


def _contract(day: dict[str, dt.date | None], ends: dt.date | None) -> list[RuleViolation]:
    signed = day["contract_on"]
    if signed is None:
        return []
    if day["s4"] is None or signed < day["s4"]:
        told = f"合同（{signed}）签在④决议之前；没有决议不能签合同，请停止履行并报镇（街道）处理。"
        return [violation("contract", told, f"The contract of {signed} came before the decision: stop it and tell the town.", field="contract_on")]
    last = max(filter(None, (ends, day["a_to"])), default=None)
    if last is None or signed <= last:
        told = f"合同（{signed}）签在决议公开结束之前；请等公开期满、没有异议后再签。"
        return [warning("contract_early", told, f"The contract of {signed} came before the publication ended.", field="contract_on")]
    return []


def _notice(day: dict[str, dt.date | None], days: int) -> list[RuleViolation]:
    if day["notice"] is None or day["s3"] is None or day["notice"] <= days_before(day["s3"], days):
        return []
    told = f"③党员大会要提前 {days} 天通知，最迟 {days_before(day['s3'], days)}，实际 {day['notice']}；请推迟会议。"
    return [violation("notice", told, f"The review is notified {days} days before it, by {days_before(day['s3'], days)}.", field="notice")]


def _publication(day: dict[str, dt.date | None], ends: dt.date | None, least: int) -> list[RuleViolation]:
    if ends is None or day["a_to"] is None or day["a_to"] >= ends:
        return []
    told = f"决议公开不少于 {least} 天：{day['a_from']} 起至少到 {ends}，实际到 {day['a_to']}；请延长公开。"
    return [violation("publication", told, f"Publish for {least} days, to {ends}; it ended on {day['a_to']}.", field="a_to")]
