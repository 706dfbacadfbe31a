"""A year's income distributed: losses, reserve, welfare, members by their shares; and each member's line."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from qianxian.collective.models.members import Roll, RollEntry
from qianxian.decisions.models import Certificate
from qianxian.foundation.records import DivisionRecord
from qianxian.funds.models import Book, Fund, VoucherDraft


class Distribution(DivisionRecord):
    """One year's distribution out of the collective's fund, on its certificate. Amounts in yuan; they make ``income - loss_carried`` exactly."""

    class State(models.TextChoices):
        COMPUTED = "computed", _("已测算，待记账")
        DRAFTED = "drafted", _("凭证待审核")
        DROPPED = "dropped", _("已作废")

    number = models.CharField(max_length=40, unique=True)
    year = models.PositiveSmallIntegerField()
    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="distributions")
    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="distributions")
    roll = models.ForeignKey(Roll, on_delete=models.PROTECT, related_name="distributions")
    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="distributions")
    income = models.DecimalField(max_digits=14, decimal_places=2)
    loss_carried = models.DecimalField(max_digits=14, decimal_places=2)
    reserve_rate = models.DecimalField(max_digits=7, decimal_places=6)
    welfare_rate = models.DecimalField(max_digits=7, decimal_places=6)
    reserve = models.DecimalField(max_digits=14, decimal_places=2)
    welfare = models.DecimalField(max_digits=14, decimal_places=2)
    per_share = models.DecimalField(max_digits=14, decimal_places=2)
    shares = models.PositiveIntegerField()
    paid = models.DecimalField(max_digits=14, decimal_places=2)
    remainder = models.DecimalField(max_digits=14, decimal_places=2)
    state = models.CharField(max_length=10, choices=State.choices, default=State.COMPUTED)
    computed_on = models.DateField()
    computed_by = models.CharField(max_length=80)
    draft = models.OneToOneField(VoucherDraft, null=True, blank=True, on_delete=models.PROTECT, related_name="distribution")
    drop_reason = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        verbose_name = _("收益分配")
        constraints = [
            models.UniqueConstraint(fields=["division_code", "year"], name="one_distribution_a_year", condition=~models.Q(state="dropped")),
            models.UniqueConstraint(fields=["certificate"], name="one_distribution_per_certificate", condition=~models.Q(state="dropped")),
            models.CheckConstraint(
                name="distribution_is_exact",
                condition=models.Q(income__gt=models.F("loss_carried"), loss_carried__gte=0, reserve__gte=0, welfare__gte=0, per_share__gt=0, remainder__gte=0, shares__gte=1,
                                   income=models.F("loss_carried") + models.F("reserve") + models.F("welfare") + models.F("paid") + models.F("remainder"),
                                   paid=models.F("per_share") * models.F("shares")),
            ),
            models.CheckConstraint(name="drafted_with_its_voucher", condition=~models.Q(state="drafted") | models.Q(draft__isnull=False)),
            models.CheckConstraint(name="dropped_with_a_reason", condition=~models.Q(state="dropped") | ~models.Q(drop_reason="")),
        ]  # fmt: skip

    @property
    def base(self) -> Decimal:
        """What was left after losses."""
        return self.income - self.loss_carried

    @property
    def standing(self) -> str:
        """The state in words: posted once its voucher stands."""
        if self.state == self.State.DRAFTED and self.draft.state == "posted":
            return str(_("已入账"))
        return str(self.get_state_display())


class DistributionLine(DivisionRecord):
    """What one member gets: shares times the amount of a share."""

    GRANTS: ClassVar[str] = "append"

    distribution = models.ForeignKey(Distribution, on_delete=models.PROTECT, related_name="lines")
    entry = models.ForeignKey(RollEntry, on_delete=models.PROTECT, related_name="distribution_lines")
    shares = models.PositiveIntegerField()
    amount = models.DecimalField(max_digits=14, decimal_places=2)

    class Meta:
        verbose_name = _("成员分配")
        constraints = [models.UniqueConstraint(fields=["distribution", "entry"], name="one_line_per_member")]
