"""Writes of the room: how somebody is reminded, a trial, and what the system administrator does with what did not go out."""

from __future__ import annotations

import base64
import datetime as dt
import secrets
from urllib.parse import parse_qs, urlsplit

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from qianxian.accounts.models import User
from qianxian.foundation import audit
from qianxian.foundation.actor import Actor
from qianxian.foundation.clock import SHANGHAI
from qianxian.foundation.errors import Conflict, RuleViolated, Violation, violated
from qianxian.foundation.sealing import seal
from qianxian.foundation.verdict import require
from qianxian.notices import permissions as may
from qianxian.notices.channels import WHSEC, webhook_key
from qianxian.notices.endpoints import host_of
from qianxian.notices.jobs import send_notice
from qianxian.notices.models import ROBOTS, Channel, Notice, NoticePreference
from qianxian.notices.outbox import write
from qianxian.notices.rules import TRIALS_A_DAY

State = Notice.State
# The robots of the two house messengers live at one place each.
ROBOT_HOSTS = {Channel.WECOM: ("qyapi.weixin.qq.com", "key"), Channel.DINGTALK: ("oapi.dingtalk.com", "access_token")}
SIGNED = (Channel.DINGTALK, Channel.WEBHOOK)
LONGEST_SECRET = 200


def new_webhook_secret() -> str:
    """A secret for a receiver that has none yet."""
    return WHSEC + base64.b64encode(secrets.token_bytes(32)).decode()


@transaction.atomic
def choose_notices(*, account: User, channel: str, at_once: bool, by: Actor, address: str = "", secret: str = "", at: dt.datetime | None = None) -> NoticePreference:
    """How the account is reminded from now on. An address or secret left empty stays as it is; switching messages off forgets both.

    Saving again what was stopped lets it be tried again. The log holds the way and the host, never address or secret.
    """
    held = User.objects.select_for_update().get(pk=account.pk)
    require(may.can_choose_notices(by, held))
    row = NoticePreference.objects.select_for_update().filter(account=held).first() or NoticePreference(account=held)
    before = {"channel": row.channel, "at_once": row.at_once, "host": row.host}
    kept = row.channel == channel
    if faults := _faults(row if kept else None, held, channel, address.strip(), secret.strip()):
        raise RuleViolated(faults)
    if channel not in ROBOTS or not kept:
        row.address_sealed, row.secret_sealed, row.host = "", "", ""
    if channel in ROBOTS and address.strip():
        row.address_sealed, row.host = seal(address.strip(), row=row.sealed_as("address")), host_of(address.strip())
    if channel in SIGNED and secret.strip():
        row.secret_sealed = seal(secret.strip(), row=row.sealed_as("secret"))
    row.channel, row.at_once, row.stopped_at, row.stopped_why, row.known = channel, at_once and channel != Channel.OFF, None, "", None
    row.version = row.version + 1 if row.pk else 1
    row.save()
    after = {"channel": row.channel, "at_once": row.at_once, "host": row.host, "address_changed": bool(address), "secret_changed": bool(secret)}
    audit.record(by=by, action="notices.choose_notices", thing=row, division_code=by.county_code, before=before, after=after)
    return row


def _faults(kept: NoticePreference | None, account: User, channel: str, address: str, secret: str) -> list[Violation]:
    """Everything against the choice; ``kept`` is the row whose address and secret stay where none are given."""
    if channel not in Channel.values:
        return [Violation("channel", _("请选择怎么提醒。"), "", "channel")]
    if channel == Channel.EMAIL:
        return _mail_faults(account)
    if channel == Channel.OFF:
        return []
    faults = []
    if address or not (kept and kept.address_sealed):
        faults += _address_faults(channel, address)
    if channel in SIGNED and (secret or not (kept and kept.secret_sealed)):
        faults += _secret_faults(channel, secret)
    return faults


def _mail_faults(account: User) -> list[Violation]:
    if not settings.EMAIL_HOST:
        return [Violation("no_mail", _("本区还没有接通邮件。请选群机器人，或请系统管理员接通邮件。"), "", "channel")]
    return [] if account.email else [Violation("no_mail_address", _("您的账号没有登记电子邮件。请安全管理员登记后再选。"), "", "channel")]


