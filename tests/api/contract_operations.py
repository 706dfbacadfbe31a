"""Prepared contracts for the table of operations, each at the step that an operation starts from."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from qianxian.contracts import commands
from qianxian.contracts.models import Contract, RelatedParty
from qianxian.decisions.models import Certificate
from qianxian.foundation.reach import bind
from tests.api import decision_operations as decided
from tests.api.stage import DAY, VILLAGE
from tests.cast import SERVICE, acting

CLERK = acting("nihetong", "拟合同", "centre_member", VILLAGE)
SIGNER = acting("qianhetong", "签合同", "village_secretary", VILLAGE)
DRAFTED = dt.date(2019, 3, 13)
TERMS = {"kind": "works", "unit": "centre", "subject": "党员活动中心修缮", "first_day": DRAFTED, "last_day": dt.date(2019, 12, 31)}
PARTY = {"counterparty": "斗门某建筑公司", "party_kind": "organisation"}


def certificate(s: Any) -> Certificate:
    """What they rest on."""
    return decided.certificate(s)


def terms(row: Contract) -> dict[str, Any]:
    """What a draft is changed to."""
    days = {name: value.isoformat() if isinstance(value, dt.date) else value for name, value in TERMS.items()}
    return days | {"amount": "90000.00", "basis": "certificate", "certificate": str(row.certificate.uuid)}


def given(s: Any) -> dict[str, Any]:
    """A draft as a program gives it."""
    bind(SERVICE)
    return terms(Contract(certificate=Certificate.objects.latest("id"))) | PARTY | {"division_code": VILLAGE}


def drafted(s: Any, **more: Any) -> Contract:
    """A draft on a certificate."""
    rests_on = None if "basis" in more else certificate(s)
    bind(SERVICE)
    facts = TERMS | PARTY | {"amount": Decimal(100000), "basis": "certificate", "certificate": rests_on, "asked_on": DRAFTED} | more
    return commands.draft_contract(division_code=VILLAGE, by=CLERK, on=DRAFTED, **facts)


def existing(s: Any) -> Contract:
    """One older than the register."""
    return drafted(s, basis="existing", basis_document="合同原件")


def signed(s: Any) -> Contract:
    """In force."""
    return commands.sign_contract(contract=drafted(s), signed_on=DAY, signatory="黄志明", by=SIGNER, on=DAY)


def declared(s: Any) -> RelatedParty:
    """A draft with a related party."""
    return commands.declare_party(contract=drafted(s), name="邝某", office="委员", relation="spouse", by=CLERK, on=DAY)


def named(s: Any) -> RelatedParty:
    """A draft whose other side bears the secretary's name."""
    return drafted(s, counterparty=s.village.secretary.name, party_kind="person").parties.get()
