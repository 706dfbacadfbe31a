"""What a resident reads about what comes next: words that speak to him, the day until which he may ask again, the telephone of his own window."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from qianxian.cases import commands
from qianxian.cases.models import State
from qianxian.cases.next_steps import desk_of, stands_for, what_now
from qianxian.cases.pages import progress_of
from qianxian.cases.permissions import guest_of
from qianxian.cases.queries import tasks_for
from qianxian.divisions.models import County
from qianxian.foundation.reach import bind
from tests.cases.stage import MONDAY, PAPERS, PHONE, WINDOW, accepted, asked, item
from tests.cases.test_pages import ask
from tests.cast import COUNTY_OFFICER, SERVICE
from tests.engagements.stage import VILLAGE, open_county
from tests.rulebook.fixing import fix_setting

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def county():
    open_county()
    bind(SERVICE)


def test_who_waits_for_papers_is_spoken_to_and_staff_read_of_residents():
    row = asked()
    assert stands_for(row) == "等您补材料" and row.get_state_display() == "等群众补材料"
    assert "群众" not in str(progress_of(row, MONDAY)) and "补齐那天起" in what_now(row, MONDAY)


def test_papers_asked_for_too_late_do_not_stop_the_clock_and_the_page_says_so():
    row = accepted()
    row = commands.ask_supplement(case=row, missing=PAPERS, by=WINDOW, on=dt.date(2019, 3, 20))
    assert "办理期限不停" in what_now(row, dt.date(2019, 3, 20))


def test_what_was_handed_in_by_phone_is_told_how_long_the_window_has():
    made = commands.apply_for(division_code=VILLAGE, item=item(), name="容小妹", phone=PHONE, by=guest_of(VILLAGE), on=MONDAY)
    assert stands_for(made.case) == "已收到，等窗口受理" and "5 个工作日" in what_now(made.case, MONDAY)


@pytest.mark.parametrize(("days", "words"), [(29, "最迟 2019年4月3日（周三） 可以带回执"), (30, "最迟 2019年4月3日（周三） 可以带回执"), (31, "已经过了")])
def test_what_ended_says_until_when_it_may_be_opened_again(days, words):
    row = commands.finish_case(case=accepted(), words="已办好", by=WINDOW, on=MONDAY)
    assert words in what_now(row, MONDAY + dt.timedelta(days=days))


def test_what_is_late_says_that_the_level_above_has_seen_it():
    row = accepted()
    assert "上一级已经看到" not in what_now(row, row.due_on) and "上一级已经看到" in what_now(row, row.due_on + dt.timedelta(days=1))


def test_every_state_has_its_words():
    row = accepted()
    for state in State.values:
        row.state = state
        assert stands_for(row)


def test_a_village_without_a_centre_has_no_number_to_call_and_the_page_still_says_where_to_ask():
    assert desk_of("440403199999", MONDAY) == {}
    made = commands.apply_for(division_code=VILLAGE, item=item(), name="容小妹", phone=PHONE, by=guest_of(VILLAGE), on=MONDAY)
    assert "带回执到窗口问" in ask(made.case.number, made.code).content.decode()


def test_who_was_refused_is_sent_to_the_remedy_before_the_window():
    row = commands.refuse_case(case=accepted(), words="不在本村参保", remedy="60 日内可以申请行政复议", by=WINDOW, on=MONDAY)
    assert what_now(row, MONDAY).startswith("不服的，按办理过程里写明的办法办") and "最迟办结日期" not in str(progress_of(row, MONDAY)["rows"])


def test_the_page_of_an_application_tells_the_days_of_the_setting_in_force():
    item()
    County.objects.update(is_example=True, example_day=MONDAY)
    assert "窗口在 5 个工作日内受理" in Client().get(f"/apply/{VILLAGE}/SB-001/").content.decode()
    bind(SERVICE)
    fix_setting(key="cases.ask_days", value="3", valid_from=MONDAY, source_document="某文件", by=COUNTY_OFFICER)
    bind(None)
    assert "窗口在 3 个工作日内受理" in Client().get(f"/apply/{VILLAGE}/SB-001/").content.decode()


def test_the_days_are_those_of_the_day_the_papers_came_in():
    row = commands.apply_for(division_code=VILLAGE, item=item(limit_days=20), name="容小妹", phone=PHONE, by=guest_of(VILLAGE), on=MONDAY).case
    later = MONDAY + dt.timedelta(days=1)
    fix_setting(key="cases.ask_days", value="9", valid_from=later, source_document="某文件", by=COUNTY_OFFICER)
    assert [task.due_on for task in tasks_for(WINDOW, later)] == [dt.date(2019, 3, 11)] and "5 个工作日" in what_now(row, later)


def test_papers_asked_for_too_late_stay_in_the_windows_hands_while_the_clock_runs():
    row = commands.ask_supplement(case=accepted(item(limit_days=20)), missing=PAPERS, by=WINDOW, on=dt.date(2019, 3, 20))
    assert row.due_on == dt.date(2019, 4, 1)
    days = [dt.date(2019, 3, 20), dt.date(2019, 3, 26), dt.date(2019, 4, 2)]
    assert [[str(task.why) for task in tasks_for(WINDOW, day)] for day in days] == [["材料问得晚，期限照算；请催齐材料"], ["期限快到了，请抓紧"], ["已过期，请马上办结"]]
    asked_in_time = asked(item("SB-002"))
    assert asked_in_time.number not in str(tasks_for(WINDOW, days[0]))
