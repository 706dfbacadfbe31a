"""减负看板: what was asked of villages, counted for who asked and the month in which it went out. Never for who filled."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from statistics import median

from qianxian.elements.models import AskedBefore, CollectionTask, TaskUnit
from qianxian.elements.queries.holding import HOURS_A_DAY, SENT
from qianxian.foundation.actor import Actor
from qianxian.foundation.periods import working_days_between
from qianxian.notices.queries import messages_a_week

State = CollectionTask.State
SECONDS = 60


@dataclass
class Burden:
    """M1–M9 of one issuer and month; a measure is None where nothing was counted. ``units``: villages and organisations within reach."""

    issuer: tuple[str, str]
    month: str
    tasks: list[CollectionTask] = field(default_factory=list)
    units: list[TaskUnit] = field(default_factory=list)
    merged: int = 0
    reports: int = 0
    #: M9: messages per person and week among those who work in the issuer's place; None with fewer than five of them.
    messages: Decimal | None = None

    @property
    def fields_asked(self) -> int:
        """M1: inputs shown empty."""
        return sum(u.asked for u in self.units)

    @property
    def reuse(self) -> int | None:
        """M2: per cent of the fields needed that were filled already."""
        needed = sum(u.asked + u.shown for u in self.units)
        return None if not needed else round(100 * sum(u.shown for u in self.units) / needed)

    @property
    def duplicates(self) -> int:
        """M3: questions that turned out to ask what another asks (merged on a village's word); the same element twice is refused before it goes out."""
        return self.merged

    @property
    def without_task(self) -> int | None:
        """M4: per cent of the reports that came out of what is held, without asking anybody."""
        made = self.reports + len(self.tasks)
        return None if not made else round(100 * self.reports / made)

    @property
    def minutes(self) -> int:
        """M5: units × the form's median minutes as measured from opening to sending; the issuer's estimate where none was sent yet."""
        return sum(round(self._median(task) * sum(1 for u in self.units if u.task_id == task.pk)) for task in self.tasks)

    def _median(self, task: CollectionTask) -> float:
        taken = [u.seconds for u in self.units if u.task_id == task.pk and u.seconds is not None]
        return median(taken) / SECONDS if taken else float(task.minutes)

    @property
    def lead_hours(self) -> int | None:
        """M6: working hours from going out to due, the tenth percentile (the shortest of up to ten)."""
        leads = sorted(working_days_between(t.issued_on, t.due_on) * HOURS_A_DAY for t in self.tasks if t.issued_on)
        return leads[(len(leads) - 1) // 10] if leads else None

    @property
    def returned(self) -> Decimal | None:
        """M8: per cent of the forms sent in that were sent back."""
        sent = [u for u in self.units if u.submitted_on]
        return None if not sent else (100 * Decimal(sum(u.returns for u in sent)) / len(sent)).quantize(Decimal("0.1"))


def burden(by: Actor, *, year: int, month: int | None = None, scope: str | None = None) -> list[Burden]:
    """One row per issuer and month, the latest first; units within reach only, so a town sees what was asked of its own villages."""
    in_time = {"task__issued_on__year": year} | ({"task__issued_on__month": month} if month else {})
    units = TaskUnit.objects.visible_to(by, scope).filter(task__state__in=SENT, **in_time).select_related("task").order_by("id")
    rows = _by_issuer(list(units))
    drawn = CollectionTask.objects.filter(state=State.REPORT, ended_on__year=year, **({"ended_on__month": month} if month else {}))
    for task in drawn.order_by("id"):
        if by.reaches(task.issuer_code) or any(prefix.startswith(task.issuer_code.rstrip("0")) for prefix in by.reach):
            _row(rows, task, task.ended_on).reports += 1
    merged = AskedBefore.objects.visible_to(by, scope).filter(reply="merged", **{f"question__{k}": v for k, v in in_time.items()}).select_related("question__task")
    seen = set()
    for report in merged.order_by("id"):
        if report.question_id not in seen:
            seen.add(report.question_id)
            _row(rows, report.question.task, report.question.task.issued_on).merged += 1
    counted = messages_a_week({row.issuer[0] for row in rows.values()}, year)
    for row in rows.values():
        row.messages = counted.get((row.issuer[0], row.month))
    return sorted(rows.values(), key=lambda row: (row.month, row.issuer), reverse=True)


def _row(rows: dict, task: CollectionTask, day: dt.date) -> Burden:
    issuer, month = (task.issuer_code, task.issuer_role), f"{day:%Y-%m}"
    return rows.setdefault((issuer, month), Burden(issuer, month))


def _by_issuer(units: Sequence[TaskUnit]) -> dict:
    rows: dict = {}
    seen: dict[tuple, set[int]] = defaultdict(set)
    for unit in units:
        row = _row(rows, unit.task, unit.task.issued_on)
        row.units.append(unit)
        if unit.task_id not in seen[(row.issuer, row.month)]:
            seen[(row.issuer, row.month)].add(unit.task_id)
            row.tasks.append(unit.task)
    return rows


def months_with_tasks(by: Actor) -> list[int]:
    """The years in which anything went out, the latest first; this year's page may be empty."""
    days = CollectionTask.objects.filter(issued_on__isnull=False).dates("issued_on", "year", order="DESC")
    return [day.year for day in days]
