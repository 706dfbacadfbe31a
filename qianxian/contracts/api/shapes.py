"""What programs read and write of contracts. A person's identity number goes in and never comes out."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Annotated

from pydantic import Field

from qianxian.contracts import queries
from qianxian.contracts.models import Contract, RelatedParty
from qianxian.decisions.models import Recusal, Unit
from qianxian.portal.contract import ListQuery
from qianxian.portal.contract.shapes import Code, Day, Document, Given, Money, Name, Reason, Shape, Text, Title, Uuid, one_of

Kind, UnitOf, Basis, State = one_of(*Contract.Kind.values), one_of(*Unit.values), one_of(*Contract.Basis.values), one_of(*Contract.State.values)
PartyKind, Every, Relation = one_of(*Contract.PartyKind.values), one_of("", *Contract.RentEvery.values), one_of(*Recusal.Relation.values)
Amount = Annotated[Money, Field(ge=Decimal(0), le=Decimal(10) ** 11, max_digits=14, decimal_places=2)]
Change = Annotated[Money, Field(ge=-(Decimal(10) ** 11), le=Decimal(10) ** 11, max_digits=14, decimal_places=2)]


class ContractShape(Shape):
    """A contract; ``total`` is what it comes to with its amendments, ``last_day`` where they moved it."""

    uuid: Uuid
    version: int
    number: str
    division_code: Code
    kind: Kind
    unit: UnitOf
    subject: str
    counterparty: str
    party_kind: PartyKind
    credit_code: str
    representative: str
    amount: Money
    total: Money
    rent: Money | None
    rent_every: Every
    first_day: Day
    last_day: Day
    basis: Basis
    certificate: Uuid | None
    basis_document: str
    asked_on: Day | None
    state: State
    signed_on: Day | None
    signatory: str
    ended_on: Day | None
    end_reason: str

    @staticmethod
    def resolve_certificate(row: Contract):
        """The certificate's key."""
        return row.certificate.uuid if row.certificate else None

    @staticmethod
    def resolve_total(row: Contract) -> Decimal:
        """Amendments included."""
        return queries.total_of(row)

    @staticmethod
    def resolve_first_day(row: Contract) -> dt.date:
        """The first day of its term."""
        return row.period.lower

    @staticmethod
    def resolve_last_day(row: Contract) -> dt.date:
        """The last day of its term today."""
        return queries.last_day_of(row)


class AmendmentShape(Shape):
    """One amendment."""

    uuid: Uuid
    version: int
    position: int
    signed_on: Day
    amount_change: Money
    last_day: Day | None
    subject: str
    document: str


class PartyShape(Shape):
    """A related party with its answer."""

    uuid: Uuid
    version: int
    name: str
    office: str
    source: one_of(*RelatedParty.Source.values)
    relation: Relation
    answer: one_of("", *RelatedParty.Answer.values)
    document: str
    answered_on: Day | None


class ContractsFind(ListQuery):
    """Which contracts."""

    state: State | None = None
    kind: Kind | None = None


class TermsGiven(Given):
    """What a draft says, its other side apart."""

    kind: Kind
    unit: UnitOf
    subject: Document
    amount: Amount
    rent: Amount | None = None
    rent_every: Every = ""
    first_day: Day
    last_day: Day
    basis: Basis
    certificate: Uuid | None = None
    basis_document: Document = ""
    asked_on: Day | None = None


class DraftGiven(TermsGiven):
    """A draft."""

    division_code: Code
    counterparty: Title
    party_kind: PartyKind
    credit_code: Annotated[str, Field(max_length=18)] = ""
    identity_number: Annotated[str, Field(max_length=18)] = ""
    representative: Name = ""
    thread_uuid: Uuid | None = None


class SignGiven(Given):
    """When and by whom."""

    signed_on: Day
    signatory: Name


class AmendGiven(Given):
    """What was changed."""

    signed_on: Day
    subject: Text
    amount_change: Change = Decimal("0.00")
    last_day: Day | None = None
    document: Document = ""
    certificate: Uuid | None = None


class ReasonGiven(Given):
    """What came of it, or why."""

    reason: Reason


class DeclareGiven(Given):
    """Who stands close to the other side."""

    name: Name
    office: Name = ""
    relation: Relation


class AnswerGiven(Given):
    """How it was dealt with."""

    answer: one_of(*RelatedParty.Answer.values)
    document: Document = ""
