"""Pages of the overview, assets, land and inventory."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from qianxian.collective import commands, forms, pages, permissions
from qianxian.collective.models import Asset, Parcel
from qianxian.collective.queries import leases as lease_queries
from qianxian.collective.queries import property as queries
from qianxian.collective.rules.property import ASSET_MOVES, PARCEL_MOVES
from qianxian.collective.sheets.assets import SHEET
from qianxian.collective.tables import AssetTable
from qianxian.divisions import queries as divisions
from qianxian.divisions.pages import address_of_file, exported, exported_lines, place_choices, register_page, village_choices, wants_export
from qianxian.foundation.reach import within
from qianxian.portal.forms import need, run_command, show


@login_required
def overview(request: HttpRequest) -> HttpResponse:
    """集体经济: what there is, who owes rent, what ends soon; the same lines go onto the disclosure sheet."""
    need(permissions.can_view_collective(request.actor))
    return show(request, "collective/overview.html", pages.overview_page(request))


@login_required
def assets(request: HttpRequest) -> HttpResponse:
    """集体资产."""
    need(permissions.can_view_collective(request.actor))
    find = forms.AssetFilter(request.GET, choices={"place": place_choices(request)})
    clean = find.cleaned_data if find.is_valid() else {}
    rows = queries.assets(request.actor, request.scope_prefix)
    rows = rows.filter(**{key: clean[key] for key in ("state", "facility") if clean.get(key)})
    rows = within(rows, request.actor, clean.get("place"))
    if wants_export(request):
        names = divisions.place_names_on(request.today)
        cells = [[pages.asset_cell(row, column, names) for column in SHEET.columns] for row in rows]
        return exported(request, name="assets", title=_("集体资产"), columns=SHEET.columns, rows=cells, count=len(cells), find=find)
    return register_page(
        request, title=_("集体资产"), table=AssetTable(rows, names=divisions.place_names_on(request.today)), form=find, unit=_("项"), template="collective/assets.html",
        may_keep=request.actor.may("keep_collective"), inventories=queries.inventories(request.actor, request.scope_prefix)[:10],
    )  # fmt: skip


@login_required
def register_asset(request: HttpRequest) -> HttpResponse:
    """A new asset."""
    need(permissions.can_view_collective(request.actor))
    need(permissions.can_keep_property(request.actor, pages.home_of(request)))
    form = forms.AssetForm(request.POST or None, choices={"division_code": village_choices(request)})
    if request.method == "POST" and form.is_valid():
        done = run_command(form, commands.register_asset, by=request.actor, on=request.today, **form.cleaned_data)
        if done.ok:
            return redirect("collective:asset", done.value.uuid)
    return pages.form_page(request, form, _("登记资产"), _("登记"), reverse("collective:assets"))


@login_required
def asset(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One asset and its history."""
    need(permissions.can_view_collective(request.actor))
    row = pages.found(queries.asset_by_uuid(uuid, request.actor))
    return show(request, "collective/thing.html", pages.asset_page(request, row))


