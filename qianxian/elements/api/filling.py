"""Units for programs: what is shown and asked of a village, what it gives, and what it says was asked before."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query
from pydantic import Field

from qianxian.elements import commands, pages, permissions, queries
from qianxian.elements.api.asked import collection_of
from qianxian.elements.api.register import router
from qianxian.elements.models import AskedBefore, TaskUnit
from qianxian.foundation.verdict import require
from qianxian.portal.contract import WRITTEN, ListQuery, Made, Page, matched, once, page, there
from qianxian.portal.contract.shapes import Code, Day, Given, Reason, Shape, Uuid, one_of

State, Reply = one_of(*TaskUnit.State.values), one_of(*AskedBefore.Reply.values)


class UnitShape(Shape):
    """A village or organisation asked; ``asked`` and ``shown`` as counted when the task went out."""

    uuid: Uuid
    version: int
    division_code: Code
    organisation: str | None
    state: State
    asked: int
    shown: int
    returns: int
    submitted_on: Day | None

    @staticmethod
    def resolve_organisation(row: TaskUnit) -> str | None:
        """The organisation's code."""
        return row.organisation.code if row.organisation else None


class LineShape(Shape):
    """One question as the unit sees it: shown with its value, asked, or to be entered in its register first."""

    question: Uuid
    element: str
    name: str
    value: str
    as_of: Day | None
    asked: bool
    in_register: bool

    @staticmethod
    def resolve_question(line: pages.FillLine) -> UUID:
        """The question's key."""
        return line.question.uuid

    @staticmethod
    def resolve_element(line: pages.FillLine) -> str:
        """The code of the element that counts."""
        return line.element.code

    @staticmethod
    def resolve_name(line: pages.FillLine) -> str:
        """Its name."""
        return line.element.name

    @staticmethod
    def resolve_in_register(line: pages.FillLine) -> bool:
        """Whether it is entered in its register first."""
        return bool(line.missing_in)


class ReportShape(Shape):
    """「这道题问过了」."""

    uuid: Uuid
    version: int
    division_code: Code
    element: str
    words: str
    reported_on: Day
    reply: str
    merged_into: str | None
    reply_words: str
    replied_on: Day | None

    @staticmethod
    def resolve_element(row: AskedBefore) -> str:
        """The code that the question asks."""
        return row.question.element.code

    @staticmethod
    def resolve_merged_into(row: AskedBefore) -> str | None:
        """The code that it was merged into."""
        return row.merged_into.code if row.merged_into else None


class ValueGiven(Given):
    """One value."""

    element: str = Field(max_length=60, examples=["village.street_lights"])
    value: str = Field(max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$", examples=["86"])


class SubmitGiven(Given):
    """Every value that is missing; what is held is confirmed."""

    values: list[ValueGiven] = Field([], max_length=60)


class WordsGiven(Given):
    """In one's own words."""

    words: Reason


class ReplyGiven(Given):
    """The owner's reply."""

    reply: Reply
    merged_into: str = Field("", max_length=60, examples=["village.street_lights"])
    words: Reason = ""


def unit_of(request: HttpRequest, uuid: UUID) -> TaskUnit:
    """The unit within reach, or 404."""
    require(permissions.can_view_elements(request.actor))
    return there(queries.unit_by_uuid(uuid, request.actor))


@router.get("/collections/{uuid}/units", response=Page[UnitShape], operation_id="list_collection_units", summary="填报单位")
def list_units(request: HttpRequest, uuid: UUID, find: Query[ListQuery]) -> dict[str, Any]:
    """Units of a task within reach."""
    return page(request, find, queries.units_of(collection_of(request, uuid), request.actor))


@router.get("/collection-units/{uuid}", response=list[LineShape], operation_id="get_collection_unit", summary="一个单位的表")
def get_unit(request: HttpRequest, uuid: UUID) -> list[pages.FillLine]:
    """Its form line by line."""
    return pages.lines_to_fill(unit_of(request, uuid), request.actor, request.today)


@router.post("/collection-units/{uuid}/submit", response=WRITTEN, operation_id="submit_collection_unit", summary="填报")
@once
def submit_unit(request: HttpRequest, uuid: UUID, body: SubmitGiven) -> Made:
    """Held values confirmed, missing ones given."""
    values = {one.element: one.value for one in body.values}
    return Made(commands.submit_unit(unit=matched(request, unit_of(request, uuid)), values=values, by=request.actor, on=request.today))


@router.post("/collection-units/{uuid}/return", response=WRITTEN, operation_id="return_collection_unit", summary="退回补正")
@once
def return_unit(request: HttpRequest, uuid: UUID, body: WordsGiven) -> Made:
    """Sent back by who asked."""
    return Made(commands.return_unit(unit=matched(request, unit_of(request, uuid)), words=body.words, by=request.actor))


@router.post("/collection-units/{uuid}/asked-before/{question}", response=WRITTEN, operation_id="report_collection_question", summary="这道题问过了")
@once
def report_question(request: HttpRequest, uuid: UUID, question: UUID, body: WordsGiven) -> Made:
    """Goes to the element's owner."""
    row = unit_of(request, uuid)
    held = there(queries.question_of(row.task, question))
    return Made(commands.report_question(unit=row, question=held, words=body.words, by=request.actor, on=request.today))


@router.get("/asked-before", response=Page[ReportShape], operation_id="list_asked_before", summary="这道题问过了")
def list_reports(request: HttpRequest, find: Query[ListQuery]) -> dict[str, Any]:
    """What villages within reach said was asked before."""
    require(permissions.can_view_elements(request.actor))
    return page(request, find, queries.reports(request.actor))


@router.post("/asked-before/{uuid}/answer", response=WRITTEN, operation_id="answer_asked_before", summary="答复这道题问过了")
@once
def answer_report(request: HttpRequest, uuid: UUID, body: ReplyGiven) -> Made:
    """Merged, or kept with the reason."""
    require(permissions.can_view_elements(request.actor))
    row = matched(request, there(queries.report_by_uuid(uuid, request.actor)))
    into = there(queries.element_by_code(body.merged_into)) if body.merged_into else None
    return Made(commands.answer_report(report=row, reply=body.reply, merged_into=into, words=body.words, by=request.actor, on=request.today))
