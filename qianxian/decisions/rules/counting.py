"""What every count of this room is asked first: can these numbers be, is there a quorum, are there enough votes. No law is named here.

A quorum and a majority are each a ``Threshold`` over a whole; who stands in the whole is what the rule's law says.
"""

from __future__ import annotations

from dataclasses import dataclass

from qianxian.foundation.rulebook import Facts, ImpossibleFacts, Input, Output, RuleViolation, Threshold, violation

VOTES = (
    Input("for", "int", "赞成", "For", unit="票", minimum=0),
    Input("against", "int", "反对", "Against", unit="票", required=False, default=0, minimum=0),
    Input("abstain", "int", "弃权", "Abstaining", unit="票", required=False, default=0, minimum=0),
)
ANSWERS = (
    Output("quorum", "bool", "到会人数是否够", "Whether there is a quorum"),
    Output("passed", "bool", "是否通过", "Whether it is passed"),
    Output("quorum_needed", "int", "至少到会", "Quorum"),
    Output("votes_needed", "int", "至少赞成", "Votes needed", "票"),
    Output("threshold", "string", "通过比例和基数", "Share and base of the majority"),
)
BASES = {"expected": "应到会", "present": "到会", "all_members": "全体", "ballots_cast": "已投票"}


@dataclass(frozen=True)
class Count:
    """How many should come, came and voted for; ``who`` is what one of them is called, ``unit`` is 人 or 户."""

    whole: int
    present: int
    votes_for: int
    who: str
    unit: str = "人"


def refuse_impossible(facts: Facts, whole: int, present: int, present_name: str, unit: str = "人") -> None:
    """Raise ImpossibleFacts when more came than exist, or more voted than came."""
    if present > whole:
        raise ImpossibleFacts(f"到会 {present} {unit}多于应到 {whole} {unit}，请核对人数。", present_name)
    for name in ("for", "against", "abstain"):
        if facts[name] > present:
            raise ImpossibleFacts(f"{facts[name]} 票（{name}）多于到会 {present} {unit}，请核对计票。", name)
    total = facts["for"] + facts.against + facts.abstain
    if total > present:
        raise ImpossibleFacts(f"各项票数合计 {total} 多于到会 {present} {unit}，请核对计票。", "for")


def share_words(threshold: Threshold) -> str:
    """"到会的过半数": the base and the share as the law words them."""
    return f"{BASES.get(threshold.base, threshold.base)}的{threshold.words}"


def whole_of(threshold: Threshold, count: Count) -> int:
    """The number the share is taken of: those present, or all."""
    return count.present if threshold.base == "present" else count.whole


def decided(count: Count, quorum: Threshold, majority: Threshold, *, present_field: str = "present") -> tuple[dict[str, object], list[RuleViolation]]:
    """Outputs and violations of one vote: a quorum first; without it nothing passes, whatever the votes."""
    base = whole_of(majority, count)
    has_quorum = quorum.met(count.present, count.whole)
    passed = has_quorum and majority.met(count.votes_for, base)
    quorum_needed, votes_needed = quorum.least(count.whole), majority.least(base)
    found: list[RuleViolation] = []
    if not has_quorum:
        found.append(
            violation(
                "no_quorum",
                f"到会 {count.present} {count.unit}，未达{count.who} {count.whole} {count.unit}的{quorum.words}；至少到会 {quorum_needed} {count.unit}才能表决，请另行召集。",
                f"{count.present} of {count.whole} are present; {quorum_needed} are needed before a vote. Call the meeting again.",
                field=present_field,
            )
        )
    elif not passed:
        found.append(
            violation(
                "not_passed",
                f"赞成 {count.votes_for} 票，要{share_words(majority)}（{base} {count.unit}中至少 {votes_needed} 票）赞成才能通过；请退回①提议环节修改后重新提交。",
                f"{count.votes_for} for; {votes_needed} of {base} are needed. Go back to step 1, amend and submit again.",
                field="for",
            )
        )
    answers = {"quorum": has_quorum, "passed": passed, "quorum_needed": quorum_needed, "votes_needed": votes_needed, "threshold": share_words(majority)}
    return answers, found
