"""What stands against a contract, in words: everything that PostgreSQL would refuse is said here first, all at once."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.utils.translation import gettext as _

from qianxian.contracts import queries
from qianxian.contracts.conditions import faults_above
from qianxian.contracts.models import Contract, RelatedParty
from qianxian.contracts.rules import amending
from qianxian.contracts.rules.kinds import LEASES
from qianxian.contracts.rules.parties import Found, found_among
from qianxian.decisions.models import Certificate
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import Violation
from qianxian.foundation.money import format_yuan
from qianxian.organisations.judging import judged
from qianxian.rulebook.queries import county_settings


def draft_faults(row: Contract, first: dt.date | None, last: dt.date | None) -> list[Violation]:
    """What a draft must say before it is kept at all."""
    faults = [Violation(name, told, field=name) for name, told in (("subject", _("填写合同标的。")), ("counterparty", _("填写对方名称。"))) if not getattr(row, name).strip()]
    if row.amount is None or row.amount < 0:
        faults.append(Violation("amount", _("填写合同金额；租金合同填写全部租期的租金。"), field="amount"))
    if (row.rent is None) != (not row.rent_every):
        faults.append(Violation("rent", _("租金和多久收一次要一起填写。"), field="rent"))
    if first is None or last is None or last < first:
        faults.append(Violation("last_day", _("填写合同的起止日期，止日不早于起日。"), field="last_day"))
    if row.basis == Contract.Basis.CERTIFICATE and row.certificate is None:
        faults.append(Violation("certificate", _("选择合同依据的决策凭证；还没有的，先办理决策事项。"), "R-D03", "certificate"))
    if row.basis != Contract.Basis.CERTIFICATE and not row.basis_document.strip():
        faults.append(Violation("basis_document", _("写明依据的文件或会议记录。"), field="basis_document"))
    if row.basis == Contract.Basis.CERTIFICATE and row.certificate is not None and row.certificate.division_code != row.division_code:
        faults.append(Violation("certificate", _("决策凭证是另一个村（社区）的。"), "R-D03", "certificate"))
    return faults


def certificate_faults(certificate: Certificate, row: Contract, day: dt.date, amount: Decimal) -> list[Violation]:
    """What stands against resting ``amount`` of the contract on the certificate on the day."""
    faults = []
    if certificate.division_code != row.division_code or certificate.revoked_on is not None or not certificate.in_force(day):
        told = _("决策凭证 %(no)s 已经撤销、失效或还没有生效，不能再用。请先办理决策事项。") % {"no": certificate.number}
        faults.append(Violation("certificate", told, "R-D03", "certificate"))
    if certificate.unit != row.unit:
        faults.append(Violation("unit", _("决议单位是%(unit)s，合同单位不同。") % {"unit": certificate.get_unit_display()}, "R-D03", "unit"))
    left = certificate.amount_limit - queries.promised_under(certificate)
    if row.pays and amount > left:
        faults.append(Violation("amount", _("决策凭证还可以签订 %(left)s 元，不够。请减少金额，或另行决策。") % {"left": format_yuan(max(left, Decimal(0)))}, "R-D03", "amount"))
    return faults


def signing_faults(row: Contract, signed_on: dt.date, by: Actor, on: dt.date) -> list[Violation]:
    """Everything that stands against signing on the day."""
    book, faults = county_settings().on(signed_on), []
    if signed_on > on:
        faults.append(Violation("signed_on", _("签订日期不能晚于今天。"), field="signed_on"))
    if row.basis == Contract.Basis.EXISTING:
        if signed_on.year >= book["contracts.certificates_from_year"]:
            faults.append(Violation("signed_on", _("系统启用以后签订的合同要有决策凭证，不能按已有合同登记。"), "R-D03", "signed_on"))
        return faults
    if row.asked_on is None or row.asked_on > signed_on:
        faults.append(Violation("asked_on", _("签订以前要询问两委成员和中心干部与对方有没有利害关系，并登记日期。"), "R-C06", "asked_on"))
    faults += party_faults(row, by, signed_on) + faults_above(row)
    if row.basis == Contract.Basis.CERTIFICATE:
        return faults + certificate_faults(row.certificate, row, signed_on, row.amount)
    most = book["decisions.two_committees_over"]
    if queries.small_with(row, signed_on) + row.amount > most:
        told = _("金额（连同近期与同一对方的小额合同）超过小额标准 %(n)s 元，要有决策凭证。请先办理决策事项。") % {"n": format_yuan(most)}
        faults.append(Violation("small_contract", told, "R-D03", "amount"))
    return faults


def party_faults(row: Contract, by: Actor, on: dt.date) -> list[Violation]:
    """R-C06 asked for each related party: unanswered ones, and answers the present certificate does not bear."""
    faults = []
    for party in row.parties.all():
        if party.answer == RelatedParty.Answer.NOT_SAME:
            continue
        recused = party.answer == RelatedParty.Answer.RECUSED and row.certificate is not None and queries.recusals_of(row.certificate, party.name).exists()
        facts = {"act": "lease" if row.kind in LEASES else "contract", "relation": party.relation, "recused": recused}
        faults += [Violation(v.code, f"{party.name}：{v.message}", v.source, v.field) for v in judged("R-C06", on, facts, "certificate")[0]]
    return faults


def parties_near(row: Contract, actor: Actor, on: dt.date) -> list[Found]:
    """Who of the village's people in office is, or may be, the other side, or declared himself its relative."""
    officers = queries.officers_of(actor, row.division_code, on)
    return found_among(officers, counterparty=row.counterparty, identity=row.identity_index, representative=row.representative)


def amendment_faults(row: Contract, *, signed_on: dt.date, amount: Decimal, last_day: dt.date | None, certificate: Certificate | None, on: dt.date) -> list[Violation]:
    """Everything that stands against an amendment; ``amount`` is the change in yuan."""
    faults = []
    if row.signed_on is None or not row.signed_on <= signed_on <= on:
        faults.append(Violation("signed_on", _("日期在合同签订（%(day)s）以后、不晚于今天。") % {"day": row.signed_on or "—"}, field="signed_on"))
    if queries.total_of(row) + amount < 0:
        faults.append(Violation("amount_change", _("减少的金额超过合同现有金额。请核对。"), field="amount_change"))
    if last_day is not None and last_day < row.period.lower:
        faults.append(Violation("last_day", _("新的到期日不能早于合同开始日期。"), field="last_day"))
    percent = county_settings().on(signed_on)["contracts.amend_percent"]
    longer = last_day is not None and last_day > queries.last_day_of(row) and row.kind in LEASES
    worse = amount if row.pays else -amount
    if certificate is None and (longer or amending.needs_decision(row.amount, queries.changes_of(row), worse, percent)):
        told = _("累计变更超过合同金额的 %(n)s%%，或者延长租期，要重新决策。请先办理决策事项，再填写新的决策凭证。") % {"n": f"{percent:g}"}
        faults.append(Violation("decided_again", told, "R-D01", "certificate"))
    rests_on = certificate or (row.certificate if worse > 0 else None)
    if rests_on is not None:
        faults += certificate_faults(rests_on, row, signed_on, amount)
    elif row.basis == Contract.Basis.SMALL and queries.total_of(row) + amount > county_settings().on(signed_on)["decisions.two_committees_over"]:
        faults.append(Violation("small_contract", _("金额超过小额标准，要有决策凭证。请先办理决策事项。"), "R-D03", "amount_change"))
    return faults
