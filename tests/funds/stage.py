"""A village with a book, three holders' accounts, public and collective money, and the people who keep and spend it.

Example: ``v = village(); v.receive(v.venue, "200000"); v.post(...)``. Days stand in late 2019; the county's day is 2019-12-16.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import count
from typing import Any

from django.db import connection

from qianxian.divisions import commands as divisions
from qianxian.divisions.models import County, Division
from qianxian.foundation.reach import bind
from qianxian.foundation.sealing import keyed_hash
from qianxian.funds import commands
from qianxian.funds.commands.posting import Line
from qianxian.funds.models import Account, Allocation, ApproverCeiling, BankAccount, Book, Fund, Payment, Voucher
from tests.cast import COUNTY_OFFICER, SERVICE, acting, divisions_file
from tests.rulebook.fixing import fix_setting

VILLAGE, SIBLING = "440403103200", "440403103209"
OPENED, ON = dt.date(2019, 10, 1), dt.date(2019, 12, 16)
FINANCE = acting("linyf", "林艳芳", "finance_bureau", "440403")
SECOND_FINANCE = acting("caiwn", "蔡婉娜", "finance_bureau", "440403")
BOOKKEEPER = acting("liangjz", "梁记账", "town_bookkeeper", "440403103")
SECOND_BOOKKEEPER = acting("zhoujz", "周记账", "town_bookkeeper", "440403103")
CASHIER = acting("huangcn", "黄出纳", "cashier", "440403103")
HANDLER = acting("kuangjs", "邝经手", "centre_member", VILLAGE)
SUPERVISOR = acting("yujd", "余监督", "supervision_member", VILLAGE)
SECRETARY = acting("zhongsj", "钟书记", "village_secretary", VILLAGE)
COMMITTEE = acting("wuhl", "吴惠兰", "town_committee", "440403103")
_numbers = count(6222000000000001)


def keyed(number: str) -> str:
    """The keyed hash by which a person's bank account is found."""
    return keyed_hash(number, kind="account")


def yuan(amount: Any) -> Decimal:
    return Decimal(str(amount)).quantize(Decimal("0.01"))


def county() -> None:
    """The county with its fixed day."""
    bind(SERVICE)
    if not County.objects.exists():
        divisions.open_county(divisions_json=divisions_file(), by=SERVICE, is_example=True, example_day=ON)


@dataclass
class Village:
    """The stage of one village."""

    book: Book
    centre: BankAccount
    committee: BankAccount
    collective: BankAccount
    venue: Fund
    culture: Fund
    pay: Fund
    rent: Fund

    def allocation(self, purpose: str, amount: str, **more: Any) -> Fund:
        """Money of the district for a purpose, allocated to the village."""
        return allocated(self.book, purpose, amount, **more)

    def line(self, account: str, fund: Fund, amount: Any, side: str = "debit", **more: Any) -> Line:
        """One line."""
        return Line(account, fund.pk, **{side: yuan(amount)}, **{key: value.pk if hasattr(value, "pk") else value for key, value in more.items()})

    def post(self, *lines: Line, date: dt.date = ON, kind: str = "ordinary", summary: str = "记账", now: bool = True) -> Voucher:
        """Prepared by one bookkeeper, checked by another; the whole is looked at at once."""
        bind(SERVICE)
        draft = commands.prepare_voucher(book=self.book, kind=kind, date=date, summary=summary, document="附件1张", lines=lines, by=BOOKKEEPER, on=ON)
        voucher = commands.check_voucher(draft=draft, by=SECOND_BOOKKEEPER, on=ON)
        if now:
            settle()
        return voucher

    def receive(self, fund: Fund, amount: Any, date: dt.date = ON) -> Voucher:
        """Public money into the centre's account."""
        return self.post(self.line("102", fund, amount, bank_account=self.centre), self.line("241", fund, amount, "credit"), date=date, summary="收到拨款")

    def earn(self, amount: Any, date: dt.date = ON, fund: Fund | None = None) -> Voucher:
        """Rent into the collective's account."""
        fund = fund or self.rent
        return self.post(self.line("102", fund, amount, bank_account=self.collective), self.line("501", fund, amount, "credit"), date=date, summary="收到租金")

    def reverse(self, voucher: Voucher, date: dt.date = ON) -> Voucher:
        """Taken back in full."""
        bind(SERVICE)
        draft = commands.prepare_reversal(voucher=voucher, date=date, reason="记错", by=BOOKKEEPER, on=ON)
        made = commands.check_voucher(draft=draft, by=SECOND_BOOKKEEPER, on=ON)
        settle()
        return made


