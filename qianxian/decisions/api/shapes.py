"""What programs read and write of decisions: shapes of rows and of bodies. Totals only; no shape joins a person with a vote."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from qianxian.decisions.models import Body, Certificate, Matter, Meeting, PowerCase, Publication, Recusal, StepKind, Unit
from qianxian.decisions.rules.kinds import CHOICES
from qianxian.foundation.clock import today
from qianxian.portal.contract import ListQuery
from qianxian.portal.contract.shapes import Code, Count, Day, Document, Given, Money, Name, Reason, Shape, Small, Text, Title, Uuid, Word, one_of

State, Kind, UnitOf, BodyOf, Step = one_of(*Matter.State.values), one_of(*dict(CHOICES)), one_of(*Unit.values), one_of(*Body.values), one_of(*StepKind.values)
Relation, CaseState = one_of(*Recusal.Relation.values), one_of(*PowerCase.State.values)
Amount = Annotated[Money, Field(ge=Decimal(0), le=Decimal(10) ** 11, max_digits=14, decimal_places=2)]


class MatterShape(Shape):
    """A matter with its place on the road."""

    uuid: Uuid
    version: int
    number: str
    division_code: Code
    title: str
    kind: Kind
    amount: Money | None
    purpose: str
    unit: UnitOf
    state: State
    round: Small
    major: bool
    four_major: str
    ratify_by: Day | None
    fell_because: str
    opened_on: Day


class MattersFind(ListQuery):
    """Which matters."""

    state: State | None = None
    kind: Kind | None = None


class StepShape(Shape):
    """A body the matter must pass, with the rule that asks for it and why."""

    uuid: Uuid
    version: int
    round: Small
    position: Small
    step: Step
    body: BodyOf
    rule: str
    reason: str


class MeetingShape(Shape):
    """A meeting; who may vote is fixed at notice."""

    uuid: Uuid
    version: int
    round: Small
    body: BodyOf
    notice_on: Day
    held_on: Day
    place: str
    counted_by: one_of(*Meeting.CountedBy.values)
    eligible: Count
    eligible_source: one_of(*Meeting.Source.values)
    cancelled_on: Day | None


class ResolutionShape(Shape):
    """A resolution with the figures it was counted by."""

    uuid: Uuid
    version: int
    number: str
    body: BodyOf
    decided_on: Day
    eligible: Count
    present: Count
    recused: Count
    votes_for: Count
    votes_against: Count
    votes_abstain: Count
    quorum_needed: Count
    votes_needed: Count
    has_quorum: bool
    passed: bool
    rule: str
    law: str


class PublicationShape(Shape):
    """A posting."""

    uuid: Uuid
    version: int
    round: Small
    kind: one_of(*Publication.Kind.values)
    published_from: Day
    published_to: Day
    objections_until: Day
    place: str


class ObjectionShape(Shape):
    """An objection with its answer."""

    uuid: Uuid
    version: int
    received_on: Day
    reason: str
    upheld: bool | None
    answer: str
    answered_on: Day | None


class CertificateShape(Shape):
    """A certificate; ``state`` is today's, ``evidence`` the text whose SHA-256 is the digest."""

    uuid: Uuid
    version: int
    number: str
    division_code: Code
    matter: Uuid = Field(alias="matter.uuid")
    unit: UnitOf
    purpose: str
    amount_limit: Money
    valid_from: Day
    lapses_on: Day
    revoked_on: Day | None
    digest: str
    evidence: str
    state: one_of(*Certificate.State.values)

    @staticmethod
    def resolve_state(row: Certificate) -> str:
        """In force, revoked or lapsed today."""
        return row.state_on(today())


class PowerShape(Shape):
    """A case of the minor-powers list."""

    uuid: Uuid
    version: int
    number: str
    division_code: Code
    flow: str
    title: str
    state: CaseState
    opened_on: Day


class FlagShape(Shape):
    """A step passed over, with supervision's note."""

    uuid: Uuid
    version: int
    step: str
    flagged_on: Day
    reason: str
    opinion: str
    looked_on: Day | None


class AskedGiven(Given):
    """What is put to the vote."""

    title: Title
    kind: Kind
    amount: Amount | None = None
    purpose: Text
    unit: UnitOf
    authorisation: Document = ""
    decided_in: one_of("", "assembly", "group_meeting") = ""


class OpenGiven(AskedGiven):
    """A matter proposed."""

    division_code: Code
    acted_on: Day | None = None
    emergency_reason: Text = ""
    thread_uuid: Uuid | None = None


class ReasonGiven(Given):
    """Why."""

    reason: Reason


class CallGiven(Given):
    """The next body called; number and source where the registry has none."""

    notice_on: Day
    held_on: Day
    place: Title
    agenda: Text
    eligible: Count | None = None
    eligible_note: Document = ""
    counted_by: one_of(*Meeting.CountedBy.values) = "people"


class PostponeGiven(Given):
    """Another day."""

    held_on: Day
    place: Title


class RecuseGiven(Given):
    """Who is recused."""

    name: Name
    relation: Relation


class CountGiven(Given):
    """One person's reading of the paper."""

    copy_number: one_of("1", "2")
    present: Count
    votes_for: Count
    votes_against: Count
    votes_abstain: Count


class PublishGiven(Given):
    """A posting."""

    published_from: Day
    published_to: Day
    place: Title
    text: Text


class ObjectionGiven(Given):
    """An objection."""

    received_on: Day
    reason: Text
    made_by: Name = ""


class AnswerGiven(Given):
    """Its answer."""

    upheld: bool
    answer: Text


class CertifyGiven(Given):
    """Limits below what was voted on."""

    amount_limit: Amount | None = None
    lapses_on: Day | None = None


class RevokeGiven(Given):
    """A revocation."""

    reason: Reason
    document: Document


class PowerGiven(Given):
    """A case opened."""

    division_code: Code
    flow: Word
    title: Title


class MoveGiven(Given):
    """A step done."""

    step: Word
    done_on: Day
    document: Document
    reason: Reason = ""


class OpinionGiven(Given):
    """Supervision's note."""

    opinion: Text
