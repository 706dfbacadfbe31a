"""What the collective shows on a thread's page: what became of land and assets, leases and their rent, income distributed; and what is overdue.

Land and assets hang on threads themselves. A lease is told of where its contract hangs, else where the matter of its certificate does; a disposal
and a distribution where their matter does. Totals and dates, no member's name.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qianxian.accounts.rights import Permission
from qianxian.collective.models import Asset, Distribution, Lease, Parcel, PropertyEvent, RentReceipt
from qianxian.collective.queries import distribution, leases
from qianxian.collective.queries import property as things
from qianxian.contracts.models import Contract
from qianxian.decisions.models import Matter
from qianxian.foundation.actor import Actor
from qianxian.foundation.clock import today
from qianxian.foundation.money import format_yuan
from qianxian.threads import registry
from qianxian.threads.queries import tied
from qianxian.threads.registry import Event, Need, Payment

ASSET = "collective_asset"  # the projects' room has an asset too


def _shown(name: str, row: Any, actor: Actor) -> str:
    """The thing's page, for whom it opens."""
    return reverse(f"collective:{name}", args=[row.uuid]) if actor.may(Permission.VIEW_COLLECTIVE) else ""


def _parcel_address(uuid: UUID) -> str:
    return reverse("collective:parcel", args=[uuid])


def _asset_address(uuid: UUID) -> str:
    return reverse("collective:asset", args=[uuid])


def _parcel_events(uuids: Sequence[UUID], actor: Actor) -> Iterable[Event]:
    rows = {row.pk: row for row in things.parcels(actor).filter(uuid__in=uuids)}
    for one in PropertyEvent.objects.filter(parcel__in=rows).order_by("happened_on", "id"):
        yield _happened(one, rows[one.parcel_id], _shown("parcel", rows[one.parcel_id], actor))


def _asset_events(uuids: Sequence[UUID], actor: Actor) -> Iterable[Event]:
    rows = {row.pk: row for row in things.assets(actor).filter(uuid__in=uuids)}
    for one in PropertyEvent.objects.filter(asset__in=rows).order_by("happened_on", "id"):
        yield _happened(one, rows[one.asset_id], _shown("asset", rows[one.asset_id], actor))


def _happened(one: PropertyEvent, thing: Parcel | Asset, address: str) -> Event:
    words = _("%(what)s：%(act)s，%(state)s") % {"what": thing.title, "act": one.get_kind_display(), "state": one.to_state_words}
    return Event(one.happened_on, words, None, address, one.document)


def _parcel_choices(actor: Actor, division_code: str) -> Iterable[tuple[str, str]]:
    return _choices(things.parcels(actor).filter(division_code=division_code), actor)


def _asset_choices(actor: Actor, division_code: str) -> Iterable[tuple[str, str]]:
    return _choices(things.assets(actor).filter(division_code=division_code).exclude(state__in=Asset.GONE), actor)


def _choices(found: Iterable[Any], actor: Actor) -> list[tuple[str, str]]:
    rows = list(found)
    held = tied([str(row.uuid) for row in rows], actor)
    return [(str(row.uuid), f"{row.title}（{row.number}）") for row in rows if str(row.uuid) not in held]


def _leases_of_contracts(uuids: Sequence[UUID], actor: Actor) -> list[Lease]:
    return list(leases.leases(actor).filter(contract__uuid__in=uuids).exclude(state=Lease.State.DROPPED))


def _leases_of_matters(uuids: Sequence[UUID], actor: Actor) -> list[Lease]:
    """Those whose contract hangs on no thread of its own: none is told of twice."""
    rows = list(leases.leases(actor).filter(contract__certificate__matter__uuid__in=uuids).exclude(state=Lease.State.DROPPED))
    held = tied([str(row.contract.uuid) for row in rows], actor)
    return [row for row in rows if str(row.contract.uuid) not in held]


def _lease_events(rows: list[Lease], actor: Actor) -> Iterable[Event]:
    for row in rows:
        here, told = _shown("lease", row, actor), {"what": row.thing.title, "who": row.lessee}
        if row.contract.signed_on and row.state != Lease.State.PLANNED:
            yield Event(row.contract.signed_on, _("出租：%(what)s，承租方 %(who)s") % told, row.total, here, row.number)
        if row.state == Lease.State.ENDED:
            yield Event(row.ended_on, _("出租结束：%(what)s") % told, None, here, row.end_reason)


def _rent(rows: list[Lease], actor: Actor) -> Iterable[Payment]:
    """What was matched to posted receipts; what was reversed is no rent."""
    by_lease = {row.pk: row for row in rows}
    matched = RentReceipt.objects.filter(leases.STANDS, instalment__lease__in=by_lease).select_related("instalment", "line__voucher")
    for one in matched.order_by("line__on", "id"):
        lease = by_lease[one.instalment.lease_id]
        words = _("收到租金：%(what)s 第 %(n)s 期") % {"what": lease.thing.title, "n": one.instalment.turn}
        yield Payment(one.line.on, one.amount, words, "received", _shown("lease", lease, actor))


def _lease_needs(rows: list[Lease], actor: Actor) -> Iterable[Need]:
    by_lease = {row.pk: row for row in rows}
    for row in rows:
        if row.state == Lease.State.PLANNED:
            yield Need(_("出租还没有签订：%(what)s") % {"what": row.thing.title}, _shown("lease", row, actor))
    for late in leases.arrears(actor, today()) if rows else ():
        if (lease := by_lease.get(late.instalment.lease_id)) is not None:
            told = {"what": lease.thing.title, "sum": format_yuan(late.left), "n": late.days}
            yield Need(_("欠租：%(what)s，%(sum)s 元，逾期 %(n)s 天") % told, _shown("lease", lease, actor))


def _matter_events(uuids: Sequence[UUID], actor: Actor) -> Iterable[Event]:
    yield from _lease_events(_leases_of_matters(uuids, actor), actor)
    for asset in things.assets(actor).filter(disposal_certificate__matter__uuid__in=uuids):
        told = {"what": asset.title, "way": asset.get_disposal_way_display()}
        yield Event(asset.disposed_on, _("资产处置：%(what)s，%(way)s") % told, asset.disposal_price, _shown("asset", asset, actor))
    for row in distribution.distributions(actor).filter(certificate__matter__uuid__in=uuids).exclude(state=Distribution.State.DROPPED):
        yield Event(row.computed_on, _("%(year)s 年收益分配") % {"year": row.year}, row.paid, _shown("distribution", row, actor), row.number, row.get_state_display())


def register() -> None:
    """Land and assets hang on threads; leases and distributions are told of with their contract or matter."""
    for kind, title, model, events, address, choices in (
        (Parcel._meta.model_name, gettext_lazy("地块"), Parcel, _parcel_events, _parcel_address, _parcel_choices),
        (ASSET, gettext_lazy("集体资产"), Asset, _asset_events, _asset_address, _asset_choices),
    ):
        registry.contributes(kind, title=title, model=model._meta.label, events=events, address=address, choices=choices, opens=Permission.VIEW_COLLECTIVE)
    for kind, found, events in ((Contract._meta.model_name, _leases_of_contracts, None), (Matter._meta.model_name, _leases_of_matters, _matter_events)):
        registry.adds(
            "collective", kind, events=events or (lambda uuids, actor, found=found: _lease_events(found(uuids, actor), actor)),
            money=lambda uuids, actor, found=found: _rent(found(uuids, actor), actor), needs=lambda uuids, actor, found=found: _lease_needs(found(uuids, actor), actor),
        )  # fmt: skip
