"""The ledger against a small model: whatever is tried, balances are the model's, numbers have no gaps, and what must be refused is refused.

Each step is one question to PostgreSQL as the application role: straight SQL in a function of the session's own that posts, lets the guards look
at the whole, takes back what they refuse, and adds up the book. Runs are taken back one after the other; twenty of them share a book.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from qianxian.foundation.reach import bind
from qianxian.funds.commands.posting import Line
from tests.cast import SERVICE
from tests.funds import stage
from tests.profiles import NAME, figure, times

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
CENTS = st.integers(1, 30000)
DAYS = st.sampled_from([dt.date(2019, 10, 5), dt.date(2019, 11, 5), dt.date(2019, 11, 28), dt.date(2019, 12, 16)])
MONTHS = (dt.date(2019, 10, 1), dt.date(2019, 11, 1))
LIMIT = {"venue": 20_000_000, "pay": 50_000_000}
ATTEMPT = """
CREATE OR REPLACE FUNCTION pg_temp.attempt(of_book bigint, code text, how text, day date, back bigint, accounts text[], funds bigint[], banks bigint[], counters bigint[],
  debits numeric[], credits numeric[], OUT refused text, OUT made bigint, OUT number integer, OUT sums text) LANGUAGE plpgsql AS $$
BEGIN
  -- First, so that a savepoint taken back finds them deferred: PostgreSQL remembers what a level's first SET CONSTRAINTS found.
  SET CONSTRAINTS ALL DEFERRED;
  BEGIN
    INSERT INTO funds_voucher AS v (uuid, version, division_code, book_id, kind, "on", summary, document, line_count, total, prepared_by, checked_by, reverses_id)
    VALUES (gen_random_uuid(), 1, code, of_book, how, day, 'x', '', cardinality(accounts), (SELECT sum(d) FROM unnest(debits) d), '甲', '乙', back) RETURNING v.id, v.number INTO made, number;
    INSERT INTO funds_voucherline (uuid, version, division_code, book_id, voucher_id, "on", turn, account_id, fund_id, bank_account_id, counter_fund_id, debit, credit, memo)
    SELECT gen_random_uuid(), 1, code, of_book, made, day, r.turn, r.account, r.fund, r.bank, r.counter, r.debit, r.credit, ''
      FROM unnest(accounts, funds, banks, counters, debits, credits) WITH ORDINALITY AS r(account, fund, bank, counter, debit, credit, turn) ORDER BY r.turn;
    SET CONSTRAINTS ALL IMMEDIATE;
  EXCEPTION WHEN SQLSTATE 'QX001' OR integrity_constraint_violation THEN
    GET STACKED DIAGNOSTICS refused = CONSTRAINT_NAME;
    made := NULL;
  END;
  SET CONSTRAINTS ALL DEFERRED;
  SELECT string_agg(t.fund_id || ':' || t.bank_account_id || '=' || t.cents, ' ' ORDER BY t.fund_id, t.bank_account_id) INTO sums FROM (
    SELECT l.fund_id, l.bank_account_id, (100 * sum(l.debit - l.credit))::bigint AS cents FROM funds_voucherline l WHERE l.book_id = of_book AND l.account_id = '102' GROUP BY 1, 2) t
   WHERE t.cents <> 0;
