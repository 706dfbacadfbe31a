"""Cases for programs: the register, one case with its steps, taking in and each step. No telephone and no name of who asked leaves here."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Query, Router
from pydantic import Field

from qianxian.cases import commands, permissions, queries
from qianxian.cases.models import Case, CaseOpinion, CaseStep, Holder, State
from qianxian.foundation.errors import violated
from qianxian.foundation.verdict import require
from qianxian.portal.contract import WRITTEN, ListQuery, Made, Page, ScopeQuery, matched, once, page, tagged, there
from qianxian.portal.contract.shapes import Code, Count, Day, Document, Given, Name, Reason, Shape, Text, Uuid, one_of
from qianxian.services import queries as services

router = Router(tags=["办件"])
AT = "cases"
Channel, Stands, Held, Kind, Word = one_of("window", "paper"), one_of(*State.values), one_of(*Holder.values), one_of(*CaseStep.Kind.values), one_of(*CaseOpinion.Word.values)


class CaseShape(Shape):
    """A case: what, where it stands, by when. Whose it is is read on its page alone."""

    uuid: Uuid
    version: int
    division_code: Code
    number: str = Field(examples=["BJ103210-2019-0001"])
    item: str = Field(alias="item.code", examples=["SB-001"])
    item_name: str = Field(alias="item.name")
    channel: str
    state: Stands
    holder: Held
    holder_body: str
    missing: list[str]
    received_on: Day
    due_on: Day | None = Field(description="等群众补材料时没有")
    notice_on: Day | None
    confirmed: bool = Field(description="节假日安排已公布")
    closed_on: Day | None


class StepShape(Shape):
    """One step, in the words that the resident reads."""

    uuid: Uuid
    kind: Kind
    state: Stands
    holder: Held
    holder_body: str
    words: str
    remedy: str
    missing: list[str]
    due_on: Day | None
    happened_on: Day


class BalanceShape(Shape):
    """Every case ever taken in is open in the village, passed on, or closed."""

    accepted: Count
    open: Count
    transferred: Count
    closed: Count


class SentenceShape(Shape):
    """What somebody said of a service, without day, case or clerk."""

    item_name: str
    words: str


class OpinionsShape(Shape):
    """What was said of closed cases in 365 days; ``few``: under five, and then nothing is told, so that none is traced to its case."""

    few: bool
    satisfied: Count
    fairly: Count
    not_satisfied: Count
    sentences: list[SentenceShape]


class OpinionGiven(Given):
    """One of three words and, if wanted, a sentence without names and numbers; said by who holds the receipt."""

    code: str = Field(max_length=30, examples=["7KQ2-9MXB-4TRE"], description="回执上的查询码")
    word: Word
    words: str = Field("", max_length=200, examples=["一次就办好了"])


class CasesFind(ListQuery):
    """Narrow the cases."""

    state: Stands | None = None
    holder: Held | None = None
    overdue: bool = False


class CaseGiven(Given):
    """A case taken in; ``missing`` is everything that is missing, said once."""

    division_code: Code
    item: str = Field(max_length=20, examples=["SB-001"])
    name: Name = Field(max_length=60)
    channel: Channel = "window"
    phone: str = Field("", max_length=20, pattern=r"^[0-9 -]*$", examples=["0756-5510000"])
    missing: list[Document] = Field([], max_length=30)
    received_on: Day | None = None


class MissingGiven(Given):
    """Everything that is missing."""

    missing: list[Document] = Field(min_length=1, max_length=30)


class BroughtGiven(Given):
    """Papers that came."""

    brought: list[Document] = Field(min_length=1, max_length=30)


class TransferGiven(Given):
    """Where to, and why."""

    to: Held
    words: Reason
    body: str = Field("", max_length=60)


class WordsGiven(Given):
    """Words for the resident, without names and numbers."""

    words: Text


class RefusalGiven(WordsGiven):
    """The reason, and what may be done against it."""

    remedy: Reason


@router.get("/cases", response=Page[CaseShape], operation_id="list_hall_cases", summary="办件")
def list_cases(request: HttpRequest, find: Query[CasesFind]) -> dict[str, Any]:
    """Cases by their last day, then closed ones."""
    require(permissions.can_view_cases(request.actor))
    rows = queries.cases(request.actor, find.prefix)
    rows = rows.filter(**{name: value for name in ("state", "holder") if (value := getattr(find, name))})
    return page(request, find, queries.overdue(rows, request.today) if find.overdue else rows)


@router.get("/cases/balance", response=BalanceShape, operation_id="get_case_balance", summary="办件收支")
def get_balance(request: HttpRequest) -> queries.Balance:
    """Accepted, open, passed on and closed within reach."""
    require(permissions.can_view_cases(request.actor))
    return queries.balance(request.actor)


@router.get("/cases/opinions", response=OpinionsShape, operation_id="get_case_opinions", summary="群众评价")
def get_opinions(request: HttpRequest, find: Query[ScopeQuery]) -> dict[str, Any]:
    """Counted and quoted within reach, never one by one."""
    require(permissions.can_view_cases(request.actor))
    said = queries.opinions(request.actor, find.day(request), find.prefix)
    counts = {name: said.counts.get(word, 0) for name, word in (("satisfied", "satisfied"), ("fairly", "fairly"), ("not_satisfied", "not"))}
    return {"few": said.few, **counts, "sentences": [{"item_name": item, "words": words} for item, words in said.sentences]}


def _case(request: HttpRequest, uuid: UUID) -> Case:
    require(permissions.can_view_cases(request.actor))
    return there(queries.case_by_uuid(uuid, request.actor))


@router.get("/cases/{uuid}", response=CaseShape, operation_id="get_hall_case", summary="一个办件", openapi_extra={"x-tagged": True})
def get_case(request: HttpRequest, response: HttpResponse, uuid: UUID) -> Case:
    """One case."""
    return tagged(response, _case(request, uuid))


@router.get("/cases/{uuid}/steps", response=list[StepShape], operation_id="list_case_steps", summary="办件的步骤")
def list_steps(request: HttpRequest, uuid: UUID) -> list[CaseStep]:
    """Its steps from the first to the last."""
    return list(queries.steps_of(_case(request, uuid)))


@router.post("/cases", response=WRITTEN, operation_id="receive_case", summary="收件")
@once
def receive_case(request: HttpRequest, body: CaseGiven) -> Made:
    """Taken in: accepted, or told once what is missing. The receipt's code is in ``secret``, in the first answer alone."""
    require(permissions.can_record_case(request.actor, body.division_code))
    item = services.item_on(body.item, request.today)
    if item is None:
        raise violated("item", _("办事目录里没有这个事项。"), "", "item")
    given = body.model_dump(exclude={"item"}) | {"item": item, "by": request.actor, "on": request.today}
    made = commands.receive_case(**given)
    return Made(made.case, AT, secret=made.code)


