"""Who may sit together: a committee's size, its woman, close kin, and the supervision committee (R-V01, R-V18, R-E09).

Asked when candidates are published and again before offices open. Declared kinship is read here, and by the check of contracts with related parties (R-C06, ``queries.declared_kin``).
Voters' nominees are never struck for a relative who could leave instead: between candidates and for a committee that is a warning until
somebody is elected; for the supervision committee the law bars the candidate, so it is an error from the start.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils.translation import gettext as _

from qianxian.elections import above, queries
from qianxian.elections.models import Candidate, Election
from qianxian.foundation.errors import Violation
from qianxian.organisations.judging import judged
from qianxian.organisations.models import Mandate
from qianxian.people.models import Person

SUPERVISION = Election.Kind.SUPERVISION
BARRED_BY_VETTING = "县级联审，R-E01"


@dataclass
class Told:
    """What the rules say: errors stop the step, warnings are shown and kept in the log."""

    errors: list[Violation] = field(default_factory=list)
    warnings: list[Violation] = field(default_factory=list)

    def add(self, found: tuple[list[Violation], list[Violation]], *, only_warn: bool = False, name: str = "") -> None:
        """Take over a rule's answer; ``name`` is put before each sentence."""
        errors, warnings = ([Violation(v.code, f"{name}：{v.message}" if name else v.message, v.source, v.field) for v in part] for part in found)
        self.errors += [] if only_warn else errors
        self.warnings += [*warnings, *(errors if only_warn else [])]


def standing(election: Election) -> list[Candidate]:
    """The candidates of the first vote who have not withdrawn."""
    rows = Candidate.objects.filter(contest__election=election, contest__previous__isnull=True).exclude(state="withdrawn")
    return list(rows.select_related("person", "contest").order_by("contest", "id"))


def candidates_told(election: Election) -> Told:
    """What the law says of the people who stand, before their list is published: kin, supervisors' bars, vetting."""
    told, people = Told(), standing(election)
    if not people or election.occasion == Election.Occasion.RECALL:
        return told
    persons = _persons(people)
    if election.kind == SUPERVISION:
        unstated = [one.person.name for one in people if one.stated_on is None]
        if unstated:
            told.errors.append(
                Violation("not_stated", _("%(names)s 还没有填报亲属关系和财会知识，填报后再公布。") % {"names": "、".join(unstated)}, "R-V18、R-E09", "stated_on")
            )
        _supervisors(told, election, people, election.committee.seats if election.committee_id else _seats(election))
    elif election.is_village:
        told.add((_kin_only(election, persons), []), only_warn=True)
        _beside_supervisors(told, election, persons)
    told.errors += [fault for one in people for fault in nomination_faults(election, one.person, one.nominations)]
    if election.is_village:
        told.warnings += _vetting(election, persons)
    return told


def nomination_faults(election: Election, person: Person, nominations: int) -> list[Violation]:
    """Where villagers or members themselves vote, no more have nominated somebody than are on the roll; villagers' candidates are on it.

    Of villagers it is asked once the roll is published; of members at once, for their roll comes from the register.
    """
    village = election.kind == Election.Kind.VILLAGERS
    if (not village and election.is_village) or election.held_by == Election.HeldBy.REPRESENTATIVES or (village and election.roll_published_on is None):
        return []
    roll, found = election.roll.filter(struck_on__isnull=True), []
    if village and not roll.filter(Q(person=person) | Q(person__isnull=True, name=person.name, birth_date=person.birth_date)).exists():
        words = _("%(name)s 不在选民名单上，不能作候选人。漏登的先按异议补登。")
        found.append(Violation("not_on_roll", words % {"name": person.name}, "《村民委员会组织法》第十三条、第十五条", "person"))
    if nominations > (most := roll.count()):
        words = _("%(name)s 的提名票 %(n)d 张，多于名单上的 %(p)d 人，请重新清点。")
        found.append(Violation("too_many_nominations", words % {"name": person.name, "n": nominations, "p": most}, "R-V07" if village else "R-P15", "nominations"))
    return found


def approval_faults(election: Election) -> list[Violation]:
    """Candidates of a village's Party organisation whom joint vetting has not cleared for the day; the upper organisation approves none of them."""
    if election.is_village or not election.organisation.is_top_of_village:
        return []
    return _vetting(election, _persons(standing(election)))


def elected_told(election: Election, people: list[Candidate], seats: int) -> Told:
    """A committee as elected, with those who stay in it at a by-election; only then its offices may open."""
    told = Told()
    if not election.is_village or not people:
        return told
    persons = _persons(people)
    if election.kind == SUPERVISION:
        _supervisors(told, election, people, seats)
        return told
    staying = [m.person for m in _serving(election) if m.committee_id == election.committee_id] if election.occasion == "by_election" else []
    all_of_them = list({p.pk: p for p in (*persons, *staying)}.values())
    women = sum(1 for person in all_of_them if person.sex == "female")
    facts = {
        "seats": max(seats, len(all_of_them)), "women": women, "men": len(all_of_them) - women, "committee": _committee(election), "kin": _pairs(election, all_of_them) or None,
    }  # fmt: skip
    told.add(judged("R-V01", election.election_on, facts, "kin"))
    _beside_supervisors(told, election, persons)
    return told


