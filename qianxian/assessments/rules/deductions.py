"""Deductions (R-E12): indicator, fact, date, evidence and notice, capped per indicator; nothing measured by clicks, photos or petitions.

Example: "20 天没有登录" is refused; "3 件超期未办，附清单，已告知本人" is accepted.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

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

#: A petition or complaint that was handled late or not at all, or was found to be true, is a failing of one's own; that villagers complained is not.
OWN_FAILING = ("逾期", "超期", "未答复", "未办", "未回复", "推诿", "查实", "overdue", "unanswered", "not answered", "substantiated")
NOT_FOUND_TRUE = ("未查实", "没有查实", "查不实", "unsubstantiated", "not substantiated")
NEEDED = (
    ("indicator", "请选择扣分对应的指标。", "Choose the indicator."),
    ("fact", "请写明扣分的事实。", "State the fact."),
    ("happened_on", "请填写事实发生的日期。", "Enter the day of the fact."),
    ("evidence", "请附证据名称或编号。", "Name the evidence."),
    ("notified_on", "请先告知本人，并填写告知日期。", "Tell the person first and enter the day."),
)


def barred_measure(text: str, rows: Iterable[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """The barred measure the words speak of; None when none. A petition handled late or not at all is not "the petition as such"."""
    said = text.casefold()
    for row in rows:
        if any(str(word).casefold() in said for word in row["words"]):
            if row["code"] == "petition" and _own_failing(said):
                continue
            return row
    return None


def _own_failing(said: str) -> bool:
    for word in NOT_FOUND_TRUE:
        said = said.replace(word, "")
    return any(word in said for word in OWN_FAILING)


@rule(
    "R-E12",
    title="考核扣分",
    title_en="Deductions",
    versions=[
        InForce(
            dt.date(2019, 1, 1),
            "选聘分离办法（据文章）、《关于解决形式主义突出问题为基层减负的通知》（2019年）",
            "考核扣分条款；减负要求",
            valid_to=dt.date(2023, 12, 17),
            confidence="likely",
            note="2019年通知于当年3月印发。",
        ),
        InForce(
            dt.date(2023, 12, 18),
            "《关于防治“指尖上的形式主义”的若干意见》（2023年）、《整治形式主义为基层减负若干规定》（2024年）",
            "不得以登录、点赞、打卡等作为考核依据",
            confidence="sure",
            note="实质内容确定，条款序号待对照原文。",
        ),
    ],
    inputs=[
        Input("indicator", "string", "指标", "Indicator", required=False),
        Input("fact", "string", "事实", "Fact", required=False),
        Input("measure", "string", "衡量方式代码（如 log_in）", "What it is measured by", required=False),
        Input("happened_on", "date", "发生日期", "Day of the fact", required=False),
        Input("evidence", "string", "证据", "Evidence", required=False),
        Input("notified_on", "date", "告知本人日期", "Day the person was told", required=False),
        Input("points", "decimal", "拟扣分", "Points to deduct", unit="分", required=False, default=Decimal(0), minimum=0),
        Input("cap", "decimal", "该指标扣分上限", "Most that may be deducted", unit="分", required=False, minimum=0),
        Input("deducted_before", "decimal", "该指标已扣分", "Deducted before", unit="分", required=False, default=Decimal(0), minimum=0),
        Input("year", "int", "考核年度", "Year assessed", required=False, minimum=2019, maximum=2199),
    ],
    outputs=[
        Output("accepted", "bool", "能否扣分", "Whether it may be deducted"),
        Output("barred", "string", "不得作为依据的事项", "The barred measure it rests on"),
        Output("deducted", "decimal", "实扣分", "Points deducted", "分"),
        Output("cap_left", "decimal", "该指标还可扣分", "Left under the cap", "分"),
    ],
)
def deduction(facts: Facts, settings: SettingsOnDay, on: dt.date) -> Finding:
    """Accepted only with indicator, fact, date, evidence and notice; ``deducted`` never passes the indicator's cap."""
    told = [violation(f"{name}_missing", zh, en, field=name) for name, zh, en in NEEDED if _empty(facts[name])]
    row = _barred(facts, settings["assessment.barred_measures"])
    if row is not None:
        told.append(
            violation(
                "barred_measure",
                f"「{row['title']}」不能作为扣分依据；请改用工作本身的事实，没有就不扣分。",
                f"No deduction may rest on this ({row['code']}); use a fact of the work itself, or deduct nothing.",
                field="fact",
            )
        )
    told += _dates(facts, on)
    room = None if facts.cap is None else max(Decimal(0), facts.cap - facts.deducted_before)
    accepted = not told
    deducted = (facts.points if room is None else min(facts.points, room)) if accepted else Decimal(0)
    if accepted and deducted < facts.points:
        told.append(
            warning(
                "capped",
                f"该指标最多扣 {facts.cap} 分，本次实扣 {deducted} 分。",
                f"At most {facts.cap} points for this indicator; {deducted} deducted.",
                field="points",
            )
        )
    left = None if room is None else room - deducted
    return Finding({"accepted": accepted, "barred": row["code"] if row else None, "deducted": deducted, "cap_left": left}, told)


def _empty(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _barred(facts: Facts, rows: Iterable[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    listed = tuple(rows)
    if facts.measure:
        named = next((row for row in listed if row["code"] == facts.measure.strip().casefold().replace("-", "_")), None)
        if named is not None:
            return named
    return barred_measure(" ".join(facts[name] or "" for name in ("indicator", "fact", "measure")).replace("_", " "), listed)


def _dates(facts: Facts, on: dt.date) -> list[RuleViolation]:
    happened, notified = facts.happened_on, facts.notified_on
    if happened is not None and notified is not None and notified < happened:
        raise ImpossibleFacts(f"告知日期 {notified} 早于事实发生日期 {happened}，请核对。", "notified_on")
    told = []
    if happened is not None and happened > on:
        told.append(violation("fact_in_future", f"{happened} 还没到，不能扣分。", f"{happened} lies in the future.", field="happened_on"))
    if happened is not None and facts.year is not None and happened.year != facts.year:
        told.append(
            violation(
                "outside_year",
                f"事实发生在 {happened.year} 年，不能计入 {facts.year} 年度考核。",
                f"The fact is of {happened.year}, not of {facts.year}.",
                field="happened_on",
            )
        )
    return told
