"""Statements of every request and every intake: written once, sent apart from their values, and planned once for a connection.

Django's own cursor puts the values into the text, so that PostgreSQL reads and plans it anew each time, and the ORM takes longer to put a read of
one row together than PostgreSQL takes to answer it. Example: ``rows_where(ServiceItem, "code = %s AND period @> %s::date", code, on)``.

For what is asked at each request or written at each intake, and for texts that are always the same; everything else reads better with the ORM.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, connections, models
from django.db.backends.postgresql.base import ServerBindingCursor
from django.db.backends.utils import CursorWrapper
from django.db.models.query import get_related_populators
from django.utils.functional import cached_property

Row = TypeVar("Row", bound=models.Model)


def prepared() -> CursorWrapper:
    """A cursor for ``with``, like Django's ``connection.cursor()``: seen by the same wrappers, with the same errors.

    A value whose type the text does not show is cast in it: ``valid @> %s::date``. One statement at a time. While Django keeps a list of
    statements (DEBUG, tests that count them) it is Django's own cursor, which knows the finished text.
    """
    link = connections[DEFAULT_DB_ALIAS]  # once: each word asked of the proxy is sought in the thread's own store
    if link.queries_logged:
        return link.cursor()
    link.close_if_health_check_failed()
    if link.connection is None:
        link.ensure_connection()
    return link.make_cursor(ServerBindingCursor(link.connection))


@cache
def _reading(model: type[models.Model]) -> tuple[str, list[str], list[tuple[int, Callable]]]:
    """SELECT of every column, the names of the attributes, and which values the field itself reads (JSON)."""
    fields = model._meta.concrete_fields
    columns = ", ".join(f'"{field.column}"' for field in fields)
    reads = [(place, field.from_db_value) for place, field in enumerate(fields) if hasattr(field, "from_db_value")]
    return f'SELECT {columns} FROM "{model._meta.db_table}"', [field.attname for field in fields], reads


def rows_where(model: type[Row], condition: str, *values: Any) -> list[Row]:
    """The rows of a table that meet the written condition, in the order that it asks for. Reach is the caller's to ask for, as in any SQL."""
    text, names, reads = _reading(model)
    with prepared() as cursor:
        cursor.execute(f"{text} WHERE {condition}", values)
        rows = [list(row) for row in cursor.fetchall()]
    for row in rows:
        for place, read in reads:
            row[place] = read(row[place], None, connection)
    return [model.from_db(connection.alias, names, row) for row in rows]


def latest_of(related: models.Manager) -> models.Model | None:
    """The newest of the rows that point at one, as ``related.order_by("-pk").first()`` would get it. Example: ``latest_of(case.receipts)``."""
    return next(iter(rows_where(related.model, _latest(related.field.column, related.model._meta.pk.column), related.instance.pk)), None)


@cache
def _latest(column: str, key: str) -> str:
    return f'"{column}" = %s ORDER BY "{key}" DESC LIMIT 1'


@cache
def _writing(model: type[models.Model], count: int = 1) -> tuple[str, list[models.Field]]:
    """INSERT of so many rows with every column but the key and what the database sets itself."""
    fields = [field for field in model._meta.concrete_fields if not field.primary_key and field.db_default is models.NOT_PROVIDED]
    columns, places = ", ".join(f'"{field.column}"' for field in fields), ", ".join(["%s"] * len(fields))
    rows = ", ".join([f"({places})"] * count)
    return f'INSERT INTO "{model._meta.db_table}" ({columns}) VALUES {rows} RETURNING "{model._meta.pk.column}"', fields


def insert(row: Row, *more: Row) -> Row:
    """Write new rows of one table, one after the other, as ``save(force_insert=True)`` would, and give each its key; the first of them."""
    rows = (row, *more)
    text, fields = _writing(type(row), len(rows))
    link = connections[DEFAULT_DB_ALIAS]
    with prepared() as cursor:
        cursor.execute(text, [field.get_db_prep_save(field.pre_save(one, True), link) for one in rows for field in fields])
        for one, (key,) in zip(rows, cursor.fetchall(), strict=True):
            one.pk = key
            one._state.adding, one._state.db = False, DEFAULT_DB_ALIAS
    return row


@cache
def _changing(model: type[models.Model], names: tuple[str, ...]) -> tuple[str, list[models.Field]]:
    fields = [model._meta.get_field(name) for name in names]
    columns = ", ".join(f'"{field.column}" = %s' for field in fields)
    return f'UPDATE "{model._meta.db_table}" SET {columns} WHERE "{model._meta.pk.column}" = %s', fields


def update(row: models.Model, *names: str) -> None:
    """Write the named fields of a row, as ``save(update_fields=names)`` would. Raises DatabaseError when there is no such row in reach."""
    text, fields = _changing(type(row), names)
    with prepared() as cursor:
        cursor.execute(text, [*(field.get_db_prep_save(field.pre_save(row, False), connection) for field in fields), row.pk])
        if cursor.rowcount != 1:
            raise DatabaseError("the row is not there")


class ByKey(Generic[Row]):
    """One row by its key, as a query set would get it: put together by the ORM once for the program, planned by PostgreSQL once for the connection.

    Example: ``HELD = ByKey(lambda: Book.objects.select_for_update(no_key=True))`` at the head of a file, ``HELD.get(7)`` in its commands;
    ``ByKey(lambda: Case.objects.select_related("item"), "number")`` by another unique field. For what commands lock and read again and again:
    composing a join of five tables takes Django four times as long as PostgreSQL takes to answer.
    """

    def __init__(self, rows: Callable[[], models.QuerySet[Row]], field: str = "pk") -> None:
        self.rows, self.field = rows, field

    @cached_property
    def _composed(self) -> tuple[str, Callable[[tuple], Row]]:
        """The statement, and what makes the objects of its row: the same steps as Django's own ``ModelIterable``."""
        rows = self.rows().filter(**{self.field: "0"})
        compiler = rows.query.get_compiler(connection=connection)
        statement, values = compiler.as_sql()
        assert values in ((0,), ("0",)), f"the key is to be the only value: {values}"
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

    def get(self, key: int | str) -> Row:
        """The row; raises the model's DoesNotExist where there is none, or none within reach."""
        statement, made = self._composed
        with prepared() as cursor:
            cursor.execute(statement, [key])
            row = cursor.fetchone()
        if row is None:
            raise self.rows().model.DoesNotExist
        return made(row)
