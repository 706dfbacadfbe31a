"""How a year's income is distributed (R-C07): losses first, then reserve, then public welfare, then the members by their shares.

Example: income 1,000,000 less a loss of 100,000 leaves 900,000; 30 % reserve is 270,000; 630,000 over 2,100 shares is 300.00 each.
Every cent is somewhere: what does not make a whole cent per share stays in the undistributed income.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from qianxian.decisions.rules.texts import COLLECTIVE_FROM, COLLECTIVE_LAW
from qianxian.foundation.money import cut, half_up
from qianxian.foundation.rulebook import Facts, Finding, ImpossibleFacts, InForce, Input, Output, SettingsOnDay, rule, violation

ZERO, ONE = Decimal("0.00"), Decimal(1)


@dataclass(frozen=True)
class Parts:
    """What becomes of the amount left after losses, in yuan; ``remainder`` stays undistributed."""

    base: Decimal
    reserve: Decimal
    welfare: Decimal
    members: Decimal
    per_share: Decimal
    remainder: Decimal

    @property
    def paid(self) -> Decimal:
        """What the members get in all."""
        return self.members - self.remainder


def parts(base: Decimal, reserve_rate: Decimal, welfare_rate: Decimal, shares: int) -> Parts:
    """The amount divided, exactly: reserve + welfare + paid + remainder = base, and the remainder is less than a cent a share.

    Reserve and welfare are rounded half up, the share is cut. Raises ValueError for rates above one or no shares.
    """
    if base < 0 or shares < 1 or min(reserve_rate, welfare_rate) < 0 or reserve_rate + welfare_rate > ONE:
        raise ValueError("base, rates or shares out of bounds")
    reserve = half_up(base * reserve_rate)
    welfare = min(half_up(base * welfare_rate), base - reserve)
    members = base - reserve - welfare
    each = cut(members / shares)
    return Parts(base, reserve, welfare, members, each, members - each * shares)


@rule(
    "R-C07",
    title="集体收益分配",
    title_en="Distribution of the collective's income",
    versions=[
        InForce(dt.date(2005, 1, 1), "《村集体经济组织会计制度》（财会〔2004〕12号）", "收益及收益分配", valid_to=dt.date(2021, 12, 31), confidence="check"),
        InForce(dt.date(2022, 1, 1), "《农村集体经济组织财务制度》（财农〔2021〕121号）", "收益分配", valid_to=dt.date(2025, 4, 30), confidence="likely"),
        InForce(COLLECTIVE_FROM, COLLECTIVE_LAW, "第四十二条", confidence="sure", note="公积公益金比例由章程确定，默认值为示例。"),
    ],
    inputs=[
        Input("income", "money", "本年收益", "Income of the year", unit="元"),
        Input("loss_carried", "money", "以前年度未弥补亏损", "Losses of earlier years", unit="元", required=False, default=ZERO, minimum=Decimal(0)),
        Input("reserve_rate", "decimal", "公积公益金提取比例", "Share for the reserve", required=False, default=Decimal("0.30"), minimum=Decimal(0), maximum=ONE,
              setting="collective.reserve_rate"),
        Input("welfare_rate", "decimal", "另提公益、福利比例", "Share for public welfare beside it", required=False, default=Decimal(0), minimum=Decimal(0), maximum=ONE,
              setting="collective.welfare_rate"),
        Input("shares", "int", "份额总数", "Shares in all", unit="份", minimum=1),
        Input("borrowed", "bool", "是否举债分配", "Paid out of borrowed money", required=False, default=False),
    ],
    outputs=[
        Output("base", "money", "弥补亏损后可分配", "Left after losses", "元"), Output("reserve", "money", "公积公益金", "Reserve", "元"),
        Output("welfare", "money", "公益、福利", "Public welfare", "元"), Output("members_total", "money", "向成员分配", "For the members", "元"),
        Output("per_share", "money", "每份", "Per share", "元"), Output("remainder", "money", "不足一分的余数，留作未分配收益", "Remainder, kept undistributed", "元"),
        Output("allowed", "bool", "可以分配", "Whether it may be distributed"), Output("error", "string", "差错", "Error"),
    ],
)  # fmt: skip
def distribution(facts: Facts, settings: SettingsOnDay, on: dt.date) -> Finding:
    """The four parts in their order; nothing is distributed out of a loss or out of borrowed money."""
    if facts.reserve_rate + facts.welfare_rate > ONE:
        raise ImpossibleFacts("公积公益金和公益、福利比例合计不能超过 1。", "welfare_rate")
    base, nothing = facts.income - facts.loss_carried, dict.fromkeys(("reserve", "welfare", "members_total", "per_share", "remainder"), ZERO)
    if base <= 0:
        told = violation("nothing_to_distribute", "弥补亏损后没有可分配的收益，不能分配。", "Nothing is left after losses: nothing is distributed.", field="income")
        return Finding({"base": base, **nothing, "allowed": False, "error": "nothing_to_distribute"}, [told])
    if facts.borrowed:
        told = violation("by_borrowing", "不能举债分配收益。", "Income is not distributed out of borrowed money.", field="borrowed")
        return Finding({"base": base, **nothing, "allowed": False, "error": "by_borrowing"}, [told])
    cut_up = parts(base, facts.reserve_rate, facts.welfare_rate, facts.shares)
    return Finding({"base": base, "reserve": cut_up.reserve, "welfare": cut_up.welfare, "members_total": cut_up.members, "per_share": cut_up.per_share,
                    "remainder": cut_up.remainder, "allowed": True, "error": None})  # fmt: skip
