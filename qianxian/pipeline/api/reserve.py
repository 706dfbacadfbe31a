"""The reserve for programs: the outlook, candidates, what people have shown."""

from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import Field

from qianxian.foundation.verdict import require
from qianxian.people.queries import people
from qianxian.pipeline import commands, permissions, queries
from qianxian.pipeline.models import Capability, ReserveCandidate
from qianxian.portal.contract import WRITTEN, DayQuery, ListQuery, Made, Page, found, matched, once, page, page_of, tagged, there
from qianxian.portal.contract.shapes import Code, Day, Document, Given, Party, Reason, Shape, Small, Text, Uuid, one_of

router = Router(tags=["后备力量"])
Source, State = one_of(*ReserveCandidate.Source.values), one_of(*ReserveCandidate.State.values)
EndReason, Kind = one_of(*ReserveCandidate.EndReason.values), one_of(*Capability.Kind.values)


class OutlookShape(Shape):
    """A secretary's post: when it is expected to be open, and its reserve."""

    division_code: Code = Field(alias="organisation.division_code")
    organisation: Uuid = Field(alias="organisation.uuid")
    expected_on: Day = Field(alias="expected.on")
    why: one_of("vacant", "term", "age") = Field(alias="expected.why")
    reserve: Small
    needed: Small
    missing: Small


class CandidateShape(Shape):
    """A reserve candidate."""

    uuid: Uuid
    version: int
    division_code: Code
    organisation: Uuid = Field(alias="organisation.uuid")
    person: Party
    state: State
    source: Source
    reason: str
    document: str
    proposed_on: Day
    settled_on: Day | None
    ended_on: Day | None
    end_reason: str


class CandidatesFind(ListQuery):
    """In which state."""

    state: State | None = None


class CapabilityShape(Shape):
    """A fact with its evidence."""

    uuid: Uuid
    version: int
    division_code: Code
    person: Party
    kind: Kind
    fact: str
    evidence: str
    shown_on: Day


class CandidateGiven(Given):
    """A proposal."""

    organisation: Uuid
    person: Uuid
    source: Source
    reason: Text
    document: Document


class SettleGiven(Given):
    """The committee's word."""

    confirm: bool
    opinion: Text = ""


class EndGiven(Given):
    """Out of the reserve."""

    end_reason: EndReason
    document: Document = ""


class CapabilityGiven(Given):
    """A fact with its evidence."""

    person: Uuid
    kind: Kind
    fact: Reason
    evidence: Document
    shown_on: Day


class WithdrawGiven(Given):
    """Why."""

    reason: Reason


def _candidate(request: HttpRequest, uuid: UUID) -> ReserveCandidate:
    require(permissions.can_view_reserve(request.actor))
    return there(queries.candidate_by_uuid(uuid, request.actor))


@router.get("/reserve/outlook", response=Page[OutlookShape], operation_id="list_reserve_outlook", summary="书记岗位预计空缺和后备")
def list_outlook(request: HttpRequest, find: Query[ListQuery]) -> dict[str, Any]:
    """Every secretary's post by division code."""
    require(permissions.can_view_reserve(request.actor))
    rows = queries.outlook(request.actor, find.day(request), find.prefix)
    return page_of(find, rows, key=lambda row: uuid5(NAMESPACE_URL, f"qianxian:reserve:{row.organisation.uuid}"))


@router.get("/reserve/candidates", response=Page[CandidateShape], operation_id="list_reserve_candidates", summary="后备人选")
def list_candidates(request: HttpRequest, find: Query[CandidatesFind]) -> dict[str, Any]:
    """The reserve, for organisation roles only."""
    require(permissions.can_view_reserve(request.actor))
    rows = queries.candidates_on(request.actor, find.day(request), find.prefix)
    shown = page(request, find, rows.filter(state_on=find.state) if find.state else rows)
    return shown | {"items": [_known(row, find, request) for row in shown["items"]]}