def _step(request: HttpRequest, uuid: UUID, command: Any, **given: Any) -> Made:
    case = matched(request, _case(request, uuid))
    return Made(command(case=case, by=request.actor, on=request.today, **given), AT)


@router.post("/cases/{uuid}/accept", response=WRITTEN, operation_id="accept_case", summary="受理")
@once
def accept_case(request: HttpRequest, uuid: UUID) -> Made:
    """Everything is there."""
    return _step(request, uuid, commands.accept_case)


@router.post("/cases/{uuid}/ask", response=WRITTEN, operation_id="ask_case_supplement", summary="一次性告知")
@once
def ask_supplement(request: HttpRequest, uuid: UUID, body: MissingGiven) -> Made:
    """Everything that is missing, said once (R-K06)."""
    return _step(request, uuid, commands.ask_supplement, **body.model_dump())


@router.post("/cases/{uuid}/supply", response=WRITTEN, operation_id="supply_case", summary="登记补交材料")
@once
def supply(request: HttpRequest, uuid: UUID, body: BroughtGiven) -> Made:
    """Papers that came later."""
    return _step(request, uuid, commands.supply, **body.model_dump())


@router.post("/cases/{uuid}/transfer", response=WRITTEN, operation_id="transfer_case", summary="转办")
@once
def transfer_case(request: HttpRequest, uuid: UUID, body: TransferGiven) -> Made:
    """Up, or back; the clock goes on."""
    return _step(request, uuid, commands.transfer_case, **body.model_dump())


@router.post("/cases/{uuid}/note", response=WRITTEN, operation_id="note_case_progress", summary="告知进展")
@once
def note_progress(request: HttpRequest, uuid: UUID, body: WordsGiven) -> Made:
    """How far it is."""
    return _step(request, uuid, commands.note_progress, **body.model_dump())


@router.post("/cases/{uuid}/finish", response=WRITTEN, operation_id="finish_case", summary="办结")
@once
def finish_case(request: HttpRequest, uuid: UUID, body: WordsGiven) -> Made:
    """What came of it."""
    return _step(request, uuid, commands.finish_case, **body.model_dump())


@router.post("/cases/{uuid}/refuse", response=WRITTEN, operation_id="refuse_case", summary="不予办理")
@once
def refuse_case(request: HttpRequest, uuid: UUID, body: RefusalGiven) -> Made:
    """With reason and remedy."""
    return _step(request, uuid, commands.refuse_case, **body.model_dump())


@router.post("/cases/{uuid}/withdraw", response=WRITTEN, operation_id="withdraw_case", summary="登记申请人撤回")
@once
def withdraw_case(request: HttpRequest, uuid: UUID, body: WordsGiven) -> Made:
    """Taken back by the applicant."""
    return _step(request, uuid, commands.withdraw_case, **body.model_dump())


@router.post("/cases/{uuid}/reopen", response=WRITTEN, operation_id="reopen_case", summary="重新打开")
@once
def reopen_case(request: HttpRequest, uuid: UUID, body: WordsGiven) -> Made:
    """Within the county's days."""
    return _step(request, uuid, commands.reopen_case, **body.model_dump())


@router.post("/cases/{uuid}/opinion", response=WRITTEN, operation_id="say_case_opinion", summary="登记群众评价")
@once
def say_opinion(request: HttpRequest, uuid: UUID, body: OpinionGiven) -> Made:
    """Said at the hall's own machine by who holds the receipt: its code is asked for, and each case is spoken of once."""
    case = matched(request, _case(request, uuid))
    commands.say_opinion(case=case, by=request.actor, on=request.today, **body.model_dump())
    return Made(case, AT)
