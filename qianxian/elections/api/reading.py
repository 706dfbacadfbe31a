"""Lists of elections and one election, its calendar, roll, candidates, sheets and published results."""

from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from qianxian.elections import calendar, permissions, queries
from qianxian.elections.api import shapes as s
from qianxian.elections.models import Contest, Election
from qianxian.foundation.verdict import require
from qianxian.portal.contract import ListQuery, Page, page, page_of, tagged, there

router = Router(tags=["选举"])


def election_of(request: HttpRequest, uuid: UUID) -> Election:
    """The election within reach, or 404."""
    require(permissions.can_view_elections(request.actor))
    return there(queries.election_by_uuid(uuid, request.actor))


def contest_of(request: HttpRequest, uuid: UUID) -> Contest:
    """The office voted on within reach, or 404."""
    require(permissions.can_view_elections(request.actor))
    return there(queries.contest_by_uuid(uuid, request.actor))


@router.get("/elections", response=Page[s.ElectionShape], operation_id="list_elections", summary="选举")
def list_elections(request: HttpRequest, find: Query[s.ElectionsFind]) -> dict[str, Any]:
    """Every election within reach."""
    require(permissions.can_view_elections(request.actor))
    wanted = {name: value for name, value in (("state", find.state), ("kind", find.kind)) if value}
    return page(request, find, queries.elections(request.actor, find.prefix).filter(**wanted))


@router.get("/elections/{uuid}", response=s.ElectionShape, operation_id="get_election", summary="一次选举", openapi_extra={"x-tagged": True})
def getelection_of(request: HttpRequest, response: HttpResponse, uuid: UUID) -> Election:
    """One election."""
    return tagged(response, election_of(request, uuid))


@router.get("/elections/{uuid}/calendar", response=Page[s.StepShape], operation_id="list_election_calendar", summary="选举日程")
def list_calendar(request: HttpRequest, uuid: UUID, find: Query[ListQuery]) -> dict[str, Any]:
    """Every step with its last day by law."""
    row = election_of(request, uuid)
    return page_of(find, calendar.calendar_of(row), key=lambda step: uuid5(NAMESPACE_URL, f"qianxian:election:{row.uuid}:{step.key}"))


@router.get("/elections/{uuid}/contests", response=Page[s.ContestShape], operation_id="list_election_contests", summary="选举职务")
def list_contests(request: HttpRequest, uuid: UUID, find: Query[ListQuery]) -> dict[str, Any]:
    """The offices voted on, reruns and revotes included."""
    return page(request, find, election_of(request, uuid).contests.all())


@router.get("/elections/{uuid}/roll", response=Page[s.EntryShape], operation_id="list_election_roll", summary="选民名单")
def list_roll(request: HttpRequest, uuid: UUID, find: Query[ListQuery]) -> dict[str, Any]:
    """Who may vote; not who did."""
    return page(request, find, queries.roll_of(election_of(request, uuid)))


@router.get("/elections/{uuid}/objections", response=Page[s.ObjectionShape], operation_id="list_roll_objections", summary="选民名单异议")
def list_objections(request: HttpRequest, uuid: UUID, find: Query[ListQuery]) -> dict[str, Any]:
    """Objections with the day they are decided by."""
    return page(request, find, election_of(request, uuid).objections.all())


@router.get("/elections/{uuid}/candidates", response=Page[s.CandidateShape], operation_id="list_election_candidates", summary="候选人")
def list_candidates(request: HttpRequest, uuid: UUID, find: Query[ListQuery]) -> dict[str, Any]:
    """Candidates of every office, those who withdrew included."""
    return page(request, find, queries.candidates_of(election_of(request, uuid)))


@router.get("/elections/{uuid}/proxies", response=Page[s.ProxyShape], operation_id="list_election_proxies", summary="委托投票")
def list_proxies(request: HttpRequest, uuid: UUID, find: Query[ListQuery]) -> dict[str, Any]:
    """Who asked whom to vote for him, as published."""
    return page(request, find, queries.proxies_of(election_of(request, uuid)))


@router.get("/elections/{uuid}/staff", response=Page[s.StaffShape], operation_id="list_election_staff", summary="选举工作人员")
def list_staff(request: HttpRequest, uuid: UUID, find: Query[ListQuery]) -> dict[str, Any]:
    """The election committee, tellers and counters."""
    return page(request, find, queries.staff_of(election_of(request, uuid)))


@router.get("/elections/{uuid}/sheets", response=Page[s.SheetShape], operation_id="list_count_sheets", summary="计票单")
def list_sheets(request: HttpRequest, uuid: UUID, find: Query[ListQuery]) -> dict[str, Any]:
    """Every copy and attempt: totals only."""
    return page(request, find, queries.sheets_of(election_of(request, uuid)))


@router.get("/elections/{uuid}/results", response=Page[s.LineShape], operation_id="list_election_results", summary="公布的选举结果")
def list_results(request: HttpRequest, uuid: UUID, find: Query[ListQuery]) -> dict[str, Any]:
    """Published totals per candidate."""
    return page(request, find, queries.published_lines(election_of(request, uuid)))


@router.get("/elections/contests/{uuid}/differences", response=Page[s.DifferenceShape], operation_id="list_count_differences", summary="两遍计票单的差异")
def list_differences(request: HttpRequest, uuid: UUID, find: Query[ListQuery]) -> dict[str, Any]:
    """What the two copies of each sheet differ in; empty when they agree."""
    held = contest_of(request, uuid)
    return page_of(find, queries.differences(held), key=lambda one: uuid5(NAMESPACE_URL, f"qianxian:count:{held.uuid}:{one.station}:{one.what}"))
