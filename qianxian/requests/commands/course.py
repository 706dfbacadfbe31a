"""A request on its way: accepted, passed on, its progress told, answered in writing; who must stand aside named; a thread opened from it."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from qianxian.foundation import audit
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import RuleViolated, Violation
from qianxian.foundation.periods import add_days
from qianxian.foundation.verdict import require
from qianxian.organisations.judging import judged
from qianxian.people.models import Person
from qianxian.requests import permissions as may
from qianxian.requests.commands.rows import expect, locked, refuse_faults, set_calendar_clock, stands, took
from qianxian.requests.models import Aside, Holder, Request, State
from qianxian.requests.moves import LEVELS, TRANSFERS
from qianxian.requests.queries import on_a_thread, petition_of, stands_at
from qianxian.requests.rules import seen_from
from qianxian.rulebook.queries import county_settings
from qianxian.threads import commands as threads
from qianxian.threads.models import Thread

THREAD_CHANNELS = {"online": "online", "window": "window", "phone": "window", "hotline": "hotline", "letter": "letter"}


@transaction.atomic
def accept_request(*, request: Request, by: Actor, on: dt.date, words: str = "") -> Request:
    """Accepted. The clock has run since the receipt; a petition's sixty days run from here (R-X10)."""
    row = locked(request)
    require(may.can_handle_request(by, row))
    expect(row, "accept")
    refuse_faults(row, words=(words, ""))
    before, petition = stands(row), petition_of(row)
    if petition is not None:
        petition.accepted_on, petition.routed_on = on, petition.routed_on or on
        petition.finish_by = add_days(on, county_settings().on(on)["petitions.finish_days"])
        petition.version += 1
        petition.save()
        set_calendar_clock(row, on, petition.finish_by)
    took(row, "accept", who=by, on=on, state=State.IN_PROCESS, words=words)
    audit.record(by=by, action="requests.accept_request", thing=row, before=before, after=stands(row))
    return row


@transaction.atomic
def assign_request(*, request: Request, to: str, words: str, by: Actor, on: dt.date, body: str = "") -> Request:
    """Passed up, to a department, or back; who told it sees it, and the clock goes on. Never to who is complained of, nor below him (R-K11)."""
    row = locked(request)
    require(may.can_handle_request(by, row))
    expect(row, "assign")
    body = body.strip() if to == Holder.DEPARTMENT else ""
    if to not in TRANSFERS[row.holder]:
        raise RuleViolated([Violation("to", _("请选择转到哪一级。"), field="to")])
    refuse_faults(row, words=(words, _("请写明为什么转办，让群众看得懂。")), body=(body, _("请写明是哪个部门。") if to == Holder.DEPARTMENT else ""))
    errors, _warnings = judged("R-K11", on, {"kind": row.kind, "about": row.about, "to": to, "about_body": row.about_body, "to_body": body})
    petition = petition_of(row)
    if petition is not None and to == Holder.VILLAGE:
        errors.append(Violation("petition", _("信访事项由镇（街道）以上办理，不转到村（社区）。"), "R-X10", "to"))
    if errors:
        raise RuleViolated(errors)
    before = stands(row)
    row.holder, row.holder_body = to, body
    row.desk = row.desk if to == Holder.DEPARTMENT else to
    if petition is not None and petition.routed_on is None:
        petition.routed_on, petition.version = on, petition.version + 1
        petition.save()
    took(row, "assign", who=by, on=on, words=words)
    audit.record(by=by, action="requests.assign_request", thing=row, before=before, after=stands(row))
    return row


@transaction.atomic
def note_request(*, request: Request, words: str, by: Actor, on: dt.date) -> Request:
    """How far it is, in words for who told it; nothing else changes."""
    row = locked(request)
    require(may.can_handle_request(by, row))
    expect(row, "note")
    refuse_faults(row, words=(words, _("请写明办到哪里了。")))
    took(row, "note", who=by, on=on, words=words)
    audit.record(by=by, action="requests.note_request", thing=row, after={"state": row.state})
    return row


