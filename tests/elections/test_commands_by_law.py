"""What the law asks before an election goes on: vacant seats and who fills them (R-V11), the Party's day (R-P06), vetting, the county's filing (R-E08)."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import DatabaseError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from qianxian.elections import commands, make_up, queries
from qianxian.elections.calendar import calendar_of
from qianxian.elections.commands.calling import Seats
from qianxian.elections.models import Contest, Election
from qianxian.engagements import commands as engagements
from qianxian.engagements import queries as filings
from qianxian.foundation.errors import RuleViolated
from qianxian.organisations import commands as organisations
from qianxian.organisations.models import BranchRegistration, Mandate, OrganisationTerm, PartyMember
from tests.cast import COUNTY_OFFICER, TOWN_COMMITTEE, TOWN_OFFICER
from tests.elections import stage
from tests.elections.stage import CALLED, DAY, DOC, VILLAGE, count_twice, publish
from tests.elections.test_commands_village import codes, seated
from tests.engagements import stage as vetting

pytestmark = pytest.mark.django_db
BY_DAY, BY_CALLED = dt.date(2019, 7, 31), dt.date(2019, 7, 1)


# by-election


def vacant(sex: str = "male"):
    """The committee elected on 31 March with one member resigned on 30 June: 戊, or the woman of the committee."""
    committee, people = seated()
    left = committee.mandates.get(role="committee_member", person__sex=sex)
    organisations.end_mandate(mandate=left, last_day=dt.date(2019, 6, 30), reason="resign", document="辞职书", by=TOWN_OFFICER, on=BY_CALLED)
    return committee, people


ONE = (Seats("committee_member", 1),)


def by_election(committee, seats=ONE, held_by: str = "representatives", day: dt.date = BY_DAY) -> Election:
    return commands.call_election(
        kind="villagers_committee", division_code=VILLAGE, election_on=day, contests=list(seats), document=DOC, by=TOWN_OFFICER, on=BY_CALLED, committee=committee,
        occasion="by_election", held_by=held_by,
    )  # fmt: skip


def test_a_by_election_needs_a_vacant_seat():
    committee, _people = seated()
    with pytest.raises(RuleViolated) as told:
        by_election(committee)
    assert codes(told) == {"no_vacancy"}
    assert "在任 3 人" in told.value.violations[0].message


@pytest.mark.parametrize(("held_by", "told"), [("", "held_by"), ("other", "wrong_body"), ("assembly", None), ("representatives", None)])
def test_a_by_election_belongs_to_the_assembly_or_the_representatives(held_by, told):
    committee, _people = vacant()
    if told is None:
        assert by_election(committee, held_by=held_by).held_by == held_by
        return
    with pytest.raises(RuleViolated) as caught:
        by_election(committee, held_by=held_by)
    assert told in codes(caught)


@pytest.mark.parametrize(("days", "allowed"), [(-1, True), (0, True), (1, False)])
def test_a_by_election_comes_before_the_term_is_over(days, allowed):
    committee, _people = vacant()
    day = committee.due_on + dt.timedelta(days=days)
    if allowed:
        assert by_election(committee, day=day).election_on == day
        return
    with pytest.raises(RuleViolated) as told:
        by_election(committee, day=day)
    assert codes(told) == {"facts"}


def test_the_head_is_not_filled_beside_a_serving_one_and_two_are_not_filled_where_one_left():
    committee, _people = vacant()
    for seats, told in (([Seats("head", 1)], {"head_serves"}), ([Seats("committee_member", 2)], {"no_vacancy"})):
        with pytest.raises(RuleViolated) as caught:
            by_election(committee, seats)
        assert codes(caught) == told


def test_a_straight_row_fills_no_taken_seat_and_no_by_election_without_its_body():
    committee, _people = vacant()
    made = by_election(committee)
    with pytest.raises(DatabaseError) as told, transaction.atomic():
        Contest.objects.create(division_code=VILLAGE, election=made, role="deputy_head", seats=1, held_on=BY_DAY)
    assert "补选名额多于出缺名额" in str(told.value)
    commands.cancel_election(election=made, reason="改期", by=TOWN_OFFICER, on=BY_CALLED)
    with pytest.raises(DatabaseError) as told, transaction.atomic():
        Election.objects.create(kind="villagers_committee", occasion="by_election", division_code=VILLAGE, committee=committee, election_on=BY_DAY, number=1,
                                document=DOC, called_on=BY_CALLED, called_by="x")  # fmt: skip
    assert "请选择由谁补选" in str(told.value)


def filled(kin: str = "none", sex: str = "male"):
    """The by-election voted: 己 stands for the seat, related as told to the serving head."""
    committee, people = vacant(sex)
    made = by_election(committee)
    commands.appoint_staff(election=made, person=stage.person("主持人"), duty="chair", by=TOWN_OFFICER, on=BY_CALLED)
    for n in range(30):
        commands.enter_voter(election=made, name=f"代表{n}", birth_date=dt.date(1970, 1, 1), basis="hukou_resident", by=TOWN_OFFICER, on=BY_CALLED)
    commands.publish_roll(election=made, by=TOWN_OFFICER, on=BY_CALLED)
    for name in ("己", "丁"):
        commands.nominate(contest=made.contests.get(), person=people[name], nominations=9, by=TOWN_OFFICER, on=BY_CALLED)
    if kin != "none":
        commands.declare_kinship(election=made, first=people["己"], second=people["甲"], relation=kin, by=TOWN_OFFICER, on=BY_CALLED)
    made = commands.publish_candidates(election=made, by=TOWN_OFFICER, on=dt.date(2019, 7, 15))
    count_twice(made.contests.get(), [15, 5], returned=20, on=BY_DAY)
    publish(made.contests.get(), on=BY_DAY)
    return committee, made, people


def test_a_by_election_fills_the_rest_of_the_term():
    committee, made, people = filled()
    commands.open_offices(election=made, by=TOWN_OFFICER, on=BY_DAY)
    office = Mandate.objects.get(person=people["己"])
    assert (office.committee, office.period, office.term_number) == (committee, DateRange(BY_DAY, None), committee.number)
    assert committee.mandates.filter(period__contains=BY_DAY).count() == 3


def test_the_only_woman_left_so_a_woman_follows():
    _committee, made, _people = filled(sex="female")
    with pytest.raises(RuleViolated) as told:
        commands.open_offices(election=made, by=TOWN_OFFICER, on=BY_DAY)
    assert codes(told) == {"no_woman"}


def test_kin_of_a_serving_member_does_not_take_the_seat():
    _committee, made, _people = filled("sibling")
    with pytest.raises(RuleViolated) as told:
        commands.open_offices(election=made, by=TOWN_OFFICER, on=BY_DAY)
    assert codes(told) == {"kin"}


# the Party's day


def with_term(due_on: dt.date, extension: int = 0):
    """The branch with a running term."""
    organisation, people = stage.branch()
    term = OrganisationTerm.objects.create(division_code=VILLAGE, organisation=organisation, number=3, elected_on=dt.date(2014, 3, 31), length_years=5, due_on=due_on,
                                           extension_months=extension, extension_document="批" if extension else "")  # fmt: skip
    return organisation, people, term


def call(organisation, day: dt.date = DAY, **more) -> Election:
    return commands.call_election(kind="party", division_code=VILLAGE, organisation=organisation, election_on=day, contests=[Seats("other_member", 3)], document=DOC,
                                  by=TOWN_OFFICER, on=CALLED, **more)  # fmt: skip


@pytest.mark.parametrize(
    ("due_on", "document", "told"),
    [
        (DAY, "", set()),
        (DAY - dt.timedelta(days=1), "", {"approval_missing"}),
        (DAY + dt.timedelta(days=1), "", {"approval_missing"}),
        (DAY - dt.timedelta(days=1), "斗组〔2019〕5号", set()),
        (dt.date(2018, 3, 31), "斗组〔2019〕5号", set()),
        (dt.date(2018, 3, 30), "斗组〔2019〕5号", {"shift_too_long"}),
        (dt.date(2020, 3, 31), "斗组〔2019〕5号", set()),
        (dt.date(2020, 4, 1), "斗组〔2019〕5号", {"shift_too_long"}),
    ],
)
def test_a_party_election_off_its_day_is_approved_and_within_twelve_months(due_on, document, told):
    organisation, _people, _term = with_term(due_on)
    if not told:
        assert call(organisation, shift_document=document).shift_document == document
        return
    with pytest.raises(RuleViolated) as caught:
        call(organisation, shift_document=document)
    assert len(codes(caught)) == 1
    if told == {"approval_missing"}:
        assert codes(caught) == told


def test_an_extension_is_an_approval_and_a_straight_row_needs_one_too():
    organisation, _people, term = with_term(DAY - dt.timedelta(days=20), extension=6)
    made = call(organisation)
    commands.cancel_election(election=made, reason="改期", by=TOWN_OFFICER, on=CALLED)
    OrganisationTerm.objects.filter(pk=term.pk).update(extension_months=0, extension_document="")
    with pytest.raises(DatabaseError) as told, transaction.atomic():
        Election.objects.create(kind="party", organisation=organisation, division_code=VILLAGE, election_on=DAY, number=4, document=DOC, called_on=CALLED, called_by="x")
    assert "提前或延期换届要经上级党组织批准" in str(told.value)


def test_putting_off_a_party_election_rests_on_its_approval_and_its_twelve_months():
    organisation, _people, _term = with_term(DAY)
    made = call(organisation)
    with pytest.raises(RuleViolated):
        commands.postpone_election(election=made, election_on=dt.date(2020, 4, 1), document="斗组〔2019〕9号", by=TOWN_OFFICER, on=CALLED)
    done = commands.postpone_election(election=made, election_on=dt.date(2020, 3, 31), document="斗组〔2019〕9号", by=TOWN_OFFICER, on=CALLED)
    assert (done.shift_document, done.election_on) == ("斗组〔2019〕9号", dt.date(2020, 3, 31))


# vetting and filing


def secretary_stands():
    """A village's top organisation elects its secretary among its members; two nominated, the roll taken."""
    place = vetting.village()
    place.secretary_mandate.delete()
    people = [place.member, *(vetting.person(f"党员{n}") for n in range(9))]
    PartyMember.objects.bulk_create([
        PartyMember(division_code=place.organisation.division_code, person=one, organisation=place.organisation, status="full", joined_on=dt.date(2000, 7, 1),
                    full_on=dt.date(2001, 7, 1)) for one in people
    ])  # fmt: skip
    BranchRegistration.objects.bulk_create([
        BranchRegistration(division_code=m.division_code, member=m, organisation=place.organisation, period=DateRange(m.joined_on, None)) for m in place.organisation.members.all()
    ])  # fmt: skip
    made = commands.call_election(kind="party", division_code=place.organisation.division_code, organisation=place.organisation, election_on=DAY, document=DOC,
                                  contests=[Seats("secretary", 1)], by=TOWN_OFFICER, on=CALLED)  # fmt: skip
    commands.take_party_roll(election=made, by=TOWN_OFFICER, on=CALLED)
    for one in people[1:3]:
        commands.nominate(contest=made.contests.get(), person=one, nominations=5, by=TOWN_OFFICER, on=CALLED)
    return place, made, people[1:3]


