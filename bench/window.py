"""The window of a service centre: intakes and look-ups by receipt. ``python -m bench.window [--rate 50] [--seconds 20] [--rounds 3] [--keep HOME]``.

``qianxian serve`` as a county starts it on the loaded example, Django and PostgreSQL together on one core, this generator on another. The load is
open: so many requests begin in every second whether or not the earlier ones are answered, and an answer's time runs from the moment its request was
due, so a server that falls behind cannot hide it. *Intakes* are 登记办事 by the window staff of several villages, each a form of its own with its own
number, and each answer must show a new receipt. *Look-ups* are residents who ask 查进度 by number and code from many addresses; each must find its case.
Every intake is counted again in the database at the end.

Targets: 50 a second of either kind, no error, p95 < 300 ms.
"""

from __future__ import annotations

import argparse
import datetime as dt
import itertools
import os
import queue
import re
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import uuid4

from bench.cluster import Cluster, load_line
from bench.example import doumen
from bench.pages import Browser, opened, percentile, serving, spent

RATE, P95 = 50, 300.0
HANDS = 24  # requests that may be under way at once
STAFF = ("bajia-chuangkou",)
ITEM = re.compile(r'href="/cases/new/([^/"]+)/"')
NUMBER, CODE = re.compile(r">(BJ[\d-]+)<"), re.compile(r"<b>([0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4})</b>")


class Window(Browser):
    """Window staff with the intake form of one item open."""

    def open_form(self) -> Window:
        """Read the form once, as the page stays open beside the queue of people; each intake then has a number of its own."""
        item = ITEM.findall(self.html("/cases/new/"))[0]
        self.path = f"/cases/new/{item}/"
        page = self.html(self.path)
        self.token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
        village = re.search(r'name="division_code".*?<option value="(\d{12})"', page, re.DOTALL)[1]
        today = re.search(r'name="received_on"[^>]*value="([\d-]+)"', page)[1]
        papers = re.findall(r'name="brought" value="(\d+)"', page)
        self.fields = {"division_code": village, "channel": "window", "received_on": today, "brought": papers, "other": "", "identity_number": ""}
        return self

    def take_in(self, turn: int) -> tuple[str, str]:
        """One case taken in: its number and the code of its receipt."""
        given = self.fields | {"csrfmiddlewaretoken": self.token, "key": str(uuid4()), "name": f"黄小{turn}", "phone": f"139{turn % 10**8:08}"}
        status, body, headers = self.ask(self.path, given)
        text = opened(body, headers).decode()
        assert status == 200, f"{status}: {re.findall('qx-error[^<]*<[^>]*>([^<]+)', text)[:3]}"
        return NUMBER.search(text)[1], CODE.search(text)[1]


class Resident(Browser):
    """Somebody with a receipt in his hand, at an address of his own."""

    def open_form(self) -> Resident:
        """Read the page 查进度 once."""
        self.token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.html("/progress/"))[1]
        return self

    def look_up(self, number: str, code: str) -> None:
        """Ask by number and code, and find the case."""
        status, body, headers = self.ask("/progress/", {"csrfmiddlewaretoken": self.token, "number": number, "proof": code})
        assert status == 200 and "办理过程" in opened(body, headers).decode(), f"{number}: {status}"


def press(words: str, work: Callable[[int], object], rate: float, seconds: float, cpu: Callable[[], float]) -> tuple[float, list]:
    """That many a second for that long; (p95 in ms, what the requests gave back). Prints what was seen; a fault ends the bench."""
    due: queue.Queue = queue.Queue()
    times, gave, faults = [], [], []

    def hand() -> None:
        while (order := due.get()) is not None:
            turn, at = order
            try:
                gave.append(work(turn))
            except (AssertionError, OSError, TypeError) as fault:
                faults.append(f"{type(fault).__name__}: {fault}")
            times.append((time.perf_counter() - at) * 1000)

    hands = [threading.Thread(target=hand) for _n in range(HANDS)]
    for one in hands:
        one.start()
    before, begun = cpu(), time.perf_counter()
    for turn in range(int(rate * seconds)):
        at = begun + turn / rate
        time.sleep(max(0.0, at - time.perf_counter()))
        due.put((turn, at))
    for _one in hands:
        due.put(None)
    for one in hands:
        one.join()
    took = time.perf_counter() - begun
    p95 = percentile(times, 0.95)
    good = p95 < P95 and not faults
    print(f"{'OK  ' if good else 'MISS'} {words:9}{len(times):5} at {rate:.0f} a second, done in {took:.1f} s ({len(times) / took:.1f} a second): median"
          f" {percentile(times, 0.5):4.0f} ms, p95 {p95:5.0f} ms, {len(faults)} errors, {(cpu() - before) / len(times) * 1000:.1f} ms of CPU each  {faults[:1] or ''}")  # fmt: skip
    return (p95 if good else float("inf")), gave


def counted(home: Path) -> int:
    """Cases in the database."""
    with Cluster(home).server.connect("qianxian") as link:
        return link.execute("SELECT count(*) FROM cases_case").fetchone()[0]


def measure(port: int, home: Path, cpu: Callable[[], float], chosen: argparse.Namespace) -> bool:
    """Both kinds in turn, round by round; True within the targets."""
    windows = [Window(port).log_in(login).open_form() for login in STAFF]
    residents = [Resident(port, f"127.0.0.{n}").open_form() for n in range(10, 10 + 2 * HANDS)]
    with ThreadPoolExecutor(HANDS) as hands:  # so many at once that each worker reads its templates before anything is counted
        known, good = list(hands.map(lambda turn: windows[turn % len(windows)].take_in(turn), range(10 * HANDS))), True
        list(hands.map(lambda turn: residents[turn % len(residents)].look_up(*known[turn]), range(len(known))))
    for _round in range(chosen.rounds):
        before, offset = counted(home), len(known)
        tail, gave = press("intakes", lambda turn, offset=offset: windows[turn % len(windows)].take_in(offset + turn), chosen.rate, chosen.seconds, cpu)
        assert counted(home) - before == len(gave) == len(set(gave)), "an intake is lost or twice"
        known += gave
        papers = itertools.cycle(known[-1000:])
        again, _gave = press("look-ups", lambda turn, papers=papers: residents[turn % len(residents)].look_up(*next(papers)), chosen.rate, chosen.seconds, cpu)
        good &= max(tail, again) < P95
    return good


def main() -> int:
    """0 when every target is met."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rate", type=float, default=RATE)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--keep", default="", help="a home of the benches to take again, or to make and keep")
    chosen = parser.parse_args()
    cores = sorted(os.sched_getaffinity(0))
    with doumen(chosen.keep) as home, serving({cores[-1]}) as (port, server):
        os.sched_setaffinity(0, {cores[0]})
        print(f"{dt.datetime.now():%Y-%m-%d %H:%M}  {load_line()}; server and PostgreSQL on core {cores[-1]}, load generator on core {cores[0]}\n")
        good = measure(port, home, lambda: spent(server, home), chosen)
        print(f"\nload at the end: {load_line()}")
    return 0 if good else 1


if __name__ == "__main__":
    raise SystemExit(main())
