"""A matter, and the steps it must take in each round. A matter that falls, or is amended, begins a further round."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qianxian.decisions.rules.kinds import CHOICES
from qianxian.foundation.records import DivisionRecord
from qianxian.organisations.models import PartyOrganisation

# Titles of kinds are the rules' own; the catalogue knows them from there.
KIND_CHOICES = [(code, _(title)) for code, title in CHOICES]


class Body(models.TextChoices):
    """Every body that votes here, in the order it is asked."""

    BRANCH_COMMITTEE = "branch_committee", _("村党组织委员会")
    TWO_COMMITTEES = "two_committees", _("村“两委”联席会议")
    MEMBERS_MEETING = "members_meeting", _("党员大会")
    ASSEMBLY = "assembly", _("村民会议")
    REPS_MEETING = "reps_meeting", _("村民代表会议")
    GROUP_MEETING = "group_meeting", _("村民小组会议")
    COLLECTIVE_ASSEMBLY = "collective_assembly", _("集体经济组织成员大会")
    COLLECTIVE_REPS = "collective_reps", _("集体经济组织成员代表大会")
    COLLECTIVE_BOARD = "collective_board", _("集体经济组织理事会")


class StepKind(models.TextChoices):
    """The steps of 四议两公开 before the two publications, and the collective's vote after them."""

    PROPOSE = "propose", _("①提议")
    DISCUSS = "discuss", _("②商议")
    REVIEW = "review", _("③审议")
    DECIDE = "decide", _("④决议")
    COLLECTIVE = "collective", _("集体表决")


class Heavy(models.TextChoices):
    """The four major matters (三重一大)."""

    MAJOR_DECISION = "major_decision", _("重大决策")
    IMPORTANT_APPOINTMENT = "important_appointment", _("重要人事任免")
    MAJOR_PROJECT = "major_project", _("重大项目安排")
    LARGE_SUM = "large_sum", _("大额资金使用")


class Unit(models.TextChoices):
    """Whose purpose it is: payments are made from that unit's money and no other."""

    CENTRE = "centre", _("党群服务中心")
    VILLAGE = "village", _("村（居）民委员会")
    COLLECTIVE = "collective", _("集体经济组织")


class Matter(DivisionRecord):
    """One thing to decide. What is asked (kind, amount, purpose, unit) changes only in draft, before any meeting of the round."""

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("matter", "起草")
        PROPOSED = "proposed", _("①已提议")
        DISCUSSED = "discussed", _("②已商议")
        REVIEWED = "reviewed", _("③已审议")
        RESOLVED = "resolved", _("④已决议，待集体表决")
        DECIDED = "decided", _("已决议，待公开")
        PUBLISHED = "published", _("决议公开中")
        CERTIFIED = "certified", _("凭证已出，实施中")
        RESULT_PUBLISHED = "result_published", _("结果已公开")
        REVOKED = "revoked", _("决议已撤销")
        CLOSED = "closed", pgettext_lazy("matter", "已归档")
        WITHDRAWN = "withdrawn", pgettext_lazy("matter", "已撤回")

    number = models.CharField(max_length=40, unique=True)
    title = models.CharField(max_length=120)
    kind = models.CharField(max_length=24, choices=KIND_CHOICES)
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    purpose = models.CharField(max_length=500)
    unit = models.CharField(max_length=12, choices=Unit.choices)
    organisation = models.ForeignKey(PartyOrganisation, on_delete=models.PROTECT, related_name="matters")
    state = models.CharField(max_length=20, choices=State.choices, default=State.DRAFT)
    round = models.PositiveSmallIntegerField(default=1)
    authorisation = models.CharField(max_length=200, blank=True, default="")
    decided_in = models.CharField(max_length=20, choices=Body.choices, blank=True, default="")
    major = models.BooleanField()
    four_major = models.CharField(max_length=24, choices=Heavy.choices, blank=True, default="")
    law_item = models.CharField(max_length=2, blank=True, default="")
    reasons = models.JSONField(default=list)
    emergency_reason = models.CharField(max_length=500, blank=True, default="")
    acted_on = models.DateField(null=True, blank=True)
    ratify_by = models.DateField(null=True, blank=True)
    opened_on = models.DateField()
    opened_by = models.CharField(max_length=80)
    fell_because = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        verbose_name = _("决策事项")
        constraints = [
            models.CheckConstraint(name="matter_amount_not_below_nothing", condition=models.Q(amount__isnull=True) | models.Q(amount__gte=0)),
            models.CheckConstraint(
                name="emergency_says_when_and_why",
                condition=models.Q(acted_on__isnull=True, ratify_by__isnull=True, emergency_reason="")
                | (models.Q(acted_on__isnull=False, ratify_by__gt=models.F("acted_on")) & ~models.Q(emergency_reason="")),
            ),
        ]
        indexes = [models.Index(fields=["division_code", "state"], name="matter_division")]

    @property
    def emergency(self) -> bool:
        """Whether it was acted on first and is to be ratified."""
        return self.acted_on is not None


class MatterStep(DivisionRecord):
    """A body the matter must pass in a round, in order, with the rule that asks for it and why. Written once, at classification."""

    GRANTS: ClassVar[str] = "append"

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="steps")
    round = models.PositiveSmallIntegerField()
    position = models.PositiveSmallIntegerField()
    step = models.CharField(max_length=12, choices=StepKind.choices)
    body = models.CharField(max_length=20, choices=Body.choices)
    rule = models.CharField(max_length=8)
    reason = models.CharField(max_length=500)

    class Meta:
        verbose_name = _("决策步骤")
        constraints = [models.UniqueConstraint(fields=["matter", "round", "position"], name="one_step_per_position")]


class MatterNumber(DivisionRecord):
    """The last number given of a kind of paper in a village and year; numbers have no gaps."""

    kind = models.CharField(max_length=12)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("决策编号簿")
        constraints = [models.UniqueConstraint(fields=["division_code", "kind", "year"], name="one_matter_number_book")]
