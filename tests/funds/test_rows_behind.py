"""Each number of money opens the rows it is made of; and the pages ask as often for many rows as for few."""

from __future__ import annotations

import datetime as dt
import html
import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import parse_qsl
from uuid import UUID

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

import qianxian
from qianxian.decisions import commands as decisions
from qianxian.decisions import outgoings
from qianxian.divisions.models import County
from qianxian.foundation.reach import acting_as, bind
from qianxian.funds import commands, figures
from qianxian.funds.queries.ledger import both_sides, lines_behind
from qianxian.funds.queries.statements import balance_sheet, income_statement
from tests.cast import SERVICE, TOWN_COMMITTEE, acting
from tests.funds import crowd, stage
from tests.funds.stage import BOOKKEEPER, ON, SECRETARY
from tests.registry_pages import browser_of

pytestmark = pytest.mark.django_db
YEAR = dt.date(2019, 1, 1)


@pytest.fixture
def v() -> stage.Village:
    made = stage.village()
    made.receive(made.venue, "200000", dt.date(2019, 10, 8))
    made.earn("50000", dt.date(2019, 10, 9))
    stage.ceiling(SECRETARY.login, 20000)
    made.standing = stage.standing(made)
    stage.carried(stage.requested(made, made.standing))
    bind(SERVICE)
    return made


def net(**asked) -> Decimal:
    debit, credit = both_sides(lines_behind(SERVICE, **asked))
    return debit - credit


def test_every_item_of_the_statements_is_its_rows(v):
    sheet, result = balance_sheet(v.book, ON), income_statement(v.book, ON)
    for items, sign in ((sheet.asset_items, 1), (sheet.liability_items, -1)):
        for item in (one for one in items if one.amount):
            assert sign * net(accounts=item.accounts, last=ON) == item.amount, item.title
    for items, sign in ((result.income_items, -1), (result.expense_items, 1)):
        for item in (one for one in items if one.amount):
            assert sign * net(accounts=item.accounts, first=YEAR, last=ON) == item.amount, item.title
    assert {item.title for item in result.expense_items if item.amount} == {"管理费用"}


def test_every_flow_of_the_picture_is_its_rows(v):
    rows = figures.flows(SERVICE, ON)
    asked = [dict(parse_qsl(row.behind.partition("?")[2])) for row in rows]
    assert {(one["level"], one["account"]) for one in asked} == {("district", "513"), ("district", "10"), ("collective", "10")}
    for row, one in zip(rows, asked, strict=True):
        assert net(level=one["level"], accounts=(one["account"],), figure=one.get("figure", "")) == row.amount, row


def opened(client, name: str, *args, query: str = "") -> str:
    answer = client.get(reverse(name, args=args) + query)
    assert answer.status_code == 200
    return answer.content.decode()


LINKED = re.compile(r'<a href="(/funds/(?:ledger|payments)/[^"]*)">(?:<b>)?(-?[\d,]+\.\d\d)')


def yuan(words: str) -> Decimal:
    return Decimal(words.replace(",", ""))


def cells(page: str, label: str) -> Decimal:
    return sum((yuan(found) for found in re.findall(rf'data-label="{label}（元）"[^>]*>(?:<span class="v">)?(-?[\d,]+\.\d\d)', page)), Decimal(0))


def added_up(client, link: str) -> tuple[Decimal, Decimal, Decimal]:
    """What the page behind a link shows: debits, credits and the number it says they come to; its rows sum to what it says."""
    page = client.get(f"{link}&per_page=100").content.decode()
    if link.startswith("/funds/payments/"):
        said = re.search(r"合计 ([\d,.]+) 元", page)
        total = yuan(said[1]) if said else Decimal(0)
        assert cells(page, "金额") == total, link
        return total, Decimal(0), total
    debit, credit, less = (yuan(one) for one in re.search(r"借方合计 ([\d,.]+) 元，贷方合计 ([\d,.]+) 元，差额 (-?[\d,.]+) 元", page).groups())
    assert (cells(page, "借方"), cells(page, "贷方")) == (debit, credit), link
    left = re.search(r"可用 (-?[\d,.]+) 元", page)
    return debit, credit, yuan(left[1]) if left else less


