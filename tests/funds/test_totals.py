"""What books add up to, counted by PostgreSQL in one pass, against the same counted line by line here: by fund, account and month, whatever was posted."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qianxian.foundation.reach import bind
from qianxian.funds.models import Voucher, VoucherLine
from tests.cast import SERVICE
from tests.funds import stage
from tests.funds.stage import BOOKKEEPER, ON, yuan
from tests.profiles import times

pytestmark = pytest.mark.django_db
DAYS = [dt.date(2019, 10, 5), dt.date(2019, 10, 31), dt.date(2019, 11, 5), ON]
FIELDS = ("debit", "credit", "paid", "closing", "came", "went")
ACTS = ("rent", "two_ways", "to_committee", "to_cash", "between_funds", "split_receipt", "back")


def by_hand(v: stage.Village, till: dt.date) -> dict[tuple, tuple[Decimal, ...]]:
    """As the model of ``MonthTotal`` says it, without any shortcut."""
    found: dict[tuple, dict[str, Decimal]] = defaultdict(lambda: dict.fromkeys(FIELDS, Decimal(0)))
    money: dict[tuple, list[VoucherLine]] = defaultdict(list)
    for line in VoucherLine.objects.filter(book=v.book, on__lte=till).select_related("voucher__reverses").order_by("voucher_id", "turn"):
        voucher, row = line.voucher, found[line.fund_id, line.account_id, line.voucher.month]
        row["debit"] += line.debit
        row["credit"] += line.credit
        if line.account_id.startswith("10"):
            money[line.voucher_id, line.fund_id].append(line)
        elif voucher.payment_id:
            row["paid"] += line.debit
        elif voucher.reverses and voucher.reverses.payment_id:
            row["paid"] -= line.credit
        if voucher.kind == Voucher.Kind.CLOSING:
            row["closing"] += line.debit - line.credit
    for lines in money.values():
        net, first = sum(x.debit - x.credit for x in lines), lines[0]
        row, back = found[first.fund_id, first.account_id, first.voucher.month], first.voucher.kind == Voucher.Kind.REVERSAL
        if (net > 0) != back:
            row["came"] += net
        else:
            row["went"] -= net
    return {key: tuple(row[name] for name in FIELDS) for key, row in found.items()}


def by_database(v: stage.Village, till: dt.date) -> dict[tuple, tuple[Decimal, ...]]:
    """The same by the function that pages and closes ask."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM funds_totals_of(ARRAY[%s]::bigint[], ARRAY[%s]::date[], %s)", [v.book.pk, v.book.opened_on, till])
        return {(fund, account, month): tuple(rest) for _, fund, account, month, *rest in cursor.fetchall()}


def act(v: stage.Village, other: Any, name: str, cents: int, day: dt.date, done: list[Voucher]) -> None:
    """One voucher of the kind: money in, between accounts, to cash, between funds, in several lines, or taken back."""
    amount = Decimal(cents).scaleb(-2)
    match name:
        case "rent":
            done.append(v.earn(amount, day))
        case "two_ways":
            lines = v.line("102", v.rent, amount, bank_account=v.collective), v.line("102", v.rent, amount, bank_account=v.committee)
            done.append(v.post(*lines, v.line("501", v.rent, 2 * amount, "credit"), date=day))
        case "to_committee":
            done.append(v.post(v.line("102", v.rent, amount, bank_account=v.committee), v.line("102", v.rent, amount, "credit", bank_account=v.collective), date=day))
        case "to_cash":
            done.append(v.post(v.line("101", v.rent, amount), v.line("102", v.rent, amount, "credit", bank_account=v.collective), date=day))
        case "between_funds":
            done.append(v.post(v.line("11301", v.rent, amount, counter_fund=other), v.line("102", v.rent, amount, "credit", bank_account=v.collective),
                               v.line("102", other, amount, bank_account=v.collective), v.line("11301", other, amount, "credit", counter_fund=v.rent), date=day))  # fmt: skip
        case "split_receipt":
            lines = v.line("102", v.venue, amount, bank_account=v.centre), v.line("102", v.venue, amount, bank_account=v.centre)
            done.append(v.post(*lines, v.line("241", v.venue, 2 * amount, "credit"), date=day))
        case "back":
            if done:
                v.reverse(done.pop(), ON)


@given(st.lists(st.tuples(st.sampled_from(ACTS), st.integers(1, 90_000), st.sampled_from(DAYS)), max_size=8), st.sampled_from(DAYS))
@settings(max_examples=times(12, soak=1_000), deadline=None, suppress_health_check=list(HealthCheck))
def test_in_one_pass_or_line_by_line_it_is_the_same(acts, till):
    here = transaction.savepoint()
    try:
        v = stage.village()
        other = stage.commands.open_collective_fund(book=v.book, title="另一笔", purpose="works", by=BOOKKEEPER, on=ON)
        v.earn("90000", DAYS[0])  # so that what moves is there
        done: list[Voucher] = []
        for name, cents, day in acts:
            act(v, other, name, cents, day, done)
        bind(SERVICE)
        assert by_database(v, till) == by_hand(v, till)
    finally:
        transaction.savepoint_rollback(here)


def test_payments_and_what_was_taken_back_of_them():
    v = stage.village()
    v.receive(v.venue, "200000", DAYS[0])
    stage.ceiling(stage.SECRETARY.login, 20000)
    rests_on = stage.standing(v)
    paid = [stage.carried(stage.requested(v, rests_on, payee=f"店{n}", amount=yuan(1000 + n))) for n in range(2)]
    v.reverse(paid[0].voucher)
    v.post(v.line("501", v.rent, 5), v.line("321", v.rent, 5, "credit"), kind="closing") if v.earn("5") else None
    bind(SERVICE)
    got = by_database(v, ON)
    assert got == by_hand(v, ON)
    assert got[v.venue.pk, "513", ON.replace(day=1)][2] == yuan(1001) and any(row[3] for row in got.values())
