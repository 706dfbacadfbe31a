"""Journeys of money: a payment refused while a condition is missing and carried by five people once all are met; a month's end with the bank's statement."""

from __future__ import annotations

import re

from tests.journeys.walker import PHONE


def fresh_code(who) -> None:
    """The second factor once more, where the step asks for it."""
    if who.page.locator("[data-example-code]").count():
        who.fill("6 位动态验证码", who.page.locator("[data-example-code]").inner_text())
        who.press("继续")


def test_a_payment_through_its_gate(walker):
    # given a handler who asks for more than the village's standing resolution allows
    handler = walker("bajia-weiyuan")
    handler.visit("/funds/")
    handler.says("共到账 104,000.00 元", "八甲村")
    handler.shoot("funds-1440")
    handler.press("104,000.00")
    handler.says("分录明细", "差额 104,000.00 元")
    handler.visit("/funds/")
    handler.press("八甲村")
    handler.press("申请付款")
    for label, words in (("用哪笔资金", "党群服务中心阵地建设经费（阵地建设）"), ("用途", "阵地建设"), ("记入科目", "513 管理费用"), ("付款账户（现金付款不选）", "八甲村党群服务中心"),
                         ("依据", "小额支出决议"), ("小额支出决议", "八甲村村民代表会议决议（示例）")):  # fmt: skip
        handler.choose(label, words)
    for label, words in (("金额（元）", "5600"), ("收款人", "斗门区某五金店"), ("摘要", "更换门锁"), ("发票或单据", "发票 No.0300（示例）")):
        handler.fill(label, words)
    handler.press("提交")
    handler.says("还缺", "决议数额之内", "审批限额")
    handler.shoot("payment-gate-1440")
    address = handler.page.url

    # when supervision passes it on, the secretary cannot approve it
    supervisor = walker("bajia-jiandu", size=PHONE)
    supervisor.visit(address)
    supervisor.shoot("payment-gate-360")
    supervisor.press("已审看，同意报批")
    secretary = walker("bajia-shuji")
    secretary.visit(address)
    secretary.press("同意付款")
    secretary.says("金额超过您的审批限额", "待审批")

    # then the handler mends it and it starts again, and five people carry it to the ledger
    handler.visit(address)
    handler.press("改付款")
    handler.fill("金额（元）", "1560")
    handler.press("重新提交")
    handler.says("都已满足", "待监督")
    supervisor.visit(address)
    supervisor.press("已审看，同意报批")
    secretary.visit(address)
    secretary.press("同意付款")
    keeper, cashier = walker("tanrz"), walker("yaoxq")
    keeper.visit(address)
    keeper.press("审核无误，制单")
    cashier.visit(address)
    cashier.press("付款并记账")
    fresh_code(cashier)
    cashier.says("已付款")
    cashier.press("看凭证")
    cashier.says("1,560.00", "513 管理费用")
    assert cashier.download(re.compile("PDF"))[:4] == b"%PDF"


def test_a_months_end_with_the_bank(walker, tmp_path):
    # given October, which cannot be closed before the bank's statement is in
    keeper = walker("tanrz")
    keeper.visit("/funds/")
    keeper.press("八甲村")
    book = keeper.page.url
    keeper.press("结 2019-10 的账")
    keeper.says("还没有导入当月银行对账单")

    # when the statement shows a charge that the book does not have
    keeper.press("银行对账")
    path = tmp_path / "十月.csv"
    path.write_text("日期,收入,支出,摘要\n2019-10-10,60000,,阵地建设经费\n2019-10-21,,5,手续费\n", "utf-8")
    keeper.page.get_by_label("银行账户", exact=True).select_option(label="八甲村党群服务中心")
    keeper.fill("月初余额（元）", "0")
    keeper.page.locator("input[type=file]").set_input_files(path)
    keeper.press("导入")
    keeper.says("相差 −5.00 元", "只有银行有", "手续费")
    keeper.shoot("reconcile-1440")

    # then it is explained, and the month closes
    keeper.press("写明原因", exact=False)
    keeper.fill("差额的原因", "手续费十二月补记")
    keeper.press("保存")
    keeper.visit(book)
    keeper.press("结 2019-10 的账")
    keeper.says("已结到 2019-10")
    keeper.press("会计报表")
    keeper.says("资产等于负债加所有者权益", "科目余额表")
    keeper.shoot("statements-1440")
    statements, links = keeper.page.url, keeper.page.locator("main td.num a")
    for n in (0, links.count() // 2, links.count() - 1):
        number = links.nth(n).inner_text()
        links.nth(n).click()
        keeper.look()
        keeper.says("分录明细", number)
        keeper.visit(statements)
    phone = walker("bajia-jiandu", size=PHONE)
    phone.visit(book)
    phone.shoot("book-360")
