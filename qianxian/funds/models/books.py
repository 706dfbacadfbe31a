"""Books of the villages: bank accounts, funds, vouchers and their lines, closed months. Vouchers and lines are only ever added."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from qianxian.foundation.records import DivisionRecord
from qianxian.funds.models.chart import Account, Purpose
from qianxian.pay.models import PayRun


class Book(DivisionRecord):
    """The one book of a village, kept by the town's bookkeeper. ``posted`` counts vouchers and is what a posting locks."""

    title = models.CharField(max_length=100)
    opened_on = models.DateField()
    opened_by = models.CharField(max_length=80)
    posted = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("账套")
        constraints = [models.UniqueConstraint(fields=["division_code"], name="one_book_per_village")]


class BankAccount(DivisionRecord):
    """A bank account of one of the village's three holders; never a person's. Only its last day is ever added."""

    class Holder(models.TextChoices):
        CENTRE = "centre", _("党群服务中心")
        VILLAGERS_COMMITTEE = "villagers_committee", _("村（居）民委员会")
        COLLECTIVE = "collective", _("集体经济组织")

    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="bank_accounts")
    holder = models.CharField(max_length=20, choices=Holder.choices)
    name = models.CharField(max_length=100)
    bank = models.CharField(max_length=100)
    number_sealed = models.TextField()
    number_index = models.CharField(max_length=64)
    number_masked = models.CharField(max_length=20)
    opened_on = models.DateField()
    opened_by = models.CharField(max_length=80)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("银行账户")
        constraints = [
            models.UniqueConstraint(fields=["number_index"], name="one_row_per_bank_account"),
            models.CheckConstraint(name="account_of_a_unit", condition=models.Q(holder__in=["centre", "villagers_committee", "collective"])),
        ]


class Fund(DivisionRecord):
    """Money kept apart in a book: public money of one allocation, or the collective's own. What it may be used for never changes."""

    GRANTS: ClassVar[str] = "append"

    class Origin(models.TextChoices):
        PUBLIC = "public", _("上级和财政资金")
        COLLECTIVE = "collective", _("集体资金")

    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="funds")
    origin = models.CharField(max_length=10, choices=Origin.choices)
    purpose = models.CharField(max_length=20, choices=Purpose.choices)
    title = models.CharField(max_length=120)
    allocation = models.OneToOneField("funds.Allocation", null=True, blank=True, on_delete=models.PROTECT, related_name="fund")
    opened_on = models.DateField()
    opened_by = models.CharField(max_length=80)

    class Meta:
        verbose_name = _("资金")
        constraints = [
            models.CheckConstraint(
                name="public_money_has_an_allocation",
                condition=models.Q(origin="public", allocation__isnull=False) | models.Q(origin="collective", allocation__isnull=True),
            )
        ]


class Voucher(DivisionRecord):
    """A posted voucher. Number, month and time are the database's; a mistake is a reversal, which mirrors it exactly. ``recovers``: the run of which pay came back."""

    GRANTS: ClassVar[str] = "append"
    DATABASE_SETS: ClassVar[tuple[str, ...]] = ("month", "number", "posted_at", "posted_in")

    class Kind(models.TextChoices):
        OPENING = "opening", _("期初建账")
        ORDINARY = "ordinary", _("记账")
        CLOSING = "closing", _("期末结转")
        REVERSAL = "reversal", _("冲销")

    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="vouchers")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    on = models.DateField()
    month = models.DateField()
    number = models.PositiveIntegerField()
    summary = models.CharField(max_length=200)
    document = models.CharField(max_length=200, blank=True, default="")
    line_count = models.PositiveSmallIntegerField()
    total = models.DecimalField(max_digits=14, decimal_places=2)
    prepared_by = models.CharField(max_length=80)
    checked_by = models.CharField(max_length=80)
    reverses = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="reversed_by")
    payment = models.OneToOneField("funds.Payment", null=True, blank=True, on_delete=models.PROTECT, related_name="voucher")
    recovers = models.ForeignKey(PayRun, null=True, blank=True, on_delete=models.PROTECT, related_name="recoveries")
    posted_at = models.DateTimeField(db_default=Now())
    posted_in = models.BigIntegerField()

    class Meta:
        verbose_name = _("记账凭证")
        constraints = [
            models.UniqueConstraint(fields=["book", "month", "number"], name="one_voucher_per_number"),
            models.CheckConstraint(name="preparer_is_not_checker", condition=~models.Q(prepared_by=models.F("checked_by")) & ~models.Q(prepared_by="") & ~models.Q(checked_by="")),
            models.CheckConstraint(name="voucher_above_zero_with_two_lines", condition=models.Q(total__gt=0, line_count__gte=2)),
            models.CheckConstraint(name="only_a_reversal_reverses",
                                   condition=models.Q(kind="reversal", reverses__isnull=False) | (~models.Q(kind="reversal") & models.Q(reverses__isnull=True))),
            models.CheckConstraint(name="only_ordinary_vouchers_pay", condition=models.Q(payment__isnull=True) | models.Q(kind="ordinary")),
        ]


