"""Payments posted through the command against bare INSERTs: ``python -m bench.payments [--rounds 5] [--each 150]``. Target: at least a fifth.

Side by side in one run on one database (fsync on): four workers pay out payments through ``funds.pay_out``, every gate on, one transaction
each; then four workers write the very same rows (payment, voucher, its lines, audit leaf, history) by plain INSERTs into tables with the same
columns and indexes and without any guard, one transaction each. Rounds are interleaved; villages take turns as they would in a town.
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
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from bench.cluster import TEMPLATE, Cluster, django_on, load_line, throwaway

WORKERS, VILLAGES, SHARE = 4, 10, 5
DATABASE = "bench_payments"
#: The tables a payment writes, and how its rows are found by the keys of payments.
WRITTEN = {
    "funds_payment": "t.id = ANY(%s)",
    "funds_voucher": "t.payment_id = ANY(%s)",
    "funds_voucherline": "t.voucher_id IN (SELECT id FROM funds_voucher WHERE payment_id = ANY(%s))",
    "foundation_auditleaf": "t.action = 'funds.pay_out' AND t.object_id IN (SELECT uuid::text FROM funds_payment WHERE id = ANY(%s))",
    "foundation_changehistory": "t.leaf IN (SELECT l.uuid FROM foundation_auditleaf l WHERE l.action = 'funds.pay_out'"
                                " AND l.object_id IN (SELECT uuid::text FROM funds_payment WHERE id = ANY(%s)))",
}  # fmt: skip


def prepare(number: int) -> None:
    """In a process of its own: villages of one town, a certificate in each, and payments that only wait for the cashier."""
    django_on(TEMPLATE)
    from django.db import connections

    from qianxian.config.runtime import migration
    from qianxian.foundation.reach import acting_as
    from tests import cast
    from tests.funds import crowd

    migration.migrate()
    with acting_as(cast.SERVICE):
        for v in crowd.villages(VILLAGES):
            own = crowd.certificate(v)
            crowd.booked(v, -(-number // VILLAGES), certificate=own, authority="certificate", standing=None)
    with Cluster(Path(os.environ["QIANXIAN_HOME"])).server.connect(TEMPLATE) as admin:
        for table in WRITTEN:
            admin.execute(f"CREATE TABLE bare_{table} (LIKE {table} INCLUDING DEFAULTS INCLUDING IDENTITY INCLUDING INDEXES)")
            admin.execute(f"GRANT SELECT, INSERT ON bare_{table} TO qianxian_app")
    with connections["owner"].cursor() as cursor:
        cursor.execute("ANALYZE")
    connections["owner"].close()


def at_once(work: Callable[[Any], None], tasks: list[Any], ready: Callable[[], None]) -> None:
    """Say ready, wait for the word, work through the tasks; prints when it began and ended."""
    ready()
    print("ready", flush=True)
    sys.stdin.readline()
    started, cpu = time.perf_counter(), time.process_time()
    for task in tasks:
        work(task)
    print(json.dumps({"from": started, "to": time.perf_counter(), "cpu": time.process_time() - cpu}), flush=True)


def ours(keys: list[int]) -> None:
    """One worker that pays out payments through the command."""
    django_on(DATABASE)
    from django.db import connection

    from qianxian.foundation.reach import acting_as
    from qianxian.funds import commands
    from qianxian.funds.models import Payment
    from qianxian.portal.language import remember_words
    from tests.cast import SERVICE
    from tests.funds.stage import CASHIER, ON

    remember_words("zh-hans")  # as a worker of the server does with its first request
    with acting_as(SERVICE):
        rows = {p.pk: p for p in Payment.objects.filter(pk__in=keys)}

    def pay(key: int) -> None:
        with acting_as(CASHIER):
            commands.pay_out(payment=rows[key], by=CASHIER, on=ON)

    at_once(pay, keys, connection.ensure_connection)


def bare(keys: list[int]) -> None:
    """One worker that writes the same rows by INSERTs alone."""
    django_on(DATABASE)
    import psycopg
    from django.conf import settings

    given = settings.DATABASES["default"]
    with psycopg.connect(host=given["HOST"], dbname=DATABASE, user=given["USER"], password=given["PASSWORD"]) as connection:
        connection.execute("SELECT set_config('qianxian.reach', '440403', false)")
        batches = [list(_rows_of(connection, key)) for key in keys]
        connection.commit()

        def write(batch: list) -> None:
            for statement, rows in batch:
                if len(rows) == 1:
                    connection.execute(statement, rows[0])
                else:
                    with connection.cursor() as cursor:
                        cursor.executemany(statement, rows)
            connection.commit()

        at_once(write, batches, lambda: None)


def _rows_of(connection: Any, key: int) -> Iterator[tuple[str, list]]:
    from psycopg.types.json import Jsonb

    for table, where in WRITTEN.items():
        cursor = connection.execute(f"SELECT * FROM {table} t WHERE {where}", [[key]])
        names = [f'"{c.name}"' for c in cursor.description]
        rows = [[Jsonb(value) if isinstance(value, dict) else value for value in row] for row in cursor]
        assert rows, table
        yield f"INSERT INTO bare_{table} ({', '.join(names)}) OVERRIDING SYSTEM VALUE VALUES ({', '.join(['%s'] * len(names))})", rows


def race(kind: str, shares: list[list[int]]) -> dict[str, float]:
    """Four fresh workers at once: payments a second from the first start to the last end, and the CPU of each payment."""
    workers = [subprocess.Popen([sys.executable, "-m", "bench.payments", "--one", kind, json.dumps(share)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for share in shares]
    for one in workers:
        assert one.stdout.readline() == "ready\n"
    for one in workers:
        one.stdin.write("go\n")
        one.stdin.flush()
    told = [json.loads(one.stdout.readline()) for one in workers]
    assert all(one.wait() == 0 for one in workers)
    number = sum(map(len, shares))
    return {"rate": number / (max(t["to"] for t in told) - min(t["from"] for t in told)), "cpu": 1000 * sum(t["cpu"] for t in told) / number}


def measure(cluster: Cluster, kind: str, shares: list[list[int]]) -> dict[str, float]:
    """One contender once, with the server's part."""
    with cluster.server.connect() as admin:
        admin.execute("CHECKPOINT")
    server = cluster.cpu_seconds()
    found = race(kind, shares)
    return found | {"server": 1000 * (cluster.cpu_seconds() - server) / sum(map(len, shares))}


