"""The settings of decisions that commands read, and PostgreSQL with them: the old value the day before, the county's on the day and after.

What rules read is shown in ``tests/rulebook/test_day_before_the_day_the_day_after.py``; what stands there under ``BY_OTHERS`` stands here.
"""

from __future__ import annotations

import datetime as dt

import pytest

from qianxian.decisions import commands, queries
from qianxian.decisions.models import Matter, Meeting, Publication
from qianxian.foundation.errors import RuleViolated
from qianxian.foundation.periods import add_days, add_months, days_before
from qianxian.foundation.reach import bind
from tests.cast import COUNTY_OFFICER, SERVICE
from tests.decisions import stage
from tests.funds.test_cheats import refused
from tests.funds.test_cheats_again import copied
from tests.rulebook.fixing import fix_setting

pytestmark = pytest.mark.django_db
FIRST = dt.date(2019, 7, 10)
DAYS = [(FIRST - dt.timedelta(days=1), False), (FIRST, True), (FIRST + dt.timedelta(days=1), True)]
BY_DAY = pytest.mark.parametrize(("day", "new"), DAYS, ids=["the day before", "the day", "the day after"])
#: setting → (its new value, the step it counts, those present, those for): enough by the old value, too few by the new one.
COUNTED = {
    "decisions.committee_quorum": ({"numerator": 4, "denominator": 5, "inclusive": True, "base": "expected"}, "branch_committee", 3, 3),
    "decisions.committee_majority": ({"numerator": 4, "denominator": 5, "inclusive": True, "base": "present"}, "branch_committee", 5, 3),
    "decisions.review_quorum": ({"numerator": 4, "denominator": 5, "inclusive": True, "base": "expected"}, "members_meeting", 12, 12),
    "decisions.review_majority": ({"numerator": 4, "denominator": 5, "inclusive": True, "base": "expected"}, "members_meeting", 20, 12),
}


def changed(key: str, value: object) -> None:
    stage.village()
    bind(SERVICE)
    fix_setting(key=key, value=value, valid_from=FIRST, source_document="斗组〔2019〕9号", by=COUNTY_OFFICER)


def at_the_step(body: str, day: dt.date) -> Meeting:
    """A meeting of the body on the day, the bodies before it all for it by then."""
    row = stage.matter(on=dt.date(2019, 6, 1))
    while queries.next_step(row).body != body:
        stage.voted(stage.called(row, dt.date(2019, 6, 10), 0))
        row = Matter.objects.get(pk=row.pk)
    return stage.called(row, day, 3)


@BY_DAY
@pytest.mark.parametrize("key", COUNTED)
def test_a_count(key, day, new):
    value, body, present, votes_for = COUNTED[key]
    changed(key, value)
    meeting = at_the_step(body, day)
    assert stage.voted(meeting, present, votes_for, present - votes_for).passed is not new


@BY_DAY
def test_the_days_to_object(day, new):
    changed("decisions.objection_days", 12)
    first, second = (stage.decided(stage.matter(on=dt.date(2019, 6, 1)), first=days_before(day, 20)) for _ in range(2))
    stage.published(first, day)
    held = Publication.objects.get(matter=first)
    assert held.objections_until == add_days(day, 12 if new else 7)
    short = copied(held, matter_id=second.pk, objections_until=str(add_days(day, 7)))
    if new:
        assert refused(short) == "published_long_enough"
    else:
        with pytest.raises(AssertionError, match="got through"):
            refused(short)


@BY_DAY
def test_how_long_a_certificate_holds(day, new):
    changed("decisions.certificate_months", 6)
    row, second = (stage.decided(stage.matter(on=dt.date(2019, 5, 1)), first=dt.date(2019, 5, 1)) for _ in range(2))
    row, second = (stage.published(one, add_days(one.resolutions.order_by("-decided_on").first().decided_on, 1)) for one in (row, second))
    with pytest.raises(RuleViolated, match="凭证最长到"):
        commands.issue_certificate(matter=row, by=stage.TOWN_OFFICER, on=day, lapses_on=add_days(add_months(day, 6 if new else 24), 1))
    made = commands.issue_certificate(matter=row, by=stage.TOWN_OFFICER, on=day)
    assert made.lapses_on == add_months(day, 6 if new else 24)
    long = copied(made, number="PZ-9", matter_id=second.pk, lapses_on=str(add_months(day, 24)))
    if new:
        assert refused(long) == "certificate_lapses_in_time"
    else:
        with pytest.raises(AssertionError, match="got through"):
            refused(long)
