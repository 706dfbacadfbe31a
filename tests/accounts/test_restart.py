"""A worker outlives a restart of the database: the request's first statement finds out that its connection is gone, and asks again over a new one."""

import psycopg
import pytest
from django.db import connection
from django.test import Client


def cut_the_connection() -> int:
    """End the server's side of this thread's connection, as a restart does; the number of the backend that is gone."""
    connection.ensure_connection()
    gone = connection.connection.info.backend_pid
    with psycopg.connect(**{**connection.get_connection_params(), "cursor_factory": psycopg.Cursor}, autocommit=True) as other:
        assert other.execute("SELECT pg_terminate_backend(%s, 5000)", [gone]).fetchone() == (True,)
    return gone


@pytest.mark.django_db(transaction=True)
def test_page_after_a_restart_is_a_page(county):
    reader = Client()
    assert reader.get("/login/").status_code == 200
    gone = cut_the_connection()
    assert reader.get("/login/").status_code == 200
    assert connection.connection.info.backend_pid != gone
