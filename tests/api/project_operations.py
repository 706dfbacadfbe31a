"""Prepared projects for the table of operations and the matrix: one under way, with a milestone and its photo."""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from qianxian.contracts import commands as contracts
from qianxian.contracts.models import Contract
from qianxian.decisions.models import Certificate
from qianxian.foundation.reach import bind
from qianxian.projects import commands
from qianxian.projects.commands import Source
from qianxian.projects.models import ChangeOrder, Milestone, MilestonePhoto, Project
from tests.api import contract_operations as contracted
from tests.api.stage import DAY, VILLAGE
from tests.cast import SERVICE, TOWN_COMMITTEE, acting

KEEPER = acting("xiangmu", "项登记", "centre_member", VILLAGE)
EARLY = dt.date(2019, 3, 13)


HOW = {"by": KEEPER, "on": EARLY}


def opened(s: Any) -> Project:
    """An idea."""
    bind(SERVICE)
    return commands.open_project(division_code=VILLAGE, name="村道硬化", kind="roads", tender_class="works", unit="centre", site="祠堂路", thought_on=EARLY, **HOW)


def budgeted(s: Any) -> Project:
    """With its budget."""
    row = opened(s)
    commands.set_budget(project=row, amount=Decimal(90000), sources=[Source("district", "区级补助", Decimal(90000))], made_on=EARLY, document="预算书", **HOW)
    return row


def approved(s: Any) -> Project:
    """By the town, with a certificate to rest on."""
    contracted.certificate(s)
    bind(SERVICE)
    return commands.approve_project(project=budgeted(s), document="斗镇委〔2019〕12号", by=TOWN_COMMITTEE, on=EARLY)


def voted(s: Any) -> Project:
    """Decided."""
    return commands.record_vote(project=approved(s), certificate=Certificate.objects.latest("id"), **HOW)


def tendered(s: Any) -> Project:
    """Put to tender, and a contract signed."""
    row = commands.open_tender(project=voted(s), mode="exempt", tendered_on=EARLY, document="发包文件", **HOW)
    facts = contracted.TERMS | contracted.PARTY | {"amount": Decimal(80000), "basis": "certificate", "certificate": row.certificate, "asked_on": EARLY}
    draft = contracts.draft_contract(division_code=VILLAGE, by=contracted.CLERK, on=EARLY, **facts)
    contracts.sign_contract(contract=draft, signed_on=DAY, signatory="黄志明", by=contracted.SIGNER, on=DAY)
    return row


def building(s: Any) -> Project:
    """Awarded."""
    return commands.award(project=tendered(s), contract=Contract.objects.latest("id"), started_on=DAY, bidders=1, result_document="成交通知书", by=KEEPER, on=DAY)


def milestone(s: Any) -> Milestone:
    """A part of the works."""
    return commands.add_milestone(project=building(s), title="路基", due_on=dt.date(2019, 9, 1), by=KEEPER, on=DAY)


def changed(s: Any) -> ChangeOrder:
    """A change that waits for its decision, and another certificate to decide it."""
    row = building(s)
    contracted.certificate(s)
    bind(SERVICE)
    return commands.order_change(project=row, ordered_on=DAY, amount=Decimal(9000), reason="加护坡", document="变更单1号", by=KEEPER, on=DAY)


def looked(s: Any) -> Project:
    """Found good by two."""
    row = building(s)
    for by in (acting("jiandu", "余监督", "supervision_member", VILLAGE), acting("zhenyan", "镇验收", "town_org_officer", VILLAGE[:9])):
        commands.look_at_works(project=row, good=True, opinion="按图施工", by=by, on=DAY)
    return row


def accepted(s: Any) -> Project:
    """Waits for its audit."""
    return commands.accept_project(project=looked(s), by=KEEPER, on=DAY)


def audited(s: Any) -> Project:
    """Waits for the register."""
    auditor = acting("shenji", "沈审计", "audit_bureau", VILLAGE[:6])
    return commands.audit_project(project=accepted(s), amount=Decimal(75000), body="区审计局", document="斗审〔2019〕3号", by=auditor, on=DAY)


def stalled(s: Any) -> Project:
    """Put aside."""
    return commands.stall_project(project=opened(s), cause="no_money", since=EARLY, words="资金没有落实", **HOW)


def certificate(s: Any, b: Any) -> dict[str, str]:
    """The latest certificate of the village."""
    return {"certificate": str(Certificate.objects.latest("id").uuid)}


def awarded(s: Any, b: Any) -> dict[str, Any]:
    """The contract that was signed."""
    return {"contract": str(Contract.objects.latest("id").uuid), "started_on": DAY.isoformat(), "bidders": 1, "result_document": "成交通知书"}


def picture(s: Any) -> dict[str, Any]:
    """The multipart form of a photo."""
    out = io.BytesIO()
    Image.new("RGB", (30, 40), "gray").save(out, "JPEG")
    return {"file": SimpleUploadedFile("路基.jpg", out.getvalue())}


def photo(s: Any) -> MilestonePhoto:
    """Its milestone with one photo."""
    one = milestone(s)
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "gray").save(out, "JPEG")
    return commands.keep_photo(milestone=one, content=out.getvalue(), by=KEEPER, on=DAY)
