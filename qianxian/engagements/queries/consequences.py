"""Cases, filings and grounds as pages, figures and pay read them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from qianxian.engagements.models import ConsequenceCase, Engagement, EngagementDecision, GroundRecord, ReviewRequest, SecretaryFiling
from qianxian.foundation.actor import Actor
from qianxian.foundation.periods import add_days
from qianxian.organisations.models import Mandate
from qianxian.people.models import Person


@dataclass(frozen=True)
class Restoration:
    """An overturned outcome as pay needs it: paid from ``first_day`` on; ``engagement`` is the one that stands now (None until its letter)."""

    person: Person
    engagement: Engagement | None
    first_day: dt.date
    decided_on: dt.date
    document: str


def restorations(actor: Actor, since: dt.date) -> list[Restoration]:
    """Every outcome overturned by a review since the day, earliest first: refused or deferred engagements, and endings cut short."""
    found = [
        Restoration(case.person, case.engagement, add_days(case.last_day, 1), case.answered_on, case.answer_document)
        for case in ConsequenceCase.objects.visible_to(actor)
        .filter(state="overturned", kind="end", answered_on__gte=since)
        .select_related("person", "engagement__centre")
    ]
    asked = ReviewRequest.objects.visible_to(actor).filter(result="overturned", answered_on__gte=since)
    for request in asked.select_related("decision__person"):
        new = EngagementDecision.objects.filter(replaces=request.decision, outcome="engaged").order_by("-id").first()
        if new is not None:
            engagement = Engagement.objects.filter(decision=new).select_related("centre").first()
            document = f"{new.body}{new.meeting}"
            found.append(Restoration(request.decision.person, engagement, request.decision.decided_on, request.answered_on, document))
    return sorted(found, key=lambda one: (one.decided_on, one.first_day, one.person.pk))


def cases_in_reach(actor: Actor, scope: str | None = None) -> QuerySet[ConsequenceCase]:
    """Cases of negative outcomes, by division code."""
    return ConsequenceCase.objects.visible_to(actor, scope).select_related("person", "engagement__centre").order_by("division_code", "pk")


def case_by_uuid(uuid: UUID, actor: Actor) -> ConsequenceCase | None:
    """The case within reach."""
    return cases_in_reach(actor).filter(uuid=uuid).first()


def secretary_mandate(uuid: UUID, actor: Actor) -> Mandate | None:
    """A mandate within reach, with person and organisation."""
    return Mandate.objects.visible_to(actor).filter(uuid=uuid).select_related("person", "organisation").first()


def filings_in_reach(actor: Actor, scope: str | None = None) -> QuerySet[SecretaryFiling]:
    """Filings of secretaries, by division code, the newest first within a place."""
    rows = SecretaryFiling.objects.visible_to(actor, scope).select_related("mandate__person", "mandate__organisation")
    return rows.order_by("division_code", "-event_on")


def replaced_secretaries(actor: Actor, on: dt.date) -> int:
    """Village secretaries replaced by a Party decision up to the day, each with its filing at the county (R-P22)."""
    filed = SecretaryFiling.objects.filter(mandate=OuterRef("pk"), event="removed")
    ended = Mandate.objects.visible_to(actor).filter(
        role="secretary", organisation__is_top_of_village=True, end_reason="replaced", period__endswith__lte=add_days(on, 1)
    )
    return ended.exclude(end_document="").filter(Exists(filed)).count()


def convicted_in_office(actor: Actor, on: dt.date) -> tuple[int, int]:
    """How many with a criminal punishment on record were taken out of office by the law, and how many hold one on the day."""
    records = GroundRecord.objects.visible_to(actor).filter(code="sentenced", recorded_on__lte=on)
    holding = Mandate.objects.filter(person=OuterRef("person"), period__contains=on)
    ended = Mandate.objects.filter(person=OuterRef("person"), end_reason="auto_end", period__endswith__lte=add_days(on, 1)).exclude(end_document="")
    return records.filter(Exists(ended)).values("person").distinct().count(), records.filter(Exists(holding)).values("person").distinct().count()
