"""Upload → preview → write, one page each, all plain POST."""

from __future__ import annotations

import io
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from qianxian.accounts.queries import names_of_logins
from qianxian.divisions import pages
from qianxian.foundation.sheets import Column, parse, sheet_for, write_errors, write_template
from qianxian.foundation.sheets.register import compared, register_for
from qianxian.imports import commands, queries
from qianxian.imports.forms import UndoForm, UploadForm
from qianxian.imports.models import ImportBatch, ImportFile
from qianxian.imports.permissions import can_import, can_settle
from qianxian.portal.files import XLSX
from qianxian.portal.forms import need, press, run_command, show

SHOWN_ERRORS = 200
COLUMNS = [
    Column("register", "台账", "Register", width=18), Column("filename", "文件", "File", width=32), Column("uploaded_at", "上传时间", "Uploaded at", width=18),
    Column("uploaded_by", "上传人", "Uploaded by", width=12), Column("effective_on", "按哪天导入", "As of", "date", width=12),
    Column("rows", "行数", "Rows", "integer", width=10), Column("new", "新增", "New", "integer", width=10), Column("changed", "有变化", "Changed", "integer", width=10),
    Column("unchanged", "没有变化", "Unchanged", "integer", width=10), Column("wrong", "要改的行", "Wrong", "integer", width=10), Column("state", "状态", "State", width=10),
]  # fmt: skip


def _file(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=XLSX)
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return response


@login_required
def batches(request: HttpRequest) -> HttpResponse:
    """The registers that may come in by Excel, and the batches so far."""
    sheets = queries.registers_for(request.actor)
    need(can_import(request.actor, sheets[0].register if sheets else "members"))
    found = queries.batches(request.actor).defer("errors", "changes")
    if pages.wants_export(request):
        names = names_of_logins({b.uploaded_by for b in found})
        cells = [(queries.title_of(b.register), b.filename, localtime(b.uploaded_at), names.get(b.uploaded_by, b.uploaded_by), b.effective_on, b.rows, b.new, b.changed,
                  b.unchanged, b.wrong, b.get_state_display()) for b in found]  # fmt: skip
        return pages.exported(request, name="imports", title=_("导入表格"), columns=COLUMNS, rows=cells, count=len(cells))
    page = Paginator(found, 20).get_page(request.GET.get("page"))
    rows = [{"batch": b, "title": queries.title_of(b.register)} for b in page]
    context = {"page_title": _("导入表格"), "sheets": [{"sheet": s, "title": queries.title_of(s.register)} for s in sheets], "rows": rows, "page_obj": page,
               "export_url": pages.address_of_file(request)}  # fmt: skip
    return show(request, "imports/batches.html", context)


@login_required
def upload(request: HttpRequest, register: str) -> HttpResponse:
    """Step 1: the template, the rules of filling in, and the upload."""
    sheet = _sheet(register)
    need(can_import(request.actor, register))
    form = UploadForm(request.POST or None, request.FILES or None, dated=sheet.dated)
    if request.method == "POST" and form.is_valid():
        file, first_day = form.cleaned_data["file"], form.cleaned_data.get("on") or request.today
        done = run_command(form, commands.preview_file, register=register, filename=file.name, content=file.read(), by=request.actor, on=first_day)
        if done.ok:
            return redirect("imports:batch", done.value.uuid)
    title = _("导入%(title)s") % {"title": queries.title_of(register)}
    context = {"page_title": title, "sheet": sheet, "crumbs": [(_("导入表格"), "/imports/"), (title, "")]}
    return show(request, "imports/upload.html", context, form)


def _sheet(register: str):
    try:
        return sheet_for(register)
    except KeyError as unknown:
        raise Http404 from unknown


@login_required
def template(request: HttpRequest, register: str) -> HttpResponse:
    """The empty workbook with drop-downs and notes."""
    sheet = _sheet(register)
    need(can_import(request.actor, register))
    out = io.BytesIO()
    write_template(sheet, out)
    return _file(out.getvalue(), f"{register}.xlsx")


def _batch(request: HttpRequest, uuid: UUID) -> ImportBatch:
    return get_object_or_404(queries.batches(request.actor), uuid=uuid)


@login_required
def batch(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Step 2 and after: what would change, what is wrong; or what was written."""
    found = _batch(request, uuid)
    title = queries.title_of(found.register)
    changes = found.changes
    context = {
        "page_title": _("导入%(title)s：核对") % {"title": title} if found.state == "previewed" else _("导入%(title)s") % {"title": title},
        "batch": found, "title": title, "dated": register_for(found.register).sheet.dated, "errors": found.errors[:SHOWN_ERRORS], "more_errors": max(len(found.errors) - SHOWN_ERRORS, 0),
        "changed": [c for c in changes if c["kind"] == "changed"][:100], "new": [c for c in changes if c["kind"] == "new"][:20],
        "undo_form": UndoForm(), "anothers": found.uploaded_by != request.actor.login, "crumbs": [(_("导入表格"), "/imports/"), (title, "")],
        "counts": [
            {"label": _("要改的行"), "count": found.wrong, "bad": found.wrong > 0, "url": ""}, {"label": _("新增"), "count": found.new, "url": ""},
            {"label": _("有变化"), "count": found.changed, "url": ""}, {"label": _("没有变化"), "count": found.unchanged, "url": ""},
        ],
    }
    return show(request, "imports/batch.html", context)


@login_required
@require_POST
def commit(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Step 3: write all of it."""
    found, form = _batch(request, uuid), UndoForm({"reason": "-"})
    form.is_valid()
    if run_command(form, commands.commit_batch, batch=found, by=request.actor, takes_over="takes_over" in request.POST).ok:
        messages.success(request, _("已全部写入。再导入同一张表不会重复。"))
    for text in form.non_field_errors():
        messages.error(request, text)
    return redirect("imports:batch", uuid)


@login_required
@require_POST
def drop(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Not importing after all; the uploaded file is deleted."""
    press(request, commands.drop_batch, batch=_batch(request, uuid), by=request.actor, takes_over="takes_over" in request.POST)
    return redirect("imports:list")


@login_required
@require_POST
def undo(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Take a whole batch back, with a reason."""
    found, form = _batch(request, uuid), UndoForm(request.POST)
    if form.is_valid() and run_command(form, commands.undo_batch, batch=found, by=request.actor, **form.cleaned_data).ok:
        messages.success(request, _("已撤销这一批，台账回到导入以前。"))
    for text in [e for errors in form.errors.values() for e in errors]:
        messages.error(request, text)
    return redirect("imports:batch", uuid)


@login_required
def errors_workbook(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The uploaded table with 错误说明 beside each wrong row."""
    found = _batch(request, uuid)
    need(can_settle(request.actor, found))
    try:
        content = queries.content_of(found)
    except ImportFile.DoesNotExist as gone:
        raise Http404 from gone
    register = register_for(found.register)
    parsed = parse(register.sheet, content, on=found.effective_on)
    plan = compared(register, connection, parsed, by=request.actor, on=found.effective_on)
    parsed.errors = list(plan.errors)
    out = io.BytesIO()
    write_errors(parsed, out)
    return _file(out.getvalue(), f"{found.register}-errors.xlsx")
