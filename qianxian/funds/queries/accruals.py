"""Which of pay's vouchers a village's book has taken, which are due, and whether a run is accrued there."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from qianxian.foundation.actor import Actor
from qianxian.funds.models import Book, Payment, VoucherDraft
from qianxian.funds.queries.payments import NOT_REVERSED, runs_for
from qianxian.funds.rules.accruals import EXPENSE
from qianxian.pay.queries import village_vouchers_due
from qianxian.pay.rules import Voucher

TAKEN = ~Q(pay_key="") & ~Q(state=VoucherDraft.State.DROPPED) & Q(voucher__reversed_by__isnull=True)


def accruals(book: Book) -> QuerySet[VoucherDraft]:
    """Drafts and vouchers by which the book took pay's vouchers; what was dropped or reversed may be taken again."""
    return VoucherDraft.objects.filter(TAKEN, book=book).order_by("id")


def pay_due(actor: Actor, book: Book) -> list[Voucher]:
    """Pay's vouchers of the village's people that the book has not taken yet."""
    return village_vouchers_due(actor, book.division_code, accruals(book).values_list("pay_key", flat=True))


def is_accrued(book: Book, run_id: int | None) -> bool:
    """Whether the run stands in the ledger of the book."""
    number = next((run.number for run in runs_for(book.division_code) if run.pk == run_id), None)
    return number is not None and accruals(book).filter(pay_key__startswith=f"{number}/", state=VoucherDraft.State.POSTED).exists()


def paid_as_expense(book: Book, number: str) -> QuerySet[Payment]:
    """Payments of the run of that number that were booked as the expense itself: it is not accrued beside them."""
    runs = [run.pk for run in runs_for(book.division_code) if run.number == number]
    rows = Payment.objects.filter(NOT_REVERSED, book=book, pay_run__in=runs, account=EXPENSE)
    return rows.filter(state__in=("approved", "booked", "paid"))
