"""Centres: R-K01, staffing by resident population, windows, closing."""

from __future__ import annotations

import pytest

from qianxian.centres import commands, queries
from qianxian.centres.models import ServiceCentre, StaffingPlan
from qianxian.divisions import commands as divisions
from qianxian.foundation.errors import NotPermitted, RuleViolated
from qianxian.foundation.models import AuditLeaf
from tests.cast import COUNTY_OFFICER, OTHER_TOWN_OFFICER, SECOND_COUNTY_OFFICER, TOWN_COMMITTEE, TOWN_OFFICER
from tests.engagements.stage import DAY, VILLAGE, day, open_county, person, village

pytestmark = pytest.mark.django_db


def codes(caught) -> set[str]:
    return {v.code for v in caught.value.violations}


def counted(code: str, resident: int | None, approved: bool = True, registered: int = 5500) -> None:
    snapshot = divisions.record_population(
        division_code=code, year=2018, source="人口年报", by=COUNTY_OFFICER, resident=resident, registered=registered
    )
    if approved:
        divisions.approve_population(snapshot=snapshot, by=SECOND_COUNTY_OFFICER, on=day(1, 10))


def opened(code: str = VILLAGE, by=TOWN_OFFICER, **more) -> ServiceCentre:
    return commands.open_centre(division_code=code, name="中心", by=by, on=DAY, **more)


def test_second_centre_only_as_a_service_point():
    open_county()
    with pytest.raises(RuleViolated) as caught:
        opened(kind="branch_point")
    assert codes(caught) == {"no_main_centre"}
    opened()
    with pytest.raises(RuleViolated) as caught:
        opened()
    assert codes(caught) == {"second_centre"}
    assert opened(kind="branch_point").kind == "branch_point"
    assert AuditLeaf.objects.filter(action="centres.open_centre").count() == 2


def test_zones_towns_and_strangers_have_none():
    open_county()
    zone = next(d.code for d in queries.divisions.divisions_on(DAY) if d.kind == "zone")
    for code in (zone, "440403103000"):
        with pytest.raises(RuleViolated) as caught:
            opened(code, COUNTY_OFFICER)
        assert codes(caught) == {"place"}
    for by in (OTHER_TOWN_OFFICER, TOWN_COMMITTEE):
        with pytest.raises(NotPermitted):
            opened(by=by)


def test_gaps_name_villages_and_communities_never_zones():
    open_county()
    opened()
    gaps = queries.centre_gaps(DAY, COUNTY_OFFICER)
    assert len(gaps) == 101 + 28 - 1
    assert VILLAGE not in {d.code for d in gaps} and {d.kind for d in gaps} == {"village", "community"}
    assert len(queries.centre_gaps(day(2, 28), COUNTY_OFFICER)) == 129


@pytest.mark.parametrize(("resident", "posts"), [(1999, 4), (2000, 5), (4999, 5), (5000, 6), (9999, 6), (10_000, 7), (10_300, 7)])
def test_bands_of_residents(resident, posts):
    open_county()
    counted(VILLAGE, resident)
    plan = commands.plan_staffing(centre=opened(), year=2019, by=COUNTY_OFFICER, on=DAY)
    assert (plan.leading_posts, plan.resident) == (posts, resident)


@pytest.mark.parametrize(("resident", "approved"), [(None, True), (3000, False)])
def test_registered_population_never_stands_in(resident, approved):
    open_county()
    counted(VILLAGE, resident, approved)
    with pytest.raises(RuleViolated) as caught:
        commands.plan_staffing(centre=opened(), year=2019, by=COUNTY_OFFICER, on=DAY)
    assert codes(caught) == {"no_snapshot"}


def test_a_band_crossed_in_the_year_waits_and_an_exception_needs_its_document():
    v = village()
    divisions.record_population(division_code=VILLAGE, year=2019, source="年报", by=COUNTY_OFFICER, resident=12_000)
    with pytest.raises(RuleViolated) as caught:
        commands.plan_staffing(centre=v.centre, year=2019, exception_posts=1, by=COUNTY_OFFICER, on=DAY)
    assert codes(caught) == {"exception"}
    plan = commands.plan_staffing(
        centre=v.centre, year=2019, exception_posts=1, exception_document="斗编〔2019〕1号", by=COUNTY_OFFICER, on=DAY
    )
    assert (plan.leading_posts, plan.exception_posts) == (5, 1)
    assert StaffingPlan.objects.count() == 1
    assert queries.planned_posts(2019, COUNTY_OFFICER) == 6
    with pytest.raises(NotPermitted):
        commands.plan_staffing(centre=v.centre, year=2020, by=TOWN_OFFICER, on=DAY)


def test_windows_and_closing():
    v = village()
    who = person()
    post = commands.assign_window_staff(centre=v.centre, person=who, title="社保窗口", first_day=day(2, 1), by=TOWN_OFFICER, on=DAY)
    with pytest.raises(RuleViolated) as caught:
        commands.assign_window_staff(centre=v.centre, person=who, title="", first_day=day(2, 1), by=TOWN_OFFICER, on=DAY)
    assert codes(caught) == {"title", "already"}
    assert list(queries.window_staff_on(DAY, TOWN_OFFICER)) == [post]
    with pytest.raises(RuleViolated):
        commands.close_centre(centre=v.centre, last_day=day(6, 30), document=" ", by=TOWN_OFFICER, on=DAY)
    closed = commands.close_centre(centre=v.centre, last_day=day(6, 30), document="斗府〔2019〕9号", by=TOWN_OFFICER, on=DAY)
    post.refresh_from_db()
    assert (closed.closed_on, post.period.upper) == (day(6, 30), day(7, 1))
    assert queries.centres_on(day(6, 30), TOWN_OFFICER).count() == 1 and queries.centres_on(day(7, 1), TOWN_OFFICER).count() == 0
    with pytest.raises(RuleViolated):
        commands.change_centre(centre=closed, name="新名", by=TOWN_OFFICER, on=DAY)


def test_change_records_old_and_new_and_refuses_what_may_not_change():
    v = village()
    assert commands.change_centre(centre=v.centre, windows=4, by=TOWN_OFFICER, on=DAY).windows == 4
    with pytest.raises(RuleViolated) as caught:
        commands.change_centre(centre=v.centre, division_code="x", by=TOWN_OFFICER, on=DAY)
    assert codes(caught) == {"fields"}
