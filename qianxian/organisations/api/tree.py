"""Party organisations and their terms."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import Field

from qianxian.foundation.verdict import require
from qianxian.organisations import commands, permissions, queries
from qianxian.organisations.models import OrganisationTerm, PartyOrganisation
from qianxian.portal.contract import WRITTEN, DayQuery, ListQuery, Made, Page, changes, found, known_by, matched, once, page, tagged, there
from qianxian.portal.contract.once import version_given
from qianxian.portal.contract.shapes import Code, Count, Day, Document, Given, Name, Number, Reason, Shape, Small, Title, Uuid, one_of

router = Router(tags=["党组织"])
AT = "organisations"
Kind, Sector = one_of(*PartyOrganisation.Kind.values), one_of(*PartyOrganisation.Sector.values)
TELEPHONE = {"max_length": 30, "pattern": r"^[0-9 +()-]*$", "examples": ["0756-5510000"]}


class OrganisationShape(Shape):
    """A Party organisation."""

    uuid: Uuid
    version: int
    division_code: Code
    code: str = Field(examples=["DM103210"])
    name: str
    short_name: str
    kind: Kind
    sector: Sector
    path: str = Field(examples=["DM/DM103/DM103210/"])
    is_top_of_village: bool
    founded_on: Day | None
    approved_by: str
    approval_document: str
    term_years: int
    task: str
    expires_on: Day | None
    status: one_of(*PartyOrganisation.Status.values)
    ended_on: Day | None
    telephone: str


class OrganisationDetail(OrganisationShape):
    """An organisation with its members on the day and what to consider (R-P02)."""

    members_below: Count
    warning: str = ""


class OrganisationsFind(ListQuery):
    """Narrow the organisations."""

    kind: Kind | None = None
    sector: Sector | None = None
    below: Uuid | None = Field(None, description="只要这个党组织及其下级")
    name: Name | None = None


class TermShape(Shape):
    """届: the term an organisation is in."""

    uuid: Uuid
    version: int
    organisation: Uuid = Field(alias="organisation.uuid")
    organisation_name: str = Field(alias="organisation.name")
    division_code: Code
    number: Small
    elected_on: Day
    due_on: Day
    length_years: Small
    extension_months: Small
    extension_document: str
    ended_on: Day | None


class OrganisationGiven(Given):
    """A new organisation. ``parent`` is its upper organisation's uuid."""

    code: Number
    name: Title
    kind: Kind
    sector: Sector
    division_code: Code
    parent: Uuid | None = None
    short_name: Name = ""
    is_top_of_village: bool = False
    full_members: int | None = Field(None, ge=0, le=100000)
    probationary: int = Field(0, ge=0, le=100000)
    approved_by: Title = ""
    approval_document: Document = ""
    need_reason: Document = ""
    task: Title = ""
    expires_on: Day | None = None
    telephone: str = Field("", **TELEPHONE)


class OrganisationChanged(Given):
    """Only what changes, on what document it rests, and from which day it holds (the business day when left out)."""

    reason: Reason
    since: Day | None = None
    name: Title = ""
    short_name: Name = ""
    kind: Kind = "party_branch"
    sector: Sector = "rural"
    parent: Uuid | None = None
    is_top_of_village: bool = False
    approved_by: Title = ""
    approval_document: Document = ""
    need_reason: Document = ""
    task: Title = ""
    expires_on: Day | None = None
    telephone: str = Field("", **TELEPHONE)


class DissolveGiven(Given):
    """Last day and document; ``merged`` when it went up in another one."""

    last_day: Day
    document: Document
    merged: bool = False


class TermGiven(Given):
    """A new term after an election."""

    elected_on: Day
    number: int | None = Field(None, ge=1, le=99)
    document: Document = ""


class ExtendGiven(Given):
    """Months of an approved extension."""

    months: int = Field(ge=1, le=12, examples=[6])
    document: Document


@router.get("/organisations", response=Page[OrganisationShape], operation_id="list_organisations", summary="党组织")
def list_organisations(request: HttpRequest, find: Query[OrganisationsFind]) -> dict[str, Any]:
    """Organisations that existed on the day."""
    require(permissions.can_view_organisations(request.actor))
    rows = queries.organisations_on(request.actor, find.day(request), find.prefix)
    wanted = {"kind_on": find.kind, "sector_on": find.sector, "name_on__contains": find.name}
    if find.below:
        wanted["path_on__startswith"] = there(queries.organisation_on(find.below, request.actor, find.day(request))).path
    shown = known_by(page(request, find, rows.filter(**{k: v for k, v in wanted.items() if v})), find.day(request), "ended_on")
    for row in shown["items"]:
        row.status = row.status if row.ended_on else row.Status.ACTIVE
    return shown


