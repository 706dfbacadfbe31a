"""Meetings of villagers: the assembly (R-V12), the representatives (R-V14), a villagers' group (R-V15).

Example: 1,500 adults, 800 present, 740 for and 60 fish farmers against: passed. Sixty cannot block eight hundred.
Each is counted on people or on households' delegates, never on a mixture; who voted what is asked nowhere.
"""

from __future__ import annotations

import datetime as dt

from qianxian.decisions.rules.counting import ANSWERS, VOTES, Count, decided, refuse_impossible
from qianxian.decisions.rules.texts import village_law
from qianxian.foundation.periods import days_before
from qianxian.foundation.rulebook import (
    Facts,
    Finding,
    ImpossibleFacts,
    Input,
    Output,
    RuleViolation,
    SettingsOnDay,
    Threshold,
    rule,
    violation,
    warning,
)

TURNOUT = (
    Input("adults", "int", "十八周岁以上村民", "Villagers aged 18 or more", unit="人", required=False, minimum=1),
    Input("present", "int", "到会村民", "Villagers present", unit="人", required=False, minimum=0),
    Input("households", "int", "本村户数", "Households", unit="户", required=False, minimum=1),
    Input("present_households", "int", "派代表到会的户", "Households with a delegate present", unit="户", required=False, minimum=0),
)
NOTICE = (
    Input("notice_on", "date", "通知日期", "Day of the notice", required=False),
    Input("held_on", "date", "会议日期", "Day of the meeting", required=False),
)


def _turnout(facts: Facts) -> tuple[bool, int, int]:
    """(counted by households, whole, present). Raises ImpossibleFacts for half a pair, none, or both."""
    people = facts.adults is not None and facts.present is not None
    households = facts.households is not None and facts.present_households is not None
    if people and households:
        raise ImpossibleFacts("按人或按户只能选一种：填写十八周岁以上村民和到会村民，或者户数和到会户数。", "present_households")
    if households:
        refuse_impossible(facts, facts.households, facts.present_households, "present_households", "户")
        return True, facts.households, facts.present_households
    if people:
        refuse_impossible(facts, facts.adults, facts.present, "present")
        return False, facts.adults, facts.present
    raise ImpossibleFacts("请填写十八周岁以上村民和到会村民，或者户数和派代表到会的户数。", "present")


def late_notice(notice_on: dt.date | None, held_on: dt.date | None, days: int) -> list[RuleViolation]:
    """The violation when a meeting was notified fewer than ``days`` days before it; nothing where a day is not known."""
    if notice_on is None or held_on is None or notice_on <= days_before(held_on, days):
        return []
    return [
        violation(
            "notice_too_short",
            f"会议要提前 {days} 天通知：{held_on} 开会，最迟 {days_before(held_on, days)} 通知，实际 {notice_on}。请推迟会议。",
            f"A meeting on {held_on} is notified by {days_before(held_on, days)} ({days} days); the notice is of {notice_on}. Put the meeting off.",
            field="notice_on",
        )
    ]


@rule(
    "R-V12",
    title="村民会议表决",
    title_en="Villagers' assembly",
    versions=village_law("第二十一条、第二十二条"),
    inputs=[
        *TURNOUT,
        *VOTES,
        *NOTICE,
        Input("villagers_asking", "int", "要求召开的村民", "Villagers who ask for it", unit="人", required=False, minimum=0),
        Input("reps", "int", "村民代表", "Representatives", unit="人", required=False, minimum=1),
        Input("reps_asking", "int", "要求召开的村民代表", "Representatives who ask for it", unit="人", required=False, minimum=0),
    ],
    outputs=[
        *ANSWERS,
        Output("counted_by", "string", "按人或按户", "Counted by people or households"),
        Output("must_call", "bool", "是否应当召集", "Whether it must be called"),
    ],
)
def assembly(facts: Facts, settings: SettingsOnDay, on: dt.date) -> Finding:
    """Quorum: more than half of the adults, or two thirds of the households; passed by more than half of those present."""
    by_households, whole, present = _turnout(facts)
    quorum: Threshold = settings["village.assembly_quorum_households" if by_households else "village.assembly_quorum"]
    who, unit = ("本村", "户") if by_households else ("十八周岁以上村民", "人")
    count = Count(whole, present, facts["for"], who, unit)
    answers, found = decided(count, quorum, settings["village.assembly_majority"], present_field="present_households" if by_households else "present")
    found += late_notice(facts.notice_on, facts.held_on, settings["village.assembly_notice_days"])
    return Finding({**answers, "counted_by": "households" if by_households else "people", "must_call": _must_call(facts, settings)}, found)


