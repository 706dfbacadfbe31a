"""Every list goes out to Excel as its page shows it: masked, as inert text, without formulas, and with the chosen columns alone when asked."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl
import pytest
from django.urls import reverse

from qianxian.organisations.models import PartyMember
from qianxian.people import commands as people
from qianxian.pipeline import commands as pipeline
from tests import cast
from tests.organisations.conftest import DAY, county, members, tree  # noqa: F401
from tests.registry_pages import browser_of

LISTS = ("elections:elections", "pipeline:admissions", "assessments:sheets", "engagements:cases", "engagements:filings", "centres:staffing",
         "organisations:list", "organisations:members", "organisations:terms", "organisations:committees", "organisations:mandates", "divisions:list", "people:list")  # fmt: skip
SEC_ADMIN = cast.acting("tangzx", "唐子轩", "sec_admin", "440403")
pytestmark = pytest.mark.usefixtures("members")


def sheet(answer):
    assert answer.status_code == 200, answer.content[:300]
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return openpyxl.load_workbook(io.BytesIO(content)).active


def cells(book) -> list:
    return [cell for row in book.iter_rows() for cell in row if cell.value is not None]


@pytest.mark.parametrize("name", LISTS)
def test_every_list_goes_out(name, monkeypatch):
    browser = browser_of(cast.COUNTY_OFFICER, monkeypatch)
    book = sheet(browser.get(reverse(name), {"export": "xlsx"}))
    assert cells(book) and not [c for c in cells(book) if c.data_type == "f" or str(c.value).startswith("=")]


def test_a_list_without_a_sheet_of_its_own_shows_what_the_page_shows(monkeypatch):
    by, branch = cast.COUNTY_OFFICER, PartyMember.objects.order_by("pk").first().organisation
    applicant = people.register_person(name="=1+1", sex="male", birth_date=dt.date(1995, 3, 2), division_code=branch.division_code, by=by, on=DAY)
    pipeline.open_admission(person=applicant, organisation=branch, applied_on=DAY, document="申请书", by=by, on=DAY)
    browser = browser_of(by, monkeypatch)
    book = sheet(browser.get("/admissions/", {"export": "xlsx"}))
    said = [str(c.value) for c in cells(book)]
    assert any("1+1" in text for text in said) and not [c for c in cells(book) if c.data_type == "f"]
    heads = [text for text in said if text in ("姓名", "阶段")]
    assert "姓名" in heads
    browser.get("/admissions/", {"cols": "1"})
    fewer = [str(c.value) for c in cells(sheet(browser.get("/admissions/", {"export": "xlsx", "shown": "1"})))]
    assert len(fewer) < len(said) and "阶段" not in fewer


def test_accounts_go_out_with_the_chosen_columns(monkeypatch):
    browser = browser_of(SEC_ADMIN, monkeypatch)
    page = browser.get("/accounts/?cols=1&col=name").content.decode()
    assert "/accounts/export/?" in page and "shown=1" in page
    full, shown = ([c.value for c in cells(sheet(browser.get("/accounts/export/" + query)))] for query in ("", "?shown=1"))
    for heading in ("单位", "角色", "起"):
        assert heading in full and heading not in shown, heading
    assert "登录名" in shown and "姓名" in shown
