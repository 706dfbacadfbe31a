"""No identity number, mobile number or bank card leaves by a public page or by a file, whoever takes it out.

Public pages are walked as a stranger walks them: from every public address along every link. Files are all that the lists offer, in the roles that
may take them out. The seeker is tried first on texts in which such numbers stand.
"""

import html
import io
import re
from urllib.parse import urldefrag

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from django.utils.safestring import mark_safe
from stdnum import luhn
from stdnum.cn import ric

from qianxian.cases.models import Case
from qianxian.people.models import Person
from qianxian.requests.models import Request
from tests.matrix.addresses import ADDRESSES, PUBLIC
from tests.matrix.asking import address_of
from tests.matrix.test_exports import NO_LIST, looked, shown

ALONE = r"(?<![0-9A-Za-z_-])(%s)(?![0-9A-Za-z_-])"
IDENTITY, MOBILE, CARD = (re.compile(ALONE % of) for of in (r"\d{17}[\dXx]", r"1[3-9]\d{9}", r"\d{16,19}"))
STEPS = 400


def numbers(text: str) -> set[str]:
    """Identity numbers with a right check digit, mobile numbers, and card numbers with a right one; spaces do not hide them."""
    joined = re.sub(r"(?<=\d)[ \u3000\u00a0](?=\d)", "", text)
    found = {n for n in IDENTITY.findall(joined) if ric.calc_check_digit(n.upper()) == n[-1].upper()} | set(MOBILE.findall(joined))
    return found | {n for n in CARD.findall(joined) if luhn.is_valid(n) and not n.startswith("440403")}


SOMEBODY = "44040319700101001" + ric.calc_check_digit("44040319700101001" + "0")
BANK_CARD = "622202020011223012" + luhn.calc_check_digit("622202020011223012")


@pytest.mark.parametrize("text", [f"证号{SOMEBODY}。", " ".join(SOMEBODY), "<td>13800138000</td>", f"卡号：{BANK_CARD}", "138 0013 8000"])
def test_the_seeker_finds(text):
    assert numbers(text)


@pytest.mark.parametrize("text", ["440403********1234", "138****5678", "440403103210", "2019-12-16", "0756-5510000", "a3f1-13800138000-77", "91440400MA0000000X"])
def test_the_seeker_lets_pass(text):
    assert not numbers(text)


def walked(first: list[str]) -> dict[str, str]:
    """Every page a stranger reaches, by its address: what it says."""
    stranger, waiting, seen = Client(), list(first), {}
    while waiting and len(seen) < STEPS:
        path = waiting.pop(0)  # the addresses that were given first, then what they lead to: the steps may not reach everything
        if path in seen:
            continue
        answer = stranger.get(path)
        text = answer.content.decode() if "html" in answer.headers.get("Content-Type", "") and answer.status_code == 200 else ""
        seen[path] = text
        links = (urldefrag(html.unescape(url))[0] for url in re.findall(r'href="(/[^"]*)"', text))
        waiting += [url for url in links if not url.startswith(("/static/", "/login/")) and url not in seen and "lang" not in url and "view=" not in url]
    return {path: text for path, text in seen.items() if text}


def test_public_pages(world):
    assert Person.objects.exclude(identity_masked="").exists() and Case.objects.exclude(phone_masked="").exists(), "a world without numbers says nothing"
    pages = walked([address_of(world, key) for key in sorted(PUBLIC & set(ADDRESSES)) if not ADDRESSES[key].post])
    assert len(pages) > 10
    assert leaks(pages) == {}


def leaks(pages: dict[str, str]) -> dict[str, set[str]]:
    """The numbers that stand in pages, by address."""
    return {path: found for path, text in pages.items() if (found := numbers(text))}


LEAK = (
    f"3 个工作日，经办人 13800138000，<a href=\"tel:13800138001\">打电话</a><span data-person='{SOMEBODY}'>张**</span>"
    f"<!-- 138 0013 8002 --><script>let card = {BANK_CARD};</script>"
)


def test_the_crawl_is_red_where_a_page_leaks(world, monkeypatch):
    """A page of the guide that says numbers, in its words and where nobody sees them: a stranger who starts at the list of services comes upon every one."""
    monkeypatch.setattr("qianxian.services.views.in_days", lambda days: mark_safe(LEAK))
    pages = walked([reverse("services:guide")])
    found = {"13800138000", "13800138001", "13800138002", SOMEBODY, BANK_CARD}
    assert leaks(pages) == {path: found for path in pages if path.startswith("/guide/") and path != "/guide/"} != {}


FORM, FIELD = re.compile(r'<form[^>]*method="post".*?</form>', re.S), re.compile(r"<(?:input|textarea|select)[^>]*>")
#: What public forms may ask, and which of it says who somebody is: the page then says what becomes of it.
WHO, ELSE = {"name", "phone"}, {"about", "about_body", "code", "digest", "file", "letter", "login", "matter", "number", "password", "proof", "protect", "subject", "word", "words"}
YOURS = "您填的姓名、电话怎么用"


def asked_by(text: str) -> set[str]:
    """The names of the fields that the page's forms ask somebody to fill in."""
    fields = [tag for form in FORM.findall(text) for tag in FIELD.findall(form) if 'type="hidden"' not in tag]
    return {found[1] for tag in fields if (found := re.search(r' name="([^"]+)"', tag))}


def test_every_form_of_residents_says_what_becomes_of_who_they_are(world):
    """Every public form that a stranger reaches: what asks a name or a telephone has the word, and no other field is asked than is known here."""
    pages = walked([address_of(world, key) for key in sorted(PUBLIC & set(ADDRESSES)) if not ADDRESSES[key].post])
    pages = {path: text for path, text in pages.items() if not path.startswith("/design/")}  # specimens, which ask nobody
    asked = {path: asked_by(text) for path, text in pages.items()}
    assert set().union(*asked.values()) <= WHO | ELSE
    personal = {path for path, names in asked.items() if names & WHO}
    kinds = {path.rstrip("/").rsplit("/", 1)[1] for path in personal if path.startswith("/tell/")}
    assert kinds == set(Request.Kind.values) and any(path.startswith("/apply/") for path in personal), "each kind of request, and cases over the phone page"
    assert {path for path in personal if YOURS not in pages[path]} == set()
    assert {path for path in pages if YOURS in pages[path]} == personal


def test_files(world):
    files, wrong = 0, {}
    for key, line in ADDRESSES.items():
        if line.post or "#" in key or key in NO_LIST:
            continue
        browser, page = looked(world, key)
        for url in {html.unescape(u) for u in re.findall(r'href="([^"]*(?:export|\.xlsx)[^"]*)"', shown(page))} if browser else ():
            answer = browser.get(url)
            content = b"".join(answer.streaming_content) if answer.streaming else answer.content
            if not content.startswith(b"PK"):
                continue
            files += 1
            cells = [str(cell.value) for sheet in openpyxl.load_workbook(io.BytesIO(content)) for row in sheet.iter_rows() for cell in row if cell.value is not None]
            if found := numbers("\n".join(cells)):
                wrong[url] = found
    assert not wrong
    assert files > 35
