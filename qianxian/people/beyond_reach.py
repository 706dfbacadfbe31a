"""Looking past one's own reach, for the two moments that need it: is a number taken elsewhere, and handing somebody over to another place.

Callers permit first, filter by hand, and show nothing of what they find but that it exists. Everything else stays inside row-level security.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

#: Prefixes of every division code in the country.
EVERYWHERE = "1,2,3,4,5,6,7,8,9"


@contextmanager
def beyond_reach() -> Iterator[None]:
    """Inside, the transaction's reach is the whole county; afterwards what it was. Must run inside a transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(current_setting('qianxian.reach', true), '')")
        (bound,) = cursor.fetchone()
        cursor.execute("SELECT set_config('qianxian.reach', %s, true)", [EVERYWHERE])
    yield
    # not in a finally: after an error the transaction is broken, and its end forgets the setting
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('qianxian.reach', %s, true)", [bound])
