"""Party members and the transfer of their registration."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import Field

from qianxian.foundation.verdict import require
from qianxian.organisations import commands, permissions, queries
from qianxian.organisations.api.tree import organisation_of
from qianxian.organisations.models import MemberTransfer, PartyMember
from qianxian.people import queries as people
from qianxian.portal.contract import WRITTEN, DayQuery, ListQuery, Made, Page, found, matched, once, page, page_of, tagged, there
from qianxian.portal.contract.shapes import Code, Day, Document, Given, Name, Party, Reason, Shape, Title, Uuid, one_of

router = Router(tags=["党员"])
AT = "members"
Status = one_of(*PartyMember.Status.values)


class MemberShape(Shape):
    """A membership with its person (masked) and branch."""

    uuid: Uuid
    version: int
    division_code: Code
    person: Party
    organisation: Uuid
    organisation_name: str
    status: Status
    joined_on: Day
    full_on: Day | None
    probation_ends_on: Day | None
    dues_paid_to: Day | None
    mobility: one_of(*PartyMember.Mobility.values)
    ended_on: Day | None

    @staticmethod
    def resolve_organisation(member: PartyMember) -> UUID:
        """The branch of the day asked about."""
        return getattr(member, "branch_uuid", None) or member.organisation.uuid

    @staticmethod
    def resolve_organisation_name(member: PartyMember) -> str:
        """Its name."""
        return getattr(member, "branch_name", None) or member.organisation.name


class MembersFind(ListQuery):
    """Narrow the members."""

    status: Status | None = None
    organisation: Uuid | None = None
    name: Name | None = None


class TransferShape(Shape):
    """A letter of introduction issued here."""

    uuid: Uuid
    version: int
    member: Uuid = Field(alias="member.uuid")
    person: Party = Field(alias="member.person")
    from_organisation: Uuid = Field(alias="from_organisation.uuid")
    to_division_code: Code
    issued_on: Day
    valid_days: int
    received_on: Day | None
    state: one_of(*MemberTransfer.State.values)


class IncomingShape(Shape):
    """A letter on its way here, with the few things the receiving place must know."""

    uuid: Uuid = Field(alias="transfer.uuid")
    version: int = Field(alias="transfer.version")
    name: str
    identity_masked: str
    from_name: str
    to_name: str
    issued_on: Day = Field(alias="transfer.issued_on")
    state: one_of(*MemberTransfer.State.values) = Field(alias="transfer.state")


class MemberGiven(Given):
    """A person admitted by a branch."""

    person: Uuid
    organisation: Uuid
    joined_on: Day
    status: one_of("probationary", "full") = "probationary"
    full_on: Day | None = None
    document: Document = ""


class StatusGiven(Given):
    """The new status from a date, with its document."""

    status: Status
    date: Day
    document: Document


class DeathGiven(Given):
    """The day of death and the paper that says so."""

    died_on: Day
    document: Document = ""


class TransferGiven(Given):
    """To which organisation: its code or full name."""

    to_organisation: Title = Field(examples=["DM107201"])
    issued_on: Day
    valid_days: int = Field(90, ge=1, le=90)


class ReceiveGiven(Given):
    """When the letter was handed in."""

    received_on: Day


class CancelGiven(Given):
    """Why."""

    reason: Reason


@router.get("/members", response=Page[MemberShape], operation_id="list_members", summary="党员")
def list_members(request: HttpRequest, find: Query[MembersFind]) -> dict[str, Any]:
    """Who belonged to a branch on the day."""
    require(permissions.can_view_members(request.actor))
    branch = {"organisation__uuid": find.organisation} if find.organisation else {}
    rows = queries.members_on(request.actor, find.day(request), find.prefix, **branch)
    wanted = {"status_on": find.status, "person__name__contains": find.name}
    shown = page(request, find, rows.filter(**{k: v for k, v in wanted.items() if v}))
    return shown | {"items": [queries.as_shown(row, find.day(request)) for row in shown["items"]]}


def _member(request: HttpRequest, uuid: UUID) -> PartyMember:
    require(permissions.can_view_members(request.actor))
    return found(queries.memberships(request.actor), uuid=uuid)


@router.get("/members/{uuid}", response=MemberShape, operation_id="get_member", summary="一名党员", openapi_extra={"x-tagged": True})
def get_member(request: HttpRequest, response: HttpResponse, uuid: UUID, find: Query[DayQuery]) -> PartyMember:
    """One membership as it was on the day; 404 before joining."""
    require(permissions.can_view_members(request.actor))
    return tagged(response, there(queries.member_on(uuid, request.actor, find.day(request))))


@router.post("/members", response=WRITTEN, operation_id="admit_member", summary="登记入党")
@once
def admit_member(request: HttpRequest, body: MemberGiven) -> Made:
    """A member of the branch from the day of the members' meeting."""
    person, branch = found(people.people(request.actor), uuid=body.person), organisation_of(request, body.organisation)
    made = commands.admit_member(
        person=person, organisation=branch, by=request.actor, on=request.today, **body.model_dump(exclude={"person", "organisation"})
    )
    return Made(made, AT)


