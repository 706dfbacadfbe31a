"""Members as they were registered on a day, and the letters of their transfer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, Case, Count, Exists, ExpressionWrapper, FilteredRelation, OuterRef, Q, QuerySet, Subquery, TextField, Value, When
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce, NullIf
from django.db.models.lookups import IsNull

from qianxian.accounts.rights import Permission as P
from qianxian.foundation.actor import Actor
from qianxian.foundation.periods import add_months
from qianxian.foundation.reach import within
from qianxian.organisations.models import BranchRegistration, FormerOrganisation, MemberTransfer, PartyMember, PartyOrganisation
from qianxian.people.beyond_reach import beyond_reach
from qianxian.people.models import Person

#: Statuses in which somebody is a member; the others have left.
MEMBERS = ("probationary", "full", "suspended_rights", "under_observation")


def holds_on(on: dt.date) -> Q:
    """``period__contains=on`` for questions over a whole register.

    Under row-level security the planner may not read the statistics of a range and takes ``@>`` for one row in two hundred; asked whether its
    answer is anything but no, it expects most rows, as there are, and the list by pinyin takes 10 ms instead of 140.
    """
    return Q(IsNull(NullIf(ExpressionWrapper(Q(period__contains=on), BooleanField()), Value(False)), False))


def members_on(actor: Actor, on: dt.date, scope: str | None = None, place: str = "", **branch: Any) -> QuerySet[PartyMember]:
    """Who belonged to a branch on the day (by the registrations), in the order of pinyin.

    ``scope`` and ``place`` (division prefixes) and ``branch`` (lookups on a registration, such as ``organisation__code``) ask where
    somebody belonged that day, not where he belongs now. Each row carries ``branch_uuid``, ``branch_name``, ``branch_short`` and
    ``status_on`` of that day.
    """
    found = _as_of(_registered_on(actor, on, scope, place, **branch), on)
    return found.select_related("person", "organisation").order_by("person__pinyin", "id")


def _registered_on(actor: Actor, on: dt.date, scope: str | None = None, place: str = "", **branch: Any) -> QuerySet[PartyMember]:
    registered = BranchRegistration.objects.filter(holds_on(on), member=OuterRef("pk"), **branch)
    for prefix in filter(None, (scope, place)):
        registered = within(registered, actor, prefix)
    return PartyMember.objects.visible_to(actor).filter(Exists(registered), joined_on__lte=on)


def _as_of(members: QuerySet[PartyMember], on: dt.date) -> QuerySet[PartyMember]:
    """Each member with ``branch_uuid``, ``branch_name``, ``branch_short``, ``status_on`` and ``mobility_on`` of the day."""
    held = BranchRegistration.objects.filter(member=OuterRef("pk"), period__contains=on).order_by("-period")
    called = FormerOrganisation.objects.filter(organisation=OuterRef("organisation"), period__contains=on)

    def branch(name: str) -> Subquery:
        said = Subquery(called.values_list(KeyTextTransform(name, "said"))[:1], output_field=TextField())
        return Subquery(held.annotate(called=Coalesce(said, Cast(f"organisation__{name}", TextField()))).values("called")[:1])

    was = members.annotate(was=FilteredRelation("former", condition=Q(former__period__contains=on)))
    return was.annotate(
        branch_uuid=Subquery(held.values("organisation__uuid")[:1]), branch_name=branch("name"), branch_short=branch("short_name"), status_on=_status_on(on),
        mobility_on=Coalesce(KeyTextTransform("mobility", "was__said"), Cast("mobility", TextField())),
    )  # fmt: skip


def _status_on(on: dt.date) -> Case:
    """Probationary until the day of full membership, then what was kept for the day; who has left since, with nothing kept, was a full member then."""
    probation = Q(full_on__gt=on) | Q(full_on__isnull=True, probation_ends_on__isnull=False) & ~Q(status__in=MEMBERS)
    kept = KeyTextTransform("status", "was__said")
    return Case(
        When(probation, then=Value("probationary")),
        When(Q(was__said__status="probationary", full_on__lte=on), then=Value("full")),
        When(was__isnull=False, then=kept),
        When(~Q(status__in=MEMBERS), then=Value("full")),
        default=Cast("status", TextField()), output_field=TextField(),
    )  # fmt: skip


def memberships(actor: Actor) -> QuerySet[PartyMember]:
    """Memberships in reach of whatever day, ended ones too, with person and branch."""
    return PartyMember.objects.visible_to(actor).select_related("person", "organisation")


def membership_on(person: Person, on: dt.date) -> PartyMember | None:
    """The person's membership, as far as the bound reach goes, with the branch and the status of the day; None before joining."""
    return as_shown(_as_of(PartyMember.objects.filter(person=person, joined_on__lte=on), on).first(), on)


