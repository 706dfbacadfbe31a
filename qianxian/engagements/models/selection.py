"""Joint vetting, reviews, decisions, engagements and yearly grades. Election and engagement never share a row."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from qianxian.centres.models import ServiceCentre, ShowsItsCentre
from qianxian.foundation.records import DivisionRecord
from qianxian.organisations.models import Mandate
from qianxian.people.models import Person

# A department sees the items sent to it and nothing else (decisions.md): the database keeps the rest from its role.
NOT_FOR_DEPARTMENTS = "current_setting('qianxian.role', true) <> 'department_replier'"


class NumberBook(DivisionRecord):
    """发文字号簿: the last number given out per place, kind and year. Its row lock keeps numbers gapless."""

    kind = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["division_code", "kind", "year"], name="one_number_book_per_year")]


class VettingRound(DivisionRecord):
    """A list of candidates sent to the departments for joint vetting (联审), with one due day for all."""

    RLS_EXTRA: ClassVar[str] = (
        NOT_FOR_DEPARTMENTS + " OR (sent_on IS NOT NULL AND current_setting('qianxian.department', true) = ANY (departments))"
    )

    class Purpose(models.TextChoices):
        CENTRE_POST = "centre_post", _("中心岗位聘任")
        PARTY_COMMITTEE = "party_committee", _("党组织换届、增补")
        VILLAGE_COMMITTEE = "village_committee", _("村（居）委会换届、增补")
        RESERVE = "reserve", _("后备人选")
        REC_BOARD = "REC_board", _("集体经济组织")

    number = models.CharField(max_length=30, unique=True)
    purpose = models.CharField(max_length=20, choices=Purpose.choices)
    departments = ArrayField(models.CharField(max_length=40))
    sent_on = models.DateField(null=True, blank=True)
    due_on = models.DateField()
    sent_by = models.CharField(max_length=80, blank=True, default="")


class VettingCase(DivisionRecord):
    """One person's vetting. Its state (cleared, blocked …) may be seen by deciders; the replies may not."""

    RLS_EXTRA: ClassVar[str] = (
        NOT_FOR_DEPARTMENTS + " OR EXISTS (SELECT 1 FROM engagements_vettingreply r WHERE r.case_id = engagements_vettingcase.id"
        " AND r.department = current_setting('qianxian.department', true))"
    )

    class State(models.TextChoices):
        OPEN = "open", _("待答复")
        NEEDS_INFO = "needs_info", _("待补充")
        CLEARED = "cleared", _("无影响聘任的情形")
        BLOCKED = "blocked", _("有影响聘任的情形")

    round = models.ForeignKey(VettingRound, on_delete=models.PROTECT, related_name="cases")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="vetting_cases")
    state = models.CharField(max_length=12, choices=State.choices, default=State.OPEN)
    concluded_on = models.DateField(null=True, blank=True)
    concluded_by = models.CharField(max_length=80, blank=True, default="")
    valid_until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "person"], name="one_vetting_case_per_round")]


class VettingReply(DivisionRecord):
    """A department's answer: conclusion and ground code, sealed. Seen by vetting officers, and by the department that gave it."""

    RLS_EXTRA: ClassVar[str] = (
        "current_setting('qianxian.role', true) IN ('district_vetting_officer', 'service')"
        " OR (current_setting('qianxian.role', true) = 'department_replier' AND department = current_setting('qianxian.department', true))"
    )

    case = models.ForeignKey(VettingCase, on_delete=models.PROTECT, related_name="replies")
    department = models.CharField(max_length=40)
    asked_on = models.DateField()
    due_on = models.DateField()
    sealed = models.TextField(blank=True, default="")
    replied_on = models.DateField(null=True, blank=True)
    signed_by = models.CharField(max_length=60, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "department"], name="one_reply_per_department"),
            models.CheckConstraint(
                name="a_reply_is_signed", condition=models.Q(replied_on__isnull=True) | (~models.Q(signed_by="") & ~models.Q(sealed=""))
            ),
        ]