END $$;
"""


class Books:
    """The model: movements per purse (fund and bank) by day, in cents; posted vouchers; the last closed month."""

    def __init__(self) -> None:
        self.moves: dict[str, list[tuple[dt.date, int]]] = defaultdict(list)
        self.received: dict[str, int] = defaultdict(int)
        self.numbers: dict[dt.date, int] = defaultdict(int)
        self.posted: list[dict] = []
        self.closed = 0

    def open_on(self, day: dt.date) -> bool:
        return self.closed == 0 or day >= (*MONTHS, dt.date(2019, 12, 1))[self.closed]

    def bears(self, changes: dict[str, int], day: dt.date) -> bool:
        """Nothing below zero on the day or later."""
        for purse, change in changes.items():
            if change < 0:
                later = sorted({day, *(d for d, _ in self.moves[purse] if d >= day)})
                if any(sum(c for d, c in self.moves[purse] if d <= one) + change < 0 for one in later):
                    return False
        return True

    def take(self, changes: dict[str, int], day: dt.date) -> None:
        for purse, change in changes.items():
            self.moves[purse].append((day, change))
        self.numbers[day.replace(day=1)] += 1


class Ledger(RuleBasedStateMachine):
    """Receipts, rent, transfers between accounts and funds, reversals and closings in any order, good and bad."""

    v: stage.Village
    other: Any
    before = ""

    def __init__(self) -> None:
        super().__init__()
        if TOTAL["runs"] % OF_ONE_BOOK == 0:
            self.begin()
        TOTAL["runs"] += 1
        self.savepoint = transaction.savepoint()
        self.m, self.steps = Books(), 0
        self.purses = {"venue": (self.v.venue.pk, self.v.centre.pk), "pay": (self.v.pay.pk, self.v.centre.pk), "rent": (self.v.rent.pk, self.v.collective.pk),
                       "committee": (self.v.rent.pk, self.v.committee.pk), "other": (self.other.pk, self.v.collective.pk)}  # fmt: skip

    @classmethod
    def begin(cls) -> None:
        """A new book: what was taken back still lies in the indexes under the old one's key, and each look would pass by it."""
        if cls.before:
            transaction.savepoint_rollback(cls.before)
        cls.before = transaction.savepoint()
        cls.v = stage.village()
        cls.other = stage.commands.open_collective_fund(book=cls.v.book, title="另一笔", purpose="works", by=stage.BOOKKEEPER, on=stage.ON)
        stage.settle()

    def money(self, purse: str, cents: int) -> Line:
        fund, bank = self.purses[purse]
        side = {"debit": Decimal(cents).scaleb(-2)} if cents > 0 else {"credit": Decimal(-cents).scaleb(-2)}
        return Line("102", fund, bank_account=bank, **side)

    def side(self, account: str, purse: str, cents: int, counter: str = "") -> Line:
        side = {"debit": Decimal(cents).scaleb(-2)} if cents > 0 else {"credit": Decimal(-cents).scaleb(-2)}
        return Line(account, self.purses[purse][0], counter_fund=self.purses[counter][0] if counter else None, **side)

    def attempt(self, day: dt.date, lines: list[Line], expected: bool, changes: dict[str, int], *, kind: str = "ordinary", reverses: int | None = None, **more: Any) -> bool:
        """Posted or refused as the model says; afterwards every purse holds what the model says."""
        self.steps += 1
        columns = zip(*((x.account, x.fund, x.bank_account, x.counter_fund, x.debit, x.credit) for x in lines), strict=True)
        with connection.cursor() as cursor:
            cursor.execute("SELECT refused, made, number, sums FROM pg_temp.attempt(%s, %s, %s, %s, %s, %s, %s::bigint[], %s::bigint[], %s::bigint[], %s::numeric[], %s::numeric[])",
                           [self.v.book.pk, self.v.book.division_code, kind, day, reverses, *map(list, columns)])  # fmt: skip
            refused, made, number, sums = cursor.fetchone()
        assert (made is not None) == expected and (refused is None) == expected, (refused, made)
        if made:
            self.m.take(changes, day)
            assert number == self.m.numbers[day.replace(day=1)]
            self.m.posted.append({"key": made, "lines": lines, "changes": changes, "day": day, "back": False} | more)
        held = sorted((*self.purses[p], total) for p in self.purses if (total := sum(c for _, c in self.m.moves[p])))
        assert (sums or "") == " ".join(f"{fund}:{bank}={cents}" for fund, bank, cents in held)
        return bool(made)

    @rule(purse=st.sampled_from(["venue", "pay"]), cents=st.integers(1, 12_000_000), day=DAYS, account=st.sampled_from(["241", "503", "501", "211"]))
    def receive(self, purse, cents, day, account):
        good = account in ("241", "503") and self.m.open_on(day) and self.m.received[purse] + cents <= LIMIT[purse]
        if self.attempt(day, [self.money(purse, cents), self.side(account, purse, -cents)], good, {purse: cents}, received=(purse, cents)):
            self.m.received[purse] += cents

    @rule(purse=st.sampled_from(["rent", "committee", "other"]), cents=CENTS, day=DAYS)
    def earn(self, purse, cents, day):
        self.attempt(day, [self.money(purse, cents), self.side("501", purse, -cents)], self.m.open_on(day), {purse: cents})

    @rule(cents=CENTS, off=st.integers(-1, 1).filter(bool), day=DAYS)
    def unbalanced(self, cents, off, day):
        self.attempt(day, [self.money("rent", cents), self.side("501", "rent", -(cents + off) or -2)], False, {})

    @rule(cents=CENTS, day=DAYS, there=st.booleans())
    def between_accounts(self, cents, day, there):
        a, b = ("rent", "committee") if there else ("committee", "rent")
        changes = {a: -cents, b: cents}
        self.attempt(day, [self.money(b, cents), self.money(a, -cents)], self.m.open_on(day) and self.m.bears(changes, day), changes)

    @rule(giver=st.sampled_from(["rent", "other", "venue", "pay"]), taker=st.sampled_from(["rent", "other", "venue", "pay"]), cents=CENTS, day=DAYS)
    def between_funds(self, giver, taker, cents, day):
        if giver == taker:
            return
        changes = {giver: -cents, taker: cents}
        lines = [self.side("11301", giver, cents, taker), self.money(giver, -cents), self.money(taker, cents), self.side("11301", taker, -cents, giver)]
        self.attempt(day, lines, {giver, taker} == {"rent", "other"} and self.m.open_on(day) and self.m.bears(changes, day), changes)

    @rule(purse=st.sampled_from(["venue", "rent", "pay"]), cents=CENTS, day=DAYS, account=st.sampled_from(["513", "51301", "153", "112"]), kind=st.sampled_from(["ordinary", "closing"]))
    def pay_without_leave(self, purse, cents, day, account, kind):
        self.attempt(day, [self.side(account, purse, cents), self.money(purse, -cents)], False, {}, kind=kind)

    @rule(data=st.data(), day=DAYS)
    def reverse(self, data, day):
        if not self.m.posted:
            return
        one = data.draw(st.sampled_from(self.m.posted))
        changes = {purse: -change for purse, change in one["changes"].items()}
        good = not one["back"] and day >= one["day"] and self.m.open_on(day) and self.m.bears(changes, day)
        if self.attempt(day, [line.mirrored for line in one["lines"]], good, changes, kind="reversal", reverses=one["key"]):
            one["back"] = self.m.posted[-1]["back"] = True
            if "received" in one:
                self.m.received[one["received"][0]] -= one["received"][1]

    @rule()
    def close(self):
        if self.m.closed < len(MONTHS):
            with connection.cursor() as cursor:
                cursor.execute("INSERT INTO funds_monthclose (uuid, version, division_code, book_id, month, closed_on, closed_by) VALUES (gen_random_uuid(), 1, %s, %s, %s, %s, 'x')",
                               [self.v.book.division_code, self.v.book.pk, MONTHS[self.m.closed], stage.ON])  # fmt: skip
            self.m.closed += 1

    def teardown(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT month, array_agg(number ORDER BY number) FROM funds_voucher WHERE book_id = %s GROUP BY 1", [self.v.book.pk])
            assert dict(cursor.fetchall()) == {month: list(range(1, last + 1)) for month, last in self.m.numbers.items()}
            cursor.execute("SELECT count(*) FROM funds_voucherline WHERE book_id = %s", [self.v.book.pk])
            assert cursor.fetchone() == (sum(len(x["lines"]) for x in self.m.posted),)
        TOTAL["steps"] += self.steps
        transaction.savepoint_rollback(self.savepoint)
        transaction.savepoint_commit(self.savepoint)


OF_ONE_BOOK, TOTAL = 20, {"steps": 0, "runs": 0}


def test_model_and_database_agree_after_every_step():
    bind(SERVICE)
    Ledger.before = ""
    with connection.cursor() as cursor:
        cursor.execute(ATTEMPT)
    runs, length = times(500, soak=20_000), 100 if NAME == "soak" else 50
    run_state_machine_as_test(Ledger, settings=settings(max_examples=runs, stateful_step_count=length, deadline=None, suppress_health_check=list(HealthCheck)))
    figure(f"ledger: {runs} runs of up to {length} steps, {TOTAL['steps']} postings tried, model and database agreed")
