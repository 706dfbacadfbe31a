"""Joint vetting: lists for the vetting officer, lines for the departments. A reply is opened for vetting officers alone."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import Field

from qianxian.engagements import commands, permissions, queries
from qianxian.engagements.commands.vetting import CONCLUSIONS, Answer
from qianxian.engagements.grounds import VETTING_GROUNDS
from qianxian.engagements.models import VettingCase, VettingRound
from qianxian.engagements.queries.vetting import matrix, round_by_uuid
from qianxian.foundation.errors import violated
from qianxian.foundation.verdict import require
from qianxian.people.queries import people
from qianxian.portal.contract import WRITTEN, ListQuery, Made, Page, found, matched, once, page, tagged, there
from qianxian.portal.contract.shapes import Code, Day, Given, Name, Party, Shape, Uuid, one_of

router = Router(tags=["县级联审"])
AT = "vetting/rounds"
Department = Field(max_length=40, pattern=r"^[a-z_]+$", examples=["court"])


class RoundShape(Shape):
    """A list of candidates sent to the departments."""

    uuid: Uuid
    version: int
    number: str
    division_code: Code
    purpose: one_of(*VettingRound.Purpose.values)
    departments: list[str]
    sent_on: Day | None
    due_on: Day


class CellShape(Shape):
    """A department's answer; ``conclusion`` empty while it is silent. Silence is not consent."""

    department: str = Field(alias="reply.department")
    conclusion: str
    ground_code: str
    replied_on: Day | None = Field(alias="reply.replied_on")


class LineShape(Shape):
    """One person's row."""

    case: Uuid = Field(alias="case.uuid")
    version: int = Field(alias="case.version")
    person: Party = Field(alias="case.person")
    state: one_of(*VettingCase.State.values) = Field(alias="case.state")
    valid_until: Day | None = Field(alias="case.valid_until")
    replies: list[CellShape]

    @staticmethod
    def resolve_replies(line: Any) -> list[Any]:
        """Of the departments that were asked."""
        return [cell for cell in line.cells if cell is not None]


class RoundDetail(RoundShape):
    """A list with its persons."""

    lines: list[LineShape]


class OwedShape(Shape):
    """A line that the actor's department owes."""

    uuid: Uuid
    version: int
    round: Uuid = Field(alias="case.round.uuid")
    round_number: str = Field(alias="case.round.number")
    person: Party = Field(alias="case.person")
    department: str
    asked_on: Day
    due_on: Day
    replied_on: Day | None


class RoundGiven(Given):
    """Whom to vet, what for, until when. Departments default to the county's setting."""

    persons: list[Uuid] = Field(min_length=1, max_length=500)
    purpose: one_of(*VettingRound.Purpose.values) = "centre_post"
    due_on: Day
    departments: list[str] | None = Field(None, max_length=30, examples=[["court"]])


class AnswerLine(Given):
    """One line: conclusion, and the ground of an objection."""

    reply: Uuid
    conclusion: one_of(*CONCLUSIONS)
    ground_code: one_of("", *VETTING_GROUNDS) = ""


class AnswersGiven(Given):
    """All answers of one list, signed once at its foot."""

    signed_by: Name
    answers: list[AnswerLine] = Field(min_length=1, max_length=500)


@router.get("/vetting/rounds", response=Page[RoundShape], operation_id="list_vetting_rounds", summary="联审名单")
def list_rounds(request: HttpRequest, find: Query[ListQuery]) -> dict[str, Any]:
    """Lists, for vetting officers."""
    require(permissions.can_view_vetting(request.actor))
    return page(request, find, queries.rounds(request.actor))


def _round(request: HttpRequest, uuid: UUID) -> VettingRound:
    require(permissions.can_view_vetting(request.actor))
    return there(round_by_uuid(uuid, request.actor))


@router.get(
    "/vetting/rounds/{uuid}",
    response=RoundDetail,
    operation_id="get_vetting_round",
    summary="一份联审名单",
    openapi_extra={"x-tagged": True},
)
def get_round(request: HttpRequest, response: HttpResponse, uuid: UUID) -> VettingRound:
    """Persons by departments."""
    row = _round(request, uuid)
    row.lines = matrix(row)
    return tagged(response, row)


@router.post("/vetting/rounds", response=WRITTEN, operation_id="create_vetting_round", summary="建联审名单")
@once
def create_round(request: HttpRequest, body: RoundGiven) -> Made:
    """A new list, not yet sent (R-E05)."""
    require(permissions.can_view_vetting(request.actor))
    persons = list(people(request.actor).filter(uuid__in=body.persons))
    if len(persons) < len(set(body.persons)):
        raise violated("persons", "名单里有人没有找到，或不在您的范围内。核对编号。", "R-E05", "persons")
    more = body.model_dump(exclude={"persons"})
    return Made(commands.create_round(persons=persons, by=request.actor, on=request.today, **more), AT)


@router.post("/vetting/rounds/{uuid}/send", response=WRITTEN, operation_id="send_vetting_round", summary="发出联审名单")
@once
def send_round(request: HttpRequest, uuid: UUID) -> Made:
    """Each department sees its lines and owes an answer by the due day."""
    return Made(commands.send_round(round=matched(request, _round(request, uuid)), by=request.actor, on=request.today), AT)


@router.get("/vetting/replies", response=Page[OwedShape], operation_id="list_owed_replies", summary="本部门要答复的")
def list_replies(request: HttpRequest, find: Query[ListQuery]) -> dict[str, Any]:
    """Lines that the actor's department owes or may answer again."""
    require(permissions.can_view_department_list(request.actor))
    return page(request, find, queries.outstanding_replies(request.actor))


@router.post("/vetting/replies", response=WRITTEN, operation_id="answer_vetting", summary="答复联审")
@once
def answer_vetting(request: HttpRequest, body: AnswersGiven) -> Made:
    """All answers or none; sealed, code and conclusion only."""
    require(permissions.can_view_department_list(request.actor))
    owed = {row.uuid: row for row in queries.outstanding_replies(request.actor).filter(uuid__in=[line.reply for line in body.answers])}
    if len(owed) < len({line.reply for line in body.answers}):
        raise violated("lines", "名单里有的行不属于本部门，或已下结论。重新读取名单。", "R-E05", "answers")
    lines = [Answer(owed[line.reply], line.conclusion, line.ground_code) for line in body.answers]
    rows = commands.answer_vetting_list(answers=lines, signed_by=body.signed_by, by=request.actor, on=request.today)
    return Made(rows[0])


@router.post("/vetting/rounds/{uuid}/cases/{case}/conclude", response=WRITTEN, operation_id="conclude_vetting_case", summary="下联审结论")
@once
def conclude_case(request: HttpRequest, uuid: UUID, case: UUID) -> Made:
    """Cleared for six months, blocked, or waiting for more; refused while anyone is silent."""
    row = matched(request, found(_round(request, uuid).cases.select_related("person", "round"), uuid=case))
    return Made(commands.conclude_case(case=row, by=request.actor, on=request.today))
