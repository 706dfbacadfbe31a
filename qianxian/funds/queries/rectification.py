"""Rectification money by its four kinds of source (F18, R-R06), whatever room it was spent in: the tag stands on the source and its allocations."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum

from qianxian.foundation.actor import Actor
from qianxian.funds.models import Allocation, Fund, Rectification, VoucherLine
from qianxian.funds.queries.balances import ZERO, fund_figures


@dataclass(frozen=True)
class KindFigures:
    """One kind: allocated, received and spent by the day, in yuan."""

    code: str
    title: str
    allocated: Decimal
    received: Decimal
    spent: Decimal


def by_kind(actor: Actor, on: dt.date, scope: str | None = None) -> list[KindFigures]:
    """The four kinds in F18's order; each yuan counts once, also after a change of purpose."""
    rows = Allocation.objects.visible_to(actor, scope).exclude(rectification="").filter(allocated_on__lte=on)
    given = dict(rows.filter(changed_from__isnull=True).order_by().values_list("rectification").annotate(s=Sum("amount")))
    funds = Fund.objects.visible_to(actor, scope).filter(allocation__in=rows).select_related("allocation")
    received, spent = dict.fromkeys(Rectification.values, ZERO), dict.fromkeys(Rectification.values, ZERO)
    for one in fund_figures(funds, on):
        kind = one.fund.allocation.rectification
        spent[kind] += one.spent
        received[kind] += one.received
    moved = _moved_between(funds, on)
    return [KindFigures(code, str(title), given.get(code, ZERO), received[code] - moved[code], spent[code] - moved[code]) for code, title in Rectification.choices]


def _moved_between(funds, on: dt.date) -> dict[str, Decimal]:
    """What passed from a fund to one of changed purpose: out of the one and into the other, and neither twice."""
    moved = dict.fromkeys(Rectification.values, ZERO)
    lines = VoucherLine.objects.filter(fund__in=funds, counter_fund__isnull=False, credit__gt=0, on__lte=on).exclude(voucher__kind="reversal").exclude(voucher__reversed_by__on__lte=on)
    for kind, total in lines.order_by().values_list("fund__allocation__rectification").annotate(s=Sum("credit")):
        moved[kind] += total
    return moved
