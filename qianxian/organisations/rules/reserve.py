"""R-T03: reserve candidates for secretary posts, two for each post by default.

Example: one post with one reserve candidate → warning, one short. Who is in the reserve is confidential and does not belong here.
"""

from __future__ import annotations

import datetime as dt

from qianxian.foundation.rulebook import Facts, Finding, InForce, Input, Output, SettingsOnDay, rule, warning


@rule(
    "R-T03",
    title="村（社区）党组织书记后备人选",
    title_en="Reserve candidates for secretary posts",
    versions=[
        InForce(
            dt.date(2018, 10, 28),
            "后备干部按1:2储备的做法（开平）",
            "区县参数确定",
            confidence="check",
            note="后备名单保密，只有组织部门的角色可以看。",
        )
    ],
    inputs=[
        Input("reserve", "int", "现有后备人选", "Reserve candidates", unit="人", minimum=0, maximum=100_000),
        Input("posts", "int", "书记岗位", "Secretary posts", unit="个", required=False, default=1, minimum=1, maximum=100_000),
    ],
    outputs=[
        Output("ok", "bool", "储备足够", "Enough in reserve"),
        Output("needed", "int", "应有后备人选", "Candidates needed", "人"),
        Output("missing", "int", "还缺", "Missing", "人"),
        Output("warning", "bool", "需要提醒", "To be told"),
    ],
)
def reserve_of_secretaries(facts: Facts, settings: SettingsOnDay, on: dt.date) -> Finding:
    """Whether the reserve holds the set number per secretary post, and how many are missing."""
    each = settings["cadres.reserve_per_secretary"]
    needed = each * facts.posts
    missing = max(0, needed - facts.reserve)
    told = [
        warning(
            "reserve_short",
            f"{facts.posts} 个书记岗位应有后备人选 {needed} 人，现有 {facts.reserve} 人，还缺 {missing} 人；请组织推荐人选补足。",
            f"{facts.posts} secretary posts need {needed} in reserve; {facts.reserve} are held, {missing} missing. Have candidates recommended.",
            field="reserve",
        )
    ]
    return Finding({"ok": missing == 0, "needed": needed, "missing": missing, "warning": missing > 0}, told if missing else [])