@login_required
def move_asset(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Idle or in own use."""
    need(permissions.can_view_collective(request.actor))
    row = pages.found(queries.asset_by_uuid(uuid, request.actor))
    need(permissions.can_keep_property(request.actor, row.division_code))
    words = dict(Asset.State.choices)
    choices = {"state": [(code, words[code]) for code in sorted(ASSET_MOVES[row.state]) if code in ("idle", "own_use")]}
    form = forms.MoveAssetForm(request.POST or None, choices=choices)
    if request.method == "POST" and form.is_valid() and run_command(form, commands.move_asset, asset=row, by=request.actor, on=request.today, **form.cleaned_data).ok:
        return redirect("collective:asset", row.uuid)
    return pages.form_page(request, form, _("改变状态：%(title)s") % {"title": row.title}, _("登记"), reverse("collective:asset", args=[row.uuid]))


@login_required
def count_facility(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Kind and number of a public facility."""
    need(permissions.can_view_collective(request.actor))
    row = pages.found(queries.asset_by_uuid(uuid, request.actor))
    need(permissions.can_keep_property(request.actor, row.division_code))
    form = forms.CountForm(request.POST or None, initial={"facility": row.facility, "quantity": row.quantity, "counted_on": request.today})
    if request.method == "POST" and form.is_valid() and run_command(form, commands.count_facility, asset=row, by=request.actor, on=request.today, **form.cleaned_data).ok:
        return redirect("collective:asset", row.uuid)
    return pages.form_page(request, form, _("登记设施数量：%(title)s") % {"title": row.title}, _("登记"), reverse("collective:asset", args=[row.uuid]))


@login_required
def strike(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """An asset that should not have been registered."""
    need(permissions.can_view_collective(request.actor))
    row = pages.found(queries.asset_by_uuid(uuid, request.actor))
    need(permissions.can_keep_property(request.actor, row.division_code))
    form, back = forms.StrikeForm(request.POST or None), reverse("collective:asset", args=[row.uuid])
    if request.method == "POST" and form.is_valid() and run_command(form, commands.strike_asset, asset=row, by=request.actor, on=request.today, **form.cleaned_data).ok:
        return redirect("collective:asset", row.uuid)
    return pages.form_page(request, form, _("撤销登记：%(title)s") % {"title": row.title}, _("撤销登记"), back)


@login_required
def dispose(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """An asset sold, scrapped or handed over."""
    need(permissions.can_view_collective(request.actor))
    row = pages.found(queries.asset_by_uuid(uuid, request.actor))
    need(permissions.can_keep_property(request.actor, row.division_code))
    papers = {str(c.uuid): c for c in lease_queries.certificates_for(request.actor, row.division_code, request.today, pages.DISPOSAL_KINDS)}
    form = forms.DisposeForm(request.POST or None, choices={"certificate": pages.named(papers)})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data | {"certificate": papers[form.cleaned_data["certificate"]]}
        if run_command(form, commands.dispose_asset, asset=row, by=request.actor, on=request.today, **given).ok:
            return redirect("collective:asset", row.uuid)
    return pages.form_page(request, form, _("处置：%(title)s") % {"title": row.title}, _("处置"), reverse("collective:asset", args=[row.uuid]))


@login_required
def inventory(request: HttpRequest) -> HttpResponse:
    """The year's inventory entered."""
    need(permissions.can_view_collective(request.actor))
    need(permissions.can_keep_property(request.actor, pages.home_of(request)))
    form = forms.InventoryForm(request.POST or None, choices={"division_code": village_choices(request)}, initial={"year": request.today.year, "counted_on": request.today})
    if request.method == "POST" and form.is_valid() and run_command(form, commands.record_inventory, by=request.actor, on=request.today, **form.cleaned_data).ok:
        return redirect("collective:assets")
    return pages.form_page(request, form, _("登记资产清查"), _("登记"), reverse("collective:assets"))


@login_required
def land(request: HttpRequest) -> HttpResponse:
    """土地: parcels in mu and m², wholes with their parts."""
    need(permissions.can_view_collective(request.actor))
    context = pages.land_page(request)
    if wants_export(request):
        heads = (_("编号"), _("地块"), _("属于"), _("村（社区）"), _("用途"), _("亩"), _("平方米"), _("状态"))
        cells = ((p.number, p.title, p.whole.title if p.whole else "", place, p.get_use_display(), p.mu, p.square_metres, p.get_state_display()) for p, _depth, _mu, place in context["parcels"])
        return exported_lines(request, name="parcels", title=_("土地"), heads=heads, rows=cells)
    return show(request, "collective/land.html", context | {"export_url": address_of_file(request)})


@login_required
def register_parcel(request: HttpRequest) -> HttpResponse:
    """A new parcel, or a part of one."""
    need(permissions.can_view_collective(request.actor))
    need(permissions.can_keep_property(request.actor, pages.home_of(request)))
    wholes = {str(p.uuid): p for p in queries.parcels(request.actor)}
    form = forms.ParcelForm(request.POST or None, choices={"division_code": village_choices(request), "whole": [(key, f"{p.title}（{p.number}）") for key, p in wholes.items()]})
    if request.method == "POST" and form.is_valid():
        done = run_command(form, commands.register_parcel, by=request.actor, on=request.today, **(form.cleaned_data | {"whole": wholes.get(form.cleaned_data["whole"])}))
        if done.ok:
            return redirect("collective:parcel", done.value.uuid)
    return pages.form_page(request, form, _("登记地块"), _("登记"), reverse("collective:land"))


@login_required
def parcel(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One parcel: area both ways, certificate, parts, leases, history."""
    need(permissions.can_view_collective(request.actor))
    row = pages.found(queries.parcel_by_uuid(uuid, request.actor))
    return show(request, "collective/thing.html", pages.parcel_page(request, row))


@login_required
def move_parcel(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The parcel's next state."""
    need(permissions.can_view_collective(request.actor))
    row = pages.found(queries.parcel_by_uuid(uuid, request.actor))
    need(permissions.can_keep_property(request.actor, row.division_code))
    words = dict(Parcel.State.choices)
    form = forms.MoveParcelForm(request.POST or None, choices={"state": [(code, words[code]) for code in sorted(PARCEL_MOVES[row.state]) if code != "leased"]})
    if request.method == "POST" and form.is_valid() and run_command(form, commands.move_parcel, parcel=row, by=request.actor, on=request.today, **form.cleaned_data).ok:
        return redirect("collective:parcel", row.uuid)
    return pages.form_page(request, form, _("改变状态：%(title)s") % {"title": row.title}, _("登记"), reverse("collective:parcel", args=[row.uuid]))


@login_required
def remeasure(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A new survey."""
    need(permissions.can_view_collective(request.actor))
    row = pages.found(queries.parcel_by_uuid(uuid, request.actor))
    need(permissions.can_keep_property(request.actor, row.division_code))
    form = forms.RemeasureForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and run_command(form, commands.remeasure_parcel, parcel=row, by=request.actor, on=request.today, **form.cleaned_data).ok:
        return redirect("collective:parcel", row.uuid)
    return pages.form_page(request, form, _("重新测量：%(title)s") % {"title": row.title}, _("登记"), reverse("collective:parcel", args=[row.uuid]))
