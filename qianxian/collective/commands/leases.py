"""Leases drafted with their contract on a certificate, signed by another, ended, and their rent matched to posted receipts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from qianxian.collective import numbers
from qianxian.collective import permissions as may
from qianxian.collective.history import happened
from qianxian.collective.judging import lease_faults
from qianxian.collective.models import Asset, Instalment, Lease, NamesakeStatement, Parcel, PropertyEvent, RentReceipt
from qianxian.collective.queries.leases import last_day_of
from qianxian.collective.rules.leases import LONGEST_YEARS, Due, faults_of_schedule
from qianxian.contracts import commands as contracts
from qianxian.contracts.models import Contract
from qianxian.decisions.models import Certificate
from qianxian.foundation import audit
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import Conflict, RuleViolated, Violation, violated
from qianxian.foundation.money import format_yuan, half_up
from qianxian.foundation.periods import add_days, add_months
from qianxian.foundation.verdict import require
from qianxian.funds.models import VoucherLine

State = Lease.State
LIVE = (State.PLANNED, State.RUNNING)


@transaction.atomic
def plan_lease(
    *, thing: Parcel | Asset, certificate: Certificate, subject: str, counterparty: str, party_kind: str, first_day: dt.date, last_day: dt.date, dues: Sequence[Due],
    asked_on: dt.date, by: Actor, on: dt.date, credit_code: str = "", representative: str = "", platform_no: str = "",
) -> Lease:  # fmt: skip
    """The contract drafted in the village's library and the thing put under it, with its schedule of rent; another signs it.

    Raises RuleViolated with everything against it: no assembly for a large lease, a price below the one decided, an unrecused relative, land without a certificate.
    """
    held = type(thing).objects.select_for_update(no_key=True).get(pk=thing.pk)
    require(may.can_plan_lease(by, held.division_code))
    total = sum((due.amount for due in dues), Decimal("0.00"))
    faults = _thing_faults(held, first_day, last_day) + _schedule_faults(total, dues, first_day, last_day)
    if faults:
        raise RuleViolated(faults)
    unit = certificate.unit if certificate.unit in ("collective", "village") else "collective"
    contract = contracts.draft_contract(
        division_code=held.division_code, kind=Contract.Kind.LEASE_OUT, unit=unit, subject=subject, counterparty=counterparty, party_kind=party_kind, amount=total, first_day=first_day,
        last_day=last_day, basis=Contract.Basis.CERTIFICATE, certificate=certificate, credit_code=credit_code, representative=representative, asked_on=asked_on, by=by, on=on,
    )  # fmt: skip
    return _opened(held, contract, dues, total, platform_no, by, on)


@transaction.atomic
def state_namesake(*, certificate: Certificate, name: str, document: str, by: Actor, on: dt.date) -> NamesakeStatement:
    """The supervision committee's word that who is to lease under the certificate only bears the name of a declared relative, with what was compared.

    It clears a name, never a number; the lease is still drafted and signed by others.
    """
    held = Certificate.objects.select_for_update(no_key=True).get(pk=certificate.pk)
    require(may.can_state_namesake(by, held.division_code))
    plain, faults = "".join(name.split()), []
    if not plain:
        faults.append(Violation("name", _("填写承租方（或代表人）的姓名。"), "R-C06", "name"))
    if not document.strip():
        faults.append(Violation("document", _("写明核对的证件和材料。"), "R-C06", "document"))
    if not held.in_force(on):
        faults.append(Violation("certificate", _("要有本村（社区）事先作出、当天有效的决策凭证。请先办理决策事项。"), "R-D03", "certificate"))
    if NamesakeStatement.objects.filter(certificate=held, name=plain).exists():
        faults.append(Violation("twice", _("这份凭证上这个姓名已有说明。"), "R-C06", "name"))
    if Contract.objects.filter(certificate=held, drafted_by=by.login).exists():
        faults.append(Violation("same_hands", _("合同是您草拟的，由监督委员会的另一位同志登记。"), "R-C06"))
    if faults:
        raise RuleViolated(faults)
    row = NamesakeStatement.objects.create(division_code=held.division_code, certificate=held, name=plain, document=document.strip(), stated_on=on, stated_by=by.login)
    audit.record(by=by, action="collective.state_namesake", thing=row, after={"certificate": held.number, "document": row.document})
    return row


@transaction.atomic
def take_over_lease(*, thing: Parcel | Asset, contract: Contract, dues: Sequence[Due], by: Actor, on: dt.date, platform_no: str = "") -> Lease:
    """A contract of kind lease-out that stands in the library without its thing, older ones looked at by the town too: the thing and the rent put under it."""
    held = type(thing).objects.select_for_update(no_key=True).get(pk=thing.pk)
    require(may.can_plan_lease(by, held.division_code))
    first_day, last_day, total = contract.period.lower, contract.last_day, sum((due.amount for due in dues), Decimal("0.00"))
    faults = _thing_faults(held, first_day, last_day) + _schedule_faults(total, dues, first_day, last_day)
    alive = contract.state in (Contract.State.DRAFT, Contract.State.SIGNED)
    if contract.kind != Contract.Kind.LEASE_OUT or not alive or contract.amount != total or Lease.objects.filter(contract=contract).exists():
        faults.append(Violation("contract", _("选一份还没有登记出租物的出租合同；各期租金之和要等于合同金额。"), "R-C08", "contract"))
    if faults:
        raise RuleViolated(faults)
    return _opened(held, contract, dues, total, platform_no, by, on)


def _opened(held: Parcel | Asset, contract: Contract, dues: Sequence[Due], total: Decimal, platform_no: str, by: Actor, on: dt.date) -> Lease:
    first_day, last_day = contract.period.lower, contract.last_day
    faults = lease_faults(held, contract, total=total, first_day=first_day, last_day=last_day, platform_no=platform_no, day=contract.signed_on or on, by=by)
    if contract.certificate is not None and _used(contract.certificate, contract):
        faults.append(Violation("used", _("这份决策凭证已经用过。一份凭证只能办一件事。"), "R-D03", "certificate"))
    if faults:
        raise RuleViolated(faults)
    row = Lease.objects.create(
        division_code=held.division_code, number=numbers.next_number(numbers.LEASE, held.division_code, on.year), contract=contract, parcel=held if isinstance(held, Parcel) else None,
        asset=held if isinstance(held, Asset) else None, period=DateRange(first_day, add_days(last_day, 1)), total=total, instalment_count=len(dues), platform_no=platform_no.strip(),
        opened_on=on, opened_by=by.login,
    )  # fmt: skip
    Instalment.objects.bulk_create(Instalment(division_code=row.division_code, lease=row, turn=turn, due_on=due.due_on, amount=due.amount) for turn, due in enumerate(dues, start=1))
    audit.record(by=by, action="collective.plan_lease", thing=row, after={"contract": contract.number, "total": format_yuan(total), "first_day": first_day, "last_day": last_day})
    return row


def _used(certificate: Certificate, but: Contract) -> bool:
    other = Lease.objects.filter(contract__certificate=certificate).exclude(contract=but).exclude(state=State.DROPPED)
    return other.exists() or Asset.objects.filter(disposal_certificate=certificate).exists()


def _thing_faults(held: Parcel | Asset, first_day: dt.date, last_day: dt.date) -> list[Violation]:
    faults = []
    if isinstance(held, Parcel) and held.state not in (Parcel.State.CERTIFIED, Parcel.State.DEVELOPED, Parcel.State.LEASED):
        faults.append(Violation("parcel", _("没有办证的土地不能出租。请先办证。"), "R-C08", "thing"))
    if isinstance(held, Asset) and held.state in Asset.GONE:
        faults.append(Violation("asset", _("已处置或登记有误的资产不能出租。"), "R-C08", "thing"))
    if held.leases.filter(state__in=LIVE, period__overlap=DateRange(first_day, add_days(max(first_day, last_day), 1))).exists():
        faults.append(Violation("leased", _("租期和现有的出租合同重叠。请先结束原合同，或改租期。"), "R-C08", "first_day"))
    if last_day >= add_months(first_day, 12 * LONGEST_YEARS):
        faults.append(Violation("term", _("租期最长二十年。"), "R-C08", "last_day"))
    return faults


def _schedule_faults(total: Decimal, dues: Sequence[Due], first_day: dt.date, last_day: dt.date) -> list[Violation]:
    words = {"empty": _("写明各期租金。"), "amounts": _("每期租金要大于零，最多两位小数。"), "order": _("各期日期要依次排列，不能重复。"),
             "sum": _("各期租金之和要等于租金合计。"), "outside": _("各期租金的日期要在租期内。")}  # fmt: skip
    return [Violation("schedule", words[code], "R-C08", "every") for code in faults_of_schedule(total, dues, first_day, last_day)]


@transaction.atomic
def sign_lease(*, lease: Lease, signed_on: dt.date, signatory: str, by: Actor, on: dt.date) -> Lease:
    """The contract recorded as signed by another than who drafted it, and the lease in force; the thing's state and history follow."""
    row = _locked(lease)
    require(may.can_sign_lease(by, row))
    if row.state != State.PLANNED:
        raise Conflict(_("这份出租合同已经签订或撤回。"), current=row)
    held = type(row.thing).objects.select_for_update(no_key=True).get(pk=row.thing.pk)
    day = row.contract.signed_on or signed_on
    faults = lease_faults(held, row.contract, total=row.total, first_day=row.period.lower, last_day=last_day_of(row), platform_no=row.platform_no, day=day, by=by)
    if faults:
        raise RuleViolated(faults)
    if row.contract.state == Contract.State.DRAFT:
        contracts.sign_contract(contract=row.contract, signed_on=signed_on, signatory=signatory, by=by, on=on)
    row.state, row.version = State.RUNNING, row.version + 1
    row.save()
    was, held.state, held.version = held.state, "leased", held.version + 1
    if was != "leased":
        held.save()
    happened(held, PropertyEvent.Kind.LEASED, day, was, f"{row.number} {row.contract.number}", by, row.lessee)
    audit.record(by=by, action="collective.sign_lease", thing=row, after={"contract": row.contract.number, "signed_on": day})
    return row


