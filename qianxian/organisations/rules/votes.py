"""Decisions by vote in a branch: the members' meeting (R-P12) and the branch committee (R-P13).

Example: 20 members with a vote, 10 present, 10 for: a quorum (半数以上), and yet nothing is passed
(过半数 of those who should attend).
Elections have thresholds of their own and are not decided here.
"""

from __future__ import annotations

import datetime as dt

from qianxian.foundation.rulebook import (
    Facts,
    Finding,
    ImpossibleFacts,
    InForce,
    Input,
    Output,
    RuleViolation,
    SettingsOnDay,
    Threshold,
    rule,
    violation,
    warning,
)

BRANCH_RULES = "《中国共产党支部工作条例（试行）》"
BRANCH_RULES_FROM = dt.date(2018, 10, 28)

#: Statuses of a member that carry a vote; probation, 留党察看 and suspended rights do not (党章 arts 7, 41).
VOTING_STATUSES = frozenset({"full"})


def has_vote(status: str) -> bool:
    """Whether a member of this status counts among those who should attend with a vote."""
    return status in VOTING_STATUSES


@rule(
    "R-P12",
    title="党员大会表决",
    title_en="Decision of the members' meeting",
    versions=[InForce(BRANCH_RULES_FROM, BRANCH_RULES, "第十一条", confidence="sure")],
    inputs=[
        Input(
            "voters",
            "int",
            "应到会有表决权的党员",
            "Members with a vote who should attend",
            unit="人",
            minimum=1,
            hint="不含预备党员、留党察看和停止党员权利的党员",
        ),
        Input("present", "int", "到会有表决权的党员", "Members with a vote present", unit="人", minimum=0),
        Input("for", "int", "赞成", "For", unit="票", minimum=0),
        Input("against", "int", "不赞成", "Against", unit="票", required=False, default=0, minimum=0),
        Input("abstain", "int", "弃权", "Abstaining", unit="票", required=False, default=0, minimum=0),
    ],
    outputs=[
        Output("quorum", "bool", "到会人数是否够", "Whether there is a quorum"),
        Output("passed", "bool", "是否通过", "Whether it is passed"),
        Output("quorum_needed", "int", "至少到会", "Quorum", "人"),
        Output("votes_needed", "int", "至少赞成", "Votes needed", "票"),
    ],
)
def members_meeting_decision(facts: Facts, settings: SettingsOnDay, on: dt.date) -> Finding:
    """Quorum and result, both counted on those who should attend. Raises ImpossibleFacts for more votes than people."""
    refuse_impossible_votes(facts.voters, facts.present, {"for": facts["for"], "against": facts.against, "abstain": facts.abstain})
    quorum: Threshold = settings["party.meeting_quorum"]
    majority: Threshold = settings["party.meeting_majority"]
    has_quorum = quorum.met(facts.present, facts.voters)
    passed = has_quorum and majority.met(facts["for"], facts.voters)
    found: list[RuleViolation] = []
    if not has_quorum:
        found.append(no_quorum(facts.present, facts.voters, quorum))
    elif not passed:
        found.append(_not_passed(facts["for"], facts.voters, majority))
    return Finding(
        {"quorum": has_quorum, "passed": passed, "quorum_needed": quorum.least(facts.voters), "votes_needed": majority.least(facts.voters)},
        found,
    )


def refuse_impossible_votes(expected: int, present: int, votes: dict[str, int]) -> None:
    """Raise ImpossibleFacts when more people came than exist, or more voted than came."""
    if present > expected:
        raise ImpossibleFacts(f"到会 {present} 人多于应到会 {expected} 人，请核对人数。", "present")
    for name, count in votes.items():
        if count > present:
            raise ImpossibleFacts(f"{count} 票（{name}）多于到会 {present} 人，请核对计票。", name)
    if sum(votes.values()) > present:
        raise ImpossibleFacts(f"各项票数合计 {sum(votes.values())} 多于到会 {present} 人，请核对计票。", next(iter(votes)))


def no_quorum(present: int, expected: int, quorum: Threshold) -> RuleViolation:
    """The violation "not enough people"; says how many are needed."""
    return violation(
        "no_quorum",
        f"到会 {present} 人，未达应到会 {expected} 人的{quorum.words}；至少到会 {quorum.least(expected)} 人才能表决，请另行召集。",
        f"{present} of {expected} are present; {quorum.least(expected)} are needed before a vote. Call the meeting again.",
        field="present",
    )


def _not_passed(votes: int, expected: int, majority: Threshold) -> RuleViolation:
    return violation(
        "not_passed",
        f"赞成 {votes} 票，要有应到会 {expected} 人的{majority.words}（至少 {majority.least(expected)} 票）赞成才能通过；"
        "可以在补充讨论后另行召开会议表决。",
        f"{votes} for; {majority.least(expected)} of the {expected} who should attend are needed. Discuss further and vote again.",
        field="for",
    )


@rule(
    "R-P13",
    title="支部委员会会议到会人数",
    title_en="Quorum of the branch committee",
    versions=[InForce(BRANCH_RULES_FROM, BRANCH_RULES, "第十二条", confidence="sure")],
    inputs=[
        Input("members", "int", "支部委员", "Committee members", unit="人", minimum=1),
        Input("present", "int", "到会委员", "Members present", unit="人", minimum=0),
        Input("important", "bool", "是否重要事项", "Important matter", required=False, default=False),
        Input("committee_met_on", "date", "支委会研究日期", "Day the committee discussed it", required=False),
        Input("members_meeting_on", "date", "提交党员大会日期", "Day of the members' meeting", required=False),
    ],
    outputs=[
        Output("quorum", "bool", "到会人数是否够", "Whether there is a quorum"),
        Output("quorum_needed", "int", "至少到会", "Quorum", "人"),
        Output("order_ok", "bool", "先支委会后党员大会", "Committee before members' meeting"),
    ],
)
def committee_quorum(facts: Facts, settings: SettingsOnDay, on: dt.date) -> Finding:
    """Quorum of a committee meeting; an important matter normally passes the committee before the members' meeting."""
    refuse_impossible_votes(facts.members, facts.present, {})
    quorum: Threshold = settings["party.committee_quorum"]
    has_quorum = quorum.met(facts.present, facts.members)
    found = [] if has_quorum else [no_quorum(facts.present, facts.members, quorum)]
    order_ok = _committee_came_first(facts)
    if order_ok is False:
        found.append(
            warning(
                "committee_not_first",
                "重要事项一般先由支部委员会研究，再提交党员大会；请补开支委会，或在记录中写明原因。",
                "Important matters normally go through the committee before the members' meeting; hold it, or record why not.",
                field="committee_met_on",
            )
        )
    return Finding({"quorum": has_quorum, "quorum_needed": quorum.least(facts.members), "order_ok": order_ok}, found)


def _committee_came_first(facts: Facts) -> bool | None:
    if not facts.important or facts.members_meeting_on is None:
        return None
    return facts.committee_met_on is not None and facts.committee_met_on <= facts.members_meeting_on
