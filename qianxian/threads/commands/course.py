"""The course of a thread: where it stands, what it would cost, when it stood still and why, and notes from older papers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from qianxian.divisions.queries import codes_above
from qianxian.foundation import audit
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import RuleViolated, Violation
from qianxian.foundation.verdict import require
from qianxian.threads import permissions as may
from qianxian.threads import rules
from qianxian.threads.commands.rows import current_step, expect_move, expect_under_way, locked
from qianxian.threads.models import Estimate, Stall, Thread, ThreadEvent, ThreadStep

State = Thread.State


@transaction.atomic
def move(
    *, thread: Thread, step: str, since: dt.date, holder_role: str, holder_code: str, by: Actor, on: dt.date, holder_body: str = "",
    missing: Iterable[str] = (), document: str = "",
) -> ThreadStep:  # fmt: skip
    """The thread at a step since a day, in the hands of a role at a place, with what is missing next (at most eight items).

    The same step again keeps its day and renews what is missing. A vote that did not pass may send the thread back to an earlier step.
    """
    row = locked(thread)
    require(may.can_keep_thread(by, row))
    expect_under_way(row)
    now, items = current_step(row), rules.missing_items(missing)
    faults = rules.day_faults("since", since, on, not_before=now.since) + rules.missing_faults(items)
    faults += rules.wording_faults(holder_body=holder_body, missing="\n".join(items))
    if step not in ThreadStep.Step.values:
        faults.append(Violation("step", _("选择走到哪一步。"), field="step"))
    if holder_role not in ThreadStep.Holder.values:
        faults.append(Violation("holder_role", _("选择现在由谁办。"), field="holder_role"))
    if holder_code not in codes_above(row.division_code):
        faults.append(Violation("holder_code", _("选择本村（社区）、所在镇（街道）或本区。"), field="holder_code"))
    if faults:
        raise RuleViolated(faults)
    made = ThreadStep.objects.create(
        division_code=row.division_code, thread=row, step=step, since=now.since if step == now.step else since, holder_role=holder_role,
        holder_code=holder_code, holder_body=holder_body.strip(), missing=items, document=document.strip(), recorded_by=by.login, recorded_on=on,
    )  # fmt: skip
    fields = ("step", "since", "holder_role", "holder_code", "missing")
    audit.record(by=by, action="threads.move", thing=row, before=audit.snapshot(now, *fields), after=audit.snapshot(made, *fields), reason=made.document)
    return made


@transaction.atomic
def estimate(
    *, thread: Thread, estimated_on: dt.date, amount: Decimal, source: str, document: str, by: Actor, on: dt.date, corrects: Estimate | None = None
) -> Estimate:
    """One more estimate of the cost in yuan, with who estimated and in which paper; ``corrects`` names a wrong entry it stands for."""
    row = locked(thread)
    require(may.can_keep_thread(by, row))
    expect_under_way(row, stalled=True)
    faults = rules.amount_faults(amount) + rules.day_faults("estimated_on", estimated_on, on)
    faults += rules.empty_faults(source=(source, _("写明是哪个单位估算的。")), document=(document, _("填写估算材料的名称或文号。")))
    faults += rules.wording_faults(source=source, document=document)
    if corrects is not None and (corrects.thread_id != row.pk or Estimate.objects.filter(corrects=corrects).exists()):
        faults.append(Violation("corrects", _("选择这条线上还没有更正过的一次估算。"), field="corrects"))
    if faults:
        raise RuleViolated(faults)
    made = Estimate.objects.create(
        division_code=row.division_code, thread=row, estimated_on=estimated_on, amount=amount, source=source.strip(), document=document.strip(),
        corrects=corrects, recorded_by=by.login, recorded_on=on,
    )  # fmt: skip
    audit.record(by=by, action="threads.estimate", thing=row, reason=made.document,
                 after={"estimated_on": estimated_on, "amount": made.amount, "source": made.source, "corrects": str(corrects.uuid) if corrects else ""})  # fmt: skip
    return made


@transaction.atomic
def stall(*, thread: Thread, cause: str, words: str, since: dt.date, by: Actor, on: dt.date) -> Stall:
    """The thread stands still since the day: the cause from the list, and in words what happened; never who was against."""
    row = locked(thread)
    require(may.can_keep_thread(by, row))
    expect_move(row, State.STALLED)
    faults = rules.day_faults("since", since, on, not_before=current_step(row).since)
    faults += rules.empty_faults(words=(words, _("写明为什么停下来。只写事情，不写谁反对。"))) + rules.wording_faults(words=words)
    if cause not in Stall.Cause.values:
        faults.append(Violation("cause", _("选择搁置的原因。"), field="cause"))
    if Stall.objects.filter(thread=row, period__endswith__gt=since).exists():
        faults.append(Violation("overlap", _("这一天还在上一次搁置里。选更晚的日期。"), field="since"))
    if faults:
        raise RuleViolated(faults)
    made = Stall.objects.create(division_code=row.division_code, thread=row, cause=cause, words=words.strip(), period=(since, None), recorded_by=by.login)
    _become(row, State.STALLED)
    audit.record(by=by, action="threads.stall", thing=row, before={"state": "open"}, after={"state": "stalled", "cause": cause, "since": since}, reason=made.words)
    return made


@transaction.atomic
def lift(*, thread: Thread, lifted_on: dt.date, words: str, by: Actor, on: dt.date) -> Stall:
    """The stall over from the day on, with what set the thread moving again."""
    row = locked(thread)
    require(may.can_keep_thread(by, row))
    if row.state != State.STALLED:
        expect_under_way(row, stalled=False)
        raise RuleViolated([Violation("not_stalled", _("这条线没有搁置。"))])
    held = Stall.objects.select_for_update(no_key=True).get(thread=row, period__upper_inf=True)
    since = held.period.lower
    faults = rules.day_faults("lifted_on", lifted_on, on, not_before=since + dt.timedelta(days=1))
    faults += rules.empty_faults(words=(words, _("写明怎么恢复的。"))) + rules.wording_faults(words=words)
    if faults:
        raise RuleViolated(faults)
    held.period, held.lift_words, held.lifted_by, held.version = (since, lifted_on), words.strip(), by.login, held.version + 1
    held.save()
    _become(row, State.OPEN)
    audit.record(by=by, action="threads.lift", thing=row, before={"state": "stalled"}, after={"state": "open", "lifted_on": lifted_on}, reason=held.lift_words)
    return held


@transaction.atomic
def note(*, thread: Thread, happened_on: dt.date, title: str, words: str, document: str, by: Actor, on: dt.date) -> ThreadEvent:
    """Something that happened before this register or outside it, from a paper: a vote of 2012, a promise, a letter. Rests on the paper."""
    row = locked(thread)
    require(may.can_keep_thread(by, row))
    expect_under_way(row, stalled=True)
    faults = rules.day_faults("happened_on", happened_on, on)
    faults += rules.empty_faults(title=(title, _("写明是什么事。")), words=(words, _("写明经过或结果。")), document=(document, _("填写记录或文件的名称、文号。")))
    faults += rules.wording_faults(title=title, words=words, document=document)
    if faults:
        raise RuleViolated(faults)
    made = ThreadEvent.objects.create(
        division_code=row.division_code, thread=row, kind=ThreadEvent.Kind.NOTE, happened_on=happened_on, title=title.strip(), words=words.strip(),
        document=document.strip(), recorded_by=by.login, recorded_on=on,
    )  # fmt: skip
    audit.record(by=by, action="threads.note", thing=row, after={"happened_on": happened_on, "title": made.title}, reason=made.document)
    return made


def _become(row: Thread, state: str) -> None:
    row.state, row.version = state, row.version + 1
    row.save(update_fields=["state", "version"])
