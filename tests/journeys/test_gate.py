"""Journey: a payment refused in the browser for each condition of its gate list that is missing, whichever authority it names.

Each condition is asked for alone: the gate shows it as missing, supervision may pass it on, and whoever approves is refused with its sentence.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction

from qianxian.contracts import commands as contracts
from qianxian.contracts.models import Contract
from qianxian.decisions import commands as decisions
from qianxian.decisions.models import Certificate
from qianxian.foundation.reach import bind
from qianxian.funds import commands as money
from qianxian.funds.commands.posting import Line
from qianxian.funds.models import Account, BankAccount, Book, Fund
from tests.cast import SERVICE, TOWN_COMMITTEE, acting
from tests.collective.stage import walked
from tests.journeys.walker import PHONE, Walker

BAJIA, DAY = "440403103210", dt.date(2019, 12, 16)
VENUE, RENT, PAY = "党群服务中心阵地建设经费（阵地建设）", "集体收入（一般用途）", "干部报酬资金（干部报酬）"
CENTRE, OWN = "八甲村党群服务中心", "八甲村股份合作经济联合社"
LAMPS, DITCH, WALL, SWEEPING = "路灯维修", "水沟清理", "围墙修补", "保洁服务"
SMALL = {"依据": "小额支出决议", "小额支出决议": "八甲村村民代表会议决议（示例）"}
PUBLIC = {"用哪笔资金": VENUE, "用途": "阵地建设", "记入科目": "513 管理费用", "付款账户（现金付款不选）": CENTRE} | SMALL
COLLECTIVE = {"用哪笔资金": RENT, "用途": "便民服务", "记入科目": "513 管理费用", "付款账户（现金付款不选）": OWN} | SMALL
WAGES = {"用哪笔资金": PAY, "用途": "干部报酬", "记入科目": "51301", "付款账户（现金付款不选）": CENTRE}
TYPED = ("金额（元）", "收款人", "摘要", "发票或单据", "应急的原因", "最迟补办决议的日期")


def on_paper(words: str, **more: str) -> dict[str, str]:
    """Of the collective's money, on the certificate of that purpose."""
    return COLLECTIVE | {"依据": "决策凭证", "决策凭证": words} | more


#: Condition of the gate → what is typed and chosen for it. What all have in common stands in ``ask``.
MISSING: dict[str, dict[str, str]] = {
    "资金余额": PUBLIC | {"金额（元）": "99000"},
    "决议数额之内": PUBLIC | {"金额（元）": "5600"},
    "审批限额": PUBLIC | {"金额（元）": "5600"},
    "没有拆分": PUBLIC | {"金额（元）": "4000", "收款人": "斗门区某家具店"},
    "付款账户": PUBLIC | {"付款账户（现金付款不选）": OWN},
    "决议写明的用途": on_paper(LAMPS, 用途="救助慰问"),
    "同一单位的决议": PUBLIC | {"依据": "决策凭证", "决策凭证": WALL},
    "补办决议的期限": PUBLIC | {"依据": "应急支出", "应急的原因": "台风抢修", "最迟补办决议的日期": "2020-03-01"},
    "不用集体收入发干部报酬": COLLECTIVE | {"记入科目": "51301"},
    "报酬按工资批次发放": WAGES | SMALL,
    "审批过的工资批次": WAGES | {"依据": "工资批次", "工资批次": "2019", "金额（元）": "2000000"},
    "合同金额之内": on_paper(WALL, 合同=SWEEPING, 收款人="斗门区某保洁公司") | {"金额（元）": "700"},
}
#: What PostgreSQL refuses before it is kept at all → the sentence on the form.
NOT_KEPT: dict[str, dict[str, str]] = {
    "付款用途和资金用途不一致": PUBLIC | {"用途": "救助慰问"},
    "收款人不是合同的对方": on_paper(WALL, 合同=SWEEPING),
    "付款要以合同或补充协议依据的决策凭证为依据": on_paper(LAMPS, 合同=SWEEPING, 收款人="斗门区某保洁公司"),
}


