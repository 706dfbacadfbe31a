"""Many threads at one thing, each in a transaction of its own: what races are tried with."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from typing import Any

from django.db import DatabaseError, connection

from qianxian.foundation.errors import QianxianError
from qianxian.foundation.reach import acting_as
from tests.cast import SERVICE


def together(acts: list[Callable[[], Any]]) -> Counter:
    """All at once, each in its own transaction; how each ended."""
    ended, gate = Counter(), threading.Barrier(len(acts))

    def run(act: Callable[[], Any]) -> None:
        try:
            connection.ensure_connection()
            gate.wait()
            with acting_as(SERVICE):
                act()
            ended["done"] += 1
        except QianxianError:
            ended["refused"] += 1
        except DatabaseError as error:
            ended[getattr(error.__cause__, "sqlstate", "?")] += 1
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return ended
