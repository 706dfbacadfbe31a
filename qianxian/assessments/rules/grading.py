"""Grades by bands and quota (R-E10): weights sum to 100, excellent within a share of the assessed, ties never settled by chance.

Example: 43 assessed give a quota of 10; who ties at the tenth place becomes competent unless the committee records a decision with its reason.
Names never matter: only scores do.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

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

FULL = Decimal(100)
CENT = Decimal("0.01")
#: Best first. A veto goes straight to the last.
GRADES = ("excellent", "competent", "basic", "not_competent")


@dataclass(frozen=True)
class Graded:
    """A grade and why it is not the band's: "" (the band's own), quota_full, tie_at_last_place, committee_override or veto."""

    grade: str
    reason: str = ""


def total_of(parts: Iterable[tuple[Decimal, Decimal, Decimal]]) -> Decimal:
    """The score 0.00–100.00 from (weight, full mark, mark) of each indicator, rounded half up to two places once, at the end."""
    return sum((weight * mark / full for weight, full, mark in parts), Decimal(0)).quantize(CENT, ROUND_HALF_UP)


def quota_of(assessed: int, share: Decimal) -> int:
    """How many of the assessed may be excellent; the fraction is dropped."""
    return int(assessed * share)


def band_of(score: Decimal, bands: Mapping[str, Decimal]) -> str:
    """The grade of the score alone: the best band whose lower end it reaches."""
    return next((grade for grade in GRADES[:-1] if score >= bands[grade]), "not_competent")


def grades_for(
    scores: Mapping[str, Decimal], quota: int, bands: Mapping[str, Decimal], vetoed: Iterable[str] = (), override: bool = False
) -> dict[str, Graded]:
    """Everybody's grade. Ties at the quota's last place get excellent all or none: all only with the committee's recorded decision.

    Those ranked wholly behind the quota are competent whatever is decided about a tie.
    """
    barred = set(vetoed)
    strong = {name: score for name, score in scores.items() if name not in barred and band_of(score, bands) == "excellent"}
    found = {}
    for name, score in scores.items():
        if name in barred:
            found[name] = Graded("not_competent", "veto")
        elif name not in strong:
            found[name] = Graded(band_of(score, bands))
        else:
            found[name] = _within_quota(score, strong.values(), quota, override)
    return found


def _within_quota(score: Decimal, strong: Iterable[Decimal], quota: int, override: bool) -> Graded:
    ahead = sum(other > score for other in strong)
    level = sum(other == score for other in strong)
    if ahead + level <= quota:
        return Graded("excellent")
    if ahead >= quota:
        return Graded("competent", "quota_full")
    return Graded("excellent", "committee_override") if override else Graded("competent", "tie_at_last_place")


@rule(
    "R-E10",
    title="年度考核等次",
    title_en="Yearly grade",
    versions=[
        InForce(
            dt.date(2019, 1, 1),
            "选聘分离办法（据文章）",
            "年度考核条款",
            confidence="check",
            note="分数线、优秀比例、一票否决名录为参数。考核对象为中心和中心每位领导成员。",
        )
    ],
    inputs=[
        Input(
            "indicators",
            "list",
            "指标",
            "Indicators",
            required=False,
            default=(),
            fields=(
                Input("name", "string", "指标名称", "Name", required=False, default=""),
                Input("weight", "decimal", "权重", "Weight", minimum=0, maximum=100),
                Input("max", "decimal", "满分", "Full mark", required=False, default=FULL, minimum=CENT, maximum=1000),
                Input("score", "decimal", "得分", "Mark", required=False, minimum=0),
            ),
        ),
        Input("score", "decimal", "总分（已有总分时填）", "Score", unit="分", required=False, minimum=0, maximum=100),
        Input("assessed", "int", "本镇（街道）参加考核人数", "Assessed in the town", unit="人", required=False, minimum=0),
        Input("excellent_given", "int", "分数更高、已占优秀名额的人数", "Ahead with a higher score", unit="人", required=False, default=0, minimum=0),
        Input("tied", "int", "同分的其他人数", "Others with the same score", unit="人", required=False, default=0, minimum=0),
        Input(
            "scores",
            "list",
            "全镇得分",
            "Everybody's score",
            required=False,
            default=(),
            fields=(
                Input("name", "string", "姓名或代号", "Name or code"),
                Input("score", "decimal", "总分", "Score", minimum=0, maximum=100),
                Input("veto", "bool", "是否被一票否决", "Whether vetoed", required=False, default=False),
            ),
        ),
        Input("veto_item", "string", "一票否决事项代码", "Code of a veto item", required=False),
        Input("veto_document", "string", "一票否决依据文书", "Document of the veto", required=False),
        Input("override_reason", "string", "党委对末位同分的决定理由", "Reason of the committee's decision on a tie", required=False),
        Input("override_document", "string", "党委决定文号", "Document of that decision", required=False),
    ],
    outputs=[
        Output("weights_total", "decimal", "权重合计", "Sum of weights"),
        Output("error", "string", "不能计算的原因", "Why nothing is computed"),
        Output("score", "decimal", "总分", "Score", "分"),
        Output("quota", "int", "优秀名额", "Quota of excellent", "人"),
        Output("grade", "string", "等次", "Grade"),
        Output("reason", "string", "等次说明", "Why not the band's own"),
        Output(
            "grades",
            "list",
            "全镇等次",
            "Everybody's grade",
            fields=(Output("name", "string", "姓名或代号", "Name"), Output("grade", "string", "等次", "Grade"), Output("reason", "string", "说明", "Reason")),
        ),
    ],
)
def yearly_grade(facts: Facts, settings: SettingsOnDay, on: dt.date) -> Finding:
    """``grade``: excellent, competent, basic, not_competent. ``error``: weights when they do not sum to 100.

    ``reason``: quota_full, tie_at_last_place, committee_override or veto.
    """
    weights, told = _weights(facts.indicators)
    outputs = {"weights_total": weights, "error": None, "score": None, "quota": None, "grade": None, "reason": None, "grades": []}
    if told:
        return Finding(outputs | {"error": "weights"}, told)
    override, told = _override(facts)
    vetoed, more = _veto(facts, settings)
    told += more
    bands = settings["assessment.bands"]
    share = settings["grading.excellent_quota"]
    if facts.scores:
        outputs |= _of_the_town(facts, bands, share, override)
    score = _score(facts)
    if score is None:
        return Finding(outputs, told)
    graded = Graded("not_competent", "veto") if vetoed else Graded(band_of(score, bands))
    quota = None if facts.assessed is None else quota_of(facts.assessed, share)
    if graded.grade == "excellent" and quota is not None:
        others = [FULL + 1] * facts.excellent_given + [score] * (facts.tied + 1)
        graded = _within_quota(score, others, quota, override)
    elif graded.grade == "excellent":
        told.append(
            warning(
                "quota_not_checked",
                "没有填写本镇参加考核人数，未按比例核对优秀名额；请填写人数。",
                "The quota was not checked; enter how many were assessed.",
                field="assessed",
            )
        )
    told += _explained(graded, quota)
    return Finding(outputs | {"score": score, "quota": quota if quota is not None else outputs["quota"], "grade": graded.grade, "reason": graded.reason}, told)


def _weights(indicators: Sequence[Facts]) -> tuple[Decimal | None, list[RuleViolation]]:
    if not indicators:
        return None, []
    total = sum((item.weight for item in indicators), Decimal(0))
    for item in indicators:
        if item.score is not None and item.score > item.max:
            raise ImpossibleFacts(f"指标「{item.name}」得分 {item.score} 超过满分 {item.max}，请核对。", "indicators")
    if total == FULL:
        return total, []
    told = violation(
        "weights_not_100",
        f"权重合计 {total}，应为 100；请调整各指标权重。",
        f"The weights sum to {total}; make them 100.",
        field="indicators",
    )
    return total, [told]


def _score(facts: Facts) -> Decimal | None:
    if facts.score is not None:
        return facts.score
    if not facts.indicators or any(item.score is None for item in facts.indicators):
        return None
    return total_of((item.weight, item.max, item.score) for item in facts.indicators)


def _override(facts: Facts) -> tuple[bool, list[RuleViolation]]:
    """Whether the committee's decision on a tie counts: it needs both its reason and its document."""
    reason, document = (facts.override_reason or "").strip(), (facts.override_document or "").strip()
    if bool(reason) == bool(document):
        return bool(reason), []
    told = violation(
        "override_incomplete",
        "党委对末位同分的决定要同时有理由和文号；请补填，未补填前同分者都不评优秀。",
        "A decision on a tie needs both a reason and a document; until then none of the tied is excellent.",
        field="override_document" if reason else "override_reason",
    )
    return False, [told]


