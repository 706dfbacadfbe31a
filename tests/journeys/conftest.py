"""Journeys in real Chromium against real gunicorn: one server per worker, its database copied anew from the loaded example for each file.

``walker(login, size=PHONE)`` is a person at a screen. Pictures go to ``QIANXIAN_SHOTS``, else to the run's own folder.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

import pytest
from django.core.cache import cache
from django.db import connections
from django.test import Client

from qianxian.config.runtime import address
from qianxian.demo.blueprint import EXAMPLE_DAY
from tests import conftest as base
from tests import doumen as example
from tests.doumen import doumen_database
from tests.journeys.walker import PASSWORD, Walker

__all__ = ["doumen_database"]
FAILED = pytest.StashKey[bool]()


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def database_url(name: str) -> str:
    """The owner's address of one database of the test cluster."""
    owner = address.owner(base.HOME)
    secret = f":{quote(owner['PASSWORD'], safe='')}" if owner["PASSWORD"] else ""
    if str(owner["HOST"]).startswith("/"):
        return f"postgresql://{owner['USER']}{secret}@/{name}?{urlencode({'host': owner['HOST']})}"
    return f"postgresql://{owner['USER']}{secret}@{owner['HOST']}:{owner['PORT'] or 5432}/{name}"


@pytest.fixture(scope="session")
def served(doumen_database, worker_database) -> Iterator[tuple[str, str]]:
    """(address, database) of a gunicorn of this worker's own."""
    name, port = f"{worker_database}_journeys", free_port()
    example._copy(name)
    static = base.ROOT / f"static_{worker_database}"
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.journeys.served", "QIANXIAN_HOME": str(base.HOME), "QIANXIAN_STATIC": str(static), "PORT": str(port),
        "DATABASE_URL": database_url(name), "PYTHONPATH": str(Path(__file__).resolve().parents[2]),
    }  # fmt: skip
    subprocess.run([sys.executable, "-m", "django", "collectstatic", "--no-input", "-v0"], check=True, env=environment)
    command = [sys.executable, "-m", "gunicorn", "qianxian.config.wsgi:application", "--bind", f"127.0.0.1:{port}", "--workers", "2"]
    web = subprocess.Popen([*command, "--preload", "--log-level", "warning", "--no-control-socket"], env=environment)
    try:
        wait_for(f"http://127.0.0.1:{port}/healthz", web)
        yield f"http://127.0.0.1:{port}", name
    finally:
        web.terminate()
        web.wait(60)
        base.drop(name)


def wait_for(url: str, web: subprocess.Popen, seconds: float = 180) -> None:
    """Until the server answers anything."""
    until = time.monotonic() + seconds
    while time.monotonic() < until and web.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("gunicorn did not come up")


@pytest.fixture(scope="module")
def county(served) -> str:
    """The server's address, its county as the example begins."""
    where, name = served
    example._copy(name)
    return where


@pytest.fixture
def day(served) -> Iterator[Callable[[str], None]]:
    """Moves the example's business day, a column that only the owner may write: ``day("2019-12-18")``. Moved back at the end."""

    def move(to: dt.date | str) -> None:
        with base.admin(dbname=served[1]) as connection:
            connection.execute("UPDATE divisions_county SET example_day = %s", [to])

    yield move
    move(EXAMPLE_DAY)


@pytest.fixture
def beforehand(served, worker_database, django_db_blocker) -> Callable[[Callable[[], None]], None]:
    """Runs commands in the county that is served, for what lies before the journey: ``beforehand(approve_all_sheets)``."""

    def run(work: Callable[[], None]) -> None:
        with django_db_blocker.unblock():
            base.point_django_at(served[1])
            try:
                work()
            finally:
                connections.close_all()
                base.point_django_at(worker_database)

    return run


@pytest.fixture(scope="session")
def shots() -> Path:
    """Where pictures are kept."""
    return Path(os.environ.get("QIANXIAN_SHOTS") or base.ROOT / "shots")


@pytest.fixture(scope="module")
def logged_in(county) -> dict[str, list]:
    """Cookies by login: a code of the moment is taken once, so a person logs in once a county and comes back with his cookie."""
    return {}


@pytest.fixture(scope="session")
def logged_in_by_hand() -> set[tuple]:
    """The kinds of screen on which the pages of logging in were gone through and looked at."""
    return set()


def come_in(login: str, device: str, where: str) -> list[dict]:
    """The cookies of a login by password and code through the same views, without a browser that draws them."""
    cache.clear()
    client = Client(headers={"user-agent": device, "accept-language": "zh-CN"})
    answer = client.post("/login/", {"login": login, "password": PASSWORD})
    if answer.status_code == 302 and answer["Location"] == "/login/code/":
        shown = re.search(r"data-example-code[^>]*>\s*(\d{6})", client.get("/login/code/").content.decode())
        assert shown, f"{login}: no code is shown"
        answer = client.post("/login/code/", {"code": shown[1]})
    assert answer.status_code == 302 and not answer["Location"].startswith("/login/"), f"{login}: {answer.content.decode()[:2000]}"
    kept = {"domain": urlsplit(where).hostname, "sameSite": "Lax"}
    return [kept | {"name": one.key, "value": one.value, "path": one["path"], "httpOnly": bool(one["httponly"])} for one in client.cookies.values()]


@pytest.fixture
def walker(request, browser, county, shots, logged_in, logged_in_by_hand, beforehand) -> Iterator[Callable[..., Walker]]:
    """Opens a browser for a person, logged in when a login is given: through the pages the first time on a kind of screen; all are shut at the end."""
    opened: list[Walker] = []

    def open_one(login: str = "", **how) -> Walker:
        one, screen = Walker(browser, county, shots, **how), tuple(sorted(how.items()))
        opened.append(one)
        if login and login not in logged_in and screen in logged_in_by_hand:
            beforehand(lambda: logged_in.update({login: come_in(login, one.page.evaluate("navigator.userAgent"), county)}))
        if login in logged_in:
            one.context.add_cookies(logged_in[login])
            one.visit("/")
        elif login:
            one.log_in(login)
            logged_in[login] = one.context.cookies()
            logged_in_by_hand.add(screen)
        return one

    yield open_one
    for number, one in enumerate(opened):
        if request.node.stash.get(FAILED, False) and not one.page.is_closed():
            one.shoot(f"failed-{request.node.originalname}-{number}", whole=True)
        one.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """A journey that failed leaves a picture of every screen that was open."""
    report = yield
    if report.when == "call" and report.failed:
        item.stash[FAILED] = True
    return report
