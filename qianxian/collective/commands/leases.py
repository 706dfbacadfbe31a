"""Leases signed on their certificate, ended, and their rent matched to posted receipts."""

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
from qianxian.collective.models import Asset, Instalment, Lease, Parcel, PropertyEvent, RentReceipt
from qianxian.collective.queries.leases import last_day_of
from qianxian.collective.rules.leases import LONGEST_YEARS, Due, faults_of_schedule
from qianxian.decisions.models import Certificate
from qianxian.foundation import audit
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import Conflict, RuleViolated, Violation, violated
from qianxian.foundation.money import format_yuan, half_up
from qianxian.foundation.periods import add_days, add_months
from qianxian.foundation.verdict import require
from qianxian.funds.models import VoucherLine


@transaction.atomic
def sign_lease(
    *, thing: Parcel | Asset, certificate: Certificate, title: str, lessee: str, use: str, first_day: dt.date, last_day: dt.date, dues: Sequence[Due], document: str,
    by: Actor, on: dt.date, representative: str = "", platform_no: str = "", signed_on: dt.date | None = None,
) -> Lease:  # fmt: skip
    """The thing leased on a certificate whose body and kind fit, with its schedule of rent; the thing's state and history follow.

    Raises RuleViolated with everything against it: no assembly for a large lease, a price below the one decided, an unrecused relative, land without a certificate.
    """
    held = type(thing).objects.select_for_update(no_key=True).get(pk=thing.pk)
    require(may.can_sign_lease(by, held.division_code))
    day, total = signed_on or on, sum((due.amount for due in dues), Decimal("0.00"))
    faults = _thing_faults(held, first_day, last_day, day, on)
    faults += [Violation("schedule", said, "R-C08", "every") for said in _schedule_said(faults_of_schedule(total, dues, first_day, last_day))]
    faults += lease_faults(held, certificate, lessee=lessee, representative=representative, total=total, first_day=first_day, last_day=last_day, platform_no=platform_no, signed_on=day)
    if Lease.objects.filter(certificate=certificate).exists() or Asset.objects.filter(disposal_certificate=certificate).exists():
        faults.append(Violation("used", _("这份决策凭证已经用过。一份凭证只能办一件事。"), "R-D03", "certificate"))
    faults += [Violation(name, said, "R-C08", name) for name, said, value in (("lessee", _("写明承租方。"), lessee), ("title", _("写明合同名称。"), title), ("document", _("写明合同文本的编号。"), document))
               if not value.strip()]  # fmt: skip
    if faults:
        raise RuleViolated(faults)
    row = _written(held, certificate, title, lessee, representative, use, DateRange(first_day, add_days(last_day, 1)), total, dues, platform_no, document, day, by, on)
    was, held.state, held.version = held.state, "leased", held.version + 1
    held.save()
    happened(held, PropertyEvent.Kind.LEASED, day, was, f"{row.number} {document}"[:200], by, lessee)
    audit.record(by=by, action="collective.sign_lease", thing=row, after={"lessee": row.lessee, "total": format_yuan(total), "first_day": first_day, "last_day": last_day,
                                                                          "certificate": certificate.number}, reason=document)  # fmt: skip
    return row


def _written(held, certificate, title, lessee, representative, use, period, total, dues, platform_no, document, day, by, on) -> Lease:
    row = Lease.objects.create(
        division_code=held.division_code, number=numbers.next_number(numbers.LEASE, held.division_code, on.year), title=title.strip(),
        parcel=held if isinstance(held, Parcel) else None, asset=held if isinstance(held, Asset) else None, certificate=certificate, lessee=lessee.strip(),
        representative=representative.strip(), use=use.strip(), period=period, total=total, instalment_count=len(dues), platform_no=platform_no.strip(), document=document.strip(),
        signed_on=day, signed_by=by.login,
    )  # fmt: skip
    Instalment.objects.bulk_create(Instalment(division_code=row.division_code, lease=row, turn=turn, due_on=due.due_on, amount=due.amount) for turn, due in enumerate(dues, start=1))
    return row


