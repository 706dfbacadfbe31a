"""Leases of the collective's land and assets: contracts of kind lease-out with the thing, dated instalments, and the posted vouchers that pay them."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qianxian.collective.models.property import Asset, Parcel
from qianxian.contracts.models import Contract
from qianxian.decisions.models import Certificate
from qianxian.foundation.records import DivisionRecord
from qianxian.funds.models import VoucherLine


class Lease(DivisionRecord):
    """A parcel or an asset under a contract of kind lease-out. The contract says with whom and on what decision; here stand the thing and the rent.

    Planned with the draft, running once the contract is signed. Only its end is ever added; a change is a new contract on a new certificate.
    """

    class State(models.TextChoices):
        PLANNED = "planned", _("待签订")
        RUNNING = "running", _("履行中")
        ENDED = "ended", _("已结束")
        DROPPED = "dropped", pgettext_lazy("lease", "已撤回")

    number = models.CharField(max_length=40, unique=True)
    contract = models.OneToOneField(Contract, on_delete=models.PROTECT, related_name="lease")
    parcel = models.ForeignKey(Parcel, null=True, blank=True, on_delete=models.PROTECT, related_name="leases")
    asset = models.ForeignKey(Asset, null=True, blank=True, on_delete=models.PROTECT, related_name="leases")
    period = DateRangeField()
    total = models.DecimalField(max_digits=14, decimal_places=2)
    instalment_count = models.PositiveSmallIntegerField()
    platform_no = models.CharField(max_length=80, blank=True, default="")
    opened_on = models.DateField()
    opened_by = models.CharField(max_length=80)
    state = models.CharField(max_length=8, choices=State.choices, default=State.PLANNED)
    ended_on = models.DateField(null=True, blank=True)
    end_reason = models.CharField(max_length=300, blank=True, default="")
    ended_by = models.CharField(max_length=80, blank=True, default="")

    class Meta:
        verbose_name = _("出租合同")
        constraints = [
            models.CheckConstraint(name="lease_of_one_thing", condition=models.Q(parcel__isnull=False, asset__isnull=True) | models.Q(parcel__isnull=True, asset__isnull=False)),
            models.CheckConstraint(name="lease_above_zero", condition=models.Q(total__gt=0, instalment_count__gte=1)),
            models.CheckConstraint(name="lease_ends_with_a_reason", condition=models.Q(state__in=["planned", "running"], ended_on__isnull=True, end_reason="", ended_by="")
                                   | (models.Q(state__in=["ended", "dropped"], ended_on__isnull=False) & ~models.Q(end_reason="") & ~models.Q(ended_by=""))),
            ExclusionConstraint(name="parcel_leased_once_at_a_time", expressions=[("parcel", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)],
                                condition=models.Q(parcel__isnull=False) & ~models.Q(state="dropped")),
            ExclusionConstraint(name="asset_leased_once_at_a_time", expressions=[("asset", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)],
                                condition=models.Q(asset__isnull=False) & ~models.Q(state="dropped")),
        ]  # fmt: skip
        indexes = [models.Index(fields=["division_code", "state"], name="lease_place_state")]

    @property
    def thing(self) -> Parcel | Asset:
        """What is leased."""
        return self.parcel or self.asset

    @property
    def title(self) -> str:
        """What the contract is about."""
        return self.contract.subject

    @property
    def lessee(self) -> str:
        """With whom."""
        return self.contract.counterparty


class NamesakeStatement(DivisionRecord):
    """The supervision committee's word that who leases under a certificate only bears the name of a relative whom a director or supervisor declared.

    It says the name that the lease bears and what was compared, never whose relative bears it too: what was declared is shown in no list (R-E09).
    """

    GRANTS: ClassVar[str] = "append"

    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="namesake_statements")
    name = models.CharField(max_length=60)
    document = models.CharField(max_length=200)
    stated_on = models.DateField()
    stated_by = models.CharField(max_length=80)

    class Meta:
        verbose_name = _("同名说明")
        constraints = [
            models.UniqueConstraint(fields=["certificate", "name"], name="one_namesake_statement"),
            models.CheckConstraint(name="namesake_compared_on_paper", condition=~models.Q(name="") & ~models.Q(document="")),
        ]


class Instalment(DivisionRecord):
    """One dated part of the rent; all of a lease's make its total to the cent."""

    GRANTS: ClassVar[str] = "append"

    lease = models.ForeignKey(Lease, on_delete=models.PROTECT, related_name="instalments")
    turn = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    amount = models.DecimalField(max_digits=14, decimal_places=2)

    class Meta:
        verbose_name = _("租金分期")
        constraints = [
            models.UniqueConstraint(fields=["lease", "turn"], name="one_instalment_per_turn"),
            models.UniqueConstraint(fields=["lease", "due_on"], name="one_instalment_per_day"),
            models.CheckConstraint(name="instalment_above_zero", condition=models.Q(amount__gt=0)),
        ]


class RentReceipt(DivisionRecord):
    """So much of a posted receipt of the collective is this instalment's rent. A reversed voucher's receipts count no more."""

    GRANTS: ClassVar[str] = "append"

    instalment = models.ForeignKey(Instalment, on_delete=models.PROTECT, related_name="receipts")
    line = models.ForeignKey(VoucherLine, on_delete=models.PROTECT, related_name="rent_receipts")
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    matched_on = models.DateField()
    matched_by = models.CharField(max_length=80)

    class Meta:
        verbose_name = _("租金到账")
        constraints = [
            models.UniqueConstraint(fields=["instalment", "line"], name="rent_matched_once"),
            models.CheckConstraint(name="rent_above_zero", condition=models.Q(amount__gt=0)),
        ]
