"""Every list goes out to Excel as its page shows it: masked, as inert text, without formulas, and with the chosen columns alone when asked."""

from __future__ import annotations

import datetime as dt
import io
import re

import openpyxl
import pytest
from django.urls import reverse

from qianxian.organisations import commands as organisations
from qianxian.organisations.models import PartyMember, PartyOrganisation
from qianxian.people import commands as people
from qianxian.pipeline import commands as pipeline
from qianxian.portal.columns import cells_of
from qianxian.portal.templatetags import qx
from tests import cast
from tests.organisations.conftest import DAY, county, members, tree  # noqa: F401
from tests.registry_pages import browser_of

LISTS = ("elections:elections", "pipeline:admissions", "assessments:sheets", "engagements:cases", "engagements:filings", "centres:staffing",
         "organisations:list", "organisations:members", "organisations:terms", "organisations:committees", "organisations:mandates", "divisions:list", "people:list",
         "organisations:transfers", "decisions:matters", "decisions:certificates", "decisions:powers", "threads:list", "imports:list", "pipeline:outlook", "pay:runs", "pay:corrections",
         "assessments:schemes")  # fmt: skip
VETTING = cast.acting("fengl", "冯丽", "district_vetting_officer", "440403")
OWN = {"log": cast.AUDIT_ADMIN, "engagements:rounds": VETTING}
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


@pytest.mark.parametrize("name", OWN)
def test_a_list_of_one_role_goes_out_to_that_role_alone(name, monkeypatch):
    assert browser_of(cast.COUNTY_OFFICER, monkeypatch).get(reverse(name), {"export": "xlsx"}).status_code == 403
    page = browser_of(OWN[name], monkeypatch).get(reverse(name)).content.decode()
    assert "?export=xlsx" in page
    assert cells(sheet(browser_of(OWN[name], monkeypatch).get(reverse(name), {"export": "xlsx"})))


def test_who_may_not_take_lists_out_is_offered_none(monkeypatch):
    browser = browser_of(cast.acting("x", "某", "village_secretary", f"{cast.DOUMEN_TOWN[:9]}201"), monkeypatch)
    for address in ("/transfers/", "/decisions/certificates/", "/decisions/powers/"):
        assert "export=xlsx" not in browser.get(address).content.decode(), address
        assert browser.get(address, {"export": "xlsx"}).status_code == 403, address


def test_letters_go_out_masked_with_where_they_go(monkeypatch):
    by, member = cast.COUNTY_OFFICER, PartyMember.objects.select_related("person", "organisation").order_by("pk").first()
    to = PartyOrganisation.objects.filter(kind="party_branch", status="active").exclude(pk=member.organisation_id).first()
    organisations.issue_transfer(member=member, to_organisation=to, issued_on=DAY, valid_days=90, by=by, on=DAY)
    said = [str(c.value) for c in cells(sheet(browser_of(by, monkeypatch).get("/transfers/", {"export": "xlsx"})))]
    assert member.person.identity_masked in said and to.name in said and member.organisation.name in said
    assert not [text for text in said if re.search(r"\d{17}[\dX]", text)]


def test_a_file_says_who_made_it_of_which_place_and_day_under_which_conditions(monkeypatch):
    browser = browser_of(cast.COUNTY_OFFICER, monkeypatch)
    last = [str(c.value) for c in cells(sheet(browser.get("/members/", {"export": "xlsx", "scope": cast.DOUMEN_TOWN[:9], "status": "full", "on": DAY.isoformat()})))][-1]
    for words in ("梁雅文", "斗门镇", DAY.isoformat(), "正式党员"):
        assert words in last, (words, last)
    assert "440403103" not in last and "full" not in last


def test_the_log_goes_out_in_words_and_its_going_out_is_logged(monkeypatch):
    browser = browser_of(cast.AUDIT_ADMIN, monkeypatch)
    browser.get("/log/", {"export": "xlsx"})
    said = [str(c.value) for c in cells(sheet(browser.get("/log/", {"export": "xlsx", "action": "portal.export_log"})))]
    assert "导出操作日志" in said and "portal.export_log" not in said


def test_deputies_go_out_to_the_security_administrator(monkeypatch):
    browser = browser_of(SEC_ADMIN, monkeypatch)
    assert reverse("accounts:deputies_export") in browser.get("/accounts/deputies/").content.decode()
    assert "代理谁" in [c.value for c in cells(sheet(browser.get(reverse("accounts:deputies_export"))))]
    assert browser_of(cast.COUNTY_OFFICER, monkeypatch).get(reverse("accounts:deputies_export")).status_code == 403


@pytest.mark.parametrize("name", ["organisations:list", "organisations:members", "divisions:list", "people:list"])
def test_each_cell_says_what_the_library_would_say(name, monkeypatch):
    read = []

    def compared(bound):
        cell_of = cells_of(bound)

        def cell(row):
            said = cell_of(row)
            assert said == row.get_cell(bound.name)
            read.append(cell_of.__name__)
            return said

        return cell

    monkeypatch.setattr(qx, "cells_of", compared)
    assert browser_of(cast.COUNTY_OFFICER, monkeypatch).get(reverse(name)).status_code == 200
    assert "cell" in read, "no cell was read in the quick way"


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
