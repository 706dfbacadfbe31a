"""Who holds the leading posts of centres: answered by the room above (engagements), asked by the centre's pages.

Example: ``posts_of([centre], on)[centre.pk].used`` is 4. Engagements give their answer in their ``apps.py`` with ``supply``;
a centre's page must show its director without this room importing the room that engages him.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from qianxian.centres.models import ServiceCentre, WindowStaff
from qianxian.people.models import Person


@dataclass(frozen=True)
class Holder:
    """One person in a leading post: name, post in words, period in words, his one page and key."""

    name: str
    post: str
    period: str
    url: str = ""
    acting: bool = False
    person_uuid: str = ""


@dataclass(frozen=True)
class Posts:
    """The leading posts of one centre on a day. ``director`` None = vacant; ``acting`` = filled for a while only."""

    holders: tuple[Holder, ...] = field(default_factory=tuple)
    director: Holder | None = None

    @property
    def used(self) -> int:
        """People in leading posts; one who also acts as director counts once."""
        return len({(h.name, h.url) for h in self.holders})

    @property
    def vacant(self) -> bool:
        """True while no director is engaged; an acting one does not fill the vacancy."""
        return self.director is None or self.director.acting


Supplier = Callable[[Iterable[ServiceCentre], dt.date], Mapping[int, Posts]]
_supplied: list[Supplier] = []


def supply(supplier: Supplier) -> None:
    """Name the function that knows the holders; the last one named answers."""
    _supplied[:] = [supplier]


def posts_of(centres: Iterable[ServiceCentre], on: dt.date) -> Mapping[int, Posts]:
    """Leading posts by centre key; empty posts where nobody knows better."""
    centres = list(centres)
    known = _supplied[0](centres, on) if _supplied else {}
    return {centre.pk: known.get(centre.pk, Posts()) for centre in centres}


def serves_on(centre: ServiceCentre, person: Person, on: dt.date) -> bool:
    """True when the person stands at a window of the centre, or in one of its leading posts, on the day."""
    if WindowStaff.objects.filter(centre=centre, person=person, period__contains=on).exists():
        return True
    return any(holder.person_uuid == str(person.uuid) for holder in posts_of([centre], on)[centre.pk].holders)


def people_of(centre: ServiceCentre, on: dt.date) -> list[tuple[str, str]]:
    """(uuid, name with post) of everybody who serves in the centre on the day: who can be put on duty."""
    windows = WindowStaff.objects.filter(centre=centre, period__contains=on).select_related("person").order_by("person__pinyin", "pk")
    leading = {holder.person_uuid: f"{holder.name}（{holder.post}）" for holder in posts_of([centre], on)[centre.pk].holders if holder.person_uuid}
    return list((leading | {str(row.person.uuid): f"{row.person.name}（{row.title}）" for row in windows if str(row.person.uuid) not in leading}).items())
