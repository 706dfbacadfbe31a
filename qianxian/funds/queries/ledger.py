"""The rows behind a figure: posted lines by account, fund, bank account, level of their source and days.

Example: ``lines_behind(actor, "440403103210", accounts=("513",), last=on)`` are the lines that make the village's 管理费用.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from django.db.models import F, Q, QuerySet, Sum

from qianxian.foundation.actor import Actor
from qianxian.funds.models import BankAccount, Fund, VoucherLine
from qianxian.funds.queries.balances import ZERO, lines_in

#: The level of a fund that no source from above made.
OWN = "collective"


def lines_behind(
    actor: Actor, scope: str | None = None, *, accounts: Sequence[str] = (), fund: Fund | None = None, bank: BankAccount | None = None, level: str = "",
    first: dt.date | None = None, last: dt.date | None = None,
) -> QuerySet[VoucherLine]:  # fmt: skip
    """Lines within reach, oldest first; ``accounts`` are beginnings of account numbers, ``level`` of a source or ``OWN``."""
    rows = lines_in(actor, scope).select_related("voucher", "account", "fund")
    if accounts:
        of_accounts = Q()
        for code in accounts:
            of_accounts |= Q(account__code__startswith=code)
        rows = rows.filter(of_accounts)
    if level:
        rows = rows.filter(fund__allocation__isnull=True) if level == OWN else rows.filter(fund__allocation__level=level)
    for name, value in (("fund", fund), ("bank_account", bank), ("on__gte", first), ("on__lte", last)):
        if value is not None:
            rows = rows.filter(**{name: value})
    return rows.order_by("on", "voucher_id", "turn")


def both_sides(rows: QuerySet[VoucherLine]) -> tuple[Decimal, Decimal]:
    """What the lines debit and credit, in yuan."""
    found = rows.order_by().aggregate(debit=Sum(F("debit")), credit=Sum(F("credit")))
    return found["debit"] or ZERO, found["credit"] or ZERO
