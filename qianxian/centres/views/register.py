"""Pages of the centre register: the list with its gaps, one centre with its tabs, the plan of posts."""

from __future__ import annotations

import datetime as dt
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from qianxian.accounts.queries import with_names
from qianxian.accounts.rights import Permission
from qianxian.centres import commands, permissions, queries
from qianxian.centres.forms import CentreFilter, ChangeForm, CloseForm, OpenForm, PlanForm
from qianxian.centres.holders import Posts, posts_of
from qianxian.centres.models import ServiceCentre
from qianxian.centres.pages import hall_of
from qianxian.centres.tables import CentreTable
from qianxian.divisions import queries as divisions
from qianxian.divisions.pages import configured, exported, wants_export
from qianxian.divisions.permissions import can_export_lists
from qianxian.foundation.periods import add_days
from qianxian.foundation.reach import within
from qianxian.foundation.sheets.spec import Column
from qianxian.portal.columns import chosen_columns, keep
from qianxian.portal.forms import form_page, need, run_command, show
from qianxian.portal.marks import count_mark
from qianxian.portal.shell import remember


def _found(request: HttpRequest) -> tuple[CentreFilter, QuerySet[ServiceCentre]]:
    towns = [(d.code[:9], d.name) for d in divisions.towns(request.on) if request.actor.reaches(d.code)]
    find = CentreFilter(request.GET, places=towns)
    rows = queries.centres_on(request.on, request.actor, request.scope_prefix)
    clean = find.cleaned_data if find.is_valid() else {}
    rows = rows.filter(name_on__contains=clean["name"]) if clean.get("name") else rows
    rows = within(rows, request.actor, clean.get("place"))
    return find, rows.filter(kind=clean["kind"]) if clean.get("kind") else rows


@login_required
def centres(request: HttpRequest) -> HttpResponse:
    """服务中心: every centre, its director, its posts; and the villages without one, by name."""
    need(permissions.can_view_centres(request.actor))
    find, rows = _found(request)
    shown = list(rows)
    names = divisions.place_names_on(request.on)
    table = CentreTable(rows, names=names, posts=posts_of(shown, request.on), plans=queries.plans_on(shown, request.on))
    export_url = f"{reverse('centres:export')}?{request.GET.urlencode()}" if can_export_lists(request.actor) else ""
    context = chosen_columns(request, table, export_url) | {
        "page_title": _("党群服务中心"),
        "table": configured(request, table),
        "find": find,
        "gaps": queries.centre_gaps(request.on, request.actor, request.scope_prefix),
        "may_open": request.actor.may(Permission.EDIT_CENTRES),
        "export_url": export_url,
    }
    return keep(request, show(request, "centres/centres.html", context))


COLUMNS = [
    Column("code", "编号", "Code", "code", width=18),
    Column("name", "中心", "Centre", width=26),
    Column("village", "村（社区）", "Village"),
    Column("town", "镇（街道）", "Town"),
    Column("kind", "类别", "Kind", width=10),
    Column("director", "主任", "Director", width=12),
    Column("planned", "核定岗位", "Posts planned", "integer", width=10),
    Column("used", "已聘", "Posts filled", "integer", width=8),
    Column("opened", "启用日期", "Opened on", "date", width=12),
]


@login_required
def export(request: HttpRequest) -> HttpResponse:
    """The register as filtered."""
    need(permissions.can_view_centres(request.actor))
    find, found = _found(request)
    rows = _cells(list(found), request.on)
    return exported(request, name="centres", title=_("党群服务中心"), columns=COLUMNS, rows=rows, count=len(rows), action="centres.export_centres", find=find)


def _cells(shown: list[ServiceCentre], on: dt.date) -> list[tuple]:
    posts, plans = posts_of(shown, on), queries.plans_on(shown, on)
    names = divisions.place_names_on(on)
    return [
        (
            c.code,
            c.name,
            names.get(c.division_code, ""),
            names.get(c.division_code[:9] + "000", ""),
            c.get_kind_display(),
            posts[c.pk].director.name if posts[c.pk].director else _("主任空缺"),
            plans[c.pk].leading_posts + plans[c.pk].exception_posts if c.pk in plans else None,
            posts[c.pk].used,
            c.opened_on,
        )
        for c in shown
    ]


