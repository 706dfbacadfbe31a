"""Personal interest (R-D04): who has one is recused, and is not counted as present for that item.

Example: 7 present, 1 recused: counted on 6, and 4 votes pass it.
"""

from __future__ import annotations

import datetime as dt

from qianxian.foundation.rulebook import Facts, Finding, ImpossibleFacts, InForce, Input, Output, SettingsOnDay, Threshold, rule, violation


@rule(
    "R-D04",
    title="利害关系人回避",
    title_en="Recusal of interested persons",
    versions=[InForce(dt.date(2004, 6, 22), "《关于健全和完善村务公开和民主管理制度的意见》（中办发〔2004〕17号）", "", confidence="likely", note="范围比照公务员回避规定，由区县确定。")],
    inputs=[
        Input("present", "int", "到会", "Present", unit="人", minimum=0),
        Input("recused", "int", "其中回避", "Of whom recused", unit="人", required=False, default=0, minimum=0),
        Input("for", "int", "赞成", "For", unit="票", required=False, minimum=0),
    ],
    outputs=[
        Output("base", "int", "计票基数", "Counted on", "人"),
        Output("votes_needed", "int", "至少赞成", "Votes needed", "票"),
        Output("passed", "bool", "是否通过", "Whether it is passed"),
    ],
)
def recusal(facts: Facts, settings: SettingsOnDay, on: dt.date) -> Finding:
    """The base without those recused, and the majority of it. Raises ImpossibleFacts for more recused than present, more votes than base."""
    if facts.recused > facts.present:
        raise ImpossibleFacts(f"回避 {facts.recused} 人多于到会 {facts.present} 人，请核对。", "recused")
    base = facts.present - facts.recused
    if facts["for"] is not None and facts["for"] > base:
        raise ImpossibleFacts(f"赞成 {facts['for']} 票多于可以表决的 {base} 人；回避的人不投票，请核对计票。", "for")
    majority: Threshold = settings["decisions.committee_majority"]
    needed = majority.least(base)
    passed = None if facts["for"] is None else majority.met(facts["for"], base)
    found = []
    if passed is False:
        told = f"回避后按 {base} 人计，至少 {needed} 票赞成才能通过，现有 {facts['for']} 票；请退回①提议环节修改后重新提交。"
        found.append(violation("not_passed", told, f"Counted on {base} after recusal, {needed} votes are needed. Amend and submit again.", field="for"))
    return Finding({"base": base, "votes_needed": needed, "passed": passed}, found)
