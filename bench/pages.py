"""The ten most used pages of the loaded example: weight and time. ``python -m bench.pages [--seconds 30] [--rounds 5] [--keep HOME]``.

``qianxian serve`` as a county starts it (gunicorn, three workers, PostgreSQL beside it), everybody logged in through the login page in the
right role. Each answer's status, size and a word that only this page says are checked. Two loads, both with 8 users: *pressing*, where each
asks for the next page the moment the last has come, and *working*, where each looks at a page for a second first. On a machine of two cores
the server, PostgreSQL included, has one of them and this generator the other, so the figures are those of one core. What a page costs in CPU
is printed as well: it says the same on a busy machine.

Targets: p95 of the server ≤ 300 ms; officer pages ≤ 250 kB and phone pages ≤ 120 kB at the first view, HTML, CSS and JavaScript after gzip.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gzip
import http.client
import os
import re
import signal
import socket
import statistics
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from urllib.parse import urlencode, urljoin

from bench.cluster import TICKS, Cluster, load_line
from bench.example import PROGRAM, doumen
from qianxian.demo.cast import PASSWORD

USERS, P95 = 8, 300.0
OFFICER, PHONE = 250, 120  # kB at first view
ASSET = re.compile(r'<(?:link[^>]*rel="stylesheet"[^>]*href|script[^>]*src)="([^"]+\.(?:css|js))"')


@dataclass
class Page:
    """One of the ten: its words, who opens it, where, and what must stand on it; ``follow`` is a link to take on that page first."""

    words: str
    login: str
    path: str
    says: str
    follow: str = ""
    most: int = OFFICER


PAGES = (
    Page("工作台 (district officer)", "liangyw", "/workbench/", "待办"),
    Page("工作台 (town officer)", "zhaobk", "/workbench/", "待办"),
    Page("党员 list", "liangyw", "/members/", "党籍状态"),
    Page("党组织 list", "liangyw", "/organisations/", "党组织"),
    Page("one organisation", "liangyw", "/organisations/", "党组织", r'href="(/organisations/[0-9a-f-]{36}/)"'),
    Page("one person", "liangyw", "/members/", "出生", r'href="(/people/[0-9a-f-]{36}/)"'),
    Page("村（社区）干部 list", "liangyw", "/engagements/", "干部"),
    Page("one engagement review", "liangyw", "/engagements/reviews/", "选聘", r'href="(/engagements/reviews/[0-9a-f-]{36}/)"'),
    Page("search", "liangyw", "/search/?" + urlencode({"q": "陈"}), "陈"),
    Page("我的工资条 (phone)", "bajia-weiyuan", "/me/pay/", "2019", most=PHONE),
)
MORE = (
    Page("登录 (phone)", "", "/login/", "密码", most=PHONE),
    Page("工作台 (secretary, phone)", "bajia-shuji", "/workbench/", "待办", most=PHONE),
    Page("我的档案 (phone)", "bajia-dangyuan", "/me/record/", "党", most=PHONE),
)


class Browser:
    """One user: cookies, one connection after the other as the sync workers close them; ``address`` is where it asks from."""

    def __init__(self, port: int, address: str = "127.0.0.1") -> None:
        self.port, self.address, self.cookies = port, address, {}

    def ask(self, path: str, given: dict | None = None) -> tuple[int, bytes, dict]:
        """(status, body, headers); redirects are for the caller."""
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60, source_address=(self.address, 0))
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items()), "Accept-Language": "zh-CN", "Accept-Encoding": "gzip",
                   "Referer": f"http://127.0.0.1:{self.port}{path}"}  # fmt: skip
        if given is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        link.request("GET" if given is None else "POST", path, urlencode(given, doseq=True) if given is not None else None, headers)
        answer = link.getresponse()
        body = answer.read()
        for line in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = line.split(";")[0].partition("=")
            self.cookies[name] = value
        link.close()
        return answer.status, body, dict(answer.headers)

    def html(self, path: str) -> str:
        """A page's text, unpacked."""
        status, body, headers = self.ask(path)
        assert status == 200, f"{path}: {status}"
        return opened(body, headers).decode()

    def log_in(self, login: str) -> Browser:
        """Through the login page, with the code that the example shows."""
        self._send("/login/", self.html("/login/"), {"login": login, "password": PASSWORD})
        return self

    def _send(self, path: str, page: str, given: dict) -> None:
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        status, body, headers = self.ask(path, {"csrfmiddlewaretoken": token[1], **given})
        assert status == 302, body.decode()[:2000]
        if headers["Location"].endswith("/login/code/"):
            page = self.html("/login/code/")
            self._send("/login/code/", page, {"code": re.search(r"data-example-code>(\d+)<", page)[1]})


