"""能力事实 on a person's page: what he has shown, with day and evidence; for organisation roles, and for the person himself. Never the reserve."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from qianxian.foundation.actor import Actor
from qianxian.people.models import Person
from qianxian.people.tabs import Tab, register_tab
from qianxian.pipeline import permissions, queries


def _may(actor: Actor, person: Person) -> bool:
    return permissions.can_view_reserve(actor).allowed and actor.reaches(person.division_code)


def _load(request: HttpRequest, person: Person) -> dict[str, Any]:
    return {
        "capabilities": queries.capabilities(request.actor).filter(person=person, recorded_on__lte=request.on),
        "may_record": permissions.can_record_capability(request.actor, person.division_code).allowed,
    }


def register() -> None:
    """Called when the room is ready."""
    register_tab(Tab("capabilities", _("能力事实"), "pipeline/_capabilities.html", _load, _may, order=30, own=True))
