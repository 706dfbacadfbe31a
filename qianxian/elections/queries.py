"""Reads of elections: lists, what two copies of a sheet differ in, totals, what a result asks for next, and the desk's 待办."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from qianxian.accounts.rights import Permission as P
from qianxian.divisions.queries import names_of
from qianxian.elections.calendar import Step, calendar_of, contests_by_election, objection_step
from qianxian.elections.judging import Totals
from qianxian.elections.models import Candidate, Contest, CountLine, CountSheet, ElectedMandate, Election, ElectionStaff, KinshipDeclaration, Proxy, ResultLine, RollEntry, RollObjection
from qianxian.foundation.actor import Actor
from qianxian.foundation.periods import add_days
from qianxian.foundation.tasks import Task
from qianxian.people.models import Person

ALARM_DAYS = 7  # a step shows on the desk this many days before its last day
OVER = ("closed", "cancelled")
ELSEWHERE = ("filing",)  # on the desk by the room that files (engagements)


def elections(actor: Actor, scope: str | None = None) -> QuerySet[Election]:
    """Every election within reach, the latest first."""
    return Election.objects.visible_to(actor, scope).select_related("organisation", "committee", "target__person").order_by("-election_on", "division_code", "id")


def election_by_uuid(uuid, actor: Actor) -> Election | None:
    """One election within reach."""
    return elections(actor).filter(uuid=uuid).first()


def contest_by_uuid(uuid, actor: Actor) -> Contest | None:
    """One contest within reach, with its election."""
    return Contest.objects.visible_to(actor).filter(uuid=uuid).select_related("election__organisation", "election__target__person", "result").first()


def contests_of(election: Election) -> QuerySet[Contest]:
    """The contests in the order they were voted on."""
    return election.contests.select_related("result", "election").order_by("round", "id")


def roll_of(election: Election) -> QuerySet[RollEntry]:
    """The roll by name; struck entries stay visible as such."""
    return election.roll.select_related("person").order_by("name", "birth_date", "id")


def entry_by_uuid(uuid, actor: Actor) -> RollEntry | None:
    """One entry within reach."""
    return RollEntry.objects.visible_to(actor).filter(uuid=uuid).select_related("election").first()


def objection_by_uuid(uuid, actor: Actor) -> RollObjection | None:
    """One objection within reach."""
    return RollObjection.objects.visible_to(actor).filter(uuid=uuid).select_related("election", "entry").first()


def candidate_by_uuid(uuid, actor: Actor) -> Candidate | None:
    """One candidate within reach."""
    return Candidate.objects.visible_to(actor).filter(uuid=uuid).select_related("person", "contest__election").first()


def declared_kin(actor: Actor, persons: Iterable[int]) -> dict[int, list[tuple[Person, str]]]:
    """Per key of a person whom he is related to by what was declared in elections, with the relation; of a pair declared twice the later word counts.

    For a check against people already known (R-E09, R-C06), never for a list of relatives.
    """
    wanted, latest = set(persons), {}
    rows = KinshipDeclaration.objects.visible_to(actor).filter(Q(first__in=wanted) | Q(second__in=wanted))
    for one in rows.select_related("first", "second").order_by("id"):
        latest[frozenset((one.first_id, one.second_id))] = one
    found: dict[int, list[tuple[Person, str]]] = defaultdict(list)
    for one in latest.values():
        for mine, other in ((one.first, one.second), (one.second, one.first)):
            if mine.pk in wanted and one.relation != "none":
                found[mine.pk].append((other, one.relation))
    return dict(found)


def kin_told(election: Election) -> list[KinshipDeclaration]:
    """What was declared in this election, one word for each pair: the later one counts, so a mistake is put right by declaring 无亲属关系."""
    latest = {frozenset((one.first_id, one.second_id)): one for one in election.kinship.select_related("first", "second").order_by("id")}
    return sorted(latest.values(), key=lambda one: one.pk)


Known = tuple[str, dt.date]


def spouses_told(election: Election, who: RollEntry | Person) -> set[Known]:
    """Name and day of birth of whoever is on record in this election as this person's husband or wife: in a proxy, or declared."""
    me: Known = (who.name, who.birth_date)
    pairs = [(p.principal, p.proxy) for p in election.proxies.filter(relation="spouse").select_related("principal", "proxy")]
    pairs += [(one.first, one.second) for one in kin_told(election) if one.relation == "spouse"]
    couples = [{(a.name, a.birth_date), (b.name, b.birth_date)} for a, b in pairs]
    return {other for couple in couples if me in couple for other in couple - {me}}


def body_name(election: Election) -> str:
    """The organisation's name, or the place's with the committee's kind."""
    if election.organisation_id:
        return election.organisation.short_name or election.organisation.name
    return f"{names_of([election.division_code]).get(election.division_code, '')}{election.get_kind_display()}"


def candidates_of(election: Election) -> QuerySet[Candidate]:
    """Every candidate of every office."""
    return Candidate.objects.filter(contest__election=election).select_related("contest", "person").order_by("contest", "id")


