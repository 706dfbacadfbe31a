"""What may be asked (R-K20), and how much (R-K21). Pure; no database, no clock.

Example: a form asks 12 villages for street lights as new; 3 gave the number four months ago and it holds for 12: refused, marked to confirm
it is asked of the other nine only. M1–M9 of the burden board are counted in ``queries.burden``.
"""

from __future__ import annotations

import datetime as dt

from qianxian.foundation.rulebook import Facts, Finding, InForce, Input, Output, SettingsOnDay, rule, violation, warning

ALLOWED_MOVES: dict[str, tuple[str, ...]] = {
    "draft": ("waiting", "issued", "report", "withdrawn"), "waiting": ("issued", "draft", "withdrawn"), "issued": ("closed",), "closed": (), "report": (), "withdrawn": (),
}  # fmt: skip
WHO_HOLDS_IT: dict[str, str] = {
    "draft": "issue_collections", "waiting": "approve_collections", "issued": "fill_collections", "closed": "", "report": "", "withdrawn": "",
}  # fmt: skip
LAW = "中共中央办公厅《关于解决形式主义突出问题为基层减负的通知》（2019年）"


@rule(
    "R-K20", title="已掌握的不再问", title_en="What is held is not asked",
    versions=[InForce(dt.date(2019, 3, 11), LAW, "不得随意要求基层填表报数、层层报材料，已掌握的数据不重复要", confidence="likely")],
    inputs=[Input("lives", "bool", "台账已有", "Held by a register"), Input("mark", "enum", "问法", "How it is asked", choices=(("confirm", "核对"), ("new", "新问"))),
            Input("held", "int", "已有有效值的单位", "Units whose value is held and valid", unit="个", minimum=0, required=False, default=0),
            Input("waiting", "int", "另一任务正在问的单位", "Units that another task is asking", unit="个", minimum=0, required=False, default=0),
            Input("merged", "bool", "已并入另一数据元", "Merged into another element", required=False, default=False)],
    outputs=[Output("allowed", "bool", "可以问", "May be asked"), Output("error", "string", "差错", "Error")],
)  # fmt: skip
def not_asked_twice(facts: Facts, settings: SettingsOnDay, on: dt.date) -> Finding:
    """An element that lives in a register is never asked as new; one that is held and valid, or being asked, is not asked again."""
    told = []
    if facts.merged:
        told.append(violation("merged", "这一项已并入另一数据元。请改用那一项。", "The element was merged into another; use that one."))
    if facts.lives and facts.mark == "new":
        told.append(violation("lives_in_a_register", "这一项台账里已有，不能新问。请改为「核对」：有的直接显示，没有的由村（社区）在台账里登记一次。",
                              "A register holds it. Mark it to confirm: shown where it is held, entered in the register where it is not."))  # fmt: skip
    elif facts.mark == "new" and facts.held:
        told.append(violation("held_and_valid", f"有 {facts.held} 个单位已报过、还在有效期内，不能新问。请改为「核对」，只问没有的单位。",
                              f"{facts.held} units gave it and it still holds. Mark it to confirm: only the others are asked."))  # fmt: skip
    if facts.waiting:
        told.append(violation("being_asked", f"另一个任务正在问 {facts.waiting} 个单位同一项。请等那一次报完，或者把两个任务并成一个。",
                              f"Another task is asking {facts.waiting} units the same. Wait for it, or put the two together."))  # fmt: skip
    return Finding({"allowed": not told, "error": told[0].code if told else None}, told)


@rule(
    "R-K21", title="填报有预算", title_en="Asking has a budget",
    versions=[InForce(dt.date(2019, 3, 11), LAW, "村级每月填报时间和提前量由区县定预算，超出的须说明原因并由第二人同意", confidence="check")],
    inputs=[Input("minutes", "int", "每单位预计分钟", "Minutes expected per unit", unit="分钟", minimum=1),
            Input("asked_this_month", "int", "本月最忙的单位已被要的分钟", "Minutes asked of the busiest unit this month", unit="分钟", minimum=0, required=False, default=0),
            Input("lead_hours", "int", "提前量（工作小时）", "Lead time in working hours", unit="小时", minimum=0)],
    outputs=[Output("over", "bool", "超出预算", "Over budget"), Output("total", "int", "本月合计分钟", "Minutes this month", unit="分钟")],
)  # fmt: skip
def within_budget(facts: Facts, settings: SettingsOnDay, on: dt.date) -> Finding:
    """Minutes of the month and lead time against the county's budget; over it is told, and takes a reason and a second person."""
    total, told = facts.asked_this_month + facts.minutes, []
    if total > (most := settings["elements.minutes_a_month"]):
        told.append(warning("minutes", f"最忙的单位本月合计 {total} 分钟，超过预算 {most} 分钟。", f"The busiest unit comes to {total} minutes this month, over {most}."))
    if facts.lead_hours < (least := settings["elements.lead_hours"]):
        told.append(warning("lead", f"只提前 {facts.lead_hours} 个工作小时，少于 {least} 个。", f"Only {facts.lead_hours} working hours ahead, fewer than {least}."))
    return Finding({"over": bool(told), "total": total}, told)
