"""Journey: a town asks a village for what a register holds, is refused, mends it and sends it; the village fills two minutes' worth on a phone."""

from __future__ import annotations

from tests.journeys.walker import PHONE


def test_refused_because_held_mended_and_filled(walker):
    # given an officer of the town who drafts a form for Bajia
    officer = walker("zhaobk")
    officer.visit("/collections/draft/")
    officer.fill("名称", "三防隐患摸底")
    officer.fill("用途", "安排转移")
    officer.fill("依据", "镇三防办通知（示例）")
    officer.fill("截止日期", "2019-12-27")
    officer.field("填报单位").select_option(label="　八甲村")
    officer.press("下一步：选要问的项")
    where = officer.page.url
    for code, mark in (("village.centre_name", "new"), ("village.fire_extinguishers", "new")):
        officer.visit(where + "questions/add/")
        officer.field("数据元").select_option(value=code)
        officer.field("问法").select_option(value=mark)
        officer.press("加上")
    # then the page says before anything goes out what is held, and the form is refused
    officer.says("现在还不能下发", "台账里已有，不能新问", "已掌握（格）", "真正新问（格）", "提前量（工作小时）")
    officer.shoot("collection-refused-1440", whole=True)
    officer.follow("下发")
    officer.press("下发")
    officer.says("台账里已有，不能新问")
    # when it is mended, it goes out
    officer.visit(where)
    officer.page.get_by_role("button", name="改为核对 党群服务中心名称").click()
    officer.silent("现在还不能下发")
    officer.follow("下发")
    officer.press("下发")
    officer.says("填报中", "八甲村", "待填报")
    officer.shoot("collection-issued-1440", whole=True)
    officer.close()
    # the village's own person finds it among his open work, on a phone
    member = walker("bajia-weiyuan", size=PHONE)
    member.visit("/collections/?words=三防隐患")
    member.follow("三防隐患摸底")
    member.follow("八甲村")
    member.says("问 2 项，其中 1 项已替您填好", "党群服务中心", "这道题问过了")
    member.press("核对无误，提交")
    member.says("填写「公共灭火器」")
    member.fill("公共灭火器（具）", "12")
    member.shoot("collection-fill-360", whole=True)
    member.press("核对无误，提交")
    member.says("已报", "不会再问")
    member.visit("/burden/")
    member.says("减负看板", "M1", "还不能统计")
    member.shoot("burden-360", whole=True)
