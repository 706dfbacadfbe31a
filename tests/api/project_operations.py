"""Prepared projects for the table of operations and the matrix: one under way, with a milestone and its photo."""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal
from typing import Any

from PIL import Image

from qianxian.contracts import commands as contracts
from qianxian.foundation.reach import bind
from qianxian.projects import commands
from qianxian.projects.commands import Source
from qianxian.projects.models import MilestonePhoto, Project
from tests.api import contract_operations as contracted
from tests.api.stage import DAY, VILLAGE
from tests.cast import SERVICE, TOWN_COMMITTEE, acting

KEEPER = acting("xiangmu", "项登记", "centre_member", VILLAGE)
EARLY = dt.date(2019, 3, 13)


def building(s: Any) -> Project:
    """Awarded."""
    held = contracted.certificate(s)
    bind(SERVICE)
    how = {"by": KEEPER, "on": EARLY}
    row = commands.open_project(division_code=VILLAGE, name="村道硬化", kind="roads", tender_class="works", unit="centre", site="祠堂路", thought_on=EARLY, **how)
    commands.set_budget(project=row, amount=Decimal(90000), sources=[Source("district", "区级补助", Decimal(90000))], made_on=EARLY, document="预算书", **how)
    commands.approve_project(project=row, document="斗镇委〔2019〕12号", by=TOWN_COMMITTEE, on=EARLY)
    commands.record_vote(project=row, certificate=held, **how)
    commands.open_tender(project=row, mode="exempt", tendered_on=EARLY, document="发包文件", **how)
    facts = contracted.TERMS | contracted.PARTY | {"amount": Decimal(80000), "basis": "certificate", "certificate": held, "asked_on": EARLY}
    draft = contracts.draft_contract(division_code=VILLAGE, by=contracted.CLERK, on=EARLY, **facts)
    signed = contracts.sign_contract(contract=draft, signed_on=DAY, signatory="黄志明", by=contracted.SIGNER, on=DAY)
    return commands.award(project=row, contract=signed, started_on=DAY, bidders=1, result_document="成交通知书", by=KEEPER, on=DAY)


def photo(s: Any) -> MilestonePhoto:
    """Its milestone with one photo."""
    one = commands.add_milestone(project=building(s), title="路基", due_on=dt.date(2019, 9, 1), by=KEEPER, on=DAY)
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "gray").save(out, "JPEG")
    return commands.keep_photo(milestone=one, content=out.getvalue(), by=KEEPER, on=DAY)
