"""Forty threads at one purse, in five scenarios: sums exact, nothing overdrawn, no deadlock. And what an old snapshot or a second transaction may not do."""

from __future__ import annotations

import datetime as dt
import threading
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, connection, connections, transaction

from qianxian.decisions import commands as decisions
from qianxian.foundation.reach import acting_as
from qianxian.funds import commands
from qianxian.funds.commands.posting import Head, Line, post_voucher
from qianxian.funds.models import Payment, Voucher
from qianxian.funds.queries import balances
from tests.at_once import together
from tests.cast import SERVICE, TOWN_COMMITTEE
from tests.funds import crowd, stage
from tests.funds.stage import BOOKKEEPER, CASHIER, ON, SECRETARY, yuan
from tests.funds.test_cheats import head, line

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("fresh_database")]
THREADS = 40


@pytest.fixture
def v() -> stage.Village:
    with acting_as(SERVICE):
        made = stage.village()
        made.receive(made.venue, "200000", dt.date(2019, 10, 8))
        made.earn("1000", dt.date(2019, 10, 9))
        stage.ceiling(SECRETARY.login, 200000)
    return made


def move(v: stage.Village, amount: int) -> Callable[[], Any]:
    """From the collective's account to the committee's."""
    lines = [Line("102", v.rent.pk, debit=yuan(amount), bank_account=v.committee.pk), Line("102", v.rent.pk, credit=yuan(amount), bank_account=v.collective.pk)]
    return lambda: post_voucher(v.book, Head("ordinary", ON, "转款", "甲", "乙"), lines)


def prepared(v: stage.Village, upto: str, amounts: list[int]) -> list[Payment]:
    with acting_as(SERVICE):
        resolution = stage.standing(v, 200000)
        made = [stage.requested(v, resolution, amount=yuan(amount), payee=f"店{n}") for n, amount in enumerate(amounts)]
        return [stage.carried(one, upto) for one in made]


def test_one_bank_account_emptied_by_forty(v):
    ended = together([move(v, 30)] * THREADS)
    assert ended == {"done": 33, "QX001": 7}
    with acting_as(SERVICE):
        assert balances.bank_balance(v.collective) == Decimal("10.00") and balances.bank_balance(v.committee) == Decimal("990.00")
        assert sorted(Voucher.objects.filter(month=dt.date(2019, 12, 1)).values_list("number", flat=True)) == list(range(1, 34))


def test_forty_approvals_on_one_fund(v):
    waiting = prepared(v, "look_at_payment", [7000] * THREADS)
    ended = together([lambda p=p: commands.approve_payment(payment=p, by=SECRETARY, on=ON) for p in waiting])
    assert ended == {"done": 28, "refused": 12}
    with acting_as(SERVICE):
        assert balances.left_of(v.venue) == Decimal("4000.00")


def test_one_payment_paid_by_forty(v):
    (one,) = prepared(v, "book_payment", [5000])
    ended = together([lambda: commands.pay_out(payment=one, by=CASHIER, on=ON)] * THREADS)
    assert ended == {"done": 1, "refused": 39}
    with acting_as(SERVICE):
        assert balances.held_by(v.venue) == Decimal("195000.00")


def test_one_voucher_reversed_by_forty(v):
    with acting_as(SERVICE):
        taken = v.earn("100")
    lines = [Line("102", v.rent.pk, credit=yuan(100), bank_account=v.collective.pk), Line("501", v.rent.pk, debit=yuan(100))]
    ended = together([lambda: post_voucher(v.book, Head("reversal", ON, "冲销", "甲", "乙", reverses=taken.pk), lines)] * THREADS)
    assert ended["done"] == 1 and ended["done"] + ended["23505"] + ended["QX001"] == THREADS
    with acting_as(SERVICE):
        assert balances.bank_balance(v.collective) == Decimal("1000.00")


def test_forty_approvals_under_one_certificate(v):
    with acting_as(SERVICE):
        made = crowd.certificate(v, "20000")
        asked = [stage.requested(v, amount=yuan(700), payee=f"店{n}", authority="certificate", certificate=made, standing=None) for n in range(THREADS)]
        waiting = [stage.carried(one, "look_at_payment") for one in asked]
    ended = together([lambda p=p: commands.approve_payment(payment=p, by=SECRETARY, on=ON) for p in waiting])
    assert ended == {"done": 28, "refused": 12}
    with acting_as(SERVICE):
        approved = Payment.objects.filter(certificate=made, state="approved")
        assert sum(p.amount for p in approved) == Decimal("19600.00") <= made.amount_limit


LOCK = "UPDATE funds_book SET posted = posted WHERE id = NEW.book_id;"


