"""Reads of cases: the register by deadline, what waits for whom, one's own, and one case by its receipt for somebody without a login."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from qianxian.accounts.rights import Permission as P
from qianxian.cases.models import Case, CaseOpinion, CaseStep, Holder, State
from qianxian.cases.moves import CLOSED
from qianxian.cases.receipts import holds_code
from qianxian.foundation.actor import Actor
from qianxian.foundation.models import AuditLeaf
from qianxian.foundation.periods import working_days_after
from qianxian.foundation.statements import ByKey, rows_where
from qianxian.foundation.tasks import Task
from qianxian.rulebook.queries import county_settings

ABOVE = (Holder.TOWN, Holder.DEPARTMENT)
LAST_FOUR = 4
FEW_OPINIONS = 5


def cases(actor: Actor, scope: str | None = None) -> QuerySet[Case]:
    """Every case within reach: what is open by its last day, then what is closed, the latest first."""
    rows = Case.objects.visible_to(actor, scope).select_related("item")
    return rows.order_by(F("closed_on").desc(nulls_first=True), F("due_on").asc(nulls_last=True), "id")


def moved_on(actor: Actor, on: dt.date) -> QuerySet[Case]:
    """The cases of a day: those that took a step on it, the latest first."""
    moved = CaseStep.objects.visible_to(actor).filter(happened_on=on, case_id=OuterRef("pk"))
    return Case.objects.visible_to(actor).select_related("item").filter(Exists(moved)).order_by("-id")


def overdue(rows: QuerySet[Case], on: dt.date) -> QuerySet[Case]:
    """Those still open after their last day."""
    return rows.filter(due_on__lt=on).exclude(state__in=CLOSED)


def case_by_uuid(uuid, actor: Actor) -> Case | None:
    """One case within reach."""
    return cases(actor).filter(uuid=uuid).first()


def steps_of(case: Case) -> list[CaseStep]:
    """Its steps from the first to the last."""
    return rows_where(CaseStep, "case_id = %s ORDER BY id", case.pk)


def own_cases(actor: Actor) -> QuerySet[Case]:
    """The cases of the actor's own record; none for a login without one."""
    rows = cases(actor)
    return rows.filter(applicant__uuid=actor.person_uuid) if actor.person_uuid else rows.none()


_NUMBERED = ByKey(lambda: Case.objects.select_related("item"), "number")


def _by_number(actor: Actor, number: str) -> Case | None:
    """The case with its item; None for an unknown number as for one out of reach."""
    try:
        case = _NUMBERED.get(number)
    except Case.DoesNotExist:
        return None
    return case if actor.reaches(case.division_code) else None


def case_of_receipt(actor: Actor, number: str, proof: str) -> Case | None:
    """The case with the number whose receipt's code, or whose telephone's last four digits, are these; nothing is told apart from nothing."""
    case = _by_number(actor, number)
    if case is None:
        return None
    if len(proof) == LAST_FOUR:
        return case if case.phone_masked and constant_time_compare(case.phone_masked[-LAST_FOUR:], proof) else None
    return case if holds_code(case, proof) else None


def opinion_of(case: Case) -> CaseOpinion | None:
    """What was said of the case, if anything."""
    return next(iter(rows_where(CaseOpinion, "case_id = %s", case.pk)), None)


@dataclass(frozen=True)
class Opinions:
    """What was said within reach in a year: how often each of the three words (by its code), and the sentences without day, case or clerk. ``few``: too few to count."""

    few: bool
    counts: dict[str, int]
    sentences: list[tuple[str, str]]


def opinions(actor: Actor, on: dt.date, scope: str | None = None) -> Opinions:
    """Opinions of the last 365 days; under five nothing is told, so that none is traced to its case."""
    rows = CaseOpinion.objects.visible_to(actor, scope).filter(said_on__gt=on - dt.timedelta(days=365), said_on__lte=on)
    by_word = dict(rows.order_by().values_list("word").annotate(n=Count("id")))
    if sum(by_word.values()) < FEW_OPINIONS:
        return Opinions(True, {}, [])
    sentences = sorted((row.case.item.name, row.words) for row in rows.exclude(words="").select_related("case__item"))
    return Opinions(False, {code: by_word.get(code, 0) for code in CaseOpinion.Word.values}, sentences)


@dataclass(frozen=True)
class Balance:
    """Every case that was ever taken in is open in the village, passed on, or closed."""

    accepted: int
    open: int
    transferred: int
    closed: int


