"""Who may organise an election, who approves and publishes it. Nobody acts in an election in which he stands or is to be recalled."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from qianxian.accounts.queries import is_one_of
from qianxian.accounts.rights import Permission as P
from qianxian.elections.models import Contest, Election
from qianxian.foundation.actor import Actor
from qianxian.foundation.verdict import ALLOWED, Verdict, deny, in_place

ELSEWHERE = _("这个地方不在您的范围内。请联系所在镇（街道）的组织干部。")
ORGANISERS = _("选举由镇（街道）组织干部组织和录入。请把材料交给他们。")
APPROVERS = _("候选人批复、结果核对和公布由镇（街道）党委办理。")
_within = in_place(ELSEWHERE)


def _stands(by: Actor, election: Election) -> bool:
    """Whether the acting person is a candidate or the one to be recalled."""
    if not by.person_uuid:
        return False
    if election.target_id and str(election.target.person.uuid) == str(by.person_uuid):
        return True
    return election.contests.filter(candidates__person__uuid=by.person_uuid).exclude(candidates__state="withdrawn").exists()


def _acts(by: Actor, permission: P, who, election: Election) -> Verdict:
    verdict = _within(by, permission, who, election.division_code)
    if verdict.allowed and _stands(by, election):
        return deny(_("您是这次选举的候选人或被要求罢免的人，由另一位同志办理。"))
    return verdict


def can_view_elections(by: Actor) -> Verdict:
    """Organisation roles of the county and the towns."""
    return ALLOWED if by.may(P.VIEW_ELECTIONS) else deny(_("选举由组织部门和镇（街道）查看。公布的结果在村务公开栏。"))


def can_call_election(by: Actor, division_code: str) -> Verdict:
    """The town's organisation officer."""
    return _within(by, P.ORGANISE_ELECTIONS, ORGANISERS, division_code)


def can_organise(by: Actor, election: Election) -> Verdict:
    """Roll, objections, candidates, proxies, offices and handover: the town's organisation officer, unless he stands."""
    return _acts(by, P.ORGANISE_ELECTIONS, ORGANISERS, election)


def can_approve_election(by: Actor, election: Election) -> Verdict:
    """The town's committee; never who called the election."""
    if is_one_of(by, election.called_by):
        return deny(_("选举是您发起的，由另一位同志批复。"))
    return _acts(by, P.APPROVE_ELECTIONS, APPROVERS, election)


def can_count(by: Actor, contest: Contest) -> Verdict:
    """Count sheets: organisation officers, two different ones for the two copies."""
    return can_organise(by, contest.election)


def can_publish_result(by: Actor, contest: Contest) -> Verdict:
    """The town's committee; never who entered a sheet or computed the result."""
    if is_one_of(by, *contest.counted_by):
        return deny(_("您录过计票单或算过结果，由另一位同志核对公布。"))
    return _acts(by, P.APPROVE_ELECTIONS, APPROVERS, contest.election)
