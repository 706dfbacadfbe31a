"""A village, who keeps its threads, and a thread to try things on; a kind of thing of an invented higher room that hangs on it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

from qianxian.threads import commands, registry
from qianxian.threads.models import Thread
from tests.cast import TOWN_OFFICER, acting

VILLAGE, SIBLING = "440403103200", "440403103209"
ON, ASKED = dt.date(2019, 4, 15), dt.date(2012, 3, 12)
SECRETARY = acting("shuji-103200", "书记", "village_secretary", VILLAGE)
CLERK = acting("chuangkou", "窗口", "window_staff", VILLAGE)
DOC = "村民意见登记簿第12页"


def opened(by=SECRETARY, on: dt.date = ON, **more: Any) -> Thread:
    """The water thread of 大赤坎."""
    values = {"division_code": VILLAGE, "title": "市政供水改造", "matter": "水管用了二十多年，希望接市政自来水", "subject": "water", "origin": "villagers",
              "channel": "meeting", "asked_on": ASKED} | more  # fmt: skip
    return commands.open_thread(**values, by=by, on=on)


def moved(thread: Thread, step: str = "villagers", since: dt.date = dt.date(2012, 9, 15), **more: Any):
    """The thread at a step, in the hands of the village's secretary."""
    values = {"holder_role": "village_secretary", "holder_code": VILLAGE, "by": SECRETARY, "on": ON} | more
    return commands.move(thread=thread, step=step, since=since, **values)


def stalled(thread: Thread, since: dt.date = dt.date(2012, 9, 16), **more: Any):
    """The thread at a stand."""
    return commands.stall(thread=thread, **({"cause": "vote_unrecorded", "words": "表决没有通过，记录上没有到会人数和票数", "since": since, "by": SECRETARY, "on": ON} | more))


def estimated(thread: Thread, day: dt.date, amount: str, **more: Any):
    """An estimate of it."""
    values = {"source": "镇水利所", "document": "估算书", "by": SECRETARY, "on": ON} | more
    return commands.estimate(thread=thread, estimated_on=day, amount=Decimal(amount), **values)


def told(thread: Thread, by=TOWN_OFFICER, on: dt.date = ON):
    """The answer given."""
    return commands.tell(thread=thread, told_on=on, channel="meeting", words="在村民代表会议上答复", by=by, on=on)


@contextmanager
def kind(code: str = "sample", **more: Any) -> Iterator[registry.Contribution]:
    """A kind of thing for the time of a test; divisions stand for the higher room's table."""
    try:
        yield registry.contributes(code, **({"title": "样品", "model": "threads.Thread"} | more))
    finally:
        registry.forget(code)