def _veto(facts: Facts, settings: SettingsOnDay) -> tuple[bool, list[RuleViolation]]:
    code = (facts.veto_item or "").strip()
    if not code:
        return False, []
    if code not in {row["code"] for row in settings["assessment.veto_items"]}:
        return False, [
            violation(
                "veto_unlisted",
                f"「{code}」不在一票否决名录内，不能一票否决；请按指标扣分或撤回。",
                f"{code!r} is not on the written list; no veto.",
                field="veto_item",
            )
        ]
    if not (facts.veto_document or "").strip():
        return False, [
            violation(
                "veto_without_document",
                "一票否决要有生效文书；请填写文书名称和文号。",
                "A veto needs a document in force; enter it.",
                field="veto_document",
            )
        ]
    return True, []


def _of_the_town(facts: Facts, bands: Mapping[str, Decimal], share: Decimal, override: bool) -> dict[str, object]:
    names = [row.name for row in facts.scores]
    if len(set(names)) != len(names):
        raise ImpossibleFacts("得分名单中有重复的姓名或代号，请改成各不相同。", "scores")
    assessed = len(names) if facts.assessed is None else facts.assessed
    if assessed < len(names):
        raise ImpossibleFacts(f"得分名单有 {len(names)} 人，多于参加考核人数 {assessed}，请核对。", "assessed")
    quota = quota_of(assessed, share)
    found = grades_for({row.name: row.score for row in facts.scores}, quota, bands, [row.name for row in facts.scores if row.veto], override)
    return {"quota": quota, "grades": [{"name": name, "grade": item.grade, "reason": item.reason} for name, item in found.items()]}


def _explained(graded: Graded, quota: int | None) -> list[RuleViolation]:
    if graded.reason == "quota_full":
        return [
            warning(
                "quota_full",
                f"优秀名额 {quota} 名已满，评为称职；名额原因已记录。",
                f"The quota of {quota} is full: competent, with the quota as reason.",
                field="assessed",
            )
        ]
    if graded.reason == "tie_at_last_place":
        return [
            warning(
                "tie_at_last_place",
                "末位同分超过名额，同分者都不评优秀；党委可以作出决定并记录理由和文号。",
                "A tie at the last place: none of the tied is excellent unless the committee records a decision with its reason.",
                field="tied",
            )
        ]
    return []
