"""Schemes with their indicators, sheets with facts and marks, the town's grading, appeals. A published scheme and a fixed sheet never change.

A sheet carries its indicators as they were published: the assessed, whose reach is the village, reads everything on his own sheet.
"""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from qianxian.centres.models import ServiceCentre
from qianxian.engagements.models import YearlyGrade
from qianxian.foundation.records import DivisionRecord
from qianxian.people.models import Person

# Who works on assessments; everybody else sees his own sheet and no other. Finance and vetting read no text of an assessment.
ASSESSORS = "current_setting('qianxian.role', true) IN ('district_org_officer', 'town_committee', 'town_org_officer', 'service')"
OWN = "answers_for::text = current_setting('qianxian.person', true)"
OF_OWN_SHEET = (
    "EXISTS (SELECT 1 FROM assessments_assessmentsheet s WHERE s.id = sheet_id"
    " AND s.answers_for::text = current_setting('qianxian.person', true))"
)


class AssessmentScheme(DivisionRecord):
    """考核方案 of a town for a year: for persons or for centres. A new edition replaces a published one and never touches it."""

    RLS_EXTRA: ClassVar[str] = ASSESSORS

    class Subject(models.TextChoices):
        PERSON = "person", _("领导成员")
        CENTRE = "centre", _("党群服务中心")

    class State(models.TextChoices):
        DRAFT = "draft", _("起草中")
        PUBLISHED = "published", _("已公布")
        REPLACED = "replaced", _("已被新方案代替")

    year = models.PositiveSmallIntegerField()
    subject = models.CharField(max_length=8, choices=Subject.choices)
    edition = models.PositiveSmallIntegerField(default=1)
    title = models.CharField(max_length=120)
    document = models.CharField(max_length=120, blank=True, default="")
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    drafted_on = models.DateField()
    drafted_by = models.CharField(max_length=80)
    published_on = models.DateField(null=True, blank=True)
    published_by = models.CharField(max_length=80, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["division_code", "year", "subject", "edition"], name="one_scheme_per_edition"),
            models.UniqueConstraint(
                fields=["division_code", "year", "subject"], condition=models.Q(state="published"), name="one_published_scheme"
            ),
            models.CheckConstraint(
                name="a_published_scheme_has_its_document",
                condition=models.Q(state="draft") | (~models.Q(document="") & models.Q(published_on__isnull=False) & ~models.Q(published_by="")),
            ),
            models.CheckConstraint(
                name="scheme_published_by_another", condition=models.Q(published_by="") | ~models.Q(published_by=models.F("drafted_by"))
            ),
        ]


class AssessmentIndicator(DivisionRecord):
    """指标: weight in percent, full mark, and the most that deductions may take. ``source``: the room its facts are read from."""

    RLS_EXTRA: ClassVar[str] = ASSESSORS
    GRANTS: ClassVar[str] = "erasable"

    scheme = models.ForeignKey(AssessmentScheme, on_delete=models.PROTECT, related_name="indicators")
    order = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=60)
    measure = models.CharField(max_length=200)
    weight = models.DecimalField(max_digits=5, decimal_places=2)
    full_mark = models.DecimalField(max_digits=6, decimal_places=2)
    deduction_cap = models.DecimalField(max_digits=6, decimal_places=2)
    source = models.CharField(max_length=40, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scheme", "order"], name="one_indicator_per_place"),
            models.CheckConstraint(name="indicator_weight_in_range", condition=models.Q(weight__gt=0, weight__lte=100)),
            models.CheckConstraint(
                name="cap_within_the_full_mark",
                condition=models.Q(full_mark__gt=0, deduction_cap__gte=0, deduction_cap__lte=models.F("full_mark")),
            ),
        ]


class GradingDecision(DivisionRecord):
    """等次评定: the town committee's recorded decision on all sheets of a scheme; a tie at the last place only with reason and document."""

    RLS_EXTRA: ClassVar[str] = ASSESSORS
    GRANTS: ClassVar[str] = "append"

    scheme = models.OneToOneField(AssessmentScheme, on_delete=models.PROTECT, related_name="grading")
    decided_on = models.DateField()
    decided_by = models.CharField(max_length=80)
    body = models.CharField(max_length=80)
    meeting = models.CharField(max_length=80)
    assessed = models.PositiveIntegerField()
    quota = models.PositiveIntegerField()
    override_reason = models.CharField(max_length=300, blank=True, default="")
    override_document = models.CharField(max_length=120, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="override_has_reason_and_document",
                condition=models.Q(override_reason="", override_document="") | (~models.Q(override_reason="") & ~models.Q(override_document="")),
            )
        ]


