"""Pay runs and slips; the facts that change what is due, and corrections posted as difference lines."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from qianxian.foundation.records import DivisionRecord
from qianxian.people.models import Person


class PayRun(DivisionRecord):
    """One computation of a year's pay for a place: inputs locked → computed → checked → approved. Three different people."""

    class State(models.TextChoices):
        LOCKED = "locked", _("名册已锁定")
        COMPUTED = "computed", _("待核对")
        CHECKED = "checked", _("待审批")
        RETURNED = "returned", _("已退回")
        APPROVED = "approved", _("已办结")
        WITHDRAWN = "withdrawn", _("已撤销")

    number = models.CharField(max_length=30, unique=True)
    year = models.PositiveSmallIntegerField()
    through = models.DateField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.LOCKED)
    locked_on = models.DateField()
    prepared_by = models.CharField(max_length=80)
    checked_by = models.CharField(max_length=80, blank=True, default="")
    checked_on = models.DateField(null=True, blank=True)
    approved_by = models.CharField(max_length=80, blank=True, default="")
    approved_on = models.DateField(null=True, blank=True)
    returned_reason = models.CharField(max_length=300, blank=True, default="")
    settings = models.JSONField(default=dict)
    inputs_digest = models.CharField(max_length=64, blank=True, default="")
    people = models.PositiveIntegerField(default=0)
    base_total = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    bonus_total = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    city_total = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    district_total = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    town_total = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    insurance_total = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    tax_total = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    employer_city_total = models.DecimalField(max_digits=14, decimal_places=2, default=0, db_default=0)
    employer_district_total = models.DecimalField(max_digits=14, decimal_places=2, default=0, db_default=0)
    employer_town_total = models.DecimalField(max_digits=14, decimal_places=2, default=0, db_default=0)
    override_reason = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["division_code", "year"], name="one_standing_run_per_place_and_year",
                                    condition=~models.Q(state="withdrawn")),
            models.CheckConstraint(name="preparer_checker_approver_differ",
                                   condition=(models.Q(checked_by="") | ~models.Q(checked_by=models.F("prepared_by")))
                                   & (models.Q(approved_by="") | (~models.Q(approved_by=models.F("prepared_by")) & ~models.Q(approved_by=models.F("checked_by"))))),
            models.CheckConstraint(name="payers_make_the_total",
                                   condition=models.Q(base_total=models.F("city_total") + models.F("district_total"), bonus_total=models.F("town_total"))),
        ]


class PayInput(DivisionRecord):
    """A locked input of a run: one span of one person at one post. The run computes from these rows only."""

    GRANTS: ClassVar[str] = "erasable"

    run = models.ForeignKey(PayRun, on_delete=models.PROTECT, related_name="inputs")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="pay_inputs")
    engagement_uuid = models.UUIDField()
    centre_name = models.CharField(max_length=100)
    post = models.CharField(max_length=16)
    first_day = models.DateField()
    last_day = models.DateField()
    grade = models.CharField(max_length=14, blank=True, default="")


