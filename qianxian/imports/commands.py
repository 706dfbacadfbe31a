"""Bringing a register in: look at it, write all of it or nothing, take a whole batch back."""

from __future__ import annotations

import datetime as dt
import gc
import hashlib
import time
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from qianxian.accounts.queries import names_of_logins
from qianxian.foundation import audit, sealing
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import Conflict, FileRefused, RuleViolated, Violation, violated
from qianxian.foundation.records import holding_from
from qianxian.foundation.sheets import parse
from qianxian.foundation.sheets.register import Plan, compared, register_for
from qianxian.foundation.verdict import require
from qianxian.imports.models import ImportBatch, ImportFile
from qianxian.imports.permissions import can_import, can_settle
from qianxian.imports.queries import content_of

KEPT_ERRORS = 2000


@contextmanager
def _uncollected() -> Iterator[None]:
    """No search for cycles meanwhile: a roster's half million cells hold none, and to walk over them again and again costs a tenth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@_uncollected()
def plan_file(*, register: str, content: bytes, by: Actor, on: dt.date) -> Plan:
    """What the file would do: counts, changes and every error. Writes nothing. Raises FileRefused for a file that is not opened."""
    require(can_import(by, register))
    chosen = register_for(register)
    parsed = parse(chosen.sheet, content, on=on)
    return compared(chosen, connection, parsed, by=by, on=on)


def _place_of(by: Actor) -> str:
    if not by.reach:
        raise FileRefused("no_reach", _("您的角色没有管辖范围，不能导入。"))
    return by.reach[0].ljust(12, "0")


@transaction.atomic
def preview_file(*, register: str, filename: str, content: bytes, by: Actor, on: dt.date) -> ImportBatch:
    """A batch that shows what the file would do; the register itself is untouched. Earlier unsettled uploads of the register are dropped."""
    started = time.monotonic()
    plan = plan_file(register=register, content=content, by=by, on=on)
    for old in ImportBatch.objects.select_for_update().filter(register=register, uploaded_by=by.login, state=ImportBatch.State.PREVIEWED):
        _drop(old, by)
    answer = plan.to_json()
    batch = ImportBatch.objects.create(
        division_code=_place_of(by), register=register, filename=filename[-200:], file_digest=hashlib.sha256(content).hexdigest(), uploaded_by=by.login,
        effective_on=on, rows=plan.rows, new=plan.new, changed=plan.changed, unchanged=plan.unchanged, wrong=plan.wrong,
        errors=answer["errors"][:KEPT_ERRORS], changes=[change.to_json() for change in plan.changes],
        seconds=Decimal(str(round(time.monotonic() - started, 2))),
    )
    ImportFile.objects.create(division_code=batch.division_code, batch=batch, sealed=sealing.seal_bytes(content, row=f"imports.file:{batch.uuid}"))
    audit.record(by=by, action="imports.preview_file", thing=batch, after={"register": register, "file": batch.file_digest, "rows": plan.rows})
    return batch


def _ask_whose(batch: ImportBatch, by: Actor, takes_over: bool) -> None:
    """A colleague's upload is not settled by mistake: whoever takes it over says so."""
    if batch.uploaded_by != by.login and not takes_over:
        who = names_of_logins([batch.uploaded_by]).get(batch.uploaded_by, batch.uploaded_by)
        raise violated("anothers_upload", _("这张表是%(who)s上传的。先和%(who)s说好，再在核对页选「接手」。") % {"who": who})


@transaction.atomic
def commit_batch(*, batch: ImportBatch, by: Actor, takes_over: bool = False) -> ImportBatch:
    """The batch written, all rows or none, under one leaf that carries the digest of the rows.

    The file is planned anew: what changed in the register since the preview is compared again.
    Raises Conflict when the batch was settled meanwhile, RuleViolated when rows are wrong now or a colleague's upload is not said to be
    taken over (``takes_over``); the leaf names who uploaded beside who wrote.
    """
    batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    require(can_settle(by, batch))
    if batch.state != ImportBatch.State.PREVIEWED:
        raise Conflict(_("这一批已经处理过：%(state)s。") % {"state": batch.get_state_display()})
    _ask_whose(batch, by, takes_over)
    plan = plan_file(register=batch.register, content=content_of(batch), by=by, on=batch.effective_on)
    _refuse_wrong(plan)
    batch.leaf = _write(plan, batch.register, by=by, on=batch.effective_on, division_code=batch.division_code, batch=batch)
    batch.state, batch.committed_by, batch.committed_at = ImportBatch.State.COMMITTED, by.login, timezone.now()
    batch.new, batch.changed, batch.unchanged, batch.version = plan.new, plan.changed, plan.unchanged, batch.version + 1
    batch.save()
    ImportFile.objects.filter(batch=batch).delete()
    return batch


