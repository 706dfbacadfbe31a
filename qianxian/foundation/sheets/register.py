"""What a room promises for a register that comes in by Excel: plan the rows against the table, write them, take them back.

The imports room drives every register the same way::

    register = register_for("members")
    parsed = parse(register.sheet, upload, on=day)                      # cells; errors by row and column
    plan = register.plan(connection, parsed, by=actor, on=day)          # compares; writes nothing
    leaf = audit.record(by=actor, action="imports.commit_batch", …)     # one leaf for the file, with plan.digest
    register.write(connection, plan, by=actor, on=day, leaf=leaf)       # all or nothing, in the caller's transaction
    register.undo(connection, leaf, by=actor)                           # while nothing depends on it

Every record written leaves one history row under the batch's leaf: ``before`` None for a new one, and only the changed columns
otherwise, by column name. That is all an undo needs. Values of sealed fields stand there sealed.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import importlib
import importlib.util
import json
import pkgutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol
from uuid import UUID

from django.apps import apps
from django.contrib.postgres.fields import DateRangeField
from django.db import models, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

import qianxian
from qianxian.foundation import audit
from qianxian.foundation.actor import Actor
from qianxian.foundation.errors import RuleViolated, Violation
from qianxian.foundation.models import ChangeHistory
from qianxian.foundation.records import FormerRecord
from qianxian.foundation.sheets.parsing import CellError, Parsed
from qianxian.foundation.sheets.spec import Sheet
from qianxian.foundation.sheets.wording import say as _

SHOWN_CHANGES = 500
SHOWN_NEW = 50


@dataclass(frozen=True)
class FieldChange:
    """One column of one record, old and new as a person reads them (secret values masked)."""

    column: str
    old: str
    new: str


@dataclass(frozen=True)
class RowChange:
    """A row that would be new or changed; ``row`` is Excel's number, ``label`` names it without secrets."""

    row: int
    kind: str
    label: str
    fields: tuple[FieldChange, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Plain values for ``ImportBatch.changes``."""
        return {"row": self.row, "kind": self.kind, "label": self.label, "fields": [[f.column, f.old, f.new] for f in self.fields]}


@dataclass
class Plan:
    """What a file would do. ``payload`` belongs to the register that made it; ``clean`` says whether it may be written."""

    register: str
    rows: int
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    errors: list[CellError] = field(default_factory=list)
    warnings: list[CellError] = field(default_factory=list)
    changes: list[RowChange] = field(default_factory=list)
    digest: str = ""
    payload: Any = None

    @property
    def clean(self) -> bool:
        """No error in any row: warnings do not stop a file."""
        return not self.errors

    @property
    def wrong(self) -> int:
        """How many rows carry at least one error."""
        return len({e.row for e in self.errors})

    def to_json(self) -> dict[str, Any]:
        """The published answer of ``qianxian import … --json``."""
        return {
            "register": self.register, "rows": self.rows, "new": self.new, "changed": self.changed, "unchanged": self.unchanged,
            "errors": [{"sheet": e.sheet, "row": e.row, "column": e.column, "code": e.code, "message": e.message} for e in self.errors],
        }  # fmt: skip


class Register(Protocol):
    """One register. ``plan`` reads only; ``write`` runs in the caller's transaction and trusts a clean plan of the same transaction."""

    sheet: Sheet

    def plan(self, connection: Any, parsed: Parsed, *, by: Actor, on: dt.date) -> Plan:
        """The rows compared with the register: counts, changes and every error, the cells' own included."""
        ...

    def write(self, connection: Any, plan: Plan, *, by: Actor, on: dt.date, leaf: UUID) -> int:
        """The number of records written, each with its history row under ``leaf``."""
        ...

    def undo(self, connection: Any, leaf: UUID, *, by: Actor) -> int:
        """The number of records taken back; RuleViolated, and nothing changed, when later work rests on them."""
        ...


def compared(register: Register, connection: Any, parsed: Parsed, *, by: Actor, on: dt.date) -> Plan:
    """The register's plan for the file. Where a required column is missing no row can be compared: the file's own errors alone."""
    if any(error.code == "heading_missing" for error in parsed.errors):
        return Plan(register.sheet.register, rows=len(parsed), errors=parsed.sorted_errors())
    return register.plan(connection, parsed, by=by, on=on)


_registers: dict[str, Register] = {}


def offer_register(register: Register) -> Register:
    """The register, known from now on by its sheet's name. Rooms call it at the end of their ``sheets.py``."""
    _registers[register.sheet.register] = register
    return register


def all_registers() -> dict[str, Register]:
    """Every register that can be imported, by name; reads the rooms' ``sheets`` at first need."""
    for room in pkgutil.iter_modules(qianxian.__path__):
        name = f"qianxian.{room.name}.sheets"
        if room.ispkg and room.name != "foundation" and importlib.util.find_spec(name):
            importlib.import_module(name)
    return dict(_registers)


def register_for(name: str) -> Register:
    """The register of that name; KeyError for an unknown one."""
    return _registers[name] if name in _registers else all_registers()[name]


def digest_of(rows: Iterable[Sequence[Any]]) -> str:
    """SHA-256 (hex) over the rows as they were written: the fingerprint that the batch's one leaf carries."""
    seal = hashlib.sha256()
    for row in rows:
        seal.update(repr(tuple(row)).encode())
    return seal.hexdigest()


@dataclass(frozen=True)
class Past:
    """One record's history row on its way into the table; ``before`` None means the record is new."""

    object_type: str
    object_id: str
    division_code: str
    before: dict[str, Any] | None
    after: dict[str, Any]


def keep_history(connection: Any, leaf: UUID, pasts: Iterable[Past]) -> None:
    """Write one history row per record under the batch's leaf, through a staging table (COPY cannot pass row-level security)."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE staged_history (t text, i text, d text, b text, a text) ON COMMIT DROP")
        with cursor.cursor.copy("COPY staged_history FROM STDIN") as copy:
            for past in pasts:
                before = None if past.before is None else audit.canonical(past.before)
                copy.write_row((past.object_type, past.object_id, past.division_code, before, audit.canonical(past.after)))
        cursor.execute(
            "INSERT INTO foundation_changehistory (leaf, object_type, object_id, division_code, salt, before, after)"
            " SELECT %s, t, i, d, replace(gen_random_uuid()::text, '-', ''), b::jsonb, a::jsonb FROM staged_history",
            [leaf],
        )
        cursor.execute("DROP TABLE staged_history")


@transaction.atomic
def take_back(leaf: UUID) -> int:
    """The number of records put back to before the batch. Raises RuleViolated when later work rests on it; then nothing changes.

    The ordinary ``undo`` of a register. The caller permits, locks the batch and records the act.
    """
    by_type = past_of(leaf)
    made = {label: [row.object_id for row in past if row.before is None] for label, past in by_type.items()}
    faults = changed_later(by_type)
    for label, uuids in made.items():
        faults += resting_on(apps.get_model(label), uuids, made)
    if faults:
        raise RuleViolated(faults)
    for label, past in _children_first(by_type):
        restore(apps.get_model(label), past)
    return sum(map(len, by_type.values()))


def past_of(leaf: UUID) -> dict[str, list[ChangeHistory]]:
    """The batch's history rows by type of record. Raises RuleViolated when there are none."""
    by_type: dict[str, list[ChangeHistory]] = {}
    for row in ChangeHistory.objects.filter(leaf=leaf).exclude(object_type__startswith="imports."):
        by_type.setdefault(row.object_type, []).append(row)
    if not by_type:
        raise RuleViolated([Violation("nothing", _("这一批没有写入记录，不用撤销。"))])
    return by_type


def changed_later(by_type: dict[str, list[ChangeHistory]], also: Mapping[str, Sequence[str]] | None = None) -> list[Violation]:
    """What was changed again after the batch, by type of record; ``also``: records that came with others and have no history row of the batch."""
    faults = []
    newest = max(row.pk for past in by_type.values() for row in past)
    touched = {label: [row.object_id for row in past] for label, past in by_type.items()}
    for label, more in (also or {}).items():
        touched[label] = [*touched.get(label, ()), *more]
    for label, uuids in touched.items():
        later = ChangeHistory.objects.filter(object_type=label, object_id__in=uuids, pk__gt=newest)
        if count := later.values("object_id").distinct().count():
            name = noun_of(apps.get_model(label))
            faults.append(
                Violation(
                    "changed_later", _("其中 %(n)d 条%(name)s在导入之后又改过。先撤回那些改动，或逐条更正。") % {"n": count, "name": name}
                )
            )
    return faults


def noun_of(model: type[models.Model]) -> str:
    """What a record is called on pages; 记录 where its room has not named it."""
    named = str(model._meta.verbose_name)
    return _("记录") if named.isascii() else named


def resting_on(model: type[models.Model], uuids: Sequence[str], made: Mapping[str, Sequence[str]]) -> list[Violation]:
    """Records that point at rows about to be deleted, apart from those made (and deleted) together with them."""
    faults = []
    for relation in model._meta.related_objects if uuids else ():
        other = relation.related_model
        if issubclass(other, FormerRecord):  # what the row said before goes with the row
            continue
        resting = other._base_manager.filter(**{f"{relation.field.name}__uuid__in": uuids})
        if own := made.get(other._meta.label_lower):
            resting = resting.exclude(uuid__in=own)
        if count := resting.count():
            words = {"n": count, "name": noun_of(other)}
            faults.append(Violation("rests_on_it", _("已有 %(n)d 条%(name)s以这一批为依据，不能整批撤销。逐条更正。") % words))
    return faults


def _children_first(by_type: dict[str, list[ChangeHistory]]) -> list[tuple[str, list[ChangeHistory]]]:
    """Types ordered so that a row is gone before what it points to."""
    labels = list(by_type)

    def depth(label: str) -> int:
        targets = {f.related_model._meta.label_lower for f in apps.get_model(label)._meta.local_fields if f.related_model}
        return 1 + max((depth(other) for other in targets if other in by_type and other != label), default=0)

    return sorted(((label, by_type[label]) for label in labels), key=lambda item: -depth(item[0]))


def restore(model: type[models.Model], past: list[ChangeHistory]) -> None:
    """Delete what the batch made and put back the columns it changed."""
    made = [row.object_id for row in past if row.before is None]
    changed = {row.object_id: row.before for row in past if row.before is not None}
    if made:
        model._base_manager.filter(uuid__in=made)._raw_delete("default")
    fields = {f.attname: f for f in model._meta.local_fields}
    things = list(model._base_manager.filter(uuid__in=changed))
    touched: set[str] = set()
    for thing in things:
        for name, value in changed[str(thing.uuid)].items():
            setattr(thing, name, _value(fields[name], value))
            touched.add(fields[name].name)
        thing.version += 1
    if things:
        model._base_manager.bulk_update(things, [*touched, "version"], batch_size=500)


def _value(column: models.Field, value: Any) -> Any:
    """A value of the history as its column holds it."""
    if value is None:
        return None
    if isinstance(column, DateRangeField):
        lower, upper = (dt.date.fromisoformat(v) if v else None for v in value)
        return DateRange(lower, upper)
    return column.to_python(json.dumps(value) if isinstance(column, models.JSONField) else value)
