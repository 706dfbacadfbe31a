"""Reads of threads: the register by wait, one thread with what was joined into it, and the thread a thing hangs on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from uuid import UUID

from django.db.models import CharField, DateField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from qianxian.accounts.rights import Permission as P
from qianxian.divisions.queries import names_of
from qianxian.foundation.actor import Actor
from qianxian.foundation.periods import add_days
from qianxian.foundation.rulebook import SettingMissing
from qianxian.foundation.tasks import Task
from qianxian.rulebook.queries import county_settings
from qianxian.threads.models import Estimate, Stall, Thread, ThreadEvent, ThreadLink, ThreadStep
from qianxian.threads.rules import days_waited, is_late, whole_years

State = Thread.State
UNDER_WAY = (State.OPEN, State.STALLED)


def threads(actor: Actor, scope: str | None = None) -> QuerySet[Thread]:
    """Every thread within reach, with where it stands now: ``step_now``, ``step_since``, ``held_by``, ``held_at``, ``held_body``, ``stalled_since``."""
    last = ThreadStep.objects.filter(thread=OuterRef("pk")).order_by("-id")
    stalled = Stall.objects.filter(thread=OuterRef("pk"), period__upper_inf=True)
    rows = Thread.objects.visible_to(actor, scope).annotate(
        step_now=Subquery(last.values("step")[:1]), step_since=Subquery(last.values("since")[:1]), held_by=Subquery(last.values("holder_role")[:1]),
        held_at=Subquery(last.values("holder_code")[:1]), held_body=Coalesce(Subquery(last.values("holder_body")[:1]), Value(""), output_field=CharField()),
        stalled_since=Subquery(stalled.values("period__startswith")[:1], output_field=DateField()),
        stall_cause=Coalesce(Subquery(stalled.values("cause")[:1]), Value(""), output_field=CharField()),
    )  # fmt: skip
    return rows.annotate(waiting_since=Coalesce("stalled_since", "step_since"))


def register(actor: Actor, scope: str | None = None) -> QuerySet[Thread]:
    """The register: what has waited longest in its step first. It says what to do next and ranks nobody."""
    return threads(actor, scope).order_by("waiting_since", "number")


def matching(rows: QuerySet[Thread], text: str) -> QuerySet[Thread]:
    """Threads whose number, title or wording holds the text."""
    return rows.filter(Q(number__icontains=text) | Q(title__icontains=text) | Q(matter__icontains=text))


def thread_by_uuid(uuid: UUID | str, actor: Actor) -> Thread | None:
    """One thread within reach."""
    return threads(actor).filter(uuid=uuid).select_related("joined_into", "split_from").first()


def open_threads(actor: Actor, division_code: str) -> QuerySet[Thread]:
    """Threads of a place that are under way, for the forms of the rooms above that tie something to one."""
    return threads(actor).filter(division_code=division_code, state__in=UNDER_WAY).order_by("number")


def main_thread(thread: Thread) -> Thread:
    """The thread this one was joined into, or itself."""
    while thread.joined_into_id:
        thread = thread.joined_into
    return thread


def thread_of(thing: UUID | str, actor: Actor) -> Thread | None:
    """The thread a thing of any room hangs on today, the joined-into one where it was joined; None out of reach."""
    link = ThreadLink.objects.visible_to(actor).filter(thing=thing, ended_on__isnull=True).select_related("thread__joined_into").order_by("id").first()
    return main_thread(link.thread) if link else None


def strand(thread: Thread) -> list[int]:
    """The keys of the thread and of every one joined into it, whose things its page shows too."""
    found, fresh = [thread.pk], [thread.pk]
    while fresh:
        fresh = list(Thread.objects.filter(joined_into__in=fresh).values_list("pk", flat=True))
        found += fresh
    return found


def links(thread: Thread) -> QuerySet[ThreadLink]:
    """What hangs on the thread today, by kind and day."""
    return ThreadLink.objects.filter(thread__in=strand(thread), ended_on__isnull=True).order_by("kind", "since", "id")


def link_by_uuid(uuid: UUID | str, actor: Actor) -> ThreadLink | None:
    """One tie within reach."""
    return ThreadLink.objects.visible_to(actor).filter(uuid=uuid).select_related("thread").first()


def estimates(thread: Thread, on: dt.date | None = None) -> QuerySet[Estimate]:
    """The history of the estimate, the oldest first; entries put right by a later one are left out."""
    rows = Estimate.objects.filter(thread__in=strand(thread), corrected_by__isnull=True).order_by("estimated_on", "id")
    return rows.filter(estimated_on__lte=on) if on else rows


def last_estimates(rows: QuerySet[Thread]) -> dict[int, Decimal]:
    """The last estimate in yuan by the key of each thread that has one, in one query."""
    found = Estimate.objects.filter(thread__in=rows.order_by().values("pk"), corrected_by__isnull=True).order_by("estimated_on", "id")
    return dict(found.values_list("thread_id", "amount"))


def tied(things: list[str], actor: Actor) -> set[str]:
    """Which of the things hang on a thread today."""
    rows = ThreadLink.objects.visible_to(actor).filter(thing__in=things, ended_on__isnull=True)
    return {str(thing) for thing in rows.values_list("thing", flat=True)}


def steps(thread: Thread) -> QuerySet[ThreadStep]:
    """Every step as recorded, the oldest first."""
    return ThreadStep.objects.filter(thread=thread).order_by("id")


def stalls(thread: Thread) -> QuerySet[Stall]:
    """Every time it stood still, the oldest first."""
    return Stall.objects.filter(thread=thread).order_by("period")


def events(thread: Thread) -> QuerySet[ThreadEvent]:
    """What happened to the thread and to those joined into it, by day."""
    return ThreadEvent.objects.filter(thread__in=strand(thread)).select_related("other").order_by("happened_on", "id")


def stalled_years(thread: Thread, on: dt.date) -> int:
    """Whole years of its longest stall as of a day; 0 where it never stood still for one."""
    found = [whole_years(s.period.lower, min(s.period.upper or on, on)) for s in stalls(thread)]
    return max(found, default=0)


def asked_in(code: str, subject: str, actor: Actor, on: dt.date) -> Thread | None:
    """The oldest thread of a subject in a place that was asked by a day; what was joined into another is not counted twice."""
    rows = Thread.objects.visible_to(actor).filter(division_code=code, subject=subject, asked_on__lte=on).exclude(state=State.JOINED)
    return rows.order_by("asked_on", "id").first()


def estimate_amounts(thread: Thread, on: dt.date) -> list[Decimal]:
    """The estimates made by a day, in yuan, the oldest first."""
    return list(estimates(thread, on).values_list("amount", flat=True))


def step_days(on: dt.date) -> int | None:
    """How many days a step may wait before it is brought up; None on days before the county said so."""
    try:
        return int(county_settings().on(on)["threads.step_days"])
    except SettingMissing:
        return None


def tasks_for(actor: Actor, on: dt.date) -> list[Task]:
    """Stalled threads of the actor's place for who keeps them; a step that waits too long for who holds it, and for who keeps the thread."""
    if not actor.may(P.VIEW_THREADS):
        return []
    days = step_days(on)
    waiting = Q(state=State.STALLED) | (Q(state=State.OPEN, step_since__lt=add_days(on, -days)) if days is not None else Q())
    rows = list(threads(actor).filter(waiting, state__in=UNDER_WAY).order_by("number"))
    names, found = names_of({row.division_code for row in rows}), []
    for row in rows:
        name = _("%(place)s：%(title)s") % {"place": names.get(row.division_code, row.division_code), "title": row.title}
        found += [_stall_task(row, name, on)] if row.state == State.STALLED and actor.may(P.KEEP_THREADS) else []
        mine = row.held_by == actor.role and actor.reaches(row.held_at)
        if row.state == State.OPEN and days is not None and is_late(row.step_since, on, days) and (mine or actor.may(P.KEEP_THREADS)):
            found.append(_late_task(row, name, days, on))
    return found


def _stall_task(row: Thread, name: str, on: dt.date) -> Task:
    why = _("搁置 %(n)d 天：%(cause)s") % {"n": days_waited(row.stalled_since, on), "cause": Stall.Cause(row.stall_cause).label}
    return Task(pgettext("thread", "线"), name, why, None, reverse("threads:thread", args=[row.uuid]), row.division_code)


def _late_task(row: Thread, name: str, days: int, on: dt.date) -> Task:
    why = _("%(step)s，已等 %(n)d 天") % {"step": ThreadStep.Step(row.step_now).label, "n": days_waited(row.step_since, on)}
    return Task(pgettext("thread", "线"), name, why, add_days(row.step_since, days), reverse("threads:thread", args=[row.uuid]), row.division_code)


def uuids_by_kind(rows: Iterable[ThreadLink]) -> dict[str, list[UUID]]:
    """The things of the links by kind, each once."""
    found: dict[str, list[UUID]] = {}
    for row in rows:
        found.setdefault(row.kind, []).append(row.thing)
    return found
