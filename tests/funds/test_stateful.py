"""The ledger against a small model: whatever is tried, balances are the model's, numbers have no gaps, and what must be refused is refused."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from qianxian.foundation.reach import bind
from qianxian.funds.commands.posting import Head, Line, lines_of, post_voucher
from qianxian.funds.models import Voucher, VoucherLine
from tests.cast import SERVICE
from tests.funds import stage
from tests.profiles import NAME, figure, times

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
CENTS = st.integers(1, 30000)
DAYS = st.sampled_from([dt.date(2019, 10, 5), dt.date(2019, 11, 5), dt.date(2019, 11, 28), dt.date(2019, 12, 16)])
MONTHS = (dt.date(2019, 10, 1), dt.date(2019, 11, 1))
LIMIT = {"venue": 20_000_000, "pay": 50_000_000}


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

    def __init__(self) -> None:
        super().__init__()
        self.savepoint = transaction.savepoint()
        self.steps = 0

    @initialize()
    def open(self) -> None:
        bind(SERVICE)
        self.v, self.m = stage.village(), Books()
        self.other = stage.commands.open_collective_fund(book=self.v.book, title="另一笔", purpose="works", by=stage.BOOKKEEPER, on=stage.ON)
        self.purses = {"venue": (self.v.venue, self.v.centre), "pay": (self.v.pay, self.v.centre), "rent": (self.v.rent, self.v.collective),
                       "committee": (self.v.rent, self.v.committee), "other": (self.other, self.v.collective)}  # fmt: skip

    def money(self, purse: str, cents: int) -> Line:
        fund, bank = self.purses[purse]
        side = {"debit": Decimal(cents).scaleb(-2)} if cents > 0 else {"credit": Decimal(-cents).scaleb(-2)}
        return Line("102", fund.pk, bank_account=bank.pk, **side)

    def side(self, account: str, purse: str, cents: int, counter: str = "") -> Line:
        side = {"debit": Decimal(cents).scaleb(-2)} if cents > 0 else {"credit": Decimal(-cents).scaleb(-2)}
        return Line(account, self.purses[purse][0].pk, counter_fund=self.purses[counter][0].pk if counter else None, **side)

    def attempt(self, day: dt.date, lines: list[Line], *, kind: str = "ordinary", reverses: int | None = None) -> Voucher | None:
        """Posted and looked at, or refused by PostgreSQL."""
        self.steps += 1
        try:
            with transaction.atomic():
                made = post_voucher(self.v.book, Head(kind, day, "x", "甲", "乙", reverses=reverses), lines)
                stage.settle()
            return made
        except DatabaseError as error:
            assert error.__cause__.sqlstate == "QX001" or error.__cause__.diag.constraint_name
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            return None

    def agree(self, made: Voucher | None, expected: bool, changes: dict[str, int], day: dt.date, **more) -> None:
        assert (made is not None) == expected
        if made:
            self.m.take(changes, day)
            assert made.number == self.m.numbers[day.replace(day=1)]
            self.m.posted.append({"voucher": made, "changes": changes, "day": day, "back": False} | more)

    @rule(purse=st.sampled_from(["venue", "pay"]), cents=st.integers(1, 12_000_000), day=DAYS, account=st.sampled_from(["241", "503", "501", "211"]))
    def receive(self, purse, cents, day, account):
        good = account in ("241", "503") and self.m.open_on(day) and self.m.received[purse] + cents <= LIMIT[purse]
        made = self.attempt(day, [self.money(purse, cents), self.side(account, purse, -cents)])
        self.agree(made, good, {purse: cents}, day, received=(purse, cents))
        if made:
            self.m.received[purse] += cents

    @rule(purse=st.sampled_from(["rent", "committee", "other"]), cents=CENTS, day=DAYS)
    def earn(self, purse, cents, day):
        self.agree(self.attempt(day, [self.money(purse, cents), self.side("501", purse, -cents)]), self.m.open_on(day), {purse: cents}, day)

    @rule(cents=CENTS, off=st.integers(-1, 1).filter(bool), day=DAYS)
    def unbalanced(self, cents, off, day):
        assert self.attempt(day, [self.money("rent", cents), self.side("501", "rent", -(cents + off) or -2)]) is None

    @rule(cents=CENTS, day=DAYS, there=st.booleans())
    def between_accounts(self, cents, day, there):
        a, b = ("rent", "committee") if there else ("committee", "rent")
        changes = {a: -cents, b: cents}
        self.agree(self.attempt(day, [self.money(b, cents), self.money(a, -cents)]), self.m.open_on(day) and self.m.bears(changes, day), changes, day)

    @rule(giver=st.sampled_from(["rent", "other", "venue", "pay"]), taker=st.sampled_from(["rent", "other", "venue", "pay"]), cents=CENTS, day=DAYS)
    def between_funds(self, giver, taker, cents, day):
        if giver == taker:
            return
        changes = {giver: -cents, taker: cents}
        lines = [self.side("11301", giver, cents, taker), self.money(giver, -cents), self.money(taker, cents), self.side("11301", taker, -cents, giver)]
        good = {giver, taker} == {"rent", "other"} and self.m.open_on(day) and self.m.bears(changes, day)
        self.agree(self.attempt(day, lines), good, changes, day)

    @rule(purse=st.sampled_from(["venue", "rent", "pay"]), cents=CENTS, day=DAYS, account=st.sampled_from(["513", "51301", "153", "112"]), kind=st.sampled_from(["ordinary", "closing"]))
    def pay_without_leave(self, purse, cents, day, account, kind):
        assert self.attempt(day, [self.side(account, purse, cents), self.money(purse, -cents)], kind=kind) is None

    @rule(data=st.data(), day=DAYS)
    def reverse(self, data, day):
        if not self.m.posted:
            return
        one = data.draw(st.sampled_from(self.m.posted))
        changes = {purse: -change for purse, change in one["changes"].items()}
        good = not one["back"] and day >= one["day"] and self.m.open_on(day) and self.m.bears(changes, day)
        made = self.attempt(day, [line.mirrored for line in lines_of(one["voucher"])], kind="reversal", reverses=one["voucher"].pk)
        self.agree(made, good, changes, day)
        if made:
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

    @invariant()
    def sums_are_the_models(self):
        if not hasattr(self, "v"):
            return
        with connection.cursor() as cursor:
            cursor.execute("SELECT fund_id, bank_account_id, sum(debit - credit) FROM funds_voucherline WHERE book_id = %s AND account_id = '102' GROUP BY 1, 2", [self.v.book.pk])
            found = {(fund, bank): total for fund, bank, total in cursor.fetchall() if total}
            expected = {(f.pk, b.pk): Decimal(total).scaleb(-2) for p, (f, b) in self.purses.items() if (total := sum(c for _, c in self.m.moves[p]))}
            assert found == expected

    def teardown(self) -> None:
        if hasattr(self, "v"):
            numbers = Voucher.objects.filter(book=self.v.book).values_list("month", "number")
            assert sorted(numbers) == sorted((month, n) for month, last in self.m.numbers.items() for n in range(1, last + 1))
            assert VoucherLine.objects.filter(book=self.v.book).count() == sum(x["voucher"].line_count for x in self.m.posted)
            TOTAL["steps"] += self.steps
        transaction.savepoint_rollback(self.savepoint)


TOTAL = {"steps": 0}


def test_model_and_database_agree_after_every_step():
    runs, length = times(12, soak=20_000), 100 if NAME == "soak" else 30
    run_state_machine_as_test(Ledger, settings=settings(max_examples=runs, stateful_step_count=length, deadline=None, suppress_health_check=list(HealthCheck)))
    figure(f"ledger: {runs} runs of up to {length} steps, {TOTAL['steps']} postings tried, model and database agreed")