class EngagementReview(ShowsItsCentre, DivisionRecord):
    """The review of one candidate for one centre post: nominated → proposed → decided → publicised → settled."""

    RLS_EXTRA: ClassVar[str] = NOT_FOR_DEPARTMENTS

    class State(models.TextChoices):
        NOMINATED = "nominated", _("待提出建议")
        PROPOSED = "proposed", _("待镇（街道）决定")
        RETURNED = "returned", _("已退回")
        DECIDED = "decided", _("已决定")
        PUBLICISED = "publicised", _("公示中")
        DEFERRED = "deferred", _("暂缓中")
        SETTLED = "settled", _("已办结")
        WITHDRAWN = "withdrawn", _("已撤销")

    class Post(models.TextChoices):
        DIRECTOR = "director", _("主任")
        DEPUTY_DIRECTOR = "deputy_director", _("副主任")
        MEMBER = "member", _("委员")

    number = models.CharField(max_length=30, unique=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="engagement_reviews")
    centre = models.ForeignKey(ServiceCentre, on_delete=models.PROTECT, related_name="engagement_reviews")
    post = models.CharField(max_length=16, choices=Post.choices)
    mandate = models.ForeignKey(Mandate, null=True, blank=True, on_delete=models.PROTECT, related_name="engagement_reviews")
    vetting_case = models.ForeignKey(VettingCase, null=True, blank=True, on_delete=models.PROTECT, related_name="engagement_reviews")
    state = models.CharField(max_length=12, choices=State.choices, default=State.NOMINATED)
    nominated_on = models.DateField()
    nominated_by = models.CharField(max_length=80)
    proposed_on = models.DateField(null=True, blank=True)
    proposed_by = models.CharField(max_length=80, blank=True, default="")
    proposal = models.CharField(max_length=12, blank=True, default="")
    proposal_document = models.CharField(max_length=200, blank=True, default="")
    proposal_opinion = models.CharField(max_length=500, blank=True, default="")
    publicity_from = models.DateField(null=True, blank=True)
    publicity_to = models.DateField(null=True, blank=True)
    publicity_feedback = models.CharField(max_length=500, blank=True, default="")


class EngagementDecision(DivisionRecord):
    """The town's decision on a review. Append-only: a deferral is followed by a new decision, never overwritten."""

    RLS_EXTRA: ClassVar[str] = NOT_FOR_DEPARTMENTS
    GRANTS: ClassVar[str] = "append"

    class Outcome(models.TextChoices):
        ENGAGED = "engaged", _("已聘任")
        NOT_ENGAGED = "not_engaged", _("不予聘任")
        DEFERRED = "deferred", _("暂缓聘任")

    review = models.ForeignKey(EngagementReview, on_delete=models.PROTECT, related_name="decisions")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="engagement_decisions")
    centre = models.ForeignKey(ServiceCentre, on_delete=models.PROTECT, related_name="engagement_decisions")
    outcome = models.CharField(max_length=12, choices=Outcome.choices)
    decided_on = models.DateField()
    decided_by = models.CharField(max_length=80)
    body = models.CharField(max_length=80)
    meeting = models.CharField(max_length=80)
    ground_code = models.CharField(max_length=40, blank=True, default="")
    ground = models.CharField(max_length=300, blank=True, default="")
    evidence = models.CharField(max_length=500, blank=True, default="")
    statement_heard_on = models.DateField(null=True, blank=True)
    deferred_until = models.DateField(null=True, blank=True)
    term_from = models.DateField(null=True, blank=True)
    term_to = models.DateField(null=True, blank=True)
    vetting_state = models.CharField(max_length=12, blank=True, default="")
    exception_document = models.CharField(max_length=200, blank=True, default="")
    # What was talked about before somebody graded basic or not competent is engaged again (R-E11).
    talk_document = models.CharField(max_length=200, blank=True, default="")
    replaces = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="deferral_has_a_date_and_a_cause",
                condition=~models.Q(outcome="deferred") | (models.Q(deferred_until__gt=models.F("decided_on")) & ~models.Q(ground="")),
            ),
            models.CheckConstraint(
                name="a_refusal_has_ground_and_evidence",
                condition=~models.Q(outcome="not_engaged") | (~models.Q(ground="") & ~models.Q(evidence="")),
            ),
            models.CheckConstraint(
                name="an_engagement_has_a_term",
                condition=~models.Q(outcome="engaged") | models.Q(term_from__isnull=False, term_to__gte=models.F("term_from")),
            ),
        ]


