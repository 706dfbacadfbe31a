"""A web application of one verb for the kill test: POST a number, and 200 means it is in the table for good."""

from __future__ import annotations

import os

import psycopg

_held: list[psycopg.Connection] = []


def write(number: int) -> None:
    """One committed row; a connection that a restart has broken is opened anew."""
    for attempt in (1, 2):
        try:
            if not _held:
                _held.append(psycopg.connect(os.environ["COUNTING_DSN"], autocommit=True, connect_timeout=5))
            _held[0].execute("INSERT INTO told (n) VALUES (%s) ON CONFLICT DO NOTHING", [number])
            return
        except psycopg.OperationalError:
            _held.clear()
            if attempt == 2:
                raise


def application(environ, start_response):
    """``/12`` stores 12."""
    if environ["PATH_INFO"] == "/healthz":
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [b"ok"]
    try:
        write(int(environ["PATH_INFO"].strip("/")))
    except psycopg.Error:
        start_response("503 Service Unavailable", [("Content-Type", "text/plain")])
        return [b"not written"]
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"written"]