@pytest.fixture
def lived(v) -> stage.Village:
    """A village whose book has every kind of line: a reversal, bank to cash, money between funds, another payment that waits, a year carried over, two accounts of which one's
    number begins with the other's."""
    v.reverse(v.receive(v.culture, "700", dt.date(2019, 11, 1)), dt.date(2019, 11, 2))
    v.receive(v.culture, "30000", dt.date(2019, 11, 3))
    v.post(v.line("101", v.rent, 500), v.line("102", v.rent, 500, "credit", bank_account=v.collective), date=dt.date(2019, 11, 4))
    v.post(v.line("113", v.rent, 40), v.line("501", v.rent, 40, "credit"), date=dt.date(2019, 11, 5))
    second = commands.open_collective_fund(book=v.book, title="公益金", purpose="general", by=BOOKKEEPER, on=ON)
    v.post(v.line("102", second, 900, bank_account=v.collective), v.line("11301", second, 900, "credit", counter_fund=v.rent),
           v.line("11301", v.rent, 900, counter_fund=second), v.line("102", v.rent, 900, "credit", bank_account=v.collective), date=dt.date(2019, 12, 3))  # fmt: skip
    v.reverse(stage.carried(stage.requested(v, v.standing, amount=stage.yuan(120))).voucher)
    stage.carried(stage.requested(v, v.standing, amount=stage.yuan(77)), "approve_payment")
    v.post(v.line("501", v.rent, 50040), v.line("321", v.rent, 50040, "credit"), kind="closing", summary="结转收入")
    return v


def test_every_number_of_money_opens_exactly_the_rows_that_sum_to_it(lived, monkeypatch):
    v, seen = lived, 0
    client = browser_of(BOOKKEEPER, monkeypatch)
    of_book = (("funds:book", (v.book.uuid,)), ("funds:statements", (v.book.uuid,)))
    for name, args in (("funds:list", ()), ("funds:sources", ()), ("funds:reconcile", (v.book.uuid, "2019-11")), *of_book):
        for link, number in LINKED.findall(opened(client, name, *args).replace("&amp;", "&")):
            debit, credit, said = added_up(client, link)
            counted = debit if "side=debit" in link else credit if "side=credit" in link else said
            assert abs(counted) == abs(yuan(number)), (name, link, number)
            seen += 1
    assert seen > 60


def test_no_number_of_the_books_pages_stands_without_its_rows(lived, monkeypatch):
    client = browser_of(BOOKKEEPER, monkeypatch)
    for name, args in (("funds:list", ()), ("funds:book", (lived.book.uuid,)), ("funds:statements", (lived.book.uuid,))):
        page = re.sub(r'<svg.*?</svg>|<a href="/funds/[^>]*>.*?</a>', "", opened(client, name, *args), flags=re.DOTALL)
        assert not re.findall(r">[^<]*\d\.\d\d(?!\d)[^<]*<", page), name


def test_the_rows_behind_a_sheet_are_those_it_was_prepared_from(lived, monkeypatch):
    """What is posted into the quarter afterwards is told, with its own rows, and changes neither the sheet's numbers nor what they open."""
    v, after = lived, dt.date(2020, 1, 2)
    County.objects.update(example_day=after)
    sheet = commands.prepare_disclosure(book=v.book, first_month=dt.date(2019, 10, 1), last_month=dt.date(2019, 12, 1), by=BOOKKEEPER, on=after)
    client = browser_of(BOOKKEEPER, monkeypatch)

    def numbers() -> int:
        page = opened(client, "funds:disclosure", sheet.uuid).replace("&amp;", "&")
        found = LINKED.findall(page)
        for link, number in found:
            assert abs(added_up(client, link)[2]) == abs(yuan(number)), (link, number)
        return len(found)

    assert numbers() >= 12 and "编制以后" not in opened(client, "funds:disclosure", sheet.uuid)
    assert "下一步：由本村（社区）村务监督委员会成员审核签字。" in opened(client, "funds:disclosure", sheet.uuid)
    bind(SERVICE)
    v.receive(v.culture, "4321", dt.date(2019, 12, 15))
    assert numbers() >= 12
    page = opened(client, "funds:disclosure", sheet.uuid)
    assert "编制以后，又有 1 张凭证记入这一期" in page
    debit, credit, said = added_up(client, html.unescape(re.search(r'href="(/funds/ledger/[^"]*later=[^"]*)"', page)[1]))
    assert (debit, credit, said) == (Decimal(4321), Decimal(4321), Decimal(0))


def test_an_account_that_is_no_number_is_said(v, monkeypatch):
    client = browser_of(BOOKKEEPER, monkeypatch)
    assert "请填写科目编号" in opened(client, "funds:ledger", query="?account=abc")
    assert "借方合计 3,000.00 元" in opened(client, "funds:ledger", query="?account=513")
    assert "借方合计 0.00 元" in opened(client, "funds:ledger", query="?account=%3D5")


