"""Somebody's 待办 counted for a message: over all his roles, as himself, and reduced to numbers before anything is written.

Example: ``write_notices(at)`` at eight in the morning writes one digest for each account that wants one and has work waiting.
"""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from qianxian.accounts.models import User
from qianxian.accounts.queries import actor_for, grants_of
from qianxian.foundation.clock import today
from qianxian.foundation.reach import acting_as
from qianxian.foundation.sealing import keyed_hashes
from qianxian.foundation.tasks import Task
from qianxian.notices import outbox
from qianxian.notices.models import NoticePreference
from qianxian.notices.rules import Waiting
from qianxian.portal.workbench import days_left, tasks_for

MARK = 32


def write_notices(at: dt.datetime) -> int:
    """How many messages were written: each account looked at by itself, so that one that cannot be counted stops no other."""
    return sum(_one(preference, at) for preference in outbox.active() if outbox.due_for_look(preference, at))


@transaction.atomic
def _one(preference: NoticePreference, at: dt.datetime) -> int:
    return len(outbox.look_at(preference, load_of(preference.account, today()), at))


def load_of(account: User, on: dt.date) -> outbox.Load:
    """What waits for the account in any of its roles; a piece that two roles see counts once."""
    found: dict[str, Task] = {}
    for grant in grants_of(account, on):
        with acting_as(actor_for(grant, on)) as actor:
            tasks = tasks_for(actor, on)
        marks = keyed_hashes([f"{task.kind}|{task.url}|{task.title}" for task in tasks], kind="notice-mark")
        found |= {mark[:MARK]: task for mark, task in zip(marks, tasks, strict=True)}
    pieces = [Waiting(mark, days_left(task.due_on, on)) for mark, task in found.items()]
    return outbox.Load(pieces, sum(t.due_on is not None and t.due_on < on for t in found.values()), sum(t.due_on == on for t in found.values()))
