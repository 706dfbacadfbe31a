"""Columns of a register: chosen by a plain form, remembered per account, left out of an export only when asked."""

from __future__ import annotations

import io

import openpyxl
import pytest

from tests import cast
from tests.organisations.conftest import county, members, tree  # noqa: F401
from tests.registry_pages import browser_of

pytestmark = pytest.mark.usefixtures("members")


def headings(page: str) -> list[str]:
    head = page[page.index("<thead>") : page.index("</thead>")]
    return [word for word in ("姓名", "性别", "身份证号码", "党籍状态", "入党日期") if word in head]


def exported(browser, address: str) -> list[str]:
    book = openpyxl.load_workbook(io.BytesIO(browser.get(address).content))
    return [str(cell.value) for row in book.active.iter_rows(max_row=6) for cell in row if cell.value]


def test_columns_are_chosen_and_remembered_without_a_script(monkeypatch):
    browser = browser_of(cast.COUNTY_OFFICER, monkeypatch)
    full = browser.get("/members/").content.decode()
    assert "选择显示的列" in full and "党籍状态" in headings(full) and "姓名" in headings(full)
    chosen = browser.get("/members/?status=full&cols=1&col=organisation").content.decode()
    assert "党籍状态" not in headings(chosen) and "姓名" in headings(chosen), "the column that names the row stays"
    assert 'name="status" value="full"' in chosen, "the form keeps the query"
    again = browser.get("/members/").content.decode()
    assert headings(again) == headings(chosen)
    assert "党籍状态" in headings(browser.get("/members/?cols=1&col=organisation&col=status").content.decode())


def test_an_export_follows_only_when_asked(monkeypatch):
    browser = browser_of(cast.COUNTY_OFFICER, monkeypatch)
    browser.get("/members/?cols=1&col=organisation")
    assert "党籍状态" in exported(browser, "/members/?export=xlsx")
    shown = exported(browser, "/members/?export=xlsx&shown=1")
    assert "党籍状态" not in shown and "姓名" in shown


def test_the_choice_is_the_accounts_own_and_cannot_be_forged(monkeypatch):
    browser = browser_of(cast.COUNTY_OFFICER, monkeypatch)
    browser.get("/members/?cols=1&col=organisation")
    other = browser_of(cast.SECOND_COUNTY_OFFICER, monkeypatch)
    other.cookies["qx-columns"] = browser.cookies["qx-columns"].value
    assert "党籍状态" in headings(other.get("/members/").content.decode())
    browser.cookies["qx-columns"] = "{}:x:y"
    assert "党籍状态" in headings(browser.get("/members/").content.decode())
    assert browser.get("/people/").status_code == 200
