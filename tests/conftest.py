"""The test database: a real PostgreSQL, migrated once into a template, cloned for each worker and for each test that needs its own.

``default`` connects as the application role, so row-level security and grants really apply; ``owner`` connects as the owner.
After a transactional test the worker's database is cloned anew: the application role may not TRUNCATE, and seeded rows must survive.
"""

from __future__ import annotations

import fcntl
import gc
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from qianxian.config.runtime import address, keys, roles
from qianxian.config.runtime.postgres import Server
from tests import chromium, profiles

profiles.load()
os.environ["QIANXIAN_LANG"] = "zh"  # what the command line says is compared in Chinese, whatever the machine speaks
ROOT = Path(os.environ["QIANXIAN_TEST_ROOT"])
HOME = ROOT / "h"
TEMPLATE = f"qxt_{ROOT.name[-8:].lower().replace('-', '_')}_template"
UNSAFE_BUT_FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "120"}


@contextmanager
def one_worker_at_a_time() -> Iterator[None]:
    """Held while the cluster is started or a template is cloned (a clone needs the template without sessions)."""
    with open(ROOT / "lock", "w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def admin(**changes) -> psycopg.Connection:
    """The owner's connection to a database that is never cloned or dropped."""
    owner = address.dsn(address.owner(HOME))
    if not address.outside():
        owner["dbname"] = "postgres"
    return psycopg.connect(**(owner | changes), autocommit=True)


def start_cluster() -> None:
    """The session's server, started by the first worker that needs it."""
    if not address.outside():
        HOME.mkdir(exist_ok=True)
        server = Server(HOME, options=UNSAFE_BUT_FAST)
        server.start()
        roles.ensure_embedded(server)
    secret = keys.load(HOME).app_db_password
    roles.ensure_application(address.dsn(address.owner(HOME)), role=os.environ["QIANXIAN_APP_ROLE"], password=secret)


def drop(name: str) -> None:
    """Drop a database with whoever is still in it: clients, and an autovacuum worker, which only a superuser may end.

    In an outside cluster the owner is none: there the worker is waited for.
    """
    statement = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
    with admin() if address.outside() else Server(HOME).connect() as connection:
        for turn in range(100):
            try:
                connection.execute(statement)
                return
            except psycopg.errors.InsufficientPrivilege:
                if turn == 99:
                    raise
                time.sleep(0.1)


def clone(name: str) -> None:
    """A fresh copy of the migrated template."""
    drop(name)
    with one_worker_at_a_time(), admin() as connection:
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY").format(sql.Identifier(name), sql.Identifier(TEMPLATE))
        )
        grant = sql.SQL("GRANT CONNECT, TEMPORARY ON DATABASE {} TO {}")
        connection.execute(grant.format(sql.Identifier(name), sql.Identifier(os.environ["QIANXIAN_APP_ROLE"])))


def point_django_at(name: str) -> None:
    """Both aliases to one database; open connections are closed first."""
    from django.conf import settings
    from django.db import connections

    for alias in ("default", "owner"):
        connections[alias].close()
        settings.DATABASES[alias]["NAME"] = name
        connections.settings[alias]["NAME"] = name
        connections[alias].settings_dict["NAME"] = name


def migrate_template() -> None:
    """Migrate the template once per session, as ``qianxian migrate`` does."""
    from qianxian.config.runtime import migration

    with one_worker_at_a_time():
        done = ROOT / "template.done"
        if done.exists():
            return
        start_cluster()
        with admin() as connection:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(TEMPLATE)))
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(TEMPLATE)))
        point_django_at(TEMPLATE)
        migration.migrate()
        point_django_at(TEMPLATE)
        done.touch()


@pytest.fixture(scope="session")
def worker_database() -> str:
    """The name of this worker's database."""
    return f"{TEMPLATE.removesuffix('_template')}_{os.environ.get('PYTEST_XDIST_WORKER', 'gw0')}"


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker, worker_database) -> Iterator[None]:
    """Replaces pytest-django's: template, clone, and a transactional teardown that clones again."""
    from django.test import TransactionTestCase

    def start_over(self) -> None:
        from django.db import connections

        connections.close_all()
        clone(worker_database)

    with django_db_blocker.unblock():
        migrate_template()
        clone(worker_database)
        point_django_at(worker_database)
    kept = TransactionTestCase._fixture_teardown
    TransactionTestCase._fixture_teardown = start_over
    yield
    TransactionTestCase._fixture_teardown = kept
    with django_db_blocker.unblock():
        from django.db import connections

        connections.close_all()
        drop(worker_database)


@pytest.fixture
def fresh_database(django_db_setup, django_db_blocker, worker_database) -> Iterator[str]:
    """A database of its own for tests that commit, race or kill; both aliases point to it, threads may open connections."""
    from django.db import connections

    name = f"{worker_database}_fresh"
    clone(name)
    with django_db_blocker.unblock():
        point_django_at(name)
        yield name
        connections.close_all()
        point_django_at(worker_database)
    drop(name)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Debian's Chromium where there is one; root may not use its sandbox."""
    return browser_type_launch_args | {"executable_path": chromium.find(), "args": [*chromium.ARGUMENTS]}


def pytest_configure(config) -> None:
    """While all is imported and collected nothing of it becomes garbage: the collector need not look."""
    gc.disable()


def pytest_collection_finish(session) -> None:
    """What was imported and collected stays to the end: the collector of garbage need not walk through it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
    gc.enable()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items) -> None:
    """Journeys are marked by what they use, skipped by name where there is no browser, and come first: many small tests fill both cores to the end.

    Modules that need the loaded example come last: while one worker loads it for its first journey, the others have work that does not wait for it.
    """
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.journey)
            if not chromium.find():
                item.add_marker(pytest.mark.skip(reason=chromium.HOW))
    waiting = {item.path for item in items if "doumen_database" in getattr(item, "fixturenames", ())}
    items.sort(key=lambda item: (item.get_closest_marker("journey") is None, item.path in waiting))


def pytest_terminal_summary(terminalreporter) -> None:
    """What this machine could not show, by name."""
    skipped = terminalreporter.stats.get("skipped", [])
    if skipped:
        terminalreporter.section("not shown here")
        for report in skipped:
            reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
            terminalreporter.line(f"{report.nodeid}: {reason.removeprefix('Skipped: ')}")


def pytest_unconfigure(config) -> None:
    """The process that made the folder stops the server and removes it."""
    if os.environ.get("QIANXIAN_TEST_OWNER_PID") != str(os.getpid()):
        return
    if (ROOT / "lock").exists():
        if address.outside():
            drop(TEMPLATE)
        else:
            Server(HOME).stop()
    shutil.rmtree(ROOT, ignore_errors=True)
