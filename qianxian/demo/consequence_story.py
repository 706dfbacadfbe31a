"""What the article says of consequences: 14 secretaries replaced by the Party, those with criminal punishments out of office by the law;
and the assessment of Doumen town's centres, under way on the example's day. Everybody here is invented.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from decimal import Decimal

from qianxian.assessments import commands as assessments
from qianxian.assessments.models import AssessmentSheet
from qianxian.demo import cadres as plan_of
from qianxian.demo import cast, registers
from qianxian.demo.registry_story import Play
from qianxian.demo.selection_story import candidates
from qianxian.engagements import commands
from qianxian.engagements.models import Engagement, GroundRecord
from qianxian.foundation.reach import acting_as
from qianxian.organisations.models import Mandate

LAST_DAY, REGISTERED, FILED = dt.date(2019, 1, 25), dt.date(2019, 1, 28), dt.date(2019, 1, 30)
RECORDED, CLEARED = dt.date(2019, 6, 17), dt.date(2019, 6, 19)
REMOVAL, APPOINTMENT = ("form", "decision", "notice"), ("form", "vetting", "term", "pledge")


def replace_secretaries(play: Play) -> None:
    """Each replaced by a decision of his town's committee, told in writing, filed with the county; his seat in the villagers' committee stays."""
    successors = {c.place.code: c for c in play.cadres if c.rank == 1}
    towns = defaultdict(list)
    for code, before in registers.replaced(play.cadres).items():
        towns[before.place.town_code].append((code, before))
    for town, them in sorted(towns.items()):
        with acting_as(play.actor(cast.town_login(town, "town_org_officer"))) as by:
            people = play.people([successors[code].person.identity_number for code, _before in them])
            for number, (code, before) in enumerate(them, 1):
                held = Mandate.objects.visible_to(by).get(organisation__code=before.place.top_code, role="secretary", period__contains=LAST_DAY)
                document = f"{before.place.town}委任〔2019〕{number}号"
                after = commands.replace_secretary(
                    mandate=held, successor=people[successors[code].person.identity_number], last_day=LAST_DAY, reason="replaced",
                    way=Mandate.Way.APPOINTED, document=document, by=by, on=REGISTERED,
                )  # fmt: skip
                commands.file_secretary(mandate=held, event="removed", document=document, pieces=REMOVAL, by=by, on=FILED)
                commands.file_secretary(mandate=after, event="appointed", document=document, pieces=APPOINTMENT, by=by, on=FILED)


def clear_convicted(play: Play) -> None:
    """Whoever the courts' answer names leaves every office by the law, with the judgment's number; recorded by one officer, ended by another."""
    named = [one.number for one in candidates(play) if one.objection == "sentenced"]
    with acting_as(play.actor("guozq")) as by:
        people = play.people(named)
        for turn, number in enumerate(named, 1):
            commands.record_ground(
                person=people[number], code="sentenced", since=dt.date(2018, 9, 3), document=f"（2018）示例刑初{turn}号", by=by, on=RECORDED
            )
    with acting_as(play.actor("liangyw")) as by:
        for record in GroundRecord.objects.visible_to(by).filter(code="sentenced").select_related("person").order_by("pk"):
            commands.clear_cadre(record=record, last_day=CLEARED, by=by, on=CLEARED)


PROPOSED, CALLED, HEARD = dt.date(2019, 9, 24), dt.date(2019, 9, 25), dt.date(2019, 9, 30)
DECIDED, LAST_IN_POST, SERVED = dt.date(2019, 10, 16), dt.date(2019, 10, 31), dt.date(2019, 10, 18)
ASKED, ANSWERED = dt.date(2019, 10, 28), dt.date(2019, 11, 15)


def overturn_ending(play: Play) -> None:
    """An invented ending that did not hold: heard, decided by the committee, told in writing, overturned by another panel before the year is paid.

    The engagement runs on as if it had never been cut, so nobody's figures change; the record keeps both decisions.
    """
    one = plan_of.heard(play.cadres)
    with acting_as(play.actor("zhaobk")) as by:
        person = play.people([one.person.identity_number])[one.person.identity_number]
        held = Engagement.objects.visible_to(by).get(person=person)
        case = commands.propose_consequence(
            engagement=held, kind="end", ground_code="illegal_building", ground="自建房旁搭棚 18 平方米未经批准，期限内未改正",
            evidence="镇规划建设办责令限期改正通知书（2019年示例7号），限 8 月 31 日前拆除", since=dt.date(2019, 7, 22), by=by, on=PROPOSED,
        )  # fmt: skip
        case = commands.call_hearing(case=case, hearing_on=HEARD, place="斗门镇党建办", by=by, on=CALLED)
        case = commands.record_hearing(
            case=case, heard_on=HEARD, heard_by="斗门镇党建办、镇纪委各一人", by=by, on=HEARD,
            statement="棚子 8 月 28 日已经自行拆除，当天向村规划员交了照片，请到现场复查。",
        )
    with acting_as(play.actor("wuhl")) as by:
        case = commands.decide_case(
            case=case, body="斗门镇党委", meeting="2019年10月16日党委会议", reasons="期限已满，没有见到拆除后的复查记录。", last_day=LAST_IN_POST,
            by=by, on=DECIDED,
        )  # fmt: skip
    with acting_as(play.actor("zhaobk")) as by:
        case = commands.serve_case(case=case, served_on=SERVED, contact="斗门镇党建办 0756-5550103", by=by, on=SERVED)
        case = commands.ask_case_review(case=case, grounds="规划建设办 10 月 24 日已到现场复查，请按复查记录核实。", by=by, on=ASKED)
    with acting_as(play.actor("dengsf")) as by:
        commands.answer_case_review(
            case=case, result="overturned", panel="没有参加原决定的党委委员三人", document="斗镇复〔2019〕2号", by=by, on=ANSWERED,
            reasons="现场复查记录和村规划员存的照片证明 8 月 28 日已拆除，期限内已改正，理由不成立。",
        )  # fmt: skip


INDICATORS = (
    assessments.IndicatorLine("党建工作", "组织生活、换届和党员教育按时完成情况", Decimal(30), source="terms"),
    assessments.IndicatorLine("服务群众", "窗口事项按期办结、一次办结情况", Decimal(40), deduction_cap=Decimal(15)),
    assessments.IndicatorLine("在岗履职", "领导成员在岗天数", Decimal(10), source="posts"),
    assessments.IndicatorLine("财务公开", "按季公开、监督委员会签字情况", Decimal(20), deduction_cap=Decimal(10)),
)
#: Doumen town's own: what its cases, its meetings, its terms and its posts say is read from their books, only the notice board is entered by hand.
OF_CENTRES = (
    assessments.IndicatorLine("党建工作", "党组织和村（居）委会按期换届情况", Decimal(20), source="terms"),
    assessments.IndicatorLine("服务群众", "窗口办件按期办结情况", Decimal(35), source="cases"),
    assessments.IndicatorLine("民主议事", "重大事项依法开会表决情况", Decimal(15), source="meetings"),
    assessments.IndicatorLine("在岗履职", "领导成员在岗天数", Decimal(10), source="posts"),
    assessments.IndicatorLine("财务公开", "按季公开、监督委员会签字情况", Decimal(20), deduction_cap=Decimal(10)),
)
REPORT = "本年中心按时开门，窗口办件全部登记；{village}两项民生事项年内办完。未按期办结的已逐件说明，明年先把代办点的值班排实。"
#: How far each centre's sheet has come, in turn by code; the first waits for its director's own report, one lies far from the others and is not told yet.
MARKS = (None, None, (92, 88), (85, 90), (88, 84), (90, 91), (68, 65), (84, 89), (91, 93), (87, 86))


def assess_centres(play: Play) -> None:
    """Doumen town's centres of 2019: schemes public since October, sheets from waiting for the report to waiting for the committee."""
    town = cast.DOUMEN_TOWN
    with acting_as(play.actor("zhaobk")) as by:
        scheme = assessments.draft_scheme(
            division_code=town, year=2019, subject="centre", title="斗门镇2019年度党群服务中心考核方案", indicators=OF_CENTRES, by=by, on=dt.date(2019, 10, 8)
        )
        assessments.draft_scheme(
            division_code=town, year=2020, subject="person", title="斗门镇2020年度中心领导成员考核方案", indicators=OF_CENTRES, by=by, on=dt.date(2019, 12, 9)
        )
    with acting_as(play.actor("wuhl")) as by:
        assessments.publish_scheme(scheme=scheme, document="斗镇委〔2019〕52号", by=by, on=dt.date(2019, 10, 14))
    with acting_as(play.actor("zhaobk")) as by:
        sheets = assessments.open_sheets(scheme=scheme, by=by, on=dt.date(2019, 11, 18))
        bajia = [sheet for sheet in sheets if sheet.division_code == cast.BAJIA_CODE]
        ordered = list(zip([*bajia, *(s for s in sheets if s not in bajia)], MARKS, strict=False))
    for turn, (sheet, marks) in enumerate(ordered):
        with acting_as(play.actor("lianghs" if turn % 3 == 2 else "zhaobk")) as by:
            _advance(sheet, marks, by)
    with acting_as(play.actor("wuhl")) as by:
        for sheet in AssessmentSheet.objects.visible_to(by).filter(state="signed").order_by("pk")[:2]:
            assessments.approve_sheet(sheet=sheet, opinion="情况属实，同意。", by=by, on=dt.date(2019, 12, 13))


