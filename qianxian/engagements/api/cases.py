"""Negative outcomes with hearing and review, the county's filing of secretaries, grounds on record: lists, and one operation per command."""

from collections.abc import Callable
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import Field, StringConstraints

from qianxian.engagements import commands, permissions, queries
from qianxian.engagements.models import ConsequenceCase, GroundRecord, SecretaryFiling
from qianxian.engagements.rules.filing import PIECES
from qianxian.foundation.verdict import require
from qianxian.people.queries import people
from qianxian.portal.contract import WRITTEN, ListQuery, Made, Page, found, matched, once, page, page_of, tagged, there
from qianxian.portal.contract.shapes import PLAIN, Code, Day, Document, Given, Party, Reason, Shape, Text, Title, Uuid, Word, one_of

router = Router(tags=["处理事项、书记备案"])
CASES, FILINGS, GROUNDS = "consequence-cases", "secretary-filings", "ground-records"
Said = Annotated[str, StringConstraints(max_length=4000, pattern=PLAIN), Field(examples=["三件超期不是我经办。"])]


class CaseShape(Shape):
    """A case; what the person said stands on its page and paper."""

    uuid: Uuid
    version: int
    number: str
    division_code: Code
    person: Party
    engagement: Uuid = Field(alias="engagement.uuid")
    kind: str
    state: str
    ground_code: str
    decided_on: Day | None
    last_day: Day | None
    review_until: Day | None
    answered_on: Day | None


class FilingShape(Shape):
    """A filing with its objection window."""

    uuid: Uuid
    version: int
    number: str
    division_code: Code
    mandate: Uuid = Field(alias="mandate.uuid")
    person: Party = Field(alias="mandate.person")
    event: str
    event_on: Day
    document: str
    filed_on: Day
    objection_until: Day
    objected_on: Day | None
    answered_on: Day | None


class UnfiledShape(Shape):
    """An elected secretary not filed yet, and the last day for it."""

    mandate: Uuid = Field(alias="mandate.uuid")
    person: Party = Field(alias="mandate.person")
    division_code: Code = Field(alias="mandate.division_code")
    due_on: Day


class GroundShape(Shape):
    """A ground of the list on record: the code and its document, nothing of the file."""

    uuid: Uuid
    version: int
    division_code: Code
    person: Party
    code: str
    since: Day
    until: Day | None
    document: str
    recorded_on: Day
    cleared_on: Day | None


class GroundGiven(Given):
    """A ground with its document."""

    code: Word
    since: Day
    document: Document
    until: Day | None = None


class Cleared(Given):
    """The last day in every office that the law ends."""

    last_day: Day


class CaseGiven(Given):
    """A ground of the list with its evidence."""

    kind: one_of(*ConsequenceCase.Kind.values)
    ground_code: Word
    ground: Reason
    evidence: Text
    since: Day | None = None
    until: Day | None = None


class Called(Given):
    """When and where the person is heard."""

    hearing_on: Day
    place: Title


class Heard(Given):
    """What was said."""

    heard_on: Day
    heard_by: Document
    statement: Said


class Decided(Given):
    """The body's decision."""

    body: Title
    meeting: Title
    reasons: Text
    last_day: Day | None = None


class Dropped(Given):
    """Why."""

    reasons: Text


class Served(Given):
    """When the notice was received, and whom to ask."""

    served_on: Day
    contact: Title


class Asked(Given):
    """Grounds."""

    grounds: Text


class Answered(Given):
    """The panel's answer."""

    result: one_of("upheld", "overturned")
    panel: Document
    reasons: Text
    document: Title


class FilingGiven(Given):
    """What is filed."""

    event: one_of(*SecretaryFiling.Event.values)
    document: Document
    pieces: Annotated[list[one_of(*PIECES)], Field(max_length=10)]
    late_reason: Reason = ""


class Objected(Given):
    """The county's objection."""

    objection: Text


class ObjectionAnswered(Given):
    """The town's answer."""

    answer: Text


def _case(request: HttpRequest, uuid: UUID) -> ConsequenceCase:
    case = there(queries.case_by_uuid(uuid, request.actor))
    require(permissions.can_view_case(request.actor, case))
    return case