@transaction.atomic
def drop_lease(*, lease: Lease, reason: str, by: Actor, on: dt.date) -> Lease:
    """A draft given up with its contract, before it is signed."""
    row = _locked(lease)
    require(may.can_plan_lease(by, row.division_code))
    if row.state != State.PLANNED:
        raise Conflict(_("这份出租合同已经签订或撤回。"), current=row)
    if not reason.strip():
        raise violated("reason", _("写明原因。"), "R-C08", "reason")
    if row.contract.state == Contract.State.SIGNED and row.contract.basis != Contract.Basis.EXISTING:
        raise violated("signed", _("合同已经签订，出租登记不能撤回。请登记生效；不再出租的，登记结束。"), "R-C08", "reason")
    if row.contract.state == Contract.State.DRAFT:
        contracts.withdraw_contract(contract=row.contract, reason=reason, by=by, on=on)
    row.state, row.ended_on, row.end_reason, row.ended_by, row.version = State.DROPPED, on, reason.strip(), by.login, row.version + 1
    row.save()
    audit.record(by=by, action="collective.drop_lease", thing=row, after={"state": row.state}, reason=reason)
    return row


@transaction.atomic
def end_lease(*, lease: Lease, ended_on: dt.date, reason: str, document: str, by: Actor, on: dt.date) -> Lease:
    """The lease and its contract ended by the term or before it, with why; the thing stands free again. What fell due until then stays owed."""
    row = _locked(lease)
    require(may.can_end_lease(by, row))
    if row.state != State.RUNNING:
        raise Conflict(_("这份合同已经结束。"), current=row)
    if not reason.strip() or not document.strip() or not row.contract.signed_on <= ended_on <= on:
        raise violated("ended_on", _("写明结束的原因和文件；结束日期不早于签订、不晚于今天。"), "R-C08", "ended_on")
    if row.contract.state == Contract.State.SIGNED:
        over = contracts.end_contract if ended_on >= last_day_of(row) else contracts.terminate_contract
        over(contract=row.contract, reason=reason, by=by, on=on)
    last = max(min(ended_on, last_day_of(row)), row.period.lower)
    row.state, row.ended_on, row.end_reason, row.ended_by, row.version = State.ENDED, ended_on, reason.strip(), by.login, row.version + 1
    row.period = DateRange(row.period.lower, add_days(last, 1))
    row.save()
    held = type(row.thing).objects.select_for_update(no_key=True).get(pk=row.thing.pk)
    if held.state == "leased" and not held.leases.filter(state=State.RUNNING).exists():
        held.state, held.version = ("certified" if isinstance(held, Parcel) else "idle"), held.version + 1
        held.save()
        happened(held, PropertyEvent.Kind.LEASE_ENDED, ended_on, "leased", document, by, reason)
    audit.record(by=by, action="collective.end_lease", thing=row, after={"ended_on": ended_on}, reason=reason)
    return row


