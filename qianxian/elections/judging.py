"""Rules called with rows: the make-up of a roll, candidates, a contest's totals. Numbers and laws are the rules'; here is only who counts as what."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from qianxian.elections.models import Candidate, Contest, Election
from qianxian.elections.rules.tallies import tally
from qianxian.foundation.errors import Violation
from qianxian.foundation.rulebook import Evaluation
from qianxian.organisations.judging import SILENT, ask, judged
from qianxian.organisations.models import Committee, PartyOrganisation

__all__ = ["Outcome", "Totals", "ask", "candidate_faults", "counted", "judged", "quorum", "shift_faults", "vacancy_faults"]

EQUAL_NUMBER = {"secretary": "secretary", "deputy_secretary": "deputy_secretary"}


@dataclass(frozen=True)
class Totals:
    """The sums of a contest's sheets."""

    present: int
    issued: int
    returned: int
    valid: int
    invalid: int
    votes: dict[int, int]


@dataclass(frozen=True)
class Outcome:
    """What the law says of the totals: who is elected, tied, listed for a rerun; candidates by their key."""

    stands: bool
    needed: int
    law: str
    elected: tuple[int, ...]
    revote: tuple[int, ...]
    rerun: tuple[int, ...]
    open_seats: int
    told: tuple[str, ...]


def quorum(election: Election, on: dt.date, present: int) -> Evaluation:
    """R-P14 with the roll's numbers: exclusions count only when approved above and adopted by the meeting."""
    roll = election.roll.filter(struck_on__isnull=True)
    facts = {
        "voters": roll.count(), "present": present, "excluded": roll.exclude(excluded_for="").count(),
        "upper_approval": bool(election.exclusions_approved_by), "adopted_by_meeting": election.exclusions_adopted_on is not None,
    }  # fmt: skip
    return ask("R-P14", on, facts)


def candidate_faults(contest: Contest, people: list[Candidate], on: dt.date) -> list[Violation]:
    """Enough candidates by R-P15 or R-V07; a rerun or revote stands among those the vote before named."""
    if contest.way in ("rerun", "revote", "recall"):
        return []
    if contest.election.is_village:
        found = judged("R-V07", on, {"seats": contest.seats, "candidates": len(people)}, "candidates")[0]
    else:
        post = EQUAL_NUMBER.get(contest.role, "committee")
        found = judged("R-P15", on, {"seats": contest.seats, "candidates": len(people), "post": post}, "candidates")[0]
    name = contest.title
    return [Violation(v.code, f"{name}：{v.message}", v.source, v.field) for v in found]


def counted(contest: Contest, totals: Totals) -> Outcome:
    """The contest by the law of its day. Raises ImpossibleFacts and InputsRefused for a count that cannot be."""
    day, election = contest.held_on, contest.election
    sheet = ask("R-P16", day, {
        "issued": totals.issued, "returned": totals.returned, "seats": contest.seats, "valid_ballots": totals.valid, "invalid_ballots": totals.invalid,
        "votes": {str(key): count for key, count in totals.votes.items()} or None,
    })  # fmt: skip
    if sheet.outputs["void"] or not sheet.outputs["sums_ok"]:
        return _fallen(sheet, 0)
    votes = {str(key): count for key, count in totals.votes.items()}
    if contest.way == "recall":
        return _recalled(contest, totals)
    if not election.is_village:
        held = quorum(election, day, totals.present)
        if not held.outputs["valid"]:
            return _fallen(held, 0)
    if contest.way == "revote":
        # 再次投票，以得票多的当选: the bar was reached in the vote before.
        result = tally(votes, contest.seats, 1)
        law = "再次投票，以得票多的当选"
        return Outcome(True, 1, law, _keys(result.elected), _keys(result.revote), (), 0 if result.revote else result.open_seats, ())
    if not election.is_village:
        found = ask("R-P17", day, {"present": totals.present, "seats": contest.seats, "votes": votes})
        shown = found.outputs
        left = [name for name in votes if name not in shown["elected"] and name not in shown["revote"]]
        rerun = sorted(left, key=lambda name: -votes[name]) if shown["rerun_seats"] else []
        return _told(found, shown["elected"], shown["revote"], rerun, shown["rerun_seats"])
    if contest.way == "rerun":
        found = ask("R-V06", day, {"cast": totals.returned, "seats": contest.seats, "votes": votes})
        shown = found.outputs
        return _told(found, shown["elected"], shown["revote"], [], shown["seats_left"])
    found = ask("R-V05", day, {"registered": election.registered, "cast": totals.returned, "seats": contest.seats, "votes": votes})
    shown = found.outputs
    if not shown["valid"]:
        return _fallen(found, shown["needed"])
    return _told(found, shown["elected"], shown["revote"], shown["rerun"], shown["rerun_seats"])


