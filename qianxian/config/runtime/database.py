"""A database that answers, for as long as a command needs it.

``with ready(home):`` starts the embedded server when it is down. Whoever uses it holds a shared lock; the last one out stops it,
so two commands at once, or a command beside ``serve``, do not pull it from under each other.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from qianxian.config.runtime import address, keys, places, roles
from qianxian.config.runtime.postgres import Server


def silent(text: str) -> None:
    """Say nothing."""


@contextmanager
def locked(path: Path, how: int) -> Iterator[int]:
    """Hold a lock file; raises BlockingIOError with LOCK_NB when somebody else holds it."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, how)
        yield handle
    finally:
        os.close(handle)


@contextmanager
def ready(home: Path, say: Callable[[str], None] = silent) -> Iterator[Server | None]:
    """The server (None for an outside one), with database, roles and passwords in place."""
    places.make_home(home)
    secrets = keys.load(home)
    role = os.environ.get("QIANXIAN_APP_ROLE", "qianxian_app")
    if address.outside():
        roles.ensure(home, owner=address.dsn(address.owner(home)), role=role, password=secrets.app_db_password, server=None)
        yield None
        return
    server = Server(home, say=say)
    with locked(home / "database.users", fcntl.LOCK_SH) as users:
        try:
            with locked(home / "database.start", fcntl.LOCK_EX):
                server.start()
                roles.ensure(home, owner=address.dsn(address.owner(home)), role=role, password=secrets.app_db_password, server=server)
            yield server
        finally:
            with locked(home / "database.start", fcntl.LOCK_EX):
                try:
                    fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    pass
                else:
                    server.stop()
