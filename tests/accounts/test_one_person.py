"""What two people must do is not done by one person with two accounts: told by the command, and by PostgreSQL where a script goes round it."""

from __future__ import annotations

import datetime as dt

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import CheckConstraint, F, Q

from qianxian.accounts.models import RoleGrant, SecondFactorReset, User
from qianxian.accounts.queries import is_one_of
from qianxian.decisions import commands as deciding
from qianxian.decisions.models import Certificate, CountEntry, Matter, Resolution
from qianxian.divisions.models import County
from qianxian.elections import commands as electing
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import NotPermitted, RuleViolated
from qianxian.foundation.reach import bind
from qianxian.pay import commands as paying
from qianxian.people.models import Person
from qianxian.projects import commands as building
from tests.cast import COUNTY_OFFICER, FINANCE, SERVICE, TOWN_OFFICER, acting
from tests.contracts import stage as signing
from tests.decisions import stage
from tests.decisions.stage import D1, SECRETARY, SUPERVISOR
from tests.decisions.test_guards import copied, refused
from tests.elections import stage as polling
from tests.engagements.stage import village as payroll_village
from tests.pay import stage as payroll
from tests.projects import stage as works
from tests.rulebook.fixing import fix_setting

pytestmark = pytest.mark.django_db

TWO = "two_accounts_are_not_two_people"


def account(login: str, name: str, **more) -> User:
    return User.objects.create(login=login, name=name, usable=DateRange(dt.date(2019, 1, 1), None), **more)


def one_human(*actors: Actor) -> None:
    """The accounts of these actors are one person's: of one name and telephone."""
    apart()
    for one in actors:
        User.objects.update_or_create(login=one.login, defaults={"name": "一人", "phone": "13800000009", "usable": DateRange(dt.date(2019, 1, 1), None)})


def apart() -> None:
    """Every account is a person of its own again."""
    User.objects.update(phone="", person_uuid=None)


def pairs(condition: Q):
    for child in condition.children:
        if isinstance(child, Q):
            yield from pairs(child)
        elif isinstance(child[1], F):
            yield child[0], child[1].name


def test_every_pair_that_a_check_holds_apart_is_two_people_as_well():
    """A check compares logins; beside each stands the guard that compares persons."""
    cursor = connection.cursor()
    cursor.execute("SELECT t.tgrelid::regclass::text, encode(t.tgargs, 'escape') FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid WHERE p.proname = 'accounts_two_people'")
    guarded = [(table, set(args.split("\\000"))) for table, args in cursor.fetchall()]
    assert len(guarded) > 20
    for model in apps.get_models():
        for check in model._meta.constraints:
            if isinstance(check, CheckConstraint) and isinstance(check.condition, Q) and model is not SecondFactorReset:
                for one, other in pairs(check.condition):
                    if all(name.endswith("_by") or name == "login" for name in (one, other)):
                        assert any(table == model._meta.db_table and {one, other} <= columns for table, columns in guarded), (model, check.name, one, other)


def test_one_person_is_told_from_two():
    """By name and telephone, by the registry, by a merge; two of one name are two; an account that does not exist is nobody's."""
    stage.village()
    kept = Person.objects.create(division_code=stage.VILLAGE, name="甲", pinyin="j", initials="j", sex="male", birth_date=dt.date(1970, 1, 1))
    doubled = Person.objects.create(division_code=stage.VILLAGE, name="乙", pinyin="y", initials="y", sex="male", birth_date=dt.date(1970, 1, 1), merged_into=kept)
    account("one", "邝甲", phone="13800000001", person_uuid=kept.uuid)
    account("phone", "邝甲", phone="13800000001")
    account("registry", "邝乙", person_uuid=kept.uuid)
    account("merged", "邝丙", person_uuid=doubled.uuid)
    account("namesake", "邝甲", phone="13800000002")
    account("nobody", "邝甲")
    by = acting("one", "邝甲", "village_secretary", stage.VILLAGE)
    assert all(is_one_of(by, "", other) for other in ("one", "phone", "registry", "merged"))
    assert not any(is_one_of(by, other) for other in ("namesake", "nobody", "gone", ""))
    assert is_one_of(acting("deputy", "代办", "village_secretary", stage.VILLAGE, principal="one"), "one")


