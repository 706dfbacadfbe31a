"""证明与函件 for programs: the register, drafting, signing, ending. Whose a letter is is read on its page alone; checking one is the public page's."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import Field

from qianxian.cases.queries import case_by_uuid
from qianxian.foundation.verdict import require
from qianxian.letters import commands, permissions, queries
from qianxian.letters.models import Letter
from qianxian.portal.contract import WRITTEN, ListQuery, Made, Page, matched, once, page, tagged, there
from qianxian.portal.contract.shapes import Code, Day, Document, Given, Reason, Shape, Uuid, one_of

router = Router(tags=["证明与函件"])
AT = "letters"
Kind, Stands = one_of(*Letter.Kind.values), one_of(*Letter.State.values)


class LetterShape(Shape):
    """A letter: what kind, for whom, where it stands."""

    uuid: Uuid
    version: int
    division_code: Code
    kind: Kind
    state: Stands
    number: str = Field(examples=["HJ103210-2019-0001"])
    title: str
    addressee: str
    issuer: str
    drafted_on: Day
    issued_on: Day | None
    ended_on: Day | None


class DigestsShape(Shape):
    """SHA-256 of the files as issued; empty before."""

    pdf: str = ""
    docx: str = ""


class LettersFind(ListQuery):
    """Narrow the register."""

    state: Stands | None = None


class LetterGiven(Given):
    """``about``: the row of the kind's register (a member, an office, a case); a general letter has title and text instead.

    ``case``: the case that asked for it; ``online``: its applicant, whose identity was checked, fetches it with the receipt."""

    kind: Kind
    addressee: Document = Field(max_length=80)
    purpose: Document = Field(max_length=120)
    about: UUID | None = None
    title: str = Field("", max_length=60, examples=["关于借用会议室的函"])
    text: str = Field("", max_length=4800, examples=["因会议需要，借用贵单位会议室半天。"])
    replaces: UUID | None = None
    case: UUID | None = None
    online: bool = False


class EndGiven(Given):
    """Why."""

    reason: Reason


@router.get("/letters", response=Page[LetterShape], operation_id="list_letters", summary="证明与函件")
def list_letters(request: HttpRequest, find: Query[LettersFind]) -> dict[str, Any]:
    """Letters within reach, the latest first."""
    require(permissions.can_view_letters(request.actor))
    rows = queries.letters(request.actor, find.prefix)
    return page(request, find, rows.filter(state=find.state) if find.state else rows)


def _letter(request: HttpRequest, uuid: UUID) -> Letter:
    require(permissions.can_view_letters(request.actor))
    return there(queries.letter_by_uuid(uuid, request.actor))


@router.get("/letters/{uuid}", response=LetterShape, operation_id="get_letter", summary="一份函件", openapi_extra={"x-tagged": True})
def get_letter(request: HttpRequest, response: HttpResponse, uuid: UUID) -> Letter:
    """One letter."""
    return tagged(response, _letter(request, uuid))


@router.get("/letters/{uuid}/digests", response=DigestsShape, operation_id="get_letter_digests", summary="函件文件的摘要")
def get_digests(request: HttpRequest, uuid: UUID) -> dict[str, str]:
    """What a file is compared with."""
    return queries.digests_of(_letter(request, uuid))


@router.post("/letters", response=WRITTEN, operation_id="draft_letter", summary="拟一份函件")
@once
def draft_letter(request: HttpRequest, body: LetterGiven) -> Made:
    """A draft for the second person."""
    given = body.model_dump() | {"replaces": there(queries.letter_by_uuid(body.replaces, request.actor)) if body.replaces else None}
    given |= {"case": there(case_by_uuid(body.case, request.actor)) if body.case else None}
    return Made(commands.draft_letter(by=request.actor, on=request.today, **given), AT)


def _step(request: HttpRequest, uuid: UUID, command: Any, **given: Any) -> Made:
    return Made(command(letter=matched(request, _letter(request, uuid)), by=request.actor, on=request.today, **given), AT)


@router.post("/letters/{uuid}/issue", response=WRITTEN, operation_id="issue_out_letter", summary="签发")
@once
def issue_letter(request: HttpRequest, uuid: UUID) -> Made:
    """Signed by the second person."""
    return _step(request, uuid, commands.issue_letter)


@router.post("/letters/{uuid}/withdraw", response=WRITTEN, operation_id="withdraw_letter", summary="退回，不签发")
@once
def withdraw_letter(request: HttpRequest, uuid: UUID, body: EndGiven) -> Made:
    """A draft that is not signed."""
    return _step(request, uuid, commands.withdraw_letter, **body.model_dump())


@router.post("/letters/{uuid}/revoke", response=WRITTEN, operation_id="revoke_letter", summary="撤销")
@once
def revoke_letter(request: HttpRequest, uuid: UUID, body: EndGiven) -> Made:
    """What was issued holds no more."""
    return _step(request, uuid, commands.revoke_letter, **body.model_dump())
