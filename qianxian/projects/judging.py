"""What stands against a step of a project, in words: everything that PostgreSQL would refuse is said here first, all at once."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.utils.translation import gettext as _

from qianxian.accounts.queries import is_one_of
from qianxian.contracts.models import Contract
from qianxian.contracts.queries import total_of
from qianxian.decisions.models import Certificate
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import Violation
from qianxian.foundation.money import format_yuan
from qianxian.organisations.judging import judged
from qianxian.projects import queries
from qianxian.projects.models import Project
from qianxian.projects.rules.hands import unfit
from qianxian.projects.rules.modes import LEAST_BIDDERS
from qianxian.rulebook.queries import county_settings


def vote_faults(row: Project, certificate: Certificate, day: dt.date) -> list[Violation]:
    """What stands against resting the project on the certificate."""
    faults = []
    if certificate.division_code != row.division_code or certificate.revoked_on is not None or not certificate.in_force(day):
        faults.append(Violation("certificate", _("决策凭证已经撤销、失效或还没有生效，不能用。请先办理决策事项。"), "R-D03", "certificate"))
    if certificate.unit != row.unit:
        faults.append(Violation("unit", _("决议单位是%(unit)s，项目单位不同。") % {"unit": certificate.get_unit_display()}, "R-D03", "certificate"))
    if certificate.amount_limit < queries.budget_of(row):
        told = _("决策凭证 %(limit)s 元，不够项目预算 %(budget)s 元。请按预算重新决策。")
        told %= {"limit": format_yuan(certificate.amount_limit), "budget": format_yuan(queries.budget_of(row))}
        faults.append(Violation("budget", told, "R-D03", "certificate"))
    return faults


def tender_faults(row: Project, mode: str, day: dt.date, split_reason: str, split_certificate: Certificate | None) -> list[Violation]:
    """R-D06 asked with the village's other projects of one kind; a refusal names them."""
    decided = bool(split_reason.strip()) and split_certificate is not None and split_certificate.in_force(day) and split_certificate.division_code == row.division_code
    others = queries.beside(row)
    facts = {"kind": row.tender_class, "amount": queries.budget_of(row), "site": row.kind, "signed_on": day, "lots": queries.as_lots(others), "chosen": mode, "split_decided": decided}
    faults = judged("R-D06", day, facts, "mode")[0]
    if any(v.code in ("split", "split_local") for v in faults):
        named = "、".join(f"{one.name}（{one.number}）" for one in others)
        faults = [Violation(v.code, f"{v.message}（{named}）", v.source, "split_reason" if v.code == "split_local" else "mode") for v in faults]
    return faults


def award_faults(row: Project, contract: Contract, bidders: int | None) -> list[Violation]:
    """What stands against carrying out the project under the contract."""
    faults = []
    on_certificate = row.certificate_id in (contract.certificate_id, *contract.amendments.exclude(certificate=None).values_list("certificate", flat=True))
    if contract.division_code != row.division_code or contract.state != Contract.State.SIGNED or not contract.pays or not on_certificate:
        faults.append(Violation("contract", _("开工要有按本项目决策凭证签订的合同。请先签订合同，或登记按新决策签订的补充协议。"), "R-D03", "contract"))
    if total_of(contract) > queries.budget_of(row):
        told = _("合同 %(sum)s 元，超过项目预算 %(budget)s 元。请调整预算并重新决策。")
        faults.append(Violation("budget", told % {"sum": format_yuan(total_of(contract)), "budget": format_yuan(queries.budget_of(row))}, "R-D03", "contract"))
    least = LEAST_BIDDERS.get(row.mode, 1)
    if bidders is None or bidders < least:
        faults.append(Violation("bidders", _("%(mode)s不少于 %(n)d 家。不够的重新招标。") % {"mode": row.get_mode_display(), "n": least}, "R-D06", "bidders"))
    return faults


def accepter_faults(row: Project, by: Actor) -> list[Violation]:
    """Why this person may not say that the works are good."""
    contract = row.contract
    paying, keepers = queries.paying_hands(row), (row.recorded_by, contract.drafted_by, contract.recorded_by)
    why = unfit(by.login, "".join(by.name.split()), builder=(contract.counterparty, contract.representative), paying=paying, keepers=keepers)
    why = why or ("payer" if is_one_of(by, *paying) else "keeper" if is_one_of(by, *keepers) else "")
    words = {"builder": _("施工方的人不能验收。请由别人验收。"), "payer": _("您经手过这个项目的付款，不能验收。请由别人验收。"), "keeper": _("项目或合同是您登记的，不能验收。请由别人验收。")}
    return [Violation("hands", words[why], "R-F04")] if why else []


def acceptance_faults(row: Project, on: dt.date) -> list[Violation]:
    """What is missing before the works count as accepted."""
    faults = []
    open_ones = list(row.milestones.filter(done_on__isnull=True).values_list("title", flat=True))
    if open_ones:
        faults.append(Violation("milestones", _("节点还没有完成：%(what)s。") % {"what": "、".join(open_ones)}))
    if queries.stands_still_now(row):
        faults.append(Violation("changes", _("变更累计超过规定比例，还没有重新决策，不能验收和付款。"), "R-D01"))
    least, good = county_settings().on(on)["projects.acceptors"], queries.good_findings(row)
    if good < least:
        faults.append(Violation("acceptors", _("验收合格的只有 %(n)d 人，至少 %(least)d 人。") % {"n": good, "least": least}, "R-F04"))
    return faults


def audit_faults(row: Project, amount: Decimal | None, body: str, document: str) -> list[Violation]:
    """What stands against the audit's result."""
    faults = [Violation(name, told, field=name) for name, text, told in (("body", body, _("填写审计单位。")), ("document", document, _("填写审计报告文号。"))) if not text.strip()]
    if amount is None or amount < 0 or amount > total_of(row.contract):
        faults.append(Violation("amount", _("审定金额在零和合同金额 %(sum)s 元之间。") % {"sum": format_yuan(total_of(row.contract))}, field="amount"))
    return faults