def _locked(lease: Lease) -> Lease:
    return Lease.objects.select_for_update(of=["self"], no_key=True).select_related("contract__certificate__matter", "parcel", "asset").get(pk=lease.pk)


@transaction.atomic
def match_rent(*, instalment: Instalment, line: VoucherLine, amount: Decimal, by: Actor, on: dt.date) -> RentReceipt:
    """So much of a posted receipt of the collective's account is this instalment's rent. PostgreSQL looks at receipt, fund and sums again."""
    lease = Lease.objects.select_for_update(no_key=True).get(pk=instalment.lease_id)
    require(may.can_match_rent(by, lease))
    paid = sum((r.amount for r in instalment.receipts.filter(line__voucher__reversed_by__isnull=True)), Decimal("0.00"))
    used = sum((r.amount for r in line.rent_receipts.all()), Decimal("0.00"))
    faults = []
    if lease.state not in (State.RUNNING, State.ENDED):
        faults.append(Violation("lease", _("合同签订以后才能核对租金。"), "R-C08"))
    if line.division_code != lease.division_code or line.fund.origin != "collective" or not line.debit:
        faults.append(Violation("line", _("租金到账要对应集体账户里一笔已入账、没有冲销的收款。请先由记账员入账。"), "R-F05", "line"))
    if amount <= 0 or amount != half_up(amount) or amount > instalment.amount - paid:
        faults.append(Violation("amount", _("这一期还应收 %(left)s 元。请核对金额。") % {"left": format_yuan(instalment.amount - paid)}, "R-C08", "amount"))
    if amount > line.debit - used:
        faults.append(Violation("receipt", _("这笔收款还有 %(left)s 元没有对应。请核对金额。") % {"left": format_yuan(line.debit - used)}, "R-C08", "amount"))
    if instalment.receipts.filter(line=line).exists():
        faults.append(Violation("twice", _("这一期和这笔收款已经对应过。"), "R-C08", "line"))
    if faults:
        raise RuleViolated(faults)
    made = RentReceipt.objects.create(division_code=lease.division_code, instalment=instalment, line=line, amount=amount, matched_on=on, matched_by=by.login)
    audit.record(by=by, action="collective.match_rent", thing=made, after={"instalment": instalment.turn, "amount": amount, "voucher": str(line.voucher.uuid)})
    return made