class VoucherLine(DivisionRecord):
    """One line: an account of one fund, debit or credit. Bank lines name the bank account, lines between funds the other fund (kept in SQL)."""

    GRANTS: ClassVar[str] = "append"

    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="lines")
    voucher = models.ForeignKey(Voucher, on_delete=models.PROTECT, related_name="lines")
    on = models.DateField()
    turn = models.PositiveSmallIntegerField()
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="lines")
    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="lines")
    bank_account = models.ForeignKey(BankAccount, null=True, blank=True, on_delete=models.PROTECT, related_name="lines")
    counter_fund = models.ForeignKey(Fund, null=True, blank=True, on_delete=models.PROTECT, related_name="counter_lines")
    debit = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    credit = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    memo = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        verbose_name = _("分录")
        constraints = [
            models.UniqueConstraint(fields=["voucher", "turn"], name="one_line_per_turn"),
            models.CheckConstraint(name="debit_or_credit_above_zero", condition=models.Q(debit__gt=0, credit=0) | models.Q(debit=0, credit__gt=0)),
        ]
        indexes = [models.Index(fields=["division_code", "on"], name="line_division_on")]


class VoucherDraft(DivisionRecord):
    """A voucher as its preparer leaves it for another to check; posting writes the voucher and closes the draft."""

    class State(models.TextChoices):
        PREPARED = "prepared", _("待审核")
        POSTED = "posted", _("已入账")
        DROPPED = "dropped", _("已撤销")

    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="drafts")
    kind = models.CharField(max_length=10, choices=Voucher.Kind.choices, default=Voucher.Kind.ORDINARY)
    on = models.DateField()
    summary = models.CharField(max_length=200)
    document = models.CharField(max_length=200, blank=True, default="")
    lines = models.JSONField(default=list)
    pay_key = models.CharField(max_length=80, blank=True, default="")
    reverses = models.ForeignKey(Voucher, null=True, blank=True, on_delete=models.PROTECT, related_name="reversal_drafts")
    recovers = models.ForeignKey(PayRun, null=True, blank=True, on_delete=models.PROTECT, related_name="recovery_drafts")
    state = models.CharField(max_length=10, choices=State.choices, default=State.PREPARED)
    prepared_by = models.CharField(max_length=80)
    prepared_on = models.DateField()
    settled_by = models.CharField(max_length=80, blank=True, default="")
    drop_reason = models.CharField(max_length=200, blank=True, default="")
    voucher = models.OneToOneField(Voucher, null=True, blank=True, on_delete=models.PROTECT, related_name="draft")

    class Meta:
        verbose_name = _("待审凭证")


class MonthClose(DivisionRecord):
    """A month closed for good: nothing is posted into it or before it any more."""

    GRANTS: ClassVar[str] = "append"
    DATABASE_SETS: ClassVar[tuple[str, ...]] = ("closed_at",)

    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="closes")
    month = models.DateField()
    closed_on = models.DateField()
    closed_by = models.CharField(max_length=80)
    closed_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = _("结账")
        constraints = [models.UniqueConstraint(fields=["book", "month"], name="a_month_closes_once")]


class MonthTotal(DivisionRecord):
    """What a closed month's lines add up to, by fund and account. Written when the month closes and added up again by PostgreSQL; ``qianxian check`` does too.

    ``paid``: by payments, less what was reversed; ``closing``: debits less credits of vouchers that carry the result over; ``came`` and ``went``:
    the fund's money in and out, on the row of one of its money accounts. Days after the last closed month are summed from lines.
    """

    GRANTS: ClassVar[str] = "append"

    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="totals")
    month = models.DateField()
    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="totals")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="totals")
    debit = models.DecimalField(max_digits=16, decimal_places=2)
    credit = models.DecimalField(max_digits=16, decimal_places=2)
    paid = models.DecimalField(max_digits=16, decimal_places=2)
    closing = models.DecimalField(max_digits=16, decimal_places=2)
    came = models.DecimalField(max_digits=16, decimal_places=2)
    went = models.DecimalField(max_digits=16, decimal_places=2)

    class Meta:
        verbose_name = _("月度合计")
        constraints = [models.UniqueConstraint(fields=["book", "month", "fund", "account"], name="one_total_per_month")]
