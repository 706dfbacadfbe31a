"""The list of readers by the code of their element."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib import import_module
from typing import Any

from django.utils.translation import gettext as _

from qianxian.foundation.actor import Actor

ROOMS_OF_READERS = ("villages", "village_work", "facilities", "organisations", "persons")


@dataclass(frozen=True)
class Held:
    """A value that is held already: in words, as of which day (None: as it stands now), and the page where it is changed."""

    value: str
    as_of: dt.date | None
    url: str


@dataclass(frozen=True)
class Reader:
    """How the values of one element are read: for whom, where they live in words, which right it takes to see them, and the reading itself."""

    code: str
    subject: str
    lives_in: Any
    permission: str
    read: Callable[[list[str], Actor, dt.date], Mapping[str, tuple[Any, dt.date | None, str]]]
    place: Callable[[str], str]


_readers: dict[str, Reader] = {}


def offer(code: str, lives_in: Any, permission: str, place: Callable[[str], str]) -> Callable:
    """Register the function below as the reader of the element; ``place`` is the page where a missing value is entered.

    The function gives (value, as-of day, address) by the subject's key: a village's code, an organisation's code, a person's uuid.
    """

    def put(read: Callable) -> Callable:
        _readers[code] = Reader(code, code.split(".")[0], lives_in, str(permission), read, place)
        return read

    return put


@cache
def _load() -> None:
    for name in ROOMS_OF_READERS:
        import_module(f"qianxian.elements.readers.{name}")


def readers() -> dict[str, Reader]:
    """Every reader by code."""
    _load()
    return _readers


def reader_of(code: str) -> Reader | None:
    """The reader of an element; None where nothing in the house holds it."""
    return readers().get(code)


def held_by_readers(code: str, keys: Iterable[str], by: Actor, on: dt.date) -> dict[str, Held]:
    """What the element's room holds of the subjects, within the actor's reach."""
    reader = reader_of(code)
    if reader is None:
        return {}
    found = reader.read(list(keys), by, on)
    return {key: Held(in_words(value), as_of, url) for key, (value, as_of, url) in found.items() if value is not None and value != ""}


def in_words(value: Any) -> str:
    """A value as forms and sheets show it."""
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, Decimal):
        return f"{value:f}"
    return str(value)
