"""Each command: done, refused, violated, recorded."""

import datetime as dt
import uuid

import pyotp
import pytest
from cryptography.exceptions import InvalidTag
from django.db import DatabaseError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from qianxian.accounts import commands, queries
from qianxian.accounts.commands import second_factors
from qianxian.accounts.models import ApiToken, OpenSession, RecoveryCode, RoleGrant, SecondFactor, User
from qianxian.foundation.errors import Conflict, NotPermitted, RuleViolated
from qianxian.foundation.models import AuditLeaf
from qianxian.foundation.reach import acting_as
from tests import cast
from tests.accounts.conftest import FIRST, ON, PASSWORD, bind_phone

DAY = dt.timedelta(days=1)


def codes_of(broken) -> list[str]:
    return [v.code for v in broken.value.violations]


def actions() -> list[str]:
    with acting_as(cast.SERVICE):
        return list(AuditLeaf.objects.order_by("id").values_list("action", flat=True))


def security(officer: User):
    return queries.actor_of_login(officer.login, on=ON)


def test_opening_gives_a_password_once_and_records(county):
    done = commands.open_account(login="wangxy", name="王小雨", first=ON, by=cast.SERVICE, on=ON)
    assert done.user.check_password(done.password)
    assert done.user.must_change_password
    assert actions() == ["accounts.open_account"]


@pytest.mark.parametrize("login, code", [("1abc", "login"), ("ab", "login"), ("ZHAOBK", "login_taken")])
def test_a_bad_or_taken_login_is_told(town_officer, login, code):
    with pytest.raises(RuleViolated) as broken:
        commands.open_account(login=login, name="某人", first=ON, by=cast.SERVICE, on=ON)
    assert codes_of(broken) == [code]


def test_only_the_security_administrator_manages_accounts(town_officer):
    by = queries.actor_of_login("zhaobk", on=ON)
    with pytest.raises(NotPermitted):
        commands.open_account(login="wangxy", name="王小雨", first=ON, by=by, on=ON)
    with pytest.raises(NotPermitted):
        commands.grant_role(user=town_officer, role="pay_approver", division_code=cast.COUNTY, first=ON, by=by, on=ON)


def test_nobody_grants_himself_a_role(security_officers):
    one = security_officers[0]
    with pytest.raises(NotPermitted):
        commands.grant_role(user=one, role="finance_bureau", division_code=cast.COUNTY, first=ON, by=security(one), on=ON)


def test_all_faults_of_a_grant_come_together(town_officer):
    with pytest.raises(RuleViolated) as broken:
        commands.grant_role(
            user=town_officer, role="town_committee", division_code="440402103201", first=FIRST - DAY, by=cast.SERVICE, on=ON
        )
    assert set(codes_of(broken)) == {"before_account", "other_county", "level"}


def test_the_same_grant_twice_is_refused(town_officer):
    with pytest.raises(RuleViolated) as broken:
        commands.grant_role(user=town_officer, role="town_org_officer", division_code=cast.DOUMEN_TOWN, first=ON, by=cast.SERVICE, on=ON)
    assert codes_of(broken) == ["granted_already"]


def test_three_officers_by_rule(security_officers, town_officer):
    for user, role, code in ((security_officers[0], "audit_admin", cast.COUNTY), (town_officer, "sys_admin", cast.COUNTY)):
        with pytest.raises(RuleViolated) as broken:
            commands.grant_role(user=user, role=role, division_code=code, first=ON, by=cast.SERVICE, on=ON)
        assert codes_of(broken) == ["three_officers"]


def test_three_officers_over_two_accounts_of_one_person(opened):
    person = uuid.uuid4()
    opened("hebx", ("sys_admin", cast.COUNTY), name="何碧霞", person_uuid=person)
    second = opened("hebx2", name="何碧霞", person_uuid=person)
    with pytest.raises(RuleViolated) as broken:
        commands.grant_role(user=second, role="audit_admin", division_code=cast.COUNTY, first=ON, by=cast.SERVICE, on=ON)
    assert codes_of(broken) == ["three_officers"]
    with pytest.raises(DatabaseError, match="三个人"), transaction.atomic():
        RoleGrant.objects.create(user=second, role="audit_admin", division_code=cast.COUNTY, period=DateRange(ON, None), granted_by="sql")


@pytest.mark.parametrize("role", ["audit_admin", "sys_admin", "town_org_officer", "member"])
def test_three_officers_by_straight_sql(security_officers, role):
    with pytest.raises(DatabaseError, match=r"三员|三个人"), transaction.atomic():
        RoleGrant.objects.create(
            user=security_officers[0], role=role, division_code=cast.COUNTY, period=DateRange(ON, None), granted_by="sql"
        )