class PaySlip(DivisionRecord):
    """One person's pay in a run, with the explanation of every yuan (rule, clause, input, vintage)."""

    GRANTS: ClassVar[str] = "erasable"

    run = models.ForeignKey(PayRun, on_delete=models.PROTECT, related_name="slips")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="pay_slips")
    number = models.CharField(max_length=40)
    # The run is the county's row, beyond a village's reach: what the person's own page needs of it stands here as well.
    year = models.PositiveSmallIntegerField()
    through = models.DateField()
    approved_on = models.DateField(null=True, blank=True)
    grade = models.CharField(max_length=14, blank=True, default="")
    base_paid = models.DecimalField(max_digits=14, decimal_places=2)
    cap = models.DecimalField(max_digits=14, decimal_places=2)
    # False where the policy of the year lets the cap bind the centre's pool alone (pay.per_person_cap).
    person_capped = models.BooleanField(default=True, db_default=True)
    bonus = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    gross = models.DecimalField(max_digits=14, decimal_places=2)
    city = models.DecimalField(max_digits=14, decimal_places=2)
    district = models.DecimalField(max_digits=14, decimal_places=2)
    town = models.DecimalField(max_digits=14, decimal_places=2)
    insurance = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    tax = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    net = models.DecimalField(max_digits=14, decimal_places=2)
    # The employer's social insurance by payer, borne beside the pay: no part of gross or net.
    employer_city = models.DecimalField(max_digits=14, decimal_places=2, default=0, db_default=0)
    employer_district = models.DecimalField(max_digits=14, decimal_places=2, default=0, db_default=0)
    employer_town = models.DecimalField(max_digits=14, decimal_places=2, default=0, db_default=0)
    explanation = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.CheckConstraint(name="slip_net_is_gross_less_deductions",
                                   condition=models.Q(net=models.F("gross") - models.F("insurance") - models.F("tax"), net__gte=0, insurance__gte=0, tax__gte=0)),
            models.CheckConstraint(name="employers_part_is_never_negative",
                                   condition=models.Q(employer_city__gte=0, employer_district__gte=0, employer_town__gte=0)),
            models.UniqueConstraint(fields=["run", "person"], name="one_slip_per_person_and_run"),
            models.CheckConstraint(name="bonus_within_cap", condition=models.Q(bonus__gte=0) & (models.Q(person_capped=False) | models.Q(bonus__lte=models.F("cap")))),
            models.CheckConstraint(name="slip_adds_up",
                                   condition=models.Q(gross=models.F("base_paid") + models.F("bonus"), base_paid=models.F("city") + models.F("district"),
                                                      town=models.F("bonus"))),
        ]
        indexes = [models.Index(fields=["division_code"], name="slip_division")]


class PayFact(DivisionRecord):
    """A dated fact that changes what is due, each on a written basis. Append-only: a fact that no longer stands is cancelled by another."""

    GRANTS: ClassVar[str] = "append"

    class Kind(models.TextChoices):
        UNPAID_LEAVE = "unpaid_leave", _("不带薪请假")
        SUSPENSION = "suspension", _("停职")
        ACTUAL_DAYS = "actual_days", _("实际在岗日期")
        ADDITIONAL_DEDUCTION = "additional_deduction", _("个税专项附加扣除")
        CANCELLED = "cancelled", _("撤销一项登记")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="pay_facts")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    first_day = models.DateField()
    last_day = models.DateField(null=True, blank=True)
    share = models.DecimalField(max_digits=5, decimal_places=4, null=True, blank=True)
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    engagement_uuid = models.UUIDField(null=True, blank=True)
    document = models.CharField(max_length=200)
    recorded_by = models.CharField(max_length=80)
    recorded_on = models.DateField()
    cancels = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="cancelled_by")

    class Meta:
        constraints = [
            models.CheckConstraint(name="a_pay_fact_rests_on_a_document", condition=~models.Q(document="")),
            models.CheckConstraint(name="a_pay_fact_ends_after_it_begins", condition=models.Q(last_day__isnull=True) | models.Q(last_day__gte=models.F("first_day"))),
            models.CheckConstraint(
                name="a_pay_fact_has_what_its_kind_needs",
                condition=models.Q(kind="unpaid_leave", share=0)
                | models.Q(kind="suspension", share__gte=0, share__lt=1)
                | models.Q(kind="actual_days", engagement_uuid__isnull=False)
                | models.Q(kind="additional_deduction", amount__gt=0)
                | models.Q(kind="cancelled", cancels__isnull=False)),
        ]
        indexes = [models.Index(fields=["person"], name="pay_fact_person")]


