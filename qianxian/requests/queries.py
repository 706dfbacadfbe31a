"""Reads of requests: the register by deadline, what waits for whom, petitions, and one request by its receipt. Never anything by who told it.

Every list begins at ``requests(actor)``, which leaves out what is complained of at the actor's own level and whatever he stands aside of.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, When
from django.urls import reverse
from django.utils.translation import gettext as _

from qianxian.accounts.models import RoleGrant
from qianxian.accounts.queries import is_one_of
from qianxian.accounts.rights import Permission as P
from qianxian.cases.receipts import holds_code
from qianxian.foundation.actor import Actor
from qianxian.foundation.models import AuditLeaf
from qianxian.foundation.periods import working_days_after
from qianxian.foundation.sealing import unseal
from qianxian.foundation.tasks import Task
from qianxian.people.models import Person
from qianxian.requests.models import Holder, Petition, PetitionReview, Request, Requester, RequestStep, State
from qianxian.requests.moves import CLOSED, LEVELS, WAITING
from qianxian.rulebook.queries import county_settings
from qianxian.threads.models import ThreadLink

ABOVE = (Holder.TOWN, Holder.DISTRICT, Holder.DEPARTMENT)
REVEALED = "requests.reveal_requester"
_DIGITS = {6: "district", 9: "town"}
_OWN_ONLY = ("resident", "member")


def stands_at(actor: Actor) -> str:
    """The level at which the actor works, by the widest of his places: village, town or district."""
    return _DIGITS.get(min((len(prefix) for prefix in actor.reach if prefix), default=12), "village")


def requests(actor: Actor, scope: str | None = None) -> QuerySet[Request]:
    """Every request that the actor may know of: what waits by its last day, then what is answered and closed, the latest first."""
    rows = Request.objects.visible_to(actor, scope)
    if actor.role:  # somebody with a receipt has none
        rows = rows.none() if actor.role in _OWN_ONLY else rows.filter(seen_from__in=LEVELS[: LEVELS.index(stands_at(actor)) + 1])
    if actor.person_uuid:
        rows = rows.exclude(asides__person__uuid=actor.person_uuid)
    ended = Case(When(state__in=WAITING, then=0), When(state=State.ANSWERED, then=1), default=2, output_field=IntegerField())
    return rows.order_by(ended, F("closed_on").desc(nulls_first=True), "due_on", "id")


def overdue(rows: QuerySet[Request], on: dt.date) -> QuerySet[Request]:
    """Those without an answer after their last day."""
    return rows.filter(due_on__lt=on, state__in=WAITING)


def request_by_uuid(uuid: UUID, actor: Actor) -> Request | None:
    """One request that the actor may know of."""
    return requests(actor).filter(uuid=uuid).first()


def request_by_number(number: str, actor: Actor) -> Request | None:
    """As above, by its number."""
    return requests(actor).filter(number=number.strip().upper()).first()


def steps_of(request: Request) -> QuerySet[RequestStep]:
    """Its steps from the first to the last."""
    return request.steps.order_by("id")


def answer_of(request: Request) -> RequestStep | None:
    """The written answer in force: the last one, none after it was opened again."""
    last = request.steps.filter(kind__in=(RequestStep.Kind.ANSWER, RequestStep.Kind.REOPEN)).order_by("-id").first()
    return last if last is not None and last.kind == RequestStep.Kind.ANSWER else None


def ended_on(request: Request) -> dt.date:
    """The day of its answer or end, from which it may be opened again for the county's days."""
    ends = (RequestStep.Kind.ANSWER, RequestStep.Kind.FINISH, RequestStep.Kind.DECLINE, RequestStep.Kind.WITHDRAW)
    return request.steps.filter(kind__in=ends).latest("id").happened_on


def petition_of(request: Request) -> Petition | None:
    """The request as a petition, if it was registered as one."""
    return Petition.objects.filter(request=request).first()


def reviews_of(petition: Petition) -> list[PetitionReview]:
    """Review and re-review."""
    return list(petition.reviews.order_by("stage"))


def request_of_receipt(actor: Actor, number: str, code: str) -> Request | None:
    """The request with the number whose receipt bears the code; nothing is told apart from nothing. No telephone opens a request."""
    found = requests(actor).filter(number=number).first()
    return found if found is not None and holds_code(found, code) else None


@dataclass(frozen=True)
class Teller:
    """Name and telephone of who told a request; empty where he gave none."""

    name: str = ""
    phone: str = ""


def sealed_as(request: Request, field: str) -> str:
    """What a sealed field is bound to."""
    return f"requests.requester.{field}:{request.uuid}"


def open_teller(request: Request) -> Teller:
    """Who told it, where it is not protected and its handler may write to him; of what is protected nobody reads it here."""
    return opened(Requester.objects.filter(request=request, request__protected=False).first(), request)


def opened(row: Requester | None, request: Request) -> Teller:
    """The unsealed row; only for callers that asked and recorded, or whose request is not protected."""
    if row is None:
        return Teller()
    return Teller(unseal(row.name_sealed, row=sealed_as(request, "name")), unseal(row.phone_sealed, row=sealed_as(request, "phone")))


@dataclass(frozen=True)
class Sums:
    """Every request that was ever received is open in the village, passed on, or closed."""

    accepted: int
    open: int
    transferred: int
    closed: int


