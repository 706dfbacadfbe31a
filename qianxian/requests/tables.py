"""Requests as a table, by their last day. What was told stands on the request's own page; who told it on none."""

from __future__ import annotations

import datetime as dt

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from qianxian.divisions.tables import VillageTable
from qianxian.requests.models import Request
from qianxian.requests.moves import CLOSED, WAITING
from qianxian.requests.pages import in_hands
from qianxian.requests.queries import address_of

NUM = {"td": {"class": "num"}}


class RequestTable(VillageTable):
    """One row per request."""

    row_header = "number"
    number = tables.Column(verbose_name=_("编号"), orderable=False)
    kind = tables.Column(verbose_name=_("类别"), orderable=False)
    subject = tables.Column(verbose_name=_("哪方面"), orderable=False)
    village = tables.Column(accessor="division_code", verbose_name=_("村（社区）"), orderable=False)
    state = tables.Column(verbose_name=_("进展"), orderable=False)
    holder = tables.Column(verbose_name=_("在谁手上"), orderable=False)
    received_on = tables.Column(verbose_name=_("收到日期"), orderable=False, attrs=NUM)
    due_on = tables.Column(verbose_name=_("最迟答复日期"), orderable=False, attrs=NUM)

    class Meta:
        attrs = {"caption": _("诉求")}

    def __init__(self, *args, today: dt.date, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def render_number(self, value: str, record: Request) -> str:
        return format_html('<a href="{}">{}</a>', address_of(record.uuid), value)

    def render_kind(self, record: Request) -> str:
        return record.get_kind_display()

    def render_subject(self, record: Request) -> str:
        return record.get_subject_display()

    def render_state(self, record: Request) -> str:
        return record.get_state_display()

    def render_holder(self, record: Request) -> str:
        return in_hands(record.holder, record.holder_body)

    def render_received_on(self, value: dt.date) -> str:
        return value.isoformat()

    def render_due_on(self, record: Request) -> str:
        if record.state in CLOSED:
            return gettext("%(day)s 结束") % {"day": record.closed_on}
        if record.state not in WAITING:
            return gettext("已答复")
        return gettext("%(day)s，已过期") % {"day": record.due_on} if record.due_on < self.today else record.due_on.isoformat()
