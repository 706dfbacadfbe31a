"""Ways to lead a project past its steps by straight SQL as the application role, each refused by PostgreSQL with a name. New ones are added, none is taken out."""

from __future__ import annotations

import pytest
from django.db import connection

from qianxian.foundation.reach import bind
from tests.cast import SERVICE
from tests.projects import stage
from tests.projects.test_commands import put, refused

pytestmark = pytest.mark.django_db
STALL = "UPDATE projects_project SET state = 'stalled', stalled_from = %s, stalled_since = '2019-08-01', stalled_cause = 'no_money', stalled_words = 'x' WHERE id = %s"
CLEAR = "stalled_from = '', stalled_since = NULL, stalled_cause = '', stalled_words = ''"


def executed(sql: str, values: list) -> None:
    connection.cursor().execute(sql, values)


def test_a_stall_is_no_bridge_over_the_steps():
    """Idea → stalled → building, with a contract: neither approved nor voted nor tendered."""
    row = stage.idea()
    bind(SERVICE)
    refused(STALL, ["building", row.pk], "project_road")
    executed(STALL, ["idea", row.pk])
    for cheat in ("stalled_from = 'building'", "stalled_since = '2012-01-01'", "stalled_words = 'y'", "stalled_cause = 'weather'"):
        put(row, cheat, "stalled_where_it_stood")
    put(row, f"state = 'building', {CLEAR}", "project_road")
    put(row, f"state = 'idea', name = 'y', {CLEAR}", "stalled_where_it_stood")
    executed(f"UPDATE projects_project SET state = 'idea', {CLEAR} WHERE id = %s", [row.pk])


def test_what_a_step_fixed_is_rewritten_in_a_later_one():
    row = stage.building()
    bind(SERVICE)
    words, days = ("approved_by", "tender_document", "split_reason", "audited_by"), ("approved_on", "tendered_on", "accepted_on")
    for cheat in (*(f"{name} = 'x'" for name in words), *(f"{name} = '2018-01-01'" for name in days)):
        put(row, cheat, "step_stays_as_it_was")


def test_a_stalled_project_without_a_cause():
    row = stage.idea()
    bind(SERVICE)
    refused(STALL.replace("'no_money'", "''"), ["idea", row.pk], "project_stalled_with_its_cause")
    refused(STALL.replace("stalled_words = 'x'", "stalled_words = ''"), ["idea", row.pk], "project_stalled_with_its_cause")
    refused("DELETE FROM projects_project WHERE id = %s", [row.pk], "")
