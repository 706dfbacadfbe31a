"""Pages: one happy and one refused way each, the assessed on his phone and the officer at the desk; papers read back by other programs."""

from __future__ import annotations

import io
import re

import docx
import openpyxl
import pypdf
import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from qianxian.assessments import commands, queries
from qianxian.assessments.models import AssessmentFact, AssessmentScheme, AssessmentSheet, GradeAppeal
from qianxian.assessments.views import registers, sheets
from qianxian.engagements.models import YearlyGrade
from qianxian.foundation.models import AuditLeaf
from tests.assessments.stage import PANEL, as_person, published, stage
from tests.cast import COUNTY_OFFICER, FINANCE, OTHER_TOWN_OFFICER, SERVICE, TOWN_COMMITTEE, TOWN_OFFICER
from tests.engagements.stage import day, with_role
from tests.engagements.test_views import body, page

pytestmark = pytest.mark.django_db
ON = day(11, 20)


def act(sheet, step, actor, data, on=ON):
    answer = page(sheets.act, actor, data=data, on=on, uuid=sheet.uuid, step=step)
    with_role(SERVICE)
    return answer


def test_registers_stand_by_code_and_show_no_score():
    s = stage()
    for sheet, score in zip(s.sheets(), (91, 62, 77, 88, 70), strict=True):
        s.scored(sheet, score)
    answer = body(page(registers.sheets, TOWN_OFFICER, on=ON))
    assert all(sheet.person.name in answer for sheet in s.sheets())
    cells = re.findall(r">([^<]+)<", answer.split("<table", 1)[1].split("</table", 1)[0])
    assert cells  # the words between the tags: an address may hold any digits
    assert not [words for words in cells if "91" in words]
    codes = [row.division_code for row in queries.sheets_in_reach(TOWN_OFFICER)]
    assert codes == sorted(codes)
    assert "斗门镇2019年度考核方案" in body(page(registers.schemes, COUNTY_OFFICER, on=ON))
    for view in (registers.sheets, registers.schemes):
        with pytest.raises(PermissionDenied):
            page(view, FINANCE, on=ON)


def test_a_scheme_is_drafted_published_and_used_from_its_pages():
    s = stage()
    form = {"year": "2020", "subject": "centre", "title": "2020年度方案", "name_1": "办件", "measure_1": "按期办结", "weight_1": "60", "name_2": "在岗", "measure_2": "在岗情况", "weight_2": "30"}
    answer = page(registers.scheme_new, TOWN_OFFICER, data=form, on=ON)
    assert answer.status_code == 422 and "权重合计 90" in body(answer)
    answer = page(registers.scheme_new, TOWN_OFFICER, data=form | {"weight_2": "40", "source_2": "posts"}, on=ON)
    made = AssessmentScheme.objects.get(year=2020)
    assert answer.status_code == 302 and [line.source for line in made.indicators.order_by("order")] == ["", "posts"]
    assert "按期办结" in body(page(registers.scheme, TOWN_COMMITTEE, on=ON, uuid=made.uuid))
    answer = page(registers.scheme_act, TOWN_COMMITTEE, data={"document": "斗镇委〔2019〕60号"}, on=ON, uuid=made.uuid, step="publish")
    made.refresh_from_db()
    assert (answer.status_code, made.state) == (302, "published")
    with pytest.raises(Http404):
        page(registers.scheme, OTHER_TOWN_OFFICER, on=ON, uuid=made.uuid)
    assert page(registers.scheme_act, TOWN_OFFICER, data={}, on=ON, uuid=s.scheme.uuid, step="open").status_code == 302
    assert s.scheme.sheets.count() == 5
    assert "还有 5 份没有审核通过" in body(page(registers.scheme, TOWN_COMMITTEE, on=ON, uuid=s.scheme.uuid))


