"""The centre register as a table."""

from __future__ import annotations

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from qianxian.centres.holders import Posts
from qianxian.centres.models import ServiceCentre, StaffingPlan

NUM = {"td": {"class": "num"}}


class CentreTable(tables.Table):
    """Centres with their director and how many planned posts are filled. ``names``, ``posts`` and ``plans`` are read once per page."""

    row_header = "name"
    name = tables.Column(verbose_name=_("中心"), order_by=("division_code", "pk"))
    village = tables.Column(accessor="division_code", verbose_name=_("村（社区）"), orderable=False)
    town = tables.Column(accessor="division_code", verbose_name=_("镇（街道）"), orderable=False, attrs={"td": {"class": "qx-only-wide"}})
    kind = tables.Column(verbose_name=_("类别"), orderable=False)
    director = tables.Column(accessor="pk", verbose_name=_("主任"), orderable=False)
    planned = tables.Column(accessor="pk", verbose_name=_("核定岗位"), orderable=False, attrs=NUM)
    used = tables.Column(accessor="pk", verbose_name=_("已聘"), orderable=False, attrs=NUM)
    opened_on = tables.Column(verbose_name=_("启用日期"), attrs=NUM)

    class Meta:
        attrs = {"caption": _("党群服务中心")}

    def __init__(self, *args, names: dict[str, str], posts: dict[int, Posts], plans: dict[int, StaffingPlan], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.names, self.posts, self.plans = names, posts, plans

    def render_name(self, value: str, record: ServiceCentre) -> str:
        return format_html('<a href="{}">{}</a>', reverse("centres:centre", args=[record.uuid]), value)

    def render_village(self, value: str) -> str:
        return self.names.get(value, value)

    def render_town(self, value: str) -> str:
        return self.names.get(value[:9] + "000", "")

    def render_kind(self, record: ServiceCentre) -> str:
        return record.get_kind_display()

    def render_director(self, value: int, record: ServiceCentre) -> str:
        posts = self.posts.get(value, Posts())
        if record.kind != ServiceCentre.Kind.MAIN:
            return "—"
        if posts.director is None:
            return format_html("<b>{}</b>", _("主任空缺"))
        return format_html("{}<small>{}</small>", posts.director.name, _("（代理，主任空缺）") if posts.director.acting else "")

    def render_planned(self, value: int) -> str:
        plan = self.plans.get(value)
        return str(plan.leading_posts + plan.exception_posts) if plan else "—"

    def render_used(self, value: int) -> str:
        return str(self.posts.get(value, Posts()).used)

    def render_opened_on(self, value) -> str:
        return value.isoformat()
