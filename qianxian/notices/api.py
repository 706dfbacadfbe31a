"""消息提醒 for programs: one's own way of being reminded, and the outbox for the system administrator. No address, no secret, no name leaves here."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router
from pydantic import Field

from qianxian.accounts.models import User
from qianxian.accounts.queries import account_of
from qianxian.foundation.errors import NotPermitted
from qianxian.foundation.verdict import require
from qianxian.notices import commands, permissions, queries
from qianxian.notices.models import Channel, Notice, NoticePreference
from qianxian.portal.contract import WRITTEN, ListQuery, Made, Page, matched, once, page, tagged, there
from qianxian.portal.contract.shapes import At, Code, Count, Day, Given, Reason, Shape, Small, Uuid, one_of

router = Router(tags=["消息"])
AT = "notices"
Way, Kind, Stands = one_of(*Channel.values), one_of(*Notice.Kind.values), one_of(*Notice.State.values)


class PreferenceShape(Shape):
    """How one is reminded; of a robot only the host."""

    channel: Way
    at_once: bool
    host: str = Field(examples=["qyapi.weixin.qq.com"])
    stopped_at: At | None


class NoticeShape(Shape):
    """A message of the outbox: where it stands. Whose it is and what it counted is not told."""

    uuid: Uuid
    version: int
    kind: Kind
    unit_code: Code
    day: Day
    channel: str = Field(examples=["email"])
    state: Stands
    tries: Small
    outcome: str = Field(examples=["timeout"])
    written_at: At
    try_at: At
    sent_at: At | None


class CountsShape(Shape):
    """How many messages stand where."""

    waiting: Count
    sending: Count
    sent: Count
    failed: Count
    held: Count
    dropped: Count


class OutboxFind(ListQuery):
    """Narrow the outbox."""

    state: Stands | None = None


class PreferenceGiven(Given):
    """The way; address and secret left empty stay as they are."""

    channel: Way
    at_once: bool = False
    address: str = Field("", max_length=500, pattern=r"^[!-~]*$", examples=["https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=…"])
    secret: str = Field("", max_length=200, pattern=r"^[!-~]*$", examples=["whsec_…"])


class StopGiven(Given):
    """Why an address gets nothing more."""

    reason: Reason


def _account(request: HttpRequest) -> User:
    try:
        return account_of(request.actor)
    except User.DoesNotExist:
        raise NotPermitted("消息提醒属于本人的账号，程序没有。") from None


@router.get("/me/notices", response=PreferenceShape, operation_id="get_notice_preference", summary="我的消息提醒")
def get_preference(request: HttpRequest) -> Any:
    """How one is reminded; off while nobody chose."""
    account = _account(request)
    return queries.preference_of(account) or NoticePreference(account=account)


@router.post("/me/notices", response=WRITTEN, operation_id="choose_notices", summary="设置消息提醒")
@once
def choose_notices(request: HttpRequest, body: PreferenceGiven) -> Made:
    """From now on."""
    return Made(commands.choose_notices(account=_account(request), by=request.actor, **body.model_dump()))


@router.post("/me/notices/trial", response=WRITTEN, operation_id="try_notices", summary="试发")
@once
def try_out(request: HttpRequest) -> Made:
    """A trial to oneself."""
    return Made(commands.try_out(account=_account(request), by=request.actor, at=timezone.now()))


@router.get("/notices", response=Page[NoticeShape], operation_id="list_notices", summary="消息发件箱")
def list_notices(request: HttpRequest, find: Query[OutboxFind]) -> dict[str, Any]:
    """The outbox, the latest first."""
    require(permissions.can_keep_outbox(request.actor))
    rows = queries.outbox()
    return page(request, find, rows.filter(state=find.state) if find.state else rows)


@router.get("/notices/counts", response=CountsShape, operation_id="count_notices", summary="消息有多少")
def count_notices(request: HttpRequest) -> dict[str, int]:
    """How many messages stand in each state."""
    require(permissions.can_keep_outbox(request.actor))
    return queries.counts()


def _notice(request: HttpRequest, uuid: UUID) -> Notice:
    require(permissions.can_keep_outbox(request.actor))
    return there(queries.notice_by_uuid(uuid))


@router.get("/notices/{uuid}", response=NoticeShape, operation_id="get_notice", summary="一条消息", openapi_extra={"x-tagged": True})
def get_notice(request: HttpRequest, response: HttpResponse, uuid: UUID) -> Notice:
    """One message."""
    return tagged(response, _notice(request, uuid))


@router.post("/notices/{uuid}/retry", response=WRITTEN, operation_id="retry_notice", summary="重发")
@once
def retry_notice(request: HttpRequest, uuid: UUID) -> Made:
    """One that was given up is tried again."""
    return Made(commands.retry_notice(notice=matched(request, _notice(request, uuid)), by=request.actor, at=timezone.now()), AT)


@router.post("/notices/{uuid}/drop", response=WRITTEN, operation_id="drop_notice", summary="不再发")
@once
def drop_notice(request: HttpRequest, uuid: UUID) -> Made:
    """One that was given up stays so."""
    return Made(commands.drop_notice(notice=matched(request, _notice(request, uuid)), by=request.actor), AT)


@router.post("/notices/robots/{uuid}/stop", response=WRITTEN, operation_id="stop_notice_robot", summary="停用地址")
@once
def stop_robot(request: HttpRequest, uuid: UUID, body: StopGiven) -> Made:
    """An address outside the house gets nothing more."""
    require(permissions.can_keep_outbox(request.actor))
    return Made(commands.stop_robot(robot=there(queries.robot_by_uuid(uuid)), by=request.actor, at=timezone.now(), **body.model_dump()))