def test_the_assessed_writes_reads_and_signs_his_own_sheet():
    s = stage()
    own, other = s.sheets()[2], s.sheets()[3]
    me = as_person(own.person, code=own.division_code)
    answer = body(page(registers.mine, me, on=ON))
    assert own.centre.name in answer and "去办理" in answer
    assert "填写述职" in body(page(sheets.sheet, me, on=ON, uuid=own.uuid))
    short = act(own, "report", me, {"text": "很好"})
    assert short.status_code == 422 and "至少 20 个字" in body(short)
    answer = act(own, "report", me, {"text": "本年窗口办件一千二百件，按期办结；培训参加不够，明年补上。"})
    assert answer.status_code == 302, body(answer)
    with_role(me)
    with pytest.raises(Http404):
        page(sheets.sheet, me, on=ON, uuid=other.uuid)
    with pytest.raises(PermissionDenied):
        page(sheets.act, me, on=ON, uuid=own.uuid, step="score")
    with_role(SERVICE)
    s.scored(AssessmentSheet.objects.get(pk=own.pk), 88)
    commands.tell_score(sheet=own, by=TOWN_OFFICER, on=ON)
    assert "88.00" in body(page(sheets.sheet, me, on=ON, uuid=own.uuid))
    assert act(own, "sign", me, {"signature": "signed", "statement": "同意"}).status_code == 302
    own.refresh_from_db()
    assert (own.state, own.statement) == ("signed", "同意")


def test_the_officer_records_draws_withdraws_and_scores_at_the_desk():
    s = stage()
    sheet = s.reported(s.sheets()[0])
    fact = {"mark": "2", "fact": "3 件超期办结", "happened_on": "2019-09-01", "evidence": "清单", "points": "4"}
    answer = act(sheet, "fact", TOWN_OFFICER, fact)
    assert answer.status_code == 422 and "先告知本人" in body(answer)
    barred = act(sheet, "fact", TOWN_OFFICER, fact | {"told_on": "2019-09-03", "fact": "20 天没有登录"})
    assert barred.status_code == 422 and "不能作为扣分依据" in body(barred)
    assert act(sheet, "fact", TOWN_OFFICER, fact | {"told_on": "2019-09-03"}).status_code == 302
    assert act(sheet, "draw", TOWN_OFFICER, {}).status_code == 302
    form = body(page(sheets.act, TOWN_OFFICER, on=ON, uuid=sheet.uuid, step="score"))
    assert "服务群众（权重 40，满分 100，已扣 4）" in form
    with_role(SERVICE)
    marks = {f"given_{n}": "90" for n in (1, 2, 3)} | {f"reason_{n}": "对照台账" for n in (1, 2, 3)}
    answer = act(sheet, "score", TOWN_OFFICER, marks | {"reason_2": " "})
    assert answer.status_code == 422
    assert act(sheet, "score", TOWN_OFFICER, marks).status_code == 302
    sheet.refresh_from_db()
    assert f"{sheet.score}" == "88.40"
    recorded = AssessmentFact.objects.get(points=4)
    assert act(sheet, "withdraw", TOWN_OFFICER, {"fact": str(recorded.uuid), "reason": "清单有误"}).status_code == 302
    seen = body(page(sheets.sheet, TOWN_OFFICER, on=ON, uuid=sheet.uuid))
    assert "清单有误" in seen and "共 334 天" in seen and "90.00" in seen


