"""Who drafts, signs, answers and looks. Whoever drafted a contract neither signs it nor clears its related parties."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from qianxian.accounts.queries import is_one_of
from qianxian.accounts.rights import Permission as P
from qianxian.contracts.models import Contract, RelatedParty
from qianxian.foundation.actor import Actor
from qianxian.foundation.verdict import ALLOWED, Verdict, deny, in_place

ELSEWHERE = _("这个地方不在您的范围内。请联系所在村或镇（街道）。")
KEEPERS = _("合同由村（社区）党组织书记和中心委员草拟、登记。请把材料交给他们。")
REVIEWERS = _("已有合同和关联方由镇（街道）组织干部核对。")
_within = in_place(ELSEWHERE)


def can_view_contracts(by: Actor) -> Verdict:
    """The village's own people and the offices above that look after it."""
    return ALLOWED if by.may(P.VIEW_CONTRACTS) else deny(_("合同由村干部、村务监督委员会和镇（街道）、区有关部门查看。"))


def can_keep_contract(by: Actor, division_code: str) -> Verdict:
    """Drafted, changed in draft, amended, ended: the village's secretary and its centre's members."""
    return _within(by, P.KEEP_CONTRACTS, KEEPERS, division_code)


def can_sign_contract(by: Actor, contract: Contract) -> Verdict:
    """Recorded as signed by another than who drafted it."""
    verdict = _within(by, P.KEEP_CONTRACTS, KEEPERS, contract.division_code)
    return deny(_("合同是您草拟的，由另一位同志核对后登记签订。")) if verdict.allowed and is_one_of(by, contract.drafted_by) else verdict


def can_take_over_contract(by: Actor, contract: Contract) -> Verdict:
    """A contract older than the register: looked at by the town; never who entered it."""
    verdict = _within(by, P.REVIEW_CONTRACTS, REVIEWERS, contract.division_code)
    return deny(_("合同是您录入的，由另一位同志核对。")) if verdict.allowed and is_one_of(by, contract.drafted_by) else verdict


def can_answer_party(by: Actor, party: RelatedParty) -> Verdict:
    """The town's officer; never who found it."""
    verdict = _within(by, P.REVIEW_CONTRACTS, REVIEWERS, party.division_code)
    return deny(_("关联方是您登记的，由另一位同志处理。")) if verdict.allowed and is_one_of(by, party.found_by) else verdict
