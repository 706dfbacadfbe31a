"""Journey of a project: idea, budget with its sources, tender by R-D06, contract, milestone, a change beyond a tenth that goes back to who decides,
acceptance by others, settlement, and the asset in the register; at a desk and on a phone.
"""

from __future__ import annotations

import datetime as dt
import re

from django.db import transaction

from tests.collective.stage import walked
from tests.journeys.walker import PHONE, Walker

BAJIA, DAY = "440403103210", dt.date(2019, 12, 16)
ROAD, CHANGE, BUILDER = "村口机耕路硬化", "机耕路增加护坡", "斗门区某路桥工程有限公司"


@transaction.atomic
def decide() -> None:
    """The village's bodies pass the works, and later the change; each leads to a certificate."""
    walked(BAJIA, DAY, "project", "120000", title=ROAD)
    walked(BAJIA, DAY, "project", "13000", title=CHANGE)


def filled(who: Walker, chosen: dict[str, str], typed: dict[str, str]) -> None:
    """Lists chosen and fields filled in."""
    for label, words in chosen.items():
        who.choose(label, words)
    for label, words in typed.items():
        who.fill(label, words)


def test_from_an_idea_to_an_asset(walker, day, beforehand):
    # given what the village decided, and a secretary who records the idea
    day("2019-12-16")
    beforehand(decide)
    secretary = walker("bajia-shuji")
    secretary.visit("/projects/")
    secretary.press("登记项目")
    filled(secretary, {"类别": "道路", "招标类别": "工程施工", "实施单位": "集体经济组织"}, {"项目名称": ROAD, "地点": "村口", "提出日期": "2019-12-10"})
    secretary.press("登记")
    secretary.says("设想", "还没有预算")
    address = secretary.page.url

    # when the sources do not make the budget it is not kept; mended, it is
    secretary.press("登记预算")
    filled(secretary, {"第 1 项来源": "区级", "第 2 项来源": "村集体"}, {"预算（元）": "120000", "编制日期": "2019-12-12", "估算书、预算书名称或文号": "机耕路估算书", "第 1 项名称": "区级补助",
           "第 1 项金额（元）": "80000", "第 2 项名称": "集体自筹", "第 2 项金额（元）": "30000"})  # fmt: skip
    secretary.press("登记")
    secretary.says("资金来源合计 110,000.00 元，预算 120,000.00 元")
    secretary.fill("第 2 项金额（元）", "40000")
    secretary.press("登记")
    secretary.says("区级补助", "集体自筹", "120,000.00")

    # and the town approves it on a phone
    town = walker("wuhl", size=PHONE)
    town.visit(address)
    town.press("批复立项")
    town.fill("批复文号", "斗镇委〔2019〕88号")
    town.press("批复")
    town.says("已立项，待决策")
    town.shoot("project-approved-360", whole=True)

    # when it rests on the village's decision, it may not be handed out without comparing offers
    secretary.visit(address)
    secretary.press("登记决策")
    secretary.choose("决策凭证", ROAD)
    secretary.press("登记")
    secretary.press("登记招标")
    filled(secretary, {"方式": "直接发包（不须招标）"}, {"发出日期": "2019-12-16", "招标（比选、发包）文件": "比选公告（示例）"})
    secretary.press("登记")
    secretary.says("比选")
    secretary.shoot("project-tender-refused-1440")
    secretary.choose("方式", "小额工程比选")
    secretary.press("登记")
    secretary.says("招标中")

    # then one drafts the contract and another signs it, and with three offers the works begin
    member = walker("bajia-weiyuan")
    member.visit("/contracts/")
    member.press("草拟合同")
    filled(member, {"类别": "工程施工", "签约单位": "集体经济组织", "对方是": "单位", "依据": "决策凭证", "决策凭证": ROAD},
           {"标的": f"{ROAD}工程", "对方名称": BUILDER, "合同金额（元）": "110000", "合同起日": "2019-12-16", "合同止日": "2020-06-30", "询问利害关系的日期": "2019-12-16"})  # fmt: skip
    member.press("草拟")
    contract = member.page.url
    phone = walker("bajia-shuji", size=PHONE)
    phone.visit(contract)
    phone.press("登记签订")
    filled(phone, {}, {"签订日期": "2019-12-16", "代表本村（社区）签字的人": "容国华"})
    phone.press("登记签订")
    phone.says("履行中", "110,000.00")
    phone.shoot("contract-360", whole=True)
    secretary.visit(address)
    secretary.press("登记中标和合同")
    filled(secretary, {"合同": ROAD}, {"开工日期": "2019-12-16", "投标（报价）家数": "1", "中标（成交）通知书或比选记录": "比选记录（示例）"})
    secretary.press("登记")
    secretary.says("不少于 2 家")
    secretary.fill("投标（报价）家数", "3")
    secretary.press("登记")
    secretary.says("实施中", "110,000.00")
    secretary.press("登记节点")
    filled(secretary, {}, {"节点名称": "路面浇筑", "应完成日期": "2020-03-31"})
    secretary.press("登记")

    # when a change makes it more than a tenth dearer, nothing is accepted until it is decided again
    secretary.press("登记变更")
    filled(secretary, {}, {"变更日期": "2019-12-16", "增加的金额（元）": "12000", "原因": "路边塌方，要加护坡", "变更单或签证单编号": "变更单1号（示例）"})
    secretary.press("登记")
    secretary.says("停止付款和验收", "12,000.00", "验收以前还缺")
    secretary.shoot("project-stopped-1440", whole=True)
    secretary.press("登记验收")
    secretary.press("验收合格")
    secretary.says("变更累计超过规定比例，还没有重新决策，不能验收和付款", "节点还没有完成：路面浇筑")
    secretary.visit(address)
    secretary.press("登记变更的决策")
    filled(secretary, {"变更": "变更单1号", "新的决策凭证": CHANGE}, {})
    secretary.press("登记")
    secretary.silent("停止付款和验收")
    member.visit(contract)
    member.press("登记补充协议")
    filled(member, {"新的决策凭证": CHANGE}, {"签订日期": "2019-12-16", "改了什么、为什么": "增加护坡", "金额变化（元）": "12000", "协议文号": "补充协议1号（示例）"})
    member.press("登记")
    member.says("122,000.00", "12,000.00", "增加护坡")
    member.shoot("contract-1440", whole=True)

    # then the milestone is done, and others than who keeps, builds and pays find it good
    secretary.visit(address)
    secretary.follow(re.compile("^登记完成"))
    secretary.fill("完成日期", "2019-12-16")
    secretary.press("登记")
    supervisor, inspector = walker("bajia-jiandu", size=PHONE), walker("zhaobk")
    for who, words in ((supervisor, "路面平整，护坡牢固"), (inspector, "抽查三处，厚度合格")):
        who.visit(address)
        who.press("写验收意见")
        filled(who, {"结论": "合格"}, {"看了什么、意见": words})
        who.press("提交意见")
        who.says(words)
        if who is supervisor:
            who.shoot("project-accepting-360", whole=True)
            secretary.visit(address)
            secretary.says("验收合格的只有 1 人，至少 2 人")
    secretary.visit(address)
    secretary.press("登记验收")
    secretary.press("验收合格")
    secretary.says("已验收，待审计")

    # and the audit's figure is what the asset stands in the registers with
    auditor = walker("zhongyx")
    auditor.visit(address)
    auditor.press("登记结算审计")
    filled(auditor, {}, {"审定金额（元）": "130000", "审计单位": "区审计局", "审计报告文号": "斗审〔2019〕示例8号"})
    auditor.press("登记")
    auditor.says("审定金额在零和合同金额 122,000.00 元之间")
    auditor.fill("审定金额（元）", "118500")
    auditor.press("登记")
    auditor.says("118,500.00", "已审计，待入账")
    secretary.visit(address)
    secretary.press("列入资产")
    filled(secretary, {"资产类别": "公益"}, {"资产名称": "村口机耕路", "地点": "村口"})
    secretary.press("列入资产")
    secretary.says("已列入资产", "118,500.00")
    secretary.shoot("project-1440", whole=True)
    phone.visit(address)
    phone.shoot("project-360", whole=True)
    secretary.visit("/projects/assets/")
    secretary.says("村口机耕路", "118,500.00")
    secretary.visit("/collective/assets/")
    secretary.says("村口机耕路")
