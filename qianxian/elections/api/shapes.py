"""What programs read and write of elections: shapes of rows and of bodies. No shape joins a voter with a vote."""

from pydantic import Field

from qianxian.elections.models import Candidate, Contest, Election, ElectionStaff, RollEntry
from qianxian.elections.rules.texts import RELATIONS
from qianxian.organisations.models import Mandate
from qianxian.portal.contract import ListQuery
from qianxian.portal.contract.shapes import Code, Count, Day, Document, Given, Name, Party, Reason, Shape, Small, Text, Uuid, one_of

Kind, Occasion, State = one_of(*Election.Kind.values), one_of(*Election.Occasion.values), one_of(*Election.State.values)
Role, Way, Duty = one_of(*Mandate.Role.values), one_of(*Contest.Way.values), one_of(*ElectionStaff.Duty.values)
Basis, Exclusion, Relation = one_of(*RollEntry.Basis.values), one_of("", *RollEntry.Exclusion.values), one_of(*dict(RELATIONS))


class ElectionShape(Shape):
    """An election."""

    uuid: Uuid
    version: int
    division_code: Code
    kind: Kind
    occasion: Occasion
    state: State
    number: Small
    election_on: Day
    document: str
    held_by: str
    shift_document: str
    exception_reason: str
    registered: int | None
    roll_published_on: Day | None
    candidates_published_on: Day | None
    published_on: Day | None
    handed_over_on: Day | None


class ElectionsFind(ListQuery):
    """Which elections."""

    state: State | None = None
    kind: Kind | None = None


class StepShape(Shape):
    """A step of the calendar with its last day by law."""

    key: str
    title: str
    due_on: Day | None
    done_on: Day | None
    source: str


class ContestShape(Shape):
    """The seats of one office voted on once."""

    uuid: Uuid
    version: int
    role: Role
    way: Way
    round: Small
    seats: Small
    women_only: bool
    held_on: Day


class EntryShape(Shape):
    """A name on the roll; nothing says whether or when the person voted."""

    uuid: Uuid
    version: int
    name: str
    basis: Basis
    excluded_for: str
    struck_on: Day | None


class ObjectionShape(Shape):
    """An objection to the roll."""

    uuid: Uuid
    version: int
    wish: one_of("add", "strike")
    about: str
    received_on: Day
    decide_by: Day
    decision: str
    decided_on: Day | None


class CandidateShape(Shape):
    """A candidate of an office."""

    uuid: Uuid
    version: int
    contest: Uuid = Field(alias="contest.uuid")
    person: Party
    nominations: int
    state: one_of(*Candidate.State.values)
    stated_on: Day | None
    knows_accounting: bool


class ProxyShape(Shape):
    """A written proxy: who asked whom, never how it was used."""

    uuid: Uuid
    version: int
    principal: Uuid = Field(alias="principal.uuid")
    principal_name: str = Field(alias="principal.name")
    proxy: Uuid = Field(alias="proxy.uuid")
    proxy_name: str = Field(alias="proxy.name")
    relation: Relation
    published_on: Day | None


class StaffShape(Shape):
    """Somebody's work at the election."""

    uuid: Uuid
    version: int
    person: Party
    duty: Duty


class SheetShape(Shape):
    """One copy of a count sheet: totals."""

    uuid: Uuid
    version: int
    contest: Uuid = Field(alias="contest.uuid")
    station: str
    copy_number: Small = Field(alias="copy")
    attempt: Small
    present: int
    issued: int
    returned: int
    valid_ballots: int
    invalid_ballots: int


class DifferenceShape(Shape):
    """A figure that the two copies of a sheet do not agree on; null where that copy is missing."""

    station: str
    what: str
    first: int | None
    second: int | None


class LineShape(Shape):
    """A candidate's total and what follows."""

    uuid: Uuid
    version: int
    contest: Uuid = Field(alias="candidate.contest.uuid")
    candidate: Uuid = Field(alias="candidate.uuid")
    person: Party = Field(alias="candidate.person")
    votes: int
    outcome: str


class SeatsGiven(Given):
    """Seats of one office."""

    role: Role
    seats: Small
    women_only: bool = False


class CallGiven(Given):
    """An election called."""

    kind: Kind
    division_code: Code
    election_on: Day
    contests: list[SeatsGiven] = Field(max_length=12)
    document: Document
    organisation: Uuid | None = None
    committee: Uuid | None = None
    occasion: one_of("term", "by_election") = "term"
    held_by: one_of("", *Election.HeldBy.values) = ""
    shift_document: Document = ""


class RecallGiven(Given):
    """A recall asked for."""

    target: Uuid
    election_on: Day
    document: Document
    registered: Count
    petition: Count | None = None
    representatives: Count | None = None
    reps_petition: Count | None = None
    petition_counted_on: Day | None = None
    reasons: Text


class PaperGiven(Given):
    """A step that rests on a paper."""

    document: Document


class DayGiven(Given):
    """A step with its day."""

    day: Day


class DayPaperGiven(Given):
    """A step with its day and paper."""

    day: Day
    document: Document


class ReasonGiven(Given):
    """Why."""

    reason: Reason


class StaffGiven(Given):
    """Somebody's work."""

    person: Uuid
    duty: Duty


class VoterGiven(Given):
    """A voter on one of the three bases."""

    name: Name
    birth_date: Day
    basis: one_of("hukou_resident", "hukou_away", "non_hukou") = "hukou_resident"
    declared: bool = False
    applied: bool = False
    resident_months: Count = 0
    basis_document: Document = ""
    deprived: bool = False
    registered_elsewhere: bool = False


class ExcludeGiven(Given):
    """Why a member is not to be counted."""

    excluded_for: Exclusion


class ObjectionGiven(Given):
    """An objection."""

    wish: one_of("add", "strike")
    about: Name
    made_by: Name
    reason: Text
    received_on: Day
    entry: Uuid | None = None


class DecisionGiven(Given):
    """The decision."""

    upheld: bool
    reason: Text
    birth_date: Day | None = None


class NominationGiven(Given):
    """A nomination with its number."""

    person: Uuid
    nominations: Count


class StatementGiven(Given):
    """What a candidate stated about himself."""

    stated_on: Day
    knows_accounting: bool = False
    knowledge_document: Document = ""


class KinGiven(Given):
    """A kinship declared."""

    first: Uuid
    second: Uuid
    relation: Relation


class ProxyGiven(Given):
    """A written proxy."""

    principal: Uuid
    proxy: Uuid
    relation: Relation
    document: Document


class ProxyBackGiven(Given):
    """A proxy taken back by its principal."""

    principal: Uuid
    document: Document


class VotesGiven(Given):
    """One candidate's votes on a sheet."""

    candidate: Uuid
    votes: Count


class SheetGiven(Given):
    """One copy of a count sheet."""

    station: Name
    copy_number: one_of("1", "2")
    present: Count = 0
    issued: Count
    returned: Count
    valid_ballots: Count
    invalid_ballots: Count
    votes: list[VotesGiven] = Field(max_length=200)


class OfficesGiven(Given):
    """Offices opened."""

    accept_vacancies: bool = False
    exception_reason: Document = ""
    unseated: list[Uuid] = Field(default=[], max_length=15)
    unseated_document: Document = ""
