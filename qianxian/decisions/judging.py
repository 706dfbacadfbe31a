"""Rules called with rows: which bodies a matter must pass, and what a body's count comes to. Numbers and laws are the rules'.

Reasons and articles are kept with the matter, in Chinese whoever proposed it; only what is said at once is in the reader's language.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from qianxian.decisions.models import Body, Matter, Meeting
from qianxian.decisions.rules.kinds import KIND
from qianxian.decisions.rules.matters import Answers, Asked, bodies_asked
from qianxian.foundation.errors import RuleViolated, Violation
from qianxian.foundation.periods import add_days
from qianxian.foundation.rulebook import ImpossibleFacts, InputsRefused, Threshold, rule_on
from qianxian.organisations.judging import SILENT, ask, judged
from qianxian.rulebook.queries import county_settings

__all__ = ["Classified", "Counted", "Tally", "ask", "bars", "classified", "counted", "judged", "notice_days"]


@dataclass(frozen=True)
class Classified:
    """What R-D02, R-D03, R-V13 (and R-D06, R-V20 beside them) say of a matter; ``reasons`` are kept with it."""

    steps: tuple[Asked, ...]
    major: bool
    four_major: str
    law_item: str
    reasons: tuple[dict[str, str], ...]
    ratify_by: dt.date | None


def classified(kind: str, amount: Decimal | None, purpose: str, on: dt.date, *, authorised: bool, decided_in: str, acted_on: dt.date | None) -> Classified:
    """The bodies a matter must pass by the law of the day, each with why. Raises RuleViolated where no law of that day answers."""
    d02 = ask("R-D02", on, {"kind": kind, "amount": amount, "emergency": acted_on is not None})
    d03 = ask("R-D03", on, {"kind": kind, "amount": amount})
    v13 = ask("R-V13", on, {"kind": kind, "authorised": authorised})
    if d02.outputs is None or d03.outputs is None or v13.outputs is None:
        raise RuleViolated([Violation("not_in_force", _("%(day)s 还没有可用的决策程序规定，不能在这里办理。") % {"day": on}, "R-D02", "kind")])
    major, heavy, item = d02.outputs, d03.outputs, v13.outputs["item"]
    answers = Answers(
        major["major"], major["listed"], major["reason"], heavy["four_major"], heavy["reason"], heavy["party_first"], heavy["two_committees"], heavy["representatives"], item,
        rule_on("R-C01", on) is not None,
    )  # fmt: skip
    try:
        steps = bodies_asked(kind, answers, authorised=authorised, decided_in=decided_in)
    except ImpossibleFacts as unfit:
        raise RuleViolated([Violation("decided_in", str(unfit), "R-V16", "decided_in")]) from unfit
    reasons = [{"rule": "R-D02", "text": major["reason"]}, {"rule": "R-D03", "text": heavy["reason"]}]
    if item:
        reasons.append({"rule": "R-V13", "text": f"第二十四条第{item}项，{'村民会议已授权代表会议' if authorised else '须经村民会议讨论决定'}。"})
    reasons += [*_tender(kind, amount, on), *_rights(kind, purpose, on)]
    ratify_by = add_days(acted_on, major["ratify_days"]) if acted_on is not None else None
    return Classified(tuple(steps), major["major"], heavy["four_major"], item, tuple(reasons), ratify_by)


def _tender(kind: str, amount: Decimal | None, on: dt.date) -> list[dict[str, str]]:
    if not KIND[kind].tender or amount is None:
        return []
    found = ask("R-D06", on, {"kind": KIND[kind].tender, "amount": amount})
    must = found.outputs is not None and found.outputs["tender"]
    return [{"rule": "R-D06", "text": "达到必须招标的限额，实施前依法招标。" if must else "未达到必须招标的限额，按地方小额办法确定承包人。"}]


def _rights(kind: str, purpose: str, on: dt.date) -> list[dict[str, str]]:
    if kind != "village_rules":
        return []
    return [{"rule": "R-V20", "text": one.message} for one in ask("R-V20", on, {"text": purpose}).errors]


def notice_days(body: str, on: dt.date) -> int:
    """Days a meeting of the body is notified before it, by the law or the county's practice of that day."""
    keys = {
        Body.MEMBERS_MEETING: "decisions.review_notice_days", Body.ASSEMBLY: "village.assembly_notice_days",
        Body.COLLECTIVE_ASSEMBLY: "collective.assembly_notice_days",
    }  # fmt: skip
    return county_settings().on(on)[keys[body]] if body in keys else 0


@dataclass(frozen=True)
class Tally:
    """A meeting's confirmed figures."""

    present: int
    votes_for: int
    votes_against: int
    votes_abstain: int


@dataclass(frozen=True)
class Counted:
    """What the law of the day says of a count."""

    quorum: Threshold
    majority: Threshold
    quorum_needed: int
    votes_needed: int
    has_quorum: bool
    passed: bool
    rule: str
    law: str
    failed_because: str


