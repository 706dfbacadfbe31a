"""What happens to an elected member between elections: offices that end by law (R-V10), by-election and handover (R-V11).

Example: a member sentenced to criminal punishment loses the office; one merely detained keeps it. A person confirms, on a document.
"""

from __future__ import annotations

import datetime as dt

from qianxian.elections.rules.texts import village_law
from qianxian.foundation.periods import add_days
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
)

EVENTS = (
    ("appraisals", "民主评议结果"),
    ("incapacity", "丧失行为能力"),
    ("sentenced", "被判处刑罚"),
    ("detained", "被拘留、逮捕"),
)
RESULTS = (("competent", "称职"), ("not_competent", "不称职"))
APPRAISAL = (Input("year", "int", "年度", "Year"), Input("result", "enum", "结果", "Result", choices=RESULTS))


@rule(
    "R-V10",
    title="职务自行终止",
    title_en="Offices that end by law",
    versions=village_law("第十八条、第三十三条"),
    inputs=[
        Input("event", "enum", "情形", "Event", required=False, default="appraisals", choices=EVENTS),
        Input("document", "string", "依据文书", "Document", required=False),
        Input("appraisals", "list", "历次民主评议", "Appraisals", required=False, fields=APPRAISAL),
    ],
    outputs=[
        Output("ends", "bool", "职务是否终止", "Whether the office ends"),
        Output("needs_confirmation", "bool", "是否要由人核对确认", "Whether a person confirms"),
    ],
)
def office_ends(facts: Facts, settings: SettingsOnDay, on: dt.date) -> Finding:
    """Incapacity, criminal punishment, or two failed appraisals in a row. Detention alone never; without its document nothing ends."""
    rows = sorted(facts.appraisals or (), key=lambda row: row.year)
    if len({row.year for row in rows}) < len(rows):
        raise ImpossibleFacts("同一年度填写了两次评议结果，请核对。", "appraisals")
    reached = facts.event in ("incapacity", "sentenced")
    if facts.event == "appraisals":
        reached = _in_a_row(rows) >= settings["village.failed_appraisals_end"]
    missing = reached and facts.event != "appraisals" and not (facts.document or "").strip()
    told = violation(
        "document_missing",
        "职务终止以生效判决书、鉴定结论等文书为准；请填写文书名称和文号。",
        "An office ends on a document; name it.",
        field="document",
    )
    return Finding({"ends": reached and not missing, "needs_confirmation": reached}, [told] if missing else [])


def _in_a_row(rows: list[Facts]) -> int:
    longest = run = 0
    for row in rows:
        run = run + 1 if row.result == "not_competent" else 0
        longest = max(longest, run)
    return longest


BODIES = (("assembly", "村民会议"), ("representatives", "村民代表会议"), ("other", "其他"))


@rule(
    "R-V11",
    title="补选与工作移交",
    title_en="By-election and handover",
    versions=village_law("第十九条、第二十条"),
    inputs=[
        Input("elected_on", "date", "新一届产生之日", "Day the new committee was elected"),
        Input("handed_over_on", "date", "移交完成日期", "Handed over on", required=False),
        Input("by_election", "bool", "是否补选", "By-election", required=False, default=False),
        Input("body", "enum", "由谁补选", "Held by", required=False, default="assembly", choices=BODIES),
        Input("term_ends", "date", "本届届满日期", "The committee's term ends on", required=False),
    ],
    outputs=[
        Output("handover_by", "date", "最迟移交", "Hand over by"),
        Output("state", "string", "移交状态", "State"),
        Output("term_ends", "date", "任期至", "Term ends on"),
    ],
)
def handover(facts: Facts, settings: SettingsOnDay, on: dt.date) -> Finding:
    """``state``: waiting, overdue, done, done_late; ten days, not moved by holidays. A by-election fills the rest of the term only."""
    done = facts.handed_over_on
    if done is not None and done < facts.elected_on:
        raise ImpossibleFacts(f"移交日期 {done} 早于产生之日 {facts.elected_on}，请核对。", "handed_over_on")
    if facts.by_election and facts.term_ends is not None and facts.term_ends < facts.elected_on:
        raise ImpossibleFacts(f"本届已于 {facts.term_ends} 届满，不再补选，请换届。", "term_ends")
    by = add_days(facts.elected_on, settings["village.handover_days"])
    state = ("done_late" if done > by else "done") if done else "overdue" if on > by else "waiting"
    found: list[RuleViolation] = []
    if state in ("overdue", "done_late"):
        found.append(
            violation(
                "handover_late",
                f"工作移交应在 {by} 前完成；请镇（街道）主持移交，并记录原因。",
                f"The handover was due by {by}; the town presides over it now.",
                field="handed_over_on",
            )
        )
    if facts.by_election and facts.body == "other":
        found.append(
            violation("wrong_body", "补选由村民会议或者村民代表会议进行；请改由其召开。", "A by-election belongs to the assembly or the representatives.", field="body")
        )
    return Finding({"handover_by": by, "state": state, "term_ends": facts.term_ends if facts.by_election else None}, found)
