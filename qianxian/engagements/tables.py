"""Registers of 选聘分离 as tables."""

from __future__ import annotations

import datetime as dt

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from qianxian.divisions.tables import VillageTable
from qianxian.engagements.models import ConsequenceCase, EngagementReview, GroundRecord, SecretaryFiling, YearlyGrade
from qianxian.engagements.moves import CASE_WORDS, OUTCOME_WORDS, STATUS_WORDS
from qianxian.engagements.queries import offices_text
from qianxian.portal.columns import DayColumn
from qianxian.portal.marks import due_mark, status_mark

NUM = {"td": {"class": "num"}}
WIDE = {"td": {"class": "qx-only-wide"}}
EXPIRES_SOON = 30


class _Placed(VillageTable):
    """Rows that stand in a village, on a day."""

    row_header = "name"

    def __init__(self, *args, names: dict[str, str], on: dt.date, **kwargs) -> None:
        super().__init__(*args, names=names, **kwargs)
        self.on = on

    def render_town(self, value: str) -> str:
        return self.names.get(value[:9] + "000", "")


class CadreTable(_Placed):
    """村（社区）干部: elected office and centre post side by side, and what was decided."""

    name = tables.Column(accessor="person__name", verbose_name=_("姓名"), order_by=("person__pinyin", "pk"))
    village = tables.Column(accessor="division_code", verbose_name=_("村（社区）"), orderable=False)
    town = tables.Column(accessor="division_code", verbose_name=_("镇（街道）"), orderable=False, attrs=WIDE)
    offices = tables.Column(accessor="person__offices", verbose_name=_("当选职务"), orderable=False, empty_values=())
    post = tables.Column(verbose_name=_("中心岗位"), orderable=False)
    outcome = tables.Column(verbose_name=_("选聘结论"), orderable=False)
    outcome_on = tables.Column(verbose_name=_("决定日期"), attrs=NUM)
    vetted_until = tables.Column(verbose_name=_("联审有效至"), attrs=NUM)

    class Meta:
        attrs = {"caption": _("村（社区）干部")}

    def render_name(self, value: str, record: EngagementReview) -> str:
        return format_html('<a href="{}">{}</a>', reverse("engagements:review", args=[record.uuid]), value)

    def render_offices(self, record: EngagementReview) -> str:
        return offices_text(record.person.offices) or _("无")

    def render_post(self, record: EngagementReview) -> str:
        return record.get_post_display() if record.outcome == "engaged" else format_html('<span class="qx-quiet">{}</span>', _("无"))

    def render_outcome(self, value: str) -> str:
        return status_mark(OUTCOME_WORDS[value])

    def render_outcome_on(self, value: dt.date) -> str:
        return value.isoformat()

    def render_vetted_until(self, value: dt.date, record: EngagementReview) -> str:
        if record.state == "settled":
            return value.isoformat()  # the decision rests on it as it was; only open work can still run out of time
        left = (value - self.on).days
        return value.isoformat() if left > EXPIRES_SOON else due_mark(-1 if left < 0 else 1, text=value.isoformat())


class ReviewTable(_Placed):
    """Reviews in progress."""

    name = tables.Column(accessor="person__name", verbose_name=_("姓名"), order_by=("person__pinyin", "pk"))
    village = tables.Column(accessor="division_code", verbose_name=_("村（社区）"), orderable=False)
    town = tables.Column(accessor="division_code", verbose_name=_("镇（街道）"), orderable=False, attrs=WIDE)
    post = tables.Column(verbose_name=_("中心岗位"), orderable=False)
    state = tables.Column(verbose_name=_("状态"), orderable=False)
    step = tables.Column(accessor="state", verbose_name=_("办到哪一步"), orderable=False)
    nominated_on = tables.Column(verbose_name=_("提名日期"), attrs=NUM)
    number = tables.Column(verbose_name=_("编号"), attrs=WIDE)

    class Meta:
        attrs = {"caption": _("选聘审核")}

    def render_name(self, value: str, record: EngagementReview) -> str:
        return format_html('<a href="{}">{}</a>', reverse("engagements:review", args=[record.uuid]), value)

    def render_state(self, record: EngagementReview) -> str:
        return status_mark(STATUS_WORDS[record.state])

    def render_step(self, record: EngagementReview) -> str:
        return record.get_state_display()

    def render_nominated_on(self, value: dt.date) -> str:
        return value.isoformat()