def opened(body: bytes, headers: dict) -> bytes:
    """The bytes as they were before they were packed."""
    return gzip.decompress(body) if headers.get("Content-Encoding") == "gzip" else body


def packed(body: bytes, headers: dict) -> int:
    """Bytes after gzip, whether or not the server did it."""
    return len(body) if headers.get("Content-Encoding") == "gzip" else len(gzip.compress(body, 6, mtime=0))


def weigh(page: Page, browser: Browser) -> bool:
    """Print what a first and a second view of the page bring; True within the limit."""
    status, body, headers = browser.ask(page.path)
    text = opened(body, headers).decode()
    assert status == 200 and page.says in text, (page, status)
    first = again = packed(body, headers)
    requests, repeated = 1, 1
    for asset in dict.fromkeys(map(unescape, ASSET.findall(text))):
        status, body, headers = browser.ask(urljoin(page.path, asset))
        assert status == 200 and len(body) > 100, (asset, status)
        first, requests = first + packed(body, headers), requests + 1
        if "immutable" not in headers.get("Cache-Control", ""):
            again, repeated = again + packed(body, headers), repeated + 1
    good = first <= page.most * 1000
    print(f"{'OK  ' if good else 'MISS'} {page.words:34}{first / 1000:7.0f} kB in {requests:2} requests, again {again / 1000:5.1f} kB in {repeated}"
          f"   (HTML open {len(text.encode()) / 1000:.0f} kB; at most {page.most} kB)")  # fmt: skip
    return good


def work(browsers: dict[str, Browser], turn: int, until: float, pause: float, found: list, faults: list) -> None:
    """One user going through the ten pages from a place of his own until the time is up."""
    at = turn * len(PAGES) // USERS
    time.sleep(pause * turn / USERS)
    while time.perf_counter() < until and not faults:
        page = PAGES[at % len(PAGES)]
        at += 1
        started = time.perf_counter()
        try:
            status, body, headers = browsers[page.login].ask(page.path)
            taken, body = (time.perf_counter() - started) * 1000, opened(body, headers)
            assert status == 200 and page.says.encode() in body and b"</html>" in body[-200:], f"{page.path}: {status}, {len(body)} bytes"
        except (AssertionError, OSError) as error:
            faults.append(error)
            return
        found.append((page.words, taken, len(body)))
        time.sleep(pause)


def percentile(values: list[float], share: float) -> float:
    """The value below which that share of them lies."""
    return sorted(values)[min(int(len(values) * share), len(values) - 1)]