def _address_faults(channel: str, address: str) -> list[Violation]:
    host = host_of(address)
    if not host:
        return [Violation("address", _("填写 https:// 开头的完整地址，用域名，不带端口。"), "", "address")]
    if channel in ROBOT_HOSTS:
        wanted, key = ROBOT_HOSTS[Channel(channel)]
        if host != wanted or not parse_qs(urlsplit(address).query).get(key):
            return [Violation("address", _("从群机器人的设置里复制整个地址，它以 https://%(host)s/ 开头、带着 %(key)s=。") % {"host": wanted, "key": key}, "", "address")]
    return []


def _secret_faults(channel: str, secret: str) -> list[Violation]:
    if channel == Channel.WEBHOOK and not webhook_key(secret):
        return [Violation("secret", _("密钥以 whsec_ 开头，后面是 24 到 64 字节的 Base64。"), "", "secret")]
    if channel == Channel.DINGTALK and not (secret.startswith("SEC") and secret.isascii() and len(secret) <= LONGEST_SECRET):
        return [Violation("secret", _("在机器人的安全设置里选「加签」，复制 SEC 开头的密钥。"), "", "secret")]
    return []


@transaction.atomic
def try_out(*, account: User, by: Actor, at: dt.datetime) -> Notice:
    """A trial to oneself, at whatever hour: it was asked for. Five a day, so that nobody floods a group with it."""
    row = NoticePreference.objects.select_for_update(of=("self",)).select_related("account").filter(account=account).first()
    require(may.can_choose_notices(by, account))
    if row is None or row.channel == Channel.OFF or row.stopped_at:
        raise violated("off", _("先选好怎么提醒并保存，再试发。"), "", "channel")
    if Notice.objects.filter(account=account, kind=Notice.Kind.TRIAL, day=at.astimezone(SHANGHAI).date()).count() >= TRIALS_A_DAY:
        raise violated("trials", _("今天已经试发 %(n)d 次，明天再试。") % {"n": TRIALS_A_DAY}, "", "channel")
    made = write(row, Notice.Kind.TRIAL, at)
    audit.record(by=by, action="notices.try_out", thing=made, division_code=by.county_code, after={"channel": row.channel})
    return made


@transaction.atomic
def retry_notice(*, notice: Notice, by: Actor, at: dt.datetime) -> Notice:
    """One that was given up is tried again, from the first try on, under the same number."""
    row = Notice.objects.select_for_update().get(pk=notice.pk)
    require(may.can_keep_outbox(by))
    if row.state != State.FAILED:
        raise Conflict(_("这条消息不在「没有发出」里，不用重发。"), current=row)
    row.state, row.tries, row.try_at, row.version = State.WAITING, 0, at, row.version + 1
    row.save()
    send_notice.defer(uuid=str(row.uuid))
    audit.record(by=by, action="notices.retry_notice", thing=row, division_code=by.county_code, before={"state": State.FAILED, "outcome": row.outcome}, after={"state": row.state})
    return row


@transaction.atomic
def drop_notice(*, notice: Notice, by: Actor) -> Notice:
    """One that was given up is given up for good: 待办 says it anyway."""
    row = Notice.objects.select_for_update().get(pk=notice.pk)
    require(may.can_keep_outbox(by))
    if row.state != State.FAILED:
        raise Conflict(_("这条消息不在「没有发出」里，不用处理。"), current=row)
    row.state, row.version = State.DROPPED, row.version + 1
    row.save()
    audit.record(by=by, action="notices.drop_notice", thing=row, division_code=by.county_code, before={"state": State.FAILED, "outcome": row.outcome}, after={"state": row.state})
    return row


@transaction.atomic
def stop_robot(*, robot: NoticePreference, reason: str, by: Actor, at: dt.datetime) -> NoticePreference:
    """An address outside the house gets nothing more; its owner is told in his 待办 and may give another."""
    row = NoticePreference.objects.select_for_update().get(pk=robot.pk)
    require(may.can_keep_outbox(by))
    if row.channel not in ROBOTS or row.stopped_at:
        raise Conflict(_("这个地址已经停用。"), current=row)
    if not reason.strip():
        raise violated("reason", _("请写明为什么停用。"), "", "reason")
    row.stopped_at, row.stopped_why, row.version = at, NoticePreference.Stopped.BY_ADMIN, row.version + 1
    row.save()
    audit.record(by=by, action="notices.stop_robot", thing=row, division_code=by.county_code, after={"channel": row.channel, "host": row.host}, reason=reason)
    return row
