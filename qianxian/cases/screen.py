"""大厅屏幕: what the television in a village's hall shows. Counts, desks and hours; never a name, never the number of a case.

Example: 今天收件 6, 今天办结 4, 在办 11; 平均 3.4 个工作日办结. Under ``FEW`` cases an average would tell of one family, and is not shown.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any

from django.utils.translation import gettext as _

from qianxian.cases import queries
from qianxian.centres import queries as centres
from qianxian.centres.models import ServiceCentre
from qianxian.centres.pages import address_for_residents, hall_for_residents
from qianxian.foundation.actor import Actor
from qianxian.foundation.periods import working_days_between

LOOKED_BACK, FEW = 30, 5


def average_days(taken: list[tuple[dt.date, dt.date]]) -> float | None:
    """Working days from receipt to end on average, to one place; None where too few ended to hide one of them."""
    if len(taken) < FEW:
        return None
    return round(sum(working_days_between(received, ended) for received, ended in taken) / len(taken), 1)


def screen_of(by: Actor, code: str, on: dt.date) -> dict[str, Any] | None:
    """Everything the screen draws, read to the end; None where the village has no centre open on the day."""
    hall = hall_for_residents(by, code, on)
    if hall is None:
        return None
    centre = hall["centre"]
    return {
        "page_title": hall["page_title"], "page_sub": hall["page_sub"], "centre": centre, "works": hall["works"], "duty": _duty(centre, hall["today"], on),
        "counts": queries.counts_of_day(by, on), "average": average_days(queries.ended_within(by, on, LOOKED_BACK)), "looked_back": LOOKED_BACK,
        "address": address_for_residents(code), "day": on,
    }  # fmt: skip


def _duty(centre: ServiceCentre, turns: list, on: dt.date) -> list[tuple[str, str]]:
    """(part of the day, desks on duty) without names: by the window that who is on duty serves at, with how many where there are several."""
    desks = centres.desks_of(centre, on)
    by_part: dict[str, Counter[str]] = {}
    for turn in turns:
        by_part.setdefault(turn.get_part_display(), Counter())[desks.get(turn.person_id, "")] += 1
    return [(part, _desks(counted)) for part, counted in by_part.items()]


def _desks(counted: Counter[str]) -> str:
    leading = _("中心领导岗位")
    return "、".join((desk or leading) + (f" × {n}" if n > 1 else "") for desk, n in counted.items())
