"""Journey on a phone without scripts: a case handed in by a resident at home, and found by the window."""

from __future__ import annotations

from tests.journeys.walker import PHONE


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
