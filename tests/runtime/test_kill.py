"""kill -9 of any process under load: nothing acknowledged is lost. A kill leaves the page cache alive; power loss is not tested here."""

import http.client
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import psycopg
import pytest

from qianxian.config.runtime import address, database
from qianxian.config.runtime.postgres import Server
from tests.profiles import figure

KILLS = int(os.environ.get("QIANXIAN_KILLS", "10"))
ROOT = Path(__file__).resolve().parents[2]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start(home: Path, port: int) -> subprocess.Popen:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.runtime.run_counting", str(port)],
        cwd=ROOT,
        env=os.environ | {"QIANXIAN_HOME": str(home), "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    lines = []
    for line in process.stdout:
        lines.append(line)
        if line == "up\n":
            # Somebody has to read on, or a full pipe would hold it up.
            threading.Thread(target=process.stdout.read, daemon=True).start()
            return process
    raise AssertionError("".join(lines))


def post(port: int, number: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("POST", f"/{number}", body=b"", headers={"Content-Length": "0"})
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def family(home: Path, port: int, supervisor: int) -> dict[str, list[int]]:
    """Numbers of the processes that may be killed, by kind; only our own."""
    found: dict[str, list[int]] = {"postmaster": [Server(home).pid() or 0], "backend": [], "web": [], "jobs": []}
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            words, parent = (entry / "cmdline").read_bytes(), int((entry / "stat").read_text().rpartition(")")[2].split()[1])
        except (OSError, IndexError):
            continue
        number = int(entry.name)
        if parent == found["postmaster"][0] and b"qianxian_owner" in words:
            found["backend"].append(number)
        elif b"gunicorn" in words and f"127.0.0.1:{port}".encode() in words:
            found["web"].append(number)
        elif parent == supervisor and b"time.sleep(3600)" in words:
            found["jobs"].append(number)
    return {kind: [n for n in numbers if n] for kind, numbers in found.items()}


@pytest.fixture
def told(home):
    with database.ready(home), psycopg.connect(**address.dsn(address.owner(home)), autocommit=True) as connection:
        connection.execute("CREATE TABLE told (n int PRIMARY KEY)")
    return home


@pytest.mark.slow
def test_ten_kills_lose_no_acknowledged_write(told):
    home, port, chance = told, free_port(), random.Random(20191216)
    process = start(home, port)
    acknowledged: list[int] = []
    stop = threading.Event()

    def load(first: int) -> None:
        number = first
        while not stop.is_set():
            if post(port, number):
                acknowledged.append(number)
            else:
                time.sleep(0.05)
            number += 1

    threads = [threading.Thread(target=load, args=(n * 10_000_000,)) for n in range(3)]
    for thread in threads:
        thread.start()
    killed = []
    try:
        for round_ in range(KILLS):
            before = len(acknowledged)
            deadline = time.monotonic() + 60
            while len(acknowledged) < before + 20:
                assert time.monotonic() < deadline, f"no write got through after killing {killed[-1:]}"
                time.sleep(0.02)
            kinds = family(home, port, process.pid)
            kind = ("postmaster", "web", "backend", "jobs")[round_ % 4]
            if kinds[kind]:
                os.kill(chance.choice(kinds[kind]), signal.SIGKILL)
                killed.append(kind)
        # The supervisor itself: its web ends with it, the next start takes the tables over.
        process.kill()
        process.wait()
        killed.append("supervisor")
        deadline = time.monotonic() + 30
        while family(home, port, process.pid)["web"] and time.monotonic() < deadline:
            time.sleep(0.05)
        process = start(home, port)
        before = len(acknowledged)
        deadline = time.monotonic() + 60
        while len(acknowledged) < before + 20:
            assert time.monotonic() < deadline
            time.sleep(0.02)
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    with psycopg.connect(**address.dsn(address.owner(home))) as connection:
        stored = {n for (n,) in connection.execute("SELECT n FROM told")}
    assert {"postmaster", "web", "supervisor"} <= set(killed)
    assert len(acknowledged) == len(set(acknowledged)) > 20 * KILLS
    assert set(acknowledged) <= stored
    figure(f"{len(killed)} kills ({', '.join(f'{killed.count(k)} {k}' for k in sorted(set(killed)))}), {len(acknowledged)} acknowledged writes, 0 lost")
    # Ctrl-C ends everything.
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=40) == 0
    assert not Server(home).running()
    assert not family(home, port, process.pid)["web"]


def test_a_second_instance_on_one_home_is_refused_by_address(told):
    port = free_port()
    process = start(told, port)
    try:
        second = subprocess.run(
            [sys.executable, "-m", "qianxian", "serve", "--port", str(free_port())],
            cwd=ROOT,
            env=os.environ | {"QIANXIAN_HOME": str(told)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert second.returncode == 1
        assert f"http://127.0.0.1:{port}" in second.stderr
        assert "QIANXIAN_HOME" in second.stderr
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=40) == 0
