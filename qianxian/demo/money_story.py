"""Money of the example: Bajia's book under town bookkeeping from October 2018, its quarters put up for the village, and payments at different steps.

Three more books begin in June 2019 with the rectification money of F18 that came since 2018, by its four kinds of source. People, places of
that money and amounts are invented; only their sum and the four kinds are the article's.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from qianxian.demo import cast
from qianxian.demo.blueprint import EXAMPLE_DAY
from qianxian.demo.registry_story import Play
from qianxian.divisions.models import Division
from qianxian.foundation.periods import add_months
from qianxian.foundation.reach import acting_as
from qianxian.funds import commands
from qianxian.funds.commands.posting import Line
from qianxian.funds.models import Account, BankAccount, Book, Fund

#: Kind of F18's money → level, purpose, title, who approved it, and what of it went to each of three villages, in ten thousand yuan.
RECTIFICATION = {
    "special": ("district", "rectification", "党组织整顿提升专项经费", "区委组织部", (320, 280, 200)),
    "fiscal": ("district", "works", "村级公共设施财政补助", "区财政局", (250, 220, 180)),
    "new_countryside": ("city", "works", "新农村建设补助", "市农业农村局", (150, 120, 90)),
    "department_social": ("social", "service", "区直部门及社会帮扶资金", "区扶贫办", (100, 80, 60)),
}
RECTIFIED, BEGUN = ("440403103206", "440403103211", "440403103212"), dt.date(2019, 6, 1)
BOOK_FROM, FIRST_RENT, YEAR_END = dt.date(2018, 10, 1), dt.date(2018, 11, 5), dt.date(2018, 12, 31)
RENT_OF_2018 = Decimal(26000)
#: Last month of a quarter → the days on which its sheet was made out and signed, and put up.
PUT_UP = {dt.date(2018, 12, 1): (dt.date(2019, 1, 4), dt.date(2019, 1, 8)), dt.date(2019, 3, 1): (dt.date(2019, 4, 3), dt.date(2019, 4, 9)),
          dt.date(2019, 6, 1): (dt.date(2019, 7, 3), dt.date(2019, 7, 10)), dt.date(2019, 9, 1): (dt.date(2019, 10, 8), dt.date(2019, 10, 14))}  # fmt: skip
OPENED, RECEIVED, RENT = dt.date(2019, 10, 1), dt.date(2019, 10, 10), dt.date(2019, 11, 5)
KEEPER, CHECKER, CASHIER, FINANCE, SECOND_FINANCE = "tanrz", "kuangsy", "yaoxq", "linyf", "heyl"


def money(play: Play) -> None:
    """A book, what came in, a standing resolution and a ceiling, one payment made and one on its way."""
    with acting_as(play.actor(KEEPER)) as by:
        book = commands.open_book(division=Division.objects.get(code=cast.BAJIA_CODE), opened_on=BOOK_FROM, by=by, on=EXAMPLE_DAY)
        how = {"book": book, "bank": "珠海农商银行斗门支行", "opened_on": BOOK_FROM, "by": by, "on": EXAMPLE_DAY}
        centre = commands.open_bank_account(holder="centre", name="八甲村党群服务中心", number="80020000000000001", **how)
        own = commands.open_bank_account(holder="collective", name="八甲村股份合作经济联合社", number="80020000000000002", **how)
        rent = commands.open_collective_fund(book=book, title="集体收入", purpose="general", by=by, on=EXAMPLE_DAY)
        standing = commands.enter_standing(book=book, document="八甲村村民代表会议决议（示例）", resolved_on=OPENED, first_day=OPENED, last_day=dt.date(2020, 9, 30), ceiling=Decimal(5000),
                                           by=by, on=EXAMPLE_DAY)  # fmt: skip
    with acting_as(play.actor(CHECKER)) as by:
        commands.confirm_standing(standing=standing, by=by)
    _year_before(play, book, rent, own)
    venue = _venue(play, book)
    _post(play, book, RECEIVED, "收到阵地建设经费", venue, centre, "241", Decimal(60000))
    _post(play, book, RENT, "收到铺位租金", rent, own, "501", Decimal(18000))
    facts = {"fund": venue, "bank_account": centre, "account": Account.objects.get(code="513"), "purpose": "venue", "authority": "small", "standing": standing}
    paid = _asked(play, book, facts | {"amount": Decimal(3200), "payee": "斗门区某家具店", "summary": "购置办事大厅座椅", "document": "发票 No.0231（示例）"})
    for login, step in (("bajia-jiandu", commands.look_at_payment), ("bajia-shuji", commands.approve_payment), (KEEPER, commands.book_payment), (CASHIER, commands.pay_out)):
        with acting_as(play.actor(login)) as by:
            paid = step(payment=paid, by=by, on=EXAMPLE_DAY)
    _asked(play, book, facts | {"amount": Decimal(1800), "payee": "斗门区某图文店", "summary": "制作公开栏", "document": "发票 No.0107（示例）"})


def _year_before(play: Play, book: Book, rent: Fund, own: BankAccount) -> None:
    """The rent of 2018, the year carried over, each month closed against the bank's statement, and four quarters made out by the bookkeeper, signed by supervision and put up."""
    _post(play, book, FIRST_RENT, "收到2018年铺位租金", rent, own, "501", RENT_OF_2018)
    carried = [Line("501", rent.pk, debit=RENT_OF_2018), Line("321", rent.pk, credit=RENT_OF_2018), Line("321", rent.pk, debit=RENT_OF_2018), Line("322", rent.pk, credit=RENT_OF_2018)]
    _checked(play, book, YEAR_END, "结转2018年收益", carried, kind="closing")
    months = [add_months(BOOK_FROM, turn) for turn in range(13)]
    with acting_as(play.actor(KEEPER)) as by:
        for month in months:
            if month >= FIRST_RENT.replace(day=1):
                came = f"{FIRST_RENT},{RENT_OF_2018},,铺位租金\n" if month == FIRST_RENT.replace(day=1) else ""
                commands.import_statement(bank_account=own, month=month, opening=Decimal(0) if came else RENT_OF_2018, file=f"日期,收入,支出,摘要\n{came}".encode(), by=by, on=EXAMPLE_DAY)
            if month < OPENED:
                commands.close_month(book=book, month=month, by=by, on=EXAMPLE_DAY)
    for last, (made_on, put_up) in PUT_UP.items():
        with acting_as(play.actor(KEEPER)) as by:
            sheet = commands.prepare_disclosure(book=book, first_month=add_months(last, -2), last_month=last, by=by, on=made_on)
        with acting_as(play.actor("bajia-jiandu")) as by:
            sheet = commands.sign_disclosure(sheet=sheet, opinion="经核对凭证，同意公开", by=by, on=made_on)
        with acting_as(play.actor("bajia-weiyuan")) as by:
            commands.publish_disclosure(sheet=sheet, by=by, on=put_up)


