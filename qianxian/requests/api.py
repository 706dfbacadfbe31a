"""Requests for programs of those who handle them. Who told a request leaves here in no answer, and no operation opens it: that is a person's act."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import Field

from qianxian.foundation.errors import violated
from qianxian.foundation.verdict import require
from qianxian.portal.contract import WRITTEN, ListQuery, Made, Page, matched, once, page, tagged, there
from qianxian.portal.contract.shapes import Code, Count, Day, Given, Name, Reason, Shape, Text, Title, Uuid, one_of
from qianxian.requests import commands, permissions, queries
from qianxian.requests.models import Holder, Petition, PetitionReview, Request, RequestStep, State
from qianxian.threads.models import Thread

router = Router(tags=["诉求"])
AT = "requests"
Kind, About, Stands, Held = one_of(*Request.Kind.values), one_of(*Request.About.values), one_of(*State.values), one_of(*Holder.values)
Channel, Subject = one_of(*Request.Channel.values[1:]), one_of(*Thread.Subject.values)


class RequestShape(Shape):
    """A request: what kind, where it stands, by when."""

    uuid: Uuid
    version: int
    division_code: Code
    number: str = Field(examples=["SQ103210-2019-0001"])
    kind: Kind
    subject: Subject
    channel: str
    about: About
    protected: bool = Field(description="身份受保护，经办的人看不到是谁")
    anonymous: bool
    state: Stands
    holder: Held
    holder_body: str
    received_on: Day
    due_on: Day
    notice_on: Day
    confirmed: bool = Field(description="节假日安排已公布")
    closed_on: Day | None


class RequestStepShape(Shape):
    """One step, in the words that the resident reads."""

    uuid: Uuid
    kind: one_of(*RequestStep.Kind.values)
    state: Stands
    holder: Held
    holder_body: str
    words: str
    remedy: str
    due_on: Day
    happened_on: Day


class ReviewShape(Shape):
    """A review or re-review."""

    stage: int
    until: Day
    asked_on: Day
    answer_by: Day
    answered_on: Day | None
    outcome: str
    words: str


class PetitionShape(Shape):
    """A petition's days (R-X10)."""

    uuid: Uuid
    received_on: Day
    route_by: Day
    routed_on: Day | None
    accepted_on: Day | None
    finish_by: Day | None
    extended_days: Count
    notified_on: Day | None
    finished_on: Day | None
    replied_on: Day | None
    reviews: list[ReviewShape]

    @staticmethod
    def resolve_reviews(row: Petition) -> list[PetitionReview]:
        """In their order."""
        return queries.reviews_of(row)


class SumsShape(Shape):
    """Every request ever received is open in the village, passed on, or closed."""

    accepted: Count
    open: Count
    transferred: Count
    closed: Count


class RequestsFind(ListQuery):
    """Narrow the requests; never by who told them."""

    kind: Kind | None = None
    state: Stands | None = None
    holder: Held | None = None
    overdue: bool = False


class RequestGiven(Given):
    """Taken in for a resident; name and telephone are sealed and kept apart."""

    division_code: Code
    kind: Kind
    matter: Text
    channel: Channel = "window"
    subject: Subject = "other"
    about: About = "none"
    about_body: str = Field("", max_length=60, examples=[""])
    name: Name = ""
    phone: str = Field("", max_length=20, pattern=r"^[0-9 -]*$", examples=["0756-5510000"])
    protect: bool = False
    received_on: Day | None = None


class AssignGiven(Given):
    """Where to, and why."""

    to: Held
    words: Reason
    body: str = Field("", max_length=60, examples=[""])


class WordsGiven(Given):
    """Words for the resident, without names and numbers."""

    words: Text


class DoneGiven(WordsGiven):
    """For a petition with the day of delivery."""

    told_on: Day | None = None


class DeclineGiven(WordsGiven):
    """The reason, and where to turn."""

    remedy: Reason


class ExtendGiven(WordsGiven):
    """By how many days, and why."""

    days: int = Field(ge=1, le=30, examples=[20])


class ComplainedOfGiven(Given):
    """The unit, or the person who stands aside."""

    about: About | None = None
    about_body: str = Field("", max_length=60, examples=[""])
    person: Uuid | None = None


