"""What this room shows on a person's page: membership on the overview, and the tab 经历 with branches and offices."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from qianxian.accounts.rights import Permission as P
from qianxian.foundation.actor import Actor
from qianxian.foundation.periods import known_on
from qianxian.organisations import queries
from qianxian.organisations.models import PartyMember
from qianxian.people.models import Person
from qianxian.people.permissions import can_correct_person
from qianxian.people.tabs import Tab, register_tab


def sees_membership(actor: Actor, person: Person) -> bool:
    """Membership is for those who work with members."""
    return actor.may(P.VIEW_MEMBERS)


def sees_offices(actor: Actor, person: Person) -> bool:
    """Offices are for those who work with the registry or with engagements."""
    return actor.may(P.VIEW_REGISTRY) or actor.may(P.VIEW_ENGAGEMENTS)


def membership(request: HttpRequest, person: Person) -> dict[str, Any]:
    """The membership, None for others; and whether the reader may record the person's death."""
    may = person.died_on is None and can_correct_person(request.actor, person).allowed
    return {"member": queries.membership_on(person, request.on), "death_of": person if may else None}


def career(request: HttpRequest, person: Person) -> dict[str, Any]:
    """Offices and branches, newest first."""
    member = PartyMember.objects.filter(person=person).first()
    shows_membership = request.actor.may(P.VIEW_MEMBERS) or str(request.actor.person_uuid) == str(person.uuid)
    registrations = [r for r in queries.with_bodies_of(queries.registrations_of(member), request.on) if r.period.lower <= request.on] if member and shows_membership else []
    if request.past:
        for row in registrations:
            row.period = known_on(row.period, request.past) if request.past in row.period else row.period
    return {"mandates": queries.as_known(queries.with_bodies_of(queries.mandates_of(person), request.on), request.past), "registrations": registrations, "on": request.on}


def register() -> None:
    """Called once when Django is ready."""
    register_tab(
        Tab("membership", _("党籍"), "organisations/_membership.html", membership, sees_membership, order=10, own=True, panel=True)
    )
    register_tab(Tab("career", _("经历"), "organisations/_career.html", career, sees_offices, order=20, own=True))
