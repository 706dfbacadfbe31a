"""Pages of cases and filings: the road from proposal to answered review, refusals, papers read back by other programs."""

from __future__ import annotations

import io

import docx
import pypdf
import pytest
from django.core.exceptions import PermissionDenied
from django.db.backends.postgresql.psycopg_any import DateRange
from django.http import Http404

from qianxian.engagements import queries
from qianxian.engagements.models import ConsequenceCase, Engagement, GroundRecord, SecretaryFiling, YearlyGrade
from qianxian.engagements.views import cases, grounds, papers
from qianxian.organisations.models import Mandate
from tests.assessments.stage import PANEL, as_person, hold
from tests.cast import COUNTY_OFFICER, FINANCE, OTHER_TOWN_OFFICER, SERVICE, TOWN_COMMITTEE, TOWN_OFFICER
from tests.engagements.stage import CONCLUDER, day, person, village, with_role
from tests.engagements.test_consequences import graded
from tests.engagements.test_views import body, page

pytestmark = pytest.mark.django_db


@pytest.fixture
def v():
    made = village()
    made.held = hold(made.centre, made.member, "member")
    graded(made.member, 2018, "not_competent")
    return made


def act(case, step, actor, data, on):
    answer = page(cases.case_act, actor, data=data, on=on, uuid=case.uuid, step=step)
    with_role(SERVICE)
    return answer


def test_a_case_from_its_pages_to_the_overturned_ending(v):
    form = {"kind": "end", "ground_code": "religion", "ground": "不称职", "evidence": "斗镇委〔2019〕8号"}
    assert page(cases.case_new, TOWN_OFFICER, data=form, on=day(3, 4), uuid=v.held.uuid).status_code == 422
    form["ground_code"] = "grade_not_competent"
    assert page(cases.case_new, TOWN_OFFICER, data=form, on=day(3, 4), uuid=v.held.uuid).status_code == 302
    case = ConsequenceCase.objects.get()
    early = act(case, "call", TOWN_OFFICER, {"hearing_on": "2019-03-06", "place": "镇党建办"}, day(3, 5))
    assert early.status_code == 422 and "至少提前 3 天" in body(early)
    assert act(case, "call", TOWN_OFFICER, {"hearing_on": "2019-03-08", "place": "镇党建办"}, day(3, 5)).status_code == 302
    heard = {"heard_on": "2019-03-08", "heard_by": "谭瑞珍", "statement": "三件不是我经办。"}
    assert act(case, "hear", TOWN_OFFICER, heard, day(3, 8)).status_code == 302
    ruling = {"body": "斗门镇党委", "meeting": "第41次会议", "reasons": "整改未见效", "last_day": "2019-03-31"}
    assert act(case, "decide", TOWN_COMMITTEE, ruling, day(3, 12)).status_code == 302
    assert act(case, "serve", TOWN_OFFICER, {"served_on": "2019-03-13", "contact": "党建办 5551234"}, day(3, 13)).status_code == 302
    me = as_person(v.member)
    assert "申请复核" in body(page(cases.case, me, on=day(3, 14), uuid=case.uuid))
    assert act(case, "ask", me, {"grounds": "三件不是我经办"}, day(3, 20)).status_code == 302
    answer = {"result": "overturned", "panel": "邓少峰", "reasons": "属其他窗口", "document": "斗镇复〔2019〕3号"}
    with pytest.raises(PermissionDenied):
        act(case, "answer", TOWN_COMMITTEE, answer, day(4, 10))
    with_role(SERVICE)
    assert act(case, "answer", PANEL, answer, day(4, 10)).status_code == 302
    seen = body(page(cases.case, TOWN_OFFICER, on=day(4, 10), uuid=case.uuid))
    assert "已恢复" in seen and "听取陈述记录" in seen and "复核记录" in seen
    assert Engagement.objects.get(pk=v.held.pk).end_reason == ""
    assert "邝惠兰" in body(page(cases.cases, TOWN_COMMITTEE, on=day(4, 10)))
    for paper, words in (("hearing", "三件不是我经办"), ("notice", "15日内（至迟2019年3月28日）"), ("minutes", "复核人员没有参加原决定")):
        content = page(cases.case_paper, TOWN_OFFICER, query={"format": "docx"}, on=day(4, 10), uuid=case.uuid, paper=paper).content
        document = docx.Document(io.BytesIO(content))
        said = "".join(p.text for p in document.paragraphs) + "".join(c.text for t in document.tables for r in t.rows for c in r.cells)
        assert words in said and "{" not in said
        content = page(cases.case_paper, TOWN_OFFICER, on=day(4, 10), uuid=case.uuid, paper=paper).content
        text = "".join(p.extract_text() for p in pypdf.PdfReader(io.BytesIO(content)).pages).replace("\n", "")
        assert words in text


def test_cases_are_for_those_who_bear_them(v):
    for actor in (FINANCE, as_person(v.member)):
        for view in (cases.cases, cases.filings):
            with pytest.raises(PermissionDenied):
                page(view, actor, on=day(3, 4))
    with pytest.raises(PermissionDenied):
        page(cases.case_new, TOWN_COMMITTEE, on=day(3, 4), uuid=v.held.uuid)
    with pytest.raises(Http404):
        page(cases.case_new, OTHER_TOWN_OFFICER, on=day(3, 4), uuid=v.held.uuid)


