"""Whom a matter must pass: is it major (R-D02), one of the four (R-D03), does it need the assembly (R-V13).

Example: leasing 139 mu of collective land is item ⑧: Party organisation, two committees, members' meeting, then the assembly or authorised
representatives, and from 2025-05-01 the collective's assembly too. Repainting a wall for 800 yuan is none of these; desks for 6,000 are
major by their amount alone, which the two committees discuss; above 20,000 the villagers decide.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from qianxian.decisions.rules.kinds import CHOICES, HEAVY, ITEMS, KIND
from qianxian.decisions.rules.texts import PARTY_RURAL, four_and_two, village_law
from qianxian.foundation.money import format_yuan
from qianxian.foundation.rulebook import Facts, Finding, ImpossibleFacts, InForce, Input, Output, SettingsOnDay, rule, violation

_KIND = Input("kind", "enum", "事项", "Matter", choices=CHOICES)
_AMOUNT = Input("amount", "money", "金额", "Amount", unit="元", required=False, minimum=Decimal(0))


@rule(
    "R-D02",
    title="重大事项认定",
    title_en="What is major",
    versions=four_and_two(note="清单和金额为默认值，由区县确定。"),
    inputs=[_KIND, _AMOUNT, Input("emergency", "bool", "是否应急处置", "Emergency", required=False, default=False)],
    outputs=[
        Output("major", "bool", "是否重大事项", "Whether it is major"),
        Output("listed", "bool", "是否在清单内（不论金额）", "Whether its kind is listed, whatever the amount"),
        Output("reason", "string", "理由", "Reason"),
        Output("ratify_days", "int", "应急事项补办天数", "Days to ratify an emergency", "天"),
    ],
)
def major_matter(facts: Facts, settings: SettingsOnDay, on: dt.date) -> Finding:
    """By kind whatever the amount, else above an amount. Whom the amount asks is R-D03's to say."""
    kind, bar = KIND[facts.kind], settings["decisions.major_over"]
    listed = kind.code in settings["decisions.major_kinds"] or kind.always
    if listed:
        major, reason = True, f"“{kind.title}”列入重大事项清单，不论金额。"
    elif facts.amount is None:
        major, reason = False, "没有金额，不在重大事项清单内。"
    elif facts.amount > bar:
        major, reason = True, f"金额 {format_yuan(facts.amount)} 元，超过 {format_yuan(bar)} 元。"
    else:
        major, reason = False, f"金额 {format_yuan(facts.amount)} 元，未超过 {format_yuan(bar)} 元，也不在清单内。"
    days = settings["decisions.ratify_days"] if facts.emergency else None
    return Finding({"major": major, "listed": listed, "reason": reason, "ratify_days": days})


@rule(
    "R-D03",
    title="三重一大先经党组织决议",
    title_en="Four major matters: Party resolution first",
    versions=[
        InForce(dt.date(2010, 1, 31), "“三重一大”集体决策制度（2010年起推广到村）", "", valid_to=dt.date(2018, 12, 27), confidence="likely"),
        InForce(dt.date(2018, 12, 28), PARTY_RURAL, "第十九条", confidence="sure", note="金额档次为地方做法，由区县确定。"),
    ],
    inputs=[
        _KIND,
        _AMOUNT,
        Input("party_resolution", "string", "党组织决议编号", "Number of the Party resolution", required=False),
        Input("executed_on", "date", "实施（付款、签约）日期", "Day it is carried out", required=False),
        Input("resolved_on", "date", "党组织决议日期", "Day of the Party resolution", required=False),
    ],
    outputs=[
        Output("four_major", "string", "属于哪一类", "Which of the four"),
        Output("party_first", "bool", "是否先经党组织决议", "Whether a Party resolution comes first"),
        Output("two_committees", "bool", "是否经两委商议", "Whether the two committees discuss it"),
        Output("representatives", "bool", "是否经村民决议", "Whether the villagers decide it"),
        Output("blocked", "bool", "能否实施", "Whether it is blocked"),
        Output("reason", "string", "理由", "Reason"),
    ],
)
def four_major_matters(facts: Facts, settings: SettingsOnDay, on: dt.date) -> Finding:
    """Which of the four a matter is, whom its amount asks, and whether it is blocked for want of a Party resolution."""
    kind, amount = KIND[facts.kind], facts.amount or Decimal(0)
    small, large = settings["decisions.two_committees_over"], settings["decisions.representatives_over"]
    heavy = kind.heavy or (("major_project" if kind.tender else "large_sum") if amount > large else "")
    party_first = bool(heavy) or kind.always
    reason = f"属于“{dict(HEAVY)[heavy]}”，先经党组织决议，党组织研究不能代替村民决议。" if heavy else "不属于三重一大。"
    found = []
    late = facts.resolved_on is not None and facts.executed_on is not None and facts.resolved_on > facts.executed_on
    blocked = bool(heavy) and (not (facts.party_resolution or "").strip() or late)
    if blocked:
        told = f"{reason}填写决议编号；没有在实施前作出的决议，不能付款、不能签约。"
        found.append(violation("no_party_resolution", told, "One of the four major matters: no payment and no contract without an earlier Party resolution.", field="party_resolution"))
    outputs = {
        "four_major": heavy, "party_first": party_first, "two_committees": party_first or amount > small, "representatives": bool(kind.item) or amount > large,
        "blocked": blocked, "reason": reason,
    }  # fmt: skip
    return Finding(outputs, found)


