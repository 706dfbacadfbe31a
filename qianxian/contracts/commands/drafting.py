"""A contract drafted, changed while a draft, or given up before it was signed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from qianxian.contracts import judging
from qianxian.contracts import permissions as may
from qianxian.contracts.commands.rows import expect, locked, look_for_parties, moved
from qianxian.contracts.models import Contract
from qianxian.contracts.numbers import next_number
from qianxian.decisions.models import Certificate
from qianxian.divisions.queries import division_on
from qianxian.foundation import audit
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import RuleViolated, Violation, violated
from qianxian.foundation.masks import mask_identity
from qianxian.foundation.money import half_up
from qianxian.foundation.periods import add_days
from qianxian.foundation.sealing import keyed_hash, seal
from qianxian.foundation.verdict import require
from qianxian.organisations.rules.credit_codes import check_credit_code
from qianxian.threads.commands import attach
from qianxian.threads.models import Thread

SHOWN = ("number", "kind", "unit", "counterparty", "amount", "rent", "basis", "state")


@transaction.atomic
def draft_contract(
    *, division_code: str, kind: str, unit: str, subject: str, counterparty: str, party_kind: str, amount: Decimal, first_day: dt.date, last_day: dt.date,
    basis: str, by: Actor, on: dt.date, certificate: Certificate | None = None, basis_document: str = "", credit_code: str = "", identity_number: str = "",
    representative: str = "", rent: Decimal | None = None, rent_every: str = "", asked_on: dt.date | None = None, thread: Thread | None = None,
) -> Contract:  # fmt: skip
    """A draft with its number, and everybody in office who is or may be the other side, waiting for an answer (R-C06). Amounts in yuan.

    A lease's ``amount`` is the rent of the whole term. Raises RuleViolated with everything that is missing.
    """
    require(may.can_keep_contract(by, division_code))
    row = Contract(division_code=division_code, counterparty=counterparty.strip(), party_kind=party_kind, representative=representative.strip(), drafted_on=on, drafted_by=by.login)
    faults = _party_faults(row, credit_code, identity_number)
    faults += _fill(row, {"kind": kind, "unit": unit, "subject": subject, "amount": amount, "rent": rent, "rent_every": rent_every, "basis": basis, "certificate": certificate,
                          "basis_document": basis_document, "asked_on": asked_on}, first_day, last_day)  # fmt: skip
    place = division_on(division_code, on)
    if place is None or place.kind not in ("village", "community"):
        faults.append(Violation("division", _("合同登记在村或社区。"), field="division_code"))
    if thread is not None and thread.division_code != division_code:
        faults.append(Violation("thread", _("这条线是另一个村（社区）的，不能串在一起。"), field="thread"))
    if faults:
        raise RuleViolated(faults)
    row.number = next_number(division_code, on.year)
    row.save()
    near = look_for_parties(row, by, on)
    audit.record(by=by, action="contracts.draft_contract", thing=row, after=audit.snapshot(row, *SHOWN) | {"related_parties": len(near)})
    if thread is not None:
        attach(thread=thread, kind=Contract._meta.model_name, thing_uuid=row.uuid, label=row.subject, by=by, on=on)
    return row


@transaction.atomic
def change_contract(
    *, contract: Contract, kind: str, unit: str, subject: str, amount: Decimal, first_day: dt.date, last_day: dt.date, basis: str, by: Actor, on: dt.date,
    certificate: Certificate | None = None, basis_document: str = "", rent: Decimal | None = None, rent_every: str = "", asked_on: dt.date | None = None,
) -> Contract:  # fmt: skip
    """A draft changed, all but its other side: with another party it is another contract. Related parties are looked for again."""
    row = locked(contract)
    require(may.can_keep_contract(by, row.division_code))
    expect(row, Contract.State.DRAFT)
    before = audit.snapshot(row, *SHOWN)
    faults = _fill(row, {"kind": kind, "unit": unit, "subject": subject, "amount": amount, "rent": rent, "rent_every": rent_every, "basis": basis, "certificate": certificate,
                         "basis_document": basis_document, "asked_on": asked_on}, first_day, last_day)  # fmt: skip
    if faults:
        raise RuleViolated(faults)
    row.version += 1
    row.save()
    look_for_parties(row, by, on)
    audit.record(by=by, action="contracts.change_contract", thing=row, before=before, after=audit.snapshot(row, *SHOWN))
    return row


@transaction.atomic
def withdraw_contract(*, contract: Contract, reason: str, by: Actor, on: dt.date) -> Contract:
    """A draft given up; its number stays with it."""
    row = locked(contract)
    require(may.can_keep_contract(by, row.division_code))
    expect(row, Contract.State.DRAFT)
    if not reason.strip():
        raise violated("reason", _("写明为什么撤回。"), field="reason")
    row.ended_on, row.ended_by, row.end_reason = on, by.login, reason.strip()
    before = moved(row, Contract.State.WITHDRAWN)
    audit.record(by=by, action="contracts.withdraw_contract", thing=row, before=before, after={"state": row.state}, reason=reason)
    return row


def _fill(row: Contract, values: Mapping[str, Any], first_day: dt.date, last_day: dt.date) -> list[Violation]:
    for name, value in values.items():
        setattr(row, name, value.strip() if isinstance(value, str) else value)
    if row.basis == Contract.Basis.CERTIFICATE:
        row.basis_document = ""
    else:
        row.certificate = None
    faults = judging.draft_faults(row, first_day, last_day)
    if not faults:
        row.amount, row.rent = half_up(row.amount), None if row.rent is None else half_up(row.rent)
        row.period = DateRange(first_day, add_days(last_day, 1))
    return faults


def _party_faults(row: Contract, credit_code: str, identity_number: str) -> list[Violation]:
    """The other side's number put on the row: a unit's code in the open, a person's sealed."""
    code, number = "".join(credit_code.split()).upper(), "".join(identity_number.split()).upper()
    if row.party_kind == Contract.PartyKind.ORGANISATION and code:
        checked = check_credit_code(code)
        row.credit_code = checked.number
        return [] if checked.valid else [Violation("credit_code", checked.message, "USCC", "credit_code")]
    if row.party_kind == Contract.PartyKind.PERSON and number:
        row.identity_sealed, row.identity_index = seal(number, row=f"contracts.contract.identity:{row.uuid}"), keyed_hash(number, kind="identity")
        row.identity_masked = mask_identity(number)
        return [] if len(number) == 18 else [Violation("identity_number", _("身份证号码是 18 位，请核对。"), "GB 11643", "identity_number")]
    return []
