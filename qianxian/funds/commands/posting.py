"""The one writer of vouchers and lines. Number, month and time are given by PostgreSQL, which also looks at the whole when it is complete."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import connection

from qianxian.foundation.statements import prepared
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
    recovers: int | None = None


VOUCHER = (
    'INSERT INTO funds_voucher (uuid, version, division_code, book_id, kind, "on", summary, document, line_count, total, prepared_by, checked_by, reverses_id, payment_id, recovers_id)'
    " VALUES (%s, 1, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s) RETURNING id, month, number, posted_at, posted_in"
)
# Every line in one statement: the journey costs more than the row.
LINES = (
    'INSERT INTO funds_voucherline (uuid, version, division_code, book_id, voucher_id, "on", turn, account_id, fund_id, bank_account_id, counter_fund_id, debit, credit, memo)'
    " SELECT gen_random_uuid(), 1, %s, %s, %s, %s, r.turn, r.account, r.fund, r.bank, r.counter, r.debit, r.credit, r.memo"
    " FROM unnest(%s::text[], %s::bigint[], %s::bigint[], %s::bigint[], %s::numeric[], %s::numeric[], %s::text[])"
    " WITH ORDINALITY AS r(account, fund, bank, counter, debit, credit, memo, turn) ORDER BY r.turn"
)


def post_voucher(book: Book, head: Head, lines: Sequence[Line]) -> Voucher:
    """Write a voucher with its lines in the caller's transaction. Raises DatabaseError (QX001) for whatever the ledger does not bear."""
    made = Voucher(division_code=book.division_code, book=book, kind=head.kind, on=head.on, summary=head.summary, document=head.document, line_count=len(lines),
                   total=sum((line.debit for line in lines), ZERO), prepared_by=head.prepared_by, checked_by=head.checked_by, reverses_id=head.reverses, payment_id=head.payment,
                   recovers_id=head.recovers)  # fmt: skip
    with prepared() as cursor:
        cursor.execute(VOUCHER, [made.uuid, made.division_code, book.pk, made.kind, made.on, made.summary, made.document, made.line_count, made.total, made.prepared_by,
                                 made.checked_by, made.reverses_id, made.payment_id, made.recovers_id])  # fmt: skip
        made.pk, made.month, made.number, made.posted_at, made.posted_in = cursor.fetchone()
        columns = zip(*((x.account, x.fund, x.bank_account, x.counter_fund, x.debit, x.credit, x.memo) for x in lines), strict=True)
        cursor.execute(LINES, [book.division_code, book.pk, made.pk, made.on, *map(list, columns)])
    made._state.adding = False
    made._state.db = connection.alias
    return made


def lines_of(voucher: Voucher) -> list[Line]:
    """The lines of a posted voucher in their order."""
    rows = voucher.lines.order_by("turn").values_list("account_id", "fund_id", "debit", "credit", "bank_account_id", "counter_fund_id", "memo")
    return [Line(*row) for row in rows]
