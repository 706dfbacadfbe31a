"""Pay runs, slips and their lines."""

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
    explanation = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "person"], name="one_slip_per_person_and_run"),
            models.CheckConstraint(name="bonus_within_cap", condition=models.Q(bonus__gte=0) & (models.Q(person_capped=False) | models.Q(bonus__lte=models.F("cap")))),
            models.CheckConstraint(name="slip_adds_up",
                                   condition=models.Q(gross=models.F("base_paid") + models.F("bonus"), base_paid=models.F("city") + models.F("district"),
                                                      town=models.F("bonus"))),
        ]
        indexes = [models.Index(fields=["division_code"], name="slip_division")]
