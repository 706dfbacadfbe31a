"""Three votes under way on the example's day: a branch's by-election whose candidates joint vetting cleared and that waits for approval,
a village's vote counted by one of two, and a recall that nobody has counted yet. Beside them a term that was put off with approval.

Everything goes through the room's commands; the second copy of the count sheet is left for the other officer to enter.
"""

from __future__ import annotations

import datetime as dt

from qianxian.demo import cast
from qianxian.demo.blueprint import EXAMPLE_DAY
from qianxian.demo.cadres import MONTHS_PUT_OFF, PUT_OFF
from qianxian.demo.registry_story import Play
from qianxian.elections import commands
from qianxian.elections.commands.calling import Seats
from qianxian.elections.models import RollEntry
from qianxian.engagements import commands as engagements
from qianxian.engagements.models import VettingReply, VettingRound
from qianxian.foundation.reach import acting_as
from qianxian.organisations import commands as organisations
from qianxian.organisations.models import Committee, Mandate, OrganisationTerm, PartyMember, PartyOrganisation
from qianxian.people.models import Person

BAJIA, NANMEN, XIAZHOU = "440403103210", "440403103209", "440403103206"
PARTY_DAY, VOTERS, ASKED = dt.date(2019, 12, 26), 60, 30


def branch_by_election(play: Play) -> None:
    """Bajia's branch fills a seat of its committee: two nominated, the town's committee has yet to approve them."""
    called = dt.date(2019, 12, 9)
    with acting_as(play.actor("zhaobk")) as by:
        branch = PartyOrganisation.objects.visible_to(by).get(division_code=BAJIA, is_top_of_village=True)
        made = commands.call_election(
            kind="party", division_code=BAJIA, organisation=branch, election_on=PARTY_DAY, contests=[Seats("other_member", 1)], occasion="by_election",
            document="斗镇委〔2019〕41号", by=by, on=called,
        )  # fmt: skip
        commands.take_party_roll(election=made, by=by, on=called)
        people = [e.person for e in made.roll.filter(person__mandates__isnull=True).select_related("person").order_by("id")[:3]]
        for one, nominations in zip(people[:2], (31, 18), strict=True):
            commands.nominate(contest=made.contests.get(), person=one, nominations=nominations, by=by, on=called)
        commands.appoint_staff(election=made, person=people[2], duty="teller", by=by, on=called)
    _vetted(play, people[:2])


def _vetted(play: Play, people: list[Person]) -> None:
    """The two nominated cleared by every department and concluded by another officer, so that they can be approved."""
    sent, answered, concluded = dt.date(2019, 12, 10), dt.date(2019, 12, 12), dt.date(2019, 12, 13)
    with acting_as(play.actor("guozq")) as by:
        listed = engagements.create_round(persons=people, purpose=VettingRound.Purpose.PARTY_COMMITTEE, due_on=dt.date(2019, 12, 17), by=by, on=sent)
        engagements.send_round(round=listed, by=by, on=sent)
    for department in cast.DEPARTMENTS:
        with acting_as(play.actor(department.login)) as by:
            lines = VettingReply.objects.filter(case__round=listed, department=department.department)
            engagements.answer_vetting_list(answers=[engagements.Answer(line, "no_objection") for line in lines], signed_by=department.name, by=by, on=answered)
    with acting_as(play.actor("yuwt")) as by:
        for case in listed.cases.order_by("id"):
            engagements.conclude_case(case=case, by=by, on=concluded)


