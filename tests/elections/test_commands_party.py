"""A Party election from the call to the offices: each exit, two counters, a third who publishes, offices from the result alone."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

import pytest
from django.db import DatabaseError, connection, transaction

from qianxian.accounts.roles import ROLES
from qianxian.elections import commands, pages, queries
from qianxian.elections.commands.calling import Seats
from qianxian.elections.models import Contest, CountSheet, ElectedMandate, Election, ResultLine
from qianxian.foundation.errors import Conflict, NotPermitted, RuleViolated
from qianxian.foundation.models import AuditLeaf
from qianxian.organisations import commands as organisations
from qianxian.organisations.models import Mandate
from tests.cast import COUNTY_OFFICER, OTHER_TOWN_OFFICER, TOWN_COMMITTEE, TOWN_OFFICER, acting
from tests.elections import stage
from tests.elections.stage import CALLED, DAY, DOC, SECOND, VILLAGE, count_twice, publish, sheet, stand_party

pytestmark = pytest.mark.django_db


def codes(caught) -> set[str]:
    return {fault.code for fault in caught.value.violations}


def refused(change) -> str:
    """The sentence with which PostgreSQL refuses."""
    with pytest.raises(DatabaseError) as told, transaction.atomic():
        change()
        connection.cursor().execute("SET CONSTRAINTS ALL IMMEDIATE")
    return str(told.value)


def test_from_the_call_to_the_offices():
    election, contest, people = stand_party()
    result = count_twice(contest, [9, 8, 7, 4])
    assert (result.stands, result.needed, result.open_seats) == (True, 6, 0)
    assert [line.outcome for line in result.lines.order_by("id")] == ["elected", "elected", "elected", "not_elected"]
    publish(contest)
    done = commands.open_offices(election=election, by=TOWN_OFFICER, on=DAY)
    held = Mandate.objects.filter(organisation=election.organisation).order_by("id")
    assert [(m.person, m.way, m.period.lower) for m in held] == [(one, "elected", DAY) for one in people[:3]]
    assert ElectedMandate.objects.count() == 3
    assert done.state == "in_office"
    assert election.organisation.terms.get().elected_on == DAY
    acts = list(AuditLeaf.objects.filter(action__startswith="elections.").values_list("action", flat=True))
    assert {"elections.call_election", "elections.compute_result", "elections.publish_result", "elections.open_offices"} <= set(acts)


def test_quorum_of_the_day_decides_whether_it_stands():
    _election, contest, _people = stand_party()
    result = count_twice(contest, [7, 7, 7, 0], returned=7, present=8)  # 8 of 10 is exactly four fifths: before 2020-07-13 not enough
    assert (result.stands, result.lines.filter(outcome="elected").count()) == (False, 0)
    publish(contest)
    assert queries.following(Contest.objects.get(pk=contest.pk)).way == "first"
    again = commands.open_following(contest=contest, held_on=dt.date(2019, 4, 2), by=TOWN_OFFICER, on=dt.date(2019, 4, 1))
    assert (again.way, again.seats, again.candidates.count()) == ("first", 3, 4)


def test_exclusions_shrink_the_base_only_with_approval():
    election, _contest, _people = stand_party()
    for entry in election.roll.all()[:1]:
        with pytest.raises(Conflict):
            commands.exclude_member(entry=entry, excluded_for="illness", by=TOWN_OFFICER, on=CALLED)
    other, _ = stage.call_party()
    entry = other.roll.first()
    commands.exclude_member(entry=entry, excluded_for="illness", by=TOWN_OFFICER, on=CALLED)
    with pytest.raises(NotPermitted):
        commands.approve_exclusions(election=other, document=DOC, adopted_on=CALLED, by=TOWN_OFFICER, on=CALLED)
    from qianxian.elections import judging

    assert judging.quorum(other, DAY, 8).outputs["valid"] is False
    commands.approve_exclusions(election=other, document=DOC, adopted_on=CALLED, by=TOWN_COMMITTEE, on=CALLED)
    found = judging.quorum(Election.objects.get(pk=other.pk), DAY, 8).outputs
    assert (found["valid"], found["base"]) == (True, 9)


def test_a_tie_is_voted_on_again_and_the_revote_elects():
    election, contest, people = stand_party()
    count_twice(contest, [9, 8, 6, 6])
    publish(contest)
    with pytest.raises(RuleViolated) as told:
        commands.open_offices(election=election, by=TOWN_OFFICER, on=DAY)
    assert "seats_left" in codes(told)
    again = commands.open_following(contest=contest, held_on=DAY, by=TOWN_OFFICER, on=DAY)
    assert (again.way, again.seats, [c.person for c in again.candidates.order_by("id")]) == ("revote", 1, people[2:4])
    with pytest.raises(RuleViolated) as told:
        commands.open_following(contest=contest, held_on=DAY, by=TOWN_OFFICER, on=DAY)
    assert "twice" in codes(told)
    count_twice(again, [4, 6])
    publish(again)
    commands.open_offices(election=election, by=TOWN_OFFICER, on=DAY)
    assert set(Mandate.objects.filter(organisation=election.organisation).values_list("person", flat=True)) == {people[n].pk for n in (0, 1, 3)}


def test_open_seats_may_be_left_by_a_person_who_says_so():
    election, contest, _people = stand_party()
    count_twice(contest, [9, 8, 5, 4])
    publish(contest)
    commands.open_offices(election=election, by=TOWN_OFFICER, on=DAY, accept_vacancies=True)
    assert Mandate.objects.filter(organisation=election.organisation).count() == 2


def test_too_few_candidates_are_not_approved_and_nobody_approves_his_own():
    election, people = stage.call_party()
    contest = election.contests.get()
    for one in people[:3]:
        commands.nominate(contest=contest, person=one, nominations=5, by=TOWN_OFFICER, on=CALLED)
    with pytest.raises(RuleViolated) as told:
        commands.approve_election(election=election, document=DOC, by=TOWN_COMMITTEE, on=CALLED)
    assert codes(told) == {"too_few_candidates"}
    both = acting(TOWN_OFFICER.login, "x", "town_committee", "440403103")
    with pytest.raises(NotPermitted):
        commands.approve_election(election=election, document=DOC, by=both, on=CALLED)
    assert "election_approved_by_another" in refused(lambda: Election.objects.filter(pk=election.pk).update(approved_by=election.called_by))
    with pytest.raises(RuleViolated) as told:
        commands.publish_candidates(election=election, by=TOWN_OFFICER, on=CALLED)
    assert {"not_approved", "too_few_candidates"} <= codes(told)


def test_the_two_counters_are_two_people():
    _election, contest, _people = stand_party()
    sheet(contest, [9, 8, 7, 4], 1)
    with pytest.raises(RuleViolated) as told:
        sheet(contest, [9, 8, 7, 4], 2, by=TOWN_OFFICER)
    assert "two_counters" in codes(told)
    with pytest.raises(RuleViolated) as told:
        sheet(contest, [9, 8, 7, 4], 1, by=SECOND)
    assert "other_copy" in codes(told)
    first = CountSheet.objects.get()
    values = {f.attname: getattr(first, f.attname) for f in CountSheet._meta.local_fields if f.name not in ("id", "uuid", "copy")}
    assert "两个人各录一遍" in refused(lambda: CountSheet.objects.create(copy=2, **values))


def test_differences_are_shown_and_settled_by_a_new_attempt():
    _election, contest, people = stand_party()
    sheet(contest, [9, 8, 7, 4], 1)
    assert [d.what for d in queries.differences(contest)] == ["第二遍还没有录"]
    sheet(contest, [9, 8, 6, 4], 2, returned=9)
    assert {d.what for d in queries.differences(contest)} == {"实到会", "发出", "收回", "有效票", people[2].name}
    with pytest.raises(RuleViolated) as told:
        commands.compute_result(contest=contest, by=TOWN_OFFICER, on=DAY)
    assert codes(told) == {"differ"}
    sheet(contest, [9, 8, 7, 4], 2)
    assert queries.differences(contest) == []
    assert CountSheet.objects.count() == 3
    assert commands.compute_result(contest=contest, by=TOWN_OFFICER, on=DAY).stands


@pytest.mark.parametrize(
    ("votes", "figures", "told"),
    [
        ([11, 0, 0, 0], {}, "votes"), ([10, 10, 10, 1], {}, "votes"), ([1, 1, 1, 1], {"valid_ballots": 9}, "sums"), ([1, 1, 1, 1], {"issued": 11}, "issued"),
    ],
)  # fmt: skip
def test_arithmetic_is_checked_at_the_sheet(votes, figures, told):
    _election, contest, _people = stand_party()
    with pytest.raises(RuleViolated) as caught:
        sheet(contest, votes, 1, **figures)
    assert told in codes(caught)
    assert CountSheet.objects.count() == 0


def test_more_returned_than_issued_voids_the_vote():
    _election, contest, _people = stand_party()
    result = count_twice(contest, [9, 8, 7, 4], issued=9, present=10)
    assert (result.stands, result.lines.filter(outcome="elected").exists()) == (False, False)


def test_who_counted_or_computed_does_not_publish():
    _election, contest, _people = stand_party()
    count_twice(contest, [9, 8, 7, 4])
    for login in (TOWN_OFFICER.login, SECOND.login):
        with pytest.raises(NotPermitted):
            commands.publish_result(contest=contest, by=acting(login, "x", "town_committee", "440403103"), on=DAY)
    from qianxian.elections.models import ContestResult

    rows = ContestResult.objects.filter(contest=contest)
    assert "没有录入计票单的人" in refused(lambda: rows.update(published_by=SECOND.login, published_on=DAY))
    assert "只能公布" in refused(lambda: rows.update(returned=3))
    publish(contest)
    assert "只能公布" in refused(lambda: rows.update(published_by="x"))


def test_a_candidate_neither_counts_nor_runs_the_election():
    election, contest, people = stand_party()
    with pytest.raises(RuleViolated) as told:
        commands.appoint_staff(election=election, person=people[0], duty="teller", by=TOWN_OFFICER, on=CALLED)
    assert codes(told) == {"stands"}
    from qianxian.elections.models import ElectionStaff

    assert "候选人不能担任" in refused(lambda: ElectionStaff.objects.create(division_code=VILLAGE, election=election, person=people[0], duty="teller"))
    himself = acting("x", "x", "town_org_officer", "440403103", person_uuid=str(people[0].uuid))
    with pytest.raises(NotPermitted):
        sheet(contest, [9, 8, 7, 4], 1, by=himself)


def test_an_office_opens_from_the_published_result_and_from_nothing_else():
    election, contest, people = stand_party()
    count_twice(contest, [9, 8, 7, 4])
    publish(contest)

    def beside():
        organisations.open_mandate(person=people[5 - 2], role="other_member", first_day=DAY, organisation=election.organisation, document=DOC, by=TOWN_OFFICER, on=DAY)

    assert "由选举页面" in refused(beside)
    commands.open_offices(election=election, by=TOWN_OFFICER, on=DAY)
    loser = ResultLine.objects.get(candidate__person=people[3])
    won = Mandate.objects.filter(organisation=election.organisation).first()
    assert "公布的当选结果" in refused(lambda: _linked(loser, won))


def _linked(line, mandate):
    # The first link is the application's to add and nobody's to take: another line may not borrow an office.
    other = Mandate.objects.create(division_code=VILLAGE, person=line.candidate.person, organisation=mandate.organisation, role="other_member", period=mandate.period)
    ElectedMandate.objects.create(division_code=VILLAGE, line=line, mandate=other)


def test_an_office_of_before_may_still_be_entered_from_a_paper():
    election, _contest, people = stand_party()
    made = organisations.open_mandate(person=people[0], role="other_member", first_day=dt.date(2014, 3, 9), organisation=election.organisation, document=DOC,
                                      by=TOWN_OFFICER, on=DAY)  # fmt: skip
    connection.cursor().execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert made.pk


def test_a_straight_row_elects_no_more_than_the_seats():
    _election, contest, _people = stand_party()
    result = count_twice(contest, [9, 8, 7, 6])
    rest = result.lines.get(outcome="not_elected")
    assert rest.votes >= result.needed
    one = contest.candidates.get(pk=rest.candidate_id)
    extra = stage.person("外人")
    other = type(one).objects.create(division_code=VILLAGE, contest=contest, person=extra, state="listed")
    assert "不能多于应选名额" in refused(lambda: ResultLine.objects.create(division_code=VILLAGE, result=result, candidate=other, votes=6, outcome="elected"))


def test_the_roll_is_frozen_when_the_candidates_are_published():
    election, _contest, _people = stand_party()
    entry = election.roll.first()
    assert "名单已经确定" in refused(lambda: election.roll.filter(pk=entry.pk).update(name="别人"))
    assert "名单已经确定" in refused(lambda: election.roll.filter(pk=entry.pk).delete())


def test_one_election_of_a_body_at_a_time_and_who_may_call():
    organisation, _people = stage.branch()
    how = {"kind": "party", "division_code": VILLAGE, "organisation": organisation, "election_on": DAY, "contests": [Seats("other_member", 3)], "document": DOC}
    for by in (OTHER_TOWN_OFFICER, COUNTY_OFFICER, TOWN_COMMITTEE):
        with pytest.raises(NotPermitted):
            commands.call_election(**how, by=by, on=CALLED)
    with pytest.raises(RuleViolated) as told:
        commands.call_election(**how | {"election_on": dt.date(2019, 2, 28), "document": " ", "contests": [Seats("head", 1)]}, by=TOWN_OFFICER, on=CALLED)
    assert codes(told) == {"past", "document", "role"}
    made = commands.call_election(**how, by=TOWN_OFFICER, on=CALLED)
    with pytest.raises(RuleViolated) as told:
        commands.call_election(**how, by=TOWN_OFFICER, on=CALLED)
    assert codes(told) == {"open"}
    commands.cancel_election(election=made, reason="改期", by=TOWN_OFFICER, on=CALLED)
    commands.call_election(**how, by=TOWN_OFFICER, on=CALLED)


def test_the_desk_shows_what_waits():
    election, people = stage.call_party()
    commands.nominate(contest=election.contests.get(), person=people[0], nominations=5, by=TOWN_OFFICER, on=CALLED)
    assert [t.why for t in queries.tasks_for(TOWN_COMMITTEE, CALLED)] == ["要批复"]
    assert queries.tasks_for(TOWN_OFFICER, dt.date(2019, 3, 23)) == []
    soon = queries.tasks_for(TOWN_OFFICER, dt.date(2019, 3, 24))
    assert soon and all(t.due_on == DAY and "快到期" in t.why for t in soon)
    assert all("过期" in t.why for t in queries.tasks_for(TOWN_OFFICER, dt.date(2019, 4, 1)))
    assert queries.tasks_for(acting("x", "x", "resident"), CALLED) == []
    assert "organise_elections" in map(str, ROLES["town_org_officer"].permissions)


def test_no_column_joins_a_voter_with_a_vote_or_a_time():
    with connection.cursor() as cursor:
        cursor.execute("SELECT table_name, column_name, data_type FROM information_schema.columns WHERE table_name LIKE 'elections\\_%'")
        columns = cursor.fetchall()
    assert not [c for c in columns if "timestamp" in c[2] or c[2].startswith("time")]
    about = {t: {c for t2, c, _ in columns if t2 == t} for t, _, _ in columns}
    voter_tables = {t for t, names in about.items() if {"entry_id", "principal_id", "birth_date"} & names}
    assert voter_tables == {"elections_rollentry", "elections_rollobjection", "elections_proxy"}
    assert not [t for t in voter_tables if {"candidate_id", "contest_id", "sheet_id", "votes", "voted_at", "voted_on", "ballot"} & about[t]]


def test_no_more_nominate_than_are_on_the_members_roll():
    """Only of villages was it asked: forty members of thirty-six nominated somebody."""
    election, people = stage.call_party()
    many = election.roll.count()
    said = {"contest": election.contests.get(), "person": people[0], "by": TOWN_OFFICER, "on": CALLED}
    with pytest.raises(RuleViolated) as told:
        commands.nominate(**said, nominations=many + 1)
    assert codes(told) == {"too_many_nominations"}
    assert commands.nominate(**said, nominations=many).nominations == many


def test_exclusions_that_wait_are_somebodys():
    election, _people = stage.call_party()
    assert queries.tasks_for(TOWN_COMMITTEE, CALLED) == []
    commands.exclude_member(entry=election.roll.first(), excluded_for="illness", by=TOWN_OFFICER, on=CALLED)
    (task,) = queries.tasks_for(TOWN_COMMITTEE, CALLED)
    assert "拟不计入应到会 1 人" in task.title and task.url.endswith("?tab=roll")
    commands.approve_exclusions(election=election, document=DOC, adopted_on=CALLED, by=TOWN_COMMITTEE, on=CALLED)
    assert queries.tasks_for(TOWN_COMMITTEE, CALLED) == []


def test_a_vote_that_does_not_stand_says_why_and_leads_to_the_next():
    """「登记就任」 stood there although nobody was elected, the numbers did not, and the next step was on another tab."""
    election, contest, _people = stand_party()
    desk = SimpleNamespace(actor=TOWN_OFFICER, today=DAY)
    assert pages._should_attend(election) == "应到会 10 人，至少到会 9 人"
    count_twice(contest, [7, 7, 7, 0], returned=7, present=8)
    publish(contest)
    election, contest = Election.objects.get(pk=election.pk), Contest.objects.get(pk=contest.pk)
    assert "到会 8 人" in pages._why_void(contest) and "至少 9 人" in pages._why_void(contest)
    assert "offices" not in dict(pages.acts_of(desk, election)) and pages.counting(desk, election, [contest]) == "安排再次投票"
    again = commands.open_following(contest=contest, held_on=DAY, by=TOWN_OFFICER, on=DAY)
    assert (contest.way_words, again.way_words) == ("首次投票", "重新投票")
    count_twice(again, [9, 8, 7, 4])
    publish(again)
    assert "offices" in dict(pages.acts_of(desk, Election.objects.get(pk=election.pk)))
