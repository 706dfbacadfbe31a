"""What an attacker tried and once got through, kept as tests; what he tried in vain and belongs to no other file."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys

import psycopg
import pytest
from django.db import connection, connections, transaction
from django.test import Client

from qianxian.accounts import commands
from qianxian.accounts import queries as who
from qianxian.accounts.models import RoleGrant
from qianxian.foundation import guards
from qianxian.foundation.errors import NotPermitted
from qianxian.foundation.models import AuditLeaf
from qianxian.foundation.reach import bind
from qianxian.organisations.models import BranchRegistration, PartyMember, PartyOrganisation
from qianxian.pay.models import PayRun
from qianxian.people.models import Person
from tests.accounts.conftest import bind_phone
from tests.api import operations
from tests.api.stage import DAY, VILLAGE
from tests.cast import SERVICE
from tests.matrix.people import browser

pytestmark = pytest.mark.usefixtures("stage")


@pytest.fixture(autouse=True)
def own_addresses(settings):
    """The whole product's addresses."""
    settings.ROOT_URLCONF = "qianxian.config.urls"


def test_a_temporary_table_does_not_blind_the_guards(stage):
    """As the application role: shadow the table a trigger reads, then give an officer a second office."""
    officer = RoleGrant.objects.get(user=stage.users["sys_admin"])
    with pytest.raises(Exception, match="三员") as refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE accounts_rolegrant (LIKE public.accounts_rolegrant) ON COMMIT DROP")
        cursor.execute(
            "INSERT INTO public.accounts_rolegrant (uuid, version, user_id, role, division_code, department, organisation_code, period,"
            " granted_by, source_document) VALUES (gen_random_uuid(), 1, %s, 'sec_admin', '440403000000', '', '', '[2019-01-01,)', 'x', '')",
            [officer.user_id],
        )
    assert refused.value.__cause__.sqlstate == "QX001"


def test_every_function_of_ours_has_its_own_search_path(stage):
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT p.proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = 'public'"
            " AND p.proname NOT LIKE 'procrastinate%%' AND p.prolang IN (SELECT oid FROM pg_language WHERE lanname IN ('plpgsql', 'sql'))"
            " AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')"
        )
        ours = {name for (name,) in cursor.fetchall()}
        cursor.execute("SELECT proname FROM pg_proc WHERE proconfig @> ARRAY[%s]", [f"search_path={guards.PINNED}"])
        pinned = {name for (name,) in cursor.fetchall()}
    assert len(ours) > 5
    assert not ours - pinned


REFUSED = (
    "SET ROLE postgres", "SET SESSION AUTHORIZATION postgres", "SET session_replication_role = 'replica'", "SELECT pg_read_file('/etc/passwd')",
    "SELECT pg_ls_dir('/')", "COPY (SELECT 1) TO PROGRAM 'id'", "COPY pg_catalog.pg_class TO '/tmp/qx-never'", "SELECT lo_export(1, '/tmp/qx-never')",
    "SELECT lo_import('/etc/passwd')", "CREATE TABLE public.planted (i int)",
    "CREATE FUNCTION public.planted() RETURNS int LANGUAGE sql AS 'SELECT 1'", "CREATE SCHEMA planted", "CREATE EXTENSION dblink", "CREATE ROLE planted",
    "SELECT rolpassword FROM pg_authid", "ALTER ROLE CURRENT_USER SUPERUSER", "ALTER ROLE CURRENT_USER BYPASSRLS",
    "ALTER TABLE accounts_rolegrant DISABLE TRIGGER three_officers", "DROP TRIGGER three_officers ON accounts_rolegrant",
    "DROP POLICY reach_select ON people_person", "ALTER TABLE people_person NO FORCE ROW LEVEL SECURITY",
    "CREATE OR REPLACE FUNCTION public.accounts_three_officers() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
    "ALTER FUNCTION public.accounts_three_officers() RESET search_path", "UPDATE django_migrations SET name = 'x'",
    "ALTER ROLE CURRENT_USER SET qianxian.reach = '4'",
)  # fmt: skip


@pytest.mark.parametrize("statement", REFUSED)
def test_straight_sql_as_the_application_role(stage, statement):
    with pytest.raises(Exception) as refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert isinstance(refused.value.__cause__, psycopg.errors.InsufficientPrivilege)


