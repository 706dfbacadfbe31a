"""Who may see the money, and who may do which part of keeping and paying it. Nobody does two parts of one affair."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from qianxian.accounts.rights import Permission as P
from qianxian.foundation.actor import Actor
from qianxian.foundation.verdict import ALLOWED, Verdict, deny, in_place
from qianxian.funds.models import ApproverCeiling, DisclosureSheet, Payment, StandingResolution, VoucherDraft

ELSEWHERE = _("这个地方不在您的范围内。请联系所在镇（街道）。")
KEEPERS = _("村账由镇（街道）记账员记。")
FINANCE = _("资金来源、拨付和审批限额由财政部门办理。")
_within = in_place(ELSEWHERE)


def _hands(by: Actor) -> set[str]:
    """Whose part it would be: himself, and the one he stands in for."""
    return {one for one in (by.login, by.principal) if one}


def can_view_funds(by: Actor) -> Verdict:
    """Who handles, looks at or audits money."""
    return ALLOWED if by.may(P.VIEW_FUNDS) else deny(_("账目由财政、记账、监督和审计人员以及村（社区）负责人查看；村民请看公开栏。"))


def can_read_published(by: Actor, division_code: str) -> Verdict:
    """Single payments of a published sheet, for whoever is signed in and belongs to the village, or has it within reach: they name who was paid (R-V17)."""
    return ALLOWED if by.reaches(division_code) else deny(_("公开表给本村（社区）的村民（居民）看。"))


def can_allocate(by: Actor, division_code: str) -> Verdict:
    """The finance bureau enters sources and allocates them."""
    return _within(by, P.ALLOCATE_FUNDS, FINANCE, division_code)


def can_keep_books(by: Actor, division_code: str) -> Verdict:
    """The town's bookkeeper: books, bank accounts, drafts of vouchers, statements of the bank."""
    return _within(by, P.KEEP_BOOKS, KEEPERS, division_code)


def can_check_voucher(by: Actor, draft: VoucherDraft) -> Verdict:
    """Another bookkeeper than who prepared it."""
    if draft.prepared_by in _hands(by):
        return deny(_("凭证是您制单的，由另一位记账员审核。"))
    return _within(by, P.KEEP_BOOKS, KEEPERS, draft.division_code)


def can_request_payment(by: Actor, division_code: str) -> Verdict:
    """The handler: people of the centre and of the village."""
    return _within(by, P.REQUEST_PAYMENTS, _("付款由村（社区）的经手人提出。"), division_code)


def _step(by: Actor, permission: P, who, payment: Payment) -> Verdict:
    taken = {payment.handled_by, payment.handled_for, payment.looked_by, payment.looked_for, payment.approved_by, payment.approved_for,
             payment.booked_by, payment.booked_for}  # fmt: skip
    if taken & _hands(by):
        return deny(_("您已经办过这笔付款的另一步，由另一位同志办理。"))
    return _within(by, permission, who, payment.division_code)


def can_change_payment(by: Actor, payment: Payment) -> Verdict:
    """Whoever may request one may mend it; it then starts again with him as handler."""
    return can_request_payment(by, payment.division_code)


def can_look_at_payment(by: Actor, payment: Payment) -> Verdict:
    """A member of the supervision committee who did nothing else in it."""
    return _step(by, P.REVIEW_PAYMENTS, _("付款先由村务监督委员会成员审看。"), payment)


def can_approve_payment(by: Actor, payment: Payment) -> Verdict:
    """The approver, within his ceiling; never his own expense."""
    if (by.person_uuid and payment.payee_person_id and str(payment.payee_person.uuid) == str(by.person_uuid)):
        return deny(_("这笔支出是您本人的，请报上一级（镇、街道）审批。"))
    return _step(by, P.APPROVE_PAYMENTS, _("付款由村（社区）党组织书记或镇（街道）审批。"), payment)


def can_book_payment(by: Actor, payment: Payment) -> Verdict:
    """The bookkeeper, who never pays."""
    return _step(by, P.KEEP_BOOKS, KEEPERS, payment)


def can_pay_out(by: Actor, payment: Payment) -> Verdict:
    """The cashier, who never books."""
    return _step(by, P.PAY_OUT, _("付款由出纳办理。"), payment)


def can_return_payment(by: Actor, payment: Payment) -> Verdict:
    """Who holds the next step."""
    needed = {"requested": P.REVIEW_PAYMENTS, "looked": P.APPROVE_PAYMENTS, "approved": P.KEEP_BOOKS, "booked": P.PAY_OUT}.get(payment.state, P.REVIEW_PAYMENTS)
    return _step(by, needed, _("由正在办理这一步的同志退回。"), payment)


def can_enter_standing(by: Actor, division_code: str) -> Verdict:
    """A village's resolution is entered by the handler or the bookkeeper."""
    return _within(by, P.KEEP_BOOKS, _("小额支出决议由镇（街道）记账员按会议记录录入。"), division_code)


def can_confirm_standing(by: Actor, standing: StandingResolution) -> Verdict:
    """Another bookkeeper against the minutes."""
    if standing.entered_by in _hands(by):
        return deny(_("决议是您录入的，由另一位同志核对。"))
    return can_enter_standing(by, standing.division_code)


def can_propose_ceiling(by: Actor, division_code: str) -> Verdict:
    """The finance bureau."""
    return _within(by, P.ALLOCATE_FUNDS, FINANCE, division_code)


def can_confirm_ceiling(by: Actor, ceiling: ApproverCeiling) -> Verdict:
    """A second person of the finance bureau; never whose ceiling it is."""
    if {ceiling.proposed_by, ceiling.login} & _hands(by):
        return deny(_("审批限额由一人提出、另一人确认，本人不能参与。"))
    return can_propose_ceiling(by, ceiling.division_code)


def can_prepare_disclosure(by: Actor, division_code: str) -> Verdict:
    """The bookkeeper."""
    return can_keep_books(by, division_code)


def can_sign_disclosure(by: Actor, sheet: DisclosureSheet) -> Verdict:
    """Supervision signs first."""
    if sheet.prepared_by in _hands(by):
        return deny(_("公开表是您编制的，由村务监督委员会签字。"))
    return _within(by, P.REVIEW_PAYMENTS, _("公开前由村务监督委员会审核签字。"), sheet.division_code)


def can_publish_disclosure(by: Actor, sheet: DisclosureSheet) -> Verdict:
    """The handler puts it up."""
    return can_request_payment(by, sheet.division_code)