class ThreadGiven(Given):
    """In the official's words, without names."""

    title: Title = Field(max_length=60)
    matter: Text
    road: one_of(*Thread.Road.values) = "decision"


class AskedGiven(Given):
    """The day on which the petitioner asked."""

    asked_on: Day


class OutcomeGiven(WordsGiven):
    """The outcome."""

    outcome: one_of(*PetitionReview.Outcome.values)


@router.get("/requests", response=Page[RequestShape], operation_id="list_requests", summary="诉求")
def list_requests(request: HttpRequest, find: Query[RequestsFind]) -> dict[str, Any]:
    """Requests by their last day, then answered and closed ones."""
    require(permissions.can_view_requests(request.actor))
    rows = queries.requests(request.actor, find.prefix)
    rows = rows.filter(**{name: value for name in ("kind", "state", "holder") if (value := getattr(find, name))})
    return page(request, find, queries.overdue(rows, request.today) if find.overdue else rows)


@router.get("/requests/sums", response=SumsShape, operation_id="get_request_sums", summary="诉求收支")
def get_sums(request: HttpRequest) -> queries.Sums:
    """Received, open, passed on and closed within reach."""
    require(permissions.can_view_requests(request.actor))
    return queries.sums(request.actor)


def _request(request: HttpRequest, uuid: UUID) -> Request:
    require(permissions.can_view_requests(request.actor))
    return there(queries.request_by_uuid(uuid, request.actor))


@router.get("/requests/{uuid}", response=RequestShape, operation_id="get_request", summary="一件诉求", openapi_extra={"x-tagged": True})
def get_request(request: HttpRequest, response: HttpResponse, uuid: UUID) -> Request:
    """One request; what was told is read on its page."""
    return tagged(response, _request(request, uuid))


@router.get("/requests/{uuid}/steps", response=list[RequestStepShape], operation_id="list_request_steps", summary="诉求的步骤")
def list_steps(request: HttpRequest, uuid: UUID) -> list[RequestStep]:
    """Its steps from the first to the last."""
    return list(queries.steps_of(_request(request, uuid)))


@router.get("/requests/{uuid}/petition", response=PetitionShape, operation_id="get_petition", summary="信访事项的期限")
def get_petition(request: HttpRequest, uuid: UUID) -> Petition:
    """Its days as they were kept."""
    return there(queries.petition_of(_request(request, uuid)))


@router.post("/requests", response=WRITTEN, operation_id="receive_request", summary="登记诉求")
@once
def receive_request(request: HttpRequest, body: RequestGiven) -> Made:
    """Taken in. The receipt's code is in ``secret``, in the first answer alone."""
    made = commands.receive_request(**body.model_dump(), by=request.actor, on=request.today)
    return Made(made.request, AT, secret=made.code)


def _step(request: HttpRequest, uuid: UUID, command: Any, **given: Any) -> Made:
    row = matched(request, _request(request, uuid))
    command(request=row, by=request.actor, on=request.today, **given)
    row.refresh_from_db()
    return Made(row, AT)


def _review(request: HttpRequest, uuid: UUID, command: Any, **given: Any) -> Made:
    row = matched(request, _request(request, uuid))
    command(petition=there(queries.petition_of(row)), by=request.actor, on=request.today, **given)
    return Made(row, AT)


@router.post("/requests/{uuid}/accept", response=WRITTEN, operation_id="accept_request", summary="受理诉求")
@once
def accept_request(request: HttpRequest, uuid: UUID) -> Made:
    """Accepted."""
    return _step(request, uuid, commands.accept_request)


@router.post("/requests/{uuid}/assign", response=WRITTEN, operation_id="assign_request", summary="派单")
@once
def assign_request(request: HttpRequest, uuid: UUID, body: AssignGiven) -> Made:
    """Up, to a department, or back; never to who is complained of (R-K11)."""
    return _step(request, uuid, commands.assign_request, **body.model_dump())


@router.post("/requests/{uuid}/note", response=WRITTEN, operation_id="note_request", summary="告知诉求进展")
@once
def note_request(request: HttpRequest, uuid: UUID, body: WordsGiven) -> Made:
    """How far it is."""
    return _step(request, uuid, commands.note_request, **body.model_dump())


