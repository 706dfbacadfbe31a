"""Reads of the catalogue: items in force on a day, versions of one, the last day by which a case accepted today is due."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q, QuerySet

from qianxian.foundation.periods import Deadline, working_days_after
from qianxian.foundation.statements import rows_where
from qianxian.services.models import ServiceItem


def items_on(on: dt.date, *, words: str = "", category: str = "", handled_by: str = "") -> QuerySet[ServiceItem]:
    """Items in force on the day, by code; ``words`` looks in name, code, who may apply and law."""
    rows = ServiceItem.objects.filter(period__contains=on)
    if words:
        rows = rows.filter(Q(name__icontains=words) | Q(code__icontains=words) | Q(who__icontains=words) | Q(law__icontains=words))
    rows = rows.filter(category=category) if category else rows
    return (rows.filter(handled_by=handled_by) if handled_by else rows).order_by("code")


def item_on(code: str, on: dt.date) -> ServiceItem | None:
    """The version in force on the day."""
    return next(iter(rows_where(ServiceItem, "code = %s AND period @> %s::date", code, on)), None)


def item_by_uuid(uuid) -> ServiceItem | None:
    """One version."""
    return ServiceItem.objects.filter(uuid=uuid).first()


def versions_of(code: str) -> QuerySet[ServiceItem]:
    """Every version of the item, the latest first."""
    return ServiceItem.objects.filter(code=code).order_by("-period")


def due(item: ServiceItem, accepted: dt.date) -> Deadline:
    """The last working day for a case accepted on the day (the day itself where it is done at once); an authority's duty does not move past it."""
    return working_days_after(accepted, item.limit_days)
