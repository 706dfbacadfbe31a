"""The bank's own statements of a month, and the sheets by which a village's finances are published."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from qianxian.foundation.records import DivisionRecord
from qianxian.funds.models.books import BankAccount, Book


class BankStatement(DivisionRecord):
    """One month of one account as the bank tells it. ``explanation`` is written where it differs from the book."""

    bank_account = models.ForeignKey(BankAccount, on_delete=models.PROTECT, related_name="statements")
    month = models.DateField()
    opening = models.DecimalField(max_digits=14, decimal_places=2)
    closing = models.DecimalField(max_digits=14, decimal_places=2)
    line_count = models.PositiveIntegerField(default=0, db_default=0)
    file_name = models.CharField(max_length=200)
    file_digest = models.CharField(max_length=64)
    entered_by = models.CharField(max_length=80)
    entered_on = models.DateField()
    explanation = models.CharField(max_length=500, blank=True, default="")
    explained_by = models.CharField(max_length=80, blank=True, default="")
    replaced = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("银行对账单")
        constraints = [models.UniqueConstraint(fields=["bank_account", "month"], name="one_statement_per_month", condition=models.Q(replaced=False))]


class BankStatementLine(DivisionRecord):
    """One movement of the statement: positive came in, negative went out."""

    GRANTS: ClassVar[str] = "append"

    statement = models.ForeignKey(BankStatement, on_delete=models.PROTECT, related_name="lines")
    turn = models.PositiveSmallIntegerField()
    on = models.DateField()
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    counterparty = models.CharField(max_length=100, blank=True, default="")
    summary = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        verbose_name = _("对账单明细")
        constraints = [models.CheckConstraint(name="statement_line_is_not_zero", condition=~models.Q(amount=0))]


class DisclosureSheet(DivisionRecord):
    """What is published of a book for a month or a quarter: prepared, signed by supervision, published. Its content is fixed when prepared."""

    class State(models.TextChoices):
        PREPARED = "prepared", _("待监督签字")
        SIGNED = "signed", _("待公开")
        PUBLISHED = "published", _("已公开")

    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="disclosures")
    first_month = models.DateField()
    last_month = models.DateField()
    content = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PREPARED)
    prepared_by = models.CharField(max_length=80)
    prepared_on = models.DateField()
    signed_by = models.CharField(max_length=80, blank=True, default="")
    signed_on = models.DateField(null=True, blank=True)
    opinion = models.CharField(max_length=300, blank=True, default="")
    published_by = models.CharField(max_length=80, blank=True, default="")
    published_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("财务公开表")
        constraints = [
            models.UniqueConstraint(fields=["book", "first_month", "last_month"], name="one_sheet_per_period"),
            models.CheckConstraint(name="published_after_supervision_signed", condition=~models.Q(state="published") | (~models.Q(signed_by="") & ~models.Q(published_by=""))),
            models.CheckConstraint(name="signed_by_another", condition=models.Q(signed_by="") | ~models.Q(signed_by=models.F("prepared_by"))),
        ]
