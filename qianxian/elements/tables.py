"""The register of data elements as a table."""

from __future__ import annotations

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from qianxian.elements.models import DataElement
from qianxian.elements.readers import reader_of


class ElementTable(tables.Table):
    """Elements by code."""

    row_header = "name"
    code = tables.Column(verbose_name=_("编号"))
    name = tables.Column(verbose_name=_("数据元"))
    subject = tables.Column(verbose_name=_("对象"))
    lives = tables.Column(verbose_name=_("存在哪里"), orderable=False)
    validity_months = tables.Column(verbose_name=_("有效期"), attrs={"td": {"class": "num"}})
    owner = tables.Column(verbose_name=_("归口单位"), orderable=False)
    legal_basis = tables.Column(verbose_name=_("依据"), orderable=False, attrs={"td": {"class": "qx-only-wide"}})

    class Meta:
        attrs = {"caption": _("数据元")}

    def render_name(self, value: str, record: DataElement) -> str:
        return format_html('<a href="{}">{}</a>', reverse("elements:element", args=[record.code]), value)

    def render_subject(self, record: DataElement) -> str:
        return record.get_subject_display()

    def render_owner(self, record: DataElement) -> str:
        return record.get_owner_display()

    def render_lives(self, record: DataElement) -> str:
        return where_it_lives(record)

    def render_validity_months(self, value: int) -> str:
        return gettext("%(n)d 个月") % {"n": value}


def where_it_lives(element: DataElement) -> str:
    """The register that holds the value, in words; or that it is asked once."""
    if element.same_as is not None:
        return gettext("并入「%(name)s」") % {"name": element.same_as.name}
    reader = reader_of(element.code)
    return str(reader.lives_in) if reader else gettext("没有台账，填报一次")
