"""What the database itself refuses: row-level security, grants, and amounts and days that are none, set from the models' declarations after every migration.

Run by ``qianxian migrate`` on the owner's connection; idempotent. ``qianxian check`` asserts the result.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.postgres.fields import DateRangeField
from django.db import connections, models

VERBS = {"append": "SELECT, INSERT", "mutable": "SELECT, INSERT, UPDATE", "erasable": "SELECT, INSERT, UPDATE, DELETE"}

# The reach is read once per query (a sub-select), not once per row: a register's count costs half. Put as "is not null", because the planner
# then expects nearly every row to pass; of the bare condition, whose prefixes it no longer sees, it would expect next to none and sort
# the register for each page. How many rows lie in the reach it learns from ``visible_to``'s own condition.
IN_REACH = (
    "nullif(division_code ^@ ANY ((SELECT string_to_array(nullif(current_setting('qianxian.reach', true), ''), ','))::text[]), false) IS NOT NULL"
)

# Temporary tables last: see ``_pin_functions``.
PINNED = "pg_catalog, public, pg_temp"


def app_role() -> str:
    """The application role's name, quoted for SQL."""
    return '"' + settings.DATABASES["default"]["USER"].replace('"', "") + '"'


def own_models() -> Iterator[type[models.Model]]:
    """Every concrete model of the house's own rooms."""
    for model in apps.get_models(include_auto_created=True):
        if model.__module__.startswith("qianxian.") and not model._meta.proxy and model._meta.managed:
            yield model


def is_division_bound(model: type[models.Model]) -> bool:
    """True when rows of the model belong to a place and stand under row-level security."""
    return bool(getattr(model, "DIVISION_BOUND", False))


def policy_sql(model: type[models.Model]) -> Iterator[str]:
    """The statements that put one table under forced row-level security by reach."""
    table = f'"{model._meta.db_table}"'
    extra = getattr(model, "RLS_EXTRA", "")
    see = f"({IN_REACH})" + (f" AND ({extra})" if extra else "")
    insert = "true" if getattr(model, "RLS_OPEN_INSERT", False) else see
    yield f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"
    yield f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY"
    for name, clause in {
        "reach_select": f"FOR SELECT USING ({see})",
        "reach_insert": f"FOR INSERT WITH CHECK ({insert})",
        "reach_update": f"FOR UPDATE USING ({see}) WITH CHECK ({see})",
        "reach_delete": f"FOR DELETE USING ({see})",
    }.items():
        yield f"DROP POLICY IF EXISTS {name} ON {table}"
        yield f"CREATE POLICY {name} ON {table} {clause}"


def grant_sql(model: type[models.Model]) -> Iterator[str]:
    """The statements that give the application role exactly what the model declares."""
    table, role = f'"{model._meta.db_table}"', app_role()
    verbs = VERBS[getattr(model, "GRANTS", "erasable" if model._meta.auto_created else "mutable")]
    database_sets = getattr(model, "DATABASE_SETS", ())
    yield f"REVOKE ALL ON {table} FROM {role}"
    if database_sets:
        columns = ", ".join(f'"{f.column}"' for f in model._meta.local_fields if f.name not in database_sets and not f.primary_key)
        yield f"GRANT SELECT, INSERT ({columns}) ON {table} TO {role}"
    else:
        yield f"GRANT {verbs} ON {table} TO {role}"


def finite_sql(model: type[models.Model], standing: dict[str, str]) -> Iterator[str]:
    """The statements that keep NaN out of a table's amounts and infinity out of its days, where the ``standing`` checks (name → columns) do not yet.

    PostgreSQL stores NaN in numeric(14,2), finds it equal to itself and larger than everything: a voucher of NaN balances, and a limit of NaN
    is none. So does a resolution that stands from -infinity to infinity, and a period that ends at infinity: it is neither open nor does it end,
    and no calendar holds its last day. Every check that compares would let them through, so they are refused where they would be stored.
    """
    table = model._meta.db_table
    checks = {f.column: f"""coalesce("{f.column}", 0) <> 'NaN'""" for f in model._meta.local_fields if isinstance(f, models.DecimalField)}
    checks |= {f.column: f"""coalesce(isfinite("{f.column}"), true)""" for f in model._meta.local_fields if isinstance(f, models.DateField)}
    checks |= {
        f.column: " AND ".join(f"""coalesce(isfinite({end}("{f.column}")), true)""" for end in ("lower", "upper"))  # an open end and no days at all stay as they were
        for f in model._meta.local_fields
        if isinstance(f, DateRangeField)
    }
    name, columns = f"{table}_finite"[:63], " ".join(checks)
    if checks and standing.get(name) != columns:  # to add it reads the whole table
        yield f'ALTER TABLE "{table}" DROP CONSTRAINT IF EXISTS "{name}"'
        yield f'ALTER TABLE "{table}" ADD CONSTRAINT "{name}" CHECK ({" AND ".join(checks.values())})'
        yield f"""COMMENT ON CONSTRAINT "{name}" ON "{table}" IS '{columns}'"""


def _standing(cursor: Any) -> dict[str, str]:
    """What the checks of ``finite_sql`` say of their columns, by their names."""
    cursor.execute("SELECT c.conname, d.description FROM pg_constraint c JOIN pg_description d ON d.objoid = c.oid WHERE c.conname LIKE '%\\_finite'")
    return dict(cursor.fetchall())


def _pin_functions(using: str) -> None:
    """Guards look at our tables, whatever the caller's session says.

    PostgreSQL searches temporary tables first: without a search path of its own a trigger would believe an empty ``accounts_rolegrant`` that
    somebody made in his session, and let everything through.
    """
    with connections[using].cursor() as cursor:
        cursor.execute(
            "SELECT p.oid::regprocedure::text FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace"
            " WHERE n.nspname = 'public' AND p.proname NOT LIKE 'procrastinate%%' AND p.prokind = 'f'"
            " AND p.prolang IN (SELECT oid FROM pg_language WHERE lanname IN ('plpgsql', 'sql'))"
            " AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')"
            " AND NOT coalesce(p.proconfig, '{}') @> ARRAY[%s]",
            [f"search_path={PINNED}"],
        )
        for (function,) in cursor.fetchall():
            cursor.execute(f"ALTER FUNCTION {function} SET search_path = {PINNED}")


def apply(using: str = "owner") -> None:
    """Set grants and policies on every table of the house and of its libraries."""
    role = app_role()
    _pin_functions(using)
    own = {m._meta.db_table for m in own_models()}
    with connections[using].cursor() as cursor:
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {role}")
        cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}")
        tables, standing = connections[using].introspection.table_names(cursor), _standing(cursor)
        for table in tables:
            if table not in own:
                verbs = "SELECT" if table == "django_migrations" else "SELECT, INSERT, UPDATE, DELETE"
                cursor.execute(f'GRANT {verbs} ON "{table}" TO {role}')
        for model in own_models():
            if model._meta.db_table not in tables:
                # No migration yet, so nothing to guard; the architecture tests and ``qianxian check`` name it.
                continue
            for statement in (*grant_sql(model), *finite_sql(model, standing)):
                cursor.execute(statement)
            if is_division_bound(model):
                for statement in policy_sql(model):
                    cursor.execute(statement)