def test_a_secretary_is_filed_objected_to_and_answered(v):
    form = {"event": "elected", "document": "斗镇委〔2017〕9号", "pieces": ["form", "vetting", "term"], "late_reason": "补备案"}
    lacking = page(cases.file_secretary, TOWN_OFFICER, data=form, on=day(3, 20), uuid=v.secretary_mandate.uuid)
    assert lacking.status_code == 422 and "承诺书" in body(lacking)
    form["pieces"].append("pledge")
    assert page(cases.file_secretary, TOWN_OFFICER, data=form, on=day(3, 20), uuid=v.secretary_mandate.uuid).status_code == 302
    row = SecretaryFiling.objects.get()
    assert "提出异议" in body(page(cases.filing, COUNTY_OFFICER, on=day(3, 21), uuid=row.uuid))
    with pytest.raises(PermissionDenied):
        page(cases.filing_act, TOWN_OFFICER, data={"objection": "x"}, on=day(3, 21), uuid=row.uuid, step="object")
    assert page(cases.filing_act, COUNTY_OFFICER, data={"objection": "联审未办结"}, on=day(3, 21), uuid=row.uuid, step="object").status_code == 302
    assert page(cases.filing_act, TOWN_COMMITTEE, data={"answer": "已补办"}, on=day(3, 22), uuid=row.uuid, step="answer").status_code == 302
    assert "容志恒" in body(page(cases.filings, TOWN_OFFICER, on=day(3, 22), query={"event": "elected"}))
    assert "容志恒" not in body(page(cases.filings, TOWN_OFFICER, on=day(3, 22), query={"event": "removed"})).split("<main", 1)[-1]
    content = page(cases.filing_paper, COUNTY_OFFICER, query={"format": "docx"}, on=day(3, 22), uuid=row.uuid).content
    cells = [c.text for t in docx.Document(io.BytesIO(content)).tables for r in t.rows for c in r.cells]
    assert "容志恒" in cells and "备案表、联审结果、任期、承诺书" in cells


def test_a_ground_is_recorded_by_one_officer_and_the_seat_ended_by_another(v):
    who = person("陆少强")
    seat = Mandate.objects.create(division_code=who.division_code, person=who, committee=v.committee, role="committee_member", period=DateRange(day(4, 16, 2017), None))
    form = {"code": "dishonest_debtor", "since": "2019-03-05", "document": " "}
    assert page(grounds.ground_new, CONCLUDER, data=form, on=day(3, 4), uuid=who.uuid).status_code == 422
    assert page(grounds.ground_new, CONCLUDER, data=form | {"code": "religion", "document": "x"}, on=day(3, 4), uuid=who.uuid).status_code == 422
    form = {"code": "sentenced", "since": "2016-05-01", "document": "（2016）粤0403刑初9号"}
    with pytest.raises(PermissionDenied):
        page(grounds.ground_new, COUNTY_OFFICER, data=form, on=day(3, 4), uuid=who.uuid)
    with_role(SERVICE)
    assert page(grounds.ground_new, CONCLUDER, data=form, on=day(3, 4), uuid=who.uuid).status_code == 302
    record = GroundRecord.objects.get()
    seen = body(page(grounds.ground, CONCLUDER, on=day(3, 4), uuid=record.uuid))
    assert "受过刑事处罚" in seen and "村委会委员" in seen and "没有期限" in seen and "/clear/" not in seen
    assert "/clear/" in body(page(grounds.ground, COUNTY_OFFICER, on=day(3, 4), uuid=record.uuid))
    (task,) = [one for one in queries.tasks_for(COUNTY_OFFICER, day(3, 4)) if one.kind == "不宜任职情形"]
    assert task.url.endswith(f"/grounds/{record.uuid}/") and not [one for one in queries.tasks_for(CONCLUDER, day(3, 4)) if one.kind == "不宜任职情形"]
    with_role(SERVICE)
    with pytest.raises(PermissionDenied):
        page(grounds.clear, CONCLUDER, data={"last_day": "2019-03-10"}, on=day(3, 11), uuid=record.uuid)
    with_role(SERVICE)
    assert page(grounds.clear, COUNTY_OFFICER, data={"last_day": "2019-03-10"}, on=day(3, 11), uuid=record.uuid).status_code == 302
    seat.refresh_from_db()
    assert (seat.end_reason, seat.end_document, seat.period.upper) == ("auto_end", "（2016）粤0403刑初9号", day(3, 11))
    again = page(grounds.clear, COUNTY_OFFICER, data={"last_day": "2019-03-10"}, on=day(3, 11), uuid=record.uuid)
    assert again.status_code == 422 and "已经处理" in body(again)
    assert "陆少强" in body(page(grounds.grounds, COUNTY_OFFICER, on=day(3, 11)))
    for actor in (TOWN_OFFICER, TOWN_COMMITTEE, FINANCE):
        with pytest.raises(PermissionDenied):
            page(grounds.grounds, actor, on=day(3, 11))


def test_the_approval_form_shows_conclusions_only():
    made = village()
    made.vetted(made.member)
    review = made.decided(made.member)
    for year, known_on in ((2017, day(1, 10)), (2018, day(12, 10))):  # the second came after the decision and carried nothing of it
        YearlyGrade.objects.create(division_code=made.member.division_code, person=made.member, year=year, grade="competent", decided_on=known_on)
    content = page(papers.approval, TOWN_OFFICER, query={"format": "docx"}, on=day(3, 5), uuid=review.uuid).content
    document = docx.Document(io.BytesIO(content))
    said = "".join(p.text for p in document.paragraphs) + "".join(c.text for t in document.tables for r in t.rows for c in r.cells)
    assert all(words in said for words in ("聘任审批表", "邝惠兰", "无影响聘任的情形", "建议聘任", "同意聘任", "斗门镇党委第9次会议", "2017年度称职")) and "{" not in said
    assert "2018年度" not in said
    with pytest.raises(PermissionDenied):
        page(papers.approval, FINANCE, on=day(3, 5), uuid=review.uuid)
