"""What goes over the network: to whom it may, in which shape, signed how; and what is refused, whatever the name says."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
import time
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from qianxian.config import settings as production
from qianxian.notices import channels, commands, endpoints
from qianxian.notices.models import Notice, NoticePreference
from qianxian.notices.outbox import write
from tests.notices.stage import ADDRESS, HOST, PUBLIC, SECRET, account, at, listening, mail_server, robot

pytestmark = pytest.mark.django_db
BODY = b'{"n": 1}'


@pytest.mark.parametrize("address", [
    "http://robot.example.org/", "ftp://robot.example.org/", "https://93.184.216.34/", "https://[2606:2800:220:1::1]/", "https://localhost/", "https://robot/",
    "https://robot.example.org:8443/", "https://user:pw@robot.example.org/", "https://robot.example.org/#x", "https://robot.example.org/ x", "https://2130706433/",
    "https://0x7f.1/", "https://127.1/", "https://robot.example.org\r\nHost: inside/", "https://röbot.example.org/", "https://robot.example.org:x/", "", "robot.example.org",
])  # fmt: skip
def test_addresses_that_are_none(address):
    assert endpoints.host_of(address) == ""


def test_an_address_that_is_one():
    assert endpoints.host_of("https://Robot.Example.org/hook?key=a-b") == HOST and endpoints.host_of("https://robot.example.org:443/") == HOST


@pytest.mark.parametrize("address", [
    "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1", "240.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1",
    "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a00:1", "2002:7f00:1::1", "2002:a00:1::",
    "2001:db8::1",
])  # fmt: skip
def test_addresses_of_houses_are_not_public(address):
    assert not endpoints.is_public(address)


@pytest.mark.parametrize("address", [PUBLIC, "1.1.1.1", "2606:2800:220:1:248:1893:25c8:1946"])
def test_addresses_of_the_open_network(address):
    assert endpoints.is_public(address)


def test_a_post_arrives_over_tls_with_the_names_certificate(monkeypatch, tmp_path):
    with robot(monkeypatch, tmp_path) as told:
        answer = endpoints.post(ADDRESS, BODY, {"webhook-id": "x"})
    assert answer.status == 200 and told.dialled == [PUBLIC]
    ((path, headers, body),) = told.got
    assert (path, body, headers["host"], headers["webhook-id"]) == ("/hook/k3y-of-the-robot", BODY, HOST, "x")


@pytest.mark.parametrize("found", ["10.0.0.5", "127.0.0.1", "169.254.169.254", "::1", f"{PUBLIC},10.0.0.5", f"::ffff:192.168.0.1,{PUBLIC}"])
def test_a_name_that_leads_into_a_house_is_not_dialled(monkeypatch, tmp_path, found):
    with robot(monkeypatch, tmp_path, {HOST: [found]}) as told, pytest.raises(endpoints.Unreachable) as stopped:
        endpoints.post(ADDRESS, BODY, {})
    assert stopped.value.code == "not_public" and stopped.value.for_good and not told.dialled and not told.got


def test_a_name_that_changes_its_mind_leads_nowhere_else(monkeypatch, tmp_path):
    """DNS rebinding: asked once, and what was answered is what is dialled; the second answer is never heard."""
    with robot(monkeypatch, tmp_path, {HOST: [PUBLIC, "127.0.0.1"]}) as told:
        endpoints.post(ADDRESS, BODY, {})
        assert told.dialled == [PUBLIC]
        with pytest.raises(endpoints.Unreachable):
            endpoints.post(ADDRESS, BODY, {})
    assert told.dialled == [PUBLIC]


def test_another_names_certificate_is_not_taken(monkeypatch, tmp_path):
    with robot(monkeypatch, tmp_path, {"other.example.org": [PUBLIC]}) as told, pytest.raises(endpoints.Unreachable, match="certificate"):
        endpoints.post("https://other.example.org/", BODY, {})
    assert not told.got


def test_a_redirect_is_not_followed(monkeypatch, tmp_path):
    row, notice = listening(), None
    notice = write(row, Notice.Kind.NEW, at(9), waiting=1)
    with robot(monkeypatch, tmp_path, {HOST: [PUBLIC], "inside.example.org": ["10.0.0.1"]}) as told:
        told.answers = [(302, b"")]
        assert channels.send(notice, row, at(9)) == channels.Outcome("redirected", for_good=True)
    assert len(told.got) == 1


def test_a_side_that_never_answers_is_not_waited_for(monkeypatch, tmp_path):
    monkeypatch.setattr(endpoints, "SECONDS_IN_ALL", 0.5)
    with robot(monkeypatch, tmp_path) as told:
        told.on_post = lambda: time.sleep(2)
        start = time.monotonic()
        with pytest.raises(endpoints.Unreachable):
            endpoints.post(ADDRESS, BODY, {})
        assert time.monotonic() - start < 1.9


def test_nobody_home(monkeypatch, tmp_path):
    with robot(monkeypatch, tmp_path, {}), pytest.raises(endpoints.Unreachable, match="no_such_name"):
        endpoints.post(ADDRESS, BODY, {})


def test_production_has_no_setting_for_a_local_robot():
    """What the tests put elsewhere is Python's, in this process; no variable of the environment and no setting leads a message into a house."""
    names = [name for name in dir(production) if re.search("ROBOT|WEBHOOK|NOTICE|LOCAL|DIAL", name)]
    assert names == ["LOCALE_PATHS"]
    network, shapes = (Path(module.__file__).read_text("utf-8") for module in (endpoints, channels))
    assert "environ" not in network + shapes and "settings" not in network


