"""The registered rule PAY: a year's base pay, bonus and payers from index, multiple, post, days and grade.

Example: P1 of the handbook: index 26,190 × 3 → base 78,570.00, month 6,547.50, bonus cap 23,571.00.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from qianxian.foundation.money import cut, format_yuan
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
)
from qianxian.pay.rules.annual import AnnualPay, PaySpan, PayTerms, annual_pay

GRADES = (("excellent", "优秀"), ("competent", "称职"), ("basic", "基本称职"), ("not_competent", "不称职"))


@rule(
    "PAY",
    title="村（社区）干部年度报酬",
    title_en="A year's pay of a village or community cadre",
    versions=[
        InForce(
            dt.date(2019, 1, 1),
            "珠海市激励保障农村“两委”干部干事创业的意见（试行）",
            "报酬条款（据文章）",
            confidence="likely",
            note="意见2018年10月印发，文章所述报酬自2019年度起发；市区分担、岗位和等次系数由区县参数确定。",
        )
    ],
    inputs=[
        Input(
            "index",
            "decimal",
            "上一年度全市农村常住居民人均可支配收入",
            "Rural per-capita disposable income of the year before",
            unit="元/年",
            minimum=Decimal("0.01"),
            maximum=Decimal(10_000_000),
        ),
        Input("mult", "decimal", "倍数", "Multiple", unit="倍", minimum=Decimal("0.01"), maximum=Decimal(100)),
        Input(
            "post_coeff",
            "decimal",
            "岗位系数",
            "Post coefficient",
            required=False,
            default=Decimal(1),
            minimum=Decimal("0.01"),
            maximum=Decimal(10),
        ),
        Input("start", "date", "当年起薪日（含）", "First paid day of the year", required=False, hint="不填为当年1月1日"),
        Input("end", "date", "当年停薪日（含）", "Last paid day of the year", required=False, hint="不填为当年12月31日"),
        Input("grade", "enum", "年度考核等次", "Yearly grade", required=False, choices=GRADES, hint="不填则绩效奖励未定"),
        Input(
            "city_share",
            "decimal",
            "市级承担基本报酬的比例",
            "City's share of base pay",
            required=False,
            default=Decimal("0.5"),
            minimum=Decimal(0),
            maximum=Decimal(1),
            setting="pay.city_share",
        ),
        Input("override_reason", "string", "低于规定倍数的理由", "Reason for a multiple below the minimum", required=False),
        Input(
            "pool_base", "money", "本中心全体基本报酬总额", "Base pay of the whole centre", unit="元", required=False, minimum=Decimal(0)
        ),
        Input("pool_bonus", "money", "本中心拟发绩效总额", "Bonuses of the whole centre", unit="元", required=False, minimum=Decimal(0)),
        Input("own_bonus", "money", "本人拟发绩效", "Bonus proposed for the person", unit="元", required=False, minimum=Decimal(0)),
        Input("per_person_cap", "bool", "绩效上限是否同时按人计", "Whether the bonus cap binds each person as well as the pool", required=False,
              default=True, setting="pay.per_person_cap"),
    ],
    outputs=[
        Output("base", "money", "全年基本报酬", "Base pay of a full year", "元"),
        Output("month", "money", "每月基本报酬", "Base pay of a month", "元"),
        Output("cap", "money", "绩效奖励上限", "Bonus cap", "元"),
        Output("base_paid", "money", "当年应发基本报酬", "Base pay for the days worked", "元"),
        Output("bonus", "money", "绩效奖励", "Bonus", "元"),
        Output("gross", "money", "应发合计", "Gross", "元"),
        Output(
            "payers",
            "object",
            "资金承担",
            "Payers",
            "元",
            fields=(
                Output("city", "money", "市财政", "City", "元"),
                Output("district", "money", "区财政", "District", "元"),
                Output("town", "money", "镇（街道）财政", "Town", "元"),
            ),
        ),
        Output("max_gross", "money", "最高可得合计", "Highest possible gross", "元"),
        Output(
            "months",
            "list",
            "逐月明细",
            "Month by month",
            fields=(
                Output("month", "string", "月份", "Month"),
                Output("days", "int", "在岗天数", "Days", "天"),
                Output("days_in_month", "int", "当月天数", "Days of the month", "天"),
                Output("amount", "money", "金额", "Amount", "元"),
            ),
        ),
        Output("pool_cap", "money", "本中心绩效总额上限", "Bonus cap of the centre", "元"),
        Output("overridden", "bool", "低于规定倍数并写明理由", "Below the minimum with a reason"),
        Output("engagement_flagged", "bool", "不称职，聘任需要研究", "Not competent: the engagement is to be considered"),
    ],
)
def pay_of_a_year(facts: Facts, settings: SettingsOnDay, on: dt.date) -> Finding:
    """Base, month, cap, base paid, bonus, gross and payers of the year of ``on``.

    Without a grade the bonus is null and gross is the base alone.
    """
    terms = PayTerms(
        index=facts.index,
        multiple=facts.mult,
        bonus_cap_rate=settings["pay.bonus_cap_rate"],
        city_share=facts.city_share,
        per_person_cap=facts.per_person_cap,
        grade_coeff=settings["pay.grade_coeff"] if facts.grade else {},
    )
    first, last = facts.start or dt.date(on.year, 1, 1), facts.end or dt.date(on.year, 12, 31)
    paid = annual_pay(on.year, [PaySpan(first, last, facts.post_coeff)], terms, facts.grade)
    below = facts.mult < settings["pay.multiple_min"] - settings["pay.multiple_tolerance"]
    reason = (facts.override_reason or "").strip()
    violations = [_below(facts, settings)] if below and not reason else []
    return Finding(_outputs(paid, facts, terms, overridden=below and bool(reason)), [*violations, *_person(facts, paid), *_pool(facts, terms)])


def _outputs(paid: AnnualPay, facts: Facts, terms: PayTerms, *, overridden: bool) -> dict[str, object]:
    base = paid.bases[facts.post_coeff]
    return {
        "base": base.year,
        "month": base.month,
        "cap": paid.cap,
        "base_paid": paid.base_paid,
        "bonus": paid.bonus,
        "gross": paid.gross,
        "payers": {"city": paid.city, "district": paid.district, "town": paid.town},
        "max_gross": paid.base_paid + max(paid.cap, paid.town),
        "months": [
            {"month": line.month, "days": line.days, "days_in_month": line.days_in_month, "amount": line.amount} for line in paid.lines
        ],
        "pool_cap": None if facts.pool_base is None else cut(terms.bonus_cap_rate * facts.pool_base),
        "overridden": overridden,
        "engagement_flagged": facts.grade == "not_competent",
    }


def _below(facts: Facts, settings: SettingsOnDay) -> RuleViolation:
    least = settings["pay.multiple_min"]
    return violation(
        "below_multiple",
        f"倍数 {facts.mult:f} 低于规定的 {least:f} 倍；请提高到 {least:f} 倍，或写明理由后报批。",
        f"The multiple {facts.mult:f} is below {least:f}; raise it, or give a reason and have it approved.",
        field="mult",
    )


def _person(facts: Facts, paid: AnnualPay) -> list[RuleViolation]:
    """The reading per person (「另有不高于30%绩效奖励」), where the flag says so; the pool is checked in any case."""
    if facts.own_bonus is None or not facts.per_person_cap or facts.own_bonus <= paid.cap:
        return []
    bonus, cap, over = (format_yuan(amount) for amount in (facts.own_bonus, paid.cap, facts.own_bonus - paid.cap))
    return [
        violation(
            "person_cap_passed",
            f"本人绩效 {bonus} 元超过上限 {cap} 元，超出 {over} 元；请调低后再报。",
            f"The person's bonus of {bonus} yuan passes the cap of {cap} by {over}; lower it.",
            field="own_bonus",
        )
    ]


def _pool(facts: Facts, terms: PayTerms) -> list[RuleViolation]:
    if facts.pool_bonus is None:
        return []
    if facts.pool_base is None:
        raise ImpossibleFacts("填了绩效总额，还要填全体基本报酬总额才能核对上限。", "pool_base")
    cap = cut(terms.bonus_cap_rate * facts.pool_base)
    if facts.pool_bonus <= cap:
        return []
    over = format_yuan(facts.pool_bonus - cap)
    return [
        violation(
            "pool_cap_passed",
            f"绩效总额 {format_yuan(facts.pool_bonus)} 元超过上限 {format_yuan(cap)} 元，超出 {over} 元；请调低后再报。",
            f"Bonuses of {format_yuan(facts.pool_bonus)} yuan pass the pool's cap of {format_yuan(cap)} by {over}; lower them.",
            field="pool_bonus",
        )
    ]
