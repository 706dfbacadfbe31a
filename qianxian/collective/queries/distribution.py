"""Reads of distributions, and a year's income of a collective fund as the ledger tells it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db.models import F, QuerySet, Sum

from qianxian.collective.models import Distribution, DistributionLine
from qianxian.foundation.actor import Actor
from qianxian.funds.models import Book, Fund, VoucherLine

ZERO = Decimal("0.00")


def distributions(actor: Actor, scope: str | None = None) -> QuerySet[Distribution]:
    """Distributions within reach, the latest year first."""
    return Distribution.objects.visible_to(actor, scope).select_related("book", "fund", "roll", "certificate__matter", "draft__voucher").order_by("-year", "division_code", "-id")


def distribution_by_uuid(uuid: UUID, actor: Actor) -> Distribution | None:
    """One distribution within reach."""
    return distributions(actor).filter(uuid=uuid).first()


def lines_of(distribution: Distribution) -> QuerySet[DistributionLine]:
    """Each member's line, by the roll's order."""
    return distribution.lines.select_related("entry").order_by("entry__turn")


def book_of(actor: Actor, division_code: str) -> Book | None:
    """The village's book within reach."""
    return Book.objects.visible_to(actor).filter(division_code=division_code).first()


def collective_funds(actor: Actor, scope: str | None = None) -> QuerySet[Fund]:
    """The collective's own funds within reach."""
    return Fund.objects.visible_to(actor, scope).filter(origin=Fund.Origin.COLLECTIVE).select_related("book").order_by("division_code", "id")


@dataclass(frozen=True)
class YearOfFund:
    """Income of a year and losses carried into it, of one collective fund, in yuan."""

    income: Decimal
    loss_carried: Decimal


def year_of(fund: Fund, year: int) -> YearOfFund:
    """What the ledger says: income less expenses of the year, vouchers that carry it over apart; and what was not made up before."""
    lines = VoucherLine.objects.filter(fund=fund)
    year_lines = lines.filter(on__gte=dt.date(year, 1, 1), on__lte=dt.date(year, 12, 31), account__code__startswith="5").exclude(voucher__kind="closing")
    carried = lines.filter(on__lt=dt.date(year, 1, 1), account__code__regex="^32[12]").aggregate(s=Sum(F("debit") - F("credit")))["s"] or ZERO
    return YearOfFund(year_lines.aggregate(s=Sum(F("credit") - F("debit")))["s"] or ZERO, max(carried, ZERO))