def test_approval_grading_service_appeal_and_fixing_from_the_pages():
    s = stage()
    for sheet, score in zip(s.sheets(), (95, 92, 85, 70, 55), strict=True):
        s.signed(sheet, score)
    for sheet in s.sheets():
        assert act(sheet, "approve", TOWN_COMMITTEE, {"opinion": "情况属实"}, on=day(11, 28)).status_code == 302
    assert "没有审核通过" not in body(page(registers.scheme, TOWN_COMMITTEE, on=day(12, 2), uuid=s.scheme.uuid))
    form = body(page(registers.scheme_act, TOWN_COMMITTEE, on=day(12, 2), uuid=s.scheme.uuid, step="grade"))
    assert "一把尺子" in form and "斗门镇党委" in form
    meeting = {"body": "斗门镇党委", "meeting": "第40次会议"}
    assert page(registers.scheme_act, TOWN_COMMITTEE, data=meeting, on=day(12, 2), uuid=s.scheme.uuid, step="grade").status_code == 302
    with_role(SERVICE)
    low = s.sheets()[3]
    assert act(low, "serve", TOWN_OFFICER, {"served_on": "2019-12-02"}, on=day(12, 2)).status_code == 302
    me = as_person(low.person, code=low.division_code)
    assert "提出异议" in body(page(sheets.sheet, me, on=day(12, 5), uuid=low.uuid))
    assert act(low, "appeal", me, {"grounds": "三件不是我经办"}, on=day(12, 5)).status_code == 302
    answer = {"result": "changed", "grade_after": "competent", "panel": "邓少峰", "reasons": "属其他窗口", "document": "斗镇复〔2019〕1号"}
    assert act(low, "answer", PANEL, answer, on=day(12, 9)).status_code == 302
    assert GradeAppeal.objects.get().grade_after == "competent"
    assert act(low, "fix", TOWN_COMMITTEE, {}, on=day(12, 9)).status_code == 302
    low.refresh_from_db()
    assert (low.state, low.grade) == ("fixed", "competent")
    with_role(TOWN_COMMITTEE)
    found = {}
    for form in ("pdf", "docx"):
        for paper in ("sheet", "minutes"):
            found[paper, form] = page(sheets.paper, TOWN_COMMITTEE, query={"format": form, "paper": paper}, on=day(12, 9), uuid=low.uuid).content
            with_role(TOWN_COMMITTEE)
    text = "".join(p.extract_text() for p in pypdf.PdfReader(io.BytesIO(found["sheet", "pdf"])).pages).replace("\n", "")
    assert "2019年度考核表" in text and low.person.name in text and "称职" in text
    words = docx.Document(io.BytesIO(found["minutes", "docx"]))
    said = "".join(p.text for p in words.paragraphs) + "".join(c.text for t in words.tables for r in t.rows for c in r.cells)
    assert "考核异议复核记录" in said and "三件不是我经办" in said and "改为称职" in said and "{" not in said
    assert "考核异议复核记录" in "".join(p.extract_text() for p in pypdf.PdfReader(io.BytesIO(found["minutes", "pdf"])).pages)
    sheet = docx.Document(io.BytesIO(found["sheet", "docx"]))
    cells = [c.text for t in sheet.tables for r in t.rows for c in r.cells]
    assert "服务群众" in cells and "{" not in "".join(cells)


def test_evenness_says_what_to_look_at_and_never_ranks():
    s = stage(people=4)
    for sheet, score in zip(s.sheets(), (85, 86, 84, 87, 85, 40), strict=True):
        s.scored(sheet, score)
    answer = body(page(registers.evenness, TOWN_COMMITTEE, on=ON, uuid=s.scheme.uuid))
    assert 'role="img"' in answer and "各村（社区）给分的中间数：相差最多" in answer
    assert "每位评分人给分的中间数：只有一组，没有可比的" in answer and "横轴 40–90" in answer
    far = answer.rsplit("得分离得远的", 1)[1].rsplit("不满分又没有事实的", 1)[0]
    assert str(s.sheets()[5].uuid) in far and str(s.sheets()[4].uuid) not in far
    assert "不能比" in answer and "第 1 名" not in answer
    seen = queries.evenness_of(s.scheme, ON)
    assert seen.expected and seen.drift == {} and seen.years == {}
    assert [sheet.pk for sheet in seen.outliers] == [s.sheets()[5].pk] and len(seen.without_evidence) == 6
    bare, whole = seen.bare["zhaobk"]
    assert (bare, whole) == (sum(n for _sheet, n in seen.without_evidence), 6 * 3)
    assert f"不满分又没有事实的：18 项得分中有 {bare} 项" in answer and "6 份中有 1 份：离中间一半超过这一半宽度的 1.5 倍。" in answer
    assert len(seen.villages) == 2 and list(seen.assessors) == ["zhaobk"] and sum(one.count for one in seen.sizes.values()) == 6


