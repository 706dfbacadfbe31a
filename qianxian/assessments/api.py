"""The yearly assessment over the API: schemes, sheets, and one operation per command. Lists stand by division code; none orders by score."""

from collections.abc import Callable
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import Field, StringConstraints

from qianxian.assessments import commands, permissions, queries
from qianxian.assessments.models import AssessmentScheme, AssessmentSheet, GradeAppeal
from qianxian.foundation.verdict import require
from qianxian.portal.contract import WRITTEN, ListQuery, Made, Page, found, matched, once, page, tagged, there
from qianxian.portal.contract.shapes import PLAIN, Code, Day, Document, Given, Party, Reason, Shape, Text, Title, Uuid, Word, Year, one_of

router = Router(tags=["年度考核表"])
Grade = one_of(*AssessmentSheet.Grade.values)
Points = Annotated[Decimal, Field(ge=0, le=1000, max_digits=6, decimal_places=2, examples=["90.00"])]
Long = Annotated[str, StringConstraints(max_length=4000, pattern=PLAIN), Field(examples=["本年窗口办件一千二百件，按期办结；培训参加不够，明年补上。"])]
SCHEMES, SHEETS = "assessment-schemes", "assessment-sheets"


class SchemeShape(Shape):
    """A town's scheme of a year."""

    uuid: Uuid
    version: int
    division_code: Code
    year: Year
    subject: str
    edition: int
    title: str
    document: str
    state: str
    published_on: Day | None


class SheetShape(Shape):
    """A sheet; its marks and facts stand on its page and paper."""

    uuid: Uuid
    version: int
    number: str
    division_code: Code
    year: Year
    subject: str
    person: Party
    centre_name: str = Field(alias="centre.name")
    state: str
    score: Decimal | None
    grade: str
    grade_reason: str
    appeal_until: Day | None


class SheetsFind(ListQuery):
    """Of which year, at which step."""

    year: Year | None = None
    state: one_of(*AssessmentSheet.State.values) | None = None


class IndicatorGiven(Given):
    """One indicator of a draft."""

    name: Title
    measure: Document
    weight: Points
    full_mark: Points = Decimal(100)
    deduction_cap: Points = Decimal(20)
    source: Word = ""


class SchemeGiven(Given):
    """A draft."""

    division_code: Code
    year: Year
    subject: one_of(*AssessmentScheme.Subject.values)
    title: Title
    indicators: Annotated[list[IndicatorGiven], Field(max_length=20)]


class Published(Given):
    """The document."""

    document: Title


class Graded(Given):
    """The committee's meeting; the override only for a tie at the last place."""

    body: Title
    meeting: Title
    override_reason: Reason = ""
    override_document: Title = ""


class Reported(Given):
    """The self-report."""

    text: Long


class FactGiven(Given):
    """A fact on the indicator at ``order``."""

    order: Annotated[int, Field(ge=1, le=20)]
    fact: Reason
    happened_on: Day
    evidence: Reason
    points: Points = Decimal(0)
    told_on: Day | None = None


class FactWithdrawn(Given):
    """Which fact, and why."""

    fact: Uuid
    reason: Reason


class MarkGiven(Given):
    """A mark with its reason."""

    order: Annotated[int, Field(ge=1, le=20)]
    given: Points
    reason: Reason


class Scored(Given):
    """Every indicator's mark."""

    marks: Annotated[list[MarkGiven], Field(max_length=20)]
    veto_item: Word = ""
    veto_document: Document = ""


class Signed(Given):
    """Signature, statement, note of a refusal."""

    signature: one_of(*AssessmentSheet.Signature.values)
    statement: Text = ""
    note: Document = ""


class Opinion(Given):
    """The approver's opinion."""

    opinion: Text


class Why(Given):
    """A reason."""

    reason: Reason


class Served(Given):
    """The day of service."""

    served_on: Day


class Grounds(Given):
    """Grounds of the appeal."""

    grounds: Text


class Answered(Given):
    """The panel's answer."""

    result: one_of(*GradeAppeal.Result.values)
    panel: Document
    reasons: Text
    document: Title
    grade_after: Grade | None = None


def _scheme(request: HttpRequest, uuid: UUID) -> AssessmentScheme:
    require(permissions.can_view_assessments(request.actor))
    return there(queries.scheme_by_uuid(uuid, request.actor))


def _sheet(request: HttpRequest, uuid: UUID) -> AssessmentSheet:
    sheet = there(queries.sheet_by_uuid(uuid, request.actor))
    require(permissions.can_view_sheet(request.actor, sheet))
    return sheet


