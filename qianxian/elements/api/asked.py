"""Tasks for programs: what is asked, why, what it really asks before it goes out, and every step of its issuer."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query
from pydantic import Field

from qianxian.elements import commands, permissions, queries
from qianxian.elements.api.register import element_named, router
from qianxian.elements.models import CollectionTask, Question
from qianxian.foundation.verdict import require
from qianxian.portal.contract import WRITTEN, ListQuery, Made, Page, matched, once, page, tagged, there
from qianxian.portal.contract.shapes import Code, Day, Document, Given, Reason, Shape, Uuid, Year, one_of

State, Asks, Mark = one_of(*CollectionTask.State.values), one_of(*CollectionTask.Asks.values), one_of(*Question.Mark.values)


class CollectionShape(Shape):
    """A task."""

    uuid: Uuid
    version: int
    title: str
    purpose: str
    basis: str
    issuer_code: Code
    issuer_role: str
    asks: Asks
    due_on: Day
    minutes: int
    state: State
    over_budget: bool
    budget_reason: str
    issued_on: Day | None
    ended_on: Day | None


class QuestionShape(Shape):
    """One question in its place; ``element``: the code."""

    uuid: Uuid
    position: int
    element: str
    mark: Mark

    @staticmethod
    def resolve_element(row: Question) -> str:
        """The element's code."""
        return row.element.code


class TaskOutlookShape(Shape):
    """What a task really asks of its units within reach: cells held, to confirm, really new; minutes in all; working hours ahead."""

    units: int
    held: int
    to_confirm: int
    really_new: int
    minutes: int
    lead_hours: int


class BurdenShape(Shape):
    """M1–M9 of one issuer and month; null where nothing was counted."""

    issuer_code: Code
    issuer_role: str
    month: str = Field(examples=["2019-12"])
    fields_asked: int
    reuse: int | None
    duplicates: int
    without_task: int | None
    minutes: int
    lead_hours: int | None
    returned: str | None
    messages: str | None = Field(examples=["4.2"], description="每人每周消息数；不到五个人收到的不统计")

    @staticmethod
    def resolve_issuer_code(row: queries.Burden) -> str:
        """The issuer's place."""
        return row.issuer[0]

    @staticmethod
    def resolve_issuer_role(row: queries.Burden) -> str:
        """The issuer's office."""
        return row.issuer[1]

    @staticmethod
    def resolve_returned(row: queries.Burden) -> str | None:
        """Per cent with one place."""
        return None if row.returned is None else str(row.returned)

    @staticmethod
    def resolve_messages(row: queries.Burden) -> str | None:
        """Messages per person and week with one place."""
        return None if row.messages is None else str(row.messages)


class CollectionsFind(ListQuery):
    """Which tasks."""

    state: State | None = None


class BurdenFind(ListQuery):
    """Which year."""

    year: Year | None = None


class AboutGiven(Given):
    """What a task says of itself."""

    title: str = Field(min_length=1, max_length=80, pattern=r"^[^\x00-\x1f\x7f]*$", examples=["路灯情况"])
    purpose: Reason
    basis: Document
    due_on: Day
    minutes: int = Field(ge=1, le=600)


class CollectionGiven(AboutGiven):
    """A draft; ``places``: 6, 9 or 12 digits each."""

    asks: Asks
    places: list[str] = Field(min_length=1, max_length=200, examples=[["440403103"]])


class QuestionGiven(Given):
    """One more question."""

    element: str = Field(max_length=60, examples=["village.street_lights"])
    mark: Mark


class IssueGiven(Given):
    """The reason, where it goes over the budget."""

    budget_reason: Reason = ""


class WhyGiven(Given):
    """Why."""

    reason: Reason


def collection_of(request: HttpRequest, uuid: UUID) -> CollectionTask:
    """The task, or 404."""
    require(permissions.can_view_elements(request.actor))
    return there(queries.task_by_uuid(uuid, request.actor))


@router.get("/collections", response=Page[CollectionShape], operation_id="list_collections", summary="填报任务")
def list_collections(request: HttpRequest, find: Query[CollectionsFind]) -> dict[str, Any]:
    """What is asked of villages within reach, and one's own drafts."""
    require(permissions.can_view_elements(request.actor))
    rows = queries.tasks(request.actor)
    return page(request, find, rows.filter(state=find.state) if find.state else rows)


@router.get("/collections/{uuid}", response=CollectionShape, operation_id="get_collection", summary="一个填报任务", openapi_extra={"x-tagged": True})
def get_collection(request: HttpRequest, response: HttpResponse, uuid: UUID) -> CollectionTask:
    """One task."""
    return tagged(response, collection_of(request, uuid))


@router.get("/collections/{uuid}/questions", response=Page[QuestionShape], operation_id="list_collection_questions", summary="任务要问的项")
def list_questions(request: HttpRequest, uuid: UUID, find: Query[ListQuery]) -> dict[str, Any]:
    """Its questions; ``position`` says the order."""
    return page(request, find, collection_of(request, uuid).questions.select_related("element"))


