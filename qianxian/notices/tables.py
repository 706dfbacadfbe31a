"""The outbox as a table: states and numbers, by no name."""

from __future__ import annotations

import datetime as dt

import django_tables2 as tables
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from qianxian.notices.models import Notice
from qianxian.notices.words import outcome_words

NUM = {"td": {"class": "num"}}


class OutboxTable(tables.Table):
    """One row per message, the latest first."""

    row_header = "written_at"
    written_at = tables.Column(verbose_name=_("写好"), orderable=False, attrs=NUM)
    kind = tables.Column(verbose_name=_("哪一种"), orderable=False)
    unit = tables.Column(accessor="unit_code", verbose_name=_("单位"), orderable=False)
    channel = tables.Column(verbose_name=_("怎么发"), orderable=False)
    state = tables.Column(verbose_name=_("状态"), orderable=False)
    tries = tables.Column(verbose_name=_("试了几次"), orderable=False, attrs=NUM)
    outcome = tables.Column(verbose_name=_("原因"), orderable=False)
    sent_at = tables.Column(verbose_name=_("发出"), orderable=False, attrs=NUM)

    class Meta:
        attrs = {"caption": _("消息发件箱")}

    def __init__(self, *args, names: dict[str, str], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.names = names

    def render_written_at(self, value: dt.datetime, record: Notice) -> str:
        return format_html('<a href="{}">{}</a>', reverse("notices:notice", args=[record.uuid]), _moment(value))

    def render_sent_at(self, value: dt.datetime) -> str:
        return _moment(value)

    def render_kind(self, record: Notice) -> str:
        return record.get_kind_display()

    def render_channel(self, record: Notice) -> str:
        return record.get_channel_display()

    def render_state(self, record: Notice) -> str:
        return record.get_state_display()

    def render_outcome(self, value: str) -> str:
        return outcome_words(value)

    def render_unit(self, value: str) -> str:
        return self.names.get(value, "—")


def _moment(value: dt.datetime) -> str:
    return timezone.localtime(value).strftime("%Y-%m-%d %H:%M")
