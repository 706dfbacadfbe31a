"""What a villagers' committee looks like and how long it serves: size, women, kin (R-V01), term (R-V02).

Example: eight seats are too many; five men and no woman elected: one seat is filled by a rerun for a woman.
"""

from __future__ import annotations

import datetime as dt

from qianxian.elections.rules.texts import RELATIONS, village_law
from qianxian.foundation.periods import add_months
from qianxian.foundation.rulebook import (
    Facts,
    Finding,
    ImpossibleFacts,
    Input,
    Output,
    RuleViolation,
    SettingsOnDay,
    rule,
    violation,
    warning,
)

KIN_FIELDS = (
    Input("first", "string", "第一人", "First person"),
    Input("second", "string", "第二人", "Second person"),
    Input("relation", "enum", "关系", "Relation", choices=RELATIONS),
)
COMMITTEES = (("villagers", "村民委员会"), ("residents", "居民委员会"))


@rule(
    "R-V01",
    title="村民委员会组成",
    title_en="Make-up of a villagers' committee",
    versions=village_law("第六条；《广东省村民委员会选举办法》第二条"),
    inputs=[
        Input("seats", "int", "委员会人数", "Seats", unit="人", minimum=1),
        Input("men", "int", "当选男性", "Men elected", unit="人", required=False, minimum=0),
        Input("women", "int", "当选女性", "Women elected", unit="人", required=False, minimum=0),
        Input("committee", "enum", "委员会", "Committee", required=False, default="villagers", choices=COMMITTEES),
        Input("kin", "list", "成员之间申报的亲属关系", "Kinship declared among members", required=False, fields=KIN_FIELDS),
        Input("multi_ethnic", "bool", "是否多民族村", "Multi-ethnic village", required=False, default=False),
        Input("minority_members", "int", "人数较少民族的成员", "Members of smaller groups", unit="人", required=False, minimum=0),
    ],
    outputs=[
        Output("ok", "bool", "是否符合", "Whether it is in order"),
        Output("size_ok", "bool", "人数是否符合", "Whether the size is right"),
        Output("woman_ok", "bool", "是否有妇女成员", "Whether there is a woman"),
        Output("womens_seat_open", "bool", "是否要补选妇女成员", "Whether the women's seat is open"),
        Output("kin_ok", "bool", "亲属回避是否符合", "Whether kinship is avoided"),
    ],
)
def committee_make_up(facts: Facts, settings: SettingsOnDay, on: dt.date) -> Finding:
    """Size, at least one woman, no spouses, parents and children or siblings. Women are judged once the elected are told."""
    told = (facts.men or 0) + (facts.women or 0)
    if told > facts.seats:
        raise ImpossibleFacts(f"当选 {told} 人多于 {facts.seats} 个名额，请核对。", "women" if facts.men is None else "men")
    kind = "village" if facts.committee == "villagers" else "community"
    low, high = settings[f"{kind}.committee_size_min"], settings[f"{kind}.committee_size_max"]
    size_ok = low <= facts.seats <= high
    women_known = facts.women is not None or facts.men == facts.seats
    woman_ok = (facts.women or 0) > 0 if women_known else None
    found: list[RuleViolation] = []
    if not size_ok:
        found.append(
            violation("size", f"委员会由 {low} 至 {high} 人组成，现为 {facts.seats} 人；请调整名额。", f"A committee has {low} to {high} members.", field="seats")
        )
    if woman_ok is False:
        found.append(
            violation(
                "no_woman",
                "应当有妇女成员；请为妇女保留一个名额，另行选举补足。",
                "There must be a woman: fill the women's seat by a rerun.",
                field="women",
            )
        )
    barred = settings["village.committee_kin_barred"]
    kin = [pair for pair in facts.kin or () if pair.relation in barred]
    for pair in kin:
        found.append(
            violation(
                "kin",
                f"{pair.first} 与 {pair.second} 是{dict(RELATIONS)[pair.relation]}，不能同时任职；两人都当选的，由选举委员会确认其中一位回避，空出的名额补选。",
                f"{pair.first} and {pair.second} may not both sit on the committee: one gives way, and the seat is filled by a by-election.",
                field="kin",
            )
        )
    if facts.multi_ethnic and facts.minority_members == 0:
        found.append(
            warning("no_minority_member", "多民族村应当有人数较少的民族的成员；请在提名时考虑。", "Include a member of the smaller group.", field="minority_members")
        )
    return Finding(
        {
            "ok": not any(item.level == "error" for item in found),
            "size_ok": size_ok,
            "woman_ok": woman_ok,
            "womens_seat_open": woman_ok is False,
            "kin_ok": not kin,
        },
        found,
    )


@rule(
    "R-V02",
    title="村民委员会任期",
    title_en="Term of a villagers' committee",
    versions=village_law("第十一条", "likely", "2018年修订前任期三年；过渡办法由省里规定。"),
    inputs=[
        Input("elected_on", "date", "选举日期", "Day of the election"),
        Input("term_length", "int", "任期（不填按选举时的法律）", "Term", unit="年", required=False, minimum=1, maximum=10),
        Input("extended_to", "date", "省里规定延期至", "Extended by the province to", required=False),
        Input("extension_doc", "string", "延期文件", "Document of the extension", required=False),
    ],
    outputs=[
        Output("term_years", "int", "任期", "Term", "年"),
        Output("due_on", "date", "届满日期", "Term ends on"),
        Output("overdue", "bool", "是否已届满", "Whether it is over"),
    ],
)
def committee_term(facts: Facts, settings: SettingsOnDay, on: dt.date) -> Finding:
    """Five years from 2018-12-29, three before, or what the term says; later only by a provincial extension with its document."""
    years = facts.term_length or settings.row("village.term_years", facts.elected_on).value
    due = add_months(facts.elected_on, 12 * years)
    if facts.extended_to is not None and facts.extended_to < due:
        raise ImpossibleFacts(f"延期至 {facts.extended_to}，早于届满日期 {due}，请核对。", "extended_to")
    found: list[RuleViolation] = []
    if facts.extended_to is not None:
        if (facts.extension_doc or "").strip():
            due = facts.extended_to
        else:
            found.append(
                violation(
                    "extension_without_document",
                    "任期延长要有省里的文件；请填写文件名称和文号。",
                    "A term is extended by a provincial document only.",
                    field="extension_doc",
                )
            )
    if on > due:
        found.append(violation("term_over", f"任期已于 {due} 届满；请组织换届选举。", f"The term ended on {due}; hold the election.", field="elected_on"))
    return Finding({"term_years": years, "due_on": due, "overdue": on > due}, found)
