"""Payments on their way through five pairs of hands, and what they may rest on: standing resolutions, approvers' ceilings."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qianxian.contracts.models import Contract
from qianxian.decisions.models import Certificate
from qianxian.foundation.records import DivisionRecord
from qianxian.funds.models.books import BankAccount, Book, Fund
from qianxian.funds.models.chart import Account, Purpose
from qianxian.pay.models import PayRun
from qianxian.people.models import Person

NAMED = ("certificate", "standing", "pay_run", "ratify_by")


def _only(name: str, authority: str = "") -> models.Q:
    """The authority names this and nothing else."""
    return models.Q(authority=authority or name, **{f"{one}__isnull": one != name for one in NAMED})


class StandingResolution(DivisionRecord):
    """A village's standing resolution for small expenses: how much at a time, from when to when. Entered by one, confirmed by another."""

    document = models.CharField(max_length=200)
    resolved_on = models.DateField()
    first_day = models.DateField()
    last_day = models.DateField()
    ceiling = models.DecimalField(max_digits=14, decimal_places=2)
    entered_by = models.CharField(max_length=80)
    confirmed_by = models.CharField(max_length=80, blank=True, default="")
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("小额支出决议")
        constraints = [
            models.CheckConstraint(name="standing_resolution_is_whole",
                                   condition=models.Q(ceiling__gt=0, resolved_on__lte=models.F("first_day"), first_day__lte=models.F("last_day")) & ~models.Q(document="")),
            models.CheckConstraint(name="standing_resolution_by_two_people", condition=models.Q(confirmed_by="") | ~models.Q(confirmed_by=models.F("entered_by"))),
        ]


class ApproverCeiling(DivisionRecord):
    """How much one approver may approve at a time, from a day on. Proposed by one and confirmed by another, neither of them himself."""

    login = models.CharField(max_length=80)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    first_day = models.DateField()
    document = models.CharField(max_length=200)
    proposed_by = models.CharField(max_length=80)
    confirmed_by = models.CharField(max_length=80, blank=True, default="")

    class Meta:
        verbose_name = _("审批限额")
        constraints = [
            models.CheckConstraint(name="ceiling_changed_by_two_people", condition=(models.Q(confirmed_by="") | ~models.Q(confirmed_by=models.F("proposed_by")))
                                   & ~models.Q(login=models.F("proposed_by")) & ~models.Q(login=models.F("confirmed_by"))),
            models.CheckConstraint(name="ceiling_not_negative", condition=models.Q(amount__gte=0)),
        ]


class Payment(DivisionRecord):
    """One payment: requested → looked at → approved → booked → paid, by five different people, on a named authority."""

    class State(models.TextChoices):
        REQUESTED = "requested", _("待监督")
        LOOKED = "looked", _("待审批")
        APPROVED = "approved", _("待记账")
        BOOKED = "booked", _("待付款")
        PAID = "paid", _("已付款")
        RETURNED = "returned", _("已退回")
        WITHDRAWN = "withdrawn", pgettext_lazy("payment", "已撤回")

    class Authority(models.TextChoices):
        CERTIFICATE = "certificate", _("决策凭证")
        SMALL = "small", _("小额支出决议")
        EMERGENCY = "emergency", _("应急支出（限期补办决议）")
        PAY_RUN = "pay_run", _("工资批次")
        WITHHELD = "withheld", _("代扣款上缴（工资批次）")

    number = models.CharField(max_length=40, unique=True)
    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="payments")
    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="payments")
    bank_account = models.ForeignKey(BankAccount, null=True, blank=True, on_delete=models.PROTECT, related_name="payments")
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="payments")
    purpose = models.CharField(max_length=20, choices=Purpose.choices)
    summary = models.CharField(max_length=200)
    document = models.CharField(max_length=200)
    payee = models.CharField(max_length=100)
    payee_bank = models.CharField(max_length=100, blank=True, default="")
    payee_sealed = models.TextField(blank=True, default="")
    payee_index = models.CharField(max_length=64, blank=True, default="")
    payee_masked = models.CharField(max_length=20, blank=True, default="")
    payee_person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="payments_received")
    authority = models.CharField(max_length=12, choices=Authority.choices)
    certificate = models.ForeignKey(Certificate, null=True, blank=True, on_delete=models.PROTECT, related_name="payments")
    standing = models.ForeignKey(StandingResolution, null=True, blank=True, on_delete=models.PROTECT, related_name="payments")
    pay_run = models.ForeignKey(PayRun, null=True, blank=True, on_delete=models.PROTECT, related_name="payments")
    contract = models.ForeignKey(Contract, null=True, blank=True, on_delete=models.PROTECT, related_name="payments")
    emergency_reason = models.CharField(max_length=300, blank=True, default="")
    ratify_by = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.REQUESTED)
    requested_on = models.DateField()
    handled_by = models.CharField(max_length=80)
    handled_for = models.CharField(max_length=80, blank=True, default="")
    looked_on = models.DateField(null=True, blank=True)
    looked_by = models.CharField(max_length=80, blank=True, default="")
    looked_for = models.CharField(max_length=80, blank=True, default="")
    approved_on = models.DateField(null=True, blank=True)
    approved_by = models.CharField(max_length=80, blank=True, default="")
    approved_for = models.CharField(max_length=80, blank=True, default="")
    booked_on = models.DateField(null=True, blank=True)
    booked_by = models.CharField(max_length=80, blank=True, default="")
    booked_for = models.CharField(max_length=80, blank=True, default="")
    paid_on = models.DateField(null=True, blank=True)
    paid_by = models.CharField(max_length=80, blank=True, default="")
    paid_for = models.CharField(max_length=80, blank=True, default="")
    returned_reason = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        verbose_name = _("付款")
        constraints = [
            models.CheckConstraint(name="payment_above_zero", condition=models.Q(amount__gt=0)),
            models.CheckConstraint(name="payment_names_one_authority",
                                   condition=_only("certificate") | _only("standing", authority="small") | _only("pay_run") | _only("pay_run", authority="withheld")
                                   | (_only("ratify_by", authority="emergency") & ~models.Q(emergency_reason=""))),
        ]
        indexes = [models.Index(fields=["division_code", "state"], name="payment_division_state")]


class Ratification(DivisionRecord):
    """The certificate or resolution that ratifies an emergency payment afterwards."""

    GRANTS: ClassVar[str] = "append"

    payment = models.OneToOneField(Payment, on_delete=models.PROTECT, related_name="ratification")
    certificate = models.ForeignKey(Certificate, null=True, blank=True, on_delete=models.PROTECT, related_name="ratified_payments")
    document = models.CharField(max_length=200)
    resolved_on = models.DateField()
    entered_by = models.CharField(max_length=80)

    class Meta:
        verbose_name = _("应急支出的补办决议")
        constraints = [models.CheckConstraint(name="ratified_on_a_document", condition=~models.Q(document=""))]
