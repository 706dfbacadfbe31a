"""One's own page and the outbox: what is asked, what is told, and that an address and its secret are never told again."""

from __future__ import annotations

import io
import logging

import openpyxl
import pytest
from cryptography.exceptions import InvalidTag
from django.db import connection
from django.utils import timezone

from qianxian.foundation.errors import NotPermitted, RuleViolated
from qianxian.foundation.models import AuditLeaf
from qianxian.foundation.reach import bind
from qianxian.notices import commands
from qianxian.notices.delivery import deliver
from qianxian.notices.models import Notice, NoticePreference
from qianxian.notices.outbox import write
from qianxian.portal.digests import load_of, write_notices
from tests.cast import SERVICE
from tests.matrix.people import browser
from tests.notices.stage import ADDRESS, DAY, SECRET, account, at, listening, robot

pytestmark = pytest.mark.django_db
KEY, CODE = "k3y-of-the-robot", SECRET.removeprefix("whsec_")
CHOSEN = {"channel": "webhook", "at_once": "on", "address": ADDRESS, "secret": SECRET}


def test_somebody_chooses_a_robot_and_tries_it_out(monkeypatch, tmp_path):
    user, _by = account()
    me = browser(user)
    assert "设置消息提醒" in me.get("/me/").content.decode()
    page = me.post("/me/notices/", CHOSEN, follow=True).content.decode()
    assert "robot.example.org" in page and "试发一条给我" in page and KEY not in page and CODE not in page
    assert me.post("/me/notices/try/").status_code == 302
    with robot(monkeypatch, tmp_path) as told:
        assert deliver(Notice.objects.get().uuid, timezone.now()) == "sent" and len(told.got) == 1
    assert "试发" in me.get("/me/notices/").content.decode()
    # nothing typed again: address and secret stay
    me.post("/me/notices/", {"channel": "webhook"})
    row = NoticePreference.objects.get()
    assert (row.address, row.secret, row.at_once) == (ADDRESS, SECRET, False)
    me.post("/me/notices/", {"channel": "off"})
    row.refresh_from_db()
    assert (row.address_sealed, row.secret_sealed, row.host) == ("", "", "")


@pytest.mark.parametrize(("given", "said"), [
    ({"channel": "email"}, "还没有接通邮件"), ({"channel": "webhook", "address": ADDRESS}, "whsec_"), ({"channel": "webhook", "secret": SECRET}, "https://"),
    ({"channel": "webhook", "address": "https://203.0.113.7/", "secret": SECRET}, "用域名"), ({"channel": "wecom", "address": ADDRESS}, "qyapi.weixin.qq.com"),
    ({"channel": "wecom", "address": "https://qyapi.weixin.qq.com/cgi-bin/webhook/send"}, "key="),
    ({"channel": "dingtalk", "address": "https://oapi.dingtalk.com/robot/send?access_token=x", "secret": "abc"}, "加签"), ({"channel": "pigeon"}, "从列出的里面选"),
])  # fmt: skip
def test_what_cannot_be_chosen_is_said_and_not_given_back(given, said):
    user, _by = account()
    answer = browser(user).post("/me/notices/", given)
    page = answer.content.decode()
    assert answer.status_code == 422 and said in page and KEY not in page and CODE not in page
    assert not NoticePreference.objects.exists()


def test_email_needs_a_registered_address(settings):
    settings.EMAIL_HOST = "mail.doumen.example"
    (user, by), (other, his) = account(), account("other", email="other@doumen.example")
    with pytest.raises(RuleViolated, match="没有登记电子邮件"):
        commands.choose_notices(account=user, channel="email", at_once=False, by=by)
    assert commands.choose_notices(account=other, channel="email", at_once=False, by=his).channel == "email"
    with pytest.raises(NotPermitted, match="本人"):
        commands.choose_notices(account=other, channel="off", at_once=False, by=by)


def test_an_address_and_its_secret_stand_nowhere_in_plain(monkeypatch, tmp_path, caplog):
    """After all that happens to them: log, history, jobs, pages, exports, every text column of the database."""
    admin = browser(account("xitong", role="sys_admin", code="440403000000")[0])
    caplog.set_level(logging.DEBUG)
    row = listening()
    with robot(monkeypatch, tmp_path) as told:
        told.answers = [(500, b""), (410, b"")]
        first, second = (write(row, Notice.Kind.NEW, at(9), waiting=1) for _turn in range(2))
        deliver(first.uuid, at(9))
        deliver(second.uuid, at(9))
    me = browser(row.account)
    seen = caplog.text
    for who, paths in ((me, ("/me/", "/me/notices/", "/workbench/")), (admin, ("/notices/", f"/notices/{second.uuid}/", f"/notices/robots/{row.uuid}/stop/", "/workbench/"))):
        seen += "".join(who.get(path).content.decode() for path in paths)
    content = admin.get("/notices/?export=xlsx").content
    seen += str([[cell.value for cell in line] for line in openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows()])
    with connection.cursor() as cursor:
        bind(SERVICE)
        cursor.execute("SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public' AND data_type IN ('text', 'character varying', 'jsonb', 'ARRAY')")
        for table, column in cursor.fetchall():
            cursor.execute(f"SELECT count(*) FROM {table} WHERE {column}::text LIKE %s OR {column}::text LIKE %s", [f"%{KEY}%", f"%{CODE}%"])
            assert cursor.fetchone() == (0,), f"{table}.{column}"
    assert KEY not in seen and CODE not in seen and "robot.example.org" in seen