def latest_sheets(contest: Contest) -> dict[str, dict[int, CountSheet]]:
    """Per polling place the latest attempt of each copy."""
    held: dict[str, dict[int, CountSheet]] = defaultdict(dict)
    for sheet in contest.sheets.order_by("station", "copy", "attempt"):
        held[sheet.station][sheet.copy] = sheet
    return dict(held)


def sheet_waiting(contest: Contest, login: str) -> dict[str, str]:
    """The polling place and copy that this person is to enter next: the other copy of what somebody else entered; empty where nothing waits."""
    for station, copies in latest_sheets(contest).items():
        (one, *more) = copies.values()
        if not more and one.entered_by != login:
            return {"station": station, "copy": str(3 - one.copy)}
    return {}


@dataclass(frozen=True)
class Difference:
    """One figure that the two copies of a sheet do not agree on; None = that copy is missing."""

    station: str
    what: str
    first: int | None
    second: int | None



def _figure_words() -> dict[str, str]:
    return {"present": _("实到会"), "issued": _("发出"), "returned": _("收回"), "valid_ballots": _("有效票"), "invalid_ballots": _("废票")}


def differences(contest: Contest) -> list[Difference]:
    """Everything the two copies differ in, station by station; a missing copy is one difference."""
    found, words = [], _figure_words()
    lines = _lines(contest)
    names = {one.pk: one.person.name for one in contest.candidates.select_related("person")}
    for station, copies in latest_sheets(contest).items():
        first, second = copies.get(1), copies.get(2)
        if first is None or second is None:
            found.append(Difference(station, _("第二遍还没有录"), first.returned if first else None, second.returned if second else None))
            continue
        found += [
            Difference(station, word, getattr(first, key), getattr(second, key)) for key, word in words.items() if getattr(first, key) != getattr(second, key)
        ]
        mine, other = lines.get(first.pk, {}), lines.get(second.pk, {})
        found += [Difference(station, names[key], mine.get(key), other.get(key)) for key in names if mine.get(key) != other.get(key)]
    return found


def _lines(contest: Contest) -> dict[int, dict[int, int]]:
    held: dict[int, dict[int, int]] = defaultdict(dict)
    for sheet, candidate, votes in CountLine.objects.filter(sheet__contest=contest).values_list("sheet_id", "candidate_id", "votes"):
        held[sheet][candidate] = votes
    return held


def totals(contest: Contest) -> Totals | None:
    """The sums over all stations of copy 1; None before any sheet stands."""
    copies = [held[1] for held in latest_sheets(contest).values() if 1 in held and 2 in held]
    if not copies:
        return None
    lines, votes = _lines(contest), dict.fromkeys(contest.candidates.filter(state="listed").order_by("id").values_list("pk", flat=True), 0)
    for sheet in copies:
        for key, count in lines.get(sheet.pk, {}).items():
            votes[key] = votes.get(key, 0) + count
    return Totals(
        *(sum(getattr(sheet, name) for sheet in copies) for name in ("present", "issued", "returned", "valid_ballots", "invalid_ballots")), votes
    )


@dataclass(frozen=True)
class Plan:
    """The vote that a published result asks for next."""

    way: str
    seats: int
    candidates: tuple[Candidate, ...]


def following(contest: Contest) -> Plan | None:
    """Equals voted on again, open seats rerun, the whole held again where it did not stand; None when all seats are filled."""
    result = getattr(contest, "result", None)
    if result is None or not result.published_by or contest.way == "recall":
        return None
    lines = list(result.lines.select_related("candidate__person").order_by("-votes", "id"))
    if not result.stands:
        return Plan(contest.way, contest.seats, tuple(line.candidate for line in lines))
    tied = [line.candidate for line in lines if line.outcome == "revote"]
    if tied:
        return Plan("revote", contest.seats - sum(line.outcome == "elected" for line in lines), tuple(tied))
    if not result.open_seats:
        return None
    rerun = [line.candidate for line in lines if line.outcome == "rerun"] or [line.candidate for line in lines if line.outcome == "not_elected"]
    return Plan("rerun", result.open_seats, tuple(rerun)) if rerun else None


def elected_lines(election: Election) -> QuerySet[ResultLine]:
    """Everybody elected by a published result that stands."""
    rows = ResultLine.objects.filter(result__contest__election=election, result__stands=True, outcome="elected").exclude(result__published_by="")
    return rows.select_related("candidate__person", "candidate__contest", "result").order_by("-votes", "id")


def result_lines(actor: Actor) -> QuerySet[ResultLine]:
    """Lines of results within reach."""
    return ResultLine.objects.visible_to(actor).select_related("candidate")


def unseated_lines(election: Election) -> list[ResultLine]:
    """Once offices were opened: whoever was elected and holds none of them, because he gave way to a relative or declined."""
    seated = set(ElectedMandate.objects.filter(line__result__contest__election=election).values_list("mandate__person_id", flat=True))
    return [line for line in elected_lines(election) if line.candidate.person_id not in seated] if seated else []


