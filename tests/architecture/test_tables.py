"""What each table declares, and that PostgreSQL really refuses the rest: straight SQL as the application role."""

import uuid

import psycopg
import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, connections, transaction

from qianxian.foundation import guards
from qianxian.foundation.actor import Actor
from qianxian.foundation.reach import acting_as, bind

pytestmark = pytest.mark.django_db(databases=["default", "owner"])

# Tables outside row-level security, each with its reason.
OPEN = {
    "elements_dataelement": "the county's register of questions; no value and no person stands in it",
    "elements_collectiontask": "what is asked, why and by whom is open to everybody who may be asked; no value stands in it",
    "elements_question": "the questions of a task, as above",
    "services_serviceitem": "the county's catalogue of services hangs in every hall",
    "foundation_receipt": "keys of requests, by login; no data of a place",
    "notices_noticepreference": "belongs to an account, as accounts do; sealed addresses, marks that name nothing",
    "notices_notice": "numbers to an account; nothing of a place's work stands in it",
    "papers_papertemplate": "the county's templates of papers, public wording",
    "rulebook_setting": "the county's settings, public within the house",
    "rulebook_settingproposal": "what the settings shall be, public within the house as they are",
    "accounts_user": "logins are read before anybody has a reach",
    "accounts_rolegrant": "decides the reach, so it cannot stand under it",
    "accounts_loginattempt": "counted before login",
    "accounts_opensession": "read before the reach is bound",
    "accounts_apitoken": "read before the reach is bound",
    "accounts_apiclient": "read before the reach is bound",
    "accounts_clienttoken": "read before the reach is bound",
    "accounts_clientcalls": "counted before the reach is bound; numbers only",
    "accounts_secondfactor": "read during login",
    "accounts_recoverycode": "read during login",
    "accounts_secondfactorreset": "two security administrators of the county",
    "divisions_county": "the one county of this installation; public",
    "divisions_division": "names and codes of places are public",
    "divisions_populationsnapshot": "aggregates; rules of other places' bands read them",
    "divisions_designation": "public titles of places",
    "funds_account": "the chart of accounts, public",
    "pay_payterms": "the county's pay settings, public within the house",
    "pay_incomeindex": "published figures",
}
APPEND_ONLY = {"foundation_auditleaf", "foundation_changehistory", "foundation_receipt"}
POLICIES = {"reach_select": "r", "reach_insert": "a", "reach_update": "w", "reach_delete": "d"}
VERBS = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")
MODELS = sorted(guards.own_models(), key=lambda m: m._meta.db_table)
TABLES = [m._meta.db_table for m in MODELS]
BOUND = [m._meta.db_table for m in MODELS if guards.is_division_bound(m)]


def owner(statement: str, *values) -> list[tuple]:
    """Rows of a query asked as the owner."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


def promised(model) -> set[str]:
    """The verbs a model's declaration promises the application role on the whole table."""
    verbs = set(guards.VERBS[getattr(model, "GRANTS", "erasable" if model._meta.auto_created else "mutable")].split(", "))
    return verbs - {"INSERT"} if getattr(model, "DATABASE_SETS", ()) else verbs


def refused(statement: str, values=()) -> str:
    """The SQLSTATE with which the application role is refused; empty when it is let through."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)
            raise Undo
    except Undo:
        return ""
    except Exception as error:
        return getattr(error.__cause__, "sqlstate", "") or type(error).__name__


class Undo(Exception):
    """Takes a statement back."""


@pytest.mark.parametrize("model", MODELS, ids=lambda m: m._meta.label_lower)
def test_each_model_declares_itself(model):
    declared = getattr(model, "GRANTS", None)
    assert declared in guards.VERBS or model._meta.auto_created, "say GRANTS: append, mutable or erasable"
    assert guards.is_division_bound(model) or model._meta.db_table in OPEN, "division-bound, or on the open list with a reason"
    if guards.is_division_bound(model):
        assert model._meta.get_field("division_code")
        assert hasattr(model._meta.default_manager, "visible_to")
        assert model._meta.db_table not in OPEN


def test_the_open_list_is_true():
    assert set(OPEN) - {"pay_payterms", "pay_incomeindex"} <= set(TABLES)


def test_append_only_tables_are_named_twice():
    assert {m._meta.db_table for m in MODELS if getattr(m, "GRANTS", "") == "append"} >= APPEND_ONLY


@pytest.mark.parametrize("table", BOUND)
def test_row_level_security_is_forced_with_four_policies(table):
    assert owner("SELECT relrowsecurity, relforcerowsecurity FROM pg_class WHERE oid = %s::regclass", table) == [(True, True)]
    policies = dict(owner("SELECT polname, polcmd FROM pg_policy WHERE polrelid = %s::regclass", table))
    assert {name: command.decode() if isinstance(command, bytes) else command for name, command in policies.items()} == POLICIES


def test_no_table_hides_from_the_models():
    """Every table of the database is a model's, or belongs to a library; a table under no declaration cannot exist."""
    libraries = {m._meta.db_table for m in apps.get_models(include_auto_created=True)} - set(TABLES)
    known = {*TABLES, *libraries, "django_migrations"}
    unknown = [t for (t,) in owner("SELECT tablename FROM pg_tables WHERE schemaname = 'public'") if t not in known and not t.startswith("procrastinate_")]
    assert not unknown


