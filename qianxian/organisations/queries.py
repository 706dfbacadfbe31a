"""Reads of the Party's registry as it stood on a day. Every list starts at ``visible_to(actor, scope)``."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Case, Count, Exists, F, Max, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from qianxian.accounts.roles import Permission as P
from qianxian.divisions.queries import names_of
from qianxian.foundation.actor import Actor
from qianxian.foundation.periods import add_days, add_months, known_on
from qianxian.foundation.reach import within
from qianxian.foundation.tasks import Task
from qianxian.organisations.judging import ask
from qianxian.organisations.models import (
    BranchRegistration,
    Committee,
    Mandate,
    MemberTransfer,
    OrganisationTerm,
    PartyMember,
    PartyOrganisation,
)
from qianxian.people.beyond_reach import beyond_reach
from qianxian.people.models import Person

#: Statuses in which somebody is a member; the others have left.
MEMBERS = ("probationary", "full", "suspended_rights", "under_observation")
SINGLE_TASKS = 5


# organisations


def organisations_on(actor: Actor, on: dt.date, scope: str | None = None) -> QuerySet[PartyOrganisation]:
    """Organisations that existed on the day, in the order of the tree."""
    existed = Q(founded_on__isnull=True) | Q(founded_on__lte=on)
    not_ended = Q(ended_on__isnull=True) | Q(ended_on__gte=on)
    return PartyOrganisation.objects.visible_to(actor, scope).filter(existed, not_ended).order_by("path")


def organisations(actor: Actor) -> QuerySet[PartyOrganisation]:
    """Organisations in reach of whatever day, dissolved ones too."""
    return PartyOrganisation.objects.visible_to(actor)


def children_of(organisation: PartyOrganisation, actor: Actor, on: dt.date) -> QuerySet[PartyOrganisation]:
    """Organisations that existed directly below it on the day, in the order of the tree, with ``member_count`` on the day."""
    return with_member_counts(organisations_on(actor, on).filter(parent=organisation), on)


def organisation_count(actor: Actor, on: dt.date, scope: str | None = None) -> int:
    """How many organisations existed on the day."""
    return organisations_on(actor, on, scope).order_by().count()


def counts_by_kind(actor: Actor, on: dt.date, scope: str | None = None) -> dict[str, int]:
    """Organisations on the day by kind."""
    return dict(organisations_on(actor, on, scope).order_by().values_list("kind").annotate(n=Count("id")))


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


def members_below(organisation: PartyOrganisation, on: dt.date) -> int:
    """Members of the organisation and of everything below it on the day."""
    return BranchRegistration.objects.filter(organisation__path__startswith=organisation.path, period__contains=on).count()


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
    branches = organisations_on(actor, on, scope).filter(kind__in=("party_branch", "joint_branch"))
    return with_member_counts(branches, on).filter(member_count__gt=limit)


# members


def holds_on(on: dt.date) -> Q:
    """``period__contains=on`` for questions over a whole register.

    Under row-level security the planner may not read the statistics of a range and takes ``@>`` for one row in two hundred; said by what the
    period is not, it expects most rows, as there are, and the list by pinyin takes 10 ms instead of 140.
    """
    day = DateRange(on, on, "[]")
    return ~Q(period__fully_lt=day) & ~Q(period__fully_gt=day) & ~Q(period__isempty=True)


def members_on(actor: Actor, on: dt.date, scope: str | None = None, place: str = "", **branch: Any) -> QuerySet[PartyMember]:
    """Who belonged to a branch on the day (by the registrations), in the order of pinyin.

    ``scope`` and ``place`` (division prefixes) and ``branch`` (lookups on a registration, such as ``organisation__code``) ask where
    somebody belonged that day, not where he belongs now. Each row carries ``branch_uuid``, ``branch_name``, ``branch_short`` and
    ``status_on`` of that day.
    """
    registered = BranchRegistration.objects.filter(holds_on(on), member=OuterRef("pk"), **branch)
    for prefix in filter(None, (scope, place)):
        registered = within(registered, actor, prefix)
    held = BranchRegistration.objects.filter(member=OuterRef("pk"), period__contains=on).order_by("-period")
    found = PartyMember.objects.visible_to(actor).filter(Exists(registered), joined_on__lte=on)
    found = found.annotate(
        branch_uuid=Subquery(held.values("organisation__uuid")[:1]), branch_name=Subquery(held.values("organisation__name")[:1]),
        branch_short=Subquery(held.values("organisation__short_name")[:1]), status_on=_status_on(on),
    )  # fmt: skip
    return found.select_related("person", "organisation").order_by("person__pinyin", "id")


def _status_on(on: dt.date) -> Case:
    """Probationary until the day of full membership; who has left since was a member then. Other changes carry no date of their own."""
    probation = Q(full_on__gt=on) | Q(full_on__isnull=True, probation_ends_on__isnull=False) & ~Q(status__in=MEMBERS)
    return Case(When(probation, then=Value("probationary")), When(~Q(status__in=MEMBERS), then=Value("full")), default=F("status"))


def memberships(actor: Actor) -> QuerySet[PartyMember]:
    """Memberships in reach of whatever day, ended ones too, with person and branch."""
    return PartyMember.objects.visible_to(actor).select_related("person", "organisation")


def membership_on(person: Person, on: dt.date) -> PartyMember | None:
    """The person's membership, as far as the bound reach goes, with the branch and the status of the day; None before joining."""
    held = BranchRegistration.objects.filter(member=OuterRef("pk"), period__contains=on).order_by("-period")
    found = PartyMember.objects.filter(person=person, joined_on__lte=on).annotate(branch_uuid=Subquery(held.values("organisation__uuid")[:1]),
                                       branch_name=Subquery(held.values("organisation__name")[:1]), status_then=_status_on(on)).first()  # fmt: skip
    if found is not None and found.branch_uuid:
        found.status = found.status_then
    return found


