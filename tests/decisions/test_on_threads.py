"""A matter on its thread: opened there, told there, found there; never on another village's line."""

from __future__ import annotations

import datetime as dt

import pytest

from qianxian.decisions.models import Matter
from qianxian.foundation.errors import RuleViolated
from qianxian.threads import commands as threads
from qianxian.threads import queries, registry
from tests.cast import TOWN_OFFICER, acting
from tests.decisions import stage as s
from tests.registry_pages import browser_of
from tests.threads.stage import opened

pytestmark = pytest.mark.django_db
DAY = s.D1
WATCHER = acting("guadian", "霍锦荣", "liaison_leader", "440403")


def line(code: str = s.VILLAGE):
    s.village()
    return opened(by=acting("zhen", "镇", "town_org_officer", "440403103"), on=dt.date(2019, 4, 15), division_code=code)


def told(row: Matter, actor=TOWN_OFFICER):
    kind = registry.kinds()["matter"]
    return list(kind.events([row.uuid], actor)), list(kind.needs([row.uuid], actor))


def test_a_matter_opened_on_a_thread_hangs_there_and_tells_what_comes_next():
    thread = line()
    row = s.matter(thread=thread)
    assert queries.thread_of(row.uuid, TOWN_OFFICER) == thread
    events, needs = told(row)
    assert [e.title for e in events] == [f"发起决策事项：{row.title}"] and events[0].amount == row.amount
    assert "通知召开村党组织委员会" in needs[0].words and str(row.uuid) in needs[0].address


def test_votes_publications_and_the_certificate_are_knots_of_the_line():
    certificate = s.certified(s.matter(thread=line()))
    titles = [e.title for e in told(certificate.matter)[0]]
    assert "村党组织委员会表决：通过" in titles and "公开决议" in titles and f"出具决策凭证 {certificate.number}" in titles
    assert all(e.address for e in told(certificate.matter)[0])
    assert not any(e.address for e in told(certificate.matter, WATCHER)[0]), "who may not open decisions reads the line without links that refuse"


def test_a_failed_vote_says_why():
    row = s.matter(thread=line())
    s.voted(s.called(row, s.D1), votes_for=2, against=3)
    failed = next(e for e in told(row)[0] if e.title.endswith("未通过"))
    assert failed.words


def test_no_matter_hangs_on_another_villages_thread():
    with pytest.raises(RuleViolated, match="另一个村"):
        s.matter(thread=line(s.SIBLING))
    assert not Matter.objects.exists()


def test_a_matter_may_be_tied_later_and_is_offered_once(monkeypatch):
    thread, row = line(), s.matter()
    kind = registry.kinds()["matter"]
    assert [uuid for uuid, _label in kind.choices(TOWN_OFFICER, s.VILLAGE)] == [str(row.uuid)]
    threads.attach(thread=thread, kind="matter", thing_uuid=row.uuid, label=row.title, by=TOWN_OFFICER, on=DAY)
    assert not list(kind.choices(TOWN_OFFICER, s.VILLAGE))
    browser = browser_of(TOWN_OFFICER, monkeypatch)
    assert thread.title in browser.get(f"/decisions/{row.uuid}/").content.decode()
    assert row.title in browser.get(f"/threads/{thread.uuid}/").content.decode()