def test_standard_webhooks_signature_is_the_specifications():
    """The example of the Standard Webhooks specification and its libraries."""
    given = webhook = channels.webhook_signature(SECRET, "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", b'{"test": 2432232314}')
    assert given == webhook == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_dingtalks_signature_by_hand():
    made = base64.b64encode(hmac.new(b"SECabc", b"1614265330000\nSECabc", hashlib.sha256).digest()).decode()
    assert channels.dingtalk_sign("SECabc", "1614265330000") == made.replace("+", "%2B").replace("/", "%2F").replace("=", "%3D")


def test_the_webhooks_shape(monkeypatch, tmp_path):
    row = listening()
    notice = write(row, Notice.Kind.DIGEST, at(8), waiting=7, overdue=1, due_today=2)
    with robot(monkeypatch, tmp_path) as told:
        told.answers = [(204, b"")]
        assert channels.send(notice, row, at(8)) == channels.ARRIVED
    ((_path, headers, body),) = told.got
    assert json.loads(body) == {"type": "notice.digest", "timestamp": "2019-03-20T08:00:00+08:00",
                                "data": {"waiting": 7, "overdue": 1, "due_today": 2, "url": "http://127.0.0.1:8000/workbench/"}}  # fmt: skip
    assert headers["webhook-id"] == notice.message_id
    assert headers["webhook-signature"] == channels.webhook_signature(SECRET, notice.message_id, headers["webhook-timestamp"], body)


@pytest.mark.parametrize(("channel", "host", "path", "secret"), [
    ("wecom", "qyapi.weixin.qq.com", "/cgi-bin/webhook/send?key=693a91f6-7xxx", ""), ("dingtalk", "oapi.dingtalk.com", "/robot/send?access_token=abc", "SEC1f2e3d"),
])  # fmt: skip
def test_the_robots_shapes(monkeypatch, tmp_path, channel, host, path, secret):
    user, by = account()
    row = commands.choose_notices(account=user, channel=channel, at_once=True, address=f"https://{host}{path}", secret=secret, by=by)
    notice = write(row, Notice.Kind.DIGEST, at(8), waiting=7, overdue=1, due_today=2)
    monkeypatch.setattr(endpoints, "trust", endpoints.trust)
    with robot(monkeypatch, tmp_path, {host: [PUBLIC]}) as told:
        trusted = endpoints.trust()
        trusted.check_hostname = False
        monkeypatch.setattr(endpoints, "trust", lambda: trusted)
        assert channels.send(notice, row, at(8)) == channels.ARRIVED
        told.answers = [(200, b'{"errcode": 45009, "errmsg": "api freq out of limit"}')]
        assert channels.send(notice, row, at(8)) == channels.Outcome("robot_45009")
        told.answers = [(200, b'{"errcode": %d}' % sorted(channels.NO_SUCH_ROBOT[channel])[0])]
        assert channels.send(notice, row, at(8)).gone
        told.answers = [(200, b"<html>")]
        assert channels.send(notice, row, at(8)).code == "robot_said_nothing"
    asked, _headers, body = told.got[0]
    assert json.loads(body) == {"msgtype": "text", "text": {"content": "千线：您有 7 件待办，其中 1 件已过期、2 件今天到期。请登录查看：http://127.0.0.1:8000/workbench/"}}
    assert asked.startswith(path)
    if secret:
        query = parse_qs(urlsplit(asked).query)
        assert query["sign"] == [base64.b64encode(hmac.digest(secret.encode(), f"{query['timestamp'][0]}\n{secret}".encode(), "sha256")).decode()]


def test_a_letter_arrives_with_numbers_alone(settings):
    with mail_server(settings) as letters:
        user, by = account(email="liming@doumen.example")
        row = commands.choose_notices(account=user, channel="email", at_once=False, by=by)
        notice = write(row, Notice.Kind.DIGEST, at(8), waiting=3, overdue=0, due_today=1)
        assert channels.send(notice, row, at(8)) == channels.ARRIVED
        assert channels.send(notice, row, at(8)) == channels.ARRIVED
        User = type(user)
        User.objects.filter(pk=user.pk).update(email="nobody@doumen.example")
        other = NoticePreference.objects.get(pk=row.pk)
        assert channels.send(notice, other, at(8)) == channels.Outcome("mail_refused", for_good=True)
    letter, again = (message_from_bytes(one, policy=default) for one in letters)
    assert letter["To"] == "liming@doumen.example" and letter["Message-ID"] == again["Message-ID"] == f"<{notice.message_id}@doumen.example>"
    assert letter.get_content().strip() == "千线：您有 3 件待办，其中 0 件已过期、1 件今天到期。请登录查看：http://127.0.0.1:8000/workbench/"


def test_a_mail_server_that_is_away_is_tried_again(settings):
    with mail_server(settings):
        user, by = account(email="liming@doumen.example")
        row = commands.choose_notices(account=user, channel="email", at_once=False, by=by)
    notice = write(row, Notice.Kind.DIGEST, at(8), waiting=3)
    assert channels.send(notice, row, at(8)) == channels.Outcome("mail_server")
