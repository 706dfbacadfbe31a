"""Every step of a matter for programs; proposing, counting and confirming stay with different people."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest

from qianxian.decisions import commands, permissions, queries
from qianxian.decisions.api import shapes as s
from qianxian.decisions.api.reading import case_of, certificate_of, matter_of, router
from qianxian.decisions.models import Meeting
from qianxian.foundation.verdict import require
from qianxian.portal.contract import WRITTEN, Made, matched, once, there
from qianxian.threads.queries import thread_by_uuid


@router.post("/decisions", response=WRITTEN, operation_id="open_matter", summary="发起决策事项")
@once
def open_matter(request: HttpRequest, body: s.OpenGiven) -> Made:
    """A matter with the bodies it must pass."""
    given = body.model_dump() | {"amount": body.amount}  # money is dumped as text
    found = given.pop("thread_uuid")
    thread = there(thread_by_uuid(found, request.actor)) if found else None
    return Made(commands.open_matter(by=request.actor, on=request.today, thread=thread, **given))


def _step(request: HttpRequest, uuid: UUID, command: Callable[..., Any], **given: Any) -> Made:
    row = matched(request, matter_of(request, uuid))
    return Made(command(matter=row, by=request.actor, on=request.today, **given))


@router.post("/decisions/{uuid}/amend", response=WRITTEN, operation_id="amend_matter", summary="修改事项")
@once
def amend_matter(request: HttpRequest, uuid: UUID, body: s.AskedGiven) -> Made:
    """Amended in draft, classified anew."""
    return _step(request, uuid, commands.amend_matter, **body.model_dump() | {"amount": body.amount})


@router.post("/decisions/{uuid}/withdraw", response=WRITTEN, operation_id="withdraw_matter", summary="撤回事项")
@once
def withdraw_matter(request: HttpRequest, uuid: UUID, body: s.ReasonGiven) -> Made:
    """Given up before a certificate."""
    return _step(request, uuid, commands.withdraw_matter, reason=body.reason)


@router.post("/decisions/{uuid}/take-up-again", response=WRITTEN, operation_id="take_up_matter_again", summary="重新提议")
@once
def take_up_again(request: HttpRequest, uuid: UUID, body: s.ReasonGiven) -> Made:
    """Back at ① after a revocation."""
    return _step(request, uuid, commands.take_up_again, reason=body.reason)


@router.post("/decisions/{uuid}/close", response=WRITTEN, operation_id="close_matter", summary="归档事项")
@once
def close_matter(request: HttpRequest, uuid: UUID) -> Made:
    """Filed."""
    return _step(request, uuid, commands.close_matter)


@router.post("/decisions/{uuid}/meetings", response=WRITTEN, operation_id="call_meeting", summary="通知会议")
@once
def call_meeting(request: HttpRequest, uuid: UUID, body: s.CallGiven) -> Made:
    """The next body called, its voters frozen."""
    return _step(request, uuid, commands.call_meeting, **body.model_dump())


def _meeting(request: HttpRequest, uuid: UUID) -> Meeting:
    require(permissions.can_view_decisions(request.actor))
    return matched(request, there(queries.meeting_by_uuid(uuid, request.actor)))


@router.post("/decisions/meetings/{uuid}/postpone", response=WRITTEN, operation_id="postpone_meeting", summary="会议改期")
@once
def postpone_meeting(request: HttpRequest, uuid: UUID, body: s.PostponeGiven) -> Made:
    """Another day; the voters stay."""
    return Made(commands.postpone_meeting(meeting=_meeting(request, uuid), by=request.actor, on=request.today, **body.model_dump()))


@router.post("/decisions/meetings/{uuid}/cancel", response=WRITTEN, operation_id="cancel_meeting", summary="取消会议")
@once
def cancel_meeting(request: HttpRequest, uuid: UUID, body: s.ReasonGiven) -> Made:
    """Called off before it resolved anything."""
    return Made(commands.cancel_meeting(meeting=_meeting(request, uuid), reason=body.reason, by=request.actor, on=request.today))


@router.post("/decisions/meetings/{uuid}/recusals", response=WRITTEN, operation_id="recuse_from_meeting", summary="登记回避")
@once
def recuse(request: HttpRequest, uuid: UUID, body: s.RecuseGiven) -> Made:
    """A person with an interest."""
    return Made(commands.recuse(meeting=_meeting(request, uuid), by=request.actor, on=request.today, **body.model_dump()))


@router.post("/decisions/meetings/{uuid}/counts", response=WRITTEN, operation_id="enter_meeting_count", summary="录会议计票")
@once
def enter_count(request: HttpRequest, uuid: UUID, body: s.CountGiven) -> Made:
    """One copy of the count; the other is another person's."""
    given = body.model_dump(exclude={"copy_number"})
    return Made(commands.enter_count(meeting=_meeting(request, uuid), copy=int(body.copy_number), by=request.actor, on=request.today, **given))


