"""待办: work that waits for somebody, derived from rows by each room's queries and never stored.

Example: ``Task("选聘", "南门村：暂缓聘任到期", "要重新决定", due_on, "/engagements/reviews/…/")``.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class Task:
    """One piece of waiting work with the page that settles it; ``due_on`` None means no deadline."""

    kind: str
    title: str
    why: str
    due_on: dt.date | None
    url: str
    division_code: str = ""
    count: int = 1
