"""Who holds the leading posts of centres on a day, and which centre has no director."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from qianxian.centres.holders import Holder, Posts
from qianxian.centres.models import ServiceCentre
from qianxian.centres.queries import main_centres_on, with_centres_of
from qianxian.engagements import judging
from qianxian.engagements.models import Engagement
from qianxian.foundation.actor import Actor
from qianxian.foundation.periods import add_days, known_on
from qianxian.organisations.models import Mandate
from qianxian.organisations.queries import mandates_on
from qianxian.people.models import Person


@dataclass(frozen=True)
class Vacancy:
    """A centre without a director: since when (None = never had one), by when an acting one is due, and who acts now."""

    centre: ServiceCentre
    since: dt.date | None
    acting_due: dt.date | None
    acting: Person | None


def engaged_on(on: dt.date, actor: Actor, scope: str | None = None) -> QuerySet[Engagement]:
    """Engagements in force on the day within reach (acting directors are appointments of their own kind and left out)."""
    rows = Engagement.objects.visible_to(actor, scope).filter(period__contains=on, acting=False)
    return with_centres_of(rows.select_related("person", "centre"), on).order_by("division_code", "post", "person__pinyin")


def engagement_on(uuid: Any, actor: Actor, on: dt.date, past: dt.date | None) -> Engagement | None:
    """One engagement in reach as it was known on the day; None on a day gone by before it began. Today shows one that begins later too."""
    rows = with_centres_of(engagements(actor), on).filter(uuid=uuid)
    return next(iter(as_known(rows.filter(period__startswith__lte=on) if past else rows, past)), None)


def as_known(engagements: Iterable[Engagement], past: dt.date | None) -> list[Engagement]:
    """Engagements as they were known on a day gone by: one cut short later stands open, without the reason, and a later letter is not there yet.

    The end of a term that runs out was known from the beginning. All as they are, when ``past`` is None.
    """
    rows = list(engagements)
    for row in rows if past else ():
        if row.end_reason and known_on(row.period, past) != row.period:
            row.period, row.end_reason, row.end_document = known_on(row.period, past), "", ""
        if row.lettered_on and row.lettered_on > past:
            row.lettered_on, row.letter_number = None, ""
    return rows


def engagements(actor: Actor) -> QuerySet[Engagement]:
    """Engagements and acting appointments in reach of whatever day, with person and centre."""
    return Engagement.objects.visible_to(actor).select_related("person", "centre")


def people_in_office(division_code: str, on: dt.date, actor: Actor) -> dict[Person, list[Mandate]]:
    """Who holds an office in the village on the day, with the offices, the secretary first."""
    held: dict[Person, list[Mandate]] = defaultdict(list)
    for row in mandates_on(actor, on).filter(division_code=division_code).order_by("role", "person__pinyin"):
        held[row.person].append(row)
    return held


def holders_of(centres: Iterable[ServiceCentre], on: dt.date) -> dict[int, Posts]:
    """Leading posts by centre key on the day, in two queries at most: the supplier of ``centres.holders``."""
    by_centre: dict[int, list[Holder]] = defaultdict(list)
    directors: dict[int, Holder] = {}
    rows = Engagement.objects.filter(centre__in=[c.pk for c in centres], period__contains=on).select_related("person")
    for row in sorted(rows, key=lambda e: (RANK[e.post], e.person.pinyin)):
        holder = _holder(row)
        by_centre[row.centre_id].append(holder)
        if row.acting or row.post == "director":
            directors.setdefault(row.centre_id, holder)
    return {key: Posts(tuple(found), directors.get(key)) for key, found in by_centre.items()}


RANK = {"director": 0, "deputy_director": 1, "member": 2}


def _holder(row: Engagement) -> Holder:
    last = add_days(row.period.upper, -1) if row.period.upper else ""
    post = _("代理主任") if row.acting else str(row.get_post_display())
    return Holder(
        row.person.name,
        post,
        _("%(first)s 至 %(last)s") % {"first": row.period.lower, "last": last},
        f"/people/{row.person.uuid}/",
        row.acting,
        str(row.person.uuid),
    )


def vacancies(on: dt.date, actor: Actor, scope: str | None = None) -> list[Vacancy]:
    """Open centres without an engaged director on the day, by place (R-E02). An acting director does not fill the vacancy."""
    centres = list(main_centres_on(on, actor, scope))
    directors = (
        Engagement.objects.visible_to(actor, scope).filter(centre__in=centres, post="director").select_related("person").order_by("period")
    )
    now: dict[int, Engagement] = {}
    acting: dict[int, Person] = {}
    ended: dict[int, dt.date] = {}
    for row in directors:
        if row.period.lower <= on and (row.period.upper is None or on < row.period.upper):
            if row.acting:
                acting[row.centre_id] = row.person
            else:
                now[row.centre_id] = row
        elif not row.acting and row.period.upper <= on:
            ended[row.centre_id] = max(row.period.upper, ended.get(row.centre_id, row.period.upper))
    days = judging.setting("engagement.acting_director_days", on) if centres else 0
    return [
        Vacancy(c, ended.get(c.pk), add_days(ended[c.pk], days - 1) if c.pk in ended and c.pk not in acting else None, acting.get(c.pk))
        for c in centres
        if c.pk not in now
    ]
