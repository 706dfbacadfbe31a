"""The shapes of tables: every record has a public UUID; a division-bound one carries its 12-digit code and stands under row-level security.

``GRANTS`` says what the application role may do: "append" (INSERT), "mutable" (+ UPDATE), "erasable" (+ DELETE). ``guards.apply`` makes it so.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, ClassVar, Generic, TypeVar

from django.contrib.postgres.fields import DateRangeField
from django.core.validators import RegexValidator
from django.db import connection, models
from django.db.backends.postgresql.base import ServerBindingCursor
from django.db.backends.utils import CursorWrapper
from django.db.models.query import get_related_populators
from django.utils.functional import cached_property
from psycopg import sql

from qianxian.foundation.reach import DivisionQuerySet

is_division_code = RegexValidator(r"^\d{12}$")
Row = TypeVar("Row", bound=models.Model)


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


@contextmanager
def prepared() -> Iterator[CursorWrapper]:
    """A cursor whose statements PostgreSQL reads and plans once for each connection: for fixed texts that many commands send.

    Django's own cursor writes the values into the text, so that every statement is a new one; planning it often costs more than doing it.
    """
    connection.ensure_connection()
    cursor = ServerBindingCursor(connection.connection)
    with connection.make_debug_cursor(cursor) if connection.queries_logged else connection.make_cursor(cursor) as wrapped:
        yield wrapped


class ByKey(Generic[Row]):
    """One row by its key, as a query set would get it: put together by the ORM once for the program, planned by PostgreSQL once for the connection.

    Example: ``HELD = ByKey(lambda: Book.objects.select_for_update(no_key=True))`` at the head of a file, ``HELD.get(7)`` in its commands. For
    what commands lock and read again and again: composing a join of five tables takes Django four times as long as PostgreSQL takes to answer.
    """

    def __init__(self, rows: Callable[[], models.QuerySet[Row]]) -> None:
        self.rows = rows

    @cached_property
    def _composed(self) -> tuple[str, Callable[[tuple], Row]]:
        """The statement, and what makes the objects of its row: the same steps as Django's own ``ModelIterable``."""
        rows = self.rows().filter(pk=0)
        compiler = rows.query.get_compiler(connection=connection)
        statement, values = compiler.as_sql()
        assert values == (0,), f"the key is to be the only value: {values}"
        first, *_, last = compiler.klass_info["select_fields"]
        names = [column.target.attname for column, *_ in compiler.select[first : last + 1]]
        related = get_related_populators(compiler.klass_info, compiler.select, connection.alias)
        converters = compiler.get_converters([column for column, *_ in compiler.select])

        def made(row: tuple) -> Row:
            (row,) = compiler.apply_converters([row], converters) if converters else [row]
            one = rows.model.from_db(connection.alias, names, row[first : last + 1])
            for populator in related:
                populator.populate(row, one)
            return one

        return statement, made

    def get(self, key: int) -> Row:
        """The row; raises the model's DoesNotExist where there is none, or none within reach."""
        statement, made = self._composed
        with prepared() as cursor:
            cursor.execute(statement, [key])
            row = cursor.fetchone()
        if row is None:
            raise self.rows().model.DoesNotExist
        return made(row)


def next_in_book(book: type[models.Model], kind: str, division_code: str, year: int) -> int:
    """The next number of a place, kind and year in ``book`` (columns kind, year, last), which stays locked until the transaction ends.

    A command that fails gives its number back, so numbers have no gaps.
    """
    statement = sql.SQL(
        "INSERT INTO {book} (uuid, version, division_code, kind, year, last) VALUES (gen_random_uuid(), 1, %s, %s, %s, 1)"
        " ON CONFLICT (division_code, kind, year) DO UPDATE SET last = {book}.last + 1 RETURNING last"
    ).format(book=sql.Identifier(book._meta.db_table))
    with connection.cursor() as cursor:
        cursor.execute(statement, [division_code, kind, year])
        return cursor.fetchone()[0]


def short_number(book: type[models.Model], kind: str, division_code: str, year: int) -> str:
    """The next number of a village's book, short enough to be typed on a phone: BJ103210-2019-0001 of kind BJ for the village 440403103210."""
    return f"{kind}{division_code[6:]}-{year}-{next_in_book(book, kind, division_code, year):04d}"


def one_at_a_time(name: str) -> None:
    """Wait until nobody else works under the name, and keep it until the transaction ends: what is counted or looked for next, stands."""
    with connection.cursor() as cursor:
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
