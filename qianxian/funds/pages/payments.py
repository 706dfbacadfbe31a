"""A payment's page: its facts, the gate with where to mend, its steps, and what the actor may do next."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from qianxian.accounts.queries import names_of_logins
from qianxian.foundation.actor import Actor
from qianxian.foundation.money import format_yuan
from qianxian.funds import permissions
from qianxian.funds.models import Payment
from qianxian.funds.queries.gates import Condition, gate
from qianxian.funds.queries.payments import ratification_of, voucher_of

State = Payment.State


def payment_page(request: HttpRequest, row: Payment) -> dict[str, Any]:
    """Everything the page draws."""
    by, on = request.actor, request.today
    conditions = gate(row, on)
    voucher = voucher_of(row)
    return {
        "payment": row, "voucher": voucher, "ratification": ratification_of(row), "acts": _acts(by, row),
        "gates": [_gate(c, row, by) for c in conditions if not c.step], "unmet": sum(1 for c in conditions if not c.met and not c.step),
        "steps": _steps(row),
        "facts": [
            {"label": _("金额（元）"), "value": format_yuan(row.amount)}, {"label": _("状态"), "value": row.get_state_display(), "now": row.state not in ("paid", "withdrawn")},
            {"label": _("资金"), "value": row.fund.title}, {"label": _("依据"), "value": row.get_authority_display()},
        ],
        "kv": [
            {"label": _("收款人"), "value": row.payee}, {"label": _("收款账号"), "value": row.payee_masked}, {"label": _("开户行"), "value": row.payee_bank},
            {"label": _("用途"), "value": row.get_purpose_display()}, {"label": _("摘要"), "value": row.summary}, {"label": _("发票或单据"), "value": row.document},
            {"label": _("记入科目"), "value": f"{row.account_id} {row.account.name}"},
            *([{"label": _("合同"), "value": f"{row.contract.number} {row.contract.subject}"}] if row.contract else []),
            {"label": _("付款账户"), "value": row.bank_account.name if row.bank_account else _("现金")},
            *([{"label": _("应急的原因"), "value": row.emergency_reason}, {"label": _("最迟补办"), "value": row.ratify_by}] if row.authority == "emergency" else []),
        ],
    }  # fmt: skip


def _gate(c: Condition, row: Payment, by: Actor) -> dict[str, Any]:
    """One condition as the gate list draws it, with the link that mends it."""
    where = {
        "fund": (reverse("funds:book", args=[row.book.uuid]), _("看账套")), "change": (reverse("funds:change_payment", args=[row.uuid]), _("改付款")),
        "standings": (reverse("funds:bases"), _("看决议")), "ceilings": (reverse("funds:bases"), _("看限额")), "payments": (reverse("funds:payments"), _("看付款")),
        "contract": (reverse("contracts:contract", args=[row.contract.uuid]) if row.contract and by.may("view_contracts") else "", _("看合同")),
        "certificate": (reverse("decisions:certificates") if by.may("view_decisions") else "", _("看决策凭证")),
    }.get(c.mend, ("", ""))  # fmt: skip
    shown = {"state": "met" if c.met else "miss", "title": c.title, "rule": c.rule, "fact": c.said}
    return shown | ({"url": where[0], "act": where[1]} if not c.met and where[0] and row.state not in ("paid", "withdrawn") else {})


def _acts(by, row: Payment) -> list[tuple[str, str]]:
    """(act, words) of what the actor may do now: pressing acts first."""
    found = []
    forward = {
        State.REQUESTED: ("look", _("已审看，同意报批"), permissions.can_look_at_payment), State.LOOKED: ("approve", _("同意付款"), permissions.can_approve_payment),
        State.APPROVED: ("book", _("审核无误，制单"), permissions.can_book_payment), State.BOOKED: ("pay", _("付款并记账"), permissions.can_pay_out),
    }.get(row.state)  # fmt: skip
    if forward and forward[2](by, row).allowed:
        found.append((forward[0], forward[1]))
    return found


def may_return(by, row: Payment) -> bool:
    """Whether the actor may send it back."""
    return row.state in (State.REQUESTED, State.LOOKED, State.APPROVED, State.BOOKED) and permissions.can_return_payment(by, row).allowed


def may_change(by, row: Payment) -> bool:
    """Whether the actor may mend or withdraw it."""
    return row.state not in (State.PAID, State.WITHDRAWN) and permissions.can_change_payment(by, row).allowed


def may_ratify(by, row: Payment) -> bool:
    """Whether an emergency waits for its resolution."""
    return row.state == State.PAID and row.authority == "emergency" and permissions.can_enter_standing(by, row.division_code).allowed


def _steps(row: Payment) -> list[dict[str, Any]]:
    done = [(_("经手人申请"), row.handled_by, row.handled_for, row.requested_on), (_("监督委员会审看"), row.looked_by, row.looked_for, row.looked_on),
            (_("审批"), row.approved_by, row.approved_for, row.approved_on), (_("记账员制单"), row.booked_by, row.booked_for, row.booked_on),
            (_("出纳付款"), row.paid_by, row.paid_for, row.paid_on)]  # fmt: skip
    names = names_of_logins({x for one in done for x in one[1:3] if x})
    steps, waiting = [], True
    for title, who, instead, day in done:
        if who:
            told = names.get(who, who) + (_("（代%(who)s）") % {"who": names.get(instead, instead)} if instead else "")
            steps.append({"title": title, "when": day, "who": told})
        else:
            steps.append({"title": title, "state": "now" if waiting and row.state not in ("returned", "withdrawn") else "next"})
            waiting = False
    if row.returned_reason:
        steps.append({"title": row.get_state_display(), "who": row.returned_reason})
    return steps
