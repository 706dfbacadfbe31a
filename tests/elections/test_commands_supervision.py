"""The supervision committee (R-V18): candidates state relatives and knowledge, nobody of the committee nor a near relative, asked before the list and before the offices."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import DatabaseError, transaction

from qianxian.elections import commands, make_up
from qianxian.elections.commands.calling import Seats
from qianxian.elections.models import Candidate, ElectedMandate, Election, KinshipDeclaration, ResultLine
from qianxian.foundation.errors import RuleViolated
from qianxian.organisations.models import Committee, Mandate, PartyOrganisation
from tests.cast import TOWN_OFFICER
from tests.elections import stage
from tests.elections.stage import DOC, VILLAGE, count_twice, publish
from tests.elections.test_commands_village import codes, seated

pytestmark = pytest.mark.django_db
CALLED, ROLL, LISTED, DAY = dt.date(2019, 6, 1), dt.date(2019, 6, 3), dt.date(2019, 6, 17), dt.date(2019, 6, 30)
NAMES = ("监一", "监二", "监三", "监四", "监五", "监六")


THREE = (Seats("head", 1), Seats("committee_member", 2))


def called(seats=THREE) -> Election:
    return commands.call_election(kind="supervision_committee", division_code=VILLAGE, election_on=DAY, contests=list(seats), document=DOC, by=TOWN_OFFICER, on=CALLED)


def nominated(*, stated: bool = True, knowing: tuple[str, ...] = ("监三",), instead: dict | None = None):
    """A supervision committee of three called beside a serving villagers' committee: two stand for head, three for member."""
    committee, people = seated()
    made = called()
    commands.appoint_staff(election=made, person=stage.person("主持人"), duty="chair", by=TOWN_OFFICER, on=CALLED)
    for n in range(30):
        commands.enter_voter(election=made, name=f"村民{n}", birth_date=dt.date(1970, 1, 1), basis="hukou_resident", by=TOWN_OFFICER, on=CALLED)
    commands.publish_roll(election=made, by=TOWN_OFFICER, on=ROLL)
    standing = {name: (instead or {}).get(name) or stage.person(name) for name in NAMES[:5]}
    for role, names in (("head", NAMES[:2]), ("committee_member", NAMES[2:5])):
        for name in names:
            one = commands.nominate(contest=made.contests.get(role=role), person=standing[name], nominations=6, by=TOWN_OFFICER, on=ROLL)
            if stated:
                state(one, name in knowing)
    return made, standing, {m.person.name: m.person for m in committee.mandates.select_related("person")}, people


def state(one: Candidate, knows: bool, on: dt.date = ROLL, document: str = "会计证") -> Candidate:
    return commands.record_statement(candidate=one, stated_on=on, knows_accounting=knows, knowledge_document=document if knows else "", by=TOWN_OFFICER, on=LISTED)


def refused(made: Election) -> set[str]:
    with pytest.raises(RuleViolated) as told:
        commands.publish_candidates(election=made, by=TOWN_OFFICER, on=LISTED)
    return codes(told)


@pytest.mark.parametrize(("members", "ok"), [(1, False), (2, True), (4, True), (5, False)])
def test_three_to_five_members_from_the_call(members, ok):
    stage.open_county()
    if ok:
        assert called([Seats("head", 1), Seats("committee_member", members)]).state == "called"
        return
    with pytest.raises(RuleViolated) as told:
        called([Seats("head", 1), Seats("committee_member", members)])
    assert codes(told) == {"size"}


def test_candidates_state_relatives_and_knowledge_before_the_list():
    made, *_ = nominated(stated=False)
    assert "not_stated" in refused(made)
    for one in Candidate.objects.filter(contest__election=made):
        state(one, False)
    assert refused(made) == {"no_accounting"}
    state(Candidate.objects.get(person__name="监四"), True)
    assert commands.publish_candidates(election=made, by=TOWN_OFFICER, on=LISTED).state == "candidates_published"


