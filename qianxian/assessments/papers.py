"""年度考核表 and the minutes of an appeal as papers: plain values in, PDF or Word out; no model, no reader, no clock.

    assessment_sheet(SheetPaper(form_no="KH-440403103-2019-0001", …), "pdf")
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from qianxian.foundation.papers.engine import Format, render, sign_boxes

REMEDY = "对等次有异议的，自送达之日起{days}日内（至迟{until}）可以书面提出，由没有参加评分、审核、评定的人员复核并书面答复。"


@dataclass(frozen=True, kw_only=True)
class IndicatorLine:
    """One indicator: weight, full mark less deductions, the mark that counts, the reason with its facts."""

    name: str
    weight: str
    deducted: str
    mark: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class SheetPaper:
    """年度考核表 as it stands; what has not happened yet is left to be filled in by hand."""

    form_no: str
    town: str
    village: str
    assessed: str
    centre: str
    year: int
    scheme: str
    duties: str
    score: str
    grade: str
    self_report: str
    indicators: tuple[IndicatorLine, ...]
    statement: str
    signature: str
    opinion: str
    appeal_days: int
    appeal_until: str
    dated: dt.date


def assessment_sheet(sheet: SheetPaper, format: Format = "pdf") -> bytes:
    """年度考核表 on A4."""
    facts = {
        "form_no": sheet.form_no,
        "place": f"{sheet.town}{sheet.village}",
        "pairs": [
            {"label": "考核对象", "value": sheet.assessed},
            *([{"label": "中心", "value": sheet.centre}] if sheet.centre != sheet.assessed else []),
            {"label": "年度", "value": str(sheet.year)},
            {"label": "考核方案", "value": sheet.scheme},
            {"label": "主要职责", "value": sheet.duties},
            {"label": "总分", "value": sheet.score or "待评分"},
            {"label": "等次", "value": sheet.grade or "待评定"},
            {"label": "本人签字", "value": sheet.signature or "尚未签字"},
        ],
        "columns": ["指标", "权重", "扣分", "得分", "理由和事实"],
        "lines": [{"a": one.name, "b": one.weight, "c": one.deducted, "d": one.mark, "e": one.reason} for one in sheet.indicators],
        "parts": [
            {"heading": "本人述职", "lines": sheet.self_report.splitlines() or ["本人尚未提交述职。"]},
            {"heading": "本人陈述", "lines": sheet.statement.splitlines() or ["没有另作陈述。" if sheet.signature else "得分和理由尚未告知，或者本人尚未陈述。"]},
            {"heading": "审核意见", "lines": [sheet.opinion or "尚未审核。"]},
        ],
        "signs": sign_boxes(("本人", "评分人", "审核人", "镇（街道）党委盖章处")),
        "remedy": REMEDY.format(days=sheet.appeal_days, until=sheet.appeal_until or "送达时填写"),
    }
    return render("assessment_sheet", facts, format, title=f"{sheet.year}年度考核表", dated=sheet.dated, layout="county_form")


@dataclass(frozen=True, kw_only=True)
class AppealPaper:
    """复核记录 of an appeal against a grade."""

    form_no: str
    village: str
    assessed: str
    appealed_on: dt.date
    grounds: str
    grade_before: str
    panel: str
    result: str
    grade_after: str
    reasons: str
    answered_on: dt.date


def appeal_minutes(paper: AppealPaper, format: Format = "pdf") -> bytes:
    """The minutes of the panel that answered an appeal."""
    facts = {
        "form_no": paper.form_no,
        "place": paper.village,
        "pairs": [
            {"label": "申请人", "value": paper.assessed},
            {"label": "提出日期", "value": paper.appealed_on},
            {"label": "原等次", "value": paper.grade_before},
            {"label": "复核人员", "value": paper.panel},
            {"label": "复核结果", "value": f"{paper.result}{f'，改为{paper.grade_after}' if paper.grade_after else ''}"},
            {"label": "答复日期", "value": paper.answered_on},
        ],
        "columns": ["", "", "", "", ""],
        "lines": [],
        "parts": [{"heading": "异议理由", "lines": [paper.grounds]}, {"heading": "复核理由", "lines": [paper.reasons]}],
        "signs": sign_boxes(("复核人员", "记录人")),
        "remedy": "复核人员没有参加评分、审核和评定。",
    }
    return render("review_minutes", facts, format, title="考核异议复核记录", dated=paper.answered_on, layout="county_form")
