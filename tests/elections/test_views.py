"""The pages: a villagers' election walked by plain POSTs from the call to the handover, every tab shown, one refusal per kind of act."""

from __future__ import annotations

import datetime as dt
import io

import docx
import pytest
from django.urls import reverse

from qianxian.elections.models import Contest, Election, Proxy, RollEntry
from qianxian.foundation.reach import bind
from qianxian.organisations.models import Mandate
from tests.api.stage import VILLAGE, build, on_day
from tests.cast import SERVICE
from tests.engagements import stage as village
from tests.matrix.people import browser

pytestmark = pytest.mark.django_db
ELECTED = {"body": f"villagers_committee:{VILLAGE}", "occasion": "term", "document": "斗镇委〔2019〕6号", "chief": 1, "deputies": 0, "members": 1, "women": 1}


def text_of(content: bytes) -> str:
    """Every word of a Word paper."""
    return "\n".join(t.text or "" for t in docx.Document(io.BytesIO(content)).element.body.iter(docx.oxml.ns.qn("w:t")))


class Walk:
    """Browsers of the town, and the business day moved as the work goes on."""

    def __init__(self):
        self.stage = build()
        self.stage.let_in("second_officer", "second_officer", VILLAGE[:9] + "000", role="town_org_officer")
        self.officer, self.second = browser(self.stage.users["town_org_officer"]), browser(self.stage.users["second_officer"])
        self.committee = browser(self.stage.users["town_committee"])

    def day(self, day: dt.date) -> None:
        bind(SERVICE)
        on_day(day)

    def post(self, client, path: str, **body) -> None:
        answer = client.post(path, body)
        assert answer.status_code == 302, answer.content.decode()[:6000]

    def act(self, act: str, client=None, **body) -> None:
        self.post(client or self.officer, reverse("elections:act", args=[self.election.uuid, act]), **body)

    def contest(self, contest: Contest, act: str, client=None, **body) -> None:
        self.post(client or self.officer, reverse("elections:contest", args=[contest.uuid, act]), **body)

    @property
    def election(self) -> Election:
        bind(SERVICE)
        return Election.objects.get()


def test_a_villagers_election_by_plain_posts():
    walk = Walk()
    today = dt.date(2019, 3, 20)
    day = dt.date(2019, 4, 30)
    assert walk.officer.get(reverse("elections:call")).status_code == 200
    walk.post(walk.officer, reverse("elections:call"), election_on=day, **ELECTED)
    bind(SERVICE)
    people = [village.person(f"人选{n}") for n in range(6)]
    chair = village.person("主持人")
    walk.act("staff", person=chair.uuid, duty="chair")
    for one in people:
        walk.act("voter", name=one.name, birth_date="1979-08-02", basis="hukou_resident")
    for n in range(4):
        walk.act("voter", name=f"村民{n}", birth_date="1970-01-01", basis="hukou_resident")
    bad = walk.officer.post(reverse("elections:act", args=[walk.election.uuid, "voter"]), {"name": "小孩", "birth_date": "2010-01-01", "basis": "hukou_resident"})
    assert bad.status_code == 422
    assert "周岁" in bad.content.decode()
    walk.act("publish_roll")
    walk.act("objection", wish="add", about="漏登的人", made_by="邝某", reason="未列入", received_on=today)
    objection = walk.election.objections.get()
    walk.post(walk.officer, reverse("elections:decide", args=[objection.uuid]), upheld="yes", reason="属实", birth_date="1980-01-01")
    entries = {e.name: e for e in RollEntry.objects.all()}
    for number, contest in enumerate(walk.election.contests.order_by("id")):
        for one in people[2 * number : 2 * number + 2]:
            walk.contest(contest, "nominate", person=one.uuid, nominations=7)
    walk.act("proxy", principal=entries["村民0"].uuid, proxy=entries["村民1"].uuid, relation="sibling", document="委01")
    assert Proxy.objects.get().published_on is None
    walk.act("kin", first=people[0].uuid, second=people[5].uuid, relation="none")
    walk.act("postpone", election_on="2019-05-05", document="斗镇〔2019〕8号")
    walk.day(dt.date(2019, 3, 30))
    walk.act("audit", published_on="2019-03-30")
    walk.act("publish_candidates")
    walk.day(dt.date(2019, 5, 5))
    for contest in Contest.objects.order_by("id"):
        votes = {f"votes_{one.pk}": count for one, count in zip(contest.candidates.order_by("id"), (7, 2), strict=True)}
        figures = {"station": "第一票箱", "issued": 11, "returned": 9, "valid_ballots": 9, "invalid_ballots": 0, **votes}
        walk.contest(contest, "sheet", copy=1, **figures)
        shown = walk.officer.get(reverse("elections:election", args=[walk.election.uuid]), {"tab": "counts"}).content.decode()
        assert "第二遍还没有录" in shown
        walk.contest(contest, "sheet", client=walk.second, copy=2, **figures)
        walk.contest(contest, "compute")
    for contest in Contest.objects.order_by("id"):
        assert walk.officer.get(reverse("elections:contest", args=[contest.uuid, "publish"])).status_code == 403
        walk.contest(contest, "publish", client=walk.committee)
    for tab in ("", "roll", "candidates", "proxies", "counts"):
        for client in (walk.officer, walk.committee):
            assert client.get(reverse("elections:election", args=[walk.election.uuid]), {"tab": tab}).status_code == 200
    for kind in ("roll", "proxies", "sheet", "result"):
        for form, magic in (("pdf", b"%PDF"), ("docx", b"PK")):
            answer = walk.officer.get(reverse("elections:paper", args=[walk.election.uuid, kind, form]))
            assert answer.status_code == 200 and answer.content.startswith(magic)
    assert "当选：" in text_of(walk.officer.get(reverse("elections:paper", args=[walk.election.uuid, "result", "docx"])).content)
    walk.act("offices")
    walk.act("handover", handed_over_on="2019-05-05")
    bind(SERVICE)
    assert walk.election.state == "closed"
    assert Mandate.objects.filter(election_line__isnull=False).count() == 3
    listed = walk.officer.get(reverse("elections:elections")).content.decode()
    assert "村民委员会" in listed and "2019-05-05" in listed


def test_the_list_takes_few_queries(django_assert_max_num_queries):
    walk = Walk()
    walk.post(walk.officer, reverse("elections:call"), election_on="2019-04-30", **ELECTED)
    with django_assert_max_num_queries(30):
        assert walk.committee.get(reverse("elections:elections")).status_code == 200
    assert "发起选举" not in walk.committee.get(reverse("elections:elections")).content.decode()
