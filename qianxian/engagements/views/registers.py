"""The registers: cadres, reviews in progress, yearly grades; each with its export."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.db.models import Q, QuerySet
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from qianxian.divisions import pages
from qianxian.divisions import queries as divisions
from qianxian.divisions.permissions import can_export_lists
from qianxian.engagements import permissions, queries
from qianxian.engagements.forms import CadreFilter, GradeFilter, ReviewFilter
from qianxian.engagements.models import EngagementReview
from qianxian.engagements.moves import OUTCOME_WORDS, STATUS_WORDS
from qianxian.engagements.tables import CadreTable, GradeTable, ReviewTable
from qianxian.foundation.reach import within
from qianxian.foundation.sheets.spec import Column
from qianxian.portal.columns import chosen_columns, keep
from qianxian.portal.forms import need, show


def names(request: HttpRequest) -> dict[str, str]:
    """Every place's name by code, in one query."""
    return divisions.place_names_on(request.on)


def exported(request: HttpRequest, name: str, title: str, columns: list[Column], rows: list[tuple], find: Form) -> HttpResponse:
    """The list as .xlsx, masked, recorded as one leaf."""
    return pages.exported(request, name=name, title=title, columns=columns, rows=rows, count=len(rows), action=f"engagements.export_{name}", find=find)


def _found(request: HttpRequest, rows: QuerySet, clean: dict) -> QuerySet:
    if clean.get("name"):
        match = Q(person__name__contains=clean["name"]) | Q(person__initials__startswith=clean["name"].lower())
        if rows.model is EngagementReview:
            match |= Q(number__iexact=clean["name"])
        rows = rows.filter(match)
    return within(rows, request.actor, clean.get("place"))


def _cadres(request: HttpRequest) -> tuple[CadreFilter, QuerySet]:
    find = CadreFilter(request.GET, places=pages.place_choices(request))
    rows = queries.cadres_on(request.on, request.actor, request.scope_prefix)
    clean = find.cleaned_data if find.is_valid() else {}
    rows = _found(request, rows, clean)
    if clean.get("office"):
        rows = rows.filter(person__mandates__role=clean["office"], person__mandates__period__contains=request.on).distinct()
    if clean.get("post"):
        rows = rows.filter(post=clean["post"])
    if clean.get("vetted_before"):
        rows = rows.filter(vetted_until__lt=clean["vetted_before"])
    return find, rows.filter(outcome=request.GET["outcome"]) if request.GET.get("outcome") in OUTCOME_WORDS else rows


@login_required
def cadres(request: HttpRequest) -> HttpResponse:
    """村（社区）干部: who was decided how, beside the elected office that stays."""
    need(permissions.can_view_engagements(request.actor))
    find, rows = _cadres(request)
    counts = queries.outcomes_on(request.on, request.actor, request.scope_prefix)
    table = CadreTable(rows, names=names(request), on=request.on)
    context = {
        **chosen_columns(request, table, _export_url(request, "engagements:cadres_export")),
        "page_title": _("村（社区）干部"),
        "page_sub": _("当选职务和中心岗位分开登记；查看完整证件号要写原因，并留记录"),
        "table": pages.configured(request, table),
        "find": find,
        "tabs": _tabs(request, counts),
        "filters": filter_chips(request, find),
        "export_url": _export_url(request, "engagements:cadres_export"),
        "empty_title": _("没有符合条件的人"),
        "empty_why": _("换一个条件，或到「选聘审核」看正在办的人选。"),
        **_new(request),
    }
    return keep(request, show(request, "engagements/cadres.html", context))


def _new(request: HttpRequest) -> dict[str, str]:
    may = request.actor.may("nominate")
    return {"new_url": reverse("engagements:nominate"), "new_title": _("提名人选")} if may else {}


def _export_url(request: HttpRequest, name: str) -> str:
    return f"{reverse(name)}?{request.GET.urlencode()}" if can_export_lists(request.actor) else ""


def _tabs(request: HttpRequest, counts: dict[str, int]) -> list[dict]:
    kept = {k: v for k, v in request.GET.items() if k not in ("outcome", "page")}
    chosen = request.GET.get("outcome", "")
    items = [("", _("全部"), sum(counts.values())), *((code, _(word), counts[code]) for code, word in OUTCOME_WORDS.items())]
    return [
        {"title": word, "count": n, "current": chosen == code, "url": f"?{urlencode(kept | ({'outcome': code} if code else {}))}"}
        for code, word, n in items
    ]


def filter_chips(request: HttpRequest, form) -> list[dict[str, str]]:
    """Each condition in force with the address that drops it."""
    chips = []
    for name, value in (form.cleaned_data if form.is_valid() else {}).items():
        if value in ("", None):
            continue
        field = form.fields[name]
        words = dict(getattr(field, "choices", ())).get(value, value)
        rest = {k: v for k, v in request.GET.items() if k not in (name, "page")}
        chips.append({"text": f"{field.label} {str(words).strip()}", "url": f"?{urlencode(rest)}"})
    return chips


NAME = Column("name", "姓名", "Name", "name", width=12)
VILLAGE = Column("village", "村（社区）", "Village", width=14)
TOWN = Column("town", "镇（街道）", "Town", width=12)
CADRE_COLUMNS = [
    NAME,
    Column("identity", "身份证号码", "Identity number", "code", width=22),
    VILLAGE,
    TOWN,
    Column("offices", "当选职务", "Elected office", width=26),
    Column("post", "中心岗位", "Centre post", width=10),
    Column("outcome", "选聘结论", "Outcome", width=10),
    Column("decided", "决定日期", "Decided on", "date", width=12),
    Column("until", "联审有效至", "Vetting valid until", "date", width=12),
]