def member_on(uuid: Any, actor: Actor, on: dt.date) -> PartyMember | None:
    """One membership in reach as it was on the day; None before joining. One that ended before stands ended."""
    found = PartyMember.objects.visible_to(actor).filter(uuid=uuid, joined_on__lte=on).select_related("person", "organisation")
    return as_shown(_as_of(found, on).first(), on)


def as_shown(member: PartyMember | None, on: dt.date) -> PartyMember | None:
    """The member with status, whereabouts and end of the day, for reading only."""
    if member is not None and member.branch_uuid:  # who stood in no branch that day had left, or is shown as he is
        member.status, member.mobility = member.status_on, member.mobility_on
        member.ended_on = member.ended_on if member.ended_on and member.ended_on <= on else None
        member.full_on = member.full_on if member.full_on and member.full_on <= on else None
    return member


def member_count(actor: Actor, on: dt.date, scope: str | None = None) -> int:
    """How many ``members_on`` the day there are, without putting together what each was."""
    return _registered_on(actor, on, scope).count()


def members_of(division_code: str, on: dt.date) -> QuerySet[PartyMember]:
    """Members of a place's organisations on the day, as far as the bound reach goes."""
    registered = BranchRegistration.objects.filter(member=OuterRef("pk"), period__contains=on, division_code=division_code)
    return PartyMember.objects.filter(Exists(registered), joined_on__lte=on).select_related("person").order_by("person__pinyin", "id")


@dataclass(frozen=True)
class AgeShare:
    """How many of the members are at least so old."""

    members: int
    at_least: int

    @property
    def share(self) -> float:
        """0 to 1; 0 where there are no members."""
        return self.at_least / self.members if self.members else 0.0


def age_share(members: QuerySet[PartyMember], on: dt.date, years: int = 60) -> AgeShare:
    """Members who have had their 60th birthday by the day."""
    born_by = add_months(on, -12 * years)
    counted = members.order_by().aggregate(n=Count("id"), old=Count("id", filter=Q(person__birth_date__lte=born_by)))
    return AgeShare(counted["n"], counted["old"])


def registrations_of(member: PartyMember) -> QuerySet[BranchRegistration]:
    """To which branches somebody belonged, newest first."""
    return member.registrations.select_related("organisation").order_by("-period")


def transfers_out(actor: Actor, scope: str | None = None) -> QuerySet[MemberTransfer]:
    """Letters issued here, newest first."""
    return (
        MemberTransfer.objects.visible_to(actor, scope).select_related("member__person", "from_organisation").order_by("-issued_on", "-id")
    )


def receivers_of(letters: Iterable[MemberTransfer]) -> dict[int, str]:
    """The names of the organisations the letters go to, by their keys: wherever they stand, for the name is on the letter."""
    with beyond_reach():
        return dict(PartyOrganisation.objects.filter(pk__in={t.to_organisation_id for t in letters}).values_list("pk", "name"))


def letter_by_uuid(uuid, actor: Actor) -> MemberTransfer | None:
    """One letter issued within reach, wherever its member belongs now."""
    return MemberTransfer.objects.visible_to(actor).filter(uuid=uuid).first()


@dataclass(frozen=True)
class Incoming:
    """A letter on its way here, with the few things the receiving place must know."""

    transfer: MemberTransfer
    name: str
    identity_masked: str
    from_name: str
    to_name: str


def transfers_in(actor: Actor, *, only_open: bool = False, scope: str | None = None) -> list[Incoming]:
    """Letters addressed to places in the actor's reach, newest first. The members still belong elsewhere, hence the look past the reach."""
    if not actor.may(P.VIEW_MEMBERS):
        return []
    mine = Q()
    for prefix in actor.reach:
        mine |= Q(to_division_code__startswith=prefix) if prefix else Q()
    if not mine:
        return []
    found = (
        MemberTransfer.objects.filter(mine, to_division_code__startswith=scope or "")
        .select_related("member__person", "from_organisation", "to_organisation")
        .order_by("-issued_on", "-id")
    )
    if only_open:
        found = found.filter(state="issued")
    with beyond_reach():
        return [
            Incoming(t, t.member.person.name, t.member.person.identity_masked, t.from_organisation.name, t.to_organisation.name)
            for t in found[:500]
        ]


def receiving_organisation(code_or_name: str) -> PartyOrganisation | None:
    """Any active organisation of the county by code or full name: names of organisations are no secret."""
    with beyond_reach():
        found = PartyOrganisation.objects.filter(Q(code=code_or_name) | Q(name=code_or_name), status="active")
        return found.exclude(kind="temporary_branch").first()
