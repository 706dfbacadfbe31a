"""Count sheets entered twice, the result computed from them, and the offices opened from it.

A sheet is one paper: a polling place's or a box's totals. It is entered by two people; what is entered is never changed, a new try stands beside it.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from qianxian.elections.models.elections import Contest
from qianxian.elections.models.voters import Candidate
from qianxian.foundation.records import DivisionRecord
from qianxian.organisations.models import Mandate


class CountSheet(DivisionRecord):
    """One paper's totals as one person read them. ``copy`` 1 and 2 are two people; the latest ``attempt`` of each counts."""

    GRANTS: ClassVar[str] = "append"

    contest = models.ForeignKey(Contest, on_delete=models.PROTECT, related_name="sheets")
    station = models.CharField(max_length=60)
    copy = models.PositiveSmallIntegerField()
    attempt = models.PositiveSmallIntegerField(default=1)
    present = models.PositiveIntegerField(default=0)
    issued = models.PositiveIntegerField()
    returned = models.PositiveIntegerField()
    valid_ballots = models.PositiveIntegerField()
    invalid_ballots = models.PositiveIntegerField()
    entered_by = models.CharField(max_length=80)
    entered_on = models.DateField()

    class Meta:
        verbose_name = _("计票单")
        constraints = [
            models.CheckConstraint(name="sheet_is_one_of_two_copies", condition=models.Q(copy__in=[1, 2])),
            models.UniqueConstraint(fields=["contest", "station", "copy", "attempt"], name="one_attempt_once"),
            models.CheckConstraint(name="ballots_add_up", condition=models.Q(returned=models.F("valid_ballots") + models.F("invalid_ballots"))),
        ]


class CountLine(DivisionRecord):
    """A candidate's votes on one sheet as entered."""

    GRANTS: ClassVar[str] = "append"

    sheet = models.ForeignKey(CountSheet, on_delete=models.PROTECT, related_name="lines")
    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="count_lines")
    votes = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("计票单得票")
        constraints = [models.UniqueConstraint(fields=["sheet", "candidate"], name="one_line_per_candidate")]


class ContestResult(DivisionRecord):
    """What the rules say of a contest's totals; published by another person than computed it, and changed by nobody."""

    contest = models.OneToOneField(Contest, on_delete=models.PROTECT, related_name="result")
    stands = models.BooleanField()
    registered = models.PositiveIntegerField()
    present = models.PositiveIntegerField()
    issued = models.PositiveIntegerField()
    returned = models.PositiveIntegerField()
    valid_ballots = models.PositiveIntegerField()
    invalid_ballots = models.PositiveIntegerField()
    needed = models.PositiveIntegerField()
    open_seats = models.PositiveSmallIntegerField()
    law = models.CharField(max_length=200)
    computed_on = models.DateField()
    computed_by = models.CharField(max_length=80)
    published_on = models.DateField(null=True, blank=True)
    published_by = models.CharField(max_length=80, blank=True, default="")

    class Meta:
        verbose_name = _("选举结果")
        constraints = [
            models.CheckConstraint(name="result_published_by_another", condition=models.Q(published_by="") | ~models.Q(published_by=models.F("computed_by"))),
            models.CheckConstraint(
                name="result_published_with_day", condition=models.Q(published_by="", published_on__isnull=True) | (~models.Q(published_by="") & models.Q(published_on__isnull=False))
            ),
        ]


class ResultLine(DivisionRecord):
    """A candidate's total and what follows from it."""

    GRANTS: ClassVar[str] = "append"

    class Outcome(models.TextChoices):
        ELECTED = "elected", _("当选")
        REVOTE = "revote", _("票数相等，再次投票")
        RERUN = "rerun", _("列入另行选举")
        NOT_ELECTED = "not_elected", _("未当选")
        RECALLED = "recalled", _("罢免通过")
        KEPT = "kept", _("罢免未通过")

    result = models.ForeignKey(ContestResult, on_delete=models.PROTECT, related_name="lines")
    candidate = models.OneToOneField(Candidate, on_delete=models.PROTECT, related_name="result_line")
    votes = models.PositiveIntegerField()
    outcome = models.CharField(max_length=12, choices=Outcome.choices)

    class Meta:
        verbose_name = _("得票和结果")


class ElectedMandate(DivisionRecord):
    """Which published line opened which office. Without such a row PostgreSQL lets no office begin from an election held here."""

    GRANTS: ClassVar[str] = "append"

    line = models.OneToOneField(ResultLine, on_delete=models.PROTECT, related_name="office")
    mandate = models.OneToOneField(Mandate, on_delete=models.PROTECT, related_name="election_line")

    class Meta:
        verbose_name = _("当选任职")
