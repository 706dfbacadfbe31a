"""A form from draft to its end: questions, units, what is refused before it goes out, the second person, the report that asks nobody."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from qianxian.divisions.queries import villages
from qianxian.elements import permissions as may
from qianxian.elements.judging import budget_of, outlook_faults, task_faults
from qianxian.elements.models import CollectionTask, DataElement, Question, TaskUnit
from qianxian.elements.queries.holding import counting, outlook, standings
from qianxian.elements.rules import ALLOWED_MOVES
from qianxian.foundation import audit
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import Conflict, RuleViolated, Violation, violated
from qianxian.foundation.verdict import require
from qianxian.notices.outbox import Kind, announce
from qianxian.organisations.queries import organisations_on

State = CollectionTask.State
SHOWN = ("title", "state", "due_on", "minutes", "over_budget", "budget_reason", "issuer_code", "issuer_role")


def _locked(task: CollectionTask) -> CollectionTask:
    return CollectionTask.objects.select_for_update().get(pk=task.pk)


def _expect(row: CollectionTask, *states: str) -> None:
    if row.state not in states:
        raise Conflict(_("任务现在是「%(state)s」，不能这样办。") % {"state": row.get_state_display()}, current=row)


def _move(row: CollectionTask, state: str, action: str, by: Actor, reason: str = "") -> CollectionTask:
    before = {"state": row.state}
    _expect(row, *(held for held, moves in ALLOWED_MOVES.items() if state in moves))
    row.state, row.version = state, row.version + 1
    row.save()
    audit.record(by=by, action=action, thing=row, division_code=row.issuer_code, before=before, after=audit.snapshot(row, *SHOWN), reason=reason)
    return row


@transaction.atomic
def draft_task(
    *, title: str, purpose: str, basis: str, asks: str, due_on: dt.date, minutes: int, places: Sequence[str], by: Actor, on: dt.date,
) -> CollectionTask:  # fmt: skip
    """A draft over the villages of ``places`` (prefixes) within reach, or over their top Party organisations; without questions yet."""
    require(may.can_issue_collections(by))
    row = CollectionTask(title=title.strip(), purpose=purpose.strip(), basis=basis.strip(), issuer_code=(by.reach or ("",))[0].ljust(12, "0"), issuer_role=by.role, asks=asks,
                         due_on=due_on, minutes=minutes, drafted_on=on, drafted_by=by.login)  # fmt: skip
    codes = [d.code for d in villages(on, by) if any(p and d.code.startswith(p) for p in places)]
    faults = task_faults(row, on)
    if not codes:
        faults.append(Violation("places", _("请选择填报单位，要在您的范围内。"), "", "places"))
    if faults:
        raise RuleViolated(faults)
    row.save()
    units = [TaskUnit(task=row, division_code=code) for code in codes]
    if asks == CollectionTask.Asks.ORGANISATION:
        tops = organisations_on(by, on).filter(division_code__in=codes, is_top_of_village=True)
        units = [TaskUnit(task=row, division_code=o.division_code, organisation=o) for o in tops]
    TaskUnit.objects.bulk_create(units)
    audit.record(by=by, action="elements.draft_task", thing=row, division_code=row.issuer_code, after=audit.snapshot(row, *SHOWN) | {"units": len(units)})
    return row


@transaction.atomic
def change_task(*, task: CollectionTask, title: str, purpose: str, basis: str, due_on: dt.date, minutes: int, by: Actor, on: dt.date) -> CollectionTask:
    """What a draft says of itself, its questions and units apart."""
    row = _locked(task)
    require(may.can_steer_collection(by, row))
    _expect(row, State.DRAFT)
    before = audit.snapshot(row, *SHOWN)
    row.title, row.purpose, row.basis, row.due_on, row.minutes = title.strip(), purpose.strip(), basis.strip(), due_on, minutes
    if faults := task_faults(row, on):
        raise RuleViolated(faults)
    row.version += 1
    row.save()
    audit.record(by=by, action="elements.change_task", thing=row, division_code=row.issuer_code, before=before, after=audit.snapshot(row, *SHOWN))
    return row


@transaction.atomic
def add_question(*, task: CollectionTask, element: DataElement, mark: str, by: Actor) -> Question:
    """One more question at the end of a draft; an element merged into another brings the other."""
    row = _locked(task)
    require(may.can_steer_collection(by, row))
    _expect(row, State.DRAFT)
    asked = counting(element)
    if asked.subject != row.asks:
        raise violated("subject", _("这个任务问的是%(asks)s，这一项的对象不同。") % {"asks": row.get_asks_display()}, "", "element")
    if mark not in Question.Mark.values:
        raise violated("mark", _("请选择核对还是新问。"), "", "mark")
    if row.questions.filter(element=asked).exists():
        raise violated("element", _("这一项已在任务里。"), "R-K20", "element")
    last = row.questions.order_by("-position").values_list("position", flat=True).first() or 0
    made = Question.objects.create(task=row, position=last + 1, element=asked, mark=mark)
    audit.record(by=by, action="elements.add_question", thing=row, division_code=row.issuer_code, after={"element": asked.code, "mark": mark})
    return made


@transaction.atomic
def change_question(*, question: Question, mark: str, by: Actor) -> Question:
    """Asked as new, or shown to be confirmed."""
    row = _locked(question.task)
    require(may.can_steer_collection(by, row))
    _expect(row, State.DRAFT)
    held = Question.objects.select_for_update().get(pk=question.pk)
    if mark not in Question.Mark.values:
        raise violated("mark", _("请选择核对还是新问。"), "", "mark")
    before, held.mark = held.mark, mark
    held.save(update_fields=["mark"])
    audit.record(by=by, action="elements.change_question", thing=row, division_code=row.issuer_code, before={"mark": before}, after={"element": held.element.code, "mark": mark})
    return held


@transaction.atomic
def drop_question(*, question: Question, by: Actor) -> CollectionTask:
    """A question taken out of a draft."""
    row = _locked(question.task)
    require(may.can_steer_collection(by, row))
    _expect(row, State.DRAFT)
    audit.record(by=by, action="elements.drop_question", thing=row, division_code=row.issuer_code, before={"element": question.element.code, "mark": question.mark})
    question.delete()
    return row


@transaction.atomic
def issue_task(*, task: CollectionTask, by: Actor, on: dt.date, budget_reason: str = "") -> CollectionTask:
    """The form goes out; over the budget it waits for a second person, with its reason. Raises RuleViolated for what is held (R-K20)."""
    row = _locked(task)
    require(may.can_steer_collection(by, row))
    _expect(row, State.DRAFT)
    told = outlook(row, by, on)
    faults = outlook_faults(told, on)
    over, words = budget_of(row, told, on)
    if over and not budget_reason.strip():
        faults += [Violation("budget", _("%(words)s超出预算的，写明原因，再由第二人同意。") % {"words": words}, "R-K21", "budget_reason")]
    if faults:
        raise RuleViolated(faults)
    row.over_budget, row.budget_reason = over, budget_reason.strip() if over else ""
    if over:
        return _move(row, State.WAITING, "elements.ask_for_approval", by, row.budget_reason)
    return _send(row, by, on, "elements.issue_task")


@transaction.atomic
def approve_task(*, task: CollectionTask, by: Actor, on: dt.date) -> CollectionTask:
    """The second person agrees, never who drafted; what is held is judged again on the day."""
    row = _locked(task)
    require(may.can_approve_collection(by, row))
    _expect(row, State.WAITING)
    if faults := outlook_faults(outlook(row, by, on), on):
        raise RuleViolated(faults)
    row.approved_on, row.approved_by = on, by.login
    announce(Kind.DECIDED, to=row.drafted_by)
    return _send(row, by, on, "elements.approve_task")


def _send(row: CollectionTask, by: Actor, on: dt.date, action: str) -> CollectionTask:
    _count(row, by, on)
    row.issued_on = on
    return _move(row, State.ISSUED, action, by)


def _count(row: CollectionTask, by: Actor, on: dt.date) -> None:
    """What each unit is shown and asked; the counts stay as they were when the form went out or the report came out."""
    questions = list(row.questions.select_related("element__same_as"))
    units = list(row.units.select_related("organisation"))
    stand = standings([q.element for q in questions], units, by, on)
    for unit in units:
        unit.shown = sum(1 for q in questions if (counting(q.element).pk, unit.key) in stand)
        unit.asked = len(questions) - unit.shown
    TaskUnit.objects.bulk_update(units, ["asked", "shown"])


@transaction.atomic
def decline_task(*, task: CollectionTask, reason: str, by: Actor) -> CollectionTask:
    """The second person sends it back to its draft."""
    row = _locked(task)
    require(may.can_approve_collection(by, row))
    _expect(row, State.WAITING)
    if not reason.strip():
        raise violated("reason", _("请写明退回的原因。"), "", "reason")
    row.end_reason = reason.strip()
    announce(Kind.RETURNED, to=row.drafted_by)
    return _move(row, State.DRAFT, "elements.decline_task", by, reason)


@transaction.atomic
def report_task(*, task: CollectionTask, by: Actor, on: dt.date) -> CollectionTask:
    """Nothing new is needed: the report comes out of what is held, and nobody is asked."""
    row = _locked(task)
    require(may.can_steer_collection(by, row))
    _expect(row, State.DRAFT)
    told = outlook(row, by, on)
    if not told.lines or told.really_new:
        raise violated("really_new", _("还有没掌握的项，不能直接出数。"), "R-K20")
    _count(row, by, on)
    row.ended_on = on
    return _move(row, State.REPORT, "elements.report_task", by)


@transaction.atomic
def close_task(*, task: CollectionTask, reason: str, by: Actor, on: dt.date) -> CollectionTask:
    """The collection ends; units that did not answer are not asked any more."""
    row = _locked(task)
    require(may.can_steer_collection(by, row))
    _expect(row, State.ISSUED)
    row.ended_on, row.end_reason = on, reason.strip()
    return _move(row, State.CLOSED, "elements.close_task", by, reason)


@transaction.atomic
def withdraw_task(*, task: CollectionTask, reason: str, by: Actor, on: dt.date) -> CollectionTask:
    """A draft given up before it went out."""
    row = _locked(task)
    require(may.can_steer_collection(by, row))
    _expect(row, State.DRAFT, State.WAITING)
    row.ended_on, row.end_reason = on, reason.strip()
    return _move(row, State.WITHDRAWN, "elements.withdraw_task", by, reason)
