"""The job worker as a program: ``python -m qianxian.config.runtime.jobs``, until SIGTERM.

Not the queue's own Django command: that one greets whoever started the house with an English line about its queues.
"""

from __future__ import annotations

import os

CONCURRENT = 2
#: Seconds that running jobs get to end; the supervisor waits longer than this.
GRACE = 15


def run() -> None:
    """Take jobs from the queue and run them, and queue what is due by the clock."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qianxian.config.settings")
    import django

    django.setup()
    from procrastinate.contrib.django import app
    from procrastinate.exceptions import ConnectorException

    with app.replace_connector(app.connector.get_worker_connector()) as worker:
        try:
            worker.run_worker(concurrency=CONCURRENT, shutdown_graceful_timeout=GRACE)
        except ConnectorException as away:
            # The supervisor starts it again until the database is back; what went wrong with that stands in the database's own log.
            raise SystemExit(1) from away


if __name__ == "__main__":
    run()
