"""R-P18 through rows: from the application to full membership, each clock on the day before, the day and the day after."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from qianxian.foundation.errors import Conflict, NotPermitted, RuleViolated
from qianxian.organisations import commands as organisations
from qianxian.organisations.models import BranchRegistration, PartyMember
from qianxian.pipeline import commands, queries
from qianxian.pipeline.models import Admission, AdmissionStep
from qianxian.pipeline.rules import STAGES
from qianxian.pipeline.tables import AdmissionTable
from tests.cast import COUNTY_OFFICER, OTHER_TOWN_OFFICER, TOWN_COMMITTEE, TOWN_OFFICER, acting
from tests.engagements.stage import SECRETARY, Village, person, village

pytestmark = pytest.mark.django_db
DOC = "支部会议记录〔2017〕4号"
D, DAY = dt.date, dt.date(2019, 12, 16)
JOINED, APPROVED = dt.date(2018, 12, 3), dt.date(2019, 1, 18)
ONE = dt.timedelta(days=1)


@pytest.fixture
def v() -> Village:
    made = village()
    made.members = [
        organisations.admit_member(person=one, organisation=made.organisation, joined_on=D(2001, 7, 1), full_on=D(2002, 7, 1), status="full", document=DOC, by=TOWN_OFFICER, on=DAY)
        for one in (made.member, made.secretary)
    ]  # fmt: skip
    return made


def codes(caught) -> set[str]:
    return {fault.code for fault in caught.value.violations}


def opened(v: Village, by=TOWN_OFFICER) -> Admission:
    return commands.open_admission(person=person("申请人"), organisation=v.organisation, applied_on=D(2016, 3, 1), document=DOC, by=by, on=DAY)


def step(command, row: Admission, date: dt.date, by=TOWN_OFFICER, on: dt.date = DAY, **more) -> Admission:
    return command(admission=row, date=date, document=DOC, by=by, on=on, **more)


def target(v: Village) -> Admission:
    row = step(commands.name_activist, opened(v), D(2016, 5, 10))
    return step(commands.name_target, row, D(2017, 5, 10))


def admitted(v: Village, **votes) -> Admission:
    first, second = v.members
    counted = {"voters": 20, "present": 18, "votes_for": 17} | votes
    return step(commands.admit_at_meeting, target(v), D(2018, 5, 20), first_introducer=first, second_introducer=second, **counted)


def probationary(v: Village) -> Admission:
    return step(commands.approve_admission, admitted(v), D(2018, 7, 1), by=COUNTY_OFFICER)


def test_the_whole_way(v):
    row = probationary(v)
    assert (row.stage, row.member.status, row.member.joined_on, row.member.probation_ends_on) == ("probationary", "probationary", D(2018, 5, 20), D(2019, 5, 20))
    row = step(commands.make_full_member, row, D(2019, 5, 20), voters=20, present=12, votes_for=11)
    member = PartyMember.objects.get(pk=row.member_id)
    assert (row.stage, member.status, member.full_on) == ("full", "full", D(2019, 5, 20))
    assert list(row.steps.order_by("id").values_list("stage", flat=True)) == ["applied", "activist", "target", "admitted", "probationary", "full"]
    assert BranchRegistration.objects.filter(member=member, period__contains=DAY).count() == 1


@pytest.mark.parametrize(("date", "ok"), [(D(2017, 5, 9), False), (D(2017, 5, 10), True), (D(2017, 5, 11), True)])
def test_a_year_of_training(v, date, ok):
    row = step(commands.name_activist, opened(v), D(2016, 5, 10))
    if ok:
        assert step(commands.name_target, row, date).stage == "target"
        return
    with pytest.raises(RuleViolated) as caught:
        step(commands.name_target, row, date)
    assert codes(caught) == {"trained_too_short"}


@pytest.mark.parametrize(("date", "ok"), [(D(2019, 5, 19), False), (D(2019, 5, 20), True), (D(2019, 5, 21), True)])
def test_a_year_of_probation(v, date, ok):
    row = probationary(v)
    if ok:
        assert step(commands.make_full_member, row, date, voters=20, present=12, votes_for=11).stage == "full"
        return
    with pytest.raises(RuleViolated) as caught:
        step(commands.make_full_member, row, date, voters=20, present=12, votes_for=11)
    assert "decided_early" in codes(caught)


@pytest.mark.parametrize(("votes", "code"), [({"present": 9, "votes_for": 9}, "no_quorum"), ({"present": 10, "votes_for": 10}, "not_passed"), ({"present": 11, "votes_for": 11}, "")])
def test_the_branch_meeting_counts_by_r_p12(v, votes, code):
    if not code:
        assert admitted(v, **votes).stage == "admitted"
        return
    with pytest.raises(RuleViolated) as caught:
        admitted(v, **votes)
    assert codes(caught) == {code}
    assert not AdmissionStep.objects.filter(stage="admitted").exists()


@pytest.mark.parametrize(("months", "code"), [(5, "extension_length"), (6, ""), (12, ""), (13, "extension_length")])
def test_an_extension_is_six_to_twelve_months_and_once(v, months, code):
    row = probationary(v)
    if code:
        with pytest.raises(RuleViolated) as caught:
            step(commands.extend_probation, row, D(2019, 5, 20), months=months)
        assert codes(caught) == {code}
        return
    row = step(commands.extend_probation, row, D(2019, 5, 20), months=months)
    assert PartyMember.objects.get(pk=row.member_id).probation_ends_on == {6: D(2019, 11, 20), 12: D(2020, 5, 20)}[months]
    with pytest.raises(RuleViolated) as caught:
        step(commands.extend_probation, row, D(2019, 6, 20), months=6)
    assert "extended_twice" in codes(caught)


def test_who_recorded_the_meeting_does_not_record_the_approval(v):
    row = admitted(v)
    with pytest.raises(NotPermitted):
        step(commands.approve_admission, row, D(2018, 7, 1))
    assert not PartyMember.objects.filter(person=row.person).exists()


def test_two_different_full_members_introduce(v):
    row, first = target(v), v.members[0]
    with pytest.raises(RuleViolated) as caught:
        step(commands.admit_at_meeting, row, D(2018, 5, 20), first_introducer=first, second_introducer=first, voters=20, present=18, votes_for=17)
    assert codes(caught) == {"introducers"}
    with pytest.raises(IntegrityError, match="two_different_introducers"), transaction.atomic():
        AdmissionStep.objects.create(division_code=row.division_code, admission=row, stage="admitted", on=DAY, document=DOC, recorded_by="x", first_introducer=first, second_introducer=first)


def test_steps_are_not_skipped_and_not_turned_round(v):
    row = opened(v)
    with pytest.raises(Conflict):
        step(commands.name_target, row, D(2017, 5, 10))
    with pytest.raises(RuleViolated) as caught:
        step(commands.name_activist, row, D(2016, 2, 29))
    assert "order" in codes(caught)


def test_ending_a_probation_ends_the_membership(v):
    row = step(commands.end_admission, probationary(v), D(2019, 6, 1), reason="支部大会决议取消预备党员资格")
    assert (row.stage, PartyMember.objects.get(pk=row.member_id).status) == ("ended", "struck_off")


def test_one_open_admission_and_no_member(v):
    row = opened(v)
    with pytest.raises(RuleViolated) as caught:
        commands.open_admission(person=row.person, organisation=v.organisation, applied_on=D(2016, 4, 1), document=DOC, by=TOWN_OFFICER, on=DAY)
    assert codes(caught) == {"open"}
    with pytest.raises(RuleViolated) as caught:
        commands.open_admission(person=v.member, organisation=v.organisation, applied_on=D(2016, 4, 1), document=DOC, by=TOWN_OFFICER, on=DAY)
    assert codes(caught) == {"member"}


@pytest.mark.parametrize("by", [OTHER_TOWN_OFFICER, SECRETARY, TOWN_COMMITTEE])
def test_only_who_keeps_the_register_enters(v, by):
    with pytest.raises(NotPermitted):
        opened(v, by=by)


def test_nobody_enters_his_own(v):
    row = opened(v)
    himself = acting("ziji", "本人", "town_org_officer", "440403103", person_uuid=str(row.person.uuid))
    with pytest.raises(NotPermitted):
        step(commands.name_activist, row, D(2016, 5, 10), by=himself)


@pytest.mark.parametrize(("on", "shown"), [(D(2018, 7, 20), 0), (D(2018, 7, 21), 1), (D(2018, 8, 20), 1), (D(2018, 8, 21), 1)])
def test_the_approval_shows_thirty_days_ahead_and_stays_when_overdue(v, on, shown):
    row = admitted(v)
    tasks = [t for t in queries.admission_tasks(TOWN_OFFICER, on) if row.person.name in t.title]
    assert [t.due_on for t in tasks] == [D(2018, 8, 20)] * shown


def test_steps_are_only_added(v):
    opened(v)
    for text in ("UPDATE pipeline_admissionstep SET document = 'x'", "DELETE FROM pipeline_admissionstep", "TRUNCATE pipeline_admissionstep"):
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(text)


def on_paper_so_far(v: Village, joined: dt.date = JOINED, status: str = "probationary") -> PartyMember:
    """Somebody whose admission the register knows only by its outcome."""
    return organisations.admit_member(person=person("预备党员"), organisation=v.organisation, joined_on=joined, status=status, document=DOC, by=TOWN_OFFICER, on=DAY,
                                      full_on=D(2019, 12, 3) if status == "full" else None)  # fmt: skip


def taken_over(member: PartyMember, approved_on: dt.date = APPROVED, by=TOWN_OFFICER) -> Admission:
    return commands.take_over_probation(member=member, approved_on=approved_on, document=DOC, by=by, on=DAY)


@pytest.mark.parametrize(("date", "ok"), [(D(2019, 12, 2), False), (D(2019, 12, 3), True), (D(2019, 12, 4), True)])
def test_a_probation_begun_on_paper_ends_by_the_branchs_vote(v, date, ok):
    row = taken_over(on_paper_so_far(v))
    assert (row.stage, queries.clocks(row, DAY)["probation_ends"]) == ("probationary", D(2019, 12, 3))
    votes = {"voters": 20, "present": 12, "votes_for": 11}
    if not ok:
        with pytest.raises(RuleViolated) as caught:
            step(commands.make_full_member, row, date, **votes)
        assert "decided_early" in codes(caught)
        return
    assert step(commands.make_full_member, row, date, **votes).stage == "full"
    assert PartyMember.objects.get(pk=row.member_id).full_on == date


def test_an_extension_made_on_paper_is_the_one_there_is(v):
    member = on_paper_so_far(v)
    organisations.extend_probation(member=member, months=6, document=DOC, by=TOWN_OFFICER, on=DAY)
    row = taken_over(member)
    assert queries.clocks(row, DAY)["probation_ends"] == D(2020, 6, 3)
    with pytest.raises(RuleViolated) as caught:
        step(commands.extend_probation, row, DAY, months=6)
    assert "extended_twice" in codes(caught)


def test_only_a_probationary_member_who_does_not_stand_here_is_taken_over(v):
    with pytest.raises(RuleViolated) as caught:
        taken_over(on_paper_so_far(v, status="full"))
    assert codes(caught) == {"not_probationary"}
    member = on_paper_so_far(v, joined=D(2019, 1, 21))
    with pytest.raises(RuleViolated) as caught:
        taken_over(member)
    assert codes(caught) == {"order"}
    with pytest.raises(NotPermitted):
        taken_over(member, D(2019, 1, 21), by=OTHER_TOWN_OFFICER)
    taken_over(member, D(2019, 1, 21))
    with pytest.raises(RuleViolated) as caught:
        taken_over(member, D(2019, 1, 21))
    assert codes(caught) == {"open"}


def test_every_stage_has_its_moves():
    assert set(STAGES) == set(Admission.Stage.values)


@pytest.mark.parametrize(("on", "told"), [(D(2019, 5, 19), "2019-05-20"), (D(2019, 5, 20), "2019-05-20"), (D(2019, 5, 21), "2019-05-20（已过期）")])
def test_the_register_says_by_when_the_next_step_is_due_and_when_it_has_passed(v, on, told):
    row = queries.admissions(TOWN_OFFICER).get(pk=probationary(v).pk)
    assert AdmissionTable([row], names={}, on=on).rows[0].get_cell("due") == told


def test_the_register_shows_no_last_day_where_the_rule_fixes_none(v):
    row = queries.admissions(TOWN_OFFICER).get(pk=target(v).pk)
    assert AdmissionTable([row], names={}, on=DAY).rows[0].get_cell("due") == "—"
