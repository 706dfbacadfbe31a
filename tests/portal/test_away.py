"""While the database starts again: a page and an answer of the API in words, drawn without asking it, and one line in the log for each."""

from __future__ import annotations

import json
import logging
import sys
from types import SimpleNamespace

import pytest
from django.db import OperationalError
from django.http import HttpResponse
from django.test import RequestFactory

from qianxian.foundation.rulebook import SettingMissing
from qianxian.portal import away, errors

LOST, ALIVE = SimpleNamespace(connection=None), SimpleNamespace(connection=SimpleNamespace(closed=False))


def failed(path: str, error: Exception, monkeypatch, connection: object):
    """What is answered where that error ended a request; no test here may touch the database."""
    monkeypatch.setattr(away, "connection", connection)
    try:
        raise error
    except type(error):
        return errors.server_error(RequestFactory().get(path))


def test_a_page_says_that_it_comes_back(monkeypatch):
    answer = failed("/members/", OperationalError("the database system is starting up"), monkeypatch, LOST)
    assert answer.status_code == 503 and answer["Retry-After"] == "10" and answer["Cache-Control"] == "no-store"
    assert "数据库刚刚停过" in answer.content.decode()


def test_the_api_answers_in_its_own_shape_and_says_to_send_the_same_key(monkeypatch):
    answer = failed("/api/v1/people", OperationalError("server closed the connection"), monkeypatch, LOST)
    assert answer.status_code == 503 and answer["Content-Type"] == "application/problem+json" and answer["Retry-After"] == "10"
    assert json.loads(answer.content)["code"] == "database_away"


def test_a_gap_in_the_settings_is_told_by_its_title(monkeypatch):
    """It said that the system was at fault, and nobody could mend it."""
    monkeypatch.setattr(errors, "render", lambda request, name, context, status: HttpResponse(str(context.get("missing")), status=status))
    answer = failed("/reserve/", SettingMissing("pay.multiple", "2019-12-16", "报酬倍数"), monkeypatch, ALIVE)
    assert "「报酬倍数」" in answer.content.decode() and "请区委组织部在「参数」页补登" in answer.content.decode()


@pytest.mark.parametrize(("error", "connection"), [(OperationalError("deadlock detected"), ALIVE), (KeyError("x"), LOST)])
def test_anything_else_stays_our_mistake(monkeypatch, error, connection):
    answer = failed("/api/v1/people", error, monkeypatch, connection)
    assert answer.status_code == 500 and json.loads(answer.content)["code"] == "broken"


@pytest.mark.parametrize(("error", "lines"), [(OperationalError("away"), 1), (KeyError("x"), 4)])
def test_the_log_says_it_in_one_line(monkeypatch, error, lines):
    monkeypatch.setattr(away, "connection", LOST)
    try:
        raise error
    except type(error):
        record = logging.LogRecord("django.request", logging.ERROR, "", 0, "%s: %s", ("Service Unavailable", "/x"), sys.exc_info())
    record.request = RequestFactory().get("/x")
    assert away.OneLineWhileAway().filter(record)
    said = logging.Formatter().format(record)
    assert said.count("\n") < lines if lines == 1 else "KeyError" in said
    assert "/x" in said
