"""Reads of contracts: the library, what each comes to with its amendments, who of the village's people stands near, what expires, 待办."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from qianxian.accounts.rights import Permission as P
from qianxian.contracts.models import Amendment, Contract, RelatedParty
from qianxian.contracts.rules.amending import Change
from qianxian.contracts.rules.kinds import PAYING
from qianxian.contracts.rules.parties import RELATION_OF_KIN, Kin, Officer
from qianxian.decisions import queries as decisions
from qianxian.decisions.models import Body, Certificate, Recusal
from qianxian.elections.queries import declared_kin
from qianxian.engagements import queries as engagements
from qianxian.foundation.actor import Actor
from qianxian.foundation.periods import add_days, add_months
from qianxian.foundation.tasks import Task
from qianxian.organisations import queries as organisations
from qianxian.rulebook.queries import county_settings

NOTHING = Value(Decimal("0.00"))
BINDING = ("signed", "ended", "terminated")


def contracts(actor: Actor, scope: str | None = None) -> QuerySet[Contract]:
    """Every contract within reach with ``total`` (amendments included), the latest first."""
    changed = Amendment.objects.filter(contract=OuterRef("pk")).order_by().values("contract").annotate(s=Sum("amount_change")).values("s")
    moved = Amendment.objects.filter(contract=OuterRef("pk"), last_day__isnull=False).order_by("-position").values("last_day")[:1]
    rows = Contract.objects.visible_to(actor, scope).select_related("certificate__matter")
    return rows.annotate(total=F("amount") + Coalesce(Subquery(changed), NOTHING), moved_to=Subquery(moved)).order_by("-drafted_on", "-id")


def contract_by_uuid(uuid, actor: Actor) -> Contract | None:
    """One contract within reach."""
    return contracts(actor).filter(uuid=uuid).first()


def party_by_uuid(uuid, actor: Actor) -> RelatedParty | None:
    """One related party within reach."""
    return RelatedParty.objects.visible_to(actor).filter(uuid=uuid).select_related("contract__certificate").first()


def changes_of(contract: Contract) -> list[Change]:
    """What was changed of the amount, in order; for a contract that pays the village a lower amount is the worse one, so it is turned round."""
    sign = 1 if contract.pays else -1
    return [Change(sign * a.amount_change, a.certificate_id is not None) for a in contract.amendments.order_by("position")]


def total_of(contract: Contract) -> Decimal:
    """What the contract comes to with its amendments, in yuan."""
    return contract.amount + (contract.amendments.aggregate(s=Sum("amount_change"))["s"] or Decimal(0))


def last_day_of(contract: Contract) -> dt.date:
    """The last day of its term as the latest amendment moved it."""
    latest = contract.amendments.filter(last_day__isnull=False).order_by("-position").first()
    return latest.last_day if latest else contract.last_day


def promised_under(certificate: Certificate) -> Decimal:
    """What contracts and amendments resting on the certificate come to already, in yuan; what the village is paid does not count."""
    first = Contract.objects.filter(certificate=certificate, state__in=BINDING, kind__in=PAYING).aggregate(s=Sum("amount"))["s"]
    own = Q(certificate=certificate) | Q(certificate__isnull=True, contract__certificate=certificate)
    return (first or Decimal(0)) + (Amendment.objects.filter(own, contract__kind__in=PAYING).aggregate(s=Sum("amount_change"))["s"] or Decimal(0))


def small_with(contract: Contract, day: dt.date) -> Decimal:
    """Small contracts signed with the same other side within the months set before the day, in yuan, this one apart."""
    since = add_months(day, -county_settings().on(day)["contracts.small_months"])
    same = Q(counterparty=contract.counterparty)
    for name in ("credit_code", "identity_index"):
        same |= Q(**{name: getattr(contract, name)}) if getattr(contract, name) else Q(pk__in=[])
    rows = Contract.objects.filter(same, division_code=contract.division_code, basis=Contract.Basis.SMALL, state__in=BINDING, signed_on__gt=since).exclude(pk=contract.pk)
    return sum((total_of(row) for row in rows), Decimal(0))


def certificates_for(actor: Actor, division_code: str, on: dt.date) -> QuerySet[Certificate]:
    """Certificates of the village in force on the day: what a contract may rest on."""
    return decisions.certificates(actor).filter(division_code=division_code, valid_from__lte=on, lapses_on__gte=on, revoked_on__isnull=True)


def contracts_paid_from(actor: Actor, division_code: str) -> QuerySet[Contract]:
    """Contracts of the village that a payment may name."""
    return contracts(actor).filter(division_code=division_code, kind__in=PAYING, state__in=("signed", "ended"))


def officers_of(actor: Actor, division_code: str, on: dt.date) -> list[Officer]:
    """Who is in office in the village on the day: committees, Party organisations, the centre; each with the kin he declared in an election."""
    held = [(m.person, m.get_role_display()) for m in organisations.mandates_on(actor, on).filter(division_code=division_code)]
    held += [(e.person, e.get_post_display()) for e in engagements.engagements(actor).filter(division_code=division_code, period__contains=on).select_related("person")]
    kin = kin_of(actor, {person.pk for person, _office in held})
    return [Officer(person.name, person.identity_index or "", str(office), kin.get(person.pk, ())) for person, office in held]


def kin_of(actor: Actor, persons: set[int]) -> dict[int, tuple[Kin, ...]]:
    """Per key of a person the kin declared in elections, the relation in the words of R-C06."""
    declared = declared_kin(actor, persons)
    return {key: tuple(Kin(other.name, other.identity_index or "", RELATION_OF_KIN[relation]) for other, relation in rows) for key, rows in declared.items()}


def declared_before(contract: Contract) -> QuerySet[RelatedParty]:
    """Who declared, on an earlier contract with the same other side, that he stands close to it."""
    same = Q(contract__counterparty=contract.counterparty)
    for name in ("credit_code", "identity_index"):
        same |= Q(**{f"contract__{name}": getattr(contract, name)}) if getattr(contract, name) else Q(pk__in=[])
    declared = (RelatedParty.Source.DECLARED, RelatedParty.Source.EARLIER)
    return RelatedParty.objects.filter(same, division_code=contract.division_code, source__in=declared).exclude(contract=contract).order_by("-found_on", "-id")


def recusals_under(certificate: Certificate) -> QuerySet[Recusal]:
    """Every recusal in the meetings that the certificate rests on."""
    return Recusal.objects.filter(meeting__matter=certificate.matter_id, meeting__round=certificate.round, meeting__cancelled_on__isnull=True).order_by("id")


def recusals_of(certificate: Certificate, name: str) -> QuerySet[Recusal]:
    """The person's recusals in the meetings that the certificate rests on."""
    return recusals_under(certificate).filter(name=name)


