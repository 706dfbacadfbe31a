"""A village's public facilities, as its asset register holds them: counted when they came, and once a year at the inventory. Keys are 12-digit codes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from qianxian.accounts.rights import Permission as P
from qianxian.collective.models import Asset
from qianxian.collective.queries import property as things
from qianxian.elements.readers.registry import offer
from qianxian.elements.readers.villages import Found
from qianxian.foundation.actor import Actor

Kind = Asset.Facility


def _of_facilities(code: str, kind: Kind, said: Callable[[Decimal], Any] = lambda amount: amount) -> None:
    def register(place: str) -> str:
        return f"{reverse('collective:assets')}?scope={place}&facility={kind}"

    @offer(code, _("集体资产台账"), P.VIEW_COLLECTIVE, register)
    def read(codes: list[str], by: Actor, on: dt.date) -> Found:
        return {place: (said(amount), as_of, register(place)) for place, (amount, as_of) in things.facilities_on(by, codes, kind, on).items()}


_of_facilities("village.street_lights", Kind.STREET_LIGHT)
_of_facilities("village.public_toilets", Kind.PUBLIC_TOILET)
_of_facilities("village.waste_points", Kind.WASTE_POINT)
_of_facilities("village.paved_road_km", Kind.ROAD)
_of_facilities("village.culture_square_area", Kind.SQUARE)
_of_facilities("village.library_books", Kind.LIBRARY)
_of_facilities("village.elder_canteen_seats", Kind.ELDER_CANTEEN)
_of_facilities("village.flood_shelter_places", Kind.SHELTER)
_of_facilities("village.micro_fire_station", Kind.FIRE_STATION, lambda amount: amount > 0)
