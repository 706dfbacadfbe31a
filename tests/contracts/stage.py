"""A village with its committees, certificates of several kinds, and contracts resting on them; days stand in 2019."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from itertools import count
from typing import Any

from qianxian.contracts import commands
from qianxian.contracts.models import Contract
from qianxian.decisions import commands as decisions
from qianxian.decisions import queries as decided
from qianxian.decisions.models import Certificate, Matter
from qianxian.foundation.periods import add_days
from qianxian.foundation.reach import bind
from tests.cast import SERVICE, TOWN_OFFICER, acting
from tests.decisions import stage as road

VILLAGE, SIBLING, DRAFTED = road.VILLAGE, road.SIBLING, dt.date(2019, 7, 20)
SIGNED, LAST = dt.date(2019, 7, 25), dt.date(2020, 7, 24)
CLERK = acting("kuangjs", "邝经手", "centre_member", VILLAGE)
SECRETARY = road.SECRETARY
OFFICER = TOWN_OFFICER
SECOND_OFFICER = road.SECOND_OFFICER
_builders = count(1)


def yuan(amount: Any) -> Decimal:
    return Decimal(str(amount)).quantize(Decimal("0.01"))


def certificate(amount: Any = "200000", unit: str = "centre", recused: tuple[str, ...] = (), **more: Any) -> Certificate:
    """A matter walked to its certificate, these people recused in every meeting."""
    row = road.matter(amount=str(amount), unit=unit, **more)
    day = road.D1
    while (step := decided.next_step(Matter.objects.get(pk=row.pk))) is not None:
        need = {"members_meeting": 3, "assembly": 10, "collective_assembly": 10}.get(step.body, 0)
        day = add_days(day, need)
        meeting = road.called(row, day, need)
        for name in recused:
            decisions.recuse(meeting=meeting, name=name, relation="spouse", by=SECRETARY, on=day)
        road.voted(meeting, present=meeting.eligible, votes_for=meeting.eligible - len(recused))
    row = road.published(Matter.objects.get(pk=row.pk), add_days(day, 1))
    return decisions.issue_certificate(matter=row, by=OFFICER, on=add_days(day, 9))


def terms(rests_on: Certificate | None, **more: Any) -> dict[str, Any]:
    """What a draft says."""
    return {"kind": "works", "unit": "centre", "subject": "党员活动中心修缮", "amount": yuan(100000), "first_day": SIGNED, "last_day": LAST, "basis": "certificate",
            "certificate": rests_on, "asked_on": DRAFTED} | more  # fmt: skip


def drafted(rests_on: Certificate | None = None, by=CLERK, **more: Any) -> Contract:
    """A draft with a builder of its own."""
    bind(SERVICE)
    party = {"counterparty": f"斗门建筑工程{next(_builders)}队有限公司", "party_kind": "organisation"}
    return commands.draft_contract(division_code=VILLAGE, by=by, on=DRAFTED, **terms(rests_on) | party | more)


def signed(rests_on: Certificate | None = None, day: dt.date = SIGNED, by=SECRETARY, **more: Any) -> Contract:
    """Drafted by one and signed by another."""
    return commands.sign_contract(contract=drafted(rests_on, **more), signed_on=day, signatory="黄志明", by=by, on=max(day, SIGNED))


def amended(row: Contract, amount: Any, rests_on: Certificate | None = None, day: dt.date = dt.date(2019, 9, 1), **more: Any):
    """A further row."""
    given = {"subject": "增加工程量", "amount_change": yuan(amount)} | more
    return commands.amend_contract(contract=row, signed_on=day, certificate=rests_on, by=CLERK, on=max(day, dt.date(2019, 9, 1)), **given)
