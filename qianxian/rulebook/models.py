"""Dated settings that a county fixes (PARAM), each with its source document."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models

from qianxian.foundation.records import Record


class Setting(Record):
    """One value of one key for a period. Overlapping rows of a key cannot exist; the event's date picks the row."""

    key = models.CharField(max_length=60)
    value = models.JSONField()
    period = DateRangeField()
    source_document = models.CharField(max_length=300)
    published_on = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True, default="")
    entered_by = models.CharField(max_length=80)

    class Meta:
        constraints = [
            ExclusionConstraint(name="one_value_per_key_at_a_time", expressions=[("key", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)])
        ]
