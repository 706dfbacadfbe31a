"""Registers by Excel for programs: template, upload and preview, commit, drop, undo, and the workbook that names each wrong row."""

import io
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from ninja import File, Form, Query, Router, UploadedFile
from pydantic import Field

from qianxian.foundation.errors import FileRefused
from qianxian.foundation.reach import within
from qianxian.foundation.sheets import parse, sheet_for, write_errors, write_template
from qianxian.foundation.sheets.register import compared, register_for
from qianxian.foundation.verdict import require
from qianxian.imports import commands, queries
from qianxian.imports.models import ImportBatch, ImportFile
from qianxian.imports.permissions import can_import, can_settle
from qianxian.portal.contract import WRITTEN, ListQuery, Made, Page, found, matched, once, page, page_of, tagged
from qianxian.portal.contract.problems import PRIVATE
from qianxian.portal.contract.shapes import At, Code, Count, Day, Given, Reason, Shape, Uuid, one_of
from qianxian.portal.files import XLSX

router = Router(tags=["导入"])
AT = "imports/batches"
LARGEST = 20 * 1024 * 1024
Register = one_of(*queries.ORDER)
WORKBOOK = {"responses": {200: {"description": "Excel 工作簿", "content": {XLSX: {"schema": {"type": "string", "format": "binary"}}}}}}


class RegisterShape(Shape):
    """A register that may come in by Excel."""

    register_: str = Field(alias="register", serialization_alias="register", examples=["members"])
    title: str
    template: str = Field(examples=["/api/v1/imports/registers/members/template"])


class RowFault(Shape):
    """One wrong cell, as ``qianxian import --json`` names it."""

    sheet: str = ""
    row: int | None = None
    column: str | None = ""
    code: str = ""
    message: str = ""


class BatchShape(Shape):
    """One upload: what it would change or changed."""

    uuid: Uuid
    version: int
    division_code: Code
    register_: str = Field(alias="register", serialization_alias="register", examples=["members"])
    filename: str
    state: one_of(*ImportBatch.State.values)
    uploaded_by: str
    uploaded_at: At
    effective_on: Day
    rows: Count
    new: Count
    changed: Count
    unchanged: Count
    wrong: Count
    committed_by: str
    committed_at: At | None
    undone_by: str
    undone_at: At | None


class BatchDetail(BatchShape):
    """A batch with its wrong cells (at most 2,000)."""

    errors: list[RowFault]


class UploadGiven(Given):
    """Which register, from which day on."""

    register_: Register = Field(alias="register")
    on: Day | None = None


class UndoGiven(Given):
    """Why a whole batch is taken back."""

    reason: Reason


@router.get("/imports/registers", response=Page[RegisterShape], operation_id="list_import_registers", summary="可导入的台账")
def list_registers(request: HttpRequest, find: Query[ListQuery]) -> dict[str, Any]:
    """The registers this role may bring in, in the order in which a county fills them."""
    rows = [{"register": s.register, "title": queries.title_of(s.register), "template": f"/api/v1/imports/registers/{s.register}/template"}
            for s in queries.registers_for(request.actor)]  # fmt: skip
    return page_of(find, rows, lambda row: uuid5(NAMESPACE_URL, f"qianxian:{row['register']}"))


@router.get("/imports/registers/{name}/template", operation_id="get_import_template", summary="下载模板", openapi_extra=WORKBOOK)
def get_template(request: HttpRequest, name: Register) -> HttpResponse:
    """The empty workbook with drop-downs and notes; its headings are the contract."""
    require(can_import(request.actor, name))
    out = io.BytesIO()
    try:
        write_template(sheet_for(name), out)
    except KeyError as unknown:
        raise Http404 from unknown
    return _workbook(out.getvalue(), f"{name}.xlsx")