def standing(v: Village, ceiling: Any = 5000, **more: Any) -> Any:
    """The village's standing resolution for small expenses, confirmed; a ceiling above the county's sum for one-by-one decisions raises that sum first."""
    bind(SERVICE)
    if ceiling > 20000:
        fix_setting(key="decisions.representatives_over", value=str(ceiling), valid_from=OPENED, source_document="测试", by=COUNTY_OFFICER)
    given = {"document": "村民代表会议决议〔2019〕3号", "resolved_on": OPENED, "first_day": OPENED, "last_day": dt.date(2020, 9, 30), "ceiling": yuan(ceiling)} | more
    return commands.confirm_standing(standing=commands.enter_standing(book=v.book, **given, by=BOOKKEEPER, on=ON), by=SECOND_BOOKKEEPER)


def ceiling(login: str, amount: Any, code: str = VILLAGE, first: dt.date = ON) -> Any:
    """An approver's ceiling, confirmed by a second person of the finance bureau."""
    bind(SERVICE)
    row = commands.propose_ceiling(login=login, division_code=code, amount=yuan(amount), first_day=first, document="斗财〔2019〕1号", by=FINANCE, on=first)
    return commands.confirm_ceiling(ceiling=row, by=SECOND_FINANCE)


def facts(v: Village, rests_on: Any = None, **more: Any) -> dict[str, Any]:
    """What the handler fills in for a payment out of the venue fund."""
    return {"fund": v.venue, "bank_account": v.centre, "amount": yuan(3000), "account": Account.objects.get(code="513"), "purpose": "venue", "summary": "购置桌椅",
            "document": "发票001", "payee": "斗门家具店", "authority": "small", "standing": rests_on} | more  # fmt: skip


def requested(v: Village, rests_on: Any = None, payee_account: str = "", **more: Any) -> Payment:
    """As the handler leaves it."""
    bind(SERVICE)
    return commands.request_payment(book=v.book, facts=facts(v, rests_on, **more), payee_account=payee_account, by=HANDLER, on=ON)


STEPS = (("look_at_payment", SUPERVISOR), ("approve_payment", SECRETARY), ("book_payment", BOOKKEEPER), ("pay_out", CASHIER))


def carried(payment: Payment, upto: str = "pay_out", **by: Any) -> Payment:
    """Through the steps up to one of them."""
    bind(SERVICE)
    for name, actor in STEPS:
        payment = getattr(commands, name)(payment=payment, by=by.get(name, actor), on=ON)
        if name == upto:
            break
    settle()
    return payment


def settle() -> None:
    """What PostgreSQL would look at when the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def allocated(book: Book, purpose: str, amount: str, **more: Any) -> Fund:
    """A source of the district for the purpose, allocated whole."""
    bind(SERVICE)
    given = {"division_code": "440403000000", "title": f"{purpose}经费", "level": "district", "kind": "earmarked", "purpose": purpose, "doc_no": "斗财〔2019〕8号",
             "approver": "区委组织部", "amount": yuan(amount), "decided_on": OPENED} | more  # fmt: skip
    source = commands.enter_source(**given, by=FINANCE, on=OPENED)
    made: Allocation = commands.allocate(source=source, book=book, amount=yuan(amount), by=FINANCE, on=OPENED)
    return made.fund


def account(book: Book, holder: str, name: str) -> BankAccount:
    """A bank account of one of the holders."""
    return commands.open_bank_account(book=book, holder=holder, name=name, bank="农商银行斗门支行", number=str(next(_numbers)), opened_on=OPENED, by=BOOKKEEPER, on=ON)


def village(code: str = VILLAGE, name: str = "大赤坎村") -> Village:
    """The whole stage of one village, in the caller's transaction."""
    county()
    book = commands.open_book(division=Division.objects.get(code=code), opened_on=OPENED, by=BOOKKEEPER, on=ON)
    accounts = [account(book, "centre", f"{name}党群服务中心"), account(book, "villagers_committee", f"{name}村民委员会"), account(book, "collective", f"{name}股份合作经济联合社")]
    funds = [allocated(book, "venue", "200000"), allocated(book, "culture", "80000", rectification="special"), allocated(book, "pay", "500000")]
    rent = commands.open_collective_fund(book=book, title="集体收入", purpose="general", by=BOOKKEEPER, on=ON)
    return Village(book, *accounts, *funds, rent)