def approve(election: Election) -> Election:
    return commands.approve_election(election=election, document="批", by=TOWN_COMMITTEE, on=CALLED)


def test_nobody_is_approved_before_joint_vetting_cleared_him():
    place, made, people = secretary_stands()
    with pytest.raises(RuleViolated) as told:
        approve(made)
    assert codes(told) == {"vetting_none"}
    round = engagements.create_round(persons=people, purpose="party_committee", due_on=CALLED + dt.timedelta(days=15), by=vetting.SENDER, on=CALLED)
    engagements.send_round(round=round, by=vetting.SENDER, on=CALLED)
    vetting.with_role(vetting.SERVICE)
    with pytest.raises(RuleViolated) as told:
        approve(made)
    assert codes(told) == {"vetting_open"}
    place.answer(round, CALLED)
    vetting.with_role(vetting.CONCLUDER)
    for case in round.cases.all():
        engagements.conclude_case(case=case, by=vetting.CONCLUDER, on=CALLED)
    vetting.with_role(vetting.SERVICE)
    assert approve(made).approved_by == TOWN_COMMITTEE.login


@pytest.mark.parametrize(("days", "state"), [(-1, "expired"), (0, "cleared"), (1, "cleared")])
def test_vetting_still_holds_on_the_day_of_the_election(days, state):
    place, made, people = secretary_stands()
    for case in place.vetted(*people, on=CALLED):
        type(case).objects.filter(pk=case.pk).update(valid_until=DAY + dt.timedelta(days=days))
    vetting.with_role(vetting.SERVICE)
    assert {fault.code for fault in make_up.approval_faults(made)} == ({"vetting_expired"} if state == "expired" else set())


