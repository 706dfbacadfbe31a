"""Roles, who was granted which over which place, and deputies."""

from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import Field

from qianxian.accounts import commands, queries
from qianxian.accounts.api.register import account
from qianxian.accounts.models import RoleGrant
from qianxian.accounts.permissions import can_manage_accounts
from qianxian.accounts.roles import ROLES
from qianxian.foundation.verdict import require
from qianxian.portal.contract import WRITTEN, ListQuery, Made, Page, found, matched, once, page, page_of
from qianxian.portal.contract.shapes import Code, Dated, Day, Document, Given, Number, Reason, Shape, Uuid, one_of

router = Router(tags=["角色和授权"])
RoleCode = one_of(*(code for code in ROLES if code != queries.SERVICE_ROLE))


class RoleShape(Shape):
    """A role in plain words."""

    code: str
    title: str
    title_en: str
    level: str
    does: str
    may: list[str]
    second_factor: bool


class GrantShape(Dated):
    """One role over one place for a period."""

    uuid: Uuid
    version: int
    account: Uuid = Field(alias="user.uuid")
    role: RoleCode
    division_code: Code
    department: str
    organisation_code: str
    deputy_for: Uuid | None = None
    source_document: str

    @staticmethod
    def resolve_first_day(row: Any) -> Any:
        """None for a grant that never began."""
        return row.period.lower

    @staticmethod
    def resolve_deputy_for(row: Any) -> Any:
        """The grant it stands in for."""
        return row.deputy_for.uuid if row.deputy_for_id else None


class GrantGiven(Given):
    """A role over a place from first to last day."""

    role: RoleCode
    division_code: Code
    first: Day
    last: Day | None = None
    department: str = Field("", max_length=40, pattern=r"^[a-z_]*$", examples=["court"])
    organisation_code: Number = ""
    source_document: Document = ""


class GrantEnded(Given):
    """The last day; at once when left out."""

    last: Day | None = None
    reason: Reason = ""


class DeputyGiven(Given):
    """Who stands in, between which days."""

    deputy: Uuid
    first: Day
    last: Day | None = None
    source_document: Document = ""


@router.get("/roles", response=Page[RoleShape], operation_id="list_roles", summary="全部角色")
def list_roles(request: HttpRequest, find: Query[ListQuery]) -> dict[str, Any]:
    """Every role and what it may do, in words."""
    rows = [{"code": r.code, "title": str(r.title), "title_en": r.title_en, "level": r.level, "does": str(r.does),
             "may": [str(word) for word in r.permission_words], "second_factor": r.second_factor} for r in ROLES.values()]  # fmt: skip
    return page_of(find, rows, lambda row: uuid5(NAMESPACE_URL, f"qianxian:role:{row['code']}"))


@router.get("/accounts/{uuid}/grants", response=Page[GrantShape], operation_id="list_grants", summary="一个账号的授权")
def list_grants(request: HttpRequest, uuid: UUID, find: Query[ListQuery]) -> dict[str, Any]:
    """Every grant the account has or had."""
    return page(request, find, queries.grants_history(account(request, uuid)))


@router.post("/accounts/{uuid}/grants", response=WRITTEN, operation_id="grant_role", summary="授予角色")
@once
def grant_role(request: HttpRequest, uuid: UUID, body: GrantGiven) -> Made:
    """A role over a place; three officers stay three people."""
    return Made(commands.grant_role(user=account(request, uuid), by=request.actor, on=request.today, **body.model_dump()))


def _grant(request: HttpRequest, uuid: UUID) -> RoleGrant:
    rows = queries.current_grants(request.today).select_related("user", "deputy_for__user")
    if not can_manage_accounts(request.actor):
        # a principal may end his own deputy; for everybody else there is nothing to find here
        rows = rows.filter(deputy_for__user__login=request.actor.login)
    return found(rows, uuid=uuid)


@router.post("/grants/{uuid}/end", response=WRITTEN, operation_id="end_grant", summary="结束授权")
@once
def end_grant(request: HttpRequest, uuid: UUID, body: GrantEnded) -> Made:
    """The role ends; deputies' grants of it end with it."""
    return Made(commands.end_grant(grant=matched(request, _grant(request, uuid)), by=request.actor, on=request.today, **body.model_dump()))


@router.get("/deputies", response=Page[GrantShape], operation_id="list_deputies", summary="代理授权")
def list_deputies(request: HttpRequest, find: Query[ListQuery]) -> dict[str, Any]:
    """Deputies in force or still to come."""
    require(can_manage_accounts(request.actor))
    return page(request, find, queries.deputies_on(find.day(request)))


@router.post("/grants/{uuid}/deputies", response=WRITTEN, operation_id="appoint_deputy", summary="指定代理")
@once
def appoint_deputy(request: HttpRequest, uuid: UUID, body: DeputyGiven) -> Made:
    """Somebody else stands in between two days, recorded on behalf of the principal."""
    require(can_manage_accounts(request.actor))
    principal, deputy = found(queries.principals_on(request.today), uuid=uuid), account(request, body.deputy)
    more = body.model_dump(exclude={"deputy"})
    return Made(commands.appoint_deputy(principal=principal, deputy=deputy, by=request.actor, on=request.today, **more))