def balance(actor: Actor, scope: str | None = None) -> Balance:
    """The balance within reach: what was taken in is counted from the steps, what became of it from the cases."""
    taken_in = CaseStep.objects.visible_to(actor, scope).filter(kind=CaseStep.Kind.RECEIVE).count()
    ended = Q(state__in=CLOSED)
    found = Case.objects.visible_to(actor, scope).aggregate(
        closed=Count("id", filter=ended), open=Count("id", filter=~ended & Q(holder=Holder.VILLAGE)), transferred=Count("id", filter=~ended & Q(holder__in=ABOVE))
    )
    return Balance(taken_in, found["open"], found["transferred"], found["closed"])


@dataclass(frozen=True)
class DayCounts:
    """What a hall did on a day, and what it has in hand."""

    accepted: int
    done: int
    open: int


def counts_of_day(actor: Actor, on: dt.date) -> DayCounts:
    """Taken in and done on the day, still open after it, within reach."""
    rows = Case.objects.visible_to(actor)
    found = rows.aggregate(accepted=Count("id", filter=Q(recorded_on=on)), done=Count("id", filter=Q(closed_on=on, state=State.DONE)), open=Count("id", filter=~Q(state__in=CLOSED)))
    return DayCounts(**found)


def ended_within(actor: Actor, on: dt.date, days: int) -> list[tuple[dt.date, dt.date]]:
    """(received, ended) of each case within reach that was done or refused in the last ``days`` days."""
    rows = Case.objects.visible_to(actor).filter(closed_on__gt=on - dt.timedelta(days=days), closed_on__lte=on, state__in=(State.DONE, State.REFUSED))
    return list(rows.values_list("received_on", "closed_on"))


def ask_days(on: dt.date) -> int:
    """In how many working days the window accepts what came on the day, or tells once what is missing (R-K06)."""
    return county_settings().on(on)["cases.ask_days"]


def usual_remedy(on: dt.date) -> str:
    """What may be done against a refusal, in the county's words; whoever refuses puts it right for the case."""
    return county_settings().on(on)["cases.remedy"]


def leaf_of(case: Case) -> str:
    """The number of the log's leaf of the receipt, which the applicant's paper carries: the receipt cannot be unwritten."""
    leaf = AuditLeaf.objects.filter(action="cases.receive_case", object_id=str(case.uuid)).order_by("id").first()
    return str(leaf.uuid) if leaf else ""


def address_of(case: Case) -> str:
    """The case's one page."""
    return reverse("cases:case", args=[case.uuid])


def tasks_for(actor: Actor, on: dt.date) -> list[Task]:
    """What waits in the actor's hands with its last day, a word once the reminder is due; and what is overdue below, for the level above."""
    if not actor.may(P.VIEW_CASES):
        return []
    mine = [holder for permission, holders in ((P.RECORD_CASES, (Holder.VILLAGE,)), (P.HANDLE_TOWN_CASES, ABOVE)) if actor.may(permission) for holder in holders]
    rows = cases(actor).exclude(state__in=CLOSED)
    tasks = [_task(row, on) for row in rows.filter(holder__in=mine).exclude(state=State.SUPPLEMENT, due_on__isnull=True)]
    below = overdue(rows, on).filter(holder__in=_looks_after(actor))
    return tasks + [Task(_("办件"), _title(row), _("下级过期没有办结，请督办"), row.due_on, address_of(row), row.division_code) for row in below]


def _looks_after(actor: Actor) -> list[str]:
    """Whose overdue cases come up to the actor: the village's to its secretary and to the town's officer, the town's to its committee."""
    if actor.may(P.HANDLE_TOWN_CASES):
        return [Holder.VILLAGE]
    if actor.may(P.OVERSEE_CASES):
        village = any(len(prefix) == len(actor.county_code) for prefix in actor.reach)
        return [Holder.VILLAGE] if village else list(ABOVE)
    return []


def _title(row: Case) -> str:
    return f"{row.item.name} {row.number}"


def _task(row: Case, on: dt.date) -> Task:
    due, why = row.due_on, _("要办结")
    if row.state == State.RECEIVED:
        due, why = min(row.due_on, working_days_after(row.received_on, ask_days(row.received_on)).day), _("要受理，或一次性告知缺什么")
    elif row.due_on < on:
        why = _("已过期，请马上办结")
    elif row.notice_on <= on:
        why = _("期限快到了，请抓紧")
    elif row.state == State.SUPPLEMENT:
        why = _("材料问得晚，期限照算；请催齐材料")
    return Task(_("办件"), _title(row), why, due, address_of(row), row.division_code)