def _done(request: HttpRequest, uuid: UUID, command: Callable, **values: Any) -> Made:
    """A command on the sheet; what comes back is the sheet."""
    sheet = matched(request, _sheet(request, uuid))
    command(sheet=sheet, by=request.actor, on=request.today, **values)
    return Made(_sheet(request, uuid), SHEETS)


@router.get("/assessment-schemes", response=Page[SchemeShape], operation_id="list_schemes", summary="考核方案")
def list_schemes(request: HttpRequest, find: Query[ListQuery]) -> dict[str, Any]:
    """Schemes in reach."""
    require(permissions.can_view_assessments(request.actor))
    return page(request, find, queries.schemes_in_reach(request.actor, find.prefix))


@router.post("/assessment-schemes", response=WRITTEN, operation_id="draft_scheme", summary="起草考核方案")
@once
def draft_scheme(request: HttpRequest, body: SchemeGiven) -> Made:
    """A draft with its indicators; weights sum to 100 (R-E10)."""
    lines = [commands.IndicatorLine(**line.model_dump()) for line in body.indicators]
    more = body.model_dump(exclude={"indicators"})
    return Made(commands.draft_scheme(indicators=lines, by=request.actor, on=request.today, **more), SCHEMES)


@router.get("/assessment-schemes/{uuid}", response=SchemeShape, operation_id="get_scheme", summary="一份方案", openapi_extra={"x-tagged": True})
def get_scheme(request: HttpRequest, response: HttpResponse, uuid: UUID) -> AssessmentScheme:
    """One scheme."""
    return tagged(response, _scheme(request, uuid))


@router.post("/assessment-schemes/{uuid}/publish", response=WRITTEN, operation_id="publish_scheme", summary="公布方案")
@once
def publish_scheme(request: HttpRequest, uuid: UUID, body: Published) -> Made:
    """By somebody who did not draft it."""
    scheme = matched(request, _scheme(request, uuid))
    return Made(commands.publish_scheme(scheme=scheme, document=body.document, by=request.actor, on=request.today), SCHEMES)


@router.post("/assessment-schemes/{uuid}/sheets", response=WRITTEN, operation_id="open_sheets", summary="建立考核表")
@once
def open_sheets(request: HttpRequest, uuid: UUID) -> Made:
    """A sheet for everybody assessed who has none yet."""
    scheme = matched(request, _scheme(request, uuid))
    commands.open_sheets(scheme=scheme, by=request.actor, on=request.today)
    return Made(scheme, SCHEMES)


@router.post("/assessment-schemes/{uuid}/grade", response=WRITTEN, operation_id="grade_town", summary="评定等次")
@once
def grade_town(request: HttpRequest, uuid: UUID, body: Graded) -> Made:
    """All sheets at once, by bands and quota (R-E10)."""
    scheme = matched(request, _scheme(request, uuid))
    commands.grade_town(scheme=scheme, by=request.actor, on=request.today, **body.model_dump())
    return Made(scheme, SCHEMES)


@router.get("/assessment-sheets", response=Page[SheetShape], operation_id="list_sheets", summary="年度考核表")
def list_sheets(request: HttpRequest, find: Query[SheetsFind]) -> dict[str, Any]:
    """Sheets in reach, by division code."""
    require(permissions.can_view_assessments(request.actor))
    rows = queries.sheets_in_reach(request.actor, find.prefix)
    for field in ("year", "state"):
        rows = rows.filter(**{field: getattr(find, field)}) if getattr(find, field) else rows
    return page(request, find, rows)


@router.get("/assessment-sheets/{uuid}", response=SheetShape, operation_id="get_sheet", summary="一份考核表", openapi_extra={"x-tagged": True})
def get_sheet(request: HttpRequest, response: HttpResponse, uuid: UUID) -> AssessmentSheet:
    """One sheet; one's own, too."""
    return tagged(response, _sheet(request, uuid))


@router.post("/assessment-sheets/{uuid}/report", response=WRITTEN, operation_id="report_self", summary="述职")
@once
def report_self(request: HttpRequest, uuid: UUID, body: Reported) -> Made:
    """The assessed's own report, or his paper entered by the officer."""
    return _done(request, uuid, commands.report_self, text=body.text)


@router.post("/assessment-sheets/{uuid}/facts", response=WRITTEN, operation_id="record_fact", summary="登记事实")
@once
def record_fact(request: HttpRequest, uuid: UUID, body: FactGiven) -> Made:
    """A fact; with points it deducts, after the person was told (R-E12)."""
    sheet = matched(request, _sheet(request, uuid))
    mark = found(sheet.marks, order=body.order)
    commands.record_fact(mark=mark, by=request.actor, on=request.today, **body.model_dump(exclude={"order"}))
    return Made(_sheet(request, uuid), SHEETS)


