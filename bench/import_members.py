"""The members' import against what a county would use instead: ``python -m bench.import_members [--rounds 3] [--rows 19600]``.

Side by side in one run: one file, one cluster (fsync on), a fresh database and a fresh process for each, interleaved A B C D A B C D.
Timed from the file's bytes to the durable commit. Targets: 25 × the documented way, 15 × the tuned one, within 2 × of the bare loop.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import json
import os
import re
import resource
import statistics
import subprocess
import sys
import time
from importlib.metadata import version
from pathlib import Path

from bench import roster
from bench.cluster import TEMPLATE, Cluster, django_on, load_line, throwaway

CONTENDERS = ("ours", "bare", "handmade", "creating", "tuned", "documented")
WORDS = {
    "ours": "qianxian import", "bare": "bare read-check-COPY loop", "handmade": "hand-written bulk around django-import-export",
    "tuned": "django-import-export, tuned", "creating": "django-import-export, tuned, creating only", "documented": "django-import-export, documented way",
}  # fmt: skip
LIMITS = {"documented": (25, "at least"), "tuned": (15, "at least"), "creating": (15, "at least"), "handmade": (0, "none set; at least"), "bare": (2, "at most")}
# What all of them must have written alike: everything but keys made at random.
COMPARED = (
    "SELECT p.identity_index, p.division_code, p.name, p.pinyin, p.initials, p.sex, p.birth_date, p.identity_masked, p.ethnicity, p.education, p.mobile, p.address,"
    " m.division_code, o.code, m.status, m.joined_on, m.full_on, m.probation_ends_on, m.mobility, m.dues_paid_to, r.division_code, r.organisation_id = o.id, r.period"
    " FROM people_person p JOIN organisations_partymember m ON m.person_id = p.id JOIN organisations_partyorganisation o ON o.id = m.organisation_id"
    " JOIN organisations_branchregistration r ON r.member_id = m.id ORDER BY p.identity_index"
)


def prepare(folder: Path, rows: int) -> None:
    """In a process of its own: the template's tables, its county and branches, and the file."""
    django_on(TEMPLATE)
    from django.db import connections

    from qianxian.config.runtime import migration
    from qianxian.foundation.reach import acting_as
    from tests import cast

    migration.migrate()
    with connections["owner"].cursor() as cursor:
        # django-import-export sets the sequences after an import; the house's own role need not.
        cursor.execute("GRANT UPDATE ON ALL SEQUENCES IN SCHEMA public TO qianxian_app")
    connections["owner"].close()
    with acting_as(cast.SERVICE):
        names = roster.open_county(cast.SERVICE)
    folder.joinpath("members.xlsx").write_bytes(roster.workbook(names, rows))


def peak_kib() -> int:
    """The most memory this process ever held; ``ru_maxrss`` would count the process that started it as well."""
    return int(re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[1])


def run_one(name: str, database: str, file: Path) -> None:
    """One contender in this fresh process; prints its figures as JSON."""
    django_on(database)
    from django.db import connection

    from bench import import_peers
    from qianxian.foundation.reach import acting_as
    from qianxian.imports import commands
    from tests.cast import COUNTY_OFFICER

    def ours(content: bytes) -> int:
        plan = commands.import_file(register="members", filename=file.name, content=content, by=COUNTY_OFFICER, on=roster.DAY)
        assert plan.clean, plan.errors[:3]
        return plan.new

    work = ours if name == "ours" else getattr(import_peers, name)
    import_peers.load_libraries(name)
    connection.ensure_connection()
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, current_database(), current_setting('fsync')")
        assert cursor.fetchone() == ("qianxian_app", database, "on")
    before, started = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
    with acting_as(COUNTY_OFFICER):
        written = work(file.read_bytes())
    wall = time.perf_counter() - started
    me, child = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = me.ru_utime + me.ru_stime - before.ru_utime - before.ru_stime + child.ru_utime + child.ru_stime
    print(json.dumps({"written": written, "wall": wall, "cpu": cpu, "memory": max(peak_kib(), child.ru_maxrss) / 1024}))


