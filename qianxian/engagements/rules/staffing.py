"""How many leading posts a centre has, by its *resident* population (R-E03).

Example: Lishan has 10,300 residents and 5,500 registered villagers: the top band, 7 posts. Without an approved snapshot
nothing is computed. The bands are the county's; those shipped are samples.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from qianxian.foundation.rulebook import Facts, Finding, InForce, Input, Output, RuleViolation, SettingsOnDay, rule, violation, warning


@dataclass(frozen=True)
class Band:
    """Residents from ``least`` to ``most`` (None = no upper end), with so many leading posts."""

    least: int
    most: int | None
    leading_posts: int
    staff_posts: int | None = None


def band_for(resident: int, rows: Iterable[Mapping[str, Any]]) -> Band | None:
    """The band that holds so many residents; None where the county's bands leave a gap."""
    for row in rows:
        most = row.get("resident_max")
        if row["resident_min"] <= resident and (most is None or resident <= most):
            return Band(row["resident_min"], most, row["leading_posts"], row.get("staff_posts"))
    return None


@rule(
    "R-E03",
    title="中心领导岗位职数",
    title_en="Leading posts of a centre",
    versions=[
        InForce(
            dt.date(2019, 1, 1),
            "选聘分离办法（据文章）",
            "职数条款",
            confidence="check",
            note="文章只说按常住人口定职数，未给数字；档次为参数。",
        )
    ],
    inputs=[
        Input(
            "resident",
            "int",
            "已审核的常住人口",
            "Approved resident population",
            unit="人",
            required=False,
            minimum=0,
            hint="没有已审核的人口数就不填；不能用户籍人口代替",
        ),
        Input(
            "registered",
            "int",
            "户籍人口（只作对照，不参与计算）",
            "Registered population (shown only)",
            unit="人",
            required=False,
            minimum=0,
        ),
        Input("planned", "int", "拟设或在任领导岗位", "Leading posts planned or filled", unit="个", required=False, minimum=0),
        Input("posts_before", "int", "上次年度核定职数", "Posts set at the last yearly review", unit="个", required=False, minimum=0),
        Input("yearly_review", "bool", "是否年度核定", "Whether this is the yearly review", required=False, default=True),
        Input("exception_doc", "string", "超职数批准文号", "Document allowing more posts", required=False),
    ],
    outputs=[
        Output("leading_posts", "int", "领导岗位职数", "Leading posts", "个"),
        Output("next_review_posts", "int", "下次年度核定职数", "Posts at the next yearly review", "个"),
        Output("over", "int", "超出职数", "Posts above the plan", "个"),
        Output("ok", "bool", "是否符合", "Whether it is in order"),
    ],
)
def leading_posts(facts: Facts, settings: SettingsOnDay, on: dt.date) -> Finding:
    """Posts by band of residents; a band crossed in mid-year waits for the yearly review; above the plan only with ``exception_doc``."""
    if facts.resident is None:
        told = violation(
            "no_snapshot",
            "没有已审核的常住人口数，不能核定职数；请先审核人口数，不能用户籍人口代替。",
            "There is no approved resident population, so posts cannot be set. Registered population is no substitute.",
            field="resident",
        )
        return Finding({"leading_posts": None, "next_review_posts": None, "over": None, "ok": False}, [told])
    band = band_for(facts.resident, settings["staffing.bands"])
    if band is None:
        told = violation(
            "no_band",
            f"常住人口 {facts.resident} 人不在任何档次内；请补全参数 staffing.bands。",
            f"No band holds {facts.resident} residents; complete the setting staffing.bands.",
            field="resident",
        )
        return Finding({"leading_posts": None, "next_review_posts": None, "over": None, "ok": False}, [told])
    posts = band.leading_posts if facts.yearly_review or facts.posts_before is None else facts.posts_before
    over = max(0, facts.planned - posts) if facts.planned is not None else None
    found: list[RuleViolation] = []
    if posts != band.leading_posts:
        found.append(
            warning(
                "waits_for_review",
                f"人口跨档，职数自下次年度核定起改为 {band.leading_posts} 个，目前仍为 {posts} 个。",
                f"The band changed; posts become {band.leading_posts} at the next yearly review.",
                field="yearly_review",
            )
        )
    if over and not (facts.exception_doc or "").strip():
        found.append(
            violation(
                "over_establishment",
                f"领导岗位 {facts.planned} 个，超出职数 {posts} 个；请减少岗位，或填写超职数批准文号。",
                f"{facts.planned} posts are more than {posts}; reduce them or enter the document that allows it.",
                field="planned",
            )
        )
    ok = not any(told.level == "error" for told in found)
    return Finding({"leading_posts": posts, "next_review_posts": band.leading_posts, "over": over, "ok": ok}, found)