def test_a_vote_is_not_counted_twice_by_one_person():
    held = stage.called(stage.matter(), D1)
    counted = {"meeting": held, "present": 5, "votes_for": 4, "votes_against": 1, "votes_abstain": 0, "on": D1}
    first = deciding.enter_count(copy=1, by=SECRETARY, **counted)
    one_human(SECRETARY, SUPERVISOR)
    with pytest.raises(RuleViolated) as told:
        deciding.enter_count(copy=2, by=SUPERVISOR, **counted)
    assert [v.code for v in told.value.violations] == ["two_counters"]
    assert refused(*copied(first, copy=2, entered_by=SUPERVISOR.login)) == "counted_by_two"


def test_nor_confirmed_by_who_counted_or_proposed():
    for twin, name in ((SUPERVISOR, "counted_twice_alike"), (SECRETARY, "counted_twice_alike")):
        apart()
        held = stage.called(stage.matter(), D1)
        for copy, by in ((1, SECRETARY), (2, SUPERVISOR)):
            deciding.enter_count(meeting=held, copy=copy, present=5, votes_for=4, votes_against=1, votes_abstain=0, by=by, on=D1)
        one_human(twin, TOWN_OFFICER)
        with pytest.raises(NotPermitted):
            deciding.confirm_count(meeting=held, by=TOWN_OFFICER, on=D1)
        apart()
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            row = deciding.confirm_count(meeting=held, by=TOWN_OFFICER, on=D1)
            values = copied(row)
            1 / 0  # noqa: B018
        one_human(twin, TOWN_OFFICER)
        assert refused(*values) == name
    apart()
    # Counted by two people in good faith; one account is linked to the other's person before the third confirms.
    one_human(SECRETARY, SUPERVISOR)
    assert refused(*values) == "counted_twice_alike"


def test_a_certificate_is_not_issued_by_who_proposed_nor_revoked_by_who_issued():
    row = stage.decided(stage.matter())
    last = Resolution.objects.filter(matter=row).order_by("-decided_on").first().decided_on
    row = stage.published(row, last + dt.timedelta(days=1))
    day = last + dt.timedelta(days=9)
    one_human(SECRETARY, TOWN_OFFICER)
    with pytest.raises(NotPermitted):
        deciding.issue_certificate(matter=row, by=TOWN_OFFICER, on=day)
    apart()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        values = copied(deciding.issue_certificate(matter=row, by=TOWN_OFFICER, on=day))
        1 / 0  # noqa: B018
    one_human(SECRETARY, TOWN_OFFICER)
    assert refused(*values) == "certificate_of_its_matter"
    apart()
    made = deciding.issue_certificate(matter=row, by=TOWN_OFFICER, on=day)
    second = acting("hezq2", "何", "town_committee", "440403103")
    one_human(TOWN_OFFICER, second)
    with pytest.raises(NotPermitted):
        deciding.revoke_certificate(certificate=made, reason="程序有误", document="斗镇委〔2019〕30号", by=second, on=dt.date(2019, 12, 16))
    revoke = "UPDATE decisions_certificate SET revoked_on = '2019-12-16', revoked_by = %s, revoke_reason = 'x', revoke_document = 'x' WHERE id = %s"
    assert refused(revoke, [second.login, made.pk]) == TWO
    assert Certificate.objects.get(pk=made.pk).revoked_on is None and Matter.objects.get(pk=row.pk).state == "certified" and CountEntry.objects.exists()


def test_pay_is_not_checked_or_approved_by_who_prepared():
    place = payroll_village()
    place.engaged(place.member)
    bind(COUNTY_OFFICER)
    run = paying.compute_run(run=paying.lock_inputs(year=2019, by=COUNTY_OFFICER, on=payroll.ON), by=COUNTY_OFFICER)
    one_human(COUNTY_OFFICER, FINANCE)
    with pytest.raises(NotPermitted):
        paying.check_run(run=run, by=FINANCE, on=payroll.ON)
    assert refused("UPDATE pay_payrun SET state = 'checked', checked_by = %s, checked_on = '2019-12-16' WHERE id = %s", [FINANCE.login, run.pk]) == TWO
    apart()
    run = paying.check_run(run=run, by=FINANCE, on=payroll.ON)
    one_human(FINANCE, payroll.APPROVER)
    with pytest.raises(NotPermitted):
        paying.approve_run(run=run, by=payroll.APPROVER, on=payroll.ON)
    assert refused("UPDATE pay_payrun SET state = 'approved', approved_by = %s, approved_on = '2019-12-16' WHERE id = %s", [payroll.APPROVER.login, run.pk]) == TWO