def member_count(actor: Actor, on: dt.date, scope: str | None = None) -> int:
    """How many members there were on the day."""
    return members_on(actor, on, scope).order_by().count()


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


# transfers


def transfers_out(actor: Actor, scope: str | None = None) -> QuerySet[MemberTransfer]:
    """Letters issued here, newest first."""
    return (
        MemberTransfer.objects.visible_to(actor, scope).select_related("member__person", "from_organisation").order_by("-issued_on", "-id")
    )


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


def transfers_in(actor: Actor, *, only_open: bool = False) -> list[Incoming]:
    """Letters addressed to places in the actor's reach, newest first. The members still belong elsewhere, hence the look past the reach."""
    if not actor.may(P.VIEW_MEMBERS):
        return []
    mine = Q()
    for prefix in actor.reach:
        mine |= Q(to_division_code__startswith=prefix) if prefix else Q()
    if not mine:
        return []
    found = (
        MemberTransfer.objects.filter(mine)
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


# terms, committees, mandates


def current_terms(actor: Actor, on: dt.date, scope: str | None = None) -> QuerySet[OrganisationTerm]:
    """The term each organisation that existed was in on the day, the earliest due first; ``ends_on`` counts an approved extension."""
    latest = (
        OrganisationTerm.objects.filter(organisation=OuterRef("organisation"), elected_on__lte=on).order_by("-elected_on").values("id")[:1]
    )
    existed = Q(organisation__ended_on__isnull=True) | Q(organisation__ended_on__gte=on)
    terms = OrganisationTerm.objects.visible_to(actor, scope).filter(existed, id=latest)
    return terms.select_related("organisation").order_by("due_on", "organisation__path")


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
    return found.select_related("person", "organisation", "committee").order_by("division_code", "person__pinyin", "id")


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


# waiting work


def tasks_for(actor: Actor, on: dt.date) -> list[Task]:
    """Terms due within six months or overdue (R-P07), temporary branches past their task (R-P09), and letters of transfer."""
    if not actor.may(P.EDIT_REGISTRY):
        return []
    return [*_term_tasks(actor, on), *_temporary_branch_tasks(actor, on), *_transfer_tasks(actor, on)]


def _term_tasks(actor: Actor, on: dt.date) -> list[Task]:
    waiting = [(t, term_end(t)) for t in current_terms(actor, on).filter(due_on__lte=add_months(on, 18))]
    waiting = [(t, ends) for t, ends in waiting if on >= add_months(ends, -6)]
    if len(waiting) > SINGLE_TASKS:
        overdue = sum(ends < on for _t, ends in waiting)
        soon = len(waiting) - overdue
        late = _("%(a)d 个已届满，%(b)d 个半年内届满（任期意见，R-P07）") % {"a": overdue, "b": soon}
        why = late if overdue else _("半年内届满（任期意见，R-P07）")
        title = _("%(n)d 个党组织要换届") % {"n": len(waiting)}
        return [
            Task(
                _("换届"), title, why, min(ends for _t, ends in waiting), reverse("organisations:terms") + "?state=due", count=len(waiting)
            )
        ]
    return [
        Task(_("换届"), _("%(name)s换届") % {"name": t.organisation.short_name}, _("本届 %(day)s 届满（R-P07）") % {"day": ends}, ends,
             reverse("organisations:organisation", args=[t.organisation.uuid]), t.division_code)
        for t, ends in waiting
    ]  # fmt: skip


def _temporary_branch_tasks(actor: Actor, on: dt.date) -> list[Task]:
    past = PartyOrganisation.objects.visible_to(actor).filter(kind="temporary_branch", status="active", expires_on__lt=on)
    return [
        Task(_("撤销"), _("%(name)s要撤销") % {"name": o.short_name}, _("临时任务已到期，临时党支部自然撤销（支部工作条例，R-P09）"), o.expires_on,
             reverse("organisations:organisation", args=[o.uuid]), o.division_code)
        for o in past
    ]  # fmt: skip


def _transfer_tasks(actor: Actor, on: dt.date) -> list[Task]:
    tasks = []
    for letter in transfers_in(actor, only_open=True):
        last = letter.transfer.issued_on + dt.timedelta(days=letter.transfer.valid_days)
        tasks.append(Task(_("接转"), _("接收%(name)s的组织关系") % {"name": letter.name}, _("介绍信有效期到 %(day)s") % {"day": last}, last,
                          reverse("organisations:transfers"), letter.transfer.to_division_code))  # fmt: skip
    return tasks


def place_names(rows: list, on: dt.date) -> dict[str, str]:
    """Names of the places of some rows, in one query."""
    return names_of({row.division_code for row in rows}, on)


def summary(actor: Actor, on: dt.date, scope: str | None = None) -> dict[str, int]:
    """Members on the day by status, for a line above the list."""
    return dict(Counter(members_on(actor, on, scope).order_by().values_list("status_on", flat=True)))


def next_term_number(organisation: PartyOrganisation) -> int:
    """The number that a new term would carry."""
    return (organisation.terms.aggregate(n=Max(F("number")))["n"] or 0) + 1