def hands() -> dict[str, Any]:
    """The people of the village and the town by their step."""
    parts = {"handler": ("bajia-weiyuan", "centre_member"), "look": ("bajia-jiandu", "supervision_member"), "approve": ("bajia-shuji", "village_secretary"), "book": ("tanrz", "town_bookkeeper"),
             "pay": ("yaoxq", "cashier"), "check": ("kuangsy", "town_bookkeeper")}  # fmt: skip
    return {step: acting(login, login, role, BAJIA if login.startswith("bajia") else BAJIA[:9]) for step, (login, role) in parts.items()}


def paid(facts: dict[str, Any]) -> None:
    """A payment carried by five people to the ledger."""
    who, book = hands(), Book.objects.get(division_code=BAJIA)
    row = money.request_payment(book=book, facts=facts, by=who["handler"], on=DAY)
    for step, act in (("look", money.look_at_payment), ("approve", money.approve_payment), ("book", money.book_payment), ("pay", money.pay_out)):
        row = act(payment=row, by=who[step], on=DAY)


@transaction.atomic
def prepare() -> None:
    """Three certificates of the collective, one of them used; a contract; money for pay; an emergency payment that waits for its resolution."""
    bind(SERVICE)
    who, book = hands(), Book.objects.get(division_code=BAJIA)
    rent, venue = (Fund.objects.get(book=book, origin=origin) for origin in ("collective", "public"))
    own, centre = (BankAccount.objects.get(book=book, holder=holder) for holder in ("collective", "centre"))
    lamps, _ditch, wall = (walked(BAJIA, DAY, "other", "1000", title=title) for title in (LAMPS, DITCH, WALL))
    given = {"bank_account": own, "account": Account.objects.get(code="513"), "payee": "斗门区某电器店", "document": "发票 No.0601（示例）"}
    paid(given | {"fund": rent, "amount": Decimal(100), "purpose": "service", "summary": "换路灯", "authority": "certificate", "certificate": lamps})
    paid(given | {"fund": venue, "bank_account": centre, "amount": Decimal(200), "purpose": "venue", "summary": "抢修漏水", "authority": "emergency", "emergency_reason": "水管爆裂",
                  "ratify_by": dt.date(2019, 12, 18)})  # fmt: skip
    terms = {"kind": "service", "unit": "collective", "subject": SWEEPING, "counterparty": "斗门区某保洁公司", "party_kind": "organisation", "amount": Decimal(500), "asked_on": DAY}
    draft = contracts.draft_contract(division_code=BAJIA, first_day=DAY, last_day=dt.date(2020, 12, 15), basis="certificate", certificate=wall, by=who["handler"], on=DAY, **terms)
    contracts.sign_contract(contract=draft, signed_on=DAY, signatory="村代表（示例）", by=who["approve"], on=DAY)
    finance = acting("linyf", "林艳芳", "finance_bureau", BAJIA[:6])
    source = money.enter_source(division_code="440403000000", title="干部报酬资金", level="district", kind="earmarked", purpose="pay", doc_no="斗财〔2019〕示例9号", approver="区财政局",
                                amount=Decimal(3000000), decided_on=dt.date(2019, 10, 1), by=finance, on=DAY)  # fmt: skip
    wages = money.allocate(source=source, book=book, amount=Decimal(3000000), by=finance, on=DAY).fund
    lines = [Line("102", wages.pk, debit=Decimal(3000000), bank_account=centre.pk), Line("241", wages.pk, credit=Decimal(3000000))]
    voucher = money.prepare_voucher(book=book, kind="ordinary", date=DAY, summary="收到干部报酬资金", document="银行回单（示例）", lines=lines, by=who["book"], on=DAY)
    money.check_voucher(draft=voucher, by=who["check"], on=DAY)


def ask(handler: Walker, given: dict[str, str], turn: int) -> None:
    """The form of a payment filled in and sent."""
    handler.visit("/funds/")
    handler.press("八甲村")
    handler.press("申请付款")
    for label, words in ({"金额（元）": "300", "收款人": f"斗门区某商店{turn}", "摘要": f"试付 {turn}", "发票或单据": f"发票 {turn}（示例）"} | given).items():
        (handler.fill if label in TYPED else handler.choose)(label, words)
    handler.press("提交")


def unmet(who: Walker, condition: str) -> str:
    """The sentence beside a condition that the gate shows as missing."""
    gate = who.page.locator(".qx-gate.miss").filter(has=who.page.locator("b", has_text=condition))
    assert gate.count() == 1, f"{condition} is not missing on {who.page.url}:\n{who.text()[:1500]}"
    return gate.locator("p").inner_text()