def centre_of(request: HttpRequest, uuid: UUID, on: dt.date | None = None) -> ServiceCentre:
    """The centre of the address as of the day (today's without one); 404 outside reach, 403 for who may not look at centres."""
    found = queries.centre_on(uuid, request.actor, on or request.today)
    if found is None:
        raise Http404
    need(permissions.can_view_centre(request.actor, found))
    return found


TABS = (("overview", gettext_noop("概况")), ("hall", gettext_noop("大厅")), ("posts", gettext_noop("岗位")), ("staff", gettext_noop("人员")), ("log", gettext_noop("日志")))


@login_required
def centre(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One centre: overview, leading posts, window staff, log."""
    this, chosen = centre_of(request, uuid, request.on), request.GET.get("tab", "overview")
    posts, plan = posts_of([this], request.on)[this.pk], queries.plan_on(this, request.on)
    place = divisions.names_of([this.division_code])
    remember(request, this.name)
    context = {
        "page_title": this.name,
        "page_sub": f"{place.get(this.division_code, '')} · {this.get_kind_display()} · {this.code}",
        "centre": this,
        "posts": posts,
        "tabs": [{"title": _(word), "url": f"?tab={code}", "current": chosen == code} for code, word in TABS],
        "tab": chosen,
        "facts": _facts(posts, plan),
        "rows": _rows(this, request.on),
        "vacant": posts.vacant and this.kind == "main" and (this.closed_on is None or request.on <= this.closed_on),
        "vacant_from": _vacant_from(this, posts, request.on),
        "last_day": request.on,
        "staff": _staff(request, this) if chosen == "staff" else [],
        "hall": hall_of(request, this) if chosen == "hall" else None,
        "leaves": with_names(queries.log_of(this, request.actor)) if chosen == "log" else [],
        **_may(request, this),
        "plans": this.staffing_plans.filter(year__lte=request.on.year).order_by("-year"),
        "crumbs": [(_("党群服务中心"), reverse("centres:list")), (this.name, "")],
    }
    return show(request, "centres/centre.html", context)


def _vacant_from(this: ServiceCentre, posts: Posts, on: dt.date) -> dt.date | None:
    """Tomorrow, on the last day of a director who has no successor: last days are counted, and the page must say what comes after it."""
    tomorrow = add_days(on, 1)
    if posts.vacant or this.kind != "main" or this.closed_on or not posts_of([this], tomorrow)[this.pk].vacant:
        return None
    return tomorrow


def _facts(posts: Posts, plan) -> list[dict]:
    planned = plan.leading_posts + plan.exception_posts if plan else None
    return [
        {"label": _("主任"), "value": posts.director.name if posts.director else _("空缺"), "now": posts.director is None},
        {
            "label": _("常住人口"),
            "value": count_mark(plan.resident) if plan else _("未核定"),
            "note": _("%(y)d 年核定") % {"y": plan.year} if plan else "",
        },
        {"label": _("核定岗位"), "value": planned if plan else "—", "note": plan.exception_document if plan else ""},
        {"label": _("已聘"), "value": posts.used, "note": _places(planned - posts.used) if plan else ""},
    ]


def _places(free: int) -> str:
    return _("空 %(n)d 岗") % {"n": free} if free >= 0 else _("超出 %(n)d 人") % {"n": -free}


def _rows(this: ServiceCentre, on: dt.date) -> list[dict]:
    return [
        {"label": _("启用日期"), "value": this.opened_on},
        {"label": _("面积（平方米）"), "value": f"{this.area_m2.normalize():f}" if this.area_m2 else ""},
        {"label": _("窗口数"), "value": this.windows},
        {"label": _("开放时间"), "value": this.opening_hours},
        {"label": _("电话"), "value": this.telephone},
        {"label": _("地址"), "value": this.address},
        {"label": _("原站点职能"), "value": queries.standing(this, on).words, "rule": "R-K02"},
        *([{"label": _("关闭日期"), "value": this.closed_on}] if this.closed_on and this.closed_on <= on else []),
    ]


def _staff(request: HttpRequest, this: ServiceCentre) -> list[dict]:
    rows = queries.window_staff_on(request.on, request.actor).filter(centre=this)
    return [
        {"name": s.person.name, "title": s.title, "first": s.period.lower, "last": add_days(s.period.upper, -1) if s.period.upper else ""}
        for s in rows
    ]


def _may(request: HttpRequest, this: ServiceCentre) -> dict[str, bool]:
    still_open = this.closed_on is None
    return {
        "may_edit": permissions.can_edit_centre(request.actor, this.division_code).allowed and still_open,
        "may_plan": permissions.can_plan_staffing(request.actor, this.division_code).allowed and still_open,
        "may_acting": request.actor.may(Permission.DECIDE_ENGAGEMENT),
        "may_secretary": request.actor.may(Permission.EDIT_REGISTRY),
    }


@login_required
def open_centre(request: HttpRequest) -> HttpResponse:
    """A new centre or service point."""
    villages = list(divisions.villages(request.today, request.actor))
    need(permissions.can_edit_centre(request.actor, villages[0].code if villages else ""))
    form = OpenForm(request.POST or None, places=[(d.code, d.name) for d in villages], initial={"opened_on": request.today})
    if request.method == "POST" and form.is_valid():
        done = run_command(form, commands.open_centre, by=request.actor, on=request.today, **form.cleaned_data)
        if done.ok:
            return redirect("centres:centre", done.value.uuid)
    return form_page(request, form, _("登记中心"), _("登记"), reverse("centres:list"))


STEPS = {
    "change": (ChangeForm, gettext_noop("改中心资料"), commands.change_centre),
    "close": (CloseForm, gettext_noop("登记中心关闭"), commands.close_centre),
    "plan": (PlanForm, gettext_noop("核定领导岗位"), commands.plan_staffing),
}


@login_required
def act(request: HttpRequest, uuid: UUID, step: str) -> HttpResponse:
    """Change, close or plan."""
    if step not in STEPS:
        raise Http404
    this, (made, title, command) = centre_of(request, uuid), STEPS[step]
    need((permissions.can_plan_staffing if step == "plan" else permissions.can_edit_centre)(request.actor, this.division_code))
    start = (
        {"instance": queries.centre_by_uuid(uuid, request.actor)}
        if step == "change"
        else {"initial": {"year": request.today.year, "last_day": request.today}}
    )
    form = made(request.POST or None, **start)
    back = reverse("centres:centre", args=[uuid])
    if request.method == "POST" and form.is_valid():
        done = run_command(form, command, centre=this, by=request.actor, on=request.today, **form.cleaned_data)
        if done.ok:
            messages.success(request, _("已登记：%(what)s。") % {"what": _(title)})
            return redirect(back)
    return form_page(request, form, _(title), _("确认"), back)


STAFFING_COLUMNS = [
    Column("centre", "中心", "Centre", width=26), Column("resident", "常住人口", "Residents", "integer"), Column("planned", "核定岗位", "Posts planned", "integer"),
    Column("used", "已聘", "Posts filled", "integer"), Column("document", "超出批准文号", "Document of extra posts", width=24),
]  # fmt: skip


@login_required
def staffing(request: HttpRequest) -> HttpResponse:
    """岗位核定: plans of a year against posts filled, and what is still to be planned."""
    need(permissions.can_view_centres(request.actor))
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdigit() and len(asked) == 4 else request.on.year
    plans = list(queries.plans_of_year(year, request.actor, request.scope_prefix))
    centres = list(queries.main_centres_on(request.on, request.actor, request.scope_prefix))
    posts, have = posts_of([p.centre for p in plans], request.on), {p.centre_id for p in plans}
    if wants_export(request):
        rows = [(p.centre.name, p.resident, p.leading_posts + p.exception_posts, posts[p.centre_id].used, p.exception_document) for p in plans]
        return exported(request, name="staffing", title=_("%(y)d 年岗位核定") % {"y": year}, columns=STAFFING_COLUMNS, rows=rows, count=len(rows))
    context = {
        "export_url": f"{request.path}?{urlencode({**request.GET.dict(), 'export': 'xlsx'})}" if can_export_lists(request.actor) else "",
        "page_title": _("%(y)d 年岗位核定") % {"y": year},
        "year": year,
        "missing": [c for c in centres if c.pk not in have],
        "rows": [{"plan": p, "planned": p.leading_posts + p.exception_posts, "used": posts[p.centre_id].used} for p in plans],
        "planned": sum(p.leading_posts + p.exception_posts for p in plans),
        "used": sum(p.used for p in posts.values()),
    }
    return show(request, "centres/staffing.html", context)