# body → (rule, name of the whole, name of those present, setting of the quorum, setting of the majority)
BODY_LAW = {
    Body.BRANCH_COMMITTEE: ("R-P13", "members", "present", "decisions.committee_quorum", "decisions.committee_majority"),
    Body.TWO_COMMITTEES: ("R-P13", "members", "present", "decisions.committee_quorum", "decisions.committee_majority"),
    Body.MEMBERS_MEETING: ("R-P12", "voters", "present", "decisions.review_quorum", "decisions.review_majority"),
    Body.ASSEMBLY: ("R-V12", "adults", "present", "village.assembly_quorum", "village.assembly_majority"),
    Body.REPS_MEETING: ("R-V14", "members", "present", "village.reps_quorum", "village.reps_majority"),
    Body.GROUP_MEETING: ("R-V15", "adults", "present", "village.group_quorum", "village.group_majority"),
    Body.COLLECTIVE_ASSEMBLY: ("R-C01", "members", "present", "collective.assembly_quorum", "collective.assembly_majority"),
    Body.COLLECTIVE_REPS: ("R-C02", "delegates", "present", "collective.assembly_quorum", "collective.assembly_majority"),
    Body.COLLECTIVE_BOARD: ("R-C03", "directors", "present", "collective.board_quorum", "collective.board_majority"),
}


def counted(meeting: Meeting, tally: Tally, recused: int) -> Counted:
    """The count by its body's own thresholds; the recused are not present. Raises ImpossibleFacts and InputsRefused for what cannot be."""
    day, whole, base = meeting.held_on, meeting.eligible, tally.present - recused
    rule_id, whole_name, present_name, quorum_key, majority_key = BODY_LAW[meeting.body]
    if meeting.step.rule == "R-V16":
        rule_id, quorum_key, majority_key = "R-V16", "land.super_majority", "land.super_majority"
        whole_name = "members" if meeting.body == Body.ASSEMBLY else "reps"
    elif meeting.counted_by == Meeting.CountedBy.HOUSEHOLDS:
        whole_name, present_name = "households", "present_households"
        quorum_key = "village.assembly_quorum_households" if meeting.body == Body.ASSEMBLY else quorum_key
    book = county_settings().on(day)
    quorum, majority = book[quorum_key], book[majority_key]
    facts: dict[str, object] = {whole_name: whole, present_name: base}
    if rule_id != "R-P13":
        facts |= {"for": tally.votes_for, "against": tally.votes_against, "abstain": tally.votes_abstain}
    facts |= _of_the_matter(rule_id, meeting.matter)
    found, told = ask(rule_id, day, facts), []
    if rule_id == "R-P12" and found.outputs is not None:
        # A county may ask more of the review than the Party's rule does, and never less.
        quorum, majority = _stricter(quorum, book["party.meeting_quorum"], whole), _stricter(majority, book["party.meeting_majority"], whole)
    if rule_id == "R-P13":
        told = ask("R-D04", day, {"present": tally.present, "recused": recused, "for": tally.votes_for}).errors
    counted_on = base if majority.base == "present" else whole
    has_quorum = quorum.met(base, whole)
    passed = has_quorum and majority.met(tally.votes_for, counted_on) and not [v for v in found.errors if v.code not in SILENT]
    text, unverified = rule_on(rule_id, day), any(v.code == "text_unverified" for v in found.violations)
    law = (text.text.source if text else rule_id) + ("（条文待核对）" if unverified else "")
    why = "" if passed else _why([v for v in (*found.errors, *told) if v.code not in SILENT], quorum, majority, whole, counted_on, law)
    return Counted(quorum, majority, quorum.least(whole), majority.least(counted_on), has_quorum, passed, rule_id, law[:200], why)


def _of_the_matter(rule_id: str, matter: Matter) -> dict[str, object]:
    if rule_id == "R-V14" and matter.law_item:
        return {"authorised": bool(matter.authorisation)}
    if rule_id == "R-C02":
        return {"kind": matter.kind}
    return {"act": KIND[matter.kind].two_thirds} if rule_id == "R-V16" else {}


def _stricter(one: Threshold, other: Threshold, whole: int) -> Threshold:
    return one if one.least(whole) >= other.least(whole) else other


def _why(told: list, quorum: Threshold, majority: Threshold, whole: int, base: int, law: str) -> str:
    """Which article, and what to do again: the rule's own words, or the bars where the county asks more than the rule."""
    words = told[0].message if told else f"到会至少 {quorum.least(whole)}，赞成至少 {majority.least(base)}；请退回①提议环节修改后重新提交。"
    return f"{words}（{law}）"[:500]


def bars(meeting: Meeting, recused: int) -> int:
    """How many must be there before a vote, by the law of the meeting's day."""
    return counted(meeting, Tally(meeting.eligible, 0, 0, 0), recused).quorum_needed


def count_faults(meeting: Meeting, tally: Tally, recused: int) -> list[Violation]:
    """What stands against the figures themselves, before any law: more than exist, more votes than people who may vote."""
    try:
        counted(meeting, tally, recused)
    except (ImpossibleFacts, InputsRefused) as unfit:
        return [Violation("facts", str(unfit), BODY_LAW[meeting.body][0], "present")]
    return []
