"""Reads of leases, rent and arrears; whether a certificate rests on an assembly; who is near to a director."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db.models import DecimalField, F, Min, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from qianxian.collective.models import Instalment, Lease, NamesakeStatement, RentReceipt, Seat
from qianxian.collective.rules.leases import cleared, days_overdue, same_party
from qianxian.contracts.models import Contract
from qianxian.contracts.queries import kin_of, recusals_under
from qianxian.contracts.rules.parties import CLEARABLE, ground
from qianxian.decisions.models import Body, Certificate, Meeting, Resolution
from qianxian.foundation.actor import Actor
from qianxian.foundation.periods import add_days
from qianxian.funds.models import Fund, VoucherLine

MONEY = DecimalField(max_digits=14, decimal_places=2)
ZERO = Decimal("0.00")
ASSEMBLIES = (Body.ASSEMBLY, Body.COLLECTIVE_ASSEMBLY, Body.COLLECTIVE_REPS)
STANDS = Q(line__voucher__reversed_by__isnull=True)


def leases(actor: Actor, scope: str | None = None) -> QuerySet[Lease]:
    """Leases within reach, the latest first."""
    return Lease.objects.visible_to(actor, scope).select_related("parcel", "asset", "contract__certificate__matter").order_by("-opened_on", "-id")


def lease_by_uuid(uuid: UUID, actor: Actor) -> Lease | None:
    """One lease within reach."""
    return leases(actor).filter(uuid=uuid).first()


def certificates_for(actor: Actor, division_code: str, on: dt.date, kinds: Sequence[str]) -> QuerySet[Certificate]:
    """The village's certificates in force on the day for one of the kinds, not used for a lease, a disposal or a distribution yet."""
    rows = Certificate.objects.visible_to(actor, division_code).filter(matter__kind__in=kinds, unit__in=("collective", "village"), valid_from__lte=on, lapses_on__gte=on)
    rows = rows.filter(Q(revoked_on__isnull=True) | Q(revoked_on__gt=on), disposed_asset__isnull=True)
    rows = rows.exclude(contracts__lease__state__in=[Lease.State.PLANNED, Lease.State.RUNNING, Lease.State.ENDED])
    return rows.exclude(distributions__state__in=("computed", "drafted")).select_related("matter").order_by("-issued_on", "-id")


def contracts_without_thing(actor: Actor, division_code: str | None = None) -> QuerySet[Contract]:
    """Contracts of kind lease-out in the library, drafted or signed, that say of no parcel and no asset what is leased."""
    rows = Contract.objects.visible_to(actor, division_code).filter(kind=Contract.Kind.LEASE_OUT, state__in=(Contract.State.DRAFT, Contract.State.SIGNED), lease__isnull=True)
    return rows.order_by("-drafted_on", "-id")


def decided_by_assembly(certificate: Certificate) -> bool:
    """Whether all members, all villagers, or delegates authorised to, passed it."""
    passed = Resolution.objects.filter(matter=certificate.matter_id, meeting__round=certificate.round, meeting__cancelled_on__isnull=True, passed=True)
    return passed.filter(Q(body__in=ASSEMBLIES) | (Q(body=Body.REPS_MEETING) & ~Q(matter__authorisation=""))).exists()


@dataclass(frozen=True)
class Near:
    """How the other side is related to a director or supervisor, and whether that one was recused."""

    relation: str
    recused: bool
    director: str = ""
    #: Near by his name only: the supervision committee may state that it is somebody else.
    namesake: bool = False


def related_to(actor: Actor, contract: Contract, on: dt.date) -> Near:
    """The first director or supervisor who is the contract's other side or declared it near, here or in an election; one not recused comes first.

    Who sat on a day between the first meeting of its decision and the day counts, and who was on record as sitting: an end written down later ends nothing before it.
    """
    held = Seat.objects.filter(_sat(contract.certificate, on), division_code=contract.division_code, kind__in=("chair", "director", "supervisor"))
    held = held.select_related("member").prefetch_related("member__seats__related_parties")
    away = set(recusals_under(contract.certificate).values_list("name", flat=True))
    kin = kin_of(actor, {seat.member.person_id for seat in held if seat.member.person_id})
    stated = dict(NamesakeStatement.objects.filter(certificate=contract.certificate).values_list("name", "stated_by"))
    other = {"counterparty": contract.counterparty, "identity": contract.identity_index, "representative": contract.representative}
    found = []
    for seat in held:
        parties = [("self", seat.member.name), *((one.relation, one.name) for own in seat.member.seats.all() for one in own.related_parties.all())]
        near = [relation for relation, name in parties if any(same_party(name, said) for said in (contract.counterparty, contract.representative))]
        found += [Near(relation, seat.member.name in away, seat.member.name) for relation in near]
        for one in kin.get(seat.member.person_id, ()):
            by_name = ground(one, **other)
            said = stated.get(one.name)
            if by_name and not cleared(by_name, stated=said is not None, same_hands=said == contract.drafted_by):
                found.append(Near(one.relation, seat.member.name in away, seat.member.name, by_name in CLEARABLE))
    return min(found, key=lambda near: near.recused, default=Near("none", False))


