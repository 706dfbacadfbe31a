"""The list of persons."""

from __future__ import annotations

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from qianxian.foundation.masks import mask_phone
from qianxian.people.models import Person
from qianxian.portal.columns import DayColumn


class PersonTable(tables.Table):
    """Persons by pinyin, numbers masked."""

    name = tables.Column(verbose_name=_("姓名"), order_by=("pinyin", "id"))
    sex = tables.Column(verbose_name=_("性别"))
    birth_date = DayColumn(verbose_name=_("出生日期"), attrs={"td": {"class": "num"}})
    identity_masked = tables.Column(verbose_name=_("证件号码"), orderable=False, attrs={"td": {"class": "qx-num"}})
    mobile = tables.Column(
        verbose_name=_("手机"), orderable=False, attrs={"td": {"class": "qx-num qx-only-wide"}, "th": {"class": "qx-only-wide"}}
    )
    division_code = tables.Column(verbose_name=_("所在地"))

    class Meta:
        model = Person
        fields = ("name", "sex", "birth_date", "identity_masked", "mobile", "division_code")
        order_by = ()
        attrs = {"caption": _("人员")}

    def __init__(self, *args, names, **kwargs):
        super().__init__(*args, **kwargs)
        self.names = names

    def render_name(self, value: str, record: Person) -> str:
        return format_html('<a href="{}">{}</a>', reverse("people:person", args=[record.uuid]), value)

    def render_mobile(self, value: str) -> str:
        return mask_phone(value)

    def render_division_code(self, value: str) -> str:
        return self.names.get(value, value)
