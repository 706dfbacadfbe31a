"""Every step of a contract for programs; drafting, signing and clearing related parties stay with different people."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest

from qianxian.contracts import commands, permissions, queries
from qianxian.contracts.api import shapes as s
from qianxian.contracts.api.reading import contract_of, router
from qianxian.decisions.models import Certificate
from qianxian.decisions.queries import certificate_by_uuid
from qianxian.foundation.verdict import require
from qianxian.portal.contract import WRITTEN, Made, matched, once, there
from qianxian.threads.queries import thread_by_uuid


def _certificate(request: HttpRequest, uuid: UUID | None) -> Certificate | None:
    return there(certificate_by_uuid(uuid, request.actor)) if uuid else None


@router.post("/contracts", response=WRITTEN, operation_id="draft_contract", summary="草拟合同")
@once
def draft_contract(request: HttpRequest, body: s.DraftGiven) -> Made:
    """A draft, with the related parties found."""
    given = body.model_dump() | {"amount": body.amount, "rent": body.rent, "certificate": _certificate(request, body.certificate)}  # money is dumped as text
    found = given.pop("thread_uuid")
    thread = there(thread_by_uuid(found, request.actor)) if found else None
    return Made(commands.draft_contract(by=request.actor, on=request.today, thread=thread, **given))


def _step(request: HttpRequest, uuid: UUID, command: Callable[..., Any], **given: Any) -> Made:
    row = matched(request, contract_of(request, uuid))
    return Made(command(contract=row, by=request.actor, on=request.today, **given))


@router.post("/contracts/{uuid}/change", response=WRITTEN, operation_id="change_contract", summary="修改合同草案")
@once
def change_contract(request: HttpRequest, uuid: UUID, body: s.TermsGiven) -> Made:
    """A draft changed, its other side apart."""
    given = body.model_dump() | {"amount": body.amount, "rent": body.rent, "certificate": _certificate(request, body.certificate)}
    return _step(request, uuid, commands.change_contract, **given)


@router.post("/contracts/{uuid}/withdraw", response=WRITTEN, operation_id="withdraw_contract", summary="撤回合同草案")
@once
def withdraw_contract(request: HttpRequest, uuid: UUID, body: s.ReasonGiven) -> Made:
    """A draft given up."""
    return _step(request, uuid, commands.withdraw_contract, reason=body.reason)


@router.post("/contracts/{uuid}/sign", response=WRITTEN, operation_id="sign_contract", summary="登记签订合同")
@once
def sign_contract(request: HttpRequest, uuid: UUID, body: s.SignGiven) -> Made:
    """Recorded as signed."""
    return _step(request, uuid, commands.sign_contract, **body.model_dump())


@router.post("/contracts/{uuid}/take-over", response=WRITTEN, operation_id="take_over_contract", summary="核对已有合同")
@once
def take_over_contract(request: HttpRequest, uuid: UUID, body: s.SignGiven) -> Made:
    """A contract older than the register."""
    return _step(request, uuid, commands.take_over_contract, **body.model_dump())


@router.post("/contracts/{uuid}/amendments", response=WRITTEN, operation_id="amend_contract", summary="登记补充协议")
@once
def amend_contract(request: HttpRequest, uuid: UUID, body: s.AmendGiven) -> Made:
    """A further row."""
    given = body.model_dump() | {"amount_change": body.amount_change, "certificate": _certificate(request, body.certificate)}
    return _step(request, uuid, commands.amend_contract, **given)


@router.post("/contracts/{uuid}/end", response=WRITTEN, operation_id="end_contract", summary="办结合同")
@once
def end_contract(request: HttpRequest, uuid: UUID, body: s.ReasonGiven) -> Made:
    """Carried out."""
    return _step(request, uuid, commands.end_contract, reason=body.reason)


@router.post("/contracts/{uuid}/terminate", response=WRITTEN, operation_id="terminate_contract", summary="解除合同")
@once
def terminate_contract(request: HttpRequest, uuid: UUID, body: s.ReasonGiven) -> Made:
    """Broken off."""
    return _step(request, uuid, commands.terminate_contract, reason=body.reason)


@router.post("/contracts/{uuid}/parties", response=WRITTEN, operation_id="declare_contract_party", summary="登记关联方")
@once
def declare_party(request: HttpRequest, uuid: UUID, body: s.DeclareGiven) -> Made:
    """Somebody in office who stands close to the other side."""
    return _step(request, uuid, commands.declare_party, **body.model_dump())


@router.post("/contracts/parties/{uuid}/answer", response=WRITTEN, operation_id="answer_contract_party", summary="处理关联方")
@once
def answer_party(request: HttpRequest, uuid: UUID, body: s.AnswerGiven) -> Made:
    """Answered once."""
    require(permissions.can_view_contracts(request.actor))
    party = matched(request, there(queries.party_by_uuid(uuid, request.actor)))
    return Made(commands.answer_party(party=party, by=request.actor, on=request.today, **body.model_dump()))
