"""Reads of payments and of what they rest on: certificates, standing resolutions, ceilings; payments that look split."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID

from django.db.models import F, Func, Q, QuerySet, Sum, TextField, Value

from qianxian.contracts.models import Contract
from qianxian.decisions.models import Certificate
from qianxian.foundation.actor import Actor
from qianxian.foundation.reach import prefix_of
from qianxian.foundation.rulebook import SettingMissing
from qianxian.funds.models import ApproverCeiling, Payment, Ratification, StandingResolution, Voucher, VoucherLine
from qianxian.funds.queries.balances import COMMITTED, ZERO
from qianxian.funds.rules.accruals import EXPENSE, PAYABLE
from qianxian.pay.models import DifferenceLine, PayRun, PaySlip
from qianxian.pay.queries import net_corrected, whole_of
from qianxian.rulebook.queries import county_settings

COUNTED = (Payment.State.APPROVED, Payment.State.BOOKED, Payment.State.PAID)
NOT_REVERSED = Q(voucher__isnull=True) | Q(voucher__reversed_by__isnull=True)


def payments(actor: Actor, scope: str | None = None) -> QuerySet[Payment]:
    """Payments within reach, newest first."""
    return Payment.objects.visible_to(actor, scope).select_related("fund", "book", "bank_account", "account").order_by("-requested_on", "-id")


def narrowed(rows: QuerySet[Payment], state: str | None = "", fund: str | None = "", payee: str | None = "") -> QuerySet[Payment]:
    """Those in a state (``committed``: approved and not yet paid), of a fund by its uuid, whose payee's name has these letters."""
    rows = rows.filter(state__in=COMMITTED if state == "committed" else (state,)) if state else rows
    rows = rows.filter(fund__uuid=fund) if fund else rows
    return rows.filter(payee__contains=payee) if payee else rows


def total_of(rows: QuerySet[Payment]) -> Decimal:
    """What they come to, in yuan."""
    return rows.order_by().aggregate(s=Sum("amount"))["s"] or ZERO


def payment_by_uuid(uuid: UUID, actor: Actor) -> Payment | None:
    """One payment within reach, with everything its page names."""
    return payments(actor).select_related("certificate", "standing", "pay_run", "payee_person", "fund__allocation").filter(uuid=uuid).first()


def payments_for(actor: Actor, matters: Sequence[UUID]) -> QuerySet[Payment]:
    """Payments within reach under a certificate of these matters, the oldest first."""
    return payments(actor).filter(certificate__matter__uuid__in=matters).order_by("requested_on", "id")


def certificates_for(actor: Actor, division_code: str, on: dt.date) -> QuerySet[Certificate]:
    """Certificates of a village that are in force on the day."""
    rows = Certificate.objects.visible_to(actor).filter(division_code=division_code, valid_from__lte=on, lapses_on__gte=on).exclude(revoked_on__lte=on)
    return rows.order_by("-issued_on", "-id")


def standings(actor: Actor, scope: str | None = None) -> QuerySet[StandingResolution]:
    """Standing resolutions within reach, newest first."""
    return StandingResolution.objects.visible_to(actor, scope).order_by("-first_day", "-id")


def standings_for(actor: Actor, division_code: str, on: dt.date) -> QuerySet[StandingResolution]:
    """Those of a village in force on the day."""
    rows = standings(actor).filter(division_code=division_code, first_day__lte=on, last_day__gte=on).exclude(confirmed_by="")
    return rows.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=on))


def ceilings(actor: Actor, scope: str | None = None) -> QuerySet[ApproverCeiling]:
    """Ceilings within reach, newest first."""
    return ApproverCeiling.objects.visible_to(actor, scope).order_by("-first_day", "-id")


def ceiling_of(login: str, division_code: str, on: dt.date) -> Decimal | None:
    """How much the approver may approve at a time in a village on a day; None where no ceiling was confirmed."""
    rows = ApproverCeiling.objects.filter(login=login, first_day__lte=on).exclude(confirmed_by="").order_by("-first_day", "-id")
    return next((row.amount for row in rows if division_code.startswith(prefix_of(row.division_code))), None)


def runs_for(division_code: str) -> list[PayRun]:
    """Approved pay runs with slips, or differences posted later, in the village, the latest first; read there, for a run is the county's row and beyond a village's reach."""
    lines = DifferenceLine.objects.filter(division_code=division_code).order_by("id").values_list("run", "number", "year")
    found = {run: PayRun(pk=run, number=whole_of(number).rpartition("-C")[0], year=year) for run, number, year in lines}
    slips = PaySlip.objects.filter(division_code=division_code, approved_on__isnull=False).order_by("id").values_list("run", "number", "year")
    found |= {run: PayRun(pk=run, number=whole_of(number), year=year) for run, number, year in slips}
    return sorted(found.values(), key=lambda run: (run.year, run.number), reverse=True)