def digest(cluster: Cluster, database: str) -> str:
    """The fingerprint of everything written, read as the owner."""
    import psycopg

    seal = hashlib.sha256()
    with psycopg.connect(**cluster.dsn(database)) as connection:
        rows = connection.execute(COMPARED).fetchall()
    for row in rows:
        seal.update(repr(row).encode())
    return f"{len(rows)} rows {seal.hexdigest()[:16]}"


def child(cluster: Cluster, *arguments: str) -> str:
    """The last line of this script run with other arguments in a fresh process; its standard error passes through."""
    done = subprocess.run([sys.executable, "-m", "bench.import_members", *arguments], check=True, stdout=subprocess.PIPE, text=True)
    return done.stdout.strip().rsplit("\n", 1)[-1]


def measure(cluster: Cluster, name: str, file: Path, number: int) -> dict:
    """One contender once, on a database of its own."""
    database = f"bench_{name}_{number}"
    cluster.fresh(database)
    server = cluster.cpu_seconds()
    found = json.loads(child(cluster, "--one", name, database, str(file)))
    found |= {"server": cluster.cpu_seconds() - server, "digest": digest(cluster, database)}
    with cluster.server.connect() as admin:
        admin.execute(f'DROP DATABASE "{database}" WITH (FORCE)')
    return found


def report(found: dict[str, list[dict]]) -> bool:
    """Print medians and ratios; True when every target is met."""
    met = True
    print(f"\n{'':38}{'wall s':>9}{'client CPU s':>14}{'PostgreSQL CPU s':>18}{'peak MiB':>10}")
    for name in CONTENDERS:
        if found[name]:
            middle = {k: statistics.median(r[k] for r in found[name]) for k in ("wall", "cpu", "server", "memory")}
            print(f"{WORDS[name]:38}{middle['wall']:9.2f}{middle['cpu']:14.2f}{middle['server']:18.2f}{middle['memory']:10.0f}")
    print()
    for name, (limit, how) in LIMITS.items():
        if not found[name]:
            continue
        pairs = list(zip(found["ours"], found[name], strict=False))
        ratios = sorted((a["wall"] / b["wall"] if name == "bare" else b["wall"] / a["wall"]) for a, b in pairs)
        middle = statistics.median(ratios)
        good = middle <= limit if name == "bare" else middle >= limit
        met &= good
        said = f"{middle:.2f} × the time of the {WORDS[name]}" if name == "bare" else f"{middle:.1f} × faster than {WORDS[name]}"
        print(f"{'ok  ' if good else 'MISS'} {said} (rounds {', '.join(f'{r:.2f}' for r in ratios)}; target {how} {limit})")
    return met


def main() -> int:
    """0 when every target is met."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--rows", type=int, default=roster.ROWS)
    parser.add_argument("--only", nargs="*", default=list(CONTENDERS))
    parser.add_argument("--one", nargs=3, metavar=("NAME", "DATABASE", "FILE"))
    parser.add_argument("--prepare", nargs=2, metavar=("FOLDER", "ROWS"))
    chosen = parser.parse_args()
    if chosen.one:
        run_one(chosen.one[0], chosen.one[1], Path(chosen.one[2]))
        return 0
    if chosen.prepare:
        prepare(Path(chosen.prepare[0]), int(chosen.prepare[1]))
        return 0
    with throwaway() as cluster:
        cluster.start()
        child(cluster, "--prepare", str(cluster.home), str(chosen.rows))
        file, found = cluster.home / "members.xlsx", {name: [] for name in CONTENDERS}
        print(f"{dt.datetime.now():%Y-%m-%d %H:%M}  {load_line()}")
        print(f"Python {sys.version.split()[0]}, PostgreSQL {cluster.version()}, django-import-export {version('django-import-export')},"
              f" {chosen.rows} rows, {os.path.getsize(file) / 1e6:.1f} MB, {chosen.rounds} rounds")  # fmt: skip
        for number in range(chosen.rounds):
            for name in chosen.only:
                found[name].append(measure(cluster, name, file, number))
                print(f"  round {number + 1} {WORDS[name]:38} {found[name][-1]['wall']:8.2f} s  {found[name][-1]['digest']}", flush=True)
        assert len({r["digest"] for rows in found.values() for r in rows}) == 1, "the contenders wrote different things"
        return 0 if report(found) else 1


if __name__ == "__main__":
    raise SystemExit(main())
