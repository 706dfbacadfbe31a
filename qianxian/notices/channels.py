"""The shapes of a notice: e-mail, the robots of WeCom and DingTalk, and Standard Webhooks. Each says how many and links back, and nothing else.

Example: ``send(notice, preference, at)`` is None when it arrived, else the code of what stood against it. Signatures by hand, ten lines each:
the library for them brings a second HTTP client along (ADR 23).
"""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import hashlib
import hmac
import json
import smtplib
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote_plus

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.translation import gettext as _
from django.utils.translation import override

from qianxian.notices.endpoints import Answer, Unreachable, post
from qianxian.notices.models import Channel, Notice, NoticePreference

WHSEC = "whsec_"
# What the robots say in the body of a 200: that the address is none of theirs any more.
NO_SUCH_ROBOT = {Channel.WECOM: {93000, 93008}, Channel.DINGTALK: {300005, 310005}}
GONE = 410


@dataclass(frozen=True)
class Outcome:
    """What came of one try: ``code`` empty when it arrived, ``for_good`` where no further try helps, ``gone`` where the address is no more."""

    code: str = ""
    for_good: bool = False
    gone: bool = False


ARRIVED = Outcome()


def words_of(notice: Notice) -> str:
    """What is read: how many, and where to look. In Chinese, whatever language the worker speaks."""
    n = {"n": notice.waiting, "late": notice.overdue, "today": notice.due_today}
    with override("zh-hans"):
        said = {
            Notice.Kind.DIGEST: _("千线：您有 %(n)d 件待办，其中 %(late)d 件已过期、%(today)d 件今天到期。"), Notice.Kind.NEW: _("千线：有 %(n)d 件新的待办。"),
            Notice.Kind.RETURNED: _("千线：有 1 件退回给您修改。"), Notice.Kind.DUE: _("千线：有 %(n)d 件待办一个工作日内到期。"),
            Notice.Kind.DECIDED: _("千线：您报的 1 件有结果了。"), Notice.Kind.TRIAL: _("千线：这是一条试发的消息，收到就是设置好了。"),
        }[Notice.Kind(notice.kind)] % n  # fmt: skip
        return said + _("请登录查看：%(url)s") % {"url": settings.PUBLIC_URL + notice.path}


def send(notice: Notice, preference: NoticePreference, at: dt.datetime) -> Outcome:
    """One try, by the preference's way. Never raises for what the network does; no address and no secret is ever part of what it tells."""
    try:
        if preference.channel == Channel.EMAIL:
            return _mail(notice, preference)
        address, body, headers = SHAPES[preference.channel](notice, preference, at)
        return _judged(post(address, body, headers), preference.channel)
    except Unreachable as stopped:
        return Outcome(stopped.code, stopped.for_good)


def _mail(notice: Notice, preference: NoticePreference) -> Outcome:
    if not preference.address:
        return Outcome("no_mail_address", for_good=True)
    with override("zh-hans"):
        subject = _("千线：待办提醒")
    host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2] or "localhost"
    letter = EmailMessage(subject, words_of(notice), to=[preference.address], headers={"Message-ID": f"<{notice.message_id}@{host}>", "Auto-Submitted": "auto-generated"})
    try:
        letter.send()
    except smtplib.SMTPRecipientsRefused:
        return Outcome("mail_refused", for_good=True)
    except (OSError, smtplib.SMTPException):
        return Outcome("mail_server")
    return ARRIVED


def _judged(answer: Answer, channel: str) -> Outcome:
    if answer.status == GONE:
        return Outcome("gone", for_good=True, gone=True)
    if not 200 <= answer.status < 300:
        return Outcome("redirected", for_good=True) if 300 <= answer.status < 400 else Outcome(f"http_{answer.status}")
    return ARRIVED if channel == Channel.WEBHOOK else _said_by_robot(answer.body, channel)


def _said_by_robot(body: bytes, channel: str) -> Outcome:
    """WeCom and DingTalk answer 200 to everything; whether it arrived stands in ``errcode``."""
    try:
        code = int(json.loads(body)["errcode"])
    except (ValueError, KeyError, TypeError):
        return Outcome("robot_said_nothing")
    gone = code in NO_SUCH_ROBOT[Channel(channel)]
    return Outcome(f"robot_{code}"[:24], for_good=gone, gone=gone) if code else ARRIVED


def _text(notice: Notice) -> bytes:
    return json.dumps({"msgtype": "text", "text": {"content": words_of(notice)}}, ensure_ascii=False).encode()


def _wecom(notice: Notice, preference: NoticePreference, at: dt.datetime) -> tuple[str, bytes, dict[str, str]]:
    return preference.address, _text(notice), {}


def _dingtalk(notice: Notice, preference: NoticePreference, at: dt.datetime) -> tuple[str, bytes, dict[str, str]]:
    """Milliseconds and HMAC-SHA256 of 「milliseconds, new line, secret」 in the address, as DingTalk's 加签 wants."""
    stamp = str(int(at.timestamp() * 1000))
    return f"{preference.address}&timestamp={stamp}&sign={dingtalk_sign(preference.secret, stamp)}", _text(notice), {}


def dingtalk_sign(secret: str, stamp: str) -> str:
    """The signature as it stands in the address."""
    return quote_plus(base64.b64encode(hmac.digest(secret.encode(), f"{stamp}\n{secret}".encode(), hashlib.sha256)))


def _webhook(notice: Notice, preference: NoticePreference, at: dt.datetime) -> tuple[str, bytes, dict[str, str]]:
    said: dict[str, Any] = {"type": f"notice.{notice.kind}", "timestamp": at.isoformat(timespec="seconds"),
                            "data": {"waiting": notice.waiting, "overdue": notice.overdue, "due_today": notice.due_today, "url": settings.PUBLIC_URL + notice.path}}  # fmt: skip
    body, stamp = json.dumps(said, separators=(",", ":")).encode(), str(int(at.timestamp()))
    signed = webhook_signature(preference.secret, notice.message_id, stamp, body)
    return preference.address, body, {"webhook-id": notice.message_id, "webhook-timestamp": stamp, "webhook-signature": signed}


def webhook_signature(secret: str, message_id: str, stamp: str, body: bytes) -> str:
    """Standard Webhooks: ``v1,`` and HMAC-SHA256 over ``id.timestamp.body`` with the key that stands behind ``whsec_``."""
    return "v1," + base64.b64encode(hmac.digest(webhook_key(secret), f"{message_id}.{stamp}.".encode() + body, hashlib.sha256)).decode()


def webhook_key(secret: str) -> bytes:
    """The key of a secret ``whsec_<base64>``; empty where it is none of 24 to 64 bytes."""
    try:
        key = base64.b64decode(secret.removeprefix(WHSEC), validate=True)
    except binascii.Error:
        return b""
    return key if secret.startswith(WHSEC) and 24 <= len(key) <= 64 else b""


SHAPES = {Channel.WECOM: _wecom, Channel.DINGTALK: _dingtalk, Channel.WEBHOOK: _webhook}
