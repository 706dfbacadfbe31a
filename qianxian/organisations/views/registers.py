"""The registers, each with its query form and export: organisations, members, terms, committees, offices."""

from __future__ import annotations

import datetime as dt

from django.contrib.auth.decorators import login_required
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from qianxian.divisions import pages
from qianxian.divisions.queries import place_names_on
from qianxian.divisions.templatetags.registry import period
from qianxian.foundation.periods import add_months
from qianxian.foundation.reach import within
from qianxian.foundation.sheets.spec import Column
from qianxian.organisations import permissions, queries
from qianxian.organisations.forms import CommitteeFilter, MandateFilter, MemberFilter, OrganisationFilter, TermFilter
from qianxian.organisations.tables import MOBILITIES, STATUSES, CommitteeTable, MandateTable, MemberTable, OrganisationTable, TermTable
from qianxian.portal.forms import need

ORGANISATION_COLUMNS = [
    Column("code", "党组织代码", "Code", "code", width=18), Column("name", "党组织全称", "Full name", width=38), Column("kind", "类别", "Kind", width=12),
    Column("sector", "领域", "Sector", width=12), Column("place", "所在地", "Place", width=16), Column("founded", "成立日期", "Founded on", "date"),
    Column("members", "党员（名）", "Members", "integer"),
]  # fmt: skip
MEMBER_COLUMNS = [
    Column("name", "姓名", "Name", "name", width=12), Column("sex", "性别", "Sex", width=8), Column("birth", "出生日期", "Date of birth", "date"),
    Column("identity", "身份证号码", "Identity number", width=22), Column("organisation", "所在党组织", "Party organisation", width=34),
    Column("status", "党籍状态", "Status", width=12), Column("joined", "入党日期", "Joined on", "date"), Column("full", "转正日期", "Full member on", "date"),
    Column("mobility", "流动状态", "Mobility", width=10),
]  # fmt: skip
TERM_COLUMNS = [
    Column("name", "党组织", "Party organisation", width=38), Column("place", "所在地", "Place", width=16), Column("number", "届次", "Term", "integer"),
    Column("elected", "选举日期", "Elected on", "date"), Column("due", "届满日期", "Due on", "date"),
]  # fmt: skip
COMMITTEE_COLUMNS = [
    Column("name", "名称", "Name", width=30), Column("place", "村（社区）", "Place", width=16), Column("number", "届次", "Term", "integer"),
    Column("seats", "职数", "Seats", "integer"), Column("held", "在任", "In office", "integer"), Column("elected", "选举日期", "Elected on", "date"), Column("due", "届满日期", "Due on", "date"),
]  # fmt: skip
MANDATE_COLUMNS = [
    Column("name", "姓名", "Name", "name", width=12), Column("role", "职务", "Office", width=14), Column("body", "机构", "Body", width=34),
    Column("place", "所在地", "Place", width=16), Column("period", "任职期间", "Period", width=26), Column("way", "产生方式", "Way", width=10),
]  # fmt: skip


def _asked(request: HttpRequest, form_class: type) -> tuple:
    """(form, clean answers, places' names): what every register starts with."""
    find = form_class(request.GET, places=pages.place_choices(request))
    return find, find.cleaned_data if find.is_valid() else {}, place_names_on(request.on)


def _named(rows: QuerySet, clean: dict, name: str, initials: str, code: str = "") -> QuerySet:
    text = clean.get("q", "").strip()
    if not text:
        return rows
    match = Q(**{f"{name}__contains": text}) | Q(**{f"{initials}__startswith": text.lower()})
    return rows.filter(match | Q(**{f"{code}__istartswith": text}) if code else match)


@login_required
def organisations(request: HttpRequest) -> HttpResponse:
    """党组织, in the order of the tree."""
    need(permissions.can_view_organisations(request.actor))
    find, clean, names = _asked(request, OrganisationFilter)
    rows = _named(
        within(queries.organisations_on(request.actor, request.on, request.scope_prefix), request.actor, clean.get("place")), clean, "name_on", "initials_on", "code"
    )
    rows = rows.filter(**{f"{k}_on": clean[k] for k in ("kind", "sector") if clean.get(k)})
    rows = rows.filter(path_on__startswith=clean["under"]) if clean.get("under") else rows
    rows = queries.with_member_counts(rows, request.on)
    rows = rows.filter(kind_on__in=("party_branch", "joint_branch"), member_count__gt=50) if clean.get("size") else rows
    if pages.wants_export(request):
        values = [
            (o.code, o.name, o.get_kind_display(), o.get_sector_display(), names.get(o.division_code, ""), o.founded_on, o.member_count)
            for o in rows
        ]
        return pages.exported(
            request, name="organisations", title=_("党组织"), columns=ORGANISATION_COLUMNS, rows=values, count=len(values), find=find
        )
    acts = [{"title": _("设立党组织"), "url": reverse("organisations:found")}] if request.actor.may("edit_registry") else []
    return pages.register_page(request, title=_("党组织"), table=OrganisationTable(rows, names=names), form=find, unit=_("个"), acts=acts)