@login_required
def cadres_export(request: HttpRequest) -> HttpResponse:
    """The cadre register as filtered, masked."""
    need(permissions.can_view_engagements(request.actor))
    find, rows = _cadres(request)
    place = names(request)
    data = [
        (
            r.person.name,
            r.person.identity_masked,
            place.get(r.division_code, ""),
            place.get(r.division_code[:9] + "000", ""),
            queries.offices_text(r.person.offices),
            r.get_post_display() if r.outcome == "engaged" else _("无"),
            _(OUTCOME_WORDS[r.outcome]),
            r.outcome_on,
            r.vetted_until,
        )
        for r in rows
    ]
    outcome = OUTCOME_WORDS.get(request.GET.get("outcome", ""), "")
    title = f"{_('村（社区）干部')}（{_(outcome)}）" if outcome else _("村（社区）干部")
    return exported(request, "cadres", title, CADRE_COLUMNS, data, find)


def _reviews(request: HttpRequest) -> tuple[ReviewFilter, QuerySet]:
    find = ReviewFilter(request.GET, places=pages.place_choices(request))
    rows = queries.reviews_open(request.actor, request.scope_prefix)
    clean = find.cleaned_data if find.is_valid() else {}
    rows = _found(request, rows, clean)
    return find, rows.filter(state=clean["state"]) if clean.get("state") else rows


@login_required
def reviews(request: HttpRequest) -> HttpResponse:
    """选聘审核: what is in progress."""
    need(permissions.can_view_engagements(request.actor))
    find, rows = _reviews(request)
    table = ReviewTable(rows, names=names(request), on=request.on)
    context = {
        **chosen_columns(request, table, _export_url(request, "engagements:reviews_export")),
        "page_title": _("选聘审核"),
        "page_sub": _("提名、建议、决定、公示、聘任书；每一步都留记录"),
        "find": find,
        "filters": filter_chips(request, find),
        "table": pages.configured(request, table),
        "export_url": _export_url(request, "engagements:reviews_export"),
        "empty_title": _("没有正在办的选聘"),
        "empty_why": _("办结的在「村（社区）干部」里。"),
        **_new(request),
    }
    return keep(request, show(request, "engagements/cadres.html", context))


REVIEW_COLUMNS = [
    Column("number", "编号", "Number", "code", width=26),
    NAME,
    VILLAGE,
    TOWN,
    Column("post", "中心岗位", "Centre post", width=10),
    Column("state", "状态", "Status", width=10),
    Column("step", "办到哪一步", "Step", width=18),
    Column("nominated", "提名日期", "Nominated on", "date", width=12),
]


@login_required
def reviews_export(request: HttpRequest) -> HttpResponse:
    """Reviews in progress as filtered."""
    need(permissions.can_view_engagements(request.actor))
    place, (find, rows) = names(request), _reviews(request)
    data = [
        (
            r.number,
            r.person.name,
            place.get(r.division_code, ""),
            place.get(r.division_code[:9] + "000", ""),
            r.get_post_display(),
            _(STATUS_WORDS[r.state]),
            r.get_state_display(),
            r.nominated_on,
        )
        for r in rows
    ]
    return exported(request, "reviews", _("选聘审核"), REVIEW_COLUMNS, data, find)


def _grades(request: HttpRequest) -> tuple[GradeFilter, QuerySet]:
    find = GradeFilter(request.GET)
    clean = find.cleaned_data if find.is_valid() else {}
    rows = _found(request, queries.grades_on(request.on, request.actor, request.scope_prefix, clean.get("year")), clean)
    return find, rows.filter(grade=clean["grade"]) if clean.get("grade") else rows


@login_required
def grades(request: HttpRequest) -> HttpResponse:
    """年度考核等次."""
    need(permissions.can_view_engagements(request.actor))
    find, rows = _grades(request)
    table = GradeTable(rows, names=names(request), on=request.on)
    context = {
        **chosen_columns(request, table, _export_url(request, "engagements:grades_export")),
        "page_title": _("年度等次"),
        "page_sub": _("等次由考核产生，这里只登记结果；可以用表格导入"),
        "find": find,
        "filters": filter_chips(request, find),
        "table": pages.configured(request, table),
        "export_url": _export_url(request, "engagements:grades_export"),
        "empty_title": _("还没有等次"),
        "empty_why": _("年度考核后用「导入表格」登记。"),
    }
    return keep(request, show(request, "engagements/cadres.html", context))


GRADE_COLUMNS = [
    NAME,
    Column("identity", "身份证号码", "Identity number", "code", width=22),
    VILLAGE,
    TOWN,
    Column("year", "年度", "Year", "code", width=8),
    Column("grade", "等次", "Grade", width=10),
    Column("decided", "确定日期", "Decided on", "date", width=12),
    Column("document", "文号", "Document", width=22),
]


@login_required
def grades_export(request: HttpRequest) -> HttpResponse:
    """Grades as filtered, masked."""
    need(permissions.can_view_engagements(request.actor))
    place, (find, rows) = names(request), _grades(request)
    data = [
        (
            g.person.name,
            g.person.identity_masked,
            place.get(g.division_code, ""),
            place.get(g.division_code[:9] + "000", ""),
            str(g.year),
            g.get_grade_display(),
            g.decided_on,
            g.source_document,
        )
        for g in rows
    ]
    return exported(request, "grades", _("年度考核等次"), GRADE_COLUMNS, data, find)
