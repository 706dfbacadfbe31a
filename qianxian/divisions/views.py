"""Pages of places: the list, one place with its tabs, and the choice of scope."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from qianxian.divisions import commands, pages, permissions, queries
from qianxian.divisions.forms import KINDS, LEVELS, DesignationForm, DivisionFilter, MergeForm, PopulationForm, RenameForm
from qianxian.divisions.models import Division
from qianxian.divisions.panels import panels_for
from qianxian.divisions.tables import DivisionTable
from qianxian.foundation.sheets.spec import Column
from qianxian.portal.forms import need, press
from qianxian.portal.shell import remember

COLUMNS = [
    Column("code", "区划代码", "Code", "code", width=16), Column("name", "名称", "Name", width=20), Column("official", "正式名称", "Official name", width=26),
    Column("kind", "类别", "Kind", width=14), Column("town", "镇（街道）", "Town", width=14), Column("resident", "常住人口", "Residents", "integer"),
]  # fmt: skip


@login_required
def divisions(request: HttpRequest) -> HttpResponse:
    """区划: every place in reach on the day."""
    need(permissions.can_view_divisions(request.actor))
    find = DivisionFilter(request.GET, places=pages.place_choices(request, towns_only=True))
    clean = find.cleaned_data if find.is_valid() else {}
    rows = queries.divisions_on(request.on, request.actor, request.scope_prefix)
    rows = rows.filter(code__startswith=clean["place"]) if clean.get("place") else rows
    if text := clean.get("q", "").strip():
        rows = rows.filter(Q(name__contains=text) | Q(initials__startswith=text.lower()) | Q(code__startswith=text))
    rows = rows.filter(kind=clean["kind"]) if clean.get("kind") else rows
    names, residents = (
        queries.names_of([d.code for d in queries.towns(request.on)] + [request.county.code]),
        queries.residents_by_code(request.on.year),
    )
    if pages.wants_export(request):
        values = [
            (d.code, d.name, d.official_name, d.get_kind_display(), names.get(d.parent_code, ""), residents.get(d.code)) for d in rows
        ]
        return pages.exported(request, name="divisions", title=_("区划"), columns=COLUMNS, rows=values, count=len(values), find=find)
    acts = (
        [{"title": _("合并区划"), "url": reverse("divisions:merge"), "icon": "tree"}]
        if request.actor.may("edit_registry") and request.actor.reaches(request.county.code)
        else []
    )
    return pages.register_page(request, title=_("区划"), table=DivisionTable(rows, names=names, residents=residents), form=find, unit=_("个"), acts=acts,
                               page_sub=queries.unit_count_label(request.on, request.actor, request.scope_prefix))  # fmt: skip


def _division(request: HttpRequest, code: str) -> Division:
    found = queries.division_on(code, request.on)
    if found is None:
        raise Http404
    need(permissions.can_view_divisions(request.actor))
    return found


def _crumbs(request: HttpRequest, place: Division, last: str = "") -> list[tuple[str, str]]:
    way = [(d.name, reverse("divisions:division", args=[d.code])) for d in queries.crumbs(place.code, request.on)] or [(place.name, "")]
    return [*way, (last, "")] if last else [*way[:-1], (place.name, "")]


TABS = ("overview", "history", "log")


@login_required
def division(request: HttpRequest, code: str) -> HttpResponse:
    """One place: numbers, what stands in it, designations; its names through time; the log."""
    place = _division(request, code)
    tab = request.GET.get("tab") if request.GET.get("tab") in TABS else "overview"
    titles = {"overview": _("概况"), "history": _("沿革"), "log": _("日志")}
    context = {
        "page_title": place.name, "page_sub": f"{place.get_kind_display()}　{place.code}", "place": place, "crumbs": _crumbs(request, place), "tab": tab,
        "tabs": [{"title": titles[t], "url": "?" if t == "overview" else f"?tab={t}", "current": t == tab} for t in TABS],
        "may_edit": permissions.can_record_population(request.actor, code).allowed, "may_rename": permissions.can_change_map(request.actor, place).allowed,
    }  # fmt: skip
    if tab == "overview":
        context |= _overview(request, place)
    elif tab == "history":
        context |= {"rows": queries.history_of(code), "merged": queries.merged_from(code)}
    else:
        context |= {"log": pages.log_rows(queries.log_of(place))}
    remember(request, place.name)
    return render(request, "divisions/division.html", context)


def _overview(request: HttpRequest, place: Division) -> dict:
    population = list(queries.population_of(place.code, known_on=request.past))
    levels, kinds = dict(LEVELS), dict(KINDS)
    waiting = [s for s in population if not s.approved_on]
    return {
        "population": population, "children": list(queries.children(place.code, request.on)),
        "approvable": {s.pk for s in waiting if permissions.can_approve_population(request.actor, s)},
        "designations": [{"row": d, "kind": kinds.get(d.kind, d.kind), "level": levels.get(d.level, d.level)} for d in queries.designations_of(place.code)],
        "panels": [{"title": p.title, "template": p.template, "context": p.load(request, place)} for p in panels_for(request.actor)],
    }  # fmt: skip


@login_required
def population(request: HttpRequest, code: str) -> HttpResponse:
    """Enter a year's numbers; they wait for another person's approval."""
    place = _division(request, code)
    need(permissions.can_record_population(request.actor, code))
    back = reverse("divisions:division", args=[code])
    form = PopulationForm(request.POST or None, initial={"year": request.on.year - 1})
    title = _("%(name)s：登记人口数") % {"name": place.name}
    return pages.command_page(request, form, commands.record_population, title=title, done=back, back=back, arguments={"division_code": code},
                           said=_("已登记，等另一人审核。"), crumbs=_crumbs(request, place, _("登记人口数")))  # fmt: skip


@login_required
@require_POST
def approve(request: HttpRequest, code: str, uuid) -> HttpResponse:
    """A second person approves the numbers."""
    snapshot = queries.population_of(code).filter(uuid=uuid).first()
    if snapshot is None:
        raise Http404
    press(request, commands.approve_population, snapshot=snapshot, by=request.actor, on=request.today)
    return redirect("divisions:division", code)


@login_required
def designate(request: HttpRequest, code: str) -> HttpResponse:
    """Enter a title or listing."""
    place = _division(request, code)
    need(permissions.can_record_population(request.actor, code))
    back = reverse("divisions:division", args=[code])
    title = _("%(name)s：登记称号") % {"name": place.name}
    return pages.command_page(request, DesignationForm(request.POST or None), commands.record_designation, title=title, done=back, back=back,
                           arguments={"division_code": code}, crumbs=_crumbs(request, place, _("登记称号")))  # fmt: skip


@login_required
def rename(request: HttpRequest, code: str) -> HttpResponse:
    """A new name by document; the old one is kept."""
    place = _division(request, code)
    need(permissions.can_change_map(request.actor, place))
    back = reverse("divisions:division", args=[code])
    form = RenameForm(request.POST or None, initial={"official_name": place.official_name, "on": request.today})
    return pages.command_page(request, form, commands.rename_division, title=_("%(name)s：更名") % {"name": place.name}, done=back, back=back,
                           arguments={"division": place}, crumbs=_crumbs(request, place, _("更名")))  # fmt: skip


@login_required
def merge(request: HttpRequest) -> HttpResponse:
    """Places that go up in another; old codes stay with their dates."""
    county = _division(request, request.county.code)
    need(permissions.can_change_map(request.actor, county))
    form = MergeForm(request.POST or None, places=pages.village_choices(request), initial={"on": request.today})
    return pages.command_page(request, form, commands.merge_divisions, title=_("合并区划"), back=reverse("divisions:list"),
                           done=lambda place: reverse("divisions:division", args=[place.code]), crumbs=[(_("区划"), reverse("divisions:list")), (_("合并区划"), "")])  # fmt: skip


@login_required
def scope(request: HttpRequest) -> HttpResponse:
    """当前范围: every place in reach as a link that narrows the page the person came from."""
    target = request.GET.get("next", "/workbench/")
    target = target if url_has_allowed_host_and_scheme(target, {request.get_host()}) else "/workbench/"
    context = {"page_title": _("选择范围"), "groups": queries.scope_groups(request.actor, request.on, target)}
    return render(request, "divisions/scope.html", context)
