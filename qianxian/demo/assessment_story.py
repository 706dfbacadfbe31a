"""One subdistrict's leading members assessed from beginning to end, where the other towns hand in their grades by Excel.

Baiteng's 38: scheme, facts, self-reports, scores with reasons, notice, statement or signature (one refusal noted), approval by somebody else,
grades by bands and quota, one appeal to another panel. The grades are those of the plan, so pay and figures are the same either way.
Two officers score, each his communities: the second gives good work more, a few marks rest on no fact, and the year before was graded on paper.
All of it is for the page on even-handedness to show.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from qianxian.assessments import commands
from qianxian.assessments.models import AssessmentScheme, AssessmentSheet
from qianxian.demo import cadres as plan_of
from qianxian.demo import cast, registers
from qianxian.demo.consequence_story import INDICATORS
from qianxian.demo.registry_story import Play
from qianxian.foundation.actor import Actor
from qianxian.foundation.reach import acting_as

TOWN, TITLE = cast.BAITENG, "白藤街道2019年度中心领导成员考核方案"
BROUGHT_IN = dt.date(2019, 9, 16)
DRAFTED, PUBLISHED, OPENED = dt.date(2019, 10, 8), dt.date(2019, 10, 14), dt.date(2019, 10, 28)
REPORTED, SCORED, TOLD, SIGNED = dt.date(2019, 11, 4), dt.date(2019, 11, 8), dt.date(2019, 11, 11), dt.date(2019, 11, 15)
APPROVED, GRADED, SERVED = dt.date(2019, 11, 19), dt.date(2019, 11, 21), dt.date(2019, 11, 22)
APPEALED, ANSWERED, FIXED = dt.date(2019, 11, 27), dt.date(2019, 12, 6), dt.date(2019, 12, 12)
BASE = {"excellent": Decimal("92.4"), "competent": Decimal("83.5"), "basic": Decimal(72), "not_competent": Decimal(56)}
KINDER = Decimal("3.5")  # what the second officer gives above the first where the work was good enough
BARE = 6  # every so many sheets have marks for which nobody entered a fact
WRONGLY = Decimal("79.5")  # before three overdue matters turned out to be another window's
FACTS = (
    ("窗口办件抽查 20 件，按期办结 18 件", dt.date(2019, 9, 27), "窗口办件抽查表（2019年第三季度）"),
    ("三季度财务公开按期张贴，一张表漏监督委员会签字，当日补签", dt.date(2019, 10, 11), "村务公开检查记录（2019年10月）"),
)
REPORT = "本年按分工到岗，窗口事项按期办结，未按期的逐件说明；参加组织生活，轮值有记录。明年把代办点的值班排实。"


def assess_members(play: Play) -> None:
    """The whole road of 2019; who appeals is the first competent one in the plan, first graded basic."""
    officer, committee = (play.actor(cast.town_login(TOWN, role)) for role in ("town_org_officer", "town_committee"))
    second, grades = play.actor(cast.BAITENG_SECOND), plan_of.grades(play.cadres)
    play.bring_in("grades", registers.grade_rows_before(play.cadres, grades, TOWN), committee.login, BROUGHT_IN)
    scheme = _public_scheme(officer, committee)
    with acting_as(officer) as by:
        sheets = commands.open_sheets(scheme=scheme, by=by, on=OPENED)
        numbers = {person.pk: number for number, person in play.people([n for n in grades if n]).items()}
        aimed = {sheet.pk: grades[numbers[sheet.person_id]] for sheet in sheets}
        appealing = next(sheet for sheet in sheets if aimed[sheet.pk] == "competent")
    for scorer in (officer, second):
        with acting_as(scorer) as by:
            for turn, sheet in enumerate(sheets):
                if (scorer is second) == (int(sheet.division_code) % 2 == 0):
                    _scored(sheet, WRONGLY if sheet == appealing else _aimed(aimed[sheet.pk], turn, scorer is second), turn, by)
                    _signed(sheet, turn, by)
    with acting_as(committee) as by:
        for sheet in sheets:
            commands.approve_sheet(sheet=sheet, opinion="情况属实，陈述已研究，同意。", by=by, on=APPROVED)
        commands.grade_town(scheme=scheme, body="白藤街道党工委", meeting="2019年第22次会议", by=by, on=GRADED)
    with acting_as(officer) as by:
        for sheet in sheets:
            commands.serve_grade(sheet=sheet, served_on=SERVED, by=by, on=SERVED)
        appeal = commands.appeal_grade(sheet=appealing, grounds="三件超期事项不是我的窗口经办，请核对办件清单。", by=by, on=APPEALED)
    with acting_as(play.actor(cast.BAITENG_PANEL)) as by:
        commands.answer_appeal(
            appeal=appeal, result="changed", grade_after="competent", panel="没有参加评分、审核和评定的党工委委员二人",
            reasons="三件超期事项经核对属其他窗口，扣分不成立。", document="白藤街复〔2019〕1号", by=by, on=ANSWERED,
        )  # fmt: skip
    with acting_as(committee) as by:
        for sheet in AssessmentSheet.objects.visible_to(by).filter(scheme=scheme).order_by("pk"):
            commands.fix_grade(sheet=sheet, by=by, on=FIXED)


def _public_scheme(officer: Actor, committee: Actor) -> AssessmentScheme:
    with acting_as(officer) as by:
        drafted = commands.draft_scheme(division_code=TOWN, year=2019, subject="person", title=TITLE, indicators=INDICATORS, by=by, on=DRAFTED)
    with acting_as(committee) as by:
        return commands.publish_scheme(scheme=drafted, document="白藤街委〔2019〕33号", by=by, on=PUBLISHED)


def _aimed(grade: str, turn: int, kinder: bool) -> Decimal:
    """A score within the grade's band, by the hand of the officer."""
    return BASE[grade] + Decimal(turn % 5) / 2 + (KINDER if kinder and grade == "competent" else 0)


