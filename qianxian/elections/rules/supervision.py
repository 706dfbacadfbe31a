"""The supervision committee (R-V18), yearly appraisal and leaving audit (R-V19).

Example: a committee member's wife is proposed for the supervision committee: barred.
"""

from __future__ import annotations

import datetime as dt

from qianxian.elections.rules.texts import AMENDED_FROM, NEAR_RELATIVES, RELATIONS, village_law
from qianxian.foundation.rulebook import Facts, Finding, ImpossibleFacts, InForce, Input, Output, RuleViolation, SettingsOnDay, rule, violation, warning

KIN_OF_COMMITTEE = (
    Input("member", "string", "监督委员会人选", "Proposed member"),
    Input("committee_member", "string", "村委会成员", "Committee member"),
    Input("relation", "enum", "关系", "Relation", choices=RELATIONS),
)


@rule(
    "R-V18",
    title="村务监督委员会组成",
    title_en="Make-up of the supervision committee",
    versions=[
        InForce(
            dt.date(2017, 12, 4),
            "中办国办《关于建立健全村务监督委员会的指导意见》（2017年）、《中华人民共和国村民委员会组织法》",
            "人员组成；第三十二条",
            unverified_from=AMENDED_FROM,
            confidence="sure",
        )
    ],
    inputs=[
        Input("members", "int", "人数", "Members", unit="人", minimum=1),
        Input("with_accounting", "int", "具备财会、管理知识的", "With accounting or management knowledge", unit="人", required=False, minimum=0),
        Input("head_is_secretary", "bool", "主任是否由村党组织书记担任", "Head is the secretary", required=False, default=False),
        Input("committee_members", "int", "同时是村委会成员的", "Who sit on the villagers' committee", unit="人", required=False, default=0, minimum=0),
        Input("kin", "list", "与村委会成员的亲属关系（申报）", "Declared kinship with committee members", required=False, fields=KIN_OF_COMMITTEE),
    ],
    outputs=[
        Output("ok", "bool", "是否符合", "Whether it is in order"),
        Output("size_ok", "bool", "人数是否符合", "Whether the size is right"),
        Output("barred", "list", "应当回避的人选", "Barred from it"),
    ],
)
def supervision_make_up(facts: Facts, settings: SettingsOnDay, on: dt.date) -> Finding:
    """Three to five, one with accounting knowledge, nobody of the committee nor a near relative; the secretary as head is a warning."""
    for name in ("with_accounting", "committee_members"):
        if facts[name] is not None and facts[name] > facts.members:
            raise ImpossibleFacts(f"{name} {facts[name]} 人多于成员 {facts.members} 人，请核对。", name)
    low, high = settings["village.supervision_size_min"], settings["village.supervision_size_max"]
    size_ok = low <= facts.members <= high
    barred = [pair for pair in facts.kin or () if pair.relation in NEAR_RELATIVES]
    found: list[RuleViolation] = []
    if not size_ok:
        found.append(violation("size", f"村务监督委员会一般由 {low} 至 {high} 人组成，现为 {facts.members} 人；请调整。", f"{low} to {high} members.", field="members"))
    if facts.with_accounting == 0:
        found.append(
            violation("no_accounting", "至少一人要具备财会、管理知识；请调整人选。", "One member must know accounting or management.", field="with_accounting")
        )
    if facts.committee_members:
        found.append(
            violation("committee_member", "村委会成员不得任村务监督委员会成员；请另选人选。", "Committee members are barred.", field="committee_members")
        )
    for pair in barred:
        found.append(
            violation(
                "near_relative",
                f"{pair.member} 是村委会成员 {pair.committee_member} 的近亲属（{dict(RELATIONS)[pair.relation]}），应当回避；请另选人选。",
                f"{pair.member} is a near relative of committee member {pair.committee_member}: barred.",
                field="kin",
            )
        )
    if facts.head_is_secretary:
        found.append(
            warning("head_is_secretary", "主任原则上不由村党组织书记兼任；确需兼任的请说明原因。", "In principle the head is not the secretary.", field="head_is_secretary")
        )
    return Finding(
        {
            "ok": not any(item.level == "error" for item in found),
            "size_ok": size_ok,
            "barred": sorted({pair.member for pair in barred}),
        },
        found,
    )


CHAIRS = (("supervision_committee", "村务监督机构"), ("other", "其他"))


@rule(
    "R-V19",
    title="民主评议与离任审计",
    title_en="Appraisal and leaving audit",
    versions=village_law("第三十三条、第三十五条"),
    inputs=[
        Input("appraisals", "int", "本年度民主评议次数", "Appraisals in the year", unit="次", required=False, minimum=0),
        Input("chaired_by", "enum", "评议由谁主持", "Chaired by", required=False, default="supervision_committee", choices=CHAIRS),
        Input("election_on", "date", "下一次选举日", "Next election", required=False),
        Input("audit_published_on", "date", "离任审计结果公布日期", "Leaving audit published on", required=False),
        Input("audit_items", "int", "已审计事项", "Items audited", unit="项", required=False, minimum=0),
    ],
    outputs=[
        Output("appraisal_ok", "bool", "民主评议是否符合", "Whether the appraisal is in order"),
        Output("audit_ok", "bool", "审计公布是否符合", "Whether the audit is in order"),
        Output("publish_audit_by", "date", "审计结果最迟公布", "Publish the audit by"),
    ],
)
def appraisal_and_audit(facts: Facts, settings: SettingsOnDay, on: dt.date) -> Finding:
    """One appraisal a year, chaired by the supervision body; the leaving audit of six items is published before the day of the election."""
    if facts.appraisals is None and facts.election_on is None and facts.audit_items is None:
        raise ImpossibleFacts("请填写民主评议次数，或者选举日和审计公布日期。", "appraisals")
    found: list[RuleViolation] = []
    least, items = settings["village.appraisals_per_year"], settings["village.audit_items"]
    appraisal_ok = None if facts.appraisals is None else facts.appraisals >= least and facts.chaired_by == "supervision_committee"
    if facts.appraisals is not None and facts.appraisals < least:
        found.append(violation("appraisal_missing", f"每年至少进行 {least} 次民主评议；请安排评议。", "One appraisal a year is due.", field="appraisals"))
    if facts.appraisals and facts.chaired_by == "other":
        found.append(
            violation("wrong_chair", "民主评议由村务监督机构主持；请由其重新主持。", "The supervision body chairs the appraisal.", field="chaired_by")
        )
    by = facts.election_on - dt.timedelta(days=1) if facts.election_on else None
    audit_ok = _audit_in_order(facts, by, items, on)
    if audit_ok is False and by is not None and (facts.audit_published_on or on) > by:
        found.append(
            violation(
                "audit_published_late",
                f"离任审计结果应在下一次选举之前公布（最迟 {by}）；请立即公布，并报镇（街道）说明。",
                f"The leaving audit was to be published by {by}, before the election.",
                field="audit_published_on",
            )
        )
    if facts.audit_items is not None and facts.audit_items < items:
        found.append(violation("audit_incomplete", f"审计事项共 {items} 项，现有 {facts.audit_items} 项；请补齐。", f"The audit has {items} items.", field="audit_items"))
    return Finding({"appraisal_ok": appraisal_ok, "audit_ok": audit_ok, "publish_audit_by": by}, found)


def _audit_in_order(facts: Facts, by: dt.date | None, items: int, on: dt.date) -> bool | None:
    complete = facts.audit_items is None or facts.audit_items >= items
    if by is None:
        return None if facts.audit_items is None else complete
    if facts.audit_published_on is None:
        return False if on > by or not complete else None
    return facts.audit_published_on <= by and complete
