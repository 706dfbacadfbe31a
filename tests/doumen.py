"""The loaded example as a test database: loaded once per session (about a minute), copied for each worker and for each test that commits.

Import the fixtures in the ``conftest.py`` of a folder that needs them: ``from tests.doumen import doumen, doumen_database, doumen_copy``.
A test that takes ``doumen`` writes what it likes and leaves nothing; do not mark it ``django_db``. ``doumen_fresh`` is a copy of one's own.
"""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from psycopg import sql

from tests import conftest as base

LOADED = f"{base.TEMPLATE.removesuffix('_template')}_doumen"


@contextmanager
def _alone() -> Iterator[None]:
    """One worker at a time; another lock than the template's, which is taken inside."""
    with open(base.ROOT / "doumen.lock", "w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _copy(name: str) -> None:
    base.drop(name)
    with _alone(), base.admin() as connection:
        statement = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY")
        connection.execute(statement.format(sql.Identifier(name), sql.Identifier(LOADED)))
        grant = sql.SQL("GRANT CONNECT, TEMPORARY ON DATABASE {} TO {}")
        connection.execute(grant.format(sql.Identifier(name), sql.Identifier(base.os.environ["QIANXIAN_APP_ROLE"])))


@pytest.fixture(scope="session")
def doumen_database(django_db_setup, django_db_blocker, worker_database) -> str:
    """The name of the database with the example in it; loaded by the first worker that asks. Nobody connects to it afterwards."""
    from django.db import connections

    from qianxian.demo.load import load

    with _alone(), django_db_blocker.unblock():
        done = base.ROOT / "doumen.done"
        if not done.exists():
            base.clone(LOADED)
            base.point_django_at(LOADED)
            done.write_text(f"{load(progress=False):.1f}")
            connections.close_all()
            base.point_django_at(worker_database)
    return LOADED


@pytest.fixture(scope="session")
def doumen_copy(doumen_database, worker_database) -> Iterator[str]:
    """This worker's copy of the example."""
    name = f"{worker_database}_doumen"
    _copy(name)
    yield name
    base.drop(name)


@pytest.fixture
def doumen(doumen_copy, django_db_blocker, worker_database) -> Iterator[str]:
    """The example county for one test, in one transaction that is rolled back."""
    from django.db import connections, transaction

    with django_db_blocker.unblock():
        base.point_django_at(doumen_copy)
        try:
            with transaction.atomic():
                yield doumen_copy
                transaction.set_rollback(True)
        finally:
            connections.close_all()
            base.point_django_at(worker_database)


@pytest.fixture
def doumen_fresh(doumen_database, django_db_blocker, worker_database) -> Iterator[str]:
    """The example county in a database of one's own, for what commits, serves or races; both aliases point to it."""
    from django.db import connections

    name = f"{worker_database}_doumen_own"
    _copy(name)
    with django_db_blocker.unblock():
        base.point_django_at(name)
        yield name
        connections.close_all()
        base.point_django_at(worker_database)
    base.drop(name)
