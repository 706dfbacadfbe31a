"""Engagement reviews: the list, one review with its decisions, and each step on its way."""

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import Field

from qianxian.centres.queries import centre_by_uuid
from qianxian.engagements import commands, facts, permissions, queries
from qianxian.engagements.commands.outcomes import latest_decision
from qianxian.engagements.commands.reviews import Kin, Ruling
from qianxian.engagements.grounds import DECISION_GROUNDS
from qianxian.engagements.models import EngagementDecision, EngagementReview, ReviewRequest
from qianxian.engagements.rules.avoidance import NEAR
from qianxian.foundation.clock import today
from qianxian.foundation.verdict import require
from qianxian.people.queries import people, person
from qianxian.portal.contract import WRITTEN, ListQuery, Made, Page, found, matched, once, page, tagged, there
from qianxian.portal.contract.shapes import Code, Day, Document, Given, Party, Reason, Shape, Text, Title, Uuid, one_of

router = Router(tags=["选聘"])
AT = "engagements/reviews"
Outcome, Post = one_of(*EngagementDecision.Outcome.values), one_of(*EngagementReview.Post.values)
Ground = one_of("", *DECISION_GROUNDS)


class ReviewShape(Shape):
    """A review: one candidate for one centre post."""

    uuid: Uuid
    version: int
    number: str = Field(examples=["XP440403-2019-0001"])
    division_code: Code
    person: Party
    centre: Uuid = Field(alias="centre.uuid")
    centre_name: str = Field(alias="centre.name")
    post: Post
    state: one_of(*EngagementReview.State.values)
    nominated_on: Day
    proposed_on: Day | None
    proposal: str
    publicity_from: Day | None
    publicity_to: Day | None


class DecisionShape(Shape):
    """The town's decision; a later one replaces, never overwrites."""

    uuid: Uuid
    outcome: Outcome
    decided_on: Day
    decided_by: str
    body: str
    meeting: str
    ground_code: str
    ground: str
    evidence: str
    statement_heard_on: Day | None
    deferred_until: Day | None
    term_from: Day | None
    term_to: Day | None
    notice: "NoticeShape | None" = None
    review_request: "RequestShape | None" = None

    @staticmethod
    def resolve_notice(row: Any) -> Any:
        """The written notice of a negative outcome."""
        return getattr(row, "notice", None)

    @staticmethod
    def resolve_review_request(row: Any) -> Any:
        """The person's request for a review."""
        return getattr(row, "review_request", None)


class NoticeShape(Shape):
    """告知书."""

    uuid: Uuid
    number: str
    issued_on: Day
    served_on: Day | None
    review_until: Day
    contact: str


class RequestShape(Shape):
    """申请复核."""

    uuid: Uuid
    requested_on: Day
    grounds: str
    due_on: Day
    panel: str
    result: str
    answered_on: Day | None
    reasons: str


class ReviewDetail(ReviewShape):
    """A review with its proposal, vetting state (never a reply) and decisions."""

    proposal_document: str
    proposal_opinion: str
    publicity_feedback: str
    vetting_state: str = ""
    vetting_valid_until: Day | None = None
    decisions: list[DecisionShape]

    @staticmethod
    def resolve_vetting_state(row: Any) -> str:
        """The state by rule alone."""
        case = facts.vetting_of(row, today())
        return case.state if case else ""

    @staticmethod
    def resolve_vetting_valid_until(row: Any) -> Any:
        """Six months after the conclusion."""
        case = facts.vetting_of(row, today())
        return case.valid_until if case else None

    @staticmethod
    def resolve_decisions(row: Any) -> list[Any]:
        """Newest first."""
        return list(row.decisions.select_related("notice", "review_request").order_by("-decided_on", "-id"))


class ReviewsFind(ListQuery):
    """Narrow the reviews: open ones, or by the latest outcome on the day."""

    state: one_of(*EngagementReview.State.values) | None = None
    outcome: Outcome | None = None
    person: Uuid | None = None


class OutcomesShape(Shape):
    """Reviews by the latest decision on the day."""

    engaged: int = Field(examples=[721])
    not_engaged: int = Field(examples=[17])
    deferred: int = Field(examples=[13])


class NominateGiven(Given):
    """A candidate for a post of a centre."""

    person: Uuid
    centre: Uuid
    post: Post


class ProposeGiven(Given):
    """The party organisation's proposal with its document."""

    proposal: Outcome
    document: Document
    opinion: Text = ""


class WhyGiven(Given):
    """Why."""

    reason: Reason


class KinGiven(Given):
    """A near relative with an office in the village, as the candidate declares; read by the one check and not kept."""

    person: Uuid
    relation: one_of(*sorted(NEAR))


