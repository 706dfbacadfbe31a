"""A request told by the resident himself on the public page, or taken in for him by staff; and its receipt."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.db import connection, transaction
from django.utils.translation import gettext as _

from qianxian.cases.commands.receiving import PHONE
from qianxian.cases.receipts import code_hash, code_told_again, new_code, row_of_form
from qianxian.divisions.queries import division_on
from qianxian.foundation import audit
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import RuleViolated, Violation
from qianxian.foundation.records import one_at_a_time
from qianxian.foundation.sealing import seal
from qianxian.foundation.verdict import require
from qianxian.requests import permissions as may
from qianxian.requests.commands.rows import clock_from, locked, set_clock, stands, took
from qianxian.requests.models import Request, RequestReceipt
from qianxian.requests.moves import LEVELS, PROTECTED
from qianxian.requests.numbers import next_number
from qianxian.requests.queries import sealed_as, stands_at
from qianxian.requests.rules import seen_from
from qianxian.threads.models import Thread
from qianxian.threads.rules import wording_faults

#: Channels on which somebody was there or on the line today; letters and what the hotline passed on may have come before.
TODAY = (Request.Channel.ONLINE, Request.Channel.WINDOW, Request.Channel.PHONE)
#: Without RETURNING: who writes the identity of what is protected cannot read it back.
APART = "INSERT INTO requests_requester (uuid, version, division_code, request_id, name_sealed, phone_sealed) VALUES (%s, 1, %s, %s, %s, %s)"


@dataclass(frozen=True)
class Told:
    """The request, and the code of its receipt, kept nowhere: told to this form alone, again where its answer was lost. Empty once another was issued."""

    request: Request
    code: str


@dataclass(frozen=True)
class _Said:
    """What somebody told, before it is judged."""

    division_code: str
    kind: str
    subject: str
    matter: str
    about: str
    about_body: str
    name: str
    phone: str
    protect: bool

    @property
    def lowest(self) -> str:
        return seen_from(self.kind, self.about)


@transaction.atomic
def tell(
    *, division_code: str, kind: str, matter: str, by: Actor, on: dt.date, subject: str = "other", about: str = "none", about_body: str = "", name: str = "", phone: str = "",
    protect: bool = False, key: UUID | None = None,
) -> Told:  # fmt: skip
    """Told on the public page, without a login; no name is asked for. ``key``: the form's own number; sent twice, there is one request."""
    require(may.can_tell(by, division_code))
    if (before := _told_before(key, division_code)) is not None:
        return before
    said = _Said(division_code, kind, subject, matter, about, about_body, name, phone, protect)
    if told := _faults(said, on):
        raise RuleViolated(told)
    row = _opened(said, Request.Channel.ONLINE, on, by, on, key)
    return Told(row, _receipt(row, by, on, key))


@transaction.atomic
def receive_request(
    *, division_code: str, kind: str, matter: str, channel: str, by: Actor, on: dt.date, subject: str = "other", about: str = "none", about_body: str = "", name: str = "",
    phone: str = "", protect: bool = False, received_on: dt.date | None = None, key: UUID | None = None,
) -> Told:  # fmt: skip
    """Taken in by staff for a resident. Whoever is complained of, or stands under him, takes nothing in: the resident tells it himself, or one level up."""
    require(may.can_receive_request(by, division_code))
    if (before := _told_before(key, division_code)) is not None:
        return before
    said, received = _Said(division_code, kind, subject, matter, about, about_body, name, phone, protect), received_on or on
    told = _faults(said, on)
    if LEVELS.index(stands_at(by)) < LEVELS.index(said.lowest):
        told.append(Violation("complained_of", _("反映本单位的和举报，不能由本单位登记。请本人用手机网页反映，或由上一级登记。"), "R-K11", "about"))
    if received > on or (channel in TODAY and received != on):
        told.append(Violation("received_on", _("收到日期不能在以后；窗口和电话收的就是今天。"), "R-K10", "received_on"))
    if channel not in Request.Channel.values or channel == Request.Channel.ONLINE:
        told.append(Violation("channel", _("从列表里选一项。"), field="channel"))
    if told:
        raise RuleViolated(told)
    row = _opened(said, channel, received, by, on, key)
    return Told(row, _receipt(row, by, on, key))


