"""The closed list of grounds against an engagement: each with its source, its document and the day it expires (R-E06).

Example: ``under_investigation`` holds until the inquiry is closed; ``relative_petitioned`` is refused, whoever submits it.
What a department's file says is not kept here, only the code of the ground and the document it rests on.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from qianxian.foundation.periods import add_months
from qianxian.foundation.rulebook import Facts, Finding, ImpossibleFacts, InForce, Input, Output, RuleViolation, SettingsOnDay, rule, violation

#: Named so that a form from elsewhere is refused with its reason, never silently mapped to another ground.
BARRED = frozenset(
    {
        "petitioned",
        "relative_petitioned",
        "debts_to_relatives",
        "private_debt",
        "large_clan",
        "clan",
        "surname",
        "religion",
        "political_opinion",
        "ethnicity",
        "health",
        "family",
    }
)


#: 村委会组织法 art. 18: these end an elected seat by the law itself; every other ground goes by recall, resignation or the Party's own way.
ENDS_BY_LAW = frozenset({"sentenced", "incapacity"})


def ground_named(code: str, rows: Iterable[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """The row of the county's list with this code; None when the list has none."""
    return next((row for row in rows if row["code"] == code), None)


def expiry_of(row: Mapping[str, Any], since: dt.date, until: dt.date | None) -> dt.date | None:
    """The last day a ground holds: so many months after ``since``, or the day its document states or that it was closed; None = no end."""
    if row["expires"] == "months":
        return add_months(since, int(row["months"]))
    return until if row["expires"] in ("stated", "open") else None


@rule(
    "R-E06",
    title="不能、不宜聘任的情形名录",
    title_en="Closed list of grounds against an engagement",
    versions=[
        InForce(
            dt.date(2019, 1, 1),
            "《中国共产党农村基层组织工作条例》、选聘分离办法（据文章）",
            "任职条件条款",
            valid_to=dt.date(2019, 6, 22),
            confidence="check",
            note="各地名录不同；名录为参数。",
        ),
        InForce(
            dt.date(2019, 6, 23),
            "《关于加强和改进乡村治理的指导意见》（2019年）",
            "县级联审、清理不符合条件村干部",
            confidence="check",
            note="刑事处罚、村霸、黑恶、邪教问题见原文，其余各地名录不同；名录为参数。",
        ),
    ],
    inputs=[
        Input("ground", "string", "情形代码", "Code of the ground", hint="按名录填写，例如 sentenced"),
        Input("since", "date", "情形起算日期", "Day from which it counts", required=False, hint="判决、处分、释放或立案日期"),
        Input("until", "date", "文书写明的届满日期", "Last day stated in the document", required=False),
        Input("document", "string", "依据文书", "Document it rests on", required=False),
    ],
    outputs=[
        Output("accepted", "bool", "能否作为理由", "Whether it may stand as a ground"),
        Output("effect", "string", "作用", "Effect"),
        Output("expires_on", "date", "届满日期（空为无期限）", "Last day it holds (empty = no end)"),
        Output("in_effect", "bool", "当日是否有效", "Whether it holds on the day"),
        Output("ground_source", "string", "情形出处", "Source of the ground"),
    ],
)
def ground_against(facts: Facts, settings: SettingsOnDay, on: dt.date) -> Finding:
    """``effect``: bars (不能), unfit (不宜) or waits (暂缓). Only a ground of the list, with document and date, is accepted.

    Petitions, kin, clan, religion, opinion, health and private debts are refused by name.
    """
    code = facts.ground.strip()
    row = ground_named(code, settings["consequence.grounds"])
    if row is None:
        return Finding(
            {"accepted": False, "effect": None, "expires_on": None, "in_effect": False, "ground_source": None}, [_refused(code)]
        )
    if facts.since is not None and facts.until is not None and facts.until < facts.since:
        raise ImpossibleFacts(f"届满日期 {facts.until} 早于起算日期 {facts.since}，请核对。", "until")
    told = _incomplete(row, facts, on)
    expires = expiry_of(row, facts.since, facts.until) if facts.since is not None else None
    accepted = not told
    in_effect = accepted and (expires is None or on <= expires)
    if accepted and not in_effect:
        told.append(
            violation(
                "ground_expired",
                f"「{row['title']}」已于 {expires} 届满，不能再作为理由；请撤回这一理由。",
                f"This ground ended on {expires} and can no longer be used; withdraw it.",
                field="since",
            )
        )
    return Finding(
        {"accepted": accepted, "effect": row["effect"], "expires_on": expires, "in_effect": in_effect, "ground_source": row["source"]}, told
    )


def _refused(code: str) -> RuleViolation:
    if code in BARRED:
        return violation(
            "ground_barred",
            "本人或亲属信访、宗族姓氏、宗教、观点、健康、家庭和民间债务都不能作为理由；请按名录另选，没有就不作为理由。",
            "Petitions, kin, clan, religion, opinion, health and private debts are never grounds; choose one of the list or none.",
            field="ground",
        )
    return violation(
        "ground_unknown", f"名录中没有「{code}」；请按名录选择情形。", f"{code!r} is not on the list; choose a ground of the list.", field="ground"
    )


def _incomplete(row: Mapping[str, Any], facts: Facts, on: dt.date) -> list[RuleViolation]:
    told = []
    if facts.since is None:
        told.append(violation("since_missing", "请填写这一情形从哪一天起算。", "Enter the day from which it counts.", field="since"))
    elif facts.since > on:
        told.append(
            violation("since_in_future", f"起算日期 {facts.since} 还没到，不能作为理由。", f"{facts.since} lies in the future.", field="since")
        )
    if row["expires"] == "stated" and facts.until is None:
        told.append(
            violation("until_missing", "请填写文书写明的届满日期。", "Enter the last day that the document states.", field="until")
        )
    if not (facts.document or "").strip():
        told.append(
            violation("document_missing", "请填写依据的文书名称和文号；没有文书不能作为理由。", "Enter the document it rests on.", field="document")
        )
    return told
