"""The example's pay run, 721 slips computed and stored: ``python -m bench.pay_run [--rounds 9] [--keep HOME]``. Target: under 1 s of CPU.

Each round: a fresh copy of the loaded Doumen example whose run of 2019 is set aside, a fresh process, then the two commands an officer
presses, locking the inputs and computing; every slip is stored with the explanation of every yuan, in one transaction per command. CPU is
that of the process plus all of PostgreSQL's. The slips are compared to the cent with those of the run that the example already had.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import statistics
import subprocess
import sys
import time

from bench.cluster import MARK, Cluster, load_line
from bench.example import doumen

PEOPLE, MOST = 721, 1.0
SOURCE = "qianxian"
SLIPS = (
    "SELECT count(*), sum(gross), md5(string_agg(concat_ws('|', person_id, grade, base_paid, cap, bonus, gross, city, district, town), ';' ORDER BY person_id))"
    " FROM pay_payslip WHERE run_id = (SELECT id FROM pay_payrun WHERE year = 2019 AND state {} 'withdrawn')"
)


def run_one(database: str) -> None:
    """Lock and compute in this fresh process; prints its figures as JSON."""
    assert os.path.exists(os.path.join(os.environ["QIANXIAN_HOME"], "bench-home")), "a bench runs on its own cluster only"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qianxian.config.settings")
    from django.conf import settings

    for alias in settings.DATABASES.values():
        alias["NAME"] = database
    import django

    django.setup()
    from django.db import connection

    from qianxian.foundation.reach import acting_as
    from qianxian.pay import commands
    from tests.cast import SERVICE

    connection.ensure_connection()
    wall, cpu = time.perf_counter(), time.process_time()
    with acting_as(SERVICE):
        run = commands.lock_inputs(year=2019, by=SERVICE, on=dt.date(2019, 12, 16))
        run = commands.compute_run(run=run, by=SERVICE)
    print(json.dumps({"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu, "people": run.people}))


def measure(cluster: Cluster, number: int) -> dict:
    """One round on a copy of its own."""
    import psycopg

    name = f"bench_pay_{number}"
    cluster.fresh(name, SOURCE)
    with psycopg.connect(**cluster.dsn(name)) as owner:
        owner.execute("SELECT set_config('qianxian.reach', '4', true)")
        assert owner.execute("UPDATE pay_payrun SET state = 'withdrawn' WHERE year = 2019").rowcount == 1
    server = cluster.cpu_seconds()
    done = subprocess.run([sys.executable, "-m", "bench.pay_run", "--one", name], check=True, stdout=subprocess.PIPE, text=True)
    found = json.loads(done.stdout.strip().rsplit("\n", 1)[-1])
    # the server's own start of the connection included
    found["server"] = cluster.cpu_seconds() - server
    with psycopg.connect(**cluster.dsn(name)) as owner:
        owner.execute("SELECT set_config('qianxian.reach', '4', true)")
        before, after = (owner.execute(SLIPS.format(sign)).fetchone() for sign in ("=", "<>"))
    assert before == after and after[0] == found["people"] == PEOPLE, (before, after)
    with cluster.server.connect() as admin:
        admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
    return found | {"gross": str(after[1])}


def main() -> int:
    """0 when the target is met."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--keep", default="", help="a home of the benches to take again, or to make and keep")
    parser.add_argument("--one")
    chosen = parser.parse_args()
    if chosen.one:
        run_one(chosen.one)
        return 0
    with doumen(chosen.keep) as home:
        cluster = Cluster(home)
        cluster.server.start()
        try:
            with cluster.server.connect() as admin:
                if not admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [MARK]).fetchone():
                    admin.execute(f"CREATE DATABASE {MARK}")
            print(f"{dt.datetime.now():%Y-%m-%d %H:%M}  {load_line()}, PostgreSQL {cluster.version()}, Python {sys.version.split()[0]}")
            found = [measure(cluster, number) for number in range(chosen.rounds)]
        finally:
            cluster.server.stop()
    totals = sorted(f["cpu"] + f["server"] for f in found)
    middle = statistics.median(totals)
    print(f"{PEOPLE} slips, {found[0]['gross']} yuan, the same to the cent as the example's own run, in each of {len(found)} rounds")
    for key, words in (("wall", "wall time"), ("cpu", "client CPU"), ("server", "PostgreSQL CPU")):
        print(f"  {words:16}{statistics.median(f[key] for f in found):6.2f} s")
    good = middle < MOST
    print(f"{'OK  ' if good else 'MISS'} {middle:.2f} s of CPU, client and PostgreSQL together (rounds {totals[0]:.2f} to {totals[-1]:.2f}; target under {MOST:.0f} s)")
    return 0 if good else 1


if __name__ == "__main__":
    raise SystemExit(main())
