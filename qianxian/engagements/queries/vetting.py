"""Reads of joint vetting: rounds, the matrix of persons and departments, what a department still owes."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from qianxian.elections.above import Vetted
from qianxian.engagements import judging
from qianxian.engagements.models import VettingCase, VettingReply, VettingRound
from qianxian.foundation.actor import Actor
from qianxian.people.models import Person


@dataclass(frozen=True)
class Cell:
    """One department's answer about one person, opened for a vetting officer; ``conclusion`` "" while silent."""

    reply: VettingReply
    conclusion: str
    ground_code: str


@dataclass(frozen=True)
class Line:
    """One person's row in the matrix."""

    case: VettingCase
    cells: tuple[Cell | None, ...]

    @property
    def complete(self) -> bool:
        """True when every asked department has answered."""
        return all(cell is not None and cell.conclusion for cell in self.cells)

    @property
    def ready(self) -> bool:
        """True when a conclusion would say something new: all answered or one objects, and nobody still waits for the material he asked for."""
        said = {cell.conclusion for cell in self.cells if cell is not None}
        if self.case.state not in ("open", "needs_info"):
            return False
        return "objection" in said or (self.complete and bool(said) and (self.case.state == "open" or "need_more" not in said))


def rounds(actor: Actor) -> QuerySet[VettingRound]:
    """Lists within reach, the newest first, with how many persons and how many are concluded."""
    done = Q(cases__state__in=["cleared", "blocked"])
    return VettingRound.objects.visible_to(actor).annotate(persons=Count("cases"), done=Count("cases", filter=done)).order_by("-id")


def being_vetted(actor: Actor) -> set[int]:
    """Keys of the persons on a list that is not concluded yet: each is asked about once at a time."""
    return set(VettingCase.objects.visible_to(actor).filter(state__in=["open", "needs_info"]).values_list("person_id", flat=True))


def round_by_uuid(uuid, actor: Actor) -> VettingRound | None:
    """One list within reach."""
    return VettingRound.objects.visible_to(actor).filter(uuid=uuid).first()


def matrix(round: VettingRound) -> list[Line]:
    """Persons × departments of a list. Row-level security gives the replies to vetting officers alone; for others every cell is empty."""
    replies = {(r.case_id, r.department): r for r in VettingReply.objects.filter(case__round=round)}
    lines = []
    for case in round.cases.select_related("person").order_by("division_code", "pk"):
        found = [replies.get((case.pk, department)) for department in round.departments]
        lines.append(Line(case, tuple(_cell(reply) if reply else None for reply in found)))
    return lines


def _cell(reply: VettingReply) -> Cell:
    answer = judging.opened(reply)
    return Cell(reply, answer.get("conclusion", ""), answer.get("ground_code", ""))


def outstanding_replies(actor: Actor) -> QuerySet[VettingReply]:
    """Lines that the actor's department still owes, or may answer again; earliest due first."""
    rows = VettingReply.objects.visible_to(actor).filter(department=actor.department, case__state__in=["open", "needs_info"])
    return rows.select_related("case__person", "case__round").order_by("due_on", "case__round_id", "case__division_code", "pk")


def department_rounds(actor: Actor) -> list[tuple[VettingRound, int, int]]:
    """Lists sent to the actor's department: (list, lines, lines still without an answer), the earliest due first."""
    rows = VettingReply.objects.visible_to(actor).filter(department=actor.department)
    counts = rows.values("case__round").annotate(
        lines=Count("pk"), owed=Count("pk", filter=Q(replied_on=None, case__state__in=["open", "needs_info"]))
    )
    by_round = {c["case__round"]: c for c in counts}
    found = VettingRound.objects.visible_to(actor).filter(pk__in=by_round).order_by("due_on", "pk")
    return [(r, by_round[r.pk]["lines"], by_round[r.pk]["owed"]) for r in found]


def overdue_by_round(actor: Actor, on: dt.date) -> QuerySet[VettingRound]:
    """Sent lists whose due day has passed with silent departments, with the number of silent lines."""
    silent = Q(cases__replies__replied_on=None, cases__state__in=["open", "needs_info"])
    rows = VettingRound.objects.visible_to(actor).filter(sent_on__isnull=False, due_on__lt=on)
    return rows.annotate(silent=Count("cases__replies", filter=silent)).filter(silent__gt=0).order_by("due_on")


def to_conclude(actor: Actor) -> list[tuple[VettingRound, int]]:
    """Lists sent by somebody else with persons to conclude: (list, how many). Whoever waits for material asked for is not among them."""
    answered = VettingCase.objects.visible_to(actor).filter(state__in=["open", "needs_info"], round__sent_on__isnull=False)
    answered = answered.exclude(pk__in=VettingReply.objects.filter(replied_on=None).values("case")).exclude(round__sent_by=actor.login)
    waiting = _asking_for_more(answered.filter(state="needs_info"))
    by_round = Counter(answered.exclude(pk__in=waiting).values_list("round_id", flat=True))
    return [(row, by_round[row.pk]) for row in VettingRound.objects.filter(pk__in=by_round).order_by("due_on")]


def _asking_for_more(cases: QuerySet[VettingCase]) -> set[int]:
    """Keys of those whose answers still say 需补充; the few replies in question are opened."""
    said = defaultdict(set)
    for reply in VettingReply.objects.filter(case__in=cases):
        said[reply.case_id].add(judging.opened(reply)["conclusion"])
    return {key for key, conclusions in said.items() if "need_more" in conclusions and "objection" not in conclusions}


def cases_of_person(person: Person, actor: Actor) -> QuerySet[VettingCase]:
    """A person's vettings: state and validity only."""
    return VettingCase.objects.visible_to(actor).filter(person=person).order_by("-id")


def vetted_on(people: Iterable[Person], day: dt.date) -> dict[int, Vetted]:
    """Each person's latest vetting as it stands on a day: state and validity only, never what a department said."""
    keys = [person.pk for person in people]
    latest: dict[int, VettingCase] = {}
    for case in VettingCase.objects.filter(person__in=keys).order_by("id"):
        latest[case.person_id] = case
    return {key: _vetted(latest.get(key), day) for key in keys}


def _vetted(case: VettingCase | None, day: dt.date) -> Vetted:
    if case is None:
        return Vetted("none", _("没有办理，请先送区联审"))
    if case.state == VettingCase.State.BLOCKED:
        return Vetted("blocked", str(case.get_state_display()))
    if case.state != VettingCase.State.CLEARED:
        return Vetted("open", _("还没有结论，请等联审结论"))
    if case.valid_until is not None and case.valid_until < day:
        return Vetted("expired", _("有效期到 %(until)s，到选举日已经过期，请重新联审") % {"until": case.valid_until})
    return Vetted("cleared", str(case.get_state_display()))
