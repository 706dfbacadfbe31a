"""The register of accounts: its search form, its table, its columns on paper."""

from __future__ import annotations

import django_filters
import django_tables2 as tables
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qianxian.accounts import queries
from qianxian.accounts.forms import ROLE_CHOICES
from qianxian.accounts.models import RoleGrant, User
from qianxian.foundation.reach import within

STATES = [("usable", gettext_lazy("可登录")), ("ended", gettext_lazy("已停用")), ("lapsing", gettext_lazy("30 天内到期")), ("never", gettext_lazy("从未登录"))]


class AccountFilter(django_filters.FilterSet):
    """Who, in which role, where, and whether the account may log in today. ``on`` is the day asked about."""

    q = django_filters.CharFilter(label=gettext_lazy("登录名、姓名或单位"), method="by_words")
    role = django_filters.ChoiceFilter(label=gettext_lazy("角色"), choices=ROLE_CHOICES, method="by_role", empty_label=gettext_lazy("全部"))
    place = django_filters.ChoiceFilter(label=gettext_lazy("镇（街道）、村（社区）"), choices=(), method="by_place", empty_label=gettext_lazy("全部"))
    state = django_filters.ChoiceFilter(label=gettext_lazy("状态"), choices=STATES, method="by_state", empty_label=gettext_lazy("全部"))

    class Meta:
        model = User
        fields = ()

    def __init__(self, *args, on, by, places, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["place"].extra["choices"] = places
        self.on, self.by = on, by

    def _grants(self, place="", **conditions):
        grants = RoleGrant.objects.filter(user=OuterRef("pk"), period__contains=self.on, **conditions)
        return Exists(within(grants, self.by, place))

    def by_words(self, rows, name, value):
        """Part of a login, a name or a unit."""
        return rows.filter(Q(login__icontains=value) | Q(name__icontains=value) | Q(unit__icontains=value))

    def by_role(self, rows, name, value):
        """In this role on the day."""
        return rows.filter(self._grants(role=value))

    def by_place(self, rows, name, value):
        """With a role somewhere under this prefix, or in a place that it took in."""
        return rows.filter(self._grants(value.strip()))

    def by_state(self, rows, name, value):
        """May log in on the day, not any more, not much longer, or never did."""
        if value in ("lapsing", "never"):
            return rows.filter(pk__in=(queries.lapsing if value == "lapsing" else queries.never_used)(self.on).values("pk"))
        usable = Q(is_active=True, usable__contains=self.on)
        return rows.filter(usable if value == "usable" else ~usable)


class AccountTable(tables.Table):
    """One row per account with the roles in force. ``places`` maps codes to names."""

    login = tables.Column(verbose_name=gettext_lazy("登录名"))
    name = tables.Column(verbose_name=gettext_lazy("姓名"))
    unit = tables.Column(verbose_name=gettext_lazy("单位"))
    roles = tables.Column(verbose_name=gettext_lazy("角色和范围"), accessor="current_grants", orderable=False, empty_values=())
    usable = tables.Column(verbose_name=gettext_lazy("可用日期"), order_by="usable")
    second = tables.BooleanColumn(verbose_name=gettext_lazy("已绑手机"), accessor="has_second_factor")
    seen_at = tables.DateTimeColumn(verbose_name=gettext_lazy("最近在线"), format="Y-m-d H:i")

    class Meta:
        template_name = "portal/register_table.html"
        row_header = "login"

    def __init__(self, *args, places, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.places, self.on = places, on

    def render_login(self, value, record):
        """The account's own page."""
        return format_html('<a href="{}">{}</a>', reverse("accounts:user", args=[record.uuid]), value)

    def render_roles(self, record):
        """Role and place, one under the other."""
        words = [(g.title, self.places.get(g.division_code, g.division_code)) for g in record.current_grants]
        return format_html_join(mark_safe("<br>"), "{} · {}", words) or _("没有角色")

    def render_usable(self, record):
        """First and last day, or since when the account is closed."""
        last = record.last_day
        if not record.is_active:
            return format_html("{} {}", _("已停用"), last or "")
        return format_html("{} – {}", record.usable.lower, last or _("长期"))

    def render_second(self, value):
        """Whether a phone is bound."""
        return _("是") if value else _("否")