def organisation_of(request: HttpRequest, uuid: UUID) -> PartyOrganisation:
    """One organisation in reach, of whatever day, or 404."""
    require(permissions.can_view_organisations(request.actor))
    return found(queries.organisations(request.actor), uuid=uuid)


@router.get("/organisations/terms", response=Page[TermShape], operation_id="list_terms", summary="任期和届次")
def list_terms(request: HttpRequest, find: Query[ListQuery]) -> dict[str, Any]:
    """The term each active organisation was in on the day."""
    require(permissions.can_view_organisations(request.actor))
    return page(request, find, queries.current_terms(request.actor, find.day(request), find.prefix))


@router.get(
    "/organisations/{uuid}",
    response=OrganisationDetail,
    operation_id="get_organisation",
    summary="一个党组织",
    openapi_extra={"x-tagged": True},
)
def get_organisation(request: HttpRequest, response: HttpResponse, uuid: UUID, find: Query[DayQuery]) -> PartyOrganisation:
    """One organisation as it was on the day, with the number of its members; 404 before it was founded."""
    require(permissions.can_view_organisations(request.actor))
    row = there(queries.organisation_on(uuid, request.actor, find.day(request)))
    if row.founded_on and row.founded_on > find.day(request):
        raise Http404
    row.members_below = queries.together(queries.heads_below(row, request.actor, find.day(request))).members
    row.warning = queries.size_warning(row, find.day(request))
    return tagged(response, row)


@router.post("/organisations", response=WRITTEN, operation_id="found_organisation", summary="成立党组织")
@once
def found_organisation(request: HttpRequest, body: OrganisationGiven) -> Made:
    """A new organisation from the business day on (R-P01, R-P03, R-P09)."""
    parent = organisation_of(request, body.parent) if body.parent else None
    return Made(commands.found_organisation(parent=parent, by=request.actor, on=request.today, **body.model_dump(exclude={"parent"})), AT)


@router.patch("/organisations/{uuid}", response=WRITTEN, operation_id="change_organisation", summary="变更党组织")
@once
def change_organisation(request: HttpRequest, uuid: UUID, body: OrganisationChanged) -> Made:
    """Changed columns; a new parent moves everything below it too."""
    row = matched(request, organisation_of(request, uuid), required=True)
    changed = changes(body, "reason", "since")
    if body.parent:
        changed["parent"] = organisation_of(request, body.parent)
    elif "parent" in changed:
        changed["parent"] = None
    version = version_given(request) or row.version
    return Made(
        commands.change_organisation(
            organisation=row, changes=changed, reason=body.reason, since=body.since, version=version, by=request.actor, on=request.today
        ),
        AT,
    )


@router.post("/organisations/{uuid}/dissolve", response=WRITTEN, operation_id="dissolve_organisation", summary="撤销党组织")
@once
def dissolve_organisation(request: HttpRequest, uuid: UUID, body: DissolveGiven) -> Made:
    """Ended on its last day; refused while anything still belongs to it."""
    row = matched(request, organisation_of(request, uuid))
    return Made(commands.dissolve_organisation(organisation=row, by=request.actor, on=request.today, **body.model_dump()), AT)


@router.post("/organisations/{uuid}/terms", response=WRITTEN, operation_id="open_term", summary="登记新一届")
@once
def open_term(request: HttpRequest, uuid: UUID, body: TermGiven) -> Made:
    """A new term after an election (R-P05, R-P06)."""
    made: OrganisationTerm = commands.open_term(
        organisation=organisation_of(request, uuid), by=request.actor, on=request.today, **body.model_dump()
    )
    return Made(made)


@router.post("/organisations/terms/{uuid}/extend", response=WRITTEN, operation_id="extend_term", summary="延期换届")
@once
def extend_term(request: HttpRequest, uuid: UUID, body: ExtendGiven) -> Made:
    """An approved extension, twelve months at most in all (R-P06)."""
    require(permissions.can_view_organisations(request.actor))
    term = matched(request, found(queries.current_terms(request.actor, request.today), uuid=uuid))
    return Made(commands.extend_term(term=term, by=request.actor, on=request.today, **body.model_dump()))
