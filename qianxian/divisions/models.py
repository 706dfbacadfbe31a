"""The county and its divisions. Reference data: names and codes of places are public and stand outside row-level security."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from qianxian.foundation.records import Record, is_division_code


class County(models.Model):
    """The one county of this installation. ``example_day`` is set only in the example."""

    GRANTS: ClassVar[str] = "mutable"

    code = models.CharField(max_length=12, unique=True, validators=[is_division_code])
    name = models.CharField(max_length=60)
    city = models.CharField(max_length=60, blank=True, default="")
    province = models.CharField(max_length=60, blank=True, default="")
    is_example = models.BooleanField(default=False)
    example_day = models.DateField(null=True, blank=True)
    initialised_at = models.DateTimeField(auto_now_add=True)
    telephone = models.CharField(max_length=30, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="only_an_example_fixes_its_day", condition=models.Q(is_example=True) | models.Q(example_day__isnull=True)
            )
        ]


class Division(Record):
    """A place with its 12-digit code, valid for a period; a renamed or merged place keeps its old row."""

    class Kind(models.TextChoices):
        COUNTY = "county", _("区（县）")
        TOWN = "town", _("镇")
        SUBDISTRICT = "subdistrict", _("街道")
        VILLAGE = "village", _("村")
        COMMUNITY = "community", _("社区")
        ZONE = "zone", _("开发区（非村）")

    code = models.CharField(max_length=12, validators=[is_division_code])
    name = models.CharField(max_length=60)
    official_name = models.CharField(max_length=60)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    parent_code = models.CharField(max_length=12, blank=True, default="", db_index=True)
    valid = DateRangeField()
    replaced_by = models.CharField(max_length=12, blank=True, default="")
    change_document = models.CharField(max_length=200, blank=True, default="")
    pinyin = models.CharField(max_length=120, blank=True, default="")
    initials = models.CharField(max_length=30, blank=True, default="")

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="one_row_per_division_at_a_time",
                expressions=[("code", RangeOperators.EQUAL), ("valid", RangeOperators.OVERLAPS)],
            )
        ]
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class PopulationSnapshot(Record):
    """Counts of a place in a year: registered (户籍) and resident (常住, ≥ 6 months) are different numbers. Aggregates only."""

    division_code = models.CharField(max_length=12, validators=[is_division_code], db_index=True)
    year = models.PositiveSmallIntegerField()
    registered = models.PositiveIntegerField(null=True, blank=True)
    resident = models.PositiveIntegerField(null=True, blank=True)
    households = models.PositiveIntegerField(null=True, blank=True)
    age60_plus = models.PositiveIntegerField(null=True, blank=True)
    # 人均可支配收入 in whole yuan, as the year's statistics give it: an aggregate like the counts, of no household.
    income_per_head = models.PositiveIntegerField(null=True, blank=True)
    source = models.CharField(max_length=200)
    recorded_by = models.CharField(max_length=80, blank=True, default="")
    approved_on = models.DateField(null=True, blank=True)
    approved_by = models.CharField(max_length=80, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["division_code", "year"], name="one_snapshot_per_place_and_year"),
            models.CheckConstraint(
                name="population_approved_by_another", condition=models.Q(approved_by="") | ~models.Q(approved_by=models.F("recorded_by"))
            ),
        ]


class Designation(Record):
    """A title or listing of a place: level, year, document. Two listings stay two rows."""

    division_code = models.CharField(max_length=12, validators=[is_division_code], db_index=True)
    kind = models.CharField(max_length=40)
    level = models.CharField(max_length=20)
    period = DateRangeField()
    document = models.CharField(max_length=200, blank=True, default="")
