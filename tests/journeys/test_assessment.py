"""The yearly assessment of a centre: its director writes on the phone, the officer records and scores at the desk, the committee approves."""

from __future__ import annotations

import io
import re
from decimal import Decimal

import openpyxl

from qianxian.accounts.queries import actor_of_login
from qianxian.assessments import commands
from qianxian.assessments.models import AssessmentSheet
from qianxian.demo.blueprint import EXAMPLE_DAY
from qianxian.demo.cast import BAJIA_CODE
from qianxian.foundation.reach import acting_as
from tests.journeys.walker import PHONE


def test_from_self_report_to_approval(walker):
    director = walker("bajia-shuji", size=PHONE)
    director.visit("/assessments/mine/")
    director.says("八甲村党群服务中心", "待本人述职")
    director.follow("去办理")
    director.follow("填写述职")
    director.fill("本年述职", "很好")
    director.press("提交述职")
    director.says("至少 20 个字")
    director.fill("本年述职", "本年窗口办件一千二百件，按期办结；值班排得不够实，明年改。")
    director.press("提交述职")
    director.says("待评分")
    assert director.overflow() <= 0
    address = director.page.url.split("//", 1)[1].split("/", 1)[1]

    officer = walker("zhaobk")
    officer.visit("/assessments/")
    officer.says("不排名次", "八甲村")
    officer.visit(f"/{address}")
    officer.follow("读取台账事实")
    officer.press("读取")
    officer.says("村党组织委员会表决", "期限 2019-12-13，到 2019-12-16 还没有办结")
    officer.follow("登记事实")
    officer.choose("指标", "财务公开")
    officer.fill("事实", "20 天没有登录")
    officer.fill("发生日期", "2019-09-10")
    officer.fill("证据", "平台记录")
    officer.fill("扣分", "2")
    officer.fill("告知本人日期（扣分的必填）", "2019-09-12")
    officer.press("登记")
    officer.says("不能作为扣分依据")
    officer.fill("事实", "第二季度财务公开晚贴 6 天")
    officer.press("登记")
    officer.says("第二季度财务公开晚贴 6 天")
    officer.follow("评分")
    for order in (1, 2, 3, 4, 5):
        officer.page.locator(f"[name=given_{order}]").fill("90")
        officer.page.locator(f"[name=reason_{order}]").fill("对照台账评定")
    officer.press("保存评分")
    officer.says("89.60", "待告知本人")
    officer.follow("告知本人")
    officer.press("告知本人")
    officer.says("待本人签字")

    director.visit(f"/{address}")
    director.says("89.60", "第二季度财务公开晚贴 6 天")
    director.follow("签字、陈述")
    director.page.get_by_label("本人已签字").check()
    director.press("提交")
    director.says("待审核")

    committee = walker("wuhl")
    committee.visit("/workbench/")
    committee.says("要审核考核表")
    committee.visit(f"/{address}")
    committee.follow("审核")
    committee.fill("审核意见", "情况属实，同意。")
    committee.press("审核通过")
    committee.says("待评定等次")


def the_other_sheets_are_approved() -> None:
    """Every sheet of Doumen town's centres brought to approval, by the officer and the committee: what lies before the grading."""
    on = EXAMPLE_DAY
    with acting_as(actor_of_login("zhaobk", on=on)) as by:
        for sheet in AssessmentSheet.objects.visible_to(by).filter(scheme__division_code="440403103000", year=2019).exclude(state__in=["signed", "approved"]):
            if sheet.state == "open":
                sheet = commands.report_self(sheet=sheet, text="本年窗口办件全部登记，未按期的逐件说明，明年改。", by=by, on=on)
            if sheet.state == "reported":
                marks = [commands.MarkLine(mark.order, Decimal(72 if sheet.division_code == BAJIA_CODE else 84), "对照台账评定") for mark in sheet.marks.all()]
                sheet = commands.score_sheet(sheet=sheet, marks=marks, by=by, on=on)
            if sheet.state == "scored":
                sheet = commands.tell_score(sheet=sheet, by=by, on=on)
            commands.sign_sheet(sheet=sheet, signature="signed", by=by, on=on)
    with acting_as(actor_of_login("wuhl", on=on)) as by:
        for sheet in AssessmentSheet.objects.visible_to(by).filter(scheme__division_code="440403103000", year=2019, state="signed"):
            commands.approve_sheet(sheet=sheet, opinion="情况属实，同意。", by=by, on=on)


