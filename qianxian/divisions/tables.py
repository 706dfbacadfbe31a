"""The list of places."""

from __future__ import annotations

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from qianxian.divisions.models import Division
from qianxian.portal.marks import count_mark


class VillageTable(tables.Table):
    """Rows that stand in a village, shown by its name; ``names`` maps codes to names, read once per page."""

    def __init__(self, *args, names: dict[str, str], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.names = names

    def render_village(self, value: str) -> str:
        return self.names.get(value, value)


class DivisionTable(tables.Table):
    """Places by code, with their town and resident population."""

    name = tables.Column(verbose_name=_("名称"), order_by="pinyin")
    code = tables.Column(verbose_name=_("区划代码"), attrs={"td": {"class": "num"}})
    kind = tables.Column(verbose_name=_("类别"))
    town = tables.Column(verbose_name=_("镇（街道）"), accessor="parent_code", order_by="parent_code")
    resident = tables.Column(verbose_name=_("常住人口（人）"), empty_values=(), orderable=False, attrs={"td": {"class": "num"}})

    class Meta:
        model = Division
        fields = ("name", "code", "kind", "town", "resident")
        order_by = ()
        attrs = {"caption": _("区划")}

    def __init__(self, *args, names, residents, **kwargs):
        super().__init__(*args, **kwargs)
        self.names, self.residents = names, residents

    def render_name(self, value: str, record: Division) -> str:
        return format_html('<a href="{}">{}</a>', reverse("divisions:division", args=[record.code]), value)

    def render_town(self, value: str) -> str:
        return self.names.get(value, "")

    def render_resident(self, record: Division):
        residents = self.residents.get(record.code)
        return _("未填报") if residents is None else count_mark(residents)
