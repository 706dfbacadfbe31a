"""Cases as a table, by their last day; ``names`` are the places' names, read once per page."""

from __future__ import annotations

import datetime as dt

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from qianxian.cases.models import Case
from qianxian.cases.moves import CLOSED
from qianxian.cases.pages import in_hands
from qianxian.divisions.tables import VillageTable

NUM = {"td": {"class": "num"}}


class CaseTable(VillageTable):
    """One row per case. Whose it is stands on the case's own page."""

    row_header = "item"
    item = tables.Column(accessor="item__name", verbose_name=_("事项"), orderable=False)
    village = tables.Column(accessor="division_code", verbose_name=_("村（社区）"), orderable=False)
    state = tables.Column(verbose_name=_("进展"), orderable=False)
    holder = tables.Column(verbose_name=_("在谁手上"), orderable=False)
    received_on = tables.Column(verbose_name=_("收件日期"), orderable=False, attrs=NUM)
    due_on = tables.Column(verbose_name=_("最迟办结日期"), orderable=False, attrs=NUM, empty_values=())

    class Meta:
        attrs = {"caption": _("办件")}

    def __init__(self, *args, today: dt.date, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def render_item(self, value: str, record: Case) -> str:
        return format_html('<a href="{}">{}</a> <small>{}</small>', reverse("cases:case", args=[record.uuid]), value, record.number)

    def render_state(self, record: Case) -> str:
        return record.get_state_display()

    def render_holder(self, record: Case) -> str:
        return in_hands(record.holder, record.holder_body)

    def render_received_on(self, value: dt.date) -> str:
        return value.isoformat()

    def render_due_on(self, record: Case) -> str:
        if record.state in CLOSED:
            return gettext("%(day)s 结束") % {"day": record.closed_on}
        if record.due_on is None:
            return gettext("等补材料")
        return gettext("%(day)s，已过期") % {"day": record.due_on} if record.due_on < self.today else record.due_on.isoformat()
