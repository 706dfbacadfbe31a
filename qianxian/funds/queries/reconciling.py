"""The book against the bank: what both have, what only one has, and the difference."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from qianxian.foundation.money import format_yuan
from qianxian.foundation.periods import month_end
from qianxian.funds.models import BankAccount, BankStatement, BankStatementLine, Book, VoucherLine
from qianxian.funds.queries.balances import bank_balances

NEAR = 5  # days by which bank and book may date one movement differently


@dataclass(frozen=True)
class Reconciliation:
    """One account's month: the bank's closing and the book's, and the movements only one of them has."""

    account: BankAccount
    month: dt.date
    statement: BankStatement | None
    book_balance: Decimal
    matched: list[tuple[BankStatementLine, VoucherLine]]
    only_bank: list[BankStatementLine]
    only_book: list[VoucherLine]

    @property
    def difference(self) -> Decimal | None:
        """Bank less book, None without a statement."""
        return None if self.statement is None else self.statement.closing - self.book_balance

    @property
    def settled(self) -> bool:
        """No difference, or one that was explained."""
        return self.statement is not None and ((not self.difference and not self.only_bank and not self.only_book) or bool(self.statement.explanation))


def _matched(account: BankAccount, month: dt.date, statement: BankStatement | None, held: Decimal, theirs: list[BankStatementLine], ours: list[VoucherLine]) -> Reconciliation:
    """Match by amount, then by the nearest day within a few; each movement at most once."""
    waiting: dict[Decimal, list[VoucherLine]] = defaultdict(list)
    for line in ours:
        waiting[line.debit - line.credit].append(line)
    matched, only_bank = [], []
    for line in theirs:
        near = [one for one in waiting[line.amount] if abs((one.on - line.on).days) <= NEAR]
        if near:
            one = min(near, key=lambda x: (abs((x.on - line.on).days), x.pk))
            waiting[line.amount].remove(one)
            matched.append((line, one))
        else:
            only_bank.append(line)
    left = {one.pk for rest in waiting.values() for one in rest}
    return Reconciliation(account, month, statement, held, matched, only_bank, [one for one in ours if one.pk in left])


def reconciliations(book: Book, month: dt.date) -> list[Reconciliation]:
    """Every account of the book that was open in the month; as many questions for many accounts as for one."""
    first, last = month.replace(day=1), month_end(month.year, month.month)
    accounts = list(book.bank_accounts.filter(opened_on__lte=last).exclude(closed_on__lt=first).order_by("holder", "id"))
    statements = {one.bank_account_id: one for one in BankStatement.objects.filter(bank_account__in=accounts, month=first, replaced=False)}
    held = dict(bank_balances(accounts, last))
    theirs, ours = defaultdict(list), defaultdict(list)
    for line in BankStatementLine.objects.filter(statement__in=statements.values()).select_related("statement").order_by("on", "turn"):
        theirs[line.statement.bank_account_id].append(line)
    for line in VoucherLine.objects.filter(bank_account__in=accounts, on__gte=first, on__lte=last).select_related("voucher").order_by("on", "id"):
        ours[line.bank_account_id].append(line)
    return [_matched(one, first, statements.get(one.pk), held[one], theirs[one.pk], ours[one.pk]) for one in accounts]


def unreconciled(book: Book, month: dt.date) -> list[str]:
    """A sentence for each account whose month is not settled: no statement, or a difference nobody explained."""
    told, last = [], month_end(month.year, month.month)
    moved = set(VoucherLine.objects.filter(bank_account__book=book, on__lte=last).order_by().values_list("bank_account", flat=True).distinct())
    for one in reconciliations(book, month):
        if one.statement is None:
            if one.account.pk in moved:
                told.append(_("%(name)s：还没有导入当月银行对账单。") % {"name": one.account.name})
        elif not one.settled:
            told.append(_("%(name)s：与银行相差 %(sum)s 元，或有未达账项。请查明后写明原因。") % {"name": one.account.name, "sum": format_yuan(one.difference)})
    return told
