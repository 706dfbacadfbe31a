"""The one writer of vouchers and lines. Number, month and time are given by PostgreSQL, which also looks at the whole when it is complete."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import connection

from qianxian.funds.models import Book, Voucher

ZERO = Decimal("0.00")


@dataclass(frozen=True)
class Line:
    """One line to post: an account of a fund, debit or credit in yuan."""

    account: str
    fund: int
    debit: Decimal = ZERO
    credit: Decimal = ZERO
    bank_account: int | None = None
    counter_fund: int | None = None
    memo: str = ""

    @property
    def mirrored(self) -> Line:
        """The same with the sides changed."""
        return Line(self.account, self.fund, self.credit, self.debit, self.bank_account, self.counter_fund, self.memo)

    def to_json(self) -> dict[str, Any]:
        """As a draft keeps it: money as text."""
        return {"account": self.account, "fund": self.fund, "debit": str(self.debit), "credit": str(self.credit),
                "bank_account": self.bank_account, "counter_fund": self.counter_fund, "memo": self.memo}  # fmt: skip


def line_from(row: dict[str, Any]) -> Line:
    """The line of a draft."""
    return Line(**{**row, "debit": Decimal(row["debit"]), "credit": Decimal(row["credit"])})


@dataclass(frozen=True)
class Head:
    """What stands above the lines."""

    kind: str
    on: dt.date
    summary: str
    prepared_by: str
    checked_by: str
    document: str = ""
    reverses: int | None = None
    payment: int | None = None


VOUCHER = (
    'INSERT INTO funds_voucher (uuid, version, division_code, book_id, kind, "on", summary, document, line_count, total, prepared_by, checked_by, reverses_id, payment_id)'
    " VALUES (%s, 1, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s) RETURNING id"
)
LINE = (
    'INSERT INTO funds_voucherline (uuid, version, division_code, book_id, voucher_id, "on", turn, account_id, fund_id, bank_account_id, counter_fund_id, debit, credit, memo)'
    " VALUES (%s, 1, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
)


def post_voucher(book: Book, head: Head, lines: Sequence[Line]) -> Voucher:
    """Write a voucher with its lines in the caller's transaction. Raises DatabaseError (QX001) for whatever the ledger does not bear."""
    total = sum((line.debit for line in lines), ZERO)
    with connection.cursor() as cursor:
        cursor.execute(VOUCHER, [uuid.uuid4(), book.division_code, book.pk, head.kind, head.on, head.summary, head.document, len(lines), total, head.prepared_by,
                                 head.checked_by, head.reverses, head.payment])  # fmt: skip
        (key,) = cursor.fetchone()
        cursor.executemany(LINE, list(_rows(book, key, head.on, lines)))
    return Voucher.objects.get(pk=key)


def _rows(book: Book, key: int, on: dt.date, lines: Iterable[Line]) -> Iterable[list[Any]]:
    for turn, one in enumerate(lines, start=1):
        yield [uuid.uuid4(), book.division_code, book.pk, key, on, turn, one.account, one.fund, one.bank_account, one.counter_fund, one.debit, one.credit, one.memo]


def lines_of(voucher: Voucher) -> list[Line]:
    """The lines of a posted voucher in their order."""
    rows = voucher.lines.order_by("turn").values_list("account_id", "fund_id", "debit", "credit", "bank_account_id", "counter_fund_id", "memo")
    return [Line(*row) for row in rows]
