"""A journey of projects: an idea with its budget, approved by the town, and what one that was built to its end shows; its contract beside it."""

from __future__ import annotations

import re

from tests.journeys.walker import PHONE


def test_from_an_idea_to_its_approval_and_what_an_asset_came_from(walker):
    # given a secretary who records an idea
    secretary = walker("bajia-shuji")
    secretary.visit("/projects/")
    secretary.press("登记项目")
    for label, words in (("类别", "道路"), ("招标类别", "工程施工"), ("实施单位", "村（居）民委员会")):
        secretary.choose(label, words)
    for label, words in (("项目名称", "村口机耕路硬化"), ("地点", "村口"), ("提出日期", "2019-12-10")):
        secretary.fill(label, words)
    secretary.press("登记")
    secretary.says("设想", "还没有预算")
    address = secretary.page.url

    # when the sources do not add up, the budget is not kept; mended, it is
    secretary.press("登记预算")
    for label, words in (("预算（元）", "90000"), ("编制日期", "2019-12-12"), ("估算书、预算书名称或文号", "机耕路估算书"), ("第 1 项名称", "区级补助"), ("第 1 项金额（元）", "80000")):
        secretary.fill(label, words)
    secretary.choose("第 1 项来源", "区级")
    secretary.press("登记")
    secretary.says("资金来源合计 80,000.00 元，预算 90,000.00 元")
    secretary.fill("第 1 项金额（元）", "90000")
    secretary.press("登记")
    secretary.says("区级补助")

    # then the town approves it on a phone, and it waits to be decided
    town = walker("wuhl", size=PHONE)
    town.visit(address)
    town.press("批复立项")
    town.fill("批复文号", "斗镇委〔2019〕88号")
    town.press("批复")
    town.says("已立项，待决策")
    town.shoot("project-360")

    # and one that was built to its end shows every step, its contract and what was paid
    officer = walker("zhaobk")
    officer.visit("/projects/?name=党员活动中心")
    officer.follow(re.compile("党员活动中心建设"))
    officer.says("已列入资产", "120,000.00", "主体完工")
    officer.shoot("project-1440")
    officer.visit("/projects/?name=市政供水")
    officer.follow(re.compile("市政供水改造"))
    officer.says("10236000.00", "3926000.00", "按新造价重新决策")
    officer.visit("/contracts/")
    officer.says("文化中心建设工程")
    officer.shoot("contracts-1440")
    officer.follow(re.compile("文化中心建设工程"))
    officer.says("80,000.00", "履行中")
    officer.shoot("contract-1440")
    officer.visit("/projects/assets/")
    officer.says("文化中心")