def _must_call(facts: Facts, settings: SettingsOnDay) -> bool | None:
    """Whether enough ask for the assembly; None where nobody is said to ask."""
    asked = [(facts.villagers_asking, facts.adults, "village.assembly_call_villagers"), (facts.reps_asking, facts.reps, "village.assembly_call_reps")]
    known = [settings[key].met(part, whole) for part, whole, key in asked if part is not None and whole is not None]
    return any(known) if known else None


@rule(
    "R-V14",
    title="村民代表会议",
    title_en="Meeting of villagers' representatives",
    versions=village_law("第二十五条、第二十六条"),
    inputs=[
        Input("members", "int", "代表会议组成人员", "Members of the meeting", unit="人", minimum=1, hint="村委会成员和村民代表合计"),
        Input("present", "int", "到会组成人员", "Members present", unit="人", minimum=0),
        *VOTES,
        Input("reps", "int", "其中村民代表", "Representatives among them", unit="人", required=False, minimum=0),
        Input("women_reps", "int", "其中妇女村民代表", "Women representatives among them", unit="人", required=False, minimum=0),
        Input("reps_asking", "int", "要求召开的村民代表", "Representatives who ask for it", unit="人", required=False, minimum=0),
        Input("authorised", "bool", "村民会议是否授权", "Authorised by the assembly", required=False, default=True),
    ],
    outputs=[
        *ANSWERS,
        Output("made_up_ok", "bool", "组成是否符合", "Whether it is made up rightly"),
        Output("must_call", "bool", "是否应当召集", "Whether it must be called"),
    ],
)
def representatives(facts: Facts, settings: SettingsOnDay, on: dt.date) -> Finding:
    """Quorum two thirds of the members, passed by more than half of those present; make-up by shares of the members."""
    refuse_impossible(facts, facts.members, facts.present, "present")
    count = Count(facts.members, facts.present, facts["for"], "代表会议组成人员")
    answers, found = decided(count, settings["village.reps_quorum"], settings["village.reps_majority"])
    if not facts.authorised:
        answers["passed"] = False
        found.append(
            violation(
                "not_authorised",
                "村民会议没有授权，村民代表会议不能代为决定这一事项；请先由村民会议授权，或召开村民会议。",
                "The assembly did not authorise the representatives for this matter: obtain it, or call the assembly.",
                source="《中华人民共和国村民委员会组织法》第二十四条",
                field="authorised",
            )
        )
    made_up = _made_up(facts, settings)
    asked = None if facts.reps_asking is None or not facts.reps else settings["village.reps_call"].met(facts.reps_asking, facts.reps)
    return Finding({**answers, "made_up_ok": None if made_up is None else not made_up, "must_call": asked}, [*found, *(made_up or [])])


def _made_up(facts: Facts, settings: SettingsOnDay) -> list[RuleViolation] | None:
    """What the make-up lacks; None where it was not told. Raises ImpossibleFacts for parts larger than their whole."""
    if facts.reps is None and facts.women_reps is None:
        return None
    found = []
    for name, key, word, word_en in (
        ("reps", "village.reps_share", "村民代表", "Representatives"), ("women_reps", "village.reps_women", "妇女村民代表", "Women representatives"),
    ):  # fmt: skip
        share: Threshold = settings[key]
        if facts[name] is None:
            continue
        if facts[name] > facts.members:
            raise ImpossibleFacts(f"{word} {facts[name]} 人多于组成人员 {facts.members} 人，请核对。", name)
        if not share.met(facts[name], facts.members):
            least = share.least(facts.members)
            told = f"{word} {facts[name]} 人，应占组成人员 {facts.members} 人的{share.words}，至少 {least} 人；请依法补选代表。"
            found.append(warning("made_up", told, f"{word_en}: {facts[name]} of {facts.members}; at least {least}. Fill them by election.", field=name))
    return found


@rule(
    "R-V15",
    title="村民小组会议表决",
    title_en="Meeting of a villagers' group",
    versions=village_law("第二十八条"),
    inputs=[*TURNOUT, *VOTES],
    outputs=[*ANSWERS, Output("counted_by", "string", "按人或按户", "Counted by people or households")],
)
def group_meeting(facts: Facts, settings: SettingsOnDay, on: dt.date) -> Finding:
    """Quorum two thirds of the group's adults or of its households; passed by more than half of those present."""
    by_households, whole, present = _turnout(facts)
    who, unit = ("本组", "户") if by_households else ("本组十八周岁以上村民", "人")
    count = Count(whole, present, facts["for"], who, unit)
    answers, found = decided(count, settings["village.group_quorum"], settings["village.group_majority"], present_field="present_households" if by_households else "present")
    return Finding({**answers, "counted_by": "households" if by_households else "people"}, found)
