"""The district's fund picture and statements on a million ledger lines: ``python -m bench.ledger_figures [--rounds 15]``. Target: under 200 ms each.

A hundred villages, three years of vouchers written by SQL (receipts, rent, payments with their approved payments), every month closed but the
last; then what the pages ask, by the same functions, as an officer of the district. The closed months' totals are compared with the lines.
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
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.cluster import TEMPLATE, Cluster, django_on, load_line, throwaway

DATABASE, VILLAGES, FIRST, MONTHS, LIMIT = "bench_figures", 100, dt.date(2017, 1, 1), 36, 0.200
DAY = dt.date(2019, 12, 31)
VOUCHERS = 140  # of a village in a month, two lines each: a million lines in all
# Voucher n of a month: 0 a receipt of public money, 1 rent, all others payments out of one of the two.
BOOKED = """
CREATE TEMPORARY TABLE plan AS
SELECT row_number() OVER (ORDER BY b.id, m.month, n) AS id, b.id AS book, b.division_code AS code, m.month, n + 1 AS number, m.month + n %% 28 AS day, n,
       CASE WHEN n = 0 THEN p.id WHEN n = 1 THEN r.id WHEN n %% 2 = 0 THEN p.id ELSE r.id END AS fund,
       CASE WHEN n = 0 OR (n > 1 AND n %% 2 = 0) THEN pa.id ELSE ra.id END AS bank,
       CASE WHEN n = 0 THEN '241' WHEN n = 1 THEN '501' ELSE (ARRAY['513', '511', '514', '153'])[n %% 4 + 1] END AS account,
       CASE WHEN n < 2 THEN 50000.00 ELSE 10 + n %% 90 END AS amount
  FROM funds_book b CROSS JOIN generate_series(0, %(months)s - 1) AS k CROSS JOIN LATERAL (SELECT (%(first)s::date + make_interval(months => k))::date AS month) m
  CROSS JOIN generate_series(0, %(vouchers)s - 1) AS n
  JOIN funds_fund p ON p.book_id = b.id AND p.origin = 'public' JOIN funds_fund r ON r.book_id = b.id AND r.origin = 'collective'
  JOIN funds_bankaccount pa ON pa.book_id = b.id AND pa.holder = 'centre' JOIN funds_bankaccount ra ON ra.book_id = b.id AND ra.holder = 'collective';
INSERT INTO funds_payment (id, uuid, version, number, division_code, book_id, fund_id, bank_account_id, amount, account_id, purpose, summary, document, payee, payee_bank, payee_sealed,
  payee_index, payee_masked, authority, standing_id, emergency_reason, state, requested_on, handled_by, handled_for, looked_on, looked_by, looked_for, approved_on, approved_by,
  approved_for, booked_on, booked_by, booked_for, paid_on, paid_by, paid_for, returned_reason)
SELECT id, gen_random_uuid(), 1, 'FK' || id, code, book, fund, bank, amount, account, 'general', 'x', 'x', 'x', '', '', '', '', 'small', 1, '', 'paid', day, 'a', '', day, 'b', '', day, 'c', '',
       day, 'd', '', day, 'e', '', '' FROM plan WHERE n > 1;
INSERT INTO funds_voucher (id, uuid, version, division_code, book_id, kind, "on", month, number, summary, document, line_count, total, prepared_by, checked_by, payment_id, posted_at, posted_in)
SELECT id, gen_random_uuid(), 1, code, book, 'ordinary', day, month, number, 'x', '', 2, amount, 'd', 'c', CASE WHEN n > 1 THEN id END, now(), 1 FROM plan;
INSERT INTO funds_voucherline (uuid, version, division_code, book_id, voucher_id, "on", turn, account_id, fund_id, bank_account_id, debit, credit, memo)
SELECT gen_random_uuid(), 1, code, book, id, day, t, CASE WHEN (t = 1) = (n < 2) THEN '102' ELSE account END, fund, CASE WHEN (t = 1) = (n < 2) THEN bank END,
       CASE WHEN t = 1 THEN amount ELSE 0 END, CASE WHEN t = 2 THEN amount ELSE 0 END, '' FROM plan, generate_series(1, 2) t;
INSERT INTO funds_monthclose (uuid, version, division_code, book_id, month, closed_on, closed_by, closed_at)
SELECT DISTINCT ON (book, month) gen_random_uuid(), 1, code, book, month, month + 35, 'd', now() FROM plan WHERE month < %(last)s;
INSERT INTO funds_monthtotal (uuid, version, division_code, book_id, month, fund_id, account_id, debit, credit, paid, closing, came, went)
SELECT gen_random_uuid(), 1, b.division_code, t.book, t.month, t.fund, t.account, t.debit, t.credit, t.paid, t.closing, t.came, t.went
  FROM funds_book b CROSS JOIN LATERAL funds_totals_of(ARRAY[b.id], ARRAY[b.opened_on], %(last)s::date - 1) t;
