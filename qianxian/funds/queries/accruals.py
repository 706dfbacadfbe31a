"""Which of pay's vouchers a village's book has taken, which are due, and whether a run is accrued there."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db import connection
from django.db.models import Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from qianxian.foundation.actor import Actor
from qianxian.funds.models import Book, Payment, VoucherDraft, VoucherLine
from qianxian.funds.queries.balances import ZERO
from qianxian.funds.queries.payments import COUNTED, NOT_REVERSED, recovered, runs_for
from qianxian.funds.rules.accruals import EXPENSE, PAYABLE, WITHHELD_PARTS
from qianxian.pay.models import DifferenceLine, PayRun, PaySlip
from qianxian.pay.queries import village_vouchers_due
from qianxian.pay.rules import Voucher

# PostgreSQL's own sums, by which it holds what comes back.
_TOO_MUCH = f"""SELECT run, account, amount FROM unnest(%(runs)s::bigint[], %(accounts)s::text[]) WITH ORDINALITY AS asked (run, account, turn),
    LATERAL (SELECT funds_gone_out(run, %(code)s, account) - CASE WHEN account IN ('{PAYABLE}', '{EXPENSE}') THEN funds_due_by_run(run, %(code)s, funds_today())
             ELSE funds_withheld_by_slips(run, %(code)s, account, funds_today()) END) AS above (amount) WHERE amount > 0 ORDER BY turn"""
TAKEN = ~Q(pay_key="") & ~Q(state=VoucherDraft.State.DROPPED) & Q(voucher__reversed_by__isnull=True)


def _of_run(number: str) -> Q:
    """The run's own vouchers and those of its corrections, by their keys."""
    return Q(pay_key__startswith=f"{number}/") | Q(pay_key__startswith=f"{number}-C")


def accruals(book: Book) -> QuerySet[VoucherDraft]:
    """Drafts and vouchers by which the book took pay's vouchers; what was dropped or reversed may be taken again."""
    return VoucherDraft.objects.filter(TAKEN, book=book).order_by("id")


def pay_due(actor: Actor, book: Book) -> list[Voucher]:
    """Pay's vouchers of the village's people that the book has not taken yet."""
    return village_vouchers_due(actor, book.division_code, accruals(book).values_list("pay_key", flat=True))


def is_accrued(book: Book, run_id: int | None) -> bool:
    """Whether the run stands in the ledger of the book, itself or by a correction."""
    number = next((run.number for run in runs_for(book.division_code) if run.pk == run_id), None)
    return number is not None and accruals(book).filter(_of_run(number), state=VoucherDraft.State.POSTED).exists()


def withheld_due(payment: Payment) -> Decimal:
    """What of the run's withheld tax (214) or social insurance (211) the village has still to hand on, in yuan, this payment apart.

    Never more than the approved slips and the corrections of them withheld (the employer's own insurance stands with it), nor than the book owes
    by having taken them.
    """
    run, code, account = payment.pay_run_id, payment.division_code, payment.account_id
    slips = PaySlip.objects.filter(run_id=run, division_code=code, approved_on__lte=payment.requested_on)
    parts, names = slips.aggregate(**{name: Coalesce(Sum(name), ZERO) for name in WITHHELD_PARTS.get(account, ())}), WITHHELD_PARTS.get(account, ())
    number = next((one.number for one in runs_for(code) if one.pk == run), "")
    later = DifferenceLine.objects.filter(division_code=code, run_id=run, part__in=names, approved_on__lte=payment.requested_on)
    parts["later"] = later.aggregate(s=Coalesce(Sum("amount"), ZERO))["s"]
    taken = accruals(payment.book).filter(_of_run(number), state=VoucherDraft.State.POSTED)
    lines = VoucherLine.objects.filter(voucher__in=taken.values("voucher"), account_id=account)
    owed = lines.aggregate(s=Coalesce(Sum("credit"), ZERO) - Coalesce(Sum("debit"), ZERO))["s"]
    remitted = Payment.objects.filter(NOT_REVERSED, pay_run_id=run, division_code=code, authority=Payment.Authority.WITHHELD, account_id=account, state__in=COUNTED)
    gone = (remitted.exclude(pk=payment.pk).aggregate(s=Sum("amount"))["s"] or ZERO) - recovered(run, code, (account,))
    return min(sum(parts.values(), ZERO), owed) - gone


@dataclass(frozen=True)
class Overpaid:
    """What of a run was paid too much in a village, on which account it comes back, in yuan."""

    run: PayRun
    account: str
    amount: Decimal


def overpaid(book: Book) -> list[Overpaid]:
    """What corrections took back of pay that had gone out already, or of tax and insurance that were handed on; the latest run first."""
    runs = {run.pk: run for run in runs_for(book.division_code)}
    asked = [(run, account) for run in runs for account in (PAYABLE, *WITHHELD_PARTS, EXPENSE)]
    with connection.cursor() as cursor:
        cursor.execute(_TOO_MUCH, {"runs": [run for run, _a in asked], "accounts": [account for _r, account in asked], "code": book.division_code})
        above = cursor.fetchall()
    accrued = {run: is_accrued(book, run) for run, _account, _amount in above}
    # What was never accrued was paid as an expense, and comes back as one.
    return [Overpaid(runs[run], account, amount) for run, account, amount in above if accrued[run] == (account != EXPENSE)]


def paid_as_expense(book: Book, number: str) -> QuerySet[Payment]:
    """Payments of the run of that number, or which that correction corrects, that were booked as the expense itself: it is not accrued beside them."""
    runs = [run.pk for run in runs_for(book.division_code) if number == run.number or number.startswith(f"{run.number}-C")]
    rows = Payment.objects.filter(NOT_REVERSED, book=book, pay_run__in=runs, account=EXPENSE)
    return rows.filter(state__in=("approved", "booked", "paid"))