def sat_without_recusal(certificate: Certificate, name: str, actor: Actor) -> list[str]:
    """The bodies, in words, in which the person sat by the registry when it was decided, and was not recused."""
    matter, found = certificate.matter, []
    for meeting in decisions.meetings_of(matter).filter(round=certificate.round, cancelled_on__isnull=True, body__in=(Body.BRANCH_COMMITTEE, Body.TWO_COMMITTEES)):
        sat = decisions.seats_of(matter, meeting.body, actor, meeting.held_on).filter(person__name=name).exists()
        if sat and not meeting.recusals.filter(name=name).exists():
            found.append(str(meeting.get_body_display()))
    return found


def expiring(actor: Actor, on: dt.date, scope: str | None = None) -> QuerySet[Contract]:
    """Contracts under way whose last day is within the days set, or has passed."""
    last = add_days(on, county_settings().on(on)["contracts.expiry_first_days"])
    ends = Q(moved_to__lte=last) | Q(moved_to__isnull=True, period__endswith__lte=add_days(last, 1))
    return contracts(actor, scope).filter(ends, state=Contract.State.SIGNED)


def tasks_for(actor: Actor, on: dt.date) -> list[Task]:
    """What waits: drafts for another to sign, related parties for the town, contracts that expire for the village."""
    if not actor.may(P.VIEW_CONTRACTS):
        return []
    found, kind = [], _("合同")
    if actor.may(P.KEEP_CONTRACTS):
        soon = add_days(on, county_settings().on(on)["contracts.expiry_last_days"])
        for row in contracts(actor).filter(state=Contract.State.DRAFT).exclude(basis=Contract.Basis.EXISTING).exclude(drafted_by=actor.login):
            found.append(Task(kind, row.subject, _("合同草案要核对、登记签订"), None, address_of(row), row.division_code))
        for row in expiring(actor, on):
            last = row.moved_to or row.last_day
            why = _("合同已经到期，要办结或续签") if last < on else _("合同快到期了，要准备续签或收回") if last <= soon else _("合同将要到期")
            found.append(Task(kind, row.subject, why, last, address_of(row), row.division_code))
    if actor.may(P.REVIEW_CONTRACTS):
        waiting = RelatedParty.objects.visible_to(actor).filter(answer="", contract__state=Contract.State.DRAFT).select_related("contract")
        for party in waiting:
            found.append(Task(kind, party.contract.subject, _("对方与村干部有关联，要处理"), None, address_of(party.contract), party.division_code))
        for row in contracts(actor).filter(state=Contract.State.DRAFT, basis=Contract.Basis.EXISTING).exclude(drafted_by=actor.login):
            found.append(Task(kind, row.subject, _("已有合同要核对"), None, address_of(row), row.division_code))
    return found


def address_of(contract: Contract) -> str:
    """The contract's one page."""
    return reverse("contracts:contract", args=[contract.uuid])
