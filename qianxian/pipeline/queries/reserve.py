"""Reads of the reserve: who stands in it, which secretary's post falls vacant when, and where the reserve is short."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Case, F, QuerySet, Value, When
from django.urls import reverse
from django.utils.translation import gettext as _

from qianxian.accounts.rights import Permission as P
from qianxian.divisions.queries import names_of
from qianxian.foundation.actor import Actor
from qianxian.foundation.periods import add_months
from qianxian.foundation.rulebook import SettingMissing
from qianxian.foundation.tasks import Task
from qianxian.organisations import queries as organisations
from qianxian.organisations.models import Mandate, PartyOrganisation
from qianxian.people.models import Person
from qianxian.pipeline.models import Capability, ReserveCandidate
from qianxian.pipeline.rules import Expected, expected_vacancy, half_year
from qianxian.rulebook.queries import county_settings

State = ReserveCandidate.State
AHEAD_MONTHS = 36  # how far the expected vacancies are drawn


def candidates(actor: Actor, scope: str | None = None) -> QuerySet[ReserveCandidate]:
    """Every row of the reserve within reach, by village; row-level security keeps it from other roles."""
    rows = ReserveCandidate.objects.visible_to(actor, scope).select_related("person", "organisation")
    return rows.order_by("division_code", "state", "person__pinyin", "id")


def candidates_on(actor: Actor, on: dt.date, scope: str | None = None) -> QuerySet[ReserveCandidate]:
    """The register as of a day: proposed by then, with ``state_on`` and ``settled_then``; what was confirmed, returned or ended later had not been yet."""
    state = Case(When(state=State.ENDED, ended_on__lte=on, then=F("state")), When(settled_on__gt=on, then=Value(State.PROPOSED)),
                 When(state=State.ENDED, then=Value(State.CONFIRMED)), default=F("state"))  # fmt: skip
    return candidates(actor, scope).filter(proposed_on__lte=on).annotate(state_on=state, settled_then=Case(When(settled_on__lte=on, then=F("settled_on"))))


def standing(rows: QuerySet[ReserveCandidate], on: dt.date) -> QuerySet[ReserveCandidate]:
    """Those who stood in the reserve on the day: confirmed by then and not ended yet."""
    return rows.filter(state__in=[State.CONFIRMED, State.ENDED], settled_on__lte=on).exclude(ended_on__lte=on)


def candidate_by_uuid(uuid, actor: Actor) -> ReserveCandidate | None:
    """One row within reach."""
    return candidates(actor).filter(uuid=uuid).first()


def capabilities(actor: Actor, scope: str | None = None) -> QuerySet[Capability]:
    """What people have shown, newest first; entries taken back are left out."""
    rows = Capability.objects.visible_to(actor, scope).filter(withdrawal__isnull=True)
    return rows.select_related("person").order_by("-shown_on", "-id")


def capability_by_uuid(uuid, actor: Actor) -> Capability | None:
    """One entry within reach."""
    return Capability.objects.visible_to(actor).filter(uuid=uuid).select_related("person").first()


def village_tops(actor: Actor, on: dt.date, scope: str | None = None) -> QuerySet[PartyOrganisation]:
    """The top Party organisation of each village and community: one secretary's post each."""
    return organisations.organisations_on(actor, on, scope).filter(is_top_of_village=True).order_by("division_code")


@dataclass(frozen=True)
class Outlook:
    """One secretary's post: who holds it, when it is expected to be open and why, and how many stand in the reserve."""

    organisation: PartyOrganisation
    village: str
    holder: Person | None
    expected: Expected
    reserve: int
    needed: int
    extended: bool = False

    @property
    def why(self) -> str:
        """vacant, term, extended (a term put off with approval) or age."""
        return "extended" if self.expected.why == "term" and self.extended else self.expected.why

    @property
    def missing(self) -> int:
        """Candidates short of the set number."""
        return max(0, self.needed - self.reserve)


def outlook(actor: Actor, on: dt.date, scope: str | None = None) -> list[Outlook]:
    """Every secretary's post within reach, by division code and never by rank; none on days before the county asked for a reserve."""
    try:
        settings = county_settings().on(on)
        limit, needed = settings["cadres.secretary_age_limit"], settings["cadres.reserve_per_secretary"]
    except SettingMissing:
        return []
    tops = list(village_tops(actor, on, scope))
    rows = Mandate.objects.filter(role="secretary", organisation__in=tops, period__contains=on).select_related("person")
    holders = {row.organisation_id: row.person for row in rows}
    running = list(organisations.current_terms(actor, on, scope))
    terms = {t.organisation_id: organisations.term_end(t) for t in running}
    extended = {t.organisation_id for t in running if t.extension_months}
    reserve = Counter(standing(candidates(actor, scope), on).order_by().values_list("organisation_id", flat=True))
    names = names_of({t.division_code for t in tops})
    return [
        Outlook(top, names.get(top.division_code, ""), holders.get(top.pk),
                expected_vacancy(term_ends=terms.get(top.pk), born=holders[top.pk].birth_date if top.pk in holders else None, age_limit=limit, on=on),
                reserve[top.pk], needed, top.pk in extended)
        for top in tops
    ]  # fmt: skip


@dataclass(frozen=True)
class Wave:
    """How many posts are expected open in a half-year, how many of them have their full reserve, and how many open for which reason."""

    half: str
    posts: int
    covered: int
    why: Mapping[str, int]


def waves(rows: list[Outlook], on: dt.date) -> list[Wave]:
    """The posts expected open within three years, by half-year."""
    last, found = add_months(on, AHEAD_MONTHS), defaultdict(list)
    for row in rows:
        if row.expected.on <= last:
            found[half_year(row.expected.on)].append(row)
    return [Wave(half, len(held), sum(not row.missing for row in held), Counter(row.why for row in held)) for half, held in sorted(found.items())]


def short_by_town(rows: list[Outlook]) -> dict[str, tuple[int, int]]:
    """(posts short of their reserve, posts) per town by its name, in the order of the codes; towns that lack nothing are told too."""
    names, found = names_of({row.organisation.division_code[:9] + "000" for row in rows}), {}
    for row in rows:
        code = row.organisation.division_code[:9] + "000"
        short, posts = found.get(names.get(code, code), (0, 0))
        found[names.get(code, code)] = (short + bool(row.missing), posts + 1)
    return found


def reserve_tasks(actor: Actor, on: dt.date) -> list[Task]:
    """Proposals that wait for the committee's word."""
    if not actor.may(P.CONFIRM_RESERVE):
        return []
    rows = [row for row in candidates(actor).filter(state=State.PROPOSED) if row.proposed_by != actor.login]
    names = names_of({row.division_code for row in rows})
    return [
        Task(_("后备"), _("%(place)s %(name)s：后备人选") % {"place": names.get(row.division_code, ""), "name": row.person.name}, _("要确认或退回"), None,
             reverse("pipeline:candidate", args=[row.uuid]), row.division_code)
        for row in rows
    ]  # fmt: skip