@transaction.atomic
def renew_request_receipt(*, request: Request, by: Actor, on: dt.date) -> Told:
    """A further receipt for who lost his and comes in person; not of what is protected or anonymous, where nobody can say whose it is."""
    row = locked(request)
    require(may.can_handle_request(by, row))
    if row.protected or row.anonymous:
        raise RuleViolated([Violation("protected", _("身份受保护和匿名的诉求不能补发回执：经办人核对不了是不是本人。"))])
    code = _receipt(row, by, on)
    audit.record(by=by, action="requests.renew_request_receipt", thing=row, after={"request": row.number})
    return Told(row, code)


def _told_before(key: UUID | None, division_code: str) -> Told | None:
    """The request of that form with its code, once whoever sends the same form at this moment is through."""
    if key is None:
        return None
    one_at_a_time(f"request:{key}")
    row = Request.objects.filter(uuid=row_of_form(key), division_code=division_code).first()
    return Told(row, code_told_again(row, key)) if row else None


def _faults(said: _Said, on: dt.date) -> list[Violation]:
    place, told = division_on(said.division_code, on), []
    if place is None or place.kind not in ("village", "community"):
        told.append(Violation("division", _("诉求登记在村或社区。"), field="division_code"))
    chosen = (("kind", said.kind, Request.Kind), ("subject", said.subject, Thread.Subject), ("about", said.about, Request.About))
    told += [Violation(name, _("从列表里选一项。"), field=name) for name, value, choices in chosen if value not in choices.values]
    if not said.matter.strip():
        told.append(Violation("matter", _("请写明什么事、在哪里、希望怎么办。"), field="matter"))
    if wording_faults(matter=said.matter):
        told.append(Violation("names_somebody", _("电话和身份证号码不写在事情里。电话填在「联系电话」一栏，只有它加密保存。"), field="matter"))
    if len(said.name.strip()) > 1 and said.name.strip() in said.matter:
        told.append(Violation("names_teller", _("您自己的姓名不写在事情里，填在「姓名」一栏，只有它加密保存。"), field="matter"))
    if (said.about == Request.About.DEPARTMENT) != bool(said.about_body.strip()):
        told.append(Violation("about_body", _("反映部门的，写明是哪个部门；反映别的，这一栏不填。"), field="about_body"))
    if said.phone.strip() and not PHONE.fullmatch("".join(said.phone.split())):
        told.append(Violation("phone", _("请填写 11 位手机号码，或区号加固定电话，例如 0756-5510000。"), field="phone"))
    return told


def _opened(said: _Said, channel: str, received: dt.date, by: Actor, on: dt.date, key: UUID | None) -> Request:
    name, digits = said.name.strip(), re.sub(r"\D", "", said.phone)
    begins = LEVELS[max(LEVELS.index(said.lowest), LEVELS.index(stands_at(by)) if by.role else 0)]
    row = Request(
        uuid=row_of_form(key), division_code=said.division_code, number=next_number(said.division_code, on.year), kind=said.kind, subject=said.subject, channel=channel,
        matter=said.matter.strip(), about=said.about, about_body=said.about_body.strip(), seen_from=said.lowest, protected=said.protect or said.kind in PROTECTED,
        anonymous=not (name or digits), holder=begins, desk=begins, received_on=received, recorded_by=by.login, recorded_on=on,
    )  # fmt: skip
    set_clock(row, clock_from(received, said.kind))
    row.save(force_insert=True)
    if not row.anonymous:
        with connection.cursor() as cursor:
            cursor.execute(APART, [uuid4(), row.division_code, row.pk, seal(name, row=sealed_as(row, "name")), seal(digits, row=sealed_as(row, "phone"))])
    took(row, "receive", who=by, on=on, turn=1)
    audit.record(by=by, action="requests.receive_request", thing=row, after=stands(row) | {"request": row.number, "kind": row.kind, "channel": channel, "came_on": received})
    return row


def _receipt(row: Request, by: Actor, on: dt.date, key: UUID | None = None) -> str:
    code = new_code(key)
    RequestReceipt.objects.create(division_code=row.division_code, request=row, code_hash=code_hash(row.uuid, code), issued_on=on, issued_by=by.login)
    return code