"""


def prepare() -> None:
    """In a process of its own: books, accounts and funds of a hundred villages, and their ledgers."""
    django_on(TEMPLATE)
    from django.db import connections

    from qianxian.config.runtime import migration
    from qianxian.divisions.models import Division
    from qianxian.foundation.reach import acting_as
    from qianxian.funds.models import Allocation, BankAccount, Book, Fund, FundSource
    from tests.cast import SERVICE
    from tests.funds import stage

    migration.migrate()
    connections["owner"].close()
    with acting_as(SERVICE):
        stage.county()
        terms = {"level": "district", "kind": "general", "purpose": "general", "doc_no": "1", "approver": "x"}
        source = FundSource.objects.create(division_code="440403000000", title="x", amount=10**9, decided_on=FIRST, entered_by="x", **terms)
        for place in Division.objects.filter(kind__in=("village", "community")).order_by("code")[:VILLAGES]:
            here = {"division_code": place.code}
            book = Book.objects.create(title=place.name, opened_on=FIRST, opened_by="x", **here)
            given = Allocation.objects.create(source=source, amount=10**7, title="x", allocated_on=FIRST, allocated_by="x", **here, **terms)
            for origin, allocation in (("public", given), ("collective", None)):
                Fund.objects.create(book=book, origin=origin, purpose="general", title=origin, allocation=allocation, opened_on=FIRST, opened_by="x", **here)
            for holder in ("centre", "collective"):
                BankAccount.objects.create(book=book, holder=holder, name=f"{place.name}{holder}委员会", bank="x", number_sealed="x", number_index=f"{place.code}{holder}", number_masked="x",
                                           opened_on=FIRST, opened_by="x", **here)  # fmt: skip
    with Cluster(Path(os.environ["QIANXIAN_HOME"])).server.connect(TEMPLATE) as admin:
        # Half a million postings one by one would take the guards an hour; what they would have written is written here.
        admin.execute("SET session_replication_role = replica")
        for statement in BOOKED.split(";\n"):
            if statement.strip():
                admin.execute(statement, {"first": FIRST, "last": DAY.replace(day=1), "months": MONTHS, "vouchers": VOUCHERS} if "%(" in statement else None)
        admin.execute("VACUUM ANALYZE")


def measure(rounds: int) -> dict[str, Any]:
    """In a fresh process: each question so many times, as the page asks it, in a transaction of its own."""
    django_on(DATABASE)
    from django.db import connection

    from qianxian.foundation.reach import acting_as
    from qianxian.funds import figures
    from qianxian.funds.models import VoucherLine
    from qianxian.funds.queries import books, statements
    from qianxian.funds.queries.balances import fund_figures
    from qianxian.funds.queries.totals import book_ids, by_book, sums_of
    from tests.cast import FINANCE

    def picture() -> Any:
        sums = sums_of(book_ids(FINANCE), DAY)
        return figures.flows(FINANCE, DAY, None, sums), by_book(sums)

    def funds() -> Any:
        return fund_figures(books.funds(FINANCE), DAY, sums_of(book_ids(FINANCE), DAY))

    def both(on: dt.date = DAY, scope: str | None = None) -> Any:
        year = statements.year_of(book_ids(FINANCE, scope), on)
        return statements.balance_sheet_of(year, on), statements.income_statement_of(year, on)

    village = "440403103200"
    asked: dict[str, Callable[[], Any]] = {
        "the district's fund picture and every book, as its page asks": picture,
        "every fund of the district": funds,
        "the district's balance sheet and income statement": both,
        "both as of a day in the midst of a closed month": lambda: both(dt.date(2018, 7, 15)),
        "a village's fund picture": lambda: figures.flows(FINANCE, DAY, village),
        "a village's balance sheet and income statement": lambda: both(scope=village),
    }
    with acting_as(FINANCE):
        lines = VoucherLine.objects.count()
        sheet, result = both()
        assert sheet.assets == sheet.liabilities + sheet.equity and result.income and lines >= 1_000_000, (sheet.assets, lines)
        with connection.cursor() as cursor:
            cursor.execute("SELECT sum(debit - credit) FROM funds_voucherline WHERE left(account_id, 2) = '10'")
            (money,) = cursor.fetchone()
        assert sum(f.held for f in funds()) == sum(held for _came, held in picture()[1].values()) == money
    found: dict[str, list[float]] = {name: [] for name in asked}
    for _ in range(rounds):
        for name, ask in asked.items():
            started = time.perf_counter()
            with acting_as(FINANCE):
                ask()
            found[name].append(time.perf_counter() - started)
    return {"lines": lines, "money": str(money), "seconds": found}


def main() -> int:
    """0 when the target is met."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--prepare", action="store_true")
    parser.add_argument("--one", type=int)
    chosen = parser.parse_args()
    if chosen.prepare:
        prepare()
        return 0
    if chosen.one:
        print(json.dumps(measure(chosen.one)))
        return 0
    with throwaway() as cluster:
        cluster.start()
        subprocess.run([sys.executable, "-m", "bench.ledger_figures", "--prepare"], check=True)
        cluster.fresh(DATABASE)
        print(f"{dt.datetime.now():%Y-%m-%d %H:%M}  {load_line()}, PostgreSQL {cluster.version()}, Python {sys.version.split()[0]}")
        done = subprocess.run([sys.executable, "-m", "bench.ledger_figures", "--one", str(chosen.rounds)], check=True, stdout=subprocess.PIPE, text=True)
        found = json.loads(done.stdout.strip().rsplit("\n", 1)[-1])
    print(f"{found['lines']} ledger lines of {VILLAGES} villages in {MONTHS} months, the last one open; {found['money']} yuan held, funds and lines agree")
    good = True
    for name, seconds in found["seconds"].items():
        middle = statistics.median(seconds)
        good &= middle < LIMIT
        print(f"{'OK  ' if middle < LIMIT else 'MISS'} {1000 * middle:6.0f} ms  {name} ({1000 * min(seconds):.0f} to {1000 * max(seconds):.0f})")
    return 0 if good else 1


if __name__ == "__main__":
    raise SystemExit(main())
