"""Threads joined and split, the answer told to who asked, the end, and what is opened again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from qianxian.foundation import audit
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import RuleViolated, Violation
from qianxian.foundation.verdict import require
from qianxian.threads import permissions as may
from qianxian.threads import rules
from qianxian.threads.commands.opening import attach, end_link, open_thread
from qianxian.threads.commands.rows import expect_move, expect_under_way, locked
from qianxian.threads.models import Thread, ThreadEvent, ThreadLink

State, Kind = Thread.State, ThreadEvent.Kind


@transaction.atomic
def join(*, thread: Thread, into: Thread, reason: str, by: Actor, on: dt.date) -> Thread:
    """The thread joined into another of the same place, which from now on shows everything of both; both say so."""
    held = {row.pk: row for row in Thread.objects.select_for_update(no_key=True).filter(pk__in=[thread.pk, into.pk]).order_by("pk")}
    row, other = held[thread.pk], held[into.pk]
    require(may.can_keep_thread(by, row))
    require(may.can_keep_thread(by, other))
    expect_move(row, State.JOINED)
    faults = rules.empty_faults(reason=(reason, _("写明为什么合并。"))) + rules.wording_faults(reason=reason)
    if row.pk == other.pk or row.division_code != other.division_code or other.state not in (State.OPEN, State.STALLED):
        faults.append(Violation("into", _("选择同一个地方、还在办的另一条线。"), field="into"))
    if faults:
        raise RuleViolated(faults)
    row.state, row.joined_into, row.version = State.JOINED, other, row.version + 1
    row.save()
    _event(row, Kind.JOINED, on, reason, by, on, other=other)
    _event(other, Kind.TOOK_IN, on, reason, by, on, other=row)
    audit.record(by=by, action="threads.join", thing=row, before={"state": "open"}, after={"state": "joined", "into": other.number}, reason=reason)
    return row


@transaction.atomic
def split(
    *, thread: Thread, title: str, matter: str, subject: str, reason: str, by: Actor, on: dt.date, links: Sequence[ThreadLink] = ()
) -> Thread:
    """A new thread split off, with the chosen things taken over; it was asked on the same day and by the same channel."""
    row = locked(thread)
    require(may.can_keep_thread(by, row))
    expect_under_way(row, stalled=True)
    faults = rules.empty_faults(reason=(reason, _("写明为什么拆分。"))) + rules.wording_faults(reason=reason)
    if any(link.thread_id != row.pk or link.ended_on for link in links):
        faults.append(Violation("links", _("只能带走还串在这条线上的。"), field="links"))
    if faults:
        raise RuleViolated(faults)
    made = open_thread(
        division_code=row.division_code, title=title, matter=matter, subject=subject, origin=row.origin, channel=row.channel, asked_on=row.asked_on,
        road=row.road, document=row.document, split_from=row, by=by, on=on,
    )  # fmt: skip
    for link in links:
        end_link(link=link, reason=_("随拆分转到 %(number)s") % {"number": made.number}, by=by, on=on)
        attach(thread=made, kind=link.kind, thing_uuid=link.thing, label=link.label, by=by, on=on)
    _event(row, Kind.SPLIT, on, reason, by, on, other=made)
    audit.record(by=by, action="threads.split", thing=row, after={"into": made.number, "links": len(links)}, reason=reason)
    return made


@transaction.atomic
def tell(*, thread: Thread, told_on: dt.date, channel: str, words: str, by: Actor, on: dt.date) -> ThreadEvent:
    """The answer given to who asked: on which day, by which channel, in which words."""
    row = locked(thread)
    require(may.can_keep_thread(by, row))
    expect_under_way(row, stalled=True)
    faults = rules.day_faults("told_on", told_on, on, not_before=row.asked_on)
    faults += rules.empty_faults(words=(words, _("写明怎么答复的。"))) + rules.wording_faults(words=words)
    if channel not in Thread.Channel.values:
        faults.append(Violation("channel", _("选择用什么方式答复。"), field="channel"))
    if faults:
        raise RuleViolated(faults)
    made = _event(row, Kind.FEEDBACK, told_on, words, by, on, channel=channel)
    audit.record(by=by, action="threads.tell", thing=row, after={"told_on": told_on, "channel": channel}, reason=made.words)
    return made


@transaction.atomic
def close(*, thread: Thread, words: str, by: Actor, on: dt.date, document: str = "") -> Thread:
    """The thread at its end, with the outcome in words. What villagers asked ends only after they were told (the database says so too)."""
    row = locked(thread)
    require(may.can_keep_thread(by, row))
    asked = row.origin == Thread.Origin.VILLAGERS
    faults = rules.closing_faults(asked_by_villagers=asked, told=_told(row), stalled=row.state == State.STALLED)
    faults += rules.empty_faults(words=(words, _("写明办成了什么，或者为什么办不了。"))) + rules.wording_faults(words=words)
    if row.state != State.STALLED:
        expect_move(row, State.CLOSED)
    if faults:
        raise RuleViolated(faults)
    row.state, row.closed_on, row.version = State.CLOSED, on, row.version + 1
    row.save()
    _event(row, Kind.CLOSED, on, words, by, on, document=document)
    audit.record(by=by, action="threads.close", thing=row, before={"state": "open"}, after={"state": "closed", "closed_on": on}, reason=words)
    return row


def _told(row: Thread) -> bool:
    """Whether the answer was given since the thread was last opened."""
    opened = ThreadEvent.objects.filter(thread=row, kind=Kind.REOPENED).order_by("-id").values_list("id", flat=True).first() or 0
    return ThreadEvent.objects.filter(thread=row, kind=Kind.FEEDBACK, id__gt=opened).exists()


@transaction.atomic
def reopen(*, thread: Thread, reason: str, by: Actor, on: dt.date) -> Thread:
    """A closed thread under way again, or a joined one on its own again, with why."""
    row = locked(thread)
    require(may.can_keep_thread(by, row))
    if row.state not in (State.CLOSED, State.JOINED):
        raise RuleViolated([Violation("under_way", _("这条线还在办，不用重新打开。"))])
    faults = rules.empty_faults(reason=(reason, _("写明为什么重新打开。"))) + rules.wording_faults(reason=reason)
    if faults:
        raise RuleViolated(faults)
    before = {"state": row.state, "into": row.joined_into.number if row.joined_into else ""}
    row.state, row.closed_on, row.joined_into, row.version = State.OPEN, None, None, row.version + 1
    row.save()
    _event(row, Kind.REOPENED, on, reason, by, on)
    audit.record(by=by, action="threads.reopen", thing=row, before=before, after={"state": "open", "into": ""}, reason=reason)
    return row


def _event(row: Thread, kind: str, day: dt.date, words: str, by: Actor, on: dt.date, **more) -> ThreadEvent:
    return ThreadEvent.objects.create(
        division_code=row.division_code, thread=row, kind=kind, happened_on=day, words=words.strip(), recorded_by=by.login, recorded_on=on, **more
    )