def test_the_application_role_owns_nothing_and_bypasses_nothing():
    role = guards.app_role().strip('"')
    assert owner("SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = %s", role) == [(False,) * 4]
    assert owner("SELECT relname FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner WHERE r.rolname = %s", role) == []
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == (role,)


@pytest.mark.parametrize("verb", VERBS)
def test_grants_are_exactly_what_the_models_declare(verb):
    role = guards.app_role().strip('"')
    wrong = []
    for model in MODELS:
        table = model._meta.db_table
        has = owner("SELECT has_table_privilege(%s, %s, %s)", role, table, verb)[0][0]
        if has != (verb in promised(model)):
            wrong.append(f"{table}: {'has' if has else 'lacks'} {verb}")
    assert not wrong


@pytest.mark.parametrize("model", MODELS, ids=lambda m: m._meta.label_lower)
def test_straight_sql_meets_the_same_answer(model):
    """Every verb really tried on every table as the application role; 42501 is PostgreSQL's insufficient_privilege."""
    table, column = model._meta.db_table, model._meta.pk.column
    tried = {
        "SELECT": f'SELECT count(*) FROM "{table}"',
        "UPDATE": f'UPDATE "{table}" SET "{column}" = "{column}" WHERE false',
        "DELETE": f'DELETE FROM "{table}" WHERE false',
        "TRUNCATE": f'TRUNCATE "{table}" CASCADE',
        "INSERT": f'INSERT INTO "{table}" SELECT * FROM "{table}" WHERE false',
        "ALTER": f'ALTER TABLE "{table}" ADD COLUMN planted int',
        "DROP": f'DROP TABLE "{table}" CASCADE',
        "DISABLE": f'ALTER TABLE "{table}" DISABLE ROW LEVEL SECURITY',
        "TRIGGERS": f'ALTER TABLE "{table}" DISABLE TRIGGER ALL',
    }
    wrong = {}
    for verb, statement in tried.items():
        expected = "" if verb in promised(model) else "42501"
        if (answer := refused(statement)) != expected:
            wrong[verb] = (answer, expected)
    assert not wrong


@pytest.mark.parametrize("table", sorted(APPEND_ONLY))
def test_time_and_order_of_the_log_are_the_databases(table):
    model = next(m for m in MODELS if m._meta.db_table == table)
    for column in getattr(model, "DATABASE_SETS", ()):
        assert refused(f"INSERT INTO {table} ({column}) VALUES (now())") == "42501"
    if getattr(model, "DATABASE_SETS", ()):
        assert refused(f"INSERT INTO {table} (id) VALUES (1)") == "42501"


@pytest.mark.parametrize("model", [m for m in MODELS if guards.is_division_bound(m)], ids=lambda m: m._meta.label_lower)
def test_without_a_reach_no_row_exists(model):
    """Fail-closed: a row planted by the owner is there only inside the reach of its place."""
    table = model._meta.db_table
    with transaction.atomic():
        bind(None)
        assert model._default_manager.count() == 0
    other = Actor("x", "x", "town_org_officer", reach=("440403107",))
    with acting_as(other), connection.cursor() as cursor:
        # The policy's own words, asked for a code of another town.
        cursor.execute(f"SELECT count(*) FROM {table} WHERE division_code LIKE '440403103%%'")
        assert cursor.fetchone() == (0,)


