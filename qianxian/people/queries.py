"""Reads of persons. Lists start at ``visible_to``; a merged record is not a person any more and is reached only from the one that was kept."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from qianxian.foundation.actor import Actor
from qianxian.foundation.models import AuditLeaf, ChangeHistory
from qianxian.foundation.sealing import keyed_hash
from qianxian.people.models import Person
from qianxian.rulebook.queries import county_settings

REVEALED = "people.reveal_field"
REVEALS_A_DAY = 30


def people(actor: Actor, scope: str | None = None) -> QuerySet[Person]:
    """Persons in reach, in the order of pinyin."""
    return Person.objects.visible_to(actor, scope).filter(merged_into__isnull=True).order_by("pinyin", "id")


def person(actor: Actor, uuid: UUID | str) -> Person | None:
    """One person in reach; a merged record too."""
    return Person.objects.visible_to(actor).select_related("merged_into").filter(uuid=uuid).first()


def own_person(actor: Actor) -> Person | None:
    """The actor's own person record; None when the login is tied to none, or it lies outside the reach of the role."""
    return person(actor, actor.person_uuid) if actor.person_uuid else None


def by_identity(actor: Actor, number: str) -> QuerySet[Person]:
    """The person with this identity number, in reach; found by the keyed hash, the number is never compared in the open."""
    cleaned = "".join(number.split()).upper()
    return people(actor).filter(identity_index=keyed_hash(cleaned, kind="identity")) if cleaned else people(actor).none()


def alike(person: Person, actor: Actor) -> QuerySet[Person]:
    """Records that may be the same human being: same name and day of birth."""
    return people(actor).filter(name=person.name, birth_date=person.birth_date).exclude(pk=person.pk)


def reveal_limit(on: dt.date) -> int:
    """How many fields one login may see in full in a day (PARAM ``reveal_daily_limit``)."""
    row = county_settings().find("reveal_daily_limit", on)
    return int(row.value) if row is not None else REVEALS_A_DAY


def age_on(person: Person, on: dt.date) -> int:
    """Full years on the day."""
    return on.year - person.birth_date.year - ((on.month, on.day) < (person.birth_date.month, person.birth_date.day))


@dataclass(frozen=True)
class LogEntry:
    """One recorded act on an object, with what changed where the history still holds it."""

    at: dt.datetime
    actor: str
    role: str
    action: str
    reason: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    object_type: str = ""
    on_behalf_of: str = ""


def log_of(*objects: Any, limit: int = 100) -> list[LogEntry]:
    """What was done to these records, newest first: their own leaves, and the batches that touched them. At most two queries."""
    ids = [str(o.uuid) for o in objects if o is not None]
    types = list({o._meta.label_lower for o in objects if o is not None})
    rows = {h.leaf: h for h in ChangeHistory.objects.filter(object_type__in=types, object_id__in=ids).order_by("-id")[:limit]}
    own = AuditLeaf.objects.filter(object_type__in=types, object_id__in=ids)
    leaves = (own | AuditLeaf.objects.filter(uuid__in=list(rows))).order_by("-id")[:limit]
    return [
        LogEntry(
            leaf.at,
            leaf.actor,
            leaf.role,
            leaf.action,
            leaf.reason,
            getattr(rows.get(leaf.uuid), "before", None),
            getattr(rows.get(leaf.uuid), "after", None),
            getattr(rows.get(leaf.uuid), "object_type", ""),
            leaf.on_behalf_of,
        )
        for leaf in leaves
    ]
