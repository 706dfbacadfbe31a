"""A project approved by the town, decided by the village, put to tender, and awarded to a contract."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from qianxian.contracts.models import Contract
from qianxian.decisions.models import Certificate
from qianxian.foundation import audit
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import RuleViolated, Violation
from qianxian.foundation.verdict import require
from qianxian.projects import judging
from qianxian.projects import permissions as may
from qianxian.projects.commands.rows import expect, locked, moved
from qianxian.projects.models import Project

State = Project.State


@transaction.atomic
def approve_project(*, project: Project, document: str, by: Actor, on: dt.date) -> Project:
    """Approved by the town on its budget; never by who recorded it."""
    row = locked(project)
    require(may.can_approve_project(by, row))
    expect(row, State.IDEA)
    faults = [] if document.strip() else [Violation("document", _("填写批复文号。"), field="document")]
    if not row.budgets.exists():
        faults.append(Violation("budget", _("还没有预算和资金来源，不能立项。"), "R-D02"))
    if faults:
        raise RuleViolated(faults)
    row.approved_on, row.approved_by, row.approval_document = on, by.login, document.strip()
    before = moved(row, State.APPROVED)
    audit.record(by=by, action="projects.approve_project", thing=row, before=before, after={"state": row.state, "document": row.approval_document})
    return row


@transaction.atomic
def record_vote(*, project: Project, certificate: Certificate, by: Actor, on: dt.date) -> Project:
    """Decided: the certificate in force today covers the budget."""
    row = locked(project)
    require(may.can_keep_project(by, row.division_code))
    expect(row, State.APPROVED)
    if faults := judging.vote_faults(row, certificate, on):
        raise RuleViolated(faults)
    row.certificate, row.voted_on = certificate, on
    before = moved(row, State.VOTED)
    audit.record(by=by, action="projects.record_vote", thing=row, before=before, after={"state": row.state, "certificate": certificate.number})
    return row


@transaction.atomic
def open_tender(
    *, project: Project, mode: str, tendered_on: dt.date, document: str, by: Actor, on: dt.date, split_reason: str = "", split_certificate: Certificate | None = None
) -> Project:
    """Put to tender in a mode strict enough (R-D06). Lots that belong together are refused by name, unless a body decided to keep them apart."""
    row = locked(project)
    require(may.can_keep_project(by, row.division_code))
    expect(row, State.VOTED)
    faults = [] if document.strip() else [Violation("document", _("填写招标（比选、发包）文件的名称或文号。"), field="document")]
    if row.contract_id is not None:
        faults.append(Violation("contract", _("项目已有合同，按新决策签订补充协议后直接恢复施工。"), field="mode"))
    if tendered_on > on or (row.voted_on is not None and tendered_on < row.voted_on):
        faults.append(Violation("tendered_on", _("招标日期在决策登记以后、不晚于今天。"), field="tendered_on"))
    faults += judging.tender_faults(row, mode, tendered_on, split_reason, split_certificate)
    if faults:
        raise RuleViolated(faults)
    row.mode, row.tendered_on, row.tender_document, row.split_reason, row.split_certificate = mode, tendered_on, document.strip(), split_reason.strip(), split_certificate
    before = moved(row, State.TENDERING)
    audit.record(by=by, action="projects.open_tender", thing=row, before=before, after={"state": row.state, "mode": mode, "document": row.tender_document}, reason=split_reason)
    return row


@transaction.atomic
def award(*, project: Project, contract: Contract, started_on: dt.date, by: Actor, on: dt.date, bidders: int | None = None, result_document: str = "") -> Project:
    """The result of the tender and the contract it led to; or, decided again, the same contract with an amendment on the new certificate."""
    row = locked(project)
    require(may.can_keep_project(by, row.division_code))
    expect(row, State.TENDERING, *((State.VOTED,) if row.contract_id is not None else ()))
    again = row.contract_id is not None
    faults = judging.award_faults(row, contract, row.bidders if again else bidders)
    if again and contract.pk != row.contract_id:
        faults.append(Violation("contract", _("项目已有合同，不能换成别的合同。"), field="contract"))
    if not again and not result_document.strip():
        faults.append(Violation("result_document", _("填写中标（成交）通知书或比选记录。"), "R-D06", "result_document"))
    if started_on > on:
        faults.append(Violation("started_on", _("日期不能晚于今天。"), field="started_on"))
    if faults:
        raise RuleViolated(faults)
    if not again:
        row.contract, row.bidders, row.result_document, row.started_on = contract, bidders, result_document.strip(), started_on
    before = moved(row, State.BUILDING)
    audit.record(by=by, action="projects.award", thing=row, before=before, after={"state": row.state, "contract": contract.number, "bidders": row.bidders})
    return row
