"""A signed contract changed by a further row; over the share set, only on a new certificate."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from qianxian.contracts import judging, queries
from qianxian.contracts import permissions as may
from qianxian.contracts.commands.rows import expect, locked
from qianxian.contracts.models import Amendment, Contract
from qianxian.decisions.models import Certificate
from qianxian.foundation import audit
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import RuleViolated, Violation
from qianxian.foundation.money import half_up
from qianxian.foundation.verdict import require


@transaction.atomic
def amend_contract(
    *, contract: Contract, signed_on: dt.date, subject: str, by: Actor, on: dt.date, amount_change: Decimal = Decimal(0), last_day: dt.date | None = None,
    document: str = "", certificate: Certificate | None = None,
) -> Amendment:  # fmt: skip
    """The amendment, with the change of the amount in yuan (below nothing to take away) and the new last day where it moves."""
    row = locked(contract)
    require(may.can_keep_contract(by, row.division_code))
    expect(row, Contract.State.SIGNED)
    change = half_up(amount_change or Decimal(0))
    faults = judging.amendment_faults(row, signed_on=signed_on, amount=change, last_day=last_day, certificate=certificate, on=on)
    if not subject.strip():
        faults.append(Violation("subject", _("写明改了什么、为什么。"), field="subject"))
    if not change and last_day is None and not document.strip():
        faults.append(Violation("amount_change", _("填写变更的金额、新的到期日或者协议文号。"), field="amount_change"))
    if faults:
        raise RuleViolated(faults)
    made = Amendment.objects.create(
        division_code=row.division_code, contract=row, position=row.amendments.count() + 1, signed_on=signed_on, amount_change=change, last_day=last_day,
        subject=subject.strip(), document=document.strip(), certificate=certificate, recorded_on=on, recorded_by=by.login,
    )  # fmt: skip
    row.version += 1
    row.save(update_fields=["version"])
    after = {"position": made.position, "amount_change": change, "last_day": last_day, "certificate": certificate.number if certificate else "", "total": queries.total_of(row)}
    audit.record(by=by, action="contracts.amend_contract", thing=row, after=after, reason=subject)
    return made
