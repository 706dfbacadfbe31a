"""The rows behind a figure: posted lines by account, fund, bank account, level of their source, days, and the figure that counts them.

Example: ``lines_behind(actor, "440403103210", accounts=("513",), last=on)`` are the lines that make the village's 管理费用; with ``figure="paid"`` those of
them that payments made. Of every figure the debits less the credits are the number, or the number below zero.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from django.db.models import Case, DecimalField, Exists, F, OuterRef, Q, QuerySet, Sum, Value, When, Window
from django.db.models.functions import Coalesce

from qianxian.foundation.actor import Actor
from qianxian.foundation.periods import month_end
from qianxian.funds.models import BankAccount, DisclosureSheet, Fund, VoucherLine
from qianxian.funds.queries.balances import MONEY, ZERO, lines_in

#: The level of a fund that no source from above made.
OWN = "collective"
#: What a reversal takes back, it takes back from the side it mirrors: its sums count the other way round.
_MIRROR = Case(When(voucher__kind="reversal", then=Value(-1)), default=Value(1), output_field=DecimalField())
_PAYS = Q(voucher__payment__isnull=False) | Q(voucher__reverses__recovers__isnull=False)
_UNPAYS = Q(voucher__recovers__isnull=False) | Q(voucher__reverses__payment__isnull=False)


def _came(rows: QuerySet[VoucherLine]) -> QuerySet[VoucherLine]:
    """Lines of money, each with what its voucher brought its fund in all: above zero it came in, below zero it went out, and bank to cash is neither."""
    net = Window(Sum(F("debit") - F("credit")), partition_by=[F("voucher_id"), F("fund_id")])
    return rows.filter(MONEY).annotate(came=net * _MIRROR)


#: What figure → the lines it is the sum of. Asked before days, places and funds narrow them, which all keep the lines of one fund in one voucher together.
FIGURES = {
    "received": lambda rows: _came(rows).filter(came__gt=0),
    "spent": lambda rows: _came(rows).filter(came__lt=0),
    "paid": lambda rows: rows.exclude(MONEY).filter(Q(_PAYS, debit__gt=0) | Q(_UNPAYS, ~_PAYS, credit__gt=0)),
    "entered": lambda rows: rows.filter(MONEY).exclude(_PAYS | _UNPAYS),
    "result": lambda rows: rows.exclude(voucher__kind="closing"),
}


def lines_behind(
    actor: Actor, scope: str | None = None, *, accounts: Sequence[str] = (), fund: Fund | None = None, bank: BankAccount | None = None, level: str = "",
    rectification: str = "", figure: str = "", side: str = "", first: dt.date | None = None, last: dt.date | None = None,
    sheet: DisclosureSheet | None = None, later: DisclosureSheet | None = None,
) -> QuerySet[VoucherLine]:  # fmt: skip
    """Lines within reach, oldest first. ``accounts`` are beginnings of account numbers, after = a whole number; ``level`` of a source or ``OWN``;
    ``rectification`` one of the four kinds, without what only passed between funds; ``figure`` one of ``FIGURES``; ``side`` debit or credit.
    ``sheet``: only what was posted when that disclosure sheet was prepared; ``later``: only what was posted into its days since."""
    rows = lines_in(actor, scope).select_related("voucher", "account", "fund")
    if accounts:
        of_accounts = Q()
        for code in accounts:
            of_accounts |= Q(account__code=code[1:]) if code.startswith("=") else Q(account__code__startswith=code)
        rows = rows.filter(of_accounts)
    if level:
        rows = rows.filter(fund__allocation__isnull=True) if level == OWN else rows.filter(fund__allocation__level=level)
    if rectification:
        passed = VoucherLine.objects.filter(voucher=OuterRef("voucher"), counter_fund__isnull=False)
        rows = rows.filter(~Exists(passed), fund__allocation__rectification=rectification)
    for name, value in (("fund", fund), ("bank_account", bank), ("on__gte", first), ("on__lte", last), (f"{side}__gt", 0 if side else None),
                        ("voucher__lte", sheet and sheet.content.get("through"))):  # fmt: skip
        if value is not None:
            rows = rows.filter(**{name: value})
    if later is not None:
        through = later.content.get("through")
        rows = rows.none() if through is None else rows.filter(book=later.book_id, voucher__gt=through, on__lte=month_end(later.last_month.year, later.last_month.month))
    rows = FIGURES[figure](rows) if figure in FIGURES else rows
    return rows.order_by("on", "voucher_id", "turn")


def both_sides(rows: QuerySet[VoucherLine]) -> tuple[Decimal, Decimal]:
    """What the lines debit and credit, in yuan."""
    found = rows.order_by().aggregate(debits=Coalesce(Sum("debit"), ZERO), credits=Coalesce(Sum("credit"), ZERO))
    return found["debits"], found["credits"]
