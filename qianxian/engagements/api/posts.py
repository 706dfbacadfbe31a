"""Leading posts of centres: who is engaged, which director's post is vacant, endings, acting directors and secretaries' changes."""

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import Field

from qianxian.centres.queries import centre_by_uuid
from qianxian.engagements import commands, permissions, queries
from qianxian.engagements.api.reviews import KinGiven, declared
from qianxian.engagements.commands.posts import OF_A_SECRETARY, OF_THE_RULES
from qianxian.engagements.models import Engagement, EngagementReview
from qianxian.foundation.verdict import require
from qianxian.organisations.api.offices import mandate_of
from qianxian.organisations.models import Mandate
from qianxian.people.queries import people
from qianxian.portal.contract import WRITTEN, DayQuery, ListQuery, Made, Page, found, matched, once, page, page_of, tagged, there
from qianxian.portal.contract.shapes import Code, Dated, Day, Document, Given, Party, Shape, Uuid, one_of

router = Router(tags=["聘任"])
Post = one_of(*EngagementReview.Post.values)


class EngagementShape(Dated):
    """A centre post held for a period."""

    uuid: Uuid
    version: int
    division_code: Code
    person: Party
    centre: Uuid = Field(alias="centre.uuid")
    centre_name: str = Field(alias="centre.name")
    post: Post
    acting: bool
    letter_number: str
    lettered_on: Day | None
    end_reason: str
    end_document: str


class EngagementsFind(ListQuery):
    """Narrow the engagements."""

    post: Post | None = None


class VacancyShape(Shape):
    """A centre without a director."""

    centre: Uuid = Field(alias="centre.uuid")
    centre_name: str = Field(alias="centre.name")
    division_code: Code = Field(alias="centre.division_code")
    since: Day | None
    acting_due: Day | None
    acting: Party | None


class EngagementEnded(Given):
    """Last day, reason, document."""

    last_day: Day
    reason: one_of(*(v for v in Engagement.EndReason.values if v not in OF_THE_RULES))
    document: Document


class ActingGiven(Given):
    """An acting director for limited days."""

    centre: Uuid
    person: Uuid
    first_day: Day
    last_day: Day
    document: Document
    kin: Annotated[list[KinGiven], Field(max_length=10)] = []


class SecretaryEnded(Given):
    """Last day, reason, document."""

    last_day: Day
    reason: one_of(*sorted(OF_A_SECRETARY))
    document: Document


class SecretaryReplaced(SecretaryEnded):
    """And who follows, in which way."""

    successor: Uuid
    way: one_of(*Mandate.Way.values) = "elected"


@router.get("/engagements", response=Page[EngagementShape], operation_id="list_engagements", summary="在聘人员")
def list_engagements(request: HttpRequest, find: Query[EngagementsFind]) -> dict[str, Any]:
    """Engagements in force on the day; acting directors are appointments of their own kind."""
    require(permissions.can_view_engagements(request.actor))
    rows = queries.engaged_on(find.day(request), request.actor, find.prefix)
    shown, day = page(request, find, rows.filter(post=find.post) if find.post else rows), find.day(request)
    return shown | {"items": queries.as_known(shown["items"], day if day < request.today else None)}


@router.get("/engagements/vacancies", response=Page[VacancyShape], operation_id="list_vacancies", summary="主任空缺")
def list_vacancies(request: HttpRequest, find: Query[ListQuery]) -> dict[str, Any]:
    """Centres without an engaged director on the day (R-E02)."""
    require(permissions.can_view_engagements(request.actor))
    return page_of(find, queries.vacancies(find.day(request), request.actor, find.prefix), lambda vacancy: vacancy.centre.uuid)


@router.post("/engagements/acting", response=WRITTEN, operation_id="appoint_acting_director", summary="指定代理主任")
@once
def appoint_acting_director(request: HttpRequest, body: ActingGiven) -> Made:
    """A short appointment while the post is vacant."""
    require(permissions.can_view_engagements(request.actor))
    centre, person = there(centre_by_uuid(body.centre, request.actor)), found(people(request.actor), uuid=body.person)
    more = body.model_dump(exclude={"centre", "person", "kin"}) | {"kin": declared(request, body.kin)}
    return Made(commands.appoint_acting_director(centre=centre, person=person, by=request.actor, on=request.today, **more), "engagements")


def _engagement(request: HttpRequest, uuid: UUID) -> Engagement:
    require(permissions.can_view_engagements(request.actor))
    return found(queries.engagements(request.actor), uuid=uuid)


@router.get(
    "/engagements/{uuid}", response=EngagementShape, operation_id="get_engagement", summary="一段聘任", openapi_extra={"x-tagged": True}
)
def get_engagement(request: HttpRequest, response: HttpResponse, uuid: UUID, find: Query[DayQuery]) -> Engagement:
    """One engagement as it was known on the day, ended ones too; 404 before it began."""
    require(permissions.can_view_engagements(request.actor))
    day = find.day(request)
    return tagged(response, there(queries.engagement_on(uuid, request.actor, day, day if day < request.today else None)))


@router.post("/engagements/{uuid}/end", response=WRITTEN, operation_id="end_engagement", summary="结束聘任")
@once
def end_engagement(request: HttpRequest, uuid: UUID, body: EngagementEnded) -> Made:
    """The engagement ended; the elected office goes on."""
    engagement = matched(request, _engagement(request, uuid))
    return Made(commands.end_engagement(engagement=engagement, by=request.actor, on=request.today, **body.model_dump()), "engagements")


@router.post("/mandates/{uuid}/end-secretary", response=WRITTEN, operation_id="end_secretary", summary="书记离任")
@once
def end_secretary(request: HttpRequest, uuid: UUID, body: SecretaryEnded) -> Made:
    """The secretary's office and, the same day, the director's engagement (R-E02)."""
    mandate = matched(request, mandate_of(request, uuid))
    commands.end_secretary(mandate=mandate, by=request.actor, on=request.today, **body.model_dump())
    return Made(mandate_of(request, uuid), "mandates")


@router.post("/mandates/{uuid}/replace-secretary", response=WRITTEN, operation_id="replace_secretary", summary="书记换任")
@once
def replace_secretary(request: HttpRequest, uuid: UUID, body: SecretaryReplaced) -> Made:
    """The successor from the day after; the director's post is vacant until he is engaged."""
    mandate = matched(request, mandate_of(request, uuid))
    successor = found(people(request.actor), uuid=body.successor)
    more = body.model_dump(exclude={"successor"})
    return Made(commands.replace_secretary(mandate=mandate, successor=successor, by=request.actor, on=request.today, **more), "mandates")