def test_another_towns_bookkeeper_sees_none(v):
    with acting_as(acting("x", "x", "town_bookkeeper", "440403107")) as by:
        assert not lines_behind(by).exists()
    bind(SERVICE)
    assert lines_behind(SERVICE, fund=v.rent).count() == 2


def counted(client, name: str, *args) -> int:
    opened(client, name, *args)
    with CaptureQueriesContext(connection) as seen:
        opened(client, name, *args)
    return len(seen)


def test_pages_of_money_ask_as_often_for_many_rows_as_for_few(v, monkeypatch):
    client = browser_of(BOOKKEEPER, monkeypatch)
    of_book = (("funds:book", (v.book.uuid,)), ("funds:statements", (v.book.uuid,)), ("funds:reconcile", (v.book.uuid, "2019-12")))
    pages = (*of_book, ("funds:list", ()), ("funds:ledger", ()), ("funds:vouchers", ()), ("funds:payments", ()))
    commands.import_statement(bank_account=v.centre, month=dt.date(2019, 12, 1), opening=Decimal(0), by=BOOKKEEPER, on=ON, file="日期,收入,支出,摘要\n2019-12-10,100,,拨款\n".encode())
    few = {name: counted(client, name, *args) for name, args in pages}
    bind(SERVICE)
    for number in range(4):
        account = commands.open_bank_account(
            book=v.book, name=f"八甲村第{number}党群服务中心", bank="农商银行", number=f"8001{number:04d}9", holder="centre", opened_on=stage.OPENED,
            by=BOOKKEEPER, on=ON,
        )  # fmt: skip
        fund = v.allocation("culture", "9000", title=f"文化活动{number}")
        commands.import_statement(bank_account=account, month=dt.date(2019, 12, 1), opening=Decimal(0), by=BOOKKEEPER, on=ON, file="日期,收入,支出,摘要\n2019-12-10,100,,拨款\n".encode())
        v.post(v.line("102", fund, 100, bank_account=account), v.line("241", fund, 100, "credit"))
        commands.prepare_voucher(book=v.book, kind="ordinary", date=ON, summary=f"待审{number}", document="", by=BOOKKEEPER, on=ON,
                                 lines=[v.line("102", fund, 9, bank_account=account), v.line("241", fund, 9, "credit")])  # fmt: skip
    many = {name: counted(client, name, *args) for name, args in pages}
    assert many == few


def test_a_page_says_that_its_certificate_was_revoked():
    """Contracts, leases and projects draw this note; of a certificate in force, or of none, it says nothing."""
    paper = SimpleNamespace(uuid=UUID(int=3), number="PZ-1", revoked_on=ON)
    drawn = lambda one: render_to_string("decisions/_revoked.html", {"certificate": one})  # noqa: E731
    assert "PZ-1" in drawn(paper) and "2019-12-16 起不能再据此签订、变更或付款" in drawn(paper)
    assert drawn(SimpleNamespace(uuid=UUID(int=3), number="PZ-1", revoked_on=None)).strip() == drawn(None).strip() == ""
    for place in ("contracts/templates/contracts/contract.html", "collective/templates/collective/lease.html", "projects/templates/projects/project.html"):
        assert "decisions/_revoked.html" in (Path(qianxian.__file__).parent / place).read_text("utf-8")


def test_a_revoked_certificate_shows_what_went_out_under_it(monkeypatch):
    """And lets nothing further out; whoever may not open money reads it without the way there."""
    made = crowd.villages(1)[0]
    paper = crowd.certificate(made)
    crowd.booked(made, 1, certificate=paper, authority="certificate", standing=None)
    bind(TOWN_COMMITTEE)
    decisions.revoke_certificate(certificate=paper, reason="撤销", document="决议", by=TOWN_COMMITTEE, on=ON)
    found = outgoings.under(paper, SERVICE)
    assert [(one.kind, one.status) for one in found] == [("付款", "待付款")] and found[0].amount > 0
    page = opened(browser_of(BOOKKEEPER, monkeypatch), "decisions:certificate", paper.uuid)
    assert "已撤销，不能再用" in page and found[0].label in page and f'href="{found[0].address}"' in page
    assert [one.address for one in outgoings.under(paper, replace(SERVICE, permissions=frozenset()))] == [""]
