"""Rows of a thread as commands need them: locked, resolved to the thread they were joined into, and in a state that bears the act."""

from __future__ import annotations

from django.utils.translation import gettext as _

from qianxian.foundation.errors import Conflict
from qianxian.threads.models import Thread, ThreadStep
from qianxian.threads.rules import ALLOWED_MOVES

State = Thread.State


def locked(thread: Thread) -> Thread:
    """The row as it stands now, held until the transaction ends."""
    return Thread.objects.select_for_update(no_key=True).get(pk=thread.pk)


def main_thread(thread: Thread) -> Thread:
    """The thread this one was joined into, or itself."""
    while thread.joined_into_id:
        thread = Thread.objects.get(pk=thread.joined_into_id)
    return thread


def current_step(thread: Thread) -> ThreadStep:
    """Where the thread stands: the last step recorded."""
    return ThreadStep.objects.filter(thread=thread).order_by("-id")[0]


def expect_under_way(row: Thread, *, stalled: bool = False) -> None:
    """The thread is open; with ``stalled``, it may also stand still. Raises Conflict saying what it is."""
    if row.state == State.OPEN or (stalled and row.state == State.STALLED):
        return
    raise Conflict(_("这条线现在是「%(state)s」，先刷新页面看看。") % {"state": row.get_state_display()})


def expect_move(row: Thread, state: str) -> None:
    """The state may be left for the other one. Raises Conflict."""
    if state not in ALLOWED_MOVES[row.state]:
        raise Conflict(_("这条线现在是「%(state)s」，先刷新页面看看。") % {"state": row.get_state_display()})
