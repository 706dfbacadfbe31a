"""Fixing a dated setting: one officer proposes it from its document, another enacts it. A value is never overwritten: the earlier row ends the day before."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from qianxian.foundation import audit
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import Conflict, RuleViolated, Violation
from qianxian.foundation.rulebook import RulebookError
from qianxian.foundation.verdict import require
from qianxian.rulebook.models import Setting, SettingProposal
from qianxian.rulebook.permissions import can_drop_proposal, can_edit_settings, can_enact_proposal
from qianxian.rulebook.queries import known_keys
from qianxian.rulebook.shipped import dated_setting


@transaction.atomic
def propose_setting(
    *, key: str, value: Any, valid_from: dt.date, source_document: str, by: Actor, published_on: dt.date | None = None, note: str = ""
) -> SettingProposal:
    """What ``key`` shall be from ``valid_from`` on, waiting for a second officer.

    Raises RuleViolated for an unknown key, a value of the wrong type, a missing source, a day at or before a later row, or a second proposal for the day.
    """
    rows = list(Setting.objects.select_for_update().filter(key=key).order_by("period"))
    require(can_edit_settings(by))
    faults = _faults(key, value, valid_from, source_document, rows)
    if SettingProposal.objects.filter(key=key, valid_from=valid_from, dropped_by="").exists():
        faults.append(Violation("proposed", _("这一天的取值已经有人提出。请另一位同志审核，或先撤回原来的。"), field="valid_from"))
    if faults:
        raise RuleViolated(faults)
    proposal = SettingProposal.objects.create(
        key=key, value=value, valid_from=valid_from, source_document=source_document, published_on=published_on, note=note, proposed_by=by.login
    )
    audit.record(by=by, action="rulebook.propose_setting", thing=proposal, division_code=by.county_code or "0" * 12, after=_told(proposal))
    return proposal


@transaction.atomic
def enact_setting(*, proposal: SettingProposal, by: Actor) -> Setting:
    """The row of what was proposed, in force from its first day on; the row in force before ends the day before.

    Before a county's first row of a key the shipped ones stand. Raises RuleViolated where a later row was enacted meanwhile.
    """
    proposal = SettingProposal.objects.select_for_update().get(pk=proposal.pk)
    rows = list(Setting.objects.select_for_update().filter(key=proposal.key).order_by("period"))
    require(can_enact_proposal(by, proposal))
    _still_open(proposal)
    if faults := _faults(proposal.key, proposal.value, proposal.valid_from, proposal.source_document, rows):
        raise RuleViolated(faults)
    before = _end_before(rows, proposal.valid_from)
    row = Setting.objects.create(
        key=proposal.key, value=proposal.value, period=DateRange(proposal.valid_from, None), source_document=proposal.source_document,
        published_on=proposal.published_on, note=proposal.note, entered_by=proposal.proposed_by, approved_by=by.login, proposal=proposal,
    )
    audit.record(by=by, action="rulebook.enact_setting", thing=row, division_code=by.county_code or "0" * 12, before=before, after=_told(proposal))
    return row


@transaction.atomic
def drop_proposal(*, proposal: SettingProposal, reason: str, by: Actor) -> SettingProposal:
    """The proposal taken back, or refused by the second officer, with the reason. Raises RuleViolated without one."""
    proposal = SettingProposal.objects.select_for_update().get(pk=proposal.pk)
    require(can_drop_proposal(by, proposal))
    _still_open(proposal)
    if not reason.strip():
        raise RuleViolated([Violation("no_reason", _("写明不采用的原因。"), field="reason")])
    proposal.dropped_by, proposal.drop_reason = by.login, reason.strip()
    proposal.version += 1
    proposal.save(update_fields=["dropped_by", "drop_reason", "version"])
    audit.record(by=by, action="rulebook.drop_proposal", thing=proposal, division_code=by.county_code or "0" * 12, after={"reason": reason.strip()}, reason=reason)
    return proposal


def _still_open(proposal: SettingProposal) -> None:
    if proposal.dropped_by or Setting.objects.filter(proposal=proposal).exists():
        raise Conflict(_("这个取值已经审核过或已撤回。请刷新页面。"))


def _end_before(rows: list[Setting], day: dt.date) -> dict[str, Any] | None:
    """End the newest row the day before ``day``; what it said, for the record."""
    if not rows or (rows[-1].period.upper is not None and rows[-1].period.upper <= day):
        return None
    before = {"value": rows[-1].value, "period": rows[-1].period}
    rows[-1].period = DateRange(rows[-1].period.lower, day)
    rows[-1].version += 1
    rows[-1].save(update_fields=["period", "version"])
    return before


def _told(proposal: SettingProposal) -> dict[str, Any]:
    return {"key": proposal.key, "value": proposal.value, "valid_from": proposal.valid_from, "source": proposal.source_document}


def _faults(key: str, value: Any, valid_from: dt.date, source_document: str, rows: list[Setting]) -> list[Violation]:
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
    return faults
