"""Each number of money opens the rows it is made of; and the pages ask as often for many rows as for few."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from qianxian.decisions import commands as decisions
from qianxian.decisions import outgoings
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
    stage.carried(stage.requested(made, stage.standing(made)))
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
    asked = [dict(part.split("=") for part in row.behind.split("&")) for row in rows]
    assert {(one["level"], one["account"]) for one in asked} == {("district", "513"), ("district", "10"), ("collective", "10")}
    for row, one in zip(rows, asked, strict=True):
        assert net(level=one["level"], accounts=(one["account"],)) == row.amount, row


def opened(client, name: str, *args, query: str = "") -> str:
    answer = client.get(reverse(name, args=args) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_pages_lead_to_the_rows_and_the_rows_to_their_vouchers(v, monkeypatch):
    client = browser_of(BOOKKEEPER, monkeypatch)
    for name, args in (("funds:list", ()), ("funds:book", (v.book.uuid,)), ("funds:statements", (v.book.uuid,))):
        links = {link.replace("&amp;", "&") for link in re.findall(r'href="(/funds/ledger/[^"]+)"', opened(client, name, *args))}
        assert links, name
        for link in links:
            answer = client.get(link)
            assert answer.status_code == 200 and "/funds/vouchers/" in answer.content.decode(), link
    found = opened(client, "funds:ledger", query="?account=513")
    assert found.count("3,000.00") >= 2 and "借方合计 3,000.00 元" in found
    assert "借方合计 0.00 元" in opened(client, "funds:ledger", query="?account=513&until=2019-01-01")


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
    of_book = (("funds:book", (v.book.uuid,)), ("funds:statements", (v.book.uuid,)))
    pages = (*of_book, ("funds:list", ()), ("funds:ledger", ()), ("funds:vouchers", ()), ("funds:payments", ()))
    few = {name: counted(client, name, *args) for name, args in pages}
    bind(SERVICE)
    for number in range(4):
        account = commands.open_bank_account(
            book=v.book, name=f"八甲村第{number}党群服务中心", bank="农商银行", number=f"8001{number:04d}9", holder="centre", opened_on=stage.OPENED,
            by=BOOKKEEPER, on=ON,
        )  # fmt: skip
        fund = v.allocation("culture", "9000", title=f"文化活动{number}")
        v.post(v.line("102", fund, 100, bank_account=account), v.line("241", fund, 100, "credit"))
        commands.prepare_voucher(book=v.book, kind="ordinary", date=ON, summary=f"待审{number}", document="", by=BOOKKEEPER, on=ON,
                                 lines=[v.line("102", fund, 9, bank_account=account), v.line("241", fund, 9, "credit")])  # fmt: skip
    many = {name: counted(client, name, *args) for name, args in pages}
    assert many == few


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
