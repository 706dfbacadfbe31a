"""Journey: a village's water from the request at the window to the answer: thread, matter, 四议两公开, certificate, a payment by five people, publication."""

from __future__ import annotations

import re

from tests.journeys.test_decisions import hold, open_matter
from tests.journeys.test_funds import fresh_code
from tests.journeys.walker import PHONE

TITLE = "接市政自来水"


def test_water_from_a_request_to_the_answer(walker, day):
    # given a request at the window, which nobody may answer alone: it needs a decision
    day("2019-12-16")
    clerk = walker("bajia-chuangkou", size=PHONE)
    clerk.visit("/threads/")
    clerk.follow("登记一条线")
    for label, words in (("哪个村（社区）或镇（街道）", "八甲村"), ("来路", "村民反映"), ("从什么渠道来", "服务中心窗口"), ("类别", "供水"), ("怎么办", "要表决、要花钱")):
        clerk.choose(label, words)
    for label, words in (("名称", TITLE), ("原话要点", "井水发黄，想接市政自来水"), ("提出日期", "2019-12-16")):
        clerk.fill(label, words)
    clerk.press("登记")
    clerk.says(TITLE)
    clerk.shoot("water-request-360", whole=True)
    thread = clerk.page.url
    clerk.close()

    # and what it may cost is estimated, which is what its money is held against from then on
    keeper = walker("bajia-weiyuan")
    keeper.visit(thread + "estimate/")
    for label, words in (("估算日期", "2019-12-16"), ("金额（元）", "200000"), ("估算单位", "斗门区某自来水公司"), ("材料名称或文号", "现场踏勘单（示例）")):
        keeper.fill(label, words)
    keeper.press("登记估算")
    keeper.says("20.0", "还没有串上付款")

    # when the secretary brings it before the village on that thread, and every body passes it
    secretary, supervisor, officer = walker("bajia-shuji"), walker("bajia-jiandu", size=PHONE), walker("zhaobk")
    secretary.visit("/decisions/open/")
    for label, words in (("类别", "资金使用"), ("由哪个单位实施", "党群服务中心"), ("串在哪条线上", TITLE)):
        secretary.choose(label, words)
    for label, words in (("事项名称", TITLE), ("金额（元）", "200000"), ("用途和内容", "接通市政自来水到服务中心和公共取水点")):
        secretary.fill(label, words)
    secretary.press("发起")
    for notice, held in (("2019-12-16", "2019-12-17"), ("2019-12-17", "2019-12-18"), ("2019-12-18", "2019-12-21")):
        hold(secretary, supervisor, officer, day, notice, held, title=TITLE)
    hold(secretary, supervisor, officer, day, "2019-12-21", "2019-12-23", title=TITLE, 应到会人数或户数="35", 人数的依据="2019年村民代表名册")
    day("2019-12-23")
    open_matter(secretary, TITLE)
    secretary.follow(re.compile("^公开决议"))
    for label, value in {"公开起日": "2019-12-23", "公开止日": "2019-12-30", "公开地点": "村务公开栏", "公开内容": "接市政自来水，村民代表会议通过"}.items():
        secretary.fill(label, value)
    secretary.press("公开")
    day("2019-12-31")
    open_matter(officer, TITLE)
    officer.follow(re.compile("^出具凭证"))
    officer.press("出具凭证")
    officer.says("200,000.00", "有效")
    number = re.search(r"PZ-\d+-2019-\d+", officer.text())[0]

    # then the thread shows the decision, and five people carry the payment that names it
    officer.visit(thread)
    officer.says(number)
    officer.shoot("water-decided-1440", whole=True)
    handler = walker("bajia-weiyuan", size=PHONE)
    handler.visit("/funds/")
    handler.press("八甲村")
    handler.press("申请付款")
    for label, words in (("用哪笔资金", "党群服务中心阵地建设经费（阵地建设）"), ("用途", "阵地建设"), ("记入科目", "513 管理费用"), ("付款账户（现金付款不选）", "八甲村党群服务中心"),
                         ("依据", "决策凭证"), ("决策凭证", number)):  # fmt: skip
        handler.choose(label, words)
    for label, words in (("金额（元）", "4800"), ("收款人", "斗门区某自来水安装队"), ("摘要", "接水到服务中心"), ("发票或单据", "发票 No.0512（示例）")):
        handler.fill(label, words)
    handler.press("提交")
    handler.says("都已满足", number)
    handler.shoot("water-payment-360", whole=True)
    payment = handler.page.url
    handler.visit(thread)
    handler.says("待监督")
    for who, act in ((supervisor, "已审看，同意报批"), (secretary, "同意付款"), (walker("tanrz"), "审核无误，制单"), (walker("yaoxq"), "付款并记账")):
        who.visit(payment)
        who.press(act)
        fresh_code(who)
    supervisor.visit(payment)
    supervisor.says("已付款")
    supervisor.shoot("water-paid-360", whole=True)

    # and the result is put up, the requester answered, and one page tells it all
    open_matter(secretary, TITLE)
    secretary.follow(re.compile("^公开结果|^公开实施结果"))
    for label, value in {"公开起日": "2019-12-31", "公开止日": "2020-01-07", "公开地点": "村务公开栏", "公开内容": "已接通，付 4,800 元"}.items():
        secretary.fill(label, value)
    secretary.press("公开")
    member = walker("bajia-weiyuan")
    member.visit(thread + "tell/")
    for label, value in (("答复日期", "2019-12-31"), ("怎么答复的", "上门告知：已接通市政自来水")):
        member.fill(label, value)
    member.choose("用什么方式", "入户走访")
    member.press("登记答复")
    member.says("上门告知：已接通市政自来水", "接水到服务中心")
    member.shoot("water-answered-1440", whole=True)
    reader = walker("zhaobk", size=PHONE)
    reader.visit(thread)
    reader.says(TITLE, "接水到服务中心", number)
    # its money against its estimate, and the rows that this is the sum of
    reader.says("0.5 / 20.0", "付款合计", "4,800.00", "比最近估算少付", "195,200.00")
    reader.press("0.5 / 20.0")
    assert reader.page.url.endswith("#money")
    reader.shoot("water-answered-360", whole=True)
