"""The fifth step of every command: record the act as a leaf, and old and new values in the history, in the same transaction."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import secrets
import uuid
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.db import connection

from qianxian.foundation.actor import Actor
from qianxian.foundation.records import prepared


def canonical(value: Any) -> str:
    """Canonical JSON: sorted keys, no spaces, UTF-8, dates ISO, money as text."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain)


def _plain(value: Any) -> Any:
    if isinstance(value, dt.date | dt.datetime):
        return value.isoformat()
    if isinstance(value, Decimal | uuid.UUID):
        return str(value)
    if hasattr(value, "lower") and hasattr(value, "upper") and not isinstance(value, str):
        return [_plain(value.lower) if value.lower else None, _plain(value.upper) if value.upper else None]
    if isinstance(value, set | frozenset | tuple):
        return sorted(value) if not isinstance(value, tuple) else list(value)
    return str(value)


def salted_digest(salt: str, value: Mapping | None) -> str:
    """SHA-256 (hex) of salt and canonical JSON; empty for no value."""
    return hashlib.sha256((salt + canonical(value)).encode()).hexdigest() if value is not None else ""


LEAF = "INSERT INTO foundation_auditleaf (uuid, actor, role, on_behalf_of, action, object_type, object_id, division_code, reason, before_digest, after_digest) VALUES "
LEAF_ROW = "(%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s)"
HISTORY = "INSERT INTO foundation_changehistory (leaf, object_type, object_id, division_code, salt, before, after) VALUES "
HISTORY_ROW = "(%s,%s,%s,%s,%s,%s,%s)"
# Both rows in one statement: every command of the house records, and each journey to the database costs more than a row.
LEAF_AND_HISTORY = f"WITH leaf AS ({LEAF}{LEAF_ROW}) {HISTORY}{HISTORY_ROW}"
ROWS_AT_ONCE = 500


def record(
    *,
    by: Actor,
    action: str,
    thing: Any = None,
    object_type: str = "",
    object_id: str = "",
    division_code: str = "",
    before: Mapping | None = None,
    after: Mapping | None = None,
    reason: str = "",
) -> uuid.UUID:
    """Write one leaf and, where values changed, one history row; return the leaf's UUID.

    ``thing`` supplies type, uuid and division code when given. Runs inside the command's transaction.
    """
    if thing is not None:
        object_type = object_type or thing._meta.label_lower
        object_id = object_id or str(getattr(thing, "uuid", thing.pk))
        division_code = division_code or getattr(thing, "division_code", "")
    leaf, salt = uuid.uuid4(), secrets.token_hex(16)
    written = [leaf, by.login, by.role, by.on_behalf_of, action, object_type, object_id, division_code, reason[:500], salted_digest(salt, before), salted_digest(salt, after)]
    with prepared() as cursor:
        if before is None and after is None:
            cursor.execute(LEAF + LEAF_ROW, written)
        else:
            values = [canonical(before) if before is not None else None, canonical(after) if after is not None else None]
            cursor.execute(LEAF_AND_HISTORY, [*written, leaf, object_type, object_id, division_code, salt, *values])
    return leaf


def record_each(*, by: Actor, action: str, written: Iterable[tuple[Any, Mapping]]) -> None:
    """As ``record`` for each pair of a row and its values afterwards: one act that wrote a whole list, told row by row, in a statement for hundreds."""
    leaves, history = [], []
    for thing, after in written:
        leaf, salt = uuid.uuid4(), secrets.token_hex(16)
        about = (thing._meta.label_lower, str(thing.uuid), thing.division_code)
        leaves.append((leaf, by.login, by.role, by.on_behalf_of, action, *about, "", "", salted_digest(salt, after)))
        history.append((leaf, *about, salt, None, canonical(after)))
    with connection.cursor() as cursor:
        for first in range(0, len(leaves), ROWS_AT_ONCE):
            some, told = leaves[first : first + ROWS_AT_ONCE], history[first : first + ROWS_AT_ONCE]
            statement = f"WITH leaf AS ({LEAF}{','.join([LEAF_ROW] * len(some))}) {HISTORY}{','.join([HISTORY_ROW] * len(told))}"
            cursor.execute(statement, [value for row in (*some, *told) for value in row])


def snapshot(thing: Any, *fields: str) -> dict[str, Any]:
    """The named fields of a row as a plain dict, for before and after."""
    return {name: getattr(thing, name) for name in fields}
