"""Every step of an election for programs; counting, approving and publishing stay with three different people."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest

from qianxian.elections import commands, permissions, queries
from qianxian.elections.api import shapes as s
from qianxian.elections.api.reading import contest_of, election_of, router
from qianxian.elections.commands.calling import Seats
from qianxian.foundation.verdict import require
from qianxian.organisations import queries as organisations
from qianxian.people.queries import people
from qianxian.portal.contract import WRITTEN, Made, found, matched, once, there


@router.post("/elections", response=WRITTEN, operation_id="call_election", summary="发起选举")
@once
def call_election(request: HttpRequest, body: s.CallGiven) -> Made:
    """An election of one body."""
    given = body.model_dump(exclude={"organisation", "committee", "contests"})
    organisation = found(organisations.organisations_on(request.actor, request.today), uuid=body.organisation) if body.organisation else None
    committee = found(organisations.committees_on(request.actor, request.today), uuid=body.committee) if body.committee else None
    seats = [Seats(one.role, one.seats, one.women_only) for one in body.contests]
    return Made(commands.call_election(organisation=organisation, committee=committee, contests=seats, by=request.actor, on=request.today, **given))


@router.post("/recalls", response=WRITTEN, operation_id="call_recall", summary="登记罢免要求")
@once
def call_recall(request: HttpRequest, body: s.RecallGiven) -> Made:
    """A recall on its petition."""
    require(permissions.can_view_elections(request.actor))
    target = found(organisations.mandates_on(request.actor, request.today).filter(committee__isnull=False).select_related("committee", "person"), uuid=body.target)
    return Made(commands.call_election(
        kind=target.committee.kind, division_code=target.division_code, committee=target.committee, target=target, occasion="recall",
        contests=[Seats(target.role, 1)], by=request.actor, on=request.today, **body.model_dump(exclude={"target"}),
    ))  # fmt: skip


def _step(request: HttpRequest, uuid: UUID, command: Callable[..., Any], **given: Any) -> Made:
    row = matched(request, election_of(request, uuid))
    done = command(election=row, by=request.actor, on=request.today, **given)
    return Made(row if isinstance(done, int) else done)


def _people(request: HttpRequest, **keys: UUID) -> dict[str, Any]:
    return {name: found(people(request.actor), uuid=key) for name, key in keys.items()}


@router.post("/elections/{uuid}/staff", response=WRITTEN, operation_id="appoint_election_staff", summary="登记选举工作人员")
@once
def appoint_staff(request: HttpRequest, uuid: UUID, body: s.StaffGiven) -> Made:
    """Election committee, tellers, counters."""
    return _step(request, uuid, commands.appoint_staff, duty=body.duty, **_people(request, person=body.person))


@router.post("/elections/{uuid}/party-roll", response=WRITTEN, operation_id="take_party_roll", summary="产生党员名单")
@once
def take_party_roll(request: HttpRequest, uuid: UUID) -> Made:
    """The members with a vote."""
    return _step(request, uuid, commands.take_party_roll)


@router.post("/elections/{uuid}/voters", response=WRITTEN, operation_id="enter_voter", summary="登记选民")
@once
def enter_voter(request: HttpRequest, uuid: UUID, body: s.VoterGiven) -> Made:
    """A voter on one of the three bases."""
    return _step(request, uuid, commands.enter_voter, **body.model_dump())


@router.post("/elections/roll/{uuid}/exclude", response=WRITTEN, operation_id="exclude_member", summary="拟不计入应到会人数")
@once
def exclude_member(request: HttpRequest, uuid: UUID, body: s.ExcludeGiven) -> Made:
    """A member proposed not to be counted."""
    require(permissions.can_view_elections(request.actor))
    entry = matched(request, there(queries.entry_by_uuid(uuid, request.actor)))
    return Made(commands.exclude_member(entry=entry, excluded_for=body.excluded_for, by=request.actor, on=request.today))


@router.post("/elections/{uuid}/publish-roll", response=WRITTEN, operation_id="publish_roll", summary="公布选民名单")
@once
def publish_roll(request: HttpRequest, uuid: UUID) -> Made:
    """The roll published."""
    return _step(request, uuid, commands.publish_roll)

@router.post("/elections/{uuid}/objections", response=WRITTEN, operation_id="receive_objection", summary="登记异议")
@once
def receive_objection(request: HttpRequest, uuid: UUID, body: s.ObjectionGiven) -> Made:
    """An objection to the roll."""
    entry = there(queries.entry_by_uuid(body.entry, request.actor)) if body.entry else None
    return _step(request, uuid, commands.receive_objection, entry=entry, **body.model_dump(exclude={"entry"}))


@router.post("/elections/objections/{uuid}/decide", response=WRITTEN, operation_id="decide_objection", summary="处理异议")
@once
def decide_objection(request: HttpRequest, uuid: UUID, body: s.DecisionGiven) -> Made:
    """The election committee's decision."""
    require(permissions.can_view_elections(request.actor))
    row = matched(request, there(queries.objection_by_uuid(uuid, request.actor)))
    return Made(commands.decide_objection(objection=row, by=request.actor, on=request.today, **body.model_dump()))


