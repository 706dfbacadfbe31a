"""Two thirds of all where the land laws ask for it (R-V16): adjusting contracted land, contracting to outsiders, land to the market.

Example: 30 representatives, 24 present, 19 for: not passed, since 20 of all thirty are needed.
"""

from __future__ import annotations

import datetime as dt

from qianxian.decisions.rules.counting import VOTES, Count, decided, refuse_impossible
from qianxian.decisions.rules.texts import land_contracting_law
from qianxian.foundation.rulebook import Facts, Finding, ImpossibleFacts, Input, Output, RuleViolation, SettingsOnDay, rule, violation

ACTS = (("adjust", "个别调整承包地"), ("outsiders", "发包给本集体以外的单位或个人"), ("market", "集体经营性建设用地入市"))
MARKET_FROM = dt.date(2020, 1, 1)


@rule(
    "R-V16",
    title="涉地事项三分之二多数",
    title_en="Two thirds for land matters",
    versions=land_contracting_law(),
    inputs=[
        Input("members", "int", "村民会议成员", "Members of the villagers' meeting", unit="人", required=False, minimum=1),
        Input("reps", "int", "村民代表", "Representatives", unit="人", required=False, minimum=1),
        Input("present", "int", "到会", "Present", unit="人", minimum=0),
        *VOTES,
        Input("act", "enum", "涉地事项", "What is done with the land", required=False, default="outsiders", choices=ACTS),
        Input("town_approval", "bool", "乡镇政府是否批准", "Approved by the township", required=False),
        Input("county_approval", "bool", "县级主管部门是否批准", "Approved by the county", required=False),
    ],
    outputs=[
        Output("passed", "bool", "是否通过", "Whether it is passed"),
        Output("votes_needed", "int", "至少赞成", "Votes needed", "票"),
        Output("approvals_needed", "list", "还要哪级批准", "Approvals it needs"),
        Output("effective", "bool", "是否可以实施", "Whether it may be carried out"),
    ],
)
def land_two_thirds(facts: Facts, settings: SettingsOnDay, on: dt.date) -> Finding:
    """Two thirds of all members or of all representatives; carried out only with the approvals its act needs."""
    if (facts.members is None) == (facts.reps is None):
        raise ImpossibleFacts("请填写村民会议成员或村民代表的总人数，只填一项。", "members")
    whole, who = (facts.members, "村民会议成员") if facts.members is not None else (facts.reps, "村民代表")
    refuse_impossible(facts, whole, facts.present, "present")
    majority = settings["land.super_majority"]
    # Two thirds of all for it cannot come about with fewer than two thirds present: one bar is both.
    answers, found = decided(Count(whole, facts.present, facts["for"], who), majority, majority)
    if facts.act == "market" and on < MARKET_FROM:
        answers["passed"] = False
        found.append(
            violation(
                "no_market_yet",
                "2020年1月1日前，集体经营性建设用地除试点外不能直接入市；请按当时规定先办征收。",
                "Before 2020-01-01 collective commercial land had no general way to the market.",
                source="《中华人民共和国土地管理法》（2019年）第六十三条",
                field="act",
            )
        )
    needed = {"adjust": ["town", "county"], "outsiders": ["town"], "market": []}[facts.act]
    given = {"town": facts.town_approval, "county": facts.county_approval}
    found += [_not_approved(level) for level in needed if answers["passed"] and given[level] is False]
    effective = bool(answers["passed"]) and all(given[level] for level in needed)
    return Finding({"passed": answers["passed"], "votes_needed": answers["votes_needed"], "approvals_needed": needed, "effective": effective}, found)


def _not_approved(level: str) -> RuleViolation:
    word, word_en = {"town": ("乡（镇）人民政府", "the township"), "county": ("县级农业农村主管部门", "the county")}[level]
    return violation("not_approved", f"表决通过后还要报{word}批准才能实施；请先报批。", f"After the vote it needs the approval of {word_en}.", field=f"{level}_approval")