def test_the_drift_from_last_year_is_told_before_any_result_is_fixed():
    s = stage(people=2)
    for held, grade in zip(s.engaged, ("excellent", "competent", "competent", "competent"), strict=True):
        YearlyGrade.objects.create(division_code=held.division_code, person=held.person, year=2018, grade=grade, decided_on=day(1, 20))
    for sheet, score in zip(s.sheets(), (95, 91, 62, 61), strict=True):
        s.scored(sheet, score)
    seen = queries.evenness_of(s.scheme, ON)
    # a quota of one: 95 would be excellent, 91 competent; nothing is graded yet
    assert seen.expected and not AssessmentSheet.objects.exclude(grade="").exists()
    assert {grade: (shift.before, shift.now) for grade, shift in seen.drift.items()} == {"excellent": (25, 25), "competent": (75, 25), "basic": (0, 50)}
    said = body(page(registers.evenness, TOWN_COMMITTEE, on=ON, uuid=s.scheme.uuid))
    assert "按目前得分预计的比例" in said and "25.0（上年 75.0，-50.0）" in said and "个百分点" in said
    for sheet in s.sheets():
        sheet = commands.tell_score(sheet=sheet, by=TOWN_OFFICER, on=day(11, 21))
        sheet = commands.sign_sheet(sheet=sheet, signature="signed", by=TOWN_OFFICER, on=day(11, 25))
        commands.approve_sheet(sheet=sheet, opinion="情况属实", by=TOWN_COMMITTEE, on=day(11, 28))
    commands.grade_town(scheme=s.scheme, body="斗门镇党委", meeting="第40次会议", by=TOWN_COMMITTEE, on=day(12, 2))
    after = queries.evenness_of(s.scheme, day(12, 2))
    assert not after.expected and after.drift == seen.drift
    assert "评定的比例" in body(page(registers.evenness, TOWN_COMMITTEE, on=day(12, 2), uuid=s.scheme.uuid))


def test_the_list_of_sheets_comes_as_excel_without_a_score():
    s = stage(people=2)
    s.approved(s.sheets()[0], 91)

    def listed(year):
        answer = page(registers.sheets, TOWN_OFFICER, on=day(11, 29), query={"year": year, "export": "xlsx"})
        return [[str(cell.value) for cell in row] for row in openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0].iter_rows()]

    rows = listed("2019")
    assert {"待评定等次", "待本人述职"} <= {cell for row in rows for cell in row}
    assert not [cell for row in rows for cell in row if "得分" in cell or cell in ("91", "91.00")]
    assert len(listed("2020")) < len(rows)
    assert AuditLeaf.objects.filter(action="divisions.export_list").count() == 2
    with pytest.raises(PermissionDenied):
        page(registers.sheets, FINANCE, on=ON, query={"export": "xlsx"})


def test_the_desks_have_what_waits_for_them():
    s = stage()
    one, two = s.reported(s.sheets()[0]), s.signed(s.sheets()[1])
    waiting = s.sheets()[2]
    assert [task.title for task in queries.tasks_for(TOWN_OFFICER, ON)] == [queries.title_of(one)]
    assert [task.title for task in queries.tasks_for(TOWN_COMMITTEE, ON)] == [queries.title_of(two)]
    me = as_person(waiting.person, code=waiting.division_code)
    assert [task.title for task in queries.tasks_for(me, ON)] == [queries.title_of(waiting)]
    published("centre")
    assert queries.tasks_for(FINANCE, ON) == []
