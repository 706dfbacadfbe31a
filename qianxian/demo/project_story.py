"""Projects of the example: Dachikan's water with the history of its budgets, its 200,000 of venue money spent to the last cent on two houses, and
Lishan's temporary market and four works. What the article measured (F21, F29, F31) stands with them.

Amounts between the article's figures are invented, and so are builders; nobody is named who was for or against.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from qianxian.contracts import commands as contracts
from qianxian.contracts.models import Contract
from qianxian.decisions.models import Certificate
from qianxian.demo import cast
from qianxian.demo.blueprint import EXAMPLE_DAY
from qianxian.demo.registry_story import Play
from qianxian.divisions.models import Division
from qianxian.foundation.reach import acting_as
from qianxian.funds import commands as funds
from qianxian.funds.commands.posting import Line
from qianxian.funds.models import Account, Allocation, BankAccount, Book, Fund
from qianxian.projects import commands
from qianxian.projects.commands import Source
from qianxian.projects.models import Project
from qianxian.threads.models import Thread

SECRETARY, CLERK, SUPERVISOR, INSPECTOR = cast.secretary_login(cast.DACHIKAN_CODE), "dachikan-jingban", "dachikan-jiandu", "zhaobk"
COMMITTEE, AUDITOR = "wuhl", "zhongyx"
KEEPER, CHECKER, CASHIER, FINANCE, SECOND_FINANCE = "tanrz", "kuangsy", "yaoxq", "linyf", "heyl"
ENTERED, DECIDED, SIGNED, STARTED = dt.date(2019, 4, 16), dt.date(2019, 2, 11), dt.date(2019, 2, 20), dt.date(2019, 2, 25)
DONE, ACCEPTED, AUDITED, PAID = dt.date(2019, 5, 10), dt.date(2019, 5, 16), dt.date(2019, 5, 31), dt.date(2019, 6, 10)
VENUE = Decimal(200000)
HOUSES = (("党员活动中心", Decimal(120000), "斗门区某建筑工程有限公司"), ("文化中心", Decimal(80000), "白蕉某装饰工程有限公司"))


def _opened(play: Play, login: str, code: str, name: str, kind: str, thought_on: dt.date, on: dt.date, **more) -> Project:
    given = {"tender_class": "works", "unit": "village", "site": "全村", "thread": None} | more
    with acting_as(play.actor(login)) as by:
        return commands.open_project(division_code=code, name=name, kind=kind, thought_on=thought_on, by=by, on=on, **given)


def _thread(play: Play, login: str, code: str, subject: str) -> Thread:
    with acting_as(play.actor(login)):
        return Thread.objects.get(division_code=code, subject=subject)


def _budget(play: Play, login: str, row: Project, made_on: dt.date, on: dt.date, document: str, parts: tuple, **more) -> None:
    sources = [Source(level, title, Decimal(amount), *allocation) for level, title, amount, *allocation in parts]
    with acting_as(play.actor(login)) as by:
        total = sum((s.amount for s in sources), Decimal(0))
        commands.set_budget(project=row, amount=total, sources=sources, made_on=made_on, document=f"{document}（示例）", by=by, on=on, **more)


def _approved(play: Play, row: Project, login: str, document: str, on: dt.date) -> None:
    with acting_as(play.actor(login)) as by:
        commands.approve_project(project=row, document=f"{document}（示例）", by=by, on=on)


def water(play: Play) -> None:
    """F24 and F25: approved at nearly four million, stalled six years, more than ten million now; it waits to be decided on that."""
    thread = _thread(play, SECRETARY, cast.DACHIKAN_CODE, "water")
    row = _opened(play, SECRETARY, cast.DACHIKAN_CODE, "市政供水改造", "water", dt.date(2012, 3, 12), ENTERED, thread=thread)
    _budget(play, SECRETARY, row, dt.date(2012, 6, 18), ENTERED, "工程估算书", (
        ("district", "区级补助", "2000000"), ("town", "镇级补助", "926000"), ("collective", "村集体自筹", "1000000")))  # fmt: skip
    _approved(play, row, COMMITTEE, "镇复函", ENTERED)
    with acting_as(play.actor(SECRETARY)) as by:
        commands.stall_project(project=row, cause="vote_not_passed", since=dt.date(2012, 9, 16), words="村民会议表决没有通过，没有再次表决", by=by, on=ENTERED)
        commands.resume_project(project=row, reason="2018年11月重新提出，按“四议两公开”从头走", by=by, on=ENTERED)
    _budget(play, SECRETARY, row, dt.date(2018, 12, 28), ENTERED, "重新测算报告", (
        ("district", "区级补助", "6000000"), ("town", "镇级补助", "2236000"), ("collective", "村集体自筹", "2000000")), reason="管材和人工涨价、管网加长，按新造价重新决策")  # fmt: skip
    _measured(play, SECRETARY, row, "stands_since", "1997", dt.date(2018, 12, 20), "管网现状调查表", ENTERED)  # F21


def _measured(play: Play, login: str, row: Project, what: str, amount: str, measured_on: dt.date, document: str, on: dt.date) -> None:
    with acting_as(play.actor(login)) as by:
        commands.record_measure(project=row, what=what, amount=Decimal(amount), measured_on=measured_on, document=f"{document}（示例）", by=by, on=on)


def venue(play: Play) -> None:
    """F26: 200,000 received, decided, tendered by comparison of offers, built, accepted, audited, paid to the last cent and entered as two assets."""
    book, allocation, account = _book(play)
    with acting_as(play.actor(SECRETARY)):
        certificate = Certificate.objects.get(division_code=cast.DACHIKAN_CODE)
    for name, amount, builder in HOUSES:
        row = _opened(play, SECRETARY, cast.DACHIKAN_CODE, f"{name}建设", "venue", DECIDED, DECIDED, unit="centre", site="村委会旁")
        _budget(play, SECRETARY, row, DECIDED, DECIDED, f"{name}预算书", (("district", "阵地建设经费", amount, allocation),))
        _approved(play, row, COMMITTEE, f"{name}立项批复", DECIDED)
        contract = _awarded(play, row, certificate, name, amount, builder)
        _built(play, row, amount)
        _paid(play, book, allocation.fund, account, contract, certificate, amount)


def _book(play: Play) -> tuple[Book, Allocation, BankAccount]:
    """Dachikan's book under town bookkeeping, the venue money allocated and received, the secretary's ceiling fixed by two people."""
    with acting_as(play.actor(KEEPER)) as by:
        book = funds.open_book(division=Division.objects.get(code=cast.DACHIKAN_CODE), opened_on=dt.date(2019, 1, 1), by=by, on=EXAMPLE_DAY)
        account = funds.open_bank_account(book=book, holder="centre", name="大赤坎村党群服务中心", bank="珠海农商银行斗门支行", number="80020000000000003", opened_on=DECIDED,
                                          by=by, on=EXAMPLE_DAY)  # fmt: skip
    with acting_as(play.actor(FINANCE)) as by:
        source = funds.enter_source(division_code="440403000000", title="大赤坎村阵地建设经费", level="district", kind="earmarked", purpose="venue", doc_no="斗财〔2019〕示例3号",
                                    approver="区委组织部", amount=VENUE, decided_on=DECIDED, by=by, on=DECIDED)  # fmt: skip
        allocation = funds.allocate(source=source, book=book, amount=VENUE, by=by, on=DECIDED)
        fund = allocation.fund
        ceiling = funds.propose_ceiling(login=SECRETARY, division_code=cast.DACHIKAN_CODE, amount=VENUE, first_day=DECIDED, document="斗财〔2019〕示例4号", by=by, on=DECIDED)
    with acting_as(play.actor(SECOND_FINANCE)) as by:
        funds.confirm_ceiling(ceiling=ceiling, by=by)
    lines = [Line("102", fund.pk, debit=VENUE, bank_account=account.pk), Line("241", fund.pk, credit=VENUE)]
    with acting_as(play.actor(KEEPER)) as by:
        draft = funds.prepare_voucher(book=book, kind="ordinary", date=SIGNED, summary="收到阵地建设经费", document="银行回单（示例）", lines=lines, by=by, on=EXAMPLE_DAY)
    with acting_as(play.actor(CHECKER)) as by:
        funds.check_voucher(draft=draft, by=by, on=EXAMPLE_DAY)
    return book, allocation, account


def _awarded(play: Play, row: Project, certificate: Certificate, name: str, amount: Decimal, builder: str) -> Contract:
    """Decided, offers compared, the contract drafted by one and signed by another."""
    with acting_as(play.actor(SECRETARY)) as by:
        commands.record_vote(project=row, certificate=certificate, by=by, on=DECIDED)
        commands.open_tender(project=row, mode="small_local", tendered_on=DECIDED, document="比选公告（示例）", by=by, on=DECIDED)
    with acting_as(play.actor(CLERK)) as by:
        draft = contracts.draft_contract(
            division_code=cast.DACHIKAN_CODE, kind="works", unit="centre", subject=f"{name}建设工程", counterparty=builder, party_kind="organisation", amount=amount,
            first_day=STARTED, last_day=dt.date(2020, 7, 31), basis="certificate", certificate=certificate, asked_on=DECIDED, by=by, on=SIGNED,
        )  # fmt: skip
    with acting_as(play.actor(SECRETARY)) as by:
        contract = contracts.sign_contract(contract=draft, signed_on=SIGNED, signatory="村党组织书记（示例）", by=by, on=SIGNED)
        commands.award(project=row, contract=contract, started_on=STARTED, bidders=3, result_document="比选记录（示例）", by=by, on=STARTED)
    return contract


def _built(play: Play, row: Project, amount: Decimal) -> None:
    """Two milestones, found good by the supervision committee and the town, audited, and entered as an asset."""
    with acting_as(play.actor(SECRETARY)) as by:
        for title, day in (("主体完工", dt.date(2019, 4, 10)), ("装修完工", DONE)):
            one = commands.add_milestone(project=row, title=title, due_on=day, by=by, on=STARTED)
            commands.finish_milestone(milestone=one, done_on=day, by=by, on=day)
    for login in (SUPERVISOR, INSPECTOR):
        with acting_as(play.actor(login)) as by:
            commands.look_at_works(project=row, good=True, opinion="按图施工，质量合格（示例）", by=by, on=ACCEPTED)
    with acting_as(play.actor(SECRETARY)) as by:
        commands.accept_project(project=row, by=by, on=ACCEPTED)
    with acting_as(play.actor(AUDITOR)) as by:
        commands.audit_project(project=row, amount=amount, body="区审计局", document="结算审计报告（示例）", by=by, on=AUDITED)
    with acting_as(play.actor(SECRETARY)) as by:
        commands.enter_asset(project=row, name=row.name.removesuffix("建设"), category="venue", place="村委会旁", by=by, on=AUDITED)


def _paid(play: Play, book: Book, fund: Fund, account: BankAccount, contract: Contract, certificate: Certificate, amount: Decimal) -> None:
    """One payment of the whole contract through five pairs of hands."""
    facts = {"fund": fund, "bank_account": account, "account": Account.objects.get(code="153"), "purpose": "venue", "authority": "certificate", "certificate": certificate,
             "contract": contract, "amount": amount, "payee": contract.counterparty, "summary": f"支付{contract.subject}款", "document": "发票和结算审计报告（示例）"}  # fmt: skip
    with acting_as(play.actor(CLERK)) as by:
        payment = funds.request_payment(book=book, facts=facts, by=by, on=PAID)
    steps = ((SUPERVISOR, funds.look_at_payment), (SECRETARY, funds.approve_payment), (KEEPER, funds.book_payment), (CASHIER, funds.pay_out))
    for login, step in steps:
        with acting_as(play.actor(login)) as by:
            payment = step(payment=payment, by=by, on=PAID)


def lishan(play: Play) -> None:
    """F30: more than two million raised for the market over the drain; F35: the four works. Approved by the town; decisions and tenders follow."""
    day, town = dt.date(2019, 3, 8), cast.town_login("440403105000", "town_committee")
    market = _opened(play, "diyi", cast.LISHAN_CODE, "排洪渠临时市场", "market", dt.date(2018, 7, 2), day, site="村口排洪渠",
                     thread=_thread(play, "diyi", cast.LISHAN_CODE, "market"))  # fmt: skip
    _budget(play, "diyi", market, dt.date(2018, 8, 20), day, "临时市场资金筹措方案", (
        ("district", "区直部门支持", "900000"), ("town", "镇级支持", "460000"), ("collective", "村集体自筹", "500000"), ("social", "商户和社会支持", "200000")))  # fmt: skip
    _approved(play, market, town, "临时市场立项批复", day)
    _measured(play, "diyi", market, "length_km", "1", dt.date(2018, 7, 2), "马路市场现状测量记录", day)  # F29
    _measured(play, "diyi", market, "households", "52", dt.date(2018, 9, 28), "商户搬迁名册", day)  # F31
    thread = _thread(play, "diyi", cast.LISHAN_CODE, "roads")
    for name, kind, amount in (("三线下地", "cables", "1860000"), ("雨污分流", "sewage", "3200000"), ("排洪渠整治", "drainage", "2400000"), ("村内道路", "roads", "1500000")):
        row = _opened(play, "diyi", cast.LISHAN_CODE, name, kind, dt.date(2018, 8, 6), day, thread=thread)
        _budget(play, "diyi", row, dt.date(2018, 11, 5), day, f"{name}估算书", (("district", "区级专项", amount),))
        _approved(play, row, town, f"{name}立项批复", day)


def plan_projects(play: Play) -> None:
    """All of them."""
    water(play)
    venue(play)
    lishan(play)