@transaction.atomic
def answer_request(*, request: Request, words: str, by: Actor, on: dt.date) -> Request:
    """The written answer, which who told it reads by his receipt. The clock ends here."""
    row = locked(request)
    require(may.can_handle_request(by, row))
    expect(row, "answer")
    refuse_faults(row, words=(words, _("请写明查实了什么、怎么办的、依据是什么。")))
    before, petition = stands(row), petition_of(row)
    if petition is not None and petition.finished_on is None:
        petition.finished_on, petition.version = on, petition.version + 1
        petition.save()
    took(row, "answer", who=by, on=on, state=State.ANSWERED, words=words)
    audit.record(by=by, action="requests.answer_request", thing=row, before=before, after=stands(row))
    return row


@transaction.atomic
def name_complained_of(*, request: Request, by: Actor, on: dt.date, about: str = "", about_body: str = "", person: Person | None = None) -> Request:
    """Whom it is about, once that is known: the unit is shut out from now on, and the person stands aside. Only ever tightened."""
    row = locked(request)
    require(may.can_name_complained_of(by, row))
    about, about_body = about or row.about, about_body.strip() or row.about_body
    lowest, told = seen_from(row.kind, about), []
    if about not in Request.About.values or (about == Request.About.DEPARTMENT) != bool(about_body):
        told.append(Violation("about", _("反映部门的，写明是哪个部门；反映别的，这一栏不填。"), field="about"))
    if LEVELS.index(lowest) < LEVELS.index(row.seen_from) or (row.about == Request.About.DEPARTMENT and about != row.about):
        told.append(Violation("loosened", _("只能收紧，不能放宽：原来看不到的单位仍然看不到。"), "R-K11", "about"))
    if row.desk in LEVELS[: LEVELS.index(lowest)]:
        told.append(Violation("held", _("诉求还在被反映的单位手上。先转到上一级，再由上一级登记。"), "R-K11", "about"))
    if LEVELS.index(stands_at(by)) < LEVELS.index(lowest):
        told.append(Violation("above", _("反映本单位的，由上一级登记。"), "R-K11", "about"))
    if person is None and (about, about_body) == (row.about, row.about_body):
        told.append(Violation("nothing", _("请选择反映的是哪个单位，或者哪位干部要回避。"), field="person"))
    if told:
        raise RuleViolated(told)
    before = audit.snapshot(row, "about", "seen_from")
    row.about, row.about_body, row.seen_from, row.version = about, about_body, lowest, row.version + 1
    row.save(update_fields=["about", "about_body", "seen_from", "version"])
    if person is not None and not row.asides.filter(person=person).exists():
        Aside.objects.create(division_code=row.division_code, request=row, person=person, recorded_by=by.login, recorded_on=on)
    audit.record(by=by, action="requests.name_complained_of", thing=row, before=before, after=audit.snapshot(row, "about", "seen_from") | {"aside": person is not None})
    return row


@transaction.atomic
def open_thread_for(*, request: Request, title: str, matter: str, by: Actor, on: dt.date, road: str = "decision") -> Thread:
    """A thread from a request, once: what is asked, in the official's words; never who. Nothing that somebody must not see may hang on a page that he sees."""
    row = locked(request)
    require(may.can_handle_request(by, row))
    told = []
    if row.protected or row.seen_from != Holder.VILLAGE or row.about != Request.About.NONE:
        told.append(Violation("protected", _("身份受保护的、反映单位和干部的诉求不能转成线：线在本村看得到。"), "R-K11"))
    if on_a_thread(row):
        told.append(Violation("again", _("这件诉求已经转成线。")))
    if told:
        raise RuleViolated(told)
    refuse_faults(row, title=(title, ""), matter=(matter, ""))
    made = threads.open_thread(
        division_code=row.division_code, title=title, matter=matter, subject=row.subject, origin=Thread.Origin.VILLAGERS, channel=THREAD_CHANNELS[row.channel],
        asked_on=row.received_on, road=road, by=by, on=on,
    )  # fmt: skip
    threads.attach(thread=made, kind=Request._meta.model_name, thing_uuid=row.uuid, label=f"{row.get_kind_display()} {row.number}", by=by, on=on)
    audit.record(by=by, action="requests.open_thread_for", thing=row, after={"thread": made.number})
    return made
