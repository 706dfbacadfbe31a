"""Numbers of matters, resolutions, certificates and power cases: SX-440403103200-2019-0007, gapless per village, kind and year.

Taken inside the command's transaction under a row lock, so a command that fails gives its number back.
"""

from __future__ import annotations

from django.db import connection

MATTER, RESOLUTION, CERTIFICATE, POWER = "SX", "JY", "PZ", "QL"


def next_number(kind: str, division_code: str, year: int) -> str:
    """The next number of the village's book; the book is locked until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO decisions_matternumber (uuid, version, division_code, kind, year, last) VALUES (gen_random_uuid(), 1, %s, %s, %s, 1)"
            " ON CONFLICT (division_code, kind, year) DO UPDATE SET last = decisions_matternumber.last + 1 RETURNING last",
            [division_code, kind, year],
        )
        return f"{kind}-{division_code}-{year}-{cursor.fetchone()[0]:04d}"