def sheets_of(election: Election) -> QuerySet[CountSheet]:
    """Every copy and attempt of every sheet."""
    return CountSheet.objects.filter(contest__election=election).select_related("contest").order_by("contest", "station", "copy", "attempt")


def published_lines(election: Election) -> QuerySet[ResultLine]:
    """Every candidate's total of the published results."""
    rows = ResultLine.objects.filter(result__contest__election=election).exclude(result__published_by="")
    return rows.select_related("candidate__person", "candidate__contest").order_by("id")


def seats_of(election: Election) -> int:
    """The seats voted on at first."""
    return sum(election.contests.filter(previous__isnull=True).values_list("seats", flat=True))


def body_seats(election: Election) -> int:
    """The seats of the committee as a whole: of the running one at a by-election, else those voted on."""
    return election.committee.seats if election.committee_id and election.occasion == Election.Occasion.BY_ELECTION else seats_of(election)


def proxies_of(election: Election) -> QuerySet[Proxy]:
    """Who votes for whom, by the principal's name."""
    return election.proxies.select_related("principal", "proxy").order_by("principal__name", "id")


def staff_of(election: Election) -> QuerySet[ElectionStaff]:
    """The election committee, tellers and counters."""
    return election.staff.select_related("person").order_by("duty", "id")


def tasks_for(actor: Actor, on: dt.date) -> list[Task]:
    """Steps that come due within a week or are late, for whoever organises; lists and results that wait for the committee's word."""
    if not (actor.may(P.ORGANISE_ELECTIONS) or actor.may(P.APPROVE_ELECTIONS)):
        return []
    rows = list(elections(actor).exclude(state__in=OVER))
    organises, found = actor.may(P.ORGANISE_ELECTIONS), []
    contests = contests_by_election(rows) if organises else {}
    waiting: dict[int, list[RollObjection]] = defaultdict(list)
    for one in RollObjection.objects.filter(election__in=rows, decision="").order_by("pk") if organises else ():
        waiting[one.election_id].append(one)
    for row in rows:
        url = reverse("elections:election", args=[row.uuid])
        if organises:
            found += _steps_due(row, calendar_of(row, contests[row.pk]), on, url)
            for one in waiting[row.pk]:
                found += _steps_due(row, [objection_step(one)], on, reverse("elections:decide", args=[one.uuid]), told=True)
        if actor.may(P.APPROVE_ELECTIONS):
            found += _waits(row, url)
    return found


def _steps_due(row: Election, steps: list[Step], on: dt.date, url: str, *, told: bool = False) -> list[Task]:
    """The steps to be done within a week or late; what a published result waits for too, unless that was ``told`` already. Periods that run by themselves are nobody's work."""
    last = add_days(on, ALARM_DAYS)
    due = [step for step in steps if step.done_on is None and step.due_on is not None and step.due_on <= last and not step.runs and step.key not in ELSEWHERE]
    late, soon = _("已经过期，请立即办理"), _("快到期，请办理")
    if not due and (told or row.state != "published"):
        return []
    name = body_name(row)
    found = [Task(_("选举"), _("%(name)s：%(step)s") % {"name": name, "step": step.title}, late if step.late(on) else soon, step.due_on, url, row.division_code) for step in due]
    if row.state == "published" and not told:
        recall = row.occasion == Election.Occasion.RECALL
        what = _("登记罢免结果") if recall else _("登记就任")
        why = _("结果已公布，要登记罢免结果") if recall else _("结果已公布，要登记就任或安排再次投票")
        found.append(Task(_("选举"), _("%(name)s：%(step)s") % {"name": name, "step": what}, why, None, url, row.division_code))
    return found


def _waits(row: Election, url: str) -> list[Task]:
    return [*_exclusions_wait(row, url), *_word_waits(row, url)]


def _exclusions_wait(row: Election, url: str) -> list[Task]:
    if row.state not in ("called", "roll_published", "candidates_published") or row.is_village or row.exclusions_approved_by:
        return []
    count = row.roll.exclude(excluded_for="").filter(struck_on__isnull=True).count()
    what = _("%(name)s：拟不计入应到会 %(n)d 人") % {"name": body_name(row), "n": count}
    return [Task(_("选举"), what, _("要同意或退回核对"), row.election_on, f"{url}?tab=roll", row.division_code)] if count else []


def _word_waits(row: Election, url: str) -> list[Task]:
    if row.state in ("called", "roll_published") and not row.is_village and not row.approved_by and Candidate.objects.filter(contest__election=row).exists():
        return [Task(_("选举"), _("%(name)s：候选人预备人选") % {"name": body_name(row)}, _("要批复"), row.election_on, url, row.division_code)]
    if row.state == "counted":
        return [Task(_("选举"), _("%(name)s：选举结果") % {"name": body_name(row)}, _("要核对公布"), row.election_on, url, row.division_code)]
    return []
