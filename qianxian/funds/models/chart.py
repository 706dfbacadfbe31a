"""The chart of accounts as a table: what the guards of the ledger read."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from qianxian.foundation.errors import in_english


class Purpose(models.TextChoices):
    """What money is for."""

    VENUE = "venue", _("阵地建设")
    CULTURE = "culture", _("文化建设")
    WORKS = "works", _("工程建设")
    SERVICE = "service", _("便民服务")
    RELIEF = "relief", _("救助慰问")
    RECTIFICATION = "rectification", _("整顿提升")
    PAY = "pay", _("干部报酬")
    OFFICE = "office", _("办公运转")
    FARMING = "farming", _("农业生产")
    GENERAL = "general", _("一般用途")


class Rectification(models.TextChoices):
    """F18's four kinds of rectification money; a source bears at most one of them (R-R06)."""

    SPECIAL = "special", _("专项整顿经费")
    FISCAL = "fiscal", _("财政资金")
    NEW_COUNTRYSIDE = "new_countryside", _("新农村建设资金")
    DEPARTMENT_SOCIAL = "department_social", _("区直部门及社会支持资金")


class Account(models.Model):
    """A ledger account. Shipped ones come by migration; a county adds children only, of their parent's kind (kept by PostgreSQL)."""

    GRANTS: ClassVar[str] = "append"

    class Element(models.TextChoices):
        ASSET = "asset", _("资产")
        LIABILITY = "liability", _("负债")
        EQUITY = "equity", _("所有者权益")
        COST = "cost", _("成本")
        INCOME = "income", _("收入")
        EXPENSE = "expense", _("费用")

    class Side(models.TextChoices):
        DEBIT = "debit", _("借")
        CREDIT = "credit", _("贷")

    code = models.CharField(max_length=12, primary_key=True)
    title = models.CharField(max_length=60)
    title_en = models.CharField(max_length=80)
    element = models.CharField(max_length=10, choices=Element.choices)
    side = models.CharField(max_length=6, choices=Side.choices)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    cadre_pay = models.BooleanField(default=False)

    @property
    def name(self) -> str:
        """The title in the reader's language."""
        return self.title_en if in_english() else self.title
