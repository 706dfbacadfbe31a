"""A throw-away cluster for benches, with every promise of durability kept, and the means to measure on it.

Each bench asserts that it talks to this cluster before it writes. Example: ``with throwaway() as cluster: cluster.fresh("a")``.
"""

from __future__ import annotations

import mmap
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from qianxian.config.runtime import address, keys, roles
from qianxian.config.runtime.postgres import Server

TICKS = os.sysconf("SC_CLK_TCK")
TOUCHED_BYTES = 2 << 30
PIECE = 1 << 20
MARK = "qianxian_bench"
TEMPLATE = "bench_template"


class Cluster:
    """One cluster of a bench: databases are cloned from one migrated template."""

    def __init__(self, home: Path) -> None:
        self.home, self.server = home, Server(home)

    def start(self) -> None:
        """Start it, mark it as a bench's own and migrate the template."""
        secrets = keys.load(self.home)
        self.server.start()
        with self.server.connect() as admin:
            admin.execute(f"CREATE DATABASE {MARK}")
        roles.ensure_embedded(self.server, TEMPLATE)
        roles.ensure_application(self.dsn(TEMPLATE), role="qianxian_app", password=secrets.app_db_password)
        self.assert_ours()

    def dsn(self, database: str) -> dict:
        """The owner's psycopg arguments for one database."""
        return address.dsn(address.owner(self.home)) | {"dbname": database}

    def assert_ours(self) -> None:
        """Refuse to go on anywhere but on the bench's own cluster with fsync on."""
        with self.server.connect() as admin:
            here = admin.execute("SELECT current_setting('data_directory'), current_setting('fsync'), current_setting('synchronous_commit')").fetchone()
            assert here == (str(self.server.tables), "on", "on"), f"not the bench's own cluster: {here}"
            assert admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [MARK]).fetchone()

    def fresh(self, name: str, template: str = TEMPLATE) -> None:
        """A new copy of the template; a checkpoint first, so that no contender pays for another's writes."""
        self.assert_ours()
        with self.server.connect() as admin:
            admin.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            admin.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY')
            admin.execute(f'GRANT CONNECT, TEMPORARY ON DATABASE "{name}" TO qianxian_app')
            admin.execute("CHECKPOINT")

    def version(self) -> str:
        """PostgreSQL's version."""
        with self.server.connect() as admin:
            return admin.execute("SHOW server_version").fetchone()[0]

    def cpu_seconds(self) -> float:
        """CPU of the whole server so far: the postmaster, its living children, and those that ended."""
        total = 0
        postmaster = self.server.pid()
        for entry in Path("/proc").glob("[0-9]*"):
            try:
                after = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(entry.name) == postmaster:
                total += sum(map(int, after[11:15]))
            elif int(after[1]) == postmaster:
                total += sum(map(int, after[11:13]))
        return total / TICKS


def touch_memory(much: int = TOUCHED_BYTES) -> None:
    """Write to as much memory as a bench will hold, and give it back: a virtual machine has most of its memory from its host only at the first
    touch, which then costs up to 17 µs a page. Whoever comes first would pay for all who follow, and the quickest the largest share.
    """
    with mmap.mmap(-1, much) as memory:
        for at in range(0, much, PIECE):
            memory[at : at + PIECE] = b"\1" * PIECE


@contextmanager
def throwaway() -> Iterator[Cluster]:
    """A cluster under a short temporary folder, gone afterwards."""
    assert not address.outside(), "benches bring their own cluster; unset DATABASE_URL"
    home = Path(tempfile.mkdtemp(prefix="qx-b-", dir=os.environ.get("QIANXIAN_BENCH_DIR", "/tmp")))
    home.chmod(0o711)
    os.environ["QIANXIAN_HOME"] = str(home)
    touch_memory()
    cluster = Cluster(home)
    try:
        yield cluster
    finally:
        cluster.server.stop()
        shutil.rmtree(home, ignore_errors=True)


def django_on(database: str) -> None:
    """Django set up on one database of the cluster in QIANXIAN_HOME; refuses any other home."""
    assert "/qx-b-" in os.environ["QIANXIAN_HOME"], "a bench runs on its own cluster only"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qianxian.config.settings")
    from django.conf import settings

    for alias in settings.DATABASES.values():
        alias["NAME"] = database
    import django

    django.setup()


def load_line() -> str:
    """How quiet the machine was: its load, in words for the bench's head."""
    one, five, _ = os.getloadavg()
    quiet = "quiet" if one < 0.5 * (os.cpu_count() or 1) else "NOT quiet"
    return f"{os.cpu_count()} cores, load {one:.2f} (1 min) {five:.2f} (5 min): {quiet}"