@login_required
def members(request: HttpRequest) -> HttpResponse:
    """党员 by pinyin, numbers masked."""
    need(permissions.can_view_members(request.actor))
    find, clean, names = _asked(request, MemberFilter)
    branch = {"organisation__code": clean["branch"]} if clean.get("branch") else {}
    rows = _named(
        queries.members_on(request.actor, request.on, request.scope_prefix, clean.get("place", ""), **branch), clean, "person__name", "person__initials"
    )
    wanted = {"status_on": clean.get("status"), "mobility_on": clean.get("mobility")}
    rows = rows.filter(**{k: v for k, v in wanted.items() if v})
    rows = _aged(rows, clean.get("age", ""), request.on)
    if pages.wants_export(request):
        values = ((m.person.name, m.person.get_sex_display(), m.person.birth_date, m.person.identity_masked, m.branch_name, STATUSES[m.status_on],
                   m.joined_on, m.full_on if m.full_on and m.full_on <= request.on else None, MOBILITIES[m.mobility_on]) for m in rows.iterator(2000))  # fmt: skip
        return pages.exported(request, name="members", title=_("党员名册"), columns=MEMBER_COLUMNS, rows=values, count=rows.count(), find=find)
    return pages.register_page(request, title=_("党员"), table=MemberTable(rows, names=names), form=find, unit=_("名"))


def _aged(rows: QuerySet, age: str, on: dt.date) -> QuerySet:
    if age == "young":
        return rows.filter(person__birth_date__gt=add_months(on, -12 * 36))
    return rows.filter(person__birth_date__lte=add_months(on, -12 * int(age))) if age.isdigit() else rows


@login_required
def terms(request: HttpRequest) -> HttpResponse:
    """任期和届次: the current term of each organisation, the earliest due first."""
    need(permissions.can_view_organisations(request.actor))
    find, clean, names = _asked(request, TermFilter)
    rows = _named(
        within(queries.current_terms(request.actor, request.on, request.scope_prefix), request.actor, clean.get("place")),
        clean,
        "organisation__name",
        "organisation__initials",
    )
    if clean.get("state"):
        wanted = ("overdue",) if clean["state"] == "overdue" else ("overdue", "remind")
        near = rows.filter(due_on__lte=add_months(request.on, 18))
        rows = rows.filter(pk__in=[t.pk for t in near if queries.term_state(t, request.on) in wanted])
    if pages.wants_export(request):
        values = [(t.organisation.name, names.get(t.division_code, ""), t.number, t.elected_on, queries.term_end(t)) for t in rows]
        return pages.exported(request, name="terms", title=_("任期和届次"), columns=TERM_COLUMNS, rows=values, count=len(values), find=find)
    return pages.register_page(request, title=_("任期和届次"), table=TermTable(rows, names=names, on=request.on), form=find, unit=_("个"))


@login_required
def committees(request: HttpRequest) -> HttpResponse:
    """村（居）委会 and supervision committees in office."""
    need(permissions.can_view_organisations(request.actor))
    find, clean, names = _asked(request, CommitteeFilter)
    rows = within(queries.committees_on(request.actor, request.on, request.scope_prefix), request.actor, clean.get("place"))
    rows = rows.filter(name__contains=clean["q"].strip()) if clean.get("q") else rows
    rows = rows.filter(kind=clean["kind"]) if clean.get("kind") else rows
    rows = rows.annotate(held=Count("mandates__person", filter=Q(mandates__period__contains=request.on), distinct=True))
    if pages.wants_export(request):
        values = [(c.name, names.get(c.division_code, ""), c.number, c.seats, c.held, c.elected_on, c.due_on) for c in rows]
        return pages.exported(
            request, name="committees", title=_("村（居）委会"), columns=COMMITTEE_COLUMNS, rows=values, count=len(values), find=find
        )
    acts = [{"title": _("登记换届"), "url": reverse("organisations:open_committee")}] if request.actor.may("edit_registry") else []
    return pages.register_page(
        request, title=_("村（居）委会"), table=CommitteeTable(rows, names=names), form=find, unit=_("个"), acts=acts
    )


@login_required
def mandates(request: HttpRequest) -> HttpResponse:
    """职务: who holds which office on the day."""
    need(permissions.can_view_organisations(request.actor))
    find, clean, names = _asked(request, MandateFilter)
    rows = _named(
        within(queries.mandates_on(request.actor, request.on, request.scope_prefix), request.actor, clean.get("place")), clean, "person__name", "person__initials"
    )
    rows = rows.filter(role=clean["role"]) if clean.get("role") else rows
    rows = rows.filter(committee__isnull=clean["body"] == "party") if clean.get("body") else rows
    if pages.wants_export(request):
        values = [
            (
                m.person.name,
                m.get_role_display(),
                (m.organisation or m.committee).name,
                names.get(m.division_code, ""),
                period(m.period),
                m.get_way_display(),
            )
            for m in queries.as_known(rows, request.past)
        ]
        return pages.exported(request, name="mandates", title=_("职务"), columns=MANDATE_COLUMNS, rows=values, count=len(values), find=find)
    return pages.register_page(request, title=_("职务"), table=MandateTable(rows, names=names, past=request.past), form=find, unit=_("条"))