class AssessmentSheet(DivisionRecord):
    """年度考核表 of one person or one centre; ``person`` answers for it (a centre's director)."""

    RLS_EXTRA: ClassVar[str] = f"{ASSESSORS} OR {OWN}"

    class State(models.TextChoices):
        OPEN = "open", _("待本人述职")
        REPORTED = "reported", _("待评分")
        SCORED = "scored", _("待告知本人")
        TOLD = "told", _("待本人签字")
        SIGNED = "signed", _("待审核")
        APPROVED = "approved", _("待评定等次")
        GRADED = "graded", _("待送达等次")
        SERVED = "served", _("异议期内")
        APPEALED = "appealed", _("异议复核中")
        FIXED = "fixed", _("等次已确定")

    class Signature(models.TextChoices):
        SIGNED = "signed", _("本人已签字")
        REFUSED = "refused", _("本人拒签")

    Grade = YearlyGrade.Grade

    scheme = models.ForeignKey(AssessmentScheme, on_delete=models.PROTECT, related_name="sheets")
    number = models.CharField(max_length=30, unique=True)
    year = models.PositiveSmallIntegerField()
    subject = models.CharField(max_length=8, choices=AssessmentScheme.Subject.choices)
    scheme_title = models.CharField(max_length=120)
    scheme_document = models.CharField(max_length=120)
    centre = models.ForeignKey(ServiceCentre, on_delete=models.PROTECT, related_name="assessment_sheets")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="assessment_sheets")
    answers_for = models.UUIDField()
    assessed_people = ArrayField(models.UUIDField())
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    opened_on = models.DateField()
    opened_by = models.CharField(max_length=80)
    self_report = models.TextField(blank=True, default="")
    reported_on = models.DateField(null=True, blank=True)
    reported_by = models.CharField(max_length=80, blank=True, default="")
    score = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    scored_on = models.DateField(null=True, blank=True)
    scored_by = models.CharField(max_length=80, blank=True, default="")
    veto_item = models.CharField(max_length=30, blank=True, default="")
    veto_document = models.CharField(max_length=200, blank=True, default="")
    told_on = models.DateField(null=True, blank=True)
    told_by = models.CharField(max_length=80, blank=True, default="")
    statement = models.TextField(blank=True, default="")
    signature = models.CharField(max_length=8, choices=Signature.choices, blank=True, default="")
    signed_on = models.DateField(null=True, blank=True)
    signature_note = models.CharField(max_length=200, blank=True, default="")
    opinion = models.CharField(max_length=500, blank=True, default="")
    approved_on = models.DateField(null=True, blank=True)
    approved_by = models.CharField(max_length=80, blank=True, default="")
    returned_reason = models.CharField(max_length=300, blank=True, default="")
    grading = models.ForeignKey(GradingDecision, null=True, blank=True, on_delete=models.PROTECT, related_name="sheets")
    grade = models.CharField(max_length=14, choices=YearlyGrade.Grade.choices, blank=True, default="")
    grade_reason = models.CharField(max_length=24, blank=True, default="")
    served_on = models.DateField(null=True, blank=True)
    appeal_until = models.DateField(null=True, blank=True)
    fixed_on = models.DateField(null=True, blank=True)
    fixed_by = models.CharField(max_length=80, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scheme", "person"], condition=models.Q(subject="person"), name="one_sheet_per_person"),
            models.UniqueConstraint(fields=["scheme", "centre"], condition=models.Q(subject="centre"), name="one_sheet_per_centre"),
            models.CheckConstraint(
                name="scorer_does_not_approve", condition=models.Q(approved_by="") | ~models.Q(approved_by=models.F("scored_by"))
            ),
            models.CheckConstraint(name="a_veto_has_its_document", condition=models.Q(veto_item="") | ~models.Q(veto_document="")),
            models.CheckConstraint(name="a_refused_signature_is_noted", condition=~models.Q(signature="refused") | ~models.Q(signature_note="")),
            models.CheckConstraint(name="a_score_is_of_100", condition=models.Q(score__isnull=True) | models.Q(score__gte=0, score__lte=100)),
        ]
        indexes = [models.Index(fields=["division_code"], name="assessment_sheet_division")]


