"""A table filled for somebody: recorded with how much of it was held, for the register learns from it what is asked for and held nowhere."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from qianxian.elements import wanted
from qianxian.elements.permissions import can_view_elements
from qianxian.foundation import audit
from qianxian.foundation.actor import Actor
from qianxian.foundation.verdict import require


@transaction.atomic
def fill_table(*, content: bytes, filename: str, by: Actor, on: dt.date) -> wanted.Filled:
    """The workbook with what is held within reach; nothing of the house changes. Raises FileRefused."""
    require(can_view_elements(by))
    done = wanted.fill(content, by, on)
    place = (by.reach or ("",))[0].ljust(12, "0")
    audit.record(by=by, action="elements.fill_table", object_type="list", object_id="wanted_table", division_code=place,
                 after={"file": filename[:100], "filled": done.filled, "missing": done.missing, "unknown": done.unknown})  # fmt: skip
    return done