def _known(row: ReserveCandidate, find: DayQuery, request: HttpRequest) -> ReserveCandidate:
    """The row as it was known on the day."""
    later = row.ended_on and row.ended_on > find.day(request)
    row.state, row.settled_on, row.ended_on = row.state_on, row.settled_then, None if later else row.ended_on
    row.end_reason = "" if later else row.end_reason
    return row


@router.get("/reserve/candidates/{uuid}", response=CandidateShape, operation_id="get_reserve_candidate", summary="一名后备人选",
            openapi_extra={"x-tagged": True})  # fmt: skip
def get_candidate(request: HttpRequest, response: HttpResponse, uuid: UUID, find: Query[DayQuery]) -> ReserveCandidate:
    """One candidate as known on the day; 404 before the proposal."""
    require(permissions.can_view_reserve(request.actor))
    return tagged(response, _known(found(queries.candidates_on(request.actor, find.day(request)), uuid=uuid), find, request))


@router.post("/reserve/candidates", response=WRITTEN, operation_id="propose_reserve_candidate", summary="提名后备人选")
@once
def propose_candidate(request: HttpRequest, body: CandidateGiven) -> Made:
    """A proposal for one village's reserve."""
    require(permissions.can_view_reserve(request.actor))
    top = found(queries.village_tops(request.actor, request.today), uuid=body.organisation)
    person = found(people(request.actor), uuid=body.person)
    given = body.model_dump(exclude={"organisation", "person"})
    return Made(commands.propose_candidate(organisation=top, person=person, by=request.actor, on=request.today, **given))


@router.post("/reserve/candidates/{uuid}/settle", response=WRITTEN, operation_id="settle_reserve_candidate", summary="确认或不列入")
@once
def settle_candidate(request: HttpRequest, uuid: UUID, body: SettleGiven) -> Made:
    """Confirmed or declined by somebody else than who proposed."""
    row = matched(request, _candidate(request, uuid))
    return Made(commands.settle_candidate(candidate=row, by=request.actor, on=request.today, **body.model_dump()))


@router.post("/reserve/candidates/{uuid}/end", response=WRITTEN, operation_id="end_reserve_candidate", summary="后备人选出库")
@once
def end_candidate(request: HttpRequest, uuid: UUID, body: EndGiven) -> Made:
    """Out of the reserve with the reason."""
    row = matched(request, _candidate(request, uuid))
    return Made(commands.end_candidate(candidate=row, by=request.actor, on=request.today, **body.model_dump()))


@router.get("/reserve/capabilities", response=Page[CapabilityShape], operation_id="list_capabilities", summary="能力事实")
def list_capabilities(request: HttpRequest, find: Query[ListQuery]) -> dict[str, Any]:
    """Facts with evidence; no scores exist."""
    require(permissions.can_view_reserve(request.actor))
    return page(request, find, queries.capabilities(request.actor, find.prefix))


@router.post("/reserve/capabilities", response=WRITTEN, operation_id="record_capability", summary="登记能力事实")
@once
def record_capability(request: HttpRequest, body: CapabilityGiven) -> Made:
    """A fact with its day and evidence."""
    require(permissions.can_view_reserve(request.actor))
    person = found(people(request.actor), uuid=body.person)
    return Made(commands.record_capability(person=person, by=request.actor, on=request.today, **body.model_dump(exclude={"person"})))


@router.post("/reserve/capabilities/{uuid}/withdraw", response=WRITTEN, operation_id="withdraw_capability", summary="撤回能力事实")
@once
def withdraw_capability(request: HttpRequest, uuid: UUID, body: WithdrawGiven) -> Made:
    """Taken back; it stays for the record."""
    require(permissions.can_view_reserve(request.actor))
    entry = there(queries.capability_by_uuid(uuid, request.actor))
    return Made(commands.withdraw_capability(capability=entry, by=request.actor, on=request.today, reason=body.reason))
