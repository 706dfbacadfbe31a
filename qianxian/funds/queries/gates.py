"""The gate of a payment: every condition it must meet, met or missing, in the order in which it is asked. The commands and the page read the same list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain

from django.utils.translation import gettext as _

from qianxian.contracts.queries import total_of
from qianxian.foundation.errors import Violation
from qianxian.foundation.money import format_yuan
from qianxian.foundation.reach import prefix_of
from qianxian.funds.models import ApproverCeiling, Fund, Payment
from qianxian.funds.queries.accruals import is_accrued, withheld_due
from qianxian.funds.queries.balances import AtGate, sums_at_gate
from qianxian.funds.queries.payments import due_of_run, looks_split, paid_under_contract, setting
from qianxian.funds.rules import same_hands
from qianxian.funds.rules.accruals import EXPENSE, PAYABLE, WITHHELD_PARTS, settles

State = Payment.State
STEPS = (State.REQUESTED, State.LOOKED, State.APPROVED, State.BOOKED, State.PAID)


@dataclass(frozen=True)
class Condition:
    """One condition: its code, name, whether it is met, what stands or is missing, its rule, and where it is mended (a name the page turns into an address)."""

    code: str
    title: str
    met: bool
    said: str
    rule: str
    mend: str = ""
    step: bool = False


def gate(payment: Payment, on: dt.date) -> list[Condition]:
    """Every condition of a payment as of a day: the money, the authority, the people, the steps."""
    return [*_conditions(payment, on), *_steps(payment)]


def missing(payment: Payment, on: dt.date) -> list[Violation]:
    """What is missing before it may be approved or paid, steps apart."""
    return [Violation(c.code, c.said, c.rule) for c in _conditions(payment, on) if not c.met and c.code != "ceiling"]


def _conditions(p: Payment, on: dt.date) -> Iterator[Condition]:
    sums = sums_at_gate(p)
    return chain(_money(p, sums), _authority(p, sums, on), _contract(p), _above(p), _people(p))


def _money(p: Payment, sums: AtGate) -> Iterator[Condition]:
    left = sums.held - sums.committed
    paid = p.state == State.PAID
    said = _("已付款") if paid else _("可用 %(left)s 元，本次 %(sum)s 元") % {"left": format_yuan(left), "sum": format_yuan(p.amount)}
    yield Condition("balance", _("资金余额"), paid or left >= p.amount, said, "R-F02", "fund")
    fits = p.fund.purpose in ("general", p.purpose)
    yield Condition("purpose", _("用途一致"), fits, _("资金用途：%(fund)s；付款用途：%(use)s") % {"fund": p.fund.get_purpose_display(), "use": p.get_purpose_display()}, "R-F02", "change")
    if p.account.cadre_pay or p.fund.origin == Fund.Origin.COLLECTIVE:
        clean = not p.account.cadre_pay or (p.fund.origin == Fund.Origin.PUBLIC and p.fund.purpose == "pay")
        yield Condition("collective_pays_cadre", _("不用集体收入发干部报酬"), clean,
                        _("没有动用集体收入发放干部报酬") if clean else _("干部报酬由财政负担，请改用干部报酬资金"), "R-F05", "change")  # fmt: skip
    if p.bank_account is not None:
        right = (p.bank_account.holder == "centre") == (p.fund.origin == Fund.Origin.PUBLIC) or bool(p.fund.allocation and p.fund.allocation.exception_basis)
        name = p.bank_account.name
        yield Condition("account", _("付款账户"), right, name if right else _("这笔资金不在这个账户里，请改选账户"), "R-F01", "change")


def _authority(p: Payment, sums: AtGate, on: dt.date) -> Iterator[Condition]:
    kind = Payment.Authority
    if p.authority == kind.CERTIFICATE:
        yield from _certificate(p, sums, on)
    elif p.authority == kind.SMALL:
        s = p.standing
        force = bool(s.confirmed_by) and s.resolved_on <= p.requested_on and s.first_day <= min(p.requested_on, on) and on <= s.last_day and not (s.ended_on and s.ended_on <= on)
        yield Condition("resolution", _("事先的决议"), p.state == State.PAID or force, s.document if force else _("小额支出决议没有核对、已经到期，或晚于付款申请"), "R-D03", "standings")
        yield Condition("within_resolution", _("决议数额之内"), p.amount <= s.ceiling, _("每笔不超过 %(sum)s 元") % {"sum": format_yuan(s.ceiling)}, "R-D03", "change")
        split = looks_split(p)
        said = _("近期没有拆分付给同一收款人") if not split else _("与 %(numbers)s 合计超过决议数额，属于拆分；请合并后办理决议") % {"numbers": "、".join(x.number for x in split)}
        yield Condition("split", _("没有拆分"), not split, said, "R-D06", "change")
    elif p.authority == kind.EMERGENCY:
        days = setting("funds.emergency_ratify_days", p.requested_on, 30)
        ok = p.requested_on <= p.ratify_by <= p.requested_on + dt.timedelta(days=days)
        yield Condition("ratify_by", _("补办决议的期限"), ok, _("%(day)s 前补办（最长 %(n)d 天）") % {"day": p.ratify_by, "n": days}, "R-D02", "change")
        late = Payment.objects.filter(division_code=p.division_code, authority=kind.EMERGENCY, state=State.PAID, ratify_by__lt=on, ratification__isnull=True).exclude(pk=p.pk).exists()
        yield Condition("ratified", _("以前的应急支出已补办"), not late, _("没有逾期未补办的应急支出") if not late else _("还有应急支出过期没有补办决议，请先补办"), "R-D02", "payments")
    elif p.authority == kind.WITHHELD:
        yield from _withheld(p)
    else:
        due = due_of_run(p.pay_run_id, p.division_code, p)
        yield Condition("pay_run", _("审批过的工资批次"), p.state == State.PAID or due >= p.amount, _("本村（社区）还有 %(sum)s 元没有发放") % {"sum": format_yuan(due)}, "PAY", "change")
        if p.account_id in (EXPENSE, PAYABLE) and p.state != State.PAID:
            accrued = is_accrued(p.book, p.pay_run_id)
            said = _("已计提，付款记入 21201 应付村（社区）干部报酬") if accrued else _("没有计提，付款记入 51301 村（社区）干部报酬")
            yield Condition("pay_account", _("报酬的科目"), settles(p.account_id, accrued), said, "R-F08", "change")
    right = p.account.cadre_pay == (p.authority == kind.PAY_RUN)
    if not right:
        yield Condition("pay_by_a_pay_run", _("报酬按工资批次发放"), False, _("干部报酬只能按工资批次发放，工资批次也只能发放干部报酬"), "R-F05", "change")


def _certificate(p: Payment, sums: AtGate, on: dt.date) -> Iterator[Condition]:
    c = p.certificate
    force = c.issued_on <= p.requested_on and c.valid_from <= p.requested_on and c.in_force(on)
    said = _("凭证 %(no)s，%(day)s 前有效") % {"no": c.number, "day": c.lapses_on} if force else _("决策凭证晚于付款申请、已经失效或已撤销，请另办决议")
    yield Condition("resolution", _("事先的决议"), p.state == State.PAID or force, said, "R-D01", "certificate")
    left = c.amount_limit - sums.spent
    yield Condition("within_resolution", _("决议数额之内"), p.amount <= left, _("决议还可支付 %(sum)s 元") % {"sum": format_yuan(left)}, "R-D01", "certificate")
    unit = (p.fund.origin == Fund.Origin.PUBLIC) == (c.unit == "centre")
    yield Condition("unit", _("同一单位的决议"), unit, c.get_unit_display() if unit else _("决议单位是%(unit)s，请用该单位自己的资金") % {"unit": c.get_unit_display()}, "R-D01", "change")
    yield Condition("same_use", _("决议写明的用途"), not sums.other_use, c.purpose if not sums.other_use else _("这份决议已用于另一种用途，请另办决议"), "R-D01", "change")


def _withheld(p: Payment) -> Iterator[Condition]:
    right = p.account_id in WITHHELD_PARTS
    said = _("记入 %(code)s %(name)s") % {"code": p.account_id, "name": p.account.name} if right else _("税款记入 214 应交税费，社会保险费记入 211 应付款，请改科目")
    yield Condition("withheld_account", _("代扣款的科目"), right, said, "R-F08", "change")
    own = p.fund.origin == Fund.Origin.PUBLIC and p.fund.purpose == "pay"
    said = _("从干部报酬资金上缴") if own else _("代扣款从财政安排的干部报酬资金上缴，请换一笔资金")
    yield Condition("withheld_fund", _("代扣款的资金"), own, said, "R-F05", "change")
    due = withheld_due(p) if right else Decimal(0)
    said = _("这个批次已计提、还没有上缴的代扣数 %(sum)s 元") % {"sum": format_yuan(due)}
    yield Condition("withheld", _("批次代扣数之内"), p.state == State.PAID or due >= p.amount, said, "PAY", "change")


def _contract(p: Payment) -> Iterator[Condition]:
    if p.contract_id is None:
        return
    c = p.contract
    left = total_of(c) - paid_under_contract(c, p)
    said = _("合同 %(no)s 还可支付 %(sum)s 元") % {"no": c.number, "sum": format_yuan(left)}
    yield Condition("within_contract", _("合同金额之内"), p.amount <= left, said, "R-F02", "contract")
    same = p.payee == c.counterparty
    yield Condition("contract_payee", _("收款人是合同对方"), same, c.counterparty if same else _("收款人不是合同的对方，请核对"), "R-C06", "change")
    rests = c.basis != "certificate" or p.certificate_id in (c.certificate_id, *c.amendments.exclude(certificate=None).values_list("certificate", flat=True))
    yield Condition("contract_basis", _("合同依据的决议"), rests, c.get_basis_display() if rests else _("付款依据和合同依据的决策凭证不同，请改选"), "R-D03", "change")
    force = c.state in ("signed", "ended")
    yield Condition("contract_signed", _("合同已签订"), force, c.get_state_display(), "R-D03", "contract")


_more: list[Callable[[Payment], Iterable[Condition]]] = []


def asks_too(conditions: Callable[[Payment], Iterable[Condition]]) -> None:
    """A room above asks conditions of its own of each payment (projects: changes decided, within the audit); told once, in the ``ready`` of its app."""
    if conditions not in _more:
        _more.append(conditions)


def _above(p: Payment) -> Iterator[Condition]:
    for conditions in _more:
        yield from conditions(p)


def _people(p: Payment) -> Iterator[Condition]:
    parts = {"handler": (p.handled_by, p.handled_for), "supervision": (p.looked_by, p.looked_for), "approver": (p.approved_by, p.approved_for),
             "bookkeeper": (p.booked_by, p.booked_for), "cashier": (p.paid_by, p.paid_for)}  # fmt: skip
    doubled = same_hands(parts)
    yield Condition("hands", _("五个不同的人"), not doubled, _("各步由不同的人办理") if not doubled else _("有人办了两步，请退回重新办理"), "R-F04", "change")
    if p.approved_by:
        yield Condition("ceiling", _("审批限额"), True, _("审批人限额够"), "R-F04")
        return
    enough = [c for c in ApproverCeiling.objects.filter(first_day__lte=p.requested_on, amount__gte=p.amount).exclude(confirmed_by="")
              if p.division_code.startswith(prefix_of(c.division_code))]  # fmt: skip
    yield Condition("ceiling", _("审批限额"), bool(enough), _("有限额够的审批人") if enough else _("还没有限额够的审批人，请财政部门核定限额"), "R-F04", "ceilings")


def _steps(p: Payment) -> Iterator[Condition]:
    titles = (_("经手人申请"), _("监督委员会审看"), _("审批"), _("记账员制单"), _("出纳付款"))
    done = ((p.handled_by, p.requested_on), (p.looked_by, p.looked_on), (p.approved_by, p.approved_on), (p.booked_by, p.booked_on), (p.paid_by, p.paid_on))
    for state, title, (who, day) in zip(STEPS, titles, done, strict=True):
        yield Condition(f"step_{state}", title, bool(who), f"{who} {day}" if who else _("还没有办"), "R-F04", "step", step=True)
