"""Admissions to the Party for programs: the register, one admission, each step (R-P18)."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import Field

from qianxian.foundation.verdict import require
from qianxian.organisations.queries import members_on, organisations_on
from qianxian.people.queries import people
from qianxian.pipeline import commands, permissions, queries
from qianxian.pipeline.models import Admission
from qianxian.portal.contract import WRITTEN, ListQuery, Made, Page, found, matched, once, page, tagged, there
from qianxian.portal.contract.shapes import Code, Count, Day, Document, Given, Party, Reason, Shape, Small, Uuid, one_of

router = Router(tags=["发展党员"])
Stage = one_of(*Admission.Stage.values)


class AdmissionShape(Shape):
    """One person's way into the Party."""

    uuid: Uuid
    version: int
    division_code: Code
    organisation: Uuid = Field(alias="organisation.uuid")
    person: Party
    stage: Stage
    stage_on: Day


class AdmissionsFind(ListQuery):
    """At which stage."""

    stage: Stage | None = None


class AdmissionGiven(Given):
    """An application received."""

    person: Uuid
    organisation: Uuid
    applied_on: Day
    document: Document


class TakeOverGiven(Given):
    """A probationary member (of the register of members) whose way began on paper."""

    member: Uuid
    approved_on: Day
    document: Document


class StepGiven(Given):
    """A step: its day and paper."""

    date: Day
    document: Document


class VoteGiven(StepGiven):
    """A step voted on; totals only."""

    voters: Count
    present: Count
    votes_for: Count


class AdmitGiven(VoteGiven):
    """The vote to admit, with both introducers (members)."""

    first_introducer: Uuid
    second_introducer: Uuid


class ApproveGiven(StepGiven):
    """The upper committee's approval."""

    special_case: bool = False


class ExtendGiven(StepGiven):
    """A longer probation, in months."""

    months: Small


class AdmissionEndGiven(StepGiven):
    """Why the way ends."""

    reason: Reason


def _admission(request: HttpRequest, uuid: UUID) -> Admission:
    require(permissions.can_view_admissions(request.actor))
    return there(queries.admission_by_uuid(uuid, request.actor))


def _done(request: HttpRequest, uuid: UUID, command: Any, **given: Any) -> Made:
    return Made(command(admission=matched(request, _admission(request, uuid)), by=request.actor, on=request.today, **given))


@router.get("/admissions", response=Page[AdmissionShape], operation_id="list_admissions", summary="发展党员")
def list_admissions(request: HttpRequest, find: Query[AdmissionsFind]) -> dict[str, Any]:
    """Everybody on the way or at its end."""
    require(permissions.can_view_admissions(request.actor))
    rows = queries.admissions(request.actor, find.prefix)
    return page(request, find, rows.filter(stage=find.stage) if find.stage else rows)


@router.get("/admissions/{uuid}", response=AdmissionShape, operation_id="get_admission", summary="一名发展中的同志", openapi_extra={"x-tagged": True})
def get_admission(request: HttpRequest, response: HttpResponse, uuid: UUID) -> Admission:
    """One admission."""
    return tagged(response, _admission(request, uuid))


@router.post("/admissions", response=WRITTEN, operation_id="open_admission", summary="登记入党申请")
@once
def open_admission(request: HttpRequest, body: AdmissionGiven) -> Made:
    """An application received by a branch."""
    require(permissions.can_view_admissions(request.actor))
    person, branch = found(people(request.actor), uuid=body.person), found(organisations_on(request.actor, request.today), uuid=body.organisation)
    given = body.model_dump(exclude={"person", "organisation"})
    return Made(commands.open_admission(person=person, organisation=branch, by=request.actor, on=request.today, **given))


@router.post("/probations", response=WRITTEN, operation_id="take_over_probation", summary="接续登记预备党员")
@once
def take_over_probation(request: HttpRequest, body: TakeOverGiven) -> Made:
    """A probationary member taken in where he stands; his earlier steps are on paper."""
    require(permissions.can_view_admissions(request.actor))
    member = found(members_on(request.actor, request.today), uuid=body.member)
    return Made(commands.take_over_probation(member=member, by=request.actor, on=request.today, **body.model_dump(exclude={"member"})))


@router.post("/admissions/{uuid}/activist", response=WRITTEN, operation_id="name_activist", summary="确定为入党积极分子")
@once
def name_activist(request: HttpRequest, uuid: UUID, body: StepGiven) -> Made:
    """The branch committee's decision."""
    return _done(request, uuid, commands.name_activist, **body.model_dump())


@router.post("/admissions/{uuid}/target", response=WRITTEN, operation_id="name_admission_target", summary="列为发展对象")
@once
def name_target(request: HttpRequest, uuid: UUID, body: StepGiven) -> Made:
    """After a year of training."""
    return _done(request, uuid, commands.name_target, **body.model_dump())


@router.post("/admissions/{uuid}/admit", response=WRITTEN, operation_id="admit_at_meeting", summary="支部大会接收")
@once
def admit_at_meeting(request: HttpRequest, uuid: UUID, body: AdmitGiven) -> Made:
    """The branch meeting's vote, in totals."""
    require(permissions.can_view_admissions(request.actor))
    members = members_on(request.actor, request.today)
    introducers = {name: found(members, uuid=getattr(body, name)) for name in ("first_introducer", "second_introducer")}
    return _done(request, uuid, commands.admit_at_meeting, **body.model_dump(exclude=set(introducers)), **introducers)


@router.post("/admissions/{uuid}/approve", response=WRITTEN, operation_id="approve_admission", summary="上级党委审批")
@once
def approve_admission(request: HttpRequest, uuid: UUID, body: ApproveGiven) -> Made:
    """Entered by another than who entered the meeting."""
    return _done(request, uuid, commands.approve_admission, **body.model_dump())


@router.post("/admissions/{uuid}/extend", response=WRITTEN, operation_id="extend_probation", summary="延长预备期")
@once
def extend_probation(request: HttpRequest, uuid: UUID, body: ExtendGiven) -> Made:
    """Once, six to twelve months."""
    return _done(request, uuid, commands.extend_probation, **body.model_dump())


@router.post("/admissions/{uuid}/full", response=WRITTEN, operation_id="make_full_member", summary="转正")
@once
def make_full_member(request: HttpRequest, uuid: UUID, body: VoteGiven) -> Made:
    """The branch meeting's vote after the probation."""
    return _done(request, uuid, commands.make_full_member, **body.model_dump())


@router.post("/admissions/{uuid}/end", response=WRITTEN, operation_id="end_admission", summary="终止发展")
@once
def end_admission(request: HttpRequest, uuid: UUID, body: AdmissionEndGiven) -> Made:
    """With its reason."""
    return _done(request, uuid, commands.end_admission, **body.model_dump())
