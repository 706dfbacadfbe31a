"""Elections as a table."""

from __future__ import annotations

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from qianxian.elections.models import Election


class ElectionTable(tables.Table):
    """One row per election; ``names`` are the places' names, read once per page."""

    row_header = "body"
    body = tables.Column(empty_values=(), verbose_name=_("选举机构"), orderable=False)
    village = tables.Column(accessor="division_code", verbose_name=_("村（社区）、镇（街道）"), order_by=("division_code", "pk"))
    occasion = tables.Column(verbose_name=_("选举事由"), orderable=False)
    election_on = tables.Column(verbose_name=_("选举日"), attrs={"td": {"class": "num"}})
    state = tables.Column(accessor="progress", verbose_name=_("进展"), orderable=False)

    class Meta:
        attrs = {"caption": _("选举")}

    def __init__(self, *args, names: dict[str, str], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.names = names

    def render_body(self, record: Election) -> str:
        name = record.organisation.short_name if record.organisation_id else f"{self.names.get(record.division_code, '')}{record.get_kind_display()}"
        return format_html('<a href="{}">{}</a>', reverse("elections:election", args=[record.uuid]), name)

    def render_village(self, value: str) -> str:
        return self.names.get(value, value)

    def render_election_on(self, value) -> str:
        return value.isoformat()
