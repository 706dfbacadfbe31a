"""Two people whose pay is known."""

from __future__ import annotations

import pytest

from qianxian.engagements.models import YearlyGrade
from qianxian.foundation.reach import bind
from tests.cast import COUNTY_OFFICER
from tests.engagements.stage import day, person, village


@pytest.fixture
def engaged(db):
    """A member (competent) and a second person of one centre, engaged from 2019-04-01."""
    v = village()
    v.engaged(v.member)
    v.extra = [person("容少珍")]
    v.engaged(v.extra[0])
    YearlyGrade.objects.create(division_code=v.member.division_code, person=v.member, year=2019, grade="competent", decided_on=day(12, 10))
    bind(COUNTY_OFFICER)
    return v
