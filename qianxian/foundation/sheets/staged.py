"""Rows of a small register on their way into tables: what is new, what changed, and one history row for each.

For registers of some thousand rows at most (organisations, committees, offices, staff); the members' register has a road of its own.
A row may touch several records: ``put`` each, then close the row with ``row``. Blank cells never clear what is held.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib.postgres.fields import DateRangeField
from django.db import models

from qianxian.foundation.sheets.parsing import Parsed
from qianxian.foundation.sheets.register import SHOWN_CHANGES, FieldChange, Past, Plan, RowChange, digest_of, keep_history
from qianxian.foundation.sheets.wording import say as _


class Put(NamedTuple):
    """One record as the row wants it: the instance, whether it is new, and {column: (old, new)} of what differs."""

    thing: models.Model
    is_new: bool
    changed: dict[str, tuple[Any, Any]]


def plain(value: Any) -> Any:
    """A value as the history keeps it."""
    if hasattr(value, "isempty"):
        return [value.lower, value.upper]
    return value


class Staged:
    """Collects the records of one plan; ``write`` saves them in the order of ``models_in_order``."""

    def __init__(self, register: str, parsed: Parsed, models_in_order: tuple[type[models.Model], ...]) -> None:
        self.parsed = parsed
        self.plan = Plan(register, rows=len(parsed))
        self.new: dict[type[models.Model], list[models.Model]] = {model: [] for model in models_in_order}
        self.changed: dict[type[models.Model], list[Put]] = {model: [] for model in models_in_order}
        self._digested: list[tuple[Any, ...]] = []
        self.after_write: list[tuple[str, list[Any]]] = []

    def put(self, model: type[models.Model], existing: models.Model | None, values: dict[str, Any]) -> Put:
        """Stage one record. ``values`` by attribute name (``parent_id``); None and "" leave an existing value alone."""
        if existing is None:
            thing = model(**{k: v for k, v in values.items() if v is not None})
            self.new[model].append(thing)
            return Put(thing, True, {})
        changed = {k: (getattr(existing, k), v) for k, v in values.items() if v not in (None, "") and getattr(existing, k) != v}
        put = Put(existing, False, changed)
        if changed:
            for key, (_old, new) in changed.items():
                setattr(existing, key, new)
            self.changed[model].append(put)
        return put

    def row(
        self, index: int, label: str, puts: list[Put], words: dict[str, tuple[str, dict[str, Any]]] | None = None, replaced: dict[str, tuple[Any, Any]] | None = None
    ) -> None:
        """Count the row by its records: new when the first is new, changed when any differs. ``words`` gives heading and wording by column.

        ``replaced``: what differs between a record that ends and the one that follows it, where a change is a new version.
        """
        number = self.parsed.row_numbers[index]
        if puts[0].is_new:
            self.plan.new += 1
            change = RowChange(number, "new", label)
        elif any(put.is_new or put.changed for put in puts):
            self.plan.changed += 1
            fields = [_field(name, old, new, words or {}) for name, (old, new) in (replaced or {}).items()]
            fields += [
                _field(name, old, new, words or {})
                for put in puts
                for name, (old, new) in put.changed.items()
                if name in (words or {name: ()})
            ]
            change = RowChange(number, "changed", label, tuple(fields))
        else:
            self.plan.unchanged += 1
            return
        self._digested.append((label, *[(put.is_new, sorted((k, str(plain(v[1]))) for k, v in put.changed.items())) for put in puts]))
        if len(self.plan.changes) < SHOWN_CHANGES:
            self.plan.changes.append(change)

    def done(self) -> Plan:
        """The finished plan."""
        self.plan.errors = self.parsed.sorted_errors()
        self.plan.digest = digest_of(self._digested)
        self.plan.payload = self
        return self.plan

    def write(self, connection: Any, leaf: UUID) -> int:
        """Save everything and keep its history; the number of records written."""
        pasts: list[Past] = []
        # keys first: a child may stand in the same batch as its parent
        for model, things in self.new.items():
            for thing, (key,) in zip(things, _keys(connection, model, len(things)), strict=True):
                thing.pk = key
        for model, things in self.new.items():
            model._base_manager.bulk_create(things, batch_size=500)
            pasts += [Past(model._meta.label_lower, str(t.uuid), _place(t), None, _columns(t)) for t in things]
        for model, puts in self.changed.items():
            for put in puts:
                put.thing.version += 1
                before, after = ({k: plain(v[i]) for k, v in put.changed.items()} for i in (0, 1))
                pasts.append(Past(model._meta.label_lower, str(put.thing.uuid), _place(put.thing), before, after))
            names = {model._meta.get_field(k.removesuffix("_id")).name if k.endswith("_id") else k for put in puts for k in put.changed}
            if puts:
                model._base_manager.bulk_update([put.thing for put in puts], [*names, "version"], batch_size=500)
        with connection.cursor() as cursor:
            for statement, parameters in self.after_write:
                cursor.execute(statement, parameters)
        keep_history(connection, leaf, pasts)
        return len(pasts)


def _keys(connection: Any, model: type[models.Model], count: int) -> list[tuple[int]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [model._meta.db_table, count])
        return cursor.fetchall()


def _place(thing: models.Model) -> str:
    return getattr(thing, "division_code", "") or ""


def _columns(thing: models.Model) -> dict[str, Any]:
    """What a new record holds: filled columns only, sealed text left out."""
    shown = {}
    for column in thing._meta.local_fields:
        value = getattr(thing, column.attname)
        if value in (None, "") or column.attname in ("id", "uuid", "version") or column.attname.endswith(("_sealed", "_index")):
            continue
        shown[column.attname] = plain(value) if isinstance(column, DateRangeField) else value
    return shown


def _field(name: str, old: Any, new: Any, words: dict[str, tuple[str, dict[str, Any]]]) -> FieldChange:
    heading, wording = words.get(name, (name, {}))
    return FieldChange(heading, _said(old, wording), _said(new, wording))


def _said(value: Any, wording: dict[str, Any]) -> str:
    if hasattr(value, "isempty"):
        return _period_said(value)
    if isinstance(value, list):
        return _("；").join(map(str, value))
    if value in wording:
        word = wording[value]
        return str(word[0] if isinstance(word, tuple) else word)
    return "" if value is None else str(value)


def _period_said(period: Any) -> str:
    """2019-01-01 – 2019-12-17: the first and the last day, as pages show them."""
    if period.isempty:
        return _("未生效")
    return f"{period.lower or ''} – {period.upper - dt.timedelta(days=1) if period.upper else _('长期')}"
