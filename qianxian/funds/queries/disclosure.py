"""Disclosure of finances: sheets within reach, and the quarters that are overdue (R-F10, R-V17)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from qianxian.foundation.actor import Actor
from qianxian.foundation.periods import month_end
from qianxian.funds.models import Book, DisclosureSheet
from qianxian.funds.queries.books import books
from qianxian.funds.queries.payments import setting
from qianxian.funds.rules.disclosure import due_on

KEPT_BACK = 2  # years that are looked back


def sheets(actor: Actor, scope: str | None = None) -> QuerySet[DisclosureSheet]:
    """Sheets within reach, newest first."""
    return DisclosureSheet.objects.visible_to(actor, scope).select_related("book").order_by("-last_month", "division_code")


def sheet_by_uuid(uuid: UUID, actor: Actor) -> DisclosureSheet | None:
    """One sheet within reach."""
    return sheets(actor).filter(uuid=uuid).first()


def vouchers_since(sheet: DisclosureSheet) -> int:
    """How many vouchers were posted into the sheet's days, or before them, after it was prepared: its figures do not hold them."""
    through = sheet.content.get("through")
    if through is None:
        return 0
    return sheet.book.vouchers.filter(pk__gt=through, on__lte=month_end(sheet.last_month.year, sheet.last_month.month)).count()


def published(actor: Actor, division_code: str) -> QuerySet[DisclosureSheet]:
    """A village's sheets that were put up, newest first."""
    return sheets(actor, division_code).filter(state=DisclosureSheet.State.PUBLISHED)


@dataclass(frozen=True)
class Quarter:
    """A quarter of a book that is over: its months, the day it was due, its sheet if there is one."""

    book: Book
    first: dt.date
    last: dt.date
    due: dt.date
    sheet: DisclosureSheet | None

    def late(self, on: dt.date) -> bool:
        """Not published, and the day has gone by."""
        return on > self.due and (self.sheet is None or self.sheet.state != DisclosureSheet.State.PUBLISHED)


def quarters(actor: Actor, on: dt.date, scope: str | None = None) -> list[Quarter]:
    """Every quarter that is over since each book began (two years back at most), newest first."""
    made = {(s.book_id, s.last_month): s for s in sheets(actor, scope)}
    days, found = setting("funds.disclosure_days", on, 15), []
    for book in books(actor, scope):
        year, month = on.year, (on.month - 1) // 3 * 3
        while (year, month) >= (on.year - KEPT_BACK, 1):
            if month == 0:
                year, month = year - 1, 12
            last = dt.date(year, month, 1)
            if last < book.opened_on.replace(day=1):
                break
            found.append(Quarter(book, dt.date(year, month - 2, 1), last, due_on(year, month, days, monthly=False), made.get((book.pk, last))))
            month -= 3
    return sorted(found, key=lambda q: (q.last, q.book.division_code), reverse=True)
