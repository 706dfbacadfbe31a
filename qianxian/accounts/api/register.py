"""The register of accounts, for the security administrator."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import Field

from qianxian.accounts import commands, queries
from qianxian.accounts.models import User
from qianxian.accounts.permissions import can_manage_accounts
from qianxian.foundation.masks import mask_phone
from qianxian.foundation.verdict import require
from qianxian.portal.contract import WRITTEN, ListQuery, Made, Page, found, matched, once, page, tagged
from qianxian.portal.contract.shapes import ONE_DAY, Day, Given, Name, Reason, Shape, Uuid

router = Router(tags=["账号"])
AT = "accounts"
PHONE = {"max_length": 20, "pattern": r"^[0-9 +-]*$", "examples": ["13800138000"]}
EMAIL = {"max_length": 120, "pattern": r"^([A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,})?$", "examples": ["zhaobk@example.org"]}


class AccountShape(Shape):
    """An account of one human being; the telephone masked."""

    uuid: Uuid
    version: int
    login: str = Field(examples=["zhaobk"])
    name: str
    phone: str = Field(examples=["138****5678"])
    unit: str
    person_uuid: Uuid | None
    is_active: bool
    first_day: Day | None = None
    last_day: Day | None
    second_factor: bool = False

    @staticmethod
    def resolve_phone(row: Any) -> str:
        """Masked."""
        return mask_phone(row.phone)

    @staticmethod
    def resolve_first_day(row: Any) -> Any:
        """From which day it may log in."""
        return row.usable.lower

    @staticmethod
    def resolve_second_factor(row: Any) -> bool:
        """Whether a phone is bound."""
        return bool(getattr(row, "has_second_factor", False))


class AccountsFind(ListQuery):
    """Narrow the accounts; ``usable`` leaves out leavers on the day."""

    usable: bool = False
    name: Name | None = None


class AccountGiven(Given):
    """A new account."""

    login: str = Field(max_length=40, pattern=r"^[A-Za-z0-9._-]*$", examples=["zhaobk"])
    name: Name
    first: Day
    last: Day | None = None
    phone: str = Field("", **PHONE)
    email: str = Field("", **EMAIL)
    unit: Name = ""
    person_uuid: Uuid | None = None


class AccountChanged(Given):
    """The account's facts as they shall stand; what is left out stays."""

    name: Name = ""
    phone: str = Field("", **PHONE)
    email: str = Field("", **EMAIL)
    unit: Name = ""
    first: Day | None = None
    last: Day | None = None
    person_uuid: Uuid | None = None
    reason: Reason = ""


class ReasonGivenForAccount(Given):
    """Why."""

    reason: Reason


class FirstPasswordsGiven(ReasonGivenForAccount):
    """Which of the waiting accounts."""

    role: str = Field("", max_length=40, examples=["village_secretary"])
    place: str = Field("", pattern=r"^(\d{6}|\d{9}|\d{12})?$", examples=["440403103"])
    again: bool = False


class ReopenGiven(Given):
    """Somebody comes back."""

    first: Day
    last: Day | None = None
    reason: Reason


@router.get("/accounts", response=Page[AccountShape], operation_id="list_accounts", summary="账号")
def list_accounts(request: HttpRequest, find: Query[AccountsFind]) -> dict[str, Any]:
    """All accounts of the county."""
    require(can_manage_accounts(request.actor))
    rows = queries.accounts_on(find.day(request), past=find.day(request) < request.today)
    rows = queries.usable_on(rows, find.day(request)) if find.usable else rows
    return page(request, find, rows.filter(name__contains=find.name) if find.name else rows)


def account(request: HttpRequest, uuid: UUID) -> User:
    """One account, or 404."""
    require(can_manage_accounts(request.actor))
    return found(queries.accounts_on(request.today), uuid=uuid)


@router.get("/accounts/{uuid}", response=AccountShape, operation_id="get_account", summary="一个账号", openapi_extra={"x-tagged": True})
def get_account(request: HttpRequest, response: HttpResponse, uuid: UUID) -> User:
    """One account."""
    return tagged(response, account(request, uuid))


