"""Figures of a village's collective that are published: totals at a day, nobody's name. Read inside the village's reach by who prepares the sheet."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, F, Q, QuerySet, Sum

from qianxian.collective.models import Asset, Distribution, Instalment, Lease, Parcel, RentReceipt
from qianxian.collective.queries.leases import STANDS, ZERO, with_paid
from qianxian.collective.queries.property import LandFigures, figures_of


def land(division_code: str) -> LandFigures:
    """The village's land in mu."""
    return figures_of(list(Parcel.objects.filter(division_code=division_code).order_by("id")))


def assets(division_code: str) -> list[tuple[str, int, Decimal]]:
    """(category's code, how many, original value) of what is there."""
    rows = Asset.objects.filter(division_code=division_code).exclude(state__in=Asset.GONE)
    return sorted(rows.order_by().values_list("category").annotate(n=Count("id"), s=Sum("original_value")))


@dataclass(frozen=True)
class LeaseFigures:
    """Leases in force on a day: how many, their rent in all, what is overdue of all leases and in how many instalments."""

    running: int
    total: Decimal
    arrears: Decimal
    overdue: int


def leases(division_code: str, on: dt.date) -> LeaseFigures:
    """The village's leases on the day."""
    running = Lease.objects.filter(division_code=division_code, state=Lease.State.RUNNING).aggregate(n=Count("id"), s=Sum("total"))
    owed = with_paid(Instalment.objects.filter(division_code=division_code, due_on__lt=on, lease__state__in=("running", "ended"))).filter(paid__lt=F("amount"))
    left = [row.amount - row.paid for row in owed.filter(Q(lease__ended_on__isnull=True) | Q(due_on__lte=F("lease__ended_on")))]
    return LeaseFigures(running["n"], running["s"] or ZERO, sum(left, ZERO), len(left))


def received(division_code: str, first: dt.date, end: dt.date) -> Decimal:
    """Rent that came in within the period, reversed receipts apart."""
    rows = RentReceipt.objects.filter(STANDS, division_code=division_code, line__on__gte=first, line__on__lte=end)
    return rows.aggregate(s=Sum("amount"))["s"] or ZERO


def distributed(division_code: str, first: dt.date, end: dt.date) -> QuerySet[Distribution]:
    """What was distributed within the period and stands in the books."""
    return Distribution.objects.filter(division_code=division_code, draft__voucher__on__gte=first, draft__voucher__on__lte=end, draft__voucher__reversed_by__isnull=True).order_by("year")
