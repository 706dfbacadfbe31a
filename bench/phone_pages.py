"""Phone pages as a weak phone on a weak network meets them. ``python -m bench.phone_pages [--keep HOME] [--rounds 3]``.

``qianxian serve`` as a county starts it; Chromium at 360 × 640 with 400 kbit/s, 400 ms a round trip and a CPU four times slower, all set through
its DevTools protocol. Of each page a first view (empty cache) and a repeat view: encoded bytes and requests as they came over the wire, first
contentful paint, and from when on the form can be typed into and sent (scripts have run). The best of the rounds counts: on a busy machine times
only grow, so a time that is met was met; bytes and requests are the same anywhere, and tests/journeys/test_phone.py holds them.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import BrowserContext, CDPSession, sync_playwright

from bench.cluster import load_line
from bench.example import doumen
from bench.pages import Browser, serving
from tests.chromium import find

KBIT, ROUND_TRIP, SLOWER = 400, 400, 4
BYTES, REQUESTS, PAINTED, USABLE = 120_000, 10, 3_000, 5_000
AGAIN_BYTES, AGAIN_USABLE = 30_000, 2_500
VILLAGE = "440403103210"
PAGES = (
    ("residents' home", "", "/", "办事指南"), ("查进度", "", "/progress/", "回执上的编号"), ("手机办事 by village", "", "/apply/", "八甲村"),
    ("手机办事 form", "", f"/apply/{VILLAGE}/JZ-001/", "提交申请"), ("办事指南", "", "/guide/", "想办什么"), ("村务公开", "", f"/hall/{VILLAGE}/disclosure/", "村务公开"),
    ("反映问题", "", "/tell/", ""), ("大厅屏幕", "", f"/hall/{VILLAGE}/screen/", "今天收件"),
    ("window's home", "bajia-chuangkou", "/workbench/", "登记办事"), ("登记办事 form", "bajia-chuangkou", "/cases/new/JZ-001/", "收件"),
)  # fmt: skip
TIMES = """() => ({painted: (performance.getEntriesByName('first-contentful-paint')[0] || {}).startTime || 0,
  usable: performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd})"""


@dataclass
class View:
    """What one view of a page took."""

    size: int
    requests: int
    painted: float
    usable: float


class Meter:
    """Counts what comes over the wire for one page, by the DevTools protocol."""

    def __init__(self, devtools: CDPSession) -> None:
        self.devtools, self.size, self.asked, self.cached = devtools, 0, set(), set()
        devtools.send("Network.enable")
        devtools.on("Network.requestWillBeSent", lambda said: self.asked.add(said["requestId"]) if said["request"]["url"].startswith("http") else None)
        devtools.on("Network.requestServedFromCache", lambda said: self.cached.add(said["requestId"]))
        devtools.on("Network.responseReceived", lambda said: self.cached.add(said["requestId"]) if said["response"].get("fromDiskCache") else None)
        devtools.on("Network.loadingFinished", self._finished)

    def _finished(self, said: dict[str, Any]) -> None:
        if said["requestId"] in self.asked - self.cached:
            self.size += int(said["encodedDataLength"])

    def slow(self) -> None:
        """The network and the processor of a cheap phone at the edge of the village."""
        speed = KBIT * 1000 / 8
        self.devtools.send("Network.emulateNetworkConditions", {"offline": False, "latency": ROUND_TRIP, "downloadThroughput": speed, "uploadThroughput": speed})
        self.devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})

    def start(self) -> None:
        """Count anew."""
        self.size, self.asked, self.cached = 0, set(), set()


def view(context: BrowserContext, address: str, path: str, says: str, slow: bool = True) -> tuple[View, View]:
    """A first and a repeat view in a context whose cache is empty. AssertionError where the page is not the page."""
    page = context.new_page()
    meter = Meter(context.new_cdp_session(page))
    meter.devtools.send("Network.clearBrowserCache")
    if slow:
        meter.slow()
    seen = []
    for _turn in ("first", "repeat"):
        meter.start()
        answer = page.goto(address + path, wait_until="load", timeout=120_000)
        assert answer is not None and answer.status == 200 and says in page.content(), f"{path}: {answer and answer.status}"
        page.wait_for_timeout(200)
        times = page.evaluate(TIMES)
        seen.append(View(meter.size, len(meter.asked - meter.cached), times["painted"], times["usable"]))
        page.goto("about:blank")
    page.close()
    return seen[0], seen[1]


def faults(first: View, again: View) -> list[str]:
    """The budgets of bytes and requests that are not kept, in words."""
    told = [(first.size > BYTES, f"{first.size} bytes"), (first.requests > REQUESTS, f"{first.requests} requests"), (again.size > AGAIN_BYTES, f"again {again.size} bytes")]
    return [words for missed, words in told if missed]


def slow_faults(first: View, again: View) -> list[str]:
    """The budgets of time that are not kept, in words."""
    told = [(first.painted > PAINTED, "painted late"), (first.usable > USABLE, "usable late"), (again.usable > AGAIN_USABLE, "again late")]
    return [words for missed, words in told if missed]


def best(views: list[View]) -> View:
    """The least of each figure."""
    return View(*(min(getattr(one, name) for one in views) for name in ("size", "requests", "painted", "usable")))


def main() -> int:
    """0 when every budget is kept."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keep", default="", help="a home of the benches to take again, or to make and keep")
    parser.add_argument("--rounds", type=int, default=3)
    chosen, good = parser.parse_args(), True
    with doumen(chosen.keep), serving() as (port, _server), sync_playwright() as playwright:
        print(f"{load_line()}; {KBIT} kbit/s, {ROUND_TRIP} ms, CPU ÷ {SLOWER}, 360 × 640, best of {chosen.rounds}\n")
        browser = playwright.chromium.launch(executable_path=find() or None, args=["--no-sandbox"])
        for words, login, path, says in PAGES:
            context = browser.new_context(viewport={"width": 360, "height": 640}, is_mobile=True, has_touch=True, device_scale_factor=2, locale="zh-CN")
            if login:
                cookies = Browser(port).log_in(login).cookies
                context.add_cookies([{"name": name, "value": value, "url": f"http://127.0.0.1:{port}"} for name, value in cookies.items()])
            if context.request.get(f"http://127.0.0.1:{port}{path}").status == 404:
                print(f"--   {words:24} not there")
                continue
            rounds = [view(context, f"http://127.0.0.1:{port}", path, says) for _turn in range(chosen.rounds)]
            first, again = best([r[0] for r in rounds]), best([r[1] for r in rounds])
            missed = faults(first, again) + slow_faults(first, again)
            good = good and not missed
            print(f"{'MISS' if missed else 'ok  '} {words:24}{first.size / 1000:6.1f} kB {first.requests:2} requests, painted {first.painted / 1000:4.1f} s,"
                  f" usable {first.usable / 1000:4.1f} s;  again {again.size / 1000:5.1f} kB {again.requests:2}, usable {again.usable / 1000:4.1f} s  {'; '.join(missed)}")  # fmt: skip
            context.close()
        browser.close()
        print(f"\nload at the end: {load_line()}")
    return 0 if good else 1


if __name__ == "__main__":
    raise SystemExit(main())