class Engagement(ShowsItsCentre, DivisionRecord):
    """聘任: a centre post held for a period, opened by exactly one decision. ``acting`` is a short appointment of its own kind."""

    RLS_EXTRA: ClassVar[str] = NOT_FOR_DEPARTMENTS
    GRANTS: ClassVar[str] = "erasable"

    class EndReason(models.TextChoices):
        TERM_END = "term_end", _("聘期届满")
        SECRETARY_CHANGED = "secretary_changed", _("不再担任党组织书记")
        RESIGN = "resign", _("本人辞去")
        NOT_RENEWED = "not_renewed", _("不再续聘")
        ENDED_BY_REVIEW = "ended_by_review", _("考核后解聘")
        DEATH = "death", _("去世")
        RELIEVED = "relieved", _("主任到岗，代理结束")
        MOVED = "moved", _("已在别的岗位受聘")

    decision = models.OneToOneField(EngagementDecision, null=True, blank=True, on_delete=models.PROTECT, related_name="engagement")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="engagements")
    centre = models.ForeignKey(ServiceCentre, on_delete=models.PROTECT, related_name="engagements")
    post = models.CharField(max_length=16, choices=EngagementReview.Post.choices)
    period = DateRangeField()
    letter_number = models.CharField(max_length=60, blank=True, default="")
    lettered_on = models.DateField(null=True, blank=True)
    acting = models.BooleanField(default=False)
    acting_document = models.CharField(max_length=200, blank=True, default="")
    end_reason = models.CharField(max_length=20, choices=EndReason.choices, blank=True, default="")
    end_document = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="engagement_follows_a_decision", condition=models.Q(decision__isnull=False) | models.Q(acting=True)
            ),
            models.CheckConstraint(name="acting_has_a_document", condition=models.Q(acting=False) | ~models.Q(acting_document="")),
            ExclusionConstraint(
                name="one_engagement_at_a_time",
                expressions=[("person", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)],
                condition=models.Q(acting=False),
            ),
            ExclusionConstraint(
                name="one_director_at_a_time",
                condition=models.Q(post="director", acting=False),
                expressions=[("centre", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)],
            ),
            ExclusionConstraint(
                name="one_acting_director_at_a_time",
                condition=models.Q(post="director", acting=True),
                expressions=[("centre", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)],
            ),
        ]
        indexes = [models.Index(fields=["division_code"], name="engagement_division")]


class OutcomeNotice(DivisionRecord):
    """告知书: the written notice of a deferral or refusal, its service, and the last day to ask for a review."""

    RLS_EXTRA: ClassVar[str] = NOT_FOR_DEPARTMENTS
    decision = models.OneToOneField(EngagementDecision, on_delete=models.PROTECT, related_name="notice")
    number = models.CharField(max_length=60, unique=True)
    issued_on = models.DateField()
    served_on = models.DateField(null=True, blank=True)
    review_until = models.DateField()
    contact = models.CharField(max_length=100)


class ReviewRequest(DivisionRecord):
    """申请复核 of a negative outcome: asked within its days, answered by people who did not decide."""

    RLS_EXTRA: ClassVar[str] = NOT_FOR_DEPARTMENTS

    class Result(models.TextChoices):
        UPHELD = "upheld", _("维持")
        OVERTURNED = "overturned", _("改变")

    decision = models.OneToOneField(EngagementDecision, on_delete=models.PROTECT, related_name="review_request")
    requested_on = models.DateField()
    grounds = models.CharField(max_length=500)
    due_on = models.DateField()
    panel = models.CharField(max_length=200, blank=True, default="")
    result = models.CharField(max_length=12, choices=Result.choices, blank=True, default="")
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.CharField(max_length=80, blank=True, default="")
    reasons = models.CharField(max_length=500, blank=True, default="")


class YearlyGrade(DivisionRecord):
    """The yearly grade of an engaged person; how it comes about is the assessment's business (a later release)."""

    RLS_EXTRA: ClassVar[str] = NOT_FOR_DEPARTMENTS
    GRANTS: ClassVar[str] = "erasable"

    class Grade(models.TextChoices):
        EXCELLENT = "excellent", _("优秀")
        COMPETENT = "competent", _("称职")
        BASIC = "basic", _("基本称职")
        NOT_COMPETENT = "not_competent", _("不称职")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="grades")
    year = models.PositiveSmallIntegerField()
    grade = models.CharField(max_length=14, choices=Grade.choices)
    decided_on = models.DateField()
    source_document = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "year"], name="one_grade_per_year")]
