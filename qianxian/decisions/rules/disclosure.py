"""When the village's affairs are disclosed (R-V17), and the limit of village rules (R-V20).

Example: the second quarter's sheet is due by 07-15; a "late fee of 500 yuan for missing a meeting" goes to the town for review.
"""

from __future__ import annotations

import datetime as dt

from qianxian.decisions.rules.texts import village_law
from qianxian.foundation.periods import add_days
from qianxian.foundation.rulebook import Facts, Finding, Input, Output, SettingsOnDay, rule, violation

CADENCE = (("ordinary", "一般事项（每季度）"), ("busy_finance", "财务往来较多（每月）"), ("major", "涉及村民利益的重大事项（随时）"))


@rule(
    "R-V17",
    title="村务公开期限",
    title_en="When village affairs are disclosed",
    versions=village_law("第三十条", note="期末后的公布天数由区县确定。"),
    inputs=[
        Input("period_end", "date", "所属期最后一天（重大事项填决定之日）", "Last day of the period"),
        Input("posted_on", "date", "公布日期", "Day it was posted", required=False),
        Input("kind", "enum", "公开类别", "Kind of disclosure", required=False, default="ordinary", choices=CADENCE),
    ],
    outputs=[
        Output("due_on", "date", "最迟公布", "Due by"),
        Output("ok", "bool", "是否按期", "Whether it was in time"),
        Output("overdue", "bool", "是否逾期未公布", "Whether it is overdue and not posted"),
    ],
)
def disclosure(facts: Facts, settings: SettingsOnDay, on: dt.date) -> Finding:
    """The last day to post, by kind; overdue when that day passed before ``on`` and nothing was posted."""
    days = settings["decisions.major_disclosure_days" if facts.kind == "major" else "village.disclosure_days"]
    due = add_days(facts.period_end, days)
    late = (facts.posted_on or on) > due
    found = []
    if late:
        told = f"应在 {due} 前公布（所属期末后 {days} 天）；" + (f"实际 {facts.posted_on} 公布，请说明原因。" if facts.posted_on else "还没有公布，请立即公布并报告镇（街道）。")
        found.append(violation("late" if facts.posted_on else "overdue", told, f"Due by {due}. Post it now and tell the town.", field="posted_on"))
    return Finding({"due_on": due, "ok": None if facts.posted_on is None and not late else not late, "overdue": late and facts.posted_on is None}, found)


#: Words by which a clause is sent to a human reader. They decide nothing: the town reads it.
TAKES_PROPERTY = ("罚款", "罚金", "处罚", "违约金", "滞纳金", "没收", "扣发", "扣除", "扣减", "赔款", "fine", "fee", "penalty", "deduct")
LIMITS_PERSONS = ("取消资格", "不予办理", "不得享受", "停发", "停止供", "断水", "断电", "限制人身", "禁止出入", "外嫁女", "不分配", "deny", "forbid")
POINTS = (("none", "不涉及积分"), ("voluntary_reward", "自愿参加、只奖励"), ("other", "有扣分、排名或与权利挂钩"))


@rule(
    "R-V20",
    title="村规民约不得侵犯权利",
    title_en="Village rules within the law",
    versions=village_law("第二十七条"),
    inputs=[
        Input("text", "string", "条文", "The clause"),
        Input("points", "enum", "积分", "Points scheme", required=False, default="none", choices=POINTS),
    ],
    outputs=[Output("review", "bool", "是否送镇（街道）审查", "Whether the town reviews it"), Output("words", "list", "需要核对的字句", "Words to look at")],
)
def rights_limit(facts: Facts, settings: SettingsOnDay, on: dt.date) -> Finding:
    """Flags a clause that may take property or limit persons' rights for the town's review; a person judges, not the words."""
    lower = facts.text.lower()
    words = [word for word in (*TAKES_PROPERTY, *LIMITS_PERSONS) if word in lower]
    found = []
    if words:
        told = f"条文可能涉及财产或人身权利（{'、'.join(words)}）；村规民约不得与法律抵触、不得侵犯村民权利，请送镇（街道）审查。"
        found.append(violation("rights_limit", told, f"This clause may limit rights ({', '.join(words)}): send it to the town for review.", field="text"))
    if facts.points == "other":
        told = "积分只能自愿参加、只作奖励，不得扣分、排名或与村民权利挂钩；请修改。"
        found.append(violation("points", told, "Points may only reward, and only who takes part of his own will: amend it.", field="points"))
    return Finding({"review": bool(found), "words": words}, found)
