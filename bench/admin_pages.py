"""A register's list and an object's page against the Django admin's: ``python -m bench.admin_pages [--rounds 9] [--each 5] [--keep HOME]``.

What a developer would set up for the same tables in an afternoon: the members' list of 100 rows beside a changelist with the same
columns of the same rows in the same order (compared by their masked numbers before anything is timed), and the page of a person beside the
change form. Both run in one process, through the same middleware, under the same row-level security, as the same officer; the admin is
tuned as its documentation says (``list_select_related``, ``raw_id_fields``, ``show_full_result_count = False``). CPU of Python and of the
PostgreSQL backend together, interleaved A B A B; a page per CPU second is a page per second and core.

What the admin's pages do not show: see docs/performance.md. Targets: 15 × the changelist, 10 × the change form.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import re
import statistics
import sys
import time
from pathlib import Path

from bench.cluster import Cluster, load_line
from bench.example import doumen
from qianxian.demo.cast import PASSWORD

LOGIN, ROWS = "liangyw", 100
LIST, FORM = 15, 10
NUMBER = re.compile(r"\d{6}\*{8}\w{4}")


def set_up() -> None:
    """Django with the admin beside the house's own addresses."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qianxian.config.settings")
    from django.conf import settings

    settings.INSTALLED_APPS = [*settings.INSTALLED_APPS, "django.contrib.admin"]
    settings.ROOT_URLCONF = "bench.admin_pages_urls"
    import django

    django.setup()
    from qianxian.config.runtime import static_files

    static_files.collect()


class Visitor:
    """One officer, logged in through the login page, in this process."""

    def __init__(self) -> None:
        from django.test import Client

        self.client = Client(SERVER_NAME="localhost", headers={"accept-language": "zh-CN"})
        self.client.get("/login/")
        self.client.post("/login/", {"login": LOGIN, "password": PASSWORD})
        shown = self.client.get("/login/code/").content.decode()
        self.client.post("/login/code/", {"code": re.search(r"data-example-code>(\d+)<", shown)[1]})

    def page(self, address: str) -> str:
        """The page's text; anything but 200 ends the bench."""
        answer = self.client.get(address)
        assert answer.status_code == 200, f"{address}: {answer.status_code}"
        return answer.content.decode()


def backend_seconds() -> float:
    """CPU of this connection's own PostgreSQL process so far."""
    from django.db import connection

    return int(Path(f"/proc/{connection.connection.info.backend_pid}/schedstat").read_text().split()[0]) / 1e9


def cost(visitor: Visitor, address: str, each: int) -> float:
    """CPU seconds of one page, the mean of some."""
    before = time.process_time() + backend_seconds()
    for _turn in range(each):
        visitor.page(address)
    return (time.process_time() + backend_seconds() - before) / each


def compare(visitor: Visitor, words: str, ours: str, theirs: str, wanted: float, rounds: int, each: int) -> bool:
    """Time the two pages in turn and print the ratio; True when it is wanted or better."""
    for address in (ours, theirs):
        visitor.page(address)
    pairs = [(cost(visitor, ours, each), cost(visitor, theirs, each)) for _round in range(rounds)]
    ratios = [b / a for a, b in pairs]
    low, middle, high = statistics.quantiles(ratios, n=4)
    a, b = (statistics.median(side) for side in zip(*pairs, strict=True))
    print(f"{'OK  ' if middle >= wanted else 'MISS'} {words}: {middle:.2f} × (quartiles {low:.2f} to {high:.2f}; target at least {wanted}):"
          f" ours {a * 1000:.1f} ms of CPU, {1 / a:.1f} a second and core; admin {b * 1000:.1f} ms, {1 / b:.1f}")  # fmt: skip
    return middle >= wanted


def main() -> int:
    """0 when both targets are met."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--each", type=int, default=5)
    parser.add_argument("--keep", default="", help="a home of the benches to take again, or to make and keep")
    chosen = parser.parse_args()
    with doumen(chosen.keep) as home:
        server = Cluster(home).server
        server.start()
        try:
            set_up()
            visitor = Visitor()
            print(f"{dt.datetime.now():%Y-%m-%d %H:%M}  {load_line()}; Python {sys.version.split()[0]}")
            ours, theirs = f"/members/?per_page={ROWS}", "/bench-admin/organisations/partymember/"
            page, changelist = visitor.page(ours), visitor.page(theirs)
            assert NUMBER.findall(page) == NUMBER.findall(changelist) and len(NUMBER.findall(page)) == ROWS, "the two lists show other rows"
            person = re.search(r'href="(/people/[0-9a-f-]{36}/)"', page)[1]
            from qianxian.foundation.reach import acting_as
            from qianxian.people.models import Person
            from tests.cast import COUNTY_OFFICER

            with acting_as(COUNTY_OFFICER):
                known = Person.objects.get(uuid=person.split("/")[2])
            form = f"/bench-admin/people/person/{known.pk}/change/"
            assert known.name in visitor.page(person) and known.name in visitor.page(form)
            good = compare(visitor, f"list of {ROWS} members of the whole register", ours, theirs, LIST, chosen.rounds, chosen.each)
            good &= compare(visitor, "page of a person", person, form, FORM, chosen.rounds, chosen.each)
        finally:
            server.stop()
    return 0 if good else 1


if __name__ == "__main__":
    raise SystemExit(main())
