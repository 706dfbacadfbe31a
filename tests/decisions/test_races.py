"""Several people at one meeting or one matter at the same moment: one of them is heard, the others are told, and nothing is counted twice."""

from __future__ import annotations

import datetime as dt

import pytest

from qianxian.decisions import commands, queries
from qianxian.decisions.models import Certificate, CountEntry, Matter, Meeting, Resolution
from qianxian.foundation.periods import add_days
from qianxian.foundation.reach import acting_as
from tests.at_once import together
from tests.cast import SERVICE, TOWN_OFFICER, acting
from tests.decisions import stage
from tests.decisions.stage import D1, SECOND_OFFICER, SECRETARY, SUPERVISOR

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("fresh_database")]
FIGURES = {"present": 5, "votes_for": 4, "votes_against": 1, "votes_abstain": 0}


def enter(held: Meeting, copy: int, by, **figures):
    return lambda: commands.enter_count(meeting=held, copy=copy, by=by, on=D1, **(FIGURES | figures))


def meeting() -> Meeting:
    with acting_as(SERVICE):
        return stage.called(stage.matter(), D1)


def test_two_people_enter_the_same_copy():
    held, other = meeting(), acting("liangxz", "梁协助", "village_secretary", stage.VILLAGE)
    ended = together([enter(held, 1, SECRETARY), enter(held, 1, other), enter(held, 1, SUPERVISOR)] * 5)
    with acting_as(SERVICE):
        entered = {entry.entered_by for entry in CountEntry.objects.filter(meeting=held, copy=1)}
        assert len(entered) == 1 and ended == {"done": 5, "refused": 10}
        assert sorted(CountEntry.objects.filter(meeting=held).values_list("attempt", flat=True)) == [1, 2, 3, 4, 5]


def test_one_person_enters_both_copies_at_once():
    held = meeting()
    ended = together([enter(held, 1, SECRETARY), enter(held, 2, SECRETARY)])
    assert ended == {"done": 1, "refused": 1}


def test_a_count_confirmed_by_ten_makes_one_resolution():
    held = meeting()
    with acting_as(SERVICE):
        for copy, by in ((1, SECRETARY), (2, SUPERVISOR)):
            enter(held, copy, by)()
    ended = together([lambda by=by: commands.confirm_count(meeting=held, by=by, on=D1) for by in (TOWN_OFFICER, SECOND_OFFICER) * 5])
    assert ended == {"done": 1, "refused": 9}
    with acting_as(SERVICE):
        assert Resolution.objects.filter(meeting=held).count() == 1


def test_a_count_is_mended_while_it_is_confirmed():
    """Either the resolution stands on the entries it was confirmed by, or the mended entry is there first and the copies differ."""
    held = meeting()
    with acting_as(SERVICE):
        for copy, by in ((1, SECRETARY), (2, SUPERVISOR)):
            enter(held, copy, by)()
    together([lambda: commands.confirm_count(meeting=held, by=TOWN_OFFICER, on=D1), enter(held, 1, SECRETARY, votes_for=5, votes_against=0)])
    with acting_as(SERVICE):
        resolution = Resolution.objects.filter(meeting=held).first()
        attempts = CountEntry.objects.filter(meeting=held, copy=1).count()
        assert (attempts == 2) == (resolution is None)
        assert resolution is None or (resolution.votes_for, resolution.votes_against) == (4, 1)


def test_a_step_called_twice_has_one_meeting():
    with acting_as(SERVICE):
        row = stage.matter()
    ended = together([lambda: stage.called(row, D1)] * 6)
    assert ended["done"] == 1 and set(ended) == {"done", "refused"}
    with acting_as(SERVICE):
        assert Meeting.objects.filter(matter=row).count() == 1 and queries.next_step(row) is not None


def decided() -> tuple[Matter, dt.date]:
    """A matter published, and the day from which it may be certified."""
    with acting_as(SERVICE):
        row = stage.decided(stage.matter())
        last = row.resolutions.order_by("-decided_on").first().decided_on
        return stage.published(row, add_days(last, 1)), add_days(last, 9)


def test_a_certificate_issued_by_ten_is_one():
    row, day = decided()
    ended = together([lambda: commands.issue_certificate(matter=row, by=TOWN_OFFICER, on=day)] * 10)
    assert ended == {"done": 1, "refused": 9}
    with acting_as(SERVICE):
        assert Certificate.objects.filter(matter=row).count() == 1


def test_a_matter_closed_and_withdrawn_at_once_ends_once():
    row, day = decided()
    with acting_as(SERVICE):
        commands.issue_certificate(matter=row, by=TOWN_OFFICER, on=day)
        commands.publish_result(matter=row, published_from=day, published_to=add_days(day, 7), place="公开栏", text="已办完", by=SECRETARY, on=day)
    ended = together([lambda: commands.close_matter(matter=row, by=SECRETARY, on=add_days(day, 10)), lambda: commands.withdraw_matter(matter=row, reason="不办了", by=SECRETARY, on=day)] * 4)
    assert ended == {"done": 1, "refused": 7}
