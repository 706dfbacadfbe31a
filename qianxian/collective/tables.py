"""Members, assets and leases as tables; ``names`` are the places' names, read once per page."""

from __future__ import annotations

import datetime as dt

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from qianxian.collective.models import Asset, Lease, Member
from qianxian.collective.queries.leases import last_day_of
from qianxian.divisions.tables import VillageTable
from qianxian.foundation.money import format_yuan

NUM = {"td": {"class": "num"}}


class MemberTable(VillageTable):
    """One row per member."""

    row_header = "name"
    name = tables.Column(verbose_name=_("姓名"), orderable=False)
    village = tables.Column(accessor="division_code", verbose_name=_("村（社区）"), order_by=("division_code", "household", "pk"))
    household = tables.Column(verbose_name=_("户"), order_by=("division_code", "household", "pk"))
    shares = tables.Column(verbose_name=_("份额"), attrs=NUM, orderable=False)
    since = tables.Column(verbose_name=_("成为成员"), attrs=NUM)
    basis = tables.Column(verbose_name=_("情形"), orderable=False)

    class Meta:
        attrs = {"caption": _("集体成员")}

    def render_name(self, value: str, record: Member) -> str:
        return format_html('<a href="{}">{}</a>', reverse("collective:member", args=[record.uuid]), value)

    def render_since(self, value: dt.date) -> str:
        return value.isoformat()

    def render_basis(self, record: Member) -> str:
        return record.get_basis_display()


class AssetTable(VillageTable):
    """One row per asset."""

    row_header = "title"
    title = tables.Column(verbose_name=_("资产"), orderable=False)
    village = tables.Column(accessor="division_code", verbose_name=_("村（社区）"), order_by=("division_code", "pk"))
    category = tables.Column(verbose_name=_("类别"), orderable=False)
    place = tables.Column(verbose_name=_("地点"), orderable=False)
    facility = tables.Column(verbose_name=_("公共设施"), orderable=False)
    quantity = tables.Column(verbose_name=_("数量"), attrs=NUM, orderable=False)
    acquired_on = tables.Column(verbose_name=_("取得"), attrs=NUM)
    original_value = tables.Column(verbose_name=_("原值（元）"), attrs=NUM)
    state = tables.Column(verbose_name=_("状态"), orderable=False)

    class Meta:
        attrs = {"caption": _("集体资产")}

    def render_title(self, value: str, record: Asset) -> str:
        return format_html('<a href="{}">{}</a> <small>{}</small>', reverse("collective:asset", args=[record.uuid]), value, record.number)

    def render_category(self, record: Asset) -> str:
        return record.get_category_display()

    def render_facility(self, record: Asset) -> str:
        return record.get_facility_display()

    def render_quantity(self, record: Asset) -> str:
        return str(record.amount)

    def render_acquired_on(self, value: dt.date) -> str:
        return value.isoformat()

    def render_original_value(self, value) -> str:
        return format_yuan(value)

    def render_state(self, record: Asset) -> str:
        return record.get_state_display()


class LeaseTable(VillageTable):
    """One row per lease."""

    row_header = "title"
    title = tables.Column(verbose_name=_("合同"), orderable=False)
    village = tables.Column(accessor="division_code", verbose_name=_("村（社区）"), order_by=("division_code", "pk"))
    lessee = tables.Column(verbose_name=_("承租方"), orderable=False)
    until = tables.Column(accessor="period", verbose_name=_("到期"), attrs=NUM, order_by=("period", "pk"))
    total = tables.Column(verbose_name=_("租金合计（元）"), attrs=NUM)
    state = tables.Column(verbose_name=_("状态"), orderable=False)

    class Meta:
        attrs = {"caption": _("出租合同")}

    def render_title(self, value: str, record: Lease) -> str:
        return format_html('<a href="{}">{}</a> <small>{}</small>', reverse("collective:lease", args=[record.uuid]), value, record.number)

    def render_until(self, record: Lease) -> str:
        return last_day_of(record).isoformat()

    def render_total(self, value) -> str:
        return format_yuan(value)

    def render_state(self, record: Lease) -> str:
        return record.get_state_display()