@pytest.mark.parametrize("gap, refused", [(1, True), (29, True), (30, False)])
def test_an_officer_waits_before_the_next_office_by_straight_sql(opened, gap, refused):
    user = opened("hebx")
    first = {"user": user, "division_code": cast.COUNTY, "granted_by": "sql"}
    RoleGrant.objects.create(**first, role="sys_admin", period=DateRange(FIRST, ON))

    def second():
        with transaction.atomic():
            RoleGrant.objects.create(**first, role="audit_admin", period=DateRange(ON + gap * DAY, None))

    if refused:
        with pytest.raises(DatabaseError):
            second()
    else:
        second()


def test_an_account_renamed_into_an_officer_is_refused_by_the_database(opened):
    opened("hebx", ("sys_admin", cast.COUNTY), name="何碧霞", phone="13800138000")
    other = opened("linyf", ("finance_bureau", cast.COUNTY), name="林艳芳")
    with pytest.raises(DatabaseError), transaction.atomic():
        User.objects.filter(pk=other.pk).update(name="何碧霞", phone="13800138000")


def test_ending_a_grant_at_once_takes_its_deputies_with_it(town_officer, opened):
    grant, deputy = town_officer.grants.get(), opened("limq", name="李妙琼")
    standing_in = commands.appoint_deputy(principal=grant, deputy=deputy, first=ON, last=ON + 10 * DAY, by=cast.SERVICE, on=ON)
    stands_in = queries.actor_of_login("limq", on=ON)
    assert (stands_in.on_behalf_of, stands_in.principal) == ("赵炳坤", "zhaobk")
    commands.end_grant(grant=grant, by=cast.SERVICE, on=ON)
    standing_in.refresh_from_db()
    assert standing_in.period.isempty
    with pytest.raises(NotPermitted):
        queries.actor_of_login("zhaobk", on=ON)
    with pytest.raises(RuleViolated):
        commands.end_grant(grant=grant, by=cast.SERVICE, on=ON)


def test_the_deputy_is_another_dated_and_never_his_own_checker(town_officer, opened):
    grant = town_officer.grants.get()
    with pytest.raises(RuleViolated) as broken:
        commands.appoint_deputy(principal=grant, deputy=town_officer, first=ON, last=None, by=cast.SERVICE, on=ON)
    assert {"own_deputy", "deputy_dated"} <= set(codes_of(broken))
    checker = opened("wuhl", ("town_committee", cast.DOUMEN_TOWN), name="吴惠兰")
    with pytest.raises(RuleViolated) as broken:
        commands.appoint_deputy(principal=grant, deputy=checker, first=ON, last=ON + DAY, by=cast.SERVICE, on=ON)
    assert codes_of(broken) == ["own_checker"]
    with pytest.raises(DatabaseError, match="代理人"), transaction.atomic():
        RoleGrant.objects.create(user=checker, role=grant.role, division_code=grant.division_code, period=DateRange(ON, None),
                                 deputy_for=grant, granted_by="sql")  # fmt: skip


def test_a_leaver_loses_everything_the_same_day(town_officer, opened):
    by = queries.actor_of_login("zhaobk", on=ON)
    commands.issue_api_token(grant=town_officer.grants.get(), label="报表", days=30, by=by, on=ON)
    commands.open_session(user=town_officer, session_key="k", address="", device="", on=ON, method="password")
    commands.end_access(user=town_officer, by=cast.SERVICE, on=ON, reason="调离")
    town_officer.refresh_from_db()
    assert not town_officer.is_active and town_officer.last_day == ON
    assert town_officer.grants.get().last_day == ON
    assert not OpenSession.objects.exists()
    assert ApiToken.objects.get().revoked_at is not None
    with pytest.raises(NotPermitted):
        queries.actor_of_login("zhaobk", on=ON)
    with pytest.raises(RuleViolated):
        commands.end_access(user=town_officer, by=cast.SERVICE, on=ON, reason=" ")
    back = commands.reopen_access(user=town_officer, first=ON + 30 * DAY, by=cast.SERVICE, on=ON + 30 * DAY, reason="回来了")
    assert back.user.is_active and back.user.must_change_password


def test_password_change_and_reset(town_officer, security_officers):
    me = queries.actor_of_login("zhaobk", on=ON)
    for old, new, code in (
        ("wrong", "一个很长的新密码2020", "old_password"),
        (PASSWORD, PASSWORD, "same_password"),
        (PASSWORD, "12345678", "weak_password"),
    ):
        with pytest.raises(RuleViolated) as broken:
            commands.change_password(user=town_officer, old=old, new=new, by=me, on=ON)
        assert code in codes_of(broken)
    assert any(v.message == "密码太短。至少写 12 个字符，可以用一句话。" for v in broken.value.violations)
    commands.open_session(user=town_officer, session_key="here", address="", device="", on=ON, method="password")
    commands.open_session(user=town_officer, session_key="elsewhere", address="", device="", on=ON, method="password")
    commands.change_password(user=town_officer, old=PASSWORD, new="一个很长的新密码2020", by=me, on=ON, keep_session="here")
    assert [s.session_key for s in OpenSession.objects.all()] == ["here"]
    reset = commands.reset_password(user=town_officer, by=security(security_officers[0]), on=ON, reason="本人持证件申请")
    assert reset.user.check_password(reset.password) and reset.user.must_change_password and not OpenSession.objects.exists()
    with pytest.raises(NotPermitted):
        commands.change_password(user=security_officers[0], old=PASSWORD, new="一个很长的新密码2020", by=me, on=ON)