def _thing_faults(held: Parcel | Asset, first_day: dt.date, last_day: dt.date, day: dt.date, on: dt.date) -> list[Violation]:
    faults = []
    if isinstance(held, Parcel) and held.state not in (Parcel.State.CERTIFIED, Parcel.State.DEVELOPED, Parcel.State.LEASED):
        faults.append(Violation("parcel", _("没有办证的土地不能出租。请先办证。"), "R-C08", "thing"))
    if isinstance(held, Asset) and held.state == Asset.State.DISPOSED:
        faults.append(Violation("asset", _("已处置的资产不能出租。"), "R-C08", "thing"))
    if held.leases.filter(state=Lease.State.RUNNING, period__overlap=DateRange(first_day, add_days(max(first_day, last_day), 1))).exists():
        faults.append(Violation("leased", _("租期和现有的出租合同重叠。请先结束原合同，或改租期。"), "R-C08", "first_day"))
    if last_day >= add_months(first_day, 12 * LONGEST_YEARS):
        faults.append(Violation("term", _("租期最长二十年。"), "R-C08", "last_day"))
    if day > on or day > first_day:
        faults.append(Violation("signed_on", _("合同在起租日以前签订，签订日期不能晚于今天。"), "R-C08", "signed_on"))
    return faults


def _schedule_said(codes: list[str]) -> list[str]:
    words = {"empty": _("写明各期租金。"), "amounts": _("每期租金要大于零，最多两位小数。"), "order": _("各期日期要依次排列，不能重复。"),
             "sum": _("各期租金之和要等于租金合计。"), "outside": _("各期租金的日期要在租期内。")}  # fmt: skip
    return [words[code] for code in codes]


@transaction.atomic
def end_lease(*, lease: Lease, ended_on: dt.date, reason: str, document: str, by: Actor, on: dt.date, state: str = "") -> Lease:
    """The lease ended by its term or before it, with why; the thing stands free again. What fell due until then stays owed."""
    row = Lease.objects.select_for_update(no_key=True).get(pk=lease.pk)
    require(may.can_end_lease(by, row))
    if row.state != Lease.State.RUNNING:
        raise Conflict(_("这份合同已经结束。"), by=row.ended_by)
    if not reason.strip() or not document.strip() or not row.signed_on <= ended_on <= on:
        raise violated("ended_on", _("写明结束的原因和文件；结束日期不早于签订、不晚于今天。"), "R-C08", "ended_on")
    last = max(min(ended_on, last_day_of(row)), row.period.lower)
    row.state, row.ended_on, row.end_reason, row.ended_by, row.version = Lease.State.ENDED, ended_on, reason.strip(), by.login, row.version + 1
    row.period = DateRange(row.period.lower, add_days(last, 1))
    row.save()
    held = type(row.thing).objects.select_for_update(no_key=True).get(pk=row.thing.pk)
    if held.state == "leased" and not held.leases.filter(state=Lease.State.RUNNING).exists():
        held.state, held.version = ("certified" if isinstance(held, Parcel) else "idle"), held.version + 1
        held.save()
        happened(held, PropertyEvent.Kind.LEASE_ENDED, ended_on, "leased", document, by, reason)
    audit.record(by=by, action="collective.end_lease", thing=row, after={"ended_on": ended_on}, reason=reason)
    return row


@transaction.atomic
def match_rent(*, instalment: Instalment, line: VoucherLine, amount: Decimal, by: Actor, on: dt.date) -> RentReceipt:
    """So much of a posted receipt of the collective's account is this instalment's rent. PostgreSQL looks at receipt, fund and sums again."""
    lease = Lease.objects.select_for_update(no_key=True).get(pk=instalment.lease_id)
    require(may.can_match_rent(by, lease))
    paid = sum((r.amount for r in instalment.receipts.filter(line__voucher__reversed_by__isnull=True)), Decimal("0.00"))
    used = sum((r.amount for r in line.rent_receipts.all()), Decimal("0.00"))
    faults = []
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
