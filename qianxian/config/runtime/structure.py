"""The tables of a new home in one piece: ``structure.sql`` is what all migrations together leave behind.

Django plays 160 migrations in 30 to 40 seconds, nearly all of it spent drawing 190 models anew after each step; PostgreSQL makes the same tables in two.
``load`` is for a database that never saw a migration; those newer than the file are played after it as ever, so a file that is behind
costs time and nothing else. ``make structure`` writes it; ``tests/runtime/test_structure.py`` holds it to the migrations.
"""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from pathlib import Path

from qianxian.config.runtime import address, places
from qianxian.config.runtime.postgres import Server

FILE = Path(__file__).with_name("structure.sql")
PLAYED = "1970-01-01 00:00:00+00"
#: pg_dump's headings, the marks that psql alone understands, the one setting that PostgreSQL 15 and 16 do not know, and counters that never counted;
#: nothing that stands within a function or a text.
_NOISE = re.compile(
    r"^--\n-- (?:(?:Data for )?Name: |PostgreSQL database dump).*\n--\n+|^-- Dumped .*\n+|^\\(?:un)?restrict .*\n+|^SET transaction_timeout = 0;\n"
    r"|^SELECT pg_catalog\.setval\('[^']+', 1, false\);\n+", re.MULTILINE
)  # fmt: skip
_HEAD = "-- What all migrations leave behind, as pg_dump writes it. Made by `make structure`; not for editing by hand.\n"


def load(text: str = "") -> None:
    """Make the tables from the file (or ``text``), in one transaction. PostgreSQL 15 to 18 make the same of it."""
    from django.db import connections

    connection = connections["owner"]
    with connection.cursor() as cursor:
        cursor.execute(text or FILE.read_text(encoding="utf-8"))
        cursor.execute("UPDATE public.django_migrations SET applied = now()")
    connection.close()  # the file sets an empty search path for its session


def dumped() -> str:
    """The migrated database without its grants and guards, as the file has it."""
    from django.db import connections

    from qianxian.config.runtime import archive  # ciphers that no start needs

    with connections["owner"].cursor() as cursor:
        # Written anew in order: an UPDATE fills the room of rows that an autovacuum took away meanwhile, and pg_dump writes rows as they lie.
        cursor.execute("CREATE TEMP TABLE in_order AS SELECT id, app, name, %s::timestamptz AS applied FROM django_migrations ORDER BY id", [PLAYED])
        cursor.execute("TRUNCATE django_migrations")
        cursor.execute("INSERT INTO django_migrations (id, app, name, applied) OVERRIDING SYSTEM VALUE SELECT id, app, name, applied FROM in_order ORDER BY id")
        cursor.execute("DROP TABLE in_order")
        least = cursor.connection.info.server_version // 10000
    target = address.dsn(connections["owner"].settings_dict)
    wanted = ("--no-owner", "--no-privileges", "--no-comments", "--inserts", "--rows-per-insert=100")
    server = None if address.outside() else Server(places.home())
    command = archive.tool(server, "pg_dump", *wanted, target=target, least=least)
    text = subprocess.run(command, capture_output=True, text=True, check=True, env=archive.environment(target)).stdout
    return _HEAD + _NOISE.sub("", text)


def write() -> None:
    """Play all migrations in a cluster of its own and write the file: as it is dumped after it was loaded once, for PostgreSQL words some
    conditions otherwise when it reads its own words, and then no more."""
    with tempfile.TemporaryDirectory(prefix="qx-s-") as folder:
        Path(folder).chmod(0o711)
        os.environ["QIANXIAN_HOME"] = folder
        from django import setup
        from django.db import connections

        from qianxian.config.runtime import database, migration

        with database.ready(Path(folder)):
            os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qianxian.config.settings")
            setup()
            migration.play()
            played = dumped()
            with connections["owner"].cursor() as cursor:
                cursor.execute("DROP OWNED BY CURRENT_USER")
            load(played)
            FILE.write_text(dumped(), encoding="utf-8")


if __name__ == "__main__":
    write()