def sums(actor: Actor, scope: str | None = None) -> Sums:
    """The balance of what the actor may know of: received is counted from the steps, what became of it from the requests."""
    known = requests(actor, scope).order_by()
    received = RequestStep.objects.visible_to(actor, scope).filter(kind=RequestStep.Kind.RECEIVE, request__in=known).count()
    ended = Q(state__in=CLOSED)
    found = known.aggregate(
        closed=Count("id", filter=ended), open=Count("id", filter=~ended & Q(holder=Holder.VILLAGE)), transferred=Count("id", filter=~ended & Q(holder__in=ABOVE))
    )
    return Sums(received, found["open"], found["transferred"], found["closed"])


def usual_remedy(on: dt.date) -> str:
    """What may be done against a refusal to accept, in the county's words."""
    return county_settings().on(on)["requests.remedy"]


def leaf_of(request: Request) -> str:
    """The number of the log's leaf of the receipt: the receipt cannot be unwritten."""
    leaf = AuditLeaf.objects.filter(action="requests.receive_request", object_id=str(request.uuid)).order_by("id").first()
    return str(leaf.uuid) if leaf else ""


def reveals_today(actor: Actor) -> int:
    """How many identities the login has opened today."""
    today = AuditLeaf.objects.filter(actor=actor.login, action=REVEALED).extra(
        where=["at >= date_trunc('day', now() AT TIME ZONE 'Asia/Shanghai') AT TIME ZONE 'Asia/Shanghai'"]
    )
    return today.count()


def officials_of(request: Request, on: dt.date) -> list[tuple[str, str]]:
    """(person, name and role) of everybody with an account in the request's village or town, of whom it may be told."""
    code = request.division_code
    grants = RoleGrant.objects.filter(division_code__in=[code, f"{code[:9]}000"], period__contains=on, user__person_uuid__isnull=False).select_related("user")
    named = {str(one.user.person_uuid): f"{one.user.name}（{one.get_role_display()}）" for one in grants.exclude(role__in=_OWN_ONLY).order_by("id")}
    return sorted(named.items(), key=lambda pair: pair[1])


def official(actor: Actor, uuid: UUID | str | None) -> Person | None:
    """The person of the registry within reach, who may have to stand aside."""
    return Person.objects.visible_to(actor).filter(uuid=uuid).first() if uuid else None


def on_a_thread(request: Request) -> bool:
    """Whether it was made a thread, or hung on one."""
    return ThreadLink.objects.filter(kind=Request._meta.model_name, thing=request.uuid).exists()


def address_of(uuid: UUID) -> str:
    """The request's one page."""
    return reverse("requests:request", args=[uuid])


def _hands(actor: Actor) -> list[str]:
    """The desks at which the actor works: a department's progress is written down at the desk that sent it there."""
    rights = ((P.RECORD_REQUESTS, "village"), (P.HANDLE_TOWN_REQUESTS, "town"), (P.HANDLE_DISTRICT_REQUESTS, "district"))
    return [desk for right, desk in rights if actor.may(right)]


def _below(actor: Actor) -> list[str]:
    """Whose overdue requests come up to the actor: the village's to its secretary and the town, the town's to its committee and the district."""
    if actor.may(P.HANDLE_TOWN_REQUESTS):
        return ["village"]
    if actor.may(P.HANDLE_DISTRICT_REQUESTS):
        return ["town"]
    if actor.may(P.OVERSEE_REQUESTS):
        return ["village"] if stands_at(actor) == "village" else ["town"]
    return []


def tasks_for(actor: Actor, on: dt.date) -> list[Task]:
    """What waits in the actor's hands with its last day, what is overdue below, and reviews of petitions to be answered."""
    if not actor.may(P.VIEW_REQUESTS):
        return []
    accept_days = county_settings().on(on)["requests.accept_days"]
    rows = requests(actor).exclude(state__in=CLOSED)
    tasks = [_task(row, on, accept_days) for row in rows.filter(desk__in=_hands(actor))]
    for row in overdue(rows, on).filter(desk__in=_below(actor)):
        tasks.append(_named(row, _("下级过期没有答复，请督办"), row.due_on))
    if actor.may(P.APPROVE_EXTENSIONS):
        ending = rows.filter(state=State.IN_PROCESS, petition__extended_days=0, notice_on__lte=on, due_on__gte=on)
        tasks += [_named(row, _("信访事项快到期；确需延长的由您批准"), row.due_on) for row in ending if not is_one_of(actor, *row.handled_by)]
    if actor.may(P.HANDLE_DISTRICT_REQUESTS):
        waiting = PetitionReview.objects.filter(answered_on__isnull=True, petition__request__in=requests(actor).order_by()).select_related("petition__request")
        waiting = [one for one in waiting if not is_one_of(actor, *one.petition.handled_by)]
        tasks += [_named(one.petition.request, _("要答复%(stage)s") % {"stage": one.get_stage_display()}, one.answer_by) for one in waiting]
    return tasks


def _named(row: Request, why: str, due: dt.date | None) -> Task:
    return Task(_("诉求"), f"{row.get_kind_display()} {row.number}", why, due, address_of(row.uuid), row.division_code)


def _task(row: Request, on: dt.date, accept_days: int) -> Task:
    due: Any = row.due_on
    if row.state == State.ANSWERED:
        return _named(row, _("已答复，请回访、办结"), None)
    if row.due_on < on:
        return _named(row, _("已过期，请马上答复"), due)
    if row.state == State.RECEIVED:
        return _named(row, _("要受理，或写明理由不予受理"), min(due, working_days_after(row.received_on, accept_days).day))
    return _named(row, _("期限快到了，请抓紧") if row.notice_on <= on else _("要书面答复"), due)
