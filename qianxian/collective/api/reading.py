"""The collective for programs: members, parcels, assets, leases with their rent, distributions."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import Field

from qianxian.collective import permissions
from qianxian.collective.models import Asset, Distribution, Lease, Parcel
from qianxian.collective.queries import distribution, leases, members
from qianxian.collective.queries import property as things
from qianxian.foundation.verdict import require
from qianxian.portal.contract import ListQuery, Page, page, tagged, there
from qianxian.portal.contract.shapes import Code, Count, Day, Money, Shape, Uuid, one_of

FacilityKind = one_of(*Asset.Facility.values)
router = Router(tags=["集体经济"])
ParcelState, AssetState, LeaseState, DistributionState = (one_of(*m.State.values) for m in (Parcel, Asset, Lease, Distribution))


class CollectiveMemberShape(Shape):
    """A member of a village's collective."""

    uuid: Uuid
    version: int
    number: str
    division_code: Code
    name: str
    household: str
    shares: Count
    since: Day
    basis: str
    ended_on: Day | None
    end_basis: str
    linked: bool

    @staticmethod
    def resolve_linked(row: Any) -> bool:
        """Whether he is known as a person of the registry."""
        return row.person_id is not None


class ParcelShape(Shape):
    """A parcel: ``mu`` exactly, ``square_metres`` derived."""

    uuid: Uuid
    version: int
    number: str
    division_code: Code
    title: str
    whole: Uuid | None = Field(alias="whole.uuid", default=None)
    use: str
    mu: str
    square_metres: str
    state: ParcelState
    certificate_no: str
    certified_on: Day | None

    @staticmethod
    def resolve_mu(row: Parcel) -> str:
        """Mu with six places."""
        return f"{row.mu:f}"

    @staticmethod
    def resolve_square_metres(row: Parcel) -> str:
        """m² with two places."""
        return f"{row.square_metres:f}"


class AssetShape(Shape):
    """An asset."""

    uuid: Uuid
    version: int
    number: str
    division_code: Code
    title: str
    category: str
    acquired_on: Day
    original_value: Money
    facility: FacilityKind | None
    quantity: str | None = Field(None, max_length=14, examples=["86"])
    state: AssetState
    disposed_on: Day | None

    @staticmethod
    def resolve_facility(row: Asset) -> str | None:
        """Its kind; null of what is no public facility."""
        return row.facility or None

    @staticmethod
    def resolve_quantity(row: Asset) -> str | None:
        """How much in the kind's unit."""
        return None if row.amount is None else str(row.amount)


class InstalmentShape(Shape):
    """One dated part of the rent and what is paid of it."""

    turn: Count
    due_on: Day
    amount: Money
    paid: Money


class LeaseShape(Shape):
    """A lease."""

    uuid: Uuid
    version: int
    number: str
    division_code: Code
    title: str
    lessee: str
    contract: str = Field(alias="contract.number")
    first_day: Day
    last_day: Day
    total: Money
    state: LeaseState
    ended_on: Day | None

    @staticmethod
    def resolve_first_day(row: Lease) -> Any:
        """The first day of the term."""
        return row.period.lower

    @staticmethod
    def resolve_last_day(row: Lease) -> Any:
        """The last day of the term, counted."""
        return leases.last_day_of(row)


class LeaseDetail(LeaseShape):
    """A lease with its rent."""

    instalments: list[InstalmentShape]

    @staticmethod
    def resolve_instalments(row: Lease) -> list[Any]:
        """In their order."""
        return list(leases.instalments_of(row))


class DistributionShape(Shape):
    """A year's distribution in totals."""

    uuid: Uuid
    version: int
    number: str
    division_code: Code
    year: int
    income: Money
    loss_carried: Money
    reserve: Money
    welfare: Money
    paid: Money
    remainder: Money
    per_share: Money
    shares: Count
    state: DistributionState


@router.get("/collective/members", response=Page[CollectiveMemberShape], operation_id="list_collective_members", summary="集体成员")
def list_collective_members(request: HttpRequest, find: Query[ListQuery]) -> dict[str, Any]:
    """Members within reach, former ones too."""
    require(permissions.can_view_collective(request.actor))
    return page(request, find, members.members(request.actor, find.prefix))


@router.get("/collective/parcels", response=Page[ParcelShape], operation_id="list_parcels", summary="地块")
def list_parcels(request: HttpRequest, find: Query[ListQuery]) -> dict[str, Any]:
    """Parcels within reach."""
    require(permissions.can_view_collective(request.actor))
    return page(request, find, things.parcels(request.actor, find.prefix))


@router.get("/collective/assets", response=Page[AssetShape], operation_id="list_assets", summary="集体资产")
def list_assets(request: HttpRequest, find: Query[ListQuery]) -> dict[str, Any]:
    """Assets within reach."""
    require(permissions.can_view_collective(request.actor))
    return page(request, find, things.assets(request.actor, find.prefix))


@router.get("/collective/leases", response=Page[LeaseShape], operation_id="list_leases", summary="出租合同")
def list_leases(request: HttpRequest, find: Query[ListQuery]) -> dict[str, Any]:
    """Leases within reach."""
    require(permissions.can_view_collective(request.actor))
    return page(request, find, leases.leases(request.actor, find.prefix))


@router.get("/collective/leases/{uuid}", response=LeaseDetail, operation_id="get_lease", summary="一份出租合同和租金", openapi_extra={"x-tagged": True})
def get_lease(request: HttpRequest, response: HttpResponse, uuid: UUID) -> Lease:
    """One lease with its instalments."""
    require(permissions.can_view_collective(request.actor))
    return tagged(response, there(leases.lease_by_uuid(uuid, request.actor)))


@router.get("/collective/distributions", response=Page[DistributionShape], operation_id="list_distributions", summary="收益分配")
def list_distributions(request: HttpRequest, find: Query[ListQuery]) -> dict[str, Any]:
    """Distributions within reach, in totals."""
    require(permissions.can_view_collective(request.actor))
    return page(request, find, distribution.distributions(request.actor, find.prefix))