@router.post("/decisions/meetings/{uuid}/confirm", response=WRITTEN, operation_id="confirm_meeting_count", summary="确认决议")
@once
def confirm_count(request: HttpRequest, uuid: UUID) -> Made:
    """The resolution, by a third person."""
    return Made(commands.confirm_count(meeting=_meeting(request, uuid), by=request.actor, on=request.today))


@router.post("/decisions/{uuid}/publish", response=WRITTEN, operation_id="publish_decision", summary="公开决议")
@once
def publish_decision(request: HttpRequest, uuid: UUID, body: s.PublishGiven) -> Made:
    """The decision posted."""
    return _step(request, uuid, commands.publish_decision, **body.model_dump())


@router.post("/decisions/{uuid}/publish-result", response=WRITTEN, operation_id="publish_decision_result", summary="公开实施结果")
@once
def publish_result(request: HttpRequest, uuid: UUID, body: s.PublishGiven) -> Made:
    """What came of it, posted."""
    return _step(request, uuid, commands.publish_result, **body.model_dump())


@router.post("/decisions/{uuid}/objections", response=WRITTEN, operation_id="receive_decision_objection", summary="登记决议异议")
@once
def receive_objection(request: HttpRequest, uuid: UUID, body: s.ObjectionGiven) -> Made:
    """An objection, named or not."""
    return _step(request, uuid, commands.receive_objection, **body.model_dump())


@router.post("/decisions/objections/{uuid}/answer", response=WRITTEN, operation_id="answer_decision_objection", summary="答复决议异议")
@once
def answer_objection(request: HttpRequest, uuid: UUID, body: s.AnswerGiven) -> Made:
    """Answered once."""
    require(permissions.can_view_decisions(request.actor))
    row = matched(request, there(queries.objection_by_uuid(uuid, request.actor)))
    return Made(commands.answer_objection(objection=row, by=request.actor, on=request.today, **body.model_dump()))


@router.post("/decisions/{uuid}/certificate", response=WRITTEN, operation_id="issue_certificate", summary="出具决策凭证")
@once
def issue_certificate(request: HttpRequest, uuid: UUID, body: s.CertifyGiven) -> Made:
    """After publication and objections."""
    return _step(request, uuid, commands.issue_certificate, amount_limit=body.amount_limit, lapses_on=body.lapses_on)


@router.post("/decisions/certificates/{uuid}/revoke", response=WRITTEN, operation_id="revoke_certificate", summary="撤销决策凭证")
@once
def revoke_certificate(request: HttpRequest, uuid: UUID, body: s.RevokeGiven) -> Made:
    """From today on, once and for good."""
    row = matched(request, certificate_of(request, uuid))
    return Made(commands.revoke_certificate(certificate=row, by=request.actor, on=request.today, **body.model_dump()))


@router.post("/decisions/powers", response=WRITTEN, operation_id="open_power_case", summary="登记权力事项")
@once
def open_power_case(request: HttpRequest, body: s.PowerGiven) -> Made:
    """A case on a flow of the list."""
    return Made(commands.open_power_case(by=request.actor, on=request.today, **body.model_dump()))


@router.post("/decisions/powers/{uuid}/moves", response=WRITTEN, operation_id="move_power_case", summary="办理权力事项")
@once
def move_power_case(request: HttpRequest, uuid: UUID, body: s.MoveGiven) -> Made:
    """A step done."""
    row = matched(request, case_of(request, uuid))
    return Made(commands.move_power_case(case=row, by=request.actor, on=request.today, **body.model_dump()))


@router.post("/decisions/powers/{uuid}/stop", response=WRITTEN, operation_id="stop_power_case", summary="终止权力事项")
@once
def stop_power_case(request: HttpRequest, uuid: UUID, body: s.ReasonGiven) -> Made:
    """Given up, with why."""
    row = matched(request, case_of(request, uuid))
    return Made(commands.stop_power_case(case=row, reason=body.reason, by=request.actor, on=request.today))


@router.post("/decisions/powers/flags/{uuid}/look", response=WRITTEN, operation_id="look_at_power_flag", summary="写监督意见")
@once
def look_at_flag(request: HttpRequest, uuid: UUID, body: s.OpinionGiven) -> Made:
    """Supervision's note."""
    require(permissions.can_view_decisions(request.actor))
    row = matched(request, there(queries.flag_by_uuid(uuid, request.actor)))
    return Made(commands.look_at_flag(flag=row, opinion=body.opinion, by=request.actor, on=request.today))