def _done(request: HttpRequest, uuid: UUID, command: Callable, body: Given) -> Made:
    case = matched(request, _case(request, uuid))
    return Made(command(case=case, by=request.actor, on=request.today, **body.model_dump()), CASES)


@router.get("/consequence-cases", response=Page[CaseShape], operation_id="list_cases", summary="处理事项")
def list_cases(request: HttpRequest, find: Query[ListQuery]) -> dict[str, Any]:
    """Cases in reach, by division code."""
    require(permissions.can_view_cases(request.actor))
    return page(request, find, queries.cases_in_reach(request.actor, find.prefix))


@router.get("/consequence-cases/{uuid}", response=CaseShape, operation_id="get_case", summary="一件处理事项", openapi_extra={"x-tagged": True})
def get_case(request: HttpRequest, response: HttpResponse, uuid: UUID) -> ConsequenceCase:
    """One case; one's own, too."""
    return tagged(response, _case(request, uuid))


@router.post("/engagements/{uuid}/cases", response=WRITTEN, operation_id="propose_consequence", summary="提出处理")
@once
def propose_consequence(request: HttpRequest, uuid: UUID, body: CaseGiven) -> Made:
    """Nothing ends before a hearing and a body's decision."""
    require(permissions.can_view_cases(request.actor))
    engagement = found(queries.engagements(request.actor), uuid=uuid, acting=False)
    return Made(commands.propose_consequence(engagement=engagement, by=request.actor, on=request.today, **body.model_dump()), CASES)


@router.post("/consequence-cases/{uuid}/call", response=WRITTEN, operation_id="call_hearing", summary="通知听取陈述")
@once
def call_hearing(request: HttpRequest, uuid: UUID, body: Called) -> Made:
    """At least the county's days ahead."""
    return _done(request, uuid, commands.call_hearing, body)


@router.post("/consequence-cases/{uuid}/hearing", response=WRITTEN, operation_id="record_hearing", summary="记录陈述申辩")
@once
def record_hearing(request: HttpRequest, uuid: UUID, body: Heard) -> Made:
    """What the person said."""
    return _done(request, uuid, commands.record_hearing, body)


@router.post("/consequence-cases/{uuid}/decide", response=WRITTEN, operation_id="decide_case", summary="决定处理")
@once
def decide_case(request: HttpRequest, uuid: UUID, body: Decided) -> Made:
    """By a body, after the hearing."""
    return _done(request, uuid, commands.decide_case, body)


@router.post("/consequence-cases/{uuid}/drop", response=WRITTEN, operation_id="drop_case", summary="不作处理")
@once
def drop_case(request: HttpRequest, uuid: UUID, body: Dropped) -> Made:
    """The engagement goes on."""
    return _done(request, uuid, commands.drop_case, body)


@router.post("/consequence-cases/{uuid}/serve", response=WRITTEN, operation_id="serve_case", summary="送达告知书")
@once
def serve_case(request: HttpRequest, uuid: UUID, body: Served) -> Made:
    """With remedy and deadline."""
    return _done(request, uuid, commands.serve_case, body)


@router.post("/consequence-cases/{uuid}/ask-review", response=WRITTEN, operation_id="ask_case_review", summary="申请复核")
@once
def ask_case_review(request: HttpRequest, uuid: UUID, body: Asked) -> Made:
    """Within its days."""
    return _done(request, uuid, commands.ask_case_review, body)


@router.post("/consequence-cases/{uuid}/answer-review", response=WRITTEN, operation_id="answer_case_review", summary="答复复核")
@once
def answer_case_review(request: HttpRequest, uuid: UUID, body: Answered) -> Made:
    """By people who neither proposed nor decided; overturned means restored from the first day."""
    return _done(request, uuid, commands.answer_case_review, body)


def _filing(request: HttpRequest, uuid: UUID) -> SecretaryFiling:
    require(permissions.can_view_cases(request.actor))
    return found(queries.filings_in_reach(request.actor), uuid=uuid)


@router.get("/secretary-filings", response=Page[FilingShape], operation_id="list_filings", summary="书记备案")
def list_filings(request: HttpRequest, find: Query[ListQuery]) -> dict[str, Any]:
    """Filings in reach, by division code."""
    require(permissions.can_view_cases(request.actor))
    return page(request, find, queries.filings_in_reach(request.actor, find.prefix))


