"""Payments and vouchers as tables; ``names`` are the places' names, read once per page."""

from __future__ import annotations

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from qianxian.divisions.tables import VillageTable
from qianxian.foundation.money import format_yuan
from qianxian.funds.exports import number_of
from qianxian.funds.models import Payment, Voucher, VoucherLine

NUM = {"td": {"class": "num"}}


class PaymentTable(VillageTable):
    """One row per payment."""

    row_header = "number"
    number = tables.Column(verbose_name=_("编号"), order_by=("requested_on", "pk"))
    village = tables.Column(accessor="division_code", verbose_name=_("村（社区）"), order_by=("division_code", "pk"))
    payee = tables.Column(verbose_name=_("收款人"), orderable=False)
    summary = tables.Column(verbose_name=_("摘要"), orderable=False)
    amount = tables.Column(verbose_name=_("金额（元）"), attrs=NUM)
    state = tables.Column(verbose_name=_("状态"), orderable=False)

    class Meta:
        attrs = {"caption": _("付款")}

    def render_number(self, record: Payment) -> str:
        return format_html('<a href="{}">{}</a>', reverse("funds:payment", args=[record.uuid]), record.number)

    def render_amount(self, value) -> str:
        return format_yuan(value)

    def render_state(self, record: Payment) -> str:
        return record.get_state_display()


class VoucherTable(VillageTable):
    """One row per posted voucher."""

    row_header = "number"
    number = tables.Column(verbose_name=_("凭证号"), order_by=("month", "number", "pk"))
    village = tables.Column(accessor="division_code", verbose_name=_("村（社区）"), order_by=("division_code", "pk"))
    on = tables.Column(verbose_name=_("日期"), attrs=NUM)
    kind = tables.Column(verbose_name=_("种类"), orderable=False)
    summary = tables.Column(verbose_name=_("摘要"), orderable=False)
    total = tables.Column(verbose_name=_("金额（元）"), attrs=NUM)

    class Meta:
        attrs = {"caption": _("记账凭证")}

    def render_number(self, record: Voucher) -> str:
        return format_html('<a href="{}">{}</a>', reverse("funds:voucher", args=[record.uuid]), number_of(record.month, record.number))

    def render_on(self, value) -> str:
        return value.isoformat()

    def render_kind(self, record: Voucher) -> str:
        return record.get_kind_display()

    def render_total(self, value) -> str:
        return format_yuan(value)


class LineTable(VillageTable):
    """One row per posted line."""

    row_header = "number"
    number = tables.Column(accessor="voucher", verbose_name=_("凭证号"), order_by=("on", "voucher_id", "turn"))
    village = tables.Column(accessor="division_code", verbose_name=_("村（社区）"), order_by=("division_code", "pk"))
    on = tables.Column(verbose_name=_("日期"), attrs=NUM)
    summary = tables.Column(accessor="voucher__summary", verbose_name=_("摘要"), orderable=False)
    account = tables.Column(verbose_name=_("科目"), orderable=False)
    fund = tables.Column(accessor="fund__title", verbose_name=_("资金"), orderable=False)
    debit = tables.Column(verbose_name=_("借方（元）"), attrs=NUM)
    credit = tables.Column(verbose_name=_("贷方（元）"), attrs=NUM)

    class Meta:
        attrs = {"caption": _("分录明细")}

    def render_number(self, record: VoucherLine) -> str:
        row = record.voucher
        return format_html('<a href="{}">{}</a>', reverse("funds:voucher", args=[row.uuid]), number_of(row.month, row.number))

    def render_on(self, value) -> str:
        return value.isoformat()

    def render_account(self, record: VoucherLine) -> str:
        return f"{record.account_id} {record.account.name}"

    def render_debit(self, value) -> str:
        return format_yuan(value) if value else ""

    def render_credit(self, value) -> str:
        return format_yuan(value) if value else ""