@pytest.mark.parametrize(("on", "ok"), [(CALLED - dt.timedelta(days=1), False), (CALLED, True), (LISTED, True), (LISTED + dt.timedelta(days=1), False)])
def test_a_statement_is_dated_between_the_call_and_today(on, ok):
    made, *_ = nominated(stated=False)
    one = Candidate.objects.filter(contest__election=made).first()
    if ok:
        assert state(one, True, on).stated_on == on
        return
    with pytest.raises(RuleViolated) as told:
        state(one, True, on)
    assert codes(told) == {"stated_on"}


def test_knowledge_rests_on_a_document():
    made, *_ = nominated(stated=False)
    one = Candidate.objects.filter(contest__election=made).first()
    with pytest.raises(RuleViolated) as told:
        state(one, True, document=" ")
    assert codes(told) == {"knowledge_document"}
    with pytest.raises(DatabaseError), transaction.atomic():
        Candidate.objects.filter(pk=one.pk).update(knows_accounting=True)


@pytest.mark.parametrize(("relation", "barred"), [("spouse", True), ("parent_child", True), ("sibling", True), ("grandparent_grandchild", True), ("other_relative", False), ("none", False)])
@pytest.mark.parametrize("turned", [False, True])
def test_a_near_relative_of_the_committee_is_not_listed(relation, barred, turned):
    made, standing, committee, _people = nominated()
    first, second = standing["监五"], committee["甲"]
    if turned:
        first, second = second, first
    commands.declare_kinship(election=made, first=first, second=second, relation=relation, by=TOWN_OFFICER, on=ROLL)
    if barred:
        told = make_up.candidates_told(made).errors
        assert [v.code for v in told] == ["near_relative"]
        assert "监五 是村委会成员 甲 的近亲属" in told[0].message
        assert refused(made) == {"near_relative"}
        return
    assert commands.publish_candidates(election=made, by=TOWN_OFFICER, on=LISTED).state == "candidates_published"


def test_kinship_is_declared_with_a_candidate_only():
    made, _standing, committee, _people = nominated()
    with pytest.raises(RuleViolated) as told:
        commands.declare_kinship(election=made, first=committee["甲"], second=committee["戊"], relation="sibling", by=TOWN_OFFICER, on=ROLL)
    assert codes(told) == {"nobody_stands"}


def test_a_member_of_the_committee_is_not_listed():
    _committee, people = seated()
    made = called()
    commands.appoint_staff(election=made, person=stage.person("主持人"), duty="chair", by=TOWN_OFFICER, on=CALLED)
    commands.enter_voter(election=made, name="村民", birth_date=dt.date(1970, 1, 1), basis="hukou_resident", by=TOWN_OFFICER, on=CALLED)
    commands.publish_roll(election=made, by=TOWN_OFFICER, on=ROLL)
    state(commands.nominate(contest=made.contests.get(role="head"), person=people["甲"], nominations=6, by=TOWN_OFFICER, on=ROLL), True)
    told = make_up.candidates_told(made).errors
    assert [(v.code, v.message.startswith("甲：")) for v in told] == [("committee_member", True)]


def counted(made: Election, members=(20, 19, 5)) -> None:
    commands.publish_candidates(election=made, by=TOWN_OFFICER, on=LISTED)
    count_twice(made.contests.get(role="head"), [20, 8], returned=28, on=DAY)
    count_twice(made.contests.get(role="committee_member"), list(members), returned=28, on=DAY)
    for contest in made.contests.all():
        publish(contest, on=DAY)


def test_from_the_statements_to_the_offices():
    made, *_ = nominated()
    counted(made)
    commands.open_offices(election=made, by=TOWN_OFFICER, on=DAY)
    committee = Committee.objects.get(division_code=VILLAGE, kind="supervision_committee")
    assert dict(Mandate.objects.filter(committee=committee).values_list("person__name", "role")) == {"监一": "head", "监三": "committee_member", "监四": "committee_member"}
    assert Committee.objects.get(division_code=VILLAGE, kind="villagers_committee").ended_on is None


