"""Pages of the map: the tree, one place, its numbers, and the choice of scope."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode, urlsplit
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from qianxian.divisions import commands, queries
from qianxian.divisions.forms import MergeForm, PopulationForm, RenameForm
from qianxian.divisions.models import Division
from qianxian.divisions.panels import panels_of
from qianxian.divisions.permissions import can_approve_population, can_change_map, can_record_population, can_view_divisions
from qianxian.foundation.reach import prefix_of
from qianxian.portal.forms import need, run_command, show
from qianxian.portal.shell import remember


def _groups(request: HttpRequest) -> list[dict]:
    places = list(queries.divisions_on(request.on, request.actor, request.scope_prefix).order_by("code"))
    towns = {p.code[:9]: {"town": p, "places": []} for p in places if p.kind in queries.TOWNS}
    for place in places:
        if place.kind not in queries.TOWNS and place.kind != Division.Kind.COUNTY:
            town = towns.setdefault(place.code[:9], {"town": None, "places": []})
            town["places"].append(place)
    return list(towns.values())


@login_required
def divisions(request: HttpRequest) -> HttpResponse:
    """Every place in reach, by code."""
    need(can_view_divisions(request.actor))
    context = {"page_title": _("区划"), "groups": _groups(request), "page_sub": queries.unit_count_label(request.on, request.actor, request.scope_prefix)}
    return show(request, "divisions/list.html", context)


@login_required
def scope(request: HttpRequest) -> HttpResponse:
    """换范围: the same page, narrowed to one town or village."""
    back = request.GET.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}):
        back = "/"
    parts = urlsplit(back)
    kept = [(k, v) for k, v in parse_qsl(parts.query) if k not in ("scope", "page")]
    for group in (groups := _groups(request)):
        for place in [group["town"], *group["places"]]:
            if place:
                place.scope_url = f"{parts.path}?{urlencode([*kept, ('scope', prefix_of(place.code))])}"
    whole = f"{parts.path}?{urlencode(kept)}" if kept else parts.path
    return show(request, "divisions/scope.html", {"page_title": _("换范围"), "groups": groups, "whole": whole})


def _place(request: HttpRequest, code: str) -> Division:
    place = queries.division_on(code, request.on)
    if place is None:
        raise Http404
    return place


def _crumbs(request: HttpRequest, code: str) -> list[tuple[str, str]]:
    way = queries.crumbs(code, request.on)
    return [(p.name, reverse("divisions:division", args=[p.code]) if p.code != code else "") for p in way]


@login_required
def division(request: HttpRequest, code: str) -> HttpResponse:
    """One place, one page: its numbers, its organisations and centre, its names through time."""
    need(can_view_divisions(request.actor))
    place = _place(request, code)
    remember(request, place.name)
    snapshots = [{"row": s, "may_approve": not s.approved_on and can_approve_population(request.actor, s).allowed} for s in queries.population_of(code)]
    context = {
        "page_title": place.name, "place": place, "crumbs": _crumbs(request, code), "children": queries.children(code, request.on), "snapshots": snapshots,
        "designations": queries.designations_of(code), "names": queries.history_of(code), "merged": queries.merged_from(code),
        "panels": panels_of(request.actor, code, request.on), "may_record": can_record_population(request.actor, code).allowed,
        "may_change": can_change_map(request.actor, place).allowed,
    }
    return show(request, "divisions/division.html", context)


@login_required
def population(request: HttpRequest, code: str) -> HttpResponse:
    """Record a year's numbers; another person approves them."""
    place = _place(request, code)
    need(can_record_population(request.actor, code))
    form = PopulationForm(request.POST or None, initial={"year": request.on.year})
    if request.method == "POST" and form.is_valid():
        if run_command(form, commands.record_population, division_code=code, by=request.actor, **form.cleaned_data).ok:
            return redirect("divisions:division", code)
    title = _("%(name)s：登记人口数") % {"name": place.name}
    return show(request, "divisions/form.html", {"page_title": title, "place": place, "submit": _("登记，待审"), "crumbs": _crumbs(request, code)}, form)


@login_required
@require_POST
def approve(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Approve numbers that somebody else recorded."""
    snapshot = get_object_or_404(queries.snapshots(), uuid=uuid)
    need(can_approve_population(request.actor, snapshot))
    run_command(None, commands.approve_population, snapshot=snapshot, by=request.actor, on=request.today)
    return redirect("divisions:division", snapshot.division_code)


@login_required
def rename(request: HttpRequest, code: str) -> HttpResponse:
    """A new name by document; the old row stays with its dates."""
    place = _place(request, code)
    need(can_change_map(request.actor, place))
    form = RenameForm(request.POST or None, initial={"on": request.on})
    if request.method == "POST" and form.is_valid() and run_command(form, commands.rename_division, division=place, by=request.actor, **form.cleaned_data).ok:
        return redirect("divisions:division", code)
    title = _("%(name)s：更名") % {"name": place.name}
    return show(request, "divisions/form.html", {"page_title": title, "place": place, "submit": _("按批文更名"), "crumbs": _crumbs(request, code)}, form)


@login_required
def merge(request: HttpRequest, code: str) -> HttpResponse:
    """This place goes up in another; its code is kept with its dates."""
    place = _place(request, code)
    need(can_change_map(request.actor, place))
    form = MergeForm(request.POST or None, initial={"on": request.on})
    if request.method == "POST" and form.is_valid() and run_command(form, commands.merge_divisions, codes=[code], by=request.actor, **form.cleaned_data).ok:
        return redirect("divisions:division", form.cleaned_data["into_code"])
    title = _("%(name)s：合并") % {"name": place.name}
    return show(request, "divisions/form.html", {"page_title": title, "place": place, "submit": _("按批文合并"), "crumbs": _crumbs(request, code)}, form)
