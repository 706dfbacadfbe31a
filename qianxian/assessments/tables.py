"""Registers of the yearly assessment. No column can be sorted by: the order is the division code's."""

from __future__ import annotations

import datetime as dt

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from qianxian.assessments.models import AssessmentScheme, AssessmentSheet
from qianxian.assessments.moves import STATUS_WORDS
from qianxian.divisions.tables import VillageTable
from qianxian.portal.marks import status_mark

NUM = {"td": {"class": "num"}}
WIDE = {"td": {"class": "qx-only-wide"}}
SCHEME_WORDS = {"draft": "草稿", "published": "已公开", "replaced": "已更正"}


class _Placed(VillageTable):
    """Rows that stand in a place, on a day."""

    row_header = "name"

    def __init__(self, *args, names: dict[str, str], on: dt.date, **kwargs) -> None:
        super().__init__(*args, names=names, orderable=False, **kwargs)
        self.on = on


class SheetTable(_Placed):
    """Sheets by place; the score is for those who work on it and stands on the sheet, not in the list."""

    name = tables.Column(accessor="person__name", verbose_name=_("考核对象"))
    village = tables.Column(accessor="division_code", verbose_name=_("村（社区）"))
    year = tables.Column(verbose_name=_("年度"), attrs=NUM)
    number = tables.Column(verbose_name=_("编号"), attrs=WIDE)
    state = tables.Column(verbose_name=_("状态"))
    step = tables.Column(accessor="state", verbose_name=_("办到哪一步"))

    class Meta:
        attrs = {"caption": _("年度考核表")}

    def render_name(self, record: AssessmentSheet) -> str:
        words = record.person.name if record.subject == "person" else record.centre.name
        return format_html('<a href="{}">{}</a>', reverse("assessments:sheet", args=[record.uuid]), words)

    def render_state(self, record: AssessmentSheet) -> str:
        return status_mark(STATUS_WORDS[record.state])

    def render_step(self, record: AssessmentSheet) -> str:
        return str(record.get_state_display())

    def render_year(self, value: int) -> str:
        return str(value)


class SchemeTable(_Placed):
    """Schemes by town and year."""

    name = tables.Column(accessor="title", verbose_name=_("方案"))
    village = tables.Column(accessor="division_code", verbose_name=_("镇（街道）"))
    year = tables.Column(verbose_name=_("年度"), attrs=NUM)
    subject = tables.Column(verbose_name=_("考核对象"))
    state = tables.Column(verbose_name=_("状态"))
    sheets_opened = tables.Column(verbose_name=_("考核表"), attrs=NUM)

    class Meta:
        attrs = {"caption": _("考核方案")}

    def render_name(self, value: str, record: AssessmentScheme) -> str:
        return format_html('<a href="{}">{}</a>', reverse("assessments:scheme", args=[record.uuid]), value)

    def render_state(self, record: AssessmentScheme) -> str:
        return status_mark(SCHEME_WORDS[record.state])

    def render_year(self, value: int) -> str:
        return str(value)
