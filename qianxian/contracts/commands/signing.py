"""A contract signed, taken over from before the register, ended when it has run, or terminated before."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from qianxian.contracts import judging, queries
from qianxian.contracts import permissions as may
from qianxian.contracts.commands.rows import expect, locked, look_for_parties, moved
from qianxian.contracts.models import Contract
from qianxian.foundation import audit
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import RuleViolated, Violation
from qianxian.foundation.verdict import require

State, Basis = Contract.State, Contract.Basis


@transaction.atomic
def sign_contract(*, contract: Contract, signed_on: dt.date, signatory: str, by: Actor, on: dt.date) -> Contract:
    """Recorded as signed, by another than who drafted it. Raises RuleViolated with everything that stands against it, related parties first found again."""
    row = locked(contract)
    require(may.can_sign_contract(by, row))
    expect(row, State.DRAFT)
    faults = [Violation("basis", _("系统启用前签订的合同由镇（街道）核对后登记。"), field="basis")] if row.basis == Basis.EXISTING else []
    return _sign(row, signed_on, signatory, by, on, faults, "contracts.sign_contract")


@transaction.atomic
def take_over_contract(*, contract: Contract, signed_on: dt.date, signatory: str, by: Actor, on: dt.date) -> Contract:
    """A contract signed before the register began, looked at by the town against its original."""
    row = locked(contract)
    require(may.can_take_over_contract(by, row))
    expect(row, State.DRAFT)
    faults = [] if row.basis == Basis.EXISTING else [Violation("basis", _("这不是系统启用前签订的合同，由村（社区）登记签订。"), field="basis")]
    return _sign(row, signed_on, signatory, by, on, faults, "contracts.take_over_contract")


def _sign(row: Contract, signed_on: dt.date, signatory: str, by: Actor, on: dt.date, faults: list[Violation], action: str) -> Contract:
    if not signatory.strip():
        faults.append(Violation("signatory", _("填写代表本村（社区）签字的人。"), field="signatory"))
    if signatory.strip() and signatory.strip() in (row.counterparty, row.representative):
        faults.append(Violation("signatory", _("双方不能由同一人签字。"), "R-C06", "signatory"))
    look_for_parties(row, by, signed_on)
    faults += judging.signing_faults(row, signed_on, by, on)
    if faults:
        raise RuleViolated(faults)
    row.signed_on, row.signatory, row.recorded_by = signed_on, signatory.strip(), by.login
    before = moved(row, State.SIGNED)
    after = {"state": row.state, "signed_on": signed_on, "signatory": row.signatory, "certificate": row.certificate.number if row.certificate else "", "amount": row.amount}
    audit.record(by=by, action=action, thing=row, before=before, after=after)
    return row


@transaction.atomic
def end_contract(*, contract: Contract, reason: str, by: Actor, on: dt.date) -> Contract:
    """Carried out to its end; ``reason`` says what came of it (handed over, paid up)."""
    row = locked(contract)
    require(may.can_keep_contract(by, row.division_code))
    return _over(row, State.ENDED, reason, by, on, "contracts.end_contract")


@transaction.atomic
def terminate_contract(*, contract: Contract, reason: str, by: Actor, on: dt.date) -> Contract:
    """Broken off before its end, with the reason and what was agreed about what remains."""
    row = locked(contract)
    require(may.can_keep_contract(by, row.division_code))
    return _over(row, State.TERMINATED, reason, by, on, "contracts.terminate_contract")


def _over(row: Contract, state: str, reason: str, by: Actor, on: dt.date, action: str) -> Contract:
    expect(row, State.SIGNED)
    if not reason.strip():
        raise RuleViolated([Violation("reason", _("写明结果或原因。"), field="reason")])
    row.ended_on, row.ended_by, row.end_reason = on, by.login, reason.strip()
    before = moved(row, state)
    audit.record(by=by, action=action, thing=row, before=before, after={"state": state, "total": queries.total_of(row)}, reason=reason)
    return row
