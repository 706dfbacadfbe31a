"""The pages: a thread walked by plain POSTs from the asking to the end; what higher rooms tell stands on it; who may not is told why."""

from __future__ import annotations

import datetime as dt
import io
import uuid
from decimal import Decimal
from itertools import pairwise

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.urls import reverse
from openpyxl import load_workbook

from qianxian.foundation.reach import bind
from qianxian.portal import queries as portal
from qianxian.portal.workbench import tasks_for
from qianxian.threads import commands, pages, queries
from qianxian.threads.models import Thread
from qianxian.threads.pictures import Strip, draw, nice_step
from qianxian.threads.registry import Event, Need, Payment
from tests.cast import FINANCE, SERVICE, TOWN_OFFICER, acting
from tests.registry_pages import browser_of
from tests.threads.stage import ASKED, ON, SECRETARY, VILLAGE, estimated, kind, moved, opened, stalled

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]


@pytest.fixture
def secretary(monkeypatch):
    return browser_of(SECRETARY, monkeypatch)


def page(client, row: Thread, query: str = "") -> str:
    answer = client.get(reverse("threads:thread", args=[row.uuid]) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_from_the_asking_to_the_end_by_plain_posts(secretary):
    asked = {"division_code": VILLAGE, "title": "市政供水改造", "matter": "水管老化", "origin": "villagers", "channel": "window", "asked_on": "2019-03-01",
             "subject": "water", "road": "decision"}  # fmt: skip
    refused = secretary.post(reverse("threads:open"), asked | {"matter": "找我13812345678"})
    assert refused.status_code == 422 and "去掉身份证号码和手机号码" in refused.content.decode()
    assert secretary.post(reverse("threads:open"), asked).status_code == 302
    bind(SERVICE)
    row = Thread.objects.get()
    other = opened(title="同一件事")
    steps = (
        ("move", {"step": "committees", "since": "2019-03-10", "holder_role": "village_secretary", "holder_code": VILLAGE, "missing": "会议记录\n水价说明"}),
        ("estimate", {"estimated_on": "2019-03-11", "amount": "3926000", "source": "镇水利所", "document": "估算书"}),
        ("note", {"happened_on": "2019-03-12", "title": "镇里来看过", "words": "同意支持", "document": "镇复函"}),
        ("stall", {"cause": "waiting_reply", "words": "等水价说明", "since": "2019-03-15"}), ("lift", {"lifted_on": "2019-04-01", "words": "说明已到"}),
        ("split", {"title": "蓄水池", "matter": "另建蓄水池", "subject": "water", "reason": "另一笔钱"}),
        ("tell", {"told_on": "2019-04-10", "channel": "meeting", "words": "会上答复"}), ("close", {"words": "已通水"}), ("reopen", {"reason": "又停水"}),
        ("join", {"into": str(other.uuid), "reason": "同一件事"}), ("reopen", {"reason": "不是一件事"}),
    )  # fmt: skip
    for act, body in steps:
        address = reverse("threads:act", args=[row.uuid, act])
        assert secretary.get(address).status_code == 200
        answer = secretary.post(address, body)
        assert answer.status_code == 302, (act, answer.content.decode()[:4000])
    shown = page(secretary, row)
    for words in ("会议记录", "392.6", "镇里来看过", "等水价说明", "说明已到", "会上答复", "已通水", "又停水", "不是一件事", "两委商议"):
        assert words in shown
    assert shown.index("不是一件事") < shown.index("镇里来看过")
    assert secretary.get(reverse("threads:act", args=[row.uuid, "nothing"])).status_code == 404
    wrong = secretary.post(reverse("threads:act", args=[row.uuid, "estimate"]), {"estimated_on": "2019-03-11", "amount": "0", "source": "甲", "document": "乙"})
    assert wrong.status_code == 422 and "估算金额要大于 0 元" in wrong.content.decode()


def test_what_higher_rooms_tell_stands_on_the_page(secretary):
    row, thing = opened(), uuid.uuid4()
    estimated(row, dt.date(2012, 6, 18), "3926000")
    told = {
        "events": lambda uuids, actor: [Event(dt.date(2019, 3, 2), "党员大会审议通过", words="应到 5 人，实到 5 人", address="/decisions/1/", status="已办结")],
        "money": lambda uuids, actor: [Payment(dt.date(2019, 3, 3), Decimal(2_000_000), "区供水专项", "received"), Payment(dt.date(2019, 4, 1), Decimal(500_000), "第一期工程款")],
        "needs": lambda uuids, actor: [Need("第二期验收", "/projects/1/")], "address": lambda uuid: f"/things/{uuid}/",
        "choices": lambda actor, code: [(str(thing), "第一次会议"), (str(uuid.UUID(int=7)), "第二次会议")],
    }  # fmt: skip
    with kind(**told):
        tie = reverse("threads:act", args=[row.uuid, "attach"])
        assert "第一次会议" in secretary.get(tie).content.decode()
        assert secretary.post(tie, {"thing": f"sample:{thing}"}).status_code == 302
        again = secretary.get(tie).content.decode()
        assert "第一次会议" not in again and "第二次会议" in again
        shown = page(secretary, row)
        for words in ("党员大会审议通过", "/decisions/1/", "50.0 / 392.6", "到账 200.0，还差 192.6", "192.6 万元从哪来", "第二期验收", f"/things/{thing}/", "第一期工程款", "已付 50.0"):
            assert words in shown
        link = queries.links(row).get()
        assert secretary.post(reverse("threads:detach", args=[link.uuid]), {"reason": "串错了"}).status_code == 302
    assert "没有可以串上的" in secretary.get(tie).content.decode()


def test_a_things_own_page_shows_its_thread(monkeypatch):
    row, thing = opened(), uuid.uuid4()
    with kind():
        commands.attach(thread=row, kind="sample", thing_uuid=thing, label="会议", by=SECRETARY, on=ON)
    drawn = Template("{% load threads %}{% thread_of thing %}")
    for actor, seen in ((SECRETARY, True), (FINANCE, True), (acting("m", "党员", "member", VILLAGE), False), (acting("x", "邻镇", "town_org_officer", "440403107"), False)):
        request = RequestFactory().get("/")
        request.actor = actor
        assert (row.number in drawn.render(Context({"request": request, "thing": thing}))) is seen
    assert drawn.render(Context({"thing": thing})).strip() == ""


def test_register_search_export_and_desks(secretary, monkeypatch):
    row, lights = opened(), opened(title="路灯", subject="other", asked_on=dt.date(2019, 1, 2))
    estimated(row, dt.date(2012, 6, 18), "3926000")
    stalled(row)
    listed = secretary.get(reverse("threads:list")).content.decode()
    assert listed.index("市政供水改造") < listed.index("路灯") and "搁置：表决没有完整记录" in listed
    only = secretary.get(reverse("threads:list") + "?state=stalled&text=市政").content.decode()
    assert "市政供水改造" in only and lights.number not in only
    assert secretary.get(reverse("threads:list") + "?export=xlsx").status_code == 403
    officer = browser_of(TOWN_OFFICER, monkeypatch)
    book = load_workbook(io.BytesIO(officer.get(reverse("threads:list") + "?export=xlsx").content)).active
    cells = [[str(c.value) for c in line] for line in book.iter_rows()]
    [line] = [line for line in cells if row.number in line]
    assert "3926000" in line[-1].replace(",", "").replace(".00", "") and "表决没有完整记录" in line
    [hit] = portal.search_everything(SECRETARY, "供水", ON)["线"]
    assert hit.url == reverse("threads:thread", args=[row.uuid])
    assert {"搁置"} <= {task.why[:2] for task in tasks_for(SECRETARY, ON) if task.kind == "线"}


def test_who_may_not(monkeypatch):
    row = opened()
    stranger = browser_of(acting("m", "党员", "member", VILLAGE), monkeypatch)
    assert stranger.get(reverse("threads:list")).status_code == 403
    assert stranger.get(reverse("threads:thread", args=[row.uuid])).status_code == 403
    bookkeeper = browser_of(FINANCE, monkeypatch)
    assert "更多登记" not in page(bookkeeper, row)
    assert bookkeeper.get(reverse("threads:act", args=[row.uuid, "move"])).status_code == 403
    assert bookkeeper.get(reverse("threads:open")).status_code == 403


def test_the_register_asks_as_often_for_many_as_for_few(secretary, django_assert_max_num_queries):
    for n in range(12):
        opened(title=f"第{n}件")
    secretary.get(reverse("threads:list"))
    with django_assert_max_num_queries(24):
        secretary.get(reverse("threads:list"))


def test_a_vote_that_went_wrong_stands_beside_the_law():
    row = opened()
    moved(row)
    stalled(row)
    knots = pages.time_line(pages.Sight(row, SECRETARY, ON))
    [gap] = [k for k in knots if k.get("state") == "gap"]
    assert gap["law"] and gap["title"] == "搁置 2,402 天"
    assert pages.sentence(pages.Sight(row, SECRETARY, ON)) == "搁了 6 年多。"


@pytest.mark.parametrize(("highest", "step"), [(3_926_000, 1_000_000), (10_236_000, 4_000_000), (40_000, 10_000), (1, 1), (99_999, 40_000)])
def test_the_grid_has_round_numbers(highest, step):
    assert nice_step(Decimal(highest)) == step


@pytest.mark.parametrize("width", [1120, 328])
@pytest.mark.parametrize("span", [0, 1, 40, 400, 5000])
def test_the_picture_stays_in_its_frame(width, span):
    end = ASKED + dt.timedelta(days=span)
    rows = [(ASKED, Decimal(1_000_000)), (end, Decimal(9_000_000))]
    made = draw(Strip(ASKED, end, stalls=[(ASKED, end)], estimates=rows, paid=rows, knots=[ASKED, end], now="施工"), width=width)
    places = [x for x, *_ in (*made.labels, *made.ticks, *made.dots, *made.shades, *made.boxes)] + [made.now, *made.knots]
    assert all(0 <= x <= width for x in places)
    assert all(0 <= y <= made.height for _x, y in made.dots)
    assert len(made.ticks) <= (10 if width > 600 else 5) and len(made.grid) <= 6


@pytest.mark.parametrize("width", [328, 1120])
@pytest.mark.parametrize("days", [1, 29, 60, 200, 340, 532, 549, 551, 900, 2200, 9000])
def test_words_under_the_axis_do_not_touch(width, days):
    made = draw(Strip(ASKED, ASKED + dt.timedelta(days=days)), width=width)
    halves = [(x, 3.5 * len(words)) for x, words in made.ticks]  # a figure is some 6.5 units wide; each word stands in the middle of its tick
    assert all(b - a >= half + other for (a, half), (b, other) in pairwise(halves)) and all(half <= x <= width - half for x, half in halves)