def test_a_row_outside_reach_cannot_be_written():
    from qianxian.people.models import Person

    town = Actor("x", "x", "town_org_officer", reach=("440403103",))
    values = {"name": "甲", "sex": "male", "birth_date": "1980-01-01", "identity_index": uuid.uuid4().hex}
    with acting_as(town):
        Person.objects.create(division_code="440403103201", **values)
        with pytest.raises(Exception, match="row-level security") as error, transaction.atomic():
            Person.objects.create(division_code="440403107201", **values | {"identity_index": uuid.uuid4().hex})
        assert isinstance(error.value.__cause__, psycopg.errors.InsufficientPrivilege)
        assert Person.objects.count() == 1
        assert Person.objects.update(name="乙") == 1
        with pytest.raises(Exception, match="row-level security"), transaction.atomic():
            Person.objects.update(division_code="440403107201")
    with acting_as(Actor("y", "y", "town_org_officer", reach=("440403107",))):
        assert Person.objects.count() == 0
        assert Person.objects.update(name="丙") == 0


def test_views_of_the_database_ask_as_who_reads_them():
    loose = owner(
        "SELECT relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE relkind = 'v' AND nspname = 'public'"
        " AND NOT coalesce(reloptions, '{}') @> '{security_invoker=true}'"
    )
    assert not loose


# Functions that act with their owner's rights, and why.
DEFINERS = {
    "procrastinate": "the job queue's own",
    "people_move_records": "moves rows that are only ever added, or read by other roles only, and solely from a record to the one it was merged into",
}


def test_functions_do_not_lend_the_owners_rights():
    found = owner("SELECT proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE prosecdef AND nspname = 'public'")
    assert not [name for (name,) in found if not name.startswith(tuple(DEFINERS))]


def test_migrations_are_complete():
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


# Columns that name a person without a foreign key, and who moves them when two records become one.
NAMED_BY_UUID = {("accounts_user", "person_uuid"): "people.commands.merge_persons"}


def test_a_merge_of_persons_walks_every_column_that_points_to_one():
    """Were a table to name persons in a way that the merge does not walk, its rows would stay behind with the doubled record."""
    pointing = owner(
        "SELECT c.conrelid::regclass::text, a.attname FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey)"
        " WHERE c.contype = 'f' AND c.confrelid = 'people_person'::regclass"
    )
    person = apps.get_model("people", "Person")
    walked = {(r.related_model._meta.db_table, r.field.column) for r in person._meta.related_objects}
    assert set(pointing) == walked and len(walked) >= 11
    named = owner(
        "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public' AND udt_name IN ('uuid', '_uuid')"
        " AND column_name LIKE '%%person%%'"
    )
    assert set(named) == set(NAMED_BY_UUID)


@pytest.mark.parametrize("relation", apps.get_model("people", "Person")._meta.related_objects, ids=lambda r: r.related_model._meta.label)
def test_the_application_may_move_each_of_them_along_a_merge(relation):
    """The tables of the least rights too (decisions are only ever added): the function moves, the application's own UPDATE need not."""
    with transaction.atomic(), connection.cursor() as cursor:
        bind(Actor(login="x", name="x", role="service", reach=("440403",)))
        cursor.execute(
            "INSERT INTO people_person (uuid, version, division_code, name, pinyin, initials, sex, birth_date, identity_kind, identity_sealed,"
            " identity_masked, ethnicity, education, mobile, address, bank_name, account_sealed, account_index, account_masked, access_need)"
            " SELECT gen_random_uuid(), 1, '440403103210', '甲', '', '', 'male', '1980-01-01', 'none', '', '', '', '', '', '', '', '', '', '', ''"
            " FROM generate_series(1, 2) RETURNING id"
        )
        kept, doubled = (row[0] for row in cursor.fetchall())
        cursor.execute("UPDATE people_person SET merged_into_id = %s WHERE id = %s", [kept, doubled])
        cursor.execute("SELECT people_move_records(%s, %s, %s, %s)", [relation.related_model._meta.db_table, relation.field.column, kept, doubled])
        assert cursor.fetchone() == (0,)
        transaction.set_rollback(True)
