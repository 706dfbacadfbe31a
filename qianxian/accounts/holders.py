"""Which person of the registry an account belongs to: by identity number, else by the office its role stands for.

Example: ``Holders(["4404…"], on).of("", "village_secretary", "440403103210", "", "单雄信")`` is the uuid of 八甲村's serving secretary of
that name. Read by name within the bound reach, since people, organisations and centres stand above this room.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from django.db import connection

from qianxian.foundation.sealing import keyed_hashes

# Role, place or organisation code, name and key of everybody who holds the office that the role stands for, on the day.
OFFICES = """
    SELECT f.role, f.place, p.name, p.uuid FROM (
      SELECT 'village_secretary' AS role, o.division_code AS place, m.person_id FROM organisations_mandate m
        JOIN organisations_partyorganisation o ON o.id = m.organisation_id
        WHERE m.role = 'secretary' AND o.is_top_of_village AND m.period @> %(on)s::date
      UNION ALL SELECT 'branch_secretary', o.code, m.person_id FROM organisations_mandate m
        JOIN organisations_partyorganisation o ON o.id = m.organisation_id WHERE m.role = 'secretary' AND m.period @> %(on)s::date
      UNION ALL SELECT 'supervision_member', c.division_code, m.person_id FROM organisations_mandate m
        JOIN organisations_committee c ON c.id = m.committee_id WHERE c.kind = 'supervision_committee' AND m.period @> %(on)s::date
      UNION ALL SELECT 'centre_member', e.division_code, e.person_id FROM engagements_engagement e WHERE e.period @> %(on)s::date
      UNION ALL SELECT 'window_staff', w.division_code, w.person_id FROM centres_windowstaff w WHERE w.period @> %(on)s::date
    ) AS f JOIN people_person p ON p.id = f.person_id WHERE f.role = ANY(%(roles)s)
"""


class Holders:
    """The persons that a file's accounts may belong to, read once for the whole file."""

    def __init__(self, numbers: Sequence[str], roles: Sequence[str], on: dt.date) -> None:
        self.hashes = dict(zip(numbers, keyed_hashes(numbers, kind="identity"), strict=True))
        self.by_number: dict[str, tuple[UUID, str]] = {}
        self.by_office: dict[tuple[str, str, str], set[UUID]] = defaultdict(set)
        with connection.cursor() as cursor:
            if wanted := [h for h in self.hashes.values() if h]:
                cursor.execute("SELECT identity_index, uuid, name FROM people_person WHERE merged_into_id IS NULL AND identity_index = ANY(%s)", [wanted])
                self.by_number = {index: (uuid, name) for index, uuid, name in cursor.fetchall()}
            cursor.execute(OFFICES, {"on": on, "roles": sorted(set(roles))})
            for role, place, name, uuid in cursor.fetchall():
                self.by_office[role, place, name].add(uuid)

    def of_number(self, number: str) -> tuple[UUID, str] | None:
        """(uuid, name) of the one living record with that identity number, within reach."""
        return self.by_number.get(self.hashes.get(number, ""))

    def of_office(self, role: str, division_code: str, organisation_code: str, name: str) -> UUID | None:
        """The one person of that name who holds the role's office there; None when there is none, or more than one."""
        found = self.by_office.get((role, organisation_code if role == "branch_secretary" else division_code, name), set())
        return next(iter(found)) if len(found) == 1 else None
