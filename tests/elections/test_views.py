"""The pages: a villagers' election walked by plain POSTs from the call to the handover, every tab shown, one refusal per kind of act."""

from __future__ import annotations

import datetime as dt
import io
import re

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from qianxian.elections import commands
from qianxian.elections.models import Contest, Election, Proxy, RollEntry
from qianxian.elections.paper_kinds import KEPT
from qianxian.foundation.reach import bind
from qianxian.organisations.models import Mandate
from qianxian.papers import commands as templates
from qianxian.papers.models import PaperScan
from tests.api.stage import VILLAGE, Stage, on_day
from tests.cast import COUNTY_OFFICER, SECOND_COUNTY_OFFICER, SERVICE, TOWN_OFFICER
from tests.elections import stage
from tests.engagements import stage as village
from tests.matrix.people import browser
from tests.papers.samples import edited, photo

pytestmark = pytest.mark.usefixtures("stage")
ELECTED = {"body": f"villagers_committee:{VILLAGE}", "occasion": "term", "document": "斗镇委〔2019〕6号", "chief": 1, "deputies": 0, "members": 1, "women": 1}


def text_of(content: bytes) -> str:
    """Every word of a Word paper."""
    return "\n".join(t.text or "" for t in docx.Document(io.BytesIO(content)).element.body.iter(docx.oxml.ns.qn("w:t")))


class Walk:
    """Browsers of the town, and the business day moved as the work goes on."""

    def __init__(self, standing: Stage):
        self.stage = standing
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


@pytest.fixture
def walk(standing_stage):
    """Browsers on the stage of the module; what the test writes is taken back."""
    return Walk(standing_stage)


def originals_are_kept(walk: Walk) -> None:
    """Every paper's signed original beside it: the officer keeps it, the committee reads it; the print is noted."""
    for kind, _title in KEPT.values():
        page = reverse("papers:kept", args=[kind, walk.election.uuid])
        assert page in walk.officer.get(reverse("elections:election", args=[walk.election.uuid])).content.decode()
        done = walk.officer.post(page, {"file": SimpleUploadedFile("a.jpg", photo(), "image/jpeg")})
        assert done.status_code == 302, done.content.decode()[:4000]
        shown = walk.committee.get(page).content.decode()
        assert "最近一次打印" in shown and 'type="file"' not in shown
    assert PaperScan.objects.filter(paper__object_id=walk.election.uuid).count() == len(KEPT)


def test_the_countys_own_template_sets_the_papers(walk):
    walk.post(walk.officer, reverse("elections:call"), election_on="2019-04-30", **ELECTED)
    bind(SERVICE)
    made = templates.upload_template(name="county_form", content=edited("本区统一样式", "county_form"), filename="a.docx", by=COUNTY_OFFICER)
    templates.adopt_template(template=made, valid_from=dt.date(2019, 3, 20), by=SECOND_COUNTY_OFFICER, on=dt.date(2019, 3, 20))
    walk.act("voter", name="村民", birth_date="1970-01-01", basis="hukou_resident")
    assert "本区统一样式" in text_of(walk.officer.get(reverse("elections:paper", args=[walk.election.uuid, "roll", "docx"])).content)


def test_a_recall_by_plain_posts_from_the_petition_to_the_end_of_the_seat(walk):
    target = Mandate.objects.get(pk=walk.stage.village.seat.pk)
    asked = {"target": target.uuid, "election_on": "2019-05-05", "document": "罢免登记1号", "registered": 10, "petition_counted_on": "2019-03-20", "reasons": "长期不履职"}
    refused = walk.officer.post(reverse("elections:recall"), asked | {"petition": 1})
    assert refused.status_code == 422 and "联名人数不够" in refused.content.decode()
    walk.post(walk.officer, reverse("elections:recall"), petition=2, **asked)
    bind(SERVICE)
    walk.act("staff", person=village.person("主持人").uuid, duty="chair")
    for n in range(10):
        walk.act("voter", name=f"村民{n}", birth_date="1970-01-01", basis="hukou_resident")
    walk.act("publish_roll")
    walk.day(dt.date(2019, 4, 3))
    shown = walk.officer.get(reverse("elections:election", args=[walk.election.uuid]), {"tab": "candidates"}).content.decode()
    assert "长期不履职" in shown and "村（居）民 2 人" in shown and "登记退出" not in shown and "提名票数" not in shown
    early = walk.officer.post(reverse("elections:act", args=[walk.election.uuid, "publish_candidates"]))
    assert early.status_code == 422 and "听取被要求罢免的人申辩" in early.content.decode()
    walk.act("defence", heard_on="2019-04-02", document="申辩记录")
    walk.act("publish_candidates")
    walk.day(dt.date(2019, 5, 5))
    contest = walk.election.contests.get()
    figures = {"station": "第一票箱", "issued": 10, "returned": 7, "valid_ballots": 7, "invalid_ballots": 0, f"votes_{contest.candidates.get().pk}": 4}
    walk.contest(contest, "sheet", copy=1, **figures)
    walk.contest(contest, "sheet", client=walk.second, copy=2, **figures)
    walk.contest(contest, "compute")
    walk.contest(contest, "publish", client=walk.committee)
    assert "罢免通过" in walk.committee.get(reverse("elections:election", args=[walk.election.uuid]), {"tab": "counts"}).content.decode()
    walk.act("end_seat")
    bind(SERVICE)
    target.refresh_from_db()
    assert (target.end_reason, target.period.upper) == ("recall", dt.date(2019, 5, 6))


