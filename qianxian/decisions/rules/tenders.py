"""Must it be put out to tender by law (R-D06); lots that belong together are added, so that none slips under by being cut.

Example: two lots of 2.1 and 2.2 million for the same pipe within a year count as 4.3 million: statutory tender. Below the law's bar the county's
own bars ask for the mode; lots that pass one of those together may stay apart only where a body decided it with a reason.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from qianxian.foundation.money import format_yuan
from qianxian.foundation.periods import add_months
from qianxian.foundation.rulebook import Facts, Finding, InForce, Input, Output, SettingsOnDay, rule, violation
from qianxian.foundation.rulebook.violations import RuleViolation

MODES = (("exempt", "直接发包（不须招标）"), ("small_local", "小额工程比选"), ("invited", "邀请招标"), ("open", "公开招标"))
RANK = {code: rank for rank, (code, _title) in enumerate(MODES)}
CLASSES = (("works", "工程施工"), ("goods", "货物"), ("services", "服务（勘察、设计、监理等）"))


@rule(
    "R-D06",
    title="必须招标和拆分查验",
    title_en="Statutory tender and splitting",
    versions=[
        InForce(dt.date(2000, 5, 1), "《工程建设项目招标范围和规模标准规定》（国家计委令第3号）", "第七条", valid_to=dt.date(2018, 5, 31), confidence="likely"),
        InForce(dt.date(2018, 6, 1), "《必须招标的工程项目规定》（国家发展改革委令第16号）", "第五条", confidence="sure", note="限额以下按地方小额工程办法。"),
    ],
    inputs=[
        Input("kind", "enum", "类别", "Class", choices=CLASSES),
        Input("amount", "money", "合同估算价", "Estimated amount", unit="元", minimum=Decimal(0)),
        Input("state_funds", "bool", "是否使用国有资金（财政、集体资金占控股）", "State funds", required=False, default=True),
        Input("site", "string", "地点或标的", "Site", required=False, default=""),
        Input("signed_on", "date", "日期", "Day", required=False),
        Input("lots", "list", "同一地点的其他合同", "Other lots", required=False, default=(), fields=[
            Input("kind", "enum", "类别", "Class", required=False, choices=CLASSES),
            Input("site", "string", "地点或标的", "Site", required=False, default=""),
            Input("amount", "money", "金额", "Amount", unit="元", minimum=Decimal(0)),
            Input("signed_on", "date", "日期", "Day", required=False),
        ]),
        Input("chosen", "enum", "选用的方式", "Mode chosen", required=False, choices=MODES),
        Input("split_decided", "bool", "分开实施是否经会议决定并写明理由", "A body decided with a reason to keep them apart", required=False, default=False),
    ],
    outputs=[
        Output("total", "money", "合并计算的金额", "Amount added up", "元"),
        Output("threshold", "money", "必须招标的限额", "Bar of the statutory tender", "元"),
        Output("tender", "bool", "是否必须招标", "Whether it must be tendered"),
        Output("mode", "string", "方式", "Mode"),
        Output("split", "bool", "是否拆分", "Whether it was split"),
        Output("least_mode", "string", "至少采用的方式", "Least mode"),
        Output("split_local", "bool", "合并后是否达到更严的地方标准", "Whether together they pass a stricter local bar"),
    ],
)  # fmt: skip
def tender(facts: Facts, settings: SettingsOnDay, on: dt.date) -> Finding:
    """The class's bar, reached or passed by the sum of lots of one site and class within the months set."""
    bar: Decimal = settings[f"tender.{facts.kind}_from"]
    total = joined_amount(facts, settings["tender.split_months"], on)
    must = facts.state_funds and total >= bar
    split = must and facts.amount < bar
    found = []
    if split:
        told = f"同一地点同类合同在 {settings['tender.split_months']} 个月内合计 {format_yuan(total)} 元，达到 {format_yuan(bar)} 元；不得拆分规避招标，请合并招标。"
        found.append(violation("split", told, f"Lots of one site add up to {total} yuan, at or above {bar}: put them out to tender together.", field="lots"))
    own, together = _least(facts.amount, facts, settings), _least(total, facts, settings)
    apart = not must and RANK[together] > RANK[own]
    least = own if apart and facts.split_decided else together
    if facts.chosen is not None and split and facts.chosen == "open":
        found = []
    if facts.chosen is not None and not split and RANK[facts.chosen] < RANK[least]:
        found.append(_too_loose(facts, total, least, apart))
    outputs = {"total": total, "threshold": bar, "tender": must, "mode": "open" if must else "local", "split": split, "least_mode": least, "split_local": apart}
    return Finding(outputs, found)


def _least(amount: Decimal, facts: Facts, settings: SettingsOnDay) -> str:
    """The mode an amount asks for: the law's bar first, the county's below it."""
    if facts.state_funds and amount >= settings[f"tender.{facts.kind}_from"]:
        return "open"
    if amount >= settings[f"tender.{facts.kind}_invited_from"]:
        return "invited"
    return "small_local" if amount >= settings[f"tender.{facts.kind}_local_from"] else "exempt"


def _too_loose(facts: Facts, total: Decimal, least: str, apart: bool) -> RuleViolation:
    words = dict(MODES)[least]
    if apart:
        told = f"同类项目合计 {format_yuan(total)} 元，应当“{words}”；分开实施的，先由会议决定并写明理由，填写决策凭证。"
        return violation("split_local", told, f"Together they come to {total} yuan: {least} at least, unless a body decided with a reason to keep them apart.", field="lots")
    told = f"金额 {format_yuan(total)} 元，至少采用“{words}”。请改选方式。"
    return violation("mode", told, f"{total} yuan ask for {least} at least.", field="chosen")


def joined_amount(facts: Facts, months: int, on: dt.date) -> Decimal:
    """The largest sum of lots of the same site and class in any stretch of ``months`` that holds the lot asked about."""
    day = facts.signed_on or on
    lots = [(lot.signed_on or day, lot.amount) for lot in facts.lots if lot.kind in (None, facts.kind) and lot.site == facts.site]
    return facts.amount + max((_sum_from(start, lots, day, months) for start in [day, *(when for when, _amount in lots)]), default=Decimal(0))


def _sum_from(start: dt.date, lots: Sequence[tuple[dt.date, Decimal]], day: dt.date, months: int) -> Decimal:
    last = add_months(start, months)
    if not start <= day <= last:
        return Decimal(0)
    return sum((amount for when, amount in lots if start <= when <= last), Decimal(0))
