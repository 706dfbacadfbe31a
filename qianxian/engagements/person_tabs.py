"""选聘 on a person's page: reviews, vetting state, engagements and grades, newest first; the person sees his own."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from qianxian.engagements import permissions, queries
from qianxian.engagements.models import Engagement, EngagementReview, YearlyGrade
from qianxian.engagements.moves import OUTCOME_WORDS, STATUS_WORDS
from qianxian.foundation.actor import Actor
from qianxian.foundation.periods import add_days
from qianxian.people.models import Person
from qianxian.people.tabs import Tab, register_tab


def _may(actor: Actor, person: Person) -> bool:
    return permissions.can_view_engagements(actor).allowed and actor.reaches(person.division_code)


def _word(review: EngagementReview, past: dt.date | None) -> str:
    """The state in one word; on a day gone by, the decision that counted then."""
    if past is None:
        return STATUS_WORDS[review.state]
    decision = queries.latest_decision(review, past)
    return OUTCOME_WORDS[decision.outcome] if decision else STATUS_WORDS[EngagementReview.State.NOMINATED]


def _last(engagement: Engagement, past: dt.date | None) -> dt.date | None:
    """The last day; an engagement that was cut short later had no such end on a day gone by."""
    if engagement.period.upper is None or (past and engagement.end_reason and engagement.period.upper > add_days(past, 1)):
        return None
    return add_days(engagement.period.upper, -1)


def _load(request: HttpRequest, person: Person) -> dict[str, Any]:
    on, may_open = request.on, permissions.can_view_engagements(request.actor).allowed
    reviews = (
        EngagementReview.objects.visible_to(request.actor)
        .filter(person=person, nominated_on__lte=on)
        .select_related("centre")
        .order_by("-id")
    )
    engagements = (
        Engagement.objects.visible_to(request.actor)
        .filter(person=person, period__startswith__lte=on)
        .select_related("centre")
        .order_by("-period")
    )
    return {
        "person": person,
        "steps": [
            {"when": e.on, "title": e.title, "who": e.detail, "url": e.url if may_open else ""}
            for e in queries.history_of_person(person, on)
        ],
        "reviews": [{"review": r, "word": _word(r, request.past)} for r in reviews],
        "may_open": may_open,
        "engagements": [{"row": e, "last": _last(e, request.past)} for e in engagements],
        "cases": queries.cases_in_reach(request.actor).filter(person=person),
        "may_propose": request.actor.may("nominate") and request.actor.reaches(person.division_code),
        "may_record": permissions.can_record_ground(request.actor, person).allowed,
        "today": request.today,
        "grades": YearlyGrade.objects.visible_to(request.actor).filter(person=person, decided_on__lte=on).order_by("-year"),
    }


def register() -> None:
    """Called when the room is ready."""
    register_tab(Tab("engagements", _("选聘"), "engagements/_person.html", _load, _may, order=20, own=True))
