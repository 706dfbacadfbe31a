"""Who sees the collective's things and who keeps them. Money is matched and distributed by the bookkeeper, never by who signs a lease."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from qianxian.accounts.queries import is_one_of
from qianxian.accounts.rights import Permission as P
from qianxian.collective.models import Distribution, Lease
from qianxian.foundation.actor import Actor
from qianxian.foundation.verdict import ALLOWED, Verdict, deny, in_place

ELSEWHERE = _("这个地方不在您的范围内。请联系所在村或镇（街道）。")
KEEPERS = _("集体成员、资产、土地和出租合同由本村（社区）书记或中心委员登记。")
BOOKS = _("租金到账和收益分配由镇（街道）记账员办理。")
_within = in_place(ELSEWHERE)


def can_view_collective(by: Actor) -> Verdict:
    """The village's own people, its supervision, and the offices that look after its money."""
    return ALLOWED if by.may(P.VIEW_COLLECTIVE) else deny(_("集体经济由村干部、村务监督委员会和镇（街道）、区有关部门查看；村民请看公开栏。"))


def can_keep_members(by: Actor, division_code: str) -> Verdict:
    """Members, rolls, delegates and board: the village's secretary or centre."""
    return _within(by, P.KEEP_COLLECTIVE, KEEPERS, division_code)


def can_keep_property(by: Actor, division_code: str) -> Verdict:
    """Assets, land and inventory: the same."""
    return _within(by, P.KEEP_COLLECTIVE, KEEPERS, division_code)


def can_plan_lease(by: Actor, division_code: str) -> Verdict:
    """A lease drafted on a certificate: the same."""
    return _within(by, P.KEEP_COLLECTIVE, KEEPERS, division_code)


def can_sign_lease(by: Actor, lease: Lease) -> Verdict:
    """Signed by another than who drafted it."""
    verdict = _within(by, P.KEEP_COLLECTIVE, KEEPERS, lease.division_code)
    return deny(_("合同是您草拟的，由另一位同志核对后登记签订。")) if verdict.allowed and is_one_of(by, lease.opened_by) else verdict


def can_state_namesake(by: Actor, division_code: str) -> Verdict:
    """The village's supervision committee; who keeps the leases does not clear their parties."""
    return _within(by, P.SUPERVISE_VILLAGE, _("同名说明由村务监督委员会登记。"), division_code)


def can_end_lease(by: Actor, lease: Lease) -> Verdict:
    """A lease ended: the same."""
    return _within(by, P.KEEP_COLLECTIVE, KEEPERS, lease.division_code)


def can_match_rent(by: Actor, lease: Lease) -> Verdict:
    """The bookkeeper; never who signed the lease."""
    verdict = _within(by, P.KEEP_BOOKS, BOOKS, lease.division_code)
    return deny(_("合同是您草拟的，由另一位同志核对到账。")) if verdict.allowed and is_one_of(by, lease.opened_by) else verdict


def can_distribute(by: Actor, division_code: str) -> Verdict:
    """The bookkeeper computes what the assembly decided."""
    return _within(by, P.KEEP_BOOKS, BOOKS, division_code)


def can_post_distribution(by: Actor, distribution: Distribution) -> Verdict:
    """The bookkeeper makes out the voucher; another posts it, as every voucher."""
    return _within(by, P.KEEP_BOOKS, BOOKS, distribution.division_code)
