"""The shapes of tables: every record has a public UUID; a division-bound one carries its 12-digit code and stands under row-level security.

``GRANTS`` says what the application role may do: "append" (INSERT), "mutable" (+ UPDATE), "erasable" (+ DELETE). ``guards.apply`` makes it so.
"""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models

from qianxian.foundation.reach import DivisionQuerySet

is_division_code = RegexValidator(r"^\d{12}$")


class Record(models.Model):
    """A row with a public UUID (made in Python) beside its internal key."""

    GRANTS: ClassVar[str] = "mutable"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True


class DivisionRecord(Record):
    """A row that belongs to a place and is seen only within reach of it."""

    DIVISION_BOUND: ClassVar[bool] = True
    RLS_EXTRA: ClassVar[str] = ""
    RLS_OPEN_INSERT: ClassVar[bool] = False

    division_code = models.CharField(max_length=12, validators=[is_division_code])

    objects = DivisionQuerySet.as_manager()

    class Meta:
        abstract = True