def refused(handler: Walker, supervisor: Walker, secretary: Walker, condition: str) -> None:
    """The gate shows what is missing; passed on by supervision, it is not approved, and the sentence says why."""
    said = unmet(handler, condition)
    supervisor.visit(handler.page.url)
    supervisor.press("已审看，同意报批")
    secretary.visit(handler.page.url)
    secretary.press("同意付款")
    secretary.says("待审批", "金额超过您的审批限额" if condition == "审批限额" else said)
    secretary.silent("待记账")


def take_back(handler: Walker) -> None:
    """Withdrawn, so that the next one is asked alone."""
    handler.visit(handler.page.url)
    handler.press("撤回")
    handler.fill("原因", "重新办理")
    handler.press("撤回付款")


@pytest.fixture
def people(walker, beforehand, request) -> tuple[Walker, Walker, Walker]:
    """Handler, supervision and the secretary of a village whose papers are prepared once."""
    if not request.module.__dict__.get("_prepared"):
        beforehand(prepare)
        request.module._prepared = True
    return walker("bajia-weiyuan"), walker("bajia-jiandu", size=PHONE), walker("bajia-shuji")


def test_a_payment_is_refused_for_each_missing_condition(people):
    """Each condition alone."""
    handler, supervisor, secretary = people
    for turn, (condition, given) in enumerate(MISSING.items()):
        ask(handler, given, turn)
        refused(handler, supervisor, secretary, condition)
        take_back(handler)
    secretary.shoot("payment-refused-1440")


def test_what_cannot_be_mended_later_is_not_kept_at_all(people):
    """The fund's own purpose, the contract's other side and its certificate: said on the form, in words."""
    handler, *_others = people
    for turn, (sentence, given) in enumerate(NOT_KEPT.items(), start=40):
        ask(handler, given, turn)
        handler.says(sentence, "申请付款")


def later(words: str, change: Callable[[], None]) -> Callable[[], None]:
    """What happens to a paper after the payment was asked for, in one transaction."""

    @transaction.atomic
    def work() -> None:
        bind(SERVICE)
        change()

    work.__doc__ = words
    return work


def revoke() -> None:
    decisions.revoke_certificate(certificate=Certificate.objects.get(purpose=DITCH), reason="表决程序有误", document="斗镇〔2019〕示例号", by=TOWN_COMMITTEE, on=DAY)


def terminate() -> None:
    contracts.terminate_contract(contract=Contract.objects.get(subject=SWEEPING), reason="对方停业", by=hands()["approve"], on=DAY)


def test_what_held_when_it_was_asked_for_and_holds_no_longer(people, day, beforehand):
    """A certificate revoked, a contract broken off, an emergency not ratified in time, a certificate and a standing resolution run out."""
    handler, supervisor, secretary = people
    day("2019-12-16")
    ask(handler, on_paper(DITCH), 20)
    handler.says("都已满足")
    beforehand(later("revoked", revoke))
    handler.visit(handler.page.url)
    refused(handler, supervisor, secretary, "事先的决议")
    secretary.says("已撤销")
    secretary.shoot("payment-revoked-1440")
    take_back(handler)

    ask(handler, on_paper(WALL, 合同=SWEEPING, 收款人="斗门区某保洁公司"), 21)
    handler.says("都已满足")
    beforehand(later("broken off", terminate))
    handler.visit(handler.page.url)
    assert unmet(handler, "合同已签订") == "已解除"
    supervisor.visit(handler.page.url)
    supervisor.press("已审看，同意报批")
    supervisor.says("只能按本村（社区）已签订、由本村付款的合同付款", "待监督")
    take_back(handler)

    ask(handler, PUBLIC | {"依据": "应急支出", "应急的原因": "台风抢修", "最迟补办决议的日期": "2020-01-05"}, 22)
    handler.says("都已满足")
    day("2019-12-19")
    handler.visit(handler.page.url)
    refused(handler, supervisor, secretary, "以前的应急支出已补办")
    take_back(handler)

    for turn, given in enumerate((on_paper(WALL), PUBLIC), start=23):
        day("2019-12-16")
        ask(handler, given, turn)
        handler.says("都已满足")
        day("2021-11-08")
        handler.visit(handler.page.url)
        refused(handler, supervisor, secretary, "事先的决议")
        take_back(handler)
