"""What directors and managers of the collective may not do, and whom a contract may not pass unseen to (R-C06).

Example: the company of a director's wife leases a parcel: a related party, allowed only where that director was recused when it was decided.
Contracts and leases ask the same rule.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from qianxian.decisions.rules.texts import COLLECTIVE_FROM, COLLECTIVE_LAW
from qianxian.foundation.money import format_yuan
from qianxian.foundation.rulebook import Facts, Finding, InForce, Input, Output, SettingsOnDay, rule, violation

ACTS = (
    ("lease", "出租、发包"), ("sale", "出售、转让资产"), ("contract", "签订其他合同"), ("loan", "从集体借款"), ("guarantee", "以集体资产担保"), ("commission", "收受佣金、回扣"),
)  # fmt: skip
RELATIONS = (
    ("none", "无"), ("self", "本人"), ("spouse", "配偶"), ("lineal", "直系血亲"), ("collateral", "三代以内旁系血亲"), ("in_law", "近姻亲"), ("business", "投资、任职或其他利害关系"),
)  # fmt: skip


def same_party(one: str, other: str) -> bool:
    """Whether two names are one person or unit, whatever spaces and brackets were typed."""
    return _plain(one) == _plain(other) != ""


def _plain(name: str) -> str:
    return "".join(name.split()).replace("（", "(").replace("）", ")").casefold()


@rule(
    "R-C06",
    title="理事和管理人员的禁止行为、关联关系",
    title_en="Barred acts of directors, related parties",
    versions=[
        InForce(dt.date(2011, 5, 23), "《农村基层干部廉洁履行职责若干规定（试行）》", "第五条至第十二条", valid_to=dt.date(2025, 4, 30), confidence="check", note="条文号待核对。"),
        InForce(COLLECTIVE_FROM, COLLECTIVE_LAW, "第三十五条", confidence="sure", note="条文据法律全文。"),
    ],
    inputs=[
        Input("act", "enum", "行为", "Act", choices=ACTS),
        Input("relation", "enum", "对方与理事、监事的关系", "How the other side is related to a director", required=False, default="none", choices=RELATIONS),
        Input("recused", "bool", "该理事表决时已回避", "That director was recused", required=False, default=False),
        Input("price", "money", "价款", "Price", unit="元", required=False, minimum=Decimal(0)),
        Input("floor", "money", "决议或评估的底价", "Price decided or appraised", unit="元", required=False, minimum=Decimal(0)),
    ],
    outputs=[
        Output("allowed", "bool", "可以办理", "Whether it may be done"), Output("related", "bool", "关联关系", "Related party"),
        Output("must_recuse", "bool", "须回避", "Must be recused"), Output("void", "bool", "无效行为", "Void in law"), Output("error", "string", "差错", "Error"),
    ],
)  # fmt: skip
def barred_acts(facts: Facts, settings: SettingsOnDay, on: dt.date) -> Finding:
    """Loans to directors, guarantees and commissions are barred; a related party needs the recusal; never below the price decided."""
    related, told = facts.relation != "none", []
    if facts.act == "loan" and related:
        told.append(violation("loan_to_director", "理事、监事和他们的近亲属不能从集体借款。", "Directors and their relatives may not borrow from the collective.", field="act"))
    if facts.act == "guarantee":
        told.append(violation("guarantee", "不能以集体资产为他人担保，所作担保不发生效力。", "The collective's property secures nobody's debt; such a guarantee is void.", field="act"))
    if facts.act == "commission":
        told.append(violation("commission", "不能把他人与集体交易的佣金、回扣归为己有；已收的要退给集体。", "Commissions belong to the collective.", field="act"))
    if related and facts.act in ("lease", "sale", "contract") and not facts.recused:
        told.append(violation("related_not_recused", "对方是理事、监事的关联方，决定时这名理事、监事没有回避；请回避后重新表决。",
                              "A related party, and that director was not recused: decide anew without him.", field="recused"))
    if facts.price is not None and facts.floor is not None and facts.price < facts.floor:
        told.append(violation("low_price", f"价款 {format_yuan(facts.price)} 元，低于决议的 {format_yuan(facts.floor)} 元；不能低价处置集体资产。",
                              f"{format_yuan(facts.price)} yuan is below the {format_yuan(facts.floor)} decided.", field="price"))
    return Finding({"allowed": not told, "related": related, "must_recuse": related and facts.act in ("lease", "sale", "contract"), "void": facts.act == "guarantee",
                    "error": told[0].code if told else None}, told)  # fmt: skip
