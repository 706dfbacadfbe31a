"""What is shown to the village and what comes of it: publications, objections with their answers, the certificate."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qianxian.decisions.models.matters import Matter, Unit
from qianxian.foundation.records import DivisionRecord


class Publication(DivisionRecord):
    """A: the decision posted, with the last day to object; B: the result of carrying it out. Both days included. Written once."""

    GRANTS: ClassVar[str] = "append"

    class Kind(models.TextChoices):
        DECISION = "decision", _("决议公开")
        RESULT = "result", _("实施结果公开")

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="publications")
    round = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    published_from = models.DateField()
    published_to = models.DateField()
    objections_until = models.DateField()
    place = models.CharField(max_length=120)
    text = models.CharField(max_length=2000)
    recorded_by = models.CharField(max_length=80)

    class Meta:
        verbose_name = _("公开")
        constraints = [
            models.CheckConstraint(name="publication_days_in_order", condition=Q(published_to__gte=F("published_from"), objections_until__gte=F("published_from"))),
            models.UniqueConstraint(fields=["matter", "round", "kind"], name="published_once_per_round"),
        ]


class Objection(DivisionRecord):
    """An objection to a published decision, and its answer. One upheld brings the matter back to its first step."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="objections")
    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="objections")
    received_on = models.DateField()
    made_by = models.CharField(max_length=60, blank=True, default="")
    reason = models.CharField(max_length=1000)
    recorded_by = models.CharField(max_length=80)
    upheld = models.BooleanField(null=True, blank=True)
    answer = models.CharField(max_length=1000, blank=True, default="")
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.CharField(max_length=80, blank=True, default="")

    class Meta:
        verbose_name = _("决议异议")
        constraints = [
            models.CheckConstraint(
                name="objection_answered_whole",
                condition=Q(upheld__isnull=True, answer="", answered_on__isnull=True, answered_by="")
                | (Q(upheld__isnull=False, answered_on__isnull=False) & ~Q(answer="") & ~Q(answered_by="")),
            )
        ]


class Certificate(DivisionRecord):
    """What contracts, leases and payments must name. In force from ``valid_from`` to ``lapses_on``, unless revoked before.

    Application code may lock the row (``FOR NO KEY UPDATE``) to spend under it one payment at a time; PostgreSQL lets nothing of it change
    but the revocation, once.
    """

    class State(models.TextChoices):
        COMING = "coming", _("未生效")
        IN_FORCE = "in_force", pgettext_lazy("certificate", "有效")
        REVOKED = "revoked", pgettext_lazy("certificate", "已撤销")
        LAPSED = "lapsed", pgettext_lazy("certificate", "已失效")

    number = models.CharField(max_length=40, unique=True)
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="certificates")
    round = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=12, choices=Unit.choices)
    purpose = models.CharField(max_length=500)
    amount_limit = models.DecimalField(max_digits=14, decimal_places=2)
    valid_from = models.DateField()
    lapses_on = models.DateField()
    # Canonical JSON as text: its SHA-256 is the digest, and the database can compute it too.
    evidence = models.TextField()
    digest = models.CharField(max_length=64)
    issued_on = models.DateField()
    issued_by = models.CharField(max_length=80)
    revoked_on = models.DateField(null=True, blank=True)
    revoked_by = models.CharField(max_length=80, blank=True, default="")
    revoke_reason = models.CharField(max_length=500, blank=True, default="")
    revoke_document = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        verbose_name = _("决策凭证")
        constraints = [
            models.CheckConstraint(name="certificate_days_in_order", condition=Q(lapses_on__gte=F("valid_from"))),
            models.CheckConstraint(name="certificate_limit_not_below_nothing", condition=Q(amount_limit__gte=0)),
            models.CheckConstraint(
                name="revoked_with_day_and_reason",
                condition=Q(revoked_on__isnull=True, revoked_by="", revoke_reason="", revoke_document="")
                | (Q(revoked_on__isnull=False) & ~Q(revoked_by="") & ~Q(revoke_reason="")),
            ),
            models.UniqueConstraint(fields=["matter"], name="one_certificate_in_force", condition=Q(revoked_on__isnull=True)),
        ]
        indexes = [models.Index(fields=["division_code"], name="certificate_division")]

    def state_on(self, on: dt.date) -> str:
        """One of ``State``: a revocation counts from its day on, and a lapse from the day after ``lapses_on``."""
        if self.revoked_on is not None and on >= self.revoked_on:
            return self.State.REVOKED
        if on < self.valid_from:
            return self.State.COMING
        return self.State.IN_FORCE if on <= self.lapses_on else self.State.LAPSED

    def in_force(self, on: dt.date) -> bool:
        """Whether it unlocks anything on the day."""
        return self.state_on(on) == self.State.IN_FORCE