def _advance(sheet: AssessmentSheet, marks: tuple[int, int] | None, by) -> None:
    assessments.draw_facts(sheet=sheet, by=by, on=dt.date(2019, 11, 20))
    if marks is None:
        return
    village = sheet.centre.name.removesuffix("党群服务中心")
    assessments.report_self(sheet=sheet, text=REPORT.format(village=village), by=by, on=dt.date(2019, 11, 28))
    rows = list(sheet.marks.order_by("order"))
    if marks[0] % 2:
        assessments.record_fact(
            mark=rows[4], fact="第二季度财务公开晚贴 6 天", happened_on=dt.date(2019, 7, 21), evidence="村务公开检查记录（2019年7月）", points=Decimal(3),
            told_on=dt.date(2019, 7, 26), by=by, on=dt.date(2019, 11, 29),
        )  # fmt: skip
    lines = [assessments.MarkLine(row.order, Decimal(marks[row.order % 2]), "对照台账和清单评定") for row in rows]
    assessments.score_sheet(sheet=sheet, marks=lines, by=by, on=dt.date(2019, 12, 4))
    if marks[1] % 2 == 0 or marks[0] > 90:
        assessments.tell_score(sheet=sheet, by=by, on=dt.date(2019, 12, 5))
        assessments.sign_sheet(sheet=sheet, signature="signed", statement="", by=by, on=dt.date(2019, 12, 10))
