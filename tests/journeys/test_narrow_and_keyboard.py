"""320 px, 200 % text and the keyboard alone, on the pages people use most."""

from __future__ import annotations

import pytest

from tests.journeys.walker import DESKTOP, NARROW

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
