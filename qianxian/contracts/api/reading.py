"""The list of contracts, one contract, and what hangs on it."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from qianxian.contracts import permissions, queries
from qianxian.contracts.api import shapes as s
from qianxian.contracts.models import Contract
from qianxian.foundation.verdict import require
from qianxian.portal.contract import ListQuery, Page, page, tagged, there

router = Router(tags=["合同"])


def contract_of(request: HttpRequest, uuid: UUID) -> Contract:
    """The contract within reach, or 404."""
    require(permissions.can_view_contracts(request.actor))
    return there(queries.contract_by_uuid(uuid, request.actor))


@router.get("/contracts", response=Page[s.ContractShape], operation_id="list_contracts", summary="合同")
def list_contracts(request: HttpRequest, find: Query[s.ContractsFind]) -> dict[str, Any]:
    """Every contract within reach."""
    require(permissions.can_view_contracts(request.actor))
    wanted = {name: value for name, value in (("state", find.state), ("kind", find.kind)) if value}
    return page(request, find, queries.contracts(request.actor, find.prefix).filter(**wanted))


@router.get("/contracts/{uuid}", response=s.ContractShape, operation_id="get_contract", summary="一份合同", openapi_extra={"x-tagged": True})
def get_contract(request: HttpRequest, response: HttpResponse, uuid: UUID) -> Contract:
    """One contract."""
    return tagged(response, contract_of(request, uuid))


@router.get("/contracts/{uuid}/amendments", response=Page[s.AmendmentShape], operation_id="list_contract_amendments", summary="补充协议")
def list_amendments(request: HttpRequest, uuid: UUID, find: Query[ListQuery]) -> dict[str, Any]:
    """What was changed since it was signed."""
    return page(request, find, contract_of(request, uuid).amendments.all())


@router.get("/contracts/{uuid}/parties", response=Page[s.PartyShape], operation_id="list_contract_parties", summary="关联方")
def list_parties(request: HttpRequest, uuid: UUID, find: Query[ListQuery]) -> dict[str, Any]:
    """Related parties with their answers."""
    return page(request, find, contract_of(request, uuid).parties.all())
