"""Reads of assets and land: each list starts at what the actor may see."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet, Sum

from qianxian.collective.models import Asset, Inventory, Parcel, PropertyEvent
from qianxian.collective.rules.property import in_its_places, square_metres_of
from qianxian.foundation.actor import Actor

NOTHING = Decimal(0)
WITH_CERTIFICATE = (Parcel.State.CERTIFIED, Parcel.State.LEASED, Parcel.State.DEVELOPED)


def parcels(actor: Actor, scope: str | None = None) -> QuerySet[Parcel]:
    """Parcels within reach, by place, wholes before their parts."""
    return Parcel.objects.visible_to(actor, scope).select_related("whole").order_by("division_code", "id")


def parcel_by_uuid(uuid: UUID, actor: Actor) -> Parcel | None:
    """One parcel within reach."""
    return parcels(actor).filter(uuid=uuid).first()


def assets(actor: Actor, scope: str | None = None) -> QuerySet[Asset]:
    """Assets within reach, disposed ones too, by place."""
    return Asset.objects.visible_to(actor, scope).order_by("division_code", "id")


def asset_by_uuid(uuid: UUID, actor: Actor) -> Asset | None:
    """One asset within reach."""
    return assets(actor).select_related("disposal_certificate").filter(uuid=uuid).first()


def events_of(thing: Parcel | Asset) -> QuerySet[PropertyEvent]:
    """What happened to it, newest first."""
    return thing.events.order_by("-id")


def inventories(actor: Actor, scope: str | None = None) -> QuerySet[Inventory]:
    """Inventories within reach, newest first."""
    return Inventory.objects.visible_to(actor, scope).order_by("-counted_on", "-id")


def last_inventories(actor: Actor, scope: str | None = None) -> dict[str, dt.date]:
    """The day of each village's last inventory."""
    return dict(Inventory.objects.visible_to(actor, scope).order_by().values_list("division_code").annotate(last=Max("counted_on")))


def facilities_on(actor: Actor, codes: Sequence[str], kind: str, on: dt.date) -> dict[str, tuple[Decimal, dt.date]]:
    """By village: how much of a kind of public facility there is, in the kind's unit, and the day it was last counted.

    A village that registered none of the kind is left out, unless its inventory went through that kind: then there is none.
    """
    there = Asset.objects.visible_to(actor).filter(division_code__in=codes, facility=kind, registered_on__lte=on).exclude(disposed_on__lte=on).exclude(state=Asset.State.STRUCK).order_by()
    amounts = dict(there.values_list("division_code").annotate(amount=Sum("quantity")))
    counted = PropertyEvent.objects.filter(asset__in=there, kind__in=("registered", "counted"), happened_on__lte=on).order_by()
    days = dict(counted.values_list("division_code").annotate(last=Max("happened_on")))
    inventories = Inventory.objects.visible_to(actor).filter(division_code__in=codes, facilities__contains=[kind], counted_on__lte=on).order_by()
    gone_through = dict(inventories.values_list("division_code").annotate(last=Max("counted_on")))
    return {code: (in_its_places(kind, amounts.get(code, NOTHING)), max(day for day in (days.get(code), gone_through.get(code)) if day)) for code in amounts.keys() | gone_through.keys()}


@dataclass(frozen=True)
class LandFigures:
    """Land in mu, by what stands at the top: entitled to, certified, leased or developed."""

    entitled: Decimal
    certified: Decimal
    used: Decimal

    @property
    def uncertified(self) -> Decimal:
        """What has no certificate yet."""
        return self.entitled - self.certified

    @property
    def square_metres(self) -> Decimal:
        """All of it in m²."""
        return square_metres_of(self.entitled)


def land_figures(actor: Actor, scope: str | None = None) -> LandFigures:
    """A place's land: every mu counted once, though parts are parcels themselves. Certified is what a certificate covers, a certified whole with its parts."""
    return figures_of(list(parcels(actor, scope)))


def figures_of(rows: Sequence[Parcel]) -> LandFigures:
    """The same of parcels read already."""
    children: dict[int | None, list[Parcel]] = {}
    for row in rows:
        children.setdefault(row.whole_id, []).append(row)

    def covered(row: Parcel, states: tuple[str, ...]) -> Decimal:
        if row.state in states:
            return row.mu
        return sum((covered(part, states) for part in children.get(row.pk, [])), NOTHING)

    tops = children.get(None, [])
    return LandFigures(sum((r.mu for r in tops), NOTHING), sum((covered(r, WITH_CERTIFICATE) for r in tops), NOTHING),
                       sum((covered(r, (Parcel.State.LEASED, Parcel.State.DEVELOPED)) for r in tops), NOTHING))  # fmt: skip


def largest_parcel(actor: Actor, scope: str, use: str, on: dt.date) -> Decimal | None:
    """The area in mu of the largest whole parcel of a use registered by the day."""
    return parcels(actor, scope).filter(whole__isnull=True, use=use, registered_on__lte=on).aggregate(m=Max("mu"))["m"]


def certified_mu(actor: Actor, scope: str, use: str, on: dt.date) -> Decimal | None:
    """Mu of a use under certificates of the day, parts of a certified whole counted with it."""
    certified = Q(use=use, certified_on__lte=on)
    found = parcels(actor, scope).filter(certified).exclude(whole__certified_on__lte=on, whole__certificate_no__gt="").aggregate(m=Sum("mu"))["m"]
    return found


def part_named(actor: Actor, scope: str, words: str, on: dt.date) -> Decimal | None:
    """The area in mu of the certified part whose place says so."""
    return parcels(actor, scope).filter(whole__isnull=False, place__contains=words, certified_on__lte=on).aggregate(m=Max("mu"))["m"]


def asset_sums(actor: Actor, scope: str | None = None) -> list[tuple[str, int, Decimal]]:
    """(category, how many, original value in yuan) of what is there."""
    rows = assets(actor, scope).exclude(state__in=Asset.GONE).order_by().values_list("category").annotate(n=Count("id"), s=Sum("original_value"))
    words = dict(Asset.Category.choices)
    return [(str(words[code]), n, s) for code, n, s in sorted(rows)]