@router.get("/unfiled-secretaries", response=Page[UnfiledShape], operation_id="list_unfiled_secretaries", summary="当选书记，还没有备案")
def list_unfiled_secretaries(request: HttpRequest, find: Query[ListQuery]) -> dict[str, Any]:
    """Elected secretaries in reach whose election is not filed."""
    require(permissions.can_view_cases(request.actor))
    return page_of(find, queries.elected_unfiled(request.actor, request.today, find.prefix), key=lambda one: one.mandate.uuid)


@router.get("/secretary-filings/{uuid}", response=FilingShape, operation_id="get_filing", summary="一件备案", openapi_extra={"x-tagged": True})
def get_filing(request: HttpRequest, response: HttpResponse, uuid: UUID) -> SecretaryFiling:
    """One filing."""
    return tagged(response, _filing(request, uuid))


@router.post("/mandates/{uuid}/file", response=WRITTEN, operation_id="file_secretary", summary="书记备案")
@once
def file_secretary(request: HttpRequest, uuid: UUID, body: FilingGiven) -> Made:
    """Within the county's days (R-E08), or with the reason for being late."""
    require(permissions.can_view_cases(request.actor))
    mandate = there(queries.secretary_mandate(uuid, request.actor))
    return Made(commands.file_secretary(mandate=mandate, by=request.actor, on=request.today, **body.model_dump()), FILINGS)


@router.post("/secretary-filings/{uuid}/object", response=WRITTEN, operation_id="object_to_filing", summary="对备案提出异议")
@once
def object_to_filing(request: HttpRequest, uuid: UUID, body: Objected) -> Made:
    """The county's, within its days."""
    filing = matched(request, _filing(request, uuid))
    return Made(commands.object_to_filing(filing=filing, by=request.actor, on=request.today, **body.model_dump()), FILINGS)


@router.post("/secretary-filings/{uuid}/answer", response=WRITTEN, operation_id="answer_objection", summary="答复备案异议")
@once
def answer_objection(request: HttpRequest, uuid: UUID, body: ObjectionAnswered) -> Made:
    """The town committee's."""
    filing = matched(request, _filing(request, uuid))
    return Made(commands.answer_objection(filing=filing, by=request.actor, on=request.today, **body.model_dump()), FILINGS)


def _ground(request: HttpRequest, uuid: UUID) -> GroundRecord:
    require(permissions.can_view_grounds(request.actor))
    return there(queries.ground_by_uuid(uuid, request.actor))


@router.get("/ground-records", response=Page[GroundShape], operation_id="list_grounds", summary="不宜任职情形")
def list_grounds(request: HttpRequest, find: Query[ListQuery]) -> dict[str, Any]:
    """Grounds on record in reach, by division code; the district's officers alone."""
    require(permissions.can_view_grounds(request.actor))
    return page(request, find, queries.grounds_in_reach(request.actor, find.prefix))


@router.get("/ground-records/{uuid}", response=GroundShape, operation_id="get_ground", summary="一项不宜任职情形", openapi_extra={"x-tagged": True})
def get_ground(request: HttpRequest, response: HttpResponse, uuid: UUID) -> GroundRecord:
    """One ground."""
    return tagged(response, _ground(request, uuid))


@router.post("/people/{uuid}/grounds", response=WRITTEN, operation_id="record_ground", summary="登记不宜任职情形")
@once
def record_ground(request: HttpRequest, uuid: UUID, body: GroundGiven) -> Made:
    """By a vetting officer of the district, with the document (R-E06)."""
    require(permissions.can_view_grounds(request.actor))
    who = found(people(request.actor), uuid=uuid)
    return Made(commands.record_ground(person=who, by=request.actor, on=request.today, **body.model_dump()), GROUNDS)


@router.post("/ground-records/{uuid}/clear", response=WRITTEN, operation_id="clear_cadre", summary="依法终止职务")
@once
def clear_cadre(request: HttpRequest, uuid: UUID, body: Cleared) -> Made:
    """Every office that the law ends, by somebody who did not record the ground."""
    record = matched(request, _ground(request, uuid))
    commands.clear_cadre(record=record, by=request.actor, on=request.today, **body.model_dump())
    record.refresh_from_db()
    return Made(record, GROUNDS)
