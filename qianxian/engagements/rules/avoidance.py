"""Which two people may not hold which two offices in one village (R-E09). Kinship is declared for the one check and not kept for browsing.

Example: brothers on the board of a collective: barred. Who is whose relative is never looked up here; the pair is told.
"""

from __future__ import annotations

import datetime as dt

from qianxian.foundation.rulebook import Facts, Finding, InForce, Input, Output, RuleViolation, SettingsOnDay, rule, violation, warning

OFFICES = (
    ("committee", "村（居）委会成员"),
    ("supervision", "村务监督委员会成员"),
    ("head", "村（居）委会主任"),
    ("secretary", "党组织书记"),
    ("cashier", "出纳"),
    ("rec_board", "集体经济组织理事会成员"),
    ("rec_supervisor", "集体经济组织监事会成员"),
    ("rec_finance", "集体经济组织财务人员"),
)
RELATIONS = (
    ("spouse", "配偶"),
    ("parent_child", "父母子女"),
    ("sibling", "兄弟姐妹"),
    ("grandparent_grandchild", "祖孙（含外祖孙）"),
    ("same_person", "同一人"),
    ("none", "无近亲属关系"),
)
CLOSE = frozenset({"spouse", "parent_child", "sibling"})
#: 民法典 art. 1045: spouse, parents, children, siblings, grandparents, grandchildren.
NEAR = CLOSE | {"grandparent_grandchild"}
COLLECTIVE_LAW_FROM = dt.date(2025, 5, 1)
COMMITTEE_LAW = "《广东省村民委员会选举办法》第二条"
SUPERVISION_LAW = "《中华人民共和国村民委员会组织法》（2018年）第三十二条"
BOARD_LAW = "《中华人民共和国农村集体经济组织法》第二十九条"
SUPERVISOR_LAW = "《中华人民共和国农村集体经济组织法》第三十四条"
CASHIER_PRACTICE = "农村财务管理惯例（由区县确定）"

#: Two offices (in either order) → the relations barred between them, and where it is written.
BARRED: dict[frozenset[str], tuple[frozenset[str], str]] = {
    frozenset({"committee"}): (CLOSE, COMMITTEE_LAW),
    frozenset({"committee", "head"}): (CLOSE, COMMITTEE_LAW),
    frozenset({"supervision", "committee"}): (NEAR | {"same_person"}, SUPERVISION_LAW),
    frozenset({"supervision", "head"}): (NEAR | {"same_person"}, SUPERVISION_LAW),
    frozenset({"rec_board"}): (NEAR, BOARD_LAW),
    frozenset({"rec_supervisor", "rec_board"}): (NEAR | {"same_person"}, SUPERVISOR_LAW),
    frozenset({"rec_supervisor", "rec_finance"}): (NEAR | {"same_person"}, SUPERVISOR_LAW),
    frozenset({"cashier", "head"}): (NEAR | {"same_person"}, CASHIER_PRACTICE),
    frozenset({"cashier", "secretary"}): (NEAR | {"same_person"}, CASHIER_PRACTICE),
}


@rule(
    "R-E09",
    title="任职回避",
    title_en="Avoidance between near relatives",
    versions=[
        InForce(
            dt.date(2019, 1, 1),
            "《中华人民共和国村民委员会组织法》（2018年）、《广东省村民委员会选举办法》",
            "第三十二条；第二条",
            valid_to=dt.date(2025, 4, 30),
            confidence="likely",
            note="农村集体经济组织法施行前，集体经济组织内的回避只作提示。",
        ),
        InForce(
            COLLECTIVE_LAW_FROM,
            "《中华人民共和国村民委员会组织法》（2018年）、《中华人民共和国农村集体经济组织法》",
            "第三十二条；第二十九条、第三十四条",
            confidence="sure",
            unverified_from=dt.date(2026, 1, 1),
            note="村民委员会组织法2026年1月1日起施行修订文本。",
        ),
    ],
    inputs=[
        Input("first", "enum", "第一人的职务", "Office of the first", choices=OFFICES),
        Input("second", "enum", "第二人的职务", "Office of the second", choices=OFFICES),
        Input("relation", "enum", "两人关系", "Relation of the two", choices=RELATIONS),
    ],
    outputs=[
        Output("barred", "bool", "是否应当回避", "Whether it is barred"),
        Output("near_relative", "bool", "是否近亲属", "Whether near relatives"),
    ],
)
def avoidance(facts: Facts, settings: SettingsOnDay, on: dt.date) -> Finding:
    """Whether the pair may hold both offices in one village. Order does not matter; within a collective before its law, a warning only."""
    relations, source = BARRED.get(frozenset({facts.first, facts.second}), (frozenset(), ""))
    met = facts.relation in relations
    only_practice = source in (BOARD_LAW, SUPERVISOR_LAW) and on < COLLECTIVE_LAW_FROM
    told = [_told(facts, source, only_practice)] if met else []
    return Finding({"barred": met and not only_practice, "near_relative": facts.relation in NEAR}, told)


def _told(facts: Facts, source: str, only_practice: bool) -> RuleViolation:
    offices = f"{dict(OFFICES)[facts.first]}、{dict(OFFICES)[facts.second]}"
    if only_practice:
        return warning(
            "avoidance_advised",
            f"{offices}之间有{dict(RELATIONS)[facts.relation]}关系，2025年5月1日起法律禁止，建议现在就回避。",
            "Barred by law from 2025-05-01; better avoided now.",
            source=source,
            field="relation",
        )
    return violation(
        "avoidance",
        f"{offices}之间有{dict(RELATIONS)[facts.relation]}关系，应当回避；请另选一人。",
        "These two may not hold both offices in one village; choose another person for one of them.",
        source=source,
        field="relation",
    )