def test_a_branch_secretary_sees_the_members_of_his_branch_only(stage):
    """The neighbour branch of the same village: not in lists, not by number, not by search, not beneath the queries either."""
    bind(SERVICE)
    other = PartyOrganisation.objects.create(division_code=VILLAGE, code="DCK-2", name="大赤坎村第二党支部", short_name="二支部", kind="branch", sector="rural",
                                             path="DM/DCK-2/", parent=stage.made["county_committee"])  # fmt: skip
    neighbour = Person.objects.create(division_code=VILLAGE, name="邻支部党员", sex="male", birth_date=dt.date(1970, 1, 1), identity_index="n" * 64)
    member = PartyMember.objects.create(division_code=VILLAGE, person=neighbour, organisation=other, status="full", joined_on=dt.date(2000, 1, 1),
                                        full_on=dt.date(2001, 1, 1))  # fmt: skip
    BranchRegistration.objects.create(division_code=VILLAGE, member=member, organisation=other, period=(dt.date(2000, 1, 1), None))
    own = stage.village.member

    def texts(role: str) -> dict[str, str]:
        browse = browser(stage.users[role]) if role not in browsers else browsers[role]
        browsers[role] = browse
        return {path: browse.get(path).content.decode() for path in ("/people/", "/members/", "/search/?q=邻支部党员")}

    browsers: dict[str, Client] = {}
    assert all("邻支部党员" in text for path, text in texts("village_secretary").items() if "members" not in path)
    assert all("邻支部党员</" not in text for text in texts("branch_secretary").values())
    assert own.name in texts("branch_secretary")["/people/"]
    for path in (f"/people/{neighbour.uuid}", f"/members/{member.uuid}"):
        assert stage.call("branch_secretary", "GET", path).status_code == 404, path
    assert stage.call("branch_secretary", "GET", f"/people/{own.uuid}").status_code == 200
    for path in ("/people?limit=200", "/members?limit=200"):
        assert str(neighbour.uuid) not in stage.call("branch_secretary", "GET", path).content.decode()
        assert str(neighbour.uuid) in stage.call("village_secretary", "GET", path).content.decode()
    with transaction.atomic():
        bind(stage.acting("branch_secretary"))
        assert set(PartyMember.objects.values_list("organisation__code", flat=True)) == {stage.village.organisation.code}
        assert not BranchRegistration.objects.filter(pk__in=member.registrations.values("pk")).exists()


@pytest.mark.parametrize("on", ["2018-01-01", "2019-12-31"])
def test_an_as_of_day_does_not_date_an_approval(stage, on):
    run = operations.checked_run(stage)
    assert browser(stage.users["pay_approver"]).post(f"/pay/runs/{run.uuid}/approve/?on={on}").status_code == 302
    bind(SERVICE)
    assert PayRun.objects.get(pk=run.pk).approved_on == DAY


@pytest.mark.parametrize("path", ["/search/?q=%00", "/people/?name=a%00", "/?scope=%00", "/login/?next=%00", "/log/?actor=%00"])
def test_a_nul_in_the_address_is_a_bad_request(stage, path):
    assert browser(stage.users["audit_admin"]).get(path).status_code == 400


def test_pages_of_the_house_are_kept_nowhere(stage):
    browse = browser(stage.users["district_org_officer"])
    for path in ("/workbench/", "/people/", f"/people/{stage.village.member.uuid}/", "/organisations/list/", "/pay/"):
        answer = browse.get(path)
        assert "no-store" in answer.headers.get("Cache-Control", ""), path


def test_lists_of_pay_leave_a_leaf(stage):
    run = operations.checked_run(stage)
    browse = browser(stage.users["finance_bureau"])
    assert browse.get(f"/pay/runs/{run.uuid}/slips.xlsx").status_code == 200
    assert browse.get(f"/pay/runs/{run.uuid}/city.pdf").status_code == 200
    bind(SERVICE)
    acts = set(AuditLeaf.objects.filter(object_id=str(run.uuid)).values_list("action", flat=True))
    assert {"pay.export_slips", "pay.print_payer_sheet"} <= acts


@pytest.mark.parametrize("target", ["//evil.example", "https://evil.example", "/\\evil.example", "\\\\evil.example", "///evil.example",
                                    "javascript:alert(1)", "http:evil.example"])  # fmt: skip
def test_next_leads_nowhere_else(stage, target):
    for path in ("/view/", "/language/"):
        assert Client().get(path, {"next": target, "view": "plain", "to": "en"}).url == "/"


def test_somebody_elses_grant_is_not_chosen(stage):
    browse = browser(stage.users["town_org_officer"])
    wanted = stage.users["district_org_officer"].grants.get().uuid
    assert browse.post("/login/role/", {"grant": wanted}).status_code == 422
    assert browse.get("/api/v1/me").json()["role"] == "town_org_officer"


def test_a_key_of_somebody_else_gives_nothing_away(stage):
    body = {"year": 2016, "source": "年报", "resident": 3000}
    mine = stage.call("town_org_officer", "POST", f"/divisions/{VILLAGE}/populations", body, key="the-same-key-1")
    theirs = stage.call("district_org_officer", "POST", f"/divisions/{VILLAGE}/populations", {**body, "year": 2015}, key="the-same-key-1")
    assert mine.status_code == theirs.status_code == 201
    assert mine.json()["uuid"] != theirs.json()["uuid"]
    assert "Idempotency-Replayed" not in theirs.headers


