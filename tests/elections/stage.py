"""A village with a branch of ten and its voters, and elections walked through commands; days stand in 2019."""

from __future__ import annotations

import datetime as dt
from itertools import count

from django.db.backends.postgresql.psycopg_any import DateRange

from qianxian.divisions import commands as divisions
from qianxian.divisions.queries import county
from qianxian.elections import commands
from qianxian.elections.commands.calling import Seats
from qianxian.elections.models import Contest, Election
from qianxian.foundation.reach import bind
from qianxian.organisations.models import BranchRegistration, PartyMember, PartyOrganisation
from qianxian.people.models import Person
from tests.cast import SERVICE, TOWN_COMMITTEE, TOWN_OFFICER, acting, divisions_file

VILLAGE = "440403103200"
CALLED, DAY = dt.date(2019, 3, 1), dt.date(2019, 3, 31)
SECOND = acting("hezq", "何志强", "town_org_officer", "440403103")
DOC = "斗镇委〔2019〕6号"
_number = count(1)


def open_county() -> None:
    """The example county, acting as the service."""
    bind(SERVICE)
    if county() is None:
        divisions.open_county(divisions_json=divisions_file(), by=SERVICE, is_example=True, example_day=dt.date(2019, 12, 16))


def person(name: str, sex: str = "male", birth: dt.date = dt.date(1979, 8, 2)) -> Person:
    n = next(_number)
    return Person.objects.create(
        division_code=VILLAGE, name=name, pinyin=f"e{n:05d}", initials="e", sex=sex, birth_date=birth, identity_index=f"election-{n}"
    )


def branch(members: int = 10) -> tuple[PartyOrganisation, list[Person]]:
    """The village's branch with so many full members, the second a woman."""
    open_county()
    made = PartyOrganisation.objects.create(
        division_code=VILLAGE, code=f"E{next(_number)}", name="中共斗门镇某村支部委员会", short_name="某村党支部", kind="party_branch", sector="rural",
        path=f"/E{next(_number)}/", is_top_of_village=False,
    )  # fmt: skip
    people = [person(f"党员{n}", "female" if n == 1 else "male") for n in range(members)]
    PartyMember.objects.bulk_create([
        PartyMember(division_code=VILLAGE, person=one, organisation=made, status="full", joined_on=dt.date(2000, 7, 1), full_on=dt.date(2001, 7, 1)) for one in people
    ])  # fmt: skip
    BranchRegistration.objects.bulk_create([
        BranchRegistration(division_code=VILLAGE, member=m, organisation=made, period=DateRange(m.joined_on, None)) for m in made.members.all()
    ])  # fmt: skip
    return made, people


def call_party(seats: int = 3, members: int = 10, **more) -> tuple[Election, list[Person]]:
    """A Party election called, its roll taken."""
    organisation, people = branch(members)
    made = commands.call_election(
        kind="party", division_code=VILLAGE, organisation=organisation, election_on=DAY, contests=[Seats("other_member", seats)], document=DOC,
        by=TOWN_OFFICER, on=CALLED, **more,
    )  # fmt: skip
    commands.take_party_roll(election=made, by=TOWN_OFFICER, on=CALLED)
    return made, people


def stand_party(seats: int = 3, candidates: int = 4, members: int = 10) -> tuple[Election, Contest, list[Person]]:
    """A Party election whose candidates are approved and published, ready for the vote."""
    election, people = call_party(seats, members)
    contest = election.contests.get()
    for one in people[:candidates]:
        commands.nominate(contest=contest, person=one, nominations=5, by=TOWN_OFFICER, on=CALLED)
    commands.approve_election(election=election, document="斗镇委〔2019〕7号", by=TOWN_COMMITTEE, on=CALLED)
    commands.publish_roll(election=election, by=TOWN_OFFICER, on=CALLED)
    commands.publish_candidates(election=election, by=TOWN_OFFICER, on=dt.date(2019, 3, 20))
    return Election.objects.get(pk=election.pk), contest, people[:candidates]


VOTES = [("甲", "male"), ("乙", "male"), ("丙", "female"), ("丁", "female"), ("戊", "male"), ("己", "male"), ("庚", "male")]
SEATS = [Seats("head", 1), Seats("committee_member", 1), Seats("committee_member", 1, women_only=True)]


def call_village(voters: int = 30, **more) -> tuple[Election, dict[str, Person]]:
    """A villagers' election called with a head, a member and the women's seat, its committee named and the roll entered."""
    open_county()
    made = commands.call_election(kind="villagers_committee", division_code=VILLAGE, election_on=DAY, contests=SEATS, document=DOC, by=TOWN_OFFICER, on=CALLED, **more)
    people = {name: person(name, sex) for name, sex in VOTES}
    commands.appoint_staff(election=made, person=people["庚"], duty="chair", by=TOWN_OFFICER, on=CALLED)
    for one in people.values():
        commands.enter_voter(election=made, name=one.name, birth_date=one.birth_date, basis="hukou_resident", person=one, by=TOWN_OFFICER, on=CALLED)
    for n in range(voters - len(people)):
        commands.enter_voter(election=made, name=f"村民{n}", birth_date=dt.date(1970, 1, 1), basis="hukou_resident", by=TOWN_OFFICER, on=CALLED)
    return made, people


def stand_village(voters: int = 30) -> tuple[Election, dict[str, Person]]:
    """A villagers' election ready for the vote: 甲 乙 for head, 戊 己 for member, 丙 丁 for the women's seat."""
    election, people = call_village(voters)
    commands.publish_roll(election=election, by=TOWN_OFFICER, on=dt.date(2019, 3, 11))
    for role, women, names in (("head", False, "甲乙"), ("committee_member", False, "戊己"), ("committee_member", True, "丙丁")):
        contest = election.contests.get(role=role, women_only=women)
        for name in names:
            commands.nominate(contest=contest, person=people[name], nominations=12, by=TOWN_OFFICER, on=dt.date(2019, 3, 12))
    commands.publish_candidates(election=election, by=TOWN_OFFICER, on=dt.date(2019, 3, 19))
    return Election.objects.get(pk=election.pk), people


def sheet(contest: Contest, votes: list[int], copy: int, by=None, on: dt.date = DAY, station: str = "第一票箱", **figures):
    """One copy of a sheet; figures not given are those of a clean count."""
    candidates = list(contest.candidates.order_by("id"))
    returned = figures.pop("returned", 10)
    filled = {"issued": returned, "returned": returned, "valid_ballots": returned, "invalid_ballots": 0, "present": returned, **figures}
    by = by or (TOWN_OFFICER if copy == 1 else SECOND)
    return commands.enter_sheet(contest=contest, station=station, copy=copy, votes=dict(zip(candidates, votes, strict=True)), by=by, on=on, **filled)


def count_twice(contest: Contest, votes: list[int], on: dt.date = DAY, **figures):
    """Both copies, and the result computed."""
    for copy in (1, 2):
        sheet(contest, votes, copy, on=on, **dict(figures))
    return commands.compute_result(contest=contest, by=TOWN_OFFICER, on=on)


def publish(contest: Contest, on: dt.date = DAY):
    """The result published by the town's committee."""
    return commands.publish_result(contest=contest, by=TOWN_COMMITTEE, on=on)
