"""Lists of pay."""

from __future__ import annotations

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from qianxian.engagements.models import YearlyGrade
from qianxian.pay.models import PaySlip
from qianxian.portal.marks import money_mark

NUM = {"td": {"class": "num"}}
GRADES = dict(YearlyGrade.Grade.choices)


class SlipTable(tables.Table):
    """Slips of a run: who, at which centre, how much by whom."""

    person = tables.Column(verbose_name=_("姓名"), accessor="person__name", order_by="person__pinyin")
    centre = tables.Column(verbose_name=_("党群服务中心"), accessor="explanation__centre", orderable=False)
    grade = tables.Column(verbose_name=_("考核等次"))
    base_paid = tables.Column(verbose_name=_("基本报酬（元）"), attrs=NUM)
    bonus = tables.Column(verbose_name=_("绩效奖励（元）"), attrs=NUM)
    city = tables.Column(verbose_name=_("市（元）"), attrs=NUM)
    district = tables.Column(verbose_name=_("区（元）"), attrs=NUM)
    town = tables.Column(verbose_name=_("镇（元）"), attrs=NUM)
    gross = tables.Column(verbose_name=_("应发（元）"), attrs=NUM)

    class Meta:
        model = PaySlip
        fields = ("person", "centre", "grade", "base_paid", "bonus", "city", "district", "town", "gross")
        order_by = ()

    def render_person(self, value: str, record: PaySlip) -> str:
        return format_html('<a href="{}">{}</a>', reverse("pay:slip", args=[record.uuid]), value)

    def render_grade(self, value: str) -> str:
        return GRADES.get(value, "—")

    def _money(self, value):
        return money_mark(value)

    render_base_paid = render_bonus = render_city = render_district = render_town = render_gross = _money


class WhatIfTable(tables.Table):
    """People whose pay changes in a scenario; one column per scenario beside the one in force."""

    name = tables.Column(verbose_name=_("姓名"), orderable=False)
    place = tables.Column(verbose_name=_("村（社区）"), orderable=False)
    post = tables.Column(verbose_name=_("岗位"), orderable=False)

    class Meta:
        order_by = ()

    def __init__(self, rows, *, names: list[str], **kwargs) -> None:
        columns = [(f"cell{n}", _Cell(n, name)) for n, name in enumerate(names)]
        super().__init__(rows, extra_columns=columns, **kwargs)


class _Cell(tables.Column):
    """The whole under one scenario, and which budget bears the change."""

    def __init__(self, n: int, name: str) -> None:
        super().__init__(verbose_name=name, accessor=f"cells__{n}", orderable=False, attrs=NUM)

    def render(self, value):
        classes = (("change", "qx-change"), ("parts", "qx-change qx-only-wide"))
        said = [format_html('<small class="qx-quiet {}">{}</small>', how, value[key]) for key, how in classes if value[key]]
        return format_html_join(mark_safe(" "), "{}", ([part] for part in (value["amount"], *said)))


class SettlementTable(tables.Table):
    """The statement of a year's income tax, by place and name."""

    row_header = "name"

    name = tables.Column(verbose_name=_("姓名"), orderable=False)
    place = tables.Column(verbose_name=_("村（社区）"), orderable=False)
    income = tables.Column(verbose_name=_("累计收入（元）"), orderable=False, attrs=NUM)
    insurance = tables.Column(verbose_name=_("社会保险（元）"), orderable=False, attrs=NUM)
    deductions = tables.Column(verbose_name=_("减除和附加扣除（元）"), orderable=False, attrs=NUM)
    taxable = tables.Column(verbose_name=_("应纳税所得额（元）"), orderable=False, attrs=NUM)
    tax = tables.Column(verbose_name=_("全年税额（元）"), orderable=False, attrs=NUM)
    withheld = tables.Column(verbose_name=_("已预扣（元）"), orderable=False, attrs=NUM)
    word = tables.Column(verbose_name=_("核对"), orderable=False)

    class Meta:
        attrs = {"caption": _("个税年度对账")}
        order_by = ()

    def _money(self, value):
        return money_mark(value)

    render_income = render_insurance = render_deductions = render_taxable = render_tax = render_withheld = _money
