"""What programs read and write of projects. A photo goes in as a file and comes out as a picture on its own page."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from qianxian.collective.models import Asset as CollectiveAsset
from qianxian.decisions.models import Unit
from qianxian.portal.contract import ListQuery
from qianxian.portal.contract.shapes import Code, Day, Document, Given, Money, Reason, Shape, Text, Title, Uuid, one_of
from qianxian.projects.models import Asset, BudgetSource, Measure, Project

State, Kind, TenderClass, UnitOf = one_of(*Project.State.values), one_of(*Project.Kind.values), one_of(*Project.TenderClass.values), one_of(*Unit.values)
MeasureWhat = one_of(*Measure.What.values)
Quantity = Annotated[Decimal, Field(ge=Decimal(0), le=Decimal(10) ** 9, max_digits=12, decimal_places=2, examples=["86"])]
Amount = Annotated[Money, Field(ge=Decimal(0), le=Decimal(10) ** 11, max_digits=14, decimal_places=2)]
Change = Annotated[Money, Field(ge=-(Decimal(10) ** 11), le=Decimal(10) ** 11, max_digits=14, decimal_places=2)]


class ProjectShape(Shape):
    """A project; ``budget`` is the latest."""

    uuid: Uuid
    version: int
    number: str
    division_code: Code
    name: str
    kind: Kind
    tender_class: TenderClass
    site: str
    state: State
    budget: Money | None
    mode: one_of("", *Project.Mode.values)
    thought_on: Day
    approved_on: Day | None
    voted_on: Day | None
    tendered_on: Day | None
    started_on: Day | None
    accepted_on: Day | None
    audited_on: Day | None
    audited_amount: Money | None
    stalled_since: Day | None
    stalled_cause: one_of("", *Project.Cause.values)


class SourceShape(Shape):
    """One source of a budget."""

    level: str
    title: str
    amount: Money


class BudgetShape(Shape):
    """A budget with its sources."""

    uuid: Uuid
    position: int
    made_on: Day
    amount: Money
    document: str
    reason: str
    sources: list[SourceShape]

    @staticmethod
    def resolve_sources(row):
        """In the order entered."""
        return list(row.sources.order_by("id"))


class ChangeShape(Shape):
    """A change of the works."""

    uuid: Uuid
    version: int
    position: int
    ordered_on: Day
    amount: Money
    reason: str
    document: str


class MilestoneShape(Shape):
    """A part of the works."""

    uuid: Uuid
    version: int
    position: int
    title: str
    due_on: Day
    done_on: Day | None


class MeasureShape(Shape):
    """What was measured of a project: a year, kilometres, square metres or households."""

    uuid: Uuid
    what: MeasureWhat
    amount: str = Field(examples=["1.00"])
    measured_on: Day
    document: str = Field(examples=["测量记录（示例）"])

    @staticmethod
    def resolve_amount(row: Measure) -> str:
        """With two places."""
        return f"{row.amount:f}"


class FindingShape(Shape):
    """What one person found of the works."""

    uuid: Uuid
    name: str
    looked_on: Day
    good: bool
    opinion: str


class AssetShape(Shape):
    """An asset by its project."""

    uuid: Uuid
    number: str
    division_code: Code
    project: Uuid = Field(alias="project.uuid")
    name: str
    category: one_of(*Asset.Category.values)
    place: str
    cost: Money
    entered_on: Day


class ProjectsFind(ListQuery):
    """In which state."""

    state: State | None = None


class OpenGiven(Given):
    """An idea."""

    division_code: Code
    name: Title
    kind: Kind
    tender_class: TenderClass
    unit: UnitOf
    site: Title
    thought_on: Day
    thread_uuid: Uuid | None = None


class SourceGiven(Given):
    """One source of a budget; ``allocation`` names public money given to the village."""

    level: one_of(*BudgetSource.Level.values)
    title: Title
    amount: Amount
    allocation: Uuid | None = None


class BudgetGiven(Given):
    """A budget; its sources make it."""

    amount: Amount
    made_on: Day
    document: Document
    reason: Text = ""
    sources: Annotated[list[SourceGiven], Field(min_length=1, max_length=20)]


class DocumentGiven(Given):
    """The paper it rests on."""

    document: Document


class CertificateGiven(Given):
    """The decision it rests on."""

    certificate: Uuid


class TenderGiven(Given):
    """How it is put to tender."""

    mode: one_of(*Project.Mode.values)
    tendered_on: Day
    document: Document
    split_reason: Text = ""
    split_certificate: Uuid | None = None


class AwardGiven(Given):
    """The result and the contract."""

    contract: Uuid
    started_on: Day
    bidders: Annotated[int, Field(ge=1, le=99)] | None = None
    result_document: Document = ""


class MeasureGiven(Given):
    """What was measured, with its paper."""

    what: MeasureWhat
    amount: Decimal = Field(gt=0, max_digits=12, decimal_places=2, examples=["1.00"])
    measured_on: Day
    document: Document


class MilestoneGiven(Given):
    """A part of the works."""

    title: Title
    due_on: Day


class DoneGiven(Given):
    """When it was done."""

    done_on: Day


class ChangeGiven(Given):
    """A change ordered; below nothing to leave something out."""

    ordered_on: Day
    amount: Change
    reason: Text
    document: Document


class LookGiven(Given):
    """What was found."""

    good: bool
    opinion: Text


class AuditGiven(Given):
    """The settlement audit."""

    amount: Amount
    body: Title
    document: Document


class EnterGiven(Given):
    """The asset that came of it."""

    name: Title
    category: one_of(*Asset.Category.values)
    place: Title
    facility: one_of("", *CollectiveAsset.Facility.values) = ""
    quantity: Quantity | None = None


class StallGiven(Given):
    """Why it stands still, and since when; nobody is named who was against it."""

    cause: one_of(*Project.Cause.values)
    since: Day
    words: Text


class ReasonGiven(Given):
    """Why."""

    reason: Reason