@transaction.atomic
def import_file(*, register: str, filename: str, content: bytes, by: Actor, on: dt.date) -> Plan:
    """Preview and commit in one step, for the command line and the example; nothing is written when a row is wrong (see ``plan.errors``)."""
    plan = plan_file(register=register, content=content, by=by, on=on)
    if not plan.clean:
        return plan
    batch = ImportBatch(
        division_code=_place_of(by), register=register, filename=filename[-200:], file_digest=hashlib.sha256(content).hexdigest(), uploaded_by=by.login,
        effective_on=on, rows=plan.rows, new=plan.new, changed=plan.changed, unchanged=plan.unchanged, state=ImportBatch.State.COMMITTED,
        committed_by=by.login, committed_at=timezone.now(), changes=[change.to_json() for change in plan.changes],
    )
    batch.leaf = _write(plan, register, by=by, on=on, division_code=batch.division_code, batch=batch)
    batch.save()
    return plan


def _refuse_wrong(plan: Plan) -> None:
    if not plan.clean:
        raise RuleViolated([Violation("rows_wrong", _("有 %(n)d 行要改，改好才能写入。现在一行也没有写入。") % {"n": plan.wrong})])


@_uncollected()
def _write(plan: Plan, register: str, *, by: Actor, on: dt.date, division_code: str, batch: ImportBatch):
    leaf = audit.record(
        by=by, action="imports.commit_batch", object_type="imports.importbatch", object_id=str(batch.uuid), division_code=division_code,
        after={"register": register, "rows": plan.rows, "new": plan.new, "changed": plan.changed, "digest": plan.digest, "uploaded_by": batch.uploaded_by},
    )
    if plan.new or plan.changed:
        with holding_from(on):
            register_for(register).write(connection, plan, by=by, on=on, leaf=leaf)
    return leaf


@transaction.atomic
def undo_batch(*, batch: ImportBatch, by: Actor, reason: str) -> ImportBatch:
    """The register as it was before the batch. Raises RuleViolated while anything written later rests on it."""
    batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    require(can_settle(by, batch))
    if batch.state != ImportBatch.State.COMMITTED:
        raise Conflict(_("只有已写入的批次可以撤销；这一批是：%(state)s。") % {"state": batch.get_state_display()})
    if not reason.strip():
        raise violated("no_reason", _("写明为什么撤销。"), field="reason")
    count = register_for(batch.register).undo(connection, batch.leaf, by=by)
    batch.state, batch.undone_by, batch.undone_at, batch.version = ImportBatch.State.UNDONE, by.login, timezone.now(), batch.version + 1
    batch.save()
    audit.record(by=by, action="imports.undo_batch", thing=batch, before={"state": "committed"}, after={"state": "undone", "records": count}, reason=reason)
    return batch


@transaction.atomic
def drop_batch(*, batch: ImportBatch, by: Actor, takes_over: bool = False) -> ImportBatch:
    """An upload that is not going to be written; its file is deleted. A colleague's only when he says that he takes it over."""
    batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    require(can_settle(by, batch))
    if batch.state != ImportBatch.State.PREVIEWED:
        raise Conflict(_("这一批已经处理过：%(state)s。") % {"state": batch.get_state_display()})
    _ask_whose(batch, by, takes_over)
    _drop(batch, by)
    return batch


def _drop(batch: ImportBatch, by: Actor) -> None:
    batch.state, batch.version = ImportBatch.State.DROPPED, batch.version + 1
    batch.save(update_fields=["state", "version"])
    ImportFile.objects.filter(batch=batch).delete()
    audit.record(by=by, action="imports.drop_batch", thing=batch, before={"state": "previewed", "uploaded_by": batch.uploaded_by}, after={"state": "dropped"})
