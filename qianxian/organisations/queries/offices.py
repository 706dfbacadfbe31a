"""Terms, committees and who held which office on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import F, FilteredRelation, Max, OuterRef, Q, QuerySet

from qianxian.foundation.actor import Actor
from qianxian.foundation.periods import add_days, add_months, known_on
from qianxian.organisations.models import Committee, Mandate, OrganisationTerm, PartyOrganisation
from qianxian.people.models import Person


def current_terms(actor: Actor, on: dt.date, scope: str | None = None) -> QuerySet[OrganisationTerm]:
    """The term each organisation that existed was in on the day, the earliest due first; ``ends_on`` counts an approved extension."""
    latest = (
        OrganisationTerm.objects.filter(organisation=OuterRef("organisation"), elected_on__lte=on).order_by("-elected_on").values("id")[:1]
    )
    existed = Q(organisation__ended_on__isnull=True) | Q(organisation__ended_on__gte=on)
    terms = OrganisationTerm.objects.visible_to(actor, scope).filter(existed, id=latest)
    return with_bodies_of(terms_as_of(terms.select_related("organisation"), on), on).order_by("due_on", "organisation__path")


def terms_as_of(terms: QuerySet[OrganisationTerm], on: dt.date) -> QuerySet[OrganisationTerm]:
    """The terms begun by the day, each with the end it had then: an extension approved later does not count yet."""
    begun = terms.filter(elected_on__lte=on)
    return begun.annotate(was=FilteredRelation("former", condition=Q(former__period__contains=on)), then=F("was__said"))


def with_bodies_of(rows: QuerySet, on: dt.date) -> QuerySet:
    """Offices or terms whose organisation shows the name and kind that it had on the day (``select_related`` must load it)."""
    called = FilteredRelation("organisation__former", condition=Q(organisation__former__period__contains=on))
    return rows.annotate(called=called, body_then=F("called__said"))


def term_end(term: OrganisationTerm) -> dt.date:
    """The day the term ends, an approved extension included."""
    return add_months(term.due_on, term.extension_months)


def term_state(term: OrganisationTerm, on: dt.date) -> str:
    """R-P07 in one word: overdue, remind or running."""
    ends = term_end(term)
    return "overdue" if on > ends else "remind" if on >= add_months(ends, -6) else "running"


def committees_on(actor: Actor, on: dt.date, scope: str | None = None) -> QuerySet[Committee]:
    """Committees in office on the day."""
    return (
        Committee.objects.visible_to(actor, scope)
        .filter(Q(ended_on__isnull=True) | Q(ended_on__gte=on), elected_on__lte=on)
        .order_by("division_code", "kind")
    )


def committee_by_uuid(uuid, actor: Actor) -> Committee | None:
    """One committee within reach, of whatever term."""
    return Committee.objects.visible_to(actor).filter(uuid=uuid).first()


def mandates(actor: Actor) -> QuerySet[Mandate]:
    """Offices in reach of whatever day, ended ones too, with person and body."""
    return Mandate.objects.visible_to(actor).select_related("person", "organisation", "committee")


def mandates_on(actor: Actor, on: dt.date, scope: str | None = None) -> QuerySet[Mandate]:
    """Who held which office on the day."""
    found = Mandate.objects.visible_to(actor, scope).filter(period__contains=on)
    return with_bodies_of(found.select_related("person", "organisation", "committee"), on).order_by("division_code", "person__pinyin", "id")


def mandate_on(uuid: Any, actor: Actor, on: dt.date, past: dt.date | None) -> Mandate | None:
    """One office in reach as it was known on the day; None before it began."""
    return next(iter(as_known(with_bodies_of(mandates(actor).filter(uuid=uuid), on), past)), None)


def as_known(mandates: Iterable[Mandate], past: dt.date | None) -> list[Mandate]:
    """The offices begun by a day gone by, as they were known then: one that ended later stands open, without the reason. All, when ``past`` is None."""
    known = [m for m in mandates if past is None or m.period.lower <= past]
    for row in known:
        if past is not None and (row.period.upper is not None and row.period.upper > add_days(past, 1)):
            row.period, row.end_reason, row.end_document = known_on(row.period, past), "", ""
    return known


def mandates_of(person: Person) -> QuerySet[Mandate]:
    """All offices of a person, newest first, as far as the bound reach goes."""
    return person.mandates.select_related("organisation", "committee").order_by("-period")


def secretary_of(division_code: str, on: dt.date) -> Mandate | None:
    """The serving secretary of the village's top organisation on the day; None when there is none."""
    found = Mandate.objects.filter(role="secretary", organisation__is_top_of_village=True, division_code=division_code, period__contains=on)
    return found.select_related("person", "organisation").first()


def officers_of(organisation: PartyOrganisation, on: dt.date) -> QuerySet[Mandate]:
    """Who holds an office in the organisation on the day."""
    return organisation.mandates.filter(period__contains=on).select_related("person").order_by("id")


def next_term_number(organisation: PartyOrganisation) -> int:
    """The number that a new term would carry."""
    return (organisation.terms.aggregate(n=Max(F("number")))["n"] or 0) + 1
