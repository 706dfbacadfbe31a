"""The column 「所在村（社区）」 of registers that come in by Excel, and which place it means: by name, official name or code, within reach.

No register of its own: divisions come from a file at the county's installation.
"""

from __future__ import annotations

import datetime as dt

from qianxian.divisions.models import Division
from qianxian.foundation.actor import Actor
from qianxian.foundation.sheets import Column, Parsed
from qianxian.foundation.sheets.wording import say as _

VILLAGE = Column("division", "所在村（社区）", "Village or community", required=True, width=18, max_length=60, hint="名称或 12 位区划代码", example="大赤坎村")


class Places:
    """The places of a day, found by what people write."""

    def __init__(self, on: dt.date) -> None:
        rows = list(Division.objects.filter(valid__contains=on))
        self._found = {d.name: d for d in rows} | {d.official_name: d for d in rows} | {d.code: d for d in rows}

    def village(self, parsed: Parsed, i: int, by: Actor) -> Division | None:
        """The village or community of the row; otherwise None, and the fault is noted."""
        written = parsed.columns["division"][i]
        place = self._found.get(written)
        if written and place is None:
            parsed.fault(i, "division", "unknown_division", _("没有叫「%(name)s」的村（社区）。填写名称或 12 位区划代码") % {"name": written})
        elif place is not None and not by.reaches(place.code):
            parsed.fault(i, "division", "out_of_reach", _("这个地方不在您的范围内。请交由当地或区委组织部导入"))
        elif place is not None and place.kind not in ("village", "community"):
            parsed.fault(i, "division", "not_a_village", _("「%(name)s」不是村或社区。填写村（社区）的名称") % {"name": place.name})
        else:
            return place
        return None
