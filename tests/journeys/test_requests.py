"""Journey on a phone: something told without a login and without scripts, led on by people who cannot see who told it, the answer read by the receipt."""

from __future__ import annotations

import re

from tests.journeys.walker import PHONE

MATTER = "公示栏的账目三个月没有更新"


def test_told_on_a_phone_answered_and_read_by_the_receipt(walker):
    # given a villager who complains of the village, on a phone without scripts, in elder mode
    home = walker(None, size=PHONE, scripts=False)
    home.visit("/tell/?view=elder")
    home.shoot("tell-villages-360")
    home.visit("/tell/440403103210/")
    home.shoot("tell-kinds-360", whole=True)
    home.follow("投诉")
    home.says("紧急情况", "您的身份受保护")
    assert home.page.locator("main a[href^='tel:']").evaluate_all("links => links.map(a => a.textContent)")[:3] == ["110", "120", "119"]
    home.press("提交")
    home.says("什么事")
    home.tick("村（社区）或村干部")
    home.fill("什么事", f"{MATTER}，我的电话 0756-0559878 13800009878")
    home.tick("集体经济")
    home.fill("姓名", "欧阳试问")
    home.fill("联系电话", "0756-0559878")
    home.press("提交")
    home.says("电话和身份证号码不写在事情里")
    home.fill("什么事", MATTER)
    home.shoot("tell-360", whole=True)
    home.press("提交")
    home.says("查询码只显示这一次")
    home.shoot("told-360", whole=True)
    shown = home.page.locator("main").inner_text()
    number, code = re.search(r"SQ\d{6}-\d{4}-\d{4}", shown)[0], re.search(r"(?<![0-9A-Z-])[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", shown)[0]
    # then the village sees nothing of it, and the town handles it without knowing who
    village = walker("bajia-chuangkou", size=PHONE)
    village.visit(f"/requests/?number={number}")
    village.says("没有符合条件的诉求")
    village.visit("/requests/new/")
    village.shoot("requests-receive-360", whole=True)
    town = walker("zhaobk")
    town.visit(f"/requests/?number={number}")
    town.shoot("requests-1440")
    town.follow(number)
    town.says(MATTER, "受保护，经办人看不到")
    town.silent("欧阳试问", "0559878")
    where = "/" + town.page.url.split("/", 3)[3]
    town.press("受理")
    town.press("受理")
    town.visit(where + "do/assign/")
    assert "村（社区）" not in town.page.locator("main select").first.inner_text()
    town.visit(where + "do/answer/")
    town.fill("写给群众的话", "已责成村里补公开，下周一上墙")
    town.press("答复")
    town.says("书面答复：已责成村里补公开")
    town.shoot("request-1440", whole=True)
    # then one role opens who told it, by its number and with a reason
    inspector = walker("qify")
    inspector.visit("/requests/identity/")
    inspector.fill("诉求编号", number)
    inspector.fill("凭哪个案号、做什么用", "斗纪核〔2019〕12号，核实情况")
    inspector.press("查看")
    inspector.says("欧阳试问", "07560559878", "只显示这一次")
    inspector.shoot("request-identity-1440")
    # and the villager reads the answer by his receipt
    home.visit(f"/progress/?number={number}")
    home.fill("查询码", "0000-0000-0000")
    home.press("查进度")
    home.says("没有查到")
    home.fill("查询码", code)
    home.press("查进度")
    home.says("书面答复：已责成村里补公开", "已答复")
    home.silent("欧阳试问", "0559878", MATTER)
    home.shoot("request-progress-360", whole=True)
