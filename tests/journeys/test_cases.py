"""Journey on a phone: a case from the window to its receipt, asked after without a login, passed up and done; every page looked at."""

from __future__ import annotations

import io
import re

from pypdf import PdfReader

from tests.journeys.walker import PHONE


def test_from_the_window_to_the_result(walker):
    # given a resident at Bajia's window with one of two papers
    clerk = walker("bajia-chuangkou", size=PHONE)
    clerk.visit("/cases/new/?q=养老保险待遇")
    clerk.shoot("cases-choose-360")
    clerk.follow("城乡居民养老保险待遇申领")
    clerk.fill("申请人姓名", "欧阳试办")
    clerk.fill("联系电话", "0756-0559876")
    clerk.tick("身份证")
    clerk.tick("户口簿")
    clerk.shoot("cases-receive-360", whole=True)
    clerk.page.get_by_role("button", name="收件", exact=True).click()
    # then everything missing is said once, and the receipt's code is shown this once; the form goes out by itself and the page is changed, not left
    clerk.page.locator("main", has_text="查询码只显示这一次").wait_for()
    clerk.look()
    clerk.says("已收件", "查询码只显示这一次", "社会保障卡")
    clerk.shoot("cases-received-360", whole=True)
    shown = clerk.page.locator("main").inner_text()
    number = re.search(r"BJ\d{6}-\d{4}-\d{4}", shown)[0]
    words = "".join(page.extract_text() for page in PdfReader(io.BytesIO(clerk.download("打印回执"))).pages).replace("\n", "")
    assert number in words and "还要补的材料" in words
    clerk.follow("看这一件")
    clerk.says("等群众补材料", "还缺：社会保障卡")
    where = "/" + clerk.page.url.split("/", 3)[3]
    # when the resident asks after it at home, without a login, then he reads progress and not whose it is
    home = walker(None, size=PHONE)
    home.visit(f"/progress/?number={number}")
    home.fill("查询码", "0000")
    home.press("查进度")
    home.says("没有查到")
    home.fill("查询码", "9876")
    home.shoot("progress-ask-360")
    home.press("查进度")
    home.says("还缺：社会保障卡", "材料补齐后开始算")
    home.silent("欧阳试办", "9876")
    home.shoot("progress-360", whole=True)
    # when the paper comes, then it is accepted, passed up, and done
    clerk.visit(where + "do/supply/")
    clerk.tick("社会保障卡")
    clerk.press("登记")
    clerk.says("办理中", "补交了：社会保障卡")
    clerk.visit(where + "do/transfer/")
    clerk.choose("转到哪一级", "镇（街道）")
    clerk.fill("为什么转办", "材料齐全，报镇里初审")
    clerk.press("转办")
    clerk.says("转到镇（街道）办理")
    town = walker("zhaobk", size=PHONE)
    town.visit("/workbench/")
    town.says("城乡居民养老保险待遇申领")
    town.visit(where + "do/finish/")
    town.fill("写给群众的话", "欧阳试办从下月起领取")
    town.press("办结")
    town.says("不写申请人的姓名")
    town.fill("写给群众的话", "从下月起发放，到窗口领通知书")
    town.press("办结")
    town.says("已办结：从下月起发放")
    town.shoot("case-360", whole=True)


def test_handed_in_on_a_phone_without_scripts(walker):
    home = walker(None, size=PHONE, scripts=False)
    home.visit("/apply/")
    home.visit("/hall/440403103210/")
    home.follow("手机办事")
    home.follow("特困人员救助供养申请")
    home.press("提交申请")
    home.says("姓名")
    home.fill("姓名", "欧阳试办")
    home.fill("手机号码", "0756-0559877")
    home.shoot("apply-360", whole=True)
    home.press("提交申请")
    home.says("查询码只显示这一次")
    home.shoot("applied-360", whole=True)
    clerk = walker("bajia-chuangkou", size=PHONE)
    clerk.visit("/cases/?state=received")
    clerk.says("特困人员救助供养申请")