@router.post("/accounts", response=WRITTEN, operation_id="open_account", summary="开通账号")
@once
def open_account(request: HttpRequest, body: AccountGiven) -> Made:
    """A new account; its first password stands once in ``secret`` and must be changed at the first login."""
    opened = commands.open_account(by=request.actor, on=request.today, **body.model_dump())
    return Made(opened.user, AT, secret=opened.password)


@router.patch("/accounts/{uuid}", response=WRITTEN, operation_id="change_account", summary="改账号信息")
@once
def change_account(request: HttpRequest, uuid: UUID, body: AccountChanged) -> Made:
    """Correct what the account says of its person, or its days. The login stays."""
    user = matched(request, account(request, uuid), required=True)
    now = {"name": user.name, "phone": user.phone, "email": user.email, "unit": user.unit, "person_uuid": user.person_uuid,
           "first": user.usable.lower, "last": user.usable.upper - ONE_DAY if user.usable.upper else None}  # fmt: skip
    return Made(
        commands.change_account(user=user, by=request.actor, on=request.today, **{**now, **body.model_dump(exclude_unset=True)}), AT
    )


@router.post("/accounts/{uuid}/end", response=WRITTEN, operation_id="end_access", summary="停用账号")
@once
def end_access(request: HttpRequest, uuid: UUID, body: ReasonGivenForAccount) -> Made:
    """A leaver: every role, deputy, session and token ends today."""
    user = matched(request, account(request, uuid))
    return Made(commands.end_access(user=user, by=request.actor, on=request.today, reason=body.reason), AT)


@router.post("/accounts/{uuid}/reopen", response=WRITTEN, operation_id="reopen_access", summary="重新启用账号")
@once
def reopen_access(request: HttpRequest, uuid: UUID, body: ReopenGiven) -> Made:
    """The account may log in again with the new password in ``secret``; roles are granted anew."""
    opened = commands.reopen_access(user=matched(request, account(request, uuid)), by=request.actor, on=request.today, **body.model_dump())
    return Made(opened.user, AT, secret=opened.password)


@router.post("/accounts/first-passwords/issue", response=WRITTEN, operation_id="issue_first_passwords", summary="发放初始密码")
@once
def issue_first_passwords(request: HttpRequest, body: FirstPasswordsGiven) -> Made:
    """First passwords for the waiting accounts narrowed by role and place: ``secret`` holds one line ``login password`` each, once."""
    require(can_manage_accounts(request.actor))
    users = list(queries.waiting_for_first_password(request.today, role=body.role, place=body.place, again=body.again))
    issued = commands.issue_first_passwords(users=users, by=request.actor, on=request.today, reason=body.reason)
    return Made(issued[0].user, AT, secret="\n".join(f"{one.user.login} {one.password}" for one in issued))


@router.post("/accounts/{uuid}/password", response=WRITTEN, operation_id="reset_password", summary="重设密码")
@once
def reset_password(request: HttpRequest, uuid: UUID, body: ReasonGivenForAccount) -> Made:
    """A new password in ``secret``; sessions end."""
    opened = commands.reset_password(user=matched(request, account(request, uuid)), by=request.actor, on=request.today, reason=body.reason)
    return Made(opened.user, AT, secret=opened.password)


@router.post("/accounts/{uuid}/second-factor-reset", response=WRITTEN, operation_id="request_second_factor_reset", summary="申请重设手机")
@once
def request_reset(request: HttpRequest, uuid: UUID, body: ReasonGivenForAccount) -> Made:
    """Ask for the reset of a lost phone; another security administrator confirms it."""
    return Made(commands.request_second_factor_reset(user=account(request, uuid), reason=body.reason, by=request.actor, on=request.today))


@router.post(
    "/accounts/second-factor-resets/{uuid}/confirm", response=WRITTEN, operation_id="confirm_second_factor_reset", summary="确认重设手机"
)
@once
def confirm_reset(request: HttpRequest, uuid: UUID) -> Made:
    """The second administrator agrees: the next login binds a new phone."""
    require(can_manage_accounts(request.actor))
    reset = found(queries.open_resets(), uuid=uuid)
    return Made(commands.confirm_second_factor_reset(reset=reset, by=request.actor, on=request.today))
