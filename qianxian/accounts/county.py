"""What accounts must know about the county and its places; read by name, since ``divisions`` stands above this room.

Example: ``county()`` gives name, code and whether this is the example; ``place_names({"440403103000"})`` gives 斗门镇.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import connection

from qianxian.foundation import clock
from qianxian.foundation.reach import prefix_of
from qianxian.foundation.statements import prepared

_MERGES = """(SELECT json_object_agg(code, replaced_by ORDER BY upper(valid)) FROM divisions_division m
    WHERE replaced_by <> '' AND upper(valid) <= d.day
    AND NOT EXISTS (SELECT 1 FROM divisions_division n WHERE n.code = m.code AND n.valid @> d.day))"""


@dataclass(frozen=True)
class CountyFacts:
    """The one county of this installation; empty before it is initialised. ``merges`` are today's, as ``merges()`` gives them."""

    code: str = ""
    name: str = ""
    is_example: bool = False
    example_day: dt.date | None = None
    phone: str = ""
    merges: Mapping[str, str] | None = None

    @property
    def today(self) -> dt.date:
        """The county's business day, without asking the database again."""
        return self.example_day or clock.calendar_day()


def county() -> CountyFacts:
    """The county, or empty facts where none was initialised."""
    with prepared() as cursor:
        cursor.execute(
            f"SELECT code, name, is_example, example_day, telephone, {_MERGES} FROM divisions_county,"
            " LATERAL (SELECT coalesce(example_day, %s) AS day) AS d ORDER BY id LIMIT 1",
            [clock.calendar_day()],
        )
        row = cursor.fetchone()
    return CountyFacts(*row) if row else CountyFacts()


def place_names(codes: Iterable[str], on: dt.date) -> dict[str, str]:
    """Names of divisions by 12-digit code, as they stood on the day; unknown codes are left out."""
    wanted = sorted({code for code in codes if code})
    if not wanted:
        return {}
    with prepared() as cursor:
        cursor.execute("SELECT code, name FROM divisions_division WHERE code = ANY(%s::text[]) AND valid @> %s::date", [wanted, on])
        return dict(cursor.fetchall())


def places_on(on: dt.date) -> list[tuple[str, str]]:
    """Towns with their villages under them as they stood on the day, for a list to choose from; the value is a division prefix."""
    return [(code[:9] if code.endswith("000") else code, name) for code, name in divisions_on(on) if not code.endswith("000000")]


def divisions_on(on: dt.date) -> list[tuple[str, str]]:
    """The county, its towns and their villages under them, by whole codes: what a role may be granted over."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT code, name FROM divisions_division WHERE valid @> %s::date ORDER BY code", [on])
        return [(code, name if code.endswith("000") else f"　{name}") for code, name in cursor.fetchall()]


def organisation_exists(code: str, division_code: str) -> bool:
    """True when a party organisation of that code stands in the place or below it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT 1 FROM organisations_partyorganisation WHERE code = %s AND division_code LIKE %s)",
            [code, f"{prefix_of(division_code)}%"],
        )
        return bool(cursor.fetchone()[0])


def merges(on: dt.date) -> dict[str, str]:
    """Old 12-digit code → the code that took it in, for places that no longer stand on the day. A code in use again is left out."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {_MERGES} FROM (SELECT %s::date AS day) AS d", [on])
        return cursor.fetchone()[0] or {}


def place_exists(code: str, on: dt.date) -> bool:
    """True when the division stands on the day, or when no division was loaded yet (the first administrators)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT 1 FROM divisions_division WHERE code = %s AND valid @> %s::date)"
            " OR NOT EXISTS (SELECT 1 FROM divisions_division)",
            [code, on],
        )
        return bool(cursor.fetchone()[0])