@router.post("/elections/contests/{uuid}/nominate", response=WRITTEN, operation_id="nominate_candidate", summary="登记提名")
@once
def nominate(request: HttpRequest, uuid: UUID, body: s.NominationGiven) -> Made:
    """A nomination with its number, never who nominated."""
    held = contest_of(request, uuid)
    who = _people(request, person=body.person)
    return Made(commands.nominate(contest=held, nominations=body.nominations, by=request.actor, on=request.today, **who))


@router.post("/elections/candidates/{uuid}/withdraw", response=WRITTEN, operation_id="withdraw_candidate", summary="候选人退出")
@once
def withdraw_candidate(request: HttpRequest, uuid: UUID, body: s.PaperGiven) -> Made:
    """A candidate's own written withdrawal."""
    require(permissions.can_view_elections(request.actor))
    row = matched(request, there(queries.candidate_by_uuid(uuid, request.actor)))
    return Made(commands.withdraw_candidate(candidate=row, document=body.document, by=request.actor, on=request.today))


@router.post("/elections/candidates/{uuid}/statement", response=WRITTEN, operation_id="record_candidate_statement", summary="登记候选人填报")
@once
def record_statement(request: HttpRequest, uuid: UUID, body: s.StatementGiven) -> Made:
    """A candidate's own statement on relatives and knowledge of accounting."""
    require(permissions.can_view_elections(request.actor))
    row = matched(request, there(queries.candidate_by_uuid(uuid, request.actor)))
    return Made(commands.record_statement(candidate=row, by=request.actor, on=request.today, **body.model_dump()))


@router.post("/elections/{uuid}/kinship", response=WRITTEN, operation_id="declare_kinship", summary="申报亲属关系")
@once
def declare_kinship(request: HttpRequest, uuid: UUID, body: s.KinGiven) -> Made:
    """Read by the one check and by no list."""
    return _step(request, uuid, commands.declare_kinship, relation=body.relation, **_people(request, first=body.first, second=body.second))


@router.post("/elections/{uuid}/publish-candidates", response=WRITTEN, operation_id="publish_candidates", summary="公布候选人")
@once
def publish_candidates(request: HttpRequest, uuid: UUID) -> Made:
    """Candidates published, the roll frozen."""
    return _step(request, uuid, commands.publish_candidates)


@router.post("/elections/{uuid}/proxies", response=WRITTEN, operation_id="grant_proxy", summary="登记委托投票")
@once
def grant_proxy(request: HttpRequest, uuid: UUID, body: s.ProxyGiven) -> Made:
    """A written proxy to a near relative."""
    require(permissions.can_view_elections(request.actor))
    entries = {name: there(queries.entry_by_uuid(getattr(body, name), request.actor)) for name in ("principal", "proxy")}
    return _step(request, uuid, commands.grant_proxy, relation=body.relation, document=body.document, **entries)


@router.post("/elections/{uuid}/proxies/revoke", response=WRITTEN, operation_id="revoke_proxy", summary="撤回委托")
@once
def revoke_proxy(request: HttpRequest, uuid: UUID, body: s.ProxyBackGiven) -> Made:
    """A proxy taken back in writing."""
    require(permissions.can_view_elections(request.actor))
    principal = there(queries.entry_by_uuid(body.principal, request.actor))
    return _step(request, uuid, commands.revoke_proxy, principal=principal, document=body.document)


@router.post("/elections/{uuid}/audit", response=WRITTEN, operation_id="record_leaving_audit", summary="登记离任审计公布")
@once
def record_audit(request: HttpRequest, uuid: UUID, body: s.DayGiven) -> Made:
    """The leaving audit published before the election."""
    return _step(request, uuid, commands.record_audit, published_on=body.day)


