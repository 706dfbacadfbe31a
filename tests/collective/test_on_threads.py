"""Leases, rent, arrears, land and a distribution on the thread of what they belong to, told once, and the thread shown on their pages."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal as D

import pytest

from qianxian.collective import commands, on_threads
from qianxian.foundation.reach import bind
from qianxian.threads import commands as threads
from qianxian.threads import registry
from tests.cast import SERVICE, TOWN_OFFICER, acting
from tests.collective import stage
from tests.collective.stage import BOOKKEEPER, CENTRE, ON, SECRETARY
from tests.collective.test_commands import distributed
from tests.decisions import stage as decisions
from tests.registry_pages import browser_of
from tests.threads.stage import opened

pytestmark = pytest.mark.django_db(databases=["default", "owner"])
WATCHER = acting("guadian", "霍锦荣", "liaison_leader", "440403")


@pytest.fixture(autouse=True)
def county():
    decisions.village()
    bind(SERVICE)


def told(kind: str, thing, actor=SERVICE):
    """(events, money, needs) that the rooms tell of the thing: days and amounts, ways and amounts, words."""
    tellers = registry.tellers(kind)
    events = [(e.on, e.amount, e.title) for t in tellers if t.events for e in t.events([thing.uuid], actor) if thing is not None]
    money = [(m.on, m.amount, m.way) for t in tellers if t.money for m in t.money([thing.uuid], actor)]
    return events, money, [n.words for t in tellers if t.needs for n in t.needs([thing.uuid], actor)]


def test_a_lease_is_told_of_with_its_matter_until_its_contract_hangs_itself(monkeypatch):
    """Signed, paid in part, overdue, ended; then the contract is tied, and the matter tells of it no more."""
    thread = opened(by=TOWN_OFFICER, on=dt.date(2019, 4, 15))
    v, paper = stage.book(), stage.small_certificate(thread=thread)
    lease = stage.planned(stage.asset(), paper, total="3000", first_day=dt.date(2019, 12, 2), last_day=dt.date(2020, 12, 1), every="quarter")
    assert any("还没有签订" in words and "市场铺位" in words for words in told("matter", paper.matter)[2])
    commands.sign_lease(lease=lease, signed_on=ON, signatory="黄志明", by=SECRETARY, on=ON)
    line = v.earn("500").lines.get(account="102")
    commands.match_rent(instalment=lease.instalments.get(turn=1), line=line, amount=D(500), by=BOOKKEEPER, on=ON)
    monkeypatch.setattr(on_threads, "today", lambda: ON)
    events, money, needs = told("matter", paper.matter)
    assert (ON, D("3000.00"), "出租：市场铺位，承租方 斗门某钢材市场有限公司") in events
    assert money == [(ON, D("500.00"), "received")]
    assert "欠租：市场铺位，250.00 元，逾期 14 天" in needs
    assert thread.title in browser_of(SECRETARY, monkeypatch).get(f"/threads/{thread.uuid}/").content.decode()
    v.reverse(line.voucher)
    assert told("matter", paper.matter)[1] == []
    threads.attach(thread=thread, kind="contract", thing_uuid=lease.contract.uuid, label="铺位", by=TOWN_OFFICER, on=ON)
    assert not [title for _on, _sum, title in told("matter", paper.matter)[0] if title.startswith("出租：")]
    assert (ON, D("3000.00"), "出租：市场铺位，承租方 斗门某钢材市场有限公司") in told("contract", lease.contract)[0]
    shown = browser_of(SECRETARY, monkeypatch).get(f"/collective/leases/{lease.uuid}/").content.decode()
    assert thread.title in shown


def test_land_hangs_on_a_thread_with_its_history(monkeypatch):
    thread, land = opened(by=TOWN_OFFICER, on=dt.date(2019, 4, 15)), stage.Land()
    offered = dict(registry.kinds()["parcel"].choices(SERVICE, stage.VILLAGE))
    assert str(land.east.uuid) in offered
    threads.attach(thread=thread, kind="parcel", thing_uuid=land.east.uuid, label="村牌坊东", by=TOWN_OFFICER, on=ON)
    assert str(land.east.uuid) not in dict(registry.kinds()["parcel"].choices(SERVICE, stage.VILLAGE))
    assert [title for _on, _sum, title in told("parcel", land.east)[0]] == ["村牌坊东：登记，已办证"]
    assert thread.title in browser_of(CENTRE, monkeypatch).get(f"/collective/land/{land.east.uuid}/").content.decode()


def test_an_asset_disposed_of_and_a_distribution_stand_with_their_matter():
    """Each with its amount, and without a page for whom the collective is not shown."""
    paper, shop = stage.certificate(amount="9000"), stage.asset(state="idle")
    commands.dispose_asset(asset=shop, way="sold", price=D(9000), to="某商行", certificate=paper, document="成交确认书", by=SECRETARY, on=ON)
    assert (ON, D("9000.00"), "资产处置：市场铺位，出售") in told("matter", paper.matter)[0]
    assert ["市场铺位" in title for _on, _sum, title in told(on_threads.ASSET, shop)[0]] == [True, True]
    v = stage.book()
    stage.members()
    v.earn("10000")
    row = distributed(v)
    assert (row.computed_on, row.paid, f"{row.year} 年收益分配") in told("matter", row.certificate.matter)[0]
    events = [e for t in registry.tellers("matter") if t.events for e in t.events([row.certificate.matter.uuid], WATCHER) if "年收益分配" in e.title]
    assert [e.address for e in events] == [""]
