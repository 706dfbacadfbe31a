"""The lists of the room as tables."""

from __future__ import annotations

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from qianxian.divisions.tables import VillageTable
from qianxian.elements.models import AskedBefore, CollectionTask, DataElement
from qianxian.elements.permissions import can_answer_report
from qianxian.elements.readers import reader_of
from qianxian.foundation.actor import Actor


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


class TaskTable(tables.Table):
    """Tasks, the latest first."""

    row_header = "title"
    title = tables.Column(verbose_name=_("任务"))
    issuer = tables.Column(verbose_name=_("谁在要"), empty_values=(), orderable=False)
    state = tables.Column(verbose_name=_("状态"))
    issued_on = tables.Column(verbose_name=_("下发日期"), attrs={"td": {"class": "num"}})
    due_on = tables.Column(verbose_name=_("截止日期"), attrs={"td": {"class": "num"}})
    asked = tables.Column(verbose_name=_("要填的格"), orderable=False, attrs={"td": {"class": "num"}})
    shown = tables.Column(verbose_name=_("已带出的格"), orderable=False, attrs={"td": {"class": "num"}})
    done = tables.Column(verbose_name=_("已报"), empty_values=(), orderable=False, attrs={"td": {"class": "num"}})

    class Meta:
        attrs = {"caption": _("填报任务")}

    def __init__(self, *args, issuers: dict[tuple[str, str], str], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.issuers = issuers

    def render_title(self, value: str, record: CollectionTask) -> str:
        return format_html('<a href="{}">{}</a>', reverse("elements:task", args=[record.uuid]), value)

    def render_state(self, record: CollectionTask) -> str:
        return record.get_state_display()

    def render_issuer(self, record: CollectionTask) -> str:
        return self.issuers.get((record.issuer_code, record.issuer_role), "")

    def render_done(self, record: CollectionTask) -> str:
        return f"{record.n_done}/{record.n_units}"


class ReportTable(VillageTable):
    """What villages say was asked before."""

    row_header = "element"
    element = tables.Column(verbose_name=_("数据元"), accessor="question__element__name", orderable=False)
    village = tables.Column(verbose_name=_("村（社区）"), accessor="division_code")
    task = tables.Column(verbose_name=_("任务"), accessor="question__task__title", orderable=False)
    words = tables.Column(verbose_name=_("在哪里报过"), orderable=False)
    reported_on = tables.Column(verbose_name=_("反映日期"), attrs={"td": {"class": "num"}})
    reply = tables.Column(verbose_name=_("答复"), empty_values=())
    reply_words = tables.Column(verbose_name=_("说明"), orderable=False)

    class Meta:
        attrs = {"caption": _("这道题问过了")}

    def __init__(self, *args, by: Actor, **more) -> None:
        super().__init__(*args, **more)
        self.by = by

    def render_element(self, value: str, record: AskedBefore) -> str:
        """The element; to its owner, while he has not replied, the way to his reply."""
        if record.reply or not can_answer_report(self.by, record).allowed:
            return value
        return format_html('<a href="{}">{}</a>', reverse("elements:answer_report", args=[record.uuid]), value)

    def render_reply(self, record: AskedBefore) -> str:
        if not record.reply:
            return gettext("待答复")
        return gettext("并入「%(name)s」") % {"name": record.merged_into.name} if record.merged_into else record.get_reply_display()
