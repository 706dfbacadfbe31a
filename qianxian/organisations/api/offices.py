"""Villagers' and residents' committees, and who holds which office."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Query, Router
from pydantic import Field

from qianxian.foundation.errors import violated
from qianxian.foundation.verdict import require
from qianxian.organisations import commands, permissions, queries
from qianxian.organisations.api.tree import organisation_of
from qianxian.organisations.models import Committee, Mandate
from qianxian.people import queries as people
from qianxian.portal.contract import WRITTEN, DayQuery, ListQuery, Made, Page, found, known_by, matched, once, page, tagged, there
from qianxian.portal.contract.shapes import Code, Dated, Day, Document, Given, Party, Shape, Small, Title, Uuid, one_of

router = Router(tags=["职务"])
Kind, Role = one_of(*Committee.Kind.values), one_of(*Mandate.Role.values)


class CommitteeShape(Shape):
    """A committee in one term."""

    uuid: Uuid
    version: int
    division_code: Code
    kind: Kind
    name: str
    number: Small
    seats: Small
    elected_on: Day
    due_on: Day
    term_years: Small
    ended_on: Day | None


class CommitteesFind(ListQuery):
    """Narrow the committees."""

    kind: Kind | None = None


class MandateShape(Dated):
    """Who holds which office of which body, from when to when."""

    uuid: Uuid
    version: int
    division_code: Code
    person: Party
    organisation: Uuid | None = None
    committee: Uuid | None = None
    role: Role
    way: one_of(*Mandate.Way.values)
    term_number: int | None
    end_reason: str
    end_document: str
    source_document: str

    @staticmethod
    def resolve_organisation(row: Any) -> Any:
        """The organisation of a Party office."""
        return row.organisation.uuid if row.organisation_id else None

    @staticmethod
    def resolve_committee(row: Any) -> Any:
        """The committee of an elected seat."""
        return row.committee.uuid if row.committee_id else None


class MandatesFind(ListQuery):
    """Narrow the offices."""

    role: Role | None = None
    person: Uuid | None = None


class CommitteeGiven(Given):
    """A committee's new term after an election."""

    division_code: Code
    kind: Kind
    number: int = Field(ge=1, le=99, examples=[7])
    seats: int = Field(ge=1, le=99, examples=[5])
    elected_on: Day
    name: Title = ""
    term_years: int | None = Field(None, ge=1, le=9)


class MandateGiven(Given):
    """An office: of an organisation, or of a committee."""

    person: Uuid
    role: Role
    first_day: Day
    organisation: Uuid | None = None
    committee: Uuid | None = None
    way: one_of(*Mandate.Way.values) = "elected"
    document: Document = ""
    term_number: int | None = Field(None, ge=1, le=99)


class MandateEnded(Given):
    """The last day, the reason and its document."""

    last_day: Day
    reason: one_of(*Mandate.EndReason.values)
    document: Document = ""


@router.get("/committees", response=Page[CommitteeShape], operation_id="list_committees", summary="村（居）委会")
def list_committees(request: HttpRequest, find: Query[CommitteesFind]) -> dict[str, Any]:
    """Committees in office on the day."""
    require(permissions.can_view_organisations(request.actor))
    rows = queries.committees_on(request.actor, find.day(request), find.prefix)
    return known_by(page(request, find, rows.filter(kind=find.kind) if find.kind else rows), find.day(request), "ended_on")


@router.post("/committees", response=WRITTEN, operation_id="open_committee", summary="登记新一届村（居）委会")
@once
def open_committee(request: HttpRequest, body: CommitteeGiven) -> Made:
    """The committee of a new term; the one before ends, and with it the seats held in it."""
    return Made(commands.open_committee(by=request.actor, on=request.today, **body.model_dump()))


@router.get("/mandates", response=Page[MandateShape], operation_id="list_mandates", summary="任职")
def list_mandates(request: HttpRequest, find: Query[MandatesFind]) -> dict[str, Any]:
    """Who held which office on the day."""
    require(permissions.can_view_organisations(request.actor))
    rows = queries.mandates_on(request.actor, find.day(request), find.prefix)
    rows = rows.filter(role=find.role) if find.role else rows
    shown = page(request, find, rows.filter(person__uuid=find.person) if find.person else rows)
    day = find.day(request)
    return shown | {"items": queries.as_known(shown["items"], day if day < request.today else None)}


def mandate_of(request: HttpRequest, uuid: UUID) -> Mandate:
    """One office in reach, or 404."""
    require(permissions.can_view_organisations(request.actor))
    return found(queries.mandates(request.actor), uuid=uuid)


@router.get("/mandates/{uuid}", response=MandateShape, operation_id="get_mandate", summary="一个任职", openapi_extra={"x-tagged": True})
def get_mandate(request: HttpRequest, response: HttpResponse, uuid: UUID, find: Query[DayQuery]) -> Mandate:
    """One office as it was known on the day, ended ones too; 404 before it began."""
    require(permissions.can_view_organisations(request.actor))
    day = find.day(request)
    return tagged(response, there(queries.mandate_on(uuid, request.actor, day, day if day < request.today else None)))


@router.post("/mandates", response=WRITTEN, operation_id="open_mandate", summary="登记任职")
@once
def open_mandate(request: HttpRequest, body: MandateGiven) -> Made:
    """An office from its first day. A committee's seat comes by election only."""
    require(permissions.can_view_organisations(request.actor))
    if (body.organisation is None) == (body.committee is None):
        raise violated("body", _("写党组织或村（居）委会中的一个。"), field="organisation")
    person = found(people.people(request.actor), uuid=body.person)
    organisation = organisation_of(request, body.organisation) if body.organisation else None
    committee = found(queries.committees_on(request.actor, request.today), uuid=body.committee) if body.committee else None
    more = body.model_dump(exclude={"person", "organisation", "committee"})
    return Made(
        commands.open_mandate(person=person, organisation=organisation, committee=committee, by=request.actor, on=request.today, **more),
        "mandates",
    )


@router.post("/mandates/{uuid}/end", response=WRITTEN, operation_id="end_mandate", summary="登记离任")
@once
def end_mandate(request: HttpRequest, uuid: UUID, body: MandateEnded) -> Made:
    """The office ended. Nobody is removed from an elected seat by this route (R-V09)."""
    mandate = matched(request, mandate_of(request, uuid))
    return Made(commands.end_mandate(mandate=mandate, by=request.actor, on=request.today, **body.model_dump()), "mandates")