def test_without_an_elected_who_knows_accounting_no_office_opens():
    made, *_ = nominated(knowing=("监五",))
    counted(made)
    with pytest.raises(RuleViolated) as told:
        commands.open_offices(election=made, by=TOWN_OFFICER, on=DAY)
    assert codes(told) == {"no_accounting"}
    with pytest.raises(DatabaseError) as straight, transaction.atomic():
        Election.objects.filter(pk=made.pk).update(state="in_office")
    assert "至少有一人具备财会、管理知识" in str(straight.value)


def test_kinship_declared_after_the_list_still_stops_the_office_and_a_straight_row():
    made, standing, committee, _people = nominated()
    counted(made)
    commands.declare_kinship(election=made, first=standing["监三"], second=committee["甲"], relation="spouse", by=TOWN_OFFICER, on=DAY)
    with pytest.raises(RuleViolated) as told:
        commands.open_offices(election=made, by=TOWN_OFFICER, on=DAY)
    assert codes(told) == {"near_relative"}
    body = Committee.objects.create(division_code=VILLAGE, kind="supervision_committee", name="监督", number=9, seats=3, elected_on=DAY, due_on=dt.date(2024, 6, 30), term_years=5)
    line = ResultLine.objects.get(candidate__person=standing["监三"])
    with pytest.raises(DatabaseError) as straight, transaction.atomic():
        office = Mandate.objects.create(division_code=VILLAGE, person=standing["监三"], committee=body, role="committee_member", period=(DAY, None))
        ElectedMandate.objects.create(division_code=VILLAGE, line=line, mandate=office)
    assert "近亲属不得担任村务监督委员会成员" in str(straight.value)
    assert KinshipDeclaration.objects.filter(election=made).count() == 1


def test_the_secretary_as_head_needs_his_reason():
    chief = stage.open_county() or stage.person("书记")
    made, standing, *_ = nominated(instead={"监一": chief})
    top = PartyOrganisation.objects.create(division_code=VILLAGE, code="TOP1", name="某村党总支", short_name="某村党总支", kind="general_party_branch", sector="rural",
                                           path="/TOP1/", is_top_of_village=True)  # fmt: skip
    Mandate.objects.create(division_code=VILLAGE, person=standing["监一"], organisation=top, role="secretary", way="appointed_by_upper", period=(dt.date(2019, 1, 1), None))
    assert [v.code for v in make_up.candidates_told(made).warnings if v.code == "head_is_secretary"]
    counted(made)
    with pytest.raises(RuleViolated) as told:
        commands.open_offices(election=made, by=TOWN_OFFICER, on=DAY)
    assert codes(told) == {"head_is_secretary"}
    done = commands.open_offices(election=made, by=TOWN_OFFICER, on=DAY, exception_reason="本村党员少，镇党委同意")
    assert (done.state, done.exception_reason) == ("in_office", "本村党员少，镇党委同意")


def test_a_supervisor_related_to_an_elected_member_is_told_and_the_elected_is_not_stopped():
    made, standing, _committee, people = nominated()
    counted(made)
    commands.open_offices(election=made, by=TOWN_OFFICER, on=DAY)
    commands.record_handover(election=made, handed_over_on=DAY, by=TOWN_OFFICER, on=DAY)
    committee = Committee.objects.get(division_code=VILLAGE, kind="villagers_committee")
    Committee.objects.filter(pk=committee.pk).update(seats=4)
    committee.refresh_from_db()
    again = commands.call_election(kind="villagers_committee", division_code=VILLAGE, committee=committee, election_on=dt.date(2019, 7, 31), document=DOC, by=TOWN_OFFICER,
                                   on=DAY, contests=[Seats("committee_member", 1)], occasion="by_election", held_by="assembly")  # fmt: skip
    commands.nominate(contest=again.contests.get(), person=people["己"], nominations=3, by=TOWN_OFFICER, on=DAY)
    commands.declare_kinship(election=again, first=people["己"], second=standing["监三"], relation="spouse", by=TOWN_OFFICER, on=DAY)
    told = make_up.candidates_told(again)
    assert (told.errors, [v.code for v in told.warnings if v.code == "avoidance"]) == ([], ["avoidance"])
    assert "由后者退出监督委员会" in next(v.message for v in told.warnings if v.code == "avoidance")
