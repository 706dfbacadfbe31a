"""From rows to papers: what the sheet and the panel's minutes say. The wording is in ``papers.py``; official papers are Chinese."""

from __future__ import annotations

import datetime as dt
import re

from django.utils.translation import override

from qianxian.assessments import judging, pages, papers, queries
from qianxian.assessments.models import AssessmentSheet
from qianxian.divisions.queries import names_of
from qianxian.engagements.numbers import town_of
from qianxian.engagements.prints import DUTIES
from qianxian.foundation.papers.engine import Format, chinese_date

ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
CENTRE_DUTIES = "服务群众，按期办结窗口事项；落实党组织决定；按规定公开党务、村务、财务"


def _duties(row: AssessmentSheet) -> str:
    """What the person's post asks, as in his letter; a centre's own duties where the centre is assessed."""
    held = row.person.engagements.filter(centre=row.centre, period__startswith__lte=row.opened_on).order_by("-period").first() if row.subject == "person" else None
    return "；".join(DUTIES[held.post]) if held else CENTRE_DUTIES


def _days_in_words(text: str) -> str:
    """The days that a register's fact bears, as an official paper writes them."""
    return ISO_DAY.sub(lambda found: chinese_date(dt.date.fromisoformat(found[0])), text)


@override("zh-hans")
def sheet(row: AssessmentSheet, format: Format) -> bytes:
    """年度考核表 as the sheet stands."""
    names = names_of([row.division_code, town_of(row.division_code)])
    lines = []
    for one in pages.indicators(row):
        mark = one["mark"]
        facts = "；".join(f"{chinese_date(fact.happened_on)}，{_days_in_words(fact.fact)}（{fact.evidence}）" for fact in one["facts"] if fact.withdrawn_on is None)
        said = "。".join(part for part in (mark.reason, facts) if part)
        shown = "" if mark.given is None else f"{mark.mark}"
        lines.append(papers.IndicatorLine(name=mark.name, weight=f"{mark.weight}", deducted=f"{mark.deducted}", mark=shown, reason=said or "　"))
    signed = f"{row.get_signature_display()} {chinese_date(row.signed_on)} {row.signature_note}".strip() if row.signature else ""
    return papers.assessment_sheet(
        papers.SheetPaper(
            form_no=row.number,
            town=names.get(town_of(row.division_code), ""),
            village=names.get(row.division_code, ""),
            assessed=row.person.name if row.subject == "person" else row.centre.name,
            centre=row.centre.name,
            year=row.year,
            scheme=f"{row.scheme_title}（{row.scheme_document}）",
            duties=_duties(row),
            score="" if row.score is None else f"{row.score}",
            grade=str(row.get_grade_display()) if row.grade else "",
            self_report=row.self_report,
            indicators=tuple(lines),
            statement=row.statement,
            signature=signed,
            opinion=row.opinion,
            appeal_days=judging.setting("assessment.appeal_days", row.opened_on),
            appeal_until=chinese_date(row.appeal_until) if row.appeal_until else "",
            dated=row.opened_on,
        ),
        format,
    )


@override("zh-hans")
def minutes(row: AssessmentSheet, format: Format) -> bytes:
    """复核记录 of the sheet's answered appeal."""
    appeal = queries.appeal_of(row)
    return papers.appeal_minutes(
        papers.AppealPaper(
            form_no=appeal.document,
            village=names_of([row.division_code]).get(row.division_code, ""),
            assessed=row.person.name if row.subject == "person" else row.centre.name,
            appealed_on=appeal.appealed_on,
            grounds=appeal.grounds,
            grade_before=str(appeal.get_grade_before_display()),
            panel=appeal.panel,
            result=str(appeal.get_result_display()),
            grade_after=str(appeal.get_grade_after_display()) if appeal.grade_after else "",
            reasons=appeal.reasons,
            answered_on=appeal.answered_on,
        ),
        format,
    )
