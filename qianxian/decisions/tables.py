"""Matters, certificates and power cases as tables; ``names`` are the places' names, read once per page."""

from __future__ import annotations

import datetime as dt

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from qianxian.decisions.flows import flow_named
from qianxian.decisions.models import Certificate, Matter, PowerCase
from qianxian.divisions.tables import VillageTable
from qianxian.foundation.money import format_yuan

NUM = {"td": {"class": "num"}}


class MatterTable(VillageTable):
    """One row per matter."""

    row_header = "title"
    title = tables.Column(verbose_name=_("事项"), orderable=False)
    village = tables.Column(accessor="division_code", verbose_name=_("村（社区）"), order_by=("division_code", "pk"))
    kind = tables.Column(verbose_name=_("类别"), orderable=False)
    amount = tables.Column(verbose_name=_("金额（元）"), attrs=NUM, empty_values=())
    state = tables.Column(verbose_name=_("进展"), orderable=False)
    opened_on = tables.Column(verbose_name=_("发起日期"), attrs=NUM)

    class Meta:
        attrs = {"caption": _("决策事项")}

    def render_title(self, value: str, record: Matter) -> str:
        return format_html('<a href="{}">{}</a> <small>{}</small>', reverse("decisions:matter", args=[record.uuid]), value, record.number)

    def render_kind(self, record: Matter) -> str:
        return record.get_kind_display()

    def render_amount(self, value) -> str:
        return "—" if value is None else format_yuan(value)

    def render_state(self, record: Matter) -> str:
        return record.get_state_display()

    def render_opened_on(self, value: dt.date) -> str:
        return value.isoformat()


class CertificateTable(VillageTable):
    """One row per certificate; its state is the day's."""

    row_header = "number"
    number = tables.Column(verbose_name=_("凭证编号"), orderable=False)
    matter = tables.Column(accessor="matter__title", verbose_name=_("事项"), orderable=False)
    village = tables.Column(accessor="division_code", verbose_name=_("村（社区）"), order_by=("division_code", "pk"))
    amount_limit = tables.Column(verbose_name=_("金额上限（元）"), attrs=NUM)
    lapses_on = tables.Column(verbose_name=_("有效期至"), attrs=NUM)
    state = tables.Column(accessor="pk", verbose_name=_("状态"), orderable=False)

    class Meta:
        attrs = {"caption": _("决策凭证")}

    def __init__(self, *args, on: dt.date, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.on = on

    def render_number(self, value: str, record: Certificate) -> str:
        return format_html('<a href="{}">{}</a>', reverse("decisions:certificate", args=[record.uuid]), value)

    def render_amount_limit(self, value) -> str:
        return format_yuan(value)

    def render_lapses_on(self, value: dt.date) -> str:
        return value.isoformat()

    def render_state(self, record: Certificate) -> str:
        return Certificate.State(record.state_on(self.on)).label


class PowerTable(VillageTable):
    """One row per power case."""

    row_header = "title"
    title = tables.Column(verbose_name=_("事项"), orderable=False)
    flow = tables.Column(verbose_name=_("权力"), orderable=False)
    village = tables.Column(accessor="division_code", verbose_name=_("村（社区）"), order_by=("division_code", "pk"))
    opened_on = tables.Column(verbose_name=_("登记日期"), attrs=NUM)
    state = tables.Column(verbose_name=_("状态"), orderable=False)

    class Meta:
        attrs = {"caption": _("小微权力事项")}

    def render_title(self, value: str, record: PowerCase) -> str:
        return format_html('<a href="{}">{}</a>', reverse("decisions:power_case", args=[record.uuid]), value)

    def render_flow(self, value: str) -> str:
        flow = flow_named(value)
        return format_html('<span lang="zh-CN">{}</span>', flow.title if flow else value)

    def render_opened_on(self, value: dt.date) -> str:
        return value.isoformat()

    def render_state(self, record: PowerCase) -> str:
        return record.get_state_display()