def test_what_the_client_may_not_set_is_refused(stage):
    person = {"division_code": VILLAGE, "name": "新人", "sex": "male", "birth_date": "1980-01-01"}
    for extra in ({"uuid": str(stage.village.member.uuid)}, {"identity_index": "x"}, {"version": 9}, {"merged_into": 1}):
        answer = stage.call("town_org_officer", "POST", "/people", {**person, **extra})
        assert (answer.status_code, answer.json()["code"]) == (422, "unreadable"), extra


SAFE = {"QIANXIAN_PUBLIC_URL": "https://county.example", "QIANXIAN_BEHIND_PROXY": "1"}


def deployed(**environment: str) -> subprocess.CompletedProcess:
    """Django's own check of a deployment, in a process of its own with these variables."""
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "django", "check", "--deploy", "--fail-level", "WARNING", "--settings", "qianxian.config.settings"],
        env={k: v for k, v in os.environ.items() if k != "DJANGO_ALLOW_ASYNC_UNSAFE"} | environment, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_a_deployment_is_clean_and_the_check_can_fail():
    clean = deployed(**SAFE)
    assert clean.returncode == 0, clean.stderr
    plain = deployed(QIANXIAN_PUBLIC_URL="http://county.example", QIANXIAN_BEHIND_PROXY="")
    assert plain.returncode == 1 and "security.W012" in plain.stderr


def test_cookies_of_a_deployment_belong_to_their_host():
    said = subprocess.run(
        [sys.executable, "-c", "import django; from django.conf import settings as s; print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE,"
         " s.SECURE_HSTS_SECONDS, s.SECURE_HSTS_INCLUDE_SUBDOMAINS, s.DEBUG)"],
        env=os.environ | SAFE | {"DJANGO_SETTINGS_MODULE": "qianxian.config.settings"}, capture_output=True, text=True, check=True,
    ).stdout.split()  # fmt: skip
    assert said == ["__Host-sessionid", "__Host-csrftoken", "True", "31536000", "True", "False"]


def test_recovery_codes_are_renewed_with_a_fresh_code_only(stage):
    from tests.accounts.test_step_up import at_work

    browse, _secret = at_work(stage.users["town_org_officer"], 6)
    asked = browse.post("/me/codes/").content.decode()
    assert 'name="again-code"' in asked and "data-codes" not in asked
    browse, _secret = at_work(stage.users["sec_admin"], 1)
    assert "data-codes" in browse.post("/me/codes/").content.decode()


def test_refusals_stand_in_the_services_log(stage, caplog):
    Client().post("/login/", {"login": stage.users["town_org_officer"].login, "password": "a password typed wrong"})
    browser(stage.users["cashier"]).get("/accounts/")
    said = "\n".join(record.getMessage() for record in caplog.records)
    assert "refused what=password" in said and "status=403 who=" in said and "/cashier" in said
    assert "typed wrong" not in said


def test_the_self_check_names_a_guard_that_could_be_misled(stage):
    from qianxian.config.runtime import self_check

    assert not list(self_check.guards_look_at_our_tables())
    with transaction.atomic(using="owner"):
        with connections["owner"].cursor() as cursor:
            cursor.execute("ALTER FUNCTION accounts_three_officers() RESET search_path")
        assert "accounts_three_officers" in "".join(map(str, self_check.guards_look_at_our_tables()))
        transaction.set_rollback(True, using="owner")


def test_a_new_password_leaves_the_phone_bound(stage):
    user = stage.users["town_org_officer"]
    bind_phone(user)
    opened = commands.reset_password(user=user, reason="本人到场", by=stage.acting("sec_admin"), on=DAY)
    answer = Client().post("/login/", {"login": user.login, "password": opened.password})
    assert answer.url == "/login/code/"


def test_a_deputy_is_out_the_day_after_the_last(stage):
    """A session opened while the deputy's days ran, and a grant whose principal left."""
    principal = stage.users["town_org_officer"].grants.get()
    stage.let_in("stand_in", "apistandin", "440403107000", role="town_bookkeeper")
    deputy = commands.appoint_deputy(principal=principal, deputy=stage.users["stand_in"], first=DAY, last=DAY + dt.timedelta(days=1), source_document="",
                                     by=stage.acting("sec_admin"), on=DAY)  # fmt: skip
    for days, role in ((0, "town_org_officer"), (1, "town_org_officer"), (2, "")):
        by = DAY + dt.timedelta(days=days)
        try:
            acting = who.actor_for(RoleGrant.objects.select_related("user", "deputy_for__user").get(pk=deputy.pk), by).role
        except NotPermitted:
            acting = ""
        assert acting == role, days