def forty_small_ones(v: stage.Village) -> tuple[Counter, Decimal]:
    """How forty end who each ask for 300 and approve it in one transaction by straight SQL, no command's lock before them; and what is approved.

    All forty have asked before the first approves, and none sees another's row: what holds the sum is the guard of the approval alone.
    """
    with acting_as(SERVICE):
        resolution = stage.standing(v, 5000)
    asked = threading.Barrier(THREADS)

    def ask(turn: int) -> None:
        one = Payment(division_code=v.book.division_code, book=v.book, number=f"FK-{turn}", requested_on=ON, handled_by="a", **stage.facts(v, resolution, amount=yuan(300)))
        one.save(force_insert=True)
        asked.wait(60)
        with connection.cursor() as cursor:
            for statement, actor in crowd.STEPS[:2]:
                cursor.execute(statement, [actor.login, ON, [one.pk]])

    ended = together([lambda n=n: ask(n) for n in range(THREADS)])
    with acting_as(SERVICE):
        return ended, sum((p.amount for p in Payment.objects.filter(state="approved")), Decimal(0))


def test_forty_small_payments_to_one_payee_within_a_month(v):
    """The limit of a month: of what forty ask for at once as much is approved as one payment might have been, and not a cent more."""
    ended, approved = forty_small_ones(v)
    assert ended == {"done": 16, "QX001": 24} and approved == Decimal("4800.00")


def test_without_the_approvals_lock_the_forty_pass_the_limit(v):
    """The control: with its lock taken out of the guard, the scenario above fails, so that it is this lock which it tries."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT pg_get_functiondef('funds_guard_payment()'::regprocedure)")
        guard = cursor.fetchone()[0]
        assert guard.count(LOCK) == 1
        cursor.execute(guard.replace(LOCK, "NULL;"))  # in this test's own database, which goes with it
    ended, approved = forty_small_ones(v)
    assert ended["done"] > 16 and approved > Decimal("5000.00")


def test_a_revocation_and_forty_approvals_under_the_certificate(v):
    """Whoever comes first: nothing is approved after the revocation, and no approval is lost by it."""
    with acting_as(SERVICE):
        made = crowd.certificate(v, "200000")
        waiting = [stage.carried(stage.requested(v, amount=yuan(7), payee=f"店{n}", authority="certificate", certificate=made, standing=None), "look_at_payment") for n in range(THREADS)]
    revoke = lambda: decisions.revoke_certificate(certificate=made, reason="撤销", document="决议", by=TOWN_COMMITTEE, on=ON)  # noqa: E731
    ended = together([*(lambda p=p: commands.approve_payment(payment=p, by=SECRETARY, on=ON) for p in waiting), revoke])
    assert set(ended) <= {"done", "refused", "QX001"} and sum(ended.values()) == THREADS + 1
    with acting_as(SERVICE):
        made.refresh_from_db()
        assert made.revoked_on == ON and Payment.objects.filter(certificate=made, state="approved").count() == ended["done"] - 1


def test_one_source_allocated_forty_times(v):
    with acting_as(SERVICE):
        source = commands.enter_source(division_code="440403000000", title="公路", level="district", kind="earmarked", purpose="works", doc_no="1号", approver="区财政局",
                                       amount=yuan(100), decided_on=ON, by=stage.FINANCE, on=ON)  # fmt: skip
    ended = together([lambda: commands.allocate(source=source, book=v.book, amount=yuan(30), by=stage.FINANCE, on=ON)] * THREADS)
    assert ended == {"done": 3, "refused": 37}


def test_a_line_in_a_later_transaction(v):
    with acting_as(SERVICE):
        old = v.earn("7")
    with pytest.raises(DatabaseError) as told, acting_as(SERVICE), connection.cursor() as cursor:
        cursor.execute(*line(v, 2, "502", v.rent, 0, 5, voucher=old))
    assert told.value.__cause__.diag.constraint_name == "no_late_lines"


def test_an_old_snapshot_does_not_overdraw(v):
    """REPEATABLE READ asked before another posting: refused as a serialization failure, not counted on stale sums."""
    ready, go, ended = threading.Event(), threading.Event(), []

    def late() -> None:
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
                cursor.execute("SELECT set_config('qianxian.reach', '440403', true)")
                cursor.execute("SELECT count(*) FROM funds_voucher")
                ready.set()
                go.wait(20)
                cursor.execute(*head(v, 2, 1000))
                cursor.execute(*line(v, 1, "102", v.rent, 1000, bank=v.committee))
                cursor.execute(*line(v, 2, "102", v.rent, 0, 1000, bank=v.collective))
        except DatabaseError as error:
            ended.append(error.__cause__.sqlstate)
        finally:
            connection.close()

    thread = threading.Thread(target=late)
    thread.start()
    assert ready.wait(20)
    with acting_as(SERVICE):
        move(v, 1000)()
    go.set()
    thread.join()
    assert ended == ["40001"]


def test_a_draft_posted_by_two_checkers(v):
    with acting_as(SERVICE):
        lines = [v.line("102", v.rent, 5, bank_account=v.collective), v.line("501", v.rent, 5, "credit")]
        draft = commands.prepare_voucher(book=v.book, kind="ordinary", date=ON, summary="租金", document="", lines=lines, by=BOOKKEEPER, on=ON)
    ended = together([lambda: commands.check_voucher(draft=draft, by=stage.SECOND_BOOKKEEPER, on=ON)] * 10)
    assert ended == {"done": 1, "refused": 9}
