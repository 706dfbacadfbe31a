"""Who drafts, who signs, who looks at letters; checking one needs nobody's leave."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from qianxian.accounts.queries import is_one_of
from qianxian.accounts.rights import Permission as P
from qianxian.foundation.actor import Actor
from qianxian.foundation.verdict import ALLOWED, Verdict, deny, in_place
from qianxian.letters.models import Letter

ELSEWHERE = _("这个地方不在您的范围内。请联系所在村（社区）的党群服务中心。")
DRAFTERS = _("证明和函件由中心委员、镇（街道）组织干部拟稿。")
SIGNERS = _("证明和函件由村（社区）书记、镇（街道）党委签发。")
_within = in_place(ELSEWHERE)


def can_view_letters(by: Actor) -> Verdict:
    """Who drafts and who signs."""
    return ALLOWED if by.may(P.DRAFT_LETTERS) or by.may(P.SIGN_LETTERS) else deny(_("证明和函件由拟稿、签发的人查看。要核对一份，用上面的查询码。"))


def can_draft_letter(by: Actor, division_code: str) -> Verdict:
    """The centre's members for their village, the town's officer."""
    return _within(by, P.DRAFT_LETTERS, DRAFTERS, division_code)


def can_withdraw_letter(by: Actor, letter: Letter) -> Verdict:
    """A draft is taken back by who may draft here, or sent back by who signs."""
    return can_draft_letter(by, letter.division_code) if by.may(P.DRAFT_LETTERS) else _within(by, P.SIGN_LETTERS, SIGNERS, letter.division_code)


def can_sign_letter(by: Actor, letter: Letter) -> Verdict:
    """The village's secretary or the town's committee, never who drafted."""
    verdict = _within(by, P.SIGN_LETTERS, SIGNERS, letter.division_code)
    return deny(_("您拟的稿，由另一位同志签发。")) if verdict and is_one_of(by, letter.drafted_by) else verdict
