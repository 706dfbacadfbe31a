"""Fixing and ending a dated setting. A value is never overwritten: the earlier row ends the day before the new one begins."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from qianxian.foundation import audit
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import RuleViolated, Violation
from qianxian.foundation.rulebook import RulebookError
from qianxian.foundation.rulebook.settings import plain
from qianxian.foundation.verdict import require
from qianxian.rulebook.models import Setting
from qianxian.rulebook.permissions import can_edit_settings
from qianxian.rulebook.queries import known_keys
from qianxian.rulebook.shipped import dated_setting, shipped_settings


@transaction.atomic
def enact_setting(
    *, key: str, value: Any, valid_from: dt.date, source_document: str, by: Actor, published_on: dt.date | None = None, note: str = ""
) -> Setting:
    """The new row of ``key`` from ``valid_from`` on; the row in force before ends the day before.

    The first row of a key that only had shipped values copies those before it, so that the county's history has no gap.
    Raises RuleViolated for an unknown key, a value of the wrong type, a missing source, or a day at or before a later row.
    """
    rows = list(Setting.objects.select_for_update().filter(key=key).order_by("period"))
    require(can_edit_settings(by))
    _check(key, value, valid_from, source_document, rows)
    if not rows:
        rows = _copy_shipped(key, valid_from, by)
    before = None
    if rows and (rows[-1].period.upper is None or rows[-1].period.upper > valid_from):
        before = {"value": rows[-1].value, "period": rows[-1].period}
        rows[-1].period = DateRange(rows[-1].period.lower, valid_from)
        rows[-1].version += 1
        rows[-1].save(update_fields=["period", "version"])
    row = Setting.objects.create(
        key=key, value=value, period=DateRange(valid_from, None), source_document=source_document, published_on=published_on, note=note,
        entered_by=by.login,
    )
    audit.record(by=by, action="rulebook.enact_setting", thing=row, division_code=by.county_code or "0" * 12, before=before,
                 after={"key": key, "value": value, "valid_from": valid_from, "source": source_document})
    return row


def _check(key: str, value: Any, valid_from: dt.date, source_document: str, rows: list[Setting]) -> None:
    faults = []
    if key not in known_keys():
        faults.append(Violation("unknown_key", _("没有这个参数，请从参数清单中选。"), field="key"))
    else:
        try:
            dated_setting(key, value, valid_from, None, source_document)
        except RulebookError as unfit:
            faults.append(Violation("ill_typed", str(unfit), field="value"))
    if not source_document.strip():
        faults.append(Violation("no_source", _("写上依据的文件名和文号。"), field="source_document"))
    if rows and rows[-1].period.lower >= valid_from:
        faults.append(Violation("not_after", _("开始日期要晚于现有最后一条的开始日期 %(day)s。") % {"day": rows[-1].period.lower}, field="valid_from"))
    if faults:
        raise RuleViolated(faults)


def _copy_shipped(key: str, before: dt.date, by: Actor) -> list[Setting]:
    """Rows of the shipped book that begin before the county's first own row, written as the county's history."""
    copied = []
    for row in shipped_settings().rows(key):
        if row.valid_from >= before:
            continue
        last = min(row.valid_to + dt.timedelta(days=1), before) if row.valid_to else before
        copied.append(Setting.objects.create(
            key=key, value=plain(row.value), period=DateRange(row.valid_from, last), source_document=row.source, published_on=row.published_on,
            note=row.note, entered_by=by.login,
        ))
    return copied
