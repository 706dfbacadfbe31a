"""Dated settings that a county fixes (PARAM), each with its source document: proposed by one officer, enacted by another."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models

from qianxian.foundation.records import Record


class SettingProposal(Record):
    """A value that one officer proposes from a document. It is in force for nobody until another officer enacts it; one that is wrong is dropped with the reason."""

    key = models.CharField(max_length=60)
    value = models.JSONField()
    valid_from = models.DateField()
    source_document = models.CharField(max_length=300)
    published_on = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True, default="")
    proposed_by = models.CharField(max_length=80)
    dropped_by = models.CharField(max_length=80, blank=True, default="")
    drop_reason = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(name="proposal_dropped_with_a_reason", condition=(models.Q(dropped_by="") & models.Q(drop_reason="")) | (~models.Q(dropped_by="") & ~models.Q(drop_reason=""))),
            models.UniqueConstraint(name="one_open_proposal_per_day", fields=["key", "valid_from"], condition=models.Q(dropped_by="")),
        ]


class Setting(Record):
    """One value of one key for a period. Overlapping rows of a key cannot exist; the event's date picks the row.

    The database takes a row only as its proposal says it, by another officer, from a day before which nothing was decided by the value so far.
    Rows from before proposals existed have none.
    """

    key = models.CharField(max_length=60)
    value = models.JSONField()
    period = DateRangeField()
    source_document = models.CharField(max_length=300)
    published_on = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True, default="")
    entered_by = models.CharField(max_length=80)
    approved_by = models.CharField(max_length=80, blank=True, default="")
    proposal = models.OneToOneField(SettingProposal, on_delete=models.PROTECT, null=True, related_name="setting")

    class Meta:
        constraints = [
            ExclusionConstraint(name="one_value_per_key_at_a_time", expressions=[("key", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)])
        ]
