"""The registered rule TAX: the tax on a cumulative taxable income, and a year of monthly withholding with or without a bonus.

Example: TAX1 of the handbook: ``{"taxable_cumulative": 40000}`` → tax 1,480.00; TAX2: 6,547.50 a month, insurance 650 → 323.10 a year.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from qianxian.foundation.money import half_up
from qianxian.foundation.rulebook import Facts, Finding, ImpossibleFacts, InForce, Input, Output, RuleViolation, SettingsOnDay, rule, violation
from qianxian.pay.rules.withholding import NOTHING, MonthOfTax, bracket_of, read_brackets, separate_bonus_tax, tax_on, withheld_by_month

METHODS = (("merged", "并入当年综合所得"), ("separate", "单独计税"))
KINDS = (
    ("child", "子女教育"),
    ("infant", "3岁以下婴幼儿照护"),
    ("elderly", "赡养老人"),
    ("housing_loan", "住房贷款利息"),
    ("rent", "住房租金"),
    ("education", "继续教育"),
)


def _monthly(name: str, label: str, label_en: str) -> Input:
    return Input(name, "money", label, label_en, unit="元/月", required=False, default=NOTHING, minimum=Decimal(0), maximum=Decimal(10_000_000))


@rule(
    "TAX",
    title="工资薪金个人所得税累计预扣",
    title_en="Income tax on wages by cumulative withholding",
    versions=[
        InForce(
            dt.date(2019, 1, 1),
            "《中华人民共和国个人所得税法》（2018年修正）",
            "第二条、第三条、第六条、第十一条；国家税务总局公告2018年第61号第六条",
            confidence="sure",
            note="奖金单独计税依据财税〔2018〕164号及其延续文件。村干部报酬是否属于工资薪金，须问税务机关。",
        )
    ],
    inputs=[
        Input("taxable_cumulative", "money", "累计预扣预缴应纳税所得额", "Cumulative taxable income", unit="元", required=False),
        Input("already_withheld", "money", "此前已预扣税额", "Tax withheld before", unit="元", required=False, default=NOTHING, minimum=Decimal(0)),
        Input(
            "monthly", "money", "每月收入", "Income of a month", unit="元/月", required=False, minimum=Decimal(0), maximum=Decimal(10_000_000)
        ),
        _monthly("si", "每月社会保险个人部分", "Personal social insurance of a month"),
        _monthly("housing_fund", "每月住房公积金个人部分", "Personal housing fund of a month"),
        _monthly("tax_free", "每月免税收入", "Tax-free income of a month"),
        _monthly("additional", "每月专项附加扣除合计", "Additional deductions of a month"),
        Input(
            "additional_items",
            "list",
            "按标准扣除的专项附加扣除",
            "Additional deductions by their standard",
            required=False,
            default=(),
            fields=(
                Input("kind", "enum", "项目", "Kind", choices=KINDS),
                Input("share", "decimal", "份数或分摊比例", "How many, or the share", required=False, default=Decimal(1), minimum=Decimal(0), maximum=Decimal(20)),
            ),
        ),
        _monthly("other", "每月依法确定的其他扣除", "Other lawful deductions of a month"),
        Input("months", "int", "月数", "Months", unit="个月", required=False, default=12, minimum=1, maximum=12),
        Input("bonus", "money", "全年一次性奖金（绩效奖励）", "Yearly bonus", unit="元", required=False, default=NOTHING, minimum=Decimal(0), maximum=Decimal(100_000_000)),
        Input("bonus_method", "enum", "奖金计税方法", "How the bonus is taxed", required=False, default="merged", choices=METHODS),
    ],
    outputs=[
        Output("tax", "money", "累计应预扣税额", "Tax on the cumulative income", "元"),
        Output("rate", "decimal", "预扣率", "Rate"),
        Output("quick", "money", "速算扣除数", "Quick deduction", "元"),
        Output("withhold", "money", "本期应预扣税额", "Withheld now", "元"),
        Output("year_tax", "money", "各月合计税额（含奖金）", "Tax of the months, bonus included", "元"),
        Output("first_two", "list", "头两个月预扣税额", "Withheld in the first two months", "元"),
        Output("bonus_tax", "money", "单独计税的奖金税额", "Tax on a bonus taxed apart", "元"),
        Output("lower_method", "enum", "税额较低的计税方法", "The method with the lower tax"),
        Output("net", "money", "各月实发合计（含奖金）", "Net of the months, bonus included", "元"),
        Output(
            "month_lines",
            "list",
            "逐月预扣",
            "Month by month",
            fields=(
                Output("month", "int", "月", "Month"),
                Output("taxable", "money", "累计应纳税所得额", "Cumulative taxable income", "元"),
                Output("due", "money", "累计应预扣税额", "Cumulative tax", "元"),
                Output("withheld", "money", "本月预扣", "Withheld", "元"),
                Output("net", "money", "本月实发", "Net", "元"),
            ),
        ),
    ],
)
def tax_withheld(facts: Facts, settings: SettingsOnDay, on: dt.date) -> Finding:
    """Tax on a cumulative income, or a year month by month. A fall in tax withholds nothing and is carried; a net is never negative."""
    if facts.taxable_cumulative is None and facts.monthly is None:
        raise ImpossibleFacts("请填写累计应纳税所得额，或每月收入。", "taxable_cumulative")
    outputs: dict[str, Any] = dict.fromkeys(
        ("tax", "rate", "quick", "withhold", "year_tax", "first_two", "bonus_tax", "lower_method", "net", "month_lines")
    )
    if facts.taxable_cumulative is not None:
        outputs |= _on_the_whole(facts, settings)
    if facts.monthly is None:
        return Finding(outputs)
    found, violations = _year(facts, settings)
    return Finding(outputs | found, violations)


def _on_the_whole(facts: Facts, settings: SettingsOnDay) -> dict[str, Any]:
    brackets = read_brackets(settings["tax.brackets"])
    held, tax = bracket_of(facts.taxable_cumulative, brackets), tax_on(facts.taxable_cumulative, brackets)
    return {"tax": tax, "rate": held.rate, "quick": half_up(held.quick), "withhold": max(NOTHING, tax - facts.already_withheld)}


def _year(facts: Facts, settings: SettingsOnDay) -> tuple[dict[str, Any], list[RuleViolation]]:
    if facts.tax_free > facts.monthly:
        raise ImpossibleFacts("免税收入不能大于当月收入。", "tax_free")
    brackets = read_brackets(settings["tax.brackets"])
    standards = settings["tax.additional"] if facts.additional_items else {}
    additional = facts.additional + sum((half_up(standards[item.kind] * item.share) for item in facts.additional_items), NOTHING)
    insured = facts.si + facts.housing_fund
    deduction = settings["tax.basic_deduction"] + facts.tax_free + insured + additional + facts.other
    deductions = [deduction] * facts.months
    plain = withheld_by_month([facts.monthly] * facts.months, deductions, brackets)
    with_bonus = withheld_by_month([facts.monthly] * (facts.months - 1) + [facts.monthly + facts.bonus], deductions, brackets)
    apart = facts.bonus > 0 and settings["tax.separate_bonus"]
    bonus_tax = separate_bonus_tax(facts.bonus, read_brackets(settings["tax.bonus_brackets"])) if apart else None
    violations = []
    if facts.bonus_method == "separate" and facts.bonus > 0 and not apart:
        violations.append(_no_longer_apart())
    separate = facts.bonus_method == "separate" and apart
    lines = plain if separate else with_bonus
    extra = bonus_tax if separate and bonus_tax else NOTHING
    nets = [max(NOTHING, line.income - insured - line.withheld) for line in lines]
    if facts.monthly < insured:
        violations.append(_net_negative())
    merged_total, apart_total = _total(with_bonus), _total(plain) + (bonus_tax or NOTHING)
    return {
        "year_tax": _total(lines) + extra,
        "first_two": [line.withheld for line in lines[:2]],
        "bonus_tax": extra if separate else None,
        "lower_method": ("separate" if apart_total < merged_total else "merged") if apart else None,
        "net": sum(nets, NOTHING) + (facts.bonus - extra if separate else NOTHING),
        "month_lines": [
            {"month": line.month, "taxable": line.taxable, "due": line.due, "withheld": line.withheld, "net": net}
            for line, net in zip(lines, nets, strict=True)
        ],
    }, violations


def _total(lines: list[MonthOfTax]) -> Decimal:
    return sum((line.withheld for line in lines), NOTHING)


def _no_longer_apart() -> RuleViolation:
    return violation(
        "separate_not_allowed",
        "这一天全年一次性奖金不能再单独计税；已按并入综合所得计算，请改选并入。",
        "On this day a yearly bonus may no longer be taxed apart; computed merged. Choose merged.",
        source="财政部、税务总局公告2023年第30号",
        field="bonus_method",
    )


def _net_negative() -> RuleViolation:
    return violation(
        "negative_net",
        "社会保险和公积金大于当月收入，实发不能为负；请核减当月扣款，差额另行补缴。",
        "Insurance passes the income of the month; a net is never negative. Lower the month's deductions and collect the rest apart.",
        field="si",
    )
