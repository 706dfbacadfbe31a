"""Reads of members, rolls and seats: each list starts at what the actor may see."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from qianxian.collective.models import Member, Roll, Seat
from qianxian.decisions.models import Body, Meeting
from qianxian.decisions.rules.texts import COLLECTIVE_FROM as LAW_FROM
from qianxian.foundation.actor import Actor

__all__ = ["LAW_FROM", "MakeUp", "make_up", "meetings_without_roll", "member_by_uuid", "members", "members_on", "roll_by_uuid", "rolls", "seat_by_uuid", "seats", "seats_on"]


def members(actor: Actor, scope: str | None = None) -> QuerySet[Member]:
    """Members within reach, former ones too, by place and household."""
    return Member.objects.visible_to(actor, scope).order_by("division_code", "household", "id")


def members_on(actor: Actor, on: dt.date, scope: str | None = None) -> QuerySet[Member]:
    """Who is a member on a day: from the first to the last day, both counted."""
    return members(actor, scope).filter(Q(ended_on__isnull=True) | Q(ended_on__gte=on), since__lte=on)


def member_by_uuid(uuid: UUID, actor: Actor) -> Member | None:
    """One member within reach."""
    return members(actor).filter(uuid=uuid).first()


def rolls(actor: Actor, scope: str | None = None) -> QuerySet[Roll]:
    """Frozen rolls within reach, newest first."""
    return Roll.objects.visible_to(actor, scope).select_related("meeting__matter").order_by("-frozen_on", "-id")


def roll_by_uuid(uuid: UUID, actor: Actor) -> Roll | None:
    """One roll within reach."""
    return rolls(actor).filter(uuid=uuid).first()


def seats(actor: Actor, scope: str | None = None) -> QuerySet[Seat]:
    """Seats within reach, former ones too: chair, directors, supervisors, delegates."""
    return Seat.objects.visible_to(actor, scope).select_related("member").prefetch_related("related_parties").order_by("division_code", "kind", "id")


def seats_on(actor: Actor, on: dt.date, scope: str | None = None) -> QuerySet[Seat]:
    """Who sits on a day."""
    return seats(actor, scope).filter(period__contains=on)


def seat_by_uuid(uuid: UUID, actor: Actor) -> Seat | None:
    """One seat within reach."""
    return seats(actor).filter(uuid=uuid).first()


def meetings_without_roll(actor: Actor, scope: str | None = None) -> QuerySet[Meeting]:
    """Assemblies of the collective called and not yet given their roll."""
    called = Meeting.objects.visible_to(actor, scope).filter(body=Body.COLLECTIVE_ASSEMBLY, cancelled_on__isnull=True, resolution__isnull=True)
    return called.filter(collective_roll__isnull=True).select_related("matter").order_by("held_on", "id")


@dataclass(frozen=True)
class MakeUp:
    """A village's collective in numbers, on a day."""

    members: int
    voters: int
    households: int
    shares: int
    delegates: int
    directors: int
    supervisors: int


def make_up(actor: Actor, on: dt.date, division_code: str) -> MakeUp:
    """How many members, voters, households, shares and seats a village has on the day."""
    rows = list(members_on(actor, on, division_code).only("household", "born_on", "incapable", "shares"))
    kinds = list(seats_on(actor, on, division_code).order_by().values_list("kind", flat=True))
    return MakeUp(len(rows), sum(row.votes_on(on) for row in rows), len({row.household for row in rows}), sum(row.shares for row in rows), kinds.count("delegate"),
                  kinds.count("director") + kinds.count("chair"), kinds.count("supervisor"))  # fmt: skip
