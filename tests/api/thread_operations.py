"""The table's lines of threads: one village's thread, prepared for each operation."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from qianxian.foundation.reach import bind
from qianxian.threads import commands, registry
from qianxian.threads.models import Thread
from tests.api.stage import DAY, VILLAGE
from tests.cast import SERVICE, TOWN_OFFICER

ASKED = dt.date(2019, 3, 1)
OPENING = {"division_code": VILLAGE, "title": "市政供水改造", "matter": "水管老化，希望接市政自来水", "subject": "water", "origin": "villagers", "channel": "meeting",
           "asked_on": ASKED}  # fmt: skip
HOW = {"by": TOWN_OFFICER, "on": DAY}


def thread(s: Any) -> Thread:
    """A thread of the village, under way."""
    bind(SERVICE)
    return commands.open_thread(**OPENING, **HOW)


def stalled(s: Any) -> Thread:
    """At a stand."""
    row = thread(s)
    commands.stall(thread=row, cause="waiting_reply", words="等水价说明", since=DAY, by=TOWN_OFFICER, on=DAY)
    return row


def stalled_before(s: Any) -> Thread:
    """At a stand since some days."""
    row = thread(s)
    commands.stall(thread=row, cause="waiting_reply", words="等水价说明", since=dt.date(2019, 3, 5), by=TOWN_OFFICER, on=DAY)
    return row


def told(s: Any) -> Thread:
    """And who asked was told."""
    row = thread(s)
    commands.tell(thread=row, told_on=DAY, channel="meeting", words="会上答复", **HOW)
    return row


def closed(s: Any) -> Thread:
    """And closed."""
    return commands.close(thread=told(s), words="已通水", **HOW)


def estimated(s: Any) -> Thread:
    """With an estimate."""
    row = thread(s)
    commands.estimate(thread=row, estimated_on=DAY, amount=Decimal("3926000"), source="镇水利所", document="估算书", **HOW)
    return row


def tied(s: Any) -> Any:
    """With a thing of an invented kind on it: the tie."""
    registry.contributes("sample", title="Sample", model="threads.Thread")
    row = thread(s)
    return commands.attach(thread=row, kind="sample", thing_uuid=row.uuid, label="第一次会议", **HOW)


def two(s: Any) -> tuple[Thread, Thread]:
    """Two of the same place."""
    return thread(s), thread(s)


def lines(op: Callable[..., Any], prepared: Callable, just: Callable, town: str, committee: str) -> dict[str, Any]:
    """The operations of this room."""
    of_tie = lambda s, b: {"uuid": b.thread.uuid}  # noqa: E731
    of_first = lambda s, b: {"uuid": b[0].uuid}  # noqa: E731
    step = {"step": "committees", "since": "2019-03-10", "holder_role": "village_secretary", "holder_code": VILLAGE, "missing": ["会议记录"]}
    return {
        "list_threads": op(committee, "member", before=thread), "get_thread": op("village_secretary", "other_town", prepared, before=thread),
        "list_thread_estimates": op("finance_bureau", "member", prepared, before=estimated), "list_thread_steps": op(committee, "other_town", prepared, before=thread),
        "list_thread_stalls": op(town, "member", prepared, before=stalled), "list_thread_events": op(town, "other_town", prepared, before=told),
        "list_thread_ties": op(town, "member", of_tie, before=tied), "open_thread": op("window_staff", committee, body=lambda s, b: OPENING),
        "move_thread": op("village_secretary", "window_staff", prepared, just(**step), before=thread),
        "estimate_thread": op(town, committee, prepared, just(estimated_on="2019-03-10", amount="3926000.00", source="镇水利所", document="估算书"), before=thread),
        "stall_thread": op(town, committee, prepared, just(cause="land", words="用地手续还在补", since="2019-03-10"), before=thread),
        "lift_thread": op(town, "other_town", prepared, just(lifted_on="2019-03-12", words="已补齐"), before=stalled_before),
        "note_thread": op("centre_member", "window_staff", prepared, just(happened_on="2019-03-10", title="镇里来看过", words="同意支持", document="镇复函"), before=thread),
        "attach_to_thread": op("cashier", "member", of_tie, lambda s, b: {"kind": "sample", "thing_uuid": b.uuid, "label": "付款"}, before=tied),
        "detach_from_thread": op(town, committee, prepared, just(reason="串错了"), before=tied),
        "tell_thread": op(town, committee, prepared, just(told_on="2019-03-15", channel="visit", words="上门告知"), before=thread),
        "close_thread": op(town, committee, prepared, just(words="已通水"), before=told),
        "reopen_thread": op(town, "other_town", prepared, just(reason="又停水"), before=closed),
        "join_thread": op(town, committee, of_first, lambda s, b: {"into": b[1].uuid, "reason": "同一件事"}, before=two),
        "split_thread": op(town, committee, prepared, just(title="蓄水池", matter="另建蓄水池", subject="water", reason="另一笔钱"), before=thread),
    }  # fmt: skip
