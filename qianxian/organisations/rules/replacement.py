"""Replacing a Party secretary between elections is the Party's act and touches the Party office alone (R-P22).

Example: secretary and committee head replaced on 2019-03-31: the Party office and the directorship end, the committee seat stays.
"""

from __future__ import annotations

import datetime as dt

from qianxian.foundation.rulebook import Facts, Finding, InForce, Input, Output, RuleViolation, SettingsOnDay, rule, violation, warning

DECIDERS = (("upper_party_organisation", "上级党组织"), ("own_meeting", "本级党员大会"), ("villagers", "村民会议"), ("government", "政府部门"))


@rule(
    "R-P22",
    title="撤换党组织书记",
    title_en="Replacing a Party secretary",
    versions=[InForce(dt.date(2012, 11, 14), "《中国共产党章程》", "第十三条", confidence="sure")],
    inputs=[
        Input("replaced_on", "date", "撤换日期", "Replaced on"),
        Input("decided_by", "enum", "由谁决定", "Decided by", required=False, default="upper_party_organisation", choices=DECIDERS),
        Input("decision_doc", "string", "决定文号", "Document of the decision", required=False),
        Input("notified", "bool", "是否书面通知本人", "Told in writing", required=False, default=True),
        Input("filed", "bool", "是否已报县级备案", "Filed with the county", required=False, default=True),
        Input("committee_member", "bool", "是否同时是村委会成员", "Also on the villagers' committee", required=False, default=False),
    ],
    outputs=[
        Output("party_office_ends", "date", "党内职务终止", "Party office ends"),
        Output("director_engagement_ends", "date", "中心主任聘任终止", "Directorship ends"),
        Output("committee_seat", "string", "村委会职务", "Seat on the villagers' committee"),
        Output("dual_office_holder", "bool", "是否仍一肩挑", "Whether still a dual office holder"),
    ],
)
def secretary_replaced(facts: Facts, settings: SettingsOnDay, on: dt.date) -> Finding:
    """The Party office and with it the directorship end that day; ``committee_seat`` is kept until resignation, recall or the law ends it."""
    found: list[RuleViolation] = []
    if facts.decided_by != "upper_party_organisation":
        found.append(
            violation("wrong_decider", "撤换党组织书记由上级党组织决定；请报上级党组织。", "An upper Party organisation decides.", field="decided_by")
        )
    if facts.decision_doc is not None and not facts.decision_doc.strip():
        found.append(violation("decision_missing", "请填写撤换决定的文号。", "Name the document of the decision.", field="decision_doc"))
    if not facts.notified:
        found.append(violation("not_notified", "撤换决定要书面通知本人；请补发通知。", "Tell the person in writing.", field="notified"))
    if not facts.filed:
        found.append(warning("not_filed", "撤换村党组织书记要报县级备案；请尽快备案。", "File the replacement with the county.", field="filed"))
    stands = facts.decided_by == "upper_party_organisation"
    ends = facts.replaced_on if stands else None
    return Finding(
        {
            "party_office_ends": ends,
            "director_engagement_ends": ends,
            "committee_seat": "kept" if facts.committee_member else "none",
            "dual_office_holder": facts.committee_member and not stands,
        },
        found,
    )