class RulingGiven(Given):
    """What the town decided, and what that outcome needs."""

    outcome: Outcome
    body: Title = Field(max_length=80, examples=["斗门镇党委"])
    meeting: Title = Field(max_length=80, examples=["2019年第9次党委会"])
    term_from: Day | None = None
    term_to: Day | None = None
    ground_code: Ground = ""
    ground: Reason = ""
    evidence: Text = ""
    statement_heard_on: Day | None = None
    deferred_until: Day | None = None
    talk_document: Document = ""
    kin: Annotated[list[KinGiven], Field(max_length=10)] = []


class FeedbackGiven(Given):
    """What came in during the publicity."""

    feedback: Text = Field(examples=["没有收到反映"])


class LetterGiven(Given):
    """The first day of the term; the earliest possible when left out."""

    effective_from: Day | None = None


class NoticeGiven(Given):
    """Whom the person may ask."""

    contact: Title = Field(examples=["斗门镇组织办 0756-5510000"])


class ServedGiven(Given):
    """When the person received it."""

    served_on: Day


class GroundsGiven(Given):
    """Why the person asks for a review."""

    grounds: Text


class AnswerGiven(Given):
    """The panel's answer; ``ruling`` when the decision is changed."""

    result: one_of(*ReviewRequest.Result.values)
    panel: Document
    reasons: Text
    ruling: RulingGiven | None = None


class AttachGiven(Given):
    """The vetting on which the review rests."""

    vetting_case: Uuid


DecisionShape.model_rebuild()


@router.get("/engagements/reviews", response=Page[ReviewShape], operation_id="list_reviews", summary="选聘事项")
def list_reviews(request: HttpRequest, find: Query[ReviewsFind]) -> dict[str, Any]:
    """Open reviews; with ``outcome`` those decided so on the day (the cadre register); with ``state`` any."""
    require(permissions.can_view_engagements(request.actor))
    if find.outcome:
        rows = queries.cadres_on(find.day(request), request.actor, find.prefix).filter(outcome=find.outcome)
    elif find.state in ("settled", "withdrawn") or find.person:
        rows = queries.reviews_in_reach(request.actor, find.prefix)
    else:
        rows = queries.reviews_open(request.actor, find.prefix)
    wanted = {"state": find.state, "person__uuid": find.person}
    return page(request, find, rows.filter(**{k: v for k, v in wanted.items() if v}))


@router.get("/engagements/outcomes", response=OutcomesShape, operation_id="count_outcomes", summary="选聘结果数")
def count_outcomes(request: HttpRequest, find: Query[ListQuery]) -> dict[str, int]:
    """Engaged, not engaged and deferred, as of the day."""
    require(permissions.can_view_engagements(request.actor))
    return queries.outcomes_on(find.day(request), request.actor, find.prefix)


def review_of(request: HttpRequest, uuid: UUID) -> EngagementReview:
    """One review in reach that the actor may see, or 404."""
    review = there(queries.review_by_uuid(uuid, request.actor))
    require(permissions.can_view_review(request.actor, review))
    return review


@router.get(
    "/engagements/reviews/{uuid}", response=ReviewDetail, operation_id="get_review", summary="一件选聘", openapi_extra={"x-tagged": True}
)
def get_review(request: HttpRequest, response: HttpResponse, uuid: UUID) -> EngagementReview:
    """One review with its decisions."""
    return tagged(response, review_of(request, uuid))


@router.post("/engagements/reviews", response=WRITTEN, operation_id="nominate", summary="提名人选")
@once
def nominate(request: HttpRequest, body: NominateGiven) -> Made:
    """A new review; needs a free planned post (R-E02, R-E03)."""
    require(permissions.can_view_engagements(request.actor))
    person, centre = found(people(request.actor), uuid=body.person), there(centre_by_uuid(body.centre, request.actor))
    return Made(commands.nominate(person=person, centre=centre, post=body.post, by=request.actor, on=request.today), AT)


def _step(request: HttpRequest, command: Any, uuid: UUID, **more: Any) -> Made:
    command(review=matched(request, review_of(request, uuid)), by=request.actor, on=request.today, **more)
    return Made(review_of(request, uuid), AT)


@router.post("/engagements/reviews/{uuid}/propose", response=WRITTEN, operation_id="propose", summary="提出聘任建议")
@once
def propose(request: HttpRequest, uuid: UUID, body: ProposeGiven) -> Made:
    """The party organisation's proposal; about the secretary the town's officer proposes."""
    return _step(request, commands.propose, uuid, **body.model_dump())


@router.post("/engagements/reviews/{uuid}/return", response=WRITTEN, operation_id="return_review", summary="退回补正")
@once
def return_review(request: HttpRequest, uuid: UUID, body: WhyGiven) -> Made:
    """Sent back with what is to be mended."""
    return _step(request, commands.return_review, uuid, reason=body.reason)


@router.post("/engagements/reviews/{uuid}/withdraw", response=WRITTEN, operation_id="withdraw_review", summary="撤回人选")
@once
def withdraw_review(request: HttpRequest, uuid: UUID, body: WhyGiven) -> Made:
    """The nomination taken back before a decision; the elected office is untouched."""
    return _step(request, commands.withdraw, uuid, reason=body.reason)


