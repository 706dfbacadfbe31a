"""What stands against paying a project's contract, as lines of the payment's gate list: the ledger asks, this room answers."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from qianxian.foundation.money import format_yuan
from qianxian.funds.models import Payment
from qianxian.funds.queries.gates import Condition
from qianxian.funds.queries.payments import paid_under_contract
from qianxian.projects import queries
from qianxian.projects.models import Project

PAYABLE = (Project.State.BUILDING, Project.State.ACCEPTED, Project.State.AUDITED, Project.State.ASSET)


def conditions(payment: Payment) -> Iterator[Condition]:
    """Changes decided, within the audit, none of the hands that accepted the works; nothing where the contract is no project's."""
    row = Project.objects.filter(contract=payment.contract_id).select_related("contract").first() if payment.contract_id else None
    if row is None:
        return
    goes_on = row.state in PAYABLE and not queries.stands_still_now(row)
    said = row.get_state_display() if goes_on else _("项目搁置、退回重新决策，或变更累计超过规定比例还没有重新决策")
    yield Condition("project_goes_on", _("项目可以付款"), goes_on, said, "R-D01", "contract")
    if row.audited_amount is not None:
        left = row.audited_amount - paid_under_contract(row.contract, payment)
        yield Condition("within_audit", _("结算审定金额之内"), payment.amount <= left, _("审定后还可支付 %(sum)s 元") % {"sum": format_yuan(left)}, "R-F02", "contract")
    hands = {payment.handled_by, payment.approved_by, payment.booked_by, payment.paid_by} - {""}
    mixed = row.acceptances.filter(login__in=hands).exists()
    yield Condition("accepted_by_others", _("验收人不经手付款"), not mixed, _("验收和付款由不同的人办理") if not mixed else _("经手人验收过这个项目，请由别人办理"), "R-F04", "change")
