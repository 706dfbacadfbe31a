"""The shapes of tables: every record has a public UUID; a division-bound one carries its 12-digit code and stands under row-level security.

``GRANTS`` says what the application role may do: "append" (INSERT), "mutable" (+ UPDATE), "erasable" (+ DELETE). ``guards.apply`` makes it so.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import Any, ClassVar

from django.contrib.postgres.fields import DateRangeField
from django.core.validators import RegexValidator
from django.db import connection, models
from django.utils.encoding import force_str

from qianxian.foundation.reach import DivisionQuerySet
from qianxian.foundation.statements import prepared

is_division_code = RegexValidator(r"^\d{12}$")


class Record(models.Model):
    """A row with a public UUID (made in Python) beside its internal key."""

    GRANTS: ClassVar[str] = "mutable"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True

    def _get_FIELD_display(self, field: models.Field) -> str:
        """What ``get_…_display()`` says. Django's own translates every label to find one, a sixth of the work of a payment."""
        value = getattr(self, field.attname)
        return force_str(_labels(field).get(value, value), strings_only=True)


@cache
def _labels(field: models.Field) -> dict[Any, Any]:
    """The labels by their code, not yet translated."""
    return dict(field.flatchoices)


class DivisionRecord(Record):
    """A row that belongs to a place and is seen only within reach of it."""

    DIVISION_BOUND: ClassVar[bool] = True
    RLS_EXTRA: ClassVar[str] = ""
    RLS_OPEN_INSERT: ClassVar[bool] = False

    division_code = models.CharField(max_length=12, validators=[is_division_code])

    objects = DivisionQuerySet.as_manager()

    class Meta:
        abstract = True


def next_in_book(book: type[models.Model], kind: str, division_code: str, year: int) -> int:
    """The next number of a place, kind and year in ``book`` (columns kind, year, last), which stays locked until the transaction ends.

    A command that fails gives its number back, so numbers have no gaps.
    """
    table = f'"{book._meta.db_table}"'
    with prepared() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (uuid, version, division_code, kind, year, last) VALUES (gen_random_uuid(), 1, %s, %s, %s, 1)"
            f" ON CONFLICT (division_code, kind, year) DO UPDATE SET last = {table}.last + 1 RETURNING last",
            [division_code, kind, year],
        )
        return cursor.fetchone()[0]


def short_number(book: type[models.Model], kind: str, division_code: str, year: int) -> str:
    """The next number of a village's book, short enough to be typed on a phone: BJ103210-2019-0001 of kind BJ for the village 440403103210."""
    return f"{kind}{division_code[6:]}-{year}-{next_in_book(book, kind, division_code, year):04d}"


def one_at_a_time(name: str) -> None:
    """Wait until nobody else works under the name, and keep it until the transaction ends: what is counted or looked for next, stands."""
    with prepared() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])


def hold_to_constraints() -> None:
    """Ask the constraints that wait for the transaction's end now, where their refusal can still be said to who asked."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")


class FormerRecord(DivisionRecord):
    """What a row said before it was changed, for the days on which it said so; the columns by name in ``said``.

    Written by the database's trigger ``foundation_keep_former``, whoever changes the row: a page, a program or a whole sheet. A row without
    former values said always what it says now. ``period`` has no first day where nothing older is kept.
    """

    GRANTS: ClassVar[str] = "append"

    period = DateRangeField()
    said = models.JSONField()

    class Meta:
        abstract = True


@contextmanager
def holding_from(day: dt.date) -> Iterator[None]:
    """What is changed inside holds from ``day`` on; without it, from the county's business day.

    Inside a transaction only. An error takes the setting back with everything else that the command wrote.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('qianxian.since', %s, true)", [day.isoformat()])
        yield
        cursor.execute("SELECT set_config('qianxian.since', '', true)")


def put_back(thing: models.Model, said: Mapping[str, Any] | None) -> None:
    """Show a row as it stood on another day: for reading only, a command locks and reads its row anew."""
    for name, value in (said or {}).items():
        setattr(thing, name, thing._meta.get_field(name).to_python(value))
