"""Outcomes that a review overturned, as pay and pages need them: the one place that says from which day a person is restored (P11).

Example: refused on 05-01 while colleagues began on 06-01, overturned on 07-10: restored from 06-01, the day he would have begun.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from qianxian.engagements.models import ConsequenceCase, Engagement, EngagementDecision, ReviewRequest
from qianxian.foundation.actor import Actor
from qianxian.foundation.periods import add_days
from qianxian.people.models import Person

REFUSED, ENDED = "refused", "ended"


@dataclass(frozen=True)
class Restoration:
    """A post restored from ``first_day`` on. ``kind``: a refusal or deferral overturned, or an ending; ``engagement`` is the one that stands now.

    A refusal's engagement begins later than ``first_day`` (None until its letter): the days between are owed. An ending's runs on in its own row.
    """

    kind: str
    person: Person
    engagement: Engagement | None
    first_day: dt.date
    decided_on: dt.date
    document: str
    post: str
    centre_name: str
    division_code: str


def restorations(actor: Actor, since: dt.date = dt.date.min) -> list[Restoration]:
    """Every outcome within reach overturned by a review since the day, earliest first."""
    found = [*_endings(actor, since), *_refusals(actor, since)]
    return sorted(found, key=lambda one: (one.decided_on, one.first_day, one.person.pk))


def _endings(actor: Actor, since: dt.date) -> list[Restoration]:
    """Engagements ended early, and given back: restored from the day after the last one they were paid for; none where another act ended them by then."""
    cases = ConsequenceCase.objects.visible_to(actor).filter(state="overturned", kind="end", answered_on__gte=since)
    return [
        Restoration(
            ENDED, case.person, case.engagement, add_days(case.last_day, 1), case.answered_on, case.answer_document,
            case.engagement.post, case.engagement.centre.name, case.division_code,
        )
        for case in cases.select_related("person", "engagement__centre")
        if case.engagement.period.upper > add_days(case.last_day, 1)
    ]  # fmt: skip


def _refusals(actor: Actor, since: dt.date) -> list[Restoration]:
    """Refusals and deferrals whose new decision engages."""
    asked = ReviewRequest.objects.visible_to(actor).filter(result=ReviewRequest.Result.OVERTURNED, answered_on__gte=since)
    found = []
    for request in asked.select_related("decision__review", "decision__centre", "decision__person").order_by("id"):
        old = request.decision
        new = EngagementDecision.objects.filter(replaces=old, outcome=EngagementDecision.Outcome.ENGAGED).order_by("-id").first()
        if new is None:
            continue
        first = _would_have_begun(old)
        held = Engagement.objects.filter(person=old.person, centre=old.centre, acting=False, period__endswith__gt=first)
        found.append(
            Restoration(
                REFUSED, old.person, held.select_related("centre").order_by("period").first(), first, request.answered_on,
                f"{new.body}{new.meeting}", old.review.post, old.centre.name, old.division_code,
            )
        )  # fmt: skip
    return found


def _would_have_begun(old: EngagementDecision) -> dt.date:
    """The day on which colleagues of the centre, decided about on the same day, began; where there are none, the day of the decision."""
    peers = Engagement.objects.filter(centre=old.centre, decision__decided_on=old.decided_on, acting=False).exclude(person=old.person)
    return min((row.period.lower for row in peers.only("period")), default=old.decided_on)
