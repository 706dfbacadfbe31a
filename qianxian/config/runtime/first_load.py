"""The mark that the example is being loaded. Its loading is many transactions: one that was broken off leaves half a county behind.

Example: power fails in the second minute of the first ``make run``. The mark stands in the data home, and the next start loads the
example anew from nothing. Nobody could have entered anything: the web opens after the loading, and a real county is never touched.
The mark names the database: another one that is served from the same home later is not emptied for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connections

from qianxian.config.runtime import address, migration
from qianxian.config.runtime.places import PlaceRefused
from qianxian.config.runtime.speech import say as _

MARK = "example-loading"


def broken_off(home: Path) -> bool:
    """Whether a loading of the example began in this home, in the database that is served now, and never ended."""
    mark = home / MARK
    return mark.exists() and mark.read_text("utf-8") == _database(home)


def _database(home: Path) -> str:
    """Which database it is: the home's own, wherever the home lies, or the outside one by its address."""
    if not address.outside():
        return "embedded"
    there = address.owner(home)
    return f"{there['HOST']}:{there['PORT']}/{there['NAME']}"


@contextmanager
def marked(home: Path) -> Iterator[None]:
    """The mark stands from now until what is inside has ended well."""
    (home / MARK).write_text(_database(home), "utf-8")
    yield
    (home / MARK).unlink()


def start_over() -> None:
    """Empty tables in place of half an example. Raises PlaceRefused where the county is a real one."""
    owner = connections["owner"]
    with owner.cursor() as cursor:
        cursor.execute("SELECT to_regclass('public.divisions_county') IS NOT NULL")
        if cursor.fetchone()[0]:
            cursor.execute("SELECT EXISTS (SELECT 1 FROM divisions_county WHERE NOT is_example)")
            if cursor.fetchone()[0]:
                raise PlaceRefused(_("这里的区（县）不是示例，没有动它。请删去数据目录里的 %(mark)s 再启动。") % {"mark": MARK})
        cursor.execute("SET client_min_messages = error")
        cursor.execute("DROP SCHEMA public CASCADE")
        cursor.execute("CREATE SCHEMA public")
    connections.close_all()
    migration.migrate()