def test_a_sealed_address_does_not_open_in_another_row():
    one, other = listening("one"), listening("other")
    NoticePreference.objects.filter(pk=other.pk).update(address_sealed=one.address_sealed)
    with pytest.raises(InvalidTag):
        assert NoticePreference.objects.get(pk=other.pk).address


def test_the_administrator_sees_states_and_no_names(monkeypatch, tmp_path):
    admin = browser(account("xitong", role="sys_admin", code="440403000000")[0])
    row = listening()
    type(row.account).objects.filter(pk=row.account_id).update(name="张三丰")
    with robot(monkeypatch, tmp_path, {}):
        notice = write(row, Notice.Kind.NEW, at(9), waiting=41)
        deliver(notice.uuid, at(9))
        while (notice := Notice.objects.get()).state != "failed":
            deliver(notice.uuid, notice.try_at)
    desk, page = admin.get("/workbench/").content.decode(), admin.get("/notices/?state=failed").content.decode()
    one = admin.get(f"/notices/{notice.uuid}/").content.decode()
    assert "1 条消息没有发出去" in desk and "域名查不到" in page and "斗门镇" in page and "重发" in one
    told = "".join(text[text.find("<main") : text.find("</main>")] for text in (page, one))
    assert "liming" not in told and "张三丰" not in told and ">41<" not in told
    assert admin.post(f"/notices/{notice.uuid}/retry/").status_code == 302
    assert Notice.objects.get().state == "waiting"
    assert admin.post(f"/notices/robots/{row.uuid}/stop/", {"reason": "群已解散"}).status_code == 302
    assert "消息提醒的地址停用了" in browser(row.account).get("/workbench/").content.decode()
    bind(SERVICE)
    assert {"notices.choose_notices", "notices.retry_notice", "notices.stop_robot"} <= set(AuditLeaf.objects.values_list("action", flat=True))


def test_a_digest_counts_what_the_workbench_shows_over_all_roles():
    """The example's way: the account's own work, as himself, in each of his roles, a shared piece once."""
    from tests.api import element_operations
    from tests.api.stage import build

    stage = build()
    element_operations.sent(stage)
    bind(SERVICE)
    user = stage.users["centre_member"]
    row = commands.choose_notices(account=user, channel="webhook", at_once=True, address=ADDRESS, secret=SECRET, by=stage.acting("centre_member"))
    load = load_of(user, DAY)
    assert len(load.pieces) >= 1
    assert write_notices(at(7)) == 0 and write_notices(at(8)) == 1 and write_notices(at(8, 15)) == 0
    notice = Notice.objects.get(account=user)
    assert notice.kind == "digest" and notice.waiting == len(load.pieces)
    row.refresh_from_db()
    assert sorted(row.known) == sorted(piece.mark for piece in load.pieces)
    grown = element_operations.element(stage, "village.low_lying_households", name="低洼易涝户", unit="户")
    bind(SERVICE)
    from qianxian.elements import commands as elements
    from tests.cast import TOWN_OFFICER

    task = elements.draft_task(**(element_operations.ABOUT | {"title": "人居环境"}), asks="village", due_on=element_operations.DUE, places=["440403103200"], by=TOWN_OFFICER, on=DAY)
    elements.add_question(task=task, element=grown, mark="new", by=TOWN_OFFICER)
    elements.issue_task(task=task, by=TOWN_OFFICER, on=DAY)
    assert write_notices(at(10)) == 1 and Notice.objects.filter(kind="new", waiting=1).count() == 1


def test_a_return_and_a_decision_are_told_to_who_asked():
    from qianxian.elements import commands as elements
    from tests.api import element_operations
    from tests.api.stage import DAY as ON
    from tests.api.stage import build
    from tests.cast import TOWN_OFFICER

    stage = build()
    user = stage.users["centre_member"]
    commands.choose_notices(account=user, channel="webhook", at_once=True, address=ADDRESS, secret=SECRET, by=stage.acting("centre_member"))
    unit = element_operations.unit(stage)
    elements.submit_unit(unit=unit, values={"village.fire_extinguishers": "86"}, by=stage.acting("centre_member"), on=ON)
    bind(SERVICE)
    elements.return_unit(unit=unit, words="核对", by=TOWN_OFFICER)
    assert list(Notice.objects.filter(account=user).values_list("kind", "waiting")) == [("returned", 1)]