@router.post("/engagements/reviews/{uuid}/vetting", response=WRITTEN, operation_id="attach_vetting", summary="换联审依据")
@once
def attach_vetting(request: HttpRequest, uuid: UUID, body: AttachGiven) -> Made:
    """The review rests on this vetting of the same person."""
    review = review_of(request, uuid)
    return _step(
        request, commands.attach_vetting, uuid, case=found(queries.cases_of_person(review.person, request.actor), uuid=body.vetting_case)
    )


def _ruling(request: HttpRequest, body: RulingGiven) -> Ruling:
    return Ruling(**body.model_dump(exclude={"kin"}), kin=declared(request, body.kin))


def declared(request: HttpRequest, kin: list[KinGiven]) -> tuple[Kin, ...]:
    """The relatives as the one check takes them; 404 for somebody out of reach."""
    return tuple(Kin(there(person(request.actor, one.person)), one.relation) for one in kin)


@router.post("/engagements/reviews/{uuid}/decide", response=WRITTEN, operation_id="decide_review", summary="作出决定")
@once
def decide_review(request: HttpRequest, uuid: UUID, body: RulingGiven) -> Made:
    """Engaged, not engaged or deferred (R-E01 to R-E04). Cannot be edited; a later decision replaces it."""
    return _step(request, commands.decide_review, uuid, ruling=_ruling(request, body))


@router.post("/engagements/reviews/{uuid}/publicise", response=WRITTEN, operation_id="publicise", summary="开始公示")
@once
def publicise(request: HttpRequest, uuid: UUID) -> Made:
    """Publicity from today for the county's number of working days."""
    return _step(request, commands.publicise, uuid)


@router.post("/engagements/reviews/{uuid}/settle-publicity", response=WRITTEN, operation_id="settle_publicity", summary="登记公示结果")
@once
def settle_publicity(request: HttpRequest, uuid: UUID, body: FeedbackGiven) -> Made:
    """What came in, after the last day."""
    return _step(request, commands.settle_publicity, uuid, feedback=body.feedback)


@router.post("/engagements/reviews/{uuid}/letter", response=WRITTEN, operation_id="issue_letter", summary="印发聘任书")
@once
def issue_letter(request: HttpRequest, uuid: UUID, body: LetterGiven) -> Made:
    """The letter with the town's next number, and the engagement it opens."""
    review = matched(request, review_of(request, uuid))
    return Made(commands.issue_letter(review=review, by=request.actor, on=request.today, **body.model_dump()), "engagements")


@router.post("/engagements/reviews/{uuid}/notice", response=WRITTEN, operation_id="issue_notice", summary="出具告知书")
@once
def issue_notice(request: HttpRequest, uuid: UUID, body: NoticeGiven) -> Made:
    """The written notice of a refusal or deferral, numbered."""
    decision = _decision(request, uuid)
    return Made(commands.issue_notice(decision=decision, contact=body.contact, by=request.actor, on=request.today))


def _decision(request: HttpRequest, uuid: UUID, review: EngagementReview | None = None) -> EngagementDecision:
    return there(latest_decision(review or matched(request, review_of(request, uuid))))


@router.post("/engagements/reviews/{uuid}/serve", response=WRITTEN, operation_id="serve_notice", summary="登记送达")
@once
def serve_notice(request: HttpRequest, uuid: UUID, body: ServedGiven) -> Made:
    """Received by the person; the days to ask for a review run from then."""
    notice = there(getattr(_decision(request, uuid), "notice", None))
    return Made(commands.serve_notice(notice=notice, by=request.actor, on=request.today, served_on=body.served_on))


@router.post("/engagements/reviews/{uuid}/request-review", response=WRITTEN, operation_id="request_review", summary="申请复核")
@once
def request_review(request: HttpRequest, uuid: UUID, body: GroundsGiven) -> Made:
    """By the person concerned, or entered for him from paper by the town's officer."""
    review = there(queries.review_by_uuid(uuid, request.actor))
    if not permissions.is_himself(request.actor, review.person):
        require(permissions.can_view_review(request.actor, review))
    decision = _decision(request, uuid, review)
    return Made(commands.request_review(decision=decision, grounds=body.grounds, by=request.actor, on=request.today))


@router.post("/engagements/reviews/{uuid}/answer-review", response=WRITTEN, operation_id="answer_review", summary="答复复核")
@once
def answer_review(request: HttpRequest, uuid: UUID, body: AnswerGiven) -> Made:
    """By people who did not decide; overturned needs a new ruling under every rule."""
    asked = there(getattr(_decision(request, uuid), "review_request", None))
    ruling = _ruling(request, body.ruling) if body.ruling else None
    more = body.model_dump(exclude={"ruling"})
    return Made(commands.answer_review(request=asked, ruling=ruling, by=request.actor, on=request.today, **more))
