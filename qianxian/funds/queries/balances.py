"""Balances, which are always sums of lines: of funds, bank accounts, accounts of the chart."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db import models
from django.db.models import F, Q, QuerySet

from qianxian.foundation.actor import Actor
from qianxian.foundation.statements import prepared
from qianxian.funds.models import Account, BankAccount, Book, Fund, Payment, VoucherLine
from qianxian.funds.queries.totals import ZERO, Sum, sums_of

MONEY = Q(account__code__startswith="101") | Q(account__code__startswith="102")
COMMITTED = (Payment.State.APPROVED, Payment.State.BOOKED)


def net(rows: QuerySet[VoucherLine]) -> Decimal:
    """Debits less credits of some lines."""
    return rows.aggregate(s=models.Sum(F("debit") - F("credit")))["s"] or ZERO


def held_by(fund: Fund, on: dt.date | None = None) -> Decimal:
    """The fund's money at the end of a day (now without one), in yuan."""
    rows = VoucherLine.objects.filter(MONEY, fund=fund)
    return net(rows.filter(on__lte=on) if on else rows)


def committed_of(fund: Fund) -> Decimal:
    """Approved and not yet paid."""
    return fund.payments.filter(state__in=COMMITTED).aggregate(s=models.Sum("amount"))["s"] or ZERO


@dataclass(frozen=True)
class AtGate:
    """What a payment's gate counts with, in yuan: its fund's money, what else is committed of it, what its certificate gave out, and whether for another use."""

    held: Decimal
    committed: Decimal
    spent: Decimal
    other_use: bool


def sums_at_gate(payment: Payment) -> AtGate:
    """Counted by PostgreSQL in one question, as its guards count."""
    with prepared() as cursor:
        cursor.execute("SELECT held, committed, spent, other_use FROM funds_sums_at_gate(%s, %s, %s, %s, %s)",
                       [payment.pk, payment.division_code, payment.fund_id, payment.certificate_id, payment.purpose])  # fmt: skip
        return AtGate(*cursor.fetchone())


def left_of(fund: Fund) -> Decimal:
    """What may still be spent: held less committed (R-F02)."""
    return held_by(fund) - committed_of(fund)


def bank_balance(account: BankAccount, on: dt.date | None = None) -> Decimal:
    """The account's balance in the book at the end of a day."""
    rows = VoucherLine.objects.filter(bank_account=account)
    return net(rows.filter(on__lte=on) if on else rows)


def bank_balances(accounts: Iterable[BankAccount], on: dt.date | None = None) -> list[tuple[BankAccount, Decimal]]:
    """Each account with its balance in the book at the end of a day (now without one), asked at once."""
    rows = VoucherLine.objects.filter(bank_account__in=accounts)
    held = dict((rows.filter(on__lte=on) if on else rows).order_by().values_list("bank_account").annotate(s=models.Sum(models.F("debit") - models.F("credit"))))
    return [(one, held.get(one.pk, ZERO)) for one in accounts]


@dataclass(frozen=True)
class FundFigures:
    """One fund's life in yuan: what came in, what went out, what is held, committed and left."""

    fund: Fund
    received: Decimal
    spent: Decimal
    committed: Decimal

    @property
    def held(self) -> Decimal:
        """Received less spent."""
        return self.received - self.spent

    @property
    def left(self) -> Decimal:
        """Held less committed."""
        return self.held - self.committed


def fund_figures(funds: Iterable[Fund], on: dt.date, sums: Iterable[Sum] | None = None) -> list[FundFigures]:
    """Figures of many funds at the end of a day, of ``sums`` where they are at hand. A reversal takes back from the side it mirrors; bank to cash is neither."""
    wanted = list(funds)
    came, went = dict.fromkeys((f.pk for f in wanted), ZERO), dict.fromkeys((f.pk for f in wanted), ZERO)
    for one in sums_of(sorted({f.book_id for f in wanted}), on) if sums is None else sums:
        if one.fund in came:
            came[one.fund] += one.came
            went[one.fund] += one.went
    held = dict(Payment.objects.filter(fund__in=list(came), state__in=COMMITTED).order_by().values_list("fund").annotate(s=models.Sum("amount")))
    return [FundFigures(f, came[f.pk], went[f.pk], held.get(f.pk, ZERO)) for f in wanted]


@dataclass(frozen=True)
class TrialRow:
    """One account's balance: on its debit or its credit."""

    account: Account
    opening: Decimal
    debited: Decimal
    credited: Decimal

    @property
    def balance(self) -> Decimal:
        """Debits less credits up to the day."""
        return self.opening + self.debited - self.credited

    @property
    def debit(self) -> Decimal:
        """The balance where it stands on the debit."""
        return max(self.balance, ZERO)

    @property
    def credit(self) -> Decimal:
        """The balance where it stands on the credit."""
        return max(-self.balance, ZERO)


def trial_rows(sums: Iterable[Sum]) -> list[TrialRow]:
    """科目余额表: opening before the first day, movement until the day, by account number."""
    found: dict[str, list[Decimal]] = {}
    for one in sums:
        row = found.setdefault(one.account, [ZERO, ZERO, ZERO])
        for place, amount in enumerate((one.opening, one.debited, one.credited)):
            row[place] += amount
    chart = {a.code: a for a in Account.objects.all()}
    return [TrialRow(chart[code], *found[code]) for code in sorted(found)]


def trial_balance(book: Book, on: dt.date) -> list[TrialRow]:
    """科目余额表 of a book at a day."""
    return trial_rows(sums_of([book.pk], on))


def lines_in(actor: Actor, scope: str | None = None) -> QuerySet[VoucherLine]:
    """Lines within reach."""
    return VoucherLine.objects.visible_to(actor, scope)
