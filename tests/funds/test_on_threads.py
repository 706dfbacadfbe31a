"""A payment under a certificate stands on the thread of its matter: waiting first, then as money paid; a reversed one is taken off."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from qianxian.foundation.reach import bind
from qianxian.threads import registry
from qianxian.threads.pages import Sight
from tests.cast import SERVICE, TOWN_OFFICER, acting
from tests.decisions import stage as decisions
from tests.funds import stage
from tests.registry_pages import browser_of
from tests.threads.stage import opened

pytestmark = pytest.mark.django_db
WATCHER = acting("guadian", "霍锦荣", "liaison_leader", "440403")


@pytest.fixture
def paid():
    decisions.village()
    thread = opened(by=TOWN_OFFICER, on=dt.date(2019, 4, 15))
    made = decisions.certified(decisions.matter(amount="20000", unit="centre", thread=thread))
    bind(SERVICE)
    v = stage.village()
    v.receive(v.venue, "200000", dt.date(2019, 10, 8))
    stage.ceiling(stage.SECRETARY.login, 90000)
    row = stage.requested(v, amount=stage.yuan(15000), authority="certificate", certificate=made, standing=None)
    return thread, made, row


def told(made, actor=SERVICE):
    tellers = registry.tellers("matter")
    uuids = [made.matter.uuid]
    return [m for t in tellers if t.money for m in t.money(uuids, actor)], [n for t in tellers if t.needs for n in t.needs(uuids, actor)]


def test_it_waits_and_then_it_is_money(paid):
    _thread, made, row = paid
    money, needs = told(made)
    assert not money and any("15,000.00" in n.words and "待监督" in n.words for n in needs)
    stage.carried(row)
    money, needs = told(made)
    assert [(m.amount, m.way) for m in money] == [(Decimal("15000.00"), "paid")] and not any(row.number in n.words for n in needs)
    assert money[0].address and not told(made, WATCHER)[0][0].address


def test_the_thread_adds_it_up_and_the_payment_shows_its_thread(paid, monkeypatch):
    thread, _made, row = paid
    stage.carried(row)
    assert Sight(thread=thread, by=TOWN_OFFICER, on=stage.ON).money("paid") == Decimal("15000.00")
    shown = browser_of(stage.SECRETARY, monkeypatch).get(f"/funds/payments/{row.uuid}/").content.decode()
    assert thread.title in shown
