"""The register of data elements: the list, one element with what is held of it, and its forms."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from qianxian.divisions.pages import exported, register_page, wants_export
from qianxian.elements import commands, queries
from qianxian.elements.forms import ElementChangeForm, ElementFilter, ElementForm
from qianxian.elements.models import DataElement
from qianxian.elements.permissions import can_keep_elements, can_view_elements
from qianxian.elements.readers import reader_of
from qianxian.elements.sheets import SHEET
from qianxian.elements.tables import ElementTable, where_it_lives
from qianxian.portal.forms import form_page, need, run_command, show
from qianxian.portal.shell import remember


def _found(request: HttpRequest) -> tuple[ElementFilter, QuerySet[DataElement]]:
    find = ElementFilter(request.GET)
    return find, queries.elements(**(find.cleaned_data if find.is_valid() else {}))


@login_required
def elements(request: HttpRequest) -> HttpResponse:
    """数据元: every question that may be asked, and where its answer lives."""
    need(can_view_elements(request.actor))
    find, rows = _found(request)
    if wants_export(request):
        cells = [[_cell(row, column) for column in SHEET.columns] for row in rows]
        return exported(request, name="elements", title=_("数据元"), columns=SHEET.columns, rows=cells, count=len(cells), find=find)
    acts = [{"title": _("用表格导入"), "url": reverse("imports:upload", args=["elements"]), "icon": "upload"}, {"title": _("登记数据元"), "url": reverse("elements:register"), "kind": "primary"}]
    acts = acts if can_keep_elements(request.actor) else []
    return register_page(
        request, title=_("数据元"), table=ElementTable(rows), form=find, unit=_("项"), acts=acts, empty_title=_("没有符合条件的数据元"),
        empty_why=_("换一个条件再查；要问一件新事，先登记数据元。"),
    )  # fmt: skip


def _cell(row: DataElement, column) -> object:
    value = getattr(row, column.key)
    if column.kind == "bool":
        return _("是") if value else _("否")
    return column.choices[value][0] if column.choices else value


def element_of(code: str) -> DataElement:
    """The element, or 404."""
    row = queries.element_by_code(code)
    if row is None:
        raise Http404
    return row


def facts_of(row: DataElement) -> list[dict]:
    """What a page says of an element."""
    return [
        {"label": _("含义"), "value": row.definition}, {"label": _("对象"), "value": row.get_subject_display()},
        {"label": _("类型"), "value": f"{row.get_kind_display()}{f'（{row.unit}）' if row.unit else ''}"}, {"label": _("归口单位"), "value": row.get_owner_display()},
        {"label": _("依据"), "value": row.legal_basis}, {"label": _("有效期"), "value": _("%(n)d 个月") % {"n": row.validity_months}},
        {"label": _("存在哪里"), "value": where_it_lives(row)}, {"label": _("个人信息"), "value": _("是，只填隐去的") if row.private else _("否")},
    ]  # fmt: skip


@login_required
def element(request: HttpRequest, code: str) -> HttpResponse:
    """One element and, of villages within reach, what is held."""
    need(can_view_elements(request.actor))
    row = element_of(code)
    remember(request, row.name)
    reader = reader_of(code)
    shows = reader is not None and request.actor.may(reader.permission)
    asked, held, samples = queries.samples(row, request.actor, request.on, request.scope_prefix)
    context = {
        "page_title": row.name, "page_sub": row.code, "element": row, "rows": facts_of(row), "asked": asked, "held": held, "samples": samples if shows else [], "shows": shows,
        "may_edit": can_keep_elements(request.actor).allowed, "crumbs": [(_("数据元"), reverse("elements:list")), (row.name, "")],
    }  # fmt: skip
    return show(request, "elements/element.html", context)


@login_required
def register(request: HttpRequest) -> HttpResponse:
    """A new element."""
    need(can_keep_elements(request.actor))
    form = ElementForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        done = run_command(form, commands.register_element, by=request.actor, **form.cleaned_data)
        if done.ok:
            messages.success(request, _("已登记。"))
            return redirect("elements:element", done.value.code)
    return form_page(request, form, _("登记数据元"), _("登记"), reverse("elements:list"))


@login_required
def change(request: HttpRequest, code: str) -> HttpResponse:
    """What an element means, said better."""
    need(can_keep_elements(request.actor))
    row = element_of(code)
    form = ElementChangeForm(request.POST or None, initial={name: getattr(row, name) for name in commands.CHANGED})
    if request.method == "POST" and form.is_valid() and run_command(form, commands.change_element, element=row, by=request.actor, **form.cleaned_data).ok:
        messages.success(request, _("已修改。"))
        return redirect("elements:element", code)
    return form_page(request, form, _("修改数据元"), _("保存"), reverse("elements:element", args=[code]), page_sub=row.name)
