"""Votes of the collective economic organisation: assembly (R-C01), delegates (R-C02), board (R-C03), Party study first (R-C05).

Example: 900 members, 700 present, 599 for: a quorum, and not passed, since 600 of all members are needed.
Before 2025-05-01 the provinces' rules and the charter decide; the rules answer ``not_in_force``.
"""

from __future__ import annotations

import datetime as dt

from qianxian.decisions.rules.counting import ANSWERS, VOTES, Count, decided, refuse_impossible
from qianxian.decisions.rules.kinds import CHOICES, KIND
from qianxian.decisions.rules.meetings import NOTICE, late_notice
from qianxian.decisions.rules.texts import collective_law
from qianxian.foundation.rulebook import Facts, Finding, Input, Output, RuleViolation, SettingsOnDay, rule, violation, warning


@rule(
    "R-C01",
    title="集体经济组织成员大会表决",
    title_en="Assembly of the collective",
    versions=collective_law("第二十七条"),
    inputs=[
        Input("members", "int", "具有完全民事行为能力的成员", "Members of full capacity", unit="人", minimum=1),
        Input("present", "int", "到会成员", "Members present", unit="人", minimum=0, hint="含网上参加和同户受托的成员"),
        *VOTES,
        *NOTICE,
    ],
    outputs=list(ANSWERS),
)
def collective_assembly(facts: Facts, settings: SettingsOnDay, on: dt.date) -> Finding:
    """Quorum two thirds of the members; passed by two thirds of *all* members, one person one vote."""
    refuse_impossible(facts, facts.members, facts.present, "present")
    count = Count(facts.members, facts.present, facts["for"], "成员大会全体成员")
    answers, found = decided(count, settings["collective.assembly_quorum"], settings["collective.assembly_majority"])
    return Finding(answers, [*found, *late_notice(facts.notice_on, facts.held_on, settings["collective.assembly_notice_days"])])


@rule(
    "R-C02",
    title="集体经济组织成员代表大会表决",
    title_en="Delegates of the collective",
    versions=collective_law("第二十八条"),
    inputs=[
        Input("delegates", "int", "成员代表", "Delegates", unit="人", minimum=1),
        Input("present", "int", "到会代表", "Delegates present", unit="人", required=False, minimum=0),
        *VOTES,
        Input("kind", "enum", "事项", "Matter", required=False, default="other", choices=CHOICES),
        Input("households", "int", "本集体户数", "Households of the collective", unit="户", required=False, minimum=1),
    ],
    outputs=[*ANSWERS, Output("may_decide", "bool", "能否由代表大会决定", "Whether delegates may decide it")],
)
def collective_delegates(facts: Facts, settings: SettingsOnDay, on: dt.date) -> Finding:
    """Passed by two thirds of all delegates; what the law keeps for the assembly is not passed by any number of them."""
    present = facts.delegates if facts.present is None else facts.present
    refuse_impossible(facts, facts.delegates, present, "present")
    answers, found = decided(Count(facts.delegates, present, facts["for"], "全体成员代表"), settings["collective.assembly_quorum"], settings["collective.assembly_majority"])
    kind = KIND[facts.kind]
    if kind.members_only:
        answers["passed"] = False
        found.append(
            violation(
                "assembly_only",
                f"“{kind.title}”只能由成员大会决定，成员代表大会不能代为表决；请召开成员大会。",
                f"{kind.title_en}: reserved for the assembly of all members. Call the assembly.",
                field="kind",
            )
        )
    return Finding({**answers, "may_decide": not kind.members_only}, [*found, *_delegates_made_up(facts)])


def _delegates_made_up(facts: Facts) -> list[RuleViolation]:
    found = []
    if facts.delegates <= 20:
        found.append(warning("too_few_delegates", f"成员代表 {facts.delegates} 人，应当在二十人以上；请依章程补选。", "Delegates are more than twenty: elect more.", field="delegates"))
    if facts.households is not None and not 5 * facts.delegates <= facts.households <= 15 * facts.delegates:
        told = f"每五户至十五户选一名代表：{facts.households} 户与 {facts.delegates} 名代表不合；请核对。"
        found.append(warning("households_per_delegate", told, "One delegate stands for five to fifteen households: check the number.", field="households"))
    return found


@rule(
    "R-C03",
    title="集体经济组织理事会表决",
    title_en="Board of the collective",
    versions=collective_law("第二十九条、第三十条"),
    inputs=[
        Input("directors", "int", "理事", "Directors", unit="人", minimum=1),
        Input("present", "int", "到会理事", "Directors present", unit="人", minimum=0),
        *VOTES,
    ],
    outputs=[*ANSWERS, Output("size_ok", "bool", "理事人数是否符合", "Whether the board has a lawful size")],
)
def collective_board(facts: Facts, settings: SettingsOnDay, on: dt.date) -> Finding:
    """Quorum two thirds of the directors; passed by more than half of all of them. Three to seven, an odd number."""
    refuse_impossible(facts, facts.directors, facts.present, "present")
    answers, found = decided(Count(facts.directors, facts.present, facts["for"], "全体理事"), settings["collective.board_quorum"], settings["collective.board_majority"])
    size_ok = 3 <= facts.directors <= 7 and facts.directors % 2 == 1
    if not size_ok:
        told = f"理事会由三至七名单数成员组成，现有 {facts.directors} 人；请依章程改选。"
        found.append(warning("board_size", told, "A board has three to seven directors, an odd number.", field="directors"))
    return Finding({**answers, "size_ok": size_ok}, found)


@rule(
    "R-C05",
    title="重大事项先经党组织研究讨论",
    title_en="Party study before the collective votes",
    versions=collective_law("第二十六条"),
    inputs=[
        Input("assembly_on", "date", "成员大会日期", "Day of the assembly"),
        Input("studied_on", "date", "党组织研究讨论日期", "Day of the Party organisation's study", required=False),
        Input("important", "bool", "是否重要事项", "Important matter", required=False, default=True),
    ],
    outputs=[Output("ok", "bool", "是否符合", "Whether it is in order"), Output("error", "string", "错误", "Error")],
)
def party_study_first(facts: Facts, settings: SettingsOnDay, on: dt.date) -> Finding:
    """An important matter is studied by the town's or village's Party organisation before the assembly votes."""
    if not facts.important:
        return Finding({"ok": True, "error": None})
    if facts.studied_on is None:
        told = violation("not_studied", "提交成员大会前，先由乡镇或村党组织研究讨论；请补开会议，再提交表决。", "The Party organisation studies it first.", field="studied_on")
        return Finding({"ok": False, "error": "not_studied"}, [told])
    if facts.studied_on > facts.assembly_on:
        told = violation(
            "studied_after",
            f"党组织研究讨论（{facts.studied_on}）晚于成员大会（{facts.assembly_on}）；请在研究讨论后重新提交成员大会表决。",
            f"The study of {facts.studied_on} came after the assembly of {facts.assembly_on}: study first, then vote again.",
            field="studied_on",
        )
        return Finding({"ok": False, "error": "studied_after"}, [told])
    same = [] if facts.studied_on < facts.assembly_on else [warning("same_day", "研究讨论和表决在同一天，请在记录中写明先后。", "Same day: record which came first.", field="studied_on")]
    return Finding({"ok": True, "error": None}, same)