def _workbook(content: bytes, name: str) -> HttpResponse:
    return HttpResponse(content, content_type=XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"', **PRIVATE})


class SettleFind(Given):
    """Whose upload it is."""

    takes_over: bool = Field(False, description="同事上传的表：写 true 表示接手；日志记下两个人")


@router.get("/imports/batches", response=Page[BatchShape], operation_id="list_import_batches", summary="导入批次")
def list_batches(request: HttpRequest, find: Query[ListQuery]) -> dict[str, Any]:
    """Batches of registers that this role may bring in."""
    rows = queries.batches(request.actor)
    return page(request, find, within(rows, request.actor, find.prefix))


def _batch(request: HttpRequest, uuid: UUID) -> ImportBatch:
    return found(queries.batches(request.actor), uuid=uuid)


@router.get(
    "/imports/batches/{uuid}", response=BatchDetail, operation_id="get_import_batch", summary="一个批次", openapi_extra={"x-tagged": True}
)
def get_batch(request: HttpRequest, response: HttpResponse, uuid: UUID) -> ImportBatch:
    """One batch with what is wrong in it."""
    return tagged(response, _batch(request, uuid))


@router.post("/imports/batches", response=WRITTEN, operation_id="upload_import", summary="上传核对")
@once
def upload(request: HttpRequest, body: Form[UploadGiven], file: File[UploadedFile]) -> Made:
    """Step 1: what the file would do. The register is untouched; read the batch, then commit or drop it."""
    require(can_import(request.actor, body.register_))
    if file.size > LARGEST:
        raise FileRefused("too_large", "文件超过 20 MB。分成几个文件再上传。")
    try:
        sheet_for(body.register_)
    except KeyError as unknown:
        raise Http404 from unknown
    name = "".join(c for c in file.name or "" if c.isprintable()) or "upload.xlsx"
    batch = commands.preview_file(
        register=body.register_, filename=name, content=file.read(), by=request.actor, on=body.on or request.today
    )
    return Made(batch, AT)


@router.post("/imports/batches/{uuid}/commit", response=WRITTEN, operation_id="commit_import", summary="写入")
@once
def commit(request: HttpRequest, uuid: UUID, settle: Query[SettleFind]) -> Made:
    """Step 2: all rows or none. Planned anew against the register as it is now; a colleague's upload with ``takes_over``."""
    return Made(commands.commit_batch(batch=matched(request, _batch(request, uuid)), by=request.actor, takes_over=settle.takes_over), AT)


@router.post("/imports/batches/{uuid}/drop", response=WRITTEN, operation_id="drop_import", summary="不导入了")
@once
def drop(request: HttpRequest, uuid: UUID, settle: Query[SettleFind]) -> Made:
    """The upload is deleted; a colleague's with ``takes_over``."""
    return Made(commands.drop_batch(batch=matched(request, _batch(request, uuid)), by=request.actor, takes_over=settle.takes_over), AT)


@router.post("/imports/batches/{uuid}/undo", response=WRITTEN, operation_id="undo_import", summary="撤销整批")
@once
def undo(request: HttpRequest, uuid: UUID, body: UndoGiven) -> Made:
    """The register as it was before the batch, while nothing rests on it."""
    return Made(commands.undo_batch(batch=matched(request, _batch(request, uuid)), by=request.actor, reason=body.reason), AT)


@router.get("/imports/batches/{uuid}/errors", operation_id="get_import_errors", summary="下载错误说明", openapi_extra=WORKBOOK)
def get_errors(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The uploaded table with 错误说明 beside each wrong row; gone once the batch is settled."""
    batch = _batch(request, uuid)
    require(can_settle(request.actor, batch))
    try:
        content = queries.content_of(batch)
    except ImportFile.DoesNotExist as gone:
        raise Http404 from gone
    register = register_for(batch.register)
    parsed = parse(register.sheet, content, on=batch.effective_on)
    parsed.errors = list(compared(register, connection, parsed, by=request.actor, on=batch.effective_on).errors)
    out = io.BytesIO()
    write_errors(parsed, out)
    return _workbook(out.getvalue(), f"{batch.register}-errors.xlsx")
