"""大厅屏幕: counts of the day, desks without names, an average only where enough cases hide each one; nothing there tells whose case it is."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from qianxian.cases import commands
from qianxian.cases.permissions import guest_of
from qianxian.cases.screen import average_days, screen_of
from qianxian.centres import commands as centres
from qianxian.centres.models import DutyTurn
from qianxian.divisions.models import County
from qianxian.foundation.reach import acting_as, bind
from tests.cases.stage import MONDAY, WINDOW, accepted, asked, item
from tests.cast import SERVICE, TOWN_OFFICER
from tests.engagements.stage import VILLAGE, open_county, person

pytestmark = pytest.mark.django_db
FRIDAY, NEXT = dt.date(2019, 3, 1), dt.date(2019, 3, 5)


@pytest.fixture
def centre():
    open_county()
    bind(SERVICE)
    made = centres.open_centre(division_code=VILLAGE, name="八甲村党群服务中心", by=TOWN_OFFICER, on=FRIDAY, telephone="0756-0103001", opening_hours="周一至周五")
    clerk, other = person("欧阳窗口"), person("容窗口")
    for one in (clerk, other):
        centres.assign_window_staff(centre=made, person=one, title="综合受理窗口", first_day=FRIDAY, by=TOWN_OFFICER, on=FRIDAY)
        centres.put_on_duty(centre=made, person=one, weekday=1, part=DutyTurn.Part.MORNING, first_day=FRIDAY, by=TOWN_OFFICER, on=FRIDAY)
    return made


def shown(on: dt.date) -> dict:
    with acting_as(guest_of(VILLAGE)) as by:
        found = screen_of(by, VILLAGE, on)
    bind(SERVICE)
    return found


@pytest.mark.parametrize(("n", "average"), [(0, None), (4, None), (5, 1.0), (6, 1.0)])
def test_an_average_of_few_is_not_shown(n, average):
    assert average_days([(FRIDAY, MONDAY)] * n) == average


def test_the_day_is_counted_and_duty_is_told_by_desks(centre):
    what = item()
    done, _open, _waits = accepted(what), accepted(what), asked(what)
    commands.finish_case(case=done, words="来领", by=WINDOW, on=MONDAY)
    page = shown(MONDAY)
    assert (page["counts"].accepted, page["counts"].done, page["counts"].open) == (3, 1, 2) and page["average"] is None
    assert page["duty"] == [("上午", "综合受理窗口 × 2")]
    after = shown(NEXT)
    assert (after["counts"].accepted, after["counts"].done, after["counts"].open, after["duty"]) == (0, 0, 2, [])


def test_no_name_and_no_case_stands_on_the_wall(centre):
    row = accepted(item())
    bind(SERVICE)
    County.objects.update(example_day=MONDAY, is_example=True)
    page = Client().get(f"/hall/{VILLAGE}/screen/").content.decode()
    assert f"<time data-now>{MONDAY:%Y-%m-%d} " in page, "the county's day, not the machine's"
    assert "今天收件" in page and "综合受理窗口 × 2" in page and "0756-0103001" in page
    for told in (row.number, row.applicant_name, row.phone_masked[-4:], "欧阳窗口", "容窗口"):
        assert told not in page
    assert Client().get("/hall/440403103999/screen/").status_code == 404