def check(cluster: Cluster, number: int) -> str:
    """Both wrote the same, and the ledger stands: a sentence with its sums."""
    with cluster.server.connect(DATABASE) as admin:
        count = "SELECT count(*), (SELECT count(*) FROM {} t WHERE EXISTS (SELECT 1 FROM bare_{} b WHERE b.id = t.id)) FROM bare_{}"
        pairs = [admin.execute(count.format(t, t, t)).fetchone() for t in WRITTEN]
        paid, total = admin.execute("SELECT count(*), sum(amount) FROM funds_payment WHERE state = 'paid'").fetchone()
        debit, credit = admin.execute("SELECT sum(debit), sum(credit) FROM funds_voucherline").fetchone()
    assert all(a == b for a, b in pairs) and paid == number and debit == credit, (pairs, paid, debit, credit)
    return f"{paid} payments of {total} yuan in all, {sum(a for a, _b in pairs)} rows written by each contender, the ledger balanced at {debit} yuan"


def main() -> int:
    """0 when the target is met."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--each", type=int, default=150, help="payments of one worker in one round")
    parser.add_argument("--prepare", type=int)
    parser.add_argument("--one", nargs=2, metavar=("KIND", "KEYS"))
    chosen = parser.parse_args()
    if chosen.one:
        {"ours": ours, "bare": bare}[chosen.one[0]](json.loads(chosen.one[1]))
        return 0
    if chosen.prepare:
        prepare(chosen.prepare)
        return 0
    number = chosen.rounds * WORKERS * chosen.each
    with throwaway() as cluster:
        cluster.start()
        subprocess.run([sys.executable, "-m", "bench.payments", "--prepare", str(number)], check=True)
        cluster.fresh(DATABASE)
        with cluster.server.connect(DATABASE) as admin:
            # Village after village, so that one book is seldom in two workers' hands at once.
            keys = [key for (key,) in admin.execute("SELECT id FROM funds_payment WHERE state = 'booked' ORDER BY row_number() OVER (PARTITION BY book_id ORDER BY id), book_id")][:number]
        assert len(keys) == number
        print(f"{dt.datetime.now():%Y-%m-%d %H:%M}  {load_line()}, PostgreSQL {cluster.version()}, Python {sys.version.split()[0]}")
        print(f"{WORKERS} workers, {VILLAGES} villages, {chosen.each} payments per worker and round, fsync on")
        found: dict[str, list[dict]] = {"ours": [], "bare": []}
        for turn in range(chosen.rounds):
            part = keys[turn * WORKERS * chosen.each :][: WORKERS * chosen.each]
            for kind, told in found.items():
                told.append(measure(cluster, kind, [part[n::WORKERS] for n in range(WORKERS)]))
                print(f"  round {turn + 1} {kind:5} {told[-1]['rate']:7.0f} a second, CPU of one: worker {told[-1]['cpu']:.2f} ms, PostgreSQL {told[-1]['server']:.2f} ms", flush=True)
        print(check(cluster, number))
        ratios = sorted(a["rate"] / b["rate"] for a, b in zip(found["ours"], found["bare"], strict=True))
        middle = statistics.median(ratios)
        print(f"{'OK  ' if middle >= 1 / SHARE else 'MISS'} 1/{1 / middle:.1f} of bare INSERTs (rounds {', '.join(f'1/{1 / r:.1f}' for r in ratios)}; target at least 1/{SHARE})")
        return 0 if middle >= 1 / SHARE else 1


if __name__ == "__main__":
    raise SystemExit(main())
