"""The catalogue as a table."""

from __future__ import annotations

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from qianxian.services.models import ServiceItem


class ItemTable(tables.Table):
    """Items by code."""

    row_header = "name"
    code = tables.Column(verbose_name=_("编号"), attrs={"td": {"class": "text-nowrap"}})
    name = tables.Column(verbose_name=_("事项"))
    category = tables.Column(verbose_name=_("类别"))
    handled_by = tables.Column(verbose_name=_("由哪级办结"), orderable=False)
    limit_days = tables.Column(verbose_name=_("期限"), attrs={"td": {"class": "num"}})
    law = tables.Column(verbose_name=_("依据"), orderable=False, attrs={"td": {"class": "qx-only-wide"}})

    class Meta:
        attrs = {"caption": _("办事目录")}

    def render_name(self, value: str, record: ServiceItem) -> str:
        return format_html('<a href="{}">{}</a>', reverse("services:item", args=[record.code]), value)

    def render_category(self, record: ServiceItem) -> str:
        return record.get_category_display()

    def render_handled_by(self, record: ServiceItem) -> str:
        return record.get_handled_by_display()

    def render_limit_days(self, value: int) -> str:
        return in_days(value)


def in_days(limit: int) -> str:
    """The limit in words: at once, or working days."""
    return gettext("%(n)d 个工作日") % {"n": limit} if limit else gettext("当场办结")