def _scored(sheet: AssessmentSheet, score: Decimal, turn: int, by: Actor) -> None:
    """Facts read from the registers, the report on paper, every mark with its reason; a deduction only where its fact was told in time."""
    commands.draw_facts(sheet=sheet, by=by, on=OPENED)
    commands.report_self(sheet=sheet, text=REPORT, by=by, on=REPORTED)
    rows = list(sheet.marks.order_by("order"))
    given = score
    if score == WRONGLY:
        commands.record_fact(
            mark=rows[1], fact="3 件超期办结，附清单", happened_on=dt.date(2019, 9, 12), evidence="窗口超期办件清单（第三季度）", points=Decimal(10),
            told_on=dt.date(2019, 9, 20), by=by, on=REPORTED,
        )  # fmt: skip
        given = score + 4  # ten points of an indicator that weighs 40
    for row, (fact, happened, evidence) in zip((rows[1], rows[3]), FACTS, strict=True) if turn % BARE else ():
        commands.record_fact(mark=row, fact=fact, happened_on=happened, evidence=evidence, by=by, on=REPORTED)
    untold = [row for row in rows if row.source and not row.facts.exists()]  # the registers hold nothing of it: nothing is taken off
    spared = sum((row.weight for row in untold), Decimal(0))
    rest = ((given * 100 - spared * 100) / (100 - spared)).quantize(Decimal("0.01"))
    lines = [commands.MarkLine(row.order, row.full_mark if row in untold else rest, "对照台账和清单评定") for row in rows]
    commands.score_sheet(sheet=sheet, marks=lines, by=by, on=SCORED)


def _signed(sheet: AssessmentSheet, turn: int, by: Actor) -> None:
    """Told, then signed; now and then with a statement, once refused, which is noted and costs nothing."""
    commands.tell_score(sheet=sheet, by=by, on=TOLD)
    if turn == 7:
        commands.sign_sheet(sheet=sheet, signature="refused", note="本人到场，看过得分后不签字；在场人二人。", by=by, on=SIGNED)
        return
    statement = "窗口调整后有一个月由我兼两个岗位，请一并考虑。" if turn % 9 == 4 else ""
    commands.sign_sheet(sheet=sheet, signature="signed", statement=statement, by=by, on=SIGNED)
