"""The book against the bank: what both have, what only one has, and the difference.

Example: a cheque of 30 October that the bank pays on 12 November stands as 只有账上有 in October and is matched in November.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import gettext as _

from qianxian.foundation.money import format_yuan
from qianxian.foundation.periods import add_months, month_end
from qianxian.funds.models import BankAccount, BankStatement, BankStatementLine, Book, VoucherLine
from qianxian.funds.queries.balances import bank_balances

ZERO = Decimal(0)
NEAR = 5  # days by which bank and book may date one movement differently


@dataclass(frozen=True)
class Reconciliation:
    """One account's month: the bank's closing and the book's, and the movements only one of them has so far, those in transit since earlier months included.

    ``before`` is the statement of the month before, if there is one.
    """

    account: BankAccount
    month: dt.date
    statement: BankStatement | None
    book_balance: Decimal
    matched: list[tuple[BankStatementLine, VoucherLine]]
    only_bank: list[BankStatementLine]
    only_book: list[VoucherLine]
    before: BankStatement | None = None

    @property
    def difference(self) -> Decimal | None:
        """Bank less book, None without a statement."""
        return None if self.statement is None else self.statement.closing - self.book_balance

    @property
    def settled(self) -> bool:
        """No difference, or one that was explained."""
        differs = self.difference or self.jump or self.only_bank or self.only_book
        return self.statement is not None and (not differs or bool(self.statement.explanation))

    @property
    def jump(self) -> Decimal:
        """By how many yuan the statement opens otherwise than the one before closed; zero where either is not there."""
        return self.statement.opening - self.before.closing if self.statement and self.before else ZERO

    @property
    def carried(self) -> list[tuple[BankStatementLine, VoucherLine]]:
        """Of what was matched, the movements that one side had in an earlier month and the other only now."""
        return [(line, one) for line, one in self.matched if min(line.on, one.on) < self.month]


class Movement(NamedTuple):
    """A line of the bank or of the book, as much of it as matching asks."""

    on: dt.date
    pk: int
    amount: Decimal


def pair_off(theirs: list[Movement], ours: list[Movement], since: dt.date) -> tuple[list[tuple[Movement, Movement]], list[Movement], list[Movement]]:
    """Pairs of one amount, each movement at most once, then what is left of either side.

    First the nearest day within ``NEAR``; then what was open before ``since`` with the other side's later movement, whatever the days between: a cheque is
    cleared when it is handed in. Two that were open before and not near stay two.
    """
    waiting: dict[Decimal, list[Movement]] = defaultdict(list)
    for one in sorted(ours):
        waiting[one.amount].append(one)
    pairs, left = [], []
    for near in (True, False):
        for line in sorted(theirs) if near else left[:]:
            fits = [x for x in waiting[line.amount] if (abs((x.on - line.on).days) <= NEAR if near else (x.on < since) != (line.on < since))]
            if fits:
                one = min(fits, key=lambda x: (abs((x.on - line.on).days) if near else 0, x.on, x.pk))
                waiting[line.amount].remove(one)
                pairs.append((line, one))
                if not near:
                    left.remove(line)
            elif near:
                left.append(line)
    return pairs, left, sorted(one for rest in waiting.values() for one in rest)


def reconciliations(book: Book, month: dt.date) -> list[Reconciliation]:
    """Every account of the book that was open in the month; as many questions for many accounts as for one.

    What one side had in an earlier month and the other had not is carried over, month by month since the account's statements follow each other without a gap.
    """
    first, last = month.replace(day=1), month_end(month.year, month.month)
    accounts = list(book.bank_accounts.filter(opened_on__lte=last).exclude(closed_on__lt=first).order_by("holder", "id"))
    statements: dict[int, dict[dt.date, BankStatement]] = defaultdict(dict)
    for one in BankStatement.objects.filter(bank_account__in=accounts, month__lte=first, replaced=False):
        statements[one.bank_account_id][one.month] = one
    held = dict(bank_balances(accounts, last))
    theirs, ours = defaultdict(list), defaultdict(list)
    lines = BankStatementLine.objects.filter(statement__bank_account__in=accounts, statement__replaced=False, on__lte=last)
    for account, *line in lines.values_list("statement__bank_account", "on", "pk", "amount"):
        theirs[account].append(Movement(*line))
    booked = VoucherLine.objects.filter(bank_account__in=accounts, on__lte=last)
    for account, on, pk, debit, credit in booked.values_list("bank_account", "on", "pk", "debit", "credit"):
        ours[account].append(Movement(on, pk, debit - credit))
    found = {one.pk: _carried_to(first, last, set(statements[one.pk]), theirs[one.pk], ours[one.pk]) for one in accounts}
    return _told(accounts, first, statements, held, found)


Found = tuple[list[tuple[Movement, Movement]], list[Movement], list[Movement]]


def _carried_to(first: dt.date, last: dt.date, months: set[dt.date], theirs: list[Movement], ours: list[Movement]) -> Found:
    """The month's pairs and what is open at its end, with what was open at the end of the months before it."""
    if first not in months:
        return [], [], sorted(one for one in ours if one.on >= first)
    begins = first
    while (before := add_months(begins, -1)) in months:
        begins = before
    # What the book has in the last days before the first statement may come in it; it is not open otherwise: the opening balance holds it.
    open_ours = [one for one in ours if begins - dt.timedelta(days=NEAR) <= one.on < begins]
    open_theirs: list[Movement] = []
    while True:
        end = month_end(begins.year, begins.month)
        pairs, open_theirs, open_ours = pair_off(
            [*open_theirs, *(one for one in theirs if begins <= one.on <= end)], [*open_ours, *(one for one in ours if begins <= one.on <= end)], begins
        )
        if end == last:
            return pairs, open_theirs, open_ours
        begins = end + dt.timedelta(days=1)


