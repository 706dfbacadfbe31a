"""Columns of a register: chosen by a plain form, remembered per account, left out of an export only when asked."""

from __future__ import annotations

import io
import re

import openpyxl
import pytest

from tests import cast
from tests.organisations.conftest import county, members, tree  # noqa: F401
from tests.registry_pages import browser_of

SEC_ADMIN = cast.acting("tangzx", "唐子轩", "sec_admin", "440403")
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


@pytest.mark.parametrize(
    ("address", "by", "hidden", "kept"),
    [("/engagements/", cast.COUNTY_OFFICER, "联审有效至", "姓名"), ("/engagements/reviews/", cast.COUNTY_OFFICER, "提名日期", "姓名"),
     ("/engagements/grades/", cast.COUNTY_OFFICER, "文号", "姓名"), ("/centres/", cast.COUNTY_OFFICER, "启用日期", "中心"), ("/accounts/", SEC_ADMIN, "最近在线", "登录名")],
)  # fmt: skip
def test_every_register_lets_its_columns_be_chosen(address, by, hidden, kept, monkeypatch):
    browser = browser_of(by, monkeypatch)
    form = re.compile(r'name="col" value="(\w+)"(?: checked)?(?: disabled)?> ([^<]+)</label>')
    found = {title.strip(): name for name, title in form.findall(browser.get(address).content.decode())}
    assert hidden in found and kept in found
    rest = "".join(f"&col={name}" for title, name in found.items() if title != hidden)
    for page in (browser.get(f"{address}?cols=1{rest}"), browser.get(address)):
        text = page.content.decode()
        assert re.search(rf'value="{found[hidden]}"> {hidden}', text), "the choice is remembered, and the form offers it again"
        assert re.search(rf'value="{found[kept]}" checked', text)


@pytest.mark.parametrize(("address", "export"), [("/engagements/grades/", "/engagements/grades/export.xlsx"), ("/centres/", "/centres/export.xlsx")])
def test_an_export_at_its_own_address_follows_the_page(address, export, monkeypatch):
    browser = browser_of(cast.COUNTY_OFFICER, monkeypatch)
    browser.get(f"{address}?cols=1")
    full, shown = exported(browser, export), exported(browser, f"{export}?shown=1")
    assert set(shown) < set(full) and "镇（街道）" in full and "镇（街道）" not in shown
