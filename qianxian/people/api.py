"""Persons for programs: masked lists, corrections, merges, a reveal with its reason, and one's own record."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import Field

from qianxian.foundation.masks import mask_phone
from qianxian.foundation.verdict import require
from qianxian.people import commands, permissions, queries
from qianxian.people.models import Person
from qianxian.portal.contract import WRITTEN, ListQuery, Made, Page, changes, matched, once, page, tagged, there
from qianxian.portal.contract.once import version_given
from qianxian.portal.contract.shapes import Code, Day, Given, Name, Party, Reason, Title, Uuid, one_of

router = Router(tags=["人员"])
AT = "people"
Sex = one_of(*Person.Sex.values)


class PersonShape(Party):
    """A person with everything masked that is masked on pages."""

    version: int
    division_code: Code
    sex: Sex
    birth_date: Day
    ethnicity: str
    education: str
    mobile: str = Field(examples=["138****5678"])
    account_masked: str = Field(examples=["****6789"])
    died_on: Day | None
    merged_into: Uuid | None = None

    @staticmethod
    def resolve_mobile(row: Any) -> str:
        """Masked."""
        return mask_phone(row.mobile)

    @staticmethod
    def resolve_merged_into(row: Any) -> Any:
        """The record that was kept."""
        return row.merged_into.uuid if row.merged_into_id else None


class PeopleFind(ListQuery):
    """Narrow the persons."""

    name: Name | None = None


class PersonGiven(Given):
    """A person to register."""

    division_code: Code
    name: Name
    sex: Sex
    birth_date: Day
    identity_number: str = Field("", max_length=30, pattern=r"^[0-9A-Za-z ]*$", examples=["440403197908020020"])
    identity_kind: one_of(*Person.IdentityKind.values) = "resident_id"
    ethnicity: str = Field("", max_length=20, pattern=r"^[^\x00-\x1f]*$", examples=["汉族"])
    education: str = Field("", max_length=20, pattern=r"^[^\x00-\x1f]*$", examples=["大专"])
    mobile: str = Field("", max_length=20, pattern=r"^[0-9 +-]*$", examples=["13800138000"])
    address: Title = ""
    bank_name: Name = ""
    bank_account: str = Field("", max_length=30, pattern=r"^[0-9 ]*$", examples=["6222020000001246"])
    access_need: one_of(*Person.AccessNeed.values) = "none"


class PersonChanged(Given):
    """Only what is corrected, and why."""

    reason: Reason
    name: Name = ""
    sex: Sex = "female"
    birth_date: Day | None = None
    identity_number: str = Field("", max_length=30, pattern=r"^[0-9A-Za-z ]*$", examples=["440403197908020020"])
    ethnicity: str = Field("", max_length=20, pattern=r"^[^\x00-\x1f]*$", examples=["汉族"])
    education: str = Field("", max_length=20, pattern=r"^[^\x00-\x1f]*$", examples=["大专"])
    mobile: str = Field("", max_length=20, pattern=r"^[0-9 +-]*$", examples=["13800138000"])
    address: Title = ""
    bank_name: Name = ""
    bank_account: str = Field("", max_length=30, pattern=r"^[0-9 ]*$", examples=["6222020000001246"])
    access_need: one_of(*Person.AccessNeed.values) = "none"


class DoubledGiven(Given):
    """The doubled record, and why both are one person."""

    doubled: Uuid
    reason: Reason


class RevealGiven(Given):
    """Which field in full, and what for."""

    field: one_of(*commands.REVEALABLE)
    reason: Reason


@router.get("/people", response=Page[PersonShape], operation_id="list_people", summary="人员")
def list_people(request: HttpRequest, find: Query[PeopleFind]) -> dict[str, Any]:
    """Persons in reach, masked."""
    require(permissions.can_list_people(request.actor))
    rows = queries.people(request.actor, find.prefix).select_related("merged_into")
    return page(request, find, rows.filter(name__contains=find.name) if find.name else rows)


def _person(request: HttpRequest, uuid: UUID) -> Person:
    person = there(queries.person(request.actor, uuid))
    require(permissions.can_view_person(request.actor, person))
    return person


@router.get("/people/{uuid}", response=PersonShape, operation_id="get_person", summary="一个人", openapi_extra={"x-tagged": True})
def get_person(request: HttpRequest, response: HttpResponse, uuid: UUID) -> Person:
    """One person, masked."""
    return tagged(response, _person(request, uuid))


@router.get("/me/record", response=PersonShape, operation_id="get_own_record", summary="我的档案", openapi_extra={"x-tagged": True})
def get_own_record(request: HttpRequest, response: HttpResponse) -> Person:
    """One's own record, masked."""
    require(permissions.can_view_own_record(request.actor))
    return tagged(response, there(queries.own_person(request.actor)))


@router.post("/people", response=WRITTEN, operation_id="register_person", summary="登记人员")
@once
def register_person(request: HttpRequest, body: PersonGiven) -> Made:
    """A new person; the identity number must be right and belong to nobody else."""
    return Made(commands.register_person(by=request.actor, on=request.today, **body.model_dump()), AT)


@router.patch("/people/{uuid}", response=WRITTEN, operation_id="correct_person", summary="更正")
@once
def correct_person(request: HttpRequest, uuid: UUID, body: PersonChanged) -> Made:
    """Typing errors mended; old values stay in the history."""
    person = matched(request, _person(request, uuid), required=True)
    version = version_given(request) or person.version
    return Made(
        commands.correct_person(
            person=person,
            changes={k: v for k, v in changes(body, "reason").items() if v is not None},
            reason=body.reason,
            version=version,
            by=request.actor,
            on=request.today,
        ),
        AT,
    )


@router.post("/people/{uuid}/merge", response=WRITTEN, operation_id="merge_persons", summary="合并重复档案")
@once
def merge_persons(request: HttpRequest, uuid: UUID, body: DoubledGiven) -> Made:
    """This record is kept; everything of the doubled one moves here."""
    kept, doubled = matched(request, _person(request, uuid)), _person(request, body.doubled)
    return Made(commands.merge_persons(kept=kept, doubled=doubled, reason=body.reason, by=request.actor, on=request.today), AT)


@router.post("/people/{uuid}/reveal", response=WRITTEN, operation_id="reveal_field", summary="查看完整号码")
@once
def reveal_field(request: HttpRequest, uuid: UUID, body: RevealGiven) -> Made:
    """The full value, once, in ``secret``; recorded with its reason, limited per day."""
    person = _person(request, uuid)
    value = commands.reveal_field(person=person, field=body.field, reason=body.reason, by=request.actor, on=request.today)
    return Made(person, AT, secret=value)
