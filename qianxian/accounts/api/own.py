"""Who one is here, and one's own tokens."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import Field

from qianxian.accounts import commands, queries
from qianxian.accounts.models import ApiToken
from qianxian.accounts.roles import ROLES
from qianxian.foundation.errors import NotPermitted
from qianxian.portal.contract import WRITTEN, ListQuery, Made, Page, found, once, page
from qianxian.portal.contract.shapes import At, Given, Name, Shape, Uuid

router = Router(tags=["本人"])


class MeShape(Shape):
    """The acting person and role."""

    login: str = Field(examples=["zhaobk"])
    name: str
    role: str = Field(examples=["town_org_officer"])
    role_title: str
    reach: list[str] = Field(examples=[["440403103"]])
    permissions: list[str]
    on_behalf_of: str
    business_day: str = Field(examples=["2019-12-16"])


class TokenShape(Shape):
    """A bearer token: for what, in which role, until when. Never the token itself."""

    uuid: Uuid
    label: str
    role: str = Field(alias="grant.role")
    expires_at: At


class TokenGiven(Given):
    """For which program, for how many days."""

    label: Name = Field(min_length=1, examples=["区财政系统"])
    days: int = Field(90, ge=1, le=365)


@router.get("/me", response=MeShape, operation_id="get_me", summary="我是谁")
def get_me(request: HttpRequest) -> dict[str, Any]:
    """Login, acting role, reach and permissions."""
    actor = request.actor
    return {
        "login": actor.login,
        "name": actor.name,
        "role": actor.role,
        "role_title": str(ROLES[actor.role].title),
        "reach": list(actor.reach),
        "permissions": sorted(actor.permissions),
        "on_behalf_of": actor.on_behalf_of,
        "business_day": request.today.isoformat(),
    }


@router.get("/me/tokens", response=Page[TokenShape], operation_id="list_own_tokens", summary="我的令牌")
def list_tokens(request: HttpRequest, find: Query[ListQuery]) -> dict[str, Any]:
    """One's own tokens that still work."""
    return page(request, find, queries.tokens_of(queries.account_of(request.actor)))


@router.post("/me/tokens", response=WRITTEN, operation_id="issue_token", summary="申请令牌")
@once
def issue_token(request: HttpRequest, body: TokenGiven) -> Made:
    """A token for the role one acts in; the token itself stands once in ``secret``. Asked from a page's session, never by a token."""
    if request.grant is None:
        raise NotPermitted("令牌由本人登录网页后申请，不能用令牌换令牌。")
    token, raw = commands.issue_api_token(grant=request.grant, by=request.actor, on=request.today, **body.model_dump())
    return Made(token, secret=raw)


@router.post("/tokens/{uuid}/revoke", response=WRITTEN, operation_id="revoke_token", summary="停用令牌")
@once
def revoke_token(request: HttpRequest, uuid: UUID) -> Made:
    """The token works no more."""
    own = queries.tokens_of(queries.account_of(request.actor))
    token: ApiToken = found(own, uuid=uuid)
    commands.revoke_api_token(token=token, by=request.actor, on=request.today)
    return Made(token)
