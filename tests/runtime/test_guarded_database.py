"""The test database stands as an installation's does: the application role, held by policies and grants."""

import pytest
from django.db import connections

pytestmark = pytest.mark.django_db(databases=["default", "owner"])


def ask(alias: str, query: str):
    with connections[alias].cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchone()


def test_default_is_neither_owner_nor_superuser_nor_above_policies():
    assert ask("default", "SELECT current_user, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user") == (
        "qianxian_test_app",
        False,
        False,
    )
    assert ask("owner", "SELECT current_user")[0] != "qianxian_test_app"
    assert ask("default", "SELECT current_database()") == ask("owner", "SELECT current_database()")


def test_default_owns_no_table():
    assert ask("default", "SELECT count(*) FROM pg_tables WHERE tableowner = current_user") == (0,)


def test_trigrams_work_on_chinese():
    assert ask("owner", "SELECT similarity('南门村党支部', '南门村党总支') > 0.3") == (True,)
