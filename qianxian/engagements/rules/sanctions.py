"""How long a sanction works (R-E07): state (政务处分) and Party (党纪处分), by the day of its decision.

Example: a demerit of 2021-09-10 works up to and including 2022-09-10. Who may sanction whom is not judged here: competent bodies only.
"""

from __future__ import annotations

import datetime as dt

from qianxian.foundation.periods import add_months
from qianxian.foundation.rulebook import (
    Facts,
    Finding,
    ImpossibleFacts,
    InForce,
    Input,
    Output,
    RuleViolation,
    SettingsOnDay,
    rule,
    violation,
    warning,
)

TRACKS = (("administrative", "政务处分"), ("party", "党纪处分"))
SANCTIONS = (
    ("warning", "警告"),
    ("demerit", "记过"),
    ("major_demerit", "记大过"),
    ("downgrade", "降级"),
    ("dismissal", "撤职"),
    ("serious_warning", "严重警告"),
    ("party_post_removal", "撤销党内职务"),
    ("party_probation", "留党察看"),
    ("expulsion", "开除党籍"),
)
ADMINISTRATIVE = frozenset({"warning", "demerit", "major_demerit", "downgrade", "dismissal"})
PARTY = frozenset({"warning", "serious_warning", "party_post_removal", "party_probation", "expulsion"})
#: What the law gives to people who manage a village's own affairs (政务处分法 art. 22); they hold no rank to be lowered.
FOR_VILLAGE_MANAGERS = frozenset({"warning", "demerit", "major_demerit"})
LAW_FROM = dt.date(2020, 7, 1)
#: From when the product knows the periods; earlier decisions run as they state themselves.
KNOWN_FROM = {"administrative": LAW_FROM, "party": dt.date(2016, 1, 1)}


@rule(
    "R-E07",
    title="处分影响期",
    title_en="How long a sanction works",
    versions=[
        InForce(
            dt.date(2019, 1, 1),
            "《中国共产党纪律处分条例》（2018年）",
            "处分影响期条款",
            valid_to=dt.date(2020, 6, 30),
            confidence="likely",
            note="政务处分法施行前的政务处分，期限按处分决定书写明的日期。",
        ),
        InForce(
            LAW_FROM,
            "《中华人民共和国公职人员政务处分法》（2020年）、《中国共产党纪律处分条例》",
            "第七条、第八条、第二十二条；处分影响期条款",
            confidence="sure",
            note="政务处分各期限见原文；党纪处分期限待对照2023年条例。",
        ),
    ],
    inputs=[
        Input("track", "enum", "处分种类", "State or Party", required=False, default="administrative", choices=TRACKS),
        Input("sanction", "enum", "处分", "Sanction", choices=SANCTIONS),
        Input("decided_on", "date", "处分决定日期", "Day of the decision"),
        Input("village_manager", "bool", "是否村（社区）自治组织管理人员", "Whether a manager of village self-government", required=False, default=True),
        Input("probation_months", "int", "留党察看月数", "Months of probation within the Party", unit="月", required=False, default=12, minimum=12, maximum=24),
        Input("stated_until", "date", "决定书写明的届满日期", "Last day stated in the decision", required=False),
    ],
    outputs=[
        Output("months", "int", "影响期", "Months of effect", "月"),
        Output("effect_until", "date", "影响期至", "Last day of effect"),
        Output("in_effect", "bool", "当日是否在影响期", "Whether in effect on the day"),
        Output("allowed", "bool", "能否给予这类人员", "Whether it may be given to such a person"),
        Output("allowance_reduced", "bool", "是否由区县、镇街减发补贴奖金", "Whether county or town reduces allowance and bonus"),
    ],
)
def sanction_period(facts: Facts, settings: SettingsOnDay, on: dt.date) -> Finding:
    """The last day counts: in effect from the decision's day up to and including ``effect_until``.

    State sanctions decided before 2020-07-01, Party sanctions before 2016-01-01, run as their decision states.
    """
    kinds = ADMINISTRATIVE if facts.track == "administrative" else PARTY
    if facts.sanction not in kinds:
        raise ImpossibleFacts(f"{dict(TRACKS)[facts.track]}中没有「{dict(SANCTIONS)[facts.sanction]}」，请核对种类和处分。", "sanction")
    if facts.stated_until is not None and facts.stated_until < facts.decided_on:
        raise ImpossibleFacts(f"届满日期 {facts.stated_until} 早于处分决定日期 {facts.decided_on}，请核对。", "stated_until")
    manager = facts.village_manager and facts.track == "administrative"
    allowed = not manager or facts.sanction in FOR_VILLAGE_MANAGERS
    months, until, told = _effect(facts, settings)
    if not allowed:
        told.append(
            violation(
                "not_for_village_managers",
                "对村（社区）自治组织管理人员只能给予警告、记过、记大过，由区县、镇街减发或者扣发补贴、奖金；请核对处分决定。",
                "Managers of village self-government may be given a warning, a demerit or a major demerit only; check the decision.",
                field="sanction",
            )
        )
    in_effect = until is not None and facts.decided_on <= on <= until
    reduced = manager and facts.decided_on >= LAW_FROM
    return Finding({"months": months, "effect_until": until, "in_effect": in_effect, "allowed": allowed, "allowance_reduced": reduced}, told)


def _effect(facts: Facts, settings: SettingsOnDay) -> tuple[int | None, dt.date | None, list[RuleViolation]]:
    known_from = KNOWN_FROM[facts.track]
    if facts.decided_on < known_from:
        if facts.stated_until is not None:
            return None, facts.stated_until, []
        told = violation(
            "older_rules",
            f"{known_from} 前的处分按当时的规定；请填写处分决定书写明的届满日期。",
            f"Sanctions before {known_from} run by the rules of their day; enter the last day stated in the decision.",
            field="stated_until",
        )
        return None, None, [told]
    table = settings.row(f"sanction.{facts.track}_months", facts.decided_on).value
    months = int(table[facts.sanction])
    if facts.sanction == "party_probation":
        months += facts.probation_months
    until = add_months(facts.decided_on, months)
    if facts.stated_until is not None and facts.stated_until != until:
        found = warning(
            "stated_differs",
            f"决定书写明至 {facts.stated_until}，按规定算至 {until}；请核对决定书。",
            f"The decision states {facts.stated_until}; by the rule it is {until}. Check the decision.",
            field="stated_until",
        )
        return months, until, [found]
    return months, until, []
