"""选聘 on a person's page: reviews, vetting state, engagements and grades, newest first; the person sees his own."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from qianxian.engagements import permissions, queries
from qianxian.engagements.models import Engagement, EngagementReview, YearlyGrade
from qianxian.engagements.moves import STATUS_WORDS
from qianxian.foundation.actor import Actor
from qianxian.foundation.periods import add_days
from qianxian.people.models import Person
from qianxian.people.tabs import Tab, register_tab


def _may(actor: Actor, person: Person) -> bool:
    return permissions.can_view_engagements(actor).allowed and actor.reaches(person.division_code)


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
        "steps": [
            {"when": e.on, "title": e.title, "who": e.detail, "url": e.url if may_open else ""}
            for e in queries.history_of_person(person, on)
        ],
        "reviews": [{"review": r, "word": STATUS_WORDS[r.state]} for r in reviews],
        "may_open": may_open,
        "engagements": [{"row": e, "last": add_days(e.period.upper, -1) if e.period.upper else None} for e in engagements],
        "cases": queries.cases_in_reach(request.actor).filter(person=person),
        "may_propose": request.actor.may("nominate") and request.actor.reaches(person.division_code),
        "today": request.today,
        "grades": YearlyGrade.objects.visible_to(request.actor).filter(person=person).order_by("-year"),
    }


def register() -> None:
    """Called when the room is ready."""
    register_tab(Tab("engagements", _("选聘"), "engagements/_person.html", _load, _may, order=20, own=True))
