"""Projects and assets as tables; ``names`` are the places' names, read once per page."""

from __future__ import annotations

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from qianxian.divisions.tables import VillageTable
from qianxian.foundation.money import format_yuan
from qianxian.projects.models import Asset, Project

NUM = {"td": {"class": "num"}}


class ProjectTable(VillageTable):
    """One row per project."""

    row_header = "name"
    name = tables.Column(verbose_name=_("项目"), orderable=False)
    village = tables.Column(accessor="division_code", verbose_name=_("村（社区）"), order_by=("division_code", "pk"))
    kind = tables.Column(verbose_name=_("类别"), orderable=False)
    budget = tables.Column(verbose_name=_("预算（元）"), attrs=NUM, empty_values=())
    mode = tables.Column(verbose_name=_("招标方式"), orderable=False, empty_values=())
    state = tables.Column(verbose_name=_("进展"), orderable=False)

    class Meta:
        attrs = {"caption": _("项目")}

    def render_name(self, value: str, record: Project) -> str:
        return format_html('<a href="{}">{}</a> <small>{}</small>', reverse("projects:project", args=[record.uuid]), value, record.number)

    def render_kind(self, record: Project) -> str:
        return record.get_kind_display()

    def render_budget(self, value) -> str:
        return "—" if value is None else format_yuan(value)

    def render_mode(self, record: Project) -> str:
        return record.get_mode_display() or "—"

    def render_state(self, record: Project) -> str:
        return record.get_state_display()


class AssetTable(VillageTable):
    """One row per asset."""

    row_header = "name"
    name = tables.Column(verbose_name=_("资产"), orderable=False)
    village = tables.Column(accessor="division_code", verbose_name=_("村（社区）"), order_by=("division_code", "pk"))
    category = tables.Column(verbose_name=_("资产类别"), orderable=False)
    cost = tables.Column(verbose_name=_("原值（元）"), attrs=NUM)
    entered_on = tables.Column(verbose_name=_("入账日期"), attrs=NUM)

    class Meta:
        attrs = {"caption": _("资产")}

    def render_name(self, value: str, record: Asset) -> str:
        return format_html('<a href="{}">{}</a> <small>{}</small>', reverse("projects:project", args=[record.project.uuid]), value, record.number)

    def render_category(self, record: Asset) -> str:
        return record.get_category_display()

    def render_cost(self, value) -> str:
        return format_yuan(value)

    def render_entered_on(self, value) -> str:
        return value.isoformat()
