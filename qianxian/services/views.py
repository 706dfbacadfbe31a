"""Pages of the catalogue for officers, and 办事指南 for residents without logging in."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from qianxian.divisions.pages import address_of_file, configured, exported, wants_export
from qianxian.foundation.periods import add_days
from qianxian.portal.columns import chosen_columns, keep
from qianxian.portal.forms import form_page, need, run_command, show
from qianxian.portal.marks import long_day, money_mark
from qianxian.portal.shell import remember
from qianxian.services import commands, queries
from qianxian.services.forms import ItemFilter, ItemForm, WithdrawForm
from qianxian.services.models import ServiceItem
from qianxian.services.permissions import can_edit_items
from qianxian.services.sheets import SHEET
from qianxian.services.tables import ItemTable, in_days


def _found(request: HttpRequest) -> tuple[ItemFilter, QuerySet[ServiceItem]]:
    find = ItemFilter(request.GET)
    return find, queries.items_on(request.on, **(find.cleaned_data if find.is_valid() else {}))


@login_required
def items(request: HttpRequest) -> HttpResponse:
    """办事目录: what the halls handle, as of the day."""
    find, rows = _found(request)
    if wants_export(request):
        return _exported(request, rows)
    table, export_url = ItemTable(rows), address_of_file(request)
    context = chosen_columns(request, table, export_url) | {
        "page_title": _("办事目录"), "table": configured(request, table), "find": find, "export_url": export_url, "may_edit": can_edit_items(request.actor).allowed,
    }  # fmt: skip
    return keep(request, show(request, "services/items.html", context))


def _exported(request: HttpRequest, rows: QuerySet[ServiceItem]) -> HttpResponse:
    """In the columns of the import's template, so that the file may be edited and come back."""
    cells = [[_cell(item, column) for column in SHEET.columns] for item in rows]
    return exported(request, name="services", title=_("办事目录"), columns=SHEET.columns, rows=cells, count=len(cells))


def _cell(item: ServiceItem, column) -> object:
    value = getattr(item, column.key)
    if column.choices:
        return column.choices[value][0]
    return "；".join(value) if column.key == "materials" else value


def _item(code: str, on: dt.date) -> ServiceItem:
    found = queries.item_on(code, on)
    if found is None:
        raise Http404
    return found


def facts_of(item: ServiceItem, on: dt.date) -> list[dict]:
    """What a page says of the item, with the last day for a case accepted on the day."""
    due = queries.due(item, on)
    last = _("最迟 %(last)s 办结") % {"last": long_day(due.day)}
    last += "" if due.confirmed else _("（节假日安排还没公布，日期可能变）")
    return [
        {"label": _("谁可以办"), "value": item.who}, {"label": _("由哪级办结"), "value": item.get_handled_by_display()}, {"label": _("办结部门"), "value": item.department or "—"},
        {"label": _("期限"), "value": in_days(item.limit_days)}, {"label": _("今天来办"), "value": last},
        {"label": _("收费"), "value": _("%(n)s 元，依据：%(law)s") % {"n": money_mark(item.fee), "law": item.fee_law} if item.fee else _("不收费")},
        {"label": _("村（社区）做什么"), "value": item.village_step or "—"}, {"label": _("表单"), "value": item.form_name or "—"},
        {"label": _("依据"), "value": item.law + ("" if item.checked else _("（期限和条文待本区核对）"))},
    ]  # fmt: skip


@login_required
def item(request: HttpRequest, code: str) -> HttpResponse:
    """One item: what it says on the day, its versions, what may be done."""
    this = _item(code, request.on)
    remember(request, this.name)
    context = {
        "page_title": this.name, "page_sub": f"{this.code} · {this.get_category_display()}", "item": this, "rows": facts_of(this, request.on),
        "versions": [{"item": v, "last": add_days(v.period.upper, -1) if v.period.upper else None} for v in queries.versions_of(code)],
        "may_edit": can_edit_items(request.actor).allowed and this.period.upper is None,
        "crumbs": [(_("办事目录"), reverse("services:list")), (this.name, "")],
    }  # fmt: skip
    return show(request, "services/item.html", context)


@login_required
def publish(request: HttpRequest, code: str = "") -> HttpResponse:
    """A new item, or a new version of one."""
    need(can_edit_items(request.actor))
    held = _item(code, request.today) if code else None
    start = {"materials": "\n".join(held.materials)} if held else {}
    form = ItemForm(request.POST or None, instance=held, initial=start | {"first_day": request.today})
    if request.method == "POST" and form.is_valid():
        done = run_command(form, commands.publish_item, by=request.actor, on=request.today, **form.cleaned_data)
        if done.ok:
            messages.success(request, _("已公布。"))
            return redirect("services:item", done.value.code)
    title = _("改事项（新版本）") if code else _("登记事项")
    back = reverse("services:item", args=[code]) if code else reverse("services:list")
    return form_page(request, form, title, _("公布"), back)


@login_required
def withdraw(request: HttpRequest, code: str) -> HttpResponse:
    """The item is no longer offered."""
    need(can_edit_items(request.actor))
    this, form = _item(code, request.today), WithdrawForm(request.POST or None, initial={"last_day": request.today})
    if request.method == "POST" and form.is_valid():
        done = run_command(form, commands.withdraw_item, item=this, by=request.actor, on=request.today, **form.cleaned_data)
        if done.ok:
            messages.success(request, _("已登记停用。"))
            return redirect("services:list")
    back = reverse("services:item", args=[code])
    return form_page(request, form, _("停用事项"), _("停用"), back, page_sub=this.name)


@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    """办事指南: items by category, for anybody."""
    words = request.GET.get("q", "").strip()[:60]
    by_category: dict[str, list[ServiceItem]] = {}
    for one in queries.items_on(request.today, words=words):
        by_category.setdefault(one.get_category_display(), []).append(one)
    return render(request, "services/guide.html", {"page_title": _("办事指南"), "groups": by_category, "words": words})


@require_safe
def guide_item(request: HttpRequest, code: str) -> HttpResponse:
    """One item as residents read it."""
    this = _item(code, request.today)
    rows = [row for row in facts_of(this, request.today) if row["value"] != "—"]
    context = {"page_title": this.name, "page_sub": this.get_category_display(), "item": this, "rows": rows, "back_url": reverse("services:guide")}
    return render(request, "services/guide_item.html", context)
