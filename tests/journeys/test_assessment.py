"""The yearly assessment of a centre: its director writes on the phone, the officer records and scores at the desk, the committee approves."""

from __future__ import annotations

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
    officer.follow("登记事实")
    officer.choose("指标", "服务群众")
    officer.fill("事实", "20 天没有登录")
    officer.fill("发生日期", "2019-09-10")
    officer.fill("证据", "平台记录")
    officer.fill("扣分", "2")
    officer.fill("告知本人日期（扣分的必填）", "2019-09-12")
    officer.press("登记")
    officer.says("不能作为扣分依据")
    officer.fill("事实", "2 件超期办结，附清单")
    officer.press("登记")
    officer.says("2 件超期办结，附清单")
    officer.follow("评分")
    for order in (1, 2, 3, 4):
        officer.page.locator(f"[name=given_{order}]").fill("90")
        officer.page.locator(f"[name=reason_{order}]").fill("对照台账评定")
    officer.press("保存评分")
    officer.says("89.20", "待告知本人")
    officer.follow("告知本人")
    officer.press("告知本人")
    officer.says("待本人签字")

    director.visit(f"/{address}")
    director.says("89.20", "2 件超期办结，附清单")
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


def test_schemes_evenness_filings_and_cases_are_read(walker):
    committee = walker("wuhl")
    committee.visit("/assessments/schemes/")
    committee.follow("斗门镇2019年度党群服务中心考核方案")
    committee.follow("看评分是否一把尺子")
    committee.says("每位评分人给分的中间数", "不排名次")
    committee.visit("/engagements/cases/")
    committee.says("没有处理事项")
    officer = walker("liangyw", size=PHONE)
    officer.visit("/engagements/filings/?event=removed")
    officer.says("免职、撤换")
    assert officer.overflow() <= 0
