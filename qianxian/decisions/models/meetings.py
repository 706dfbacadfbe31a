"""A body's meeting on one matter: who may vote frozen at notice, who is recused, counts entered twice, the resolution. Totals only.

Never here: who came, who voted, who voted how. A recused person is named because he does not vote.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from qianxian.decisions.models.matters import Body, Matter, MatterStep
from qianxian.foundation.records import DivisionRecord


class Meeting(DivisionRecord):
    """One body called to vote on one matter. ``eligible`` is fixed on the day of the notice and never afterwards."""

    class CountedBy(models.TextChoices):
        PEOPLE = "people", _("按人")
        HOUSEHOLDS = "households", _("按户")

    class Source(models.TextChoices):
        REGISTRY = "registry", _("台账")
        ENTERED = "entered", _("录入，附依据")

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="meetings")
    step = models.ForeignKey(MatterStep, on_delete=models.PROTECT, related_name="meetings")
    round = models.PositiveSmallIntegerField()
    body = models.CharField(max_length=20, choices=Body.choices)
    notice_on = models.DateField()
    held_on = models.DateField()
    place = models.CharField(max_length=120)
    agenda = models.CharField(max_length=1000)
    counted_by = models.CharField(max_length=10, choices=CountedBy.choices, default=CountedBy.PEOPLE)
    eligible = models.PositiveIntegerField()
    eligible_source = models.CharField(max_length=10, choices=Source.choices)
    eligible_note = models.CharField(max_length=200)
    called_by = models.CharField(max_length=80)
    cancelled_on = models.DateField(null=True, blank=True)
    cancel_reason = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        verbose_name = _("会议")
        constraints = [
            models.CheckConstraint(name="meeting_has_voters", condition=Q(eligible__gte=1)),
            models.CheckConstraint(name="notice_before_meeting", condition=Q(notice_on__lte=F("held_on"))),
            models.UniqueConstraint(fields=["step", "round"], name="one_meeting_per_step_and_round", condition=Q(cancelled_on__isnull=True)),
        ]
        indexes = [models.Index(fields=["division_code"], name="meeting_division")]

    @property
    def counters(self) -> tuple[str, ...]:
        """The logins that entered a count; none of them confirms it."""
        return tuple(self.counts.values_list("entered_by", flat=True))


class Recusal(DivisionRecord):
    """A person with an interest, who leaves the room for this item and is not counted as present."""

    GRANTS: ClassVar[str] = "append"

    class Relation(models.TextChoices):
        SELF = "self", _("本人")
        SPOUSE = "spouse", _("配偶")
        LINEAL = "lineal", _("直系血亲")
        COLLATERAL = "collateral", _("三代以内旁系血亲")
        IN_LAW = "in_law", _("近姻亲")
        BUSINESS = "business", _("投资、任职或其他利害关系")

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="recusals")
    name = models.CharField(max_length=60)
    relation = models.CharField(max_length=12, choices=Relation.choices)
    recorded_by = models.CharField(max_length=80)

    class Meta:
        verbose_name = _("回避")
        constraints = [models.UniqueConstraint(fields=["meeting", "name"], name="recused_once")]


class CountEntry(DivisionRecord):
    """The paper count sheet as one person read it. ``copy`` 1 and 2 are two people; the latest ``attempt`` of each counts."""

    GRANTS: ClassVar[str] = "append"

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="counts")
    copy = models.PositiveSmallIntegerField()
    attempt = models.PositiveSmallIntegerField(default=1)
    present = models.PositiveIntegerField()
    votes_for = models.PositiveIntegerField()
    votes_against = models.PositiveIntegerField()
    votes_abstain = models.PositiveIntegerField()
    entered_by = models.CharField(max_length=80)
    entered_on = models.DateField()

    class Meta:
        verbose_name = _("计票")
        constraints = [
            models.CheckConstraint(name="count_is_one_of_two_copies", condition=Q(copy__in=[1, 2])),
            models.UniqueConstraint(fields=["meeting", "copy", "attempt"], name="one_count_attempt_once"),
            models.CheckConstraint(name="no_more_votes_than_present", condition=Q(present__gte=F("votes_for") + F("votes_against") + F("votes_abstain"))),
        ]


class Resolution(DivisionRecord):
    """What a body resolved: the confirmed count, the thresholds it was counted by, and the result. Written once, changed by nobody."""

    GRANTS: ClassVar[str] = "append"

    number = models.CharField(max_length=40, unique=True)
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="resolutions")
    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="resolution")
    body = models.CharField(max_length=20, choices=Body.choices)
    decided_on = models.DateField()
    eligible = models.PositiveIntegerField()
    present = models.PositiveIntegerField()
    recused = models.PositiveIntegerField()
    votes_for = models.PositiveIntegerField()
    votes_against = models.PositiveIntegerField()
    votes_abstain = models.PositiveIntegerField()
    # The two thresholds as they were that day: share, whether reaching it is enough, and for the majority what it is a share of.
    quorum_numerator = models.PositiveSmallIntegerField()
    quorum_denominator = models.PositiveSmallIntegerField()
    quorum_inclusive = models.BooleanField()
    majority_numerator = models.PositiveSmallIntegerField()
    majority_denominator = models.PositiveSmallIntegerField()
    majority_inclusive = models.BooleanField()
    majority_of_present = models.BooleanField()
    quorum_needed = models.PositiveIntegerField()
    votes_needed = models.PositiveIntegerField()
    has_quorum = models.BooleanField()
    passed = models.BooleanField()
    rule = models.CharField(max_length=8)
    law = models.CharField(max_length=200)
    failed_because = models.CharField(max_length=500, blank=True, default="")
    confirmed_by = models.CharField(max_length=80)
    confirmed_on = models.DateField()

    class Meta:
        verbose_name = _("决议")
        constraints = [
            models.CheckConstraint(
                name="votes_within_those_who_may",
                condition=Q(eligible__gte=F("present"), present__gte=F("recused") + F("votes_for") + F("votes_against") + F("votes_abstain")),
            ),
            models.CheckConstraint(name="passed_with_its_votes", condition=Q(passed=False) | Q(has_quorum=True, votes_for__gte=F("votes_needed"))),
            models.CheckConstraint(name="quorum_is_there", condition=Q(has_quorum=False) | Q(present__gte=F("quorum_needed") + F("recused"))),
            models.CheckConstraint(name="a_failure_says_why", condition=Q(passed=True) | ~Q(failed_because="")),
        ]
        indexes = [models.Index(fields=["division_code"], name="resolution_division")]

    @property
    def base(self) -> int:
        """Those present whose votes were counted: the recused are not."""
        return self.present - self.recused
