"""What stands on whose desk, in which order threads are listed."""

from __future__ import annotations

import datetime as dt

import pytest

from qianxian.threads import queries
from tests.cast import OTHER_TOWN_OFFICER, TOWN_OFFICER, acting
from tests.threads.stage import CLERK, ON, SECRETARY, VILLAGE, opened, stalled

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]
DAY = dt.timedelta(days=1)


def test_desks_say_what_stands_still_and_what_waits_too_long():
    row = opened(asked_on=dt.date(2019, 3, 1))
    late = dt.date(2019, 3, 31)
    assert queries.tasks_for(SECRETARY, late) == []
    [task] = queries.tasks_for(SECRETARY, late + DAY)
    assert (task.due_on, task.division_code) == (late, VILLAGE)
    assert queries.tasks_for(OTHER_TOWN_OFFICER, ON) == [] == queries.tasks_for(acting("m", "党员", "member", VILLAGE), ON)
    assert queries.tasks_for(CLERK, ON) == []
    stalled(row, since=dt.date(2019, 4, 10))
    [task] = queries.tasks_for(TOWN_OFFICER, ON)
    assert task.due_on is None and "搁置 5 天" in task.why
