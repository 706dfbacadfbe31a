"""Reads of the register: elements by subject and owner, and what the house holds of one."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.db.models import Q, QuerySet

from qianxian.divisions import queries as divisions
from qianxian.elements.models import DataElement
from qianxian.elements.readers import Held, held_by_readers
from qianxian.foundation.actor import Actor


def elements(*, words: str = "", subject: str = "", owner: str = "", lives: str = "") -> QuerySet[DataElement]:
    """Elements by code; ``words`` looks in name, code and definition."""
    rows = DataElement.objects.select_related("same_as").order_by("code")
    if words:
        rows = rows.filter(Q(name__icontains=words) | Q(code__icontains=words) | Q(definition__icontains=words))
    rows = rows.filter(subject=subject) if subject else rows
    rows = rows.filter(lives=lives == "yes") if lives else rows
    return rows.filter(owner=owner) if owner else rows


def element_by_code(code: str) -> DataElement | None:
    """One element."""
    return DataElement.objects.filter(code=code).select_related("same_as").first()


def element_by_uuid(uuid: UUID | str) -> DataElement | None:
    """One element by its key."""
    return DataElement.objects.filter(uuid=uuid).first()


def samples(element: DataElement, by: Actor, on: dt.date, scope: str | None = None, limit: int = 10) -> tuple[int, int, list[tuple[str, str, Held]]]:
    """(how many villages in reach, of how many the value is held, the first of them as (code, name, held)); nothing for other subjects."""
    if element.subject != DataElement.Subject.VILLAGE:
        return 0, 0, []
    names = dict(divisions.villages(on, by, scope).values_list("code", "name"))
    held = held_by_readers(element.code, names, by, on) if element.lives else {}
    return len(names), len(held), [(code, names[code], held[code]) for code in sorted(held)[:limit]]
