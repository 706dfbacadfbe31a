"""Whether a contract is with one of the village's own people (R-C06), and who of them is found by name or number.

Example: the company of a committee member's spouse as lessee: a related party, and the member must have been recused where it was decided.
A loan to a director is barred whoever decides.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from qianxian.decisions.rules.texts import COLLECTIVE_FROM, COLLECTIVE_LAW
from qianxian.foundation.money import format_yuan
from qianxian.foundation.rulebook import Facts, Finding, InForce, Input, Output, SettingsOnDay, rule, violation

ACTS = (
    ("lease", "出租、发包"), ("sale", "出售、转让资产"), ("contract", "签订其他合同"), ("loan", "从集体借款"), ("guarantee", "以集体资产担保"), ("commission", "收受佣金、回扣"),
)  # fmt: skip
SIGNED_ACTS = ("lease", "sale", "contract")
RELATIONS = (
    ("none", "没有利害关系"), ("self", "本人"), ("spouse", "配偶"), ("lineal", "直系血亲"), ("collateral", "三代以内旁系血亲"), ("in_law", "近姻亲"),
    ("business", "投资、任职或其他利害关系"),
)  # fmt: skip


@rule(
    "R-C06",
    title="禁止行为和关联方",
    title_en="Barred acts and related parties",
    versions=[
        InForce(dt.date(2011, 5, 23), "《农村基层干部廉洁履行职责若干规定（试行）》", "第五条至第十二条", valid_to=dt.date(2025, 4, 30), confidence="check", note="条文号待核对。"),
        InForce(COLLECTIVE_FROM, COLLECTIVE_LAW, "第三十五条", confidence="sure", note="条文据法律全文。"),
    ],
    inputs=[
        Input("act", "enum", "行为", "Act", required=False, default="contract", choices=ACTS),
        Input("relation", "enum", "对方与村干部、理事、监事的关系", "How the other side is related to a cadre or director", required=False, default="none", choices=RELATIONS),
        Input("recused", "bool", "决定时本人已回避", "That person was recused when it was decided", required=False, default=False),
        Input("price", "money", "价款", "Price", unit="元", required=False, minimum=Decimal(0)),
        Input("floor", "money", "决议或评估的底价", "Price decided or appraised", unit="元", required=False, minimum=Decimal(0)),
    ],
    outputs=[
        Output("allowed", "bool", "可以办理", "Whether it may be done"), Output("related", "bool", "关联关系", "Related party"),
        Output("must_recuse", "bool", "须回避", "Must be recused"), Output("void", "bool", "无效行为", "Void in law"), Output("error", "string", "差错", "Error"),
    ],
)  # fmt: skip
def related_party(facts: Facts, settings: SettingsOnDay, on: dt.date) -> Finding:
    """Loans to cadres, guarantees and commissions are barred whoever decides; a related party needs the recusal; never below the price decided."""
    related, found = facts.relation != "none", []
    if facts.act == "loan" and related:
        found.append(violation("loan_to_director", "村干部、理事、监事和他们的近亲属不能从集体借款。", "Cadres, directors and their relatives may not borrow from the collective.", field="act"))
    if facts.act == "guarantee":
        found.append(violation("guarantee", "不能以集体资产为他人担保，所作担保不发生效力。", "The collective's property secures nobody's debt; such a guarantee is void.", field="act"))
    if facts.act == "commission":
        found.append(violation("commission", "不能把他人与集体交易的佣金、回扣归为己有；已收的要退给集体。", "Commissions belong to the collective.", field="act"))
    if related and facts.act in SIGNED_ACTS and not facts.recused:
        told = "对方与村干部、理事或监事有利害关系，须由集体决定并且本人回避；请回避后重新表决。"
        found.append(violation("related_not_recused", told, "A related party: decided by a body, that person recused. Decide anew without him.", field="recused"))
    if facts.price is not None and facts.floor is not None and facts.price < facts.floor:
        told = f"价款 {format_yuan(facts.price)} 元，低于决议的 {format_yuan(facts.floor)} 元；不能低价处置集体资产。"
        found.append(violation("low_price", told, f"{format_yuan(facts.price)} yuan is below the {format_yuan(facts.floor)} decided.", field="price"))
    outputs = {"allowed": not found, "related": related, "must_recuse": related and facts.act in SIGNED_ACTS, "void": facts.act == "guarantee",
               "error": found[0].code if found else None}  # fmt: skip
    return Finding(outputs, found)


#: How a relation declared in an election (R-E09) reads where an interest is judged (R-D04, R-C06).
RELATION_OF_KIN = {"spouse": "spouse", "parent_child": "lineal", "grandparent_grandchild": "lineal", "sibling": "collateral", "other_relative": "business"}


@dataclass(frozen=True)
class Kin:
    """Somebody an officer declared himself related to: name, keyed hash of the number ("" where unknown), relation as R-C06 names it."""

    name: str
    identity: str
    relation: str


@dataclass(frozen=True)
class Officer:
    """Somebody in office on the day: name, keyed hash of the identity number ("" where unknown), office in words, kin declared in elections."""

    name: str
    identity: str
    office: str
    kin: tuple[Kin, ...] = ()


@dataclass(frozen=True)
class Found:
    """An officer who is, or may be, the other side, or whose declared kin is: ``source`` as in ``GROUNDS``, the strongest of them."""

    officer: Officer
    source: str
    relation: str


GROUNDS = ("number", "kin_number", "name", "kin_name", "representative")
#: A name that is the same may be somebody else's, which the town finds out; a number may not.
CLEARABLE = ("name", "kin_name", "representative")


def found_among(officers: Iterable[Officer], *, counterparty: str, identity: str, representative: str) -> list[Found]:
    """Each officer once, by the strongest ground. A number that differs clears a name that is the same."""
    hits: dict[str, Found] = {}
    other = {"counterparty": counterparty, "identity": identity, "representative": representative}
    for one in officers:
        source = ground(one, **other)
        grounds = [Found(one, source, "business" if source == "representative" else "self")] if source else []
        for kin in one.kin:
            source = ground(kin, **other)
            grounds += [Found(one, "kin_number" if source == "number" else "kin_name", kin.relation)] if source else []
        for found in grounds:
            if one.name not in hits or GROUNDS.index(found.source) < GROUNDS.index(hits[one.name].source):
                hits[one.name] = found
    return list(hits.values())


def _plain(name: str) -> str:
    """A name without the spaces that were typed into it."""
    return "".join(name.split())


def ground(one: Officer | Kin, *, counterparty: str, identity: str, representative: str) -> str:
    """By what the person is the other side or who represents it: number, name, representative, or "". A number that differs clears a name."""
    counterparty, representative = _plain(counterparty), _plain(representative)
    if identity and one.identity == identity:
        return "number"
    if one.name == counterparty and not (identity and one.identity):
        return "name"
    return "representative" if representative and one.name == representative else ""