def test_a_by_election_page_asks_who_holds_it_and_says_until_when(walk):
    body = {"body": f"villagers_committee:{VILLAGE}", "occasion": "by_election", "document": "斗镇委〔2019〕6号", "chief": 0, "deputies": 0, "members": 1, "women": 0,
            "election_on": "2019-04-30"}  # fmt: skip
    missing = walk.officer.post(reverse("elections:call"), body)
    assert missing.status_code == 422 and "选择由村（居）民会议还是代表会议补选" in missing.content.decode()
    walk.post(walk.officer, reverse("elections:call"), held_by="assembly", **body)
    shown = walk.officer.get(reverse("elections:election", args=[walk.election.uuid])).content.decode()
    assert "村（居）民会议" in shown and "任期至（本届剩余任期）" in shown and "2020-04-16" in shown


def test_a_villagers_election_by_plain_posts(walk):
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
    walk.act("kin", first=people[0].uuid, second=people[5].uuid, relation="sibling")
    one = walk.election.contests.order_by("id").first().candidates.order_by("id").first()
    stated = {"stated_on": today, "knows_accounting": "on", "knowledge_document": "会计证"}
    walk.post(walk.officer, reverse("elections:statement", args=[one.uuid]), **stated)
    shown = walk.officer.get(reverse("elections:election", args=[walk.election.uuid]), {"tab": "candidates"}).content.decode()
    assert "具备财会、管理知识" in shown and "联审没有办理" in shown and "是兄弟姐妹，不能同时任职" in shown
    walk.act("postpone", election_on="2019-05-05", document="斗镇〔2019〕8号")
    walk.day(dt.date(2019, 3, 30))
    walk.act("audit", published_on="2019-03-30")
    walk.act("publish_candidates")
    whole = reverse("elections:election", args=[walk.election.uuid])
    assert "录计票单" not in walk.officer.get(whole).content.decode()
    walk.day(dt.date(2019, 5, 5))
    assert "录计票单" in walk.officer.get(whole).content.decode()  # from the day of the vote it comes first
    for contest in Contest.objects.order_by("id"):
        votes = {f"votes_{one.pk}": count for one, count in zip(contest.candidates.order_by("id"), (7, 2), strict=True)}
        figures = {"station": "第一票箱", "issued": 11, "returned": 9, "valid_ballots": 9, "invalid_ballots": 0, **votes}
        walk.contest(contest, "sheet", copy=1, **figures)
        shown = walk.officer.get(reverse("elections:election", args=[walk.election.uuid]), {"tab": "counts"}).content.decode()
        assert "第二遍还没有录" in shown
        asked = walk.second.get(reverse("elections:contest", args=[contest.uuid, "sheet"])).content.decode()
        assert 'value="第一票箱"' in asked and re.search(r'value="2"[^>]*checked', asked) and "实到会" not in asked
        walk.contest(contest, "sheet", client=walk.second, copy=2, **figures)
        walk.contest(contest, "compute")
    for contest in Contest.objects.order_by("id"):
        assert walk.officer.get(reverse("elections:contest", args=[contest.uuid, "publish"])).status_code == 403
        walk.contest(contest, "publish", client=walk.committee)
    for tab in ("", "roll", "candidates", "proxies", "counts"):
        for client in (walk.officer, walk.committee):
            assert client.get(reverse("elections:election", args=[walk.election.uuid]), {"tab": tab}).status_code == 200
    for kind in KEPT:
        for form, magic in (("pdf", b"%PDF"), ("docx", b"PK")):
            answer = walk.officer.get(reverse("elections:paper", args=[walk.election.uuid, kind, form]))
            assert answer.status_code == 200 and answer.content.startswith(magic)
    originals_are_kept(walk)
    notice = text_of(walk.officer.get(reverse("elections:paper", args=[walk.election.uuid, "notice", "docx"])).content)
    assert "公布选民名单" in notice and "应选" in notice and "近亲属" in notice
    assert "R-V" not in notice and "《中华人民共和国村民委员会组织法》第十四条" in notice and "投票地点" in notice and "盖章处" in notice
    assert "村民委员会主任，应选 1 名" in notice and "（村居委）" not in notice
    assert "委托事项" in text_of(walk.officer.get(reverse("elections:paper", args=[walk.election.uuid, "proxy", "docx"])).content)
    report = text_of(walk.officer.get(reverse("elections:paper", args=[walk.election.uuid, "result", "docx"])).content)
    assert "当选：" in report and "R-V" not in report and "依据《中华人民共和国村民委员会组织法》第十五条" in report
    walk.act("offices")
    walk.act("handover", handed_over_on="2019-05-05")
    bind(SERVICE)
    assert walk.election.state == "closed"
    assert Mandate.objects.filter(election_line__isnull=False).count() == 3
    listed = walk.officer.get(reverse("elections:elections")).content.decode()
    assert "村民委员会" in listed and "2019-05-05" in listed