def _recalled(contest: Contest, totals: Totals) -> Outcome:
    """The vote alone, over the roll it was held by; whether enough asked for it was judged on the day they were counted, over the voters of that day."""
    election = contest.election
    facts = {"registered": election.registered, "cast": totals.returned, "for": sum(totals.votes.values()), "defence_heard": election.defence_heard_on is not None}
    found = ask("R-V09", contest.held_on, facts)
    key = tuple(totals.votes)
    return Outcome(True, found.outputs["votes_needed"], _source(found), key if found.outputs["recalled"] else (), (), (), 0, _words(found))


def petition_of(election: Election) -> dict[str, str]:
    """A recall's petition asked again with what was kept of the day it was counted on: that day, and how many had to sign of the bodies that did."""
    day = election.petition_counted_on or election.called_on
    found = ask("R-V09", day, {
        "registered": election.voters_known, "petition": election.petition, "reps": election.representatives, "reps_petition": election.reps_petition,
    }).outputs  # fmt: skip
    needed = [(election.petition, found["petition_needed"]), (election.reps_petition, found["reps_needed"])]
    return {"day": day.isoformat(), "needed": " / ".join(str(least) for signed, least in needed if signed)}


def _fallen(found: Evaluation, needed: int) -> Outcome:
    return Outcome(False, needed, _source(found), (), (), (), 0, _words(found))


def _told(found: Evaluation, elected: list[str], revote: list[str], rerun: list[str], open_seats: int) -> Outcome:
    return Outcome(True, found.outputs["needed"], _source(found), _keys(elected), _keys(revote), _keys(rerun), open_seats, _words(found))


def _keys(names) -> tuple[int, ...]:
    return tuple(int(name) for name in names)


def _source(found: Evaluation) -> str:
    return f"{found.rule}（{found.version} 起施行的文本）"


def _words(found: Evaluation) -> tuple[str, ...]:
    """The violations in words; candidates' keys in them stand for names, so a tie is told by its seats only where names are needed."""
    return tuple(v.code for v in found.violations if v.code not in SILENT)


def shift_faults(election_on: dt.date, organisation: PartyOrganisation, document: str, field: str = "shift_document") -> list[Violation]:
    """R-P06 for a term election on a day: early or late only with the upper organisation's approval, and by no more than twelve months."""
    term = organisation.terms.filter(ended_on__isnull=True).order_by("-elected_on").first()
    if term is None:
        return []
    approved = bool(document.strip()) or term.extension_months > 0
    found = judged("R-P06", election_on, {"due_on": term.due_on, "held_on": election_on, "upper_approval": approved})[0]
    return [Violation(v.code, v.message, v.source, field if v.code == "approval_missing" else "election_on") for v in found]


def vacancy_faults(election_on: dt.date, committee: Committee, wanted: dict[str, int], held_by: str) -> list[Violation]:
    """R-V11 for a by-election: by the assembly or the representatives, within the running term, for seats that are vacant on the day."""
    if not held_by:
        return [Violation("held_by", _("选择由村（居）民会议还是代表会议补选。"), "《村民委员会组织法》第十九条，R-V11", "held_by")]
    ends = min(committee.due_on, committee.ended_on or committee.due_on)
    faults = judged("R-V11", election_on, {"elected_on": election_on, "by_election": True, "body": held_by, "term_ends": ends}, "held_by")[0]
    serving = committee.mandates.filter(period__contains=election_on)
    seated, seats = serving.values("person").distinct().count(), sum(wanted.values())
    if seats > committee.seats - seated:
        words = {"name": committee.name, "seats": committee.seats, "on": election_on, "seated": seated, "wanted": seats}
        told = _("%(name)s 职数 %(seats)d 人，%(on)s 在任 %(seated)d 人，不够补选 %(wanted)d 名。先登记离任，再补选出缺的名额。") % words
        faults.append(Violation("no_vacancy", told, "《村民委员会组织法》第十九条，R-V11", "seats"))
    if wanted.get("head") and serving.filter(role="head").exists():
        faults.append(Violation("head_serves", _("主任在任，没有出缺，不能补选主任。"), "《村民委员会组织法》第十九条，R-V11", "seats"))
    return faults
