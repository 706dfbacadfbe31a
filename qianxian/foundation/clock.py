"""The county's business day.

A real county lives in today (Asia/Shanghai). The example county's day is a column of its county row, so that its deferrals, publicity
periods and pay run stay alive. Audit time never comes from here: it is the database's.
"""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


def calendar_day() -> dt.date:
    """Today's date in Asia/Shanghai by the machine's clock."""
    return dt.datetime.now(SHANGHAI).date()


def today() -> dt.date:
    """The county's business day: the example's fixed day where the county is an example, else the calendar day."""
    from django.db import connection  # a read of one row; importing models here would invert the layers

    with connection.cursor() as cursor:
        cursor.execute("SELECT example_day FROM divisions_county WHERE example_day IS NOT NULL LIMIT 1")
        row = cursor.fetchone()
    return row[0] if row else calendar_day()
