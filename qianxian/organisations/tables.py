"""The registers of organisations, members, terms, committees and offices."""

from __future__ import annotations

import datetime as dt

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from qianxian.divisions.templatetags.registry import period
from qianxian.foundation.periods import known_on
from qianxian.organisations import queries
from qianxian.organisations.models import Committee, Mandate, OrganisationTerm, PartyMember, PartyOrganisation
from qianxian.portal.columns import DayColumn

NUM = {"td": {"class": "num"}}
WIDE = {"td": {"class": "qx-only-wide"}, "th": {"class": "qx-only-wide"}}
STATUSES = dict(PartyMember.Status.choices)
MOBILITIES = dict(PartyMember.Mobility.choices)
STATES = {"overdue": _("已届满"), "remind": _("半年内届满"), "running": _("在届期内")}


class PlacedTable(tables.Table):
    """A table that shows the places of its rows by name."""

    def __init__(self, *args, names: dict[str, str], **kwargs):
        super().__init__(*args, **kwargs)
        self.names = names

    def render_division_code(self, value: str) -> str:
        return self.names.get(value, value)


class OrganisationTable(PlacedTable):
    """Organisations in the order of the tree."""

    name = tables.Column(verbose_name=_("党组织"), order_by="path_on")
    kind = tables.Column(verbose_name=_("类别"))
    sector = tables.Column(verbose_name=_("领域"), attrs=WIDE)
    division_code = tables.Column(verbose_name=_("所在地"))
    code = tables.Column(verbose_name=_("代码"), attrs={"td": {"class": "qx-num qx-only-wide"}, "th": {"class": "qx-only-wide"}})
    member_count = tables.Column(verbose_name=_("党员（名）"), attrs=NUM)

    class Meta:
        model = PartyOrganisation
        fields = ("name", "kind", "sector", "division_code", "code", "member_count")
        order_by = ()
        attrs = {"caption": _("党组织")}

    def render_name(self, value: str, record: PartyOrganisation) -> str:
        return format_html('<a href="{}">{}</a>', reverse("organisations:organisation", args=[record.uuid]), value)


class MemberTable(PlacedTable):
    """Members by pinyin."""

    name = tables.Column(verbose_name=_("姓名"), accessor="person__name", order_by=("person__pinyin", "id"))
    sex = tables.Column(verbose_name=_("性别"), accessor="person__get_sex_display", orderable=False)
    birth_date = DayColumn(verbose_name=_("出生日期"), accessor="person__birth_date", attrs=NUM)
    identity = tables.Column(
        verbose_name=_("身份证号码"),
        accessor="person__identity_masked",
        orderable=False,
        attrs={"td": {"class": "qx-num qx-only-wide"}, "th": {"class": "qx-only-wide"}},
    )
    organisation = tables.Column(verbose_name=_("所在党组织"), accessor="branch_short")
    status = tables.Column(verbose_name=_("党籍状态"), accessor="status_on")
    joined_on = DayColumn(verbose_name=_("入党日期"), attrs=NUM)

    class Meta:
        model = PartyMember
        fields = ("name", "sex", "birth_date", "identity", "organisation", "status", "joined_on")
        order_by = ()
        attrs = {"caption": _("党员")}

    def render_status(self, value: str) -> str:
        return STATUSES[value]

    def render_name(self, value: str, record: PartyMember) -> str:
        return format_html('<a href="{}">{}</a>', reverse("people:person", args=[record.person.uuid]), value)


class TermTable(PlacedTable):
    """Current terms, the earliest due first."""

    name = tables.Column(verbose_name=_("党组织"), accessor="organisation__name", order_by="organisation__path")
    division_code = tables.Column(verbose_name=_("所在地"))
    number = tables.Column(verbose_name=_("届次"), attrs=NUM)
    elected_on = DayColumn(verbose_name=_("选举日期"), attrs=NUM)
    due_on = tables.Column(verbose_name=_("届满日期"), attrs=NUM)
    state = tables.Column(verbose_name=_("届期"), empty_values=(), orderable=False)

    class Meta:
        model = OrganisationTerm
        fields = ("name", "division_code", "number", "elected_on", "due_on", "state")
        order_by = ()
        attrs = {"caption": _("任期和届次")}

    def __init__(self, *args, on: dt.date, **kwargs):
        super().__init__(*args, **kwargs)
        self.on = on

    def render_name(self, value: str, record: OrganisationTerm) -> str:
        return format_html('<a href="{}?tab=terms">{}</a>', reverse("organisations:organisation", args=[record.organisation.uuid]), value)

    def render_due_on(self, record: OrganisationTerm) -> str:
        return str(queries.term_end(record))

    def render_state(self, record: OrganisationTerm) -> str:
        return STATES[queries.term_state(record, self.on)]


class CommitteeTable(PlacedTable):
    """Committees in office."""

    name = tables.Column(verbose_name=_("名称"), order_by=("division_code", "kind"))
    division_code = tables.Column(verbose_name=_("村（社区）"))
    number = tables.Column(verbose_name=_("届次"), attrs=NUM)
    seats = tables.Column(verbose_name=_("职数"), attrs=NUM)
    held = tables.Column(verbose_name=_("在任（人）"), attrs=NUM)
    elected_on = DayColumn(verbose_name=_("选举日期"), attrs=NUM)
    due_on = DayColumn(verbose_name=_("届满日期"), attrs=NUM)

    class Meta:
        model = Committee
        fields = ("name", "division_code", "number", "seats", "held", "elected_on", "due_on")
        order_by = ()
        attrs = {"caption": _("村（居）委会")}

    def render_name(self, value: str, record: Committee) -> str:
        return format_html('<a href="{}">{}</a>', reverse("organisations:committee", args=[record.uuid]), value)


class MandateTable(PlacedTable):
    """Who holds which office."""

    name = tables.Column(verbose_name=_("姓名"), accessor="person__name", order_by=("person__pinyin", "id"))
    role = tables.Column(verbose_name=_("职务"))
    body = tables.Column(verbose_name=_("机构"), empty_values=(), orderable=False)
    division_code = tables.Column(verbose_name=_("所在地"))
    period = tables.Column(verbose_name=_("任职期间"), attrs=NUM)
    way = tables.Column(verbose_name=_("产生方式"), attrs=WIDE)

    class Meta:
        model = Mandate
        fields = ("name", "role", "body", "division_code", "period", "way")
        order_by = ()
        attrs = {"caption": _("职务")}

    def render_name(self, value: str, record: Mandate) -> str:
        by = self.request.actor
        if not (by.may("view_members") or by.may("view_engagements")):
            return value
        return format_html('<a href="{}?tab=career">{}</a>', reverse("people:person", args=[record.person.uuid]), value)

    def render_body(self, record: Mandate) -> str:
        return (record.organisation or record.committee).name

    def __init__(self, *args, past: dt.date | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.past = past

    def render_period(self, value) -> str:
        return period(known_on(value, self.past) if self.past else value)