def size_faults(kind: str, seats: int, on) -> list[Violation]:
    """Whether a committee of so many seats may be elected at all."""
    if kind == SUPERVISION:
        return judged("R-V18", on, {"members": seats}, "seats")[0]
    return judged("R-V01", on, {"seats": seats, "committee": "residents" if kind == Election.Kind.RESIDENTS else "villagers"}, "seats")[0]


def _persons(people: Iterable[Candidate]) -> list[Person]:
    return list({one.person_id: one.person for one in people}.values())


def _seats(election: Election) -> int:
    return sum(election.contests.filter(previous__isnull=True).values_list("seats", flat=True))


def _committee(election: Election) -> str:
    return "residents" if election.kind == Election.Kind.RESIDENTS else "villagers"


def _pairs(election: Election, persons: list[Person]) -> list[dict[str, str]]:
    keys = {person.pk for person in persons}
    pairs = [pair for pair in queries.kin_told(election) if {pair.first_id, pair.second_id} <= keys]
    return [{"first": pair.first.name, "second": pair.second.name, "relation": pair.relation} for pair in pairs]


def _kin_only(election: Election, persons: list[Person]) -> list[Violation]:
    facts = {"seats": max(3, _seats(election)), "committee": _committee(election), "kin": _pairs(election, persons) or None}
    return [v for v in judged("R-V01", election.election_on, facts, "kin")[0] if v.code == "kin"]


def _serving(election: Election) -> list[Mandate]:
    rows = Mandate.objects.filter(division_code=election.division_code, committee__isnull=False, period__contains=election.election_on)
    return list(rows.select_related("person", "committee").order_by("id"))


def _with_those(election: Election, persons: list[Person], others: list[Mandate]) -> list[tuple[Person, Mandate, str]]:
    """(candidate, office holder, relation) for every declared pair across the two, whichever way round it was declared."""
    own, held = {p.pk: p for p in persons}, {m.person_id: m for m in others}
    found = []
    for pair in queries.kin_told(election):
        for mine, other in ((pair.first_id, pair.second_id), (pair.second_id, pair.first_id)):
            if mine in own and other in held:
                found.append((own[mine], held[other], pair.relation))
    return found


def _supervisors(told: Told, election: Election, people: list[Candidate], seats: int) -> None:
    """R-V18 with the place's rows. At a by-election it is not known what those who stay know of accounting, so only a known one is counted."""
    persons = _persons(people)
    governing = [m for m in _serving(election) if m.committee.kind != SUPERVISION]
    keys = {m.person_id for m in governing}
    members = [person for person in persons if person.pk in keys]
    knowing = len({one.person_id for one in people if one.knows_accounting})
    secretaries = Mandate.objects.filter(
        division_code=election.division_code, role="secretary", organisation__is_top_of_village=True, period__contains=election.election_on
    ).values_list("person_id", flat=True)
    facts = {
        "members": seats, "with_accounting": min(knowing, seats) if knowing or election.occasion == "term" else None,
        "committee_members": min(len(members), seats), "head_is_secretary": any(one.contest.role == "head" and one.person_id in set(secretaries) for one in people),
        "kin": [{"member": p.name, "committee_member": m.person.name, "relation": r} for p, m, r in _with_those(election, persons, governing)] or None,
    }  # fmt: skip
    errors, warnings = judged("R-V18", election.election_on, facts, "kin")
    names = "、".join(person.name for person in members)
    told.add(([v for v in errors if v.code == "committee_member"], []), name=names)
    told.add(([v for v in errors if v.code != "committee_member"], warnings))


def _beside_supervisors(told: Told, election: Election, persons: list[Person]) -> None:
    """Supervisors who are, or are related to, somebody of the committee: they leave the supervision committee, so the elected are not stopped."""
    supervisors = [m for m in _serving(election) if m.committee.kind == SUPERVISION]
    keys = {m.person_id: m for m in supervisors}
    pairs = [*_with_those(election, persons, supervisors), *((p, keys[p.pk], "same_person") for p in persons if p.pk in keys)]
    for person, mandate, relation in pairs:
        if relation in ("other_relative", "none"):
            continue
        found = judged("R-E09", election.election_on, {"first": "committee", "second": "supervision", "relation": relation}, "kin")
        told.add(found, only_warn=True, name=_("%(one)s 与监督委员会的 %(other)s，当选后由后者退出监督委员会") % {"one": person.name, "other": mandate.person.name})


def _vetting(election: Election, persons: list[Person]) -> list[Violation]:
    known = above.vetted_on(persons, election.election_on)
    wanting = [(p, known[p.pk]) for p in persons if p.pk in known and known[p.pk].state != "cleared"]
    return [
        Violation(f"vetting_{one.state}", _("%(name)s：联审%(state)s。") % {"name": person.name, "state": one.words}, BARRED_BY_VETTING, "candidates")
        for person, one in wanting
    ]  # fmt: skip
