"""Journey: 139 mu of a village's land, leased only once the assembly has decided; its rent arrives, and what is missing is listed as arrears."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.db import transaction

from qianxian.foundation.reach import bind
from qianxian.funds import commands as money
from qianxian.funds.commands.posting import Line
from qianxian.funds.models import BankAccount, Book, Fund
from tests.cast import SERVICE, acting
from tests.collective.stage import walked
from tests.journeys.walker import PHONE

BAJIA, DAY = "440403103210", dt.date(2019, 12, 16)
LEASE = {"合同标的": "牌坊东地块出租给钢材市场", "承租方姓名或单位全称": "斗门某钢材市场有限公司", "起租日期": "2019-12-16", "租期最后一天": "2024-12-15", "租金合计（元）": "600000",
         "交易平台编号": "JY2019-0139"}  # fmt: skip


@transaction.atomic
def decide() -> None:
    """A small matter that no assembly decided, and one that the village's assembly did."""
    walked(BAJIA, DAY, "other", "1000", title="小额出租")
    walked(BAJIA, DAY, "collective_property", "500000", title="出租139亩")


@transaction.atomic
def receive() -> None:
    """100,000 yuan of rent posted into the collective's account by two bookkeepers."""
    bind(SERVICE)
    book = Book.objects.get(division_code=BAJIA)
    fund, bank = Fund.objects.get(book=book, origin="collective"), BankAccount.objects.get(book=book, holder="collective")
    lines = [Line("102", fund.pk, debit=Decimal(100000), bank_account=bank.pk), Line("501", fund.pk, credit=Decimal(100000))]
    one, other = (acting(name, name, "town_bookkeeper", BAJIA[:9]) for name in ("tanrz", "kuangsy"))
    draft = money.prepare_voucher(book=book, kind="ordinary", date=DAY, summary="收到钢材市场租金", document="银行回单", lines=lines, by=one, on=DAY)
    money.check_voucher(draft=draft, by=other, on=DAY)


def lease(who, paper: str) -> None:
    """The form of a lease filled in on one certificate."""
    who.page.get_by_label("决策凭证").select_option(label=next(text for text in who.page.get_by_label("决策凭证").locator("option").all_inner_texts() if paper in text))
    who.choose("承租方是", "单位")
    who.choose("怎样分期", "每年")
    for label, words in LEASE.items():
        who.fill(label, words)
    who.press("草拟合同")


def test_139_mu_need_the_assembly(walker, day, beforehand):
    # given a certified parcel of 139 mu, and two certificates
    day("2019-12-16")
    beforehand(decide)
    centre = walker("bajia-weiyuan")
    centre.visit("/collective/land/")
    centre.press("登记地块")
    for label, words in (("村（社区）", "八甲村"), ("用途", "留用地"), ("权属", "村集体"), ("状态", "已办证")):
        centre.choose(label, words)
    for label, words in (("地块名称", "牌坊东地块"), ("所有权人全称", "八甲村股份合作经济联合社"), ("四至或位置", "村牌坊东"), ("面积（亩）", "139"), ("证书编号（已办证的填）", "示例0139号"),
                         ("发证机关（已办证的填）", "区自然资源局"), ("发证日期（已办证的填）", "2019-10-08"), ("依据的文件", "办证通知")):  # fmt: skip
        centre.fill(label, words)
    centre.press("登记")
    centre.says("139 亩（92,666.67 平方米）", "已办证")
    centre.shoot("parcel-1440")

    # when the centre leases it on a matter that no assembly decided, it is refused
    centre.press("出租")
    lease(centre, "小额出租")
    centre.says("须经成员（村民）大会或授权的代表会议决定")
    centre.shoot("lease-refused-1440")

    # then on the assembly's certificate it is drafted, and the secretary signs it on a phone
    lease(centre, "出租139亩")
    centre.says("待签订", "600,000.00")
    address = centre.page.url
    secretary = walker("bajia-shuji", size=PHONE)
    secretary.visit(address)
    secretary.press("登记签订")
    secretary.fill("代表本村（社区）签字的人", "容国华")
    secretary.press("签订")
    secretary.says("履行中", "120,000.00")
    secretary.shoot("lease-360")

    # when part of the rent arrives, the bookkeeper matches it, and what is missing is listed with its days
    beforehand(receive)
    keeper = walker("tanrz")
    keeper.visit(address)
    keeper.press("核对租金到账")
    keeper.page.get_by_label("哪一期租金").select_option(index=1)
    keeper.page.get_by_label("哪一笔到账").select_option(index=1)
    keeper.fill("金额（元）", "100000")
    keeper.press("核对")
    keeper.says("100,000.00", "20,000.00")
    day("2020-01-10")
    keeper.visit("/collective/leases/")
    keeper.says("斗门某钢材市场有限公司", "20,000.00", "25")
    keeper.shoot("leases-1440")
    secretary.visit("/collective/")
    secretary.says("欠租", "20,000.00")
    secretary.shoot("collective-360")
