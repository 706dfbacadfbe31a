"""Batches within reach, and what waits for confirmation."""

from __future__ import annotations

import datetime as dt

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from qianxian.accounts.rights import Permission
from qianxian.foundation import sealing
from qianxian.foundation.actor import Actor
from qianxian.foundation.sheets import Sheet, all_sheets
from qianxian.foundation.sheets.wording import in_english
from qianxian.foundation.tasks import Task
from qianxian.imports.models import ImportBatch, ImportFile
from qianxian.imports.permissions import ASKS, can_import

ORDER = (
    "organisations", "members", "committees", "offices", "centres", "staff", "services", "elements", "grades", "voters", "contracts", "collective_members", "assets", "accounts",
)  # fmt: skip


def registers_for(actor: Actor) -> list[Sheet]:
    """The sheets this actor may bring in, in the order in which a county fills them."""
    sheets = all_sheets()
    return [sheets[name] for name in ORDER if name in sheets and can_import(actor, name)]


def title_of(register: str) -> str:
    """The register's name in the reader's language."""
    sheet = all_sheets().get(register)
    return register if sheet is None else sheet.title_en if in_english() else sheet.title_zh


def batches(actor: Actor) -> QuerySet[ImportBatch]:
    """Batches of registers the actor may bring in, newest first."""
    names = [sheet.register for sheet in registers_for(actor)]
    return ImportBatch.objects.visible_to(actor).filter(register__in=names).order_by("-id")


def content_of(batch: ImportBatch) -> bytes:
    """The uploaded bytes of an unsettled batch. Raises ImportFile.DoesNotExist once it is settled."""
    return sealing.unseal_bytes(ImportFile.objects.get(batch=batch).sealed, row=f"imports.file:{batch.uuid}")


def tasks_for(actor: Actor, on: dt.date) -> list[Task]:
    """Uploads of the actor that were looked at and neither written nor dropped."""
    if not any(actor.may(permission) for permission in (Permission.IMPORT_REGISTERS, *ASKS.values())):
        return []
    waiting = batches(actor).filter(state=ImportBatch.State.PREVIEWED, uploaded_by=actor.login)
    return [
        Task(_("导入"), _("%(title)s：等您确认") % {"title": title_of(b.register)},
             _("%(wrong)d 行要改") % {"wrong": b.wrong} if b.wrong else _("%(n)d 行可以写入") % {"n": b.new + b.changed},
             None, reverse("imports:batch", args=[b.uuid]), b.division_code)
        for b in waiting[:20]
    ]
