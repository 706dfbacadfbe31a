"""The pages: a matter walked by plain POSTs from the proposal to the filing, every paper opened, refusals said in words."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json

import docx
import pytest
from django.urls import reverse

from qianxian.decisions import queries
from qianxian.decisions.models import Certificate, Matter, Meeting, Objection, PowerCase, PowerFlag
from qianxian.foundation.reach import bind
from tests.api.stage import VILLAGE, Stage, on_day
from tests.cast import SERVICE
from tests.matrix.people import browser

pytestmark = pytest.mark.usefixtures("stage")
ASKED = {"division_code": VILLAGE, "title": "阵地建设经费使用", "kind": "fund_use", "amount": "200000", "purpose": "修缮党群服务中心", "unit": "centre"}


class Walk:
    """Browsers of the village and the town, and the business day moved as the work goes on."""

    def __init__(self, standing: Stage):
        self.stage = standing
        users = self.stage.users
        self.secretary, self.supervisor = browser(users["village_secretary"]), browser(users["supervision_member"])
        self.officer, self.committee = browser(users["town_org_officer"]), browser(users["town_committee"])

    def day(self, day: dt.date) -> None:
        bind(SERVICE)
        on_day(day)

    def post(self, client, view: str, *args, **body) -> None:
        answer = client.post(reverse(f"decisions:{view}", args=args), body)
        assert answer.status_code == 302, answer.content.decode()[:8000]

    def get(self, client, name: str, *args, **query) -> str:
        answer = client.get(reverse(f"decisions:{name}", args=args), query)
        assert answer.status_code == 200, answer.content[:3000]
        return answer.content.decode()

    @property
    def matter(self) -> Matter:
        bind(SERVICE)
        return Matter.objects.get()

    @property
    def meeting(self) -> Meeting:
        bind(SERVICE)
        return Meeting.objects.order_by("-id").first()

    def hold(self, held_on: dt.date, **entered) -> None:
        """The next meeting called, counted by two, confirmed by the town; each on its day."""
        notice = held_on - dt.timedelta(days=4)
        self.day(notice)
        self.post(self.secretary, "act", self.matter.uuid, "call", notice_on=notice, held_on=held_on, place="村委会", agenda="议题", **entered)
        self.day(held_on)
        meeting = self.meeting
        figures = {"present": meeting.eligible, "votes_for": meeting.eligible, "votes_against": 0, "votes_abstain": 0}
        self.post(self.secretary, "meeting_act", meeting.uuid, "count", copy=1, **figures)
        self.post(self.supervisor, "meeting_act", meeting.uuid, "count", copy=2, **figures)
        self.post(self.officer, "meeting_act", meeting.uuid, "confirm")


@pytest.fixture
def walk(standing_stage):
    """Browsers on the stage of the module; what the test writes is taken back."""
    return Walk(standing_stage)


def test_a_matter_by_plain_posts(walk):
    walk.day(dt.date(2019, 5, 25))
    assert walk.secretary.post(reverse("decisions:open"), ASKED | {"title": "", "kind": "x"}).status_code == 422
    walk.post(walk.secretary, "open", **ASKED)
    page = walk.get(walk.secretary, "matter", walk.matter.uuid)
    assert "通知会议" in page and "R-D02" in page and "村民代表会议" in page
    walk.hold(dt.date(2019, 6, 1))
    walk.hold(dt.date(2019, 6, 5))
    walk.hold(dt.date(2019, 6, 9))
    answer = walk.secretary.post(reverse("decisions:act", args=[walk.matter.uuid, "call"]), {"notice_on": "2019-06-09", "held_on": "2019-06-13", "place": "x", "agenda": "x"})
    assert answer.status_code == 422  # the registry holds no representatives: a number and its source are asked for
    walk.hold(dt.date(2019, 6, 15), eligible=35, eligible_note="2019年村民代表名册", counted_by="people")
    assert walk.matter.state == "decided"
    room = walk.get(walk.supervisor, "meeting", walk.meeting.uuid)
    assert "JY-" in room
    for kind in ("agenda", "roll", "sheet"):
        for form in ("pdf", "docx"):
            assert walk.secretary.get(reverse("decisions:meeting_paper", args=[walk.meeting.uuid, kind, form])).status_code == 200
    walk.day(dt.date(2019, 6, 16))
    posted = {"published_from": "2019-06-16", "place": "村务公开栏", "text": "决议"}
    short = walk.secretary.post(reverse("decisions:act", args=[walk.matter.uuid, "publish"]), posted | {"published_to": "2019-06-22"})
    assert short.status_code == 422 and "7" in short.content.decode()
    walk.post(walk.secretary, "act", walk.matter.uuid, "publish", published_to="2019-06-23", **posted)
    walk.post(walk.supervisor, "act", walk.matter.uuid, "objection", received_on="2019-06-16", reason="造价偏高")
    bind(SERVICE)
    walk.day(dt.date(2019, 6, 24))
    page, certify = walk.get(walk.officer, "matter", walk.matter.uuid), reverse("decisions:act", args=[walk.matter.uuid, "certify"])
    assert "答复异议" in page and certify not in page  # the next step is the answer, not a form that refuses
    walk.day(dt.date(2019, 6, 18))
    walk.post(walk.officer, "answer", Objection.objects.get().uuid, upheld="no", answer="已核价")
    assert "06-24" in walk.get(walk.officer, "matter", walk.matter.uuid)
    walk.day(dt.date(2019, 6, 24))
    walk.post(walk.officer, "act", walk.matter.uuid, "certify")
    bind(SERVICE)
    made = Certificate.objects.get()
    page = walk.get(walk.officer, "certificate", made.uuid, digest=made.digest)
    assert made.digest in page and "与系统里的摘要一致" in page
    assert "不一致" in walk.get(walk.officer, "certificate", made.uuid, digest="0" * 64)
    for form in ("pdf", "docx", "json"):
        answer = walk.secretary.get(reverse("decisions:certificate_paper", args=[made.uuid, form]))
        assert answer.status_code == 200
    assert hashlib.sha256(answer.content).hexdigest() == made.digest
    assert json.loads(answer.content)["certificate"]["amount_limit"] == "200000.00"
    assert made.number in walk.get(walk.secretary, "certificates")
    assert made.number not in walk.get(walk.secretary, "certificates", state="revoked")
    record = walk.secretary.get(reverse("decisions:record", args=[walk.matter.uuid, "docx"])).content
    words = "\n".join(c.text for t in docx.Document(io.BytesIO(record)).tables for row in t.rows for c in row.cells)
    assert "通过" in words and "阵地建设经费使用" in words
    walk.post(walk.secretary, "act", walk.matter.uuid, "result", published_from="2019-06-24", published_to="2019-06-30", place="公开栏", text="完工")
    walk.post(walk.officer, "act", walk.matter.uuid, "close")
    assert walk.matter.state == "closed"
    assert "阵地建设经费使用" in walk.get(walk.secretary, "matters", title="阵地")
    assert "阵地建设经费使用" not in walk.get(walk.secretary, "matters", kind="loan")
    assert walk.officer.get(reverse("decisions:matters"), {"export": "xlsx"}).status_code == 200
    # Two years on it lapses: its page and its matter's say so from the day after, and what to do.
    walk.day(made.lapses_on)
    assert "已失效" not in walk.get(walk.officer, "certificate", made.uuid)
    walk.day(made.lapses_on + dt.timedelta(days=1))
    assert "重新提议、表决，出具新的凭证" in walk.get(walk.officer, "certificate", made.uuid)
    assert f"已失效 {made.lapses_on}" in walk.get(walk.officer, "matter", made.matter.uuid)


def test_differences_and_a_failing_vote_are_said_on_the_page(walk):
    walk.day(dt.date(2019, 6, 1))
    walk.post(walk.secretary, "open", **ASKED)
    walk.post(walk.secretary, "act", walk.matter.uuid, "call", notice_on="2019-06-01", held_on="2019-06-01", place="村委会", agenda="议题")
    meeting = walk.meeting
    walk.post(walk.secretary, "meeting_act", meeting.uuid, "recuse", name="陈某", relation="spouse")
    whole = meeting.eligible
    half = {"present": whole, "votes_against": 0, "votes_abstain": 0}
    walk.post(walk.secretary, "meeting_act", meeting.uuid, "count", copy=1, votes_for=0, **half)
    walk.post(walk.supervisor, "meeting_act", meeting.uuid, "count", copy=2, votes_for=1 if whole > 1 else 0, **half)
    if whole > 1:
        assert "两遍计票还不一致" in walk.get(walk.secretary, "meeting", meeting.uuid)
        assert walk.officer.post(reverse("decisions:meeting_act", args=[meeting.uuid, "confirm"])).status_code == 422
        walk.post(walk.supervisor, "meeting_act", meeting.uuid, "count", copy=2, votes_for=0, **half)
    refused = walk.secretary.post(reverse("decisions:meeting_act", args=[meeting.uuid, "confirm"]))
    assert refused.status_code == 403
    walk.post(walk.officer, "meeting_act", meeting.uuid, "confirm")
    page = walk.get(walk.secretary, "matter", walk.matter.uuid)
    assert "退回①，重新办理" in page and walk.matter.round == 2
    walk.post(walk.secretary, "act", walk.matter.uuid, "amend", **{k: v for k, v in ASKED.items() if k != "division_code"} | {"amount": "3000"})
    assert [step.body for step in queries.steps_of(walk.matter)] == ["branch_committee"]
    walk.post(walk.secretary, "act", walk.matter.uuid, "withdraw", reason="不办了")
    assert walk.matter.state == "withdrawn"


def test_an_overdue_emergency_is_red_on_the_register(walk):
    walk.day(dt.date(2019, 6, 1))
    walk.post(walk.secretary, "open", **ASKED, acted_on="2019-06-01", emergency_reason="台风决口")
    assert "应急事项逾期未补办决议" not in walk.get(walk.officer, "matters")
    walk.day(dt.date(2019, 7, 2))
    assert "应急事项逾期未补办决议" in walk.get(walk.officer, "matters")
    assert "应急事项逾期未补办决议" in walk.get(walk.officer, "matter", walk.matter.uuid)


def test_the_minor_powers_list_and_a_case_with_a_skipped_step(walk):
    walk.day(dt.date(2019, 6, 1))
    assert "小额工程项目" in walk.get(walk.supervisor, "powers")
    walk.post(walk.secretary, "power_open", division_code=VILLAGE, flow="seal", title="户籍证明盖章")
    bind(SERVICE)
    case = PowerCase.objects.get()
    move = {"done_on": "2019-06-01", "document": "用印申请"}
    answer = walk.secretary.post(reverse("decisions:power_act", args=[case.uuid, "move"]), move | {"step": "stamp"})
    assert answer.status_code == 422
    walk.post(walk.secretary, "power_act", case.uuid, "move", step="stamp", reason="办事人赶时间", **move)
    bind(SERVICE)
    flags = list(PowerFlag.objects.order_by("id"))
    assert [flag.step for flag in flags] == ["apply", "approve"]
    assert walk.secretary.get(reverse("decisions:look", args=[flags[0].uuid])).status_code == 403
    walk.post(walk.supervisor, "look", flags[0].uuid, opinion="须补申请")
    page = walk.get(walk.supervisor, "power_case", case.uuid)
    assert "须补申请" in page and "写监督意见" in page
    walk.post(walk.secretary, "power_act", case.uuid, "stop", reason="办事人撤回")
    assert walk.supervisor.get(reverse("decisions:power_case", args=[case.uuid])).status_code == 200