def test_grading_with_an_appeal_to_another_panel(walker, day, beforehand):
    # given every sheet of the town approved
    beforehand(the_other_sheets_are_approved)

    # when the committee looks whether marks were given with one measure, and grades
    committee = walker("wuhl")
    committee.visit("/assessments/schemes/")
    committee.follow("斗门镇2019年度党群服务中心考核方案")
    committee.press("评定等次")
    committee.follow("评定前先看评分是否一把尺子")
    committee.says("每位评分人给分的中间数", "上年没有等次，不能比")
    committee.page.go_back()
    committee.fill("会议", "2019年第26次会议")
    committee.press("评定等次")
    committee.says("等次")

    # and the officer serves the grade of one centre
    officer = walker("zhaobk")
    officer.visit("/assessments/?state=graded")
    officer.follow("八甲村党群服务中心")
    sheet = officer.page.url
    officer.follow("登记送达")
    officer.fill("送达日期", "2019-12-16")
    officer.press("登记送达")
    officer.says("异议期到")

    # then its director appeals on his phone within the days
    director = walker("bajia-shuji", size=PHONE)
    director.visit(sheet)
    director.follow("提出异议")
    director.fill("异议的理由", "扣分的事项不是本窗口经办，请核对清单。")
    director.press("提交异议")
    director.says("由没有参加的人答复")
    director.shoot("appeal-360", whole=True)
    assert director.overflow() <= 0

    # and people who graded may not answer, another panel does
    committee.visit(sheet)
    assert committee.page.locator("main").get_by_role("link", name="答复异议").count() == 0
    day("2019-12-20")
    panel = walker("dengsf")
    panel.visit("/workbench/")
    panel.says("异议由没有参加的人答复")
    panel.visit(sheet)
    panel.follow("答复异议")
    panel.tick("改变等次")
    panel.choose("改变后的等次", "优秀")
    panel.fill("复核人员", "没有参加评定的党委委员二人")
    panel.fill("复核理由", "清单核对属其他窗口，扣分不成立。")
    panel.fill("复核记录文号", "斗镇复〔2019〕5号")
    panel.press("确认答复")
    panel.says("没有空额")
    panel.tick("维持等次")
    panel.press("确认答复")
    panel.says("维持等次", "斗镇复〔2019〕5号")
    panel.shoot("appeal-answered-1440", whole=True)
    committee.visit(sheet)
    committee.follow("确定等次")
    committee.press("确定等次")
    committee.says("已办结")


def test_the_subdistrict_assessed_from_beginning_to_end_is_read(walker):
    officer = walker("liangyw")
    officer.visit("/assessments/schemes/")
    officer.follow("白藤街道2019年度中心领导成员考核方案")
    officer.says("等次已确定")
    officer.follow("看评分是否一把尺子")
    officer.says("各村（社区）给分的中间数")
    officer.shoot("evenness-1440", whole=True)
    officer.visit("/assessments/?state=fixed")
    book = openpyxl.load_workbook(io.BytesIO(officer.download(re.compile("导出当前")))).worksheets[0]
    assert sum(1 for row in book.iter_rows(values_only=True) if row[5] == "等次已确定") >= 38
    phone = walker("liangyw", size=PHONE)
    phone.visit("/assessments/?state=fixed")
    phone.shoot("sheets-360", whole=True)
    assert phone.overflow() <= 0


def test_schemes_evenness_filings_and_cases_are_read(walker):
    committee = walker("wuhl")
    committee.visit("/assessments/schemes/")
    committee.follow("斗门镇2019年度党群服务中心考核方案")
    committee.follow("看评分是否一把尺子")
    committee.says("每位评分人给分的中间数", "不排名次")
    committee.visit("/engagements/cases/")
    committee.says("复核改变，已恢复")
    officer = walker("liangyw", size=PHONE)
    officer.visit("/engagements/filings/?event=removed")
    officer.says("免职、撤换")
    assert officer.overflow() <= 0