class GradeTable(_Placed):
    """Yearly grades."""

    name = tables.Column(accessor="person__name", verbose_name=_("姓名"), order_by=("person__pinyin", "pk"))
    village = tables.Column(accessor="division_code", verbose_name=_("村（社区）"), orderable=False)
    town = tables.Column(accessor="division_code", verbose_name=_("镇（街道）"), orderable=False, attrs=WIDE)
    year = tables.Column(verbose_name=_("年度"), attrs=NUM)
    grade = tables.Column(verbose_name=_("等次"), orderable=False)
    decided_on = tables.Column(verbose_name=_("确定日期"), attrs=NUM)
    source_document = tables.Column(verbose_name=_("文号"), orderable=False)

    class Meta:
        attrs = {"caption": _("年度考核等次")}

    def render_grade(self, record: YearlyGrade) -> str:
        return record.get_grade_display()

    def render_decided_on(self, value: dt.date) -> str:
        return value.isoformat()


class CaseTable(_Placed):
    """处理事项, by place."""

    name = tables.Column(accessor="person__name", verbose_name=_("姓名"), orderable=False)
    village = tables.Column(accessor="division_code", verbose_name=_("村（社区）"), orderable=False)
    kind = tables.Column(verbose_name=_("处理"), orderable=False)
    state = tables.Column(verbose_name=_("状态"), orderable=False)
    step = tables.Column(accessor="state", verbose_name=_("办到哪一步"), orderable=False)
    proposed_on = DayColumn(verbose_name=_("提出日期"), orderable=False, attrs=NUM)

    class Meta:
        attrs = {"caption": _("处理事项")}

    def render_name(self, value: str, record: ConsequenceCase) -> str:
        return format_html('<a href="{}">{}</a>', reverse("engagements:case", args=[record.uuid]), value)

    def render_state(self, record: ConsequenceCase) -> str:
        return status_mark(CASE_WORDS[record.state])

    def render_step(self, record: ConsequenceCase) -> str:
        return str(record.get_state_display())


class GroundTable(_Placed):
    """不宜任职情形, by place; ``titles`` maps codes to words."""

    name = tables.Column(accessor="person__name", verbose_name=_("姓名"), orderable=False)
    village = tables.Column(accessor="division_code", verbose_name=_("村（社区）"), orderable=False)
    code = tables.Column(verbose_name=_("情形"), orderable=False)
    document = tables.Column(verbose_name=_("依据文书"), orderable=False)
    until = tables.Column(verbose_name=_("届满日期"), orderable=False, attrs=NUM, default=_("没有期限"))
    state = tables.Column(accessor="cleared_on", verbose_name=_("状态"), orderable=False, empty_values=())

    class Meta:
        attrs = {"caption": _("不宜任职情形")}

    def __init__(self, *args, titles: dict[str, str], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.titles = titles

    def render_name(self, value: str, record: GroundRecord) -> str:
        return format_html('<a href="{}">{}</a>', reverse("engagements:ground", args=[record.uuid]), value)

    def render_code(self, value: str) -> str:
        return self.titles.get(value, value)

    def render_until(self, value: dt.date) -> str:
        return value.isoformat()

    def render_state(self, record: GroundRecord) -> str:
        return status_mark("已办结" if record.cleared_on else "办理中")


class FilingTable(_Placed):
    """书记备案, by place."""

    name = tables.Column(accessor="mandate__person__name", verbose_name=_("书记"), orderable=False)
    village = tables.Column(accessor="division_code", verbose_name=_("村（社区）"), orderable=False)
    event = tables.Column(verbose_name=_("事项"), orderable=False)
    event_on = DayColumn(verbose_name=_("日期"), orderable=False, attrs=NUM)
    filed_on = DayColumn(verbose_name=_("报送日期"), orderable=False, attrs=NUM)
    objection_until = DayColumn(verbose_name=_("异议期至"), orderable=False, attrs=NUM)

    class Meta:
        attrs = {"caption": _("书记备案")}

    def render_name(self, value: str, record: SecretaryFiling) -> str:
        return format_html('<a href="{}">{}</a>', reverse("engagements:filing", args=[record.uuid]), value)
