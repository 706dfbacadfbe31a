"""The register of threads: what has waited longest in its step first, a way to see what to do next and no ranking."""

from __future__ import annotations

import datetime as dt

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from qianxian.portal.marks import due_mark, status_mark
from qianxian.threads.models import Stall, Thread, ThreadStep
from qianxian.threads.rules import days_waited

NUM = {"td": {"class": "num"}, "th": {"class": "num"}}
WORDS = {"open": "办理中", "closed": "已办结"}


class ThreadTable(tables.Table):
    """Threads; ``names`` are the places' names, ``on`` the day the waiting is counted to."""

    row_header = "title"
    title = tables.Column(verbose_name=pgettext_lazy("thread", "线"), order_by=("title", "pk"))
    village = tables.Column(accessor="division_code", verbose_name=_("村（社区）"), order_by=("division_code", "number"))
    step = tables.Column(accessor="step_now", verbose_name=_("停在"), orderable=False)
    holder = tables.Column(accessor="held_by", verbose_name=_("在谁手上"), orderable=False)
    waited = tables.Column(accessor="step_since", verbose_name=_("等了（天）"), order_by=("waiting_since", "number"), attrs=NUM)
    asked_on = tables.Column(verbose_name=_("提出日期"), attrs=NUM)
    state = tables.Column(verbose_name=_("状态"), orderable=False)

    class Meta:
        attrs = {"caption": pgettext_lazy("thread", "线")}

    def __init__(self, *args, names: dict[str, str], on: dt.date, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.names, self.on = names, on

    def render_title(self, record: Thread) -> SafeString:
        """The name as the row's link, its number beneath."""
        return format_html('<a href="{}">{}</a> <span class="qx-quiet qx-sm">{}</span>', reverse("threads:thread", args=[record.uuid]), record.title, record.number)

    def render_village(self, value: str) -> str:
        """By name."""
        return self.names.get(value, value)

    def render_step(self, value: str) -> str:
        """In words."""
        return ThreadStep.Step(value).label

    def render_holder(self, record: Thread) -> str:
        """The body, else the role."""
        return record.held_body or ThreadStep.Holder(record.held_by).label

    def render_waited(self, record: Thread) -> str:
        """Days in the step or at a stand; none once it is over."""
        return f"{days_waited(record.stalled_since or record.step_since, self.on):,}" if record.state in ("open", "stalled") else "—"

    def render_asked_on(self, value: dt.date) -> str:
        """The day."""
        return value.isoformat()

    def render_state(self, record: Thread) -> SafeString | str:
        """A mark; a stall with its cause."""
        if record.state == Thread.State.STALLED:
            return due_mark(0, text=gettext("搁置：%(cause)s") % {"cause": Stall.Cause(record.stall_cause).label})
        return status_mark(WORDS[record.state]) if record.state != Thread.State.JOINED else record.get_state_display()
