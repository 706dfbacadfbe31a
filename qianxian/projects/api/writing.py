"""Every step of a project for programs; approving, accepting and auditing stay with other people than who keeps it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import File, UploadedFile

from qianxian.contracts.queries import contract_by_uuid
from qianxian.decisions.models import Certificate
from qianxian.decisions.queries import certificate_by_uuid
from qianxian.foundation.verdict import require
from qianxian.portal.contract import WRITTEN, Made, matched, once, there
from qianxian.projects import commands, permissions, queries
from qianxian.projects.api import shapes as s
from qianxian.projects.api.reading import project_of, router
from qianxian.projects.models import ChangeOrder, Milestone, Project
from qianxian.threads.queries import thread_by_uuid


def _certificate(request: HttpRequest, uuid: UUID | None) -> Certificate | None:
    return there(certificate_by_uuid(uuid, request.actor)) if uuid else None


def _step(request: HttpRequest, uuid: UUID, command: Callable[..., Any], **given: Any) -> Made:
    row = matched(request, project_of(request, uuid))
    return Made(command(project=row, by=request.actor, on=request.today, **given))


@router.post("/projects", response=WRITTEN, operation_id="open_project", summary="登记项目")
@once
def open_project(request: HttpRequest, body: s.OpenGiven) -> Made:
    """An idea with its number."""
    given = body.model_dump()
    found = given.pop("thread_uuid")
    thread = there(thread_by_uuid(found, request.actor)) if found else None
    return Made(commands.open_project(by=request.actor, on=request.today, thread=thread, **given))


@router.post("/projects/{uuid}/budgets", response=WRITTEN, operation_id="set_project_budget", summary="登记项目预算")
@once
def set_budget(request: HttpRequest, uuid: UUID, body: s.BudgetGiven) -> Made:
    """A further budget with its sources."""
    row: Project = matched(request, project_of(request, uuid))
    held = queries.allocations_in(request.actor, row.division_code)
    sources = [commands.Source(x.level, x.title, x.amount, there(held.filter(uuid=x.allocation).first()) if x.allocation else None) for x in body.sources]
    given = {"amount": body.amount, "made_on": body.made_on, "document": body.document, "reason": body.reason, "sources": sources}
    return Made(commands.set_budget(project=row, by=request.actor, on=request.today, **given))


@router.post("/projects/{uuid}/tender", response=WRITTEN, operation_id="open_project_tender", summary="登记招标")
@once
def open_tender(request: HttpRequest, uuid: UUID, body: s.TenderGiven) -> Made:
    """Put to tender in a mode strict enough (R-D06)."""
    return _step(request, uuid, commands.open_tender, **body.model_dump() | {"split_certificate": _certificate(request, body.split_certificate)})


@router.post("/projects/{uuid}/award", response=WRITTEN, operation_id="award_project", summary="登记中标和合同")
@once
def award(request: HttpRequest, uuid: UUID, body: s.AwardGiven) -> Made:
    """The result and the contract it led to."""
    return _step(request, uuid, commands.award, **body.model_dump() | {"contract": there(contract_by_uuid(body.contract, request.actor))})


@router.post("/projects/{uuid}/vote", response=WRITTEN, operation_id="record_project_vote", summary="登记项目决策")
@once
def record_vote(request: HttpRequest, uuid: UUID, body: s.CertificateGiven) -> Made:
    """Decided: the certificate covers the budget."""
    return _step(request, uuid, commands.record_vote, certificate=_certificate(request, body.certificate))


@router.post("/projects/{uuid}/changes", response=WRITTEN, operation_id="order_project_change", summary="登记工程变更")
@once
def order_change(request: HttpRequest, uuid: UUID, body: s.ChangeGiven) -> Made:
    """A change ordered; beyond the share set it waits for its decision."""
    return _step(request, uuid, commands.order_change, **body.model_dump() | {"amount": body.amount})


@router.post("/projects/{uuid}/audit", response=WRITTEN, operation_id="audit_project", summary="登记结算审计")
@once
def audit_project(request: HttpRequest, uuid: UUID, body: s.AuditGiven) -> Made:
    """What the settlement audit found."""
    return _step(request, uuid, commands.audit_project, **body.model_dump() | {"amount": body.amount})


@router.post("/projects/{uuid}/approve", response=WRITTEN, operation_id="approve_project", summary="批复立项")
@once
def approve_project(request: HttpRequest, uuid: UUID, body: s.DocumentGiven) -> Made:
    """Approved on its budget by the town."""
    return _step(request, uuid, commands.approve_project, **body.model_dump())


@router.post("/projects/{uuid}/measures", response=WRITTEN, operation_id="record_project_measure", summary="登记现状和工程量")
@once
def record_measure(request: HttpRequest, uuid: UUID, body: s.MeasureGiven) -> Made:
    """What was measured where the works are."""
    return _step(request, uuid, commands.record_measure, **body.model_dump())


@router.post("/projects/{uuid}/milestones", response=WRITTEN, operation_id="add_project_milestone", summary="登记节点")
@once
def add_milestone(request: HttpRequest, uuid: UUID, body: s.MilestoneGiven) -> Made:
    """A part of the works with the day it is due."""
    return _step(request, uuid, commands.add_milestone, **body.model_dump())


@router.post("/projects/{uuid}/findings", response=WRITTEN, operation_id="look_at_project_works", summary="写验收意见")
@once
def look_at_works(request: HttpRequest, uuid: UUID, body: s.LookGiven) -> Made:
    """What one person found, in his own name."""
    return _step(request, uuid, commands.look_at_works, **body.model_dump())


@router.post("/projects/{uuid}/asset", response=WRITTEN, operation_id="enter_project_asset", summary="列入资产")
@once
def enter_asset(request: HttpRequest, uuid: UUID, body: s.EnterGiven) -> Made:
    """The asset that came of it, at its audited cost."""
    return _step(request, uuid, commands.enter_asset, **body.model_dump())


@router.post("/projects/{uuid}/stall", response=WRITTEN, operation_id="stall_project", summary="搁置项目")
@once
def stall_project(request: HttpRequest, uuid: UUID, body: s.StallGiven) -> Made:
    """Put aside, with the cause."""
    return _step(request, uuid, commands.stall_project, **body.model_dump())


@router.post("/projects/{uuid}/resume", response=WRITTEN, operation_id="resume_project", summary="恢复项目")
@once
def resume_project(request: HttpRequest, uuid: UUID, body: s.ReasonGiven) -> Made:
    """Taken up where it stood."""
    return _step(request, uuid, commands.resume_project, **body.model_dump())


@router.post("/projects/{uuid}/cancel", response=WRITTEN, operation_id="cancel_project", summary="取消项目")
@once
def cancel_project(request: HttpRequest, uuid: UUID, body: s.ReasonGiven) -> Made:
    """Given up before it was built."""
    return _step(request, uuid, commands.cancel_project, **body.model_dump())


@router.post("/projects/{uuid}/accept", response=WRITTEN, operation_id="accept_project", summary="登记验收")
@once
def accept_project(request: HttpRequest, uuid: UUID) -> Made:
    """Accepted: milestones done, found good by enough people, no change waits."""
    return _step(request, uuid, commands.accept_project)


def _milestone(request: HttpRequest, uuid: UUID) -> Milestone:
    require(permissions.can_view_projects(request.actor))
    return matched(request, there(queries.milestone_by_uuid(uuid, request.actor)))


@router.post("/projects/milestones/{uuid}/done", response=WRITTEN, operation_id="finish_project_milestone", summary="登记节点完成")
@once
def finish_milestone(request: HttpRequest, uuid: UUID, body: s.DoneGiven) -> Made:
    """Done, once."""
    return Made(commands.finish_milestone(milestone=_milestone(request, uuid), by=request.actor, on=request.today, **body.model_dump()))


@router.post("/projects/milestones/{uuid}/photos", response=WRITTEN, operation_id="keep_project_photo", summary="存节点照片")
@once
def keep_photo(request: HttpRequest, uuid: UUID, file: File[UploadedFile]) -> Made:
    """One of a few, a JPEG or PNG drawn anew and made small; place, time and device are taken off."""
    return Made(commands.keep_photo(milestone=_milestone(request, uuid), content=file.read(), by=request.actor, on=request.today))


@router.post("/projects/{uuid}/changes/{change}/decide", response=WRITTEN, operation_id="decide_project_change", summary="登记变更的决策")
@once
def decide_change(request: HttpRequest, uuid: UUID, change: UUID, body: s.CertificateGiven) -> Made:
    """The certificate of the new decision named, once."""
    held: ChangeOrder = matched(request, there(queries.change_by_uuid(project_of(request, uuid), change)))
    return Made(commands.decide_change(change=held, certificate=_certificate(request, body.certificate), by=request.actor, on=request.today))
