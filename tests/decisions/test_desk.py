"""The desk asks for all matters at once: more matters under way cost no more queries."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from qianxian.decisions import commands, queries
from tests.cast import TOWN_OFFICER
from tests.decisions import stage as s

pytestmark = pytest.mark.django_db
WHOLE = {"present": 5, "votes_for": 5, "votes_against": 0, "votes_abstain": 0}


def asked(actor) -> tuple[list[str], int]:
    with CaptureQueriesContext(connection) as seen:
        tasks = queries.tasks_for(actor, s.D2)
    return [task.why for task in tasks], len(seen)


def test_more_matters_cost_no_more_queries():
    first = s.called(s.matter(), s.D1)
    commands.enter_count(meeting=first, copy=1, by=s.SECRETARY, on=s.D1, **WHOLE)
    few = {actor: asked(actor) for actor in (s.SECRETARY, s.SUPERVISOR, TOWN_OFFICER)}
    assert "要录会议计票" in few[s.SUPERVISOR][0] and "要录会议计票" not in few[s.SECRETARY][0], "who entered one copy is not asked for the other"
    for number in range(4):
        meeting = s.called(s.matter(title=f"事项{number}"), s.D1)
        for copy, by in ((1, s.SECRETARY), (2, s.SUPERVISOR)):
            commands.enter_count(meeting=meeting, copy=copy, by=by, on=s.D1, **WHOLE)
    for actor, (_said, count) in few.items():
        assert asked(actor)[1] == count, actor.role
    assert asked(TOWN_OFFICER)[0].count("计票已录两遍，要确认决议") == 4