def elected_secretary():
    """The secretary elected and in office."""
    place, made, people = secretary_stands()
    place.vetted(*people, on=CALLED)
    vetting.with_role(vetting.SERVICE)
    approve(made)
    commands.publish_roll(election=made, by=TOWN_OFFICER, on=CALLED)
    commands.publish_candidates(election=made, by=TOWN_OFFICER, on=dt.date(2019, 3, 20))
    count_twice(made.contests.get(), [8, 1], returned=10)
    publish(made.contests.get())
    commands.open_offices(election=made, by=TOWN_OFFICER, on=DAY)
    return made, Mandate.objects.get(organisation=made.organisation, role="secretary", period__contains=DAY)


FILING_DUE = DAY + dt.timedelta(days=15)


def filing_tasks(actor, on: dt.date) -> list:
    return [task for task in filings.tasks_for(actor, on) if "当选书记备案" in task.title]


@pytest.mark.parametrize(("days", "town", "county"), [(-1, 1, 0), (0, 1, 0), (1, 1, 1)])
def test_an_elected_secretary_is_somebodys_filing_with_fifteen_days(days, town, county):
    _made, office = elected_secretary()
    on = FILING_DUE + dt.timedelta(days=days)
    found = filing_tasks(TOWN_OFFICER, on)
    assert [(t.due_on, str(office.uuid) in t.url) for t in found] == [(FILING_DUE, True)] * town
    assert ("已过" in found[0].why) == (days > 0)
    assert len(filing_tasks(COUNTY_OFFICER, on)) == county


def test_once_filed_it_is_off_the_desk_and_on_the_elections_calendar():
    made, office = elected_secretary()
    step = {s.key: s for s in calendar_of(made)}["filing"]
    assert (step.due_on, step.done_on) == (FILING_DUE, None)
    engagements.file_secretary(mandate=office, event="elected", document=DOC, pieces=["form", "vetting", "term", "pledge"], by=TOWN_OFFICER, on=FILING_DUE)
    assert filings.elected_unfiled(TOWN_OFFICER, FILING_DUE) == []
    assert {s.key: s for s in calendar_of(made)}["filing"].done_on == FILING_DUE
    assert not [t for t in queries.tasks_for(TOWN_OFFICER, FILING_DUE) if "备案" in t.title]


def test_a_secretary_is_not_elected_beside_a_serving_one():
    place = vetting.village()
    with pytest.raises(RuleViolated) as told:
        commands.call_election(kind="party", division_code=place.organisation.division_code, organisation=place.organisation, election_on=DAY, document=DOC,
                               contests=[Seats("secretary", 1)], occasion="by_election", by=TOWN_OFFICER, on=CALLED)  # fmt: skip
    assert codes(told) == {"secretary_serves"}
