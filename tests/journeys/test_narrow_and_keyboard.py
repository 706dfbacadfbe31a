"""320 px, 200 % text and the keyboard alone, on the pages people use most."""

from __future__ import annotations

import pytest

from tests.journeys.walker import DESKTOP, NARROW, PHONE

PAGES = (
    "/", "/organisations/", "/members/", "/engagements/", "/engagements/reviews/", "/centres/", "/pay/", "/imports/members/", "/rules/R-P12/",
    "/settings/", "/story/", "/divisions/440403103210/", "/me/",
)  # fmt: skip


@pytest.mark.parametrize("size", [NARROW, DESKTOP], ids=["320 px", "1440 px"])
def test_nothing_runs_off_the_side(walker, size):
    officer = walker("liangyw", size=size)
    for path in PAGES:
        officer.visit(path)
        for percent in (100, 200) if size == DESKTOP else (100,):
            officer.page.evaluate("percent => document.documentElement.style.setProperty('font-size', percent + '%')", percent)
            assert officer.overflow() <= 0, f"{path} at {percent} %"
            cut = officer.page.evaluate(
                "[...document.querySelectorAll('main .btn, main h1')].filter(e => e.offsetParent && e.scrollWidth > e.clientWidth + 1).map(e => e.textContent.trim())"
            )
            assert cut == [], f"{path} at {percent} %"


# Text of some length that stands in a column of a few characters, and things to press or read that lie over one another.
SQUEEZED = """[...document.querySelectorAll('main dd, main b, main p, main h2, main label, main summary, main td, main li')]
  .filter(e => e.offsetParent && !e.closest('.visually-hidden') && e.textContent.trim().length > 8
    && e.getBoundingClientRect().width < 4.5 * parseFloat(getComputedStyle(e).fontSize)).map(e => e.textContent.trim().slice(0, 20))"""
OVERLAID = """(() => { const all = [...document.querySelectorAll('main .btn, main h1, main h2, main label, main summary, main dt, main dd, main input:not([type=hidden]), main select')]
  .filter(e => e.offsetParent && !e.closest('.visually-hidden') && !e.closest('thead')).map(e => [e, e.getBoundingClientRect()]).filter(([, r]) => r.width && r.height);
  return all.flatMap(([a, r], i) => all.slice(i + 1).filter(([b, s]) => !a.contains(b) && !b.contains(a)
    && Math.min(r.right, s.right) - Math.max(r.left, s.left) > 2 && Math.min(r.bottom, s.bottom) - Math.max(r.top, s.top) > 2)
    .map(([b]) => (a.textContent.trim() || a.name).slice(0, 15) + ' / ' + (b.textContent.trim() || b.name).slice(0, 15))).slice(0, 5); })()"""
LARGE = ("/", "/members/", "/engagements/reviews/", "/rules/R-P12/", "/design/", "/settings/", "/organisations/")
FIRST_OF = ("/members/", "/engagements/", "/organisations/", "/pay/")


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["360 px", "1440 px"])
def test_text_twice_as_large_stays_in_its_place(walker, size):
    officer = walker("liangyw", size=size)
    page = officer.page

    def large(path: str) -> None:
        for details in page.locator("main details.qx-columns:not([open])").all():
            details.locator("summary").click()
        page.evaluate("document.documentElement.style.setProperty('font-size', '200%')")
        assert officer.overflow() <= 0, path
        for fault in (SQUEEZED, OVERLAID):
            assert page.evaluate(fault) == [], path

    for path in LARGE:
        officer.visit(path)
        large(path)
    for path in FIRST_OF:  # a person, a review, an organisation, a pay run and its first slip
        officer.visit(path)
        officer.visit(page.locator("main tbody a").first.get_attribute("href"))
        large(path + " first")
    officer.visit(page.locator("main tbody a").first.get_attribute("href"))
    large("slip")


def test_keyboard_alone(walker):
    officer = walker("zhaobk")
    officer.visit("/rules/R-P12/")
    page = officer.page
    # the skip link comes first, is seen, and leads to the body
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "qx-skip"
    assert page.evaluate("document.activeElement.getBoundingClientRect().top >= 0")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    # a form is filled and sent by keys; every stop has a visible focus
    stops = []
    for _turn in range(30):
        page.keyboard.press("Tab")
        stop = page.evaluate(
            "(() => { const e = document.activeElement, s = getComputedStyle(e); return {name: e.name || e.textContent.trim(),"
            " seen: s.outlineStyle !== 'none' || s.boxShadow !== 'none'}; })()"
        )
        stops.append(stop)
        if stop["name"] in ("in-voters", "in-present", "in-for"):
            page.keyboard.type("20")
        if stop["name"] == "试算":
            break
    assert all(stop["seen"] for stop in stops), stops
    with page.expect_navigation():
        page.keyboard.press("Enter")
    officer.look()
    officer.says("结果", "是")
    # the menu opens by keys
    page.locator("nav.qx-side summary").first.focus()
    page.keyboard.press("Enter")
    assert page.locator("nav.qx-side details[open]").count() >= 1