def _upto(steps: int, payment: Payment, code: str, day: dt.date) -> Payment:
    """Carried through so many steps by people of the village, whose approver's ceiling reaches."""
    bind(SERVICE)
    for (name, actor), _ in zip(STEPS, range(steps), strict=False):
        if name == "approve_payment" and not ApproverCeiling.objects.filter(login=actor.login, division_code=code).exists():
            ceiling(actor.login, 3000, code, day)
        payment = getattr(commands, name)(payment=payment, by=replace(actor, login=f"{actor.login}-x" if name != "approve_payment" else actor.login, reach=("440403",)), on=day)
    return payment


def things(code: str, day: dt.date, first: dt.date) -> dict[str, Any]:
    """One of each of this room's things in a village, as of a day: what pages and operations are asked with."""
    bind(SERVICE)
    by = {"by": BOOKKEEPER, "on": day}
    book = commands.open_book(division=Division.objects.get(code=code), opened_on=first, **by)
    made = {"book": book, "bank_account": commands.open_bank_account(book=book, holder="centre", name="某村党群服务中心", bank="农商银行", number=str(next(_numbers)), opened_on=first, **by)}
    own = commands.open_bank_account(book=book, holder="collective", name="某村经济联合社", bank="农商银行", number=str(next(_numbers)), opened_on=first, **by)
    made["source"] = commands.enter_source(division_code="440403000000", title="阵地经费", level="district", kind="earmarked", purpose="venue", doc_no="1号", approver="区委组织部",
                                           amount=yuan(9000), decided_on=first, rectification="special", by=FINANCE, on=day)  # fmt: skip
    made["fund"] = commands.allocate(source=made["source"], book=book, amount=yuan(5000), by=FINANCE, on=day).fund
    rent = commands.open_collective_fund(book=book, title="集体收入", purpose="general", **by)

    def draft(account: str, fund: Fund, bank: BankAccount, amount: int) -> Any:
        lines = [Line("102", fund.pk, debit=yuan(amount), bank_account=bank.pk), Line(account, fund.pk, credit=yuan(amount))]
        return commands.prepare_voucher(book=book, kind="ordinary", date=day, summary="收款", document="", lines=lines, **by)

    commands.check_voucher(draft=draft("241", made["fund"], made["bank_account"], 5000), by=SECOND_BOOKKEEPER, on=day)
    made["voucher"] = commands.check_voucher(draft=draft("501", rent, own, 70), by=SECOND_BOOKKEEPER, on=day)
    made["draft"] = draft("501", rent, own, 80)
    standing_ = {"book": book, "document": "决议1号", "resolved_on": first, "first_day": first, "last_day": day + dt.timedelta(days=300), "ceiling": yuan(3000)}
    in_force = commands.confirm_standing(standing=commands.enter_standing(**standing_, **by), by=SECOND_BOOKKEEPER)
    made["standing"] = commands.enter_standing(**standing_, **by)
    made["ceiling"] = commands.propose_ceiling(login="somebody", division_code=code, amount=yuan(3000), first_day=day, document="1号", by=FINANCE, on=day)
    facts_ = {"fund": made["fund"], "bank_account": made["bank_account"], "amount": yuan(100), "account": Account.objects.get(code="513"), "purpose": "venue", "summary": "桌椅",
              "document": "发票", "payee": "店", "authority": "small", "standing": in_force}  # fmt: skip
    made["payment"] = commands.request_payment(book=book, facts=facts_, by=HANDLER, on=day)
    late = facts_ | {"authority": "emergency", "standing": None, "emergency_reason": "台风", "ratify_by": day, "payee": "另一家"}
    made["emergency"] = commands.request_payment(book=book, facts=late, by=HANDLER, on=day)
    for key, upto in (("looked", 1), ("approved", 2), ("booked", 3)):
        made[key] = _upto(upto, commands.request_payment(book=book, facts=facts_ | {"payee": f"店{upto}", "amount": yuan(10)}, by=HANDLER, on=day), code, day)
    csv = f"日期,收入,支出,摘要\n{day},5000,,拨款\n".encode()
    made["statement"] = commands.import_statement(bank_account=made["bank_account"], month=day.replace(day=1), opening=yuan(0), file=csv, **by)
    before = first.replace(day=1) - dt.timedelta(days=1)
    made["disclosure"] = commands.prepare_disclosure(book=book, first_month=before, last_month=before, by=BOOKKEEPER, on=day)
    return made