@router.post("/elections/{uuid}/defence", response=WRITTEN, operation_id="record_defence", summary="登记申辩")
@once
def record_defence(request: HttpRequest, uuid: UUID, body: s.DayPaperGiven) -> Made:
    """The person to be recalled was heard."""
    return _step(request, uuid, commands.record_defence, heard_on=body.day, document=body.document)


@router.post("/elections/{uuid}/approve", response=WRITTEN, operation_id="approve_election", summary="批复候选人")
@once
def approve_election(request: HttpRequest, uuid: UUID, body: s.PaperGiven) -> Made:
    """The upper organisation's word on a Party election."""
    return _step(request, uuid, commands.approve_election, document=body.document)


@router.post("/elections/{uuid}/exclusions", response=WRITTEN, operation_id="approve_exclusions", summary="同意不计入名单")
@once
def approve_exclusions(request: HttpRequest, uuid: UUID, body: s.DayPaperGiven) -> Made:
    """Members not counted, agreed above and adopted by the meeting."""
    return _step(request, uuid, commands.approve_exclusions, adopted_on=body.day, document=body.document)


@router.post("/elections/{uuid}/postpone", response=WRITTEN, operation_id="postpone_election", summary="延期选举")
@once
def postpone_election(request: HttpRequest, uuid: UUID, body: s.DayPaperGiven) -> Made:
    """A later day; the calendar moves with it."""
    return _step(request, uuid, commands.postpone_election, election_on=body.day, document=body.document)


@router.post("/elections/{uuid}/cancel", response=WRITTEN, operation_id="cancel_election", summary="取消选举")
@once
def cancel_election(request: HttpRequest, uuid: UUID, body: s.ReasonGiven) -> Made:
    """Called off before the count."""
    return _step(request, uuid, commands.cancel_election, reason=body.reason)


@router.post("/elections/contests/{uuid}/sheets", response=WRITTEN, operation_id="enter_count_sheet", summary="录入计票单")
@once
def enter_sheet(request: HttpRequest, uuid: UUID, body: s.SheetGiven) -> Made:
    """One copy of one sheet; the other copy is another person's."""
    held = contest_of(request, uuid)
    votes = {there(queries.candidate_by_uuid(one.candidate, request.actor)): one.votes for one in body.votes}
    given = body.model_dump(exclude={"votes", "copy_number"})
    return Made(commands.enter_sheet(contest=held, copy=int(body.copy_number), votes=votes, by=request.actor, on=request.today, **given))


@router.post("/elections/contests/{uuid}/compute", response=WRITTEN, operation_id="compute_result", summary="计算选举结果")
@once
def compute_result(request: HttpRequest, uuid: UUID) -> Made:
    """The result by the law of its day, once both copies agree."""
    return Made(commands.compute_result(contest=contest_of(request, uuid), by=request.actor, on=request.today))


@router.post("/elections/contests/{uuid}/publish", response=WRITTEN, operation_id="publish_result", summary="公布选举结果")
@once
def publish_result(request: HttpRequest, uuid: UUID) -> Made:
    """Checked and published by a third person."""
    return Made(commands.publish_result(contest=contest_of(request, uuid), by=request.actor, on=request.today))


@router.post("/elections/contests/{uuid}/following", response=WRITTEN, operation_id="open_following_vote", summary="安排再次投票")
@once
def open_following(request: HttpRequest, uuid: UUID, body: s.DayGiven) -> Made:
    """Rerun or revote."""
    return Made(commands.open_following(contest=contest_of(request, uuid), held_on=body.day, by=request.actor, on=request.today))


@router.post("/elections/{uuid}/offices", response=WRITTEN, operation_id="open_offices", summary="登记就任")
@once
def open_offices(request: HttpRequest, uuid: UUID, body: s.OfficesGiven) -> Made:
    """Offices from the published result."""
    unseated = [found(queries.result_lines(request.actor), uuid=one) for one in dict.fromkeys(body.unseated)]
    return _step(request, uuid, commands.open_offices, unseated=unseated, **body.model_dump(exclude={"unseated"}))


@router.post("/elections/{uuid}/handover", response=WRITTEN, operation_id="record_handover", summary="登记移交")
@once
def record_handover(request: HttpRequest, uuid: UUID, body: s.DayGiven) -> Made:
    """The handover done."""
    return _step(request, uuid, commands.record_handover, handed_over_on=body.day)
