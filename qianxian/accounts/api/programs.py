"""Registered programs, for the security administrator."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import Field

from qianxian.accounts import commands, queries
from qianxian.accounts.models import ApiClient
from qianxian.accounts.permissions import can_manage_clients
from qianxian.accounts.roles import CLIENT_ROLES
from qianxian.foundation.verdict import require
from qianxian.portal.contract import WRITTEN, ListQuery, Made, Page, found, matched, once, page
from qianxian.portal.contract.shapes import At, Code, Day, Given, Name, Reason, Shape, Uuid, one_of

router = Router(tags=["接口客户端"])
AT = "clients"


class ClientShape(Shape):
    """A program: what it is, in which role, for what, how often, until when. Never its secret."""

    uuid: Uuid
    version: int
    client_id: str = Field(examples=["qx-3f0c1a526f0e4a3a"])
    title: str
    responsible: str
    role: one_of(*CLIENT_ROLES)
    division_code: Code
    scopes: list[str] = Field(examples=[["pay:440403103"]])
    calls_a_minute: int
    last_day: Day
    revoked_at: At | None


class ClientGiven(Given):
    """A program to register."""

    title: Name = Field(min_length=1, max_length=80, examples=["区财政系统"])
    responsible: Name = Field(min_length=1, max_length=80, examples=["区财政局信息中心"])
    role: one_of(*CLIENT_ROLES)
    division_code: Code
    scopes: list[str] = Field(min_length=1, max_length=40, examples=[["pay:440403"]])
    calls_a_minute: int = Field(120, ge=1, le=6000)
    last: Day


class RevokedGiven(Given):
    """Why it is out."""

    reason: Reason


@router.get("/clients", response=Page[ClientShape], operation_id="list_clients", summary="接口客户端")
def list_clients(request: HttpRequest, find: Query[ListQuery]) -> dict[str, Any]:
    """Every program ever registered, revoked ones too."""
    require(can_manage_clients(request.actor))
    return page(request, find, queries.clients())


def _client(request: HttpRequest, uuid: UUID) -> ApiClient:
    require(can_manage_clients(request.actor))
    return matched(request, found(queries.clients(), uuid=uuid))


@router.post("/clients", response=WRITTEN, operation_id="register_client", summary="登记接口客户端")
@once
def register_client(request: HttpRequest, body: ClientGiven) -> Made:
    """A new program; its secret stands once in ``secret``."""
    client, secret = commands.register_client(by=request.actor, on=request.today, **body.model_dump())
    return Made(client, secret=secret)


@router.post("/clients/{uuid}/secret", response=WRITTEN, operation_id="renew_client_secret", summary="更换客户端密钥")
@once
def renew_client_secret(request: HttpRequest, uuid: UUID) -> Made:
    """A new secret, once in ``secret``; the old one and its tokens are out."""
    client = _client(request, uuid)
    secret = commands.renew_client_secret(client=client, by=request.actor, on=request.today)
    client.refresh_from_db()
    return Made(client, secret=secret)


@router.post("/clients/{uuid}/revoke", response=WRITTEN, operation_id="revoke_client", summary="停用接口客户端")
@once
def revoke_client(request: HttpRequest, uuid: UUID, body: RevokedGiven) -> Made:
    """Out at once, tokens included."""
    return Made(commands.revoke_client(client=_client(request, uuid), by=request.actor, on=request.today, **body.model_dump()))