@router.get("/collections/{uuid}/outlook", response=TaskOutlookShape, operation_id="get_collection_outlook", summary="任务真正要问多少")
def get_outlook(request: HttpRequest, uuid: UUID) -> queries.Outlook:
    """What it really asks today."""
    return queries.outlook(collection_of(request, uuid), request.actor, request.today)


@router.get("/burden", response=list[BurdenShape], operation_id="get_burden", summary="减负看板")
def get_burden(request: HttpRequest, find: Query[BurdenFind]) -> list[queries.Burden]:
    """What was asked, per issuer and month, of units within reach."""
    require(permissions.can_view_elements(request.actor))
    return queries.burden(request.actor, year=find.year or request.today.year, scope=find.prefix)


@router.post("/collections", response=WRITTEN, operation_id="draft_collection", summary="起草填报任务")
@once
def draft_collection(request: HttpRequest, body: CollectionGiven) -> Made:
    """A draft without questions."""
    return Made(commands.draft_task(by=request.actor, on=request.today, **body.model_dump()))


def _step(request: HttpRequest, uuid: UUID, command: Callable[..., Any], **given: Any) -> Made:
    return Made(command(task=matched(request, collection_of(request, uuid)), by=request.actor, **given))


@router.post("/collections/{uuid}/change", response=WRITTEN, operation_id="change_collection", summary="修改填报任务")
@once
def change_collection(request: HttpRequest, uuid: UUID, body: AboutGiven) -> Made:
    """What a draft says of itself."""
    return _step(request, uuid, commands.change_task, on=request.today, **body.model_dump())


@router.post("/collections/{uuid}/questions", response=WRITTEN, operation_id="add_collection_question", summary="任务加一项")
@once
def add_question(request: HttpRequest, uuid: UUID, body: QuestionGiven) -> Made:
    """One more question at the end of a draft."""
    row = collection_of(request, uuid)
    return Made(commands.add_question(task=row, element=element_named(request, body.element), mark=body.mark, by=request.actor))


@router.post("/collections/{uuid}/questions/{question}/drop", response=WRITTEN, operation_id="drop_collection_question", summary="任务去掉一项")
@once
def drop_question(request: HttpRequest, uuid: UUID, question: UUID) -> Made:
    """A question taken out of a draft."""
    return Made(commands.drop_question(question=there(queries.question_of(collection_of(request, uuid), question)), by=request.actor))


@router.post("/collections/{uuid}/questions/{question}/change", response=WRITTEN, operation_id="change_collection_question", summary="改问法")
@once
def change_question(request: HttpRequest, uuid: UUID, question: UUID, mark: Mark) -> Made:
    """Asked as new, or shown to be confirmed."""
    return Made(commands.change_question(question=there(queries.question_of(collection_of(request, uuid), question)), mark=mark, by=request.actor))


@router.post("/collections/{uuid}/issue", response=WRITTEN, operation_id="issue_collection", summary="下发填报任务")
@once
def issue_collection(request: HttpRequest, uuid: UUID, body: IssueGiven) -> Made:
    """It goes out, or waits for the second person (R-K20, R-K21)."""
    return _step(request, uuid, commands.issue_task, on=request.today, **body.model_dump())


@router.post("/collections/{uuid}/approve", response=WRITTEN, operation_id="approve_collection", summary="同意下发填报任务")
@once
def approve_collection(request: HttpRequest, uuid: UUID) -> Made:
    """The second person agrees."""
    return _step(request, uuid, commands.approve_task, on=request.today)


@router.post("/collections/{uuid}/decline", response=WRITTEN, operation_id="decline_collection", summary="退回填报任务")
@once
def decline_collection(request: HttpRequest, uuid: UUID, body: WhyGiven) -> Made:
    """The second person sends it back."""
    return _step(request, uuid, commands.decline_task, reason=body.reason)


@router.post("/collections/{uuid}/report", response=WRITTEN, operation_id="report_collection", summary="直接出数")
@once
def report_collection(request: HttpRequest, uuid: UUID) -> Made:
    """Nothing new is needed: nobody is asked."""
    return _step(request, uuid, commands.report_task, on=request.today)


@router.post("/collections/{uuid}/close", response=WRITTEN, operation_id="close_collection", summary="办结填报任务")
@once
def close_collection(request: HttpRequest, uuid: UUID, body: WhyGiven) -> Made:
    """It ends."""
    return _step(request, uuid, commands.close_task, on=request.today, reason=body.reason)


@router.post("/collections/{uuid}/withdraw", response=WRITTEN, operation_id="withdraw_collection", summary="撤回填报任务")
@once
def withdraw_collection(request: HttpRequest, uuid: UUID, body: WhyGiven) -> Made:
    """A draft given up."""
    return _step(request, uuid, commands.withdraw_task, on=request.today, reason=body.reason)