@router.post("/assessment-sheets/{uuid}/facts/draw", response=WRITTEN, operation_id="draw_facts", summary="读取台账事实")
@once
def draw_facts(request: HttpRequest, uuid: UUID) -> Made:
    """Facts that other rooms hold, read once."""
    return _done(request, uuid, commands.draw_facts)


@router.post("/assessment-sheets/{uuid}/facts/withdraw", response=WRITTEN, operation_id="withdraw_fact", summary="撤回事实")
@once
def withdraw_fact(request: HttpRequest, uuid: UUID, body: FactWithdrawn) -> Made:
    """A fact that does not hold."""
    sheet = matched(request, _sheet(request, uuid))
    fact = there(queries.fact_by_uuid(body.fact, sheet))
    commands.withdraw_fact(fact=fact, reason=body.reason, by=request.actor, on=request.today)
    return Made(_sheet(request, uuid), SHEETS)


@router.post("/assessment-sheets/{uuid}/score", response=WRITTEN, operation_id="score_sheet", summary="评分")
@once
def score_sheet(request: HttpRequest, uuid: UUID, body: Scored) -> Made:
    """Every indicator with its reason."""
    marks = [commands.MarkLine(**line.model_dump()) for line in body.marks]
    return _done(request, uuid, commands.score_sheet, marks=marks, veto_item=body.veto_item, veto_document=body.veto_document)


@router.post("/assessment-sheets/{uuid}/tell", response=WRITTEN, operation_id="tell_score", summary="告知得分")
@once
def tell_score(request: HttpRequest, uuid: UUID) -> Made:
    """Score, facts and reasons told."""
    return _done(request, uuid, commands.tell_score)


@router.post("/assessment-sheets/{uuid}/sign", response=WRITTEN, operation_id="sign_sheet", summary="签字、陈述")
@once
def sign_sheet(request: HttpRequest, uuid: UUID, body: Signed) -> Made:
    """Signed or refused; a refusal costs nothing."""
    return _done(request, uuid, commands.sign_sheet, **body.model_dump())


@router.post("/assessment-sheets/{uuid}/approve", response=WRITTEN, operation_id="approve_sheet", summary="审核")
@once
def approve_sheet(request: HttpRequest, uuid: UUID, body: Opinion) -> Made:
    """By somebody who did not score and is not assessed."""
    return _done(request, uuid, commands.approve_sheet, opinion=body.opinion)


@router.post("/assessment-sheets/{uuid}/return", response=WRITTEN, operation_id="return_sheet", summary="退回考核表")
@once
def return_sheet(request: HttpRequest, uuid: UUID, body: Why) -> Made:
    """Back to scoring."""
    return _done(request, uuid, commands.return_sheet, reason=body.reason)


@router.post("/assessment-sheets/{uuid}/serve", response=WRITTEN, operation_id="serve_grade", summary="送达等次")
@once
def serve_grade(request: HttpRequest, uuid: UUID, body: Served) -> Made:
    """The days to appeal run from then (R-E11)."""
    return _done(request, uuid, commands.serve_grade, served_on=body.served_on)


@router.post("/assessment-sheets/{uuid}/appeal", response=WRITTEN, operation_id="appeal_grade", summary="提出异议")
@once
def appeal_grade(request: HttpRequest, uuid: UUID, body: Grounds) -> Made:
    """Within its days."""
    return _done(request, uuid, commands.appeal_grade, grounds=body.grounds)


@router.post("/assessment-sheets/{uuid}/answer-appeal", response=WRITTEN, operation_id="answer_appeal", summary="答复异议")
@once
def answer_appeal(request: HttpRequest, uuid: UUID, body: Answered) -> Made:
    """By people who neither scored, approved nor graded."""
    sheet = matched(request, _sheet(request, uuid))
    appeal = there(queries.appeal_of(sheet))
    commands.answer_appeal(appeal=appeal, by=request.actor, on=request.today, **body.model_dump() | {"grade_after": body.grade_after or ""})
    return Made(_sheet(request, uuid), SHEETS)


@router.post("/assessment-sheets/{uuid}/fix", response=WRITTEN, operation_id="fix_grade", summary="确定等次")
@once
def fix_grade(request: HttpRequest, uuid: UUID) -> Made:
    """The grade that stands, read by pay."""
    return _done(request, uuid, commands.fix_grade)
