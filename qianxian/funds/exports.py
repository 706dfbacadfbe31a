"""The ledger for other programs: beancount and hledger read it and find it balanced.

Example: ``"\\n".join(ledger(actor, "beancount"))``. Accounts are named by element and number, so that both programs take them; titles stand beside.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import groupby

from qianxian.foundation.actor import Actor
from qianxian.funds.models import VoucherLine
from qianxian.funds.queries.balances import lines_in
from qianxian.funds.queries.books import books, chart

ROOTS = {"asset": "Assets", "cost": "Assets", "liability": "Liabilities", "equity": "Equity", "income": "Income", "expense": "Expenses"}
FORMATS = ("beancount", "hledger")


def ledger(actor: Actor, form: str, village: str | None = None) -> Iterator[str]:
    """Lines of text: every posted voucher within reach (or of one village), by day and number."""
    rows = lines_in(actor, village).select_related("voucher", "account").order_by("on", "division_code", "voucher_id", "turn")
    yield from (_beancount if form == "beancount" else _hledger)(actor, rows.iterator(chunk_size=5000), village)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'


def _account(line: VoucherLine) -> str:
    """Assets:V440403103200:F12:102 – village, fund, account of the chart."""
    bank = f":B{line.bank_account_id}" if line.bank_account_id else ""
    return f"{ROOTS[line.account.element]}:V{line.division_code}:F{line.fund_id}:A{line.account_id}{bank}"


def _beancount(actor: Actor, rows: Iterator[VoucherLine], village: str | None) -> Iterator[str]:
    yield 'option "title" ' + _quoted("千线")
    yield 'option "operating_currency" "CNY"'
    yield from (f"; {a.code} {a.title}" for a in chart())
    yield from (f"; V{b.division_code} {b.title}" for b in books(actor, village))
    opened: set[str] = set()
    for _key, group in groupby(rows, key=lambda line: line.voucher_id):
        lines = list(group)
        voucher = lines[0].voucher
        for name in dict.fromkeys(_account(line) for line in lines):
            if name not in opened:
                opened.add(name)
                yield f"{voucher.on} open {name} CNY"
        yield ""
        yield f"{voucher.on} * {_quoted(voucher.summary)}"
        yield f"  voucher: {_quoted(number_of(voucher.month, voucher.number))}"
        yield from (f"  {_account(line)}  {line.debit - line.credit:.2f} CNY" for line in lines)


def _hledger(actor: Actor, rows: Iterator[VoucherLine], village: str | None) -> Iterator[str]:
    yield "; 千线"
    yield "commodity 1000.00 CNY"
    yield from (f"; V{b.division_code} {b.title}" for b in books(actor, village))
    for _key, group in groupby(rows, key=lambda line: line.voucher_id):
        lines = list(group)
        voucher = lines[0].voucher
        yield ""
        yield f"{voucher.on} * ({number_of(voucher.month, voucher.number)}) {' '.join(voucher.summary.split()).replace(';', '；')}"
        yield from (f"    {_account(line)}  {line.debit - line.credit:.2f} CNY  ; {line.account.title}" for line in lines)


def number_of(month: dt.date, number: int) -> str:
    """A voucher's number as papers show it: 2019-10-0001."""
    return f"{month:%Y-%m}-{number:04d}"
