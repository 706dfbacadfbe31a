"""What the pages say to whom: held values with 「改」 and no input, the board without people, the same number of queries for one village and for many."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import Workbook, load_workbook

from qianxian.elements import commands, pages
from qianxian.elements.models import Answer
from qianxian.foundation.reach import bind
from tests.cast import COUNTY_OFFICER, SERVICE, TOWN_OFFICER, acting
from tests.elements.stage import AGRICULTURE, CLERK, DAY, SIBLING, VILLAGE, drafted, filled, issued, opened, unit
from tests.registry_pages import browser_of

pytestmark = pytest.mark.django_db
EXTINGUISHERS, CENTRE = ("village.fire_extinguishers", "new"), ("village.centre_name", "confirm")


def test_held_values_are_shown_with_a_way_to_change_them_and_not_asked(monkeypatch):
    made = opened()
    row = issued(EXTINGUISHERS, CENTRE)
    browser = browser_of(CLERK, monkeypatch)
    text = browser.get(f"/collections/units/{unit(row).uuid}/").content.decode()
    assert made.centre.name in text and 'name="village.fire_extinguishers"' in text and 'name="village.centre_name"' not in text
    assert f"/centres/{made.centre.uuid}/" in text and "问 2 项，其中 1 项已替您填好" in text and text.count("这道题问过了") == 2


def test_one_press_sends_and_the_time_it_took_is_kept_for_the_form(monkeypatch):
    opened()
    row = issued(EXTINGUISHERS, CENTRE)
    browser, address = browser_of(CLERK, monkeypatch), f"/collections/units/{unit(row).uuid}/"
    opened_mark = browser.get(address).context["opened"]
    wrong = browser.post(address, {"village.fire_extinguishers": "很多", "opened": opened_mark})
    assert wrong.status_code == 422 and "填写整数" in wrong.content.decode()
    assert browser.post(address, {"village.fire_extinguishers": "86", "opened": opened_mark}).status_code == 302
    sent = unit(row)
    assert sent.state == "submitted" and sent.seconds is not None and sent.seconds < 60 and Answer.objects.get().value == "86"


def test_a_forged_mark_of_time_counts_as_none(monkeypatch):
    opened()
    row = issued(EXTINGUISHERS)
    browser, address = browser_of(CLERK, monkeypatch), f"/collections/units/{unit(row).uuid}/"
    assert browser.post(address, {"village.fire_extinguishers": "86", "opened": "1"}).status_code == 302
    assert unit(row).seconds is None


def test_what_a_role_may_not_see_is_used_and_not_shown(monkeypatch):
    """Window staff do not read the members' roll: the form says that it is held."""
    opened()
    row = issued(EXTINGUISHERS, ("village.secretary", "confirm"))
    window = acting("chuangkou", "窗口", "window_staff", VILLAGE)
    text = browser_of(window, monkeypatch).get(f"/collections/units/{unit(row).uuid}/").content.decode()
    assert "已有（您的角色不看这本台账）" in text


def test_a_value_that_is_not_shown_bears_no_unit(monkeypatch):
    opened()
    row = issued(EXTINGUISHERS, ("village.registered_population", "confirm"))
    lines = {line.element.code: line for line in pages.lines_to_fill(unit(row), acting("chuangkou", "窗口", "window_staff", VILLAGE), DAY)}
    shown = lines["village.registered_population"]
    assert (shown.value.startswith("已有（"), shown.unit) == (True, "")


def test_an_answer_may_be_changed_by_who_gave_it(monkeypatch):
    opened()
    row = issued(EXTINGUISHERS)
    filled(row, fire_extinguishers="860")
    bind(COUNTY_OFFICER)
    commands.return_unit(unit=unit(row), words="核对", by=COUNTY_OFFICER)
    browser, address = browser_of(CLERK, monkeypatch), f"/collections/units/{unit(row).uuid}/"
    assert "?change=village.fire_extinguishers" in browser.get(address).content.decode()
    assert browser.post(address + "?change=village.fire_extinguishers", {"village.fire_extinguishers": "86"}).status_code == 302
    bind(SERVICE)
    assert Answer.objects.latest("id").value == "86"


def test_the_board_names_who_asks_and_nobody_who_fills(monkeypatch):
    opened()
    filled(issued(EXTINGUISHERS), fire_extinguishers="86")
    text = browser_of(AGRICULTURE, monkeypatch).get("/burden/?year=2019").content.decode()
    assert "区委组织部干部" in text and "M5" in text and CLERK.name not in text and COUNTY_OFFICER.name not in text


@pytest.mark.parametrize("address", ["task", "list", "board"])
def test_as_many_queries_for_many_villages_as_for_one(address, monkeypatch):
    opened()
    counts = []
    for places, asked in (((VILLAGE,), EXTINGUISHERS), ((VILLAGE, SIBLING, "440403107"), ("village.low_lying_households", "new"))):
        row = drafted(asked, CENTRE, places=places) if address == "task" else issued(asked, places=places)
        where = {"task": f"/collections/{row.uuid}/", "list": "/collections/", "board": "/burden/?year=2019"}[address]
        browser = browser_of(COUNTY_OFFICER, monkeypatch)
        browser.get(where)
        with CaptureQueriesContext(connection) as seen:
            assert browser.get(where).status_code == 200
        counts.append(len(seen))
    assert counts[1] == counts[0] < 40, counts


def test_a_table_goes_in_and_comes_back_by_the_page_and_an_empty_file_is_told_in_our_words(monkeypatch):
    made = opened()
    browser, book, content = browser_of(CLERK, monkeypatch), Workbook(), io.BytesIO()
    for row in (("填报单位：大赤坎村", None), ("党群服务中心名称", None)):
        book.active.append(row)
    book.save(content)
    back = browser.post("/collections/fill-table/", {"file": SimpleUploadedFile("表.xlsx", content.getvalue())})
    assert load_workbook(io.BytesIO(back.content)).worksheets[0]["B2"].value == made.centre.name
    empty = browser.post("/collections/fill-table/", {"file": SimpleUploadedFile("表.xlsx", b"")})
    assert empty.status_code == 422 and empty.content.decode().count("这个文件里什么也没有。另选一个文件") == 2, "in the summary and at the field, the same words"


def test_what_was_asked_before_leads_its_owner_to_his_reply_and_nobody_else(monkeypatch):
    opened()
    row = issued(("village.fire_extinguishers", "new"))
    bind(CLERK)
    report = commands.report_question(unit=unit(row), question=row.questions.get(), words="消防大检查表报过", by=CLERK, on=DAY)
    reply = f"/collections/reports/{report.uuid}/answer/"
    bureau = acting("zhongyx", "钟雨欣", "audit_bureau", "440403")
    owner, others = (bureau, COUNTY_OFFICER) if report.question.element.owner == "agriculture" else (COUNTY_OFFICER, bureau)
    assert reply in browser_of(owner, monkeypatch).get("/collections/reports/").content.decode()
    for by in (others, TOWN_OFFICER, CLERK):
        text = browser_of(by, monkeypatch).get("/collections/reports/").content.decode()
        assert "消防大检查表报过" in text and reply not in text
    bind(owner)
    commands.answer_report(report=report, reply="kept", words="两件事", by=owner, on=DAY)
    assert reply not in browser_of(owner, monkeypatch).get("/collections/reports/").content.decode()