@router.post("/members/{uuid}/status", response=WRITTEN, operation_id="change_member_status", summary="变更党员状态")
@once
def change_member_status(request: HttpRequest, uuid: UUID, body: StatusGiven) -> Made:
    """The new status from its date; leaving closes the registration."""
    member = matched(request, _member(request, uuid))
    return Made(commands.change_member_status(member=member, by=request.actor, on=request.today, **body.model_dump()), AT)


@router.post("/people/{uuid}/death", response=WRITTEN, operation_id="record_death", summary="登记去世")
@once
def record_death(request: HttpRequest, uuid: UUID, body: DeathGiven) -> Made:
    """Membership and offices end that day."""
    require(permissions.can_view_members(request.actor))
    person = matched(request, found(people.people(request.actor), uuid=uuid))
    return Made(commands.record_death(person=person, by=request.actor, on=request.today, **body.model_dump()), "people")


@router.get("/transfers", response=Page[TransferShape], operation_id="list_transfers", summary="转出的组织关系")
def list_transfers(request: HttpRequest, find: Query[ListQuery]) -> dict[str, Any]:
    """Letters issued here."""
    require(permissions.can_view_members(request.actor))
    return page(request, find, queries.transfers_out(request.actor, find.prefix))


@router.get("/transfers/incoming", response=Page[IncomingShape], operation_id="list_incoming_transfers", summary="转入的组织关系")
def list_incoming_transfers(request: HttpRequest, find: Query[ListQuery]) -> dict[str, Any]:
    """Letters addressed to places in reach (the latest 500)."""
    require(permissions.can_view_members(request.actor))
    return page_of(find, queries.transfers_in(request.actor, scope=find.prefix), lambda one: one.transfer.uuid)


@router.post("/members/{uuid}/transfer", response=WRITTEN, operation_id="issue_transfer", summary="开出介绍信")
@once
def issue_transfer(request: HttpRequest, uuid: UUID, body: TransferGiven) -> Made:
    """A letter of introduction; the member stays until it is received."""
    to = there(queries.receiving_organisation(body.to_organisation))
    member = matched(request, _member(request, uuid))
    made = commands.issue_transfer(
        member=member, to_organisation=to, by=request.actor, on=request.today, **body.model_dump(exclude={"to_organisation"})
    )
    return Made(made)


@router.post("/transfers/{uuid}/receive", response=WRITTEN, operation_id="receive_transfer", summary="接收组织关系")
@once
def receive_transfer(request: HttpRequest, uuid: UUID, body: ReceiveGiven) -> Made:
    """The member in the new branch from that day."""
    require(permissions.can_view_members(request.actor))
    letter = there(next((one.transfer for one in queries.transfers_in(request.actor) if one.transfer.uuid == uuid), None))
    return Made(commands.receive_transfer(transfer=letter, by=request.actor, on=request.today, **body.model_dump()))


@router.post("/transfers/{uuid}/cancel", response=WRITTEN, operation_id="cancel_transfer", summary="撤销介绍信")
@once
def cancel_transfer(request: HttpRequest, uuid: UUID, body: CancelGiven) -> Made:
    """The letter taken back by the branch that issued it."""
    require(permissions.can_view_members(request.actor))
    letter = matched(request, found(queries.transfers_out(request.actor), uuid=uuid))
    return Made(commands.cancel_transfer(transfer=letter, by=request.actor, on=request.today, **body.model_dump()))