def _told(accounts: list[BankAccount], first: dt.date, statements: dict[int, dict[dt.date, BankStatement]], held: dict[BankAccount, Decimal], found: dict[int, Found]) -> list[Reconciliation]:
    bank_keys = {one.pk for pairs, left, _ours in found.values() for one in (*(line for line, _one in pairs), *left)}
    book_keys = {one.pk for pairs, _theirs, left in found.values() for one in (*(one for _line, one in pairs), *left)}
    bank = BankStatementLine.objects.filter(pk__in=bank_keys).in_bulk()
    booked, before = VoucherLine.objects.filter(pk__in=book_keys).select_related("voucher").in_bulk(), add_months(first, -1)
    return [
        Reconciliation(one, first, statements[one.pk].get(first), held[one], [(bank[a.pk], booked[b.pk]) for a, b in sorted(pairs)], [bank[x.pk] for x in theirs], [booked[x.pk] for x in ours],
                       statements[one.pk].get(before))
        for one in accounts
        for pairs, theirs, ours in (found[one.pk],)
    ]


def unreconciled(book: Book, month: dt.date) -> list[str]:
    """A sentence for each account whose month is not settled: no statement, or a difference nobody explained."""
    told, last = [], month_end(month.year, month.month)
    moved = set(VoucherLine.objects.filter(bank_account__book=book, on__lte=last).order_by().values_list("bank_account", flat=True).distinct())
    for one in reconciliations(book, month):
        if one.statement is None:
            if one.account.pk in moved:
                told.append(_("%(name)s：还没有导入当月银行对账单。") % {"name": one.account.name})
        elif not one.settled and one.jump:
            told.append(_("%(name)s：月初余额 %(opening)s 元，上月对账单的月末余额是 %(closing)s 元，接不上。重新导入填错的那一份，或写明原因。")
                        % {"name": one.account.name, "opening": format_yuan(one.statement.opening), "closing": format_yuan(one.before.closing)})  # fmt: skip
        elif not one.settled:
            told.append(_("%(name)s：与银行相差 %(sum)s 元，或有未达账项。请查明后写明原因。") % {"name": one.account.name, "sum": format_yuan(one.difference)})
    return told
