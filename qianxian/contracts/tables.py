"""Contracts as a table; ``names`` are the places' names, read once per page."""

from __future__ import annotations

import datetime as dt

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from qianxian.contracts.models import Contract
from qianxian.divisions.tables import VillageTable
from qianxian.foundation.money import format_yuan

NUM = {"td": {"class": "num"}}


class ContractTable(VillageTable):
    """One row per contract, with what it comes to today."""

    row_header = "subject"
    subject = tables.Column(verbose_name=_("标的"), orderable=False)
    village = tables.Column(accessor="division_code", verbose_name=_("村（社区）"), order_by=("division_code", "pk"))
    kind = tables.Column(verbose_name=_("类别"), orderable=False)
    counterparty = tables.Column(verbose_name=_("对方"), orderable=False)
    total = tables.Column(verbose_name=_("金额（元）"), attrs=NUM)
    period = tables.Column(verbose_name=_("到期日"), attrs=NUM, orderable=False)
    state = tables.Column(verbose_name=_("状态"), orderable=False)

    class Meta:
        attrs = {"caption": _("合同")}

    def __init__(self, *args, names: dict[str, str], on: dt.date, **kwargs) -> None:
        super().__init__(*args, names=names, **kwargs)
        self.on = on

    def render_subject(self, value: str, record: Contract) -> str:
        return format_html('<a href="{}">{}</a> <small>{}</small>', reverse("contracts:contract", args=[record.uuid]), value, record.number)

    def render_kind(self, record: Contract) -> str:
        return record.get_kind_display()

    def render_total(self, value) -> str:
        return format_yuan(value)

    def render_period(self, record: Contract) -> str:
        return (record.moved_to or record.last_day).isoformat()

    def render_state(self, record: Contract) -> str:
        over = record.state == Contract.State.SIGNED and (record.moved_to or record.last_day) < self.on
        return _("已到期，未办结") if over else record.get_state_display()
