"""The register ``centres``: written, repeated without change, changed, wrong rows named (R-K01), taken back."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection

from qianxian.centres import commands
from qianxian.centres.models import ServiceCentre
from qianxian.foundation.errors import NotPermitted
from qianxian.foundation.sheets.register import register_for
from qianxian.imports import commands as imports
from tests import cast
from tests.engagements.stage import DAY, VILLAGE, open_county
from tests.organisations.conftest import DAY as IMPORTED
from tests.organisations.conftest import bring_in, workbook

pytestmark = pytest.mark.django_db
MAIN = {"division": VILLAGE, "kind": "main", "area_m2": "320", "windows": 4, "telephone": "0756-5510000", "opened_on": dt.date(2018, 7, 1)}
POINT = {"division": VILLAGE, "kind": "branch_point", "name": "北片服务点"}


@pytest.fixture(autouse=True)
def county():
    open_county()


def faults(*rows, by=cast.SERVICE) -> list[tuple[int, str]]:
    plan, _leaf = bring_in("centres", list(rows), by=by)
    return [(e.row, e.code) for e in plan.errors]


def test_written_repeated_changed_and_taken_back():
    plan, _first = bring_in("centres", [POINT, MAIN])  # the order of rows does not matter: the point finds its centre below
    assert (plan.errors, plan.new) == ([], 2)
    main = ServiceCentre.objects.get(kind="main")
    assert main.name == "大赤坎村党群服务中心" and main.opened_on == dt.date(2018, 7, 1) and main.windows == 4 and ServiceCentre.objects.get(kind="branch_point").opened_on == IMPORTED
    assert len(set(ServiceCentre.objects.values_list("code", flat=True))) == 2
    again, _leaf = bring_in("centres", [MAIN, POINT])
    assert (again.new, again.changed, again.unchanged) == (0, 0, 2)
    changed, leaf = bring_in("centres", [{"division": VILLAGE, "kind": "main", "name": "新址党群服务中心", "windows": 6}])
    main.refresh_from_db()
    assert changed.changed == 1 and (main.name, main.windows, main.telephone) == ("新址党群服务中心", 6, "0756-5510000")
    register_for("centres").undo(connection, leaf, by=cast.SERVICE)
    main.refresh_from_db()
    assert (main.name, main.windows) == ("大赤坎村党群服务中心", 4)


def test_one_centre_a_village_and_none_without_a_village():
    assert faults(POINT) == [(2, "no_main_centre")]
    assert faults(MAIN, MAIN | {"name": "又一个中心"}) == [(3, "second_centre")]
    assert faults(MAIN | {"division": "440403103000"}) == [(2, "place")]
    assert faults(MAIN | {"division": "没有的村"}) == [(2, "unknown_division")]
    assert faults(MAIN | {"windows": 201, "opened_on": dt.date(2030, 1, 1)}) == [(2, "in_future"), (2, "out_of_range")]
    assert faults(MAIN, POINT | {"name": ""}) == [(3, "name")]
    assert faults(MAIN, by=cast.OTHER_TOWN_OFFICER) == [(2, "out_of_reach")] and not ServiceCentre.objects.exists()


def test_a_closed_centre_stays_closed_and_the_next_has_a_code_of_its_own():
    old = commands.open_centre(division_code=VILLAGE, name="旧中心", by=cast.TOWN_OFFICER, on=DAY)
    commands.close_centre(centre=old, last_day=DAY, document="斗组〔2019〕1号", by=cast.TOWN_OFFICER, on=DAY)
    plan, _leaf = bring_in("centres", [MAIN])
    new = ServiceCentre.objects.get(closed_on=None)
    assert plan.new == 1 and new.code != old.code


def test_the_file_comes_in_by_who_registers_centres():
    content = workbook("centres", [MAIN])
    with pytest.raises(NotPermitted):
        imports.import_file(register="centres", filename="中心.xlsx", content=content, by=cast.TOWN_COMMITTEE, on=DAY)
    assert imports.import_file(register="centres", filename="中心.xlsx", content=content, by=cast.TOWN_OFFICER, on=DAY).clean and ServiceCentre.objects.count() == 1
