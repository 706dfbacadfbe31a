"""What happened to a parcel or an asset, written in the same breath as the change itself."""

from __future__ import annotations

import datetime as dt

from qianxian.collective.models import Asset, Parcel, PropertyEvent
from qianxian.foundation.actor import Actor


def happened(thing: Parcel | Asset, kind: str, day: dt.date, was: str, document: str, by: Actor, words: str = "") -> None:
    """One line of the thing's history, as it stands now."""
    of = {"parcel": thing, "mu": thing.mu} if isinstance(thing, Parcel) else {"asset": thing, "facility": thing.facility, "quantity": thing.quantity}
    PropertyEvent.objects.create(division_code=thing.division_code, kind=kind, happened_on=day, from_state=was, to_state=thing.state, document=document.strip(), words=words.strip(),
                                 recorded_by=by.login, **of)  # fmt: skip


def first_of(asset: Asset, by: Actor) -> PropertyEvent:
    """The first line of an asset's history, not written yet: many of them come in with one file."""
    return PropertyEvent(division_code=asset.division_code, kind=PropertyEvent.Kind.REGISTERED, happened_on=asset.registered_on, from_state="", to_state=asset.state,
                         document=asset.document, recorded_by=by.login, asset=asset, facility=asset.facility, quantity=asset.quantity)  # fmt: skip


def strike_out(asset: Asset, document: str, by: Actor, on: dt.date) -> None:
    """The asset struck out with its line of history. Who calls holds, permits and records."""
    was, asset.state, asset.version = asset.state, Asset.State.STRUCK, asset.version + 1
    asset.save(update_fields=["state", "version"])
    happened(asset, PropertyEvent.Kind.STRUCK, on, was, document, by)
