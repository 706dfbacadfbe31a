"""Excel out of every list: a page that stands at an address of its own and shows a table offers its file, and the file holds what the page shows."""

import html
import io
import re

import openpyxl
import pytest

from tests.matrix.addresses import AA, ADDRESSES, DO, DV, EXPORTERS, FB, SE, TC, TO
from tests.matrix.asking import address_of

#: Pages that show a table and are no list to be taken out.
NO_LIST = {
    "accounts:me": "one's own sessions and tokens", "accounts:role_table": "what a role may do: the product's text", "design": "samples of components",
    "engagements:answers": "the names sent to one department stay with it", "engagements:grounds": "grounds stay in the house",
    "collective:list": "sums of lists that have files of their own", "pay:what_if": "a form in columns until something was computed; then it offers its file",
}  # fmt: skip
#: Who looks: the roles that may take lists out, and those whose lists are theirs alone.
LOOKING = (DO, FB, TC, TO, SE, AA, DV)



def looked(world, key):
    """The page as somebody sees it who may take lists out, or None where nobody of them sees it."""
    role = next((one for one in LOOKING if one in ADDRESSES[key].may), None)
    if role is None or ADDRESSES[key].at(world):
        return None, ""
    answer = world.browsers[role].get(address_of(world, key), follow=True)
    return world.browsers[role], answer.content.decode() if "html" in answer.headers.get("Content-Type", "") else ""


def shown(page: str) -> str:
    return page[page.find("<main") :]


def test_a_list_page_without_a_file_fails(world):
    lists, wrong = 0, []
    for key, line in ADDRESSES.items():
        if line.post or "#" in key or key in NO_LIST:
            continue
        browser, page = looked(world, key)
        if browser is None or "<table" not in shown(page):
            continue
        lists += 1
        files = [html.unescape(url) for url in re.findall(r'href="([^"]*(?:export|\.xlsx)[^"]*)"', shown(page))]
        if not files:
            wrong.append(f"{key}: no file offered")
        for url in files:
            answer = browser.get(url)
            content = b"".join(answer.streaming_content) if answer.streaming else answer.content
            if answer.status_code != 200 or not content.startswith(b"PK"):
                wrong.append(f"{key}: {url} answers {answer.status_code} {answer.headers.get('Content-Type')}")
                continue
            cells = [cell for row in openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows() for cell in row if cell.value is not None]
            if len(cells) < 4 or [c for c in cells if c.data_type == "f"]:
                wrong.append(f"{key}: {url} is empty or holds formulas")
    assert not wrong
    assert lists > 35, "the world shows too few lists for this to say anything"


@pytest.mark.parametrize("key", NO_LIST)
def test_what_is_no_list_still_stands(world, key):
    """An exception for a page that no longer shows a table, or now has its file, is to be struck out."""
    role = next(iter(ADDRESSES[key].may & set(LOOKING)), None) or next(iter(ADDRESSES[key].may))
    page = shown(world.browsers[role].get(address_of(world, key), follow=True).content.decode())
    assert "<table" in page and "export=xlsx" not in page


@pytest.mark.parametrize("name", ["vouchers", "payments", "sources"])
def test_the_file_holds_what_the_page_shows(world, name):
    """The numbers or names of the rows, and no more rows than the filter leaves."""
    thing = {"vouchers": lambda: world.things["voucher"].summary, "payments": lambda: world.things["payment"].number, "sources": lambda: world.things["fund_source"].title}[name]()

    def cells(query: str) -> list[str]:
        answer = world.browsers[FB].get(address_of(world, f"funds:{name}") + f"?export=xlsx{query}")
        book = openpyxl.load_workbook(io.BytesIO(answer.content)).active
        return [str(cell.value) for row in book.iter_rows() for cell in row if cell.value is not None]

    assert FB in EXPORTERS and any(thing in said for said in cells(""))
    if name != "sources":
        nothing = "&summary=没有这样的摘要" if name == "vouchers" else "&payee=没有这样的人"
        assert not any(said == thing for said in cells(nothing))
