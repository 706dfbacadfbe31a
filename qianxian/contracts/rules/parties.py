"""Whether a contract is with one of the village's own people (R-C06), and who of them is found by name or number.

Example: the company of a committee member's spouse as lessee: a related party, and the member must have been recused where it was decided.
A loan to a director is barred whoever decides.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from qianxian.foundation.rulebook import Facts, Finding, InForce, Input, Output, SettingsOnDay, rule, violation

ACTS = (
    ("contract", "订立合同"), ("loan", "向集体借款"), ("guarantee", "以集体财产为个人担保"), ("low_price", "低价处分集体财产"), ("commission", "收受佣金归己"),
)  # fmt: skip
RELATIONS = (
    ("none", "没有利害关系"), ("self", "本人"), ("spouse", "配偶"), ("lineal", "直系血亲"), ("collateral", "三代以内旁系血亲"), ("in_law", "近姻亲"),
    ("business", "投资、任职或其他利害关系"),
)  # fmt: skip
BARRED_TOLD = {
    "loan": ("成员不能向集体借款，任何会议都不能批准。", "Directors may not borrow from the collective, whoever agrees."),
    "guarantee": ("不能以集体财产为个人担保，签了也无效。", "The collective's property guarantees nobody's debts; such a guarantee is void."),
    "low_price": ("不能低价处分集体财产，请按评估或公开竞价的价格重新签订。", "The collective's property is not disposed of below its price."),
    "commission": ("不能收受佣金归自己，请退回并报告镇（街道）。", "Commissions belong to the collective."),
}


@rule(
    "R-C06",
    title="关联方查验和禁止行为",
    title_en="Related parties and barred acts",
    versions=[
        InForce(dt.date(2004, 6, 22), "《关于健全和完善村务公开和民主管理制度的意见》（中办发〔2004〕17号）", "", valid_to=dt.date(2025, 4, 30), confidence="likely"),
        InForce(dt.date(2025, 5, 1), "《中华人民共和国农村集体经济组织法》", "第三十五条", confidence="likely"),
    ],
    inputs=[
        Input("relation", "enum", "村干部与对方的关系", "Relation of a cadre to the other side", choices=RELATIONS),
        Input("act", "enum", "行为", "Act", required=False, default="contract", choices=ACTS),
        Input("decided", "bool", "是否经集体决定", "Decided by a body", required=False, default=False),
        Input("recused", "bool", "决定时本人是否回避", "Recused when it was decided", required=False, default=False),
    ],
    outputs=[
        Output("related", "bool", "是否关联方", "Whether a related party"),
        Output("barred", "bool", "是否一律禁止", "Whether barred in any case"),
        Output("may_sign", "bool", "能否签订", "Whether it may be signed"),
    ],
)
def related_party(facts: Facts, settings: SettingsOnDay, on: dt.date) -> Finding:
    """Barred acts are barred whoever decides; a contract with a related party needs a decision from which that person was recused."""
    related = facts.relation != "none"
    if related and facts.act != "contract":
        told = BARRED_TOLD[facts.act]
        return Finding({"related": True, "barred": True, "may_sign": False}, [violation(facts.act, told[0], told[1], field="act")])
    found = []
    if related and not facts.decided:
        told = "对方与村干部有利害关系，须由集体决定并且本人回避；请先办理决策事项。"
        found.append(violation("not_decided", told, "A related party: decided by a body first, that person recused.", field="decided"))
    elif related and not facts.recused:
        told = "作决定时有利害关系的人没有回避，决定不能作为签约依据；请重新召开会议，登记回避后再表决。"
        found.append(violation("not_recused", told, "The related person was not recused when it was decided: meet again with the recusal recorded.", field="recused"))
    return Finding({"related": related, "barred": False, "may_sign": not found}, found)


@dataclass(frozen=True)
class Officer:
    """Somebody in office on the day: name, keyed hash of the identity number ("" where unknown), office in words."""

    name: str
    identity: str
    office: str


@dataclass(frozen=True)
class Found:
    """An officer who is, or may be, the other side: ``source`` number, name or representative."""

    officer: Officer
    source: str


def found_among(officers: Iterable[Officer], *, counterparty: str, identity: str, representative: str) -> list[Found]:
    """Each officer once, by the strongest ground. A number that differs clears a name that is the same."""
    hits: dict[str, Found] = {}
    order = ("number", "name", "representative")
    for one in officers:
        source = _ground(one, counterparty.strip(), identity, representative.strip())
        if source and (one.name not in hits or order.index(source) < order.index(hits[one.name].source)):
            hits[one.name] = Found(one, source)
    return list(hits.values())


def _ground(one: Officer, counterparty: str, identity: str, representative: str) -> str:
    if identity and one.identity == identity:
        return "number"
    if one.name == counterparty and not (identity and one.identity):
        return "name"
    return "representative" if representative and one.name == representative else ""
