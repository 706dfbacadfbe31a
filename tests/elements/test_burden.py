"""减负看板: each measure by hand, and a golden year of one village whose burden may only shrink."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.db.models import Sum

from qianxian.divisions import commands as divisions
from qianxian.divisions.models import PopulationSnapshot
from qianxian.elements import commands, queries
from qianxian.elements.models import TaskUnit
from qianxian.foundation.errors import RuleViolated
from qianxian.foundation.reach import bind
from tests.cast import COUNTY_OFFICER, SERVICE, TOWN_OFFICER, acting
from tests.elements.stage import AGRICULTURE, CLERK, DAY, OTHER_CLERK, SIBLING, VILLAGE, drafted, facility, filled, inventory, issued, opened, unit

pytestmark = pytest.mark.django_db
EXTINGUISHERS, CENTRE = ("village.fire_extinguishers", "new"), ("village.centre_name", "confirm")
YEAR = yaml.safe_load((Path(__file__).parent / "golden_year.yaml").read_text("utf-8"))
ANSWERS = {"number": "12", "decimal": "3.5", "yes_no": "是", "text": "无", "date": "2019-01-01"}
OF_A_FACILITY = len(("facility", "quantity"))
GROWS = ("M1", "M3", "M5", "R", "once")  # fewer is better; of the others more is


def test_measures_by_hand():
    """Two villages, one form: 公共灭火器 asked of both, the centre's name held of one. M1 = 1 + 2, M2 = 1 of 4, M5 = 2 × 4 minutes
    once one has sent; eight working days from 1 April to the 12th, Tomb-sweeping Day apart."""
    opened()
    row = issued(EXTINGUISHERS, CENTRE, places=(VILLAGE, SIBLING), minutes=30)
    (told,) = queries.burden(SERVICE, year=2019)
    assert (told.fields_asked, told.reuse, told.minutes, told.returned) == (3, 25, 60, None)  # the issuer's estimate until somebody has sent
    filled(row, fire_extinguishers="86", seconds=240)
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
    issued(EXTINGUISHERS)
    bind(COUNTY_OFFICER)
    commands.report_task(task=drafted(CENTRE), by=COUNTY_OFFICER, on=DAY)
    assert [row.without_task for row in queries.burden(SERVICE, year=2019)] == [50]


def test_a_board_shows_what_was_asked_within_reach():
    opened()
    issued(EXTINGUISHERS, places=(VILLAGE, SIBLING))
    issued(("village.low_lying_households", "new"), by=TOWN_OFFICER)
    for by, asked in ((CLERK, [1, 1]), (OTHER_CLERK, [1]), (acting("x", "x", "town_org_officer", "440403107"), [])):
        bind(by)
        assert sorted(row.fields_asked for row in queries.burden(by, year=2019)) == asked


def play(year: dict[str, Any]) -> dict[str, int]:
    """The year through commands, month by month; what is all held comes out without a task. M1–M5 of the village, and the figures that keep them honest:

    R, the cells written into the asset register for it, so that less asked is never more registered, and ``once``, those written before the year began;
    ``all``, the per cent held of all fields needed, those of reports that asked nobody included (M2 counts forms that went out, and falls when one of them
    needs to go out no more), and ``net``, the same with the cells of R counted as asked.
    """
    opened()
    bind(SERVICE)
    if not PopulationSnapshot.objects.filter(division_code=VILLAGE, year=2019, households__isnull=False).exists():
        snapshot = divisions.record_population(division_code=VILLAGE, year=2019, registered=2600, resident=2500, households=700, age60_plus=400, source="年报", by=TOWN_OFFICER)
        divisions.approve_population(snapshot=snapshot, by=acting("spr", "审核人", "town_org_officer", "440403103"), on=dt.date(2020, 1, 2))
    cells = 0
    for kind, amount in year["registers"]["held"].items():
        facility(kind, str(amount), on=dt.date(2019, 12, 2))
    inventory(dt.date(2019, 12, 20), facilities=bool(year["registers"]["held"]))
    added = year["registers"]["added"]
    for told in sorted(year["tasks"], key=lambda told: told["month"]):
        if added and told["month"] == added["month"]:
            facility(added["facility"], str(added["quantity"]), on=dt.date(2020, added["month"], 4))
            cells, added = cells + OF_A_FACILITY, None
        _one(told)
    inventory(dt.date(2020, 12, 20))
    cells += len(("facilities",))
    bind(SERVICE)
    needed = TaskUnit.objects.filter(division_code=VILLAGE, task__state__in=("issued", "closed", "report")).aggregate(shown=Sum("shown"), asked=Sum("asked"))
    rows = queries.burden(SERVICE, year=2020, scope=VILLAGE)
    units = [u for row in rows for u in row.units]
    made = sum(row.reports + len(row.tasks) for row in rows)
    return {"M1": sum(u.asked for u in units), "M2": round(100 * sum(u.shown for u in units) / sum(u.asked + u.shown for u in units)), "M3": sum(r.duplicates for r in rows),
            "M4": round(100 * sum(r.reports for r in rows) / made), "M5": sum(r.minutes for r in rows),
            "R": cells, "once": OF_A_FACILITY * len(year["registers"]["held"]), "all": _per_cent(needed), "net": _per_cent(needed, beside=cells)}  # fmt: skip


def _per_cent(needed: dict[str, int], beside: int = 0) -> int:
    return round(100 * needed["shown"] / (needed["shown"] + needed["asked"] + beside))


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


def test_without_the_register_the_forms_would_have_to_go_out():
    """Control: what the year no longer asks comes from the asset register, and from nowhere else."""
    with pytest.raises(RuleViolated, match="还有没掌握的项"):
        play(YEAR | {"registers": {"held": {}, "added": None}, "tasks": [told for told in YEAR["tasks"] if told["title"] == "农村公路"]})


def test_a_duplicate_question_makes_the_golden_year_fail():
    """Control: 村道照明灯 put into the year beside 路灯."""
    twice = {"month": 12, "title": "照明普查", "minutes": 5, "ask": {"village.street_lamps": "new"}, "reported": "village.street_lights"}
    assert grown(play(YEAR | {"tasks": [*YEAR["tasks"], twice]}), YEAR["baseline"]) >= {"M1", "M3", "M5"}
