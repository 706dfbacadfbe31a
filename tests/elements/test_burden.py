"""减负看板: each measure by hand, and a golden year of one village whose burden may only shrink."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from qianxian.divisions import commands as divisions
from qianxian.divisions.models import PopulationSnapshot
from qianxian.elements import commands, queries
from qianxian.foundation.reach import bind
from tests.cast import COUNTY_OFFICER, SERVICE, TOWN_OFFICER, acting
from tests.elements.stage import AGRICULTURE, CLERK, DAY, OTHER_CLERK, SIBLING, VILLAGE, drafted, filled, issued, opened, unit

pytestmark = pytest.mark.django_db
LIGHTS, CENTRE = ("village.street_lights", "new"), ("village.centre_name", "confirm")
YEAR = yaml.safe_load((Path(__file__).parent / "golden_year.yaml").read_text("utf-8"))
ANSWERS = {"number": "12", "decimal": "3.5", "yes_no": "是", "text": "无", "date": "2019-01-01"}
GROWS = ("M1", "M3", "M5")  # fewer is better; of M2 and M4 more is


def test_measures_by_hand():
    """Two villages, one form: 路灯 asked of both, the centre's name held of one. M1 = 1 + 2, M2 = 1 of 4, M5 = 2 × 4 minutes
    once one has sent; eight working days from 1 April to the 12th, Tomb-sweeping Day apart."""
    opened()
    row = issued(LIGHTS, CENTRE, places=(VILLAGE, SIBLING), minutes=30)
    (told,) = queries.burden(SERVICE, year=2019)
    assert (told.fields_asked, told.reuse, told.minutes, told.returned) == (3, 25, 60, None)  # the issuer's estimate until somebody has sent
    filled(row, street_lights="86", seconds=240)
    bind(SERVICE)
    (told,) = queries.burden(SERVICE, year=2019)
    assert told.minutes == 8 and told.lead_hours == 64 and told.without_task == 0 and told.returned == 0
    bind(COUNTY_OFFICER)
    commands.return_unit(unit=unit(row), words="核对", by=COUNTY_OFFICER)
    bind(SERVICE)
    assert queries.burden(SERVICE, year=2019)[0].returned == Decimal("100.0")
    assert not queries.burden(SERVICE, year=2018)


def test_reports_without_a_task_count_for_who_made_them():
    opened()
    issued(LIGHTS)
    bind(COUNTY_OFFICER)
    commands.report_task(task=drafted(CENTRE), by=COUNTY_OFFICER, on=DAY)
    assert [row.without_task for row in queries.burden(SERVICE, year=2019)] == [50]


def test_a_board_shows_what_was_asked_within_reach():
    opened()
    issued(LIGHTS, places=(VILLAGE, SIBLING))
    issued(("village.public_toilets", "new"), by=TOWN_OFFICER)
    for by, asked in ((CLERK, [1, 1]), (OTHER_CLERK, [1]), (acting("x", "x", "town_org_officer", "440403107"), [])):
        bind(by)
        assert sorted(row.fields_asked for row in queries.burden(by, year=2019)) == asked


def play(year: dict[str, Any]) -> dict[str, int]:
    """The year through commands, month by month; what is all held comes out without a task. M1–M5 of the village."""
    opened()
    bind(SERVICE)
    if not PopulationSnapshot.objects.filter(division_code=VILLAGE, year=2019, households__isnull=False).exists():
        snapshot = divisions.record_population(division_code=VILLAGE, year=2019, registered=2600, resident=2500, households=700, age60_plus=400, source="年报", by=TOWN_OFFICER)
        divisions.approve_population(snapshot=snapshot, by=acting("spr", "审核人", "town_org_officer", "440403103"), on=dt.date(2020, 1, 2))
    for told in year["tasks"]:
        _one(told)
    bind(SERVICE)
    rows = queries.burden(SERVICE, year=2020, scope=VILLAGE)
    units = [u for row in rows for u in row.units]
    made = sum(row.reports + len(row.tasks) for row in rows)
    return {"M1": sum(u.asked for u in units), "M2": round(100 * sum(u.shown for u in units) / sum(u.asked + u.shown for u in units)), "M3": sum(r.duplicates for r in rows),
            "M4": round(100 * sum(r.reports for r in rows) / made), "M5": sum(r.minutes for r in rows)}  # fmt: skip


def _one(told: dict[str, Any]) -> None:
    on, due = dt.date(2020, told["month"], 6), dt.date(2020, told["month"], 24)
    row = drafted(*told["ask"].items(), on=on, due=due, minutes=max(told["minutes"], 1), title=told["title"])
    bind(COUNTY_OFFICER)
    if not told["minutes"]:
        commands.report_task(task=row, by=COUNTY_OFFICER, on=on)
        return
    row = commands.issue_task(task=row, by=COUNTY_OFFICER, on=on)
    codes = {c.split(".")[1]: ANSWERS[queries.element_by_code(c).kind] for c, mark in told["ask"].items() if mark == "new"}
    if told.get("reported"):
        bind(CLERK)
        report = commands.report_question(unit=unit(row), question=row.questions.first(), words="报过", by=CLERK, on=on)
        bind(AGRICULTURE)
        commands.answer_report(report=report, reply="merged", merged_into=queries.element_by_code(told["reported"]), by=AGRICULTURE, on=on)
        codes = {}
    filled(row, on=on, seconds=60 * told["minutes"], **codes)


def grown(counted: dict[str, int], baseline: dict[str, int]) -> set[str]:
    """Which measures got worse."""
    return {m for m in baseline if (counted[m] > baseline[m] if m in GROWS else counted[m] < baseline[m])}


def test_the_golden_year_does_not_grow():
    counted = play(YEAR)
    assert not grown(counted, YEAR["baseline"]), (counted, "more is asked of the village than before")
    assert counted == YEAR["baseline"], (counted, "less is asked: write it down as the new baseline")


def test_a_duplicate_question_makes_the_golden_year_fail():
    """Control: 村道照明灯 put into the year beside 路灯."""
    twice = {"month": 12, "title": "照明普查", "minutes": 5, "ask": {"village.street_lamps": "new"}, "reported": "village.street_lights"}
    assert grown(play(YEAR | {"tasks": [*YEAR["tasks"], twice]}), YEAR["baseline"]) >= {"M1", "M3", "M5"}
