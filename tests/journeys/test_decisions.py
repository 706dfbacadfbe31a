"""Journey: a village's matter through 四议两公开 to its certificate, counted by two people on a phone and a desk, confirmed by the town."""

from __future__ import annotations

import json
import re

from tests.journeys.walker import PHONE

TITLE = "阵地建设经费使用"


def open_matter(who, title: str = TITLE) -> None:
    """From the register to the matter."""
    who.visit("/decisions/")
    who.follow(re.compile(title))


def count(who, copy: str, present: str, votes_for: str, against: str = "0") -> None:
    """One copy of the count of the meeting shown."""
    who.follow(re.compile("^录计票"))
    who.page.get_by_label(copy).check()
    for label, value in {"到会（含回避的人）": present, "赞成": votes_for, "反对": against, "弃权": "0"}.items():
        who.fill(label, value)
    who.press("录计票")


def hold(secretary, supervisor, officer, day, notice: str, held: str, title: str = TITLE, **entered: str) -> None:
    """The next body called, counted by two, confirmed by the town."""
    day(notice)
    open_matter(secretary, title)
    secretary.follow(re.compile("^通知会议"))
    secretary.fill("通知日期", notice)
    secretary.fill("会议日期", held)
    secretary.fill("会议地点", "村委会三楼")
    for label, value in entered.items():
        secretary.fill(label, value)
    secretary.press("通知")
    day(held)
    open_matter(secretary, title)
    secretary.page.locator("main .qx-line li.now a").first.click()
    secretary.page.wait_for_load_state("load")
    secretary.look()
    eligible = secretary.page.locator(".qx-fact b").first.inner_text()
    count(secretary, "第一遍", eligible, eligible)
    supervisor.visit(secretary.page.url)
    count(supervisor, "第二遍（另一人）", eligible, eligible)
    supervisor.says("两遍计票一致")
    officer.visit(secretary.page.url)
    officer.follow(re.compile("^确认决议"))
    officer.press("确认决议")
    officer.says("通过")


def test_a_matter_from_the_proposal_to_the_certificate(walker, day):
    secretary, supervisor, officer = walker("bajia-shuji", size=PHONE), walker("bajia-jiandu"), walker("zhaobk")
    # given a proposal whose kind and amount decide whom it must pass
    day("2019-12-16")
    secretary.visit("/decisions/open/")
    secretary.fill("事项名称", TITLE)
    secretary.choose("类别", "资金使用")
    secretary.fill("金额（元）", "200000")
    secretary.fill("用途和内容", "修缮党群服务中心和文化中心")
    secretary.choose("由哪个单位实施", "党群服务中心")
    secretary.press("发起")
    secretary.says("村民代表会议", "大额资金使用", "R-D03", "通知召开村党组织委员会")
    secretary.shoot("matter-360", whole=True)
    # when each body passes it in turn, the second copy misread once
    hold(secretary, supervisor, officer, day, "2019-12-16", "2019-12-17")
    hold(secretary, supervisor, officer, day, "2019-12-17", "2019-12-18")
    hold(secretary, supervisor, officer, day, "2019-12-18", "2019-12-21")
    supervisor.visit(officer.page.url)
    supervisor.shoot("meeting-1440", whole=True)
    hold(secretary, supervisor, officer, day, "2019-12-21", "2019-12-23", 应到会人数或户数="35", 人数的依据="2019年村民代表名册")
    secretary.visit(officer.page.url)
    secretary.shoot("meeting-360", whole=True)
    assert secretary.download(re.compile("^Word"), beside="会议计票单")[:2] == b"PK"
    # then the decision is posted for its week, and the town may certify it only afterwards
    open_matter(secretary)
    secretary.follow(re.compile("^公开决议"))
    for label, value in {"公开起日": "2019-12-23", "公开止日": "2019-12-30", "公开地点": "村务公开栏", "公开内容": "村民代表会议通过"}.items():
        secretary.fill(label, value)
    secretary.press("公开")
    secretary.says("2019-12-31 起可以出具凭证")
    day("2019-12-30")
    open_matter(officer)
    assert not officer.page.locator("main").get_by_role("link", name="出具凭证", exact=True).count()
    day("2019-12-31")
    open_matter(officer)
    officer.follow(re.compile("^出具凭证"))
    officer.press("出具凭证")
    officer.says("PZ-440403103210-2019-", "200,000.00", "有效")
    digest = officer.page.locator(".qx-digest code").inner_text()
    officer.fill("纸质凭证上的摘要", digest)
    officer.press("核对")
    officer.says("与系统里的摘要一致")
    officer.shoot("certificate-1440", whole=True)
    assert officer.download("PDF")[:4] == b"%PDF"
    assert json.loads(officer.download("JSON"))["matter"]["title"] == TITLE
    secretary.visit(officer.page.url.split("?")[0])
    secretary.shoot("certificate-360", whole=True)
    open_matter(supervisor)
    supervisor.says("凭证已出，实施中", "实施完成后公开结果")
    supervisor.shoot("matter-1440", whole=True)
    supervisor.visit("/decisions/")
    supervisor.shoot("matters-1440", whole=True)


def test_a_skipped_step_of_a_minor_power_goes_to_supervision(walker):
    secretary, supervisor = walker("bajia-shuji", size=PHONE), walker("bajia-jiandu")
    secretary.visit("/decisions/powers/")
    secretary.says("村级印章使用")
    secretary.follow(re.compile("^登记权力事项"))
    secretary.choose("权力事项", "村级印章使用")
    secretary.fill("事项名称", "户籍证明盖章")
    secretary.press("登记")
    secretary.follow(re.compile("^登记办理"))
    secretary.choose("办的是哪一步", "审批")
    secretary.fill("材料或文号", "用印申请")
    secretary.fill("跳过前面步骤的原因", "办事人当天要用")
    secretary.press("登记办理")
    secretary.says("等村务监督委员会查看", "提出用印")
    secretary.shoot("power-360", whole=True)
    supervisor.visit("/workbench/")
    supervisor.says("有步骤被跳过，要查看并写意见")
    supervisor.follow(re.compile("户籍证明盖章"))
    supervisor.follow(re.compile("^写监督意见"))
    supervisor.fill("监督意见", "补办审批，以后照流程走")
    supervisor.press("写下意见")
    supervisor.says("补办审批，以后照流程走")
    supervisor.shoot("power-1440", whole=True)