def spent(server: subprocess.Popen, home: Path) -> float:
    """CPU seconds so far of all that serves: the supervisor with everything it started, and PostgreSQL."""
    parents, ticks = {}, {}
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            after = (entry / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents[int(entry.name)], ticks[int(entry.name)] = int(after[1]), sum(map(int, after[11:13]))
    family, postmaster = {server.pid}, Cluster(home).server.pid()
    while grown := {pid for pid, parent in parents.items() if parent in family and pid not in family and pid != postmaster}:
        family |= grown
    return sum(ticks.get(pid, 0) for pid in family) / TICKS + Cluster(home).cpu_seconds()


def press(browsers: dict[str, Browser], words: str, pause: float, seconds: float, rounds: int, cpu: Callable[[], float]) -> bool:
    """Eight users at once for that long, that often; prints each page's median and p95, and what a page costs the server."""
    tails, everything, before = [], [], cpu()
    for _round in range(rounds):
        found, faults = [], []
        until = time.perf_counter() + seconds
        users = [threading.Thread(target=work, args=(browsers, turn, until, pause, found, faults)) for turn in range(USERS)]
        for user in users:
            user.start()
        for user in users:
            user.join()
        if faults:
            raise faults[0]
        tails.append(percentile([taken for _w, taken, _b in found], 0.95))
        everything += found
    middle = statistics.median(tails)
    good = middle <= P95
    print(f"\n{words}: {len(everything)} pages, {len(everything) / seconds / rounds:.1f} per second, {(cpu() - before) / len(everything) * 1000:.0f} ms of CPU a page")
    for page in PAGES:
        mine = [taken for name, taken, _b in everything if name == page.words]
        size = [body for name, _t, body in everything if name == page.words]
        print(f"     {page.words:34}median {statistics.median(mine):5.0f} ms   p95 {percentile(mine, 0.95):5.0f} ms   {statistics.median(size) / 1000:5.1f} kB")
    print(f"{'OK  ' if good else 'MISS'} p95 of all {middle:.0f} ms (rounds {', '.join(f'{t:.0f}' for t in sorted(tails))}; target at most {P95:.0f} ms)")
    return good


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return door.getsockname()[1]


def wait_for(port: int, server: subprocess.Popen) -> None:
    """Until the pages answer."""
    for _turn in range(600):
        assert server.poll() is None, "the server ended"
        try:
            if Browser(port).ask("/healthz")[0] == 200:
                return
        except (OSError, http.client.HTTPException):  # a port nobody listens on yet may be given to the asker himself, who then hears his own words
            time.sleep(0.2)
    raise AssertionError("the server did not answer")


@contextmanager
def serving(cores: set[int] | None = None) -> Iterator[tuple[int, subprocess.Popen]]:
    """``qianxian serve`` on the home of ``QIANXIAN_HOME``, PostgreSQL included, on those cores: (its port, its process)."""
    port = free_port()
    server = subprocess.Popen([*PROGRAM, "serve", "--port", str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                              preexec_fn=(lambda: os.sched_setaffinity(0, cores)) if cores else None)  # fmt: skip
    try:
        wait_for(port, server)
        yield port, server
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(60)


def main() -> int:
    """0 when every target is met."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--keep", default="", help="a home of the benches to take again, or to make and keep")
    chosen = parser.parse_args()
    cores = sorted(os.sched_getaffinity(0))
    mine, theirs = {cores[0]}, set(cores[1:3]) or {cores[0]}
    with doumen(chosen.keep) as home, serving(theirs) as (port, server):
        os.sched_setaffinity(0, mine)
        print(f"{dt.datetime.now():%Y-%m-%d %H:%M}  {load_line()}; server on core {sorted(theirs)}, load generator on core {sorted(mine)}\n")
        browsers = {login: Browser(port).log_in(login) if login else Browser(port) for login in {p.login for p in (*PAGES, *MORE)}}
        for page in PAGES:
            if page.follow:
                page.path = re.search(page.follow, browsers[page.login].html(page.path))[1]
        weights = [weigh(page, browsers[page.login]) for page in (*PAGES, *MORE)]
        good = all(weights)
        for user in [threading.Thread(target=work, args=(browsers, turn, time.perf_counter() + 3, 0, [], [])) for turn in range(USERS)]:
            user.start()  # each worker reads its templates once before anything is counted
        time.sleep(5)
        for words, pause in (("pressing: {} users, no pause", 0), ("working: {} users, a second at each page", 1)):
            good &= press(browsers, words.format(USERS), pause, chosen.seconds, chosen.rounds, lambda: spent(server, home))
        print(f"\nload at the end: {load_line()}")
    return 0 if good else 1


if __name__ == "__main__":
    raise SystemExit(main())