def rectification_money(play: Play) -> None:
    """F18: four sources, allocated to three villages from 2018 on; each book begins with what its funds held."""
    with acting_as(play.actor(FINANCE)) as by:
        sources = [
            commands.enter_source(division_code="440403000000", title=title, level=level, kind="unit_support" if level == "social" else "earmarked", purpose=purpose,
                                  doc_no=f"斗整〔2018〕示例{number}号", approver=approver, amount=Decimal(sum(shares) * 10_000), decided_on=dt.date(2018, 5, number), rectification=kind,
                                  by=by, on=dt.date(2018, 5, number))
            for number, (kind, (level, purpose, title, approver, shares)) in enumerate(RECTIFICATION.items(), start=1)
        ]  # fmt: skip
    for turn, code in enumerate(RECTIFIED):
        with acting_as(play.actor(KEEPER)) as by:
            place = Division.objects.get(code=code)
            book = commands.open_book(division=place, opened_on=BEGUN, by=by, on=EXAMPLE_DAY)
            bank = commands.open_bank_account(book=book, holder="centre", name=f"{place.name}党群服务中心", bank="珠海农商银行斗门支行", number=f"8002000000000010{turn}", opened_on=BEGUN,
                                              by=by, on=EXAMPLE_DAY)  # fmt: skip
        with acting_as(play.actor(FINANCE)) as by:
            given = [(source, Decimal(shares[turn] * 10_000)) for source, (*_terms, shares) in zip(sources, RECTIFICATION.values(), strict=True)]
            funds = [(commands.allocate(source=source, book=book, amount=amount, by=by, on=dt.date(2018, 9, 3)).fund, amount) for source, amount in given]
        lines = [line for fund, amount in funds for line in (Line("102", fund.pk, debit=amount, bank_account=bank.pk), Line("241", fund.pk, credit=amount))]
        _checked(play, book, BEGUN, "期初：2018 年以来到账的整顿资金", lines, kind="opening")


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
    _checked(play, book, day, summary, [Line("102", fund.pk, debit=amount, bank_account=bank.pk), Line(account, fund.pk, credit=amount)])


def _checked(play: Play, book: Book, day: dt.date, summary: str, lines: list[Line], kind: str = "ordinary") -> None:
    """Prepared by one bookkeeper, checked by the other."""
    with acting_as(play.actor(KEEPER)) as by:
        draft = commands.prepare_voucher(book=book, kind=kind, date=day, summary=summary, document="银行回单（示例）", lines=lines, by=by, on=EXAMPLE_DAY)
    with acting_as(play.actor(CHECKER)) as by:
        commands.check_voucher(draft=draft, by=by, on=EXAMPLE_DAY)


def _asked(play: Play, book: Book, facts: dict):
    with acting_as(play.actor("bajia-weiyuan")) as by:
        return commands.request_payment(book=book, facts=facts, by=by, on=EXAMPLE_DAY)
