"""Money of the example: Bajia's book under town bookkeeping from October 2019, with public and collective money, and payments at different steps.

People and amounts are invented. Dachikan's book stands in ``project_story``; the rectification money of F18 comes with its room.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from qianxian.demo import cast
from qianxian.demo.blueprint import EXAMPLE_DAY
from qianxian.demo.registry_story import Play
from qianxian.divisions.models import Division
from qianxian.foundation.reach import acting_as
from qianxian.funds import commands
from qianxian.funds.commands.posting import Line
from qianxian.funds.models import Account, BankAccount, Book, Fund

OPENED, RECEIVED, RENT = dt.date(2019, 10, 1), dt.date(2019, 10, 10), dt.date(2019, 11, 5)
KEEPER, CHECKER, CASHIER, FINANCE, SECOND_FINANCE = "tanrz", "kuangsy", "yaoxq", "linyf", "heyl"


def money(play: Play) -> None:
    """A book, what came in, a standing resolution and a ceiling, one payment made and one on its way."""
    with acting_as(play.actor(KEEPER)) as by:
        book = commands.open_book(division=Division.objects.get(code=cast.BAJIA_CODE), opened_on=OPENED, by=by, on=EXAMPLE_DAY)
        how = {"book": book, "bank": "珠海农商银行斗门支行", "opened_on": OPENED, "by": by, "on": EXAMPLE_DAY}
        centre = commands.open_bank_account(holder="centre", name="八甲村党群服务中心", number="80020000000000001", **how)
        own = commands.open_bank_account(holder="collective", name="八甲村股份合作经济联合社", number="80020000000000002", **how)
        rent = commands.open_collective_fund(book=book, title="集体收入", purpose="general", by=by, on=EXAMPLE_DAY)
        standing = commands.enter_standing(book=book, document="八甲村村民代表会议决议（示例）", resolved_on=OPENED, first_day=OPENED, last_day=dt.date(2020, 9, 30), ceiling=Decimal(5000),
                                           by=by, on=EXAMPLE_DAY)  # fmt: skip
    with acting_as(play.actor(CHECKER)) as by:
        commands.confirm_standing(standing=standing, by=by)
    venue = _venue(play, book)
    _post(play, book, RECEIVED, "收到阵地建设经费", venue, centre, "241", Decimal(60000))
    _post(play, book, RENT, "收到铺位租金", rent, own, "501", Decimal(18000))
    facts = {"fund": venue, "bank_account": centre, "account": Account.objects.get(code="513"), "purpose": "venue", "authority": "small", "standing": standing}
    paid = _asked(play, book, facts | {"amount": Decimal(3200), "payee": "斗门区某家具店", "summary": "购置办事大厅座椅", "document": "发票 No.0231（示例）"})
    for login, step in (("bajia-jiandu", commands.look_at_payment), ("bajia-shuji", commands.approve_payment), (KEEPER, commands.book_payment), (CASHIER, commands.pay_out)):
        with acting_as(play.actor(login)) as by:
            paid = step(payment=paid, by=by, on=EXAMPLE_DAY)
    _asked(play, book, facts | {"amount": Decimal(1800), "payee": "斗门区某图文店", "summary": "制作公开栏", "document": "发票 No.0107（示例）"})


def _venue(play: Play, book: Book) -> Fund:
    """Finance registers and allocates; two people fix the secretary's ceiling."""
    with acting_as(play.actor(FINANCE)) as by:
        source = commands.enter_source(division_code="440403000000", title="党群服务中心阵地建设经费", level="district", kind="earmarked", purpose="venue",
                                       doc_no="斗财〔2019〕示例1号", approver="区委组织部", amount=Decimal(200000), decided_on=OPENED, by=by, on=OPENED)  # fmt: skip
        made = commands.allocate(source=source, book=book, amount=Decimal(60000), by=by, on=OPENED).fund
        ceiling = commands.propose_ceiling(login="bajia-shuji", division_code=cast.BAJIA_CODE, amount=Decimal(5000), first_day=OPENED, document="斗财〔2019〕示例2号", by=by, on=OPENED)
    with acting_as(play.actor(SECOND_FINANCE)) as by:
        commands.confirm_ceiling(ceiling=ceiling, by=by)
    return made


def _post(play: Play, book: Book, day: dt.date, summary: str, fund: Fund, bank: BankAccount, account: str, amount: Decimal) -> None:
    lines = [Line("102", fund.pk, debit=amount, bank_account=bank.pk), Line(account, fund.pk, credit=amount)]
    with acting_as(play.actor(KEEPER)) as by:
        draft = commands.prepare_voucher(book=book, kind="ordinary", date=day, summary=summary, document="银行回单（示例）", lines=lines, by=by, on=EXAMPLE_DAY)
    with acting_as(play.actor(CHECKER)) as by:
        commands.check_voucher(draft=draft, by=by, on=EXAMPLE_DAY)


def _asked(play: Play, book: Book, facts: dict):
    with acting_as(play.actor("bajia-weiyuan")) as by:
        return commands.request_payment(book=book, facts=facts, by=by, on=EXAMPLE_DAY)
