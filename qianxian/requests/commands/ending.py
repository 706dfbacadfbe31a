"""How a request ends: done after its answer, not accepted with reason and remedy, taken back; asked after, and opened again within its days."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from qianxian.foundation import audit
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import RuleViolated, Violation, violated
from qianxian.foundation.periods import add_days
from qianxian.foundation.verdict import require
from qianxian.requests import permissions as may
from qianxian.requests.commands.rows import clock_from, expect, locked, refuse_faults, set_clock, stands, took, turn_of
from qianxian.requests.models import Request, State
from qianxian.requests.queries import ended_on, petition_of
from qianxian.rulebook.queries import county_settings


@transaction.atomic
def finish_request(*, request: Request, words: str, by: Actor, on: dt.date, told_on: dt.date | None = None) -> Request:
    """Done after the answer. ``told_on``: the day on which a petitioner had the written answer in his hands, from which his review may be asked."""
    row = locked(request)
    require(may.can_handle_request(by, row))
    expect(row, "finish")
    refuse_faults(row, words=(words, _("请写明办成了什么，群众知道了没有。")))
    before, petition = stands(row), petition_of(row)
    if petition is not None and petition.replied_on is None:
        petition.replied_on, petition.version = told_on or on, petition.version + 1
        if not petition.finished_on <= petition.replied_on <= on:
            raise violated("told_on", _("送达日期在书面答复和今天之间。"), "R-X10", "told_on")
        petition.save()
    took(row, "finish", who=by, on=on, state=State.DONE, words=words)
    audit.record(by=by, action="requests.finish_request", thing=row, before=before, after=stands(row))
    return row


@transaction.atomic
def decline_request(*, request: Request, words: str, remedy: str, by: Actor, on: dt.date) -> Request:
    """Not accepted, with the reason in writing and where to turn."""
    row = locked(request)
    require(may.can_handle_request(by, row))
    expect(row, "decline")
    refuse_faults(row, words=(words, _("请写明不予受理的理由和依据。")), remedy=(remedy, _("请写明可以向哪里反映、不服的可以怎么办。")))
    before = stands(row)
    took(row, "decline", who=by, on=on, state=State.DECLINED, words=words, remedy=remedy)
    audit.record(by=by, action="requests.decline_request", thing=row, before=before, after=stands(row))
    return row


@transaction.atomic
def withdraw_request(*, request: Request, words: str, by: Actor, on: dt.date) -> Request:
    """Taken back by who told it, never by the office; not of what is anonymous or protected, where the office cannot know whether it was he."""
    row = locked(request)
    require(may.can_handle_request(by, row))
    expect(row, "withdraw")
    if row.protected or row.anonymous:
        raise RuleViolated([Violation("protected", _("投诉、举报和匿名的诉求不登记撤回：经办人核对不了是不是本人。请办完并答复。"))])
    refuse_faults(row, words=(words, _("请写明本人怎么提出撤回的。")))
    before = stands(row)
    took(row, "withdraw", who=by, on=on, state=State.WITHDRAWN, words=words)
    audit.record(by=by, action="requests.withdraw_request", thing=row, before=before, after=stands(row))
    return row


@transaction.atomic
def visit_requester(*, request: Request, words: str, by: Actor, on: dt.date) -> Request:
    """Asked after the answer whether it helps; nothing changes by it."""
    row = locked(request)
    require(may.can_handle_request(by, row))
    expect(row, "visit")
    refuse_faults(row, words=(words, _("请写明回访的结果。")))
    took(row, "visit", who=by, on=on, words=words)
    audit.record(by=by, action="requests.visit_requester", thing=row, after={"state": row.state})
    return row


@transaction.atomic
def reopen_request(*, request: Request, words: str, by: Actor, on: dt.date) -> Request:
    """Opened again within the county's days after its answer or end; the clock starts anew. A petition goes on to its review instead."""
    row = locked(request)
    require(may.can_handle_request(by, row))
    expect(row, "reopen")
    petition = petition_of(row)
    if petition is not None and petition.finished_on is not None:
        raise violated("petition", _("信访事项已经答复，不服的请求复查。"), "R-X10", "words")
    ended = ended_on(row)
    last = add_days(ended, county_settings().on(ended)["requests.reopen_days"])
    if on > last:
        raise violated("reopen_days", _("重新打开最迟到 %(day)s，已经过了。请另外登记一件。") % {"day": last}, "", "words")
    refuse_faults(row, words=(words, _("请写明为什么重新打开。")))
    before, turn = stands(row), turn_of(row) + 1
    set_clock(row, clock_from(on, row.kind))
    took(row, "reopen", who=by, on=on, state=State.IN_PROCESS, words=words, turn=turn)
    audit.record(by=by, action="requests.reopen_request", thing=row, before=before, after=stands(row))
    return row