def recovered(run_id: int, division_code: str, accounts: Sequence[str]) -> Decimal:
    """What came back of a run's pay in a village on these accounts, in yuan; what was reversed does not count."""
    rows = VoucherLine.objects.filter(division_code=division_code, voucher__recovers=run_id, voucher__reversed_by__isnull=True, account_id__in=accounts)
    return rows.aggregate(s=Sum("credit"))["s"] or ZERO


def due_of_run(run_id: int, division_code: str, but: Payment | None = None) -> Decimal:
    """What a pay run still owes in a village: net slips with what corrections changed of them, less what was approved or paid and did not come back.

    Below zero: so much was paid too much.
    """
    slips = PaySlip.objects.filter(run_id=run_id, division_code=division_code, approved_on__isnull=False)
    net = (slips.aggregate(s=Sum("net"))["s"] or ZERO) + net_corrected(division_code, run_id)
    paid = Payment.objects.filter(NOT_REVERSED, pay_run_id=run_id, division_code=division_code, authority=Payment.Authority.PAY_RUN, state__in=COUNTED)
    paid = paid.exclude(pk=but.pk) if but and but.pk else paid
    return net - (paid.aggregate(s=Sum("amount"))["s"] or ZERO) + recovered(run_id, division_code, (EXPENSE, PAYABLE))


def paid_under_contract(contract: Contract, but: Payment | None = None, *, only_paid: bool = False) -> Decimal:
    """What was paid, or approved to be paid, under a contract in yuan, one payment apart; what was reversed does not count."""
    rows = Payment.objects.filter(NOT_REVERSED, contract=contract, state__in=("paid",) if only_paid else COUNTED)
    return (rows.exclude(pk=but.pk) if but and but.pk else rows).aggregate(s=Sum("amount"))["s"] or ZERO


def earmarked(actor: Actor, division_code: str, purpose: str, on: dt.date) -> tuple[Decimal, Decimal]:
    """What a village had received of public money for a purpose by the end of a day, and what it had paid out of it, in yuan."""
    lines = VoucherLine.objects.visible_to(actor, division_code).filter(fund__origin="public", fund__purpose=purpose, on__lte=on)
    received = lines.filter(account_id="241", voucher__kind="ordinary").aggregate(s=Sum("credit"))["s"] or ZERO
    own = Payment.objects.visible_to(actor, division_code).filter(fund__origin="public", fund__purpose=purpose)
    paid = own.filter(NOT_REVERSED, state=Payment.State.PAID, paid_on__lte=on)
    return received, paid.aggregate(s=Sum("amount"))["s"] or ZERO


def setting(key: str, on: dt.date, otherwise: int) -> int:
    """A county's whole number on a day."""
    try:
        return int(county_settings().on(on)[key])
    except SettingMissing:
        return otherwise


class _Key(Func):
    """A payee's name as PostgreSQL compares it: letters and digits of one width and case, whatever blanks and brackets stand between them."""

    function = "funds_payee_key"
    output_field = TextField()


def neighbours(payment: Payment) -> QuerySet[Payment]:
    """Other payments of the village to the same payee, by account or by name however it is written, within the days that are looked at together."""
    days = setting("funds.split_days", payment.requested_on, 30) - 1
    near = Payment.objects.filter(NOT_REVERSED, division_code=payment.division_code, requested_on__gte=payment.requested_on - dt.timedelta(days=days),
                                  requested_on__lte=payment.requested_on + dt.timedelta(days=days))  # fmt: skip
    near = near.exclude(state__in=[Payment.State.WITHDRAWN, Payment.State.RETURNED]).exclude(pk=payment.pk)
    near, same = near.alias(key=_Key(F("payee"))), Q(key=_Key(Value(payment.payee)))
    return near.filter(same | Q(payee_index=payment.payee_index) if payment.payee_index else same).order_by("requested_on", "id")


def looks_split(payment: Payment) -> list[Payment]:
    """The small payments that, with this one, pass the ceiling of its standing resolution; none where all stays below."""
    if payment.standing is None:
        return []
    near = [one for one in neighbours(payment) if one.authority == Payment.Authority.SMALL]
    return near if near and sum((one.amount for one in near), payment.amount) > payment.standing.ceiling else []


def unratified(actor: Actor, on: dt.date, scope: str | None = None) -> QuerySet[Payment]:
    """Emergency payments that nobody ratified yet, the earliest due first."""
    return payments(actor, scope).filter(authority="emergency", state="paid", ratification__isnull=True).order_by("ratify_by", "id")


def voucher_of(payment: Payment) -> Voucher | None:
    """The voucher by which it was paid."""
    return Voucher.objects.filter(payment=payment).first()


def ratification_of(payment: Payment) -> Ratification | None:
    """The resolution afterwards of an emergency."""
    return Ratification.objects.filter(payment=payment).first()
