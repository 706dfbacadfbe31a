"""Threads for programs: the register, one thread with its history, and everything that may be recorded along it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import Field

from qianxian.foundation.verdict import require
from qianxian.portal.contract import WRITTEN, ListQuery, Made, Page, found, matched, once, page, tagged, there
from qianxian.portal.contract.shapes import Code, Day, Document, Given, Money, Reason, Shape, Text, Title, Uuid, Word, one_of
from qianxian.threads import commands, permissions, queries
from qianxian.threads.models import Stall, Thread, ThreadEvent, ThreadStep

router = Router(tags=["线"])
State, Subject, Origin = one_of(*Thread.State.values), one_of(*Thread.Subject.values), one_of(*Thread.Origin.values)
Channel, Road = one_of(*Thread.Channel.values), one_of(*Thread.Road.values)
Step, Holder, Cause = one_of(*ThreadStep.Step.values), one_of(*ThreadStep.Holder.values), one_of(*Stall.Cause.values)


class ThreadShape(Shape):
    """A thread and where it stands."""

    uuid: Uuid
    version: int
    division_code: Code
    number: str = Field(examples=["2012-大赤坎村-001"])
    title: str
    matter: str
    subject: Subject
    origin: Origin
    channel: Channel
    road: Road
    asked_on: Day
    households: int | None
    state: State
    closed_on: Day | None
    step: Step = Field(alias="step_now")
    step_since: Day
    holder_role: Holder = Field(alias="held_by")
    holder_code: Code = Field(alias="held_at")
    holder_body: str = Field(alias="held_body")
    stalled_since: Day | None


class ThreadsFind(ListQuery):
    """Narrow the threads."""

    state: State | None = None
    subject: Subject | None = None


class EstimateShape(Shape):
    """An estimate in yuan."""

    uuid: Uuid
    version: int
    estimated_on: Day
    amount: Money
    source: str
    document: str


class StepShape(Shape):
    """A step as recorded."""

    uuid: Uuid
    version: int
    step: Step
    since: Day
    holder_role: Holder
    holder_code: Code
    holder_body: str
    missing: list[str]


class StallShape(Shape):
    """A time at a stand; no last day while it goes on."""

    uuid: Uuid
    version: int
    cause: Cause
    words: str
    since: Day = Field(alias="period.lower")
    lifted_on: Day | None = Field(alias="period.upper")
    lift_words: str


class EventShape(Shape):
    """What happened to the thread itself."""

    uuid: Uuid
    version: int
    kind: one_of(*ThreadEvent.Kind.values)
    happened_on: Day
    title: str
    words: str
    document: str


class TieShape(Shape):
    """A thing of another room on the thread."""

    uuid: Uuid
    version: int
    kind: Word
    thing: Uuid
    label: str
    since: Day


class OpenGiven(Given):
    """What was asked; never by whom."""

    division_code: Code
    title: Title
    matter: Text
    subject: Subject
    origin: Origin
    channel: Channel
    asked_on: Day
    road: Road = "decision"
    document: Document = ""
    households: int | None = Field(None, ge=1, le=100_000, examples=[486])
    missing: list[str] = Field(default_factory=list, max_length=20)


class MoveGiven(Given):
    """Where it stands."""

    step: Step
    since: Day
    holder_role: Holder
    holder_code: Code
    holder_body: Title = ""
    missing: list[str] = Field(default_factory=list, max_length=20)
    document: Document = ""


class EstimateGiven(Given):
    """One more estimate."""

    estimated_on: Day
    amount: Money
    source: Title
    document: Document
    corrects: Uuid | None = None


class StallGiven(Given):
    """Why it stands still."""

    cause: Cause
    words: Reason
    since: Day


class LiftGiven(Given):
    """What set it moving."""

    lifted_on: Day
    words: Reason


class NoteGiven(Given):
    """Something from a paper."""

    happened_on: Day
    title: Title
    words: Text
    document: Document


class TieGiven(Given):
    """A thing of another room."""

    kind: Word
    thing_uuid: Uuid
    label: Title


class TellGiven(Given):
    """The answer."""

    told_on: Day
    channel: Channel
    words: Text


class CloseGiven(Given):
    """The end."""

    words: Text
    document: Document = ""


class WhyGiven(Given):
    """Why."""

    reason: Reason


class JoinGiven(WhyGiven):
    """Into which one."""

    into: Uuid


class SplitGiven(WhyGiven):
    """A new thread out of it."""

    title: Title
    matter: Text
    subject: Subject
    links: list[Uuid] = Field(default_factory=list, max_length=50)


def _thread(request: HttpRequest, uuid: UUID) -> Thread:
    require(permissions.can_view_threads(request.actor))
    return there(queries.thread_by_uuid(uuid, request.actor))


def _step(request: HttpRequest, uuid: UUID, command: Callable[..., Any], **given: Any) -> Made:
    row = matched(request, _thread(request, uuid))
    return Made(command(thread=row, by=request.actor, on=request.today, **given))


@router.get("/threads", response=Page[ThreadShape], operation_id="list_threads", summary="线")
def list_threads(request: HttpRequest, find: Query[ThreadsFind]) -> dict[str, Any]:
    """Every thread within reach."""
    require(permissions.can_view_threads(request.actor))
    rows = queries.threads(request.actor, find.prefix).filter(asked_on__lte=find.day(request))
    rows = rows.filter(state=find.state) if find.state else rows
    return page(request, find, rows.filter(subject=find.subject) if find.subject else rows)


@router.get("/threads/{uuid}", response=ThreadShape, operation_id="get_thread", summary="一条线", openapi_extra={"x-tagged": True})
def get_thread(request: HttpRequest, response: HttpResponse, uuid: UUID) -> Thread:
    """One thread."""
    return tagged(response, _thread(request, uuid))


@router.get("/threads/{uuid}/estimates", response=Page[EstimateShape], operation_id="list_thread_estimates", summary="一条线的估算")
def list_estimates(request: HttpRequest, uuid: UUID, find: Query[ListQuery]) -> dict[str, Any]:
    """Its estimates; those put right are left out."""
    return page(request, find, queries.estimates(_thread(request, uuid), find.day(request)))


@router.get("/threads/{uuid}/steps", response=Page[StepShape], operation_id="list_thread_steps", summary="一条线走过的步骤")
def list_steps(request: HttpRequest, uuid: UUID, find: Query[ListQuery]) -> dict[str, Any]:
    """Its steps as recorded."""
    return page(request, find, queries.steps(_thread(request, uuid)))


@router.get("/threads/{uuid}/stalls", response=Page[StallShape], operation_id="list_thread_stalls", summary="一条线的搁置")
def list_stalls(request: HttpRequest, uuid: UUID, find: Query[ListQuery]) -> dict[str, Any]:
    """Its times at a stand."""
    return page(request, find, queries.stalls(_thread(request, uuid)))


@router.get("/threads/{uuid}/events", response=Page[EventShape], operation_id="list_thread_events", summary="一条线的记录")
def list_events(request: HttpRequest, uuid: UUID, find: Query[ListQuery]) -> dict[str, Any]:
    """What happened to it and to those joined into it."""
    return page(request, find, queries.events(_thread(request, uuid)))


@router.get("/threads/{uuid}/ties", response=Page[TieShape], operation_id="list_thread_ties", summary="一条线上串着的事物")
def list_ties(request: HttpRequest, uuid: UUID, find: Query[ListQuery]) -> dict[str, Any]:
    """What hangs on it today."""
    return page(request, find, queries.links(_thread(request, uuid)))


@router.post("/threads", response=WRITTEN, operation_id="open_thread", summary="登记一条线")
@once
def open_thread(request: HttpRequest, body: OpenGiven) -> Made:
    """A new thread."""
    return Made(commands.open_thread(by=request.actor, on=request.today, **body.model_dump()))


@router.post("/threads/{uuid}/move", response=WRITTEN, operation_id="move_thread", summary="登记走到哪一步")
@once
def move_thread(request: HttpRequest, uuid: UUID, body: MoveGiven) -> Made:
    """Where it stands."""
    return _step(request, uuid, commands.move, **body.model_dump())


@router.post("/threads/{uuid}/estimate", response=WRITTEN, operation_id="estimate_thread", summary="登记估算")
@once
def estimate_thread(request: HttpRequest, uuid: UUID, body: EstimateGiven) -> Made:
    """One more estimate."""
    row = matched(request, _thread(request, uuid))
    given = body.model_dump() | {"amount": body.amount, "corrects": found(queries.estimates(row), uuid=body.corrects) if body.corrects else None}
    return Made(commands.estimate(thread=row, by=request.actor, on=request.today, **given))


@router.post("/threads/{uuid}/stall", response=WRITTEN, operation_id="stall_thread", summary="登记搁置")
@once
def stall_thread(request: HttpRequest, uuid: UUID, body: StallGiven) -> Made:
    """At a stand, with its cause."""
    return _step(request, uuid, commands.stall, **body.model_dump())


@router.post("/threads/{uuid}/lift", response=WRITTEN, operation_id="lift_thread", summary="登记恢复")
@once
def lift_thread(request: HttpRequest, uuid: UUID, body: LiftGiven) -> Made:
    """Moving again."""
    return _step(request, uuid, commands.lift, **body.model_dump())


@router.post("/threads/{uuid}/note", response=WRITTEN, operation_id="note_thread", summary="补记一笔")
@once
def note_thread(request: HttpRequest, uuid: UUID, body: NoteGiven) -> Made:
    """Something from a paper."""
    return _step(request, uuid, commands.note, **body.model_dump())


@router.post("/threads/{uuid}/ties", response=WRITTEN, operation_id="attach_to_thread", summary="串到线上")
@once
def attach_to_thread(request: HttpRequest, uuid: UUID, body: TieGiven) -> Made:
    """A thing of another room tied to it."""
    return _step(request, uuid, commands.attach, **body.model_dump())


@router.post("/thread-ties/{uuid}/detach", response=WRITTEN, operation_id="detach_from_thread", summary="从线上取下")
@once
def detach_from_thread(request: HttpRequest, uuid: UUID, body: WhyGiven) -> Made:
    """Taken off with why."""
    require(permissions.can_view_threads(request.actor))
    link = there(queries.link_by_uuid(uuid, request.actor))
    return Made(commands.detach(link=link, by=request.actor, on=request.today, **body.model_dump()))


@router.post("/threads/{uuid}/tell", response=WRITTEN, operation_id="tell_thread", summary="登记答复")
@once
def tell_thread(request: HttpRequest, uuid: UUID, body: TellGiven) -> Made:
    """The answer given."""
    return _step(request, uuid, commands.tell, **body.model_dump())


@router.post("/threads/{uuid}/close", response=WRITTEN, operation_id="close_thread", summary="办结")
@once
def close_thread(request: HttpRequest, uuid: UUID, body: CloseGiven) -> Made:
    """The end."""
    return _step(request, uuid, commands.close, **body.model_dump())


@router.post("/threads/{uuid}/reopen", response=WRITTEN, operation_id="reopen_thread", summary="重新打开")
@once
def reopen_thread(request: HttpRequest, uuid: UUID, body: WhyGiven) -> Made:
    """Under way again."""
    return _step(request, uuid, commands.reopen, **body.model_dump())


@router.post("/threads/{uuid}/join", response=WRITTEN, operation_id="join_thread", summary="合并到别的线")
@once
def join_thread(request: HttpRequest, uuid: UUID, body: JoinGiven) -> Made:
    """Joined into another."""
    row = matched(request, _thread(request, uuid))
    into = there(queries.thread_by_uuid(body.into, request.actor))
    return Made(commands.join(thread=row, into=into, reason=body.reason, by=request.actor, on=request.today))


@router.post("/threads/{uuid}/split", response=WRITTEN, operation_id="split_thread", summary="拆分出一条线")
@once
def split_thread(request: HttpRequest, uuid: UUID, body: SplitGiven) -> Made:
    """A new one out of it."""
    row = matched(request, _thread(request, uuid))
    given = body.model_dump()
    given["links"] = list(queries.links(row).filter(uuid__in=body.links))
    return Made(commands.split(thread=row, by=request.actor, on=request.today, **given))
