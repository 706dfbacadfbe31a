"""The reserve and the admissions as tables."""

from __future__ import annotations

import datetime as dt

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from qianxian.pipeline.models import Admission, ReserveCandidate
from qianxian.pipeline.queries.admissions import due_on

NUM = {"td": {"class": "num"}}


class CandidateTable(tables.Table):
    """Candidates by village; ``names`` are the places' names, read once per page."""

    row_header = "person"
    person = tables.Column(accessor="person__name", verbose_name=_("姓名"), order_by=("person__pinyin", "pk"))
    village = tables.Column(accessor="division_code", verbose_name=_("村（社区）"), order_by=("division_code", "pk"))
    town = tables.Column(accessor="division_code", verbose_name=_("镇（街道）"), orderable=False, attrs={"td": {"class": "qx-only-wide"}})
    source = tables.Column(verbose_name=_("来源"), orderable=False)
    state = tables.Column(verbose_name=_("状态"), accessor="state_on", orderable=False)
    proposed_on = tables.Column(verbose_name=_("提名日期"), attrs=NUM)
    settled_on = tables.Column(verbose_name=_("确认日期"), accessor="settled_then", attrs=NUM)

    class Meta:
        attrs = {"caption": _("后备人选")}

    def __init__(self, *args, names: dict[str, str], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.names = names

    def render_person(self, value: str, record: ReserveCandidate) -> str:
        return format_html('<a href="{}">{}</a>', reverse("pipeline:candidate", args=[record.uuid]), value)

    def render_village(self, value: str) -> str:
        return self.names.get(value, value)

    def render_town(self, value: str) -> str:
        return self.names.get(value[:9] + "000", "")

    def render_source(self, record: ReserveCandidate) -> str:
        return record.get_source_display()

    def render_state(self, value: str) -> str:
        return dict(ReserveCandidate.State.choices)[value]

    def render_proposed_on(self, value) -> str:
        return value.isoformat()

    def render_settled_on(self, value) -> str:
        return value.isoformat()


class OutlookTable(tables.Table):
    """Secretaries' posts by division code, never by rank: when each falls vacant, why, and how far the reserve covers it."""

    row_header = "village"
    village = tables.Column(verbose_name=_("村（社区）"), orderable=False)
    holder = tables.Column(verbose_name=_("现任书记"), orderable=False)
    age = tables.Column(verbose_name=_("年龄"), orderable=False, attrs=NUM)
    expected_on = tables.Column(verbose_name=_("预计空缺"), orderable=False, attrs=NUM)
    why = tables.Column(verbose_name=_("原因"), orderable=False)
    reserve = tables.Column(verbose_name=_("后备"), orderable=False, attrs=NUM)
    step = tables.Column(verbose_name=_("下一步"), accessor="row", orderable=False)

    class Meta:
        attrs = {"caption": _("逐村情况")}

    def __init__(self, *args, may_propose: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.may_propose = may_propose

    def render_expected_on(self, value) -> str:
        return value.isoformat()

    def render_step(self, value) -> str:
        if not value.missing:
            return _("足额")
        if not self.may_propose:
            return _("还缺 %(n)d 人") % {"n": value.missing}
        address, words = reverse("pipeline:propose", args=[value.organisation.uuid]), _("提名")
        return format_html('<a href="{}">{}<span class="visually-hidden">{}</span></a>', address, words, value.village)


class AdmissionTable(tables.Table):
    """Admissions by place; ``names`` are the places' names, read once per page."""

    row_header = "person"
    person = tables.Column(accessor="person__name", verbose_name=_("姓名"), order_by=("person__pinyin", "pk"))
    village = tables.Column(accessor="division_code", verbose_name=_("村（社区）"), order_by=("division_code", "pk"))
    branch = tables.Column(accessor="organisation__name", verbose_name=_("支部"), orderable=False)
    stage = tables.Column(verbose_name=_("阶段"), orderable=False)
    stage_on = tables.Column(verbose_name=_("进入本阶段"), attrs=NUM)
    due = tables.Column(verbose_name=_("最迟办理"), accessor="pk", orderable=False, attrs=NUM)

    class Meta:
        attrs = {"caption": _("发展党员")}

    def __init__(self, *args, names: dict[str, str], on: dt.date, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.names, self.on = names, on

    def render_person(self, value: str, record: Admission) -> str:
        return format_html('<a href="{}">{}</a>', reverse("pipeline:admission", args=[record.uuid]), value)

    def render_village(self, value: str) -> str:
        return self.names.get(value, value)

    def render_due(self, record: Admission) -> str:
        """The last day of the next step (R-P18), told as passed when it is."""
        due = due_on(record, self.on)
        if due is None:
            return "—"
        return _("%(day)s（已过期）") % {"day": due} if due < self.on else due.isoformat()

    def render_stage(self, record: Admission) -> str:
        return record.get_stage_display()

    def render_stage_on(self, value) -> str:
        return value.isoformat()
