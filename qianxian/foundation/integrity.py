"""Checks of the data that ``qianxian check`` runs beside those of the installation; rooms offer theirs in ``<room>/integrity.py``.

Each is one SELECT by the owner that names what must not exist. Example: slips whose cents do not add up to their run.
"""

from __future__ import annotations

import importlib
import importlib.util
import pkgutil
from collections.abc import Callable, Iterable

from django.db import connections

import qianxian

_offers: dict[str, str] = {}


def offer_check(name: str, sql: str) -> None:
    """A named SELECT (one text column per violation) that must give no row."""
    _offers[name] = sql


def _violations(sql: str) -> Iterable[str]:
    with connections["owner"].cursor() as cursor:
        cursor.execute(sql)
        return [str(row[0]) for row in cursor.fetchall()]


def checks() -> dict[str, Callable[[], Iterable[str]]]:
    """Every offered check: name → a function that gives all violations."""
    for room in pkgutil.iter_modules(qianxian.__path__):
        name = f"qianxian.{room.name}.integrity"
        if room.ispkg and room.name != "foundation" and importlib.util.find_spec(name):
            importlib.import_module(name)
    return {name: (lambda sql=sql: _violations(sql)) for name, sql in _offers.items()}
