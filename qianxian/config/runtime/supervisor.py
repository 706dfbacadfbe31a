"""One process that owns the others: PostgreSQL, the web server, the job worker.

``Supervisor(home, port).run()`` starts them, starts a dead one again, and on Ctrl-C or SIGTERM closes the web first, then the jobs,
then the tables. Killed itself with -9, its web and jobs end with it and the next start takes the tables over as they are.
"""

from __future__ import annotations

import ctypes
import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from qianxian.config.runtime import places
from qianxian.config.runtime.database import locked
from qianxian.config.runtime.postgres import Server, ServerFailed
from qianxian.config.runtime.speech import say as _

LOOK_EVERY = 0.2
#: Seconds after which it says that the web is still starting.
TELL_AFTER = 30
STOP_SECONDS = 20
PR_SET_PDEATHSIG = 1


def die_with_parent() -> None:
    """In a child, before its program starts: end when the supervisor ends, however it ended (Linux only)."""
    try:
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    except (AttributeError, OSError):
        return


@contextmanager
def only_one(home: Path, address: str) -> Iterator[None]:
    """The right to serve this home; a second instance is refused with the first one's address."""
    path = places.make_home(home) / "serve.lock"
    try:
        with locked(path, fcntl.LOCK_EX | fcntl.LOCK_NB) as handle:
            os.ftruncate(handle, 0)
            os.pwrite(handle, f"{os.getpid()} {address}\n".encode(), 0)
            yield
    except BlockingIOError:
        pid, _blank, where = path.read_text().strip().partition(" ")
        raise places.PlaceRefused(
            _("数据目录 %(home)s 已有一个千线在运行（进程 %(pid)s，%(where)s）。请直接打开该地址，或先停止它；要另开一个，请用 QIANXIAN_HOME 和 PORT 指定别的目录和端口。")
            % {"home": home, "pid": pid, "where": where}
        ) from None


def refuse_busy_port(host: str, port: int) -> None:
    """Raise with what to do when somebody listens there already."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            told = {"port": port, "why": error.strerror, "next": port + 1}
            raise places.PlaceRefused(_("端口 %(port)d 不能使用（%(why)s）。请换一个，例如：PORT=%(next)d make run") % told) from None


@dataclass
class Child:
    """One program kept alive; after quick deaths it is started again more slowly, at most every ten seconds."""

    name: str
    command: list[str]
    process: subprocess.Popen | None = None
    deaths: int = 0
    started_at: float = 0.0
    not_before: float = 0.0

    def start(self) -> None:
        self.started_at = time.monotonic()
        self.process = subprocess.Popen(self.command, stdin=subprocess.DEVNULL, start_new_session=True, preexec_fn=die_with_parent)

    def look(self, say: Callable[[str], None]) -> None:
        """Start it again when it has died."""
        if self.process and self.process.poll() is None:
            return
        now = time.monotonic()
        if self.process:
            self.deaths = self.deaths + 1 if now - self.started_at < 10 else 1
            self.not_before = now + min(10.0, 0.2 * 2 ** min(self.deaths, 6)) - 0.4
            say(_("%(name)s意外停止（退出码 %(code)d），正在重新启动。") % {"name": self.name, "code": self.process.returncode})
            self.process = None
        if now >= self.not_before:
            self.start()

    def stop(self) -> None:
        """Ask it to end, then insist."""
        if self.process and self.process.poll() is None:
            self.process.terminate()

    def wait(self, until: float) -> None:
        """Wait for its end; kill it when the time is up."""
        if self.process is None:
            return
        try:
            self.process.wait(timeout=max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


@dataclass
class Supervisor:
    """Keeps the server, the web and the jobs of one home alive until told to stop."""

    home: Path
    host: str
    port: int
    server: Server | None
    web_workers: int = 3
    say: Callable[[str], None] = print
    stopping: bool = False
    children: list[Child] = field(default_factory=list)

    def __post_init__(self) -> None:
        bind = f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"
        web = [sys.executable, "-m", "gunicorn", "qianxian.config.wsgi:application", "--bind", bind, "--workers", str(self.web_workers)]
        # Sync workers: one request, one connection, no pool; measured faster here than gthread (docs/production.md).
        web += ["--worker-class", "sync", "--timeout", "120", "--graceful-timeout", "15", "--log-level", "warning", "--no-control-socket"]
        # Read once, then forked: three workers that each read it took three times as long to start, and each one's successor as long again.
        web += ["--preload"]
        if Path("/dev/shm").is_dir():  # noqa: S108 gunicorn's heartbeat files, which block on a slow disk
            web += ["--worker-tmp-dir", "/dev/shm"]  # noqa: S108
        jobs = [sys.executable, "-m", "qianxian.config.runtime.jobs"]
        self.children = [Child(_("网页服务"), web), Child(_("后台任务"), jobs)]

    def ask_to_stop(self, *_: object) -> None:
        """Signal handler."""
        self.stopping = True

    def answers(self) -> bool:
        """Whether the web answers by now; anything it says counts as an answer."""
        host = "127.0.0.1" if self.host in ("0.0.0.0", "::", "") else self.host  # noqa: S104 compared, not bound
        try:
            with urllib.request.urlopen(f"http://{host}:{self.port}/healthz", timeout=5):
                return True
        except urllib.error.HTTPError:
            return True
        except OSError:
            return False

    def run(self, when_up: Callable[[], None] = lambda: None) -> None:
        """Until Ctrl-C or SIGTERM. The caller holds ``database.ready``, which stops the tables afterwards."""
        kept = {number: signal.signal(number, self.ask_to_stop) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
        try:
            for child in self.children:
                child.start()
            self._until_up(when_up)
            while not self.stopping:
                self._look()
                time.sleep(LOOK_EVERY)
        finally:
            self.say(_("正在停止……"))
            until = time.monotonic() + STOP_SECONDS
            for child in self.children:
                child.stop()
            for child in self.children:
                child.wait(until)
            for number, handler in kept.items():
                signal.signal(number, handler)

    def _until_up(self, when_up: Callable[[], None]) -> None:
        # However long it takes: a busy machine that answered late was never told its address.
        told = time.monotonic() + TELL_AFTER
        while not self.stopping:
            if self.answers():
                when_up()
                return
            if time.monotonic() > told:
                self.say(_("网页服务还在启动，请稍候……"))
                told += TELL_AFTER
            self._look()
            time.sleep(LOOK_EVERY)

    def _look(self) -> None:
        if self.server and not self.server.running():
            self.say(_("数据库意外停止，正在恢复。"))
            try:
                self.server.start()
            except ServerFailed as error:
                self.say(str(error))
                time.sleep(2)
        for child in self.children:
            child.look(self.say)
