"""Journey: a what-if that adopts nothing, and a correction through three people that its person reads on a phone."""

from __future__ import annotations

import io
import re

import openpyxl

from tests.journeys.walker import PHONE


def test_what_if_shows_who_pays_and_changes_nothing(walker):
    # given finance wonders about a multiple of 3.2
    finance = walker("linyf")
    finance.visit("/pay/what-if/")
    finance.fill("倍数", "3.2")
    finance.press("测算")
    finance.says("哪一级财政出钱", "方案一：", "人有变化", "按岗位", "按镇（街道）", "市级财政", "方案一：倍数 3.2")
    assert finance.page.locator("main .qx-chart svg rect").count() == 6
    address = finance.page.url
    finance.shoot("what-if-1440", whole=True)

    # when a second scenario with another share is laid beside it
    finance.press("再加一个方案")
    finance.page.locator("#id_b-city").fill("0.6")
    finance.press("测算")
    finance.says("方案二：")
    assert finance.page.locator("main .qx-chart svg rect").count() == 9
    book = openpyxl.load_workbook(io.BytesIO(finance.download("下载 Excel")))["每个人"]
    assert book.max_row > 700

    # then a mistake is told in words, on a phone the same address shows the same figures, and the runs stand as they stood
    finance.page.locator("summary", has_text="改参数").click()
    finance.page.locator("#id_b-city").fill("6")
    finance.press("测算")
    finance.says("方案一：")
    phone = walker("linyf", size=PHONE)
    phone.visit(address)
    phone.says("人有变化")
    phone.shoot("what-if-360", whole=True)
    assert phone.page.evaluate("document.documentElement.scrollHeight") < 4000
    phone.follow("每个人")
    phone.says("谁有变化", "第 1–20 人")
    assert phone.overflow() <= 0
    phone.visit("/pay/")
    phone.says("2019")


def test_a_correction_through_three_people(walker):
    # given a cadre's slip of 2019, corrected already because the index came late
    cadre = walker("bajia-weiyuan", size=PHONE)
    cadre.visit("/me/pay/")
    cadre.page.locator("main a.qx-task", has_text="2019 年").click()
    cadre.page.wait_for_load_state()
    cadre.says("代扣和实发", "差额更正", "收入基数公布", "本年累计应发")
    slip = cadre.page.url

    # when the organisation officer records a leave without pay on its basis and prepares the difference
    officer = walker("liangyw")
    officer.visit(slip)
    officer.follow("差额更正")
    officer.page.locator("summary", has_text="登记一项事实").click()
    officer.choose("事项", "不带薪请假")
    officer.fill("第一天", "2019-09-02")
    officer.fill("最后一天", "2019-09-06")
    officer.fill("书面依据", "请假审批表〔2019〕31号")
    officer.press("登记")
    officer.says("请假审批表〔2019〕31号")
    officer.choose("更正的原因", "不带薪请假")
    officer.fill("依据文件", "斗组〔2019〕61号")
    officer.press("按事实重算差额")
    officer.says("应发 − 已发", "不带薪请假", "到手差额")
    correction = officer.page.url
    assert officer.page.get_by_role("button", name="核对无误").count() == 0
    officer.shoot("pay-correction-1440", whole=True)

    # and finance checks it, and the approver approves it
    finance = walker("linyf")
    finance.visit(correction)
    assert finance.page.get_by_role("button", name="同意", exact=True).count() == 0
    finance.press("核对无误")
    approver = walker("lujm", size=PHONE)
    approver.visit(correction)
    approver.press("同意")
    approver.says("已办结")
    approver.shoot("pay-correction-360", whole=True)

    # then the cadre reads why, and nobody can post it a second time
    cadre.visit(slip)
    cadre.says("不带薪请假", "斗组〔2019〕61号")
    cadre.shoot("pay-slip-corrected-360", whole=True)
    officer.visit(slip)
    officer.follow("差额更正")
    officer.choose("更正的原因", "不带薪请假")
    officer.fill("依据文件", "斗组〔2019〕61号")
    officer.press("按事实重算差额")
    officer.says("应发和已发没有差额，不用更正。")


def test_the_years_tax_is_compared_and_the_employers_part_shown(walker):
    finance = walker("linyf")
    finance.visit("/pay/settlement/?year=2019")
    finance.says("累计收入", "已预扣税额", "与全年一致", "汇算清缴", "只算村（社区）报酬这一项收入")
    finance.shoot("settlement-1440", whole=True)
    book = openpyxl.load_workbook(io.BytesIO(finance.download(re.compile("导出当前")))).worksheets[0]
    assert book.max_row > 720
    phone = walker("linyf", size=PHONE)
    phone.visit("/pay/settlement/?year=2019")
    phone.shoot("settlement-360", whole=True)
    assert phone.overflow() <= 0
    finance.visit("/pay/")
    finance.follow(re.compile("2019"))
    finance.says("单位缴纳社会保险", "区级财政，不计入应发")
    cadre = walker("bajia-weiyuan", size=PHONE)
    cadre.visit("/me/pay/")
    cadre.open(cadre.page.locator("main a.qx-task", has_text="2019 年"))
    cadre.says("单位缴纳的社会保险", "个税年度对账", "全年应纳税额", "一致")
    cadre.shoot("slip-360", whole=True)
    assert cadre.overflow() <= 0
