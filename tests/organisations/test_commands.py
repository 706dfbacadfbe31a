"""Each command of the registry: done, refused, violated, recorded."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection, transaction

from qianxian.foundation.errors import Conflict, NotPermitted, RuleViolated
from qianxian.foundation.models import AuditLeaf
from qianxian.foundation.reach import bind
from qianxian.organisations import commands, queries
from qianxian.organisations.models import Committee, Mandate, OrganisationTerm, PartyMember, PartyOrganisation
from qianxian.people import commands as people
from qianxian.people.models import Person
from tests import cast
from tests.organisations.conftest import DAY, identity
from tests.organisations.test_sheets import settle

BY = {"by": cast.TOWN_OFFICER, "on": DAY}


def org(code: str) -> PartyOrganisation:
    return PartyOrganisation.objects.get(code=code)


def codes(broken) -> set[str]:
    return {v.code for v in broken.value.violations}


def recorded(action: str) -> int:
    return AuditLeaf.objects.filter(action=action).count()


def found(**more):
    facts = {"code": "DM103209-01", "name": "南门村第一支部", "kind": "party_branch", "sector": "rural", "division_code": "440403103209", "parent": org("DM103"),
             "full_members": 3, **BY}  # fmt: skip
    return commands.found_organisation(**(facts | more))


def test_three_full_members_found_a_branch(tree):
    made = found()
    assert made.path == "DM/DM103/DM103209-01/" and made.term_years == 5 and recorded("organisations.found_organisation") == 1


def test_two_full_and_four_probationary_members_need_a_joint_branch(tree):
    with pytest.raises(RuleViolated) as broken:
        found(full_members=2, probationary=4)
    assert broken.value.violations[0].source
    found(full_members=2, probationary=4, kind="joint_branch")


def test_a_village_committee_needs_the_countys_document(tree):
    with pytest.raises(RuleViolated):
        found(kind="primary_party_committee", full_members=120)
    found(kind="primary_party_committee", full_members=120, approval_document="斗组〔2019〕8号")


def test_all_faults_of_a_founding_come_together(tree):
    with pytest.raises(RuleViolated) as broken:
        found(code="DM103210", parent=org("DM-LS"), is_top_of_village=True, division_code="440403103210")
    assert {"code_taken", "parent", "second_top"} <= codes(broken)


def test_founding_elsewhere_is_refused_with_who_may(tree):
    with pytest.raises(NotPermitted, match="镇"):
        found(by=cast.OTHER_TOWN_OFFICER)
    with pytest.raises(NotPermitted):
        found(by=cast.TOWN_COMMITTEE)


def test_a_change_by_an_old_version_is_a_conflict(tree):
    bajia = org("DM103210")
    commands.change_organisation(organisation=bajia, changes={"telephone": "5520000"}, reason="更新电话", version=bajia.version, **BY)
    with pytest.raises(Conflict):
        commands.change_organisation(organisation=bajia, changes={"telephone": "1"}, reason="更新电话", version=bajia.version, **BY)


def test_an_organisation_with_members_is_not_dissolved(members):
    with pytest.raises(RuleViolated) as broken:
        commands.dissolve_organisation(organisation=org("DM103210"), document="批复", last_day=DAY, **BY)
    assert codes(broken) == {"not_empty"}
    done = commands.dissolve_organisation(organisation=org("DM-LS"), document="任务结束", last_day=DAY, **BY)
    assert done.status == "dissolved" and done not in queries.organisations_on(cast.TOWN_OFFICER, DAY + dt.timedelta(days=1))
    assert done in queries.organisations_on(cast.TOWN_OFFICER, DAY)


# terms


@pytest.mark.parametrize("day, document, ok", [
    (dt.date(2020, 3, 9), "", True), (dt.date(2020, 3, 10), "", False), (dt.date(2021, 3, 9), "镇党委批复", True), (dt.date(2021, 3, 10), "镇党委批复", False),
])  # fmt: skip
def test_a_late_election_needs_approval_and_no_more_than_a_year(tree, day, document, ok):
    on = dt.date(2021, 12, 1)
    if ok:
        term = commands.open_term(organisation=org("DM103209"), elected_on=day, document=document, by=cast.TOWN_OFFICER, on=on)
        assert term.number == 7 and OrganisationTerm.objects.get(organisation=org("DM103209"), number=6).ended_on == day
    else:
        with pytest.raises(RuleViolated):
            commands.open_term(organisation=org("DM103209"), elected_on=day, document=document, by=cast.TOWN_OFFICER, on=on)


def test_a_temporary_branch_holds_no_term_election(tree):
    with pytest.raises(RuleViolated, match="临时"):
        commands.open_term(organisation=org("DM-LS"), elected_on=DAY, **BY)


def test_extensions_add_up_to_twelve_months(tree):
    term = OrganisationTerm.objects.get(organisation=org("DM103209"))
    commands.extend_term(term=term, months=8, document="镇党委批复", **BY)
    with pytest.raises(RuleViolated):
        commands.extend_term(term=term, months=5, document="镇党委批复", **BY)
    assert queries.term_end(OrganisationTerm.objects.get(pk=term.pk)) == dt.date(2020, 11, 9)


@pytest.mark.parametrize(
    "on, states", [(dt.date(2019, 9, 8), set()), (dt.date(2019, 9, 9), {"南门村党支部换届"}), (dt.date(2020, 3, 10), {"南门村党支部换届"})]
)
def test_terms_are_somebodys_work_from_six_months_before(tree, on, states):
    assert {t.title for t in queries.tasks_for(cast.TOWN_OFFICER, on) if t.kind == "换届"} == states
    assert queries.tasks_for(cast.FINANCE, on) == []


# members


def newcomer(**more) -> Person:
    facts = {
        "division_code": "440403103210",
        "name": "邝志豪",
        "sex": "male",
        "birth_date": dt.date(2000, 1, 2),
        "identity_number": identity(dt.date(2000, 1, 2), 111),
    }
    return people.register_person(**(facts | more), **BY)


@pytest.mark.parametrize("joined, ok", [(dt.date(2018, 1, 1), False), (dt.date(2018, 1, 2), True), (dt.date(2018, 1, 3), True)])
def test_eighteen_on_the_day_of_joining(tree, joined, ok):
    person = newcomer()
    if ok:
        member = commands.admit_member(person=person, organisation=org("DM103210"), joined_on=joined, **BY)
        assert member.probation_ends_on == joined.replace(year=2019) and recorded("organisations.admit_member") == 1
    else:
        with pytest.raises(RuleViolated, match="18"):
            commands.admit_member(person=person, organisation=org("DM103210"), joined_on=joined, **BY)


def test_a_temporary_branch_admits_nobody(tree):
    with pytest.raises(RuleViolated, match="临时"):
        commands.admit_member(person=newcomer(), organisation=org("DM-LS"), joined_on=dt.date(2019, 7, 1), **BY)


def test_probation_lasts_a_year_and_leaving_closes_the_registration(tree):
    member = commands.admit_member(person=newcomer(), organisation=org("DM103210"), joined_on=dt.date(2018, 12, 1), **BY)
    with pytest.raises(RuleViolated):
        commands.change_member_status(member=member, status="full", date=dt.date(2019, 11, 30), document="决议", **BY)
    member = commands.change_member_status(member=member, status="full", date=dt.date(2019, 12, 1), document="决议", **BY)
    assert member.full_on == dt.date(2019, 12, 1)
    commands.change_member_status(member=member, status="withdrawn", date=dt.date(2019, 12, 10), document="批复", **BY)
    assert [queries.member_count(cast.TOWN_OFFICER, dt.date(2019, 12, d)) for d in (9, 10, 11)] == [1, 1, 0]
    with pytest.raises(RuleViolated):
        commands.change_member_status(member=member, status="full", date=DAY, document="批复", **BY)


# transfers


def test_a_member_moves_across_towns_by_letter(members):
    member, target = PartyMember.objects.get(person__name="黄金水"), org("DM107201")
    letter = commands.issue_transfer(member=member, to_organisation=target, issued_on=dt.date(2019, 12, 1), **BY)
    with pytest.raises(RuleViolated):
        commands.issue_transfer(member=member, to_organisation=target, issued_on=DAY, **BY)
    with pytest.raises(NotPermitted):
        commands.receive_transfer(transfer=letter, received_on=DAY, **BY)
    bind(cast.OTHER_TOWN_OFFICER)
    assert not PartyMember.objects.filter(person__name="黄金水").exists()
    (incoming,) = queries.transfers_in(cast.OTHER_TOWN_OFFICER)
    assert incoming.name == "黄金水" and not PartyMember.objects.filter(person__name="黄金水").exists()
    commands.receive_transfer(transfer=incoming.transfer, received_on=DAY, by=cast.OTHER_TOWN_OFFICER, on=DAY)
    settle()
    moved = PartyMember.objects.get(person__name="黄金水")
    assert moved.organisation == target and moved.person.division_code == "440403107201"
    bind(cast.SERVICE)
    assert moved.registrations.order_by("-period").first().period.lower == DAY


def test_a_letter_is_void_after_its_days(members):
    member = PartyMember.objects.get(person__name="黄金水")
    letter = commands.issue_transfer(member=member, to_organisation=org("DM103209"), issued_on=dt.date(2019, 9, 17), **BY)
    with pytest.raises(RuleViolated) as broken:
        commands.receive_transfer(transfer=letter, received_on=dt.date(2019, 12, 17), by=cast.TOWN_OFFICER, on=dt.date(2019, 12, 17))
    assert "expired" in codes(broken)
    assert commands.expire_transfers(by=cast.SERVICE, on=DAY) == 0
    assert [commands.expire_transfers(by=cast.SERVICE, on=dt.date(2019, 12, 17)) for _ in (1, 2)] == [1, 0]


# committees and offices


@pytest.fixture
def committee(members):
    return commands.open_committee(
        division_code="440403103210", kind="villagers_committee", number=7, seats=3, elected_on=dt.date(2017, 4, 16), **BY
    )


def person(name: str) -> Person:
    return Person.objects.get(name=name)


def test_nobody_is_removed_from_an_elected_seat(committee):
    seat = commands.open_mandate(person=person("区少梅"), committee=committee, role="head", first_day=dt.date(2017, 4, 16), **BY)
    for reason in ("replaced", "transfer"):
        with pytest.raises(RuleViolated) as broken:
            commands.end_mandate(mandate=seat, last_day=DAY, reason=reason, document="镇党委决定", **BY)
        assert "R-V09" in broken.value.violations[0].source and "第十一条" in broken.value.violations[0].source
    with pytest.raises(Exception, match="no_removal_from_an_elected_seat"), transaction.atomic():
        Mandate.objects.filter(pk=seat.pk).update(end_reason="replaced")
    done = commands.end_mandate(mandate=seat, last_day=DAY, reason="resign", document="辞职书", **BY)
    assert done.period.upper == DAY + dt.timedelta(days=1) and recorded("organisations.end_mandate") == 1


def test_a_party_office_may_be_ended_by_the_party(committee):
    held = commands.open_mandate(
        person=person("单雄信"), organisation=org("DM103210"), role="secretary", first_day=dt.date(2017, 3, 9), **BY
    )
    commands.end_mandate(mandate=held, last_day=dt.date(2019, 3, 31), reason="replaced", document="镇党委决定", **BY)
    assert [bool(queries.secretary_of("440403103210", dt.date(2019, m, d))) for m, d in ((3, 30), (3, 31), (4, 1))] == [True, True, False]


def test_one_secretary_at_a_time_and_only_members_in_party_offices(committee):
    commands.open_mandate(person=person("单雄信"), organisation=org("DM103210"), role="secretary", first_day=dt.date(2017, 3, 9), **BY)
    with pytest.raises(RuleViolated) as broken:
        commands.open_mandate(person=newcomer(), organisation=org("DM103210"), role="secretary", first_day=dt.date(2018, 1, 1), **BY)
    assert {"overlap", "member"} <= codes(broken)


def test_a_fresh_secretary_needs_the_uppers_document(tree):
    someone = newcomer(birth_date=dt.date(1990, 1, 2), identity_number=identity(dt.date(1990, 1, 2), 111))
    commands.admit_member(
        person=someone, organisation=org("DM103210"), joined_on=dt.date(2018, 1, 1), status="full", full_on=dt.date(2019, 1, 1), **BY
    )
    with pytest.raises(RuleViolated):
        commands.open_mandate(person=someone, organisation=org("DM103210"), role="secretary", first_day=dt.date(2019, 12, 1), **BY)
    commands.open_mandate(
        person=someone, organisation=org("DM103210"), role="secretary", first_day=dt.date(2019, 12, 1), document="镇党委批复", **BY
    )


def test_seats_are_elected_and_counted(committee):
    for name in ("区少梅", "曾国强", "解晓东"):
        commands.open_mandate(person=person(name), committee=committee, role="committee_member", first_day=dt.date(2017, 4, 16), **BY)
    with pytest.raises(RuleViolated) as broken:
        commands.open_mandate(
            person=person("黄金水"),
            committee=committee,
            role="committee_member",
            way="appointed_by_upper",
            first_day=dt.date(2017, 4, 16),
            **BY,
        )
    assert codes(broken) == {"way", "seats"}


def test_a_new_committee_ends_the_old_one_with_its_seats(committee):
    commands.open_mandate(person=person("区少梅"), committee=committee, role="head", first_day=dt.date(2017, 4, 16), **BY)
    later = dt.date(2020, 4, 16)
    commands.open_committee(
        division_code="440403103210", kind="villagers_committee", number=8, seats=5, elected_on=later, by=cast.TOWN_OFFICER, on=later
    )
    assert Committee.objects.get(pk=committee.pk).ended_on == dt.date(2020, 4, 15)
    assert Mandate.objects.get(role="head").end_reason == "term_end"
    assert (
        queries.mandates_on(cast.TOWN_OFFICER, dt.date(2020, 4, 15)).count() == 1
        and queries.mandates_on(cast.TOWN_OFFICER, later).count() == 0
    )


def test_a_death_ends_membership_and_offices_the_same_day(committee):
    commands.open_mandate(person=person("单雄信"), organisation=org("DM103210"), role="secretary", first_day=dt.date(2017, 3, 9), **BY)
    commands.record_death(person=person("单雄信"), died_on=dt.date(2019, 12, 1), document="证明", **BY)
    settle()
    assert PartyMember.objects.get(person__name="单雄信").status == "deceased" and Mandate.objects.get().end_reason == "death"


# guards of the database


def test_a_village_never_sees_another_by_straight_sql(members):
    bind(cast.acting("s", "书记", "village_secretary", "440403103210"))
    with connection.cursor() as cursor:
        for table in ("people_person", "organisations_partymember", "organisations_branchregistration", "organisations_partyorganisation"):
            cursor.execute(f"SELECT count(*) FROM {table} WHERE division_code <> '440403103210'")
            assert cursor.fetchone() == (0,), table
        cursor.execute("SELECT count(*) FROM people_person")
        assert cursor.fetchone() == (7,)
    bind(None)
    assert Person.objects.count() == 0
    bind(cast.SERVICE)


def test_a_member_and_his_registration_cannot_disagree(members):
    with pytest.raises(Exception, match="组织关系"), transaction.atomic():
        PartyMember.objects.filter(person__name="单雄信").update(organisation=org("DM103209"))
        settle()


def test_an_office_stands_in_the_village_of_its_body(committee):
    seat = commands.open_mandate(person=person("区少梅"), committee=committee, role="head", first_day=dt.date(2017, 4, 16), **BY)
    with pytest.raises(Exception, match="同一个地方"), transaction.atomic():
        Mandate.objects.filter(pk=seat.pk).update(division_code="440403103209")
        settle()


def test_sixty_and_over_are_counted_on_the_day(members):
    share = [
        queries.age_share(queries.members_on(cast.SERVICE, d).filter(division_code="440403103210"), d)
        for d in (dt.date(2028, 2, 27), dt.date(2028, 2, 28))
    ]
    assert [(s.members, s.at_least) for s in share] == [(7, 0), (7, 7)]