class AssessmentMark(DivisionRecord):
    """One indicator on one sheet, as published, with the mark and its reason. ``deducted``: what accepted facts take, within the cap."""

    RLS_EXTRA: ClassVar[str] = f"{ASSESSORS} OR {OF_OWN_SHEET}"

    sheet = models.ForeignKey(AssessmentSheet, on_delete=models.PROTECT, related_name="marks")
    order = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=60)
    measure = models.CharField(max_length=200)
    weight = models.DecimalField(max_digits=5, decimal_places=2)
    full_mark = models.DecimalField(max_digits=6, decimal_places=2)
    deduction_cap = models.DecimalField(max_digits=6, decimal_places=2)
    source = models.CharField(max_length=40, blank=True, default="")
    given = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    deducted = models.DecimalField(max_digits=6, decimal_places=2, default=0)
    reason = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sheet", "order"], name="one_mark_per_indicator"),
            models.CheckConstraint(name="deductions_within_the_cap", condition=models.Q(deducted__gte=0, deducted__lte=models.F("deduction_cap"))),
            models.CheckConstraint(
                name="mark_within_the_full_mark",
                condition=models.Q(given__isnull=True) | (models.Q(given__gte=0, given__lte=models.F("full_mark")) & ~models.Q(reason="")),
            ),
        ]

    @property
    def mark(self):
        """What counts: the mark given less the deductions, never below nought; None while not scored."""
        return None if self.given is None else max(self.given - self.deducted, self.given * 0)


class AssessmentFact(DivisionRecord):
    """One fact on one indicator with its day and evidence. ``points`` above nought deduct, after the person was told."""

    RLS_EXTRA: ClassVar[str] = f"{ASSESSORS} OR {OF_OWN_SHEET}"

    sheet = models.ForeignKey(AssessmentSheet, on_delete=models.PROTECT, related_name="facts")
    mark = models.ForeignKey(AssessmentMark, on_delete=models.PROTECT, related_name="facts")
    fact = models.CharField(max_length=300)
    happened_on = models.DateField()
    evidence = models.CharField(max_length=300)
    points = models.DecimalField(max_digits=6, decimal_places=2, default=0)
    told_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=40, blank=True, default="")
    source_key = models.CharField(max_length=80, blank=True, default="")
    recorded_on = models.DateField()
    recorded_by = models.CharField(max_length=80)
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(name="a_fact_has_its_evidence", condition=~models.Q(evidence="") & ~models.Q(fact="")),
            models.CheckConstraint(
                name="a_deduction_was_told",
                condition=models.Q(points=0) | models.Q(points__gt=0, told_on__isnull=False, told_on__gte=models.F("happened_on")),
            ),
            models.UniqueConstraint(
                fields=["sheet", "source", "source_key"], condition=~models.Q(source=""), name="a_rooms_fact_is_read_once"
            ),
        ]


class GradeAppeal(DivisionRecord):
    """对等次的异议: asked within its days, answered by people who neither scored nor approved nor graded."""

    RLS_EXTRA: ClassVar[str] = f"{ASSESSORS} OR {OF_OWN_SHEET}"

    class Result(models.TextChoices):
        UPHELD = "upheld", _("维持等次")
        CHANGED = "changed", _("改变等次")

    sheet = models.OneToOneField(AssessmentSheet, on_delete=models.PROTECT, related_name="appeal")
    appealed_on = models.DateField()
    appealed_by = models.CharField(max_length=80)
    grounds = models.CharField(max_length=500)
    due_on = models.DateField()
    grade_before = models.CharField(max_length=14, choices=YearlyGrade.Grade.choices)
    panel = models.CharField(max_length=200, blank=True, default="")
    result = models.CharField(max_length=8, choices=Result.choices, blank=True, default="")
    grade_after = models.CharField(max_length=14, choices=YearlyGrade.Grade.choices, blank=True, default="")
    reasons = models.CharField(max_length=500, blank=True, default="")
    document = models.CharField(max_length=120, blank=True, default="")
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.CharField(max_length=80, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="an_answered_appeal_says_why",
                condition=models.Q(result="")
                | (~models.Q(reasons="") & ~models.Q(panel="") & ~models.Q(document="") & ~models.Q(answered_by="") & models.Q(answered_on__isnull=False)),
            ),
            models.CheckConstraint(
                name="a_changed_grade_is_another",
                condition=~models.Q(result="changed") | (~models.Q(grade_after="") & ~models.Q(grade_after=models.F("grade_before"))),
            ),
        ]