def test_a_code_and_a_recovery_code_work_once(town_officer):
    secret = bind_phone(town_officer)
    code = pyotp.TOTP(secret).now()
    commands.use_totp(user=town_officer, code=code, on=ON)
    with pytest.raises(RuleViolated) as broken:
        commands.use_totp(user=town_officer, code=code, on=ON)
    assert codes_of(broken) in (["code_used"], ["code"])
    codes = commands.renew_recovery_codes(user=town_officer, by=queries.actor_of_login("zhaobk", on=ON), on=ON)
    assert len(set(codes)) == 10
    assert commands.use_recovery_code(user=town_officer, code=codes[0].upper().replace("-", " "), on=ON) == 9
    with pytest.raises(RuleViolated):
        commands.use_recovery_code(user=town_officer, code=codes[0], on=ON)
    stored = RecoveryCode.objects.values_list("code_hash", flat=True)
    assert not any(code in " ".join(stored) for code in codes)
    assert secret not in SecondFactor.objects.get().secret_sealed


def test_a_lost_phone_takes_two_administrators(town_officer, security_officers):
    one, two = map(security, security_officers)
    bind_phone(town_officer)
    reset = commands.request_second_factor_reset(user=town_officer, reason="手机丢失，当面核实", by=one, on=ON)
    with pytest.raises(NotPermitted):
        commands.confirm_second_factor_reset(reset=reset, by=one, on=ON)
    with pytest.raises(NotPermitted):
        commands.confirm_second_factor_reset(reset=reset, by=cast.SERVICE, on=ON)
    with pytest.raises(RuleViolated):
        commands.request_second_factor_reset(user=town_officer, reason="再来", by=two, on=ON)
    with pytest.raises(DatabaseError), transaction.atomic():
        type(reset).objects.filter(pk=reset.pk).update(confirmed_by=reset.requested_by)
    commands.confirm_second_factor_reset(reset=reset, by=two, on=ON)
    assert not SecondFactor.objects.exists() and not RecoveryCode.objects.exists()
    with pytest.raises(Conflict):
        commands.confirm_second_factor_reset(reset=reset, by=two, on=ON)


def test_two_sessions_at_most(town_officer):
    for key in ("a", "b", "c"):
        commands.open_session(user=town_officer, session_key=key, address="", device="", on=ON, method="password")
    assert set(OpenSession.objects.values_list("session_key", flat=True)) == {"b", "c"}
    assert actions().count("accounts.log_in") == 3


def test_switching_needs_ones_own_grant_and_the_second_factor(opened, town_officer):
    both = opened("liangyw", ("town_org_officer", cast.DOUMEN_TOWN), ("district_org_officer", cast.COUNTY), name="梁雅文")
    me, grant = queries.actor_of_login("liangyw", "town_org_officer", ON), both.grants.get(role="district_org_officer")
    with pytest.raises(RuleViolated):
        commands.switch_role(grant=grant, by=me, on=ON, second_factor_given=False)
    assert commands.switch_role(grant=grant, by=me, on=ON, second_factor_given=True) == grant
    with pytest.raises(NotPermitted):
        commands.switch_role(grant=town_officer.grants.get(), by=me, on=ON, second_factor_given=True)
    with pytest.raises(NotPermitted, match="--role"):
        queries.actor_of_login("liangyw", on=ON)


def test_a_token_acts_as_its_grant_until_it_is_revoked(town_officer):
    me = queries.actor_of_login("zhaobk", on=ON)
    token, raw = commands.issue_api_token(grant=town_officer.grants.get(), label="报表", days=30, by=me, on=ON)
    assert raw not in token.token_hash
    assert queries.actor_of_token(raw, ON).role == "town_org_officer"
    assert queries.actor_of_token("qx_guess", ON) is None
    commands.revoke_api_token(token=token, by=me, on=ON)
    assert queries.actor_of_token(raw, ON) is None


def test_every_command_of_accounts_is_recorded_where_the_audit_administrator_sees_it(town_officer):
    commands.reset_password(user=town_officer, by=cast.SERVICE, on=ON, reason="忘记")
    with acting_as(cast.AUDIT_ADMIN):
        seen = AuditLeaf.objects.visible_to(cast.AUDIT_ADMIN)
        assert {leaf.action for leaf in seen} == {"accounts.open_account", "accounts.grant_role", "accounts.reset_password"}


def test_secrets_are_sealed_to_their_row(town_officer, security_officers):
    bind_phone(town_officer)
    bind_phone(security_officers[0])
    mine, theirs = SecondFactor.objects.get(user=town_officer), SecondFactor.objects.get(user=security_officers[0])
    mine.secret_sealed = theirs.secret_sealed
    with pytest.raises(InvalidTag):
        second_factors.secret_of(mine)
