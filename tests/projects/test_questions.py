"""The thread, the matter, the gate and the project ask PostgreSQL as often for many rows as for few."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from qianxian.decisions.models import Matter
from qianxian.foundation.reach import bind
from qianxian.projects import commands
from qianxian.threads import commands as threads
from tests.cast import SERVICE
from tests.decisions import stage as decisions
from tests.funds import stage as funds
from tests.projects import stage
from tests.projects.stage import KEEPER, ON, STARTED, yuan
from tests.registry_pages import browser_of

pytestmark = pytest.mark.django_db


def asked(client, name: str, row) -> int:
    """How many questions the page of a row costs, the second time it is opened."""
    address = reverse(name, args=[row.uuid])
    assert client.get(address).status_code == 200
    with CaptureQueriesContext(connection) as seen:
        client.get(address)
    return len(seen)


def test_a_project_with_many_milestones_budgets_and_changes(monkeypatch):
    row = stage.building()
    client = browser_of(KEEPER, monkeypatch)

    def more(number: int) -> None:
        bind(SERVICE)
        made = commands.add_milestone(project=row, title=f"节点{number}", due_on=dt.date(2019, 9, 1), by=KEEPER, on=STARTED)
        commands.finish_milestone(milestone=made, done_on=dt.date(2019, 9, 1), by=KEEPER, on=dt.date(2019, 9, 1))
        commands.order_change(project=row, ordered_on=dt.date(2019, 9, 2), amount=yuan(10), reason="x", document=f"变更{number}", by=KEEPER, on=dt.date(2019, 9, 2))
        stage.budgeted(row, "89000", dt.date(2019, 9, 3), reason="调整")

    more(0)
    few = asked(client, "projects:project", row)
    for number in range(1, 5):
        more(number)
    assert asked(client, "projects:project", row) == few


def test_a_thread_with_many_estimates_notes_and_stalls(monkeypatch):
    decisions.village()
    bind(SERVICE)
    by = decisions.SECRETARY
    asking = {"title": "供水", "matter": "接市政自来水", "subject": "water", "origin": "villagers", "channel": "meeting", "asked_on": dt.date(2018, 1, 1)}
    row = threads.open_thread(division_code=decisions.VILLAGE, **asking, by=by, on=ON)
    client = browser_of(by, monkeypatch)

    def more(number: int) -> None:
        bind(SERVICE)
        day = dt.date(2018, 2, 1) + dt.timedelta(days=30 * number)
        threads.move(thread=row, step="committees" if number % 2 else "villagers", since=day, holder_role="village_secretary", holder_code=decisions.VILLAGE, missing=["材料"], by=by, on=ON)
        threads.estimate(thread=row, estimated_on=day, amount=Decimal(100 + number), source="水利所", document="估算书", by=by, on=ON)
        threads.note(thread=row, happened_on=day, title="会议", words="记下", document="记录", by=by, on=ON)
        threads.stall(thread=row, cause="no_funds", words="等资金", since=day + dt.timedelta(days=1), by=by, on=ON)
        threads.lift(thread=row, lifted_on=day + dt.timedelta(days=9), words="有了", by=by, on=ON)

    more(0)
    few = asked(client, "threads:thread", row)
    for number in range(1, 6):
        more(number)
    assert asked(client, "threads:thread", row) == few


def test_a_matter_of_one_step_and_of_four(monkeypatch):
    """A small thing that one body decided, and what four meetings decided, published and certified: the page asks alike."""
    large = decisions.certified(decisions.matter()).matter
    again: Matter = decisions.decided(decisions.matter(title="另一件"))
    client = browser_of(decisions.SECRETARY, monkeypatch)
    assert large.meetings.count() > 1
    assert abs(asked(client, "decisions:matter", large) - asked(client, "decisions:matter", again)) <= 6


def test_a_gate_among_many_payments(monkeypatch):
    v = funds.village()
    v.receive(v.venue, "200000", dt.date(2019, 10, 8))
    resolution = funds.standing(v, 20000)
    payment = funds.requested(v, resolution)
    client = browser_of(funds.SECRETARY, monkeypatch)
    few = asked(client, "funds:payment", payment)
    for number in range(5):
        funds.requested(v, resolution, amount=yuan(10 + number), payee=f"第{number}家")
        funds.requested(v, resolution, amount=yuan(20 + number))
    assert asked(client, "funds:payment", payment) == few
