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
