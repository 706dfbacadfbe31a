"""While the database is away (killed, starting again): how that is known, and the log kept short. What is answered stands in ``errors`` and
``contract.problems``. Read by the settings, so it imports no model.
"""

from __future__ import annotations

import logging

from django.db import InterfaceError, OperationalError, connection

#: Seconds after which a killed database is usually back.
RETRY_AFTER = 10


def database_is_away(error: BaseException | None) -> bool:
    """Whether that error came of a lost connection: the server was killed, or is starting again."""
    lost = connection.connection is None or connection.connection.closed
    return lost and isinstance(error, OperationalError | InterfaceError)


class OneLineWhileAway(logging.Filter):
    """Each request fails in the same way: one line says so, not sixty lines of traceback."""

    def filter(self, record: logging.LogRecord) -> bool:
        """True: the record stays, shortened."""
        if record.exc_info and database_is_away(record.exc_info[1]):
            path = getattr(getattr(record, "request", None), "path", "")
            record.msg, record.args, record.exc_info = "the database is away: %s", (path,), None
        return True
