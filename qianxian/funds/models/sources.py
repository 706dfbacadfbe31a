"""Where money comes from: sources of higher levels and society, and what of them is allocated to a village."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from qianxian.foundation.records import DivisionRecord
from qianxian.funds.models.chart import Purpose, Rectification


class FundSource(DivisionRecord):
    """One source by its document: who gives, for what, how much. Of F18's four kinds of rectification money it bears at most one.

    ``allocated`` counts its allocations and is what an allocation locks; nothing else ever changes.
    """

    class Level(models.TextChoices):
        CENTRAL = "central", _("中央")
        PROVINCE = "province", _("省级")
        CITY = "city", _("市级")
        DISTRICT = "district", _("区级")
        TOWN = "town", _("镇（街道）")
        SOCIAL = "social", _("社会")

    class Kind(models.TextChoices):
        EARMARKED = "earmarked", _("专项资金")
        GENERAL = "general", _("一般补助")
        DONATION = "donation", _("捐赠")
        UNIT_SUPPORT = "unit_support", _("部门（单位）支持")

    title = models.CharField(max_length=120)
    level = models.CharField(max_length=10, choices=Level.choices)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    purpose = models.CharField(max_length=20, choices=Purpose.choices)
    doc_no = models.CharField(max_length=100)
    approver = models.CharField(max_length=100)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    exception_basis = models.CharField(max_length=200, blank=True, default="")
    rectification = models.CharField(max_length=20, blank=True, default="", choices=Rectification.choices)
    decided_on = models.DateField()
    entered_by = models.CharField(max_length=80)
    allocated = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("资金来源")
        constraints = [
            models.CheckConstraint(name="source_above_zero_on_a_document", condition=models.Q(amount__gt=0) & ~models.Q(doc_no="") & ~models.Q(approver="")),
            models.CheckConstraint(name="source_bears_one_kind_of_rectification_money",
                                   condition=models.Q(rectification__in=["", *Rectification.values])),
        ]


class Allocation(DivisionRecord):
    """What of a source goes to one village. The source's terms stand here too: its row is beyond a village's reach.

    ``changed_from``: part of another allocation, whose purpose was changed with its approver's written consent (R-F03).
    """

    GRANTS: ClassVar[str] = "append"

    source = models.ForeignKey(FundSource, on_delete=models.PROTECT, related_name="allocations")
    changed_from = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="changed_to")
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    purpose = models.CharField(max_length=20, choices=Purpose.choices)
    title = models.CharField(max_length=120)
    level = models.CharField(max_length=10, choices=FundSource.Level.choices)
    kind = models.CharField(max_length=12, choices=FundSource.Kind.choices)
    doc_no = models.CharField(max_length=100)
    approver = models.CharField(max_length=100)
    exception_basis = models.CharField(max_length=200, blank=True, default="")
    rectification = models.CharField(max_length=20, blank=True, default="", choices=Rectification.choices)
    consent_document = models.CharField(max_length=200, blank=True, default="")
    consent_by = models.CharField(max_length=100, blank=True, default="")
    allocated_on = models.DateField()
    allocated_by = models.CharField(max_length=80)

    class Meta:
        verbose_name = _("资金拨付")
        constraints = [
            models.CheckConstraint(name="allocation_above_zero", condition=models.Q(amount__gt=0)),
            models.CheckConstraint(name="changed_purpose_has_the_approvers_consent", condition=models.Q(changed_from__isnull=True)
                                   | (~models.Q(consent_document="") & models.Q(consent_by=models.F("approver")))),
        ]