class PayCorrection(DivisionRecord):
    """A correction of an approved run: computed → checked → approved by three people; its lines are posted when it is approved."""

    class State(models.TextChoices):
        COMPUTED = "computed", _("待核对")
        CHECKED = "checked", _("待审批")
        RETURNED = "returned", _("已退回")
        APPROVED = "approved", _("已办结")
        WITHDRAWN = "withdrawn", _("已撤销")

    class Cause(models.TextChoices):
        LATE_INDEX = "late_index", _("收入基数公布")
        OVERTURNED_REVIEW = "overturned_review", _("复核改变原决定")
        WRONG_DAY = "wrong_day", _("在岗日期登记有误")
        DEATH = "death", _("去世")
        UNPAID_LEAVE = "unpaid_leave", _("不带薪请假")
        SUSPENSION = "suspension", _("停职")
        LATE_GRADE = "late_grade", _("考核等次后定")
        DEDUCTION = "deduction", _("扣除项目变动")
        POST_CHANGED = "post_changed", _("批次以后到任、离任、换岗")

    number = models.CharField(max_length=40, unique=True)
    run = models.ForeignKey(PayRun, on_delete=models.PROTECT, related_name="corrections")
    year = models.PositiveSmallIntegerField()
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="pay_corrections")
    cause = models.CharField(max_length=20, choices=Cause.choices)
    document = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=State.choices, default=State.COMPUTED)
    prepared_by = models.CharField(max_length=80)
    prepared_on = models.DateField()
    checked_by = models.CharField(max_length=80, blank=True, default="")
    checked_on = models.DateField(null=True, blank=True)
    approved_by = models.CharField(max_length=80, blank=True, default="")
    approved_on = models.DateField(null=True, blank=True)
    returned_reason = models.CharField(max_length=300, blank=True, default="")
    people = models.PositiveIntegerField()
    city_total = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    district_total = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    town_total = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    insurance_total = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    tax_total = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    employer_city_total = models.DecimalField(max_digits=14, decimal_places=2, default=0, db_default=0)
    employer_district_total = models.DecimalField(max_digits=14, decimal_places=2, default=0, db_default=0)
    employer_town_total = models.DecimalField(max_digits=14, decimal_places=2, default=0, db_default=0)
    proposal = models.JSONField(default=list)
    settings = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.CheckConstraint(name="correction_rests_on_a_document", condition=~models.Q(document="")),
            models.CheckConstraint(name="correction_by_three_people",
                                   condition=(models.Q(checked_by="") | ~models.Q(checked_by=models.F("prepared_by")))
                                   & (models.Q(approved_by="") | (~models.Q(approved_by=models.F("prepared_by")) & ~models.Q(approved_by=models.F("checked_by"))))
                                   & (~models.Q(state="approved") | (~models.Q(checked_by="") & ~models.Q(approved_by="")))),
        ]


class DifferenceLine(DivisionRecord):
    """One posted difference: should be − already posted of one person, year and part. Append-only; ``turn`` numbers the lines of a part."""

    GRANTS: ClassVar[str] = "append"

    class Part(models.TextChoices):
        CITY = "city", _("市级财政")
        DISTRICT = "district", _("区级财政")
        TOWN = "town", _("镇（街道）财政")
        INSURANCE = "insurance", _("社会保险个人部分")
        TAX = "tax", _("个人所得税")
        EMPLOYER_CITY = "employer_city", _("社会保险单位部分（市级财政）")
        EMPLOYER_DISTRICT = "employer_district", _("社会保险单位部分（区级财政）")
        EMPLOYER_TOWN = "employer_town", _("社会保险单位部分（镇（街道）财政）")

    correction = models.ForeignKey(PayCorrection, on_delete=models.PROTECT, related_name="lines")
    run = models.ForeignKey(PayRun, on_delete=models.PROTECT, related_name="differences")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="pay_differences")
    number = models.CharField(max_length=50)
    year = models.PositiveSmallIntegerField()
    part = models.CharField(max_length=20, choices=Part.choices)
    turn = models.PositiveSmallIntegerField()
    posted = models.DecimalField(max_digits=14, decimal_places=2)
    should = models.DecimalField(max_digits=14, decimal_places=2)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    cause = models.CharField(max_length=20, choices=PayCorrection.Cause.choices)
    document = models.CharField(max_length=200)
    approved_on = models.DateField()
    explanation = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.CheckConstraint(name="difference_is_should_less_posted",
                                   condition=models.Q(amount=models.F("should") - models.F("posted"), should__gte=0) & ~models.Q(amount=0)),
            models.UniqueConstraint(fields=["correction", "person", "part"], name="one_difference_per_correction_person_and_part"),
            models.UniqueConstraint(fields=["person", "year", "part", "turn"], name="differences_follow_one_another"),
        ]
        indexes = [models.Index(fields=["division_code"], name="difference_division")]
