"""A village with money, a project walked step by step, and the people who may; days stand in 2019, today is 2019-12-16."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from qianxian.foundation.reach import bind
from qianxian.projects import commands
from qianxian.projects.commands import Source
from qianxian.projects.models import Project
from tests.cast import SERVICE, TOWN_COMMITTEE, acting
from tests.contracts import stage as signing
from tests.funds import stage as funds

VILLAGE, ON = signing.VILLAGE, funds.ON
KEEPER = acting("xiangmu", "项登记", "centre_member", VILLAGE)
COMMITTEE = TOWN_COMMITTEE
SUPERVISOR, SECOND = signing.road.SUPERVISOR, acting("jianduer", "邓监督", "supervision_member", VILLAGE)
INSPECTOR = acting("zhenyan", "镇验收", "town_org_officer", "440403103")
AUDITOR = acting("shenji", "沈审计", "audit_bureau", "440403")
STARTED = dt.date(2019, 8, 1)
BUDGET = "90000"


def yuan(amount: Any) -> Decimal:
    return Decimal(str(amount)).quantize(Decimal("0.01"))


def sources(amount: Any) -> list[Source]:
    """Half from the district, the rest the collective's own."""
    whole = yuan(amount)
    half = (whole / 2).quantize(Decimal("0.01"), rounding="ROUND_DOWN")
    return [Source("district", "区级补助", half), Source("collective", "集体自筹", whole - half)]


def idea(day: dt.date = signing.DRAFTED, **more: Any) -> Project:
    """Recorded by the village."""
    funds.county()
    bind(SERVICE)
    given = {"name": "村道硬化", "kind": "roads", "tender_class": "works", "unit": "centre", "site": "祠堂路", "thought_on": day} | more
    return commands.open_project(division_code=VILLAGE, by=KEEPER, on=day, **given)


def budgeted(row: Project, amount: Any = BUDGET, day: dt.date = signing.DRAFTED, **more: Any):
    """A budget with its sources."""
    return commands.set_budget(project=row, amount=yuan(amount), sources=sources(amount), made_on=day, document="预算书1号", by=KEEPER, on=day, **more)


def approved(amount: Any = BUDGET, day: dt.date = signing.DRAFTED, **more: Any) -> Project:
    """On its budget, by the town."""
    row = idea(day, **more)
    budgeted(row, amount, day)
    return commands.approve_project(project=row, document="斗镇委〔2019〕12号", by=COMMITTEE, on=day)


def voted(amount: Any = BUDGET, **more: Any) -> Project:
    """On a certificate of exactly the budget."""
    row = approved(amount, **more)
    held = signing.certificate(amount, unit=row.unit, title=row.name)
    return commands.record_vote(project=row, certificate=held, by=KEEPER, on=signing.DRAFTED)


def tendered(amount: Any = BUDGET, mode: str = "exempt", **more: Any) -> Project:
    """Put to tender."""
    return tender(voted(amount, **more), mode)


def tender(row: Project, mode: str, **more: Any) -> Project:
    return commands.open_tender(project=row, mode=mode, tendered_on=signing.DRAFTED, document="发包文件1号", by=KEEPER, on=signing.DRAFTED, **more)


def building(amount: Any = BUDGET, contract: Any = "80000", mode: str = "exempt", bidders: int = 1, **more: Any) -> Project:
    """Awarded to a contract on the project's certificate."""
    row = tendered(amount, mode, **more)
    held = signing.signed(row.certificate, amount=yuan(contract), unit=row.unit)
    return commands.award(project=row, contract=held, started_on=STARTED, bidders=bidders, result_document="成交通知书", by=KEEPER, on=STARTED)


def looked(row: Project, *people: Any, good: bool = True, on: dt.date = dt.date(2019, 11, 1)) -> Project:
    """What these people found."""
    for by in people or (SUPERVISOR, INSPECTOR):
        commands.look_at_works(project=row, good=good, opinion="按图施工", by=by, on=on)
    return row


def accepted(row: Project | None = None, on: dt.date = dt.date(2019, 11, 2)) -> Project:
    """Found good by two."""
    return commands.accept_project(project=looked(row or building()), by=KEEPER, on=on)


def audited(row: Project | None = None, amount: Any = "75000", on: dt.date = dt.date(2019, 11, 20)) -> Project:
    """What the audit found."""
    return commands.audit_project(project=row or accepted(), amount=yuan(amount), body="区审计局", document="斗审〔2019〕3号", by=AUDITOR, on=on)
