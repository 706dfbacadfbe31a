"""A thread opened, and things of other rooms tied to it or untied."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from qianxian.divisions.models import Division
from qianxian.foundation import audit
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import Conflict, RuleViolated, Violation
from qianxian.foundation.verdict import require
from qianxian.threads import permissions as may
from qianxian.threads import registry, rules
from qianxian.threads.commands.rows import expect_under_way, locked, main_thread
from qianxian.threads.models import Thread, ThreadLink, ThreadStep

HELD_FIRST = {"village": "village_secretary", "community": "village_secretary"}


@transaction.atomic
def open_thread(
    *, division_code: str, title: str, matter: str, subject: str, origin: str, channel: str, asked_on: dt.date, by: Actor, on: dt.date,
    road: str = "decision", document: str = "", households: int | None = None, missing: Iterable[str] = (), split_from: Thread | None = None,
) -> Thread:  # fmt: skip
    """A new thread of a place, its first step in the hands of the place's secretary (of the town's officer above the village).

    Keeps what was asked, when and by which channel; raises RuleViolated when a wording carries somebody's number.
    """
    place = Division.objects.select_for_update(no_key=True).filter(code=division_code, valid__contains=on).first()
    require(may.can_open_thread(by, division_code))
    items = rules.missing_items(missing)
    faults = _opening_faults(place, title, matter, subject, origin, channel, road, asked_on, on) + rules.missing_faults(items)
    if origin != Thread.Origin.VILLAGERS and not document.strip():
        faults.append(Violation("document", _("行动计划和检查发现要写明文件或记录编号。"), field="document"))
    if faults or place is None:
        raise RuleViolated(faults)
    made = Thread.objects.create(
        division_code=division_code, number=_number(place, asked_on.year), title=title.strip(), matter=matter.strip(), subject=subject, origin=origin,
        channel=channel, road=road, asked_on=asked_on, document=document.strip(), households=households, split_from=split_from,
        recorded_by=by.login, recorded_on=on,
    )  # fmt: skip
    ThreadStep.objects.create(
        division_code=division_code, thread=made, step=ThreadStep.Step.REGISTERED, since=asked_on, holder_code=division_code,
        holder_role=HELD_FIRST.get(place.kind, "town_org_officer"), missing=items, recorded_by=by.login, recorded_on=on,
    )  # fmt: skip
    audit.record(by=by, action="threads.open_thread", thing=made, reason=made.document,
                 after=audit.snapshot(made, "number", "title", "subject", "origin", "channel", "asked_on"))  # fmt: skip
    return made


def _number(place: Division, year: int) -> str:
    """2012-大赤坎村-003: the year it was asked in, the place, and how many there were; the place's row is locked."""
    taken = Thread.objects.filter(number__startswith=f"{year}-{place.name}-", division_code=place.code).count()
    return f"{year}-{place.name}-{taken + 1:03d}"


def _opening_faults(place, title, matter, subject, origin, channel, road, asked_on, on) -> list[Violation]:
    faults = rules.empty_faults(title=(title, _("给这条线起个名字，例如「市政供水改造」。")), matter=(matter, _("写明要办什么事，按原话记要点。")))
    faults += rules.wording_faults(title=title, matter=matter) + rules.day_faults("asked_on", asked_on, on)
    chosen = (("subject", subject, Thread.Subject), ("origin", origin, Thread.Origin), ("channel", channel, Thread.Channel), ("road", road, Thread.Road))
    faults += [Violation(name, _("从列表里选一项。"), field=name) for name, value, choices in chosen if value not in choices.values]
    if place is None:
        faults.append(Violation("division_code", _("选择这条线属于哪个村（社区）或镇（街道）。"), field="division_code"))
    return faults


@transaction.atomic
def attach(*, thread: Thread, kind: str, thing_uuid: UUID, label: str, by: Actor, on: dt.date) -> ThreadLink:
    """The thing tied to the thread from the day on; tying it again where it hangs already changes nothing.

    Called by the room that holds the thing, inside its own command. What is tied to a joined thread hangs on the one it was joined into.
    """
    row = locked(main_thread(thread))
    require(may.can_attach(by, row))
    expect_under_way(row, stalled=True)
    tied = ThreadLink.objects.filter(kind=kind, thing=thing_uuid, ended_on__isnull=True).select_related("thread").first()
    if tied and main_thread(tied.thread).pk == row.pk:
        return tied
    faults = rules.empty_faults(label=(label, _("写明串上的是什么。"))) + rules.wording_faults(label=label)
    if kind not in registry.kinds():
        faults.append(Violation("kind", _("选择串上的是哪一类。"), field="kind"))
    if tied:
        faults.append(Violation("tied", _("它已经串在 %(number)s 上。先从那条线上取下。") % {"number": tied.thread.number}, field="thing"))
    if faults:
        raise RuleViolated(faults)
    made = ThreadLink.objects.create(
        division_code=row.division_code, thread=row, kind=kind, thing=thing_uuid, label=label.strip()[:120], since=on, recorded_by=by.login
    )
    audit.record(by=by, action="threads.attach", thing=row, after={"kind": kind, "thing": str(thing_uuid), "label": made.label})
    return made


@transaction.atomic
def detach(*, link: ThreadLink, reason: str, by: Actor, on: dt.date) -> ThreadLink:
    """The thing taken off its thread with why; the link stays for the record."""
    held = locked(link.thread)
    require(may.can_keep_thread(by, held))
    row = ThreadLink.objects.select_for_update(no_key=True).get(pk=link.pk)
    if row.ended_on:
        raise Conflict(_("它已经从这条线上取下。"))
    faults = rules.empty_faults(reason=(reason, _("写明为什么取下。"))) + rules.wording_faults(reason=reason)
    if faults:
        raise RuleViolated(faults)
    return end_link(link=row, reason=reason, by=by, on=on)


def end_link(*, link: ThreadLink, reason: str, by: Actor, on: dt.date) -> ThreadLink:
    """The shared second half of ``detach`` and ``split``, which lock and ask."""
    link.ended_on, link.end_reason, link.version = on, reason.strip(), F("version") + 1
    link.save(update_fields=["ended_on", "end_reason", "version"])
    link.refresh_from_db()
    audit.record(by=by, action="threads.detach", thing=link.thread, before={"thing": str(link.thing), "tied": True},
                 after={"thing": str(link.thing), "tied": False}, reason=link.end_reason)  # fmt: skip
    return link
