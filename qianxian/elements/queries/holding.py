"""What is held of the units of a task, and so what the task really asks: the answer to 「这件事我们是不是已经有了」."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import F, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse

from qianxian.elements.models import Answer, CollectionTask, DataElement, Question, TaskUnit
from qianxian.elements.readers import Held, held_by_readers
from qianxian.foundation.actor import Actor
from qianxian.foundation.periods import add_months, working_days_between

HOURS_A_DAY = 8
SENT = (CollectionTask.State.ISSUED, CollectionTask.State.CLOSED)


@dataclass(frozen=True)
class Standing:
    """What is held of one element and unit: the value, and whether it has outlived its validity and is to be confirmed."""

    held: Held
    stale: bool


def counting(element: DataElement) -> DataElement:
    """The element that counts: the one it was merged into, or itself."""
    return element.same_as or element


def standings(elements: Iterable[DataElement], units: Sequence[TaskUnit], by: Actor, on: dt.date) -> dict[tuple[int, str], Standing]:
    """By (element that counts, unit's key): what the registers hold, and for the others the last answer."""
    wanted = {counting(e).pk: counting(e) for e in elements}
    found: dict[tuple[int, str], Standing] = {}
    keys = [u.key for u in units]
    for element in wanted.values():
        if element.lives:
            for key, held in held_by_readers(element.code, keys, by, on).items():
                found[(element.pk, key)] = Standing(held, held.as_of is not None and add_months(held.as_of, element.validity_months) <= on)
    # What a village gave before a register began to hold the element counts until the register does, and not beyond its validity.
    answered = _answered(list(wanted), units, on)
    given = {key: held for key, held in answered.items() if not (wanted[key[0]].lives and held.stale)}
    return given | found


def _answered(elements: list[int], units: Sequence[TaskUnit], on: dt.date) -> dict[tuple[int, str], Standing]:
    rows = Answer.objects.alias(counts=Coalesce("element__same_as_id", "element_id")).filter(counts__in=elements, division_code__in={u.division_code for u in units})
    rows = rows.annotate(counted=F("counts")).select_related("organisation").order_by("valid_to", "id")  # the one that holds longest stands
    asked = {u.key for u in units}
    found = {}
    for row in rows:
        key = row.organisation.code if row.organisation else row.division_code
        if key in asked:
            address = f"{reverse('elements:list')}?words={key}"
            found[(row.counted, key)] = Standing(Held(row.value, row.answered_on, address), row.valid_to <= on)
    return found


@dataclass(frozen=True)
class Line:
    """One question over all units: how many hold it and it is valid, hold it past its validity, hold nothing, and how many another task is asking."""

    question: Question
    held: int
    stale: int
    missing: int
    waiting: int

    @property
    def element(self) -> DataElement:
        """The element that counts."""
        return counting(self.question.element)


@dataclass(frozen=True)
class Outlook:
    """What goes out when the task goes out: its lines, units, minutes in all, working hours ahead, and the minutes of the month of the busiest unit without it."""

    lines: list[Line]
    units: int
    minutes: int
    lead_hours: int
    busiest: int

    @property
    def held(self) -> int:
        return sum(line.held for line in self.lines)

    @property
    def to_confirm(self) -> int:
        return sum(line.stale for line in self.lines)

    @property
    def really_new(self) -> int:
        return sum(line.missing for line in self.lines)


def outlook(task: CollectionTask, by: Actor, on: dt.date) -> Outlook:
    """What the issuer sees before the task goes out, counted over its units within reach."""
    questions = list(task.questions.select_related("element__same_as").order_by("position"))
    units = list(task.units.select_related("organisation").order_by("division_code", "id"))
    stand = standings([q.element for q in questions], units, by, on)
    waiting = _waiting(task, questions, units, stand)
    lines = [_line(q, units, stand, waiting) for q in questions]
    lead = working_days_between(on, task.due_on) * HOURS_A_DAY if task.due_on > on else 0
    return Outlook(lines, len(units), len(units) * task.minutes, lead, _busiest(task, units, on))


def _line(question: Question, units: Sequence[TaskUnit], stand: dict[tuple[int, str], Standing], waiting: dict[int, int]) -> Line:
    pk = counting(question.element).pk
    mine = [stand.get((pk, u.key)) for u in units]
    return Line(question, sum(1 for s in mine if s and not s.stale), sum(1 for s in mine if s and s.stale), sum(1 for s in mine if s is None), waiting.get(pk, 0))


def _waiting(task: CollectionTask, questions: Sequence[Question], units: Sequence[TaskUnit], stand: dict[tuple[int, str], Standing]) -> dict[int, int]:
    """How many units another open task is asking for the same element, by element."""
    wanted = {counting(q.element).pk for q in questions if not counting(q.element).lives}
    others = Question.objects.filter(task__state=CollectionTask.State.ISSUED).exclude(task=task).annotate(counts=Coalesce("element__same_as_id", "element_id"))
    asked: dict[int, set[int]] = {}
    for element, other in others.filter(counts__in=wanted).values_list("counts", "task_id"):
        asked.setdefault(other, set()).add(element)
    open_units = TaskUnit.objects.filter(task__in=asked).exclude(state=TaskUnit.State.SUBMITTED).select_related("organisation")
    pairs = {(element, u.key) for u in open_units for element in asked[u.task_id]}
    counts: dict[int, int] = {}
    for element, key in pairs & {(e, u.key) for e in wanted for u in units}:
        if (element, key) not in stand or stand[(element, key)].stale:
            counts[element] = counts.get(element, 0) + 1
    return counts


def _busiest(task: CollectionTask, units: Sequence[TaskUnit], on: dt.date) -> int:
    rows = TaskUnit.objects.filter(division_code__in={u.division_code for u in units}, task__state__in=SENT, task__issued_on__year=on.year, task__issued_on__month=on.month)
    sums = rows.exclude(task=task).order_by().values_list("division_code").annotate(s=Sum("task__minutes"))
    return max((total for _code, total in sums), default=0)
