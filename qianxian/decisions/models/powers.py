"""A case moving along a flow of the minor-powers list; a step that was passed over is flagged to the supervision committee."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qianxian.foundation.records import DivisionRecord


class PowerCase(DivisionRecord):
    """One use of a village power. ``flow`` names the shipped flow, whose steps are kept here as they were that day."""

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("power case", "办理中")
        DONE = "done", pgettext_lazy("power case", "已办结")
        STOPPED = "stopped", pgettext_lazy("power case", "已终止")

    number = models.CharField(max_length=40, unique=True)
    flow = models.CharField(max_length=40)
    steps = models.JSONField()
    title = models.CharField(max_length=120)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    opened_on = models.DateField()
    opened_by = models.CharField(max_length=80)
    stop_reason = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        verbose_name = _("小微权力事项")
        constraints = [models.CheckConstraint(name="stopped_with_a_reason", condition=~Q(state="stopped") | ~Q(stop_reason=""))]
        indexes = [models.Index(fields=["division_code"], name="power_case_division")]


class PowerMove(DivisionRecord):
    """A step done: when, by whom, on which paper."""

    GRANTS: ClassVar[str] = "append"

    case = models.ForeignKey(PowerCase, on_delete=models.PROTECT, related_name="moves")
    step = models.CharField(max_length=20)
    done_on = models.DateField()
    document = models.CharField(max_length=200)
    done_by = models.CharField(max_length=80)

    class Meta:
        verbose_name = _("权力事项步骤")
        constraints = [models.UniqueConstraint(fields=["case", "step"], name="one_move_per_step")]


class PowerFlag(DivisionRecord):
    """A step passed over, with why; the supervision committee looks and writes what it found."""

    case = models.ForeignKey(PowerCase, on_delete=models.PROTECT, related_name="flags")
    step = models.CharField(max_length=20)
    flagged_on = models.DateField()
    reason = models.CharField(max_length=500)
    flagged_by = models.CharField(max_length=80)
    opinion = models.CharField(max_length=500, blank=True, default="")
    looked_on = models.DateField(null=True, blank=True)
    looked_by = models.CharField(max_length=80, blank=True, default="")

    class Meta:
        verbose_name = _("跳步提请监督")
        constraints = [
            models.UniqueConstraint(fields=["case", "step"], name="one_flag_per_step"),
            models.CheckConstraint(name="who_moved_does_not_look", condition=Q(looked_by="") | ~Q(looked_by=models.F("flagged_by"))),
        ]