def test_an_election_is_not_counted_by_one():
    contest = polling.stand_village()[0].contests.first()
    first = polling.sheet(contest, [6, 4][: contest.candidates.count()], 1)
    one_human(TOWN_OFFICER, polling.SECOND)
    with pytest.raises(RuleViolated) as told:
        polling.sheet(contest, [6, 4][: contest.candidates.count()], 2)
    assert "two_counters" in [v.code for v in told.value.violations]
    assert refused(*copied(first, copy=2, entered_by=polling.SECOND.login)) == "two_counters"


def test_nor_approved_by_who_called_it():
    election, _people = polling.call_village()
    apart()
    other = acting("another", "另一", "town_committee", "440403103")
    one_human(TOWN_OFFICER, other)
    with pytest.raises(NotPermitted):
        electing.approve_election(election=election, document="x", by=other, on=dt.date(2019, 3, 11))


def test_a_contract_is_not_signed_by_who_drafted():
    row = signing.drafted(signing.certificate())
    one_human(signing.CLERK, signing.SECRETARY)
    with pytest.raises(NotPermitted):
        signing.commands.sign_contract(contract=row, signed_on=signing.SIGNED, signatory="甲", by=signing.SECRETARY, on=signing.SIGNED)
    sign = "UPDATE contracts_contract SET state = 'signed', signed_on = %s, signatory = 'x', recorded_by = %s WHERE id = %s"
    assert refused(sign, [signing.SIGNED, signing.SECRETARY.login, row.pk]) == TWO


def test_works_are_not_accepted_twice_by_one_nor_by_who_keeps_them():
    row = works.looked(works.building(), works.SUPERVISOR)
    one_human(works.SUPERVISOR, works.INSPECTOR)
    with pytest.raises(DatabaseError, match="不能验收"), transaction.atomic():
        works.looked(row, works.INSPECTOR)
    apart()
    one_human(works.KEEPER, works.INSPECTOR)
    with pytest.raises(NotPermitted):
        building.look_at_works(project=row, good=True, opinion="好", by=works.INSPECTOR, on=dt.date(2019, 11, 1))
    assert refused(*copied(row.acceptances.get(), login=works.INSPECTOR.login)) == "accepted_by_others"


def test_a_setting_is_not_fixed_by_one_of_two_merged_records():
    stage.village()
    kept = stage.person("甲")
    doubled = stage.person("乙")
    Person.objects.filter(pk=doubled.pk).update(merged_into=kept)
    account(COUNTY_OFFICER.login, "梁", person_uuid=kept.uuid)
    account("chenms", "陈", person_uuid=doubled.uuid)
    with pytest.raises(DatabaseError, match="提出取值的人不能自己审核"), transaction.atomic():
        fix_setting(key="decisions.major_disclosure_days", value=12, valid_from=dt.date(2020, 1, 1), source_document="x号", by=COUNTY_OFFICER)


def test_a_second_factor_is_not_reset_by_one_administrator_with_two_accounts():
    asked, second = account("sec1", "甲", phone="13900000001"), account("sec2", "甲", phone="13900000001")
    whose = account("whose", "丙")
    made = SecondFactorReset.objects.create(user=whose, requested_by=asked, reason="x")
    assert refused("UPDATE accounts_secondfactorreset SET confirmed_by_id = %s, confirmed_at = now() WHERE id = %s", [second.pk, made.pk]) == TWO
    assert SERVICE.login


def test_the_days_between_two_offices_are_those_of_the_countys_day():
    """Five days from February 2020: in December the thirty of the time before bind, whatever day the database's session has."""
    stage.village()
    fix_setting(key="accounts.officer_cooling_days", value=5, valid_from=dt.date(2020, 2, 1), source_document="x号", by=COUNTY_OFFICER)
    given = {"user": account("hebx", "何碧霞"), "division_code": "440403000000", "granted_by": "sql"}
    RoleGrant.objects.create(**given, role="sys_admin", period=DateRange(dt.date(2019, 10, 1), dt.date(2019, 12, 1)))
    next_office = given | {"role": "audit_admin", "period": DateRange(dt.date(2019, 12, 7), None)}
    with pytest.raises(DatabaseError, match="要隔满 30 天"), transaction.atomic():
        RoleGrant.objects.create(**next_office)
    County.objects.update(example_day=dt.date(2020, 2, 1))
    assert RoleGrant.objects.create(**next_office).pk