def _sat(certificate: Certificate | None, on: dt.date) -> Q:
    """As ``collective_sat`` says it in PostgreSQL."""
    of_decision = {"matter": certificate.matter_id, "round": certificate.round, "cancelled_on__isnull": True} if certificate else {"pk": None}
    first = min(on, Meeting.objects.filter(**of_decision).aggregate(first=Min("held_on"))["first"] or on)
    return Q(period__startswith__lte=on) & (Q(period__endswith__gt=first) | Q(ended_recorded_on__gte=first))


def namesakes_of(certificate: Certificate | None) -> QuerySet[NamesakeStatement]:
    """What the supervision committee stated of names under a certificate, the earliest first."""
    return NamesakeStatement.objects.filter(certificate=certificate).order_by("id")


def with_paid(rows: QuerySet[Instalment]) -> QuerySet[Instalment]:
    """Instalments with ``paid``: what stands matched to them, reversed receipts apart, in yuan."""
    matched = RentReceipt.objects.filter(STANDS, instalment=OuterRef("pk")).order_by().values("instalment").annotate(s=Sum("amount")).values("s")
    return rows.annotate(paid=Coalesce(Subquery(matched, output_field=MONEY), Value(ZERO), output_field=MONEY))


def instalments_of(lease: Lease) -> QuerySet[Instalment]:
    """The lease's instalments in order, with what is paid."""
    return with_paid(lease.instalments.order_by("turn"))


@dataclass(frozen=True)
class Arrear:
    """One instalment overdue: how much and how many days."""

    instalment: Instalment
    left: Decimal
    days: int


def arrears(actor: Actor, on: dt.date, scope: str | None = None) -> list[Arrear]:
    """Instalments due before the day and not paid in full, the oldest first. A lease that ended owes nothing that fell due afterwards."""
    rows = with_paid(Instalment.objects.visible_to(actor, scope)).filter(due_on__lt=on, paid__lt=F("amount"))
    rows = rows.filter(Q(lease__ended_on__isnull=True) | Q(due_on__lte=F("lease__ended_on")), lease__state__in=[Lease.State.RUNNING, Lease.State.ENDED])
    rows = rows.select_related("lease__contract", "lease__parcel", "lease__asset")
    return [Arrear(row, row.amount - row.paid, days_overdue(row.due_on, on)) for row in rows.order_by("due_on", "id")]


def expiring(actor: Actor, on: dt.date, days: int, scope: str | None = None) -> list[Lease]:
    """Running leases whose last day lies within so many days, or has gone by."""
    rows = leases(actor, scope).filter(state=Lease.State.RUNNING, period__endswith__lte=add_days(on, days + 1))
    return list(rows.order_by("period", "id"))


def last_day_of(lease: Lease) -> dt.date:
    """The last day of the term, counted."""
    return lease.period.upper - dt.timedelta(days=1)


def free_receipts(lease: Lease) -> list[tuple[VoucherLine, Decimal]]:
    """Posted receipts of the village's collective funds not yet matched in full, newest first, with what is left of each."""
    lines = VoucherLine.objects.filter(division_code=lease.division_code, debit__gt=0, bank_account__isnull=False, fund__origin=Fund.Origin.COLLECTIVE)
    lines = lines.filter(voucher__kind="ordinary", voucher__reversed_by__isnull=True, voucher__lines__credit__gt=0, voucher__lines__account__code__regex="^(501|502|504|112|211)")
    lines = lines.annotate(used=Coalesce(Sum("rent_receipts__amount", distinct=False), Value(ZERO), output_field=MONEY)).select_related("voucher", "bank_account")
    return [(line, line.debit - line.used) for line in lines.distinct().order_by("-on", "-id")[:50] if line.debit > line.used]