@router.post("/requests/{uuid}/answer", response=WRITTEN, operation_id="answer_request", summary="书面答复诉求")
@once
def answer_request(request: HttpRequest, uuid: UUID, body: WordsGiven) -> Made:
    """The written answer."""
    return _step(request, uuid, commands.answer_request, **body.model_dump())


@router.post("/requests/{uuid}/visit", response=WRITTEN, operation_id="visit_requester", summary="登记回访")
@once
def visit_requester(request: HttpRequest, uuid: UUID, body: WordsGiven) -> Made:
    """Whether it helped."""
    return _step(request, uuid, commands.visit_requester, **body.model_dump())


@router.post("/requests/{uuid}/finish", response=WRITTEN, operation_id="finish_request", summary="办结诉求")
@once
def finish_request(request: HttpRequest, uuid: UUID, body: DoneGiven) -> Made:
    """Done after its answer."""
    return _step(request, uuid, commands.finish_request, **body.model_dump())


@router.post("/requests/{uuid}/decline", response=WRITTEN, operation_id="decline_request", summary="诉求不予受理")
@once
def decline_request(request: HttpRequest, uuid: UUID, body: DeclineGiven) -> Made:
    """With reason and remedy."""
    return _step(request, uuid, commands.decline_request, **body.model_dump())


@router.post("/requests/{uuid}/withdraw", response=WRITTEN, operation_id="withdraw_request", summary="登记诉求撤回")
@once
def withdraw_request(request: HttpRequest, uuid: UUID, body: WordsGiven) -> Made:
    """Taken back by who told it."""
    return _step(request, uuid, commands.withdraw_request, **body.model_dump())


@router.post("/requests/{uuid}/reopen", response=WRITTEN, operation_id="reopen_request", summary="重新打开诉求")
@once
def reopen_request(request: HttpRequest, uuid: UUID, body: WordsGiven) -> Made:
    """Within the county's days."""
    return _step(request, uuid, commands.reopen_request, **body.model_dump())


@router.post("/requests/{uuid}/complained-of", response=WRITTEN, operation_id="name_complained_of", summary="登记诉求回避")
@once
def name_complained_of(request: HttpRequest, uuid: UUID, body: ComplainedOfGiven) -> Made:
    """Whom it is about; only ever tightened."""
    person = queries.official(request.actor, body.person)
    if body.person and person is None:
        raise violated("person", "没有这个人，请核对。", "", "person")
    return _step(request, uuid, commands.name_complained_of, about=body.about or "", about_body=body.about_body, person=person)


@router.post("/requests/{uuid}/thread", response=WRITTEN, operation_id="open_thread_for_request", summary="诉求转成线")
@once
def open_thread_for(request: HttpRequest, uuid: UUID, body: ThreadGiven) -> Made:
    """Once, and never of what is protected."""
    return _step(request, uuid, commands.open_thread_for, **body.model_dump())


@router.post("/requests/{uuid}/petition", response=WRITTEN, operation_id="register_petition", summary="按信访事项登记")
@once
def register_petition(request: HttpRequest, uuid: UUID) -> Made:
    """By the town or the district (R-X10)."""
    return _step(request, uuid, commands.register_petition)


@router.post("/requests/{uuid}/petition/extend", response=WRITTEN, operation_id="extend_petition", summary="批准信访事项延长")
@once
def extend_petition(request: HttpRequest, uuid: UUID, body: ExtendGiven) -> Made:
    """Once, by at most thirty days, told to the petitioner."""
    return _step(request, uuid, commands.extend_petition, **body.model_dump())


@router.post("/requests/{uuid}/petition/review", response=WRITTEN, operation_id="ask_petition_review", summary="登记复查、复核请求")
@once
def ask_review(request: HttpRequest, uuid: UUID, body: AskedGiven) -> Made:
    """In time, or refused."""
    return _review(request, uuid, commands.ask_review, **body.model_dump())


@router.post("/requests/{uuid}/petition/review/answer", response=WRITTEN, operation_id="answer_petition_review", summary="答复复查、复核")
@once
def answer_review(request: HttpRequest, uuid: UUID, body: OutcomeGiven) -> Made:
    """By somebody who took no step before."""
    return _review(request, uuid, commands.answer_review, **body.model_dump())