def village_by_election(play: Play) -> None:
    """Nanmen fills the fourth seat of its villagers' committee, vacant since 2017: the roll stood for the law's days, the vote is today, one copy of the sheet is entered."""
    called, published, listed = dt.date(2019, 11, 18), dt.date(2019, 11, 22), dt.date(2019, 12, 2)
    with acting_as(play.actor("zhaobk")) as by:
        committee = Committee.objects.visible_to(by).filter(division_code=NANMEN, kind="villagers_committee", ended_on__isnull=True).order_by("-number").first()
        made = commands.call_election(
            kind="villagers_committee", division_code=NANMEN, election_on=EXAMPLE_DAY, contests=[Seats("committee_member", 1)], committee=committee,
            occasion="by_election", held_by="representatives", document="南门村民代表会议2019年第6号", by=by, on=called,
        )  # fmt: skip
        free = Person.objects.visible_to(by).filter(division_code=NANMEN, mandates__isnull=True, membership__in=PartyMember.objects.filter(status="full")).order_by("id")
        people = list(free[:VOTERS])
        commands.appoint_staff(election=made, person=people[2], duty="chair", by=by, on=called)
        for one in people:
            commands.enter_voter(election=made, name=one.name, birth_date=one.birth_date, basis="hukou_resident", person=one, by=by, on=called)
        commands.publish_roll(election=made, by=by, on=published)
        contest = made.contests.get()
        for one, nominations in zip(people[:2], (24, 17), strict=True):
            commands.nominate(contest=contest, person=one, nominations=nominations, by=by, on=published)
        commands.publish_candidates(election=made, by=by, on=listed)
        first, second = contest.candidates.order_by("id")
        commands.enter_sheet(
            contest=contest, station="村委会票箱", copy=1, issued=len(people), returned=52, valid_ballots=50, invalid_ballots=2, votes={first: 33, second: 17},
            by=by, on=EXAMPLE_DAY,
        )  # fmt: skip


def recall_under_way(play: Play) -> None:
    """Xiazhou's voters asked to recall the deputy head of the committee; he was heard, and the vote is today. Nobody has counted yet."""
    called, published, heard, listed, proxies = (dt.date(2019, m, d) for m, d in ((11, 14), (11, 20), (11, 29), (12, 2), (12, 9)))
    with acting_as(play.actor("zhaobk")) as by:
        target = Mandate.objects.visible_to(by).get(division_code=XIAZHOU, committee__kind="villagers_committee", role="deputy_head", period__endswith=None)
        voters = Person.objects.visible_to(by).filter(division_code=XIAZHOU, mandates__isnull=True, membership__in=PartyMember.objects.filter(status="full")).order_by("id")
        people = list(voters[:ASKED])
        made = commands.call_election(
            kind="villagers_committee", division_code=XIAZHOU, election_on=EXAMPLE_DAY, contests=[Seats("deputy_head", 1)], committee=target.committee,
            occasion="recall", target=target, registered=len(people), petition=9, reasons="2019年三次无故不参加村委会会议，分管的灌溉渠维护没有落实",
            document="下洲村罢免要求登记2019年第1号", by=by, on=called,
        )  # fmt: skip
        commands.appoint_staff(election=made, person=people[0], duty="chair", by=by, on=called)
        for one in people:
            commands.enter_voter(election=made, name=one.name, birth_date=one.birth_date, basis="hukou_resident", person=one, by=by, on=called)
        commands.publish_roll(election=made, by=by, on=published)
        commands.record_defence(election=made, heard_on=heard, document="下洲村申辩记录2019年11月29日", by=by, on=heard)
        commands.publish_candidates(election=made, by=by, on=listed)
        roll = list(made.roll.order_by("id"))
        for number, (away, kin) in enumerate(_couples(roll[1:])[:2], 1):
            commands.grant_proxy(election=made, principal=away, proxy=kin, relation="spouse", document=f"下洲村委托投票书2019年第{number}号", by=by, on=proxies)


def _couples(roll: list[RollEntry]) -> list[tuple[RollEntry, RollEntry]]:
    """Pairs of a man and a woman of like age, to be husband and wife in the story; nobody in two of them."""
    left, found = list(roll), []
    while left:
        one = left.pop(0)
        other = next((e for e in left if e.person.sex != one.person.sex and abs(e.birth_date.year - one.birth_date.year) <= 6), None)
        if other is not None:
            left.remove(other)
            found.append((one, other))
    return found


def term_put_off(play: Play) -> None:
    """One village's term ends in 2020; the district approved that it votes half a year later, together with the villagers' committee."""
    approved = dt.date(2019, 11, 25)
    with acting_as(play.actor("zhaobk")) as by:
        term = OrganisationTerm.objects.visible_to(by).get(organisation__is_top_of_village=True, organisation__name__contains=PUT_OFF, ended_on__isnull=True)
        organisations.extend_term(term=term, months=MONTHS_PUT_OFF, document="斗组〔2019〕58号", by=by, on=approved)