def test_the_list_takes_few_queries(walk, django_assert_max_num_queries):
    walk.post(walk.officer, reverse("elections:call"), election_on="2019-04-30", **ELECTED)
    with django_assert_max_num_queries(30):
        assert walk.committee.get(reverse("elections:elections")).status_code == 200
    assert "发起选举" not in walk.committee.get(reverse("elections:elections")).content.decode()


def test_an_election_of_many_takes_as_many_queries_as_one_of_few(walk):
    """Every tab before the vote and after the count: neither the roll, the candidates, the proxies nor a second count costs a query each."""
    few, many = _counted(walk, people=12, boxes=1), _counted(walk, people=40, boxes=3)
    for tab in ("", "roll", "candidates", "proxies", "counts"):
        assert few[tab] == many[tab] <= 60, (tab, few, many)


def _counted(walk: Walk, people: int, boxes: int) -> dict[str, int]:
    """How many queries each tab takes for an election with so many on its roll, all of its contests counted."""
    point = transaction.savepoint()
    bind(SERVICE)
    election, named = stage.stand_village(voters=people)
    roll = list(election.roll.exclude(name__in=named).order_by("id"))
    for away, kin in zip(roll[: people // 4], roll[people // 4 :], strict=False):
        commands.grant_proxy(election=election, principal=away, proxy=kin, relation="sibling", document="委托书", by=TOWN_OFFICER, on=dt.date(2019, 3, 20))
    for contest in election.contests.order_by("id"):
        for box in range(boxes):
            for copy in (1, 2):
                stage.sheet(contest, [9, 1], copy, station=f"第{box}票箱")
        commands.compute_result(contest=contest, by=TOWN_OFFICER, on=stage.DAY)
    found = {}
    for tab in ("", "roll", "candidates", "proxies", "counts"):
        walk.officer.get(reverse("elections:election", args=[election.uuid]), {"tab": tab})
        with CaptureQueriesContext(connection) as seen:
            assert walk.officer.get(reverse("elections:election", args=[election.uuid]), {"tab": tab}).status_code == 200
        found[tab] = len(seen)
    transaction.savepoint_rollback(point)
    return found


def test_offices_are_called_by_natural_words(walk):
    """The seat kept for a woman says so beside the others; no page carries a bracket of ours."""
    election, _named = stage.stand_village()
    for tab in ("", "candidates", "counts"):
        shown = walk.officer.get(reverse("elections:election", args=[election.uuid]), {"tab": tab}).content.decode()
        assert "村居委" not in shown
        assert tab == "" or ("委员（妇女名额）" in shown and "主任" in shown)
    listed = walk.officer.get(reverse("organisations:mandates")).content.decode()
    assert "村（居）委会、监委会委员" in listed and "党组织委员" in listed
