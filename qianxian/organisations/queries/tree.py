"""The tree of Party organisations as it stood on a day."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any

from django.db.models import Count, F, FilteredRelation, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce, Concat

from qianxian.foundation.actor import Actor
from qianxian.foundation.periods import add_months
from qianxian.organisations.judging import ask
from qianxian.organisations.models import BranchRegistration, PartyOrganisation
from qianxian.organisations.queries.members import AgeShare, holds_on

#: What of an organisation is asked about and sorted by as it was on the day: ``name_on``, ``kind_on`` …
OF_A_DAY = ("name", "initials", "kind", "sector", "path")
MANY = 200


def as_of(organisations: QuerySet[PartyOrganisation], on: dt.date) -> QuerySet[PartyOrganisation]:
    """Each organisation as it was called and stood on the day; filters use ``name_on``, ``initials_on``, ``kind_on``, ``sector_on``, ``path_on``."""
    was = organisations.annotate(was=FilteredRelation("former", condition=Q(former__period__contains=on)), then=F("was__said"))
    return was.annotate(**{f"{name}_on": Coalesce(KeyTextTransform(name, "was__said"), Cast(name, TextField())) for name in OF_A_DAY})


def organisations_on(actor: Actor, on: dt.date, scope: str | None = None) -> QuerySet[PartyOrganisation]:
    """Organisations that existed on the day, as they were then, in the order of the tree."""
    existed = Q(founded_on__isnull=True) | Q(founded_on__lte=on)
    not_ended = Q(ended_on__isnull=True) | Q(ended_on__gte=on)
    return as_of(PartyOrganisation.objects.visible_to(actor, scope).filter(existed, not_ended), on).order_by("path_on")


def organisation_on(uuid: Any, actor: Actor, on: dt.date) -> PartyOrganisation | None:
    """One organisation in reach as it was on the day; one that was dissolved later stands active, one not yet founded is shown as it began."""
    found = as_of(PartyOrganisation.objects.visible_to(actor), on).filter(uuid=uuid).first()
    if found is not None and found.ended_on and found.ended_on >= on:  # its last day still is one of its days
        found.status, found.ended_on = PartyOrganisation.Status.ACTIVE, found.ended_on if found.ended_on == on else None
    return found


def organisations(actor: Actor) -> QuerySet[PartyOrganisation]:
    """Organisations in reach of whatever day, dissolved ones too."""
    return PartyOrganisation.objects.visible_to(actor)


def heads_below(organisation: PartyOrganisation, actor: Actor, on: dt.date, years: int = 60) -> dict[str, AgeShare]:
    """Members on the day, and those at least so old, by the path of their organisation that day: its own and everything below, in one count."""
    stood = organisations_on(actor, on).order_by()
    paths = dict(stood.filter(path_on__startswith=organisation.path).values_list("pk", "path_on"))
    old = Count("pk", filter=Q(member__person__birth_date__lte=add_months(on, -12 * years)))
    inside = BranchRegistration.objects.visible_to(actor).filter(holds_on(on), member__joined_on__lte=on)
    if len(paths) <= MANY:  # of a whole county every row is read anyway; to look each up in a list of a thousand takes half as long again
        inside = inside.filter(organisation__in=list(paths))
    counted = inside.order_by().values_list("organisation").annotate(n=Count("pk"), old=old)
    return {paths[key]: AgeShare(members, at_least) for key, members, at_least in counted if key in paths}


def together(heads: dict[str, AgeShare]) -> AgeShare:
    """All of them as one."""
    return AgeShare(sum(one.members for one in heads.values()), sum(one.at_least for one in heads.values()))


def children_of(organisation: PartyOrganisation, actor: Actor, on: dt.date, heads: dict[str, AgeShare]) -> list[PartyOrganisation]:
    """Organisations that existed directly below it on the day, in the order of the tree, with ``member_count`` of each and what is below it."""
    counts: Counter[str] = Counter()
    for path, one in heads.items():
        counts[path.removeprefix(organisation.path).split("/", 1)[0]] += one.members
    children = list(organisations_on(actor, on).filter(path_on=Concat(Value(organisation.path), F("code"), Value("/"), output_field=TextField())))
    for row in children:
        row.member_count = counts[row.code]
    return children


def organisation_count(actor: Actor, on: dt.date, scope: str | None = None) -> int:
    """How many organisations existed on the day."""
    return organisations_on(actor, on, scope).order_by().count()


def counts_by_kind(actor: Actor, on: dt.date, scope: str | None = None) -> dict[str, int]:
    """Organisations on the day by kind."""
    return dict(organisations_on(actor, on, scope).order_by().values_list("kind_on").annotate(n=Count("id")))


def with_member_counts(organisations: QuerySet[PartyOrganisation], on: dt.date) -> QuerySet[PartyOrganisation]:
    """Each organisation with ``member_count`` of its own on the day (not of those below)."""
    inside = BranchRegistration.objects.filter(organisation=OuterRef("pk"), period__contains=on, member__joined_on__lte=on)
    # counted for each organisation shown, not joined with the whole register for the 20 rows of a page
    counted = inside.order_by().values("organisation").annotate(n=Count("pk")).values("n")
    return organisations.annotate(member_count=Coalesce(Subquery(counted), 0))


def subtree(organisation: PartyOrganisation, actor: Actor) -> QuerySet[PartyOrganisation]:
    """The organisation and everything below it."""
    return PartyOrganisation.objects.visible_to(actor).filter(path__startswith=organisation.path).order_by("path")


def ancestors(organisation: PartyOrganisation, actor: Actor) -> list[PartyOrganisation]:
    """Those above it that the actor may see, the highest first; a village does not see its town's committee."""
    codes = organisation.path.rstrip("/").split("/")[:-1]
    return list(PartyOrganisation.objects.visible_to(actor).filter(code__in=codes).order_by("path"))


def top_organisation(division_code: str) -> PartyOrganisation | None:
    """The village's top Party organisation, as far as the bound reach goes."""
    return PartyOrganisation.objects.filter(division_code=division_code, is_top_of_village=True, status="active").first()


def size_warning(organisation: PartyOrganisation, on: dt.date) -> str:
    """R-P02: what to consider when a branch has grown too large; empty when it has not."""
    if organisation.kind not in ("party_branch", "joint_branch"):
        return ""
    count = BranchRegistration.objects.filter(organisation=organisation, period__contains=on).count()
    told = [v for v in ask("R-P02", on, {"members": count}).violations if v.code not in ("not_in_force", "text_unverified")]
    return "；".join(f"{v.message}（{v.source}，R-P02）" for v in told)


def oversized_branches(actor: Actor, on: dt.date, scope: str | None = None) -> QuerySet[PartyOrganisation]:
    """Branches with more members than a branch generally has, with ``member_count``."""
    limit = (ask("R-P02", on, {"members": 1}).outputs or {}).get("limit", 50)
    branches = organisations_on(actor, on, scope).filter(kind_on__in=("party_branch", "joint_branch"))
    return with_member_counts(branches, on).filter(member_count__gt=limit)