DECIDERS = (("assembly", "村民会议"), ("reps", "村民代表会议"), ("committee", "村民委员会"), ("party", "村党组织"))


@rule(
    "R-V13",
    title="必须经村民会议讨论决定的事项",
    title_en="Matters that need the assembly",
    versions=village_law("第二十四条"),
    inputs=[
        Input("kind", "enum", "事项", "Matter", choices=(*CHOICES, *((item, f"第二十四条第{item}项") for item in ITEMS))),
        Input("authorised", "bool", "村民会议是否授权代表会议", "Representatives authorised by the assembly", required=False, default=False),
        Input("decided_by", "enum", "由谁决定", "Decided by", required=False, default="assembly", choices=DECIDERS),
    ],
    outputs=[
        Output("needs_assembly", "bool", "是否须经村民会议", "Whether the assembly decides it"),
        Output("item", "string", "第二十四条第几项", "Item of art. 24"),
        Output("counts", "bool", "这次决定是否有效", "Whether this decision counts"),
    ],
)
def needs_assembly(facts: Facts, settings: SettingsOnDay, on: dt.date) -> Finding:
    """The item of art. 24, and whether a decision by this body counts: representatives only where the assembly authorised them."""
    item = facts.kind if facts.kind in ITEMS else KIND[facts.kind].item
    counts = not item or facts.decided_by == "assembly" or (facts.decided_by == "reps" and facts.authorised)
    if counts:
        return Finding({"needs_assembly": bool(item), "item": item, "counts": True})
    if facts.decided_by == "reps":
        told = f"第二十四条第{item}项须经村民会议讨论决定；村民代表会议没有得到授权，表决不算数。请先由村民会议授权，或召开村民会议。"
        code, told_en = "not_authorised", f"Item {item} of art. 24 is the assembly's; unauthorised representatives do not count."
    else:
        told = f"第二十四条第{item}项须经村民会议或其授权的村民代表会议决定；请提交村民会议。"
        code, told_en = "assembly_needed", f"Item {item} of art. 24 is decided by the assembly, or by representatives it authorised."
    return Finding({"needs_assembly": True, "item": item, "counts": False}, [violation(code, told, told_en, field="decided_by")])


@dataclass(frozen=True)
class Asked:
    """A body that must decide a matter: its step, the rule that asks for it and why, in words."""

    step: str
    body: str
    rule: str
    reason: str


@dataclass(frozen=True)
class Answers:
    """What the three rules said of a matter: outputs of R-D02, R-D03 and R-V13, and whether the collective law is in force."""

    major: bool
    listed: bool
    major_reason: str
    four_major: str
    heavy_reason: str
    party_first: bool
    two_committees: bool
    representatives: bool
    item: str
    collective_in_force: bool


def bodies_asked(kind_code: str, answers: Answers, *, authorised: bool, decided_in: str = "") -> list[Asked]:
    """The bodies in the order they are asked. ``decided_in``: "assembly" or "group_meeting" where the village chose more than it must.

    Raises ImpossibleFacts for land matters that name a group meeting: two thirds are counted on the village's own meeting.
    """
    kind = KIND[kind_code]
    if decided_in == "group_meeting" and (kind.two_thirds or kind.collective):
        raise ImpossibleFacts("这一事项由村民会议或代表会议决定，不能由村民小组会议决定。", "decided_in")
    why = answers.heavy_reason if answers.four_major else answers.major_reason
    by_all = answers.listed or answers.representatives
    asked = [Asked("propose", "branch_committee", "R-D01", f"①村党组织提议。{why}")]
    if answers.major or answers.two_committees:
        asked.append(Asked("discuss", "two_committees", "R-D03", f"②两委商议。{why}"))
    if by_all:
        asked.append(Asked("review", "members_meeting", "R-D01", f"③党员大会审议。{answers.major_reason}"))
    if by_all:
        asked.append(_villagers(kind_code, answers, authorised, decided_in))
    if kind.collective and answers.collective_in_force:
        body = "collective_assembly" if kind.members_only else "collective_reps"
        why = "只能由成员大会决定。" if kind.members_only else "由成员大会或成员代表大会决定。"
        asked.append(Asked("collective", body, "R-C01" if kind.members_only else "R-C02", f"集体经济组织表决：{kind.title}{why}"))
    return asked


def _villagers(kind_code: str, answers: Answers, authorised: bool, decided_in: str) -> Asked:
    kind = KIND[kind_code]
    if kind.two_thirds:
        body = "reps_meeting" if authorised and decided_in != "assembly" else "assembly"
        return Asked("decide", body, "R-V16", f"④涉地事项要全体三分之二以上同意：{kind.title}。")
    if answers.item:
        if authorised and decided_in != "assembly":
            return Asked("decide", "reps_meeting", "R-V13", f"④第二十四条第{answers.item}项，村民会议已授权代表会议决定。")
        return Asked("decide", "assembly", "R-V13", f"④第二十四条第{answers.item}项，须经村民会议讨论决定。")
    body = decided_in or "reps_meeting"
    return Asked("decide", body, "R-D02", f"④村民决议。{answers.major_reason}")
