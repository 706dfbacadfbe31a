"""The design page in Chromium: axe finds nothing, and nothing runs off the side at 320 px or at 200 % text, in each mode.

The page and its files are handed to the browser by the test itself, so neither a server nor the network is needed.
"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import axe_core_python
import pytest
from django.contrib.staticfiles import finders
from playwright.sync_api import Browser, Page, Route

from tests.portal.test_components import page as design_html

pytestmark = [pytest.mark.urls("tests.portal.design_urls")]
AXE = next(Path(axe_core_python.__file__).parent.rglob("axe.min.js"))
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
MODES = [("officer", 1440, ""), ("phone", 360, ""), ("elder", 360, "?view=elder"), ("narrow", 320, "")]
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


def opened(browser: Browser, width: int, query: str, *, scripts: bool = True) -> Page:
    html = design_html(f"/design/{query}")

    def answer(route: Route) -> None:
        path = urlsplit(route.request.url).path
        if path.startswith("/static/"):
            file = Path(finders.find(path.removeprefix("/static/")))
            route.fulfill(body=file.read_bytes(), content_type=TYPES[file.suffix])
        else:
            route.fulfill(body=html, content_type="text/html; charset=utf-8")

    page = browser.new_page(viewport={"width": width, "height": 800}, java_script_enabled=scripts)
    page.route("**/*", answer)
    page.goto(f"http://design.test/design/{query}")
    return page


@pytest.mark.parametrize(("mode", "width", "query"), MODES)
def test_axe_and_reflow(browser: Browser, mode: str, width: int, query: str):
    page = opened(browser, width, query)
    page.add_script_tag(path=str(AXE))
    rules = {"color-contrast-enhanced": {"enabled": True}} if mode == "elder" else {}
    found = page.evaluate("([tags, rules]) => axe.run(document, {runOnly: {type: 'tag', values: tags}, rules})", [TAGS, rules])
    assert [(v["id"], [n["target"] for n in v["nodes"]]) for v in found["violations"]] == []
    for percent in (100, 175, 200):
        page.evaluate("percent => document.documentElement.style.setProperty('font-size', percent + '%')", percent)
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{mode} at {percent} %"
    page.close()


def test_elder_targets_and_text(browser: Browser):
    page = opened(browser, 360, "?view=elder")
    heights = page.evaluate("[...document.querySelectorAll('main .btn')].filter(e => e.offsetParent).map(e => e.offsetHeight)")
    assert heights and min(heights) >= 60
    sizes = page.evaluate("[...document.querySelectorAll('main p, main td, main dd')].map(e => parseFloat(getComputedStyle(e).fontSize))")
    assert min(sizes) >= 18
    page.close()


def test_menu_opens_without_script(browser: Browser):
    page = opened(browser, 360, "", scripts=False)
    menu = page.locator("#qx-menu")
    assert not menu.is_visible()
    page.locator(".qx-menu-open").click()
    assert menu.is_visible()
    page.close()


def test_slash_goes_to_the_search(browser: Browser):
    page = opened(browser, 1440, "")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "qx-q"
    page.close()
